"""What of papers and letters is decided over values: which step may follow, who is heard, what a letter holds."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

from config.clock import local_instant
from tasks_db.register import letters, paper_replies, papers
from tasks_db.register.letters import Reminding
from tasks_db.register.paper_replies import PaperReply
from tasks_db.register.papers import PaperRecord
from tasks_db.register.refusals import PaperError
from tasks_db.register.send_windows import SendWindows
from tasks_db.register.values import OpenLine, Task
from tasks_db.register.workdays import Calendar
from tasks_db.terms import CheckpointKind, PaperKind, PaperState, Role
from tests.builders import NOW, a_checkpoint, a_plan, a_register, a_task, an_assignment, at

WINDOWS = SendWindows(((time(8, 30), time(11, 30)), (time(14, 30), time(17, 30))))
FRIDAY, SATURDAY, MONDAY = date(2025, 11, 14), date(2025, 11, 15), date(2025, 11, 17)
TODAY = date(2025, 11, 12)


@pytest.mark.parametrize(
    ("shown", "until"),
    [
        (local_instant(FRIDAY, time(16, 30)), local_instant(MONDAY, time(11, 30))),
        (local_instant(FRIDAY, time(8, 30)), local_instant(FRIDAY, time(15, 30))),
        (local_instant(FRIDAY, time(20)), local_instant(MONDAY, time(15, 30))),
        (local_instant(SATURDAY, time(9)), local_instant(MONDAY, time(15, 30))),
    ],
)
def test_a_unit_has_four_working_hours_to_answer_whenever_it_was_shown_its_lines(
    shown: datetime, until: datetime
) -> None:
    assert paper_replies.until(shown, 4, Calendar(), WINDOWS) == until


def test_a_unit_may_answer_to_the_last_moment_and_is_heard_once_it_has_answered_or_the_time_is_over() -> None:
    end = local_instant(MONDAY, time(11, 30))
    reply = PaperReply("县教委", ("…",), at(FRIDAY), end, None, None, "")
    named = ("县教委", "县水利局")
    assert paper_replies.unheard(named, [reply], end) == named
    assert paper_replies.unheard(named, [reply], end + timedelta(seconds=1)) == ("县水利局",)
    assert paper_replies.unheard(named, [replace(reply, answered_at=at(FRIDAY))], at(FRIDAY)) == ("县水利局",)


def a_paper(state: PaperState, kind: PaperKind = PaperKind.DIGEST) -> PaperRecord:
    return PaperRecord(5, 1, kind, None, state, NOW, (1,), None, None, None, None, (), ())


def test_each_step_follows_the_one_before_and_what_is_issued_or_signed_stays_as_it_is() -> None:
    with pytest.raises(PaperError, match="现在是“起草”，签发前要先核稿"):
        papers.require(a_paper(PaperState.DRAFTED), PaperState.SIGNED)
    papers.require(a_paper(PaperState.CHECKED), PaperState.SIGNED)
    for refuse in (papers.require_unlocked, papers.require_unsigned, papers.require_draft, papers.require_shown):
        with pytest.raises(PaperError, match="已经印发，不再改动。数据有误请另发一期更正。"):
            refuse(a_paper(PaperState.ISSUED))
    with pytest.raises(PaperError, match="已经签发的是现在的稿子。要采用改稿请先“退回起草”"):
        papers.require_unsigned(a_paper(PaperState.SIGNED))
    with pytest.raises(PaperError, match="已经核稿，要改请先退回起草"):
        papers.require_draft(a_paper(PaperState.CHECKED))
    with pytest.raises(PaperError, match="核稿后、签发前才能请单位核对"):
        papers.require_shown(a_paper(PaperState.SIGNED))
    with pytest.raises(PaperError, match="只有通报需要请被点名的单位核对"):
        papers.require_shown(a_paper(PaperState.CHECKED, PaperKind.URGING))
    assert papers.mend(a_paper(PaperState.ISSUED, PaperKind.URGING)) == "有误请另发一份。"


def could_be_written(task: Task, *asked: date, unit: str = "县教委") -> Reminding:
    reading = a_register(a_plan(task))
    sent = {due.id: asked for share in task.assignments for due in share.dues}
    return next(one for one in letters.of_units(reading, sent, NOW) if one.unit == unit)


def test_a_reminder_looks_thirty_days_ahead_and_counts_the_messages_that_went_out_so_far() -> None:
    last = a_task(deadline=TODAY + timedelta(days=30))
    (item,) = could_be_written(last, date(2025, 11, 10), date(2025, 11, 13)).coming
    assert item.asked == (date(2025, 11, 10),)
    assert letters.of_units(a_register(a_plan(a_task(deadline=TODAY + timedelta(days=31)))), {}, NOW) == ()


def test_late_work_is_held_against_whoever_answers_for_the_task_and_no_helper() -> None:
    task = a_task(an_assignment(), an_assignment("县财政局", Role.RESPONSIBLE), deadline=date(2025, 11, 10))
    (own,) = could_be_written(task).owed
    (helps,) = could_be_written(task, unit="县财政局").owed
    assert (own.days, own.supervisable, own.leads) == (2, True, True)
    assert (helps.days, helps.supervisable, helps.leads) == (0, False, False)


def test_a_letter_asks_for_an_answer_by_no_day_that_is_over_and_is_not_sent_once_the_unit_has_answered() -> None:
    task = a_task(deadline=date(2025, 11, 10))
    found = could_be_written(task)
    letter = letters.written(PaperKind.URGING, found, (), NOW, date(2025, 11, 1))
    assert letter.answer_by == TODAY
    letters.require_owed(letter, found)
    with pytest.raises(PaperError, match="不能再发。请作废后重新起草。"):
        letters.require_owed(letter, None)


def test_a_round_of_today_or_of_whom_nobody_could_ask_did_not_go_by_unreported() -> None:
    days = (date(2025, 9, 25), date(2025, 10, 24), TODAY)
    points = [a_checkpoint(day, CheckpointKind.ROUND) for day in days]
    plan = a_plan(a_task(standing=True, checkpoints=points))
    share = plan.tasks[0].assignments[0]
    line = OpenLine(plan, plan.tasks[0], share, share.dues[0])
    assert letters.rounds_missed(a_register(plan), plan, plan.tasks[0], line, NOW) == days[:2]
    assert letters.rounds_missed(a_register(plan, seats=[]), plan, plan.tasks[0], line, NOW) == ()


def test_a_letter_names_the_date_before_it_was_put_off() -> None:
    moved = a_checkpoint(date(2025, 11, 20), original_day=date(2025, 11, 10))
    (item,) = could_be_written(a_task(deadline=moved)).coming
    assert (item.due, item.original) == (date(2025, 11, 20), date(2025, 11, 10))
