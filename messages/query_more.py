"""Answers of what is ahead, what happened, how many there are, and who is asked, as messages."""

from collections import Counter
from datetime import date

from config.clock import SHANGHAI, local_date
from messages import brief, dates
from messages.message import Message
from messages.phrases import INCOMPLETE
from messages.query_page import Answered, Line, about, joined, message, span
from tasks_db.register.digest.references import TaskRef
from tasks_db.register.queries import (
    Answer,
    AskedRow,
    DueRow,
    EventRow,
    NotAsked,
    RequestRow,
    SignedRow,
    TallyRow,
    VacantRow,
)
from tasks_db.terms import AnswerKind, CheckpointKind, ReportStatus, WorkState

DUE, FINISHED, CHANGES, REQUESTS = "due", "finished", "changes", "requests"
TALLY, VACANT, ASKED, SIGNED = "tally", "vacant", "asked", "signed"
_DAYS_SHOWN = 3


def due(answer: Answer[DueRow], page: int = 0) -> Message:
    """Return the dates that fall into the days asked for, with what is satisfied already."""
    today = local_date(answer.as_of)
    still = [row for row in answer.rows if row.is_open]
    tasks = len({row.task.task_id for row in answer.rows})
    lines = [Line(_due(row, today), row.assignment_id, row.due_id, row.task.task_id) for row in answer.rows]
    head = f"到期{len(lines)}条（{tasks}项任务），未完成{len(still)}条{about(answer)}"
    empty = f"没有到期的任务{about(answer)}。"
    return message(answer, Answered(DUE, [head], empty, "您能看到的任务里，这段时间没有到期的", lines), page)


def _due(row: DueRow, today: date) -> str:
    left = dates.days_left(row.day, today) if row.is_open else "已完成"
    own = f"收集日，任务{brief.day(row.task_day, today)}" if row.task_day != row.day else ""
    kind = row.kind.zh if row.kind is not CheckpointKind.DEADLINE else ""
    state = row.state.zh if row.state in {WorkState.OVERDUE, WorkState.BEHIND} and row.is_open else ""
    when = f"{brief.day(row.day, today)}（{joined(left, own)}）"
    return joined(when, brief.title(row.task.title), brief.unit(row.unit), kind, state)


def next_due(answer: Answer[DueRow], rows: tuple[DueRow, ...]) -> Message:
    """Return what falls due first."""
    if not rows:
        return due(answer)
    today = local_date(answer.as_of)
    first = rows[0].day
    lines = [Line(_due(row, today), row.assignment_id, row.due_id, row.task.task_id) for row in rows]
    head = f"下一件到期：{brief.day(first, today)}（{dates.days_left(first, today)}），{len(rows)}项{about(answer)}"
    return message(answer, Answered(DUE, [head], "", "", lines), 0)


def finished(answer: Answer[EventRow], page: int = 0) -> Message:
    """Return the tasks that were 办结 and the units that said 已完成."""
    closed = sum(row.closed for row in answer.rows)
    said = len(answer.rows) - closed
    lines = [Line(_event(row, answer), row.assignment_id, None, row.task.task_id) for row in answer.rows]
    head = f"办结任务{closed}项；各单位报已完成或申请办结{said}条{about(answer)}"
    empty = f"办结任务：0项{about(answer)}；也没有单位报已完成。"
    return message(answer, Answered(FINISHED, [head], empty, "您能看到的任务里没有办结的", lines), page)


def changes(answer: Answer[EventRow], page: int = 0) -> Message:
    """Return what came in and what was 办结, newest first; what waits for review is said."""
    units = len({row.unit for row in answer.rows if not row.closed})
    reports = sum(not row.closed for row in answer.rows)
    waiting = sum(row.decision is ReportStatus.SUBMITTED for row in answer.rows)
    closed = len(answer.rows) - reports
    head = f"收到反馈{reports}条（{units}个单位）"
    head += f"，待审核{waiting}条" if waiting else ""
    head += f"，办结{closed}项" if closed else ""
    lines = [Line(_event(row, answer), row.assignment_id, None, row.task.task_id) for row in answer.rows]
    empty = f"收到反馈0条{about(answer)}，没有新的进展。"
    seen = "您能看到的单位里没有新的反馈"
    return message(answer, Answered(CHANGES, [head + about(answer)], empty, seen, lines), page)


def _event(row: EventRow, answer: Answer[EventRow]) -> str:
    today, local = local_date(answer.as_of), row.at.astimezone(SHANGHAI)
    when = f"{local:%H:%M}" if local.date() == today else brief.day(local.date(), today)
    head = joined(when, brief.unit(row.unit), brief.title(row.task.title))
    if row.closed or row.kind is None:
        return f"{head}：已办结"
    percent = f"{row.percent}%" if row.percent is not None else ""
    words = f"，{brief.matter(row.text)}" if row.text and row.text != row.kind.zh else ""
    waits = "（待审核）" if row.decision is ReportStatus.SUBMITTED else ""
    return f"{head}：{row.kind.zh}{percent}{words}{waits}"


_REQUEST_NAMES = {
    AnswerKind.EXTENSION: "延期申请",
    AnswerKind.CLOSURE: "办结申请",
    AnswerKind.NOT_OURS: "“不属我单位”的答复",
    None: "延期和办结申请",
}


def requests(answer: Answer[RequestRow], page: int = 0) -> Message:
    """Return the requests of units with what became of each."""
    today = local_date(answer.as_of)
    name = _REQUEST_NAMES[answer.filters.request]
    counts = Counter(row.decision for row in answer.rows)
    decided = {"同意": ReportStatus.ACCEPTED, "不同意": ReportStatus.RETURNED}
    told = "".join(f"，{word}{counts[one]}条" for word, one in decided.items() if counts[one])
    lines = [Line(_request(row, today), row.assignment_id, None, row.task.task_id) for row in answer.rows]
    head = f"{name}{len(lines)}条，待决定{counts[ReportStatus.SUBMITTED]}条{told}{about(answer)}"
    empty = f"没有{name}{about(answer)}，没有单位提出。"
    return message(answer, Answered(REQUESTS, [head], empty, f"您能看到的单位没有提出{name}", lines), page)


def _request(row: RequestRow, today: date) -> str:
    decision = INCOMPLETE if row.incomplete else row.decision.zh
    old = f"由{brief.day(row.old, today)}" if row.old else ""
    what = f"{old}延到{brief.day(row.new, today)}" if row.new else row.kind.zh
    said = f"：{brief.matter(row.text)}" if row.text and row.text != row.kind.zh else ""
    if row.decided_at is not None:
        decision += f"（{row.decider or '办公室'}，{brief.day(local_date(row.decided_at), today)}）"
    of_what = "退回原因" if row.decision is ReportStatus.RETURNED else "决定"
    why = f"；{of_what}：{brief.matter(row.reason)}" if row.reason else ""
    return joined(brief.unit(row.unit), brief.title(row.task.title), what, decision) + said + why


def tally(answer: Answer[TallyRow], page: int = 0) -> Message:
    """Return how many tasks there are and in which states, without those of no task; a few are named."""
    today = local_date(answer.as_of)
    whole = answer.of or 0
    states = [row for row in answer.rows if row.state is not None]
    lit = [row for row in answer.rows if row.light is not None]
    closed = sum(row.count for row in states if row.state is WorkState.CLOSED)
    rate = f"，办结率{round(100 * closed / whole, 1)}%" if whole else ""
    lines = [Line(f"{row.state.zh}{row.count}项") for row in states if row.state is not None]
    lights = "、".join(f"{row.light.zh}{row.count}项" for row in lit if row.light is not None)
    head = [f"任务共{whole}项：已办结{closed}项{rate}{about(answer)}"]
    lines += [Line(_counted(row, row.task, today), task_id=row.task.task_id) for row in answer.beside if row.task]
    foot = [f"{lights}。红灯：逾期；黄灯：未达序时或7天内到期。"] if lights else []
    empty = f"任务：0项{about(answer)}。"
    answered = Answered(TALLY, head, empty, "您能看到的任务里没有要找的", lines, foot, numbered=False)
    return message(answer, answered, page)


def _counted(row: TallyRow, task: TaskRef, today: date) -> str:
    """One of a few tasks by name, with its next day or what stands for it."""
    ahead = f"{brief.day(row.day, today)}前" if row.day is not None else ""
    without = row.state.zh if row.state in {WorkState.CLOSED, WorkState.STANDING} else "没有时限"
    return f"· {brief.title(task.title)}：{ahead or without}"


def vacant(answer: Answer[VacantRow], page: int = 0) -> Message:
    """Return the units that nobody can be asked for; with a unit asked for, whether that one is among them."""
    lines = [Line(f"{brief.unit(row.unit)}：{row.why.zh}，有{row.tasks}项任务") for row in answer.rows]
    head = f"联系不上的单位{len(lines)}个{about(answer)}，催不到，不算未报"
    empty = f"没有联系不上的单位{about(answer)}，都有绑定的联络员。"
    foot = ["请办公室补联络员或发邀请码，例如“给某某局发邀请码”。"]
    seen = "您能看到的单位都有联络员"
    return message(answer, Answered(VACANT, [head], empty, seen, lines, foot), page)


def signed(answer: Answer[SignedRow], page: int = 0) -> Message:
    """Return which units have acknowledged their tasks, by 签收 or by an answer; whom nobody can ask stands apart."""
    today = local_date(answer.as_of)
    reached = [row for row in answer.rows if row.reached or row.signed]
    done = sum(row.signed == row.asked for row in reached)
    lines = [Line(_signed(row, today)) for row in reached]
    open_ = len(reached) - done
    names = brief.few([brief.unit(row.unit) for row in reached if row.signed == row.asked])
    head = f"已签收{done}个单位{f'，没有签收的{open_}个' if open_ or not done else ''}{about(answer)}"
    head += f"。已签收：{names}" if names else ""
    unreached = [brief.unit(row.unit) for row in answer.rows if not (row.reached or row.signed)]
    foot = [f"联系不上、没有发到的（不算未签收）：{brief.few(unreached)}"] if unreached else []
    empty = f"签收情况：无{about(answer)}，没有要签收的任务。"
    if unreached and not reached:
        empty = f"还没有签收：{brief.few(unreached)}没有绑定的联络员，通知没有发到。可请办公室补联络员。"
    answered = Answered(SIGNED, [head], empty, "您能看到的任务里没有签收情况", lines, foot, numbered=False)
    return message(answer, answered, page)


def _signed(row: SignedRow, today: date) -> str:
    at = f"（{brief.day(local_date(row.at), today)}）" if row.at is not None else ""
    state = "已签收" if row.signed == row.asked else "没有签收" if not row.signed else "部分签收"
    return f"{brief.unit(row.unit)}：{state}{row.signed}/{row.asked}项{at}"


def asked(answer: Answer[AskedRow], page: int = 0) -> Message:
    """Return when each unit was asked about each task, when it will be next, or why it is not.

    A time is a message: one a day, whatever it asks for.
    """
    today = local_date(answer.as_of)
    messages = len({(row.unit, day) for row in answer.rows for day in row.asked})
    questions = sum(len(row.asked) for row in answer.rows)
    units = len({row.unit for row in answer.rows if row.asked})
    lines = [Line(_asked(row, today), row.assignment_id, row.due_id, row.task.task_id) for row in answer.rows]
    together = f"，同一天的合为一条，共问到{questions}项次" if questions > messages else ""
    head = f"已催{units}个单位、{messages}次{about(answer)}{together}"
    empty = f"催报记录：无{about(answer)}，没有要催的任务。"
    return message(answer, Answered(ASKED, [head], empty, "您能看到的任务里没有催报记录", lines), page)


def _asked(row: AskedRow, today: date) -> str:
    shown = "、".join(brief.day(day, today) for day in row.asked[-_DAYS_SHOWN:])
    if row.at is not None and row.asked and local_date(row.at) == row.asked[-1]:
        shown += f" {dates.clock(row.at)}"
    latest = "最近" if len(row.asked) > _DAYS_SHOWN else ""
    past = f"催过{len(row.asked)}次（{latest}{shown}）" if row.asked else "没有催过"
    following = f"，下次{brief.day(row.following, today)}" if row.following else ""
    told_by_days = row.why is NotAsked.ASKED or (row.why is NotAsked.NOT_YET and row.following is not None)
    why = "" if told_by_days and row.asked else f"，{row.why.zh}"
    return f"{joined(brief.unit(row.unit), brief.title(row.task.title))}：{past}{following}{why}"


__all__ = ["asked", "changes", "due", "finished", "next_due", "requests", "signed", "span", "tally", "vacant"]
