"""A fourth handful of rules whose break once went unnoticed: an earlier day, two channels, another body's papers."""

import inspect
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from types import ModuleType

import pytest
from sqlalchemy import update
from sqlmodel import select

from bot.channels.base import Unknown, Wait
from bot.delivery.sender import Sender
from tasks_db.register.refusals import NotAllowed
from tasks_db.register.roster import TableRow
from tasks_db.store import facts, models
from tasks_db.terms import BodyKind
from tasks_db.work.acts import bodies, papers, roster
from tasks_db.work.post import outbox
from tasks_db.work.views import papers as views
from tests.builders import a_task, an_assignment
from tests.office_world import CLERK
from tests.pager_world import an_office
from tests.second_channel import PAGER, Pager
from tests.small_world import STARTS, STREETS, WATER, at_local, open_office, small_meeting
from tests.test_channels import prefers_the_pager
from tests.test_digest_signed import accepted, reviewed
from tests.test_papers import a_meeting
from tests.test_terminal import shell


async def test_what_was_overdue_on_an_earlier_day_is_told_of_that_day_whatever_was_closed_since(
    tmp_path: Path,
) -> None:
    """R1: the register of a moment is answered from all tasks, not from those that are open today."""
    async with open_office(tmp_path, STARTS) as office:
        await small_meeting(office)
        await at_local(office, "2026-01-05T10:00")
        then = json.loads(await shell(tmp_path, "overdue", "--json"))["rows"]
        await at_local(office, "2026-01-06T10:00")
        closed = update(models.Task).values(closed_at=office.desk.clock())
        await office.write(lambda session: session.execute(closed) and None)
        assert json.loads(await shell(tmp_path, "overdue", "--json"))["rows"] == []
        again = json.loads(await shell(tmp_path, "overdue", "--as-of", "2026-01-05", "--json"))["rows"]
        assert [row["task"] for row in again] == [row["task"] for row in then]
        assert then


async def test_what_may_have_arrived_on_one_channel_never_comes_on_another_whatever_happens_then(
    tmp_path: Path,
) -> None:
    """R4: nor where the second try surely did not leave, and the channel takes nothing for days."""
    pager = Pager(fails=[Unknown("no answer"), Wait("offline")])
    async with an_office(tmp_path, pager) as office:
        person = await prefers_the_pager(office)
        await office.write(lambda s: outbox.tell(s, person, "请带材料参会。", office.desk.clock()) and None)
        for _ in range(2):
            await Sender(office.desk, {PAGER: pager, office.telegram.name: office.telegram}).send_waiting()
            await office.write(lambda s: s.execute(update(models.Notice).values(retry_at=None)) and None)
        now = datetime.now(UTC)
        since = f"{(now - timedelta(days=12)).isoformat()} {now.isoformat()}"
        await office.write(lambda s: facts.put(s, f"silent: {PAGER}", since))
        await Sender(office.desk, {PAGER: pager, office.telegram.name: office.telegram}).send_waiting()
        assert not [text for text in await office.received(STREETS) if "请带材料" in text]


async def test_the_office_of_one_body_takes_no_step_with_the_papers_of_another_and_reads_none(tmp_path: Path) -> None:
    """R14: tried over everything that takes a paper's number."""
    async with open_office(tmp_path, STARTS) as office:
        await a_meeting(office)
        group = await office.do(bodies.add_body, "清河县防汛工作领导小组", BodyKind.LEADING_GROUP, "县水利局")
        table = [TableRow(1, "县水利局", (), (), "办公室主任", "水联", "")]
        await office.do(roster.load_table, table, str(group.id))
        paper = await office.do_as(CLERK, papers.draft)
        before = await office.read(lambda session: session.exec(select(models.Paper)).one().model_dump())
        theirs = await office.member(WATER)
        taken = [*_of_a_paper(papers), *_of_a_paper(views)]
        assert len(taken) > 10
        for act in taken:
            with pytest.raises(NotAllowed):
                await office.desk.doing(theirs, act, paper.id, *_more(act))
        assert await office.read(lambda session: session.exec(select(models.Paper)).one().model_dump()) == before


def _of_a_paper(module: ModuleType) -> list[Callable[..., object]]:
    """The acts or views of a module whose first argument is a paper's number."""
    own = [found for name, found in inspect.getmembers(module, inspect.isfunction) if not name.startswith("_")]
    return [f for f in own if list(inspect.signature(f).parameters)[1:2] == ["paper_id"]]


def _more(act: Callable[..., object]) -> list[object]:
    """Something for each further argument that has to be there."""
    values: dict[str, object] = {"report_ids": None, "content": b"", "number": 1, "files": [], "value": {}}
    more = list(inspect.signature(act).parameters.values())[2:]
    return [values[one.name] for one in more if one.default is one.empty and one.kind is not one.KEYWORD_ONLY]


def test_words_that_were_reviewed_after_a_papers_moment_are_not_told_in_it() -> None:
    """R15: a paper of last week that is opened today is the paper that was checked."""
    before = accepted("进度45%，2个小区换完", percent=45)
    after = replace(
        accepted("进度95%，5个小区换完", date(2025, 11, 4), percent=95),
        decided_at=datetime(2025, 12, 1, 2, tzinfo=UTC),
    )
    found = reviewed(a_task(an_assignment("县水利局", reports=[before, after]), seq="5"))
    assert found.tasks[0].percent == 45
