"""Who lacks something of a task that others share is named with it; whoever gave a reason is asked for none."""

from datetime import date

import pytest

from tasks_db.register.digest.facts import lacking_in
from tasks_db.register.values import Report, Task
from tasks_db.terms import Role
from tests.builders import a_group, a_task, an_assignment
from tests.digests import body_of
from tests.test_digest_newest_word import AHEAD, PAST, cells, led, read, said

LATELY = date(2025, 11, 3)
LEFT, OTHER = "还有2公里没有清，挖机没有到", "还有1处没有清"


def town(words: str, percent: int | None) -> list[Report]:
    return [said(words, LATELY, percent=percent)] if words else []


def shared(*lead: Report, deadline: date | None = PAST) -> Task:
    towns = (
        ("石梁镇", "清理河道4公里", 100),
        ("云台乡", f"清理河道3公里，{LEFT}", 60),
        ("青岩镇", "", None),
        ("柳湾乡", f"清理2公里，{OTHER}", 50),
    )
    members = [an_assignment(n, Role.RESPONSIBLE, reports=town(words, percent)) for n, words, percent in towns]
    leads = [an_assignment("县水务局", reports=list(lead))] if lead else []
    fields = {"standing": True} if deadline is None else {"deadline": deadline}
    return a_task(*leads, *a_group("各乡镇", members), seq="6", title="清理河道", **fields)


@pytest.mark.parametrize(
    ("deadline", "told"),
    [(PAST, f"云台乡（11月3日反馈进度60%，清理河道3公里，{LEFT}）"), (AHEAD, f"云台乡11月3日反馈{LEFT}")],
)
def test_members_that_lag_are_told_with_what_each_lacks(deadline: date, told: str) -> None:
    text = body_of(read(shared(deadline=deadline)))
    assert text.count(OTHER) == 1
    assert told in text
    assert "云台乡（第6项）" in text.split("下一步工作")[1]
    assert "石梁镇11月3日反馈" not in text


def test_members_of_work_that_another_unit_leads_are_named_too_and_explain_it() -> None:
    text = body_of(read(shared(said("进度70%，清理9公里", LATELY, percent=70))))
    assert f"11月3日反馈进度70%；云台乡11月3日反馈{LEFT}；柳湾乡11月3日反馈{OTHER}。" in text
    assert "县水务局（第6项）报送完成时间和措施。" in text
    assert "逾期原因" not in text


def test_so_they_are_where_work_never_ends_behind_what_was_done() -> None:
    text = body_of(read(shared(said("巡查河道9公里", LATELY), deadline=None)))
    assert f"巡查河道9公里；云台乡11月3日反馈{LEFT}；" in text


def test_members_that_told_and_have_not_finished_are_asked_and_not_the_whole_group() -> None:
    members = [
        an_assignment(name, Role.RESPONSIBLE, reports=[said(words, LATELY)])
        for name, words in (("石梁镇", "清理河道4公里，淤泥没有运走"), ("云台乡", "清理河道3公里"))
    ]
    steps = body_of(read(a_task(*a_group("各乡镇", members), seq="6", title="清理河道", deadline=PAST)))
    steps = steps.split("下一步工作")[1]
    assert "石梁镇（第6项）、云台乡（第6项）报送" in steps
    assert "各乡镇（第6项）" not in steps


def test_of_two_leads_the_one_that_gave_no_reason_is_asked_for_it() -> None:
    first = an_assignment("县水务局", reports=[said("换了7扇", LATELY)])
    second = an_assignment("县住建局", reports=[said("换了8扇，还有2扇等配件", LATELY)], consolidates=False)
    text = body_of(read(a_task(first, second, seq="6", title="更换闸门", deadline=PAST)))
    assert "县住建局11月3日反馈还有2扇等配件" in text
    assert "县水务局（第6项）、县住建局（第6项）报送完成时间和措施，县水务局（第6项）并说明逾期原因。" in text


@pytest.mark.parametrize(
    "why",
    [
        "因连续下雨耽误了工期",
        "工期受汛期影响",
        "主要是施工队人手少",
        "厂家交货晚",
        "由于招标流标两次，重新招标",
        "前期设计变更，耽误了一个月",
        "剩下的要等明年开春",
    ],
)
def test_a_reason_in_everyday_words_is_told_and_asked_for_no_more(why: str) -> None:
    found = read(led(said(f"进度70%，铺设步道7段，{why}", LATELY, percent=70), deadline=PAST))
    text = body_of(found)
    assert f"进度70%，{why}" in text
    assert "逾期原因" not in text
    assert cells(found)["存在问题"] == f"县林业局：{why}"


@pytest.mark.parametrize(
    "words",
    [
        "因地制宜建成游园3处",
        "因灾倒房重建12户",
        "由于群众支持，建成游园3处",
        "游园不受天气影响正常开放",
        "因公出差2人",
    ],
)
def test_what_holds_nothing_up_is_no_reason(words: str) -> None:
    assert lacking_in(words, slow=True) == ""


def test_in_work_that_keeps_its_time_a_cause_is_no_lack() -> None:
    assert lacking_in("因连续下雨改在室内施工") == ""
