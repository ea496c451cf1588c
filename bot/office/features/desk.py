"""What waits for the office and for the convenors, and what is done about it: pleas, silences, opinions."""

from bot.office.entries import COMMANDS, button, command, prompt
from bot.office.features import members, to_call
from bot.office.features.shared import prompt_for
from bot.office.turn import Turn
from config.clock import local_date
from messages import actions, office_day, outgoing_text, people_text, reviewing
from messages.message import Message
from tasks_db.language import desk_words
from tasks_db.language.desk_words import PassedOn, PleaChased
from tasks_db.language.passing_words import PassedTo, passed_to
from tasks_db.register import authority, codes
from tasks_db.register.authority import Right
from tasks_db.register.refusals import AnswerRefused, UnitError
from tasks_db.terms import PaperState
from tasks_db.work.acts import desk as acts
from tasks_db.work.views import burden as burdens
from tasks_db.work.views import desk as views
from tasks_db.work.views import papers, plea_days, reviews, seats

WORDS = frozenset({"待办", "意见"})
"""What is said to the desk alone, whatever else was asked to be typed (R17)."""
_COMMANDS = {
    "overdue": "overdue",
    "unreported": "unreported",
    "lost": "outbox",
    "links": "links",
    "papers": "papers",
    "sittings": "sittings",
}
"""The lists that have a command of their own."""
_OLD_BUTTON = "这个按钮已经失效。请发送 /desk 看现在的待办。"


@command("desk", "待办：审核、协调、逾期、未报", Right.DECIDE)
def desk(turn: Turn, rest: str) -> None:
    """Show what waits for the office; a convenor sees what came to them."""
    del rest
    if not authority.is_office(turn.me):
        wants = turn.ask(views.wants_week, turn.me.person_id)
        to_sign = [one for one in turn.ask(papers.every) if one.state is PaperState.CHECKED]
        sittings = turn.ask(views.sittings_to_decide)
        turn.say(office_day.of_convenor(turn.ask(views.pleas), to_sign, sittings, wants_week=wants))
        return
    day = turn.ask(views.office)
    turn.say(office_day.office(day) if day.waits else Message(f"现在没有待办。{office_day.unreported(day)}"))


@button(actions.DESK, Right.DECIDE)
def listed(turn: Turn, what: str) -> None:
    """Show one of the lists of what waits."""
    if what == "pleas":
        turn.say(office_day.pleas(turn.ask(views.pleas)))
    elif what == "review":
        turn.say(reviewing.waiting(turn.ask(reviews.waiting), 0, turn.now))
    elif what == "silent":
        turn.say(office_day.silent(*turn.ask(views.silent)))
    elif what == "opinions":
        turn.say(office_day.opinions(turn.ask(views.opinions)))
    elif what == "calls":
        to_call.show(turn)
    elif what == "vacant":
        turn.say(people_text.seats(turn.ask(seats.seats)))
    elif what == "disowned":
        turn.say(office_day.disowned(turn.ask(views.office).disowned))
    elif what == "changes":
        members.all_shown(turn)
    elif what in _COMMANDS:
        COMMANDS[_COMMANDS[what]].run(turn, "")
    else:
        raise AnswerRefused(_OLD_BUTTON)


@button(actions.PLEA, Right.DECIDE)
def plea(turn: Turn, report: str) -> None:
    """Show one plea with the ways on."""
    turn.say(office_day.plea(turn.ask(views.plea, int(report))))


@button(actions.PLEA_UNIT, Right.REVIEW)
def plea_to_unit(turn: Turn, report: str) -> None:
    """Pass a plea on to the unit that it names, and ask that again the second time.

    Where the registry has no such unit, it is asked which is meant.
    """
    line = turn.ask(views.plea, int(report))
    if line.handled.unit:
        turn.say(office_day.asked_again(*turn.do(acts.ask_helper_again, line.report_id)))
        return
    if turn.ask(views.helper, line.report_id) is None:
        prompt_for(turn, "plea_unit", office_day.ask_unit(line), report=int(report))
        return
    turn.say(office_day.passed(turn.do(acts.pass_to_unit, int(report))))


@prompt("plea_unit", Right.REVIEW)
def take_unit(turn: Turn, args: dict[str, object], text: str) -> None:
    """Take the unit to which a plea goes."""
    _pass_to(turn, int(str(args["report"])), passed_to(text, local_date(turn.now)))


def _pass_to(turn: Turn, report_id: int, said: PassedTo) -> None:
    """Pass a plea on to a unit, which is named by itself or with its person, and until when it is to answer."""
    unit = turn.ask(plea_days.unit_named, said.unit) or said.unit
    turn.say(office_day.passed(turn.do(acts.pass_to_unit, report_id, unit, said.by), said.by, said.left))


@button(actions.PLEA_CONVENOR, Right.REVIEW)
def plea_to_convenor(turn: Turn, report: str) -> None:
    """Put a plea before the convenors."""
    turn.say(office_day.told_convenors(turn.do(acts.pass_to_convenors, int(report))))


@button(actions.PLEA_ANSWER, Right.DECIDE)
def answer_plea(turn: Turn, report: str) -> None:
    """Ask for the answer to a plea."""
    prompt_for(turn, "plea", office_day.ask_answer(turn.ask(views.plea, int(report))), report=int(report))


@prompt("plea", Right.DECIDE, sentence=True)
def take_answer(turn: Turn, args: dict[str, object], text: str) -> None:
    """Take the answer to a plea."""
    turn.say(office_day.answered(turn.do(acts.answer_plea, int(str(args["report"])), text)))


@button(actions.RAISE, Right.REVIEW)
def raise_silence(turn: Turn, due: str) -> None:
    """Put a unit's long silence before the convenors."""
    turn.say(office_day.told_convenors(turn.do(acts.raise_silence, int(due))))


@button(actions.WEEKLY, Right.DECIDE)
def weekly(turn: Turn, wanted: str) -> None:
    """Let a convenor have the weekly picture, or no longer."""
    turn.do(acts.want_week, wanted=wanted == "1")
    turn.say(office_day.weekly(wanted=wanted == "1"))


def in_words(turn: Turn, text: str) -> bool:
    """Do what is said plainly to the desk: a plea passed on or asked after, 待办; return whether it was that."""
    if (passed := desk_words.pass_on(text)) is not None and authority.may(turn.member, Right.REVIEW):
        return _pass_on(turn, passed)
    if authority.may(turn.member, Right.REVIEW) and _chases_plea(turn, text):
        return True
    mine = authority.is_convenor(turn.member) and desk_words.asks_what_to_decide(text)
    if (text == "待办" or mine) and authority.may(turn.member, Right.DECIDE):
        desk(turn, "")
        return True
    return False


def _chases_plea(turn: Turn, text: str) -> bool:
    """Ask a unit again for what it was asked to help with, where words say so: 催一下县公安局交通疏导的事."""
    if (chased := desk_words.chases_plea(text)) is not None:
        return _ask_again(turn, chased)
    matter = desk_words.chases_matter(text)
    found = turn.ask(plea_days.called, matter) if matter is not None else ()
    for one in found:
        turn.say(office_day.asked_again(*turn.do(acts.ask_helper_again, one.report_id)))
    return bool(found)


def _ask_again(turn: Turn, said: PleaChased) -> bool:
    """Ask a unit again for its answers to what was passed to it; return whether the words name a unit."""
    try:
        found = turn.ask(views.waiting_on, said.unit)
    except UnitError:
        return False
    meant = [one for one, _ in found if said.code in {"", codes.of(one.task)}]
    if not meant:
        turn.say(f"没有转给{said.unit}、等它答复的{said.code}事项。全部需协调事项见 /desk。")
    for one in meant:
        turn.say(office_day.asked_again(*turn.do(acts.ask_helper_again, one.report_id)))
    return True


def _pass_on(turn: Turn, said: PassedOn) -> bool:
    """Pass the plea that words name on to a unit; of several, show them with the ways on."""
    found = turn.ask(views.pleas_called, said.what)
    if len(found) == 1:
        _pass_to(turn, found[0].report_id, passed_to(f"{said.unit}，{said.rest}", local_date(turn.now)))
    else:
        turn.say(office_day.pleas(found))
    return True


@command("burden", "各单位每月收到几条、几次提问", Right.PLAN)
def burden(turn: Turn, rest: str) -> None:
    """Show what each unit got in messages and questions, by month."""
    del rest
    turn.say(outgoing_text.burden_pages(turn.ask(burdens.burden)))


@button(actions.BURDEN, Right.PLAN)
def burden_page(turn: Turn, month: str, number: str) -> None:
    """Show the units of one month that had no room, page by page."""
    turn.say(outgoing_text.burden_of(turn.ask(burdens.burden), month, int(number)))
