"""What is asked of the installation itself: whose it is, and whether its time is real."""

from datetime import datetime

from tasks_db.register.authority import Right
from tasks_db.register.people import MAIL
from tasks_db.store import facts, people
from tasks_db.work.context import Context, view


@view(Right.GREET)
def is_founded(ctx: Context) -> bool:
    """Return whether there is a joint meeting, the sample's or the office's own."""
    return people.has_meeting(ctx.session)


@view(Right.GREET)
def meeting(ctx: Context) -> str:
    """Return the joint meeting's name; raises PeopleError before ``lianxi init``."""
    return people.the_meeting(ctx.session).name


@view(Right.GREET)
def rehearsal(ctx: Context) -> datetime | None:
    """Return where the rehearsal clock stands; None where time is real."""
    return facts.rehearsal_now(ctx.session)


@view(Right.GREET)
def mailed_alone(ctx: Context) -> int:
    """Return how many people are reached by e-mail and nowhere else."""
    return people.count_on_one_channel(ctx.session, MAIL)


@view(Right.GREET)
def is_sample(ctx: Context) -> bool:
    """Return whether the people in this database are the sample's made-up ones."""
    return facts.get(ctx.session, facts.SAMPLE) is not None
