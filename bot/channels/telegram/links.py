"""Links that open a chat with the bot."""


def deep_link(bot_name: str, code: str) -> str:
    """Return the link that opens the chat and sends the code (Telegram, deep linking)."""
    return f"https://t.me/{bot_name}?start={code}"
