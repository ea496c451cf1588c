"""The JSON form of a draft that ``lianxi parse --json`` prints: a contract with scripts.

Its names are those of the values (draft.py): whoever renames a field there changes the contract.
"""

from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

from tasks_db.intake.draft import DraftIndicator, PlanDraft

# what the contract has under another name, and what it has not
_CALLED = {"read_as": "as"}
_LEFT_OUT: dict[type, tuple[str, ...]] = {
    PlanDraft: ("issuer", "issued_on", "text"),
    DraftIndicator: ("nature",),
}


def to_json(draft: PlanDraft) -> dict[str, object]:
    """Return the draft as plain values: dates in ISO form, lists for tuples."""
    return _named(draft, [field.name for field in fields(draft)])


def _named(value: object, names: list[str]) -> dict[str, object]:
    left_out = _LEFT_OUT.get(type(value), ())
    return {_CALLED.get(name, name): _plain(getattr(value, name)) for name in names if name not in left_out}


def _plain(value: Any) -> object:  # noqa: ANN401  a draft holds values of many kinds
    if hasattr(value, "_fields"):
        return _named(value, value._fields)
    if is_dataclass(value):
        return _named(value, [field.name for field in fields(value)])
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    return value.isoformat() if isinstance(value, date) else value
