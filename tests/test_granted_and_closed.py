"""What was granted or closed stays so whatever is said, or changed, afterwards (R7, R9)."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from tasks_db.register import progress
from tasks_db.register.authority import OPERATOR
from tasks_db.register.notice import NoticeText
from tasks_db.register.progress import Given
from tasks_db.register.refusals import AnswerRefused
from tasks_db.register.values import Report
from tasks_db.store import models
from tasks_db.terms import AnswerKind, CheckpointKind, NoticeKind, ReportStatus, Role
from tasks_db.work.acts import answering, changing, handing_out, reviewing
from tasks_db.work.post import outbox
from tests.audited_office import Audited
from tests.builders import NOW, a_checkpoint, a_closure, a_report, a_task, an_assignment, at
from tests.small_world import WATER, a_draft_task
from tests.test_rules_at_the_desk import loaded, moved, office

__all__ = ["office"]
UNIT, OTHER = "县水利局", "县财政局"
DATE = a_checkpoint(date(2025, 12, 31))
FIRST, SECOND = date(2026, 1, 9), date(2026, 1, 20)


def test_the_day_granted_last_holds_whatever_else_was_accepted_since() -> None:
    def longer(asked: int, decided: int, new: date, **fields: Any) -> Report:
        day = date(2025, 11, decided)
        return a_report(
            AnswerKind.EXTENSION,
            date(2025, 11, asked),
            checkpoint=DATE,
            new_date=new,
            decided=day,
            **({"status": ReportStatus.ACCEPTED} | fields),
        )

    told = a_report(day=date(2025, 11, 9), checkpoint=DATE, status=ReportStatus.ACCEPTED, decided=date(2025, 11, 10))
    # the one that was asked for first was decided last
    unit = an_assignment(reports=[longer(3, 7, SECOND), longer(4, 5, FIRST), told])
    assert progress.granted_day(unit, DATE.id, NOW) == SECOND
    assert progress.granted_day(unit, DATE.id, at(date(2025, 11, 6))) == FIRST
    assert progress.granted_day(unit, DATE.id, at(date(2025, 11, 4))) is None
    assert progress.granted_day(unit, DATE.id + 1, NOW) is None
    refused = an_assignment(reports=[longer(3, 7, SECOND, status=ReportStatus.RETURNED)])
    assert progress.granted_day(refused, DATE.id, NOW) is None


def test_a_task_that_a_unit_had_closed_stays_closed_when_its_share_goes_to_another() -> None:
    closed = a_task(an_assignment(UNIT, reports=[a_closure(date(2025, 11, 3), approved=date(2025, 11, 4))]))
    (share,) = closed.assignments
    given_away = replace(
        closed, assignments=a_task(an_assignment(OTHER)).assignments, former=(replace(share, ended_at=at(FIRST)),)
    )
    assert progress.closed_at(given_away, NOW) == progress.closed_at(closed, NOW) == at(date(2025, 11, 4), 10)


def test_an_indicators_figure_counts_for_its_year_however_early_it_is_given_and_other_words_do_not() -> None:
    year_end = a_checkpoint(date(2026, 12, 31), CheckpointKind.ROUND)
    for indicator, about in ((1, year_end.id), (None, None)):
        task = a_task(deadline=None, checkpoints=[year_end], indicator_id=indicator)
        given = Given(AnswerKind.PROGRESS, text="4.3")
        assert progress.apply(task, task.assignments[0], None, given, NOW).checkpoint_id == about


# acts


def asked(office: Audited, *titles: str) -> list[int]:
    """The shares of the unit's tasks, which stand in its bundle of today."""
    tasks = [a_draft_task(str(n), title, [UNIT], [OTHER]) for n, title in enumerate(titles, 1)]
    office.desk.do(OPERATOR, handing_out.hand_out, loaded(office, *tasks))
    moved(office, "2025-11-03T10:00")
    return [share.id for share in office.rows(models.Assignment, printed=UNIT)]


def test_the_rest_of_a_bundle_is_answered_for_the_own_unit_alone(office: Audited) -> None:
    """R14: a task that was given to another unit since is none of the rest."""
    asked(office, "改造供水管网", "更换水表")
    bundle = next(n for n in office.rows(models.Notice, kind=NoticeKind.BUNDLE))
    with office.desk.door.read() as session:
        assert len(outbox.asks_of(session, bundle.id)) == 2
    first = office.row(models.Task, seq="1").id
    office.desk.do(OPERATOR, changing.set_units, first, Role.LEAD, [OTHER])
    done = office.desk.do(office.member(WATER), answering.record_rest, bundle.id, AnswerKind.NO_CHANGE)
    shares = {a.id: a for a in office.rows(models.Assignment)}
    said = [(shares[r.assignment_id].printed, shares[r.assignment_id].task_id) for r in office.rows(models.Report)]
    assert (done, said) == (1, [(UNIT, office.row(models.Task, seq="2").id)])


def test_another_day_than_the_one_asked_for_stands_beside_the_request_with_both(office: Audited) -> None:
    (share,) = asked(office, "改造供水管网")
    longer = Given(AnswerKind.EXTENSION, text="雨季", new_date=SECOND)
    office.desk.do(office.member(WATER), answering.record, share, 0, longer)
    (row,) = office.rows(models.Report)
    agreed = NoticeText("同意延期。", ())
    office.desk.do(OPERATOR, reviewing.decide, row.id, agreed, accept=True, day=FIRST)
    (row,) = office.rows(models.Report)
    assert (row.new_date, row.old_day) == (FIRST, date(2025, 12, 19))
    assert row.reason == "申请延到2026年1月20日，同意延到2026年1月9日"
    point = office.row(models.Checkpoint)
    assert (point.day, point.original_day) == (FIRST, date(2025, 12, 19))


@pytest.mark.parametrize("accept", [True, False])
def test_what_was_reviewed_is_no_draft_any_more(office: Audited, *, accept: bool) -> None:
    (share,) = asked(office, "改造供水管网")
    told = Given(AnswerKind.PROGRESS, percent=50, text="完成一半")
    said = office.desk.do(office.member(WATER), answering.record, share, 0, told).said[0][1]
    words = NoticeText("审核好了。", ())
    office.desk.do(OPERATOR, reviewing.decide, said.report.id, words, accept=accept, reason="请核实")
    with pytest.raises(AnswerRefused, match="不能再存为草稿"):
        office.desk.do(office.member(WATER), answering.keep_as_draft, said.report.id)


def test_a_draft_that_is_taken_back_leaves_no_trace_and_an_answer_does(office: Audited) -> None:
    """A digest as of the moment between reads the answer, and never the draft."""
    (share,) = asked(office, "改造供水管网")
    me = office.member(WATER)
    told = Given(AnswerKind.PROGRESS, percent=50, text="完成一半")
    kept = office.desk.do(me, answering.draft, share, told)
    moved(office, "2025-11-03T11:00")
    office.desk.do(me, answering.withdraw, kept.report.id)
    said = office.desk.do(me, answering.record, share, 0, told).said[0][1]
    moved(office, "2025-11-03T15:00")
    office.desk.do(me, answering.withdraw, said.report.id)
    draft, answer = office.rows(models.Report)
    assert draft.withdrawn_at == draft.at
    assert answer.withdrawn_at - answer.at == timedelta(hours=4)
