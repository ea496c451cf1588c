"""What did not pass a check is a problem until its unit says what became of it, and is told with its place."""

from datetime import date

import pytest

from tasks_db.register.digest.faults import left_open_in
from tasks_db.register.digest.values import Digest
from tests.builders import a_task, an_assignment
from tests.digests import body_of
from tests.test_digest_newest_word import cells, read, said

FIRST, SECOND, THIRD = date(2025, 10, 10), date(2025, 10, 24), date(2025, 11, 7)
NONE_TOLD = "未反馈处置情况"


def pools(*words: str) -> Digest:
    reports = [said(text, day) for text, day in zip(words, (FIRST, SECOND, THIRD), strict=False)]
    return read(a_task(an_assignment("县卫健局", reports=reports), standing=True, seq="8", title="抽检泳池水"))


@pytest.mark.parametrize(
    ("words", "left", "finding"),
    [
        ("抽检30份，合格29份，柳湾镇1处尿素偏高，已换水消毒", 0, ""),
        ("抽检30份，合格28份，柳湾镇1处尿素偏高、东口镇1处浑浊度超标，均已整改", 0, ""),
        ("抽检30份，合格27份，柳湾镇1处尿素偏高，已停用，东口镇2处余氯不足", 2, "东口镇2处余氯不足"),
        ("抽检30份，合格28份，其中1份已处置", 1, ""),
        ("抽检30份，合格29份，柳湾镇1处尿素偏高，尚未整改", 1, "柳湾镇1处尿素偏高"),
        ("抽检30份，合格29份，柳湾镇1处尿素偏高，将于11月清洗", 1, "柳湾镇1处尿素偏高"),
        ("抽检30份，合格28份，38台水泵已更换", 2, ""),
        ("抽检30份，合格29份", 1, ""),
    ],
)
def test_what_the_words_behind_a_count_say_of_it(words: str, left: int, finding: str) -> None:
    found = left_open_in(words)
    assert found is not None
    assert (found.count, found.finding) == (left, finding)


@pytest.mark.parametrize(
    ("found", "since"),
    [
        ("10月抽检30份，合格28份，2份尿素偏高", "10月两处尿素偏高的泳池已换水处理，复检合格"),
        ("抽检30份，合格29份，柳湾镇1处尿素偏高", "柳湾镇复检合格"),
        ("抽检30份，合格29份，柳湾镇1处尿素偏高", "尿素偏高的泳池已清洗消毒"),
        ("抽检30份，合格29份", "抽检32份，全部合格；不合格的泳池复测达标"),
    ],
)
def test_what_was_put_right_by_later_words_is_a_problem_no_more(found: str, since: str) -> None:
    assert NONE_TOLD in body_of(pools(found))
    later = pools(found, since)
    assert later.unmended == ()
    assert NONE_TOLD not in body_of(later)


@pytest.mark.parametrize(
    ("found", "since"),
    [
        ("抽检30份，合格29份，柳湾镇1处尿素偏高", "东口镇复检合格"),
        ("抽检30份，合格29份，柳湾镇1处尿素偏高", "柳湾镇泵房已更换阀门"),
        ("10月抽检30份，合格28份，2份尿素偏高", "10月两处尿素偏高的泳池还没有换水"),
        ("10月抽检30份，合格28份，2份尿素偏高", "9月两处尿素偏高的泳池已换水，复检合格"),
        ("抽检30份，合格29份，柳湾镇1处尿素偏高", "柳湾镇复检不合格"),
        ("抽检30份，合格29份，柳湾镇1处尿素偏高", "抽检32份，全部合格"),
    ],
)
def test_other_words_settle_nothing(found: str, since: str) -> None:
    assert NONE_TOLD in body_of(pools(found, since))


def test_what_stays_open_is_named_with_place_and_finding_and_alone_counted() -> None:
    found = pools(
        "10月抽检30份，合格28份，2份尿素偏高",
        "10月两处尿素偏高的泳池已换水处理，复检合格",
        "抽检31份，合格30份，东口镇1处余氯不足",
    )
    text = body_of(found)
    told = "共反馈3份不合格，其中1份（11月7日东口镇1处余氯不足）未反馈处置情况"
    assert told in text
    assert told in cells(found)["存在问题"]
    assert "核实第8项1份不合格（东口镇1处余氯不足）涉及的单位" in text
    assert "2份" not in text.split("存在问题", 1)[1]
    alone = "反馈1份不合格（10月10日东口镇1处余氯不足），未反馈处置情况"
    assert alone in body_of(pools("抽检31份，合格30份，东口镇1处余氯不足"))


def test_of_those_of_which_a_part_was_settled_the_rest_is_told_without_a_place() -> None:
    found = pools("10月抽检30份，合格28份，2份尿素偏高", "10月两处尿素偏高的泳池已换水1处")
    assert [(one.count, one.finding) for one in found.unmended] == [(1, "")]
