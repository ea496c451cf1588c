"""The names that somebody may ask by: units of the registry, and what the plans print that the asker sees."""

import re
from collections.abc import Iterable

from tasks_db.language.questions import PersonName, PlanName, TaskName, UnitName, Vocabulary
from tasks_db.register.queries.asked import Scope
from tasks_db.register.reading import Register
from tasks_db.register.unit_names import Known, normal, shortened
from tasks_db.terms import UnitKind

_ENDING = re.compile(
    r"(?:管理局|局|委员会|委|办公室|办|厅|救援大队|救援支队|大队|支队|总队|中心|办事处|街道|镇|乡|公司|集团|人民政府|政府)$"
)
_COLLOQUIAL = ("局", "委", "办")
_GROUP_WORDS = re.compile(r"[各（）()]|人民政府|办事处")
_LEAST = 2


def vocabulary(register: Register, scope: Scope, units: Iterable[Known], own: Iterable[int]) -> Vocabulary:
    """Return the names that an asker may ask by; ``own`` are the units that they speak for."""
    seen = [task for _, task in register.tasks() if scope.sees_task(task)]
    return Vocabulary(
        units=tuple(unit_name(unit) for unit in units),
        leaders=tuple(dict.fromkeys(name for task in seen for name in task.leaders)),
        plans=tuple(PlanName(plan.id, plan.title) for plan in register.plans),
        sections=tuple(dict.fromkeys(task.section for task in seen if task.section)),
        tasks=tuple(
            TaskName(task.id, task.title, task.seq, task.content) for task in seen if task.indicator_id is None
        ),
        indicators=tuple(TaskName(i.id, i.name, i.seq) for plan in register.plans for i in plan.indicators),
        people=tuple(
            dict.fromkeys(PersonName(holder.name, seat.unit_id) for seat in register.seats for holder in seat.holders)
        ),
        own=frozenset(own),
    )


def unit_name(unit: Known) -> UnitName:
    """Return a unit with the ways in which people write it beside its names: 住建局, 卫健委, 供水公司, 乡镇."""
    forms: dict[str, None] = {}
    for spelling in (unit.name, *unit.aliases):
        if unit.kind is UnitKind.GROUP:
            bare = _GROUP_WORDS.sub("", normal(spelling))
            forms.update(dict.fromkeys([bare, *re.split(r"[、和及]", bare)]))
            continue
        short = shortened(spelling)
        core = _ENDING.sub("", short)
        forms[short] = None
        if core != short and len(core) >= _LEAST:
            forms[core] = None
            if short.endswith(_COLLOQUIAL):
                forms.update(dict.fromkeys(core + ending for ending in _COLLOQUIAL))
    if unit.kind is UnitKind.GROUP and any("乡镇" in form for form in forms):
        forms.update(dict.fromkeys(("乡镇街道", "乡镇", "镇街", "乡镇和街道", "街道")))
    own = {unit.name, *unit.aliases}
    return UnitName(
        unit.id,
        unit.name,
        unit.aliases,
        tuple(form for form in forms if len(form) >= _LEAST and form not in own),
        unit.kind is UnitKind.GROUP,
    )
