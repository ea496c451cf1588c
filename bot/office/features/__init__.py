"""One module a feature; each registers its commands, buttons and prompts, and ``bot.app`` imports them all."""
