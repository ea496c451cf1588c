"""The digest as a plain paper: counts, sections, problems, coordination, silence, indicators, all tasks as an annex.

Every statement names the unit and the report behind it; an empty part says 无. The text stays short, as the rules on
papers ask (about 4000 characters): details stand in the annex.
"""

from collections.abc import Callable, Sequence

from docx.document import Document

from messages import dates, digest_tables, docx_paper, paging
from messages.digest_text import counts
from tasks_db.register.digest.values import Blockage, Digest, Extension, Source, TaskLine
from tasks_db.terms import AnswerKind, CheckpointKind, DigestClass

_LONG = 80
_NUMERALS = "一二三四五六七八九十"
_NONE = "无。"
_OWED = {
    CheckpointKind.DEADLINE: "完成",
    CheckpointKind.MILESTONE: "完成阶段目标",
    CheckpointKind.ROUND: "报送进展",
}
_TALLY_WIDTHS = (35.5, 11.0, 15.0, 11.5, 11.5, 15.0, 19.0, 15.0, 22.5)
_INDICATOR_WIDTHS = (10.0, 36.0, 22.0, 14.0, 19.0, 14.0, 14.0, 27.0)
_TASK_WIDTHS = (11.0, 43.0, 25.0, 34.0, 34.0, 26.0, 44.0, 36.0)


def docx(digest: Digest, *, title: str, office: str) -> bytes:
    """The .docx file; the same digest, title and office always give the same bytes."""
    paper = docx_paper.new_paper()
    docx_paper.add_title(paper, title)
    docx_paper.add_centred(paper, f"（{dates.as_of(digest.as_of)}）")
    docx_paper.add_text(paper, _opening(digest))
    parts: tuple[tuple[str, Callable[[Document, Digest], None]], ...] = (
        ("总体进展", _overall),
        ("各章节和各单位进展", _groups),
        ("存在问题", _problems),
        ("需协调事项", _coordination),
        ("未报送单位", _unreported),
        ("延期和待审事项", _requests),
        ("指标完成情况", _indicators),
    )
    for numeral, (heading, part) in zip(_NUMERALS, parts, strict=False):
        docx_paper.add_heading(paper, f"{numeral}、{heading}")
        part(paper, digest)
    docx_paper.add_text(paper, "附件：任务进展情况表", with_next=True)
    docx_paper.add_signature(paper, office, dates.day(digest.day))
    _annex(paper, digest)
    return docx_paper.to_bytes(paper, title=title, author=office, moment=digest.as_of)


def _opening(digest: Digest) -> str:
    if not digest.plans:
        return f"{dates.as_of(digest.as_of)}，没有已交办的方案。"
    names = "、".join(
        f"《{paging.one_line(p.title)}》" + (f"（{p.number}）" if p.number else "") for p in digest.plans
    )
    since = f"自{dates.day(digest.since)}交办以来，" if digest.since else ""
    several = "（序号前的数字为方案次序）" if len(digest.plans) > 1 else ""
    return f"{since}{names}的任务进展情况如下{several}。"


def _overall(paper: Document, digest: Digest) -> None:
    docx_paper.add_text(paper, f"{counts(digest)}。" if digest.total.total else _NONE)
    if len(digest.plans) > 1:
        _tally_table(paper, digest_tables.by_plan(digest))


def _groups(paper: Document, digest: Digest) -> None:
    for table in (digest_tables.by_section(digest), digest_tables.by_unit(digest)):
        docx_paper.add_subheading(paper, table.title)
        _tally_table(paper, table)


def _tally_table(paper: Document, table: digest_tables.Table) -> None:
    if not table.rows:
        docx_paper.add_text(paper, _NONE)
        return
    docx_paper.add_table(paper, table.headers, table.rows, _TALLY_WIDTHS)


def _paragraphs(paper: Document, texts: Sequence[str]) -> None:
    """Numbered paragraphs, or 无."""
    for n, text in enumerate(texts, 1):
        docx_paper.add_text(paper, f"{n}．{text}")
    if not texts:
        docx_paper.add_text(paper, _NONE)


def _named(line: TaskLine, digest: Digest) -> str:
    """县教委负责的第4项“…”: who answers for which row, by its number in the plan."""
    number = digest_tables.number(line.task, digest)
    unit = _answering(line) or "、".join(line.leads) or "未明确单位"
    return f"{unit}负责的第{number}项“{paging.clip(line.task.title, 40)}”"


def _answering(line: TaskLine) -> str | None:
    return line.overdue.unit if line.overdue else line.unit


def _in_brackets(source: Source | None) -> str:
    return f"（{digest_tables.source(source)}）" if source else ""


def _latest(line: TaskLine) -> Source | None:
    """The last that was heard from whoever answers for the task."""
    unit = _answering(line)
    return next((s for s in reversed(line.sources) if unit in {None, s.unit}), None)


def _problems(paper: Document, digest: Digest) -> None:
    kinds: tuple[tuple[str, Sequence[str]], ...] = (
        ("逾期", [_overdue(line, digest) for line in digest.of_class(DigestClass.OVERDUE)]),
        ("未达序时", [_behind(line, digest) for line in digest.of_class(DigestClass.BEHIND)]),
        ("未启动", [_not_started(line, digest) for line in digest.of_class(DigestClass.NOT_STARTED)]),
        ("遇阻", [_blocked(item, digest) for item in digest.blocked]),
        ("连续两次无变化", [_unchanged(line, digest) for line in digest.tasks if line.unchanged_twice]),
    )
    for numeral, (title, texts) in zip(_NUMERALS, kinds, strict=False):
        docx_paper.add_subheading(paper, f"（{numeral}）{title}" + (f"{len(texts)}项" if texts else ""))
        _paragraphs(paper, texts)


def _overdue(line: TaskLine, digest: Digest) -> str:
    late = ""
    if line.overdue:
        late = f"应于{dates.day(line.overdue.day)}{_OWED[line.overdue.kind]}，逾期{line.overdue.days}天"
    heard = _latest(line)
    return f"{_named(line, digest)}，{late}" + (f"{_in_brackets(heard)}。" if heard else "，没有收到反馈。")


def _behind(line: TaskLine, digest: Digest) -> str:
    if line.percent is None:
        return f"{_named(line, digest)}，阶段节点未按时完成{_in_brackets(_latest(line))}。"
    gone = f"，时间已过{line.expected_percent}%" if line.expected_percent is not None else ""
    return f"{_named(line, digest)}，进度{line.percent}%{gone}{_in_brackets(line.percent_source)}。"


def _not_started(line: TaskLine, digest: Digest) -> str:
    heard = _latest(line)
    seen = f"已签收{_in_brackets(heard)}，" if heard and heard.kind is AnswerKind.RECEIVED else ""
    return f"{_named(line, digest)}，{seen}尚无进展反馈。"


def _blocked(item: Blockage, digest: Digest) -> str:
    number = digest_tables.number(item.task, digest)
    matter = paging.clip(item.matter, _LONG) or "有困难，未写明原因"
    return f"{item.unit}（第{number}项“{paging.clip(item.task.title, 40)}”）：{matter}{_in_brackets(item.source)}。"


def _unchanged(line: TaskLine, digest: Digest) -> str:
    return f"{_named(line, digest)}，连续两次反馈无变化{_in_brackets(_latest(line))}。"


def _coordination(paper: Document, digest: Digest) -> None:
    _paragraphs(
        paper,
        [
            f"{item.unit}（第{digest_tables.number(item.task, digest)}项）："
            f"{paging.clip(item.matter, _LONG) or '未写明困难'}。需协调：{paging.clip(item.needs, _LONG)}"
            f"（{digest_tables.source(item.source)}）。"
            for item in digest.coordination
        ],
    )


def _unreported(paper: Document, digest: Digest) -> None:
    units = digest_tables.unreported_by_unit(digest)
    _paragraphs(
        paper, [f"{unit}：{digest_tables.unreported_tasks(items, digest)}。" for unit, items in units.items()]
    )


def _requests(paper: Document, digest: Digest) -> None:
    closures = [
        f"{item.unit}申请办结第{digest_tables.number(item.task, digest)}项，待审"
        f"（{digest_tables.source(item.source)}）。"
        for item in digest.closures
    ]
    _paragraphs(paper, [*(_extension(item, digest) for item in digest.extensions), *closures])


def _extension(item: Extension, digest: Digest) -> str:
    old = f"由{dates.day(item.old)}" if item.old else ""
    number, kind = digest_tables.number(item.task, digest), item.kind.zh
    request = f"{item.unit}申请第{number}项{kind}{old}延至{dates.day(item.new)}"
    return f"{request}，{digest_tables.extension_state(item)}{_in_brackets(item.source)}。"


def _indicators(paper: Document, digest: Digest) -> None:
    table = digest_tables.indicators(digest)
    if not table.rows:
        docx_paper.add_text(paper, _NONE)
        return
    docx_paper.add_table(paper, table.headers, table.rows, _INDICATOR_WIDTHS)


def _annex(paper: Document, digest: Digest) -> None:
    docx_paper.add_landscape(paper)
    docx_paper.add_flush(paper, "附件")
    table = digest_tables.tasks(digest)
    docx_paper.add_title(paper, table.title)
    if not table.rows:
        docx_paper.add_text(paper, _NONE)
        return
    docx_paper.add_table(paper, table.headers, table.rows, _TASK_WIDTHS)
