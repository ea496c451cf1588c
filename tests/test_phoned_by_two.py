"""Two clerks write down a unit's figure on one day: it is said before, the first is told, and nothing is lost."""

from datetime import date

import pytest

from messages import actions, orders_text
from tasks_db.register.authority import OPERATOR
from tasks_db.register.people import Address
from tasks_db.register.roster import TableRow
from tasks_db.store import models
from tasks_db.terms import NoticeKind
from tasks_db.work.acts import handing_out, roster, seating
from tasks_db.work.views import phoned as views
from tasks_db.work.views.ledger import ledger
from tests.audited_office import CHANNEL, Audited
from tests.small_world import a_draft_task
from tests.spoken_office import Spoken
from tests.terminal import lianxi
from tests.test_rules_at_the_desk import loaded, moved
from tests.test_rules_at_the_desk import office as _office

office = _office
FIRST, SECOND = 201, 202


@pytest.fixture
def spoken(office: Audited) -> Spoken:
    """One task is handed out; 文员 and 文员乙 take calls."""
    row = TableRow(1, "清河县府办", (), (), "办公室主任", "文员乙", "")
    office.desk.do(OPERATOR, roster.load_table, [row])
    for name, user in (("文员", FIRST), ("文员乙", SECOND)):
        person = office.row(models.Person, name=name)
        office.desk.do(OPERATOR, seating.bind_directly, person.id, Address(CHANNEL, str(user)))
    tasks = a_draft_task("1", "改造供水管网", ["县水利局"], ["县财政局"], date(2025, 11, 7))
    office.desk.do(OPERATOR, handing_out.hand_out, loaded(office, tasks))
    moved(office, "2025-11-12T10:00")
    return Spoken(office)


def confirm(spoken: Spoken, user: int) -> str:
    return spoken.press(user, actions.ORDER)


def told(office: Audited, name: str) -> list[str]:
    """What somebody was told of what is written down, beside the answers to themselves."""
    person = office.row(models.Person, name=name)
    notices = office.rows(models.Notice, kind=NoticeKind.IMMEDIATE, person_id=person.id)
    return [notice.text for notice in notices if "代录" in notice.text]


def records(office: Audited) -> list[tuple[str, str]]:
    """The percent and the mark of each row of 报送记录."""
    return [(row[5], row[-1]) for row in office.desk.ask(OPERATOR, ledger).reports]


def test_a_colleagues_figure_is_named_before_and_told_of_after_and_stays_in_the_records(spoken: Spoken) -> None:
    office = spoken.office
    spoken.say(FIRST, "/phone 县水利局 1 进度40%")
    confirm(spoken, FIRST)
    moved(office, "2025-11-12T10:30")
    assert "文员今天10:00已代录：40%；确认后以这次为准" in spoken.say(SECOND, "/phone 县水利局 1 进度55%")
    assert told(office, "文员") == []
    confirm(spoken, SECOND)
    (heard,) = told(office, "文员")
    assert "您代录的县水利局“改造供水管网”：40%，文员乙11月12日10:30改录为：55%" in heard
    assert records(office) == [("40%", "已撤销（文员乙代录更正）"), ("55%", "待审核（文员乙代录）")]


def test_page_and_terminal_ask_before_a_colleagues_figure_is_replaced(spoken: Spoken) -> None:
    office = spoken.office
    spoken.say(FIRST, "/phone 县水利局 1 进度40%")
    confirm(spoken, FIRST)
    own, other = office.member(FIRST), office.member(SECOND)
    assert office.desk.ask(own, views.of_colleague, "县水利局", "1", "进度55%") is None
    assert office.desk.ask(other, views.of_colleague, "县财政局", "1", "进度55%") is None
    found = office.desk.ask(other, views.of_colleague, "县水利局", "1", "进度55%")
    assert found is not None
    asked = orders_text.instead_of_colleague(*found, office.desk.clock())
    assert asked == "文员今天10:00已代录：40%；确认后以这次为准，并告知文员。要代替吗？"
    stopped = lianxi(office.desk.files.parent, "answer", "县水利局", "1", "进度55%", "--by", "文员乙")
    assert "已代录：40%" in stopped.stdout
    assert records(office) == [("40%", "待审核（文员代录）")]


def test_a_clerks_own_correction_tells_nobody_and_leaves_one_row(spoken: Spoken) -> None:
    office = spoken.office
    spoken.say(FIRST, "/phone 县水利局 1 进度40%")
    confirm(spoken, FIRST)
    assert "代替先报的“推进中：进度40%”" in spoken.say(FIRST, "/phone 县水利局 1 进度55%")
    confirm(spoken, FIRST)
    assert told(office, "文员") == []
    assert records(office) == [("55%", "待审核（文员代录）")]


def test_what_a_colleague_wrote_down_meanwhile_is_said_instead_of_passed_over(spoken: Spoken) -> None:
    office = spoken.office
    spoken.say(FIRST, "/phone 县水利局 1 进度40%")
    spoken.say(SECOND, "/phone 县水利局 1 进度55%")
    confirm(spoken, FIRST)
    assert "文员刚才已代录“改造供水管网”：40%，这次没有记录" in confirm(spoken, SECOND)
    assert records(office) == [("40%", "待审核（文员代录）")]
    assert "文员今天10:00已代录：40%" in spoken.say(SECOND, "/phone 县水利局 1 进度55%")
    confirm(spoken, SECOND)
    assert [percent for percent, _ in records(office)] == ["40%", "55%"]
