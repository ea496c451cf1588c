"""Reads a paper's Word file for every rule of GB/T 9704-2012 that XML shows, and says which it does not keep."""

import io
import re
import zipfile
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from docx import Document
from docx.document import Document as DocumentType
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from lxml import etree

from messages.title_lines import width

UPRIGHT = {"w": "11906", "h": "16838", "top": "2098", "bottom": "1984", "left": "1587", "right": "1474"}
WIDE = {"w": "16838", "h": "11906", "top": "1587", "bottom": "1474", "left": "1984", "right": "2098"}
_OUTLINE = {"PaperLevel1": "0", "PaperLevel2": "1", "PaperLevel3": "2"}
_FONTS = {
    "PaperTitle": ("方正小标宋简体", "44"),
    "PaperText": ("仿宋_GB2312", "32"),
    "PaperLevel1": ("黑体", "32"),
    "PaperLevel2": ("楷体_GB2312", "32"),
    "PaperLevel3": ("仿宋_GB2312", "32"),
    "PaperAnnexMark": ("黑体", "32"),
    "PaperSignature": ("仿宋_GB2312", "32"),
    "PaperCopies": ("仿宋_GB2312", "28"),
    "PaperPageOdd": ("宋体", "28"),
    "PaperPageEven": ("宋体", "28"),
}
_TRACES = re.compile(r"ja-JP|Microsoft (?:Macintosh |Office )?Word|python-docx|LibreOffice", re.IGNORECASE)


def faults(content: bytes) -> list[str]:
    """Every rule that a paper does not keep, in words; none for a paper as it should be."""
    document = Document(io.BytesIO(content))
    rules = (_package(content), _pages(document), _styles(document), _runs(document), _numbers(document),
             _tables(document), _elements(document))  # fmt: skip
    return [fault for rule in rules for fault in rule]


def _package(content: bytes) -> Iterator[str]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            if re.search(r"thumbnail|stylesWithEffects|customXml", name):
                yield f"多余的部件：{name}"
            if name.endswith((".xml", ".rels")) and (trace := _TRACES.search(archive.read(name).decode())):
                yield f"其他程序的痕迹：{name} {trace[0]}"
        settings = archive.read("word/settings.xml").decode()
        if "w:evenAndOddHeaders" not in settings:
            yield "单双页页码没有分开"
        if 'w:eastAsia="zh-CN"' not in settings:
            yield "没有标明中文"


def _attributes(element: etree._Element, name: str) -> dict[str, str]:
    found = element.find(qn(name))
    return {str(key): str(value) for key, value in found.attrib.items()} if found is not None else {}


def _pages(document: DocumentType) -> Iterator[str]:
    for section in document.sections:
        found = {**_attributes(section._sectPr, "w:pgSz"), **_attributes(section._sectPr, "w:pgMar")}
        wanted = WIDE if found.get(qn("w:orient")) == "landscape" else UPRIGHT
        for name, value in wanted.items():
            if abs(int(found[qn(f"w:{name}")]) - int(value)) > 1:
                yield f"版心：{name}为{found[qn(f'w:{name}')]}，应为{value}"
        grid = _attributes(section._sectPr, "w:docGrid")
        if (grid.get(qn("w:type")), grid.get(qn("w:linePitch"))) != ("lines", "579"):
            yield "每面不是22行"
        if section._sectPr.find(qn("w:titlePg")) is not None:
            yield "首页页码不同"


def _style(document: DocumentType, name: str, path: str) -> str | None:
    """A property of a style, its own or the nearest that it is based on, the document's defaults last."""
    style = next((s for s in document.styles.element.findall(qn("w:style")) if s.get(qn("w:styleId")) == name), None)
    element, attribute = path.split("@")
    while style is not None:
        found = style.find("/".join(qn(part) for part in element.split("/")))
        if found is not None and found.get(qn(attribute)) is not None:
            return str(found.get(qn(attribute)))
        based = style.find(qn("w:basedOn"))
        parent = based.get(qn("w:val")) if based is not None else None
        style = next(
            (s for s in document.styles.element.findall(qn("w:style")) if s.get(qn("w:styleId")) == parent), None
        )
    default = document.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/" + "/".join(
        qn(part) for part in element.split("/")))  # fmt: skip
    return default.get(qn(attribute)) if default is not None else None


def _styles(document: DocumentType) -> Iterator[str]:
    for name, level in _OUTLINE.items():
        if _style(document, name, "w:pPr/w:outlineLvl@w:val") != level:
            yield f"{name}没有大纲级别{level}"
    for name, (font, size) in _FONTS.items():
        if (found := _style(document, name, "w:rPr/w:rFonts@w:eastAsia")) != font:
            yield f"{name}用{found}，应为{font}"
        if (found := _style(document, name, "w:rPr/w:sz@w:val")) != size:
            yield f"{name}字号{found}，应为{size}"
    if _style(document, "PaperText", "w:rPr/w:spacing@w:val") != "-5":
        yield "每行不是28字"
    if _style(document, "PaperText", "w:pPr/w:ind@w:firstLineChars") != "200":
        yield "正文首行没有空二字"
    if b"Theme" in etree.tostring(document.styles.element):
        yield "样式用主题字体"


def _runs(document: DocumentType) -> Iterator[str]:
    for run in document.element.body.iter(qn("w:r")):
        properties = run.find(qn("w:rPr"))
        fonts = properties.find(qn("w:rFonts")) if properties is not None else None
        text = "".join(t.text or "" for t in run.findall(qn("w:t")))
        if fonts is None or fonts.get(qn("w:hint")) != "eastAsia":
            yield f"没有中文提示：{text[:12]}"
        elif len(fonts.attrib) > 1 or len(properties) > 1:
            yield f"直接设了格式：{text[:12]}"
        if re.search(r"\d-\d", text):
            yield f"数字会在连字符处断开：{text[:12]}"
        if '"' in text or re.search("“[^”]*“", text):
            yield f"引号不对：{text[:20]}"
    for paragraph in document.element.body.iter(qn("w:p")):
        named = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        if named is None or not str(named.get(qn("w:val"))).startswith("Paper"):
            yield "有段落没有样式"


def _numbers(document: DocumentType) -> Iterator[str]:
    sides = {"PaperPageOdd": ("right", "w:rightChars"), "PaperPageEven": ("left", "w:leftChars")}
    for style, (side, indent) in sides.items():
        if _style(document, style, "w:pPr/w:jc@w:val") != side:
            yield f"页码{style}不在{side}"
        if _style(document, style, f"w:pPr/w:ind@{indent}") != "100":
            yield f"页码{style}没有空一字"
    for section in document.sections:
        for footer, style in ((section.footer, "PaperPageOdd"), (section.even_page_footer, "PaperPageEven")):
            xml = etree.tostring(footer._element, encoding="unicode")
            if "PAGE" not in xml or f'"{style}' not in xml or xml.count("— ") != 1:
                yield f"页脚没有{style}"
            if (section.page_width or 0) > (section.page_height or 0) and 'w:val="tbRl"' not in xml:
                yield "横排页的页码没有转过来"


def _tables(document: DocumentType) -> Iterator[str]:
    for table in document.tables:
        rows = table._tbl.findall(qn("w:tr"))
        if rows[0].find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is None:
            yield "表头不重复"
        if any(row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is None and not _is_high(row) for row in rows):
            yield "表格的行会跨页断开"
        grid = sum(int(column.get(qn("w:w")) or 0) for column in table._tbl.tblGrid)
        if grid > 12800:
            yield "表格比版心宽"


def _is_high(row: Any) -> bool:
    """Whether a row is as high as half a turned page, by 5 mm for each line of its fullest cell."""
    return max(map(_lines_in, row.iter(qn("w:tc")))) > 12


def _lines_in(cell: Any) -> float:
    room = int(cell.find(f"{qn('w:tcPr')}/{qn('w:tcW')}").get(qn("w:w"))) - 170
    return sum(max(1.0, width("".join(p.itertext())) * 210 / room) for p in cell.iter(qn("w:p")))


def _of(document: DocumentType, style: str) -> list[Paragraph]:
    return [p for p in document.paragraphs if p._p.pPr is not None and p._p.pPr.pStyle is not None
            and p._p.pPr.pStyle.val == style]  # fmt: skip


def _left(paragraph: Paragraph) -> float:
    indent = paragraph._p.find(f"{qn('w:pPr')}/{qn('w:ind')}")
    return int(indent.get(qn("w:left")) or 0) / 315 if indent is not None else 0.0


def _elements(document: DocumentType) -> Iterator[str]:
    title = [p.text for p in _of(document, "PaperTitle")]
    sizes = [width(line) for line in title]
    if any(size > 20 for size in sizes):
        yield "标题一行放不下"
    if any(a == b for a, b in pairwise(sizes)):
        yield "标题不成梯形或菱形"
    if not re.search(
        r"关于.*的(?:通报|函|提醒函|催办单|督办单|通知)$|会议.*(?:纪要|议程|材料|备案表|评估报告)$", "".join(title)
    ):
        yield "标题没有事由和文种"
    if any(not p.text.endswith("：") for p in _of(document, "PaperRecipients")):
        yield "主送机关后没有冒号"
    listed = "\n".join(p.text for p in (*_of(document, "PaperAnnexList"), *_of(document, "PaperAnnexMore")))
    marks = [p.text for p in _of(document, "PaperAnnexMark")]
    titles = [re.sub(r"^(?:附件：)?(?:\d\.)?", "", line) for line in listed.splitlines()]
    printed = [p.text for p in _of(document, "PaperAnnexTitle")]
    if titles != printed or len(marks) != len(titles):
        yield f"附件说明与附件不一致：{titles}／{printed}"
    if marks not in ([], ["附件"], [f"附件{n}" for n in range(1, len(marks) + 1)]):
        yield f"附件序号不对：{marks}"
    yield from _signed(document)


def _signed(document: DocumentType) -> Iterator[str]:
    names, dates = _of(document, "PaperSignature"), _of(document, "PaperDate")
    if any(p.text.endswith("会议纪要") for p in _of(document, "PaperHead")):
        if names or dates:
            yield "纪要不署名、不加盖印章"
        return
    if len(dates) != 1 or not re.fullmatch(r"\d{4}年[1-9]\d?月[1-9]\d?日", dates[0].text):
        yield "成文日期不对"
        return
    day, free = dates[0], 28 - _left(dates[0]) - width(dates[0].text)
    widest = max(names, key=lambda p: width(p.text))
    right = 28 - _left(widest) - width(widest.text)
    plain = abs(right - 2) < 0.1 and abs(_left(day) - _left(widest) - 2) < 0.1
    longer_date = abs(free - 2) < 0.1 and _left(day) - _left(widest) >= 1.9
    centred = abs(_left(widest) + width(widest.text) / 2 - _left(day) - width(day.text) / 2) < 0.1
    sealed = abs(free - 4) < 0.1 and (centred or right < 0.1)
    if not (plain or longer_date or sealed):
        yield f"署名和成文日期的位置不对：右空{right:.1f}字，日期右空{free:.1f}字"
