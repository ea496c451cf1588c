"""What a question in words comes to."""

from dataclasses import dataclass
from typing import Any

from tasks_db.language.questions import QuestionKind
from tasks_db.register.queries import Answer, Filters


@dataclass(frozen=True, slots=True)
class InWords:
    """A question in words as it was understood; ``kind`` says what is asked.

    ``answer`` holds all rows of the answer; or ``options`` are the names that one of the words may mean, each with
    what would be asked then; or ``task_number`` is the number of the task that is asked for. All three are empty for
    a call for help.
    """

    kind: QuestionKind
    answer: Answer[Any] | None = None
    options: tuple[tuple[str, Filters], ...] = ()
    task_number: int | None = None
