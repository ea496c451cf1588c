"""The ledger (台账) and the open data of the register; what of a spreadsheet that came back would count."""

from dataclasses import replace

from tasks_db import lazy_re as re
from tasks_db.language import later
from tasks_db.lean_dataclass import dataclass
from tasks_db.register import fill, ledger_back, ledger_meetings, ledger_said, progress, unit_names
from tasks_db.register import ledger as ledgers
from tasks_db.register.answers import Assigned
from tasks_db.register.authority import Right
from tasks_db.register.fill import Filled, FillSheet, NotTaken, Told
from tasks_db.register.ledger import Ledger, LedgerSheet, Row
from tasks_db.register.ledger_back import DAY, Back, Difference
from tasks_db.register.progress import Given
from tasks_db.register.reading import Register
from tasks_db.register.refusals import AnswerRefused, PlanError
from tasks_db.register.unit_names import Known
from tasks_db.register.values import BarePlan, Task
from tasks_db.store import desk, meetings, people, plans, registers
from tasks_db.store.keys import key
from tasks_db.store.lean import rows
from tasks_db.store.units import registry
from tasks_db.terms import GONE, AnswerKind
from tasks_db.work import calls
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


def _whole(ctx: Context, register: Register) -> Ledger:
    """The ledger of all plans that are handed out, with what became of the pleas in it."""
    shares = (share for _, task in register.tasks() for share in task.shares)
    asked = [report.id for share in shares for report in share.reports if report.needs]
    return ledgers.ledger(register, ctx.now, desk.pleas_told(ctx.session, asked) if asked else {})


@view(Right.PLAN)
def ledger(ctx: Context) -> Ledger:
    """Return the ledger of the plans that are handed out, with what the caller's bodies decided and filed."""
    found = _whole(ctx, registers.load(ctx.session))
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
    whole = _whole(ctx, registers.load(ctx.session))
    if (numbered := _PLAN.fullmatch(words)) is not None:
        plan_id = int(numbered["plan"])
        wanted = {row.key for sheet in whole.sheets if sheet.plan_id == plan_id for row in sheet.rows}
        found, name = ledgers.part(whole, wanted), f"方案{plan_id}"
    elif (called := _plan_called(whole, words)) is not None:
        wanted = {row.key for row in called.rows}
        found, name = ledgers.part(whole, wanted), f"方案{called.plan_id}"
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
_CALLED = re.compile(r"《?(?P<title>.{2,}?)(?:(?:工作)?(?:方案|计划|安排))》?")


def _plan_called(whole: Ledger, words: str) -> LedgerSheet | None:
    """The sheet of the one plan whose title has the words (老旧小区方案); None where none has, or several."""
    called = _CALLED.fullmatch(words)
    meant = [sheet for sheet in whole.sheets if called is not None and called["title"] in sheet.title]
    return meant[0] if len(meant) == 1 else None


@view(Right.PLAN)
def ledger_differences(ctx: Context, back: Back) -> Compared:
    """Return every difference between a ledger that came back and the ledger as it is now."""
    register = registers.load(ctx.session)
    now = _whole(ctx, register)
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
    units = tuple(registry(ctx.session, area))
    known = {name for unit in units for name in (unit.name, *unit.aliases)}
    tasks = {task.id: (plan, task) for plan, task in register.tasks()}

    def said(cell: Difference) -> list[Difference]:
        return _said(ctx, *tasks[cell.task_id], cell, units)

    found = ledger_back.differences(sent, back, known, ctx.today, said)
    moved = [one.task_id for one in ledger_back.counting(found) if one.column == DAY]
    return Compared(found, sum(len(outbox.people_asked(ctx.session, task_id=task_id)) for task_id in moved))


def _said(ctx: Context, plan: BarePlan, task: Task, cell: Difference, units: tuple[Known, ...]) -> list[Difference]:
    """What a cell of 本期进展 tells for each unit, read as by phone; or why it is not taken."""
    if task.cancelled_at is not None or progress.is_closed(task, ctx.now):
        return [replace(cell, why_not=f"已经办结：要补记，请先说“重新打开{cell.what}，原因”")]
    shares = {share.id: share for share in task.asked_assignments}
    own = {share.id: word for share in shares.values() if (word := progress.last_word(share, ctx.now)) is not None}
    try:
        new = ledger_said.told(task, cell.before, cell.after, units)
    except PlanError as refused:
        return [replace(cell, why_not=str(refused))]
    found = []
    for share_id, words in new.items():
        unit, before = shares[share_id].unit, own[share_id].text if share_id in own else ""
        one = replace(cell, column=f"{cell.column}（{unit}）", before=before, after=words, share=share_id)
        try:
            found.append(replace(one, given=_given(ctx, Assigned(plan, task, shares[share_id]), words)))
        except AnswerRefused as refused:
            found.append(replace(one, why_not=str(refused)))
    return found


def _given(ctx: Context, share: Assigned, words: str) -> Given:
    """Return what words say of a share; raises AnswerRefused for those that only put the answer off."""
    given = calls.told_of_one(ctx, share, words)
    if later.says_only_later(words, ctx.today) or (given.kind is AnswerKind.EXTENSION and not given.new_date):
        raise AnswerRefused("不是进展：晚点再报、没有日期的延期，请在对话里说")
    return given


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
