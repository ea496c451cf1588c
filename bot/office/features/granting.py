"""A request agreed to in another way: an extension until another day, a task that goes to the unit that was named."""

from datetime import date

from bot.office.entries import button, prompt
from bot.office.features import review
from bot.office.features.shared import prompt_for
from bot.office.turn import Turn
from config.clock import local_date
from messages import actions, reviewing
from tasks_db.language import desk_words
from tasks_db.register import authority, codes
from tasks_db.register.authority import Right
from tasks_db.register.office_words import day_of
from tasks_db.terms import AnswerKind
from tasks_db.work.views import reviews


@button(actions.GRANT, Right.DECIDE)
def grant(turn: Turn, report: str) -> None:
    """Ask until which other day an extension is granted."""
    text = reviewing.ask_day(turn.ask(reviews.one, int(report)))
    prompt_for(turn, "grant", text, report=int(report))


@prompt("grant", Right.DECIDE)
def take_day(turn: Turn, args: dict[str, object], text: str) -> None:
    """Take the day until which an extension is granted."""
    _grant(turn, int(str(args["report"])), day_of(text, local_date(turn.now)))


@button(actions.GRANT_TO, Right.DECIDE)
def grant_to(turn: Turn, report: str, day: str) -> None:
    """Grant an extension until the day that was said."""
    _grant(turn, int(report), date.fromisoformat(day))


def _grant(turn: Turn, report_id: int, day: date) -> None:
    turn.say(review.decide(turn, report_id, accept=True, day=day))
    review.show_next(turn, report_id)


def in_words(turn: Turn, text: str) -> bool:
    """Grant the extension that words name (同意县水利局延到12月10日), or ask which; return whether it was that."""
    said = desk_words.grants(text, local_date(turn.now))
    if said is None or not authority.may(turn.member, Right.DECIDE):
        return False
    waiting = [one for one in turn.ask(reviews.waiting) if one.report.kind is AnswerKind.EXTENSION]
    found = [
        one
        for one in waiting
        if (not said.task or codes.goes_by(one.task, said.task))
        and (not said.whom or said.whom in {one.report.person, one.report.unit} or said.whom in one.report.unit)
    ]
    if len(found) == 1:
        _grant(turn, found[0].report.id, said.day)
    else:
        turn.say(reviewing.which_extension(found, said.day))
    return True
