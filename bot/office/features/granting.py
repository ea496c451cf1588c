"""A request agreed to in another way: an extension until another day, a task that goes to the unit that was named."""

from datetime import date

from bot.office.entries import button, prompt
from bot.office.features import review
from bot.office.features.shared import prompt_for
from bot.office.turn import Turn
from config.clock import local_date
from messages import actions, granting_text, reviewing
from tasks_db.language import extension_words
from tasks_db.language.extension_words import Refused
from tasks_db.register import authority
from tasks_db.register.authority import Right
from tasks_db.register.office_words import day_of
from tasks_db.work.views import reviews


@button(actions.GRANT, Right.DECIDE)
def grant(turn: Turn, report: str) -> None:
    """Ask until which other day an extension is granted."""
    text = granting_text.ask_day(turn.ask(reviews.one, int(report)))
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


def in_words(turn: Turn, text: str, *, only_known: bool = False) -> bool:
    """Decide the extension that words name (同意县水利局延到12月10日), or ask which; return whether it was that.

    ``only_known`` leaves words alone that fit no extension and name no unit: they may order something else.
    """
    if not authority.may(turn.member, Right.DECIDE):
        return False
    if (refused := extension_words.refuses(text)) is not None:
        return _refused(turn, refused)
    said = extension_words.grants(text, local_date(turn.now))
    if said is None:
        return False
    found, is_unit = turn.ask(reviews.extensions_of, said.whom, said.task)
    if not found and only_known and not is_unit:
        return False
    if len(found) == 1:
        turn.say(granting_text.before_granting(found[0], said.day, said.beside))
    else:
        turn.say(granting_text.which_extension(found, said.day))
    return True


def _refused(turn: Turn, said: Refused) -> bool:
    """Return the one extension that is not granted, for the reason that is said; ask for it where none is."""
    found, is_unit = turn.ask(reviews.extensions_of, said.whom, said.task)
    if not found and not is_unit:
        return False
    if len(found) != 1:
        turn.say(reviewing.which_returned(found, turn.now))
    elif said.why:
        turn.say(review.decide(turn, found[0].report.id, accept=False, reason=said.why))
        review.show_next(turn, found[0].report.id)
    else:
        review.send_back(turn, str(found[0].report.id))
    return True
