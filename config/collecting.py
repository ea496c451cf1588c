"""When Python looks for garbage: not while much is made of which none is."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_collecting() -> Iterator[None]:
    """Collect no garbage meanwhile: nothing that is read is any, and to look through it takes half the time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


@contextmanager
def loading() -> Iterator[None]:
    """Collect no garbage while the program is loaded, and never look through what was loaded: it stays to the end."""
    with without_collecting():
        yield
        gc.freeze()
