"""The answer to a question of any kind, in chat a page at a time, in the terminal as a whole."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from messages import actions, query_text
from messages.message import Button, Message
from tasks_db.language.questions import QuestionKind
from tasks_db.register.queries import Answer, Filters, encode

_RENDERED: Mapping[str, Callable[[Answer[Any], int], Message]] = {
    QuestionKind.OVERDUE: query_text.overdue,
    QuestionKind.PROGRESS: query_text.progress,
    QuestionKind.MINE: query_text.mine,
    QuestionKind.UNREPORTED: query_text.unreported,
    QuestionKind.COORDINATION: query_text.coordination,
    QuestionKind.INDICATORS: query_text.indicators,
}
_OFFERED = 8


def answer(kind: str, value: Answer[Any], page: int = 0) -> Message:
    """One page of the answer to a question of this kind."""
    return _RENDERED[kind](value, page)


def pages(kind: str, value: Answer[Any]) -> Iterator[str]:
    """Yield the text of every page of an answer."""
    number = 0
    while True:
        message = answer(kind, value, number)
        yield message.text
        if not any(button.args[-1] == number + 1 for row in message.buttons for button in row):
            return
        number += 1


def offer(kind: str, options: Sequence[tuple[str, Filters]]) -> Message:
    """A name that fits several: a button for each, never a guess."""
    rows = [(Button(name, actions.PAGE, (str(kind), encode(filters), 0)),) for name, filters in options[:_OFFERED]]
    return Message("您问的是哪一个？", tuple(rows))
