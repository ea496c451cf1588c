"""The ``lianxi`` command as somebody with a shell runs it: a process of its own, with a data folder of its own."""

import os
import subprocess
import sys
from pathlib import Path

LIANXI = Path(sys.executable).with_name("lianxi")
PATIENCE = 60


def surroundings(folder: Path, **own: str) -> dict[str, str]:
    dropped = ("LIANXI_", "PYTHONDONTWRITEBYTECODE")  # the programs started here share one compiled copy
    clean = {k: v for k, v in os.environ.items() if not k.startswith(dropped) and "proxy" not in k.lower()}
    return {**clean, "LIANXI_DATA_DIR": str(folder), **own}


def lianxi(folder: Path, *words: str, **own: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [LIANXI, *words],
        env=surroundings(folder, **own),
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
        cwd=folder,
    )
