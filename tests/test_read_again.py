"""A bundle that waits is read again as it leaves (R7): whatever came of a task meanwhile, only what is still owed."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from tasks_db.register.authority import OPERATOR
from tasks_db.register.progress import Given
from tasks_db.store import models
from tasks_db.terms import AnswerKind, Role
from tasks_db.work.acts import answering, changing, handing_out, putting_off
from tasks_db.work.views.bundles import read_bundles
from tests.audited_office import Audited
from tests.small_world import WATER, a_draft_task
from tests.test_rules_at_the_desk import TODAY, loaded, moved, office

__all__ = ["office"]
UNIT, OTHER, DAY = "县水利局", "县财政局", date(2025, 11, 5)
Change = Callable[[Audited, int, int], object]


def by_office(act: Callable[..., object], *given: Any) -> Change:
    """The office changes the task."""
    return lambda office, task, _: office.desk.do(OPERATOR, act, task, *given)


def says(kind: AnswerKind, **given: Any) -> Change:
    """The unit's liaison says something of the task."""
    return lambda office, _, share: office.desk.do(
        office.member(WATER), answering.record, share, 0, Given(kind, **given)
    )


CHANGES: list[tuple[str, Change, bool]] = [
    ("nothing", lambda *_: None, True),
    ("it is signed for", says(AnswerKind.RECEIVED), True),
    ("progress is told", says(AnswerKind.PROGRESS, percent=50), False),
    ("nothing has changed", says(AnswerKind.NO_CHANGE), False),
    ("something stands in the way", says(AnswerKind.BLOCKED, text="等图纸", problem="等图纸"), False),
    ("it is another unit's", says(AnswerKind.NOT_OURS, text="应由县财政局负责"), False),
    ("it is to be closed", says(AnswerKind.CLOSURE), False),
    ("more time is asked for", says(AnswerKind.EXTENSION, text="雨季", new_date=date(2025, 12, 5)), False),
    ("the unit is exempted", by_office(changing.exempt, UNIT, "另有安排"), False),
    ("the task is cancelled", by_office(changing.cancel_task, "会议决定"), False),
    ("the task is given to another unit", by_office(changing.set_units, Role.LEAD, [OTHER]), False),
    (
        "the office puts the answer off",
        lambda office, _, share: office.desk.do(OPERATOR, putting_off.put_off_for, [share], date(2025, 11, 7)),
        False,
    ),
]


@pytest.mark.parametrize(("case", "changed", "asked"), CHANGES, ids=[row[0] for row in CHANGES])
def test_what_became_of_a_task_while_its_bundle_waited_is_read_as_it_leaves(
    office: Audited, case: str, changed: Change, *, asked: bool
) -> None:
    del case
    tasks = [a_draft_task(str(n), title, [UNIT], (), DAY) for n, title in ((1, "改造供水管网"), (2, "更换水表"))]
    plan = loaded(office, *tasks)
    office.desk.do(OPERATOR, handing_out.hand_out, plan)
    moved(office, "2025-11-03T10:00")
    task = office.row(models.Task, seq="1").id
    changed(office, task, office.row(models.Assignment, task_id=task).id)
    assert lines(office) == ([(1, "改造供水管网"), (2, "更换水表")] if asked else [(1, "更换水表")])


@pytest.mark.parametrize("over", [handing_out.recall, lambda ctx, plan: handing_out.end(ctx, plan, "另行安排")])
def test_a_plan_that_is_over_while_a_bundle_waits_leaves_nothing_of_it(
    office: Audited, over: Callable[..., object]
) -> None:
    plan = loaded(office, a_draft_task("1", "改造供水管网", [UNIT], (), DAY))
    office.desk.do(OPERATOR, handing_out.hand_out, plan)
    moved(office, "2025-11-03T10:00")
    assert lines(office) == [(1, "改造供水管网")]
    office.desk.do(OPERATOR, over, plan)
    assert lines(office) == []


def lines(office: Audited) -> list[tuple[int, str]]:
    """The lines of today's bundle of the unit's liaison as it would leave now."""
    holder = office.row(models.Person, name="水联").id
    (waiting,) = office.rows(models.Notice, working_day=TODAY, person_id=holder)
    with office.desk.door.read() as session:
        value = read_bundles(session, [waiting], office.desk.clock(), office.desk.calendar)[waiting.id]
    return [(item.number, item.task.title) for item in value.items] if value is not None else []
