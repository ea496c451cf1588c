"""How people reach the bot: the contract in ``base``, a folder for each channel."""
