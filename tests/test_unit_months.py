"""One unit's month on one page: every figure is a list, nobody else's matter is in it, and it can be taken along."""

import io
from datetime import date

import pytest
from docx import Document

from messages import actions, unit_month_text
from tasks_db.language.month_words import MonthWish, month_of, month_wish
from tasks_db.register.authority import OPERATOR
from tasks_db.register.notice import NoticeText
from tasks_db.register.people import Address
from tasks_db.store import models
from tasks_db.terms import PaperKind, ReportState
from tasks_db.work.acts import changing, circulars, handing_out, letters, reviewing, seating
from tasks_db.work.views import unit_months
from tests.audited_office import CHANNEL, Audited
from tests.small_world import a_draft_task, local
from tests.spoken_office import Spoken
from tests.test_rules_at_the_desk import loaded, moved
from tests.test_rules_at_the_desk import office as _office

office = _office
CLERK, WATER = 201, 101


@pytest.fixture
def spoken(office: Audited) -> Spoken:
    clerk = office.row(models.Person, name="文员")
    office.desk.do(OPERATOR, seating.bind_directly, clerk.id, Address(CHANNEL, str(CLERK)))
    tasks = (
        a_draft_task("1", "改造供水管网", ["县水利局"], ["县财政局"], date(2025, 11, 7)),
        a_draft_task("2", "整治背街小巷", ["县水利局"], (), date(2025, 11, 14)),
        a_draft_task("3", "修缮泵站", ["县水利局"], (), date(2025, 12, 19)),
        a_draft_task("4", "拨付资金", ["县财政局"], (), date(2025, 11, 28)),
    )
    office.desk.do(OPERATOR, handing_out.hand_out, loaded(office, *tasks))
    moved(office, "2025-11-06T10:00")
    return Spoken(office)


def test_the_month_of_a_unit_counts_what_it_lists_and_knows_nothing_of_others(spoken: Spoken) -> None:
    office = spoken.office
    spoken.say(WATER, "1-1 有困难：管材没到货，请县财政局先拨30万元")
    spoken.say(WATER, "1-2 进度60%，缺施工队")
    _, second = office.rows(models.Report)
    office.desk.do(OPERATOR, reviewing.decide, second.id, NoticeText("退回"), accept=False, reason="请写明哪天能进场")
    moved(office, "2025-11-20T10:00")
    value = office.desk.ask(OPERATOR, unit_months.unit_month_of, "县水利局", date(2025, 11, 20))
    assert [(one.title, one.state) for one in value.owed] == [
        ("改造供水管网", ReportState.ON_TIME),
        ("整治背街小巷", ReportState.NOT_REPORTED),
    ]
    assert [one.title for one in value.coming] == ["修缮泵站"]
    assert value.returned == 1
    said = spoken.say(CLERK, "县水利局11月情况")
    assert "县水利局2025年11月情况" in said
    assert "本月应报2次（2件）：按时1次、未按时报送1次" in said
    assert "其中退回1条" in said
    assert "已退回：请写明哪天能进场" in "\n".join(
        line for _, lines in unit_month_text.sections(value) for line in lines
    )
    assert "拨付资金" not in said


def test_a_month_is_found_by_its_words_and_printed_as_a_word_file(spoken: Spoken) -> None:
    said = spoken.say(CLERK, "写一页县水利局这个月的情况")
    assert "县水利局2025年11月情况" in said
    assert ("导出Word", actions.UNIT_MONTH_FILE) in spoken.buttons()
    unit = spoken.office.row(models.Unit, name="县水利局")
    assert "县水利局2025年11月情况" in spoken.press(CLERK, f"{actions.UNIT_MONTH_FILE}:{unit.id}:2025-11-01")
    (notice,) = [one for one in spoken.office.rows(models.Notice) if one.file_name == "县水利局2025年11月情况.docx"]
    text = "\n".join(p.text for p in Document(io.BytesIO(notice.file or b"")).paragraphs)
    assert "本月应报" in text
    assert "整治背街小巷" in text


def test_a_unit_sees_its_own_month_and_no_others(spoken: Spoken) -> None:
    assert "县水利局2025年11月情况" in spoken.say(WATER, "/month 县水利局 11月")
    assert "只能看贵单位" in spoken.say(WATER, "/month 县财政局")
    assert "12月还没有开始" in spoken.say(CLERK, "/month 县水利局 2025-12")


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("县水利局11月情况", MonthWish("县水利局", date(2025, 11, 1))),
        ("县市场监管局上个月的情况", MonthWish("县市场监管局", date(2025, 10, 1))),
        ("写一页县市场监管局12月份情况", MonthWish("县市场监管局", date(2025, 12, 1))),
        ("县市场监管局3月份情况", MonthWish("县市场监管局", date(2025, 3, 1))),
        ("县市场监管局2024年12月情况", MonthWish("县市场监管局", date(2024, 12, 1))),
        ("请给我县水利局本月一页纸", MonthWish("县水利局", date(2025, 11, 1))),
        ("县水利局情况", None),
        ("县水利局11月谁没报", None),
    ],
)
def test_the_words_for_a_units_month(text: str, wish: MonthWish | None) -> None:
    assert month_wish(text, date(2025, 11, 20)) == wish


def test_a_month_is_typed_as_people_write_it() -> None:
    today = date(2025, 11, 20)
    assert month_of("2025-11", today) == month_of("11月", today) == month_of("本月", today) == date(2025, 11, 1)
    assert month_of("随便", today) is None


def test_letters_and_notices_of_the_month_are_the_units_own_and_signed_only_if_they_were_by_its_end(
    spoken: Spoken,
) -> None:
    office = spoken.office
    office.desk.do(OPERATOR, circulars.send_circular, "全体", "请报联系人")
    circular = office.row(models.Circular)
    for unit, issued in (("县水利局", "2025-11-10"), ("县水利局", "2025-12-02"), ("县财政局", "2025-11-10")):
        letter = office.desk.do(OPERATOR, letters.draft, PaperKind.REMINDER, unit)
        with office.desk.door.write() as session:
            paper = session.get_one(models.Paper, letter.id)
            paper.issued_at = local(f"{issued}T10:00")
            session.add(paper)
    moved(office, "2025-12-03T10:00")
    office.desk.do(office.member(WATER), circulars.sign, circular.id)
    of_november = office.desk.ask(OPERATOR, unit_months.unit_month_of, "县水利局", date(2025, 11, 20))
    assert [one.day for one in of_november.letters] == [date(2025, 11, 10)]
    assert [(one.text, one.signed) for one in of_november.notices] == [("请报联系人", None)]
    of_december = office.desk.ask(OPERATOR, unit_months.unit_month_of, "县水利局", date(2025, 12, 20))
    assert [one.day for one in of_december.letters] == [date(2025, 12, 2)]
    assert of_december.notices == ()


def test_what_a_unit_is_exempted_from_is_not_announced_for_next_month(spoken: Spoken) -> None:
    task = spoken.office.row(models.Task, seq="3")
    spoken.office.desk.do(OPERATOR, changing.exempt, task.id, "县水利局", "另有安排")
    value = spoken.office.desk.ask(OPERATOR, unit_months.unit_month_of, "县水利局", date(2025, 11, 20))
    assert value.coming == ()
