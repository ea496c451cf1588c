"""The answer to a question of any kind, in chat a page at a time, in the terminal as a whole."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from messages import query_more, query_text
from messages.message import Message
from tasks_db.language.questions import QuestionKind
from tasks_db.register.queries import Answer

_RENDERED: Mapping[str, Callable[[Answer[Any], int], Message]] = {
    QuestionKind.OVERDUE: query_text.overdue,
    QuestionKind.PROGRESS: query_text.progress,
    QuestionKind.MINE: query_text.mine,
    QuestionKind.UNREPORTED: query_text.unreported,
    QuestionKind.COORDINATION: query_text.coordination,
    QuestionKind.INDICATORS: query_text.indicators,
    QuestionKind.DUE: query_more.due,
    QuestionKind.FINISHED: query_more.finished,
    QuestionKind.CHANGES: query_more.changes,
    QuestionKind.REQUESTS: query_more.requests,
    QuestionKind.TALLY: query_more.tally,
    QuestionKind.VACANT: query_more.vacant,
    QuestionKind.ASKED: query_more.asked,
    QuestionKind.SIGNED: query_more.signed,
}
_BY_UNIT: Mapping[str, Callable[[Answer[Any], int], Message]] = {
    QuestionKind.UNREPORTED: query_text.unreported_units,
    QuestionKind.OVERDUE: query_text.overdue_units,
}


def answer(kind: str, value: Answer[Any], page: int = 0, *, by_unit: bool = False) -> Message:
    """One page of the answer to a question of this kind; ``by_unit``: a line to each unit, where it can be."""
    rendered = _BY_UNIT.get(kind) if by_unit else None
    return (rendered or _RENDERED[kind])(value, page)


def has_units(kind: str) -> bool:
    """Return whether answers of this kind can be told by unit."""
    return kind in _BY_UNIT


def asks_for_units(kind: str, value: Answer[Any]) -> bool:
    """Return whether the units are what is asked for: who has not reported, where all is seen and nobody named."""
    filters = value.filters
    return kind == QuestionKind.UNREPORTED and not (value.narrowed or filters.unit_ids or filters.task_ids)


def pages(kind: str, value: Answer[Any]) -> Iterator[str]:
    """Yield the text of every page of an answer."""
    number, by_unit = 0, asks_for_units(kind, value)
    while True:
        message = answer(kind, value, number, by_unit=by_unit)
        yield message.text
        turning = (button for row in message.buttons for button in row if button.label == "更多")
        if not any(button.args[-1] == number + 1 for button in turning):
            return
        number += 1
