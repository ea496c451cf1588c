"""缓催 in words: asked back, read back with what it does, shown where it holds, and ended."""

from collections.abc import Sequence
from datetime import date

from messages import actions, dates
from messages.message import Button, Message, in_rows
from messages.phrases import clip, names
from tasks_db.register.putting_off import Postponed, PutOffDone, PutOffLine

_SHOWN = 12
_TITLE = 26
ASK_WHOM = "缓催哪个单位或哪一项？请回复单位名称或任务编号，例如：县教育局、县教育局2-2。"
EMPTY = "现在没有缓催的。要缓请说“县教育局2-2下周三以前先别催，局长来电”，单位、到哪天、为什么都可以写。"


def ask_day(shares: Sequence[str]) -> str:
    """Ask until when it is put off, and name what."""
    return f"缓催{names(shares, _SHOWN)}，缓到哪天再催？请直接回复，例如：下周三、12月8日、两周。"


def before(lines: Sequence[Postponed], why: str) -> Message:
    """Read back what is put off until when and why, with what it does not do; of several, each on its own button."""
    until = lines[0].until
    units = list(dict.fromkeys(one.unit for one in lines))
    since = lines[0].since
    begins = f"从{dates.day(since)}起" if since is not None else ""
    head = f"{begins}缓催到{dates.day(until)}（当天再催）：{len(units)}个单位、{len(lines)}项"
    text = [
        head,
        *([f"{dates.day(since)}以前照常提醒。"] if since is not None else []),
        *(
            f"· {one.unit}：{one.code} {clip(one.title, _TITLE)}（{dates.day(one.day)}应报）"
            for one in lines[:_SHOWN]
        ),
    ]
    text += [f"……另有{len(lines) - _SHOWN}项"] if len(lines) > _SHOWN else []
    text.append(f"原因：{why}" if why else "没有写原因（可以不写）。")
    if any(one.late for one in lines):
        text.append("应报日在缓催期内的，时限不变，到期没报仍记未报；要放宽请改时限或延期。")
    meanwhile = "这段时间" if since is not None else "在那以前"
    text.append(f"{meanwhile}不提醒、不列入待办的逾期未报，不记为进展；告知{'、'.join(units[:_SHOWN])}。")
    rows: list[tuple[Button, ...]] = [(Button("确认缓催", actions.PUT_OFF_GO), Button("不用了", actions.NO_ORDER))]
    if 1 < len(lines) <= _SHOWN:
        ones = [
            Button(f"只缓{one.code}{_of(one, units)}", actions.PUT_OFF_ONE, (one.assignment_id,)) for one in lines
        ]
        rows += in_rows(ones, 3)
    return Message("\n".join(text), tuple(rows))


def _of(one: Postponed, units: Sequence[str]) -> str:
    return f" {one.unit}" if len(units) > 1 else ""


def done(value: PutOffDone) -> Message:
    """Return the receipt of what was put off, with the way back for each."""
    told = f"已告知{value.told}人" if value.told else "单位没有人能在这里收到，请另行告知"
    lines = [
        f"{one.unit}：{one.code} {clip(one.title, _TITLE)}，{_begins(one.since)}{dates.day(one.until)}再催"
        for one in value.lines[:_SHOWN]
    ]
    lines += [f"……另有{len(value.lines) - _SHOWN}项"] if len(value.lines) > _SHOWN else []
    why = f"原因：{value.why}。" if value.why else ""
    buttons = [
        Button(f"照常催 {one.code}", actions.ASK_AGAIN_FOR, (one.assignment_id,)) for one in value.lines[:_SHOWN]
    ]
    return Message(
        "\n".join(["已缓催：", *lines, f"{why}没有记为进展。{told}。看全部请说“哪些缓催”。"]), in_rows(buttons, 3)
    )


def asked_again(value: PutOffDone) -> str:
    """Return the receipt of what is asked again as if it had not been put off."""
    named = "；".join(f"{one.unit} {one.code} {clip(one.title, _TITLE)}" for one in value.lines[:_SHOWN])
    return f"照常提醒：{named}。已告知{value.told}人。"


def line(one: PutOffLine) -> str:
    """2-2 检查校园宿舍：县教育局11月12日再催（办公室缓催：局长来电）."""
    return f"{one.code} {clip(one.title, _TITLE)}：{of_unit(one)}"


def in_force(lines: Sequence[PutOffLine]) -> Message:
    """Return what is put off now, each with the button that ends it."""
    if not lines:
        return Message(EMPTY)
    text = [f"{n}. {line(one)}" for n, one in enumerate(lines[:_SHOWN], 1)]
    more = [f"……另有{len(lines) - _SHOWN}项"] if len(lines) > _SHOWN else []
    buttons = [
        Button(f"照常催 {n}", actions.ASK_AGAIN_FOR, (one.assignment_id,)) for n, one in enumerate(lines[:_SHOWN], 1)
    ]
    return Message("\n".join([f"缓催{len(lines)}项：", *text, *more]), in_rows(buttons, 3))


def not_chased(lines: Sequence[PutOffLine]) -> list[str]:
    """Return which units a chase leaves out since the office does not want them asked yet, and how they are; none."""
    if not lines:
        return []
    told = "、".join(dict.fromkeys(of_unit(one) for one in lines[:_SHOWN]))
    return [f"缓催的没有催：{told}。要催请说“恢复催{lines[0].unit}”。"]


def of_unit(one: PutOffLine) -> str:
    """县教育局11月12日再催（办公室缓催：局长来电）, beside its task."""
    who = "办公室缓催" if one.by_office else "单位晚点再报"
    why = f"：{one.why}" if one.why else ""
    return f"{one.unit}{_begins(one.since)}{one.until.month}月{one.until.day}日再催（{who}{why}）"


def _begins(since: date | None) -> str:
    return f"{since.month}月{since.day}日起不催，" if since is not None else ""
