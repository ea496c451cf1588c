"""Who answers for units, and what they hear when a task is no longer theirs; steps of acts."""

from collections.abc import Sequence

from tasks_db.register import values
from tasks_db.register.values import Assignment
from tasks_db.store import people
from tasks_db.store.reports import Loaded
from tasks_db.work.context import Context
from tasks_db.work.post import outbox


def speakers(ctx: Context, assignments: Sequence[Assignment]) -> list[int]:
    """Return the bound people who answer for the units of some assignments, each once."""
    found = (people.speakers_of(ctx.session, assignment.unit, ctx.today) for assignment in assignments)
    return list(dict.fromkeys(person_id for speakers in found for person_id in speakers))


def to_tell(ctx: Context, task: values.Task) -> list[int]:
    """Return whoever is to hear of a change of a task: whoever was asked of it, and who answers for its units now."""
    asked = outbox.people_asked(ctx.session, task_id=task.id)
    return list(dict.fromkeys([*asked, *speakers(ctx, task.asked_assignments)]))


def tell_who_left(ctx: Context, was: values.Task) -> tuple[str, ...]:
    """Tell each unit that is asked no more whose the task is now; return those that nobody could be told for.

    A step of acts that change the units of a task, ``was`` being the task before all of these changes.
    """
    plan, task = Loaded(ctx.session).of_task(was.id)
    if not plan.asks:
        return ()
    asked = {a.unit for a in task.asked_assignments}
    untold = []
    for share in {a.unit: a for a in was.asked_assignments if a.unit not in asked}.values():
        now = [a.printed for a in task.printed_assignments if a.role is share.role]
        told = speakers(ctx, [share])
        whose = f"的{share.role.zh}单位改为{'、'.join(now)}" if now else "另行安排"
        for person_id in told:
            text = f"“{task.title}”{whose}，贵单位不用再报这一项。以前报的仍然保留。"
            outbox.tell(ctx.session, person_id, text, ctx.now)
        if not told:
            untold.append(share.unit)
    return tuple(untold)
