"""A plan as the office sees it: the list of plans, one plan's overview, and what 交办 and its recall did."""

from collections.abc import Sequence

from messages import actions, dates, ended_text, office_day, paging, plan_parts
from messages.message import Button, Message, in_rows
from messages.phrases import clip, names
from tasks_db.register import handing_out
from tasks_db.register.ladder import PlanSettings
from tasks_db.register.membership import MemberChange
from tasks_db.register.new_version import Predecessor
from tasks_db.register.outcomes import HandedOut, HandingOut, Recalled, Recalling
from tasks_db.register.overview import Overview, PlanLine
from tasks_db.register.roster import Taken
from tasks_db.register.values import BarePlan, Plan
from tasks_db.terms import PlanStage

PLANS_PER_PAGE = 12
_PAPERS = 2
_NUMBERS = 12
_MOST_CHANGES = 10
STATUS = {"draft": "征求意见稿", "issued": "印发稿", None: "未写明是否印发"}


def plans(lines: Sequence[PlanLine], number: int = 0) -> Message:
    """Return one page of the list of plans, with a button for each."""
    if not lines:
        return Message("还没有方案。把方案文件直接发给我即可（Word、Excel、PDF、网页或文本）。")
    page = paging.so_many(len(lines), PLANS_PER_PAGE, number)
    shown = lines[page.first : page.last]
    text = [
        f"{p.id}. {clip(p.title, 36)}（{'征求意见稿，' if p.is_draft else ''}{p.stage.zh}，{p.tasks}项）"
        for p in shown
    ]
    if page.of > 1:
        text.append(f"第{page.number + 1}页，共{page.of}页、{len(lines)}个方案")
    buttons = in_rows([Button(f"方案{p.id}", actions.PLAN, (p.id,)) for p in shown], 4)
    turning = paging.turning(page, actions.PLANS)
    return Message("\n".join(text), (*buttons, *([turning] if turning else [])))


def not_handed_out(plan: BarePlan) -> str:
    """What stands above a task of a plan that nobody was asked about yet: 方案2（征求意见稿，待交办）."""
    return f"方案{plan.id}（{STATUS[plan.document_status]}，{plan.stage.zh}）的任务，还没有通知任何单位："


def overview(value: Overview) -> Message:
    """Return a plan's overview: counts, then what stands in the way of 交办; a button for each thing to look at."""
    plan = value.plan
    tasks = plan.own_tasks
    dated = sum(t.deadline is not None for t in tasks)
    lines = [
        f"方案{plan.id}：{plan.title}",
        f"{STATUS[plan.document_status]}，{plan.stage.zh}" + (f"，{plan.number}" if plan.number else ""),
        (
            f"任务{len(tasks)}项（有时限{dated}项，长期{sum(t.standing for t in tasks)}项），"
            f"指标{len(plan.indicators)}项，候选{len(value.candidates)}条，疑点{len(value.findings)}处"
        ),
    ]
    lines += _above(value)
    if value.remarks:
        lines.append(f"备注：{clip(value.remarks[0].removeprefix('备注：'), 60)}")
    lines += filter(None, [ended_text.in_short(value.ended)])
    lines.append(ladder(plan.settings.ladder))
    lines.append(office_day.steps(plan.settings))
    if value.predecessor is not None:
        lines.append(f"{seems_new(value.predecessor)}是新版的，请先对比、用它替换；交办的话，两个方案会各催各的。")
    if value.member_changes:
        lines.append(f"{_changed(value.member_changes)}要采纳，请点“成员变动”。")
    if plan.stage is PlanStage.LOADED:
        if value.blockers:
            lines.append("交办前还要定：")
            lines += [f"· {blocker(b)}" for b in value.blockers]
        else:
            lines.append(f"可以交办：共{sum(value.questions.values())}次提问，{len(value.questions)}个单位。")
        lines.append("交办前不会通知任何单位。")
    return Message("\n".join(lines), _overview_buttons(value))


def seems_new(before: Predecessor) -> str:
    """Say which plan another seems to be a new version of, and what speaks for it."""
    alike = f"，原来的{before.tasks}项里有{before.alike}项同名" if before.alike else ""
    return f"这像是方案{before.plan_id}“{clip(before.title, 30)}”的新版{alike}。"


def _above(value: Overview) -> list[str]:
    """The papers above the plan, those that are plans here first; one line."""
    papers = sorted(value.above, key=lambda one: one.plan_id is None)
    shown = [
        f"《{clip(one.title, 30)}》"
        + (f"（{one.number}）" if one.number else "")
        + (f"即方案{one.plan_id}" if one.plan_id else "")
        for one in papers[:_PAPERS]
    ]
    more = f"等{len(papers)}份" if len(papers) > _PAPERS else ""
    return [f"上位文件：{'、'.join(shown)}{more}"] if shown else []


MARKED_DRAFT = "已标为征求意见稿：不能交办，不通知任何单位。印发以后点“已正式印发，内容未变”，再交办。"
MARKED_ISSUED = "已标为正式印发。"


def ladder(days: Sequence[int]) -> str:
    """Return a plan's own ladder as a line: on which days around a date its units are asked."""
    return f"提醒：{'、'.join(map(_rung, days))}"


def ask_steps(settings: PlanSettings) -> str:
    """Return the question for a plan's ladder or for its steps, with what holds now."""
    return (
        f"{ladder(settings.ladder)}\n{office_day.steps(settings)}\n"
        "改提醒日请回复离时限的天数，例如 -14,-7,-1,0,3；改升级请回复“升级 3 7 15”。"
    )


def _rung(offset: int) -> str:
    if offset == 0:
        return "当天"
    return f"时限前{-offset}天" if offset < 0 else f"时限后{offset}天"


def blocker(blocker: handing_out.Blocker) -> str:
    """Return what stands in the way of 交办, with how many things of its kind."""
    return blocker.text if blocker.kind in {"draft", "empty"} else f"{blocker.count}{blocker.text}"


def _overview_buttons(value: Overview) -> tuple[tuple[Button, ...], ...]:
    plan, counts = value.plan, plan_parts.counts(value)
    parts = [
        Button(f"{label} {counts[part]}", actions.PLAN_PART, (plan.id, part, 0))
        for part, label in plan_parts.PARTS.items()
        if counts[part]
    ]
    rows = list(in_rows(parts, 3))
    if value.roster:
        rows.append((Button(f"采用成员名单 {value.roster}人", actions.ROSTER, (plan.id,)),))
    if (before := value.predecessor) is not None:
        rows.append(
            (Button(f"可能是方案{before.plan_id}的新版：对比", actions.COMPARE, (plan.id, before.plan_id, 0)),)
        )
    related = [Button(f"上位方案{one.plan_id}", actions.PLAN, (one.plan_id,)) for one in value.above if one.plan_id]
    related += [Button(f"下位方案{number}", actions.PLAN, (number,)) for number in value.below]
    rows += in_rows(related, 3)
    if plan.stage is PlanStage.LOADED:
        rows.append((Button("导出表格修改", actions.EXPORT, (plan.id,)),))
    if plan.document_status == "draft":
        rows.append((Button("已正式印发，内容未变", actions.MARK_ISSUED, (plan.id,)),))
    elif plan.stage is PlanStage.LOADED:
        rows.append((Button("标为征求意见稿", actions.MARK_DRAFT, (plan.id,)),))
    if plan.stage is PlanStage.LOADED and not value.blockers:
        rows.append((Button("交办", actions.DISPATCH, (plan.id,)),))
        rows.append((Button("试运行（只发办公室）", actions.TRY_OUT, (plan.id, 1)),))
    if value.member_changes:
        rows.append((Button(f"成员变动 {len(value.member_changes)}", actions.MEMBERS, (plan.id,)),))
    rows.append((Button("改提醒和升级", actions.STEPS, (plan.id,)),))
    rows += _ways_back(plan)
    return tuple(rows)


def _ways_back(plan: Plan) -> list[tuple[Button, ...]]:
    """The buttons that take back what was done with a plan, by its stage."""
    match plan.stage:
        case PlanStage.TRIAL:
            stop = Button("停止试运行", actions.TRY_OUT, (plan.id, 0))
            remove = Button("移除方案", actions.REMOVE, (plan.id,))
            return [(Button("正式交办", actions.DISPATCH, (plan.id,)), stop), (remove,)]
        case PlanStage.DISPATCHED:
            return [(Button("撤回交办", actions.RECALL, (plan.id,)), Button("终止方案", actions.END, (plan.id,)))]
        case PlanStage.LOADED:
            return [(Button("移除方案", actions.REMOVE, (plan.id,)),)]
    return [(Button("恢复方案", actions.PUT_BACK, (plan.id,)),)]


def ways_back(value: Overview) -> Message:
    """Return what can be taken back of a plan at its stage: it is removed only while nobody was asked."""
    plan = value.plan
    how = {
        PlanStage.TRIAL: "试运行中，还没有问过任何单位：停止试运行，或者移除。",
        PlanStage.DISPATCHED: "已经交办，不能移除：交办错了的撤回，不再执行的终止（写原因）；两样都会先说明告知谁。",
        PlanStage.LOADED: "还没有交办，可以移除；移除后能恢复。",
    }.get(plan.stage, "已经移除或终止，可以恢复。")
    rows = (*_ways_back(plan), (Button("返回方案", actions.PLAN, (plan.id,)),))
    return Message(f"方案{plan.id} {plan.title}\n{how}", rows)


def after_settling(value: Overview, part: str) -> Message:
    """Return the part again in which something was settled, or the overview once nothing is left in it."""
    return plan_parts.part(value, part) if plan_parts.has_more(value, part) else overview(value)


def before_handing_out(value: HandingOut) -> Message:
    """Return the question before 交办, with what it will do in numbers (R17)."""
    unreached = value.unreached
    nobody = (
        f"\n其中{len(unreached)}个单位没有可催的联络员，发不出去：{names(unreached)}。可先发 /seats 邀请。"
        if unreached
        else ""
    )
    before = value.follows
    twice = (
        f"\n{seems_new(before)}方案{before.plan_id}正在催报，再交办这一个，同一件事会催两遍：是新版的，请先回方案页对比、替换。"
        if before is not None
        else ""
    )
    text = (
        f"交办“{value.title}”？\n{value.tasks}项任务，{value.units}个单位，"
        f"共{value.questions}次提问。第一批提醒从{dates.moment(value.opens)}起发出，五分钟内撤回不会告知任何人。{nobody}{twice}"
    )
    back = Button("返回方案", actions.PLAN, (value.plan_id,))
    return Message(text, ((Button("确认交办", actions.DISPATCH, (value.plan_id, 1)), back),))


def handed_out(value: HandedOut) -> Message:
    """Return the receipt of 交办, with the way back."""
    again = f"五分钟后告知先前收到撤回通知的{value.told}人：已重新交办。\n" if value.told else ""
    return Message(
        f"已交办“{value.title}”，共{value.dues}项应报。五分钟内撤回不会告知任何人。\n{again}"
        "谁还没有绑定，请看 /seats；明天会发什么，请看 /preview。",
        ((Button("撤回交办", actions.RECALL, (value.plan_id,)),),),
    )


def tried_out(value: HandedOut) -> Message:
    """Return the receipt of a trial, with the ways on."""
    return Message(
        f"“{value.title}”开始试运行，共{value.dues}项应报。每个工作日把本应发给谁、几项合成一条发给办公室，"
        "不通知任何单位，也不算逾期。",
        (
            (
                Button("正式交办", actions.DISPATCH, (value.plan_id,)),
                Button("停止试运行", actions.TRY_OUT, (value.plan_id, 0)),
            ),
        ),
    )


def trial_stopped(plan_id: int, title: str) -> Message:
    """Return the receipt of the end of a trial."""
    return Message(f"“{title}”已停止试运行，没有通知过任何单位。", ((Button("返回方案", actions.PLAN, (plan_id,)),),))


def before_recalling(value: Recalling) -> Message:
    """Return the question before a recall that reaches somebody: how many, and who (R17)."""
    text = f"撤回“{value.title}”的交办？不再催报，并告知已收到催报的{len(value.told)}人：{names(value.told)}。"
    row = (Button("确认撤回", actions.RECALL, (value.plan_id, 1)), Button("返回方案", actions.PLAN, (value.plan_id,)))
    return Message(text, (row,))


def recalled(value: Recalled) -> str:
    """Return the receipt of a recall, with the next step."""
    told = f"已告知{value.told}人" if value.told else "没有通知过任何人"
    return f"已撤回“{value.title}”的交办，不再催报；{told}。改好后可以重新交办：/plan {value.plan_id}"


def removed(plan_id: int, title: str) -> Message:
    """Return the receipt of a removal, with the way back."""
    return Message(f"已移除“{title}”，没有通知过任何人。", ((Button("恢复方案", actions.PUT_BACK, (plan_id,)),),))


def ask_reason(value: Recalling) -> str:
    """Return the question why a plan ends, with whom that reaches."""
    return f"{_ending(value)}请回复终止的原因，例如：按县政府要求停止执行。"


def before_ending(value: Recalling, reason: str) -> str:
    """Return the question before a plan ends for a reason, with whom that reaches (R17)."""
    return f"{_ending(value)}原因：{reason}"


def _ending(value: Recalling) -> str:
    told = f"会告知已收到催报的{len(value.told)}人：{names(value.told)}" if value.told else "没有人需要告知"
    return f"终止“{value.title}”，不再催报，已报的内容保留；{told}。"


def ended(value: Recalled) -> Message:
    """Return the receipt of a plan's end, with the way back."""
    return Message(
        f"已终止“{value.title}”，已告知{value.told}人。", ((Button("恢复方案", actions.PUT_BACK, (value.plan_id,)),),)
    )


def put_back(plan_id: int, title: str) -> Message:
    """Return the receipt of a plan that waits for 交办 again."""
    return Message(f"已恢复“{title}”，等待交办。", ((Button("返回方案", actions.PLAN, (plan_id,)),),))


def member_changes(changes: Sequence[MemberChange], plan_id: int) -> Message:
    """Say who joined a group of a plan since 交办, or left it, with the buttons that take or decline that."""
    if not changes:
        return Message(f"方案{plan_id}：交办后集合单位的成员没有变动。")
    lines = [f"方案{plan_id}：{_changed(changes)}"]
    buttons = []
    for change in changes:
        what = "加入" if change.joins else "退出"
        if change.tasks:
            lines.append(f"· {change.unit}{what}“{change.group}”：{_numbered(change.tasks)}，采纳后照问")
            take, leave = (f"{word}{change.unit}" for word in ("采纳", "不采纳"))
            buttons.append(
                (
                    Button(take, actions.MEMBER_TAKE, (plan_id, change.unit_id, 1)),
                    Button(leave, actions.MEMBER_TAKE, (plan_id, change.unit_id, 0)),
                )
            )
        if change.unasked:
            lines.append(
                f"· {change.unit}{what}“{change.group}”：{_numbered(change.unasked)}不逐家问，"
                "各家都没有问，它也不问；要单问它，点下面；要各家都问，说“1-8逐家问”这样"
            )
            buttons.append(
                (
                    Button(f"这几项单问{change.unit}", actions.MEMBER_TAKE, (plan_id, change.unit_id, 2)),
                    Button("也不问它", actions.MEMBER_TAKE, (plan_id, change.unit_id, 0)),
                )
            )
    lines.append("只要其中几项，请在方案页“集合单位成员变动”里勾选。")
    return Message("\n".join(lines), tuple(buttons[:_MOST_CHANGES]))


def _changed(changes: Sequence[MemberChange]) -> str:
    return f"交办后集合单位的成员有变动{len(changes)}处，暂按交办时的成员催报。"


def _numbered(tasks: Sequence[tuple[int, str]]) -> str:
    more = "等" if len(tasks) > _NUMBERS else ""
    return f"第{'、'.join(seq for _, seq in tasks[:_NUMBERS])}{more}项，共{len(tasks)}项任务"


def members_taken(plan_id: int, changes: Sequence[MemberChange], *, taken: bool) -> str:
    """Return the receipt of changes of a group that were taken, or declined."""
    unit = changes[0].unit
    if not taken:
        return f"方案{plan_id}：不采纳{unit}的成员变动，照交办时的成员催报。"
    tasks = [task for change in changes for task in (*change.tasks, *change.unasked)]
    heard = sum(change.told for change in changes)
    left = f"不再催报，已告知{heard}人" if heard else "不再催报；单位没有已绑定的人，请电话告知"
    follows = "从下一条消息起催报" if changes[0].joins else left
    return f"方案{plan_id} {unit}：采纳{len(tasks)}项任务（{'、'.join(seq for _, seq in tasks)}），{follows}。"


def roster_taken(taken: Taken) -> str:
    """Return what became of a printed roster: seats made, units not known, seats that somebody else holds."""
    left = (
        f"\n单位没有对上的：{'、'.join(e.name + ' ' + e.title for e in taken.left)}。"
        "请先点“单位名称”对上这些单位，或把单位和别名列成表格发给我，再点一次“采用成员名单”。"
        if taken.left
        else ""
    )
    kept = "".join(f"\n{e.role}仍是{holder}（名单上是{e.name}），没有改动。" for e, holder in taken.kept)
    listed = f"\n成员单位现在{len(taken.units)}个，全体会议通知这些单位。" if taken.units else ""
    gone = (
        f"名单上没有的{'、'.join(taken.gone)}不再是成员单位；还是的，写“{taken.gone[0]}是成员单位”。"
        if taken.gone
        else ""
    )
    seats = f"已按名单设席位{taken.seats}个，各成员单位的联络员席位空着，可用 /invite 单位 邀请。"
    return f"{seats}{listed}{gone}{left}{kept}"
