"""What waits for the office and the convenors, as the second part of a bundle, and the lists behind its buttons."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date

from messages import actions, dates, to_call_text
from messages.message import Button, Message, in_rows
from messages.phrases import clip
from tasks_db.register import codes, office_day, papers
from tasks_db.register.answers import Said
from tasks_db.register.helping import Asked
from tasks_db.register.ladder import PlanSettings
from tasks_db.register.meetings.waiting import SittingWaits
from tasks_db.register.office_day import ConvenorDay, Disowned, OfficeDay, PleaLine, SilentLine
from tasks_db.register.papers import PaperRecord
from tasks_db.terms import Role

_SHOWN = 3
_LIST = 12
_TITLE = 20
_MATTER = 40
_LINE = 60
ASK_OPINION = "对这个机器人有什么意见或建议？请直接回复，会转给联席会议办公室并得到答复。"
OPINION_SENT = "意见已转给联席会议办公室，答复会发到这里。"


def office(value: OfficeDay) -> Message:
    """Return what waits for the office, what to do about it on buttons; pleas and requests stand first."""
    parts = [
        (len(value.pleas), "件事需协调", "pleas", [_plea(one) for one in value.pleas]),
        (value.requests, "件延期、办结、异议待定", "review", []),
        (value.reviews, "条反馈待审核", "review", []),
        (len(value.disowned), "项任务待改单位", "disowned", [_disowned(one) for one in value.disowned]),
        (len(value.overdue), "项任务逾期", "overdue", [_overdue(value, n) for n in range(len(value.overdue))]),
        (value.unreported[0], f"个单位到期没报，共{value.unreported[1]}条", "unreported", []),
        (_units(value.silent), _long(value), "silent", [_silent(one) for one in value.silent]),
        (len(value.offered), "个可提请召集人督促", "silent", []),
        (len(value.to_pass_on), "条消息待转交", "links", ["、".join(value.to_pass_on[:_LIST])]),
        (len(value.calls), "个单位待电话告知", "calls", [to_call_text.line(one) for one in value.calls]),
        (len(value.undelivered), "条消息没有送达", "lost", ["、".join(dict.fromkeys(value.undelivered))]),
        (len(value.vacant), "个单位没有人可催", "vacant", [f"{one.unit}（{one.why.zh}）" for one in value.vacant]),
        (value.changes, "处集合单位成员变动", "changes", []),
        (value.opinions, "条意见待答复", "opinions", []),
        (len(value.papers), "份公文待办", "papers", [paper(one) for one in value.papers]),
        (len(value.sittings), "次会议待办", "sittings", [f"{one.name}：{one.step}" for one in value.sittings]),
    ]
    lines = ["待办："]
    for count, what, _, shown in parts:
        if count:
            lines.append(f"· {count}{what}")
            lines += [f"　{line}" for line in shown[:_SHOWN]]
            if len(shown) > _SHOWN:
                lines.append(f"　……等{len(shown)}个")
    for plan in value.rehearsed:
        lines.append(f"· 试运行《{clip(plan.title, _TITLE)}》，今天本应发给{len(plan.lines)}人：")
        lines += [f"　{clip(line, _LINE)}" for line in plan.lines[:_LIST]]
        if len(plan.lines) > _LIST:
            lines.append(f"　……等{len(plan.lines)}人")
    wanted: dict[str, int] = {}
    for count, _, what, _ in parts:
        wanted[what] = wanted.get(what, 0) + count
    wanted["silent"], wanted["unreported"] = len(value.silent), value.unreported[1]
    labels = {
        "pleas": "需协调",
        "review": "审核",
        "overdue": "逾期",
        "silent": "久没报",
        "unreported": "没报",
        "lost": "没送达",
        "calls": "待电话告知",
        "vacant": "没人可催",
        "changes": "成员变动",
        "opinions": "意见",
        "links": "待转交",
        "papers": "公文",
        "sittings": "会议",
    }
    labels["disowned"] = "待改单位"
    buttons = [Button(f"{labels[what]} {count}", actions.DESK, (what,)) for what, count in wanted.items() if count]
    return Message("\n".join(lines), in_rows(buttons, 3))


def _units(silent: Sequence[SilentLine]) -> int:
    return len({name for one in silent for name in one.members or (one.unit,)})


def _long(value: OfficeDay) -> str:
    """Say from when on a silence stands on the list: a part of those who did not report."""
    after = "、".join(str(days) for days in value.office_after)
    return f"个单位过了应报日{after}个工作日仍没报" if after else "个单位久没报"


def unreported(value: OfficeDay) -> str:
    """Say who is late and still reminded, where nothing waits for the office itself; empty for nobody."""
    units, missing = value.unreported
    return f"到期没报的{units}个单位、{missing}条还在提醒，问“哪些单位还没报”可以看、可以一起催。" if missing else ""


def paper(one: PaperRecord) -> str:
    """Return which step a paper waits for: 通报稿1（待核稿）."""
    unit = f"，{one.unit}" if one.unit else ""
    follows = next(step for step, before in papers.FOLLOWS.items() if before is one.state)
    return f"{one.label}（待{follows.zh}{unit}）"


def _plea(one: PleaLine) -> str:
    asked = f"请{one.needs}协调" if one.needs else "有困难"
    waits = f"，已转{one.handled.unit}，等答复" if one.handled.unit_told_at is not None else ""
    if one.handled.helper_said:
        return f"{codes.of(one.task)} {one.unit}：{asked}（{clip(one.matter, _MATTER)}），{one.handled.unit}已答复"
    return f"{codes.of(one.task)} {one.unit}：{asked}（{clip(one.matter, _MATTER)}）{waits}{_by(one)}"


def _by(one: PleaLine) -> str:
    """Until when the help is asked for: a day that has passed without an answer is pointed out."""
    if one.by is None:
        return ""
    day = f"{one.by.month}月{one.by.day}日"
    return f"，注意：{day}已过，没有答复" if one.is_over else f"，{day}前要"


def _disowned(one: Disowned) -> str:
    whose = f"，它说应由{one.instead or one.needs}负责" if one.needs else ""
    return f"{codes.of(one.task)} {clip(one.task.title, _TITLE)}：已同意不属{one.unit}，还没有改单位{whose}"


def disowned(lines: Sequence[Disowned]) -> Message:
    """Return the tasks that wait for the right unit, each with the button that changes it."""
    if not lines:
        return Message("没有待改单位的任务。")
    others = [
        Button(f"{n}改为{one.instead}", actions.INSTEAD, (one.report_id,))
        for n, one in enumerate(lines[:_LIST], 1)
        if one.instead
    ]
    text = [f"待改单位{len(lines)}项：", *(f"{n}. {_disowned(one)}" for n, one in enumerate(lines[:_LIST], 1))]
    buttons = [
        Button(f"改{n}", actions.EDIT_FIELD, (one.task.task_id, "leads" if one.role is Role.LEAD else "resps"))
        for n, one in enumerate(lines[:_LIST], 1)
    ]
    return Message("\n".join(text), (*in_rows(others, 2), *in_rows(buttons, 4)))


def _overdue(value: OfficeDay, number: int) -> str:
    row = value.overdue[number]
    return f"{codes.of(row.task)} {clip(row.task.title, _TITLE)}，{row.unit}，逾期{row.days}天"


def _silent(one: SilentLine) -> str:
    return f"{codes.of(one.task)} {clip(one.task.title, _TITLE)}：{one.unit}，应于{dates.day(one.due_day)}报"


def convenor(value: ConvenorDay) -> Message:
    """Return what a convenor has to know today: pleas with a button to answer each, and the week."""
    lines: list[str] = []
    rows: list[tuple[Button, ...]] = []
    if value.pleas:
        lines.append("请您协调：")
        lines += [f"{n}. {_plea(one)}" for n, one in enumerate(value.pleas, 1)]
        answers = [Button(f"答复{n}", actions.PLEA_ANSWER, (p.report_id,)) for n, p in enumerate(value.pleas, 1)]
        rows += in_rows(answers, 4)
    if value.week is not None:
        week = value.week
        lines.append(
            f"每周简况：任务{week.tasks}项，已办结{week.closed}项，逾期{week.overdue}项；"
            f"到期没报{week.unreported}个单位；需协调{week.pleas}件。"
        )
        rows.append((_week_button(wanted=True),))
    return Message("\n".join(lines), tuple(rows))


def _week_button(*, wanted: bool) -> Button:
    if wanted:
        return Button("不再发每周简况", actions.WEEKLY, ("0",))
    return Button("每周发一份简况", actions.WEEKLY, ("1",))


def of_convenor(
    lines: Sequence[PleaLine],
    to_sign: Sequence[PaperRecord],
    sittings: Sequence[SittingWaits] = (),
    *,
    wants_week: bool,
) -> Message:
    """Return what came to a convenor, and with what button the weekly picture comes or stays away.

    ``to_sign`` are the papers that wait for 签发, ``sittings`` those of which something is to be decided.
    """
    message = pleas(lines)
    if to_sign:
        listed = "\n".join(f"· {paper(one)}" for one in to_sign[:_LIST])
        buttons = [Button(one.label, actions.PAPER, (one.id,)) for one in to_sign[:_LIST]]
        message = Message(
            f"待签发{len(to_sign)}份：\n{listed}\n{message.text}", (*in_rows(buttons, 2), *message.buttons)
        )
    if sittings:
        listed = "\n".join(f"· {one.name}：{one.step}" for one in sittings[:_LIST])
        buttons = [Button(f"会议{one.sitting_id}", actions.SITTING, (one.sitting_id,)) for one in sittings[:_LIST]]
        message = Message(
            f"会议待定{len(sittings)}件：\n{listed}\n{message.text}", (*in_rows(buttons, 3), *message.buttons)
        )
    return replace(message, buttons=(*message.buttons, (_week_button(wanted=wants_week),)))


def pleas(lines: Sequence[PleaLine]) -> Message:
    """Return the pleas that wait, each with a button that opens it."""
    if not lines:
        return Message("没有待答复的需协调事项。")
    text = [f"需协调{len(lines)}件，点编号处理：", *(f"{n}. {_plea(p)}" for n, p in enumerate(lines[:_LIST], 1))]
    buttons = [Button(str(n), actions.PLEA, (p.report_id,)) for n, p in enumerate(lines[:_LIST], 1)]
    return Message("\n".join(text), in_rows(buttons, 6))


def plea(one: PleaLine) -> Message:
    """Return one plea with what can be done about it."""
    done = []
    if one.handled.unit_told_at is not None:
        done.append(f"已于{dates.moment(one.handled.unit_told_at)}转{one.handled.unit or '单位'}")
    if one.handled.helper_said:
        done.append(f"{one.handled.unit}已答复")
    if one.handled.convenor_told_at is not None:
        done.append(f"已于{dates.moment(one.handled.convenor_told_at)}报召集人")
    lines = [
        f"{codes.of(one.task)} {one.task.title}",
        f"{one.unit}（{dates.moment(one.at)}）：{one.matter}",
        (f"请{one.needs}协调" if one.needs else "没有写需谁协调")
        + _by(one)
        + (f"　{'，'.join(done)}" if done else ""),
    ]
    on = f"再催{clip(one.handled.unit, 12)}" if one.handled.unit else f"转{clip(one.needs, 12) or '单位'}"
    ways = (
        Button(on, actions.PLEA_UNIT, (one.report_id,)),
        Button("转召集人", actions.PLEA_CONVENOR, (one.report_id,)),
        Button("答复单位", actions.PLEA_ANSWER, (one.report_id,)),
    )
    return Message("\n".join(lines), (ways, (Button("返回需协调", actions.DESK, ("pleas",)),)))


def silent(lines: Sequence[SilentLine], offered: Collection[int | None]) -> Message:
    """Return who is silent so long that the office has to act; a convenor is offered by the plan's steps."""
    if not lines:
        return Message("没有到了办公室清单还未报的单位。")
    text = [f"提醒过联络员、成员仍未报的{len(lines)}个：", *(f"{n}. {_silent(p)}" for n, p in enumerate(lines, 1))]
    buttons = [
        Button(f"{n} 提请召集人", actions.RAISE, (one.due_id,))
        for n, one in enumerate(lines[:_LIST], 1)
        if one.due_id is not None and one.due_id in offered
    ]
    return Message("\n".join(text[: _LIST + 1]), in_rows(buttons, 2))


def steps(settings: PlanSettings) -> str:
    """Return how silence climbs by a plan's steps, in one line."""
    return (
        f"不报的：过期第{settings.member_after}个工作日提醒成员，第{settings.office_after}个工作日列入办公室清单，"
        f"第{settings.convenor_after}个工作日可提请召集人"
    )


def passed(name: str, by: date | None = None, left: str = "") -> str:
    """Return the receipt of a plea passed on to a unit, with the day on which it is to answer.

    ``left`` is what was said beside it and goes to nobody.
    """
    until = f"请它{by.month}月{by.day}日前答复，到时没有答复会列在待办里。" if by is not None else ""
    untold = f"\n“{left}”没有一起转，要说的请用 /notice。" if left else ""
    return f"已转{name}，并告知提出的单位。{until}{untold}"


def asked_again(unit: str, days: int) -> str:
    """Return the receipt of asking a unit again for its answer to a plea."""
    return f"已催{unit}答复，这件转给它已{days}天。它答复了，提出的单位和办公室都会收到。"


def waiting_on(unit: str, found: Sequence[tuple[PleaLine, int]]) -> str:
    """Return the pleas that wait for a unit's answer, with how long; empty where there are none."""
    if not found:
        return ""
    listed = [f"· {one.unit}：{codes.of(one.task)} {one.task.title}，已等{days}天" for one, days in found[:_LIST]]
    return "\n".join([f"转给{unit}、等它答复的{len(found)}件：", *listed])


def told_convenors(count: int) -> str:
    """Return the receipt of what was put before the convenors."""
    return f"已报召集人{count}人。"


def answered(one: PleaLine) -> str:
    """Return the receipt of an answer to a plea."""
    return f"已答复{one.unit}。"


HELPER_RECEIVED = "好的。办得怎样，请在那一条下面回一句，对方和办公室都会收到。"


def ask_helper(unit: str) -> str:
    """Return the question how far a unit is with what another asks of it."""
    return f"请回复办得怎样，{unit}和联席会议办公室都会收到。"


def plea_or_progress(text: str, asked: Sequence[Asked]) -> Message:
    """Return the question whether words answer a plea, the answer first, or tell of a task of one's own."""
    listed = "；".join(f"{one.unit}请贵单位协调的“{one.code} {one.title}”" for one in asked[:_LIST])
    many = len({one.unit for one in asked}) < len(asked)
    rows = [
        (Button(f"答复{one.unit}{one.code if many else ''}", actions.PLEA_WORDS, (one.report_id,)),)
        for one in asked[:_LIST]
    ]
    own = (Button("是自己任务的进展", actions.REPORT_ANYWAY),)
    return Message(f"“{clip(text, 80)}”是答复{listed}，还是您自己任务的进展？还没有记录。", (*rows, own))


def helped(one: Said) -> str:
    """Return the receipt of an answer to a plea by the unit that it was passed to."""
    return (
        f"已告知{one.assignment.unit}和联席会议办公室：这是对“{one.task.title}”需协调事项的答复，没有记作贵单位任务的进展。"
        "要报自己的进展，请写编号，例如“1 进度60%”。"
    )


def ask_answer(one: PleaLine) -> str:
    """Return the question for the answer to a plea."""
    return f"{_plea(one)}\n请回复答复的内容，会告知{one.unit}。"


def opinions(lines: Sequence[tuple[int, str, str]]) -> Message:
    """Return the opinions that wait: number, who and what."""
    if not lines:
        return Message("没有待答复的意见。")
    text = [f"意见{len(lines)}条：", *(f"{n}. {who}：{clip(said, 80)}" for n, (_, who, said) in enumerate(lines, 1))]
    buttons = [
        Button(f"答复{n}", office_day.ANSWER_OPINION, (number,)) for n, (number, _, _) in enumerate(lines[:_LIST], 1)
    ]
    return Message("\n".join(text), in_rows(buttons, 4))


def ask_complaint(said: str, *, speaks: bool) -> Message:
    """Ask whether a complaint about the bot goes to the office; nothing of it is taken for progress."""
    no = Button("这是我的反馈", actions.REPORT_ANYWAY) if speaks else Button("不用了", actions.NO_ORDER)
    text = f"“{clip(said, 80)}”是对这个机器人的意见吗？转给联席会议办公室的话，答复会发到这里。没有当作进展记录。"
    return Message(text, ((Button("转给办公室", actions.COMPLAIN), no),))


def opinion_answered(name: str) -> str:
    """Return the receipt of an answer to an opinion."""
    return f"已答复{name}。"


def ask_unit(one: PleaLine) -> str:
    """Return the question which unit is to help, where the registry does not know the words of the plea."""
    unknown = f"单位库里没有“{one.needs}”。" if one.needs else ""
    return f"{_plea(one)}\n{unknown}转给哪个单位？请回复单位库里的名称。"


def weekly(*, wanted: bool) -> str:
    """Return the receipt of a convenor's choice about the weekly picture."""
    if wanted:
        return "好的，每周第一个工作日发一条简况和一张进展图。"
    return "好的，不再发每周简况。要协调的事项仍会发给您。"
