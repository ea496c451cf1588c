"""A decision of the office or a convenor about a report, as a value."""

from dataclasses import dataclass

from tasks_db.register.answers import Said


@dataclass(frozen=True, slots=True)
class Decided:
    """A report as it was decided. ``reached``: whoever gave it is bound, so that the notice finds them."""

    said: Said
    reached: bool
