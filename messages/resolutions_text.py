"""What a sitting decided, matter by matter: as it was understood, as a task, and what became of it."""

from collections.abc import Sequence
from datetime import date

from messages import actions, dates
from messages.digest_tables import marked
from messages.message import Button, Message, in_rows
from messages.phrases import clip
from tasks_db.language.sitting_words import DecidedWords
from tasks_db.register import codes
from tasks_db.register.meetings.deciding import Step
from tasks_db.register.meetings.follow_up import FollowUp, Standing, sentence
from tasks_db.register.meetings.values import Attendee, Body, Resolution, Sitting
from tasks_db.terms import Decided, WorkState

_MATTER = 60


def resolution(value: Resolution, sitting_id: int) -> Message:
    """Return a matter as it was understood, with 督办 or 知悉; what is missing for 督办 is said (R11)."""
    parts = [f"记下了（{value.kind.zh}）：{value.text}"]
    if value.lead:
        others = f"，配合：{'、'.join(value.with_units)}" if value.with_units else ""
        parts.append(f"牵头：{value.lead}{others}")
    parts.append(f"完成：{dates.day(value.day)}" if value.day else "完成：没有写明日期")
    if not value.lead:
        named = f"（提到{'、'.join(value.with_units)}）" if value.with_units else ""
        parts.append(f"牵头：没有看出由谁牵头{named}")
    lacking = "、".join(word for word, known in (("牵头单位", value.lead), ("完成日期", value.day)) if not known)
    needs = f"（列入督办还缺{lacking}）" if lacking else ""
    parts.append("印发后列为督办任务。" if value.supervised else f"现在只是知悉，印发后不催{needs}。")
    tick = (
        Button("改为知悉", actions.RESOLUTION, (value.id, "note"))
        if value.supervised
        else Button("列入督办", actions.RESOLUTION, (value.id, "task"))
    )
    rows = [
        tick,
        Button("补牵头、日期", actions.RESOLUTION, (value.id, "more")),
        Button("改文字", actions.RESOLUTION, (value.id, "edit")),
        Button("撤销", actions.RESOLUTION, (value.id, "drop")),
    ]
    onward = [
        Button("再记一项", actions.SITTING_STEP, (sitting_id, Step.RESOLVE.value)),
        Button("返回会议", actions.SITTING, (sitting_id,)),
    ]
    return Message("\n".join(parts), (*in_rows(rows, 3), tuple(onward)))


def several(found: Sequence[DecidedWords], sitting_id: int) -> Message:
    """Ask whether a text is several decisions, each as it would be written down (R11)."""
    lines = [f"看出{len(found)}项，都还没有记："]
    for n, one in enumerate(found, 1):
        lead = f"牵头{one.lead}" if one.lead else "没有看出牵头"
        day = f"{dates.day(one.day)}前" if one.day else "没有日期"
        lines.append(f"{n}. {one.kind.zh}：{clip(one.text, _MATTER)}（{lead}，{day}）")
    row = (
        Button(f"分{len(found)}项记", actions.SITTING_STEP, (sitting_id, "several")),
        Button("记成一项", actions.SITTING_STEP, (sitting_id, "together")),
    )
    return Message("\n".join(lines), (row,))


def followed(body: Body, standing: Standing) -> Message:
    """Return what became of the last sitting's resolutions and what is open of others, each with where it stands."""
    sitting, found = standing.last, standing.followed
    if sitting is None:
        return Message(f"{body.name}还没有印发过会议纪要，没有议定事项。发送 /sittings 看会议。")
    if found:
        lines = [f"{sitting.name}：{sentence(found)}"]
    else:
        lines = [f"{sitting.name}没有列入督办的议定事项（共议定{len(sitting.resolutions)}项，均为知悉）。"]
    every = list(found)
    lines += [f"{n}. {_follow_line(f)}" for n, f in enumerate(found, 1)]
    if found and (others := [r for r in sitting.resolutions if not r.supervised]):
        lines.append(f"另有不督办的{len(others)}项（{by_kind(others)}），见纪要。")
    for before, open_ones in standing.earlier:
        lines.append(f"{before.name}还没办完的{len(open_ones)}项：")
        lines += [f"{n}. {_follow_line(f)}" for n, f in enumerate(open_ones, len(every) + 1)]
        every += open_ones
    tasks = [(n, f.resolution.task_id) for n, f in enumerate(every, 1) if f.resolution.task_id]
    buttons = in_rows([Button(f"第{n}项", actions.TASK, (task,)) for n, task in tasks], 4)
    minutes = ((Button("看会议纪要", actions.SITTING_SHOWN, (sitting.id, "minutes")),),) if found else ()
    return Message("\n".join(lines), (*buttons, *minutes))


def _follow_line(f: FollowUp) -> str:
    r = f.resolution
    by = f"，{due(r.day, f.line.deadline if f.line is not None else None)}" if r.day else ""
    if f.line is None:
        return f"{clip(r.text, _MATTER)}（{r.lead}{by}）：已取消"
    percent = (
        f"，进度{f.line.percent}%" if f.line.percent is not None and f.line.work_state is not WorkState.CLOSED else ""
    )
    said = f"，{clip(f.line.text, 30)}" if f.line.text else ""
    return f"{clip(r.text, _MATTER)}（{r.lead}{by}）：{marked(f.line)}{percent}{said}"


def due(decided: date, now: date | None) -> str:
    """Return the day of a resolution, and the one that it was put off to: both, where they differ."""
    if now is None or now == decided:
        return f"{dates.day(decided)}前"
    return f"原时限{dates.day(decided)}，{'延期' if now > decided else '改'}至{dates.day(now)}"


def task_of(f: FollowUp) -> str:
    """Return the code and title of the task that a matter became."""
    return f"{codes.of(f.line.task)} {clip(f.line.task.title, 24)}" if f.line is not None else "已取消"


def by_kind(found: Sequence[Resolution]) -> str:
    """Return 议定1项、暂缓1项: how many matters were decided in which way."""
    counts = {kind: sum(r.kind is kind for r in found) for kind in Decided}
    return "、".join(f"{kind.zh}{count}项" for kind, count in counts.items() if count)


def to_tasks(s: Sitting, mine: Attendee | None) -> list[Button]:
    """Return the way from each matter of issued minutes to its task; a unit has those in which it has a part."""
    return [
        Button(f"第{n}项任务", actions.TASK, (r.task_id,))
        for n, r in enumerate(s.resolutions, 1)
        if r.task_id is not None and (mine is None or mine.unit in {r.lead, *r.with_units})
    ]
