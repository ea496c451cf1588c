"""An eighth handful of rules whose break once went unnoticed: found by breaking the code rule by rule."""

import re
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from config.clock import local_date
from tasks_db.register import new_version, progress, silence
from tasks_db.register.authority import OPERATOR, SYSTEM
from tasks_db.register.people import Address
from tasks_db.register.progress import Given
from tasks_db.register.workdays import Calendar
from tasks_db.store import models
from tasks_db.terms import AnswerKind, CheckpointKind, Role
from tasks_db.work.acts import handing_out, loading, putting_off, replacing, seating, settling
from tasks_db.work.acts.loading import Source
from tasks_db.work.post import desk_day
from tests.audited_office import CHANNEL, Audited
from tests.builders import a_checkpoint, a_plan, a_task, an_assignment, at, owing_on
from tests.small_world import a_draft, a_draft_task
from tests.test_rules_at_the_desk import loaded, moved, office

__all__ = ["office"]
DEADLINE, COLLECTED = date(2025, 12, 31), date(2025, 12, 26)


# R7


@pytest.mark.parametrize("ahead", [-2, -1, 0, 1])
def test_more_time_up_to_the_tasks_deadline_is_asked_for_the_round_and_beyond_it_for_the_deadline(ahead: int) -> None:
    """R7, R9: also of a unit whose own day lies before the deadline."""
    monthly = a_checkpoint(date(2025, 12, 15), CheckpointKind.ROUND)
    helps = an_assignment("县教委", Role.RESPONSIBLE)
    task = a_task(an_assignment("县水利局"), helps, deadline=DEADLINE, checkpoints=[monthly])
    days = [COLLECTED if d.task_day == DEADLINE else d.day for d in task.assignments[1].dues]
    share = owing_on(task, "县教委", *days).assignments[1]
    named = next(d for d in share.dues if d.checkpoint.id == monthly.id)
    given = Given(AnswerKind.EXTENSION, text="等设备", new_date=DEADLINE + timedelta(ahead))
    about = progress.apply(
        owing_on(task, "县教委", *days), share, named.id, given, at(date(2025, 12, 12))
    ).checkpoint_id
    assert (about == monthly.id) is (ahead <= 0)


def test_a_unit_of_which_several_tasks_are_put_off_hears_of_it_once(office: Audited) -> None:
    tasks = [a_draft_task(str(n), title, ["县水利局"]) for n, title in ((1, "改造供水管网"), (2, "更换水表"))]
    office.desk.do(OPERATOR, handing_out.hand_out, loaded(office, *tasks))
    shares = [share.id for share in office.rows(models.Assignment, printed="县水利局")]
    before = {notice.id for notice in office.rows(models.Notice)}
    done = office.desk.do(OPERATOR, putting_off.put_off_for, shares, date(2025, 11, 10), "来电")
    (told,) = [notice for notice in office.rows(models.Notice) if notice.id not in before]
    assert done.told == 1
    assert told.text == "“改造供水管网”、“更换水表”推迟到11月10日再报，在那以前不再提醒（联席会议办公室）。"
    office.desk.do(OPERATOR, putting_off.ask_again_for, shares)
    assert [n.text for n in office.rows(models.Notice) if n.id not in {*before, told.id}] == [
        "“改造供水管网”、“更换水表”照常提醒（联席会议办公室）。"
    ]


# R8


@pytest.mark.parametrize(("printed", "asked_anew"), [(date(2025, 10, 20), False), (date(2025, 10, 27), True)])
def test_a_new_version_asks_about_a_past_date_only_where_it_is_another(
    office: Audited, printed: date, *, asked_anew: bool
) -> None:
    """R8: what the office settled about a date holds while the paper prints the same."""
    first = loaded(office, a_draft_task("1", "改造供水管网", ["县水利局"], day=date(2025, 10, 20)))
    task = office.row(models.Task)
    assert task.review is not None
    office.desk.do(OPERATOR, settling.settle_past_due, task.id, "ask")
    version = a_draft("供水方案", a_draft_task("1", "改造供水管网", ["县水利局"], day=printed))
    new = office.desk.do(OPERATOR, loading.load_plan, version, Source("新版.txt", "b"))
    office.desk.do(OPERATOR, replacing.replace_plan, first, new)
    assert (office.row(models.Task, id=task.id).review is not None) is asked_anew


# R12


def test_a_new_version_tells_each_unit_what_is_otherwise_for_it_and_nothing_of_what_stays() -> None:
    """R12: a task that is gone, gone into another, given to others, new, or moved."""
    titles = ("删去任务", "并入任务", "改派任务", "改期任务", "不变任务")
    before = a_plan(*(a_task(an_assignment("县水利局"), title=title, deadline=DEADLINE) for title in titles))
    _, into, given, moved, stays = before.tasks
    after = replace(
        before,
        tasks=(
            replace(given, assignments=(an_assignment("县教委"),)),
            replace(moved, checkpoints=(a_checkpoint(COLLECTED),)),
            stays,
            a_task(an_assignment("县水利局"), title="新增任务", deadline=DEADLINE),
        ),
    )
    told = new_version.told(before, after, {into.id: moved.id})
    assert set(told) == {"县水利局"}  # who is new to the plan is asked in the next bundle
    assert [re.sub("（[^）]*）", "", line) for line in told["县水利局"]] == [
        "“删去任务”新版里没有了，不用再反馈。",
        "“并入任务”并入“改期任务”，以后按这一项报，完成时限2025年12月26日。",
        "“改派任务”不再由贵单位承担，不用再反馈。",
        "“改期任务”完成时限由2025年12月31日改为2025年12月26日。",
        "“新增任务”新交给贵单位，下一条消息里问。",
    ]


# R4, R6


@pytest.mark.parametrize(
    ("now", "given_up"),
    [
        (at(date(2025, 11, 8), 10), False),  # a Saturday
        (at(date(2025, 11, 10), 9), False),
        (at(date(2025, 11, 10), 10), True),
    ],
)
def test_people_are_told_elsewhere_once_a_channel_took_nothing_for_a_working_day(
    now: datetime, *, given_up: bool
) -> None:
    """R4: a weekend is none, and a channel that was not tried lately is tried first."""
    friday = at(date(2025, 11, 7), 10)
    tried = silence.Silence(friday, now - timedelta(minutes=1))
    assert silence.is_given_up(tried, now, Calendar()) is given_up
    assert not silence.is_given_up(replace(tried, tried_at=now - silence.LAPSE), now, Calendar())


def test_who_of_the_office_was_told_on_friday_is_told_next_on_monday(office: Audited) -> None:
    """R6, R12: the planner does not wake for the office on a day off."""
    clerk = office.row(models.Person, name="文员")
    office.desk.do(OPERATOR, seating.bind_directly, clerk.id, Address(CHANNEL, "104"))
    office.desk.do(OPERATOR, handing_out.hand_out, loaded(office, a_draft_task("1", "改造供水管网", ["县水利局"])))
    moved(office, "2025-11-07T09:30")
    following = office.desk.ask(SYSTEM, desk_day.next_time)
    assert following is not None
    assert local_date(following) == date(2025, 11, 10)
