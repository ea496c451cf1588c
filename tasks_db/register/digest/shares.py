"""Counts and percentages that add up."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from decimal import Decimal
from typing import TypeVar

from tasks_db.register.digest.values import Share, Tally, TaskLine
from tasks_db.terms import DigestClass

_TENTHS = 1000
K = TypeVar("K", bound=Hashable)


def percentages(counts: Sequence[int]) -> tuple[Decimal, ...]:
    """Shares of the sum with one decimal that add up to 100.0 by the largest remainder; all zero for an empty sum."""
    total = sum(counts)
    if total == 0:
        return tuple(Decimal("0.0") for _ in counts)
    parts = [divmod(count * _TENTHS, total) for count in counts]
    missing = _TENTHS - sum(whole for whole, _ in parts)
    by_remainder = sorted(range(len(parts)), key=lambda i: (-parts[i][1], i))
    rounded_up = set(by_remainder[:missing])
    return tuple(Decimal(whole + (i in rounded_up)).scaleb(-1) for i, (whole, _) in enumerate(parts))


def tally(label: str | None, plan_id: int | None, lines: Sequence[TaskLine]) -> Tally:
    counts = Counter(line.digest_class for line in lines)
    shares = percentages([counts[c] for c in DigestClass])
    return Tally(
        label,
        plan_id,
        len(lines),
        tuple(Share(c, counts[c], share) for c, share in zip(DigestClass, shares, strict=True)),
    )


def grouped(lines: Iterable[TaskLine], key: Callable[[TaskLine], K]) -> dict[K, list[TaskLine]]:
    """Lines by key, in the order in which keys appear: the plan's order, never a ranking."""
    groups: dict[K, list[TaskLine]] = {}
    for line in lines:
        groups.setdefault(key(line), []).append(line)
    return groups
