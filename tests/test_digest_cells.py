"""The cells of a digest's annex tell the work and what stands in its way, and nothing that is neither."""

from datetime import date

import pytest

from tasks_db.register.digest.facts import lacking_in
from tests.test_digest_newest_word import cells, led, read, said


@pytest.mark.parametrize(
    "courtesy", ["没有及时报，抱歉", "请领导放心", "报晚了，还请谅解", "感谢办公室支持", "未按时上报，不好意思"]
)
def test_thanks_and_apologies_to_the_office_stand_in_no_cell(courtesy: str) -> None:
    cell = cells(read(led(said(f"栽植行道树1200株，{courtesy}", date(2025, 11, 3)))))
    assert cell["进展情况"] == "县林业局：栽植行道树1200株"
    assert cell["存在问题"] == "—"


def test_words_that_only_sound_like_courtesy_stay() -> None:
    cell = cells(read(led(said("发放感谢信120封，2家企业没有及时报送材料", date(2025, 11, 3)))))
    assert "感谢信120封" in cell["进展情况"]
    assert "2家企业未及时报送材料" in cell["存在问题"]


@pytest.mark.parametrize("good", ["没有积压", "无投诉", "没有停运", "未造成损失", "设备没有问题"])
def test_good_news_is_no_problem(good: str) -> None:
    cell = cells(read(led(said(f"10月份收运餐厨垃圾210吨，{good}，备用车已到位", date(2025, 11, 3)))))
    assert cell["进展情况"] == f"县林业局：10月份收运餐厨垃圾210吨，{good}，备用车已到位"
    assert cell["存在问题"] == "—"


def test_what_sounds_good_and_is_not_done_is_a_problem() -> None:
    assert lacking_in("问题没有解决") == "问题没有解决"
    assert lacking_in("没有积压的3处没有修好") == "没有积压的3处没有修好"
