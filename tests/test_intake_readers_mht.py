"""Pages in an envelope: web archives under any name, mails, and documents of a foreign form in a Word file."""

import base64

import pytest

from tasks_db.intake.blocks import Document, Passage
from tasks_db.intake.draft import IntakeError
from tasks_db.intake.readers import read_bytes
from tests import layout_writer_files as files
from tests import reader_samples as made
from tests.layout_writer_texts import as_rtf

ROWS = "<tr><td>序号</td><td>任务</td></tr><tr><td>1</td><td>建点</td></tr>"
PAGE = f"<html><body><p>一、总则</p><table>{ROWS}</table></body></html>"
SAID = ["一、总则", [["序号", "任务"], ["1", "建点"]]]


def said(document: Document) -> list[str | list[list[str]]]:
    return [
        one.text if isinstance(one, Passage) else [[cell.text for cell in row] for row in one.rows]
        for one in document.blocks
    ]


def part(text: str, *head: str, charset: str = "utf-8", kind: str = "text/html") -> str:
    coded = base64.encodebytes(text.encode(charset)).decode()
    named = [f'Content-Type: {kind}; charset="{charset}"', "Content-Transfer-Encoding: base64", *head]
    return "\r\n".join([*named, "", coded])


def archive(*parts: str, head: str = "MIME-Version: 1.0", related: str = "") -> bytes:
    begun = f'{head}\r\nContent-Type: multipart/related;{related}\r\n\tboundary="b1"\r\n\r\n'
    return (begun + "".join(f"--b1\r\n{one}\r\n" for one in parts) + "--b1--\r\n").encode()


@pytest.mark.parametrize("suffix", [".mht", ".mhtml", ".doc", ".xls", ".docx", ".txt"])
def test_a_web_archive_is_read_as_its_page_whatever_its_name(suffix: str) -> None:
    assert said(read_bytes(archive(part(PAGE)), suffix)) == SAID
    assert said(read_bytes(b"\xef\xbb\xbf\r\n" + archive(part(PAGE)), suffix)) == SAID


@pytest.mark.parametrize(
    "head",
    [
        "From: <Saved by Blink>\r\nSubject: =?utf-8?Q?=E6=96=B9?=\r\n =?utf-8?Q?=E6=A1=88?=\r\nMIME-Version: 1.0",
        "mime-version: 1.0\r\nX-Document-Type: Workbook",
    ],
)
def test_browsers_and_offices_begin_their_archives_in_ways_of_their_own(head: str) -> None:
    assert said(read_bytes(archive(part(PAGE), head=head), ".mht")) == SAID


@pytest.mark.parametrize("charset", ["gb2312", "gb18030", "utf-8", "utf-16"])
def test_the_envelope_says_how_the_page_is_encoded(charset: str) -> None:
    assert said(read_bytes(archive(part(PAGE, charset=charset)), ".mht")) == SAID


def test_of_several_pages_the_root_is_read() -> None:
    other = part("<p>页眉</p>", "Content-ID: <a>")
    root = part(PAGE, "Content-ID: <b>", "Content-Location: http://x/plan.html")
    by_id = archive(other, root, related=' start="<b>";')
    by_address = archive(other, root, head="Snapshot-Content-Location: http://x/plan.html\r\nMIME-Version: 1.0")
    assert said(read_bytes(by_id, ".mht")) == said(read_bytes(by_address, ".mht")) == SAID


def test_a_workbook_saved_as_a_frame_gives_its_sheets_in_order() -> None:
    frame = part(
        "<html><frameset><frame src=a><noframes><body>您的浏览器不支持框架</body></noframes></frameset></html>"
    )
    sheets = [
        part(f"<table><tr><td>任务</td><td>{n}</td></tr></table>", f"Content-Location: sheet{n}.htm") for n in (1, 2)
    ]
    tabs = part("<p>任务表</p>", "Content-Location: tabstrip.htm")
    assert said(read_bytes(archive(frame, tabs, *sheets), ".xls")) == [[["任务", "1"]], [["任务", "2"]]]


def test_a_mail_is_read_as_its_page_and_its_attachments_are_named() -> None:
    attached = part("x", 'Content-Disposition: attachment; filename="=?utf-8?B?5riF5Y2VLnhsc3g=?="', kind="text/html")
    document = read_bytes(archive(part(PAGE), attached), ".doc")
    assert said(document) == SAID
    assert [(one.kind, "清单.xlsx" in one.message) for one in document.notices] == [("attachment", True)]


def test_a_mail_without_a_page_is_refused_with_what_to_do() -> None:
    with pytest.raises(IntakeError, match=r"没有网页正文.*请"):
        read_bytes(archive(part("正文", kind="text/plain")), ".mht")


GRID = files.Grid((("序号", "任务"), ("1", "建点")))


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.htm", PAGE.encode()),
        ("a.dat", PAGE.encode("gb18030")),
        ("a.mht", archive(part(PAGE))),
        ("a.rtf", as_rtf(["一、总则", GRID])),
        ("a.docx", files.as_docx(["一、总则", GRID])),
    ],
)
def test_a_document_inside_a_word_file_is_read_where_it_stands(name: str, data: bytes) -> None:
    body = made.paragraph("前。") + '<w:altChunk r:id="c0"/>' + made.paragraph("后。")
    document = read_bytes(made.holding((name, data), body=body), ".docx")
    assert said(document) == ["前。", *SAID, "后。"]
    places = [one.place for one in document.blocks if isinstance(one, Passage)]
    assert places == ["第1段", "第2段", "第3段"]


def test_a_plain_text_inside_a_word_file_is_read_line_by_line() -> None:
    assert said(read_bytes(made.holding(("a.txt", "一、总则\r\n二、任务".encode("gb18030"))), ".docx")) == [
        "一、总则",
        "二、任务",
    ]


def test_a_document_inside_a_cell_is_the_text_of_the_cell() -> None:
    body = made.table(["序号", "任务"], ["1", made.tc('<w:altChunk r:id="c0"/>' + made.paragraph("完"))])
    document = read_bytes(made.holding(("a.htm", "<p>清淤</p><p>护岸</p>".encode()), body=body), ".docx")
    assert said(document) == [[["序号", "任务"], ["1", "清淤\n护岸\n完"]]]


def test_what_cannot_be_read_inside_is_named_and_the_rest_is_read() -> None:
    body = made.paragraph("前。") + "".join(f'<w:altChunk r:id="c{n}"/>' for n in range(4))
    chunks = [("a.png", b"\x89PNG\r\n\x1a\n"), ("b.docx", b"PK\x03\x04 cut"), ("c.htm", b"")]
    document = read_bytes(made.holding(*chunks, body=body), ".docx")
    assert said(document) == ["前。"]
    assert [one.kind for one in document.notices] == ["unread_part"] * 4
    assert "a.png" in document.notices[0].message


def test_word_files_inside_word_files_end() -> None:
    data = made.holding(("a.docx", made.word(made.paragraph("底"))))
    for _ in range(3):
        data = made.holding(("a.docx", data), body=made.paragraph("层") + '<w:altChunk r:id="c0"/>')
    document = read_bytes(data, ".docx")
    assert said(document) == ["层"] * 3
    assert [one.kind for one in document.notices] == ["unread_part"]
