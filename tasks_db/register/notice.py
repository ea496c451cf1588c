"""What somebody is told, before it is a row: its words and buttons."""

from tasks_db.lean_dataclass import dataclass

ButtonWords = tuple[str, str, tuple[int | str, ...]]
"""A button's label, the action that it asks for and the action's arguments."""


@dataclass(frozen=True, slots=True)
class NoticeText:
    """The words of a notice with its rows of buttons, rendered by whoever orders the act that tells them."""

    text: str
    buttons: tuple[tuple[ButtonWords, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """What is said in the conversation in which somebody asked.

    ``numbers`` says which task each printed number stands for: ``(number, assignment id, due id or None)``.
    ``changes`` is the channel's name of the message that this one takes the place of. A ``secret`` one holds links.
    """

    text: str
    buttons: tuple[tuple[ButtonWords, ...], ...] = ()
    numbers: tuple[tuple[int, int, int | None], ...] = ()
    file_name: str | None = None
    file: bytes | None = None
    changes: str | None = None
    secret: bool = False
