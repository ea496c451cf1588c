"""What people who sit for a unit are told when it is renamed, merged or ended: what it means for them."""

from collections.abc import Mapping, Sequence
from datetime import date

from tasks_db.lean_dataclass import dataclass
from tasks_db.register.people import SeatLine
from tasks_db.register.units import Merged
from tasks_db.terms import SeatRole


@dataclass(frozen=True, slots=True)
class Former:
    """Where somebody sat last, who has no seat any more: the unit and role, and who answers there today.

    ``into`` is the unit that it was merged into, ``by`` its liaison of today; each None where there is none.
    """

    unit: str
    role: SeatRole
    into: str | None
    ended: bool
    by: str | None


@dataclass(frozen=True, slots=True)
class ToCome:
    """A seat that somebody takes on a later day."""

    unit: str
    role: SeatRole
    since: date


def not_yet(value: ToCome) -> str:
    """Return what somebody hears who is to take a seat: from which day, and what is done till then."""
    day = f"{value.since.month}月{value.since.day}日"
    return (
        f"您自{value.since.year}年{day}起任{value.unit}{value.role.zh}，已经登记、绑定。到那天起在这里收到提醒、"
        f"看得到任务；在此以前仍由原来的{value.role.zh}报，您的话没有记录。"
    )


def renamed(before: str, after: str, ground: str) -> str:
    """Return what a renamed unit's people are told; ``ground`` is empty where none was given."""
    why = f"（依据：{ground}）" if ground else ""
    return (
        f"联席会议办公室把“{before}”改名为“{after}”{why}。您的席位、任务和已报的内容都不变，"
        "照常在这里回复；以后的提醒用新名称。"
    )


def ended(unit: str) -> str:
    """Return what an ended unit's people are told."""
    return f"“{unit}”今天撤并，今天以后不再催您；已报的内容都保留。还有没办完的，请向联席会议办公室说明由谁接着办。"


def merged(value: Merged, gone: Sequence[SeatLine], kept: Sequence[SeatLine]) -> Mapping[int, str]:
    """Return what each bound person of two units is told that are one now.

    ``gone`` are the seats of the unit that went, before it did; ``kept`` those of the unit that stays, now.
    """
    now = {line.person_id: line.role for line in kept if line.person_id is not None}
    holders = {line.role: line.person for line in kept if line.person}
    told: dict[int, str] = {}
    for line in gone:
        if line.person_id is None or not line.bound:
            continue
        if line.person_id in now:
            role = now[line.person_id].zh
            told[line.person_id] = (
                f"“{value.gone}”今天起并入“{value.kept}”，您是{value.kept}{role}："
                "任务和已报的内容都带过去，照常在这里回复，以后的提醒用新单位的名称。"
            )
        else:
            by = holders.get(line.role) or "联席会议办公室"
            told[line.person_id] = (
                f"“{value.gone}”今天起并入“{value.kept}”，{line.role.zh}由{by}担任，您不用再报了；"
                f"已报的内容都保留。手上没报完的请交给{by}；不该这样的，请马上告诉联席会议办公室。"
            )
    for line in kept:
        if line.person_id is not None and line.bound and line.person_id not in told and value.tasks:
            told[line.person_id] = (
                f"“{value.gone}”今天起并入“{value.kept}”：它的{value.tasks}项任务归贵单位，随下一条消息一并问您；"
                "它以前报的都保留。"
            )
    return told


def no_seat(former: Former) -> str:
    """Return what somebody hears who has no seat any more and writes: where it went, who answers there now."""
    nothing = "您的话没有记录。"
    by = f"，现在由{former.by}报" if former.by else ""
    hand_on = f"请转给{former.by}，或联系联席会议办公室。" if former.by else "如有变动，请联系联席会议办公室。"
    if former.into is not None:
        return f"您现在没有任职席位：“{former.unit}”已并入“{former.into}”{by}。{nothing}{hand_on}"
    if former.ended:
        return f"您现在没有任职席位：“{former.unit}”已撤并。{nothing}如有没办完的，请联系联席会议办公室。"
    return f"您现在没有任职席位：{former.unit}的{former.role.zh}已经换人{by}。{nothing}{hand_on}"
