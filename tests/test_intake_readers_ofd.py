"""OFD documents: their texts by their places are lines, paragraphs and tables, as those of a PDF are."""

from collections.abc import Sequence

import pytest

from tasks_db.intake.blocks import Document, Passage
from tasks_db.intake.draft import IntakeError
from tasks_db.intake.readers import read_bytes
from tests import ofd_samples as made
from tests import reader_samples as printed
from tests.ofd_samples import Drawn
from tests.reader_samples import Text

SPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'
SIZE = 14 * 25.4 / 72  # of 14 points, in millimetres


def read(*pages: Sequence[Drawn], **more: Sequence[Drawn] | str | dict[str, str | bytes]) -> Document:
    return read_bytes(made.ofd(pages, **more), ".ofd")  # type: ignore[arg-type]


def said(document: Document) -> list[str | list[list[str]]]:
    return [
        one.text if isinstance(one, Passage) else [[cell.text for cell in row] for row in one.rows]
        for one in document.blocks
    ]


def lines(*texts: str) -> list[Drawn]:
    return [Text(90, 100 + 28 * n, text) for n, text in enumerate(texts)]


def text(codes: str, attributes: str = "") -> str:
    """A text object at the upper left of the page with these TextCode elements."""
    box = "" if "Boundary" in attributes else ' Boundary="30 40 100 5"'
    return f'<ofd:TextObject ID="7" Font="1" Size="{SIZE}"{box}{attributes}>{codes}</ofd:TextObject>'


def code(said: str, attributes: str = "") -> str:
    return f'<ofd:TextCode X="0" Y="4"{attributes}>{said}</ofd:TextCode>'


FULL = "为健全本县老年助餐服务网络，方便老年人就近用餐，结合实际，制"  # 30 characters


def test_lines_are_paragraphs_and_know_their_places() -> None:
    document = read([Text(118, 100, FULL[:28]), Text(90, 128, FULL), Text(90, 156, "定本方案。")])
    assert said(document) == [f"{FULL[:28]}{FULL}定本方案。"]
    first = document.blocks[0]
    assert isinstance(first, Passage)
    assert [piece.place for piece in first.pieces] == ["第1页第1行", "第1页第2行", "第1页第3行"]


@pytest.mark.parametrize(
    "steps",
    [
        f' DeltaX="{SIZE} {SIZE} {SIZE}"',
        f' DeltaX="g 3 {SIZE}"',
        f' DeltaX="{SIZE} g 2 {SIZE}"',
        f' DeltaX="g 2 {SIZE} {SIZE}"',
        f' DeltaX="{SIZE}"',
        f' DeltaX="g 99999999 {SIZE}"',
        "",
    ],
)
def test_steps_from_character_to_character_are_read_in_every_form(steps: str) -> None:
    assert said(read([text(code("县水利局", steps)), Text(300, 300, "完")])) == ["县水利局", "完"]


def test_characters_with_objects_of_their_own_are_one_line() -> None:
    own = [
        f'<ofd:TextObject ID="7" Font="1" Size="{SIZE * 10}" Boundary="{30 + SIZE * n} 40 5 5" '
        f'CTM="0.1 0 0 0.1 {-10 - n} 34">'
        f'<ofd:TextCode X="{100 + 10 * n}" Y="-300">{sign}</ofd:TextCode></ofd:TextObject>'
        for n, sign in enumerate("县水利局")
    ]
    assert said(read(own)) == ["县水利局"]


def test_a_gap_in_the_steps_parts_words() -> None:
    wide = text(code("组长副职", f' DeltaX="{SIZE} {5 * SIZE} {SIZE}"'))
    assert said(read([wide])) == ["组长 副职"]


def test_text_that_is_turned_or_hidden_is_no_line() -> None:
    turned = text(code("内部资料"), ' CTM="0.7 0.7 -0.7 0.7 0 0"')
    unseen = text(code("不可见"), ' Visible="false"')
    assert said(read([turned, unseen, *lines("一、总则")])) == ["一、总则"]


def test_text_written_downwards_in_a_cell_stays_in_its_cell() -> None:
    drawn = printed.ruled([90, 130, 260], [100, 160, 200], [["", "任务"], ["1", "清淤"]])
    down = text(code("序号", f' DeltaX="0" DeltaY="{SIZE}"'), ' Boundary="34 37 10 20"')
    (table,) = said(read([*drawn, down]))
    assert [["".join(cell.split()) for cell in row] for row in table] == [["序号", "任务"], ["1", "清淤"]]


def test_rules_draw_tables_and_a_table_goes_on_on_the_next_page() -> None:
    x, y = [90, 130, 260, 400], [600, 640, 680]
    first = printed.ruled(x, y, [["序号", "任务", "牵头单位"], ["1", "清淤", "县水务局"]])
    second = printed.ruled(x, [60, 100], [["2", "补植", "县林业局"]])
    document = read([*lines("任务分解表"), *first], second)
    assert said(document) == [
        "任务分解表",
        [["序号", "任务", "牵头单位"], ["1", "清淤", "县水务局"], ["2", "补植", "县林业局"]],
    ]


def test_rules_drawn_as_filled_stretches_are_rules() -> None:
    def bar(left: float, top: float, width: float, height: float) -> str:
        path = f"M 0 0 L {width} 0 L {width} {height} L 0 {height} C"
        return (
            f'<ofd:PathObject Boundary="{left} {top} {width} {height}" Stroke="false" Fill="true">'
            f"<ofd:AbbreviatedData>{path}</ofd:AbbreviatedData></ofd:PathObject>"
        )

    bars = [bar(30, y, 100, 0.2) for y in (40, 55, 70)] + [bar(x, 40, 0.2, 30.2) for x in (30, 60, 130)]
    words = [Text(100, 120, "任务"), Text(180, 120, "单位"), Text(100, 165, "清淤"), Text(180, 165, "县水务局")]
    assert said(read([*bars, *words])) == [[["任务", "单位"], ["清淤", "县水务局"]]]


def test_a_path_that_is_a_clip_or_a_curve_draws_no_table() -> None:
    clip = (
        '<ofd:Clips><ofd:Clip><ofd:Area><ofd:Path Boundary="0 0 9 9"><ofd:AbbreviatedData>M 0 0 L 9 0'
        "</ofd:AbbreviatedData></ofd:Path></ofd:Area></ofd:Clip></ofd:Clips>"
    )
    curve = (
        '<ofd:PathObject Boundary="0 0 200 200"><ofd:AbbreviatedData>M 0 0 B 1 1 2 2 90 0 Q 1 1 90 90 '
        "A 5 5 0 0 1 0 90 S 0 0 C</ofd:AbbreviatedData></ofd:PathObject>"
    )
    assert said(read([text(clip + code("总则")), curve])) == ["总则"]


def test_what_lies_on_a_template_is_on_each_page_and_a_running_head_is_noise() -> None:
    document = read(
        lines("一、总则"), lines("二、任务"), lines("三、附则"), template=[Text(90, 30, "云溪县人民政府文件")]
    )
    assert said(document) == ["一、总则", "二、任务", "三、附则"]
    assert {one.text for one in document.noise} == {"云溪县人民政府文件"}


def test_every_document_of_a_package_is_read_and_its_pages_count_on() -> None:
    document = read_bytes(made.ofd([lines("一、总则")], [lines("二、任务"), lines("三、附则")]), ".ofd")
    assert said(document) == ["一、总则", "二、任务", "三、附则"]
    assert [one.place for one in document.blocks] == ["第1页第1行", "第2页第1行", "第3页第1行"]


def units(inside: str) -> dict[str, str | bytes]:
    """A part with one drawing that pages may show."""
    unit = f'<ofd:CompositeGraphicUnit ID="5"><ofd:Content>{inside}</ofd:Content></ofd:CompositeGraphicUnit>'
    shared = f"<ofd:CompositeGraphicUnits>{unit}</ofd:CompositeGraphicUnits>"
    return {"Doc_0/DocumentRes.xml": f"<ofd:Res {SPACE}>{shared}</ofd:Res>"}


NAMED = "<ofd:DocumentRes>DocumentRes.xml</ofd:DocumentRes>"


def test_drawings_that_pages_share_are_read_where_they_are_shown() -> None:
    inside = text(code("分工"), ' Boundary="0 0 50 5"')
    shown = '<ofd:CompositeObject ID="8" Boundary="30 60 100 20" ResourceID="5"/>'
    assert said(read([shown, *lines("一、总则")], common=NAMED, more=units(inside))) == ["一、总则", "分工"]


def test_an_attachment_is_named() -> None:
    listed = f'<ofd:Attachments {SPACE}><ofd:Attachment Name="清单.xlsx"/></ofd:Attachments>'
    document = read(
        lines("一、总则"),
        common="<ofd:Attachments>Attachs/Attachments.xml</ofd:Attachments>",
        more={"Doc_0/Attachs/Attachments.xml": listed},
    )
    assert [(one.kind, "清单.xlsx" in one.message) for one in document.notices] == [("attachment", True)]


def refusal(data: bytes) -> str:
    with pytest.raises(IntakeError) as caught:
        read_bytes(data, ".ofd")
    assert "请" in str(caught.value)
    return str(caught.value)


def test_what_cannot_be_read_is_said_and_a_page_without_text_among_others_is_named() -> None:
    picture = '<ofd:ImageObject ID="9" Boundary="0 0 210 297" ResourceID="2"/>'
    assert "扫描" in refusal(made.ofd([[picture]]))
    assert "没有页面" in refusal(made.ofd())
    assert "没有页面" in refusal(made.ofd([]))
    assert "加密" in refusal(made.ofd([lines("甲")], more={"Doc_0/Encryptions.xml": "<a/>"}))
    assert "300 页" in refusal(made.ofd([lines("甲")] * 301))
    assert "没有文字编码" in refusal(made.ofd([lines("¤¤¤¤¤甲")]))
    assert "损坏" in refusal(made.ofd([[text(code("甲"), ' CTM="nan 0 0 1 0 0"')]]))
    assert "过密" in refusal(made.ofd([[text(code("甲" * 30_001))]]))
    assert [one.kind for one in read(lines("一、总则"), [picture]).notices] == ["scanned_pages"]


def test_drawings_that_show_themselves_end() -> None:
    again = '<ofd:CompositeObject ID="8" Boundary="0 0 1 1" ResourceID="5"/>'
    assert said(read([again, *lines("一、总则")], common=NAMED, more=units(again))) == ["一、总则"]
