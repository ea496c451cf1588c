"""Links in chat: who has one, made for those without a channel, passed on and recalled."""

from bot.office.entries import button, command
from bot.office.turn import Turn
from config.clock import local_date
from messages import actions, links_text
from tasks_db.register.authority import Right
from tasks_db.register.refusals import PeopleError
from tasks_db.work.acts import links as acts
from tasks_db.work.views import links as views
from tasks_db.work.views import units


@command("links", "链接：给没有渠道的单位；一个单位：/links 县教委", Right.PEOPLE)
def links(turn: Turn, rest: str) -> None:
    """Show who has a link and what waits to be passed on, or make one for a unit."""
    unit = rest.strip()
    if not unit:
        turn.say(links_text.overview(turn.ask(views.overview), turn.links))
        return
    for one in turn.do(acts.make, turn.links, [unit]):
        turn.say(links_text.made_one(one))


@button(actions.LINKS_MAKE, Right.PEOPLE)
def make(turn: Turn) -> None:
    """Make a link for everybody without a channel, as a table and pictures."""
    for message in links_text.made_files(turn.do(acts.make, turn.links), str(local_date(turn.now))):
        turn.say(message)


@button(actions.LINKS_PASSED, Right.PEOPLE)
def passed(turn: Turn, unit: str) -> None:
    """Note that what is asked today was passed on to a unit, or to all."""
    name = turn.ask(units.name_of, int(unit)) if unit != "0" else None
    turn.say(links_text.passed(turn.do(acts.pass_on, name)))


@command("unlink", "收回链接：/unlink 县教委", Right.PEOPLE)
def unlink(turn: Turn, rest: str) -> None:
    """Recall the links of a unit."""
    unit = rest.strip()
    if not unit:
        raise PeopleError("请写：/unlink 单位，例如 /unlink 县教委")
    turn.say(links_text.recalled(unit, turn.do(acts.recall, unit)))
