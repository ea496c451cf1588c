"""A ledger that came back from a spreadsheet: every difference, and which of them count.

What the office decides counts: leaders, units, the date. So do words that it fills into 本期进展 for a unit: they are
written down as a report of it (代录), and what the unit said before stays. All else that units say, and what the plan
prints, is shown and never written over.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Final

from tasks_db import lazy_re as re
from tasks_db.language.lists import listed
from tasks_db.lean_dataclass import dataclass
from tasks_db.register.office_words import day_of
from tasks_db.register.progress import Given
from tasks_db.register.refusals import PlanError

LEADERS, LEADS, OTHERS, DAY = "责任领导", "牵头单位", "责任单位", "完成时限（原/现）"
SAYING: Final = "本期进展"
COUNTING: Final = (LEADERS, LEADS, OTHERS, DAY)
"""The columns in which the office's changes count."""

_SAID: Final = frozenset({"完成值", "存在问题", "下一步措施", "需协调事项", "佐证", "报送单位·日期·审核"})
_UNITS_SAY: Final = "这一列由单位的反馈得出：替单位填的请写在“本期进展”里，或用填报表、代录"
_PRINTED: Final = "来自方案或由程序算出，不能在台账里改"
_NO_TASK: Final = "新增的行不采用：要加任务，请发任务表（交办事项、单位、时限、依据）"
_GONE: Final = "这一行没有了：任务不会因此取消，要取消请在方案里写明依据"


LONGEST: Final = 32_000
"""Characters that a cell gets at most; the format takes 32 767."""

_UNSEEN: Final = re.compile(r"_x000D_|[\x00-\x08\x0b\x0c\x0e-\x1f]")


def comparable(text: str) -> str:
    """Return a cell's text without what a spreadsheet adds or loses on its way: ends of lines, the mark of a text."""
    plain = _UNSEEN.sub("", text.replace("\r\n", "\n")).replace("\r", "\n").strip()
    return plain.removeprefix("'")[: LONGEST - 1].strip()


@dataclass(frozen=True, slots=True)
class BackRow:
    """A row as it came back: its place, its task's number (None where it names none), and its cells by column."""

    place: str
    key: int | None
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Back:
    """A ledger as it came back; ``missing`` columns are not looked at, ``tasks`` are those whose sheet came."""

    rows: tuple[BackRow, ...]
    missing: tuple[str, ...] = ()
    plans: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Difference:
    """One cell, row or column that differs; it counts where ``why_not`` is None.

    ``task_id`` is 0 for a row that is no task's. ``day`` and ``names`` are what the new cell means; ``share`` and
    ``given`` are which unit's words it holds, and what these say.
    """

    task_id: int
    what: str
    column: str
    before: str
    after: str
    why_not: str | None = None
    day: date | None = None
    names: tuple[str, ...] = ()
    share: int = 0
    given: Given | None = None


def differences(
    sent: Mapping[int, tuple[str, int, Mapping[str, str]]],
    back: Back,
    known: Collection[str],
    today: date,
    said: Callable[[Difference], Iterable[Difference]],
) -> tuple[Difference, ...]:
    """Return every difference of a ledger that came back, in its order.

    ``sent`` has each task's code, plan and cells as the ledger would print them now; ``known`` are the names that the
    registry knows. ``said`` reads what is filled in for units: it takes a cell's difference, and gives one for each
    unit whose words are new.
    """
    found = [Difference(0, "表头", column, "", "", "没有这一列，没有比较") for column in back.missing]
    seen: set[int] = set()
    for row in back.rows:
        if row.key is None or row.key not in sent:
            words = "；".join(f"{column}：{cell}" for column, cell in row.cells.items() if cell)
            found.append(Difference(0, row.place, "整行", "", words, _NO_TASK))
        elif row.key in seen:
            found.append(Difference(row.key, row.place, "整行", "", "", "同一个编号出现了两次，只看第一次"))
        else:
            seen.add(row.key)
            found += _of_row(row.key, sent[row.key][0], sent[row.key][2], row.cells, known, today, said)
    gone = [task_id for task_id, (_, plan_id, _) in sent.items() if plan_id in back.plans and task_id not in seen]
    found += [Difference(task_id, sent[task_id][0], "整行", "", "", _GONE) for task_id in gone]
    return tuple(found)


def _of_row(
    task_id: int,
    code: str,
    sent: Mapping[str, str],
    cells: Mapping[str, str],
    known: Collection[str],
    today: date,
    said: Callable[[Difference], Iterable[Difference]],
) -> Iterator[Difference]:
    for column, after in cells.items():
        before = sent.get(column)
        if before is None or after == before:
            continue
        if column == SAYING:
            yield from said(Difference(task_id, code, column, before, after))
        elif column in _SAID:
            yield Difference(task_id, code, column, before, after, _UNITS_SAY)
        elif column not in COUNTING:
            yield Difference(task_id, code, column, before, after, _PRINTED)
        elif column == DAY:
            yield _day(task_id, code, before, after, today)
        else:
            yield _names(task_id, code, column, (before, after), known)


def _day(task_id: int, code: str, before: str, after: str, today: date) -> Difference:
    try:
        day = day_of(after.partition("（原")[0], today)
    except PlanError as refused:
        return Difference(task_id, code, DAY, before, after, f"没有采用。{refused}")
    if day < today:
        return Difference(task_id, code, DAY, before, after, "这一天已经过去，没有采用")
    if before.partition("（原")[0] == str(day):
        return Difference(task_id, code, DAY, before, after, "与现在的时限相同，不用改")
    return Difference(task_id, code, DAY, before, after, day=day)


def _names(task_id: int, code: str, column: str, cell: tuple[str, str], known: Collection[str]) -> Difference:
    before, after = cell
    names = listed(after)
    unknown = [name for name in names if name not in known] if column != LEADERS else []
    if unknown:
        return Difference(task_id, code, column, before, after, f"单位库里没有“{'、'.join(unknown)}”，没有采用")
    if column == LEADS and not names:
        return Difference(task_id, code, column, before, after, "牵头单位不能清空，没有采用")
    return Difference(task_id, code, column, before, after, names=names)


def counting(found: Sequence[Difference]) -> list[Difference]:
    """Return the differences that count."""
    return [one for one in found if one.why_not is None]
