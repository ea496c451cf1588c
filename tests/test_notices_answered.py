"""A notice is answered: under it, right after it, by its button or by phone; 收到 alone is no answer."""

from datetime import UTC, datetime, timedelta

import pytest

from messages import actions, circular_text
from tasks_db.language import desk_words
from tasks_db.register.authority import OPERATOR
from tasks_db.register.people import Address
from tasks_db.store import models
from tasks_db.terms import NoticeState
from tasks_db.work.acts import circulars, handing_out, seating
from tasks_db.work.views import circulars as views
from tests.audited_office import CHANNEL, Audited
from tests.small_world import a_draft_task
from tests.spoken_office import Spoken
from tests.test_rules_at_the_desk import loaded
from tests.test_rules_at_the_desk import office as _office

office = _office
CLERK, WATER, MONEY = 201, 101, 202


@pytest.fixture
def spoken(office: Audited) -> Spoken:
    """Two units have a task each and a liaison who is reached; the third is reached by phone alone."""
    for name, user in (("文员", CLERK), ("财联", MONEY)):
        person = office.row(models.Person, name=name)
        office.desk.do(OPERATOR, seating.bind_directly, person.id, Address(CHANNEL, str(user)))
    tasks = (a_draft_task("1", "改造供水管网", ["县水利局"]), a_draft_task("2", "拨付资金", ["县财政局"]))
    office.desk.do(OPERATOR, handing_out.hand_out, loaded(office, *tasks))
    office.do(office.member(CLERK), circulars.send_circular, "全体", "节前请把值班电话报来")
    arrived(office)
    return Spoken(office)


def arrived(office: Audited) -> None:
    """All that waits to go out has gone."""
    with office.desk.door.write() as session:
        for n, notice in enumerate(office.rows(models.Notice)):
            row = session.get_one(models.Notice, notice.id)
            if row.person_id is not None and row.state is NoticeState.PENDING:
                row.state, row.sent_at, row.ref = NoticeState.SENT, datetime.now(UTC) + timedelta(hours=n), f"r{n}"
                session.add(row)
        session.commit()


def of_notice(office: Audited) -> str:
    return circular_text.circular(office.desk.ask(OPERATOR, views.circular, 1)).text


def test_words_of_no_task_right_after_a_notice_answer_it_and_a_receipt_does_not(spoken: Spoken) -> None:
    office = spoken.office
    assert "已答复办公室的通知：“值班电话8123456，张三”" in spoken.say(WATER, "值班电话8123456，张三")
    assert office.rows(models.Report) == []
    assert "已签收" in spoken.say(MONEY, "收到")
    told = of_notice(office)
    assert "签收2/2，答复1/2" in told
    assert "县水利局 水联" in told
    assert "答复：“值班电话8123456，张三”" in told
    assert "签收了，没答复：县财政局财联" in told
    assert "财联，请答复" in spoken.press(CLERK, f"{actions.NOTICE_ASK_ANSWER}:1")


def test_what_tells_of_a_task_or_asks_something_is_no_answer_to_a_notice(spoken: Spoken) -> None:
    office = spoken.office
    assert "已记录" in spoken.say(WATER, "1 进度60%")
    assert "答复办公室" not in spoken.say(WATER, "我的任务")
    assert "答复办公室" not in spoken.say(WATER, "这件事什么时候到期？")
    assert "还是您自己任务的进展" in spoken.say(WATER, "完成了八成")
    assert "答复0/2" in of_notice(office)
    assert "已答复" in spoken.press(WATER, f"{actions.NOTICE_WORDS}:1")
    assert "答复1/2" in of_notice(office)


def test_the_button_asks_for_the_answer_and_a_later_one_takes_its_place(spoken: Spoken) -> None:
    assert "请回复" in spoken.press(WATER, f"{actions.ANSWER_NOTICE}:1")
    spoken.say(WATER, "电话8123456")
    spoken.press(WATER, f"{actions.ANSWER_NOTICE}:1")
    spoken.say(WATER, "电话改为8654321")
    assert "“电话改为8654321”" in of_notice(spoken.office)
    assert "8123456" not in of_notice(spoken.office)


def test_a_unit_told_by_phone_is_on_the_list_with_who_took_the_call(spoken: Spoken) -> None:
    said = spoken.say(CLERK, "电话通知县城管局，党政办王芳接的，答复：值班电话8000001")
    assert "电话通知县城管局，党政办王芳接，答复：“值班电话8000001”" in said
    assert "· 县城管局 电话通知，党政办王芳接" in of_notice(spoken.office)
    assert "送不到" not in of_notice(spoken.office)
    assert "签收" in spoken.say(CLERK, "谁还没答复通知")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("电话通知三河镇，接电话的是党政办王芳", ("三河镇", "党政办王芳", "")),
        ("三河镇已电话通知，王芳接的", ("三河镇", "王芳", "")),
        ("电话通知了三河镇，王芳接的，她说周四报", ("三河镇", "王芳", "周四报")),
        ("通知三河镇：周四报", None),
        ("三河镇来电：完工", None),
    ],
)
def test_the_words_for_a_call(text: str, told: tuple[str, str, str] | None) -> None:
    said = desk_words.told_by_phone(text)
    assert (said and (said.unit, said.who, said.words)) == told
