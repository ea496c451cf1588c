"""Telegram, and nothing else, knows its library."""
