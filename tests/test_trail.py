"""留痕: what a unit takes back leaves an entry, by whatever way it is taken back; an entry is never lost."""

from pathlib import Path

from sqlmodel import select

from tasks_db.store import models
from tests.small_world import STARTS, WATER, Office, a_draft_task, at_local, open_office, rows, small_meeting


def trail(office: Office) -> list[tuple[str, int | None, str]]:
    """What was done to reports: the act, the report, in which capacity."""
    with office.desk.door.read() as session:
        entries = session.exec(select(models.AuditEntry).where(models.AuditEntry.entity == "report")).all()
        return [(e.action, e.entity_id, e.authority) for e in entries]


async def test_every_answer_and_every_withdrawal_leaves_an_entry(tmp_path: Path) -> None:
    async with open_office(tmp_path, STARTS) as office:
        await small_meeting(office, a_draft_task("1", "改造供水管网", ["县水利局"], ["县财政局"]))
        await at_local(office, "2025-11-03T10:00")
        by = "县水利局联络员 水联"
        await office.say(WATER, "1 进度20%")
        await office.press(WATER, "撤销")
        assert trail(office) == [("推进中", 1, by), ("撤销反馈", 1, by)]
        await office.say(WATER, "1 进度30%")
        await office.say(WATER, "撤销")
        assert trail(office)[2:] == [("推进中", 2, by), ("撤销反馈", 2, by)]
        assert [r.withdrawn_at is not None for r in await rows(office)] == [True, True]


async def test_an_answer_that_replaces_another_leaves_both_in_the_trail(tmp_path: Path) -> None:
    async with open_office(tmp_path, STARTS) as office:
        await small_meeting(office, a_draft_task("1", "改造供水管网", ["县水利局"], ["县财政局"]))
        await at_local(office, "2025-11-03T10:00")
        await office.say(WATER, "1 进度20%")
        await office.press(WATER, "改一下")
        await office.say(WATER, "进度40%")
        assert [(action, report) for action, report, _ in trail(office)] == [
            ("推进中", 1),
            ("撤销反馈", 1),
            ("推进中", 2),
        ]
