"""One unit's month on one page, in chat and as a Word file."""

from datetime import date

from bot.office.entries import button, command
from bot.office.turn import Turn
from config.clock import local_date
from messages import actions, dates, unit_month_sheet, unit_month_text
from messages.message import Message
from tasks_db.language import month_words
from tasks_db.register import authority
from tasks_db.register.authority import Right
from tasks_db.register.refusals import AnswerRefused, UnitError
from tasks_db.register.unit_month import UnitMonth
from tasks_db.work.views import unit_months as views

_HOW = "请写单位，后面可以加月份，例如：/month 县水利局 11月"


@command("month", "一个单位这个月的情况（应报、报来、退回、函件等），可加月份", Right.ASK)
def month(turn: Turn, rest: str) -> None:
    """Show the month of the unit that is named; without a month, this one."""
    unit, _, when = rest.strip().partition(" ")
    if not unit:
        raise AnswerRefused(_HOW)
    since = month_words.month_of(when, local_date(turn.now)) if when.strip() else local_date(turn.now)
    if since is None:
        raise AnswerRefused(_HOW)
    turn.say(unit_month_text.message(turn.ask(views.unit_month_of, unit, since)))


def in_words(turn: Turn, text: str) -> bool:
    """Show a unit's month, where one is asked for in words by whoever may see every unit; return whether it was."""
    said = month_words.month_wish(text, local_date(turn.now))
    if said is None or not authority.may(turn.member, Right.DECIDE):
        return False
    try:
        found = turn.ask(views.unit_month_of, said.unit, said.since)
    except UnitError:
        return False  # 全县11月情况 names no unit: it is another question
    if said.is_sheet:
        turn.say(_sheet(found))
    else:
        turn.say(unit_month_text.message(found))
    return True


@button(actions.UNIT_MONTH, Right.ASK)
def one_month(turn: Turn, unit: str, since: str) -> None:
    """Show a month of a unit."""
    turn.say(unit_month_text.message(turn.ask(views.unit_month_of, int(unit), date.fromisoformat(since))))


@button(actions.UNIT_MONTH_FILE, Right.ASK)
def as_file(turn: Turn, unit: str, since: str) -> None:
    """Send a month of a unit as a Word file."""
    found = turn.ask(views.unit_month_of, int(unit), date.fromisoformat(since))
    said = f"{unit_month_text.title(found)}，{dates.as_of(found.as_of)}"
    turn.say(Message(said, attachment=unit_month_text.file(found)))


@button(actions.UNIT_MONTH_SHEET, Right.ASK)
def as_sheet(turn: Turn, unit: str, since: str) -> None:
    """Send a month of a unit as a spreadsheet."""
    turn.say(_sheet(turn.ask(views.unit_month_of, int(unit), date.fromisoformat(since))))


def _sheet(found: UnitMonth) -> Message:
    said = f"{unit_month_text.title(found)}，{dates.as_of(found.as_of)}"
    return Message(said, attachment=unit_month_sheet.file(found))
