"""What the papers of the repository say of the code is so."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAPERS = ("CONTRIBUTING.md", "docs/design.md")
ROOMS = (
    "",
    *("tasks_db", "tasks_db/intake", "tasks_db/language", "tasks_db/register"),
    *("bot/channels/telegram", "bot/delivery", "bot/sample"),
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
