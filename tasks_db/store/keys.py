"""Primary keys: None before the row is written, never after."""

MAX_KEY = 2**31 - 1
"""The largest number that a key's column holds; what somebody types may be larger, and is no key then."""


def key(value: int | None) -> int:
    """Return the key of a row that has been written; raises LookupError for one that has not."""
    if value is None:
        raise LookupError("a row without a key: it was not flushed")
    return value
