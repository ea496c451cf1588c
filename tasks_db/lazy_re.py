"""The standard ``re``, whose ``compile`` waits until a pattern is first used.

What people may type takes some five hundred expressions, and a program that only starts, or a command that reads no
text, needs none of them. Modules write ``from tasks_db import lazy_re as re`` and go on as with the standard module.
One thing differs: ``match.re is PATTERN`` is never true; their texts (``pattern``) can be compared.
"""

import re
from re import (
    ASCII,
    DOTALL,
    IGNORECASE,
    MULTILINE,
    Match,
    Pattern,
    escape,
    findall,
    finditer,
    fullmatch,
    match,
    search,
    split,
    sub,
)  # fmt: skip
from typing import Any, cast

__all__ = [
    "ASCII", "DOTALL", "IGNORECASE", "MULTILINE", "Match", "Pattern", "compile", "escape", "findall",
    "finditer", "fullmatch", "match", "search", "split", "sub",
]  # fmt: skip


class _Waiting:
    """A pattern that is not compiled yet; from their first use on its methods are those of the compiled one."""

    def __init__(self, pattern: str, flags: int) -> None:
        self.pattern = pattern
        self._flags = flags
        self._compiled: Pattern[str] | None = None

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever a pattern has
        if name.startswith("__"):  # what copying and pickling look for
            raise AttributeError(name)
        if self._compiled is None:
            self._compiled = re.compile(self.pattern, self._flags)
        found = getattr(self._compiled, name)
        setattr(self, name, found)  # not asked for again
        return found


def compile(pattern: str, flags: int = 0) -> Pattern[str]:  # noqa: A001 - in the place of the standard one
    """Return what works like the compiled pattern, and is compiled when it is first asked for more than its text."""
    return cast("Pattern[str]", _Waiting(pattern, flags))
