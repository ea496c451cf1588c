"""A plan in a new version: the draft gives way to the final paper, or to its mended spreadsheet.

The old plan's row goes on, so that identity, history, bindings and reports go along; what the new version says is
written over it.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from tasks_db.language.rounds import Round
from tasks_db.register import handing_out, new_version, values
from tasks_db.register.authority import Right
from tasks_db.register.compare import Comparison, Item, Match, as_kept, said_of
from tasks_db.register.handing_out import Blocker
from tasks_db.register.new_version import REPLACED, Replacing
from tasks_db.register.office_words import cycles_of
from tasks_db.register.refusals import PlanError
from tasks_db.store import models, people, plans
from tasks_db.store.keys import key
from tasks_db.store.reports import Loaded
from tasks_db.terms import CheckpointKind, PlanStage, Role
from tasks_db.work import folding, joining, owing, shares, steps
from tasks_db.work.context import Context, act
from tasks_db.work.post import outbox
from tasks_db.work.views.versions import before_replacing, compare_sheet

_LINES = 12
"""So many tasks are named to one person."""


@act(Right.PLAN)
def replace_plan(ctx: Context, old_id: int, new_id: int) -> Replacing:
    """Let the old plan go on as the new version, and return what changed; the new version's row is spent.

    Where the old plan asks, it goes on asking, for what the new version says; each unit that was asked of it is told
    once what moved, fell away or came to it. Raises PlanError where the new version does not wait for 交办, or
    something is open in it that the plan cannot be asked with.
    """
    value = before_replacing(ctx, old_id, new_id)
    _refuse_open(old_id, value.first)
    old, new = plans.get(ctx.session, old_id), plans.get(ctx.session, new_id)
    was = plans.one_plan(ctx.session, old_id)
    found = value.found
    stays = {m.old.key: m.kept for m in found.matches}
    kept = [(m.old, m.new) for m in found.matches]
    kept += [(whole, parts[0]) for whole, parts in found.split]
    kept += [(parts[0], whole) for parts, whole in found.merged]
    merged = {part.key: (parts[0].key, whole) for parts, whole in found.merged for part in parts[1:]}
    for part, (into, whole) in merged.items():
        folding.fold(ctx, part, into, whole.key)
    for before, after in kept:
        _write_over(ctx, before.key, after.key, stays.get(before.key, frozenset()))
    for into in {into for into, _ in merged.values()}:
        for point in plans.checkpoints_of(ctx.session, into):
            _dues_follow(ctx, point)
    extra = [*found.added, *(part for _, parts in found.split for part in parts[1:])]
    for item in extra:
        _take_in(ctx, old, item.key)
    for item in found.dropped:
        steps.cancel(ctx, plans.task_by_id(ctx.session, item.key), "新版方案中没有这一项")
    for part, (_, whole) in merged.items():
        steps.cancel(ctx, plans.task_by_id(ctx.session, part), f"新版方案中并入“{whole.title}”")
    _note_changes(ctx, found)
    _order(ctx, old, [*kept, *((i, i) for i in extra)])
    _write_plan_over(ctx, old, new)
    _move_rest(ctx, old, new)
    new.stage = PlanStage.ABOLISHED
    ctx.session.add_all([old, new])
    ctx.session.flush()
    told = _go_on(ctx, old, was, {part: into for part, (into, _) in merged.items()})
    ctx.note(REPLACED, "plan", old_id, title=was.title, file=new.file_name, told=told, found=as_kept(found))
    return replace(value, told=told)


def _note_changes(ctx: Context, found: Comparison) -> None:
    """Keep with each task what the new version made of it, so that its own history tells."""
    for match in found.changed:
        made = [one for one in match.changes if not one.kept and one.field != "序号"]
        if made:
            ctx.note("按新版修改", "task", match.old.key, changed=said_of(made))
    for whole, parts in found.split:
        ctx.note("按新版拆分", "task", whole.key, into=[one.title or one.content for one in parts])
    for parts, whole in found.merged:
        names = [one.title or one.content for one in parts]
        ctx.note("按新版合并", "task", parts[0].key, before=names, after=whole.title or whole.content)
    for item in found.added:
        ctx.note("按新版新增", "task", item.key)


def _refuse_open(old_id: int, left: Sequence[Blocker]) -> None:
    """Raise PlanError, with the next step, where something is open that a plan cannot be asked with."""
    if left:
        listed = "；".join(b.text if b.kind in {"draft", "empty"} else f"{b.count}{b.text}" for b in left)
        raise PlanError(
            f"方案{old_id}正在催报，替换后马上照新版问，还没有定：{listed}。请先在新版方案里定好，再替换。"
        )


def _go_on(ctx: Context, old: models.Plan, was: values.Plan, merged: Mapping[int, int]) -> int:
    """Let a plan that asks be asked as the new version says, and tell each unit what moved; return how many hear it.

    Raises PlanError, and nothing is replaced, where something is open that the plan cannot be asked with.
    """
    now = plans.one_plan(ctx.session, key(old.id))
    if old.stage is not PlanStage.LOADED:
        _refuse_open(key(old.id), handing_out.blockers(now))
        for task in now.live_tasks:
            shares.renew(ctx, task)
    before = {task.id: task for task in was.live_tasks}
    for task in now.live_tasks:
        if task.id in before:  # also what was laid out before the plan was taken back
            owing.turn_days(ctx, before[task.id])
    if old.stage is not PlanStage.LOADED:
        joining.ask_figures(ctx, old)
        joining.offer_liaison_seats(ctx.session, old)
    asked = set(outbox.people_asked(ctx.session, plan_id=key(old.id)))
    lines: dict[int, list[str]] = {}
    for unit, said in new_version.told(was, plans.one_plan(ctx.session, key(old.id)), merged).items():
        for person_id in people.speakers_of(ctx.session, unit, ctx.today):
            if person_id in asked:
                lines.setdefault(person_id, []).extend(said)
    basis = f"《{old.title}》（{old.number}）" if old.number else f"新版文件“{old.file_name}”"
    for person_id, said in lines.items():
        shown = [
            *said[:_LINES],
            *([f"……另有{len(said) - _LINES}项，请发“我的任务”看。"] if len(said) > _LINES else []),
        ]
        text = "\n".join([f"“{was.title}”换成了新版，与贵单位有关的：", *(f"· {one}" for one in shown)])
        outbox.tell(ctx.session, person_id, f"{text}\n依据：{basis}。已报的内容都保留。", ctx.now)
    return len(lines)


def _write_over(ctx: Context, old_id: int, new_id: int, stays: Collection[str]) -> None:
    """Give the old task the new version's words, units and dates; assignments that stay keep their reports.

    The fields in ``stays`` are as the office decided them.
    """
    old, new = ctx.session.get_one(models.Task, old_id), ctx.session.get_one(models.Task, new_id)
    leaders = old.leaders
    for name in ("seq", "section", "title", "content", "leaders", "deadline_text", "standing", "source_place"):
        setattr(old, name, getattr(new, name))
    if "责任领导" in stays:
        old.leaders = leaders
    old.source_quote, old.confidence = new.source_quote, new.confidence
    if not _keeps_its_day(ctx, old, new):
        old.review = new.review
    if new.cycles and new.cycles != old.cycles:
        steps.take_back_rounds(ctx, old)
        old.cycles = new.cycles
    _move_assignments(ctx, old, new, [role for role in Role if f"{role.zh}单位" not in stays])
    _move_checkpoints(ctx, old, new)
    ctx.session.add(old)


def _keeps_its_day(ctx: Context, old: models.Task, new: models.Task) -> bool:
    """Whether the new version prints the same deadline, so that what the office settled about it holds on."""
    was, printed = (_deadline(ctx, task) for task in (old, new))
    return was is not None and printed is not None and printed.day in {was.day, was.original_day}


def _deadline(ctx: Context, task: models.Task) -> models.Checkpoint | None:
    points = plans.checkpoints_of(ctx.session, key(task.id))
    return next((one for one in points if one.kind is CheckpointKind.DEADLINE), None)


def _move_assignments(ctx: Context, old: models.Task, new: models.Task, roles: Collection[Role]) -> None:
    """The new version's units of these roles; those of another role stay. Who had a share before has it again."""
    rows = plans.assignments_of(ctx.session, key(old.id))
    before = {(a.role, a.unit_id or a.printed): a for a in rows if a.role in roles}
    printed = [row for row in plans.assignments_of(ctx.session, key(new.id)) if row.role in roles]
    named = {(row.role, row.unit_id or row.printed) for row in printed}
    staying = any(a.consolidates for a in rows if a.role not in roles or (a.role, a.unit_id or a.printed) in named)
    for row in printed:
        kept = before.pop((row.role, row.unit_id or row.printed), None)
        if kept is None:
            back = steps.had(ctx, old, row.role, row.printed)
            own, place, consolidates = back or row, row.position, row.consolidates
            own.task_id, own.position, own.ended_at = key(old.id), place, None
            own.consolidates = consolidates and not staying
            ctx.session.add(own)
        else:
            kept.position, kept.printed = row.position, row.printed
            kept.consolidates = kept.consolidates or (row.consolidates and not staying)
            ctx.session.add(kept)
    for gone in before.values():
        gone.ended_at, gone.consolidates = ctx.now, False
        ctx.session.add(gone)
    ctx.session.flush()


def _move_checkpoints(ctx: Context, old: models.Task, new: models.Task) -> None:
    """The new version's dates; one that only moved keeps its row, and with it what was said about it.

    A day that the office or an extension has moved stays where the paper still prints the day before it.
    """
    before = {(c.kind, c.target): c for c in plans.checkpoints_of(ctx.session, key(old.id))}
    moved = []
    for row in plans.checkpoints_of(ctx.session, key(new.id)):
        kept = before.get((row.kind, row.target)) or before.get((row.kind, ""))
        if kept is None:
            row.task_id = key(old.id)
            ctx.session.add(row)
        elif row.day not in {kept.day, kept.original_day}:
            kept.original_day = kept.original_day or kept.day
            kept.day, kept.basis = row.day, row.basis
            ctx.session.add(kept)
            moved.append(kept)
    ctx.session.flush()
    for checkpoint in moved:
        _dues_follow(ctx, checkpoint)


def _take_in(ctx: Context, plan: models.Plan, task_id: int) -> None:
    task = ctx.session.get_one(models.Task, task_id)
    task.plan_id = key(plan.id)
    ctx.session.add(task)


def _order(ctx: Context, plan: models.Plan, kept: Sequence[tuple[Item, Item]]) -> None:
    """Stand in the new version's order."""
    place = {after.key: ctx.session.get_one(models.Task, after.key).position for _, after in kept}
    for before, after in kept:
        task = ctx.session.get_one(models.Task, before.key)
        task.position = place[after.key]
        task.plan_id = key(plan.id)
        ctx.session.add(task)


def _write_plan_over(ctx: Context, old: models.Plan, new: models.Plan) -> None:
    for name in (
        "title",
        "number",
        "issuer",
        "document_status",
        "issued_on",
        "period_start",
        "period_end",
        "file_name",
        "file_hash",
        "remarks",
        "intake",
    ):
        setattr(old, name, getattr(new, name))
    ctx.session.add(old)


def _move_rest(ctx: Context, old: models.Plan, new: models.Plan) -> None:
    """Candidates, findings and indicators are the new version's; a supplier that was set stays with its indicator."""
    for finding in plans.findings_of(ctx.session, key(old.id)):
        finding.settled_at = finding.settled_at or new.loaded_at
        ctx.session.add(finding)
    for finding in plans.findings_of(ctx.session, key(new.id)):
        finding.plan_id = key(old.id)
        ctx.session.add(finding)
    for candidate in plans.tasks_of(ctx.session, key(old.id), candidates=True):
        candidate.cancelled_at = new.loaded_at
        ctx.session.add(candidate)
    for candidate in plans.tasks_of(ctx.session, key(new.id), candidates=True):
        _take_in(ctx, old, key(candidate.id))
    known = {i.name: i for i in plans.indicators_of(ctx.session, key(old.id))}
    for indicator in plans.indicators_of(ctx.session, key(new.id)):
        kept = known.pop(indicator.name, None)
        if kept is None:
            indicator.plan_id = key(old.id)
            ctx.session.add(indicator)
        else:
            kept.seq, kept.baseline, kept.targets = indicator.seq, indicator.baseline, indicator.targets
            ctx.session.add(kept)
    _move_text(ctx, old, new)


def _move_text(ctx: Context, old: models.Plan, new: models.Plan) -> None:
    """The tasks stand in the new version's text from now on."""
    read = ctx.session.get(models.PlanText, key(new.id))
    if read is not None:
        kept = ctx.session.get(models.PlanText, key(old.id)) or models.PlanText(plan_id=key(old.id), text="")
        kept.text, kept.spans = read.text, read.spans
        ctx.session.add(kept)
        ctx.session.delete(read)


@act(Right.PLAN)
def take_sheet(ctx: Context, plan_id: int, items: Sequence[Item]) -> Comparison:
    """Take over a mended spreadsheet, and return what changed: rows with a task's number, new rows with number 0.

    Raises PlanError where the plan is handed out, or a row has the number of no task of it.
    """
    plan = steps.open_plan(ctx, plan_id)
    found = compare_sheet(ctx, plan_id, items)
    for match in found.changed:
        _mend(ctx, plan, match)
    position = max((t.position for t in plans.tasks_of(ctx.session, plan_id)), default=-1)
    for number, item in enumerate(found.added, position + 1):
        _add_item(ctx, plan, item, number)
    for item in found.dropped:
        steps.cancel(ctx, plans.task_by_id(ctx.session, item.key), "表格中删去")
    ctx.session.flush()
    return found


def _mend(ctx: Context, plan: models.Plan, match: Match) -> None:
    """Write what a mended row says over its task."""
    task = plans.task_by_id(ctx.session, match.old.key)
    known = steps.registered(ctx, plan)
    _, was = Loaded(ctx.session).of_task(key(task.id))
    fields = {c.field for c in match.changes}
    task.seq, task.title, task.content = match.new.seq, match.new.title, match.new.content
    ctx.session.add(task)
    for role, field, names in (
        (Role.LEAD, "牵头单位", match.new.leads),
        (Role.RESPONSIBLE, "责任单位", match.new.responsibles),
    ):
        if field in fields:
            steps.write_units(ctx, task, role, names, known)
    if "责任领导" in fields:
        task.leaders = list(match.new.leaders)
    if match.new.deadline is not None and "时限" in fields:
        _dues_follow(ctx, steps.write_deadline(ctx, task, match.new.deadline))
    if "报送周期" in fields:
        steps.write_cycles(ctx, task, _rounds(match.new))
    owing.turn_days(ctx, was)
    ctx.note("按表格修改", "task", task.id, changed=said_of(match.changes))


def _dues_follow(ctx: Context, checkpoint: models.Checkpoint) -> None:
    """What was asked for before the plan was taken back is owed on the new day, once it is handed out again."""
    owing.move_dues(ctx, checkpoint)


def _rounds(item: Item) -> tuple[Round, ...]:
    return tuple(one for name in item.cycles for one in cycles_of(name))


def _add_item(ctx: Context, plan: models.Plan, item: Item, position: int) -> None:
    task = models.Task(
        plan_id=key(plan.id),
        position=position,
        seq=item.seq,
        title=item.title or item.content[:24],
        content=item.content,
        leaders=list(item.leaders),
        source_place="办公室修订表",
        source_quote=item.content,
    )
    ctx.session.add(task)
    ctx.session.flush()
    known = steps.registered(ctx, plan)
    steps.write_units(ctx, task, Role.LEAD, item.leads, known)
    steps.write_units(ctx, task, Role.RESPONSIBLE, item.responsibles, known)
    if item.deadline is not None:
        steps.write_deadline(ctx, task, item.deadline)
    if item.cycles:
        steps.write_cycles(ctx, task, _rounds(item))
    ctx.note("按表格新增", "task", task.id)
