"""The standard ``dataclass``, for values that are quickly made and filled.

The program has five hundred classes of values, and a whole register makes hundreds of thousands of some. A standard
frozen one takes six functions that are written as text and compiled, which was a sixth of a start, and is filled
field by field through ``object.__setattr__``, which takes five to ten times as long as filling one that is not. So
what writes ``frozen=True`` with this decorator is frozen for the type checker, which reads it as the standard one; at
run time only ``__init__`` is written, and equality, hash and text are made of the fields.
"""

import dataclasses
from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING, Any

__all__ = ["dataclass"]

if not TYPE_CHECKING:

    def dataclass(described: type | None = None, /, *, frozen: bool = False, eq: bool = True, **options: Any) -> Any:  # noqa: ANN401 - as the standard one
        """Make a class a dataclass that is quickly made and filled, and has a hash if it is ``frozen``."""

        def made(described: type) -> type:
            described.__repr__ = _as_text
            value = dataclasses.dataclass(eq=False, repr=False, **options)(described)
            if eq:
                _let_compare(value, hashed=frozen)
            return value

        return made if described is None else made(described)


def _as_text(value: Any) -> str:  # noqa: ANN401 - of any class of values
    shown = (f"{each.name}={getattr(value, each.name)!r}" for each in dataclasses.fields(value) if each.repr)
    return f"{type(value).__qualname__}({', '.join(shown)})"


def _let_compare(made: Any, *, hashed: bool) -> None:  # noqa: ANN401 - a class of values
    """Let values of a class be equal by their fields, and have a hash if they are not to change."""
    names = [each.name for each in dataclasses.fields(made) if each.compare]
    told = attrgetter(*names) if names else lambda _: ()

    def equal(one: object, other: object) -> bool:
        return told(one) == told(other) if other.__class__ is one.__class__ else NotImplemented

    made.__eq__ = equal
    made.__hash__ = (lambda one: hash(told(one))) if hashed else None
