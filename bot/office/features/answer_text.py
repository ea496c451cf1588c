"""Answering in words: what a person types under a bundle, a list or a card."""

from collections.abc import Sequence

from bot.office.entries import button, prompt
from bot.office.features.answer_buttons import offer_days
from bot.office.turn import Turn
from config.clock import local_date
from messages import actions, asking, receipts
from tasks_db.language import Intent, Unclear
from tasks_db.register import hearing
from tasks_db.register.answers import Held, Line
from tasks_db.register.authority import Right
from tasks_db.register.hearing import Heard
from tasks_db.terms import AnswerKind
from tasks_db.work.acts import answering
from tasks_db.work.post import pending
from tasks_db.work.views import answers


def answer_in_words(turn: Turn, text: str) -> bool:
    """Read a message as an answer; False where it says nothing about any task, so that others may read it."""
    shown = turn.ask(answers.lines_shown, turn.at, turn.replied_to)
    heard = hearing.hear(text, shown.lines, local_date(turn.now), known=shown.known) if shown.lines else None
    if heard is None:
        return False
    if heard.intent is Intent.UNDO:
        _undo(turn, shown.lines, heard.undone)
    elif heard.intent in {Intent.THANKS, Intent.GREETING}:
        thanks = heard.intent is Intent.THANKS
        turn.say("不客气，有进展随时说。" if thanks else "您好！发送 /mine 查看任务。")
    else:
        _take(turn, text, shown.lines, heard)
    return True


def _take(turn: Turn, text: str, lines: Sequence[Line], heard: Heard) -> None:
    """Record what is sure, ask about the rest."""
    if heard.sure:
        corrects = heard.intent is Intent.CORRECTION
        recorded = turn.do(answering.record_all, heard.sure, corrects=corrects)
        turn.say(receipts.receipts(recorded, turn.now))
    _ask_back(turn, text, lines, heard.unsure, heard.unclear)
    if heard.undated is not None:  # last, so that the next message is its date
        offer_days(turn, heard.undated.assignment_id, heard.undated.due_id, heard.likely)


def _undo(turn: Turn, lines: Sequence[Line], numbers: Sequence[int]) -> None:
    """撤销 typed under a question that is still open closes the question; what was recorded before it stays."""
    if turn.do(pending.close):
        turn.say("好的，没有记录。需要时请重新回复。")
        return
    turn.say(receipts.all_withdrawn(turn.do(answering.withdraw_latest, lines, numbers)))


def _ask_back(
    turn: Turn, text: str, lines: Sequence[Line], unsure: Sequence[Held], unclear: Sequence[Unclear]
) -> None:
    """One message for each thing to be confirmed or cleared up; everything waits under one nonce."""
    waits, doubts = hearing.ask_back(text, lines, unsure, unclear)
    if not doubts:
        return
    nonce = turn.do(pending.hold, waits)
    for doubt in doubts:
        turn.say(asking.doubt(nonce, doubt, lines))


def answer_one(turn: Turn, line: Line, text: str, expected: AnswerKind, *, replaces: int | None = None) -> None:
    """Take what a person typed for one task that they had chosen by a button of the kind ``expected``.

    ``replaces`` is the report that it is said instead of.
    """
    held, confirm = hearing.of_one(text, line, expected, local_date(turn.now), replaces)
    if confirm:
        _ask_back(turn, text, [line], [held], [])
        return
    recorded = turn.do(answering.record_all, [held])
    turn.say(receipts.receipts(recorded, turn.now))


def _prompted_line(turn: Turn, args: dict[str, object]) -> Line:
    return turn.ask(answers.line, int(str(args["assignment"])), int(str(args["due"])))


@prompt("progress", Right.ANSWER)
def take_progress(turn: Turn, args: dict[str, object], text: str) -> None:
    """Take what was typed after 推进中."""
    answer_one(turn, _prompted_line(turn, args), text, AnswerKind.PROGRESS)


@prompt("blocked", Right.ANSWER)
def take_problem(turn: Turn, args: dict[str, object], text: str) -> None:
    """Take what was typed after 有困难."""
    answer_one(turn, _prompted_line(turn, args), text, AnswerKind.BLOCKED)


@button(actions.CONFIRM, Right.ANSWER)
def confirm(turn: Turn, nonce: str, index: str) -> None:
    """Record an answer that waited, as it was read."""
    recorded = turn.do(answering.settle, nonce, int(index))
    turn.edit(receipts.receipts(recorded, turn.now))


@button(actions.CHOOSE_KIND, Right.ANSWER)
def choose_kind(turn: Turn, nonce: str, index: str, kind: str) -> None:
    """Record words that waited, as the state that was pressed."""
    recorded = turn.do(answering.settle, nonce, int(index), AnswerKind.of(kind))
    turn.edit(receipts.receipts(recorded, turn.now))


@button(actions.CHOOSE_TASK, Right.ANSWER)
def choose_task(turn: Turn, nonce: str, number: str) -> None:
    """Read the same words again, with only the chosen task in view."""
    waits = turn.ask(pending.held, nonce)
    line, heard = hearing.of_chosen(waits, int(number), local_date(turn.now))
    if heard.sure:
        recorded = turn.do(answering.record_all, heard.sure)
        turn.edit(receipts.receipts(recorded, turn.now))
    else:
        _ask_back(turn, waits.text, [line], heard.unsure, heard.unclear)


@button(actions.DROP, Right.ANSWER)
def drop(turn: Turn, nonce: str) -> None:
    """Let what waited go unrecorded."""
    turn.do(pending.drop, nonce)
    turn.edit("没有记录。请重新回复，例如“3 进度60%”。")
