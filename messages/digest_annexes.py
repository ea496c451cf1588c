"""The annexes of a digest's paper, numbered in order: all tasks, then what the text has no room for."""

from collections.abc import Callable
from dataclasses import replace

from messages import digest_annex_tables, digest_tables
from messages.digest_text import counts
from messages.paper import Annex
from tasks_db.register.digest.values import Digest

Whole = Callable[[], int]
"""Adds an annex, if it is not there yet, and returns its number."""

_TASKS = (11.0, 30.0, 26.0, 27.0, 14.0, 20.0, 22.0, 42.0, 30.0, 22.0, 15.0)
_INDICATORS = (12.0, 58.0, 40.0, 20.0, 36.0, 26.0, 22.0, 38.0)
_SILENCE = (46.0, 14.0, 70.0, 34.0, 60.0, 28.0)
_PLEAS = (14.0, 52.0, 44.0, 94.0, 48.0)
_REQUESTS = (14.0, 62.0, 44.0, 36.0, 36.0, 60.0)


class Annexes:
    """The annexes of one paper; the first one is always there, the others once somebody points to them."""

    def __init__(self, digest: Digest) -> None:
        """Begin with the table of all tasks, and the indicators where there is anything to say of them."""
        self._digest = digest
        self._found = [Annex("重点任务进展情况表", digest_annex_tables.tasks(digest), _TASKS, note=_counts(digest))]
        told = replace(digest, indicators=tuple(i for i in digest.indicators if i.value is not None))
        if told.indicators:
            self._add(replace(digest_tables.indicators(told), title="指标完成情况表"), _INDICATORS)

    def _add(self, table: digest_tables.Table, widths: tuple[float, ...]) -> int:
        known = next((n for n, annex in enumerate(self._found, 1) if annex.title == table.title), None)
        if known is not None:
            return known
        self._found.append(Annex(table.title, table, widths))
        return len(self._found)

    def tasks(self) -> int:
        """Point to the table of all tasks."""
        return 1

    def silence(self) -> int:
        """Add who did not report what."""
        return self._add(digest_annex_tables.silence(self._digest), _SILENCE)

    def pleas(self) -> int:
        """Add all pleas, whole."""
        return self._add(digest_annex_tables.pleas(self._digest), _PLEAS)

    def requests(self) -> int:
        """Add all extensions."""
        return self._add(digest_tables.extensions(self._digest), _REQUESTS)

    def in_order(self) -> tuple[Annex, ...]:
        """Return the annexes; none where there is no task."""
        return tuple(self._found) if self._digest.tasks else ()


def _counts(digest: Digest) -> str:
    return f"{counts(digest)}。"
