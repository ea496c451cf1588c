"""What units send as evidence is looked at by its content; what can run, and what is secret, is not kept."""

import io
from pathlib import Path

import pytest
from docx import Document
from sqlmodel import select

from tasks_db.register.evidence import clean_name, fit_name
from tasks_db.register.refusals import AnswerRefused
from tasks_db.store import models
from tests.evidence_samples import JPEG, OLE, PDF, PROGRAM, a_letter, a_workbook, old_office, with_more, zipped
from tests.small_world import (
    CLERK,
    STARTS,
    WATER,
    Office,
    a_draft_task,
    at_local,
    clear,
    open_office,
    small_meeting,
)

ONE = a_draft_task("1", "改造供水管网", ["县水利局"], ["县财政局"])
PHOTO_FAKE = "11010519491231002X"
"""The number that the standard of identity numbers prints as its example."""


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("现场.jpg", JPEG),
        ("截图.PNG", b"\x89PNG\r\n\x1a\n picture"),
        ("照片.heic", b"\0\0\0\x18ftypheic picture"),
        ("现场.mp4", b"\0\0\0\x18ftypisom film"),
        ("验收单.pdf", PDF),
        ("总结.docx", a_letter()),
        ("台账.xlsx", a_workbook()),
        ("公文.ofd", zipped({"OFD.xml": b"<ofd/>", "Doc_0/Document.xml": b"<d/>"})),
        ("旧表.xls", old_office("Workbook")),
        ("旧文.doc", old_office("WordDocument")),
        ("公文.wps", old_office("WordDocument")),
        ("情况.rtf", b"{\\rtf1\\ansi text}"),
        ("情况.txt", "已完成招标。".encode()),
        ("情况.txt", "已完成招标。".encode("gb18030")),
        ("清单.csv", "序号,事项\n1,招标".encode()),
    ],
)
def test_what_offices_send_is_kept_under_its_own_name(name: str, content: bytes) -> None:
    assert fit_name(name, content) == name


@pytest.mark.parametrize(
    ("name", "content", "what"),
    [
        ("清理.exe", PROGRAM, "程序文件"),
        ("现场.jpg", PROGRAM, "程序文件"),
        ("现场.jpg", b"\x7fELF\x02\x01", "程序文件"),
        ("总结.docm", with_more(a_letter(), "word/vbaProject.bin"), "带宏的 Office 文件"),
        ("总结.docx", with_more(a_letter(), "word/vbaProject.bin"), "带宏的 Office 文件"),
        ("台账.xlsx", with_more(a_workbook(), "xl/macrosheets/sheet1.xml"), "带宏的 Office 文件"),
        ("旧文.doc", old_office("WordDocument", "Macros", "_VBA_PROJECT"), "带宏的 Office 文件"),
        (
            "说明.odt",
            zipped({"mimetype": b"m", "content.xml": b"<c/>", "Basic/a.xml": b"<b/>"}),
            "带宏的 Office 文件",
        ),
        ("安装.msi", OLE, "认不出的文件"),
        ("材料.zip", zipped({"a.txt": b"a"}), "压缩包"),
        ("材料.docx", zipped({"清理.exe": PROGRAM}), "装有程序的压缩包"),
        ("材料.docx", b"PK\x03\x04 cut", "打不开的压缩文件"),
        ("材料.rar", b"Rar!\x1a\x07\0", "压缩包"),
        ("材料.7z", b"7z\xbc\xaf\x27\x1c", "压缩包"),
        ("材料.tar", b"a" * 257 + b"ustar", "压缩包"),
        ("材料.gz", b"\x1f\x8b\x08\0", "压缩包"),
        ("说明.bat", b"del *.*", "脚本或网页文件"),
        ("说明.txt", b"#!/bin/sh\nrm -r x", "脚本或网页文件"),
        ("说明.vbs", b"MsgBox 1", "脚本或网页文件"),
        ("页面.html", b"<html><script>1</script></html>", "脚本或网页文件"),
        ("页面.txt", b"\xef\xbb\xbf <HTML><body>", "脚本或网页文件"),
        ("图.svg", b"<svg onload='x'/>", "脚本或网页文件"),
        ("情况.rtf", b"{\\rtf1{\\object\\objdata 0105}}", "嵌有对象的文件"),
        ("表.pdf", PDF + b"/OpenAction << /S /JavaScript >>", "带脚本的 PDF"),
        ("捷径.lnk", b"L\0\0\0\x01\x14\x02\0\0\0", "快捷方式"),
        ("数据.bin", b"\0\x01\x02\x03", "认不出的文件"),
        ("空.jpg", b"", "空文件"),
    ],
)
def test_what_can_run_or_hides_something_is_refused_in_a_sentence(name: str, content: bytes, what: str) -> None:
    with pytest.raises(AnswerRefused) as refused:
        fit_name(name, content)
    assert f"“{name}”是{what}，不能作佐证，没有保留。" in str(refused.value)


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("../../etc/照片.jpg", "照片.jpg"),
        ("C:\\temp\\照片.jpg", "照片.jpg"),
        ("照片\u202egpj.exe", "照片gpj.exe"),
        ("一\n二\t三\0.jpg", "一二三.jpg"),
        (" .照片.jpg. ", "照片.jpg"),
        ('a<b>"c|d?.jpg', "a_b__c_d_.jpg"),
        ("", "文件"),
        ("..", "文件"),
        ("长" * 300 + ".jpg", "长" * 116 + ".jpg"),
    ],
)
def test_a_name_is_one_line_without_a_path_and_hides_nothing(sent: str, kept: str) -> None:
    assert clean_name(sent) == kept


def test_a_name_that_lies_gets_the_ending_of_its_content() -> None:
    assert fit_name("验收单.pdf.exe", PDF) == "验收单.pdf.exe.pdf"
    assert fit_name("照片", JPEG) == "照片.jpg"


async def kept(office: Office) -> list[str]:
    return await office.read(lambda s: [file.file_name for file in s.exec(select(models.Evidence)).all()])


async def test_a_refused_file_leaves_nothing_behind_and_a_good_one_is_kept(tmp_path: Path) -> None:
    async with open_office(tmp_path, STARTS) as office:
        await small_meeting(office, ONE)
        await at_local(office, "2025-11-03T09:30")
        heard = await office.send_bytes(WATER, "现场.jpg", PROGRAM, "1")
        assert "是程序文件，不能作佐证" in clear(heard)
        assert await kept(office) == []
        assert not (office.desk.files.exists() and list(office.desk.files.iterdir()))
        await office.send_bytes(WATER, "现场.jpg", JPEG, "1")
        assert await kept(office) == ["现场.jpg"]


async def test_a_caption_with_somebodys_number_is_kept_with_a_warning_and_a_secret_one_is_not(tmp_path: Path) -> None:
    async with open_office(tmp_path, STARTS) as office:
        await small_meeting(office, ONE)
        await at_local(office, "2025-11-03T09:30")
        heard = await office.send_bytes(WATER, "现场.jpg", JPEG, f"1 进度30%，联系人 13800138000，{PHOTO_FAKE}")
        assert "说明里有身份证号、手机号" in heard.text
        assert await kept(office) == ["现场.jpg"]
        heard = await office.send_bytes(WATER, "图.jpg", JPEG, "机密★3年")
        assert "标有密级（机密★3年），没有记录" in clear(heard)
        heard = await office.send_bytes(WATER, "秘密★1年.jpg", JPEG, "1")
        assert "标有密级（秘密★1年），没有记录" in clear(heard)
        assert await kept(office) == ["现场.jpg"]


PLAN = """清河县城乡建设工作方案

一、重点任务
（一）改造供水管网。2025年12月底前完成管网改造20公里。（牵头单位：县水利局；责任单位：县财政局）
（二）做好保密工作，机密文件专人保管。2025年11月底前完成。（牵头单位：县城管局）
"""


@pytest.mark.parametrize(
    "mark",
    ["机密★3年", "秘密★", "绝密★长期", "机　密★ 1年", "000012 机密★3年", "密级：秘密", "机密 特急", "绝 密"],
)
async def test_a_secret_plan_is_refused_and_nothing_of_it_is_kept(tmp_path: Path, mark: str) -> None:
    async with open_office(tmp_path, STARTS) as office:
        heard = await office.send_bytes(CLERK, "方案.txt", f"{mark}\n{PLAN}".encode())
        assert "没有载入，也没有保留任何内容" in heard.text
        assert "请马上在聊天中删除这份文件" in heard.text
        assert await office.read(lambda s: s.exec(select(models.Plan)).all()) == []
        assert "供水管网" not in await everything(office)


async def everything(office: Office) -> str:
    """All that the database's file holds."""
    await office.desk.checkpoint()
    assert office.desk.door.file is not None
    files = office.desk.door.file.parent.glob("lianxi.sqlite3*")
    return "".join(file.read_bytes().decode("utf-8", "ignore") for file in files)


async def test_a_mark_in_a_word_file_is_seen_in_a_table_too(tmp_path: Path) -> None:
    letter = Document()
    letter.add_table(1, 2).rows[0].cells[0].text = "秘密★5年"
    for line in PLAN.splitlines():
        letter.add_paragraph(line)
    made = io.BytesIO()
    letter.save(made)
    async with open_office(tmp_path, STARTS) as office:
        heard = await office.send_bytes(CLERK, "方案.docx", made.getvalue())
        assert "标有密级（秘密★5年）" in heard.text


async def test_a_plan_that_only_speaks_of_secrets_is_loaded(tmp_path: Path) -> None:
    async with open_office(tmp_path, STARTS) as office:
        heard = await office.send_bytes(CLERK, "方案.txt", PLAN.encode())
        assert "城乡建设工作方案" in heard.text
        assert len(await office.read(lambda s: s.exec(select(models.Plan)).all())) == 1


async def test_an_internal_plan_and_peoples_numbers_are_shown_to_the_office(tmp_path: Path) -> None:
    async with open_office(tmp_path, STARTS) as office:
        text = f"内部资料 注意保管\n{PLAN}\n联系人：王青 13800138000\n身份证号：{PHOTO_FAKE}\n"
        await office.send_bytes(CLERK, "方案.txt", text.encode())
        found = await office.read(lambda s: {f.kind: f.message for f in s.exec(select(models.Finding)).all()})
        assert "标有“内部资料 注意保管”" in found["internal"]
        assert "身份证号" in found["personal"]
        assert "手机号" in found["personal"]
        assert PHOTO_FAKE not in found["personal"]
