"""What somebody is greeted with, and what they are told when they ask for help."""

from collections.abc import Sequence
from datetime import date

from config.clock import local_date
from messages import dates, wording
from tasks_db.register import authority
from tasks_db.register.authority import Right
from tasks_db.register.greeting import Greeting, StandsIn
from tasks_db.register.people import Member


def greeting(value: Greeting) -> str:
    """The first message to somebody who is bound: their seats, and what their units owe."""
    nearest = value.nearest
    today = local_date(value.as_of)
    return wording.render(
        "greeting.txt",
        name=value.member.name,
        meeting=value.meeting,
        seats="、".join(f"{seat.unit}{seat.role.zh}" for seat in value.member.seats) or "无",
        stands_in=[_stands_in(one, today) for one in value.stands_in],
        unit_speaker=bool(authority.units_of(value.member)),
        office=authority.is_office(value.member),
        owed=value.owed,
        nearest=f"“{nearest.task.title}”{dates.due(nearest.due.day, today)}" if nearest else "",
    )


def _stands_in(one: StandsIn, today: date) -> str:
    """Which seat somebody stands in for, and from when until when."""
    whose = f"{one.unit}{one.role.zh}{one.holder or '（空缺）'}"
    until = dates.day(one.until)
    if one.since > today:
        return f"您将于{dates.day(one.since)}至{until}代{whose}办理；到那天起，这个席位的提醒发给您，现在还不用办。"
    return f"您现在代{whose}办理，到{until}为止。"


def help_for(member: Member, commands: Sequence[str]) -> str:
    """How to use the bot, for these seats; ``commands`` are the lines of what they may do."""
    return wording.render(
        "help.txt",
        unit_speaker=bool(authority.units_of(member)),
        office=authority.is_office(member),
        asks=authority.may(member, Right.ASK),
        commands=commands,
    )


def stranger() -> str:
    """What somebody reads who is not bound: how to get in."""
    return wording.render("stranger.txt")
