"""In which order lists stand (R13: never by how much somebody owes), and by whose days they are cut (R16)."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest

from config.clock import local_instant
from messages import query_more
from tasks_db.language.questions import Filters
from tasks_db.register import queries
from tasks_db.register.queries import EVERYTHING, NotAsked, Scope
from tasks_db.register.reading import Register
from tasks_db.register.values import Assignment, Report, Task
from tasks_db.terms import AnswerKind, Light, ReportStatus, Role, WorkState
from tests.builders import NOW, a_closure, a_plan, a_register, a_report, a_task, an_assignment, at, liaisons, unit_id
from tests.ladders import CALENDAR, WINDOWS

THIRD = date(2025, 11, 3)
DAY = Filters(since=THIRD, until=THIRD)
EARLY = local_instant(THIRD, time(7, 30))
"""In UTC that is the day before."""
LATE = local_instant(THIRD, time(23, 30))


def said(kind: AnswerKind = AnswerKind.PROGRESS, moment: datetime = EARLY, **fields: Any) -> Report:
    return replace(a_report(kind, **fields), at=moment)


def of(*tasks: Task, nobody_of: tuple[str, ...] = ()) -> Register:
    plan = a_plan(*tasks)
    return a_register(plan, seats=[seat for seat in liaisons([plan]) if seat.unit not in nobody_of])


def one(unit: str, *reports: Report, **fields: Any) -> Task:
    return a_task(an_assignment(unit, reports=reports), **fields)


@pytest.mark.parametrize("moment", [EARLY, LATE])
def test_what_came_in_on_a_day_is_by_the_local_day_whatever_is_asked_for(moment: datetime) -> None:
    """R16: before eight in the morning and near midnight."""
    plea = said(AnswerKind.BLOCKED, moment, problem="缺资金", needs="县财政局")
    done = said(AnswerKind.DONE, moment, percent=100)
    wish = said(AnswerKind.EXTENSION, moment, new_date=date(2026, 1, 30))
    closed = said(AnswerKind.CLOSURE, moment, status=ReportStatus.ACCEPTED, decided=THIRD)
    register = of(one("县水利局", plea), one("县财政局", done), one("县城管局", wish), one("县教委", closed))
    other = Filters(since=THIRD + timedelta(1), until=THIRD + timedelta(1))
    before = Filters(since=THIRD - timedelta(1), until=THIRD - timedelta(1))
    for ask, units in (
        (queries.coordination, {"县水利局"}),
        (queries.finished, {"县财政局", "县教委"}),
        (queries.requests, {"县城管局", "县教委"}),
        (queries.changes, {"县水利局", "县财政局", "县城管局", "县教委"}),
    ):
        assert {row.unit for row in ask(register, EVERYTHING, NOW, DAY).rows} == units
        for elsewhere in (other, before):
            assert ask(register, EVERYTHING, NOW, elsewhere).rows == ()


def test_the_newest_stands_first_and_of_requests_what_waits_before_what_was_decided() -> None:
    reports = {
        "县水利局": a_report(AnswerKind.EXTENSION, THIRD, new_date=date(2026, 1, 30)),
        "县财政局": a_report(
            AnswerKind.EXTENSION,
            date(2025, 11, 7),
            status=ReportStatus.ACCEPTED,
            decided=date(2025, 11, 8),
            new_date=date(2026, 1, 30),
        ),
        "县城管局": a_report(AnswerKind.EXTENSION, date(2025, 11, 5), new_date=date(2026, 1, 30)),
        "县教委": a_report(
            AnswerKind.CLOSURE, date(2025, 11, 6), status=ReportStatus.RETURNED, decided=date(2025, 11, 7)
        ),
    }
    register = of(*(one(unit, report) for unit, report in reports.items()))
    asked = queries.requests(register, EVERYTHING, NOW).rows
    assert [row.unit for row in asked] == ["县城管局", "县水利局", "县财政局", "县教委"]
    only = queries.requests(register, EVERYTHING, NOW, Filters(request=AnswerKind.CLOSURE)).rows
    assert [row.unit for row in only] == ["县教委"]
    news = queries.changes(register, EVERYTHING, NOW).rows
    assert [row.unit for row in news] == ["县财政局", "县城管局", "县水利局"]


def test_tasks_that_were_closed_stand_before_units_that_only_say_they_are_done() -> None:
    register = of(
        one("县水利局", said(AnswerKind.DONE, at(date(2025, 11, 11)))),
        one("县财政局", a_closure(THIRD, approved=date(2025, 11, 5))),
        one("县城管局", a_closure(THIRD, approved=date(2025, 11, 6))),
        one("县教委", said(AnswerKind.DONE, at(THIRD))),
    )
    rows = queries.finished(register, EVERYTHING, NOW).rows
    assert [(row.unit, row.closed) for row in rows if row.closed] == [("县城管局", True), ("县财政局", True)]
    assert [row.closed for row in rows] == sorted((row.closed for row in rows), reverse=True)
    assert next(row.unit for row in rows if not row.closed) == "县水利局"


def test_an_acknowledgement_is_no_news() -> None:
    register = of(one("县水利局", said(AnswerKind.RECEIVED)), one("县财政局", said(AnswerKind.NO_CHANGE)))
    assert [row.unit for row in queries.changes(register, EVERYTHING, NOW).rows] == ["县财政局"]


def test_who_has_not_signed_stands_first_in_the_order_of_the_plans_and_who_got_nothing_last() -> None:
    """R13: whoever has signed less does not stand before whoever has signed more."""
    received = said(AnswerKind.RECEIVED)
    register = of(
        *(one(unit, received) for unit in ("县教委", "县水利局")),
        *(one(unit) for unit in ("县医院", "县水利局", "县财政局", "县财政局", "县财政局")),
        nobody_of=("县医院",),
    )
    rows = queries.signed(register, EVERYTHING, NOW).rows
    assert [(row.unit, row.signed, row.asked, row.reached) for row in rows] == [
        ("县水利局", 1, 2, True),
        ("县财政局", 0, 3, True),
        ("县教委", 1, 1, True),
        ("县医院", 0, 1, False),
    ]


def test_units_that_nobody_can_be_asked_for_stand_in_the_order_of_the_plans_however_many_tasks_they_have() -> None:
    tasks = [one(unit) for unit in ("县水利局", "县财政局", "县财政局", "县城管局")]
    found = queries.vacant(of(*tasks, nobody_of=("县水利局", "县财政局")), EVERYTHING, NOW).rows
    assert [(row.unit, row.why, row.tasks) for row in found] == [
        ("县水利局", NotAsked.NOBODY, 1),
        ("县财政局", NotAsked.NOBODY, 2),
    ]


def test_states_are_counted_in_one_order_whichever_has_more_and_what_does_not_count_is_not_counted() -> None:
    silent = [one("县水利局", deadline=date(2025, 12, 31)) for _ in range(3)]
    over = one("县财政局", deadline=THIRD)
    done = one("县城管局", a_closure(THIRD, approved=date(2025, 11, 5)))
    cancelled = one("县教委", cancelled_at=at(THIRD))
    found = queries.tally(of(over, *silent, done, cancelled), EVERYTHING, NOW)
    states = [(row.state, row.count) for row in found.rows if row.state is not None]
    assert set(states) == {(WorkState.CLOSED, 1), (WorkState.OVERDUE, 1), (WorkState.NO_FEEDBACK, 3)}
    assert [state for state, _ in states] == [state for state in WorkState if state in dict(states)]
    assert found.of == 5
    lights = [row.light for row in found.rows if row.light is not None]
    assert lights == [light for light in Light if light in lights]


def test_what_is_late_stands_oldest_first_tasks_before_reports() -> None:
    """R13, R15: late work and a late report are two things, and neither is sorted by whose it is."""
    point = date(2025, 11, 6)
    tasks = (
        one("县水利局", deadline=point),
        one("县财政局", deadline=THIRD),
        one("县教委", a_report(day=THIRD), deadline=date(2025, 10, 31)),
    )
    rows = queries.overdue(of(*tasks), EVERYTHING, NOW).rows
    assert [(row.unit, row.due_day, row.is_task) for row in rows if row.is_task] == [
        ("县教委", date(2025, 10, 31), True),
        ("县财政局", THIRD, True),
        ("县水利局", point, True),
    ]
    assert [row.is_task for row in rows] == sorted((row.is_task for row in rows), reverse=True)
    cut = queries.overdue(of(*tasks), EVERYTHING, NOW, DAY).rows
    assert {row.unit for row in cut} == {"县财政局"}


def shared() -> tuple[Task, Assignment]:
    lead = an_assignment("县水利局", reports=[said(text="换管3公里", percent=30)])
    return a_task(lead, an_assignment("县财政局", Role.RESPONSIBLE, reports=[said(text="拨付一半")])), lead


@pytest.mark.parametrize(
    ("unit", "heard"), [("县水利局", {"县水利局", "县财政局"}), ("县财政局", {"县财政局"}), ("县城管局", set())]
)
def test_news_is_told_of_the_own_share_and_of_all_where_the_own_unit_leads(unit: str, heard: set[str]) -> None:
    """R14: and the answer says that it is narrowed, whichever it is."""
    task, _ = shared()
    found = queries.changes(of(task), Scope(all=False, unit_ids=frozenset({unit_id(unit)})), NOW)
    assert {row.unit for row in found.rows} == heard
    assert found.narrowed


def test_when_somebody_is_asked_next_is_told_to_whoever_may_see_the_share_alone() -> None:
    """R14."""
    task, _ = shared()
    for unit, seen in (("县水利局", 2), ("县财政局", 1), ("县城管局", 0)):
        scope = Scope(all=False, unit_ids=frozenset({unit_id(unit)}))
        assert len(queries.asked(of(task), scope, NOW, CALENDAR, WINDOWS).rows) == seen
        assert len(queries.vacant(of(task, nobody_of=("县水利局", "县财政局")), scope, NOW).rows) == seen
        assert len(queries.signed(of(task), scope, NOW).rows) == seen


def test_days_and_hours_of_lists_are_read_in_local_time() -> None:
    """R16: of today the hour, of another day the day."""
    today = local_instant(NOW.date(), time(7, 40))
    register = of(one("县水利局", said(percent=30)), one("县财政局", said(moment=today, percent=60)))
    news = query_more.changes(queries.changes(register, EVERYTHING, NOW)).text.splitlines()
    assert [line for line in news if line.startswith(("1.", "2."))] == [
        "1. 07:40·县财政局·改造农村公路：推进中60%（待审核）",
        "2. 11月3日·县水利局·改造农村公路：推进中30%（待审核）",
    ]
    signed = query_more.signed(queries.signed(register, EVERYTHING, NOW)).text
    assert "水利局：已签收1/1项（11月3日）" in signed
    assert "财政局：已签收1/1项（11月12日）" in signed


def test_a_request_is_read_with_both_days_and_whether_it_waits() -> None:
    wish = said(AnswerKind.EXTENSION, new_date=date(2026, 1, 30), old_day=date(2025, 12, 31), text="雨季")
    register = of(one("县水利局", wish))
    told = query_more.requests(queries.requests(register, EVERYTHING, NOW, Filters(request=AnswerKind.EXTENSION)))
    assert told.text.splitlines()[0] == "延期申请1条，待决定1条"
    assert "1. 县水利局·改造农村公路·由12月31日延到2026年1月30日·待审核：雨季" in told.text
