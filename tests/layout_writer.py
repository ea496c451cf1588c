"""The layout writer: registers of tasks as documents of many layouts and formats, to be read back and compared.

It knows nothing of the program that reads; what a careful reader finds in a layout is written down beside it.
"""

from collections.abc import Iterator

from tests import layout_writer_files as files
from tests.layout_writer_doc import as_doc
from tests.layout_writer_files import Written
from tests.layout_writer_pdf import as_ofd, as_pdf
from tests.layout_writer_prose import ProseLayout
from tests.layout_writer_registers import Task, dice, register
from tests.layout_writer_tables import TableLayout
from tests.layout_writer_texts import as_mht, as_rtf
from tests.layout_writer_words import KNOWN_ROLES, KNOWN_TITLES, STRANGE_ROLES, STRANGE_TITLES
from tests.layout_writer_xls import as_xls

Layout = TableLayout | ProseLayout
K, S = KNOWN_TITLES, STRANGE_TITLES
R, Q = KNOWN_ROLES, STRANGE_ROLES

_BODY = "各项工作由{0}具体落实，各单位按月报送进展。"
_FIRST = "，排在首位的为牵头单位，下同"

TABLES = (
    TableLayout("table plain", K[0]),
    TableLayout("table every column", K[1], "nstxlrdp"),
    TableLayout("table owners first", K[2], "nlrxd"),
    TableLayout("table date first", K[3], "ndxrl"),
    TableLayout("table without numbers", K[0], "xlrd"),
    TableLayout("table without dates", K[1], "nxlr", "bars"),
    TableLayout("table section rows", K[2], "ntxlrd", section_rows=True),
    TableLayout("table title row", K[0], "nxlrd", title_row=True),
    TableLayout("table two header rows", K[0], "nxlrd", "bars", two_row_header=True),
    TableLayout("table one column marked", K[2], "nxrd", one_column="mark"),
    TableLayout("table one column phrase", K[0], "nxrd", one_column="phrase"),
    TableLayout("table one column footnote", K[0], "nxrd", one_column="rule"),
    TableLayout("table one column", K[1], "nxr", "walls"),
    TableLayout("table mixed separators", K[3], "nxlrd", separator="?"),
    TableLayout("table spaces as separators", K[0], "nxlrd", "bars", separator=" "),
    TableLayout("table line ends as separators", K[0], "nxlrd", "cell_a_line", separator="\n"),
    TableLayout("table markdown", K[2], "ntxlrd", "markdown"),
    TableLayout("table cell a line", K[0], "nxlrd", "cell_a_line"),
    TableLayout("table cell a line strange", S[1], "nxlrd", "cell_a_line"),
    TableLayout("table bare cells", K[0], "nxlrd", "bare_cells"),
    TableLayout("table bare cells strange", S[0], "ntxlrd", "bare_cells"),
    TableLayout("table aligned by spaces", K[2], "nxlrd", "aligned"),
    TableLayout("table aligned strange", S[2], "nxlrd", "aligned"),
    TableLayout("table on one line", K[0], "nxlrd", "one_line"),
    TableLayout("table on one line strange", S[3], "nxlrd", "one_line"),
    TableLayout("table lead merged down", K[0], "nxlrd", down="l"),
    TableLayout("table section merged down", K[1], "snxlrd", down="s"),
    TableLayout("table strange 1", S[0], "nxlrd"),
    TableLayout("table strange 2", S[1], "nstxlrdp", "bars"),
    TableLayout("table strange 3", S[2], "nlrxd"),
    TableLayout("table strange 4", S[3], "ntxlrdp", "markdown"),
    TableLayout("table strange 5", S[4], "xdlr"),
    TableLayout("table strange owners behind", S[0], "nxdrl"),
    TableLayout("table strange section rows", S[2], "nxlrd", section_rows=True),
    TableLayout("table strange one column", S[3], "nxrd", one_column="mark"),
    TableLayout("table strange merged", S[4], "nxlrd", down="l"),
    TableLayout("table with a remark", K[0], "nxlrd", remark="备注：{0}为每项任务的责任单位，不再一一列出。"),
)
PROSE = (
    ProseLayout("brackets", R[0]),
    ProseLayout("brackets in figures", R[1], "figures", bracket="〔〕"),
    ProseLayout("brackets half-width", R[2], "half", bracket="()", colon=":", between=";", separator=","),
    ProseLayout("brackets wide numbers", R[3], "wide", bracket="【】"),
    ProseLayout("brackets comma numbers", R[0], "comma", bracket="[]", between="。"),
    ProseLayout("brackets articles", R[1], "chapters", bracket="［］", separator="，"),
    ProseLayout("brackets decimals", R[0], "decimal", bracket="〔〕"),
    ProseLayout("brackets circled", R[2], "circled", titled=False),
    ProseLayout("brackets enclosed numbers", R[0], "enclosed", bracket="｛｝"),
    ProseLayout("brackets numbered brackets", R[1], "bracketed", bracket="〖〗"),
    ProseLayout("brackets closing only", R[0], "paren", bracket="{}"),
    ProseLayout("brackets tasks", R[0], "tasks", bracket="〈〉"),
    ProseLayout("brackets roman", R[3], "roman"),
    ProseLayout("brackets parts with zeros", R[3], "zero"),
    ProseLayout("brackets without numbers", R[0], "none"),
    ProseLayout("brackets before the stop", R[0], "figures", place="inner"),
    ProseLayout("brackets skipping numbers", R[1], "figures", skip=True),
    ProseLayout("brackets numbered through", R[0], "figures", restart=False),
    ProseLayout("brackets glued to a year", R[0], "wide", titled=False),
    ProseLayout("brackets colon lost", R[0], "classic", colon="；"),
    ProseLayout("brackets semicolon lost", R[2], "classic", between=" "),
    ProseLayout("brackets behind titles", R[0], "figures", place="title"),
    ProseLayout("brackets strange labels", Q[0], "classic"),
    ProseLayout("brackets strange labels 2", Q[1], "figures", bracket="〔〕"),
    ProseLayout("brackets strange labels 3", Q[2], "comma", bracket="【】", between="，"),
    ProseLayout("brackets strange single label", Q[3], "classic", wording="only"),
    ProseLayout("brackets single label", R[0], "classic", wording="only"),
    ProseLayout("brackets with the date", R[0], "classic", wording="dated"),
    ProseLayout("speech", R[0], wording="speech"),
    ProseLayout("speech of two verbs", R[1], "figures", wording="speech", titled=False),
    ProseLayout("speech duties", R[2], wording="duty"),
    ProseLayout("speech strange", Q[0], wording="speech"),
    ProseLayout("speech strange 2", Q[2], "figures", wording="speech", bracket="〔〕"),
    ProseLayout("speech strange 3", Q[3], "bracketed", wording="speech"),
    ProseLayout("bare names", R[0], wording="bare"),
    ProseLayout("bare names, first leads", R[0], wording="bare", first_leads=_FIRST),
    ProseLayout("duties, first leads", R[2], "figures", wording="duty", first_leads=_FIRST),
    ProseLayout("owners on a line", R[0], place="line"),
    ProseLayout("owners on a line strange", Q[1], "figures", place="line"),
    ProseLayout("owners line by line", R[1], "figures", place="lines", wording="dated"),
    ProseLayout("owners line by line strange", Q[0], "classic", place="lines"),
    ProseLayout("owners above the text", R[0], "figures", place="above"),
    ProseLayout("owners above the text strange", Q[1], "figures", place="above"),
    ProseLayout("owners behind the text", R[0], "figures", place="tail"),
    ProseLayout("owners behind the text strange", Q[0], "figures", place="tail"),
    ProseLayout("owners as a predicate", R[0], place="tail", wording="predicate"),
    ProseLayout("owners begin the sentence", R[0], place="sentence", wording="speech"),
    ProseLayout("owners begin the sentence strange", Q[0], "figures", place="sentence", wording="speech"),
    ProseLayout("owners close the text", R[0], place="close", wording="speech"),
    ProseLayout("owners close the text strange", Q[2], "figures", place="close", wording="speech"),
    ProseLayout("owners close with duty", R[2], place="tail", wording="duty"),
    ProseLayout("owners of this work", R[2], "figures", place="this", wording="speech"),
    ProseLayout("owners behind a dash", R[0], "figures", place="dash", wording="speech"),
    ProseLayout("owners of a section", R[0], place="section"),
    ProseLayout("several owners in a paragraph", R[0], several=True),
    ProseLayout("several speeches in a paragraph", R[0], "figures", several=True, wording="speech", titled=False),
    ProseLayout("several strange in a paragraph", Q[1], several=True),
    ProseLayout("hard wraps", R[0], wrap=36),
    ProseLayout("hard wraps, duties", R[2], "figures", wrap=28, wording="duty", titled=False),
    ProseLayout("page breaks in brackets", R[0], break_in_bracket=True),
    ProseLayout("page breaks, half-width", R[1], "half", break_in_bracket=True, bracket="()", separator=","),
    ProseLayout("one line", R[0], one_line=True),
    ProseLayout("one line in figures", R[1], "figures", one_line=True, wording="speech"),
    ProseLayout("one line wide, glued to years", R[0], "wide", one_line=True, titled=False),
    ProseLayout("one line strange", Q[1], one_line=True),
    ProseLayout("boxed labels", R[0], "figures", place="tail", wording="boxed"),
    ProseLayout("boxed labels strange", Q[1], "figures", place="line", wording="boxed"),
    ProseLayout("bold labels", R[0], "figures", place="line", wording="bold"),
    ProseLayout("marks behind names", R[0], wording="marked"),
    ProseLayout("joint leads", R[0], "figures", wording="joint"),
    ProseLayout("labels without colons", R[0], "figures", place="line", wording="spaced"),
    ProseLayout("labels without colons in brackets", R[0], "figures", wording="spaced", bracket="〔〕"),
    ProseLayout("together with", R[0], "figures", wording="with"),
    ProseLayout("bullets", R[0], "bullets"),
    ProseLayout("squares", R[0], "squares", titled=False),
    ProseLayout("letters", R[0], "letters"),
    ProseLayout("figured tasks", R[2], "figured tasks", wording="speech"),
    ProseLayout("decimals with commas", R[1], "deep"),
    ProseLayout("running heads", R[0], "figures", furniture=True),
    ProseLayout("clauses 一是 二是", R[0], several=True, clauses=True),
    ProseLayout("a card an item", R[0], "figures", place="card", dated=False),
    ProseLayout("a card an item strange", Q[1], "figures", place="card", dated=False),
    ProseLayout("cards", R[0], "none", place="cards", dated=False),
    ProseLayout("blanket remark", R[0], remark=_BODY),
)
LAYOUTS: tuple[Layout, ...] = (*TABLES, *PROSE)


def formats(layout: Layout) -> Iterator[str]:
    """Yield the formats that can show a layout: merged cells need a format that has them, flowed text is text."""
    if isinstance(layout, ProseLayout):
        yield "txt"
        if not layout.break_in_bracket and not layout.wrap:
            yield from ("docx", "doc", "html", "md", "pdf", "ofd", "rtf", "mht")
    elif layout.down:
        yield from ("docx", "doc", "xlsx", "xls", "html", "pdf", "ofd", "rtf", "mht")
    elif layout.flow in ("bare_cells", "aligned", "one_line", "cell_a_line"):
        yield "txt"
    else:
        yield from ("txt", "docx", "doc", "xlsx", "xls", "html", "csv", "md", "pdf", "ofd", "rtf", "mht")


def document(layout: Layout, file_format: str, seed: str, size: int = 12) -> tuple[Written, list[Task]]:
    """Return a document of a layout and what a careful reader finds in it."""
    chance = dice(f"{layout.name} {seed}")
    plan = register(chance, size)
    blocks, expected = layout.blocks(plan, chance), layout.expected(plan)
    if file_format == "txt":
        flow = layout.flow if isinstance(layout, TableLayout) else "tabs"
        return Written(files.as_text(blocks, flow), ".txt"), expected
    write = {
        "docx": files.as_docx,
        "doc": as_doc,
        "xlsx": files.as_xlsx,
        "xls": as_xls,
        "html": files.as_html,
        "csv": files.as_csv,
        "md": files.as_markdown,
        "pdf": as_pdf,
        "ofd": as_ofd,
        "rtf": as_rtf,
        "mht": as_mht,
    }[file_format]
    return Written(write(blocks), f".{file_format}"), expected
