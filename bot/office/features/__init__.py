"""One module a feature; each registers its commands, buttons and prompts, and ``routing`` imports them all."""
