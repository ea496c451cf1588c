"""What is exempted, cancelled, closed, answered, stopped or recalled is not asked for: each by itself, twice.

A line is left out when the bundle is planned, and again when it leaves: the state is read at both moments (R7).
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlmodel import Session, select

from tasks_db.register import handing_out, progress, reminders
from tasks_db.register.values import Plan, Task
from tasks_db.store import models, registers
from tasks_db.store.keys import key
from tasks_db.terms import AnswerKind, PlanStage, ReportStatus
from tasks_db.work.post import bundling, chases
from tasks_db.work.views.bundles import read_bundles
from tests.builders import a_closure, a_plan, a_report, a_task, an_assignment, at
from tests.ladders import CALENDAR, WINDOWS, asked_of_wang
from tests.small_world import MONEY, Office, a_draft_task, assignment_and_due, at_local, open_office, small_meeting

DAY, BEFORE = date(2025, 12, 19), date(2025, 12, 18)
K = AnswerKind

# ---- when it is planned


def plan_of(task: Task, **fields: object) -> Plan:
    return a_plan(task, dispatched=date(2025, 11, 3), **fields)  # type: ignore[arg-type]


def said(*reports: object, **task: object) -> Plan:
    return plan_of(a_task(an_assignment(reports=reports), deadline=DAY, **task))  # type: ignore[arg-type]


def moved_away() -> Plan:
    """The unit is asked no more: its share has no due left."""
    task = a_task(deadline=DAY)
    return plan_of(replace(task, assignments=tuple(replace(a, dues=()) for a in task.assignments)))


FIRST = date(2025, 12, 1)
REACHED = a_report(day=FIRST, percent=100, status=ReportStatus.ACCEPTED, decided=FIRST)
WAITING = a_report(K.EXTENSION, BEFORE, new_date=date(2026, 1, 9))
OPEN = said(a_report(K.RECEIVED, BEFORE))
"""What the table is held against: a line that is asked for."""

PLANNED: list[tuple[str, Plan]] = [
    ("an exempted due", plan_of(a_task(an_assignment(exempted=BEFORE), deadline=DAY))),
    ("a cancelled task", said(cancelled_at=at(BEFORE))),
    ("a candidate that nobody took", said(candidate=True)),
    ("a task that the office declared closed", said(closed_at=at(BEFORE))),
    ("a task whose 申请办结 was approved", said(a_closure(FIRST, approved=date(2025, 12, 2)))),
    ("a due that is satisfied", plan_of(a_task(an_assignment(consolidates=False, reports=[REACHED]), deadline=DAY))),
    ("a due that was answered a moment ago", said(a_report(day=BEFORE))),
    ("a ladder that a request stops", said(WAITING)),
    ("a plan that was taken back", replace(said(), stage=PlanStage.LOADED)),
    ("a unit that is not asked", plan_of(a_task(an_assignment(asked=False), deadline=DAY))),
    ("a share that owes nothing", moved_away()),
]  # fmt: skip


def planned(plan: Plan) -> int:
    return sum(len(b.asks) for b in reminders.bundles(asked_of_wang(plan), CALENDAR, WINDOWS, at(DAY)))


@pytest.mark.parametrize(("case", "plan"), PLANNED, ids=[row[0] for row in PLANNED])
def test_it_is_left_out_when_the_bundle_is_planned(case: str, plan: Plan) -> None:
    del case
    assert planned(OPEN) == 1
    assert planned(plan) == 0


SHUT = [
    row for row in PLANNED if any(word in row[0] for word in ("exempted", "cancelled", "closed", "办结", "satisfied"))
]


@pytest.mark.parametrize(("case", "plan"), SHUT, ids=[row[0] for row in SHUT])
def test_nothing_is_owed_of_it_whoever_looks(case: str, plan: Plan) -> None:
    """Cards, lists and answers ask the same question, of tasks that no bundle would hold."""
    del case
    (task,) = plan.tasks
    (due,) = task.assignments[0].dues
    assert not progress.is_open(task, task.assignments[0], due, at(DAY))
    assert progress.current_due(task, task.assignments[0], at(DAY)) is None
    (asked,) = OPEN.tasks
    assert progress.is_open(asked, asked.assignments[0], asked.assignments[0].dues[0], at(DAY))


@pytest.mark.parametrize(
    "fields", [{"cancelled_at": at(BEFORE)}, {"candidate": True}], ids=["cancelled", "candidate"]
)
def test_what_does_not_count_is_no_task_of_its_plan(fields: dict[str, object]) -> None:
    plan = said(**fields)
    assert plan.live_tasks == ()
    assert list(asked_of_wang(plan).dues()) == []
    assert handing_out.questions(plan, {}, date(2025, 11, 1)) == {}


# ---- when it leaves

NOW = at(date(2025, 11, 3), 10)


def _set(
    table: type[models.Task] | type[models.Due] | type[models.Plan], **values: object
) -> Callable[[Session], None]:
    def work(session: Session) -> None:
        row = session.exec(select(table)).first()
        for name, value in values.items():
            setattr(row, name, value)
        session.add(row)

    return work


def _says(
    kind: AnswerKind, status: ReportStatus = ReportStatus.SUBMITTED, **said_: object
) -> Callable[[Session], None]:
    def work(session: Session) -> None:
        due = session.exec(select(models.Due)).first()
        assert due is not None
        decided = NOW if status is ReportStatus.ACCEPTED else None
        session.add(
            models.Report(
                assignment_id=due.assignment_id,
                checkpoint_id=due.checkpoint_id,
                person_id=1,
                at=NOW,
                kind=kind,
                status=status,
                decided_at=decided,
                **said_,  # type: ignore[arg-type]
            )
        )

    return work


MEANWHILE: list[tuple[str, Callable[[Session], None], bool]] = [
    ("nothing happens", lambda _session: None, True),
    ("签收 alone", _says(K.RECEIVED, ReportStatus.ACCEPTED), True),
    ("a draft alone", _says(K.PROGRESS, ReportStatus.DRAFT), True),
    ("the due is exempted", _set(models.Due, exempted_at=NOW, exempted_reason="另有安排"), False),
    ("the task is cancelled", _set(models.Task, cancelled_at=NOW), False),
    ("the office declares it closed", _set(models.Task, closed_at=NOW), False),
    ("its 申请办结 is approved", _says(K.CLOSURE, ReportStatus.ACCEPTED), False),
    ("the unit asks for more time", _says(K.EXTENSION, new_date=date(2026, 1, 9)), False),
    ("the unit answers", _says(K.PROGRESS, text="在办"), False),
    ("the plan is taken back", _set(models.Plan, stage=PlanStage.LOADED, dispatched_at=None), False),
]


async def written(office: Office) -> int:
    """The bundle of the one unit is written down and does not leave yet; its number."""

    def work(session: Session) -> int:
        due = reminders.bundles(registers.load(session), office.desk.calendar, office.desk.windows, NOW)
        assert len(bundling.write_bundles(session, due)) == 1
        notice = session.exec(select(models.Notice).where(models.Notice.working_day == NOW.date())).one()
        return key(notice.id)

    return await office.write(work)


async def test_it_is_left_out_when_the_bundle_leaves(tmp_path: Path) -> None:
    async with open_office(tmp_path, "2025-11-03T08:00+08:00") as office:
        await small_meeting(office, a_draft_task("1", "改造供水管网", ["县水利局"]))
        notice = await written(office)

        def leaves(change: Callable[[Session], None]) -> bool:
            with office.desk.door.read() as session:
                change(session)
                session.flush()
                row = session.get_one(models.Notice, notice)
                value = read_bundles(session, [row], NOW, office.desk.calendar)[notice]
                session.rollback()
            return value is not None

        assert {case: leaves(change) for case, change, _ in MEANWHILE} == {case: left for case, _, left in MEANWHILE}


async def test_a_chase_leaves_although_the_unit_answered_the_day_before(tmp_path: Path) -> None:
    """What was said before somebody chased is no answer to the chase, when it is planned and when it leaves."""
    async with open_office(tmp_path, "2025-11-03T08:00+08:00") as office:
        await small_meeting(office, a_draft_task("1", "改造供水管网", ["县水利局"], ["县财政局"]))
        await at_local(office, "2025-11-04T10:00")
        await office.say(MONEY, "1 进度40%")
        _, due = await assignment_and_due(office, "县财政局")
        await at_local(office, "2025-11-04T10:05")
        await office.write(lambda s: chases.chase(s, due, 1, date(2025, 11, 5), office.desk.clock()))
        told = len(await office.received(MONEY))
        await at_local(office, "2025-11-05T10:00")
        asked = (await office.received(MONEY))[told:]
        assert len(asked) == 1
        assert "改造供水管网" in asked[0]
