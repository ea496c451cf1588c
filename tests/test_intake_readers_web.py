"""Web pages and texts: what a browser shows, numbers of lists and merged cells included, in every usual encoding."""

import pytest

from tasks_db.intake.blocks import Block, Document, Passage
from tasks_db.intake.draft import IntakeError
from tasks_db.intake.readers import read_bytes


def read(body: str, encoding: str = "utf-8", head: str = "") -> Document:
    return read_bytes(f"<html><head>{head}</head><body>{body}</body></html>".encode(encoding), ".html")


def said(block: Block) -> str | list[list[str]]:
    return block.text if isinstance(block, Passage) else [[cell.text for cell in row] for row in block.rows]


def blocks(body: str) -> list[str | list[list[str]]]:
    return [said(block) for block in read(body).blocks]


def test_paragraphs_are_parted_as_on_the_screen() -> None:
    assert blocks("<div>一、<b>总体</b>要求<br>保障<p>到\n2026年</p>尾<ul><li>甲<li>乙</ul></div>") == [
        "一、总体要求",
        "保障",
        "到 2026年",
        "尾",
        "甲",
        "乙",
    ]


def test_an_ordered_list_has_the_numbers_that_a_browser_gives_it() -> None:
    assert blocks("<ol start=3><li>建点</li><li>配送</li></ol>") == ["3. 建点", "4. 配送"]


def test_scripts_hidden_parts_and_menus_are_not_what_the_page_says() -> None:
    document = read(
        "<nav>首页</nav><script>var a='藏'</script><div style='display: none'>藏</div><p hidden>藏</p><p>正文。</p>"
    )
    assert [said(block) for block in document.blocks] == ["正文。"]
    assert [one.text for one in document.noise] == ["首页"]
    assert "藏" not in document.text


def test_cells_that_span_rows_and_columns_stand_at_each_position() -> None:
    assert blocks(
        "<table><tr><th colspan=3>任务表</th></tr><tr><td>序号</td><td>任务</td><td>牵头</td></tr>"
        "<tr><td>1</td><td>建点</td><td rowspan=2>县民政局</td></tr><tr><td>2</td><td>配<br>送</td></tr></table>"
    ) == [[["任务表"] * 3, ["序号", "任务", "牵头"], ["1", "建点", "县民政局"], ["2", "配\n送", "县民政局"]]]


def test_a_page_laid_out_in_a_table_is_read_as_its_text() -> None:
    text = "".join(f"<p>第{n}段的话。</p>" for n in range(30))
    inner = "<table><tr><td>序号</td><td>任务</td></tr><tr><td>1</td><td>建点</td></tr></table>"
    found = blocks(f"<table><tr><td>栏目</td><td>{text}{inner}</td></tr></table>")
    assert found[0] == "栏目"
    assert found[1:31] == [f"第{n}段的话。" for n in range(30)]
    assert found[31] == [["序号", "任务"], ["1", "建点"]]


def test_a_page_of_tables_within_tables_is_read_as_its_text() -> None:
    def table(*rows: str) -> str:
        return f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"

    text = "".join(f"<p>第{n}段的话。</p>" for n in range(30))
    column = table(
        "<td>首页 &gt; 正文</td>",
        "<td>关于清淤的通知</td>",
        f"<td>{text}</td>",
        "<td>【打印】</td>",
        "<td>上一篇</td>",
    )
    menu = table("<td>政府领导</td>", "<td>机构设置</td>")
    page = table(
        *["<td colspan=2>首页 | 公开</td>"] * 2, f"<td>{menu}</td><td>{column}</td>", "<td colspan=2>承办</td>"
    )
    found = blocks(page)
    at = found.index("第0段的话。")
    assert found[at : at + 30] == [f"第{n}段的话。" for n in range(30)]


@pytest.mark.parametrize(
    ("encoding", "head"),
    [("gb18030", "<meta charset=gb2312>"), ("gb18030", ""), ("utf-8", "<meta charset='utf-8'>"), ("utf-8-sig", "")],
)
def test_every_usual_encoding_gives_the_same_page(encoding: str, head: str) -> None:
    assert [said(block) for block in read("<p>由县民政局牵头。</p>", encoding, head).blocks] == ["由县民政局牵头。"]


def test_a_page_under_the_name_of_a_word_file_or_a_sheet_is_read_as_a_page() -> None:
    page = (
        "<html><body><table><tr><td>序号</td><td>任务</td></tr><tr><td>1</td><td>建点</td></tr></table></body></html>"
    )
    for suffix in (".doc", ".xls", ".txt"):
        document = read_bytes(page.encode(), suffix)
        assert [said(block) for block in document.blocks] == [[["序号", "任务"], ["1", "建点"]]]


def test_the_foot_of_a_site_is_noise() -> None:
    document = read("<p>抓好落实。</p><p>附件</p><p>主办单位：某某办公室 地址：人民路1号</p><p>某ICP备00000001号</p>")
    assert [said(block) for block in document.blocks] == ["抓好落实。", "附件"]
    assert len(document.noise) == 2


def test_a_page_without_text_is_refused() -> None:
    with pytest.raises(IntakeError, match="网页"):
        read("<script>1</script>")


def test_cells_that_claim_to_span_a_million_rows_and_columns_cost_little() -> None:
    cell = "<td colspan=99999 rowspan=99999>甲</td>"
    found = blocks(f"<table><tr>{cell}<td>乙</td></tr><tr><td>丙</td></tr></table>")
    assert len(found[0]) == 2


def test_a_text_that_speaks_of_tags_is_a_text() -> None:
    document = read_bytes("说明：<table> 是表格。\n完。\n".encode(), ".txt")
    assert [said(block) for block in document.blocks] == ["说明：<table> 是表格。", "完。"]
