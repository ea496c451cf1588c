"""The digest on its way: drafted, checked, signed, issued, corrected; what was issued stays as it was."""

import hashlib
import io
import json
import shutil
import subprocess
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from docx import Document
from docx.document import Document as DocumentType
from docx.oxml import OxmlElement
from openpyxl import load_workbook
from sqlalchemy import event

from config.paper import PaperSettings
from messages import forms, paper_compare, wording
from tasks_db.intake.apart import Blocks
from tasks_db.register.authority import OPERATOR
from tasks_db.register.digest.as_json import as_json
from tasks_db.register.notice import NoticeText
from tasks_db.register.refusals import NotAllowed, PaperError
from tasks_db.register.roster import TableRow
from tasks_db.terms import BodyKind, SeatRole
from tasks_db.work.acts import bodies, replying, roster
from tasks_db.work.acts import papers as acts
from tasks_db.work.views import papers as views
from tests.office_world import Heard
from tests.small_world import (
    CLERK,
    MONEY,
    STARTS,
    STREETS,
    WATER,
    Office,
    a_draft_task,
    at_local,
    open_office,
    small_meeting,
)
from tests.terminal import lianxi

HEAD = 202
SOFFICE = shutil.which("soffice")


async def a_meeting(office: Office) -> None:
    """Two tasks; of the first something was done, and the office accepted it."""
    await small_meeting(
        office,
        a_draft_task("1", "改造供水管网", ["县水利局"], ["县财政局"]),
        a_draft_task("2", "整治背街小巷", ["县城管局"]),
    )
    await office.seat("清河县府办", "主任", HEAD, SeatRole.OFFICE_HEAD)
    await at_local(office, "2025-11-03T09:30")
    await reported(office, "1 进度60%，已更换管道3公里")


async def reported(office: Office, words: str) -> None:
    await office.say(WATER, words)
    await office.say(CLERK, "/review")
    await office.press(CLERK, "1")
    await office.press(CLERK, "通过")


async def issued(office: Office) -> Heard:
    """From the digest to the issue, in the chat."""
    await office.say(CLERK, "/digest")
    await office.press(CLERK, "起草通报")
    await office.press(CLERK, "核稿")
    await office.say(HEAD, "/papers")
    await office.press(HEAD, "通报稿")
    await signed_unheard(office)
    await office.say(CLERK, "/papers")
    await office.press(CLERK, "通报稿")
    return await confirmed_issue(office)


async def signed_unheard(office: Office) -> Heard:
    """Sign the paper that is shown, though a unit that it names was not asked."""
    await office.press(HEAD, "签发")
    return await office.press(HEAD, "仍要签发")


async def confirmed_issue(office: Office) -> Heard:
    await office.press(CLERK, "印发")
    return await office.press(CLERK, "确认印发")


async def file_of(office: Office, heard: Heard, end: str = ".docx") -> tuple[str, bytes]:
    sent = next(m["document"] for m in heard.messages if m["document"] and m["document"]["file_name"].endswith(end))
    content = (await office.page.get(f"/page/files/{sent['file_id']}")).content
    return sent["file_name"], content


async def test_a_paper_goes_from_draft_to_issue_with_who_and_when_and_is_never_changed(tmp_path: Path) -> None:
    async with open_office(tmp_path, STARTS) as office:
        await a_meeting(office)
        heard = await issued(office)
        assert heard.text.splitlines()[0].startswith("2025年第1期：清河县联席会议办公室关于2025年10—11月份")
        for step in (
            "起草：2025年11月3日 09:30 文员",
            "核稿：2025年11月3日 09:30 文员",
            "签发：2025年11月3日 09:30 主任",
        ):
            assert step in heard.text
        assert set(heard.labels()) == {"下载", "出处", "发给各单位", "发更正"}
        heard = await office.press(CLERK, "下载")
        name, content = await file_of(office, heard)
        assert name == "进展通报2025年第1期.docx"
        assert "2025年第1期" in [p.text for p in Document(io.BytesIO(content)).paragraphs]
        _, sidecar = await file_of(office, heard, ".json")
        told = next(p for p in json.loads(sidecar)["paragraphs"] if "更换管道3公里" in p["text"])
        assert [(s["unit"], s["person"]) for s in told["sources"]] == [("县水利局", "水联")]
        assert (tmp_path / "evidence" / hashlib.sha256(content).hexdigest()).read_bytes() == content
        for act in (acts.check, acts.sign, acts.send_back, acts.throw_away):
            with pytest.raises(PaperError, match="已经印发，不再改动"):
                await office.desk.doing(OPERATOR, act, 1)
        before = content
        await at_local(office, "2025-11-20T09:30")
        await reported(office, "1 进度90%，已更换管道5公里")
        _, after = await file_of(office, await office.press(CLERK, "下载", within="2025年第1期"))
        assert after == before


async def test_only_the_head_and_convenors_sign_and_nobody_before_it_is_checked(tmp_path: Path) -> None:
    async with open_office(tmp_path, STARTS) as office:
        await a_meeting(office)
        await office.say(CLERK, "/digest")
        await office.press(CLERK, "起草通报")
        await office.say(HEAD, "/papers")
        await office.press(HEAD, "通报稿")
        await office.press(CLERK, "核稿")
        heard = await office.press(CLERK, "签发")
        assert heard.text == "这项操作由召集人和办公室主任办理。您可以发送 /help 查看自己能做什么。"
        heard = await office.press(CLERK, "退回起草")
        assert "选进展" in heard.labels()
        with pytest.raises(PaperError, match="签发前要先核稿"):
            await office.desk.doing(OPERATOR, acts.sign, 1)
        await office.press(CLERK, "作废")
        assert (await office.press(CLERK, "确认作废")).text == "通报稿1已作废。"


async def test_the_next_issue_says_what_changed_and_a_correction_what_was_wrong(tmp_path: Path) -> None:
    async with open_office(tmp_path, STARTS) as office:
        await a_meeting(office)
        await issued(office)
        await at_local(office, "2025-12-22T09:30")
        heard = await office.say(CLERK, "/digest")
        await office.press(CLERK, "起草通报")
        _, content = await file_of(office, await office.press(CLERK, "下载", within="通报稿"))
        text = "\n".join(p.text for p in Document(io.BytesIO(content)).paragraphs)
        assert "与上期（第1期，截至11月3日）相比，达序时减少1项、逾期增加2项、尚无反馈减少1项。" in text, text
        await office.say(CLERK, "/papers")
        await office.press(CLERK, "2025年第1期")
        heard = await office.press(CLERK, "发更正")
        assert heard.text.startswith("通报稿3：")
        _, content = await file_of(office, await office.press(CLERK, "下载", within="通报稿3"))
        text = "\n".join(p.text for p in Document(io.BytesIO(content)).paragraphs)
        assert "现对2025年第1期通报更正如下，以本期为准。" in text


async def test_a_correction_tells_the_period_of_the_issue_that_it_corrects(tmp_path: Path) -> None:
    async with open_office(tmp_path, STARTS) as office:
        await a_meeting(office)
        await issued(office)
        await at_local(office, "2025-11-20T09:30")
        await reported(office, "1 进度70%，已更换管道5公里")
        await issued(office)
        await office.press(CLERK, "发更正")
        wrong, right = [await office.desk.asking(OPERATOR, views.one, n) for n in (2, 3)]
        assert wrong.kept is not None
        assert right.digest is not None
        assert as_json(right.digest.period) == wrong.kept["digest"]["period"]  # type: ignore[index]
        assert str(right.digest.period.since) == "2025-11-04"


async def test_a_list_of_papers_and_the_search_for_the_last_one_read_nothing_of_what_was_issued(
    tmp_path: Path,
) -> None:
    async with open_office(tmp_path, STARTS) as office:
        await a_meeting(office)
        await issued(office)
        await at_local(office, "2025-11-20T09:30")
        read: list[str] = []

        def note(_c: object, _cursor: object, statement: str, *_more: object) -> None:
            read.append(statement)

        event.listen(office.desk.door.engine, "before_cursor_execute", note)
        await office.desk.asking(OPERATOR, views.every)
        await office.desk.asking(OPERATOR, views.record, 1)
        await office.desk.doing(OPERATOR, acts.draft)
        event.remove(office.desk.door.engine, "before_cursor_execute", note)
        papers = [statement for statement in read if "FROM paper" in statement]
        assert papers
        assert not [statement for statement in papers if "paper.value" in statement]
        assert not [statement for statement in read if "FROM report" in statement]


async def test_a_second_body_has_papers_of_its_own(tmp_path: Path) -> None:
    async with open_office(tmp_path, STARTS) as office:
        await a_meeting(office)
        group = await office.do(bodies.add_body, "清河县防汛工作领导小组", BodyKind.LEADING_GROUP, "县水利局")
        seats = [TableRow(1, "县水利局", (), (), "办公室主任", "水联", "")]
        await office.do(roster.load_table, seats, str(group.id))
        heard = await office.say(WATER, "/digest")
        assert heard.text.startswith("进展通报：无")
        await office.do_as(CLERK, acts.draft)
        assert (await office.say(WATER, "/papers")).text.startswith("还没有公文稿")
        with pytest.raises(NotAllowed, match="清河县联席会议的人员办理"):
            await office.do_as(WATER, acts.check, 1)
        with pytest.raises(NotAllowed, match="清河县联席会议的人员办理"):  # nor may they read it
            await office.desk.asking(await office.member(WATER), views.one, 1)
        heard = await office.say(WATER, "提议召开清河县防汛工作领导小组临时会议，研究防汛物资")
        assert "清河县防汛工作领导小组的会议1次" in (await office.say(WATER, "/sittings 领导小组")).text
        assert "清河县联席会议还没有会议" in (await office.say(WATER, "/sittings 联席会议")).text
        # what is asked of others is told to the office of the body that owns the plan
        await office.say(MONEY, "1 遇到困难，预算没有下达，需县府办协调")
        assert "需协调：县财政局" in await office.told(CLERK)
        assert not [text for text in await office.received(WATER) if "需协调：县财政局" in text]
        await office.do_as(WATER, acts.draft)
        opened = await office.desk.asking(OPERATOR, views.one, 2)
        assert (opened.meeting, opened.digest and opened.digest.plans) == ("清河县防汛工作领导小组", ())


async def test_whom_a_paper_names_sees_its_own_lines_and_answers_before_it_is_signed(tmp_path: Path) -> None:
    async with open_office(tmp_path, STARTS) as office:
        await a_meeting(office)
        await at_local(office, "2025-12-22T16:30")
        await office.say(CLERK, "/digest")
        await office.press(CLERK, "起草通报")
        await office.press(CLERK, "核稿")
        heard = await office.press(CLERK, "请单位核对")
        assert "发给3个单位核对：县水利局、县城管局、县财政局" in heard.text
        assert "8个工作小时内可以答复" in heard.text
        await office.press(CLERK, "确认发出")
        said = await office.told(WATER)
        assert "县水利局牵头的第1项“改造供水管网”应于12月19日完成，逾期3天" in said
        assert "整治背街小巷" not in said
        assert "请于2025年12月24日 10:30前核对" in said
        await office.press(WATER, "作说明或更正")
        await office.say(WATER, "12月18日已完工，正在验收")
        assert "县水利局答复“12月18日已完工，正在验收”" in await office.told(CLERK)
        # the same sentences shown once more are told to nobody, and what was answered to them stays
        lines = {r.unit: r.lines for r in (await office.desk.asking(OPERATOR, views.one, 1)).replies}
        again = await office.do_as(CLERK, replying.show_lines, 1, lines, 8, lambda _, __: NoticeText("请再核对"))
        assert (again.told, again.unreachable) == ((), ())
        # whoever signs without hearing all is warned once
        await office.say(HEAD, "/papers")
        await office.press(HEAD, "通报稿1")
        heard = await office.press(HEAD, "签发")
        assert "点名的县城管局、县财政局还没有核对" in heard.text
        for unit in (STREETS, MONEY):
            await office.told(unit)
            await office.press(unit, "无异议")
        await office.press(HEAD, "签发", within="通报稿1：")
        heard = await office.forge(STREETS, "ppy:1")
        assert "答复时限已过，或已经签发" in heard.text
        await office.say(CLERK, "/papers")
        await office.press(CLERK, "通报稿1")
        heard = await confirmed_issue(office)
        assert "单位核对：已发3个，答复3个（无异议2、说明1）" in heard.text
        _, sidecar = await file_of(office, await office.press(CLERK, "下载"), ".json")
        late = next(p for p in json.loads(sidecar)["paragraphs"] if "“改造供水管网”应于" in p["text"])
        assert [(r["unit"], r["answer"]) for r in late["replies"]] == [("县水利局", "12月18日已完工，正在验收")]
        assert "县水利局：12月18日已完工" in lianxi(office.desk.files.parent, "paper", "replies", "1").stdout


async def test_who_answers_too_late_is_told_to_turn_to_the_office(tmp_path: Path) -> None:
    async with open_office(tmp_path, STARTS) as office:
        await a_meeting(office)
        await at_local(office, "2025-12-22T16:30")
        await office.do_as(CLERK, acts.draft)
        await office.do_as(CLERK, acts.check, 1)
        lines = {unit: ["逾期3天"] for unit in ("县水利局", "县财政局")}
        shown = await office.do_as(CLERK, replying.show_lines, 1, lines, 8, lambda _, __: NoticeText("请核对"))
        await office.until(shown.until)
        assert await office.do_as(WATER, replying.reply, 1) == "县水利局"
        await office.until(shown.until + timedelta(minutes=1))
        with pytest.raises(PaperError, match="答复时限已过"):
            await office.do_as(MONEY, replying.reply, 1)


async def test_the_office_chooses_what_is_told_and_sees_who_said_it(tmp_path: Path) -> None:
    async with open_office(tmp_path, STARTS) as office:
        await a_meeting(office)
        await office.say(CLERK, "/digest")
        heard = await office.press(CLERK, "起草通报")
        assert "进展1条（按规则选取）" in heard.text
        heard = await office.press(CLERK, "选进展")
        assert "✓1. 第1项：已更换管道3公里（县水利局）" in heard.text
        heard = await office.press(CLERK, "✓1")
        assert "○1. 第1项" in heard.text
        heard = await office.press(CLERK, "返回")
        assert "进展0条（由办公室选定）" in heard.text
        await office.press(CLERK, "选进展")
        await office.press(CLERK, "按规则选取")
        await office.press(CLERK, "返回")
        heard = await office.press(CLERK, "出处", within="通报稿1")
        assert "县水利局牵头的第1项“改造供水管网”：已更换管道3公里。" in heard.text
        assert "县水利局 水联 2025年11月3日" in heard.text


async def test_what_was_kept_of_an_issue_is_compiled_again_after_later_acts(tmp_path: Path) -> None:
    async with open_office(tmp_path, STARTS) as office:
        await a_meeting(office)
        await issued(office)
        kept = await office.desk.asking(OPERATOR, views.value, 1)
        await at_local(office, "2025-11-20T09:30")
        await reported(office, "1 进度95%，已更换管道5公里")
        await office.say(WATER, "1 进度97%")
        done = lianxi(tmp_path, "digest", "--as-of", "2025-11-03T09:30:00+08:00", "--json")
        assert json.loads(done.stdout)["tasks"] == kept["digest"]["tasks"]  # type: ignore[index]


async def test_the_terminal_does_what_the_chat_does(tmp_path: Path) -> None:
    async with open_office(tmp_path, STARTS) as office:
        await a_meeting(office)
        folder = office.desk.files.parent
        nowhere = lianxi(folder, "digest", "--table")
        assert (nowhere.returncode, "存图和表要写明目录" in nowhere.stderr) == (2, True)
        for words in (("draft",), ("facts", "1"), ("check", "1"), ("sign", "1", "--yes"), ("issue", "1", "--yes")):
            done = lianxi(folder, "paper", *words)
            assert done.returncode == 0, done.stderr
        assert "2025年第1期" in lianxi(folder, "paper", "list").stdout
        # an issue is shown as it was kept, whatever the office makes of its wording later
        (folder / "templates").mkdir()
        shipped = (Path(wording.__file__).parent / "templates" / "digest_paper.txt").read_text()
        changed = shipped.replace("重点任务进展情况的通报", "工作的通报").replace("已更换", "换了")
        (folder / "templates" / "digest_paper.txt").write_text(changed)
        assert "月份重点任务进展情况的通报" in lianxi(folder, "paper", "show", "1").stdout
        assert "重点任务进展情况的通报" in json.loads(lianxi(folder, "paper", "sources", "1").stdout)["title"]
        assert lianxi(folder, "paper", "export", "1", "--out", str(tmp_path / "out")).returncode == 0
        assert sorted(p.suffix for p in (tmp_path / "out").iterdir()) == [".docx", ".json", ".xlsx"]
        assert lianxi(folder, "paper", "form", "--out", str(tmp_path / "out")).returncode == 0
        refused = lianxi(folder, "paper", "back", "1")
        assert (refused.returncode, "已经印发，不再改动" in refused.stderr) == (1, True)


# an edited paper comes back

Edit = Callable[[DocumentType], None]


def edited(content: bytes, edit: Edit) -> bytes:
    document = Document(io.BytesIO(content))
    edit(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def replaced(old: str, new: str) -> Edit:
    def edit(document: DocumentType) -> None:
        runs = [run for p in document.paragraphs for run in p.runs]
        runs += [
            run for t in document.tables for row in t.rows for c in row.cells for p in c.paragraphs for run in p.runs
        ]
        changed = [run for run in runs if old in run.text]
        assert changed, old
        changed[0].text = changed[0].text.replace(old, new)

    return edit


def without_a_row(document: DocumentType) -> None:
    table = document.tables[0]._tbl
    table.remove(table.tr_lst[2])


def with_a_sentence(document: DocumentType) -> None:
    paragraph = next(p for p in document.paragraphs if p.text.startswith("调度任务"))
    paragraph.insert_paragraph_before("全县投入资金900万元。", style=paragraph.style)


def with_a_traced_change(document: DocumentType) -> None:
    paragraph = next(p for p in document.paragraphs if p.text.startswith("调度任务"))
    paragraph._p.append(OxmlElement("w:ins"))


def through_libreoffice(content: bytes, folder: Path) -> bytes:
    """What another program writes of a paper that was opened and saved there."""
    folder.mkdir(exist_ok=True)
    (folder / "稿.docx").write_bytes(content)
    command = [str(SOFFICE), f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "docx",
               "--outdir", str(folder / "out"), str(folder / "稿.docx")]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return (folder / "out" / "稿.docx").read_bytes()


async def test_an_edited_paper_is_held_against_the_register(tmp_path: Path) -> None:
    async with open_office(tmp_path, STARTS) as office:
        await a_meeting(office)
        await office.say(CLERK, "/digest")
        await office.press(CLERK, "起草通报")
        _, content = await file_of(office, await office.press(CLERK, "下载", within="通报稿"))
        moved = "附件1：第1项的完成时限“2025年12月29日”与台账不符（2025年12月19日）"
        cases = (
            (lambda _: None, "与台账相符，没有改动。"),
            (replaced("达序时1项", "达序时2项"), "一、总体进展第1段：数字“2”与台账不符（1）"),
            (replaced("县水利局牵头的第1项", "县水务局牵头的第1项"), "单位“县水务局”与台账不符（县水利局）"),
            (replaced("2025年12月19日", "2025年12月29日"), moved),
            (without_a_row, "附件1：少了第2项“整治背街小巷”一行"),
            (with_a_sentence, "多出“全县投入资金900万元。”，其中的数字台账里没有"),
            (replaced("现将有关情况通报如下", "现将情况通报如下"), "的数字、单位和日期都与台账相符。"),
        )
        for edit, said in cases:
            heard = await office.send_bytes(CLERK, "改.docx", edited(content, edit))
            assert said in heard.text, heard.text
        assert "没有改动" not in heard.text


def test_rows_of_an_annex_that_hold_several_units_under_one_task_are_held_against_their_own() -> None:
    head = ("任务序号", "任务", "单位", "应报日期", "报送情况")
    rows = [("4", "改造管网", unit, "6月25日", "未报（从未反馈）") for unit in ("县水利局", "县财政局", "县民政局")]
    late = ("4", "改造管网", "县财政局", "6月25日", "迟报（6月29日报送）")
    for edited, said in (
        (
            [rows[0], late, rows[2]],
            ["第4项（县财政局）的报送情况“迟报（6月29日报送）”与台账不符（未报（从未反馈））"],
        ),
        ([rows[2], rows[0]], ["少了第4项“改造管网”（县财政局）一行"]),
        ([*rows, ("4", "改造管网", "县公安局", "6月26日", "未报")], ["多出第4项（县公安局）一行"]),
        (rows[::-1], []),
    ):
        found = paper_compare.differences(Blocks((), ((head, *rows),)), Blocks((), ((head, *edited),)), ())
        assert [d.what for d in found] == said


async def test_an_edited_paper_that_the_office_adopts_is_the_one_that_is_checked_signed_and_issued(
    tmp_path: Path,
) -> None:
    async with open_office(tmp_path, STARTS) as office:
        await a_meeting(office)
        await office.say(CLERK, "/digest")
        await office.press(CLERK, "起草通报")
        _, content = await file_of(office, await office.press(CLERK, "下载", within="通报稿"))
        await office.press(CLERK, "核稿")
        shorter = edited(content, replaced("已更换管道3公里", "已更换管道"))
        heard = await office.send_bytes(CLERK, "改.docx", shorter)
        assert "数字“3”没有了，台账有" in heard.text
        assert "还没有采用。采用后，下载、签发、印发的都是这份改稿，并重新核稿" in heard.text
        heard = await office.press(CLERK, "采用这份改稿")
        assert "起草：" in heard.text
        assert "核稿：" not in heard.text
        assert "用的是采用的改稿" in heard.text
        _, given = await file_of(office, await office.press(CLERK, "下载", within="采用的改稿"))
        assert given == shorter
        await office.press(CLERK, "核稿", within="采用的改稿")

        # what was signed is not exchanged any more
        await office.say(HEAD, "/papers")
        await office.press(HEAD, "通报稿")
        await signed_unheard(office)
        heard = await office.send_bytes(CLERK, "再改.docx", edited(content, replaced("达序时1项", "达序时2项")))
        assert "签发的是现在的稿子" in heard.text
        assert "要采用改稿请先“退回起草”" in (await office.press(CLERK, "采用这份改稿", within="签发的是")).text
        await office.say(CLERK, "/papers")
        await office.press(CLERK, "通报稿")
        heard = await confirmed_issue(office)
        name, printed = await file_of(office, await office.press(CLERK, "下载", within="已经印发"))
        said = "\n".join(paragraph.text for paragraph in Document(io.BytesIO(printed)).paragraphs)
        assert name == "进展通报2025年第1期.docx"
        assert "2025年第1期" in said
        assert "已更换管道" in said
        assert "3公里" not in said


async def test_the_table_of_an_issue_says_what_the_adopted_paper_says(tmp_path: Path) -> None:
    def rewritten(document: DocumentType) -> None:
        replaced("已更换管道3公里", "已完成西段管道更换")(document)
        cell = next(c for row in document.tables[0].rows for c in row.cells if "已更换管道3公里" in c.text)
        cell.text = "已完成西段管道更换"
        without_a_row(document)

    async with open_office(tmp_path, STARTS) as office:
        await a_meeting(office)
        await office.say(CLERK, "/digest")
        await office.press(CLERK, "起草通报")
        _, content = await file_of(office, await office.press(CLERK, "下载", within="通报稿"))
        await office.send_bytes(CLERK, "改.docx", edited(content, rewritten))
        await office.press(CLERK, "采用这份改稿")
        await office.press(CLERK, "核稿", within="采用的改稿")
        await office.say(HEAD, "/papers")
        await office.press(HEAD, "通报稿")
        await signed_unheard(office)
        assert "通报稿1已由主任签发，可以印发。" in await office.told(CLERK)
        await office.say(CLERK, "/papers")
        await office.press(CLERK, "通报稿")
        await confirmed_issue(office)
        kept = office.desk.ask(OPERATOR, views.files, 1)
        table = next(one.content for one in kept if one.name.endswith(".xlsx"))
        sheet = load_workbook(io.BytesIO(table)).worksheets[0]
        told = "\n".join(str(value) for row in sheet.iter_rows(values_only=True) for value in row)
        assert "已完成西段管道更换" in told
        assert "3公里" not in told
        assert "整治背街小巷" not in told


async def test_an_edited_paper_that_cannot_be_issued_as_it_is_is_refused_with_what_to_do(tmp_path: Path) -> None:
    async with open_office(tmp_path, STARTS) as office:
        await a_meeting(office)
        await office.say(CLERK, "/digest")
        await office.press(CLERK, "起草通报")
        _, content = await file_of(office, await office.press(CLERK, "下载", within="通报稿"))
        folder = office.desk.files.parent
        for edit, said in (
            (replaced("2025年第1期", "工作情况"), "印发时编号没有地方填"),
            (with_a_traced_change, "还有修订痕迹或批注"),
        ):
            (tmp_path / "改.docx").write_bytes(edited(content, edit))
            assert said in lianxi(folder, "paper", "adopt", "1", str(tmp_path / "改.docx")).stderr
        (tmp_path / "改.docx").write_bytes(edited(content, replaced("达序时1项", "达序时2项")))
        assert "用的是采用的改稿" in lianxi(folder, "paper", "adopt", "1", str(tmp_path / "改.docx")).stdout
        await office.say(CLERK, "/papers")
        await office.press(CLERK, "通报稿")
        assert "正文" in (await office.press(CLERK, "改回台账稿")).text
        assert "没有采用改稿" in lianxi(folder, "paper", "own", "1").stderr


@pytest.mark.skipif(SOFFICE is None, reason="没有安装 LibreOffice")
async def test_a_paper_edited_and_saved_in_another_program_is_known_again(tmp_path: Path) -> None:
    async with open_office(tmp_path, STARTS) as office:
        await a_meeting(office)
        await office.say(CLERK, "/digest")
        await office.press(CLERK, "起草通报")
        _, content = await file_of(office, await office.press(CLERK, "下载", within="通报稿"))
        saved = through_libreoffice(edited(content, replaced("达序时1项", "达序时2项")), tmp_path / "lo")
        heard = await office.send_bytes(CLERK, "改.docx", saved)
        assert "与台账有1处不同：\n1. 一、总体进展第1段：数字“2”与台账不符（1）" in heard.text, heard.text


@pytest.fixture(autouse=True)
def usual_form() -> None:
    forms.use(PaperSettings())
