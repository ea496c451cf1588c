"""留痕 as values: what was done to a thing, when and by whom."""

from collections.abc import Mapping
from datetime import datetime

from tasks_db.lean_dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Change:
    """One entry of the audit; ``detail`` holds what was changed, old and new values by name."""

    at: datetime
    authority: str
    action: str
    detail: Mapping[str, object]
