"""A small meeting for tests that attack it: three units, one plan handed out, and whoever sits in which seat.

Task 1 is led by 县水利局 with 县财政局 beside it, task 2 by 县城管局 alone, which has no part in task 1.
"""

from collections.abc import Iterable
from datetime import date, datetime

from sqlmodel import Session, select

from tasks_db.intake.draft import DraftTask, Milestone, PlanDraft, Quote
from tasks_db.register.authority import SYSTEM
from tasks_db.register.handing_out import GRACE
from tasks_db.store import models
from tasks_db.store.keys import key
from tasks_db.terms import NoticeKind, NoticeState, SeatRole
from tasks_db.work.acts import handing_out, loading
from tasks_db.work.acts.loading import Source
from tasks_db.work.post import rehearsal
from tests.office_world import CLERK, Heard, Office, open_office

STARTS = "2025-11-03T08:00+08:00"
"""A Monday; the month has no holiday."""
WATER, MONEY, STREETS = 101, 102, 103
"""The liaisons of 县水利局 (leads task 1), 县财政局 (responsible beside it) and 县城管局 (leads task 2)."""
DEADLINE = date(2025, 12, 19)

TROUBLE = "刚才没有处理成功"
"""What the bot says when it crashed over an update."""

__all__ = ["CLERK", "DEADLINE", "MONEY", "STARTS", "STREETS", "WATER", "Office", "open_office"]


def a_draft_task(
    seq: str,
    title: str,
    leads: Iterable[str],
    responsibles: Iterable[str] = (),
    day: date | None = DEADLINE,
    milestones: Iterable[tuple[date, str]] = (),
) -> DraftTask:
    return DraftTask(
        seq=seq,
        section=None,
        title=title,
        content=f"{title}，完工验收。",
        leads=tuple(leads),
        responsibles=tuple(responsibles),
        leaders=(),
        deadline_text=str(day) if day else None,
        deadline_date=day,
        effective_deadline=day,
        deadline_basis="column" if day else None,
        recurring=False,
        milestones=tuple(Milestone(on, target) for on, target in milestones),
        recurrences=(),
        source=Quote(f"第{seq}行", title),
        confidence=1.0,
    )


def a_draft(title: str, *tasks: DraftTask, **fields: object) -> PlanDraft:
    known: dict[str, object] = {
        "doc_number": None,
        "issuer": None,
        "status": "issued",
        "issued_on": None,
        "period": (date(2025, 1, 1), date(2025, 12, 31)),
        "candidates": (),
        "remarks": (),
        "indicators": (),
        "members": (),
        "duties": (),
        "meeting": None,
        "findings": (),
        "superiors": (),
        "coverage": (),
    }
    return PlanDraft(plan_title=title, tasks=tasks, **(known | fields))  # type: ignore[arg-type]


TWO_TASKS = (
    a_draft_task("1", "改造供水管网", ["县水利局"], ["县财政局"]),
    a_draft_task("2", "整治背街小巷", ["县城管局"]),
)


async def add_plan(office: Office, draft: PlanDraft, *, hand_out: bool = True) -> int:
    """Load a plan as the office would and hand it out, and let the minutes go by in which it can be taken back.

    Returns the plan's number.
    """
    plan_id = await office.desk.doing(SYSTEM, loading.load_plan, draft, Source("方案.txt", draft.plan_title))
    if hand_out:
        await office.desk.doing(SYSTEM, handing_out.hand_out, plan_id)
        await office.desk.doing(SYSTEM, rehearsal.move_clock, await office.desk.now() + GRACE)
    return plan_id


async def small_meeting(office: Office, *tasks: DraftTask) -> int:
    """Three units with their liaisons, and one plan handed out."""
    await office.units("县水利局", "县财政局", "县城管局")
    for unit, name, user in (("县水利局", "水联", WATER), ("县财政局", "财联", MONEY), ("县城管局", "城联", STREETS)):
        await office.seat(unit, name, user, SeatRole.LIAISON)
    return await add_plan(office, a_draft("城乡建设方案", *(tasks or TWO_TASKS)))


async def assignment_and_due(office: Office, unit: str, seq: str = "1") -> tuple[int, int]:
    """The ids that a unit's buttons for a task carry."""

    def work(session: Session) -> tuple[int, int]:
        row = session.exec(
            select(models.Assignment, models.Due)
            .where(
                models.Assignment.task_id == models.Task.id,
                models.Task.seq == seq,
                models.Assignment.printed == unit,
                models.Due.assignment_id == models.Assignment.id,
            )
            .order_by(models.Due.day, models.Due.id)  # type: ignore[arg-type]
        ).first()
        assert row is not None
        return key(row[0].id), key(row[1].id)

    return await office.read(work)


async def rows(office: Office, table: type[models.Report] = models.Report) -> list[models.Report]:
    return await office.read(lambda s: list(s.exec(select(table)).all()))


async def notices(office: Office, person: str | None = None) -> list[models.Notice]:
    """The bundles, of everybody or of one person, oldest first."""

    def work(session: Session) -> list[models.Notice]:
        query = select(models.Notice, models.Person).where(
            models.Notice.person_id == models.Person.id, models.Notice.kind == NoticeKind.BUNDLE
        )
        found = session.exec(query.order_by(models.Notice.id)).all()  # type: ignore[arg-type]
        return [notice for notice, holder in found if person in {None, holder.name}]

    return await office.read(work)


async def states(office: Office, person: str | None = None) -> list[NoticeState]:
    return [notice.state for notice in await notices(office, person)]


def local(moment: str) -> datetime:
    """A local moment like ``2025-11-03T09:00``."""
    return datetime.fromisoformat(f"{moment}+08:00")


async def at_local(office: Office, moment: str) -> None:
    """Let time pass to a local moment."""
    await office.until(local(moment))


def clear(heard: Heard) -> str:
    """The one sentence that somebody heard."""
    assert len(heard.messages) == 1, heard.text
    assert TROUBLE not in heard.text
    assert 6 <= len(heard.text) <= 220, heard.text
    return heard.text
