"""R1: what is decided, stored, done and worded is given its moment; nothing there asks what time it is."""

import ast
from pathlib import Path

import pytest

import messages
import tasks_db

_CLOCKS = {("date", "today"), ("datetime", "today"), ("datetime", "now"), ("datetime", "utcnow"), ("time", "time")}
_IN_REAL_TIME = {"tasks_db/work/backup.py", "tasks_db/store/backups.py"}
"""Names of files on the disk, which real time parts."""

MODULES = [
    module
    for package in (tasks_db, messages)
    for module in sorted(Path(package.__path__[0]).rglob("*.py"))
    if "/".join(module.parts[-3:]) not in _IN_REAL_TIME
]


def clocks_read(source: str) -> list[str]:
    """The calls of a module that read the machine's clock, whatever the names it imports them under."""
    tree = ast.parse(source)
    called: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom | ast.Import):
            called |= {one.asname or one.name: one.name for one in node.names}
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            owner = node.func.value
            name = owner.id if isinstance(owner, ast.Name) else owner.attr if isinstance(owner, ast.Attribute) else ""
            if (called.get(name, name), node.func.attr) in _CLOCKS:
                found.append(f"{name}.{node.func.attr} in line {node.lineno}")
    return found


def test_no_decision_reads_the_clock() -> None:
    assert len(MODULES) > 200
    read = {str(module): clocks_read(module.read_text(encoding="utf-8")) for module in MODULES}
    assert {module: calls for module, calls in read.items() if calls} == {}


@pytest.mark.parametrize(
    "source",
    [
        "from datetime import date\ndate.today()",
        "from datetime import datetime as dt, UTC\ndt.now(UTC).date()",
        "import datetime\ndatetime.date.today()",
        "import time as t\nt.time()",
    ],
)
def test_a_reading_of_the_clock_is_seen(source: str) -> None:
    assert len(clocks_read(source)) == 1
