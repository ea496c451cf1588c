"""Primary keys: None before the row is written, never after."""


def key(value: int | None) -> int:
    """The key of a row that has been written."""
    if value is None:
        raise LookupError("a row without a key: it was not flushed")
    return value
