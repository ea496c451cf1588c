"""Values as JSON for scripts: the field names are the keys, dates are ISO, instants local with offset."""

from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import TypeAlias

from config.clock import SHANGHAI

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"


def as_json(value: object) -> Json:
    """Return a value as plain lists, dicts and scalars; raises TypeError for one that has no form in JSON."""
    if isinstance(value, tuple | list | frozenset):
        return [as_json(item) for item in value]
    if isinstance(value, dict):
        return {str(name): as_json(item) for name, item in value.items()}
    if is_dataclass(value):
        return {f.name: as_json(getattr(value, f.name)) for f in fields(value)}
    return _scalar(value)


def _scalar(value: object) -> Json:
    match value:
        case datetime():
            return value.astimezone(SHANGHAI).isoformat()
        case date():
            return value.isoformat()
        case Decimal():
            return float(value)
        case Enum():
            return _scalar(value.value)
        case None | bool() | int() | float() | str():
            return value
    raise TypeError(f"no JSON form for {type(value).__name__}")
