"""Buttons as Telegram wants them, and back.

The data of a button is its action and arguments joined by colons, in ASCII and at most 64 bytes (Bot API,
InlineKeyboardButton). It carries no right: whoever presses is checked again.
"""

import telegram

from messages.message import Button, Message

MAX_DATA = 64
MAX_TEXT = 4096
MAX_CAPTION = 1024
"""Bot API, sendMessage and sendDocument: in UTF-16 units."""
MAX_NUMBER = 2**31 - 1
"""The largest number of a row."""


def encode(button: Button) -> str:
    data = ":".join([button.action, *map(str, button.args)])
    if len(data.encode()) > MAX_DATA:
        raise ValueError(f"button data is over {MAX_DATA} bytes: {data}")
    return data


def decode(data: str) -> tuple[str, tuple[str, ...]]:
    """The action's name and its arguments, still as text; raises ValueError for what no button carries."""
    action, *args = data.split(":")
    numbers = [arg for arg in args if arg.removeprefix("-").isdecimal()]
    if len(data.encode()) > MAX_DATA or any(abs(int(number)) > MAX_NUMBER for number in numbers):
        raise ValueError("the data is not of this program")
    return action, tuple(args)


def fitted(text: str, most: int = MAX_TEXT) -> str:
    """The text, cut with "…" where it is longer than a message may be: what people type goes into other texts."""
    units = text.encode("utf-16-le")
    return text if len(units) <= 2 * most else units[: 2 * (most - 1)].decode("utf-16-le", "ignore") + "…"


def keyboard(message: Message) -> telegram.InlineKeyboardMarkup | None:
    if not message.buttons:
        return None
    return telegram.InlineKeyboardMarkup(
        [
            [telegram.InlineKeyboardButton(button.label, callback_data=encode(button)) for button in row]
            for row in message.buttons
            if row
        ]
    )
