"""Telegram, the scheduler, the command line and the local chat: everything that touches the outside."""

import os

# python-telegram-bot 22 warns at every 429 unless its newer form of ``retry_after``, a timedelta, is chosen
os.environ.setdefault("PTB_TIMEDELTA", "true")
