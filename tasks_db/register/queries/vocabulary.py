"""The names that somebody may ask by: units of the registry, and what the plans print that the asker sees."""

from collections.abc import Iterable

from tasks_db import lazy_re as re
from tasks_db.language.questions import PersonName, PlanName, TaskName, UnitName, Vocabulary
from tasks_db.lean_dataclass import dataclass
from tasks_db.register.unit_names import Known, normal, shortened
from tasks_db.terms import UnitKind

_ENDING = re.compile(
    r"(?:管理局|局|委员会|委|办公室|办|厅|救援大队|救援支队|大队|支队|总队|中心|办事处|街道|镇|乡|公司|集团|人民政府|政府)$"
)
_COLLOQUIAL = ("局", "委", "办")
_SPOKEN = {
    "市场监管": "市监",
    "城市管理": "城管",
    "自然资源和规划": "自规",
    "自然资源": "资规",
    "生态环境": "环保",
    "农业农村": "农业",
    "文化旅游": "文旅",
    "文化和旅游": "文旅",
    "交通运输": "交通",
    "医疗保障": "医保",
    "退役军人": "退役",
    "工业和信息化": "工信",
}
"""What people say for a unit beside what its name is cut to."""
_GROUP_WORDS = re.compile(r"[各（）()]|人民政府|办事处")
_LEAST = 2


@dataclass(frozen=True, slots=True)
class Names:
    """The names that somebody may mean, as they stand in the rows: with the id of what goes by them.

    ``tasks`` have title, code and content behind the id, ``indicators`` name, number
    and measure; ``people`` are names with the unit for which they sit; ``cancelled`` tasks have plan, number and
    title.
    """

    units: tuple[Known, ...] = ()
    leaders: tuple[str, ...] = ()
    plans: tuple[tuple[int, str], ...] = ()
    sections: tuple[str, ...] = ()
    tasks: tuple[tuple[int, str, str, str], ...] = ()
    indicators: tuple[tuple[int, str, str, str | None], ...] = ()
    people: tuple[tuple[str, int], ...] = ()
    cancelled: tuple[tuple[int, int, str, str], ...] = ()


def vocabulary(names: Names, own: Iterable[int]) -> Vocabulary:
    """Return names as an asker may say them; ``own`` are the units that they speak for."""
    return Vocabulary(
        units=tuple(unit_name(unit) for unit in names.units),
        leaders=names.leaders,
        plans=tuple(PlanName(*plan) for plan in names.plans),
        sections=names.sections,
        tasks=tuple(TaskName(*task) for task in names.tasks),
        indicators=tuple(
            TaskName(key, name, seq, measure=measure or "") for key, name, seq, measure in names.indicators
        ),
        people=tuple(dict.fromkeys(PersonName(*person) for person in names.people)),
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
        for full, spoken in _SPOKEN.items():
            if full in short or full in spelling:  # 自然资源和规划 is cut to 自然资源
                forms.update(dict.fromkeys((spoken, *(spoken + ending for ending in _COLLOQUIAL))))
        if core != short and len(core) >= _LEAST:
            forms[core] = None
            if short.endswith("大队"):
                forms[core + "队"] = None  # 消防队
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
