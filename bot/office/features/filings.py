"""A seat changes hands in chat, and is filed (备案); a closed task is opened again after looking back (回头看)."""

from dataclasses import replace
from datetime import date

from bot.office.entries import SaidElse, button, command, prompt
from bot.office.features.shared import prompt_for
from bot.office.turn import Turn
from config.clock import local_date
from messages import actions, dates, filing_text, sitting_file, task_cards
from messages.message import Message
from tasks_db.language import replacing_words
from tasks_db.language.replacing_words import ReplacingWords
from tasks_db.language.sitting_words import SittingWordsError
from tasks_db.register.authority import Right, may, refusal
from tasks_db.register.meetings.filing import Change, Filing
from tasks_db.register.office_words import day_of, new_deadline
from tasks_db.register.refusals import AnswerRefused, PlanError
from tasks_db.terms import FilingMode, SeatRole
from tasks_db.work.acts import changing, filing
from tasks_db.work.post import conversation
from tasks_db.work.views import orders, seats, units
from tasks_db.work.views import sittings as views

_WAITS = "filing"
_LONGEST_ANSWER = 40
_DECIDED = {FilingMode.BY_MEETING: "哪次会议确定的？", FilingMode.BY_HEAD: "谁、何时批准的？"}


@command("filings", "成员调整备案", Right.PEOPLE)
def show_filings(turn: Turn, rest: str) -> None:
    """Show what was filed, of a unit that is named or of all."""
    show(turn, rest.strip())


def show(turn: Turn, unit: str) -> None:
    """Show what was filed, with the form; of one unit alone where it is named."""
    body, found = turn.ask(views.filings)
    if unit:
        (unit_id,) = turn.ask(orders.unit_ids, [unit])
        name = turn.ask(units.name_of, unit_id)
        found = tuple(one for one in found if one.unit == name)
        if not found:
            turn.say(filing_text.never_changed(name))
            return
    message = filing_text.filings(body, found)
    if found:
        file = sitting_file.filings(body, found, turn.now, local_date(turn.now))
        message = replace(message, attachment=file)
    turn.say(message)


def replaced(turn: Turn, text: str) -> bool:
    """Read back a change of a seat in plain words; return False where the text orders none."""
    said = replacing_words.replacing(text, local_date(turn.now))
    if said is None or (said.role is None and not may(turn.member, Right.PEOPLE)):
        return False
    if not may(turn.member, Right.PEOPLE):
        turn.say(refusal(turn.member, Right.PEOPLE))
        return True
    seat = _seat_meant(turn, said)
    if not isinstance(seat, tuple):
        if seat:
            turn.say(seat)
        return bool(seat)
    read_back(turn, said, *seat)
    return True


def read_back(turn: Turn, said: ReplacingWords, unit: str, role: SeatRole) -> None:
    """Read back who follows in a seat from which day; ask for the post where it is not said."""
    value = turn.ask(views.before_replacing, unit, role, said.name, said.since)
    kept: dict[str, object] = {
        "unit": unit,
        "role": role.value,
        "name": said.name,
        "since": said.since.isoformat() if said.since else None,
        "reason": said.reason,
        "post": said.post,
        "said": said.before,
    }
    if not said.post:
        prompt_for(turn, "filing_post", filing_text.ask_post(value), **kept)
        return
    _read_back(turn, value, kept)


def _seat_meant(turn: Turn, said: ReplacingWords) -> tuple[str, SeatRole] | str:
    """Which seat is to change hands; else what is to be said, empty where nobody of that name sits anywhere."""
    held = [one for one in turn.ask(views.seats_held_by, said.before) if said.unit in {"", one[0]}]
    if said.role is SeatRole.MEMBER and [role for _, role in held] == [SeatRole.LIAISON]:
        return held[0]  # 成员 of whoever sits there as its liaison alone; the seat is read back by its name
    if said.role is not None:
        return (said.unit, said.role) if said.unit else _only_seat(turn, said.role)
    if len(held) > 1:
        return filing_text.which_seat(said.before, said.name, held)
    if held and held[0][1] is SeatRole.LIAISON:
        return filing_text.say_liaison(held[0][0], said.name)
    return held[0] if held else ""


def _only_seat(turn: Turn, role: SeatRole) -> tuple[str, SeatRole]:
    """The one seat of a role; raises SittingWordsError where there are none, or several."""
    found = {line.unit for line in turn.ask(seats.seats).lines if line.role is role}
    if len(found) != 1:
        raise SittingWordsError(replacing_words.NO_UNIT)
    return found.pop(), role


def of_office(turn: Turn, said: ReplacingWords) -> bool:
    """Read back who follows somebody who holds another seat than a liaison's, as the office's own people do.

    Returns whether they do; of several seats it is asked which.
    """
    held = turn.ask(views.seats_held_by, said.before)
    if not held or any(role is SeatRole.LIAISON for _, role in held):
        return False
    if len(held) > 1:
        turn.say(filing_text.which_seat(said.before, said.name, held))
    else:
        read_back(turn, said, *held[0])
    return True


@prompt("filing_post", Right.PEOPLE)
def take_post(turn: Turn, args: dict[str, object], text: str) -> None:
    """Take the post of whoever comes, and why, for the form; then read the change back.

    A whole paragraph is no such answer (R17).
    """
    if len(text) > _LONGEST_ANSWER:
        raise SaidElse
    post, reason = replacing_words.post_and_reason(text)
    kept = {**args, "post": post, "reason": reason or args["reason"]}
    _read_back(turn, _change(turn, kept), kept)


def _change(turn: Turn, kept: dict[str, object]) -> Change:
    since = dates.parsed(kept["since"] or None)
    unit, role, name = str(kept["unit"]), SeatRole.of(str(kept["role"])), str(kept["name"])
    return turn.ask(views.before_replacing, unit, role, name, since)


def _read_back(turn: Turn, value: Change, kept: dict[str, object]) -> None:
    """Ask for the decision that the change rests on, where the rules want one; else read the whole back (R17)."""
    if value.mode in _DECIDED:  # what was decided is asked for first, then the whole is read back
        prompt_for(turn, "filing_basis", f"按规则由{value.mode.zh}。{_DECIDED[value.mode]}", **kept)
        return
    turn.do(conversation.wait_for, _WAITS, kept)
    turn.say(filing_text.before(value, **_told(kept)))


@button(actions.FILING_GO, Right.PEOPLE)
def go(turn: Turn) -> None:
    """File the change that was read back."""
    row = turn.ask(conversation.waiting)
    if row is None or row.kind != _WAITS:
        raise AnswerRefused("这个按钮已经失效。请把要换的人再说一遍。")
    filed = _file(turn, row.args)
    turn.edit(filing_text.filed(filed))
    turn.do(conversation.let_go)
    body, _ = turn.ask(views.filings)
    form = sitting_file.filings(body, (filed,), turn.now, local_date(turn.now))
    turn.say(Message(form.name.removesuffix(".docx"), attachment=form))


@prompt("filing_basis", Right.PEOPLE, sentence=True)
def take_basis(turn: Turn, args: dict[str, object], text: str) -> None:
    """Read a change back with the decision that was named for it (R17)."""
    kept = {**args, "basis": " ".join(text.split())}
    turn.do(conversation.wait_for, _WAITS, kept)
    turn.say(filing_text.before(_change(turn, kept), **_told(kept)))


def _told(kept: dict[str, object]) -> dict[str, str]:
    return {name: str(kept.get(name) or "") for name in ("basis", "post", "reason", "said")}


def _file(turn: Turn, args: dict[str, object]) -> Filing:
    return turn.do(
        filing.replace_holder,
        str(args["unit"]),
        SeatRole.of(str(args["role"])),
        str(args["name"]),
        since=dates.parsed(args["since"] or None),
        reason=str(args["reason"]),
        basis=str(args.get("basis", "")),
        post=str(args.get("post", "")),
    )


WHY = "回头看发现了什么？请写原因；要给新时限的，以日期开头，例如：12月30日 设施没有投用"
"""The question for the ground on which a closed task is opened again."""


@button(actions.REOPEN, Right.PLAN)
def ask_why(turn: Turn, task_id: str) -> None:
    """Ask why a closed task is opened again."""
    prompt_for(turn, "reopen", WHY, task=int(task_id))


@prompt("reopen", Right.PLAN, sentence=True)
def reopen(turn: Turn, args: dict[str, object], text: str) -> None:
    """Open a closed task again for the reason that was typed, on the day that stands before it."""
    day, reason = day_and_reason(turn, text)
    day = day or dates.parsed(args.get("day"))  # the order may have said the day, and the reason is asked for
    title = turn.do(changing.reopen, int(str(args["task"])), reason, day)
    turn.say(task_cards.reopened(title, day))


def day_and_reason(turn: Turn, text: str) -> tuple[date | None, str]:
    """Return the new deadline that a reason begins with or sets in a clause, else None, and the reason."""
    first, _, rest = text.strip().partition(" ")
    try:
        return day_of(first, local_date(turn.now)), rest
    except PlanError:
        return new_deadline(text, local_date(turn.now))
