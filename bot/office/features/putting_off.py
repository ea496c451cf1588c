"""缓催 in chat: the office puts a unit's reports off in its own words, sees what is put off, and ends it."""

import re
from datetime import date

from bot.office.entries import SaidElse, button, command, prompt
from bot.office.features.shared import prompt_for
from bot.office.turn import Turn
from config.clock import local_date
from messages import actions, dates, put_off_record_text, put_off_text
from tasks_db.language import phoned, put_off_asked, put_off_days
from tasks_db.language import putting_off as language
from tasks_db.language.put_off_asked import Asked
from tasks_db.language.putting_off import PutsOff
from tasks_db.register import authority, following
from tasks_db.register.authority import Right
from tasks_db.register.refusals import AnswerRefused
from tasks_db.work.acts import putting_off as acts
from tasks_db.work.post import conversation
from tasks_db.work.views import putting_off as views

_WAITS = "put_off"
_MEANS_ELSE = re.compile(r"[：:]|^.{24}")
"""What holds a colon, or goes on and on, is no answer to the question until when: 通知县水利局：12月8日开会."""
_STALE = "这个按钮已经失效。请把缓催哪个单位、到哪天再说一遍。"


@command("put_off", "缓催：/put_off 县教委 1-3 12月8日 局长来电", Right.REVIEW)
def put_off(turn: Turn, rest: str) -> None:
    """Read back what is to be put off; without words show what is."""
    if not rest.strip():
        turn.say(put_off_text.in_force(turn.ask(views.in_force)))
        return
    _read_back(turn, turn.ask(views.ordered, rest))


def _read_back(turn: Turn, said: PutsOff) -> None:
    """Read back what is put off once it is clear whose and until when; ask for what is not."""
    kept = _as_kept(said)
    if not said.names_something:
        prompt_for(turn, "put_off_whom", put_off_text.ASK_WHOM, **kept)
        return
    shares = turn.ask(views.shares, said)
    if said.until is None:
        names = turn.ask(views.names_of, shares)
        prompt_for(
            turn,
            "put_off_day",
            put_off_text.ask_day(names),
            shares=" ".join(map(str, shares)),
            why=said.reason,
            since=_day(said.since),
        )
        return
    _ask(turn, shares, said.until, said.reason, said.since)


def begin(turn: Turn, unit: str) -> None:
    """Ask until when a unit is not to be chased."""
    _read_back(turn, turn.ask(views.named, unit))


def _as_kept(said: PutsOff) -> dict[str, object]:
    return {"until": _day(said.until), "why": said.reason, "since": _day(said.since)}


def _day(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None


def _ask(turn: Turn, shares: tuple[int, ...], until: date, why: str, since: date | None) -> None:
    """Ask once, with what it does and does not do (R17)."""
    lines = turn.ask(views.before, shares, until, since)
    kept: dict[str, object] = {"shares": list(shares), "until": _day(until), "why": why, "since": _day(since)}
    turn.do(conversation.wait_for, _WAITS, kept)
    turn.say(put_off_text.before(lines, why))


@prompt("put_off_whom", Right.REVIEW)
def take_whom(turn: Turn, args: dict[str, object], text: str) -> None:
    """Take whose reports are put off."""
    said = turn.ask(views.named, text)
    if not said.names_something:
        raise AnswerRefused(f"没有认出“{text.strip()}”。{put_off_text.ASK_WHOM}")
    until, since = dates.parsed(args["until"]) or said.until, dates.parsed(args.get("since"))
    _read_back(turn, PutsOff(said.unit_ids, said.codes, said.task_ids, until, str(args["why"]), since))


@prompt("put_off_day", Right.REVIEW)
def take_day(turn: Turn, args: dict[str, object], text: str) -> None:
    """Take the day until which it is put off."""
    since, until = put_off_days.days_named(text, local_date(turn.now))
    if _MEANS_ELSE.search(text):
        raise SaidElse
    if until is None:
        raise AnswerRefused("没有看懂缓到哪天，请写成 下周三、12月8日、两周 这样。")
    shares = tuple(int(one) for one in str(args["shares"]).split())
    _ask(turn, shares, until, str(args["why"]), since or dates.parsed(args.get("since")))


def _kept(turn: Turn) -> dict[str, object]:
    row = turn.ask(conversation.waiting)
    if row is None or row.kind != _WAITS or dates.today(row.at) != dates.today(turn.now):
        raise AnswerRefused(_STALE)
    return row.args


@button(actions.PUT_OFF_ONE, Right.REVIEW)
def one_alone(turn: Turn, assignment: str) -> None:
    """Put one of several off, and leave the others."""
    kept = _kept(turn)
    _done(turn, [int(assignment)], kept)


@button(actions.PUT_OFF_GO, Right.REVIEW)
def go(turn: Turn) -> None:
    """Put off what was read back."""
    kept = _kept(turn)
    _done(turn, list(kept["shares"]), kept)  # type: ignore[call-overload]


def _done(turn: Turn, shares: list[int], kept: dict[str, object]) -> None:
    until = date.fromisoformat(str(kept["until"]))
    since = dates.parsed(kept.get("since"))
    turn.edit(put_off_text.done(turn.do(acts.put_off_for, shares, until, str(kept["why"]), since)))
    turn.do(conversation.let_go)


@button(actions.ASK_AGAIN_FOR, Right.REVIEW)
def ask_again_for(turn: Turn, assignment: str) -> None:
    """Ask a unit again as if its report had not been put off."""
    turn.say(put_off_text.asked_again(turn.do(acts.ask_again_for, [int(assignment)])))


def in_words(turn: Turn, text: str) -> bool:
    """Do what is said of putting off: whose and until when, what is, and its end; return whether it was that."""
    if not authority.may(turn.member, Right.REVIEW):
        return False
    if (asked := put_off_asked.asked(text)) is not None:
        whose, kept = turn.ask(views.record, text)
        if asked is Asked.RECORD or (kept and whose):
            turn.say(put_off_record_text.told(kept, whose, turn.now))
            return True
    if language.asks_what_is_put_off(text):
        turn.say(put_off_text.in_force(turn.ask(views.in_force)))
        return True
    whom = language.resumes(text)
    if whom is not None and (found := turn.ask(views.called, whom)):
        if whom or len(found) == 1:
            shares = [one.assignment_id for one in found]
            turn.say(put_off_text.asked_again(turn.do(acts.ask_again_for, shares)))
        else:
            turn.say(put_off_text.in_force(found))
        return True
    said = turn.ask(views.read, text)
    if said is None or following.is_put_as_question(text) or phoned.begins_as_call(text):
        return False
    _read_back(turn, said)
    return True
