"""The standard ``dataclass`` for values of which a whole register makes hundreds of thousands.

A frozen value is filled field by field through ``object.__setattr__``: that takes five to ten times as long as
filling one that is not, and was a third of what a digest took. So what writes ``frozen=True`` with this decorator is
frozen for the type checker, which reads it as the standard one, and at run time it only has the hash of a frozen
value.
"""

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

__all__ = ["dataclass"]

if not TYPE_CHECKING:

    def dataclass(*, frozen: bool, **options: Any) -> Any:  # noqa: ANN401 - as the standard one
        """Make a class a dataclass that is filled quickly, and has a hash if it is ``frozen``."""
        return dataclasses.dataclass(unsafe_hash=frozen, **options)
