"""Receipts: what was understood and recorded, with a way back."""

from collections.abc import Sequence
from datetime import datetime

from config.clock import local_date
from messages import actions, dates
from messages.message import Button, Message, about, in_rows
from messages.phrases import INCOMPLETE, clip, names, said, status
from tasks_db.register import progress
from tasks_db.register.answers import Also, Recorded, Refused, Said
from tasks_db.register.values import Report
from tasks_db.terms import AnswerKind, CheckpointKind

_LONGEST = 240
_NO_DRAFT = frozenset({AnswerKind.RECEIVED, AnswerKind.NO_CHANGE})


def receipts(recorded: Recorded, now: datetime) -> Message:
    """One receipt for everything that one message said.

    Each answer has a line of its own with a button to take it back; what was refused stands below it.
    """
    if len(recorded.said) == 1 and not recorded.refused:
        number, one = recorded.said[0]
        return receipt(one, now, number, recorded.also)
    lines = [f"已记录{len(recorded.said)}项："] if recorded.said else []
    for number, one in recorded.said:
        state = status(one.task, one.report, now)
        what = f"{clip(one.task.title, 24)}{_round(one)}：{clip(said(one.report), 60)}"
        lines.append(f"{f'{number}. ' if number else ''}{what}{f'（{state}）' if state else ''}")
    if recorded.refused:
        lines += ["没有记录：", *map(_refusal, recorded.refused)]
    undo = [
        Button(f"撤销{number or clip(one.task.title, 6)}", actions.UNDO, (one.report.id,))
        for number, one in recorded.said
    ]
    return Message("\n".join(lines), in_rows(undo, 4))


def _refusal(refused: Refused) -> str:
    return f"{f'{refused.number}. ' if refused.number else ''}{refused.title}：{refused.why}"


def receipt(one: Said, now: datetime, number: int = 0, also: Sequence[Also] = ()) -> Message:
    """The receipt of one answer, with a way back while nobody has decided of it.

    ``number`` is the one that it was given under (0: none). ``also`` are other tasks that ask the unit for much the
    same; one press answers each.
    """
    report = one.report
    row = [Button("撤销", actions.UNDO, (report.id,))]
    if report.kind is not AnswerKind.RECEIVED:
        row.append(Button("改一下", actions.AMEND, (report.id,)))
    if report.kind not in _NO_DRAFT:
        row.append(Button("先存草稿，等领导同意", actions.KEEP_DRAFT, (report.id,)))
    if progress.is_incomplete(one.task, report, now):
        row.append(Button("催一催", actions.CHASE, (one.task.id,)))
    same = [(Button(_also(other), actions.ALSO, (report.id, other.assignment_id)),) for other in also]
    return Message(_text(one, now, number), (tuple(row), *same), about(report.assignment_id, None, number))


def _text(one: Said, now: datetime, number: int = 0) -> str:
    head = f"{number}. " if number else ""
    lines = [f"已记录：{head}{one.task.title}{_round(one)}", *(f"　{line}" for line in _said(one.report))]
    lines += [f"　{line}" for line in (_state(one, now), _missed(one, now)) if line]
    return "\n".join(lines)


def _round(one: Said) -> str:
    """The round of regular reports that an answer counts for, which the words may not name or name otherwise."""
    owed = one.owed
    if owed is None or owed.checkpoint.kind is not CheckpointKind.ROUND or one.report.kind is AnswerKind.RECEIVED:
        return ""
    return f"（{owed.task_day.month}月这一期）"


def _missed(one: Said, now: datetime) -> str:
    """Say that the round before is over: a later report does not make up for it (R7)."""
    if not _round(one) or one.owed is None:
        return ""
    missed = [
        due
        for due in one.assignment.dues
        if due.checkpoint.kind is CheckpointKind.ROUND
        and due.task_day < one.owed.task_day
        and due.exempted_at is None
        and due.day < local_date(now)
        and progress.satisfied_by(one.task, one.assignment, due, now) is None
    ]
    last = max((due.task_day for due in missed), default=None)
    return f"{last.month}月那一期已经过了应报日，仍是未按时报送" if last is not None else ""


def _said(report: Report) -> list[str]:
    """What a report says; of a long one its beginning, and what was read from it in lines of their own."""
    whole = said(report)
    if len(whole) <= _LONGEST:
        return [whole]
    share = f"{report.percent}%" if report.percent is not None else ""
    lines = [f"{report.kind.zh}{share}：{clip(report.text, _LONGEST // 2)}（全文{len(report.text)}字已记录）"]
    if report.problem:
        lines.append(f"困难：{clip(report.problem, _LONGEST // 2)}")
    if report.needs:
        lines.append(f"需{report.needs}协调")
    if report.expected is not None:
        lines.append(f"预计{dates.day(report.expected)}")
    return lines


def _state(one: Said, now: datetime) -> str:
    """What becomes of the answer; of a 申请办结 that is kept, who is still silent and what happens then."""
    state = status(one.task, one.report, now)
    if state != INCOMPLETE:
        return state
    silent = [a.unit for a in progress.silent_units(one.task, now)]
    return f"{state}：还有{len(silent)}个单位没有反馈（{names(silent)}）。他们反馈或被豁免后，再由办公室审核。"


def _also(other: Also) -> str:
    return f"同样报给：{clip(f'《{other.plan}》第{other.seq}项', 24)}"


def written_down(one: Said, now: datetime) -> Message:
    """The receipt of an answer that a unit gave by phone (代录), for whoever wrote it down."""
    review = Button("审核", actions.REVIEW_ONE, (one.report.id,))
    gone = (f"\n　代替先报的“{said(r)}”" for r in one.assignment.reports if r.withdrawn_at == one.report.at)
    called = f"（{dates.day(one.report.called_on)}来电）" if one.report.called_on is not None else ""
    return Message(f"代录 {one.assignment.unit}{called}：\n{_text(one, now)}{''.join(gone)}", ((review,),))


def draft(one: Said) -> Message:
    """The receipt of an answer that is kept as a draft."""
    return Message(
        f"已存为草稿，办公室看不到：{one.task.title}\n　{said(one.report)}\n"
        "领导同意后点“提交”。在此之前仍会按期提醒。",
        (
            (
                Button("提交", actions.SUBMIT_DRAFT, (one.report.id,)),
                Button("撤销", actions.UNDO, (one.report.id,)),
            ),
        ),
    )


def withdrawn(one: Said) -> Message:
    """The receipt of a report that was taken back."""
    return Message(f"已撤销：{one.task.title}\n　{said(one.report)}\n需要时重新回复即可。")


def all_withdrawn(titles: Sequence[str]) -> Message:
    """The receipt of reports that were taken back together."""
    return Message(f"已撤销{len(titles)}条反馈：{'；'.join(titles)}。需要时重新回复即可。")
