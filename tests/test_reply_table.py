"""Replies are recorded as the table says, with one receipt and at most one question each."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from bot.sample.stage import Played
from tasks_db.register.recorded import Recorded
from tests.playing import play
from tests.reply_table import ROWS, Row

FIRST_MORNING = "@2025-11-03T09:00"
_CHOOSES = ("确认", "只记", "都不是", "不是，重新说", "延到", "1个工作日后")
"""How the buttons of a question are called; those of a receipt are not."""


def _batches() -> Iterator[tuple[Row, ...]]:
    """Rows of different people can be played on one sample, since nobody's answers touch another's."""
    left = list(ROWS)
    while left:
        batch: list[Row] = []
        for row in left:
            if row.who not in {other.who for other in batch}:
                batch.append(row)
        left = [row for row in left if row not in batch]
        yield tuple(batch)


def _script(rows: Sequence[Row]) -> tuple[str, list[Row | None]]:
    lines: list[str] = [FIRST_MORNING]
    owners: list[Row | None] = [None]
    for row in rows:
        for said in row.said:
            typed = said.replace("\n", "\n  ")
            lines.append(typed if typed.startswith(row.who) else f"{row.who}: {typed}")
            owners.append(row)
    return "\n".join(lines) + "\n", owners


def _told(one: Recorded) -> str:
    percent = f"{one.percent}%" if one.percent is not None else ""
    parts = [f"{one.task} {one.kind.zh}{percent}"]
    parts += [f"需{one.needs}"] if one.needs else []
    parts += ["困难"] if one.problem else []
    parts += [f"预计{one.expected}"] if one.expected else []
    parts += [f"至{one.new_date}"] if one.new_date else []
    return " ".join(parts)


def _asks(played: Played, who: str) -> bool:
    labels = [label for said in played.said if said.to == who for row in said.buttons for label in row]
    return any(label.startswith(_CHOOSES) for label in labels) or (bool(labels) and not played.stored)


@pytest.mark.parametrize("rows", list(_batches()), ids=lambda rows: f"{len(rows)}人")
async def test_replies_are_recorded_as_the_table_says(tmp_path: Path, rows: tuple[Row, ...]) -> None:
    script, owners = _script(rows)
    (tmp_path / "played").mkdir()
    played, _ = await play(script, tmp_path / "played", tmp_path)
    wrong = []
    for row in rows:
        lines = [line for line, owner in zip(played, owners, strict=True) if owner is row]
        assert all(line.failed is None for line in lines)
        found = Row(
            row.who,
            row.said,
            tuple(_told(one) for line in lines for one in line.stored),
            tuple(one.task for line in lines for one in line.withdrawn),
            _asks(lines[-1], row.who),
        )
        if found != row:
            wrong.append((row, found))
        for line in lines:
            told = [said.text for said in line.said if said.to == row.who]
            assert len(told) <= 2, told
            assert sum(text.startswith("已记录") for text in told) <= 1
    assert wrong == []
