"""The page: a channel of our own, for people without any other chat. The web server lives here alone."""

NAME = "web"
"""What accounts on the page are called in the register."""
