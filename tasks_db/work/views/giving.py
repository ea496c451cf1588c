"""What the office looks at before it hands a task down or sends a notice, and who has signed for one."""

from collections.abc import Sequence

from tasks_db.register import giving, unit_names, values
from tasks_db.register.authority import Right
from tasks_db.register.giving import CircularLine, HandedTask, Reader, Sending
from tasks_db.register.refusals import PlanError
from tasks_db.register.unit_names import Known
from tasks_db.store import desk, models, people, registers, units
from tasks_db.store.keys import MAX_KEY, key
from tasks_db.store.lean import columns
from tasks_db.store.reports import Loaded
from tasks_db.terms import SeatRole, UnitKind
from tasks_db.work.context import Context, view

_LATEST = 10


@view(Right.PLAN)
def registered(ctx: Context) -> list[Known]:
    """Return the units that can be given something."""
    return units.registry(ctx.session, people.the_meeting(ctx.session).jurisdiction_id)


@view(Right.PLAN)
def read_task(ctx: Context, text: str) -> HandedTask:
    """Return the task that one message hands down; raises PlanError that says what is missing."""
    return giving.read(text, registered(ctx), ctx.today)


@view(Right.PLAN)
def faults(ctx: Context, known: Sequence[Known], number: int, task: HandedTask) -> list[str]:
    """Return what is wrong with a task to be handed down, each with its number."""
    unknown = [name for name in task.units if unit_names.match(name, known).unit is None]
    found = [f"第{number}项：单位库里没有“{'、'.join(unknown)}”"] if unknown else []
    if not task.units:
        found.append(f"第{number}项：没有写单位")
    if not task.text.strip():
        found.append(f"第{number}项：没有写事项")
    if task.day < ctx.today:
        found.append(f"第{number}项：{task.day}已经过去")
    return found


@view(Right.PLAN)
def of_task(ctx: Context, task_id: int) -> tuple[values.BarePlan, values.Task]:
    """Return a task with its plan."""
    return Loaded(ctx.session).of_task(task_id)


@view(Right.PLAN)
def readers_of(ctx: Context, whom: str) -> list[tuple[int, int]]:
    """Return the bound liaisons of all units, or of a group's members: pairs of person and unit.

    Raises PlanError for a name that is no group.
    """
    return [(person_id, unit_id) for unit_id, person_id, _ in _liaisons(ctx, whom) if person_id is not None]


@view(Right.PLAN)
def before_sending(ctx: Context, whom: str) -> Sending:
    """Return whom a notice would reach (R17); raises PlanError as ``readers_of`` does."""
    found = _liaisons(ctx, whom)
    reached = {person_id for _, person_id, _ in found if person_id is not None}
    served = {unit_id for unit_id, person_id, _ in found if person_id is not None}
    unreached = dict.fromkeys(unit for unit_id, _, unit in found if unit_id not in served)
    return Sending(_name_of(ctx, whom), len(reached), tuple(unreached))


def _name_of(ctx: Context, whom: str) -> str:
    group = _group(ctx, whom)
    return group.name if group is not None else giving.EVERYBODY


def _group(ctx: Context, whom: str) -> models.Unit | None:
    """The group of this name; None for everybody."""
    if whom.strip() in {giving.EVERYBODY, "所有单位", "各单位", "全体联络员"}:
        return None
    group = units.find_unit(ctx.session, people.the_meeting(ctx.session).jurisdiction_id, whom)
    if group is None or group.kind is not UnitKind.GROUP:
        raise PlanError(f"“{whom}”不是集合单位。请写“全体”，或集合单位的名称，例如：各乡镇（街道）。")
    return group


def _liaisons(ctx: Context, whom: str) -> list[tuple[int, int | None, str]]:
    """Unit, bound liaison or None, and the unit's name, for every unit that is meant."""
    group = _group(ctx, whom)
    members = None if group is None else {u.id for u in units.group_members(ctx.session, key(group.id), ctx.today)}
    found: list[tuple[int, int | None, str]] = []
    for seat in registers.seats(ctx.session, columns(models.Seat).role == SeatRole.LIAISON):
        if members is None or seat.unit_id in members:
            bound: list[int | None] = [h.person_id for h in seat.holders_on(ctx.today) if h.accounts]
            found += [(seat.unit_id, person_id, seat.unit) for person_id in bound or [None]]
    return found


@view(Right.PLAN)
def circulars(ctx: Context) -> tuple[CircularLine, ...]:
    """Return the latest notices, newest first, with who has signed for them."""
    return tuple(_line(ctx, row) for row in desk.circulars(ctx.session, _LATEST))


@view(Right.PLAN)
def circular(ctx: Context, circular_id: int) -> CircularLine:
    """Return one notice; raises PlanError where there is none of this number."""
    row = ctx.session.get(models.Circular, circular_id) if circular_id <= MAX_KEY else None
    if row is None:
        raise PlanError("没有这条通知。发送 /notices 查看发过的通知。")
    return _line(ctx, row)


def _line(ctx: Context, row: models.Circular) -> CircularLine:
    readers = tuple(Reader(person, unit, one.read_at) for one, person, unit in desk.readers(ctx.session, key(row.id)))
    return CircularLine(key(row.id), row.at, row.whom, row.text, readers, _unreached(ctx, row.whom, readers))


def _unreached(ctx: Context, whom: str, readers: Sequence[Reader]) -> tuple[str, ...]:
    """The units that a notice is meant for and that it did not go to; none where its group is no more."""
    sent = {reader.unit for reader in readers}
    try:
        meant = dict.fromkeys(unit for _, _, unit in _liaisons(ctx, whom))
    except PlanError:
        return ()
    return tuple(unit for unit in meant if unit not in sent)
