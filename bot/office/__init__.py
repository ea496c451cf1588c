"""Channel-free: what can be asked of the bot, and which text goes where."""
