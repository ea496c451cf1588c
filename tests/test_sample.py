"""The sample joint meeting: its two files say the same, and the figures that the README quotes hold."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import bot.sample
from bot.sample.county import STARTS
from config.clock import parse_instant
from config.settings import Settings
from messages.people_table import COLUMNS, read_people
from tasks_db.intake import PlanDraft
from tasks_db.intake.plan import read_plan
from tasks_db.register.authority import SYSTEM
from tasks_db.register.overview import Overview
from tasks_db.terms import SeatRole
from tasks_db.work.acts import founding, loading, roster
from tasks_db.work.context import Context
from tasks_db.work.desk import open_desk
from tasks_db.work.views.overview import overview
from tasks_db.work.views.seats import seats

FOLDER = Path(bot.sample.__file__).parent
FILES = ("plan.txt", "plan.docx")
FIRST_DAY = parse_instant(STARTS).date()


@pytest.fixture(scope="module")
def drafts() -> dict[str, PlanDraft]:
    return {name: read_plan(FOLDER / name) for name in FILES}


@pytest.fixture
def county(tmp_path: Path) -> Iterator[Context]:
    """The sample's units and people, loaded as the office would load them."""
    desk = open_desk(Settings(data_dir=tmp_path, clock=STARTS))
    with desk.door.write() as session:
        ctx = Context(session, SYSTEM, parse_instant(STARTS), desk.calendar, desk.windows, desk.files)
        founding.found_meeting(ctx, "望澜县", "望澜县城镇老旧小区改造工作联席会议", "县住房城乡建设局")
        roster.load_table(ctx, read_people(FOLDER / "people.csv"))
        yield ctx
    desk.close()


@pytest.fixture(params=FILES)
def loaded(request: pytest.FixtureRequest, county: Context, drafts: dict[str, PlanDraft]) -> Overview:
    source = loading.Source.of(FOLDER / request.param)
    return overview(county, loading.load_plan(county, drafts[request.param], source))


def told(draft: PlanDraft) -> dict[str, Any]:
    """All that a draft says, but for where it stands in its file."""
    tasks = [
        (t.seq, t.section, t.title, t.content, t.leads, t.responsibles, t.leaders, t.deadline_text, t.deadline_date)
        for t in (*draft.tasks, *draft.candidates)
    ]
    return {
        "head": (draft.plan_title, draft.doc_number, draft.issuer, draft.status, draft.issued_on, draft.period),
        "tasks": tasks,
        "phases": [(t.seq, t.milestones, t.recurrences, t.recurring) for t in draft.tasks],
        "indicators": draft.indicators,
        "members": draft.members,
        "meeting": draft.meeting,
        "remarks": draft.remarks,
        "findings": [(f.kind, f.message) for f in draft.findings],
    }


def test_the_text_and_the_word_file_say_the_same(drafts: dict[str, PlanDraft]) -> None:
    assert told(drafts["plan.txt"]) == told(drafts["plan.docx"])


@pytest.mark.parametrize("name", FILES)
def test_the_plan_is_read_as_the_readme_says(drafts: dict[str, PlanDraft], name: str) -> None:
    draft = drafts[name]
    assert draft.plan_title == "望澜县城镇老旧小区改造提升行动方案（2025—2026年）"
    assert (draft.status, draft.issued_on) == ("issued", date(2025, 10, 20))
    assert draft.period == (date(2025, 1, 1), date(2026, 12, 31))
    assert len(draft.tasks) == 14
    assert len(draft.candidates) == 2
    assert len(draft.indicators) == 5
    assert len(draft.members) == 15
    assert draft.meeting is not None
    assert draft.meeting.office_unit == "县住房城乡建设局"
    assert len(draft.meeting.member_units) == 13


@pytest.mark.parametrize("name", FILES)
def test_nothing_of_it_is_left_unread_and_only_page_numbers_are_noise(
    drafts: dict[str, PlanDraft], name: str
) -> None:
    left = [span for span in drafts[name].coverage if span.read_as in {"unread", "noise"}]
    assert {span.place for span in left} <= {"页脚"}


@pytest.mark.parametrize("name", FILES)
def test_the_dates_make_the_first_weeks_of_a_rehearsal_eventful(drafts: dict[str, PlanDraft], name: str) -> None:
    days = Counter(task.deadline_date for task in drafts[name].tasks)
    assert days == {
        date(2025, 10, 31): 1,
        date(2025, 11, 10): 1,
        date(2025, 11, 28): 1,
        date(2025, 12, 5): 1,
        date(2025, 12, 31): 4,
        date(2026, 3, 31): 1,
        date(2026, 6, 30): 1,
        None: 4,
    }
    assert [task.seq for task in drafts[name].tasks if task.deadline_date and task.deadline_date < FIRST_DAY] == ["3"]
    assert [task.seq for task in drafts[name].tasks if task.milestones] == ["4"]
    assert [task.seq for task in drafts[name].tasks if task.recurrences] == ["12"]
    assert [task.seq for task in drafts[name].tasks if task.recurring] == ["12", "13"]


@pytest.mark.parametrize("name", FILES)
def test_its_misprint_two_leads_and_the_items_outside_the_table_are_all_that_intake_doubts(
    drafts: dict[str, PlanDraft], name: str
) -> None:
    kinds = [f.kind for f in drafts[name].findings]
    assert kinds == ["owner_mismatch", "unit_typo", "co_leads", "not_in_register"]


def test_one_name_is_a_look_alike_and_one_is_unknown(loaded: Overview) -> None:
    alike = {name.match.printed: [unit.name for unit in name.match.alike] for name in loaded.unknown}
    assert alike == {"县住房城乡建局": ["县住房城乡建设局"], "县供水公司": []}


def test_the_office_has_something_of_each_kind_to_settle(loaded: Overview) -> None:
    assert {blocker.kind: blocker.count for blocker in loaded.blockers} == {"units": 2, "past_due": 1, "undated": 3}


def test_every_printed_member_sits_for_a_unit_of_the_registry(county: Context, loaded: Overview) -> None:
    before = {(seat.unit, seat.role, seat.person) for seat in seats(county).lines}
    assert roster.take_over(county, loaded.plan.id).left == ()
    after = {(seat.unit, seat.role, seat.person) for seat in seats(county).lines}
    assert before <= after
    assert {role for _, role, _ in after - before} <= {SeatRole.MEMBER}


def test_the_table_of_people_shows_every_column_and_two_vacant_liaisons(county: Context) -> None:
    assert (FOLDER / "people.csv").read_text(encoding="utf-8-sig").splitlines()[0] == ",".join(COLUMNS)
    rows = read_people(FOLDER / "people.csv")
    assert len({row.unit for row in rows if not row.groups and not row.unit.startswith("各")}) == 16
    assert sum(row.groups == ("各乡镇（街道）",) for row in rows) == 6
    vacant = {seat.unit for seat in seats(county).lines if seat.role is SeatRole.LIAISON and seat.person is None}
    assert vacant == {"县自然资源局", "桑榆坪镇"}
    assert "县大数据中心" not in {seat.unit for seat in seats(county).lines}
