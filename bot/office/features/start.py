"""Being greeted, binding by a code, and help."""

from sqlmodel import Session

from bot.office.entries import COMMANDS, command
from bot.office.turn import Turn
from config.clock import local_date
from messages import dates, wording
from messages.message import Message
from messages.query_text import convenor_menu
from tasks_db.register import authority, progress
from tasks_db.register.authority import Right
from tasks_db.register.people import Member
from tasks_db.register.values import OpenLine
from tasks_db.store import people, registers
from tasks_db.terms import SeatRole
from tasks_db.work.acts import seating
from tasks_db.work.post import outbox


@command("start", "绑定席位：/start 邀请码", Right.GREET)
async def start(turn: Turn, rest: str) -> None:
    code = rest.strip()
    if code:
        name = turn.event.who.name or "联络员"
        member = await turn.write(lambda s: _bind(s, turn, code, name))
    elif turn.member is not None:
        member = turn.member
    else:
        await turn.say(wording.render("stranger.txt"))
        return
    await turn.say(await turn.read(lambda s: _greeting(s, turn, member)))
    if authority.is_convenor(member):
        await turn.say(convenor_menu())


def _bind(session: Session, turn: Turn, code: str, name: str) -> Member:
    member = seating.bind(session, code, turn.at.channel, turn.at.value, name, turn.now)
    seat = member.seats[-1] if member.seats else None
    if seat is not None and seat.role is SeatRole.LIAISON:
        office = people.people_in(session, seat.meeting_id, tuple(authority.OFFICE), local_date(turn.now))
        for person_id in office:
            text = f"{seat.unit}的联络员{member.name}已绑定（备案）。"
            outbox.tell(session, person_id, text, turn.now)
    return member


def owed_by(session: Session, member: Member, turn: Turn) -> list[OpenLine]:
    """Everything that somebody's units owe, earliest first."""
    register = registers.load(session)
    mine = (line for line in register.dues() if line.assignment.unit_id in authority.units_of(member))
    return progress.open_lines(mine, turn.now)


def _greeting(session: Session, turn: Turn, member: Member) -> Message:
    owed = owed_by(session, member, turn)
    meeting = people.the_meeting(session)
    nearest = owed[0] if owed else None
    text = wording.render(
        "greeting.txt",
        name=member.name,
        meeting=meeting.name,
        seats="、".join(f"{s.unit}{s.role.zh}" for s in member.seats) or "无",
        unit_speaker=bool(authority.units_of(member)),
        office=authority.is_office(member),
        owed=len(owed),
        nearest=f"“{nearest.task.title}”{dates.due(nearest.due.day, local_date(turn.now))}" if nearest else "",
    )
    return Message(text)


@command("help", "怎么用", Right.GREET)
async def show_help(turn: Turn, rest: str) -> None:
    del rest
    if turn.member is None:
        await turn.say(wording.render("stranger.txt"))
        return
    allowed = [c for c in COMMANDS.values() if authority.may(turn.member, c.right) and c.name != "start"]
    text = wording.render(
        "help.txt",
        unit_speaker=bool(authority.units_of(turn.me)),
        office=authority.is_office(turn.me),
        asks=authority.may(turn.member, Right.ASK),
        commands=[f"/{c.name} {c.hint}" for c in allowed],
    )
    await turn.say(text)
    if authority.is_convenor(turn.me):
        await turn.say(convenor_menu())
