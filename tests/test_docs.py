"""What the papers of the repository say of the code is so."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import typer

from bot.cli.root import app

ROOT = Path(__file__).parent.parent
PAPERS = ("CONTRIBUTING.md", "docs/design.md")
ROOMS = (
    "",
    *("tasks_db", "tasks_db/intake", "tasks_db/language", "tasks_db/register"),
    *("bot/channels/telegram", "bot/channels/web", "bot/delivery", "bot/sample"),
)
"""Where a path in a paper may begin: at the top, or in the room that its paragraph is about."""
_PATH = re.compile(r"`((?:[\w-]+/)*[\w-]+(?:\.(?:py|csv|txt|md|toml)|/))`")
_CITED = re.compile(r"(?<![\w/])R(\d{1,2})(?=[ ,;:.)）\]]|$)", re.MULTILINE)


def rules() -> set[int]:
    """The numbers of the rules of docs/design.md."""
    text = (ROOT / "docs/design.md").read_text("utf-8")
    return {int(number) for number in re.findall(r"^R(\d+)\. ", text, re.MULTILINE)}


def test_the_rules_are_numbered_from_1_to_18() -> None:
    assert rules() == set(range(1, 19))


def test_every_rule_that_code_or_a_test_cites_is_a_rule_of_the_design() -> None:
    cited = {
        (path.relative_to(ROOT).as_posix(), int(number))
        for room in ("bot", "messages", "tasks_db", "config", "tests")
        for path in (ROOT / room).rglob("*.py")
        for number in _CITED.findall(path.read_text("utf-8"))
    }
    assert cited
    assert [one for one in sorted(cited) if one[1] not in rules()] == []


@pytest.mark.parametrize("paper", PAPERS)
def test_every_file_and_folder_that_a_paper_names_is_there(paper: str) -> None:
    named = set(_PATH.findall((ROOT / paper).read_text("utf-8")))
    assert named
    assert [path for path in sorted(named) if not any((ROOT / room / path).exists() for room in ROOMS)] == []


UNITS = sorted((ROOT / "docs/systemd").iterdir())


@pytest.mark.parametrize("unit", UNITS, ids=lambda path: path.name)
def test_systemd_takes_the_units_of_the_manual(unit: Path, tmp_path: Path) -> None:
    if shutil.which("systemd-analyze") is None:
        pytest.skip("systemd-analyze is not here")
    for path in UNITS:  # the program is elsewhere here
        text = path.read_text("utf-8").replace("/opt/lianxi/.venv/bin/lianxi", sys.executable)
        (tmp_path / path.name).write_text(text, "utf-8")
    verified = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", str(tmp_path / unit.name)],
        capture_output=True,
        text=True,
        check=False,
    )
    said = [line for line in verified.stderr.splitlines() if unit.name in line]
    assert (verified.returncode, said) == (0, []), verified.stderr


def test_the_manual_names_only_commands_that_there_are() -> None:
    text = (ROOT / "docs/operations.md").read_text("utf-8")
    named = set(re.findall(r"\blianxi ([a-z]+)", text)) - {"lianxi"}  # the user
    known = typer.main.get_command(app)
    assert isinstance(known, typer.core.TyperGroup)
    assert {"backup", "restore", "doctor", "init", "run"} <= named
    assert sorted(named - set(known.commands)) == []
    assert all(known.commands.values())  # each is where the tree says


def test_the_program_that_serves_loads_no_other_command() -> None:
    script = (
        "import sys, typer; from bot.cli.root import app; typer.main.get_command(app).commands['run'];"
        "print(*sorted(name for name in sys.modules if name.startswith('bot.cli.')))"
    )
    loaded = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert loaded.stdout.split() == ["bot.cli.root", "bot.cli.serving"]
