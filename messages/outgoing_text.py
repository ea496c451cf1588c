"""What goes out, as the office reads it: the next working day, what waits, and what did not arrive."""

from collections.abc import Iterator, Sequence

from messages import actions, dates, paging
from messages.message import Button, Message, in_rows
from messages.phrases import clip, names
from tasks_db.register.burden import Burden
from tasks_db.register.outgoing import Coming, Outgoing, OutgoingLine, Preview, UnaskedUnit, Unreached
from tasks_db.register.reminders import Bundle
from tasks_db.terms import NoticeKind

SHOWN = 12
_PEOPLE = 40
"""As many as an office has to look through before a big day; a meeting has hardly more."""
_TITLE = 16
_MONTHS = 4
_SENTENCE = 40


def preview(value: Preview) -> str:
    """The next working day's bundles, whom nothing can be sent to, and what did not arrive lately."""
    lines = [f"今天还要发出{len(value.today)}条提醒，给{names([b.holder.name for b in value.today])}。"] * bool(
        value.today
    )
    lines.append(
        f"{dates.day(value.day)}将发出{len(value.bundles)}条提醒："
        if value.bundles
        else "下一个工作日没有要发的提醒。"
    )
    lines += _few(
        [f"· {b.holder.name}（{b.asks[0].seat.unit}）{_items(b)}" for b in value.bundles],
        _PEOPLE,
        "人",
    )
    lines += _unasked(value.unasked)
    lines += _undelivered(value.undelivered, SHOWN)
    return "\n".join(lines)


def _items(bundle: Bundle) -> str:
    """What one person will be asked, every item by its title: from it an office sees whether it asks twice."""
    titles = [clip(ask.line.task.title, _TITLE) for ask in bundle.asks]
    if len(titles) == 1:
        return f"1项：{titles[0]}"
    return f"{len(titles)}项：{'；'.join(f'（{count}）{title}' for count, title in enumerate(titles, 1))}"


def coming(value: Coming) -> str:
    """Return who would be asked on some days, a line for each person and day."""
    days = dates.day(value.since) + (f"至{dates.day(value.until)}" if value.until > value.since else "")
    if not value.bundles:
        return f"{days}没有要发的提醒。"
    people = len({b.holder.person_id for b in value.bundles})
    lines = [f"{days}将发出{len(value.bundles)}条提醒，给{people}人："]
    lines += _few(
        [
            f"· {b.day.month}月{b.day.day}日 {b.holder.name}（{b.asks[0].seat.unit}）{_items(b)}"
            for b in value.bundles
        ],
        _PEOPLE,
        "条",
    )
    return "\n".join(lines)


def unreached(one: Unreached) -> str:
    """Return that a notice did not reach a unit: 县水利局，2025年11月25日 09:10的通知“改到12月19日”（没有联络员）."""
    return f"{one.unit}，{dates.moment(one.at)}的通知“{clip(' '.join(one.text.split()), 40)}”（没有已绑定的联络员）"


def waiting(value: Outgoing, most: int | None = SHOWN) -> str:
    """What waits and what did not arrive, at most so many lines of each; None shows all of them."""
    lines = [dates.as_of(value.as_of)]
    lines.append(f"等待发出{len(value.waiting)}条：" if value.waiting else "没有等待发出的消息。")
    lines += _few([f"· {_line(line)}" for line in value.waiting], most, "条")
    if value.lost:
        lines.append(f"{dates.moment(value.since)}以来没有送达{value.lost}条：")
        lines += _undelivered(value.undelivered, most)
        lines += _few([f"· {unreached(one)}" for one in value.unreached], most, "条")
        lines.append("请电话联系本人；换人请用 /handover 单位 姓名。")
    else:
        sent = "发出去的都送到了" if value.unasked else "没有发不到的消息"
        lines.append(f"{dates.moment(value.since)}以来{sent}。")
    lines += _unasked(value.unasked)
    if value.maybe_twice:
        lines.append(f"可能重复送达{len(value.maybe_twice)}条：")
        lines += _few([f"· {line.person}，{dates.moment(line.send_at)}" for line in value.maybe_twice], most, "条")
    return "\n".join(lines)


def _line(line: OutgoingLine) -> str:
    """文静姝，2025年11月3日 09:00，当日催报2项（待发）：改造供水管网."""
    count = f"{len(line.about)}项" if line.kind is NoticeKind.BUNDLE else ""
    first = f"：{clip(line.about[0], _SENTENCE)}" if line.about else ""
    return f"{line.person}，{dates.moment(line.send_at)}，{line.kind.zh}{count}（{line.state.zh}）{first}"


def _unasked(units: Sequence[UnaskedUnit]) -> Iterator[str]:
    if units:
        yield f"发不出去的{len(units)}个单位（请看 /seats）："
        yield from _few([f"· {one.unit}：{one.why}，{one.dues}项" for one in units], SHOWN, "个")


def _undelivered(lines: Sequence[OutgoingLine], most: int | None) -> list[str]:
    """The newest of them, which matter most, in order of time."""
    shown = lines if most is None else lines[-most:]
    text = [f"没有送达：{line.person}，{dates.moment(line.send_at)}（{line.state.zh}）" for line in shown]
    return [*text, f"……另有{len(lines) - len(shown)}条"] if len(shown) < len(lines) else text


def _few(lines: Sequence[str], most: int | None, measure: str) -> list[str]:
    """At most so many of the lines, and how many more there are."""
    if most is None or len(lines) <= most:
        return list(lines)
    return [*lines[:most], f"……另有{len(lines) - most}{measure}"]


def burden_pages(lines: Sequence[Burden]) -> Message:
    """Return what units got by month, with the way to the rest of each month that has more units than are shown."""
    months = [one.month for one in lines]
    longer = [month for month in dict.fromkeys(months) if months.count(month) > SHOWN]
    buttons = [Button(f"{int(month[5:])}月其余单位", actions.BURDEN, (month, 1)) for month in longer[:_MONTHS]]
    return Message(burden(lines), in_rows(buttons, 2))


def burden_of(lines: Sequence[Burden], month: str, number: int) -> Message:
    """Return a page of what units got in one month."""
    own = [one for one in lines if one.month == month]
    page = paging.so_many(len(own), SHOWN, number)
    if not own:
        return Message(f"{month}没有给各单位发过消息。")
    head, *_ = burden(own, 0).split("\n")
    text = [f"{head}（第{page.number + 1}/{page.of}页）", *map(_burden_line, own[page.first : page.last])]
    row = paging.turning(page, actions.BURDEN, (month,))
    return Message("\n".join(text), (row,) if row else ())


def _burden_line(one: Burden) -> str:
    return f"· {one.unit}：消息{one.messages}条，提问{one.questions}次"


def burden(lines: Sequence[Burden], most: int | None = SHOWN) -> str:
    """What units got by month, the newest month first; None shows every line."""
    if not lines:
        return "还没有给各单位发过消息。"
    text: list[str] = []
    for month in dict.fromkeys(one.month for one in lines):
        own = [one for one in lines if one.month == month]
        year, number = month.split("-")
        messages, questions = sum(one.messages for one in own), sum(one.questions for one in own)
        text.append(f"{year}年{int(number)}月：{len(own)}个单位，消息{messages}条、提问{questions}次")
        text += _few([_burden_line(one) for one in own], most, "个单位")
    return "\n".join(text)
