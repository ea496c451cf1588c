"""R16: instants are stored in UTC, and no day, hour or year of one is read but in Asia/Shanghai."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import bot
import messages
import tasks_db
from tasks_db.intake.draft import DraftIndicator
from tasks_db.register.authority import OPERATOR
from tasks_db.register.progress import Given
from tasks_db.store import models
from tasks_db.terms import AnswerKind
from tasks_db.work.acts import answering, handing_out, settling
from tests.audited_office import Audited
from tests.small_world import a_draft_task
from tests.spoken_office import Spoken
from tests.test_rules_at_the_desk import WATER, loaded, moved, office

__all__ = ["office"]

_INSTANTS = frozenset({"at", "now", "as_of", "moment", "instant"})
_PARTS = frozenset({"weekday", "year", "month", "day", "hour", "minute", "toordinal"})
_CUT = frozenset({"date", "time", "strftime"})
"""What is called of instants alone."""
_OTHERS = {
    "value.date in ledger_back.py",
    "cell.date in plan_sheet.py",
    "asyncio.get_running_loop().time in sender.py",
    "asyncio.get_running_loop().time in limits.py",
}
"""What a spreadsheet holds, which is a day without a place on earth; and seconds that are counted."""
_HOURS = {"start", "end"}
"""Of a send window, which are hours of the local day."""
_FILES = {"backup.py", "backups.py"}
"""Names of files on the disk."""

MODULES = [
    module
    for package in (bot, messages, tasks_db)
    for module in sorted(Path(package.__path__[0]).rglob("*.py"))
    if module.name not in _FILES and "migrations" not in module.parts
]


def _name(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""


def _is_local(node: ast.expr, local: set[str]) -> bool:
    """Whether it is read in Asia/Shanghai: there and then, or under a name that was given to just that."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "astimezone":
        return [ast.unparse(one) for one in node.args] == ["SHANGHAI"]
    return isinstance(node, ast.Name) and node.id in local


def _made_local(scope: ast.AST) -> set[str]:
    """The names that a function gives to what it reads in Asia/Shanghai."""
    found: set[str] = set()
    for node in ast.walk(scope):
        if isinstance(node, ast.Assign):
            target, value = node.targets[0], node.value
            pairs = [(target, value)]
            if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple) and len(target.elts) == len(value.elts):
                pairs = list(zip(target.elts, value.elts, strict=True))  # with a starred one none is told apart
            found |= {_name(one) for one, given in pairs if _is_local(given, set())}
    return found


def read_elsewhere(source: str, file: str = "") -> Iterator[str]:
    """What is read of an instant as it is stored, and not as people here read it."""
    for scope in ast.walk(ast.parse(source)):
        local = _made_local(scope) if isinstance(scope, ast.FunctionDef | ast.AsyncFunctionDef) else None
        for node in ast.walk(scope) if local is not None else ():
            read = node.func if isinstance(node, ast.Call) else node
            if isinstance(read, ast.Attribute) and not _is_local(read.value, local or set()):
                name, cut = _name(read.value), isinstance(node, ast.Call) and read.attr in _CUT
                is_instant = name in _INSTANTS or name.endswith("_at")
                if cut or (is_instant and read.attr in _PARTS):
                    yield f"{ast.unparse(read)} in {file}"
            elif (
                isinstance(node, ast.FormattedValue)
                and "%H" in ast.unparse(node.format_spec or node.value)
                and not _is_local(node.value, local or set())
                and _name(node.value) not in _HOURS
            ):
                yield f"{ast.unparse(node.value)} in words in {file}"


def test_nothing_of_an_instant_is_read_but_in_local_time() -> None:
    assert len(MODULES) > 300
    found = {one for module in MODULES for one in read_elsewhere(module.read_text(encoding="utf-8"), module.name)}
    assert found - _OTHERS == set()


@pytest.mark.parametrize(
    "source",
    [
        "def f(report): return report.at.date()",
        "def f(row): return f'{row.sent_at.month}月'",
        "def f(ctx): return ctx.now.year",
        "def f(sitting):\n    at = sitting.starts_at\n    return f'{at:%H:%M}'",
        "def f(one): return one.sent_at.astimezone(UTC).strftime('%Y-%m')",
        "def f(silence):\n    since = silence.since\n    return since.time()",
    ],
)
def test_a_reading_in_utc_is_seen(source: str) -> None:
    assert len(list(read_elsewhere(source))) == 1


def test_a_figure_of_new_years_morning_is_the_new_years(office: Audited) -> None:
    """Half past seven on the first of January is still last year in UTC."""
    figure = DraftIndicator("1", "供水普及率", "%", {}, {"2025": "90"})
    plan = loaded(office, a_draft_task("1", "改造供水管网", ["县财政局"]), indicators=(figure,))
    office.desk.do(OPERATOR, settling.set_supplier, plan, "县水利局")
    office.desk.do(OPERATOR, handing_out.hand_out, plan)
    share = office.row(models.Assignment, printed="县水利局").id
    for moment, value in (("2025-12-31T09:30", "91"), ("2026-01-01T07:30", "92")):
        moved(office, moment)
        office.desk.do(office.member(WATER), answering.record, share, 0, Given(AnswerKind.PROGRESS, text=value))
    assert [(one.value, one.period) for one in office.rows(models.Measurement)] == [("91", "2025"), ("92", "2026")]


def test_what_was_said_before_eight_is_taken_back_in_words_on_the_same_day(office: Audited) -> None:
    """Half past seven is still the day before in UTC."""
    office.desk.do(OPERATOR, handing_out.hand_out, loaded(office, a_draft_task("1", "改造供水管网", ["县水利局"])))
    moved(office, "2025-11-12T07:30")
    share = office.row(models.Assignment, printed="县水利局").id
    office.desk.do(office.member(WATER), answering.record, share, 0, Given(AnswerKind.PROGRESS, 30))
    moved(office, "2025-11-12T08:30")
    Spoken(office).say(WATER, "撤销")
    assert office.row(models.Report).withdrawn_at is not None
