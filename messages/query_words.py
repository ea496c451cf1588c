"""What is said where words were not clear, and the sentences that answer without rows."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from config.clock import local_date
from messages import actions, dates
from messages.message import Button, Message, in_rows
from messages.query_page import about
from messages.query_text import convenor_menu
from tasks_db.language.questions import Filters, QuestionKind, Unknown, UnknownKind
from tasks_db.register.in_words import InWords, Option, Seated, TaskTold
from tasks_db.register.outgoing import SendingHours
from tasks_db.register.queries import Answer, AskedRow, NotAsked, ProgressRow, encode

_K = QuestionKind
NAMES: dict[QuestionKind, str] = {
    _K.OVERDUE: "逾期任务",
    _K.PROGRESS: "任务进展",
    _K.MINE: "我的任务",
    _K.UNREPORTED: "未报送单位",
    _K.INDICATORS: "指标",
    _K.COORDINATION: "需协调事项",
    _K.DUE: "到期的",
    _K.FINISHED: "办结的",
    _K.TALLY: "总体情况",
    _K.CHANGES: "新的反馈",
    _K.REQUESTS: "延期和办结申请",
    _K.ASKED: "催报记录",
    _K.VACANT: "联系不上的单位",
    _K.SIGNED: "签收情况",
    _K.TASK: "任务",
    _K.REVIEW: "待审核",
    _K.PLANS: "方案",
    _K.DIGEST: "通报",
    _K.PREVIEW: "下一批提醒",
    _K.OUTBOX: "待发消息",
    _K.SEATS: "席位",
}
_OFFERED = 6
_SEATS = 12
_SILENT = 20
_OVER = 3
_GROUP_TASKS = 8
_NOBODY_TO_ASK = frozenset({NotAsked.NOBODY, NotAsked.UNBOUND, NotAsked.UNREACHED})


def unclear(value: InWords) -> Message:
    """Say what is not known, with what there is near it; or offer what the words may mean. Nothing is guessed."""
    lines = [_unknown(one, narrowed=value.narrowed) for one in value.unknown]
    several = len({option.kind for option in value.options}) > 1
    buttons = [button(option, with_kind=several or not option.label) for option in value.options[:_OFFERED]]
    if not value.unknown:
        lines.append("您问的是哪一个？")
    elif buttons:
        lines.append("是不是要看：" if any(one.near for one in value.unknown) else "可以先看：")
    else:
        buttons = [b for row in convenor_menu().buttons for b in row if b.action in {actions.PAGE, actions.BY_UNIT}]
        lines.append("可以先看：")
    return Message("\n".join(lines), in_rows(buttons, 2))


def _unknown(one: Unknown, *, narrowed: bool) -> str:
    if one.kind is UnknownKind.UNIT:
        return f"没有叫“{one.text}”的单位。"
    if one.kind is UnknownKind.TURNING:
        return f"“{one.text}”这样的条件还不会算，没有按它筛选。"
    if one.kind is UnknownKind.WORDS:
        return f"没有看懂“{one.text}”。"
    if one.kind is UnknownKind.PLAN:
        return f"没有名称里有“{one.text}”的方案。"
    where = "您能看到的任务里没有" if narrowed else "没有"
    if one.kind is UnknownKind.PERSON:
        return f"{where}叫“{one.text}”的责任领导或联络员。"
    return f"{where}名称里有“{one.text}”的任务。"


def button(option: Option, *, with_kind: bool) -> Button:
    """Return the button that asks what an option means."""
    if option.task_id is not None:
        return Button(option.label, actions.TASK_TOLD, (option.task_id, option.aspect.value))
    name = NAMES.get(option.kind, option.kind.value)
    label = f"{option.label}：{name}" if option.label and with_kind else option.label or f"看全部{name}"
    if option.kind is _K.REVIEW:
        return Button(label, actions.REVIEW, (0,))
    if option.kind is _K.DIGEST:
        return Button(label, actions.DIGEST, ("all", 0, 0))
    return Button(label, actions.PAGE, (option.kind.value, encode(option.filters), 0))


def note(unknown: Sequence[Unknown]) -> str:
    """Return the line that says which words an answer does not heed; of a plan that is none, which one it is of."""
    plans = [
        f"没有名称里有“{one.text}”的方案，只有《{one.near[0]}》：" for one in unknown if one.near and _is_plan(one)
    ]
    words = "”“".join(one.text for one in unknown if not (one.near and _is_plan(one)))
    return "\n".join([*([f"没有看懂“{words}”，没有按它筛选。"] if words else []), *plans])


def _is_plan(one: Unknown) -> bool:
    return one.kind is UnknownKind.PLAN


def noted(message: Message, unknown: Sequence[Unknown]) -> Message:
    """Return an answer with that line above it."""
    if not unknown:
        return message
    return Message(f"{note(unknown)}\n{message.text}", message.buttons, message.numbers, message.attachment)


def all_of_it(message: Message) -> Message:
    """Return what is told of one task, where not every word of the question was understood."""
    return replace(message, text=f"没有全看懂。问的是这一项的话，知道的都在下面：\n{message.text}")


def question_or_report(kind: str) -> Message:
    """Ask whether the words were a question or a report, where they may be either."""
    row = (Button(f"我在问：{kind}", actions.ASK_ANYWAY), Button("这是我的反馈", actions.REPORT_ANYWAY))
    return Message("这句话是在问，还是在报进展？", (row,))


def ranking() -> Message:
    """Say why there is no ranking and what there is instead (R13)."""
    everything = encode(Filters())
    asks = (
        Button("逾期任务", actions.PAGE, ("overdue", everything, 0)),
        Button("未报送单位", actions.BY_UNIT, ("unreported", everything, 0)),
        Button("需协调事项", actions.PAGE, ("coordination", everything, 0)),
        Button("总体情况", actions.PAGE, ("tally", everything, 0)),
    )
    return Message(
        "不排名、不打分：各单位任务多少、难易不同，排名不公道，也不合减负的要求。\n能看的是：哪些逾期、谁没按时报、各单位有什么困难。",
        in_rows(asks, 2),
    )


def over_before(message: Message, tasks: Sequence[tuple[str, date]], as_of: datetime) -> Message:
    """Add the tasks that were past their date and 办结 when the plan was handed out: they are no late work."""
    if not tasks:
        return message
    today = local_date(as_of)
    named = "、".join(f"{title}（{dates.day(day)}，{(today - day).days}天前）" for title, day in tasks[:_OVER])
    more = f"等{len(tasks)}项" if len(tasks) > _OVER else ""
    return replace(message, text=f"{message.text}\n交办时已过时限、按已办结登记，不算逾期：{named}{more}")


def of_groups(message: Message, tasks: Sequence[TaskTold]) -> Message:
    """Add the tasks that the plan gives to a group of which the reader's unit is a member."""
    lines = [f"· {one.seen.task.title}：{_day(one)}" for one in tasks[:_GROUP_TASKS]]
    told = "\n".join(["方案里由集合单位（如各乡镇、街道）承担、含贵单位的：", *lines, "现在没有单独催贵单位报。"])
    return replace(message, text=f"{message.text}\n{told}")


def _day(one: TaskTold) -> str:
    ahead = sorted(c.day for c in one.seen.task.checkpoints if c.day >= local_date(one.as_of))
    return f"{dates.day(ahead[0])}前" if ahead else "没有时限"


def holidays(value: SendingHours) -> Message:
    """Say when reminders go out, holidays and evenings left out."""
    hours = "、".join(f"{start:%H:%M}—{end:%H:%M}" for start, end in value.spans)
    return Message(
        f"节假日、周末和下班时间不发催报，只在工作日{hours}发（调休上班的照发）。\n下一个工作日：{dates.day(value.following)}。"
    )


def still_silent(message: Message, asked: Answer[AskedRow]) -> Message:
    """Add who was asked and has not answered yet, of what is not due; nobody of them is late."""
    told = [message.text]
    for reasons, head in (
        ({NotAsked.ASKED}, "已提醒、还没回复的{}个单位（没到期，不算未报）"),
        (_NOBODY_TO_ASK, "催不到、也没有回复的{}个单位（没有联络员或联系不上）"),
    ):
        silent = list(dict.fromkeys(row.unit for row in asked.rows if row.why in reasons))
        more = f"等{len(silent)}个单位" if len(silent) > _SILENT else ""
        told += [f"{head.format(len(silent))}：{'、'.join(silent[:_SILENT])}{more}"] if silent else []
    return replace(message, text="\n".join(told))


def seated(found: Sequence[Seated], *, office: bool = True) -> Message:
    """Say who sits for units; for a seat that is empty, what to do, where it is the office's to fill."""
    lines = [f"{one.unit}联络员：{'、'.join(one.names) or '空缺，还没有定人'}" for one in found[:_SEATS]]
    if len(found) > _SEATS:
        lines.append(f"……另有{len(found) - _SEATS}个单位，见 /seats")
    empty = any(not one.names for one in found)
    if not office:
        return Message("\n".join([*lines, *(["空缺的请问联席会议办公室。"] if empty else [])]))
    lines += ["空缺的可说“给某某局发邀请码”补上。"] if empty else ["要催，说“催一下”加单位名称。"]
    return Message("\n".join(lines))


def exported(kind: QuestionKind, answer: Answer[Any]) -> str:
    """What stands beside an answer that is sent as a table: how many rows it has, and of what they are."""
    filters = answer.filters
    of_all = "" if filters.narrow or answer.narrowed else f"（全部{NAMES[kind]}，没有筛选，不含别的表）"
    more = "。台账的列更多：/ledger，可加责任领导、单位或方案" if kind is QuestionKind.PROGRESS else ""
    rows = f"{NAMES[kind]}{len(answer.rows)}条{about(answer) or of_all}"
    return f"已导出表格：{rows}，{dates.as_of(answer.as_of)}{more}"


def no_phones() -> Message:
    """Say that telephone numbers are not kept, and how somebody is reached."""
    return Message(
        "系统里没有存电话、微信号码，查不到。联络员的姓名可以问“某某局联络员是谁”；"
        "要催他报进展，说“催一下某某局”；要号码请问联席会议办公室。"
    )


def terms() -> str:
    """Say what the words of a reminder mean."""
    return (
        "收集日：各单位把情况报上来的日子，比任务的完成时限早几个工作日，好让汇总单位汇总。\n"
        "完成时限：任务办完的日子。标“本单位汇总”的没有收集日，按时限报。\n"
        "定期报送、阶段节点：每期或到节点各报一次。签收：只表示看到了，不算反馈。\n"
        "哪一项哪天报，发“我的任务”看。"
    )


def sending() -> str:
    """Say how photos and papers are sent as evidence."""
    return (
        "照片、佐证材料直接发到这里就行，可以一次发几张。配一句话写明是哪一项，例如“第2项现场照片”；"
        "也可以回复那条提醒来发。没写是哪一项的，收到后会问您。"
    )


def whither() -> str:
    """Say that what is reported here need not be reported to anybody else as well."""
    return (
        "直接在这里回复就算报了：联席会议办公室能看到，牵头单位能看到自己牵头任务的反馈，不用再另报一份。"
        "哪一项由谁汇总，可以问“第3项谁汇总”。"
    )


def first_line(message: Message, owed: Answer[Any], standing: Answer[ProgressRow]) -> str:
    """Return what stands above how far units are that owe nothing: the head of ``message``, which says that they do.

    Of one unit that has reported nothing yet, nor had to, it says so.
    """
    silent = not owed.of and all(row.report_id is None and row.speaker is None for row in standing.rows)
    if silent and len(standing.filters.unit_ids) == 1 and not standing.narrowed:
        return f"{'、'.join(standing.about)}还没有报过，到现在也没有到期应报的。"
    return message.text.splitlines()[0]


def leads_nothing(message: Message, units: str, rows: int) -> Message:
    """Say of units that lead nothing for how much they are responsible; ``message`` lists that."""
    said = f"{units}没有牵头的任务" + (f"，是{rows}项任务的责任单位：" if rows else "，也不是哪项任务的责任单位。")
    return replace(message, text=f"{said}\n{message.text}" if rows else said)


def no_digest_yet() -> str:
    """Say that digests are not kept by issue, so that nothing can be counted from the last one."""
    return "还没有印发过的通报可以比对。下面是最近14天的："


def not_understood(*, office: bool, units: bool, asking: bool) -> Message:
    """Say what can be said instead; whoever ``asks`` has what is asked most beside it, one tap each."""
    if units:
        said = "可以回复“3 已完成”“其余无变化”，或直接问“逾期任务”“我的任务”"
    elif office:
        said = "可以把方案文件发来，或发送 /plans、/review、/preview、/digest"
    else:
        said = "可以问“逾期任务”“县民政局进展”“需协调事项”，或发送 /digest 看通报"
    mine = ((Button("我的任务", actions.PAGE, (_K.MINE.value, encode(Filters()), 0)),),)
    near = (mine if units else convenor_menu().buttons) if asking else ()
    return Message(f"没有看懂。{said}；发送 /help 看用法。", near)


def pleasantry(text: str) -> str:
    """A short kind word."""
    if any(word in text for word in ("你好", "您好", "早", "下午好", "晚上好", "在吗", "hi", "hello")):
        return "您好！想看什么直接问，例如“逾期任务”“谁还没报”。"
    return "不客气，有事随时问我。"
