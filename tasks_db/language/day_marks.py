"""Where a text speaks of days: how the words stand to the days, and which they name."""

from datetime import date
from enum import Enum, auto

from tasks_db.language.spans import Certain, Days
from tasks_db.lean_dataclass import dataclass


class Edge(Enum):
    """How words stand to the days that they name."""

    ON = auto()
    BY = auto()  # 6月30日前, 6月底前: the day itself counts
    BEFORE = auto()  # 国庆节前, 6月前: it does not
    TO = auto()  # 至10月31日, 25日至30日
    WITHIN = auto()  # 两周内
    AFTER = auto()  # 三个月后


@dataclass(frozen=True, slots=True)
class Mark:
    """Days named at ``[start, end)`` of a text; ``days`` is None where the words tell none: 2月30日, 春节前."""

    start: int
    end: int
    rule: str
    edge: Edge
    days: Days | None

    @property
    def day(self) -> date | None:
        """The day by which something is due, certain or not."""
        return self.days.last if self.days else None

    @property
    def certain(self) -> Certain:
        """How much of it the words say."""
        return self.days.certain if self.days else Certain.OPEN
