"""What comes back in spreadsheets: the office's changes of the ledger, and what units filled in offline."""

from collections.abc import Sequence

from tasks_db.register import ledger_back
from tasks_db.register.authority import Right
from tasks_db.register.fill import Filled, FilledRow, Told
from tasks_db.register.ledger_back import DAY, LEADERS, LEADS, Back
from tasks_db.register.outcomes import LedgerTaken
from tasks_db.store.reports import Loaded
from tasks_db.terms import Role
from tasks_db.work import leaving
from tasks_db.work.acts import changing, phoning
from tasks_db.work.context import Context, act
from tasks_db.work.views import ledger as views

GROUND = "按退回的台账修改"


@act(Right.PLAN)
def take_ledger(ctx: Context, back: Back, agreed: int, by: str | None = None, ground: str = "") -> LedgerTaken:
    """Change what counts of a ledger that came back, as it was shown; who is told of a change reads the ``ground``.

    What was filled in for units is written down as reports of them (代录), from the ledger.

    ``agreed`` is how many differences were agreed to. Raises PlanError where it is another number by now,
    PeopleError as ``write_down`` does.
    """
    found = ledger_back.counting(views.ledger_differences(ctx, back).found)
    views.refuse_changed(len(found), agreed)
    said = [(one.share, one.given) for one in found if one.given is not None]
    if said:
        phoning.write_down_all(ctx, said, by, sheet="台账")
    found = [one for one in found if one.given is None]
    told = 0
    loaded = Loaded(ctx.session)
    before = [loaded.of_task(task_id)[1] for task_id in dict.fromkeys(one.task_id for one in found)]
    for one in found:
        if one.column == DAY and one.day is not None:
            told += changing.move_deadline(ctx, one.task_id, one.day, ground or GROUND).told
        elif one.column == LEADERS:
            changing.set_leaders(ctx, one.task_id, one.names, ground)
        else:
            role = Role.LEAD if one.column == LEADS else Role.RESPONSIBLE
            changing.set_units(ctx, one.task_id, role, one.names, tell=False, ground=ground)
    for was in before:
        leaving.tell_of_units(ctx, was, ground=ground)
    return LedgerTaken(len(found), told, len(said))


@act(Right.PLAN)
def take_filled(ctx: Context, rows: Sequence[FilledRow], agreed: int, by: str | None = None) -> int:
    """Write down what units filled in offline (代录), as it was shown; return how many answers these are.

    ``agreed`` is how many were agreed to. Raises PlanError where it is another number by now, PeopleError as
    ``write_down`` does.
    """
    told = [one for one in views.filled(ctx, Filled(tuple(rows))) if isinstance(one, Told)]
    views.refuse_changed(len(told), agreed)
    phoning.write_down_all(ctx, [(one.assignment_id, one.given) for one in told], by, sheet="填报表")
    return len(told)
