"""The command menu. Everybody sees the same short list; /help shows what one's own seat may do."""

from collections.abc import Mapping

import structlog
import telegram
from telegram.error import TelegramError

log = structlog.get_logger(__name__)


async def publish(bot: telegram.Bot, menu: Mapping[str, str]) -> None:
    """Show these commands, each with its hint; without an answer from Telegram the old menu stays until next time."""
    try:
        await bot.set_my_commands(list(menu.items()))
    except TelegramError:
        log.warning("the command menu was not published; it will be at the next start")
