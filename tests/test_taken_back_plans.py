"""交办 taken back and given again: who hears of it, and what is left of a trial (R7, R8, R17)."""

from datetime import date

from sqlalchemy import update

from tasks_db.register.authority import OPERATOR
from tasks_db.store import models
from tasks_db.terms import NoticeKind, NoticeState, PlanStage
from tasks_db.work.acts import handing_out, settling
from tests.audited_office import Audited
from tests.small_world import a_draft_task, local
from tests.test_rules_at_the_desk import loaded, moved, office

__all__ = ["office"]
UNIT, DAY = "县水利局", date(2025, 12, 19)


def told(office: Audited) -> list[tuple[str, str]]:
    """What was said to people beside bundles, each with the local moment from which it leaves."""
    names = {person.id: person.name for person in office.rows(models.Person)}
    return [
        (f"{names[n.person_id]} {n.send_at.astimezone(local('2025-11-03T00:00').tzinfo):%d日%H:%M}", n.text)
        for n in office.rows(models.Notice, kind=NoticeKind.IMMEDIATE)
    ]


def sent(office: Audited) -> None:
    """All that waits has left."""
    with office.desk.door.write() as session:
        session.execute(update(models.Notice).values(state=NoticeState.SENT, sent_at=office.desk.clock()))


def test_whoever_was_asked_hears_of_a_recall_and_of_the_next_handing_out_each_once_and_late_enough(
    office: Audited,
) -> None:
    do = office.desk.do
    plan = loaded(office, a_draft_task("1", "改造供水管网", [UNIT], (), DAY))
    do(OPERATOR, handing_out.hand_out, plan)
    assert do(OPERATOR, handing_out.recall, plan).told == 0  # within its first minutes nobody knows of it
    do(OPERATOR, handing_out.hand_out, plan)
    moved(office, "2025-11-03T10:00")
    sent(office)
    assert told(office) == []
    moved(office, "2025-11-03T11:00")
    over, again = "“供水方案”的交办已撤回，暂不用反馈。已报的内容会保留。", "“供水方案”已重新交办，请照常反馈。"
    assert do(OPERATOR, handing_out.recall, plan).told == 1
    assert told(office) == [("水联 03日11:00", over)]
    sent(office)
    moved(office, "2025-11-03T14:00")
    assert do(OPERATOR, handing_out.hand_out, plan).told == 1
    assert told(office)[1:] == [("水联 03日14:05", f"{again}要报哪些，请发“我的任务”。")]
    assert do(OPERATOR, handing_out.recall, plan).told == 0  # what they know is the recall before
    assert told(office) == [("水联 03日11:00", over)]
    do(OPERATOR, handing_out.hand_out, plan)
    moved(office, "2025-11-03T15:00")
    assert do(OPERATOR, handing_out.end, plan, "另行安排").told == 1
    assert told(office)[-1] == ("水联 03日15:00", "“供水方案”已终止，不用再反馈。原因：另行安排")


def test_of_a_trial_that_is_removed_nothing_is_owed_once_the_plan_is_put_back(office: Audited) -> None:
    plan = loaded(office, a_draft_task("1", "改造供水管网", [UNIT], (), DAY, [(date(2025, 11, 10), "开工")]))
    for over in (handing_out.remove, lambda ctx, number: handing_out.end(ctx, number, "另行安排")):
        office.desk.do(OPERATOR, handing_out.try_out, plan)
        assert len(office.rows(models.Due)) == 2
        office.desk.do(OPERATOR, over, plan)
        assert office.rows(models.Due) == []
        office.desk.do(OPERATOR, handing_out.put_back, plan)
        row = office.row(models.Plan)
        assert (row.stage, row.dispatched_at) == (PlanStage.LOADED, None)


def test_what_fell_due_while_the_paper_was_a_draft_is_asked_about_unless_it_is_done(office: Audited) -> None:
    """R8: the day of the issue itself is still to come."""
    days = [date(2025, 11, 10), date(2025, 11, 10), date(2025, 11, 17)]
    tasks = [a_draft_task(str(n), f"修缮{n}号干渠", [UNIT], (), day) for n, day in enumerate(days, 1)]
    plan = loaded(office, *tasks, status="draft")
    with office.desk.door.write() as session:
        session.execute(
            update(models.Task).where(models.Task.seq == "2").values(closed_at=office.desk.clock())  # type: ignore[arg-type]
        )
    moved(office, "2025-11-17T10:00")
    office.desk.do(OPERATOR, settling.mark_issued, plan)
    assert {task.seq: task.review for task in office.rows(models.Task)} == {"1": "past_due", "2": None, "3": None}
