"""Delivery's rows: what waits to go out, what was shown, what the bot waits for."""
