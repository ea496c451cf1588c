"""Telegram, by long polling. Nothing outside this folder knows its library."""

import os

NAME = "telegram"
"""What accounts on Telegram are called in the register."""

# python-telegram-bot 22 warns at every 429 unless its newer form of ``retry_after``, a timedelta, is chosen
os.environ.setdefault("PTB_TIMEDELTA", "true")
