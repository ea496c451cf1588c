"""佐证 as a value: a file that is kept, before it is known for which task."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file in the evidence folder: what it was called, its SHA-256 under which it lies, and its bytes."""

    name: str
    sha256: str
    size: int
