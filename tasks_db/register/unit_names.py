"""Unit names as printed, held against the registry: the same, alike, or unknown. Nothing is ever created here."""

import unicodedata
from collections.abc import Mapping, Sequence

from rapidfuzz import fuzz

from tasks_db import lazy_re as re
from tasks_db.language.sounds import sound_alike
from tasks_db.lean_dataclass import dataclass
from tasks_db.terms import UnitKind

ALIKE_SCORE = 78
"""From here on two names may be one unit: 县住房乡建委 and 县住房城乡建委 score 92, 县教育局 and 县财政局 50."""

_KIND = re.compile(r"(?:局|大队|支队|总队|中队|中心|分局|委员会|委|办公室|办|站|所|处|分中心|管理局|队)$")
_SHORTEST_STEM = 2
_BEGINNING = 3
_LEVEL = re.compile(r"^[省市县区州旗]")
_BETWEEN = re.compile(r"([、和及与])")
_LONG_FORMS = (
    ("委员会", "委"),
    ("管理局", "局"),
    ("监督局", "局"),
    ("人力资源和社会保障", "人社"),
    ("人力社保", "人社"),
    ("人力资源社会保障", "人社"),
    ("发展和改革", "发改"),
    ("发展改革", "发改"),
    ("卫生健康", "卫健"),
    ("住房和城乡建设", "住建"),
    ("住房城乡建设", "住建"),
    ("住房城乡建", "住建"),
    ("市场监督管理", "市场监管"),
    ("市场监督", "市场监管"),
    ("应急管理", "应急"),
    ("自然资源和规划", "自然资源"),
    ("机构编制委员会办公室", "编办"),
)


@dataclass(frozen=True, slots=True)
class Known:
    """A unit of the registry with every spelling it goes by."""

    id: int
    name: str
    kind: UnitKind
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """``unit`` where the name is known; else the look-alikes, best first (none: nobody knows this name)."""

    printed: str
    unit: Known | None
    alike: tuple[Known, ...] = ()


def normal(name: str) -> str:
    """The name without white space, in one width."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", name))


def shortened(name: str) -> str:
    """A rough common form of long and short names; only for finding look-alikes, never for equating."""
    short = _LEVEL.sub("", normal(name))
    for long_form, short_form in _LONG_FORMS:
        short = short.replace(long_form, short_form)
    return short


def now_called(printed: str, name: str) -> str:
    """Return a unit's name where the one that is printed is another, and no short form of it; else nothing."""
    return name if shortened(printed) != shortened(name) else ""


def spellings(registry: Sequence[Known]) -> list[tuple[str, str]]:
    """Return how single units may be written, each with the unit's name: names, aliases, and short forms of one unit.

    县财政局 may be written 财政局 where no other unit is called so.
    """
    known = [unit for unit in registry if unit.kind is UnitKind.UNIT]
    full = {spelling: unit.name for unit in known for spelling in (unit.name, *unit.aliases)}
    short: dict[str, set[str]] = {}
    for spelling, name in full.items():
        short.setdefault(shortened(spelling), set()).add(name)
    clear = [(form, names.pop()) for form, names in short.items() if len(names) == 1 and len(form) > 1]
    return [*full.items(), *((form, name) for form, name in clear if form not in full)]


def match(printed: str, registry: Sequence[Known]) -> Match:
    """Return the unit whose name or alias is the printed one, else up to three look-alikes, best first."""
    wanted = normal(printed)
    for unit in registry:
        if wanted in {normal(spelling) for spelling in (unit.name, *unit.aliases)}:
            return Match(printed, unit)
    scored = [(likeness(printed, unit), unit) for unit in registry]
    alike = sorted((pair for pair in scored if pair[0] >= ALIKE_SCORE), key=lambda pair: -pair[0])
    return Match(printed, None, tuple(unit for _, unit in alike[:3]))


def spoken(name: str, registry: Sequence[Known]) -> Known | None:
    """Return the one unit that people of the county call so, by a spelling with or without its 县; else None."""
    known = match(name, registry).unit
    if known is not None or _LEVEL.match(normal(name)):
        return known
    called = [u for u in registry if any(_LEVEL.sub("", normal(s)) == normal(name) for s in (u.name, *u.aliases))]
    return called[0] if len(called) == 1 else None


def in_full(names: str, registry: Sequence[Known]) -> str:
    """Return names with 、 or 和 between them, each as the registry has it; what is no unit's name stays as it is."""
    parts = _BETWEEN.split(names)
    return "".join(unit.name if (unit := spoken(part, registry)) else part for part in parts)


def told_in_full(text: str, names: str, registry: Sequence[Known]) -> str:
    """Return a text in which the units of ``names`` are called as the registry has them."""
    for part in _BETWEEN.split(names):
        unit = spoken(part, registry)
        if unit is not None and unit.name not in text:
            text = re.sub(rf"[省市县区州旗]?{re.escape(part)}", unit.name.replace("\\", ""), text)
    return text


def meant(name: str, registry: Sequence[Known]) -> str:
    """Return a question that offers what a name may mean: look-alikes, and names that begin so; empty for none."""
    begin = [unit for unit in registry if normal(unit.name).startswith(normal(name)[:_BEGINNING]) and normal(name)]
    offered = dict.fromkeys(unit.name for unit in (*match(name, registry).alike, *begin))
    return f"是不是{'、'.join(f'“{one}”' for one in list(offered)[:3])}？" if offered else ""


def likeness(printed: str, unit: Known) -> float:
    """0–100; names of different levels (市 in a list of a county) never come out alike."""
    wanted = normal(printed)
    best = 0.0
    for spelling in (unit.name, *unit.aliases):
        other = normal(spelling)
        if _LEVEL.match(wanted) and _LEVEL.match(other) and wanted[0] != other[0]:
            continue
        best = max(best, fuzz.ratio(wanted, other), fuzz.ratio(shortened(printed), shortened(spelling)))
        if _stem(printed) and (_stem(printed) == _stem(spelling) or _is_part(printed, spelling)):
            best = max(best, ALIKE_SCORE)
    return best


def is_a_sign_apart(printed: str, name: str) -> bool:
    """Whether two names differ in one sign that sounds otherwise: 县供热公司, 县供水公司; but not 监官, 监管."""
    one, other = normal(printed), normal(name)
    differ = len(one) == len(other) and sum(a != b for a, b in zip(one, other, strict=True)) == 1
    return differ and not sound_alike(one, other)


def _is_part(printed: str, name: str) -> bool:
    """Whether a name is the beginning or the end of a longer one of its kind: 县建设局, of 县住房城乡建设局."""
    one, other = normal(printed), normal(name)
    stem, whole = _stem(one), _stem(other)
    return bool(whole) and one[-1] == other[-1] and stem != one and (whole.startswith(stem) or whole.endswith(stem))


def _stem(name: str) -> str:
    """What a unit is about, without its level and the word for its kind: 消防救援 of 县消防救援大队."""
    stem = _KIND.sub("", _LEVEL.sub("", normal(name)))
    return stem if len(stem) >= _SHORTEST_STEM else ""


def twin(name: str, names: Mapping[str, Sequence[str]]) -> str | None:
    """Return the unknown name of the plan, more frequent or as frequent and longer, that this one resembles.

    ``names`` maps each unknown name to the places where it stands. None means that no name does.
    """
    others = [
        (likeness(name, Known(0, other, UnitKind.UNIT)), other)
        for other in names
        if other != name and (len(names[other]), len(other)) > (len(names[name]), len(name))
    ]
    alike = [(score, other) for score, other in others if score >= ALIKE_SCORE]
    return max(alike)[1] if alike else None


def looks_like_group(printed: str) -> bool:
    """Return whether a printed name stands for a set of units, as 各乡镇（街道） does."""
    return normal(printed).startswith(("各", "全体", "所有"))
