"""代录: what a unit told by phone, read back whole before it is written down."""

from bot.office.entries import command, prompt
from bot.office.turn import Turn
from messages import orders_text, receipts
from tasks_db.language.questions import OrderKind
from tasks_db.register import authority
from tasks_db.register.authority import Right
from tasks_db.register.refusals import AnswerRefused
from tasks_db.work.acts import phoning
from tasks_db.work.post import conversation, pending
from tasks_db.work.views import phoned as views
from tasks_db.work.views.phoned import Phoned

WAITS = "phoned"
"""What a conversation waits for while a call was read back and not confirmed."""


@command("phone", "代录电话答复：/phone 县教委 1-3 进度60%", Right.REVIEW)
def phone(turn: Turn, rest: str) -> None:
    """Read back an answer that a unit gave by phone; it is written down as 代录 once confirmed."""
    take_phone(turn, {}, rest)


@prompt("phone", Right.REVIEW)
def take_phone(turn: Turn, args: dict[str, object], text: str) -> None:
    """Take what a unit told by phone: 单位 任务编号 答复."""
    del args
    found = turn.ask(views.read, text, surely=True)
    if found is None:
        raise AnswerRefused(orders_text.missing(OrderKind.RECORD))
    _read_back(turn, found)


def in_words(turn: Turn, text: str) -> bool:
    """Read back a call that is told in words (县公安局来电话：第1项，进度60%); return whether it was that."""
    if not authority.may(turn.member, Right.REVIEW):
        return False
    found = turn.ask(views.read, text)
    if found is not None:
        _read_back(turn, found)
    return found is not None


def _read_back(turn: Turn, found: Phoned) -> None:
    turn.do(conversation.wait_for, WAITS, {"told": pending.kept([held for _, held in found.told])})
    turn.say(orders_text.phoned(found.unit, found.liaison, found.told, found.replaced, found.clerk, turn.now))


def write_down(turn: Turn, args: dict[str, object]) -> None:
    """Write down what was read back."""
    held = pending.of_kept(args["told"])
    replaces = {one.line.assignment_id: one.replaces for one in held if one.replaces is not None}
    told = [(one.line.assignment_id, one.given) for one in held]
    said = turn.do(phoning.write_down_all, told, replaces=replaces)
    first, *others = (receipts.written_down(one, turn.now) for one in said)
    turn.edit(first)
    for other in others:
        turn.say(other)
    turn.do(conversation.let_go)
