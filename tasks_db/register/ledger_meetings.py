"""What the ledger has beside tasks: what sittings decided (议定事项) and the changes of seats (备案)."""

from collections.abc import Iterable, Mapping

from tasks_db.register.meetings.filing import Filing
from tasks_db.register.meetings.values import Body, Resolution, Sitting
from tasks_db.terms import WorkState

Line = tuple[str, ...]
NOTED = "知悉"
"""What is said of a resolution that is no task."""


def resolutions(
    body: Body, sittings: Iterable[Sitting], tasks: Mapping[int, tuple[str, WorkState, str]]
) -> tuple[Line, ...]:
    """Return a line for everything that issued minutes decided.

    ``tasks`` has code, state and deadline of the tasks, the one in force beside the first, by their ids.
    """
    return tuple(
        _resolution(body, sitting, n, resolution, tasks)
        for sitting in sittings
        if sitting.issued_at is not None
        for n, resolution in enumerate(sitting.resolutions, 1)
    )


def _resolution(
    body: Body, sitting: Sitting, n: int, one: Resolution, tasks: Mapping[int, tuple[str, WorkState, str]]
) -> Line:
    code, state, deadline = tasks.get(one.task_id or 0, ("", None, ""))
    told = NOTED if one.task_id is None else state.zh if state is not None else "已取消"
    said = (body.name, sitting.name, f"{sitting.year}年第{sitting.issue}期", str(n), one.kind.zh, one.text)
    return (*said, one.lead or "", "、".join(one.with_units), deadline or str(one.day or ""), code, told)


def filings(body: Body, found: Iterable[Filing]) -> tuple[Line, ...]:
    """Return a line for every change of a seat, the newest first."""
    return tuple(
        (
            body.name, one.unit, body.title(one.role), f"{one.before} {one.before_post}".strip(),
            f"{one.after} {one.after_post}".strip(), one.reason, str(one.since), one.mode.zh, one.basis,
            str(one.open_items), one.filed_by,
        )
        for one in found
    )  # fmt: skip
