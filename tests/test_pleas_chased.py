"""A plea that was passed on and waits: the office asks again in words, and knows for how long it waits."""

import pytest

from tasks_db.language.desk_words import PleaChased, chases_plea
from tasks_db.register.authority import OPERATOR
from tasks_db.register.people import Address
from tasks_db.register.roster import TableRow
from tasks_db.store import models
from tasks_db.terms import NoticeKind
from tasks_db.work.acts import desk, roster, seating
from tests.audited_office import CHANNEL, Audited
from tests.spoken_office import Spoken
from tests.test_notices_answered import CLERK, WATER
from tests.test_notices_answered import spoken as _spoken
from tests.test_rules_at_the_desk import moved
from tests.test_rules_at_the_desk import office as _office

office, spoken = _office, _spoken
CONVENOR = 301


def test_a_helper_is_asked_again_and_what_waits_is_counted_with_its_days(spoken: Spoken) -> None:
    office: Audited = spoken.office
    spoken.say(WATER, "1 有困难：管材没到货，请县财政局先拨30万元")
    (report,) = office.rows(models.Report)
    office.desk.do(OPERATOR, desk.pass_to_unit, report.id, "县财政局")
    moved(office, "2025-11-06T10:00")
    asked = spoken.say(CLERK, "县财政局有几件待协调")
    assert "转给县财政局、等它答复的1件" in asked
    assert "1-1 改造供水管网，已等3天" in asked
    assert "已催县财政局答复，这件转给它已3天" in spoken.say(CLERK, "催一下县财政局1-1的协调")
    helper = office.row(models.Person, name="财联")
    told = [one.text for one in office.rows(models.Notice, kind=NoticeKind.IMMEDIATE, person_id=helper.id)]
    assert any("催办：县水利局请贵单位协调的事，已等3天" in text for text in told)
    assert "没有转给县水利局" in spoken.say(CLERK, "催一下县水利局的协调")


def test_a_convenor_is_told_the_troubles_of_one_unit(spoken: Spoken) -> None:
    row = TableRow(1, "县政府", (), (), "召集人", "召集", "")
    spoken.office.desk.do(OPERATOR, roster.load_table, [row])
    person = spoken.office.row(models.Person, name="召集")
    spoken.office.desk.do(OPERATOR, seating.bind_directly, person.id, Address(CHANNEL, str(CONVENOR)))
    spoken.say(WATER, "1 有困难：管材没到货")
    for asked in ("县水利局有什么困难", "县水利局卡在哪点", "县水利局有没有叫苦"):
        assert "管材没到货" in spoken.say(CONVENOR, asked)


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("催一下县财政局3-3的协调", PleaChased("县财政局", "3-3")),
        ("催县财政局的答复", None),
        ("催县财政局协调答复", PleaChased("县财政局", "")),
        ("催一下县财政局", None),
        ("催一下县财政局3-3", None),
    ],
)
def test_the_words_that_chase_a_helper(text: str, wish: PleaChased | None) -> None:
    assert chases_plea(text) == wish
