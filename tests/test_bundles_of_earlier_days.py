"""A bundle leaves on its own day or never; what it asked stands in the next one, once that may leave (R4, R6)."""

from datetime import date

import pytest

from tasks_db.register.authority import OPERATOR
from tasks_db.register.links import LinkRules
from tasks_db.register.people import Address
from tasks_db.store import models
from tasks_db.terms import NoticeState
from tasks_db.work.acts import handing_out, links
from tasks_db.work.post import outbox, reachability
from tests.audited_office import CHANNEL, Audited
from tests.small_world import a_draft_task
from tests.test_rules_at_the_desk import loaded, moved, office

__all__ = ["office"]
UNIT, FRIDAY, MONDAY = "县水利局", date(2025, 11, 7), date(2025, 11, 10)


@pytest.mark.parametrize("state", [NoticeState.PENDING, NoticeState.TO_PASS_ON])
def test_what_did_not_leave_on_friday_stands_till_the_window_of_monday_opens_and_is_asked_then(
    office: Audited, state: NoticeState
) -> None:
    if state is NoticeState.TO_PASS_ON:
        office.desk.do(None, reachability.left, Address(CHANNEL, "101"))
        office.desk.do(OPERATOR, links.make, LinkRules("https://lianxi.example"), [UNIT])
    plan = loaded(office, a_draft_task("1", "改造供水管网", [UNIT], (), FRIDAY))
    moved(office, "2025-11-07T08:00")
    office.desk.do(OPERATOR, handing_out.hand_out, plan)
    moved(office, "2025-11-07T10:00")

    def bundles() -> list[tuple[date | None, NoticeState, list[str]]]:
        asks = office.rows(models.Ask)
        return [
            (one.working_day, one.state, [ask.rung for ask in asks if ask.notice_id == one.id and not ask.merged])
            for one in office.rows(models.Notice)
            if one.working_day is not None
        ]

    waits = [(FRIDAY, state, ["交办"])]
    for moment in ("2025-11-07T20:00", "2025-11-08T10:00", "2025-11-09T15:00", "2025-11-10T08:30"):
        moved(office, moment)
        assert bundles() == waits, moment
    moved(office, "2025-11-10T10:00")
    assert bundles() == [(MONDAY, state, ["T+3"])]


@pytest.mark.parametrize("state", [NoticeState.FAILED, NoticeState.UNKNOWN])
def test_what_reached_nobody_keeps_the_titles_of_what_it_asked_once_each_and_gives_its_asks_back(
    office: Audited, state: NoticeState
) -> None:
    """R4: the office is shown what it was about; a rung that a later one overtook is no line of it."""
    tasks = [a_draft_task(str(n), title, [UNIT]) for n, title in ((1, "改造供水管网"), (2, "更换水表"))]
    office.desk.do(OPERATOR, handing_out.hand_out, loaded(office, *tasks))
    moved(office, "2025-12-12T10:00")
    asks = office.rows(models.Ask)
    assert sorted(ask.merged for ask in asks) == [False, False, True, True, True, True]
    with office.desk.door.write() as session:
        row = session.get_one(models.Notice, asks[0].notice_id)
        outbox.finish(session, row, state, office.desk.clock(), "没有送到")
    assert office.rows(models.Ask) == []
    row = office.row(models.Notice, id=asks[0].notice_id)
    assert (row.state, row.error, row.about) == (state, "没有送到", ["改造供水管网", "更换水表"])
