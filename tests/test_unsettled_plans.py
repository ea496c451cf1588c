"""Whatever would let a plan ask refuses what is not settled (R8): a draft, a date that is over, no date, no unit."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from tasks_db.intake.draft import DraftTask
from tasks_db.register.authority import OPERATOR
from tasks_db.register.refusals import PlanError
from tasks_db.store import models
from tasks_db.terms import PlanStage
from tasks_db.work.acts import handing_out, loading, replacing, settling
from tasks_db.work.acts.loading import Source
from tests.audited_office import Audited
from tests.small_world import a_draft, a_draft_task
from tests.test_rules_at_the_desk import office

__all__ = ["office"]
UNIT, OVER = "县水利局", date(2025, 10, 31)
SETTLED = a_draft_task("1", "改造供水管网", [UNIT])


def load(office: Audited, title: str, *tasks: DraftTask, **fields: Any) -> int:
    return office.desk.do(OPERATOR, loading.load_plan, a_draft(title, *tasks, **fields), Source(title, title))


def handed_out(office: Audited, *tasks: DraftTask, **fields: Any) -> None:
    office.desk.do(OPERATOR, handing_out.hand_out, load(office, "新方案", *tasks, **fields))


def tried_out(office: Audited, *tasks: DraftTask, **fields: Any) -> None:
    office.desk.do(OPERATOR, handing_out.try_out, load(office, "新方案", *tasks, **fields))


def handed_out_after_a_trial(office: Audited, *tasks: DraftTask, **fields: Any) -> None:
    """What is over by the end of the trial was not when it began."""
    plan = load(office, "新方案", SETTLED)
    office.desk.do(OPERATOR, handing_out.try_out, plan)
    office.desk.do(OPERATOR, handing_out.stop_trial, plan)
    office.desk.do(OPERATOR, replacing.replace_plan, plan, load(office, "再一版", *tasks, **fields))
    office.desk.do(OPERATOR, handing_out.hand_out, plan)


def put_in_the_place_of_one_that_asks(office: Audited, *tasks: DraftTask, **fields: Any) -> None:
    old = load(office, "旧方案", SETTLED)
    office.desk.do(OPERATOR, handing_out.hand_out, old)
    office.desk.do(OPERATOR, replacing.replace_plan, old, load(office, "新方案", *tasks, **fields))


def taken_from_beside(office: Audited, *tasks: DraftTask, **fields: Any) -> None:
    """Only the last task is new; it stood beside the register of a plan that asks."""
    assert not fields
    plan = load(office, "新方案", SETTLED, candidates=tasks[-1:])
    office.desk.do(OPERATOR, handing_out.hand_out, plan)
    found = next(task for task in office.rows(models.Task) if task.candidate)
    office.desk.do(OPERATOR, settling.take_candidate, found.id, take=True)


WAYS = [
    handed_out,
    tried_out,
    handed_out_after_a_trial,
    put_in_the_place_of_one_that_asks,
    taken_from_beside,
]
UNSETTLED: list[tuple[str, list[DraftTask], dict[str, Any], str]] = [
    ("a draft", [SETTLED], {"status": "draft"}, "征求意见稿"),
    ("a date that is over", [a_draft_task("2", "更换水表", [UNIT], (), OVER)], {}, "1项任务已过期"),
    ("no date", [a_draft_task("2", "更换水表", [UNIT], (), None)], {}, "1项任务没有时限，也没有报送周期"),
    ("no unit", [a_draft_task("2", "更换水表", [])], {}, "1项任务没有单位"),
    ("a name that nobody knows", [a_draft_task("2", "更换水表", ["县雨水局"])], {}, "1个单位名称还没有对上"),
    ("a group alone", [a_draft_task("2", "更换水表", ["各乡镇"])], {}, "1项任务没有汇总单位|1个单位名称还没有对上"),
]
CASES = [
    pytest.param(way, tasks, fields, said, id=f"{way.__name__} {what}")
    for way in WAYS
    for what, tasks, fields, said in UNSETTLED
    if not (way is taken_from_beside and fields)
]


@pytest.mark.parametrize(("way", "tasks", "fields", "said"), CASES)
def test_what_is_not_settled_is_asked_of_nobody(
    office: Audited, way: Callable[..., None], tasks: list[DraftTask], fields: dict[str, Any], said: str
) -> None:
    new = tasks if tasks[0] is SETTLED else [SETTLED, *tasks]
    with pytest.raises(PlanError, match=said):
        way(office, *new, **fields)
    asks = {plan.id for plan in office.rows(models.Plan) if plan.stage in {PlanStage.DISPATCHED, PlanStage.TRIAL}}
    owed = {
        office.row(models.Task, id=office.row(models.Checkpoint, id=due.checkpoint_id).task_id).title
        for due in office.rows(models.Due)
    }
    assert "更换水表" not in owed
    assert len(asks) == (way in {put_in_the_place_of_one_that_asks, taken_from_beside})
