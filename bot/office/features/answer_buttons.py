"""Answering by buttons: from a bundle, or from a task's card."""

from collections.abc import Sequence
from datetime import date

from bot.office.entries import button
from bot.office.features.shared import prompt_for
from bot.office.turn import Turn
from messages import actions, asking, cards, dates, receipts
from tasks_db.register.authority import Right
from tasks_db.register.progress import Given
from tasks_db.terms import AnswerKind
from tasks_db.work.acts import answering
from tasks_db.work.views import answers


@button(actions.RECEIVE, Right.ANSWER)
def receive(turn: Turn, assignment: str, due: str) -> None:
    """Record 签收 for one task."""
    _give(turn, int(assignment), int(due), Given(AnswerKind.RECEIVED))


@button(actions.NO_CHANGE, Right.ANSWER)
def no_change(turn: Turn, assignment: str, due: str) -> None:
    """Record 无变化 for one task."""
    _give(turn, int(assignment), int(due), Given(AnswerKind.NO_CHANGE))


@button(actions.DONE, Right.ANSWER)
def done(turn: Turn, assignment: str, due: str) -> None:
    """Record 已完成 for one task, or for one of its dates."""
    _give(turn, int(assignment), int(due), Given(AnswerKind.DONE, percent=100))


def _give(turn: Turn, assignment_id: int, due_id: int, given: Given) -> None:
    recorded = turn.do(answering.record, assignment_id, due_id, given)
    turn.say(receipts.receipts(recorded, turn.now))


@button(actions.PROGRESS, Right.ANSWER)
def ask_progress(turn: Turn, assignment: str, due: str) -> None:
    """Ask how far the work is (推进中), to be answered by button or in words."""
    found = turn.ask(answers.assigned, int(assignment))
    message = cards.ask_progress(found, int(due))
    prompt_for(turn, "progress", message, assignment=int(assignment), due=int(due))


@button(actions.PERCENT, Right.ANSWER)
def percent(turn: Turn, assignment: str, due: str, value: str) -> None:
    """Record 推进中 with the percentage that was pressed."""
    _give(turn, int(assignment), int(due), Given(AnswerKind.PROGRESS, percent=int(value)))


@button(actions.BLOCKED, Right.ANSWER)
def ask_problem(turn: Turn, assignment: str, due: str) -> None:
    """Ask what stands in the way (有困难)."""
    text = cards.ask_problem(turn.ask(answers.assigned, int(assignment)))
    prompt_for(turn, "blocked", text, assignment=int(assignment), due=int(due))


@button(actions.NOT_OURS, Right.ANSWER)
def ask_not_ours(turn: Turn, assignment: str, due: str) -> None:
    """Ask why a task is not the unit's, and whose it is (不属我单位)."""
    text = cards.ask_whose(turn.ask(answers.assigned, int(assignment)))
    prompt_for(turn, "not_ours", text, assignment=int(assignment), due=int(due))


@button(actions.CLOSURE, Right.ANSWER)
def closure(turn: Turn, assignment: str, due: str, confirmed: str = "0") -> None:
    """Record 申请办结 once it is confirmed; before that, ask, and name the units that have not reported."""
    if confirmed == "1":
        _give(turn, int(assignment), int(due), Given(AnswerKind.CLOSURE, percent=100))
        return
    value = turn.ask(answers.closing, int(assignment))
    turn.say(cards.ask_closure(value, int(assignment), int(due)))


@button(actions.EXTENSION, Right.ANSWER)
def ask_extension(turn: Turn, assignment: str, due: str) -> None:
    """Ask until when the unit needs more time, and why (申请延期)."""
    offer_days(turn, int(assignment), int(due))


def offer_days(
    turn: Turn, assignment_id: int, due_id: int, likely: Sequence[date] = (), left: Sequence[str] = ()
) -> None:
    """Ask until when; ``likely`` are days that may have been meant, ``left`` what else was said and not recorded."""
    value = turn.ask(answers.extending, assignment_id, due_id)
    asked = asking.with_left(cards.ask_extension(value, likely), left)
    prompt_for(turn, "extension", asked, assignment=assignment_id, due=value.due.id)


@button(actions.EXTEND_TO, Right.ANSWER)
def extend_to(turn: Turn, assignment: str, due: str, day: str) -> None:
    """Ask why the unit needs until the day that was pressed (申请延期)."""
    turn.ask(answers.assigned, int(assignment))
    chosen = date.fromisoformat(day)
    text = f"延期到{dates.day(chosen)}。请回复延期的原因（一句话）。"
    prompt_for(turn, "extension", text, assignment=int(assignment), due=int(due), day=chosen.isoformat())


@button(actions.RECEIVE_ALL, Right.ANSWER)
def receive_all(turn: Turn, notice: str) -> None:
    """Record 签收 for every task of the bundle that is still open."""
    _give_rest(turn, int(notice), AnswerKind.RECEIVED, "已签收{}项。请按时限反馈进展，有困难随时说。")


@button(actions.REST_NO_CHANGE, Right.ANSWER)
def rest_no_change(turn: Turn, notice: str) -> None:
    """Record 无变化 for every open task of the bundle that was not answered today."""
    _give_rest(turn, int(notice), AnswerKind.NO_CHANGE, "已将其余{}项记为“无变化”。")


def _give_rest(turn: Turn, notice_id: int, kind: AnswerKind, sentence: str) -> None:
    count = turn.do(answering.record_rest, notice_id, kind)
    turn.say(sentence.format(count) if count else "这条消息里没有还要处理的任务了。发送 /mine 查看现在的任务。")
