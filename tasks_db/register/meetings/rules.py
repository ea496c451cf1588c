"""The rules of a standing body: read from its document, changed by its office, asked at every step of a sitting."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from tasks_db.lean_dataclass import dataclass
from tasks_db.register import authority
from tasks_db.register.refusals import MeetingRefused
from tasks_db.terms import SeatRole

OFFICE, UNITS, _HEADS = (
    tuple(role for role in SeatRole if role in roles)
    for roles in (authority.OFFICE, authority.UNIT_SPEAKERS, authority.CONVENORS)
)
"""The sets of roles in the order in which a rule names them."""
MOST_TOPICS = 6
"""More than these matters no sitting takes; the rest goes to a meeting of the liaisons."""
_LARGEST = 99

_WORDS: Mapping[str, tuple[SeatRole, ...]] = {
    "副召集人": (SeatRole.DEPUTY_CONVENOR,),
    "副组长": (SeatRole.DEPUTY_CONVENOR,),
    "召集人": (SeatRole.CONVENOR,),
    "组长": (SeatRole.CONVENOR,),
    "办公室主任": (SeatRole.OFFICE_HEAD,),
    "办公室": OFFICE,
    "成员单位": UNITS,
    "成员": UNITS,
}
"""How a rule names those who may, longer names first; a member unit speaks by its member or its liaison."""


@dataclass(frozen=True, slots=True)
class Rules:
    """Who may propose a sitting and who approves it, who seals, how often all must meet; an empty text: not said.

    ``source`` names the plan that they were read from. ``members`` are the units of the list that the office adopted
    or said; None before it has.
    """

    proposers: tuple[SeatRole, ...] = (*_HEADS, *OFFICE, *UNITS)
    approvers: tuple[SeatRole, ...] = (SeatRole.CONVENOR,)
    plenary_per_year: int | None = None
    convenor_post: str = ""
    seal_unit: str = ""
    replacement: str = ""
    chair: str = ""
    most_topics: int = MOST_TOPICS
    source: str = ""
    members: tuple[int, ...] | None = None

    def said_proposers(self) -> str:
        """Who may propose, in words."""
        return in_words(self.proposers)

    def said_approvers(self) -> str:
        """Who approves, in words."""
        return in_words(self.approvers)


FIELDS: Mapping[str, str] = {
    "proposers": "谁可以提议",
    "approvers": "谁审核同意",
    "plenary_per_year": "每年全体会议次数",
    "chair": "由谁主持",
    "seal_unit": "代章单位",
    "replacement": "成员怎么调整",
    "most_topics": "每次会议最多几个议题",
}
"""What the office may change, each with what the screen calls it."""


def in_words(roles: Sequence[SeatRole]) -> str:
    """Return roles as a rule names them: 召集人、办公室、成员单位."""
    said, left = [], list(roles)
    for name, meant in (("办公室", OFFICE), ("成员单位", UNITS)):
        if all(role in left for role in meant):
            left = [role for role in left if role not in meant]
            said.append(name)
    return "、".join([*(role.zh for role in left), *said])


def roles_in(text: str) -> tuple[SeatRole, ...]:
    """Return the roles that a text names, each once, in the order of the table of seats.

    Raises MeetingRefused for a text that names none, and for words beside the names.
    """
    left = text
    found: set[SeatRole] = set()
    for word, roles in _WORDS.items():
        if word in left:
            found.update(roles)
            left = left.replace(word, "")
    if not found or left.strip("、，,和 。或"):
        raise MeetingRefused(f"没有看懂“{text}”。请写{'、'.join(dict.fromkeys(_WORDS))}中的一个或几个，用顿号分开。")
    return tuple(role for role in SeatRole if role in found)


def loaded(stored: Mapping[str, object]) -> Rules:
    """Return rules as they are kept in a row; whatever is not there goes by the default."""
    found: dict[str, Any] = {}
    for name in ("proposers", "approvers"):
        kept = stored.get(name)
        if isinstance(kept, list) and kept:
            found[name] = tuple(SeatRole.of(str(role)) for role in kept)
    for name, kind in _PLAIN.items():
        if isinstance(stored.get(name), kind):
            found[name] = stored[name]
    members = stored.get("members")
    if isinstance(members, list):
        found["members"] = tuple(int(unit) for unit in members)
    return Rules(**found)


_PLAIN: Mapping[str, type] = {
    "plenary_per_year": int,
    "most_topics": int,
    "convenor_post": str,
    "seal_unit": str,
    "replacement": str,
    "chair": str,
    "source": str,
}


def kept(rules: Rules) -> dict[str, object]:
    """Return rules in the form of a row."""
    return {
        "proposers": [role.value for role in rules.proposers],
        "approvers": [role.value for role in rules.approvers],
        "plenary_per_year": rules.plenary_per_year,
        "convenor_post": rules.convenor_post,
        "seal_unit": rules.seal_unit,
        "replacement": rules.replacement,
        "chair": rules.chair,
        "most_topics": rules.most_topics,
        "source": rules.source,
        "members": None if rules.members is None else list(rules.members),
    }


def changed(rules: Rules, name: str, text: str) -> Rules:
    """Return rules with one of ``FIELDS`` as the office typed it; raises MeetingRefused, with what is wanted."""
    if name not in FIELDS:
        raise MeetingRefused(f"没有这条规则。可以改：{'、'.join(FIELDS.values())}。")
    said = text.strip().rstrip("。")
    new: dict[str, Any] = {name: "" if said == "无" else said}
    if name in {"proposers", "approvers"}:
        new[name] = roles_in(said)
    elif _PLAIN[name] is int:
        digits = said.removesuffix("次").removesuffix("个")
        if not (digits.isascii() and digits.isdecimal()) or not 1 <= int(digits) <= _LARGEST:
            raise MeetingRefused(f"请写 1 到 {_LARGEST} 之间的数字。")
        new[name] = int(digits)
    return replace(rules, **new)


def read_off(stated: Mapping[str, object], source: str) -> Rules:
    """Return the rules that a plan's document states, as intake kept them in the plan's row."""
    found: dict[str, Any] = {
        name: stated[name] for name, kind in _PLAIN.items() if isinstance(stated.get(name), kind)
    }
    for name in ("proposers", "approvers"):
        words = stated.get(name)
        if isinstance(words, str) and words:
            found[name] = roles_in(words)
    return Rules(**{**found, "source": source})


def lacks(rules: Rules, roles: Iterable[SeatRole], *, approves: bool) -> bool:
    """Return whether somebody with these roles may not propose, or not approve, by the rules."""
    allowed = rules.approvers if approves else rules.proposers
    return not any(role in allowed for role in roles)
