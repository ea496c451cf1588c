"""What a sitting's units were told of its agenda, and what is otherwise by now."""

from tasks_db.lean_dataclass import dataclass
from tasks_db.register.meetings.values import Sitting
from tasks_db.terms import SittingState


@dataclass(frozen=True, slots=True)
class AgendaChange:
    """How an agenda differs from what its units were told; matters stand each with who reports on them."""

    added: tuple[tuple[str, str], ...]
    dropped: tuple[str, ...]
    handed: tuple[tuple[str, str], ...]
    """Matters on which somebody else reports now."""
    moved: bool
    """Whether the matters that stay stand in another order."""


def agenda_change(sitting: Sitting) -> AgendaChange | None:
    """Return what the units of an announced sitting do not know of its agenda; None where they know it as it is."""
    if sitting.notice is None:
        return None
    told, now = sitting.notice.told, tuple((item.matter, item.reporter) for item in sitting.items)
    if told == now:
        return None
    before, after = dict(told), dict(now)
    kept = [matter for matter in before if matter in after]
    return AgendaChange(
        added=tuple(pair for pair in now if pair[0] not in before),
        dropped=tuple(matter for matter in before if matter not in after),
        handed=tuple((matter, after[matter]) for matter in kept if before[matter] != after[matter]),
        moved=kept != [matter for matter in after if matter in before],
    )


def untold(sitting: Sitting) -> bool:
    """Return whether a sitting is announced and its units do not know its agenda as it is."""
    return sitting.state is SittingState.CALLED and agenda_change(sitting) is not None
