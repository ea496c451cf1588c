"""The smallest bot there is on the library that the program speaks Telegram with: it says what it hears.

python -m benchmarks.echo URL TOKEN

Under what it says stands a button; whoever presses it hears that, too.
"""

import sys
from typing import Any

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Message, Update
from telegram.ext import Application, CallbackQueryHandler, MessageHandler, filters

BUTTON = "echo"


async def say_again(update: Update, _context: Any) -> None:  # noqa: ANN401 - the library's own
    """Say to somebody what they have said."""
    assert update.message is not None
    below = InlineKeyboardMarkup([[InlineKeyboardButton(BUTTON, callback_data=BUTTON)]])
    await update.message.reply_text(update.message.text or "", reply_markup=below)


async def hear_button(update: Update, _context: Any) -> None:  # noqa: ANN401 - the library's own
    """Say to somebody what they have pressed."""
    query = update.callback_query
    assert query is not None
    assert isinstance(query.message, Message)
    await query.answer()
    await query.message.reply_text(query.data or "")


def main() -> None:
    """Serve until the process is ended."""
    url, token = sys.argv[1:]
    bot = Application.builder().token(token).base_url(f"{url}/bot").build()
    bot.add_handler(MessageHandler(filters.TEXT, say_again))
    bot.add_handler(CallbackQueryHandler(hear_button))
    bot.run_polling()


if __name__ == "__main__":
    main()
