"""存在问题 of a digest's annex: whose trouble it is and of when, and nothing that denies it or is over."""

from datetime import date

import pytest

from tasks_db.register.digest.facts import lacking_in
from tasks_db.register.values import Report
from tasks_db.terms import AnswerKind, Role
from tests.builders import a_checkpoint, a_closure, a_group, a_task, an_assignment, at
from tests.test_digest_newest_word import AHEAD, PAST, cells, led, read, said

STUCK = "两户不同意迁坟，卡着北段"


def blocked(words: str, day: date) -> Report:
    return said(words, day, kind=AnswerKind.BLOCKED, problem=words)


@pytest.mark.parametrize(
    "good",
    ["本乡没有排查出隐患", "辖区未检测出超标", "对征求意见稿没有意见", "没有任何异议", "巡查未查出违规点"],
)
def test_words_that_deny_trouble_are_no_lack(good: str) -> None:
    assert lacking_in(f"已巡护林道12公里，{good}") == ""


@pytest.mark.parametrize("bad", ["没有查出问题的原因", "县审计局没有出意见", "没有排查出隐患的3处没有修好"])
def test_words_that_only_sound_like_good_news_are_lacks(bad: str) -> None:
    assert lacking_in(bad) == bad


def test_a_denial_that_was_taken_for_a_difficulty_stands_in_no_cell() -> None:
    ours = said("栽植行道树1200株", date(2025, 11, 3))
    theirs = blocked("我局对标准无意见，差额由县财政补齐", date(2025, 11, 4))
    task = a_task(
        an_assignment("县林业局", reports=[ours]), an_assignment("县财政局", Role.RESPONSIBLE, reports=[theirs]),
        deadline=AHEAD,
    )  # fmt: skip
    cell = cells(read(task))
    assert cell["存在问题"] == "—"
    assert "县财政局：我局对标准无意见" in cell["进展情况"]


@pytest.mark.parametrize(("closed", "told"), [(True, "—"), (False, f"云乡：{STUCK}")])
def test_what_stood_in_the_way_before_a_task_was_closed_is_over(closed: bool, told: str) -> None:  # noqa: FBT001
    done = a_closure(date(2025, 11, 10), approved=date(2025, 11, 11))
    last = done if closed else said("已栽900株", date(2025, 11, 10))
    task = a_task(
        an_assignment("县林业局", reports=[last]),
        an_assignment("云乡", Role.RESPONSIBLE, reports=[blocked(STUCK, date(2025, 11, 3))]),
        deadline=AHEAD, closed_at=at(date(2025, 11, 11)) if closed else None,
    )  # fmt: skip
    cell = cells(read(task))
    assert cell["存在问题"] == told
    assert (f"云乡：{STUCK}（11月3日反馈）" in cell["进展情况"]) is closed


@pytest.mark.parametrize(("day", "mark"), [(date(2025, 9, 22), "（9月22日反馈）"), (date(2025, 11, 3), "")])
def test_old_trouble_bears_its_day(day: date, mark: str) -> None:
    assert cells(read(led(blocked(STUCK, day))))["存在问题"] == f"县林业局：{STUCK}{mark}"


def test_a_member_that_has_finished_since_is_hindered_no_more_and_who_has_not_finished_is_named() -> None:
    due = a_checkpoint(PAST)
    hard = blocked("乡里人手太少", date(2025, 10, 9))
    done = said("已修水窖14口", date(2025, 11, 6), kind=AnswerKind.DONE, checkpoint=due)
    towns = [
        an_assignment("云乡", Role.RESPONSIBLE, reports=[hard, done]),
        an_assignment("石乡", Role.RESPONSIBLE, reports=[said("修了3口", date(2025, 10, 20))]),
    ]
    cell = cells(read(a_task(*a_group("各乡镇", towns), deadline=due, title="修建水窖")))
    assert "人手" not in cell["存在问题"]
    assert cell["存在问题"] == "石乡：未反馈原因"
