"""An invented county to try everything with, and the Bot API stand-in that serves it."""
