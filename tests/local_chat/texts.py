"""Text as Telegram counts it and the commands that it finds in it. The bot sends plain text and nothing else."""

import re
from typing import Final

from tests.local_chat.values import Json

# a command touches neither letters, digits nor the signs of a path or a tag, as in TDLib
_COMMAND: Final = re.compile(r"(?<![\w/<>])/(?P<name>[A-Za-z0-9_]{1,64})(?:@(?P<bot>[A-Za-z0-9_]{3,32}))?(?![\w/<>])")


def utf16_length(text: str) -> int:
    """Return the length of a text in UTF-16 units, in which Telegram gives its limits and offsets."""
    return len(text.encode("utf-16-le")) // 2


def commands(text: str) -> list[Json]:
    """Return a ``bot_command`` entity for every command in a text, as Telegram finds them by itself."""
    return [
        {
            "type": "bot_command",
            "offset": utf16_length(text[: found.start()]),
            "length": utf16_length(found[0]),
        }
        for found in _COMMAND.finditer(text)
    ]


def commands_bot(text: str, username: str) -> bool:
    """Say whether a text begins with a command that the bot of this name may take as meant for it."""
    found = _COMMAND.match(text)
    return found is not None and (found["bot"] or username).lower() == username.lower()
