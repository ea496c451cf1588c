"""撤销, 改一下 and drafts: an answer can be mended until the office has decided."""

from bot.office.entries import button, prompt
from bot.office.features.answer_text import answer_one
from bot.office.features.shared import prompt_for
from bot.office.turn import Turn
from messages import actions, cards, receipts
from tasks_db.register.authority import Right
from tasks_db.work.acts import answering
from tasks_db.work.views import answers


@button(actions.UNDO, Right.ANSWER)
def undo(turn: Turn, report: str) -> None:
    """Take a report back."""
    turn.say(receipts.withdrawn(turn.do(answering.withdraw, int(report))))


@button(actions.AMEND, Right.ANSWER)
def amend(turn: Turn, report: str) -> None:
    """Ask for a report to be said once more."""
    text = cards.ask_amendment(turn.ask(answers.amendable, int(report)))
    prompt_for(turn, "amend", text, report=int(report))


@prompt("amend", Right.ANSWER)
def take_amendment(turn: Turn, args: dict[str, object], text: str) -> None:
    """Record what was typed in place of an earlier report."""
    said = turn.ask(answers.amendable, int(str(args["report"])))
    line = turn.ask(answers.line, said.assignment.id, said.due_id)
    answer_one(turn, line, text, said.report.kind, replaces=said.report.id)


@button(actions.KEEP_DRAFT, Right.ANSWER)
def keep_draft(turn: Turn, report: str) -> None:
    """Take a report back into a draft."""
    turn.edit(receipts.draft(turn.do(answering.keep_as_draft, int(report))))


@button(actions.SUBMIT_DRAFT, Right.ANSWER)
def submit_draft(turn: Turn, report: str) -> None:
    """Hand a draft in."""
    turn.edit(receipts.receipt(turn.do(answering.submit_draft, int(report)), turn.now))


@button(actions.ALSO, Right.ANSWER)
def also(turn: Turn, report: str, assignment: str) -> None:
    """Record the same answer for another, similar task of the unit."""
    recorded = turn.do(answering.record_also, int(report), int(assignment))
    turn.say(receipts.receipts(recorded, turn.now))
