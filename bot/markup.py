"""Buttons as Telegram wants them, and back.

The data of a button is its action and arguments joined by colons, in ASCII and at most 64 bytes (Bot API,
InlineKeyboardButton). It carries no right: whoever presses is checked again.
"""

import telegram

from messages.message import Button, Message

MAX_DATA = 64


def encode(button: Button) -> str:
    data = ":".join([button.action, *map(str, button.args)])
    if len(data.encode()) > MAX_DATA:
        raise ValueError(f"button data is over {MAX_DATA} bytes: {data}")
    return data


def decode(data: str) -> tuple[str, tuple[str, ...]]:
    """The action's name and its arguments, still as text."""
    action, *args = data.split(":")
    return action, tuple(args)


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
