"""From dates to what is owed: the day on which each unit owes its answer."""

from datetime import date

from tasks_db.register.values import Assignment, Checkpoint, Task
from tasks_db.register.workdays import ONE_DAY, Calendar
from tasks_db.terms import CheckpointKind

WEEKLY = "week"


def owes_on_the_day(task: Task, assignment: Assignment, kind: CheckpointKind) -> bool:
    """Return whether a unit owes its answer on the task's own date (R9).

    So do the consolidating unit and each member of a task for groups alone, and everybody for a weekly round.
    """
    weekly = kind is CheckpointKind.ROUND and any(cycle.round.every == WEEKLY for cycle in task.cycles)
    return assignment.consolidates or task.is_for_groups_alone or weekly


def own_day(task: Task, assignment: Assignment, kind: CheckpointKind, day: date, calendar: Calendar) -> date:
    """Return the day on which a unit owes its answer for a task's date of a kind (R9).

    Every unit that does not owe on the date itself, co-leads included, owes on a collection day (收集日) some working
    days before it; how many is the plan's setting, and none means the date itself.
    """
    lead = task.settings.responsible_lead_days
    if not lead or owes_on_the_day(task, assignment, kind):
        return day
    return calendar.before(day + ONE_DAY, lead + 1)


def laid_out_day(
    task: Task, assignment: Assignment, kind: CheckpointKind, day: date, calendar: Calendar, today: date
) -> date:
    """Return the day on which a unit owes what is laid out today.

    It hears of it today at the earliest, so a collection day that does not lie ahead gives way to the date itself:
    else its first message would call it late.
    """
    own = own_day(task, assignment, kind, day, calendar)
    return own if own > today else day


def moved_day(
    task: Task, assignment: Assignment, checkpoint: Checkpoint, calendar: Calendar, today: date, granted: date | None
) -> date:
    """Return the day on which a unit owes its answer once its task's date has moved.

    ``granted`` is the date of the last extension that the unit itself was granted there, or None. The consolidating
    unit's extension is the move; another unit's stands, unless the task's date has moved past it.
    """
    day = laid_out_day(task, assignment, checkpoint.kind, checkpoint.day, calendar, today)
    return day if granted is None or assignment.consolidates else max(day, granted)
