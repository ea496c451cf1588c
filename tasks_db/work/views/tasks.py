"""What is asked of one task."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from tasks_db.language.questions.cover import Names, told_by
from tasks_db.language.questions.names import pieces
from tasks_db.register import authority, codes, exemptions, progress, values
from tasks_db.register.authority import Right
from tasks_db.register.exemptions import Exemption
from tasks_db.register.outcomes import Moving
from tasks_db.register.people import Address
from tasks_db.register.queries import EVERYTHING
from tasks_db.register.queries.vocabulary import vocabulary
from tasks_db.register.refusals import AnswerRefused, PlanError, UnitError
from tasks_db.register.seen import SeenTask
from tasks_db.register.units_standing import UnitsStanding, units_standing
from tasks_db.register.values import Assignment
from tasks_db.store import audit, candidates, models, names, people, plans, registers
from tasks_db.store.keys import MAX_KEY, key
from tasks_db.store.reports import Loaded
from tasks_db.store.units import named_unit
from tasks_db.terms import GONE, PlanStage, SeatRole
from tasks_db.work import pleas, stood_in
from tasks_db.work.context import Context, view
from tasks_db.work.own import own_assignment
from tasks_db.work.post import conversation, outbox
from tasks_db.work.views import membership


@view(Right.PLAN)
def grounds(ctx: Context, task_ids: Collection[int]) -> dict[int, str]:
    """Return the last ground (依据) that was given for a change of each of these tasks, where there is one."""
    of_all = audit.histories(ctx.session, "task", task_ids)
    said = {
        one_id: [str(one.detail["ground"]) for one in done if one.detail.get("ground")]
        for one_id, done in of_all.items()
    }
    return {task_id: of_one[-1] for task_id, of_one in said.items() if of_one}


@view(Right.PLAN)
def exempted(ctx: Context, unit: str = "", number: str = "") -> tuple[Exemption, ...]:
    """Return the exemptions that hold in the plans that ask, of a unit and of a task's code or number where named.

    Raises UnitError for a name that no unit has.
    """
    area = people.the_meeting(ctx.session).jurisdiction_id
    unit_id = key(named_unit(ctx.session, area, unit).id) if unit else None
    return tuple(
        one
        for plan, task in registers.tasks(ctx.session, plans.with_exemptions())
        if plan.asks and task.is_live and (not number or codes.goes_by(task, number))
        for one in exemptions.holding(task)
        if unit_id in {None, one.unit_id}
    )


@view(Right.PLAN)
def whom_to_exempt(ctx: Context, task_id: int, unit: str) -> list[Assignment]:
    """Return the assignments of a task that a unit is exempted with.

    Raises PlanError for a unit that is not among those of the task, with what to do for a member of a group through
    which nobody is asked.
    """
    _, found = Loaded(ctx.session).of_task(task_id)
    own = exemptions.of_unit(found, unit)
    if own:
        return own
    try:
        group, member = membership.unasked_group(ctx, task_id, unit)
    except (PlanError, UnitError) as fault:
        raise PlanError(f"“{unit}”不在这项任务的单位里。") from fault
    raise PlanError(
        f"{codes.of(found)} {found.title}没有逐家问{group.printed}，现在不向{member.unit}要反馈，也就没有要豁免的。"
        f"要单独写明它免报：请先发“{codes.of(found)}单独问{member.unit}”，确认后再发刚才这句。"
    )


@view(Right.ANSWER)
def numbered(ctx: Context, assignment_id: int, due_id: int, at: Address, ref: str | None) -> SeenTask:
    """Return a task of the person's own unit, with the number that it has on the message ``ref`` of a conversation.

    Raises AnswerRefused for a task of another unit.
    """
    found = own_assignment(ctx, Loaded(ctx.session), assignment_id)
    numbers = {assignment: number for number, assignment, _ in conversation.shown(ctx, at, ref)}
    return SeenTask(
        plan=found.plan,
        task=found.task,
        own=found.assignment,
        due=found.due(due_id),
        number=numbers.get(assignment_id),
        coordinates=authority.leads(ctx.who, found.task),
        office=authority.is_office(ctx.who),
    )


@view(Right.ASK)
def task(ctx: Context, task_id: int) -> SeenTask:
    """Return a task as whoever asks may see it; raises AnswerRefused where it is no concern of their unit."""
    return _seen(ctx, *Loaded(ctx.session).of_task(task_id))


@view(Right.ASK)
def by_seq(ctx: Context, seq: str, *, gone: bool = False) -> tuple[SeenTask, ...]:
    """Return the tasks of that number in the plans that are handed out, as far as the asker may see them.

    Raises AnswerRefused where there is none, unless a cancelled one goes by it (``gone``).
    """
    found = _of_seq(ctx, seq)
    if not found and not gone:
        raise AnswerRefused("没有这个编号的任务，或与贵单位无关。请发 /task 加编号，例如 /task 3。")
    return found


@view(Right.PLAN)
def not_handed_out(ctx: Context, plan_id: int, seq: str) -> int | None:
    """Return the task of that number in a plan that is not handed out; None where there is no such plan.

    Raises PlanError where the plan has not this task.
    """
    plan = ctx.session.get(models.Plan, plan_id) if plan_id <= MAX_KEY else None
    if plan is None or plan.stage in {*GONE, PlanStage.DISPATCHED}:
        return None
    held = registers.tasks(ctx.session, plans.of_seq(codes.code(plan_id, seq), in_force=False))
    found = next((task.id for of_plan, task in held if of_plan.id == plan_id and task.seq == seq), None)
    if found is None:
        raise PlanError(f"方案{plan_id}里没有第{seq}项任务。请核对编号：/plans 里点方案看全部任务。")
    return found


@view(Right.ASK)
def in_plan(ctx: Context, plan_id: int, seq: str) -> SeenTask:
    """Return the task of that number in one plan that is handed out; raises AnswerRefused where there is none."""
    found = [seen for seen in _of_seq(ctx, seq) if seen.plan.id == plan_id]
    if not found:
        raise AnswerRefused(f"方案{plan_id}没有交办，或里面没有编号为“{seq}”的任务。请用 lianxi plan show 核对。")
    return found[0]


@view(Right.PLAN)
def closed_called(ctx: Context, words: str) -> tuple[tuple[int, str, str], ...]:
    """Return the tasks that words may name, by title, code or number: each with its id, code and title.

    Where one of them is closed, those that are not are left out.
    """
    known = vocabulary(names.names_for(ctx.session, words, EVERYTHING), ())
    meant = told_by([piece for piece in pieces(words, known) if piece.is_a is Names.TASK])
    which = candidates.of_ids(meant) if meant else plans.of_seq(words.strip().removeprefix("第").removesuffix("项"))
    found = [task for _, task in registers.tasks(ctx.session, which)]
    closed = [task for task in found if progress.is_closed(task, ctx.now)]
    return tuple((task.id, codes.of(task), task.title) for task in closed or found)


@view(Right.PLAN)
def before_moving(ctx: Context, numbers: Sequence[str], plan_id: int | None) -> tuple[Moving, ...]:
    """Return the tasks of these numbers, or codes, before their deadline moves; of the plan that is named, if one is.

    Raises PlanError that names every number of which there is no task, or several.
    """
    found = []
    for number in numbers:
        of_plan, seq = codes.parted(number)
        wanted = of_plan or plan_id
        fits = [
            (plan, one)
            for plan, one in registers.tasks(ctx.session, plans.of_seq(number, in_force=False))
            if plan.stage is not PlanStage.ABOLISHED and one.is_live and one.seq == seq and wanted in {None, plan.id}
        ]
        if len(fits) != 1:
            where = f"方案{wanted}里" if wanted else ""
            what = "有几个方案都有，请写方案编号，例如“方案2第2、3项的时限改到12月31日”" if fits else "没有这一项"
            raise PlanError(f"{where}第{number}项：{what}。一项也没有改。")
        found.append(fits[0][1])
    return tuple(_moving(ctx, one) for one in found)


@view(Right.PLAN)
def moving(ctx: Context, task_ids: Sequence[int]) -> tuple[Moving, ...]:
    """Return tasks before their deadline moves; raises AnswerRefused for one that is gone."""
    loaded = Loaded(ctx.session)
    return tuple(_moving(ctx, loaded.of_task(task_id)[1]) for task_id in task_ids)


def _moving(ctx: Context, one: values.Task) -> Moving:
    told = outbox.people_asked(ctx.session, task_id=one.id)
    before = one.deadline.day if one.deadline is not None else None
    called = people.names(ctx.session, told)
    lines = people.seat_lines(ctx.session, key(people.the_meeting(ctx.session).id), ctx.today)
    seats = {line.person_id: line.unit for line in lines if line.role is SeatRole.LIAISON}
    bound = {line.unit for line in lines if line.role is SeatRole.LIAISON and line.bound}
    return Moving(
        one.id,
        codes.of(one),
        one.title,
        before,
        len(told),
        tuple(f"{seats.get(person_id, '')}{called.get(person_id, '')}" for person_id in told),
        tuple(dict.fromkeys(a.unit for a in one.asked_assignments if a.unit not in bound)),
        closed=progress.is_closed(one, ctx.now),
    )


@view(Right.ASK)
def units(ctx: Context, task_id: int) -> UnitsStanding:
    """Return where each unit of a task stands and what it says.

    Raises AnswerRefused for whoever is neither its lead, nor the office, nor a convenor.
    """
    plan, found = Loaded(ctx.session).of_task(task_id)
    if not authority.is_convenor(ctx.who):
        authority.require_coordination(ctx.who, found)
    reading = registers.part(ctx.session, candidates.of_ids([task_id]))
    standing = units_standing(reading, plan, stood_in.in_task(ctx, found), ctx.now)
    return replace(standing, pleas=pleas.told(ctx, found))


def _of_seq(ctx: Context, seq: str) -> tuple[SeenTask, ...]:
    found = registers.tasks(ctx.session, plans.of_seq(seq.strip()))
    return tuple(
        _seen(ctx, plan, one) for plan, one in found if plan.asks and one.is_live and authority.may_see(ctx.who, one)
    )


def _seen(ctx: Context, plan: values.BarePlan, one: values.Task) -> SeenTask:
    if not authority.may_see(ctx.who, one):
        raise AnswerRefused("这项任务与贵单位无关，不能查看。发送 /mine 查看贵单位的任务。")
    office = authority.is_office(ctx.who)
    mine = authority.units_of(ctx.who)
    coordinates = office or authority.is_convenor(ctx.who) or authority.leads(ctx.who, one)
    return SeenTask(
        plan=plan,
        task=one,
        own=next((a for a in one.asked_assignments if a.unit_id in mine), None),
        coordinates=coordinates,
        office=office,
        pleas=pleas.told(ctx, one) if coordinates else (),
    )
