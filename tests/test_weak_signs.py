"""What rests on one weak sign alone is read back; of the figures in a correction the one that is meant is kept."""

from datetime import date

import pytest

from tasks_db.language import Answer, Shown, understand
from tasks_db.language.correcting import corrected
from tasks_db.terms import AnswerKind

TODAY = date(2025, 11, 3)
ONE = [Shown(1, "打通消防通道", can_close=False)]


def only_answer(said: str, shown: list[Shown] | None = None) -> Answer | None:
    heard = understand(said, shown or ONE, TODAY)
    return heard.answers[0] if heard.answers else None


@pytest.mark.parametrize(
    "said",
    [
        "已阅处",
        "人家没喊就没去",
        "消防通道的事交科里了",
        "收到，人在外面巡查，晚上回去填",
        "消防通道不是我们的职能，去年划走了",
        "通道两头的图看了",
    ],
)
def test_one_weak_sign_of_progress_is_read_back_and_not_stored(said: str) -> None:
    answer = only_answer(said)
    assert answer is None or answer.confirm or answer.kind is AnswerKind.RECEIVED
    assert answer is None or answer.kind is not AnswerKind.PROGRESS or answer.options


@pytest.mark.parametrize(
    "said",
    ["4个点已经通了，剩下2个口子资料没齐", "检查单都已发完，有两家没签到"],
)
def test_a_weak_sign_of_trouble_beside_news_is_read_back(said: str) -> None:
    answer = only_answer(said)
    assert answer is None or answer.kind is not AnswerKind.BLOCKED or answer.confirm


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("正在清障", AnswerKind.PROGRESS),
        ("按计划走着呢", AnswerKind.PROGRESS),
        ("清障46处", AnswerKind.PROGRESS),
        ("清理清单已经报给县里了", AnswerKind.PROGRESS),
        ("进度40%", AnswerKind.PROGRESS),
        ("商户不配合，清不动", AnswerKind.BLOCKED),
        ("清了12处，资金还没到位，请财政局尽快拨付", AnswerKind.BLOCKED),
    ],
)
def test_what_is_told_plainly_is_stored_at_once(said: str, kind: AnswerKind) -> None:
    answer = only_answer(said)
    assert answer is not None
    assert (answer.kind, answer.confirm) == (kind, False)


@pytest.mark.parametrize(
    ("said", "share"),
    [
        ("说错了，消防通道是30 不是40", 30),
        ("手滑，是58不是55", 58),
        ("刚核了，到65了，上午那个报低了，按65算", 65),
        ("更正：60%是铺管长度的，整体进度应为52%", 52),
        ("不对，45是上个月计划数，实际才28%", 28),
        ("六成，哦不对，是五成，六成是国企那部分", 50),
        ("把40%改成45%", 45),
        ("原报30%，现更正为33%", 33),
        ("看岔了，62才对", 62),
    ],
)
def test_of_the_figures_in_a_correction_the_one_that_is_meant_is_kept(said: str, share: int) -> None:
    just_said = [Shown(1, "打通消防通道", can_close=False, near=True, just_said=True)]
    answer = only_answer(said, just_said)
    assert answer is not None
    assert (answer.kind, answer.percent, answer.confirm) == (AnswerKind.PROGRESS, share, False)


def test_what_stands_behind_a_bare_difficulty_tells_what_it_is() -> None:
    answer = only_answer("有困难，变压器容量不够，要换设备，进度30%")
    assert answer is not None
    assert (answer.problem, answer.percent) == ("有困难，变压器容量不够，要换设备", 30)


def test_two_figures_of_which_either_may_be_meant_are_read_back() -> None:
    answer = only_answer("更正一下，通道整治35%，全县42%")
    assert answer is None or answer.confirm


def test_days_and_counted_things_in_a_correction_are_no_shares() -> None:
    for said in ("不对，是3月5日", "搞错了，是13个小区", "说错了，是第2项"):
        assert corrected(said, bare=True) == ()
