"""What a digest tells of requests and of silence, as values (R15): who decided, on which days, and who is counted."""

from dataclasses import replace
from datetime import date, time
from typing import Any

import pytest

from config.clock import local_instant
from tasks_db.register import exemptions
from tasks_db.register.digest import requests, silence
from tasks_db.register.digest.request_values import Extension, Moves
from tasks_db.register.people import Seat
from tasks_db.register.reading import Register
from tasks_db.register.values import Due, Plan, Report, Task
from tasks_db.terms import AnswerKind, CheckpointKind, ReportState, ReportStatus, Role, SeatRole
from tests.builders import (
    NOW,
    a_checkpoint,
    a_closure,
    a_group,
    a_plan,
    a_register,
    a_report,
    a_task,
    an_assignment,
    at,
    liaisons,
    owing_on,
)
from tests.ladders import a_holder, a_seat

OCT, NOV, DEC = date(2025, 10, 31), date(2025, 11, 30), date(2025, 12, 31)
HEAD = 70
"""Who convenes."""


def a_convenor(role: SeatRole = SeatRole.CONVENOR, meeting_id: int = 1, **when: Any) -> Seat:
    return replace(a_seat("县政府", a_holder("沈怀瑾", HEAD, **when)), role=role, meeting_id=meeting_id)


def wish(day: date, new: date, status: ReportStatus = ReportStatus.SUBMITTED, **fields: Any) -> Report:
    return a_report(AnswerKind.EXTENSION, day, new_date=new, status=status, **fields)


def told(*reports: Report, seats: tuple[Seat, ...] = (), **fields: Any) -> list[Extension]:
    plan = a_plan(a_task(an_assignment("县水利局", reports=reports), **fields))
    return requests.extensions(a_register(plan, seats=[*liaisons([plan]), *seats]), plan, plan.tasks[0], NOW)


GRANTED = ReportStatus.ACCEPTED


def granted(day: date, new: date, decided: date, point: Any, **fields: Any) -> Report:
    return wish(day, new, GRANTED, decided=decided, checkpoint=point, **fields)


@pytest.mark.parametrize(
    ("says", "seat", "by", "who"),
    [
        ("a convenor by name", a_convenor(), HEAD, "召集人沈怀瑾"),
        ("a deputy convenor too", a_convenor(SeatRole.DEPUTY_CONVENOR), HEAD, "副召集人沈怀瑾"),
        ("the office for whoever works in it", a_convenor(SeatRole.OFFICE_HEAD), HEAD, requests.OFFICE),
        ("the office where somebody else decided", a_convenor(), 9, requests.OFFICE),
        ("not who convenes another body", a_convenor(meeting_id=2), HEAD, requests.OFFICE),
        ("not who came into the seat since", a_convenor(since=date(2025, 11, 6)), HEAD, requests.OFFICE),
        ("who left it since all the same", a_convenor(until=date(2025, 11, 5)), HEAD, "召集人沈怀瑾"),
    ],
)
def test_who_granted_is_named_by_the_seat_that_they_held_that_day(says: str, seat: Seat, by: int, who: str) -> None:
    del says
    point = a_checkpoint(DEC, original_day=NOV)
    report = granted(date(2025, 11, 3), DEC, date(2025, 11, 5), point, decided_by=by)
    (line,) = told(report, seats=(seat,), deadline=point)
    assert (line.decided_by, line.old, line.new, line.is_granted) == (who, NOV, DEC, True)


def test_a_decision_before_eight_in_the_morning_is_of_its_local_day() -> None:
    """R16: on the day of the change of hands the new convenor decides, whatever day UTC has."""
    point = a_checkpoint(DEC, original_day=NOV)
    report = granted(date(2025, 11, 3), DEC, date(2025, 11, 6), point, decided_by=HEAD)
    early = replace(report, decided_at=local_instant(date(2025, 11, 6), time(7, 30)))
    (line,) = told(early, seats=(a_convenor(since=date(2025, 11, 6)),), deadline=point)
    assert line.decided_by == "召集人沈怀瑾"


def test_granted_stand_before_refused_and_what_waits_comes_last_and_goes_once_the_task_is_closed() -> None:
    point = a_checkpoint(DEC, original_day=OCT)
    first = granted(date(2025, 9, 1), NOV, date(2025, 9, 2), point, old_day=OCT)
    second = granted(date(2025, 10, 8), DEC, date(2025, 10, 9), point, old_day=NOV)
    returned: dict[str, Any] = {"decided": date(2025, 10, 21), "reason": "请于12月20日前完成"}
    refused = wish(date(2025, 10, 20), date(2026, 3, 1), ReportStatus.RETURNED, checkpoint=point, **returned)
    waits = wish(date(2025, 11, 3), date(2026, 1, 30), checkpoint=point)
    earlier = wish(
        date(2025, 10, 5), date(2026, 4, 1), ReportStatus.RETURNED, checkpoint=point, decided=date(2025, 10, 6)
    )
    gone = replace(refused, withdrawn_at=at(date(2025, 10, 22)), new_date=date(2026, 2, 1))
    found = told(first, second, earlier, refused, gone, waits, deadline=point)
    assert [(one.old, one.new, one.decision) for one in found] == [
        (OCT, NOV, ReportStatus.ACCEPTED),
        (NOV, DEC, ReportStatus.ACCEPTED),
        (NOV, date(2026, 4, 1), ReportStatus.RETURNED),
        (DEC, date(2026, 3, 1), ReportStatus.RETURNED),
        (DEC, date(2026, 1, 30), ReportStatus.SUBMITTED),
    ]
    assert [one.waits for one in found] == [False, False, False, False, True]
    assert (found[3].reason, found[3].demanded) == ("请于12月20日前完成", date(2025, 12, 20))
    closed = a_closure(date(2025, 11, 10), approved=date(2025, 11, 11))
    assert [one.decision for one in told(first, refused, waits, closed, deadline=point)] == [
        ReportStatus.ACCEPTED,
        ReportStatus.RETURNED,
    ]


def test_the_units_own_reason_is_told_without_what_it_asks_for() -> None:
    point = a_checkpoint(NOV)
    words = "汛期无法施工，申请延期到12月31日，请县财政局协调资金"
    (line,) = told(wish(date(2025, 11, 3), DEC, checkpoint=point, text=words, needs="县财政局"), deadline=point)
    assert (line.why, line.text, line.needs) == ("汛期无法施工", words, "县财政局")


@pytest.mark.parametrize(
    ("new", "moves"), [(date(2025, 11, 28), Moves.REPORT), (NOV, Moves.REPORT), (date(2025, 12, 5), Moves.SHARE)]
)
def test_a_unit_beside_the_lead_moves_its_report_or_its_share_and_never_the_task(new: date, moves: Moves) -> None:
    """R9: and it is told by its own day or by the task's, the later one."""
    point = a_checkpoint(NOV)
    helps = an_assignment("县财政局", Role.RESPONSIBLE, reports=[wish(date(2025, 11, 3), new, checkpoint=point)])
    task = owing_on(a_task(an_assignment("县水利局"), helps, deadline=point), "县财政局", date(2025, 11, 25))
    plan = a_plan(task)
    (line,) = requests.extensions(a_register(plan), plan, plan.tasks[0], NOW)
    assert line.moves is moves
    assert line.old == (date(2025, 11, 25) if moves is Moves.REPORT else NOV)


def closing(*others: Report, decided_by: int | None = None, decided: date | None = None) -> tuple[Register, Plan]:
    status = {"status": ReportStatus.ACCEPTED, "decided": decided, "decided_by": decided_by} if decided else {}
    report = a_report(AnswerKind.CLOSURE, date(2025, 11, 3), text="全部完工", **status)  # type: ignore[arg-type]
    helps = an_assignment("县财政局", Role.RESPONSIBLE, reports=others)
    plan = a_plan(a_task(an_assignment("县水利局", reports=[report]), helps))
    return a_register(plan, seats=[*liaisons([plan]), a_convenor()]), plan


def test_a_closing_names_whom_it_waits_for_until_it_is_decided() -> None:
    _, plan = closing()
    (line,) = requests.closures(plan.tasks[0], NOW)
    assert (line.unit, line.text, line.awaited) == ("县水利局", "全部完工", ("县财政局",))
    _, plan = closing(a_report(day=date(2025, 11, 4)))
    (line,) = requests.closures(plan.tasks[0], NOW)
    assert line.awaited == ()
    _, plan = closing(a_report(day=date(2025, 11, 4)), decided=date(2025, 11, 5))
    assert requests.closures(plan.tasks[0], NOW) == []


def test_convenors_close_where_one_of_them_granted_last() -> None:
    word = a_report(day=date(2025, 11, 4))
    register, plan = closing(word, decided=date(2025, 11, 5), decided_by=HEAD)
    _, by_office = closing(word, decided=date(2025, 11, 6), decided_by=9)
    _, waits = closing(word)
    mine, theirs = (plan, plan.tasks[0]), (by_office, by_office.tasks[0])
    assert requests.convenors_close(register, [mine, (waits, waits.tasks[0])], NOW)
    assert not requests.convenors_close(register, [mine, theirs], NOW)
    assert not requests.convenors_close(register, [], NOW)
    assert not requests.convenors_close(register, [mine], at(date(2025, 11, 4)))  # before it was granted


# silence


def towns(*reports: tuple[str, Report | None], exempted: str = "") -> Task:
    members = [
        an_assignment(
            name,
            Role.RESPONSIBLE,
            reports=[report] if report else [],
            exempted=date(2025, 10, 1) if name == exempted else None,
        )
        for name, report in reports
    ]
    lead = an_assignment("县水利局", reports=[a_report(day=OCT)])
    return a_task(lead, *a_group("各乡镇", members), deadline=OCT)


def test_a_group_is_one_line_with_how_many_of_those_that_owe_have_reported() -> None:
    """R15: who is exempted is none of them; a late report is one."""
    late = a_report(day=date(2025, 11, 5))
    task = towns(("甲镇", late), ("乙镇", None), ("丙镇", None), ("丁镇", None), exempted="丁镇")
    plan = a_plan(task)
    register = a_register(plan)
    (line,) = silence.unreported(register, plan, plan.tasks[0], NOW)
    assert (line.unit, line.is_group, line.asked, line.reported) == ("各乡镇", True, 3, 1)
    assert (line.missing, line.state, line.due_id, line.due_day) == (
        ("乙镇", "丙镇"),
        ReportState.NOT_REPORTED,
        None,
        OCT,
    )
    apart = silence.unreported(register, plan, plan.tasks[0], NOW, collapse=False)
    assert [one.unit for one in apart] == ["乙镇", "丙镇"]
    only = [a for a in plan.tasks[0].asked_assignments if a.unit == "丙镇"]
    assert silence.unreported(register, plan, plan.tasks[0], NOW, only)[0].missing == ("丙镇",)


def test_who_could_not_be_asked_stands_behind_the_silent_on_a_line_of_its_own() -> None:
    plan = a_plan(towns(("甲镇", None), ("乙镇", None)))
    register = a_register(plan, seats=[seat for seat in liaisons([plan]) if seat.unit != "甲镇"])
    found = silence.unreported(register, plan, plan.tasks[0], NOW)
    assert [(one.state, one.missing) for one in found] == [
        (ReportState.NOT_REPORTED, ("乙镇",)),
        (ReportState.UNDELIVERED, ("甲镇",)),
    ]


def due(day: date, exempted: date | None, kind: CheckpointKind = CheckpointKind.ROUND) -> Due:
    return Due(1, a_checkpoint(day, kind), 1, day, at(exempted) if exempted else None, "机构改革")


def test_what_fell_due_while_a_unit_was_exempted_is_over_and_a_deadline_never_is() -> None:
    today = date(2025, 11, 12)
    assert exemptions.came_and_went(due(date(2025, 11, 11), date(2025, 11, 11)), today)
    assert not exemptions.came_and_went(due(date(2025, 11, 12), date(2025, 11, 1)), today)  # today is not over
    assert not exemptions.came_and_went(due(date(2025, 11, 5), date(2025, 11, 6)), today)  # owed before it
    assert not exemptions.came_and_went(due(date(2025, 11, 11), None), today)
    deadline = due(date(2025, 11, 11), date(2025, 11, 1), CheckpointKind.DEADLINE)
    assert not exemptions.came_and_went(deadline, today)
    early = replace(due(date(2025, 11, 5), OCT), exempted_at=local_instant(date(2025, 11, 6), time(7, 30)))
    assert not exemptions.came_and_went(early, today)  # R16: in UTC that was the 5th
