"""What the office filled into 本期进展 of a ledger: whose words these are, and which of them are new."""

from collections.abc import Mapping
from typing import Final

from tasks_db import lazy_re as re
from tasks_db.register import unit_names
from tasks_db.register.ledger_back import comparable
from tasks_db.register.refusals import PlanError
from tasks_db.register.unit_names import Known
from tasks_db.register.values import Assignment, Task

_BREAK: Final = r"(?:^|(?<=[；;。\n]))\s*"
_LABEL: Final = re.compile(r"[\u4e00-\u9fff（）()]{2,20}")
_EDGES: Final = " \t\n；;"


def told(task: Task, before: str, after: str, units: tuple[Known, ...]) -> dict[int, str]:
    """Return the new words of each share, by its id, in a cell that read ``before`` and now reads ``after``.

    The cell has each unit's words behind its name; words behind no name are those of the unit that consolidates, or
    of the only one asked. ``units`` are those of the register. Raises PlanError where it is not clear whose the words
    are, and where nothing was added.
    """
    if after.startswith("="):
        raise PlanError("像是公式，不是进展")
    was = _by_unit(before, {share.called: share.id for share in task.shares})
    now = _by_unit(after, _names(task, units))
    words = now.pop(None, "")
    if words:
        _refuse_others_name(words, units)
        share = _whose(task)
        if share.id in now:
            raise PlanError(f"看不出哪些是{share.unit}的话：请把它的进展写在一处，写成“{share.unit}：进展”")
        now[share.id] = words
    new = {share_id: told for share_id, told in now.items() if share_id is not None and told != was.get(share_id, "")}
    if not new:
        raise PlanError("单位报过的话不会因此删去：记错了的，请在审核里退回或撤销")
    asked = {share.id for share in task.asked_assignments}
    if not asked.issuperset(new):
        raise PlanError("写的单位现在不用报这一项，没有采用")
    return new


def _names(task: Task, units: tuple[Known, ...]) -> dict[str, int]:
    """By which names a cell may speak of each share: the one that we print, the plan's and those of the register."""
    also = {unit.name: unit.aliases for unit in units}
    names: dict[str, int] = {}
    for share in (*task.asked_assignments, *task.shares):
        for name in (share.called, share.unit, share.printed, *also.get(share.unit, ())):
            names.setdefault(name, share.id)
    return names


def _by_unit(cell: str, names: Mapping[str, int]) -> dict[int | None, str]:
    """Part a cell by the names that words stand behind; what stands behind none is kept under None."""
    if not names:
        return {None: cell} if cell else {}
    known = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    first, *rest = re.compile(rf"{_BREAK}({known})\s*[：:]").split(cell)
    found: dict[int | None, str] = {}
    if first.strip(_EDGES):
        found[None] = first.strip(_EDGES)
    for name, words in zip(rest[::2], rest[1::2], strict=True):
        share_id = names[name]
        found[share_id] = "；".join(filter(None, (found.get(share_id, ""), words.strip(_EDGES))))
    return {share_id: comparable(words) for share_id, words in found.items() if words}


def _refuse_others_name(words: str, units: tuple[Known, ...]) -> None:
    for part in re.split(r"[；;。\n]", words):
        label, colon, _ = part.replace(":", "：").partition("：")
        name = label.strip()
        if colon and _LABEL.fullmatch(name) and unit_names.match(name, units).unit is not None:
            raise PlanError(f"这一项不由{name}报，没有采用")


def _whose(task: Task) -> Assignment:
    """The unit whose words stand behind no name; raises PlanError where that is not clear."""
    asked = task.asked_assignments
    owners = [share for share in asked if share.consolidates] or list(asked)
    if len(owners) == 1:
        return owners[0]
    if not asked:
        raise PlanError("这一项没有要报的单位，没有采用")
    raise PlanError(f"看不出是哪个单位的：请写成“{asked[0].unit}：进展”，几家的用分号隔开")
