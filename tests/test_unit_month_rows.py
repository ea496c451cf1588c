"""One unit's month as values: what counts in it, as it stood at its end, and how each line is worded (R15)."""

from dataclasses import replace
from datetime import date, datetime, time
from typing import Any

import pytest

from config.clock import local_instant
from messages import unit_month_text
from tasks_db.register import unit_month, unit_pleas
from tasks_db.register.plea_told import PleaTold
from tasks_db.register.unit_month import Circulated, Had, Owed, Said, Sent, UnitMonth
from tasks_db.register.unit_pleas import Helped
from tasks_db.register.values import Report, Task
from tasks_db.terms import AnswerKind, CheckpointKind, PlanStage, ReportState, ReportStatus, Role
from tests.builders import (
    a_checkpoint,
    a_plan,
    a_register,
    a_report,
    a_task,
    an_assignment,
    at,
    unit_id,
)

SINCE, UNTIL, NEXT = date(2025, 11, 1), date(2025, 11, 30), date(2025, 12, 3)
END = local_instant(UNTIL, time(23, 59, 59))
UNIT, OTHER = "县水利局", "县财政局"
MID = date(2025, 11, 14)
DATE = a_checkpoint(MID)


def a_share(*reports: Report, deadline: Any = DATE, **fields: Any) -> Task:
    """A task of the unit, with another unit beside it."""
    helper = an_assignment(OTHER, Role.RESPONSIBLE, reports=[a_report(day=MID, text="另一家的话", needs="县林业局")])
    return a_task(an_assignment(UNIT, reports=reports), helper, deadline=deadline, **fields)


def owed(*tasks: Task, asked: Any = (), as_of: datetime = END, **plan: Any) -> list[Owed]:
    reading = a_register(a_plan(*tasks, **plan))
    days = {due.id: asked for t in tasks for a in t.assignments if a.unit == UNIT for due in a.dues}
    return list(unit_month.owed_between(reading, unit_id(UNIT), SINCE, UNTIL, days, as_of))


def said(*reports: Report, as_of: datetime = END, **plan: Any) -> list[Said]:
    reading = a_register(a_plan(a_share(*reports), **plan))
    return list(unit_month.said_between(reading, unit_id(UNIT), SINCE, UNTIL, as_of))


def helped(*reports: Report, told: PleaTold | None = None, whose: str = UNIT) -> tuple[list[Helped], list[Helped]]:
    reading = a_register(a_plan(a_share(*reports)))
    pleas = {report.id: told for report in reports} if told is not None else {}
    own, passed = unit_pleas.helped_between(reading, unit_id(whose), SINCE, UNTIL, pleas, END)
    return list(own), list(passed)


# what is owed


def test_what_came_after_the_end_of_the_month_is_none_of_it() -> None:
    (line,) = owed(a_share(a_report(day=NEXT)), asked=(date(2025, 11, 12), NEXT))
    assert (line.state, line.came, line.reminded) == (ReportState.NOT_REPORTED, None, (date(2025, 11, 12),))
    (line,) = owed(a_share(a_report(day=MID)))
    assert (line.state, line.came) == (ReportState.ON_TIME, MID)


def test_a_date_that_was_put_off_after_the_month_stands_in_it_as_it_was() -> None:
    moved = a_checkpoint(date(2025, 12, 20), original_day=MID)
    wish = a_report(
        AnswerKind.EXTENSION,
        date(2025, 11, 13),
        checkpoint=moved,
        new_date=moved.day,
        old_day=MID,
        status=ReportStatus.ACCEPTED,
        decided=NEXT,
    )
    (line,) = owed(a_share(wish, deadline=moved))
    assert (line.day, line.original, line.state) == (MID, None, ReportState.NOT_DUE)
    assert owed(a_share(replace(wish, decided_at=at(MID)), deadline=moved)) == []


def test_the_lines_stand_in_the_order_of_the_days_and_both_ends_of_the_month_count() -> None:
    tasks = [a_share(title=str(day.day), deadline=day) for day in (UNTIL, MID, SINCE, NEXT)]
    assert [line.title for line in owed(*tasks)] == ["1", "14", "30"]


def test_a_share_that_ended_owes_what_fell_due_before_and_nothing_after() -> None:
    def left(ended: date) -> Task:
        task = a_share()
        gone = replace(task.assignments[0], ended_at=at(ended))
        return replace(task, assignments=task.assignments[1:], former=(gone,))

    assert len(owed(left(date(2025, 11, 20)))) == 1
    assert owed(left(date(2025, 11, 10))) == []


@pytest.mark.parametrize(
    ("says", "plan"),
    [
        ("a plan that is not handed out", {"stage": PlanStage.LOADED}),
        ("a plan that is tried out", {"stage": PlanStage.TRIAL}),
        ("a plan that was handed out only afterwards", {"dispatched": NEXT}),
    ],
)
def test_nothing_is_owed_of(says: str, plan: dict[str, Any]) -> None:
    assert owed(a_share(), **plan) == [], says


def test_a_candidate_is_no_task_and_owes_nothing() -> None:
    assert owed(a_share(candidate=True)) == []


# what was said


def test_drafts_later_words_and_those_of_others_are_not_told() -> None:
    first = a_report(day=SINCE, text="月初")
    draft = a_report(day=MID, text="草稿", status=ReportStatus.DRAFT)
    last = a_report(day=UNTIL, text="月底")
    later = a_report(day=NEXT, text="下月")
    assert [one.text for one in said(last, draft, first, later)] == ["月初", "月底"]


def test_what_was_taken_back_or_returned_is_told_as_such_and_a_reason_only_of_what_was_returned() -> None:
    back = a_report(day=MID, withdrawn=MID)
    returned = a_report(day=MID, status=ReportStatus.RETURNED, decided=MID, reason="请写明哪天能进场")
    later = a_report(day=MID, status=ReportStatus.RETURNED, decided=NEXT, reason="请补佐证")
    taken = a_report(day=MID, status=ReportStatus.ACCEPTED, decided=MID, reason="很好")
    found = [(one.decision, one.reason) for one in said(back, returned, later, taken)]
    assert found == [
        (None, ""),
        (ReportStatus.RETURNED, "请写明哪天能进场"),
        (ReportStatus.SUBMITTED, ""),
        (ReportStatus.ACCEPTED, ""),
    ]


def test_an_accepted_closure_that_the_office_opened_again_stands_with_both_decisions_and_is_not_taken_back() -> None:
    closure: dict[str, Any] = {"status": ReportStatus.ACCEPTED, "decided": MID, "reason": "抽查发现还有堵点"}
    (then,) = said(a_report(AnswerKind.CLOSURE, MID, withdrawn=NEXT, **closure))
    assert (then.decision, then.reason, then.reopened) == (ReportStatus.ACCEPTED, "", None)
    (now,) = said(a_report(AnswerKind.CLOSURE, MID, withdrawn=UNTIL, **closure))
    (line,) = lines_of(said=(now,))
    assert line.endswith("申请办结，已同意，2025年11月30日办公室重开：抽查发现还有堵点")


def test_answers_are_neither_requests_nor_a_mere_receipt() -> None:
    kinds = (AnswerKind.RECEIVED, AnswerKind.PROGRESS, AnswerKind.EXTENSION, AnswerKind.CLOSURE)
    value = a_month(said=tuple(said(*(a_report(kind, MID) for kind in kinds))))
    assert [one.kind for one in value.answers] == [AnswerKind.PROGRESS]
    assert [one.kind for one in value.requests] == [AnswerKind.EXTENSION, AnswerKind.CLOSURE]


# pleas


def a_plea(day: date = MID, **fields: Any) -> Report:
    return a_report(AnswerKind.BLOCKED, day, problem="缺钱", needs=OTHER, **fields)


def test_a_plea_is_told_by_its_unit_and_by_the_one_to_which_it_was_passed_in_the_month() -> None:
    told = PleaTold(unit_id(OTHER), OTHER, at(date(2025, 11, 17)), "月底拨付", at(date(2025, 11, 19)))
    ((own,), _) = helped(a_plea(), told=told)
    assert (own.passed_to, own.passed, own.answer) == (OTHER, date(2025, 11, 17), "月底拨付")
    assert own.answered == date(2025, 11, 19)
    _, (passed,) = helped(a_plea(), told=told, whose=OTHER)
    assert (passed.unit, passed.day) == (UNIT, date(2025, 11, 17))
    before = replace(told, passed_at=at(date(2025, 10, 31)))
    assert helped(a_plea(date(2025, 10, 30)), told=before, whose=OTHER)[1] == []
    assert helped(a_plea(status=ReportStatus.DRAFT), told=told)[0] == []


def test_what_became_of_a_plea_after_the_month_is_not_told() -> None:
    told = PleaTold(unit_id(OTHER), OTHER, at(date(2025, 11, 28)), "月底拨付", at(NEXT))
    ((own,), _) = helped(a_plea(), told=told)
    assert (own.passed, own.answer, own.answered) == (date(2025, 11, 28), "", None)
    ((own,), passed) = helped(a_plea(), told=replace(told, passed_at=at(NEXT)))
    assert (own.passed_to, own.passed, passed) == ("", None, [])


# how it is worded


def a_month(**fields: Any) -> UnitMonth:
    known: dict[str, Any] = {
        "owed": (),
        "said": (),
        "asked_help": (),
        "gives_help": (),
        "letters": (),
        "notices": (),
        "coming": (),
    }
    return UnitMonth(1, UNIT, "县联席会议办公室", SINCE, UNTIL, END, **(known | fields))


def lines_of(**fields: Any) -> list[str]:
    found = unit_month_text.sections(a_month(**fields))
    return [line for heading, lines in found if heading != "还欠的" for line in lines]


OWED = Owed("1-1", "修泵站", CheckpointKind.DEADLINE, MID, MID, None, ReportState.NOT_REPORTED, None)
SAID = Said("1-1", "修泵站", MID, AnswerKind.PROGRESS, 60, "在选址", ReportStatus.SUBMITTED, "", phoned=False)
HELPED = Helped("1-1", "修泵站", UNIT, MID, "缺钱", "县财政局拨款", ReportStatus.SUBMITTED, "", None, "", None)


@pytest.mark.parametrize(
    ("given", "line"),
    [
        ({"owed": (OWED,)}, "1-1 修泵站：2025年11月14日应报，未按时报送"),
        (
            {"owed": (replace(OWED, original=SINCE, state=ReportState.LATE, came=UNTIL, reminded=(MID,)),)},
            "1-1 修泵站：2025年11月14日应报，原定2025年11月1日，迟报，2025年11月30日报，本月提醒1次（11月14日）",
        ),
        (
            {"coming": (replace(OWED, day=NEXT, task_day=date(2025, 12, 8)),)},
            "1-1 修泵站：2025年12月3日应报（任务时限2025年12月8日）",
        ),
        ({"said": (SAID,)}, "2025年11月14日：1-1 修泵站，推进中，60%，“在选址”"),
        ({"said": (replace(SAID, phoned=True),)}, "2025年11月14日（电话代录）：1-1 修泵站，推进中，60%，“在选址”"),
        (
            {"said": (replace(SAID, sheet="填报表"),)},
            "2025年11月14日（按填报表代录）：1-1 修泵站，推进中，60%，“在选址”",
        ),
        (
            {"said": (replace(SAID, decision=ReportStatus.RETURNED, reason="请补佐证"),)},
            "2025年11月14日：1-1 修泵站，推进中，60%，“在选址”，已退回：请补佐证",
        ),
        (
            {"said": (replace(SAID, decision=None),)},
            "2025年11月14日：1-1 修泵站，推进中，60%，“在选址”，单位已撤销",
        ),
        (
            {"asked_help": (HELPED,)},
            "2025年11月14日：1-1 修泵站，“缺钱”，请县财政局拨款；还没有转办",
        ),
        (
            {"asked_help": (replace(HELPED, decision=ReportStatus.RETURNED),)},
            "2025年11月14日：1-1 修泵站，“缺钱”，请县财政局拨款；随反馈退回，没有转办",
        ),
        (
            {"asked_help": (replace(HELPED, decision=None),)},
            "2025年11月14日：1-1 修泵站，“缺钱”，请县财政局拨款；单位已撤销",
        ),
        (
            {"asked_help": (replace(HELPED, passed_to=OTHER, passed=MID),)},
            "2025年11月14日：1-1 修泵站，“缺钱”，请县财政局拨款；2025年11月14日转县财政局，还没有答复",
        ),
        (
            {"gives_help": (replace(HELPED, passed_to=OTHER, passed=MID, answer="月底拨付", answered=UNTIL),)},
            (
                "2025年11月14日：1-1 修泵站，县水利局请帮忙，“缺钱”，请县财政局拨款；"
                "2025年11月14日转县财政局，2025年11月30日已答复：“月底拨付”"
            ),
        ),
        ({"notices": (Circulated("请报数", MID, None),)}, "2025年11月14日：“请报数”，还没有签收"),
    ],
)
def test_each_line_says_what_became_of_it(given: dict[str, Any], line: str) -> None:
    assert lines_of(**given) == [line]


def test_who_could_not_be_reached_is_counted_apart_and_a_long_list_says_what_it_leaves_out() -> None:
    lost = replace(OWED, state=ReportState.UNDELIVERED)
    value = a_month(owed=(*[OWED] * 10, lost))
    text = unit_month_text.message(value).text
    assert text.startswith("县水利局2025年11月情况，截至2025年11月30日")
    assert "本月应报11次（1件）：未按时报送10次、未送达1次。" in text
    assert "……另有3条，见Word" in text


def test_what_is_still_owed_comes_first_and_what_is_not_due_is_counted() -> None:
    missed = Owed("1-1", "排查底数", CheckpointKind.DEADLINE, MID, MID, None, ReportState.NOT_REPORTED, None)
    came = replace(missed, code="1-2", title="打通通道", state=ReportState.LATE, came=MID)
    had = [
        Had("1-1", "排查底数", Role.LEAD, MID, "尚无反馈"),
        Had("1-2", "打通通道", Role.LEAD, MID, "逾期"),
        Had("1-3", "更新管网", Role.RESPONSIBLE, NEXT, "推进中"),
        Had("1-4", "加装电梯", Role.RESPONSIBLE, NEXT, "已办结", goes_on=False),
    ]
    month = a_month(owed=(missed, came), tasks=tuple(had))
    heading, lines = unit_month_text.sections(month)[0]
    assert heading == "还欠的"
    assert lines == [
        "1-1 排查底数：2025年11月14日应报，没有报",
        "1-2 打通通道：报过进展，任务逾期没办完（时限2025年11月14日）",
    ]
    told = unit_month_text.counts(month)
    assert "还欠：应报没报1次、报过但逾期没办完1项。另有1项任务本月不到期。" in told
    assert "没有还欠的。" in unit_month_text.counts(a_month(owed=(came,)))


def test_the_messages_and_questions_of_a_month_are_counted_as_the_burden_counts_them() -> None:
    sent = (Sent(at(MID), "江一帆", "催报2项", 2), Sent(at(MID), "江一帆", "通知", 0))
    assert "共收到消息2条、提问2次" in unit_month_text.counts(a_month(sent=sent))
    waits = tuple(said(a_report(AnswerKind.PROGRESS, MID, text="已开工", status=ReportStatus.SUBMITTED)))
    assert "报来1条、申请0件，1条还没有审核" in unit_month_text.counts(a_month(said=waits))
