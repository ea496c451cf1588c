"""The page of a paper by GB/T 9704-2012: what its XML says, and what LibreOffice makes of it."""

import io
import itertools
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pdfplumber
import pytest
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph as DocxParagraph

from config.paper import PaperSettings
from messages import digest_paper, docx_form, docx_paper, forms, paper_docx, signing, title_lines, wording
from messages.digest_tables import Table
from messages.paper import Annex, Paper, Paragraph, Section
from messages.title_lines import width
from tasks_db.register import digest
from tasks_db.terms import AnswerKind, ReportStatus
from tests.builders import NOW, a_plan, a_register, a_report, a_task, an_assignment
from tests.digests import MEETING, PAST, busy_register
from tests.paper_checker import faults
from tests.test_letters import EVERY
from tests.test_letters import written as letter_file

SOFFICE = shutil.which("soffice")
OFFICE = PaperSettings(
    recipients="各成员单位，各乡镇人民政府",
    copies="县委办公室、县人大常委会办公室、县政协办公室、县纪委监委机关",
    seal_unit="县农业农村局",
)
LETTER = PaperSettings(form="letter", seal_unit="青禾县农业农村局", number="青农函〔{year}〕{number}号")
PLAIN = PaperSettings(form="plain", recipients="")
FORMS = {"office": OFFICE, "letter": LETTER, "plain": PLAIN}


@pytest.fixture(autouse=True)
def usual_form() -> Iterator[None]:
    yield
    forms.use(PaperSettings())


def busy_paper() -> Paper:
    return digest_paper.paper(digest.compile(busy_register(), as_of=NOW), MEETING)


def long_paper() -> Paper:
    """Forty tasks with words of every length, so that pages break wherever they may."""
    tasks = [
        a_task(
            an_assignment(
                f"县第{i}工作服务中心",
                reports=[
                    a_report(
                        AnswerKind.BLOCKED if i % 3 == 0 else AnswerKind.PROGRESS,
                        text=f"已建成{i}处站点，完成投资{i * 137}.5万元，占{i + 20}.7%" + "，组织培训3次" * (i % 4),
                        problem=f"第{i}处场地尚未落实" if i % 3 == 0 else None,
                        needs="县财政局" if i % 3 == 0 else None,
                        percent=i,
                        status=ReportStatus.ACCEPTED,
                        decided=date(2025, 11, 4),
                    )
                ]
                if i % 4
                else [],
            ),
            title=f"推进第{i}类重点领域“一件事”改革和服务能力提升",
            deadline=PAST if i % 5 == 0 else date(2025, 12, 31),
            section=f"（{'一二三四'[i // 10]}）第{i // 10}方面",
            seq=f"{i // 10 + 1}-{i % 10 + 1}",
        )
        for i in range(40)
    ]
    return digest_paper.paper(digest.compile(a_register(a_plan(*tasks)), as_of=NOW), MEETING)


HIGH = "".join(f"第{n}村已经走访完毕，" for n in range(1, 200))
"""Words that fill more than a page of a narrow column."""


def high_paper() -> Paper:
    """A paper whose annex has a row higher than a page, and then a low one."""
    table = Table("走访情况表", ("序号", "走访情况", "下一步"), (("1", HIGH, "—"), ("2", "已走访", "—")))
    annex = Annex("走访情况表", table, (20.0, 40.0, 40.0), note="按村填报。")
    return replace(busy_paper(), annexes=(annex,))


def written(form: PaperSettings, paper: Paper | None = None, issue: int | None = 3) -> bytes:
    forms.use(form)
    return paper_docx.docx(paper or busy_paper(), NOW, issue=issue)


# the XML


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_every_form_keeps_every_rule(form: PaperSettings) -> None:
    assert faults(written(form)) == []
    assert faults(written(form, long_paper())) == []


@pytest.mark.parametrize(
    ("part", "before", "after", "fault"),
    [
        ("word/settings.xml", "<w:evenAndOddHeaders/>", "", "单双页页码没有分开"),
        ("word/settings.xml", "zh-CN", "ja-JP", "其他程序的痕迹"),
        ("word/document.xml", 'w:linePitch="579"', 'w:linePitch="312"', "每面不是22行"),
        ("word/document.xml", 'w:top="2098"', 'w:top="1440"', "版心"),
        ("word/document.xml", 'w:hint="eastAsia"', 'w:hint="default"', "没有中文提示"),
        ("word/document.xml", "<w:cantSplit/>", "", "跨页断开"),
        ("word/document.xml", "附件1", "附件2", "附件序号不对"),
        ("word/document.xml", "2025年11月12日</w:t></w:r></w:p>", "2025年11月02日</w:t></w:r></w:p>", "成文日期不对"),
        ("word/styles.xml", 'w:eastAsia="黑体"', 'w:eastAsia="宋体"', "黑体"),
        ("word/styles.xml", '<w:outlineLvl w:val="1"/>', "", "大纲级别"),
        ("word/styles.xml", '<w:spacing w:val="-5"/>', "", "28字"),
        ("word/styles.xml", '<w:jc w:val="right"/>', "", "不在right"),
        ("docProps/app.xml", "Lianxi", "Microsoft Office Word", "其他程序的痕迹"),
    ],
)  # fmt: skip
def test_a_page_that_differs_is_noticed(part: str, before: str, after: str, fault: str) -> None:
    changed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(written(OFFICE))) as source, zipfile.ZipFile(changed, "w") as target:
        for name in source.namelist():
            text = source.read(name)
            if name == part:
                assert before in text.decode()
                text = text.decode().replace(before, after).encode()
            target.writestr(name, text)
    assert any(fault in found for found in faults(changed.getvalue())), faults(changed.getvalue())


def test_a_validator_of_word_files_finds_nothing(tmp_path: Path) -> None:
    from openxml_audit import OpenXmlValidator  # noqa: PLC0415 - a second of import that one test needs

    for name, form in FORMS.items():
        (tmp_path / f"{name}.docx").write_bytes(written(form))
        result = OpenXmlValidator().validate(tmp_path / f"{name}.docx")
        assert not result.errors, result.errors


def test_the_head_says_whose_paper_it_is_in_each_form() -> None:
    def text(form: PaperSettings, issue: int | None) -> str:
        return "\n".join(p.text for p in Document(io.BytesIO(written(form, issue=issue))).paragraphs)

    assert text(OFFICE, 3).startswith("工作通报\n2025年第3期\n　青禾县乡村建设联席会议办公室\t2025年11月12日\n")
    assert "2025年第　期" in text(OFFICE, None)
    assert text(LETTER, 3).startswith("青禾县农业农村局\n青农函〔2025〕3号\n")
    assert text(PLAIN, 3).startswith("青禾县乡村建设联席会议办公室关于\n2025年10—11月份重点任务进展情况的通报\n")
    assert "各成员单位，各乡镇人民政府：" in text(OFFICE, 3)
    assert "青禾县乡村建设联席会议办公室\n（县农业农村局代章）\n2025年11月12日" in text(OFFICE, 3)


@pytest.mark.parametrize(
    "office", ["县妇联", "青禾县乡村建设联席会议办公室", "青禾县农村人居环境整治提升联席会议办公室"]
)
@pytest.mark.parametrize("seal", ["", "县农业农村局"])
def test_signature_and_date_stand_where_the_standard_says(office: str, seal: str) -> None:
    *names, day = signing.placed(office, "", "2025年11月12日", sealed=False)
    widest = max(names, key=lambda line: width(line.text))
    ends = widest.left + width(widest.text), day.left + width(day.text)
    assert day.left == pytest.approx(widest.left + 2)
    assert max(ends) == pytest.approx(26)
    *names, day = signing.placed(office, seal, "2025年1月2日", sealed=not seal)  # 代章 is a seal
    widest = max(names, key=lambda line: width(line.text))
    assert day.left + width(day.text) == pytest.approx(24)
    centred = widest.left + width(widest.text) / 2 == pytest.approx(day.left + width(day.text) / 2)
    assert centred or widest.left + width(widest.text) == pytest.approx(28)


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("重点任务进展情况表", ["重点任务进展情况表"]),
        (
            "泽州县3岁以下婴幼儿照护服务联席会议办公室关于2025年第一季度重点任务进展情况的通报",
            ["泽州县3岁以下婴幼儿照护服务", "联席会议办公室关于2025年第一季度", "重点任务进展情况的通报"],
        ),
        (
            "澄湖县养老服务提质工作联席会议办公室关于2026年第三季度重点任务进展情况的通报",
            ["澄湖县养老服务提质工作联席会议办公室", "关于2026年第三季度重点任务", "进展情况的通报"],
        ),
    ],
)
def test_a_title_is_broken_between_words(title: str, lines: list[str]) -> None:
    assert title_lines.lines(title, 19) == lines


def test_an_offices_own_form_and_wording_are_taken(tmp_path: Path) -> None:
    own = Document(io.BytesIO(docx_form.shipped({})))
    own.styles["公文标题"].font.bold = True
    own.save(str(tmp_path / "paper.docx"))
    (tmp_path / "digest_paper.txt").write_text(
        "{% macro title(office, period) %}{{ office }}关于{{ period }}督办情况的通报{% endmacro %}", encoding="utf-8"
    )
    wording.use_folder(tmp_path)
    try:
        document = Document(io.BytesIO(written(PLAIN)))
    finally:
        wording.forget_folder()
    assert document.styles["公文标题"].font.bold
    assert any("督办情况的通报" in p.text for p in document.paragraphs)
    assert any(p.text.startswith("调度任务9项") for p in document.paragraphs), (
        "the other sentences are the shipped ones"
    )


def test_fonts_are_a_setting_and_those_that_no_file_brings_along_are_said() -> None:
    form = PaperSettings(form="plain", body_font="仿宋", title_font="华文中宋")
    assert any("仿宋，应为仿宋_GB2312" in fault for fault in faults(written(form)))
    assert forms.fonts_needed().startswith("文件使用华文中宋、仿宋、黑体、楷体_GB2312；")


# the page


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """PDFs of a probe and of papers, all made by one start of LibreOffice."""
    if SOFFICE is None:
        pytest.skip("没有安装 LibreOffice，看不到版面")
    folder = tmp_path_factory.mktemp("printed")
    probe = docx_form.new_document(forms.fonts())
    docx_paper.number_pages(probe.sections[0])
    docx_paper.add(probe, "PaperRecipients", "国" * 1400)
    probe.save(str(folder / "probe.docx"))
    for name, form in FORMS.items():
        (folder / f"{name}.docx").write_bytes(written(form, long_paper()))
    (folder / "short.docx").write_bytes(written(OFFICE))
    (folder / "high.docx").write_bytes(written(PLAIN, high_paper()))
    for name, value in EVERY.items():
        (folder / f"{name}.docx").write_bytes(letter_file(value))
    forms.use(PaperSettings())
    made = subprocess.run(
        [SOFFICE, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "pdf",
         "--outdir", str(folder), *map(str, sorted(folder.glob("*.docx")))],
        check=False, capture_output=True, text=True, timeout=300,
    )  # fmt: skip
    assert made.returncode == 0, made.stderr
    return {path.stem: path for path in folder.glob("*.pdf")}


def lines_of(page: "pdfplumber.page.Page") -> list[str]:
    """The lines of an upright page's text, without its number."""
    rows: dict[int, list[dict[str, object]]] = {}
    for char in page.chars:
        if float(char["top"]) < 262 / 0.3528 and float(char["size"]) > 13:
            rows.setdefault(round(float(char["bottom"]) / 6), []).append(char)
    return ["".join(str(c["text"]) for c in sorted(rows[k], key=lambda c: float(str(c["x0"])))) for k in sorted(rows)]


def test_a_page_has_22_lines_of_28_characters_and_says_which_font_stood_in(printed: dict[str, Path]) -> None:
    with pdfplumber.open(printed["probe"]) as pdf:
        full = [lines_of(page) for page in pdf.pages[:2]]
        fonts = {str(c["fontname"]).split("+")[-1] for page in pdf.pages for c in page.chars if c["text"] == "国"}
        for page, lines in zip(pdf.pages, full, strict=False):
            assert (len(lines), {len(line) for line in lines}) == (22, {28}), f"字体：{fonts}"
            edges = min(c["x0"] for c in page.chars), max(c["x1"] for c in page.chars)
            assert edges == pytest.approx((28 / 0.3528, (210 - 26) / 0.3528), abs=3)
    assert fonts, "the font that stood in for 仿宋_GB2312 is named"


def _upright(pdf: "pdfplumber.pdf.PDF") -> list["pdfplumber.page.Page"]:
    """The pages of the text: a short last annex stands upright too, after the wide ones."""
    return list(itertools.takewhile(lambda page: page.width < page.height, pdf.pages))


@pytest.mark.parametrize("name", ["office", "letter", "plain", "short"])
def test_no_signature_stands_alone_no_heading_ends_a_page_and_no_number_is_torn(
    printed: dict[str, Path], name: str
) -> None:
    with pdfplumber.open(printed[name]) as pdf:
        pages = [lines for page in _upright(pdf) if len(lines := lines_of(page)) > 3]
    assert len(pages) <= 7, "a third of forty tasks is late or asks for help; all of that stands whole, by name"
    heading = re.compile(r"^\s*(?:[一二三四五]、|（[一二三四五六]）)[^，。]*$")
    for lines in pages:
        assert not heading.match(lines[-1]), lines[-1]
        for line, following in itertools.pairwise(lines):
            assert not re.search(r"\d$", line) or not re.match(r"[\d.,%-]", following), (line, following)
    signed = next(lines for lines in pages if any(line.replace(" ", "") == "2025年11月12日" for line in lines[1:]))
    assert not re.match(r"附件：|青禾县", signed[0]), "some text stands above the signature"


def test_a_row_higher_than_a_page_goes_on_overleaf_below_its_heading_and_nothing_of_it_is_lost(
    printed: dict[str, Path],
) -> None:
    with pdfplumber.open(printed["high"]) as pdf:
        turned = [page for page in pdf.pages if page.width > page.height]
        upright = [page.filter(lambda found: found.get("upright", True)) for page in turned]  # without its number
        texts = ["".join((page.extract_text() or "").replace("—", "").split()) for page in upright]
    assert "走访情况表按村填报。" in texts[0]
    assert "第1村已经走访完毕" in texts[0], "the heading does not stand alone"
    words = "".join(text.split("下一步", 1)[1] for text in texts)
    assert [n for n in range(1, 200) if f"第{n}村" not in words] == []


def test_only_a_row_that_is_very_high_may_be_torn() -> None:
    rows = Document(io.BytesIO(written(PLAIN, high_paper()))).tables[-1].rows
    whole = [row._tr.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for row in rows]
    assert whole == [True, False, True]
    assert faults(written(PLAIN, high_paper())) == []


@pytest.mark.parametrize("name", EVERY)
def test_a_letter_is_signed_below_its_own_words_and_tears_no_number(printed: dict[str, Path], name: str) -> None:
    with pdfplumber.open(printed[name]) as pdf:
        pages = [lines_of(page) for page in pdf.pages if page.chars]
        numbers = ["".join(c["text"] for c in page.chars if float(c["top"]) > 262 / 0.3528) for page in pdf.pages]
    assert [re.sub(r"[^0-9]", "", number) for number in numbers] == [str(n) for n in range(1, len(pages) + 1)]
    for lines in pages:
        for line, following in itertools.pairwise(lines):
            assert not re.search(r"\d$", line) or not re.match(r"[\d.,%-]", following), (line, following)
    dated = next(lines for lines in reversed(pages) if any("2025年11月12日" in line for line in lines))
    signed = max(n for n, line in enumerate(dated) if "2025年11月12日" in line)
    assert signed >= 2, "the signature stands below words of its letter"


def test_the_page_number_stands_at_the_same_place_of_every_sheet(printed: dict[str, Path]) -> None:
    with pdfplumber.open(printed["office"]) as pdf:
        places: dict[bool, set[tuple[int, int]]] = {True: set(), False: set()}
        turned = set()
        for number, page in enumerate(pdf.pages, 1):
            dashes = [c for c in page.chars if c["text"] == "—" and c["size"] == pytest.approx(14, abs=0.5)]
            if page.width > page.height:
                # the sheet's left edge is the head of what is read: turn it back
                turned.add(number)
                x = max(c["bottom"] for c in dashes) if number % 2 else min(c["top"] for c in dashes)
                y = page.width - (dashes[0]["x0"] + dashes[0]["x1"]) / 2
            else:
                x = max(c["x1"] for c in dashes) if number % 2 else min(c["x0"] for c in dashes)
                y = (dashes[0]["top"] + dashes[0]["bottom"]) / 2
            places[number % 2 == 1].add((round(x * 0.3528 / 3), round(y * 0.3528 / 3)))
        assert turned
        assert all(len(found) == 1 for found in places.values()), places


def test_the_imprint_stands_at_the_foot_of_the_last_page(printed: dict[str, Path]) -> None:
    with pdfplumber.open(printed["office"]) as pdf:
        last = pdf.pages[-1]
        rules = sorted(round(float(r["top"]) * 0.3528) for r in (*last.rects, *last.lines))
        assert rules[-1] == pytest.approx(262, abs=1.5)
        assert "2025年11月12日印发" in (last.extract_text() or "").replace(" ", "")


def test_a_paper_of_one_part_and_no_annex_is_a_paper_too() -> None:
    paper = Paper(
        "甲县联席会议办公室关于乙事的通报",
        Paragraph("正文。"),
        (Section("总体进展"),),
        (),
        date(2025, 1, 2),
        "甲县联席会议办公室",
    )
    assert faults(written(PLAIN, paper)) == []


@pytest.mark.parametrize(("rows", "told"), [(8, ["附件2", "未报情况表"]), (80, [])])
def test_the_imprint_shares_the_page_of_an_annex_that_has_room_for_it(rows: int, told: list[str]) -> None:
    """A last page with 版记 and nothing else is there only where the last annex is longer than a page."""
    table = Table("未报情况表", ("序号", "单位", "情况"), (("1", "县教育局", "未报"),) * rows)
    annexes = (Annex("任务表", table, (25.0, 100.0, 100.0)), Annex("未报情况表", table, (25.0, 100.0, 100.0)))
    content = written(OFFICE, replace(busy_paper(), annexes=annexes))
    assert faults(content) == []
    document = Document(io.BytesIO(content))
    last = document.sections[-1]
    assert last.orientation == WD_ORIENT.PORTRAIT
    printed = [row.cells[0].text for t in last.footer.tables for row in t.rows]
    assert any("印发" in text for text in printed)
    assert [p.text for p in last.iter_inner_content() if isinstance(p, DocxParagraph) and p.text] == told
    if told:
        (drawn,) = [t for t in last.iter_inner_content() if not isinstance(t, DocxParagraph)]
        assert sum(int(c.get(qn("w:w")) or 0) for c in drawn._tbl.tblGrid) <= 8850, "as wide as an upright page"
