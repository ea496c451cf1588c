"""Files that are kept by their content: each under its SHA-256, written once."""

import hashlib
from pathlib import Path


def keep(folder: Path, content: bytes) -> str:
    """Store a content in ``folder`` and return its SHA-256; what is there already is left as it is."""
    digest = hashlib.sha256(content).hexdigest()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    target = folder / digest
    if not target.exists():
        partial = target.with_suffix(".part")
        partial.write_bytes(content)
        partial.replace(target)
    return digest
