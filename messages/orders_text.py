"""Orders read back before they are done, and what became of them."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from messages import actions, dates, people_text, put_off_text
from messages.message import Button, Message
from messages.phrases import clip, names, said, signed
from tasks_db.language.questions import OrderKind
from tasks_db.register import reviews
from tasks_db.register.answers import Held
from tasks_db.register.chasing import ChaseAhead, Chased, ChasedLine
from tasks_db.register.notice import ButtonWords, NoticeText
from tasks_db.register.orders import Ordered
from tasks_db.register.progress import Given
from tasks_db.register.seating import Deputising
from tasks_db.register.values import Report
from tasks_db.terms import SeatRole

_HOW = {
    OrderKind.CHASE: "要催谁？请写单位或任务，例如“催一下公安局”“催一下第5项”。",
    OrderKind.EXTEND: "要改哪一项、改到哪天？例如“第5项延到2026年1月31日”。",
    OrderKind.HAND_OVER: "哪个单位、换成谁？例如“县公安局联络员换成李明”。",
    OrderKind.DEPUTISE: "谁代理、从哪天到哪天？例如“县民政局由李明代理，12月1日到12月10日”。",
    OrderKind.INVITE: "给哪个单位发邀请码？例如“给县公安局发邀请码”；全部未绑定的请看 /seats。",
    OrderKind.RECORD: "请写：单位 任务编号 答复，例如“县教委 1-3 进度60%，12月20日前完成”。",
}


_SHOWN = 12


def missing(kind: OrderKind) -> str:
    """Return what an order still lacks, with an example."""
    return _HOW[kind]


def is_whole(value: Ordered) -> bool:
    """Return whether an order says all that is needed to do it."""
    one_unit = len(value.units) == 1
    match value.kind:
        case OrderKind.CHASE:
            return value.chased is not None
        case OrderKind.EXTEND:
            return len(value.tasks) == 1 and value.day is not None
        case OrderKind.HAND_OVER:
            return one_unit and value.coming is not None
        case OrderKind.DEPUTISE:
            return one_unit and value.coming is not None and value.until is not None
        case OrderKind.INVITE:
            return one_unit
        case OrderKind.RECORD:
            return one_unit and len(value.tasks) == 1 and bool(value.words)


def asks(value: Ordered, today: date, *, office: bool) -> Message:
    """Return the order read back with what it will do, to be confirmed; a convenor may pass it on."""
    do = Button(_do(value), actions.ORDER) if office else Button("转告办公室", actions.TO_OFFICE)
    hint = "" if office else "\n这项由联席会议办公室办理，可以转告办公室。"
    return Message(f"{what(value, today)}{hint}", ((do, Button("不用了", actions.NO_ORDER)),))


def not_kept(unit: str, addresses: Sequence[str]) -> str:
    """Say that addresses which were typed beside a liaison's name are not kept, and how mail is put down."""
    mails = [one for one in addresses if "@" in one]
    phones = [one for one in addresses if "@" not in one]
    lines = [f"邮箱{one}没有记下。换人确认以后再发：/mail {unit} {one}" for one in mails]
    lines += [f"电话{'、'.join(phones)}没有记下，系统里不存电话。"] if phones else []
    return "\n".join(lines)


def _do(value: Ordered) -> str:
    return {
        OrderKind.CHASE: "确认催办",
        OrderKind.EXTEND: "确认改时限",
        OrderKind.HAND_OVER: "确认换人",
        OrderKind.DEPUTISE: "确认代理",
        OrderKind.RECORD: "确认代录",
    }.get(value.kind, "确认")


def what(value: Ordered, today: date) -> str:
    """Return what an order will do, in numbers."""
    unit, holder = value.units[0] if value.units else ("", None)
    match value.kind:
        case OrderKind.CHASE:
            return _chase(value, today)
        case OrderKind.EXTEND:
            task = value.tasks[0]
            old = dates.day(task.deadline) if task.deadline else "没有时限"
            new = dates.day(value.day) if value.day else ""
            return f"改时限：第{task.seq}项 {task.title}\n{old} → {new}，涉及{task.units}个单位。"
        case OrderKind.HAND_OVER:
            return f"{unit}联络员：{holder or '空缺'} → {value.coming}，今天起。没办完的事一并移交（备案）。"
        case OrderKind.DEPUTISE:
            days = (value.day or today, value.until or today)
            wish = Deputising(None, unit, SeatRole.LIAISON, holder, value.coming or "", *days)
            return people_text.before_deputising(wish).text
        case OrderKind.RECORD:
            task = value.tasks[0]
            return f"代录（以{unit}联络员名义，注明代录）：\n第{task.seq}项 {task.title}：{_answer(value.words)}"
        case _:
            return ""


def phoned(
    unit: str,
    liaison: str | None,
    told: Sequence[tuple[str, Held]],
    replaced: Mapping[int, Report],
    clerk: str,
    now: datetime,
) -> Message:
    """Read back what ``clerk`` will write down for a unit that phoned, and what each answer takes the place of."""
    name = f"联络员{liaison}" if liaison else "联络员"
    day = next((held.given.called_on for _, held in told if held.given.called_on is not None), None)
    called = f"，{dates.day(day)}来电" if day is not None else ""
    lines = [f"代录（以{unit}{name}的名义，注明代录{called}）："]
    for code, held in told:
        lines += [f"{code} {held.line.title}", *_given(held.given)]
        if (gone := replaced.get(held.replaces or 0)) is not None:
            lines.append(f"　{_takes_place(gone, clerk, now)}")
    return Message("\n".join(lines), ((Button("确认代录", actions.ORDER), Button("不用了", actions.NO_ORDER)),))


def instead_of_colleague(gone: Report, clerk: str, now: datetime) -> str:
    """Ask before what a colleague wrote down of a unit's call is replaced (R17)."""
    return f"{_takes_place(gone, clerk, now)}，并告知{gone.entered_by}。要代替吗？"


def _takes_place(gone: Report, clerk: str, now: datetime) -> str:
    """Say whose figure goes: a colleague's is not the clerk's own slip, and is named with its hour."""
    if not reviews.of_colleague(gone, clerk):
        return f"代替先报的“{clip(said(gone), 60)}”（{signed(gone)}，还没审核），只留这一条"
    when = f"今天{dates.clock(gone.at)}" if dates.today(gone.at) == dates.today(now) else dates.moment(gone.at)
    return f"{gone.entered_by}{when}已代录：{clip(reviews.figure(gone), 60)}；确认后以这次为准"


def _given(given: Given) -> list[str]:
    """What is stored of an answer, field by field."""
    said = given.kind.zh + (f" {given.percent}%" if given.percent is not None else "")
    said += f"，预计{dates.day(given.expected)}" if given.expected else ""
    said += f"，延期至{dates.day(given.new_date)}" if given.new_date else ""
    said += f"，需{given.needs}" if given.needs else ""
    lines = [f"　{said}", f"　“{given.text}”"]
    return [*lines, f"　困难：{given.problem}"] if given.problem and given.problem != given.text else lines


def _answer(words: str) -> str:
    return words if words.startswith("进度") else f"进度{words}"


def _chase(value: Ordered, today: date) -> str:
    if value.chased is None:
        return ""
    lines = [_chased(value.chased, today)]
    asked = [line for line in value.chased.lines[:_SHOWN] if line.asked_on is not None]
    if value.words and asked:
        units = "、".join(dict.fromkeys(line.unit for line in asked))
        titles = "、".join(dict.fromkeys(f"“{line.title}”" for line in asked))
        lines.append(f"“{value.words}”不写进提醒。要告诉单位，确认催办之后再发：通知{units}：{titles}{value.words}")
    return "\n".join(lines)


def before_chasing(value: ChaseAhead, today: date) -> Message:
    """Read back whom a chase of a task asks and whom it leaves out (R17)."""
    again = ["当天的消息里已经催办过这项，不会另发一条。"] if value.chased.days and not value.chased.new else []
    lines = [_chased(value.chased, today), *left_out(value), *again]
    go = Button("确认催办", actions.CHASE, (value.task_id, 1))
    return Message("\n".join(lines), ((go, Button("不用了", actions.NO_ORDER)),))


def left_out(value: ChaseAhead) -> list[str]:
    """Say that the consolidating unit is not chased with the others, and why."""
    if not value.whole:
        return []
    why = f"汇总单位{value.whole}也没有报，但不在内：它等各单位报齐再汇总，按任务时限报。"
    return [f"{why}要催它，请说“催一下{value.whole}{value.code}”。"]


def _chased(chased: Chased, today: date) -> str:
    asked = [line for line in chased.lines if line.asked_on is not None]
    units = list(dict.fromkeys(line.unit for line in asked))
    lines = [f"催办{len(units)}个单位、{len(asked)}条："]
    lines += [f"· {line.unit}：{line.code} {line.title}（{_of(line, today)}）" for line in asked[:_SHOWN]]
    lines += [f"……另有{len(asked) - _SHOWN}条"] if len(asked) > _SHOWN else []
    lines += [f"{when(day, today)}：{names(found)}" for day, found in chased.days]
    lines += ["收到的提醒里，这几项标明“办公室催办”。"] if asked else []
    if chased.unreachable:
        lines.append(f"联系不上，催不到：{names(chased.unreachable)}")
    lines += put_off_text.not_chased(chased.put_off)
    return "\n".join(lines)


def _of(line: ChasedLine, today: date) -> str:
    """The day that a line is chased for, with the one that is asked now where that day is over."""
    if line.missed is None:
        return _stands(line.day, today)
    return f"{dates.day(line.missed)}应报的一期没有报，随{dates.day(line.day)}应报的一期催"


def _stands(day: date, today: date) -> str:
    return (
        f"{dates.day(day)}应报，{'已过' if day < today else '还有'}{abs((today - day).days)}天"
        if day != today
        else "今天应报"
    )


def when(day: date, today: date) -> str:
    """Say whether what is ordered now still leaves today: everybody gets one message a day (R6)."""
    if day == today:
        return "今天就发"
    return f"{dates.day(day)}发（每人一天一条，今天的已经发过或已过发送时间；急的请打电话）"


def forwarded(value: Ordered, who: str, today: date, button: ButtonWords | None) -> NoticeText:
    """Return what the office is told of a convenor's order, with the button that does it where there is one."""
    return NoticeText(f"{who}请办公室办理：\n{what(value, today)}", ((button,),) if button is not None else ())


def told(people: Sequence[str]) -> str:
    """Say who of the office was told."""
    return f"已转告办公室：{'、'.join(people)}。" if people else "办公室还没有人员，没有转告成。"


def moved(value: Ordered) -> str:
    """Say that a deadline was moved."""
    task = value.tasks[0]
    new = dates.day(value.day) if value.day else ""
    return f"已改：第{task.seq}项 {task.title}，时限{new}。"
