"""临时代理 in chat: who stands in for whom, asked which seat where there are several, shown, and ended."""

from datetime import date

from bot.office.entries import button, command, prompt
from bot.office.features.shared import prompt_for
from bot.office.turn import Turn
from config.clock import local_date
from messages import actions, dates, people_text
from tasks_db.language import deputy_words
from tasks_db.language.questions import Order
from tasks_db.register import authority
from tasks_db.register.authority import CONVENORS, Right
from tasks_db.register.orders import Ordered
from tasks_db.register.people import SeatLine
from tasks_db.register.refusals import AnswerRefused, PeopleError, UnitError
from tasks_db.work.acts import deputies
from tasks_db.work.post import conversation
from tasks_db.work.views import seats as views

_WAITS = "deputy"
_STALE = "这个按钮已经失效。请把谁代理谁、从哪天到哪天再说一遍。"


@command("deputy", "临时代理：/deputy 县教委 李明 2025-12-01 2025-12-10；取消：/deputy 县教委 取消", Right.PEOPLE)
def deputy(turn: Turn, rest: str) -> None:
    """Read back that somebody is to stand in for a time, or let nobody do so any more."""
    whom, _, word = rest.strip().partition(" ")
    if word.strip() in {"取消", "结束"}:
        turn.say(people_text.deputy_ended(turn.do(deputies.end, whom)))
        return
    said = deputy_words.deputy(rest, local_date(turn.now))
    stand_in(turn, said.unit, said.person, (said.since, said.until))


def ordered(turn: Turn, order: Order, value: Ordered) -> None:
    """Read back a deputy who is ordered in words that the grammar of orders reads."""
    whom = order.leaving if order.leaving not in {None, order.coming} else value.units[0][0]
    stand_in(turn, str(whom), str(order.coming), (order.day or dates.today(turn.now), order.until or order.day))


def stand_in(turn: Turn, whom: str, person: str, days: tuple[date, date | None] | None) -> None:
    """Read a deputy back once it is clear in which seat and on which days; ask for what is not."""
    found = _meant(turn, whom)
    others = tuple(line for line in found if line.role not in CONVENORS)
    lines = others or found
    if days is None or days[1] is None:
        prompt_for(turn, "deputy_days", people_text.deputy_until(whom, person), whom=whom, person=person)
        return
    kept: dict[str, object] = {"person": person, "since": days[0].isoformat(), "until": days[1].isoformat()}
    if len(lines) == 1:
        _read_back(turn, lines[0].seat_id, kept)
        return
    turn.do(conversation.wait_for, _WAITS, kept)
    turn.say(people_text.which_seat(person, lines))


def _meant(turn: Turn, whom: str) -> tuple[SeatLine, ...]:
    """The seats that words may mean; 我 is whoever writes."""
    return turn.ask(views.seats_meant, turn.me.name if whom.strip("的 ") in deputy_words.MYSELF else whom)


@prompt("deputy_days", Right.PEOPLE)
def take_days(turn: Turn, args: dict[str, object], text: str) -> None:
    """Take the days that were asked for."""
    days = deputy_words.spell(text, local_date(turn.now))
    if days is None:
        raise AnswerRefused("没有看懂两个日期，请写成 12月1日至12月10日、到11月20日、两周 这样。")
    stand_in(turn, str(args["whom"]), str(args["person"]), days)


def _read_back(turn: Turn, seat_id: int, kept: dict[str, object]) -> None:
    """Ask once, with whose reminders go to whom and until when (R17)."""
    since, until = (date.fromisoformat(str(kept[name])) for name in ("since", "until"))
    value = turn.ask(views.before_deputising, seat_id, str(kept["person"]), since, until)
    turn.do(conversation.wait_for, _WAITS, {**kept, "seat": seat_id})
    turn.say(people_text.before_deputising(value))


def _kept(turn: Turn) -> dict[str, object]:
    row = turn.ask(conversation.waiting)
    if row is None or row.kind != _WAITS or dates.today(row.at) != dates.today(turn.now):
        raise AnswerRefused(_STALE)
    return row.args


@button(actions.DEPUTY_SEAT, Right.PEOPLE)
def in_seat(turn: Turn, seat: str) -> None:
    """Read the deputy back in the seat that was pressed."""
    _read_back(turn, int(seat), _kept(turn))


@button(actions.DEPUTY_GO, Right.PEOPLE)
def go(turn: Turn) -> None:
    """Let the deputy who was read back stand in."""
    kept = _kept(turn)
    if "seat" not in kept:
        raise AnswerRefused(_STALE)
    since, until = (date.fromisoformat(str(kept[name])) for name in ("since", "until"))
    turn.edit(
        people_text.deputised(
            turn.do(deputies.deputise, "", str(kept["person"]), since, until, int(str(kept["seat"])))
        )
    )
    turn.do(conversation.let_go)


@button(actions.END_DEPUTY, Right.PEOPLE)
def end_deputy(turn: Turn, seat: str) -> None:
    """Let nobody stand in for a seat's holder any more."""
    turn.say(people_text.deputy_ended(turn.do(deputies.end, "", int(seat))))


def in_words(turn: Turn, text: str) -> bool:
    """Do what is said of deputies: who stands in, who does, and that it is over; return whether it was that."""
    if not authority.may(turn.member, Right.PEOPLE):
        return False
    if deputy_words.asks_who_stands_in(text):
        turn.say(people_text.standing_in(turn.ask(views.standing_in)))
        return True
    if (over := deputy_words.ends_standing_in(text)) is not None:
        return _end(turn, over)
    if (said := deputy_words.stands_in(text, local_date(turn.now))) is None:
        return False
    try:
        _meant(turn, said.whom)
    except (UnitError, PeopleError):
        if said.sure:
            raise
        return False
    stand_in(turn, said.whom, said.person, said.days)
    return True


def _end(turn: Turn, over: deputy_words.Ended) -> bool:
    """End the deputy that words name; of several show all, each with its button."""
    found = turn.ask(views.standing_in, turn.me.name if over.whom in deputy_words.MYSELF else over.whom)
    if over.is_back and not found:
        return False
    if len(found) == 1:
        turn.say(people_text.deputy_ended(turn.do(deputies.end, "", found[0].seat_id)))
    else:
        turn.say(people_text.standing_in(found or turn.ask(views.standing_in)))
    return True
