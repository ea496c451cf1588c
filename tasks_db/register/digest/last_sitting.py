"""What became of the last sitting, as a digest tells it in its first sentence."""

from tasks_db.lean_dataclass import dataclass


@dataclass(frozen=True, slots=True)
class LastSitting:
    """``said`` is 议定2项，办结1项、推进1项; ``tasks`` are the tasks behind it, ``reports`` what they rest on."""

    name: str
    said: str
    tasks: tuple[int, ...]
    reports: tuple[int, ...]
