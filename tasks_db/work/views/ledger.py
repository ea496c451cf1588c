"""The ledger (台账) and the open data of the register; what of a spreadsheet that came back would count."""

from dataclasses import replace

from tasks_db import lazy_re as re
from tasks_db.lean_dataclass import dataclass
from tasks_db.register import fill, ledger_back, ledger_meetings, unit_names
from tasks_db.register import ledger as ledgers
from tasks_db.register.authority import Right
from tasks_db.register.fill import Filled, FillSheet, NotTaken, Told
from tasks_db.register.ledger import Ledger, Row
from tasks_db.register.ledger_back import DAY, Back, Difference
from tasks_db.register.refusals import PlanError
from tasks_db.store import desk, meetings, people, plans, registers
from tasks_db.store.keys import key
from tasks_db.store.lean import rows
from tasks_db.store.units import registry
from tasks_db.terms import GONE
from tasks_db.work import filings as filed
from tasks_db.work import meetings as steps
from tasks_db.work.context import Context, view
from tasks_db.work.post import outbox
from tasks_db.work.views import ended


@dataclass(frozen=True, slots=True)
class Compared:
    """What differs in a ledger that came back, and how many people the dates in it would be told to."""

    found: tuple[Difference, ...]
    told: int


def _whole(ctx: Context) -> Ledger:
    """The ledger of all plans that are handed out, with what became of the pleas in it."""
    register = registers.load(ctx.session)
    shares = (share for _, task in register.tasks() for share in task.shares)
    asked = [report.id for share in shares for report in share.reports if report.needs]
    return ledgers.ledger(register, ctx.now, desk.pleas_told(ctx.session, asked) if asked else {})


@view(Right.PLAN)
def ledger(ctx: Context) -> Ledger:
    """Return the ledger of the plans that are handed out, with what the caller's bodies decided and filed."""
    found = _whole(ctx)
    tasks = {row.key: (row.code, row.state, row.deadline) for sheet in found.sheets for row in sheet.rows}
    bodies = [steps.body(ctx, meeting_id) for meeting_id in steps.own_ids(ctx, Right.PLAN)]
    return replace(
        found,
        cancelled=ended.every(ctx),
        resolutions=tuple(
            line
            for body in bodies
            for line in ledger_meetings.resolutions(body, meetings.sittings(ctx.session, body.id), tasks)
        ),
        filings=tuple(
            line for body in bodies for line in ledger_meetings.filings(body, filed.of_meeting(ctx.session, body.id))
        ),
    )


@view(Right.PLAN)
def ledger_of(ctx: Context, words: str) -> tuple[Ledger, str]:
    """Return the part of the ledger that words name, and what that is: a plan's, a leader's or a unit's tasks.

    Raises PlanError where they name none of these, or one without a task.
    """
    whole = _whole(ctx)
    if (numbered := _PLAN.fullmatch(words)) is not None:
        plan_id = int(numbered["plan"])
        wanted = {row.key for sheet in whole.sheets if sheet.plan_id == plan_id for row in sheet.rows}
        found, name = ledgers.part(whole, wanted), f"方案{plan_id}"
    elif (of_leader := ledgers.of_leader(whole, words)).sheets:
        found, name = of_leader, f"责任领导{words}"
    else:
        unit = unit_names.match(words, registry(ctx.session, people.the_meeting(ctx.session).jurisdiction_id)).unit
        wanted = {one.id for one in rows(ctx.session, plans.of_units([unit.id]))} if unit is not None else set()
        found, name = ledgers.part(whole, wanted), f"{unit.name if unit is not None else words}牵头和负责的任务"
    if not found.sheets:
        raise PlanError(
            f"台账里没有“{words}”的任务，没有导出。请写责任领导的姓名、单位的名称或方案的编号，例如 /ledger 方案1；"
            "要全部，请发送 /ledger。"
        )
    return found, name


_PLAN = re.compile(r"方案\s*(?P<plan>\d{1,6})")


@view(Right.PLAN)
def ledger_differences(ctx: Context, back: Back) -> Compared:
    """Return every difference between a ledger that came back and the ledger as it is now."""
    now = _whole(ctx)
    sent = {
        row.key: (
            row.code,
            sheet.plan_id,
            dict(zip(ledgers.CELLS, map(ledger_back.comparable, ledgers.cells(row)), strict=True)),
        )
        for sheet in now.sheets
        for row in sheet.rows
    }
    area = people.the_meeting(ctx.session).jurisdiction_id
    known = {name for unit in registry(ctx.session, area) for name in (unit.name, *unit.aliases)}
    found = ledger_back.differences(sent, back, known, ctx.today)
    moved = [one.task_id for one in ledger_back.counting(found) if one.column == DAY]
    return Compared(found, sum(len(outbox.people_asked(ctx.session, task_id=task_id)) for task_id in moved))


@view(Right.PLAN)
def fill_sheets(ctx: Context) -> tuple[FillSheet, ...]:
    """Return what each unit can fill in offline."""
    return fill.sheets(registers.load(ctx.session), ctx.now)


@view(Right.PLAN)
def filled(ctx: Context, back: Filled) -> tuple[Told | NotTaken, ...]:
    """Return what the rows that came back tell, and which of them cannot be taken."""
    known = {row.assignment_id: (sheet.unit, row.code, row.title) for sheet in fill_sheets(ctx) for row in sheet.rows}
    return tuple(fill.told(back.rows, known, registry(ctx.session, people.the_meeting(ctx.session).jurisdiction_id)))


def refuse_changed(now: int, agreed: int) -> None:
    """Raise PlanError where what was agreed to is not what would be done by now."""
    if now != agreed:
        raise PlanError("这份表格送来以后情况又变了，没有采用。请把表格重新发一次，再看一遍差异。")


@view(Right.PLAN)
def open_data(ctx: Context) -> dict[str, list[Row]]:
    """Return plans, tasks, assignments, dues and reports as plain rows; plans that were removed are left out."""
    kept = [key(row.id) for row in plans.all_plans(ctx.session) if row.stage not in GONE]
    return ledgers.open_data(registers.load(ctx.session, kept), ctx.now)
