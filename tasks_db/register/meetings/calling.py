"""Which units are members of a body, and which of them a sitting calls: the one place where both are decided."""

from collections.abc import Sequence

from tasks_db.terms import SeatRole

SeatOf = tuple[int | None, int, SeatRole]
"""A seat with its unit and role."""

_RANK = {
    SeatRole.MEMBER: 0,
    SeatRole.DEPUTY_CONVENOR: 1,
    SeatRole.OFFICE_HEAD: 2,
    SeatRole.LIAISON: 3,
}
"""By which of its seats a unit is called, the first that it has; by others it is not called."""
CALLED_BY = frozenset(_RANK)
"""In these seats somebody answers a notice for their unit."""
FOR_THEMSELVES = frozenset({SeatRole.DEPUTY_CONVENOR, SeatRole.OFFICE_HEAD})
"""In these somebody is called as the person that they are, beside whom the unit has a liaison."""


def member_units(
    seats: Sequence[SeatOf], said: Sequence[int] | None, printed: Sequence[int]
) -> tuple[int, ...] | None:
    """Return the members of a body by unit; None where nobody has said them yet.

    What the office ``said``, by a list that it adopted or unit by unit, stands. Before that they are those that an
    issued plan of the body ``printed`` and those with a member's seat; without such a plan the latter alone, unless
    fewer than half of the units with a liaison have one: then the list has only begun.
    """
    if said is not None:
        return tuple(said)
    seated = dict.fromkeys(unit for _, unit, role in seats if role is SeatRole.MEMBER)
    if printed:
        return tuple(dict.fromkeys((*printed, *seated)))
    asked = {unit for _, unit, role in seats if role is SeatRole.LIAISON}
    if not seated or 2 * len(seated) < len(seated.keys() | asked):
        return None
    return tuple(seated)


def units_called(seats: Sequence[SeatOf], members: Sequence[int] | None) -> tuple[int, ...]:
    """Return the units that a sitting calls unless the office says other, each once.

    They are those of the deputy convenors and the head of the office, and the ``members``; every unit with a liaison
    while nobody has said who is a member.
    """
    heads = [unit for _, unit, role in seats if role in FOR_THEMSELVES]
    every = [unit for _, unit, role in seats if role in {SeatRole.MEMBER, SeatRole.LIAISON}]
    return tuple(dict.fromkeys((*heads, *(every if members is None else members))))


def seat_calling(seats: Sequence[SeatOf], unit_id: int) -> int | None:
    """Return by which seat a unit is called; None for a unit without one."""
    own = [seat for seat in seats if seat[1] == unit_id and seat[2] in _RANK]
    return min(own, key=lambda seat: _RANK[seat[2]])[0] if own else None
