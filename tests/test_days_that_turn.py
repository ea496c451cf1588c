"""Whoever consolidates owes on the date itself, the others three working days before, however that changed (R9)."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from tasks_db.register.authority import OPERATOR
from tasks_db.register.compare import Item
from tasks_db.store import models, plans
from tasks_db.terms import Role
from tasks_db.work.acts import changing, handing_out, loading, replacing, together
from tasks_db.work.acts.loading import Source
from tasks_db.work.acts.together import Amended
from tests.audited_office import Audited
from tests.small_world import a_draft, a_draft_task
from tests.test_rules_at_the_desk import loaded, moved, office

__all__ = ["office"]
FIRST, SECOND, OTHER = "县水利局", "县城管局", "县财政局"
DAY, COLLECTED = date(2025, 12, 31), date(2025, 12, 26)


def set_units(office: Audited, plan: int, task: int) -> None:
    del plan
    office.desk.do(OPERATOR, changing.set_units, task, Role.LEAD, [SECOND])


def amended(office: Audited, plan: int, task: int) -> None:
    del plan
    office.desk.do(OPERATOR, together.amend, task, Amended(leads=(SECOND,)))


def consolidates(office: Audited, plan: int, task: int) -> None:
    del plan
    office.desk.do(OPERATOR, changing.consolidate, task, SECOND)


def by_a_sheet(office: Audited, plan: int, task: int) -> None:
    with office.desk.door.read() as session:
        (known,) = plans.one_plan(session, plan).tasks
    assert known.id == task
    office.desk.do(OPERATOR, replacing.take_sheet, plan, [replace(Item.of_task(known), leads=(SECOND,))])


def by_a_new_version(office: Audited, plan: int, task: int) -> None:
    del task
    paper = a_draft("供水方案", a_draft_task("1", "修缮干渠", [SECOND], [OTHER], DAY))
    new = office.desk.do(OPERATOR, loading.load_plan, paper, Source("新版.txt", "b"))
    office.desk.do(OPERATOR, replacing.replace_plan, plan, new)


CHANGES = [set_units, amended, consolidates, by_a_sheet, by_a_new_version]
WHEN = [
    pytest.param(recalled, changed, id=f"{changed.__name__}{' while it is taken back' * recalled}")
    for changed in CHANGES
    for recalled in (False, True)
    if recalled or changed is not by_a_sheet  # a plan that asks takes no sheet
]


@pytest.mark.parametrize(("recalled", "changed"), WHEN)
def test_a_unit_that_consolidates_from_now_on_owes_on_the_date_itself(
    office: Audited, *, recalled: bool, changed: Callable[[Audited, int, int], None]
) -> None:
    """Also what was laid out before the plan was taken back, once it is handed out again."""
    plan = loaded(office, a_draft_task("1", "修缮干渠", [FIRST, SECOND], [OTHER], DAY))
    office.desk.do(OPERATOR, handing_out.hand_out, plan)
    moved(office, "2025-11-10T10:00")
    task = office.row(models.Task, plan_id=plan).id
    assert owes(office, task, SECOND) == [COLLECTED]
    if recalled:
        office.desk.do(OPERATOR, handing_out.recall, plan)
    changed(office, plan, task)
    if recalled:
        office.desk.do(OPERATOR, handing_out.hand_out, plan)
    assert (owes(office, task, SECOND), owes(office, task, OTHER)) == ([DAY], [COLLECTED])


def owes(office: Audited, task: int, unit: str) -> list[date]:
    share = office.row(models.Assignment, task_id=task, printed=unit, ended_at=None)
    return [due.day for due in office.rows(models.Due, assignment_id=share.id)]
