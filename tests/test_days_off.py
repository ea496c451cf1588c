"""Whatever is reckoned in working days leaves out days off, at the desk alone (R6)."""

from dataclasses import replace
from datetime import date

from tasks_db.register.authority import OPERATOR, SYSTEM
from tasks_db.register.links import LinkRules
from tasks_db.register.people import Address
from tasks_db.register.roster import TableRow
from tasks_db.register.workdays import Calendar
from tasks_db.store import models
from tasks_db.terms import PaperKind
from tasks_db.work.acts import changing, desk, handing_out, letters, links, roster, seating
from tasks_db.work.post import desk_day
from tasks_db.work.views import digest, outgoing, schedule
from tests.audited_office import CHANNEL, Audited
from tests.small_world import a_draft_task
from tests.test_rules_at_the_desk import loaded, moved, office

__all__ = ["office"]
FRIDAY, MONDAY = date(2025, 11, 7), date(2025, 11, 10)


def test_on_a_friday_the_days_that_follow_leave_out_the_weekend(office: Audited) -> None:
    do, ask = office.desk.do, office.desk.ask
    tasks = (
        a_draft_task("1", "改造供水管网", ["县水利局"], day=date(2025, 11, 28)),
        a_draft_task("2", "更换水表", ["县财政局"], day=date(2025, 11, 6)),
        a_draft_task("3", "整治河道", ["县城管局"], day=date(2025, 11, 6)),
    )
    do(OPERATOR, handing_out.hand_out, loaded(office, *tasks))
    second = office.row(models.Task, seq="2").id
    do(OPERATOR, changing.exempt, second, "县财政局", "另有安排")
    moved(office, "2025-11-07T10:00")
    assert ask(OPERATOR, outgoing.preview).day == MONDAY
    assert ask(OPERATOR, outgoing.coming).since == MONDAY
    assert ask(OPERATOR, schedule.sending_hours).following == MONDAY
    (made,) = do(OPERATOR, links.make, LinkRules(address="https://x.invalid"), ["县财政局"])
    assert made.until == date(2025, 11, 21)
    do(OPERATOR, letters.draft, PaperKind.URGING, "县城管局")
    assert office.row(models.Paper).value["letter"]["answer_by"] == "2025-11-12"
    found = ask(OPERATOR, digest.digest, office.desk.clock()).digest
    assert (found.first_by, found.answer_by) == (date(2025, 11, 12), date(2025, 11, 14))
    do(OPERATOR, changing.end_exemption, second, "县财政局")
    share = office.row(models.Assignment, task_id=second)
    assert office.row(models.Due, assignment_id=share.id).day == date(2025, 11, 12)


def test_the_picture_of_the_week_comes_on_its_first_working_day(office: Audited) -> None:
    """R12: on Tuesday where Monday is a day off."""
    office.desk.do(OPERATOR, roster.load_table, [TableRow(1, "县政府", (), (), "召集人", "召一", "")])
    convenor = office.row(models.Person, name="召一").id
    office.desk.do(OPERATOR, seating.bind_directly, convenor, Address(CHANNEL, "104"))
    office.desk.do(office.member(104), desk.want_week, wanted=True)
    for moment, told in (("2025-11-10T10:00", False), ("2025-11-11T10:00", True), ("2025-11-12T10:00", False)):
        moved(office, moment)
        off = replace(office.desk, calendar=Calendar({MONDAY: False}))
        assert (convenor in off.ask(SYSTEM, desk_day.decide).people) is told, moment
