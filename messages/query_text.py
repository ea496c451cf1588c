"""Answers as messages: counts first, numbered rows, at most one screen a page, the moment always printed.

Each kind of answer is an ``Answered``: its title, its count, what a row says and which share the row's number stands
for. Numbers run on from page to page, so that "第7条" means one thing in the whole answer.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from config.clock import local_date
from messages import actions, brief, dates, paging
from messages.message import Button, Message, in_rows
from tasks_db.register.digest.values import Coordination, Unreported, Verdict
from tasks_db.register.queries import Answer, Filters, IndicatorRow, MineRow, OverdueRow, ProgressRow, encode
from tasks_db.terms import CheckpointKind, ReportState, WorkState

OVERDUE, PROGRESS, MINE = "overdue", "progress", "mine"
UNREPORTED, COORDINATION, INDICATORS = "unreported", "coordination", "indicators"

_NARROWED = "您能看到的是本单位的情况，和本单位牵头任务中各单位的情况。"
_ASK_OFFICE = "如需了解其他情况，请联系联席会议办公室。"


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    assignment_id: int | None
    due_id: int | None


@dataclass(frozen=True, slots=True)
class _Answered:
    """What one kind of answer says: ``empty`` where there is nothing, ``unseen`` where the asker sees nothing."""

    kind: str
    head: Sequence[str]
    empty: str
    unseen: str
    lines: Sequence[_Line]
    foot: Sequence[str] = ()


def _message(answer: Answer[object], answered: _Answered, page: int) -> Message:
    as_of = dates.as_of(answer.as_of)
    numbered = [f"{number}. {line.text}" for number, line in enumerate(answered.lines, 1)]
    if not numbered:
        return Message(f"{_nothing(answer, answered)}\n{as_of}")
    foot = [*answered.foot, *([_NARROWED] if answer.narrowed else [])]
    found = paging.page_at(paging.paginate((*answered.head, as_of), numbered, foot), page)
    return Message(
        found.text,
        in_rows(page_buttons(answered.kind, answer.filters, found), 2),
        tuple(
            (number, line.assignment_id, line.due_id)
            for number, line in enumerate(answered.lines, 1)
            if found.first < number <= found.last and line.assignment_id is not None
        ),
    )


def _nothing(answer: Answer[object], answered: _Answered) -> str:
    """No rows: 无 only for those who see everything; to everybody else, how far they see (R14)."""
    if answer.hidden:
        named = paging.clip("、".join(answer.about), brief.MATTER) or "这个单位"
        return f"您看不到{named}的情况。{_NARROWED}{_ASK_OFFICE}"
    if answer.narrowed:
        return f"{answered.unseen}{_about(answer)}。{_NARROWED}{_ASK_OFFICE}"
    return answered.empty


def page_buttons(kind: str, filters: Filters, page: paging.Page) -> list[Button]:
    """[上一页] and [更多], where there is one; their arguments are ``(kind, encoded filters, page)``."""
    args = (kind, encode(filters))
    buttons = []
    if page.has_previous:
        buttons.append(Button("上一页", actions.PAGE, (*args, page.number - 1)))
    if page.has_next:
        buttons.append(Button("更多", actions.PAGE, (*args, page.number + 1)))
    return buttons


def convenor_menu() -> Message:
    """What a convenor asks most, one tap each."""
    everything = encode(Filters())
    asks = (
        Button("逾期任务", actions.PAGE, (OVERDUE, everything, 0)),
        Button("需协调事项", actions.PAGE, (COORDINATION, everything, 0)),
        Button("未报送单位", actions.PAGE, (UNREPORTED, everything, 0)),
        Button("本期通报", actions.DIGEST, ("all", 0, 0)),
        Button("指标完成情况", actions.PAGE, (INDICATORS, everything, 0)),
    )
    return Message("想看哪一项？点下面的按钮，或直接输入“县教委进展”“李某某负责的”这样的话。", in_rows(asks, 2))


def _joined(*parts: str) -> str:
    return brief.joined(parts)


def _about(answer: Answer[object]) -> str:
    """What the answer is narrowed to, so that 无 is never read as 无 of everything."""
    return f"（{paging.clip('、'.join(answer.about), brief.MATTER)}）" if answer.about else ""


def overdue(answer: Answer[OverdueRow], page: int = 0) -> Message:
    """Return late work, tasks first; below it the late reports, which are no late work."""
    today = local_date(answer.as_of)
    tasks = sum(row.is_task for row in answer.rows)
    reports = sum(row.report_state is not None for row in answer.rows)
    milestones = len(answer.rows) - tasks - reports
    head = f"逾期任务{tasks}项" + (f"，长期任务未完成的节点{milestones}条" if milestones else "")
    head += f"；另有{reports}条未按时报送，不算任务逾期" if reports else ""
    lines = [_Line(_overdue(row, today), row.assignment_id, row.due_id) for row in answer.rows]
    return _message(
        answer,
        _Answered(
            OVERDUE,
            [head + _about(answer)],
            f"逾期任务：无{_about(answer)}，都在时限之内。",
            "您能看到的任务里没有逾期的",
            lines,
        ),
        page,
    )


def _overdue(row: OverdueRow, today: date) -> str:
    unit = f"{brief.unit(row.unit)}{len(row.missing)}个单位" if row.due_id is None else brief.unit(row.unit)
    kind = "" if row.kind is CheckpointKind.DEADLINE else row.kind.zh
    day = brief.day(row.due_day, today) + ("应报" if row.report_state is not None else "")
    return _joined(brief.title(row.task.title), unit, day, kind, lateness(row))


def lateness(row: OverdueRow) -> str:
    """Return 逾期12天 of a task, 未按时报送 of a report, and of a milestone of 长期推进 since when it is over."""
    if row.report_state is not None:
        return row.report_state.zh
    return f"逾期{row.days}天" if row.is_task else f"节点已过{row.days}天"


def _status(row: ProgressRow) -> str:
    word = row.work_state.zh if row.work_state else row.state.zh
    percent = f"{row.percent}%" if row.percent is not None and row.work_state is not WorkState.CLOSED else ""
    return word + percent + (f"（逾期{row.late.days}天）" if row.late else "")


def progress(answer: Answer[ProgressRow], page: int = 0) -> Message:
    """Return each task's state, percent and last words, with who said them and when."""
    today = local_date(answer.as_of)
    lines = [_Line(_progress(row, today), row.assignment_id, row.due_id) for row in answer.rows]
    head = [f"任务进展{len(lines)}项{_about(answer)}"]
    empty = f"任务进展：无{_about(answer)}。没有可以查看的任务，请检查单位或姓名是否写全。"
    return _message(answer, _Answered(PROGRESS, head, empty, "您能看到的任务里没有要找的", lines), page)


def _progress(row: ProgressRow, today: date) -> str:
    speaker = brief.unit(row.speaker) if row.speaker else ""
    said = f"：{speaker}{'：' if speaker else ''}{brief.matter(row.text)}" if row.text else ""
    by = speaker if not row.text else ""
    return (
        _joined(
            brief.title(row.task.title),
            brief.unit(row.unit) if row.unit else "未明确汇总单位",
            _status(row),
            f"其他单位已报{row.reported}/{row.asked}" if row.asked else "",
        )
        + said
        + (f"（{by}{brief.day(local_date(row.reported_at), today)}报）" if row.reported_at else "")
    )


def mine(answer: Answer[MineRow], page: int = 0) -> Message:
    """What is owed, by date, each with its number to answer by."""
    today = local_date(answer.as_of)
    several = len({row.unit for row in answer.rows}) > 1
    owed = sum(row.due_id is not None for row in answer.rows)
    lines = [
        _Line(
            _joined(
                brief.title(row.task.title),
                brief.unit(row.unit) if several else "",
                row.role.zh + ("汇总" if row.consolidates else ""),
                f"{brief.day(row.due_day, today)}（{dates.days_left(row.due_day, today)}）"
                if row.due_day
                else "暂无应报",
                row.kind.zh if row.kind is not None and row.kind is not CheckpointKind.DEADLINE else "",
                row.state.zh,
            ),
            row.assignment_id,
            row.due_id,
        )
        for row in answer.rows
    ]
    head = [f"我的任务{len(lines)}项，其中应报{owed}项"]
    foot = ["可直接回复，如“1 推进中60%”“2 无变化”。"]
    empty = "我的任务：无，现在没有需要办理的任务。"
    return _message(answer, _Answered(MINE, head, empty, empty, lines, foot), page)


def unreported(answer: Answer[Unreported], page: int = 0) -> Message:
    """Return who did not report what was due and, apart, who could not be asked."""
    today = local_date(answer.as_of)
    lines = [
        _Line(
            _joined(
                f"{brief.unit(row.unit)}（已报{row.reported}/{row.asked}，{_silence(row)}：{brief.few(row.missing)}）"
                if row.is_group
                else brief.unit(row.unit),
                brief.title(row.task.title),
                f"{brief.day(row.due_day, today)}应报",
                "" if row.is_group or row.state is ReportState.NOT_REPORTED else row.state.zh,
            ),
            row.assignment_id,
            row.due_id,
        )
        for row in answer.rows
    ]
    silent, unreached = (_units(answer.rows, state) for state in (ReportState.NOT_REPORTED, ReportState.UNDELIVERED))
    apart = f"、未送达单位{unreached}个" if unreached else ""
    head = [f"未按时报送单位{silent}个{apart}，共{len(lines)}条{_about(answer)}"]
    foot = ["未送达：没有联络员、未绑定或联系不上，请办公室另行联系。"] if unreached else []
    empty = f"未按时报送单位：无{_about(answer)}，到期应报的都报了。"
    return _message(answer, _Answered(UNREPORTED, head, empty, "您能看到的单位里没有未按时报送的", lines, foot), page)


def _silence(row: Unreported) -> str:
    return "未报" if row.state is ReportState.NOT_REPORTED else row.state.zh


def _units(rows: Sequence[Unreported], state: ReportState) -> int:
    return len({name for row in rows if row.state is state for name in row.missing})


def coordination(answer: Answer[Coordination], page: int = 0) -> Message:
    """Return one page of what units need coordinated: task, obstacle, whose help is asked for, and since when."""
    today = local_date(answer.as_of)
    lines = [
        _Line(
            f"{_joined(brief.title(row.task.title), brief.unit(row.unit))}："
            f"{brief.matter(row.matter) or '未写明困难'}；"
            f"需协调：{brief.matter(row.needs)}（{brief.day(local_date(row.source.at), today)}报）",
            row.assignment_id,
            None,
        )
        for row in answer.rows
    ]
    head = [f"需协调事项{len(lines)}项{_about(answer)}"]
    empty = f"需协调事项：无{_about(answer)}，没有单位提出。"
    return _message(answer, _Answered(COORDINATION, head, empty, "您能看到的单位里没有提出需协调的", lines), page)


def indicators(answer: Answer[IndicatorRow], page: int = 0) -> Message:
    """Return one page of the indicators: target, figure and how they compare; who supplies a missing figure."""
    reached = sum(row.line.verdict is Verdict.MET for row in answer.rows)
    lines = [
        _Line(
            _joined(
                brief.matter(row.line.name) or "（无名称）",
                f"{row.line.period}年目标{brief.title(row.line.target)}" if row.line.target else row.line.period,
                f"现{brief.title(row.line.value)}" if row.line.value else "",
                row.line.verdict.zh,
                brief.unit(row.line.supplier) if row.line.supplier and row.line.verdict is Verdict.MISSING else "",
            ),
            row.assignment_id,
            row.due_id,
        )
        for row in answer.rows
    ]
    head = [f"指标{len(lines)}条，{Verdict.MET.zh}{reached}条"]
    empty, unseen = "指标完成情况：无，方案里没有指标。", "您能看到的指标：没有由本单位报数的指标"
    return _message(answer, _Answered(INDICATORS, head, empty, unseen, lines), page)
