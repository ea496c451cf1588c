"""Telegram, the scheduler, the command line and the local chat: everything that touches the outside."""
