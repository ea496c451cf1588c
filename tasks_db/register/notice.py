"""What somebody is told at once, before it is a row: its words and buttons."""

from dataclasses import dataclass

ButtonWords = tuple[str, str, tuple[int | str, ...]]
"""A button's label, the action that it asks for and the action's arguments."""


@dataclass(frozen=True, slots=True)
class NoticeText:
    """The words of a notice with its rows of buttons, rendered by whoever orders the act that tells them."""

    text: str
    buttons: tuple[tuple[ButtonWords, ...], ...] = ()
