"""What a message is, before any chat knows of it."""

from collections.abc import Sequence

from tasks_db.lean_dataclass import dataclass

ButtonArg = int | str


@dataclass(frozen=True, slots=True)
class Button:
    """An inline button: what it says, the action that it asks for and that action's arguments.

    Actions and arguments are short ASCII; together they are the token that travels in it (``tokens``). Who may press
    it is decided when it is pressed, never by who was shown it.
    """

    label: str
    action: str
    args: tuple[ButtonArg, ...] = ()


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes with a message: its name as people see it, and its content."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Message:
    """Plain text and rows of buttons. ``numbers`` says which task each printed number stands for."""

    text: str
    buttons: tuple[tuple[Button, ...], ...] = ()
    numbers: tuple[tuple[int, int, int | None], ...] = ()
    """``(number, assignment id, due id or None)`` each; a message about one task alone has ``about`` here."""
    attachment: Attachment | None = None
    subject: str = ""
    """What it is about, for channels that show that apart; the first line of the text where it is empty."""
    secret: bool = False
    """Whether it holds links: whoever keeps messages keeps this one until the night."""


def about(
    assignment_id: int, due_id: int | None, number: int | None = None
) -> tuple[tuple[int, int, int | None], ...]:
    """Return the ``numbers`` of a message about one task: a reply means that task (0), with or without its number."""
    unnumbered = (0, assignment_id, due_id)
    return (unnumbered, (number, assignment_id, due_id)) if number else (unnumbered,)


def in_rows(buttons: Sequence[Button], width: int) -> tuple[tuple[Button, ...], ...]:
    """Lay buttons out in rows of at most ``width``."""
    return tuple(tuple(buttons[i : i + width]) for i in range(0, len(buttons), width))
