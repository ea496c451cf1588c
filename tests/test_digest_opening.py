"""A digest's paper opens with what it rests on: tasks that a leader gave by hand are no second plan."""

from datetime import date

import pytest

from messages.digest_opening import opening
from tasks_db.register import digest
from tasks_db.register.giving import PLAN_TITLE
from tasks_db.register.values import Plan
from tasks_db.terms import ReportStatus
from tests.builders import NOW, a_plan, a_register, a_report, a_task, an_assignment
from tests.digests import PAST, body_of

SAID = date(2025, 11, 3)


def a_given(count: int = 1) -> Plan:
    own = an_assignment("县住建局", reports=[a_report(text="查看危房6户", percent=60)])
    return a_plan(*(a_task(own, title="排查危房", seq=str(n + 1)) for n in range(count)), title=PLAN_TITLE)


def a_printed(title: str, count: int) -> Plan:
    return a_plan(*(a_task(seq=str(n + 1), deadline=PAST) for n in range(count)), title=title)


def opened(*plans: Plan) -> str:
    return opening(digest.compile(a_register(*plans), as_of=NOW)).text


@pytest.mark.parametrize("given_first", [False, True])
def test_tasks_that_a_leader_gave_are_counted_apart_from_the_plans(*, given_first: bool) -> None:
    plans = [a_printed("城镇住房安全方案", 3), a_given()]
    plans = plans[::-1] if given_first else plans
    printed, given = sorted(plans, key=lambda p: p.title == PLAN_TITLE)
    text = opened(*plans)
    assert text.startswith("根据《城镇住房安全方案》")
    assert "和领导交办要求，本办公室对方案任务3项、领导交办事项1项进行了调度。" in text
    assert f"任务序号以“{printed.id}-”开头的为方案任务，以“{given.id}-”开头的为领导交办事项。" in text
    assert "2个方案" not in text


def test_of_several_plans_the_given_tasks_are_none() -> None:
    given = a_given(2)
    text = opened(a_printed("甲方案", 1), a_printed("乙方案", 2), given)
    assert "等2个方案和领导交办要求，本办公室对各方案任务3项、领导交办事项2项进行了调度。" in text
    assert f"任务序号前的数字为方案编号，以“{given.id}-”开头的为领导交办事项。" in text


def test_given_tasks_alone_rest_on_no_plan() -> None:
    text = opened(a_given(2))
    assert text.startswith("根据领导交办要求，本办公室对领导交办事项2项进行了调度。")
    assert "任务序号" not in text


def test_what_was_done_of_them_stands_under_their_own_heading() -> None:
    said = a_report(text="加固危房6户", day=SAID, status=ReportStatus.ACCEPTED, decided=SAID)
    given = a_plan(a_task(an_assignment("县住建局", reports=[said]), standing=True), title=PLAN_TITLE)
    text = body_of(digest.compile(a_register(a_printed("城镇住房安全方案", 1), given), as_of=NOW))
    assert "其他任务" not in text
    assert "领导交办事项\n" in text
