"""What was found and not put right, did not pass a check, or was promised and not told done: values of a digest."""

from datetime import date

from tasks_db.lean_dataclass import dataclass
from tasks_db.register.digest.references import Source, TaskRef


@dataclass(frozen=True, slots=True)
class Unmended:
    """Faults that a unit counted and did not put right by its own count: 2 处 of 隐患.

    ``superseded`` where the unit has counted others since, and said nothing of these, or nothing of any. ``failed``
    are no faults that were found but what did not pass a check: 2 份 of 水样, ``of`` so many in the period.
    ``dangerous`` is what somebody may come to harm by while it waits: water, food, a hidden danger. ``finding`` says
    where and what did not pass (石乡1处余氯不足), where the unit says it of all that is left.
    """

    task: TaskRef
    assignment_id: int
    unit: str
    count: int
    measure: str
    what: str
    superseded: bool
    source: Source
    failed: bool = False
    of: int = 0
    dangerous: bool = False
    finding: str = ""


@dataclass(frozen=True, slots=True)
class Overrun:
    """What a unit said would be done by a day that is over, and has not told done.

    ``clause`` says so, behind the ``matter`` that it is of where it names none itself. ``left`` is what its newer
    words, of ``left_on``, say of it; empty where they do not speak of it.
    """

    task: TaskRef
    assignment_id: int
    unit: str
    matter: str
    clause: str
    day: date
    left: str
    left_on: date | None
    source: Source
