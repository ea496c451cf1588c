"""The real documents as their publishers' files gave them: the same plan as their text, whatever the format."""

import re
from dataclasses import fields
from difflib import SequenceMatcher
from pathlib import Path

import pytest
from legacy_doc import extract_text

from tasks_db.intake import PlanDraft
from tasks_db.intake.draft import DraftTask
from tasks_db.intake.plan import read_plan
from tasks_db.intake.readers import open_document
from tasks_db.intake.readers.list_numbers import spelled

# where a paragraph stands differs between a file and its text
PLACED = {"coverage", "findings", "source", "text"}


def differences(one: PlanDraft, other: PlanDraft) -> list[str]:
    """Name the fields in which two drafts differ; the tasks' one by one."""
    found = [
        field.name
        for field in fields(one)
        if field.name not in {*PLACED, "tasks", "candidates"}
        and getattr(one, field.name) != getattr(other, field.name)
    ]
    for name in ("tasks", "candidates"):
        ours: tuple[DraftTask, ...] = getattr(one, name)
        theirs: tuple[DraftTask, ...] = getattr(other, name)
        if len(ours) != len(theirs):
            found.append(f"{name}: {len(ours)} and {len(theirs)}")
        for mine, yours in zip(ours, theirs, strict=False):
            found += [
                f"{name} {mine.seq} {field}"
                for field in DraftTask._fields
                if field not in PLACED and getattr(mine, field) != getattr(yours, field)
            ]
    return found


def originals(samples: Path, suffix: str) -> list[Path]:
    found = sorted((samples / "originals").glob(f"*{suffix}"))
    assert found
    return found


@pytest.mark.parametrize("suffix", [".docx", ".pdf"])
def test_a_file_gives_the_plan_that_its_text_gives(samples: Path, suffix: str) -> None:
    found = {
        path.name: differences(read_plan(path), read_plan(samples / f"{path.stem}.txt"))
        for path in originals(samples, suffix)
    }
    assert found == {name: [] for name in found}


def test_an_old_word_file_is_read_whole_and_has_the_numbers_of_its_page(samples: Path) -> None:
    for path in originals(samples, ".doc"):
        ours = re.sub(r"\s", "", open_document(path).text)
        theirs = re.sub(r"\s", "", extract_text(path.read_bytes()).text)  # another reader, without numbers
        moves = SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes()
        more = [ours[begin:end] for kind, begin, end, *_ in moves if kind != "equal"]
        assert {kind for kind, *_ in moves} <= {"equal", "delete"}
        assert more == [f"{spelled(n)}、" for n in range(1, len(more) + 1)]


def test_a_printed_web_page_comes_out_without_its_radicals_and_in_whole_paragraphs(samples: Path) -> None:
    document = open_document(originals(samples, ".pdf")[0])
    text = re.sub(r"\s", "", (samples / f"{originals(samples, '.pdf')[0].stem}.txt").read_text(encoding="utf-8"))
    blocks = ["".join(block.text.split()) for block in document.blocks if hasattr(block, "text")]
    sentences = [block for block in blocks if "。" in block]
    assert len(sentences) > 12
    assert [block for block in sentences if block not in text] == []
    assert not re.search(r"[\u2e80-\u2fdf]", document.text)
