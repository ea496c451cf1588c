"""A refusal is an answer to a person, not a fault of the program."""


class Refusal(Exception):  # noqa: N818 - what it is called on the screen: something that is not done, and why
    """Something that cannot be done as asked; ``str()`` is the Chinese sentence with the next step."""
