"""What travels in a button: its action and arguments joined by colons, short ASCII text.

A token carries no right: whoever presses is checked again.
"""

from messages.message import Button

MAX_TOKEN = 64
"""Bytes: the least that a channel with buttons allows (Bot API, InlineKeyboardButton)."""

MAX_NUMBER = 2**31 - 1
"""The largest number of a row."""


def encode(button: Button) -> str:
    """Return the token of a button; raises ValueError for one that is too long."""
    token = ":".join([button.action, *map(str, button.args)])
    if len(token.encode()) > MAX_TOKEN:
        raise ValueError(f"a button's token is over {MAX_TOKEN} bytes: {token}")
    return token


def decode(token: str) -> tuple[str, tuple[str, ...]]:
    """Return an action's name and its arguments, still as text; raises ValueError for what no button carries."""
    action, *args = token.split(":")
    numbers = [arg for arg in args if arg.removeprefix("-").isdecimal()]
    if len(token.encode()) > MAX_TOKEN or any(abs(int(number)) > MAX_NUMBER for number in numbers):
        raise ValueError("the token is not of this program")
    return action, tuple(args)
