"""One clock (R1, R16): no decision asks the machine for the time, and a moment's day is the one in Shanghai."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
ASKING = {("date", "today"), ("datetime", "today"), ("datetime", "now"), ("datetime", "utcnow"), ("time", "time")}
BACKUPS = {"tasks_db/work/backup.py", "tasks_db/store/backups.py"}
"""A backup is named after the wall's time, in a rehearsal too."""
CELLS = {"messages/plan_sheet.py", "messages/ledger_back.py"}
"""A date in the cell of a sheet has no zone."""


def functions(*rooms: str) -> Iterator[tuple[str, ast.FunctionDef | ast.AsyncFunctionDef]]:
    """Every function, with the file that it stands in."""
    for room in rooms:
        for file in sorted((ROOT / room).rglob("*.py")):
            for node in ast.walk(ast.parse(file.read_text("utf-8"))):
                if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                    yield str(file.relative_to(ROOT)), node


def calls(function: ast.AST) -> Iterator[tuple[str, str]]:
    """Every call of an attribute: the name before it, empty where that is no name, and the attribute."""
    for node in ast.walk(function):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            yield node.func.value.id if isinstance(node.func.value, ast.Name) else "", node.func.attr


def names(function: ast.AST) -> set[str]:
    return {node.id for node in ast.walk(function) if isinstance(node, ast.Name)}


def test_what_is_decided_worded_and_stored_never_asks_the_machine_for_the_time() -> None:
    asking = {file for file, function in functions("tasks_db", "messages") if ASKING & set(calls(function))}
    assert asking == BACKUPS


def test_the_day_of_a_moment_is_never_that_of_another_zone() -> None:
    """Until eight in the morning the day in UTC is the one before: ``local_date`` gives the day, or SHANGHAI does."""
    taken = [
        (file, function.name)
        for file, function in functions("tasks_db", "messages", "bot")
        if "date" in {attribute for _, attribute in calls(function)} and "SHANGHAI" not in names(function)
    ]
    assert {file for file, _ in taken} == CELLS, taken
