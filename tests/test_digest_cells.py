"""The cells of a digest's annex tell the work and what stands in its way, and nothing that is neither."""

from dataclasses import replace
from datetime import date

import pytest

from messages import digest_owners
from tasks_db.register.digest.facts import lacking_in
from tasks_db.register.report_states import GroupCount
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


@pytest.mark.parametrize("done_about_it", ["正在补", "由镇里继续做工作", "仍在协商", "督促限期补齐"])
def test_what_is_done_about_a_lack_stays_with_it_and_is_not_joined_to_what_stood_before(done_about_it: str) -> None:
    told = f"栽植行道树1200株，另有2处树池没有移交，{done_about_it}"
    cell = cells(read(led(said(told, date(2025, 11, 3)))))
    assert cell["进展情况"] == "县林业局：栽植行道树1200株"
    assert cell["存在问题"].endswith(f"另有2处树池未移交，{done_about_it}")


def test_work_that_is_not_thorough_is_a_problem_of_standing_work_too() -> None:
    cell = cells(read(led(said("10月份清运垃圾210吨，沿河两村清得还不彻底", date(2025, 11, 3)))))
    assert cell["进展情况"] == "县林业局：10月份清运垃圾210吨"
    assert "沿河两村清得还不彻底" in cell["存在问题"]


def test_a_member_that_owes_nothing_stands_below_its_group_and_is_no_responsible_unit() -> None:
    found = read(led(said("栽植行道树1200株", date(2025, 11, 3))))
    line = replace(found.tasks[0], leads=("各乡镇",), responsibles=(), group=GroupCount(5, 4, 4))
    freed = replace(line, exempted=(("高坪乡", date(2025, 10, 9)),))
    assert digest_owners.leads(freed, found) == "各乡镇\n高坪乡（10月9日起免报）"
    assert digest_owners.responsibles(freed, found) == ""
