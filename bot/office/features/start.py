"""Being greeted, binding by a code, and help."""

from bot.office.entries import COMMANDS, command
from bot.office.turn import Turn
from messages import greeting as texts
from messages.query_text import convenor_menu
from tasks_db.register import authority, unit_told
from tasks_db.register.authority import Right
from tasks_db.work.acts import seating
from tasks_db.work.views import former
from tasks_db.work.views.greeting import greeting


@command("start", "绑定席位：/start 邀请码", Right.GREET)
def start(turn: Turn, rest: str) -> None:
    """Greet the person who writes; if they sent a code, bind their account first."""
    code = rest.strip()
    if code:
        name = turn.event.who.name or "联络员"
        member = turn.do(seating.bind, code, turn.at, name)
    elif turn.member is not None:
        member = turn.member
    else:
        turn.say(texts.stranger())
        return
    coming = turn.whole.ask(member, former.seat_to_come) if not member.seats else None
    if coming is not None:
        turn.say(unit_told.not_yet(coming))
        return
    turn.say(texts.greeting(turn.whole.ask(member, greeting)))
    if authority.is_convenor(member):
        turn.say(convenor_menu())


def seatless(turn: Turn) -> None:
    """Say why somebody without a seat is not heard: it is not theirs yet, it is no more, or there never was one."""
    coming, sat = turn.ask(former.seat_to_come), turn.ask(former.seat)
    if coming is not None:
        turn.say(unit_told.not_yet(coming))
    else:
        turn.say(unit_told.no_seat(sat) if sat is not None else authority.refusal(turn.member, Right.ASK))


@command("help", "怎么用", Right.GREET)
def show_help(turn: Turn, rest: str) -> None:
    """Say how the bot is used from the asker's seats."""
    del rest
    if turn.member is None:
        turn.say(texts.stranger())
        return
    allowed = [c for c in COMMANDS.values() if authority.may(turn.member, c.right) and c.name != "start"]
    turn.say(texts.help_for(turn.me, [f"/{c.name} {c.hint}" for c in allowed]))
    if authority.is_convenor(turn.me):
        turn.say(convenor_menu())
