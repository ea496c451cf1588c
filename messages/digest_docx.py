"""The digest as a plain paper: counts, sections, problems, coordination, silence, indicators, all tasks as an annex.

Every statement names the unit and the day of the report behind it, never the person (R15); an empty part says 无.
Late work and late reports stand in parts of their own, and nobody is named for what was not due. The text stays
short, as the rules on papers ask (about 4000 characters): details stand in the annex.
"""

from collections.abc import Callable, Iterator, Sequence

from docx.document import Document

from messages import brief, dates, digest_tables, docx_paper, paging
from messages.digest_text import counts, reports
from tasks_db.register.digest.values import Blockage, Digest, Extension, Source, TaskLine, Unreported
from tasks_db.register.states import LateWork
from tasks_db.terms import AnswerKind, CheckpointKind, ReportState, WorkState

_LONG = 80
_NUMERALS = "一二三四五六七八九十"
_NONE = "无。"
_OWED = {
    CheckpointKind.DEADLINE: "完成",
    CheckpointKind.MILESTONE: "完成阶段目标",
}
_TALLY_WIDTHS = (33.0, 10.0, 13.5, 15.0, 10.5, 15.0, 13.5, 13.5, 15.0, 17.0)
_INDICATOR_WIDTHS = (10.0, 36.0, 22.0, 14.0, 19.0, 14.0, 14.0, 27.0)
_TASK_WIDTHS = (11.0, 37.0, 25.0, 30.0, 34.0, 27.0, 55.0, 34.0)


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
        ("未按时报送单位", _unreported),
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
    docx_paper.add_text(paper, f"{counts(digest)}。报送情况：{reports(digest)}。" if digest.total.total else _NONE)
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
    silent = digest.in_state(WorkState.NO_FEEDBACK)
    milestones = [line for line in digest.tasks if line.missed_milestone]
    unchanged = [line for line in digest.tasks if line.unchanged_twice]
    kinds: tuple[tuple[str, int, Sequence[str]], ...] = (
        _kind("逾期", digest.in_state(WorkState.OVERDUE), _overdue, digest),
        _kind("未达序时", digest.in_state(WorkState.BEHIND), _behind, digest),
        ("尚无反馈", len(silent), list(_no_feedback(silent, digest))),
        _kind("未启动", digest.in_state(WorkState.NOT_STARTED), _not_started, digest),
        _kind("长期任务未完成节点", milestones, _missed_milestone, digest),
        ("遇阻", len(digest.blocked), [_blocked(item, digest) for item in digest.blocked]),
        _kind("连续两次无变化", unchanged, _unchanged, digest),
    )
    for numeral, (title, count, texts) in zip(_NUMERALS, kinds, strict=False):
        docx_paper.add_subheading(paper, f"（{numeral}）{title}" + (f"{count}项" if count else ""))
        _paragraphs(paper, texts)


def _kind(
    title: str, lines: Sequence[TaskLine], sentence: Callable[[TaskLine, Digest], str], digest: Digest
) -> tuple[str, int, list[str]]:
    return title, len(lines), [sentence(line, digest) for line in lines]


def _overdue(line: TaskLine, digest: Digest) -> str:
    late = _by(line.overdue) + f"，逾期{line.overdue.days}天" if line.overdue else ""
    return f"{_named(line, digest)}，{late}{_heard(line)}。"


def _by(late: LateWork) -> str:
    """应于2025年10月31日完成, and of a group who has not."""
    few = f"，未完成：{brief.few(late.missing)}" if late.due_id is None and len(late.missing) > 1 else ""
    return f"应于{dates.day(late.day)}{_OWED[late.kind]}{few}"


def _heard(line: TaskLine) -> str:
    """What was last heard from whoever answers for the task, or that nothing was."""
    if line.group is not None:
        return f"，{digest_tables.members(line)}"
    heard = _latest(line)
    return _in_brackets(heard) if heard else "，没有收到反馈"


def _behind(line: TaskLine, digest: Digest) -> str:
    if line.percent is None:
        return f"{_named(line, digest)}，阶段节点未按时完成{_in_brackets(_latest(line))}。"
    gone = f"，时间已过{line.expected_percent}%" if line.expected_percent is not None else ""
    return f"{_named(line, digest)}，进度{line.percent}%{gone}{_in_brackets(line.percent_source)}。"


def _no_feedback(silent: Sequence[TaskLine], digest: Digest) -> Iterator[str]:
    """Those whose report was due by name; the others are counted, since they owe nothing yet or were not reached."""
    named = [line for line in silent if line.report_state is ReportState.NOT_REPORTED]
    for line in named:
        heard = _latest(line)
        seen = f"已签收{_in_brackets(heard)}，" if heard and heard.kind is AnswerKind.RECEIVED else ""
        yield f"{_named(line, digest)}，{seen}尚无进展反馈。"
    rest = len(silent) - len(named)
    if rest:
        yield f"{'其余' if named else '有'}{rest}项未到报送时间或未送达。"


def _not_started(line: TaskLine, digest: Digest) -> str:
    return f"{_named(line, digest)}，尚未启动{_in_brackets(line.text_source or _latest(line))}。"


def _missed_milestone(line: TaskLine, digest: Digest) -> str:
    late = _by(line.missed_milestone) + "，尚未完成" if line.missed_milestone else ""
    return f"{_named(line, digest)}，{late}{_heard(line)}。"


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
    _paragraphs(paper, [f"{text}。" for text in _silent(digest.unreported, digest)])
    if digest.undelivered:
        listed = "；".join(_silent(digest.undelivered, digest))
        docx_paper.add_text(paper, f"未送达（没有联络员、未绑定或联系不上，不计入未按时报送）：{listed}。")


def _silent(silent: Sequence[Unreported], digest: Digest) -> list[str]:
    units = digest_tables.by_silent_unit(silent)
    return [f"{unit}：{digest_tables.silent_tasks(items, digest)}" for unit, items in units.items()]


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
