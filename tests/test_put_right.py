"""Words that put right what was just said: another share, another day, another figure; and what only waits."""

from datetime import date

import pytest

from tasks_db.language import Answer, LastSaid, Shown, UnclearKind, understand
from tasks_db.register.authority import OPERATOR
from tasks_db.terms import AnswerKind
from tasks_db.work.acts import handing_out
from tests.audited_office import Audited
from tests.small_world import a_draft_task
from tests.spoken_office import Spoken
from tests.test_rules_at_the_desk import loaded
from tests.test_rules_at_the_desk import office as _office

office = _office
TODAY = date(2025, 11, 3)
WATER = 101
NAMES = ("打通消防通道", "改造供水管网", "建设停车设施")
THREE = [Shown(number, title, can_close=False) for number, title in enumerate(NAMES, 1)]
PROGRESS, EXTENSION, BLOCKED = AnswerKind.PROGRESS, AnswerKind.EXTENSION, AnswerKind.BLOCKED


def said_of_two(said: str, kind: AnswerKind, percent: int | None = None) -> Answer | None:
    """What ``said`` tells, behind an answer of this kind of the second of three tasks."""
    last = LastSaid(kind, percent)
    shown = [THREE[0], Shown(2, NAMES[1], can_close=False, just_said=True, last=last), THREE[2]]
    heard = understand(said, shown, TODAY)
    return heard.answers[0] if len(heard.answers) == 1 else None


@pytest.mark.parametrize(
    ("said", "before", "share"),
    [
        ("23改成32，手快打反了", None, None),  # 23 of the things that were found
        ("23改成32，手快打反了", 23, 32),
        ("不对不对我看错表了 78", 85, 78),
        ("不对不对，我看串行了，是35", 55, 35),
        ("更正，合格的是4台，刚才多打了", None, None),
    ],
)
def test_a_figure_that_is_put_right_is_a_share_only_where_a_share_was_told(
    said: str, before: int | None, share: int | None
) -> None:
    answer = said_of_two(said, PROGRESS, before)
    assert answer is not None
    assert (answer.number, answer.kind, answer.percent, answer.confirm) == (2, PROGRESS, share, False)


def test_a_correction_of_the_line_that_names_a_task_shown_is_of_that_task() -> None:
    answer = said_of_two("看串行了，是3", PROGRESS, 55)
    assert answer is None or answer.percent != 3


def test_another_day_behind_a_request_for_more_time_is_the_day_that_is_wanted(office: Audited) -> None:
    task = a_draft_task("1", "改造供水管网", ["县水利局"], (), date(2025, 11, 28))
    office.desk.do(OPERATOR, handing_out.hand_out, loaded(office, task))
    liaison = Spoken(office)
    assert "延期至2026年1月31日" in liaison.say(WATER, "申请延期到2026年1月31日，管材没到")
    assert "延期至2026年1月20日" in liaison.say(WATER, "改一下，2026年1月20号就够了")


def test_the_day_of_a_request_may_stand_at_the_end_of_its_reason() -> None:
    said = "请延期。原因是三个院子要先迁电力杆，供电所排到下月8号进场，清完要到下月20号"
    (answer,) = understand(said, THREE[:1], TODAY).answers
    assert (answer.kind, answer.new_date, answer.confirm) == (EXTENSION, date(2025, 12, 20), False)


def test_waiting_for_the_figures_of_others_is_no_progress() -> None:
    heard = understand("公安的数还没给我，晚点汇总了一起报", THREE[:1], TODAY)
    assert heard.answers == ()
    assert [asked.kind for asked in heard.unclear] == [UnclearKind.LATER]


def test_what_is_left_of_counted_things_is_no_other_task() -> None:
    said = "1：112个小区已建档97个，剩余15个在城北，本周四前补齐"
    heard = understand(said, THREE, TODAY)
    assert [(answer.number, answer.expected) for answer in heard.answers] == [(1, date(2025, 11, 6))]
    assert heard.answers[0].text.endswith("补齐")
    assert heard.unclear == ()


@pytest.mark.parametrize(
    ("said", "kind", "percent"),
    [
        ("进度55，水管没到货，催了厂家说15号到", BLOCKED, 55),
        ("资料收到3台的，另外2台厂家还没送来", BLOCKED, None),
        ("脚手架上不去，天天落雨", BLOCKED, None),
        ("得等明年资金才排得上", BLOCKED, None),
        ("隔壁镇说他们都弄到80%了，我们才百分之五十五", PROGRESS, 55),
        ("北门还有两处没拆，写90吧", PROGRESS, 90),
        ("施工队上月才把5号楼的脚手架拆了，报个48%", PROGRESS, 48),
        ("二号楼脚手架今天拆了，算下来完工率48%", PROGRESS, 48),
        ("充电口建成96个，完成年度数的七成左右", PROGRESS, 70),
        ("今度百分之四十", PROGRESS, 40),
    ],
)
def test_a_state_or_share_in_everyday_words_is_kept(said: str, kind: AnswerKind, percent: int | None) -> None:
    (answer,) = understand(said, THREE[:1], TODAY).answers
    assert (answer.kind, answer.percent) == (kind, percent)


@pytest.mark.parametrize("said", ["收悉，三件都已转领导阅示", "收到。另外公交公司没联络员，他们的事别找我转"])
def test_a_receipt_with_words_behind_it_signs_for_all_that_was_sent(said: str) -> None:
    heard = understand(said, THREE, TODAY)
    assert [(answer.number, answer.kind) for answer in heard.answers] == [
        (number, AnswerKind.RECEIVED) for number in (1, 2, 3)
    ]
    assert heard.unclear == ()


def test_a_receipt_that_names_a_task_signs_for_no_other() -> None:
    heard = understand("收到，停车设施的图还在找", THREE, TODAY)
    assert all(answer.number == 3 for answer in heard.answers)


def test_a_question_about_the_plan_is_no_difficulty() -> None:
    heard = understand("3 怎么写到明年12月底？方案里没给时限啊", THREE, TODAY)
    assert heard.answers == ()


@pytest.mark.parametrize(
    ("said", "share"),
    [
        ("报错了，局里核过只有五成，改一下，其余内容不动", 50),
        ("刚才70报高了，应该是60，别的字不动", 60),
        ("前面那个70填多了，实际是55", 55),
    ],
)
def test_what_else_stays_as_it_is_in_a_correction_is_no_difficulty(said: str, share: int) -> None:
    answer = said_of_two(said, PROGRESS, 70)
    assert answer is not None
    assert (answer.number, answer.kind, answer.percent, answer.problem) == (2, PROGRESS, share, None)


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("跟上周比多装了2台", PROGRESS),
        ("比上个月快，跟上月比又完工3栋", PROGRESS),
        ("跟上礼拜一个样", AnswerKind.NO_CHANGE),
        ("与上月持平", AnswerKind.NO_CHANGE),
        ("照上次的报", AnswerKind.NO_CHANGE),
        ("同上期", AnswerKind.NO_CHANGE),
    ],
)
def test_what_is_compared_with_last_time_is_no_change_only_where_it_is_the_same(said: str, kind: AnswerKind) -> None:
    heard = understand(said, THREE[1:2], TODAY)
    assert [answer.kind for answer in heard.answers] == [kind]
