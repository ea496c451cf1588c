"""Decisions that many others rest on are taken once while a whole register is looked at.

A decision is a pure function of values (R1): asked of the same value for the same moment it gives the same again.
Inside ``deciding_once`` what it gave is kept, by the value itself and not by what is equal to it; outside nothing is.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
Result = TypeVar("Result")

_KEPT: ContextVar[dict[Any, Any] | None] = ContextVar("kept", default=None)


@contextmanager
def deciding_once() -> Iterator[None]:
    """Keep what decisions give inside the block."""
    token = _KEPT.set({})
    try:
        yield
    finally:
        _KEPT.reset(token)


def once(decision: Callable[P, Result]) -> Callable[P, Result]:
    """Let a decision be taken once inside ``deciding_once``.

    It takes last the value that it is about and the moment; whatever stands before them is what that value belongs
    to, and the same whenever it is asked. What it gives is not to be changed by whoever gets it.
    """

    @wraps(decision)
    def decided(*args: P.args, **kwargs: P.kwargs) -> Result:
        kept = _KEPT.get()
        if kept is None or kwargs:
            return decision(*args, **kwargs)
        about, moment = args[-2:]
        key = (decision, id(about), id(moment))
        found = kept.get(key)
        if found is None:
            # the values are kept too, so that no other one gets their place in memory
            found = kept[key] = (decision(*args, **kwargs), about, moment)
        result: Result = found[0]
        return result

    return decided
