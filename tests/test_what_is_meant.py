"""Of which task, and of what, something is told: shares of other things, what is left, and words of other people."""

from dataclasses import replace
from datetime import date

import pytest

from tasks_db.language import Intent, Shown, Understanding, understand
from tasks_db.terms import AnswerKind

TODAY = date(2025, 11, 3)
THREE = [
    Shown(1, "更新老化管网", can_close=False),
    Shown(2, "建设停车充电设施", can_close=False),
    Shown(3, "加装既有住宅电梯", can_close=False),
]
ONE = THREE[:1]


def heard(said: str, shown: list[Shown]) -> dict[int, tuple[AnswerKind, int | None]]:
    """What would be stored without a question, by the number of the task."""
    return {
        each.number: (each.kind, each.percent) for each in understand(said, shown, TODAY).answers if not each.confirm
    }


def asks(understood: Understanding) -> bool:
    return bool(understood.unclear) or any(each.confirm for each in understood.answers)


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("沙石价格涨了15%，4个小区一共差90万，请县财政局支持", AnswerKind.BLOCKED),
        ("已谈妥场地2处，只够要求的30%，别的还在谈", AnswerKind.PROGRESS),
        ("换管2.1公里，占城区的20%吧，乡下还没排", AnswerKind.PROGRESS),
        ("补助资金500万已到位，占全年的60%", AnswerKind.PROGRESS),
        ("漏损率由20%降到11%，还在继续换", AnswerKind.PROGRESS),
        ("月底到40%不可能的，管子到现在都没到货", AnswerKind.BLOCKED),
    ],
)
def test_a_share_of_another_thing_is_no_progress_and_asks_nothing(said: str, kind: AnswerKind) -> None:
    assert heard(said, ONE) == {1: (kind, None)}


def test_what_is_left_of_things_just_counted_is_told_of_the_same_task() -> None:
    assert heard("电梯装了4台，还差3台，剩下的预计12月5日前装完", THREE) == {3: (AnswerKind.PROGRESS, None)}
    assert set(heard("电梯装了4台，其余没啥动静", THREE)) == {1, 2, 3}


def test_what_is_told_behind_of_the_task_left_out_is_not_told_of_the_others() -> None:
    assert heard("除了电梯，另外两项都正常推进；电梯卡在一楼住户不同意，请街道协调", THREE) == {
        1: (AnswerKind.PROGRESS, None),
        2: (AnswerKind.PROGRESS, None),
        3: (AnswerKind.BLOCKED, None),
    }


REPORT = (
    "更新老化管网工作进展\n1.总体情况：5个小区全部开工，总体进度45%。\n"
    "2.供水：换管3.2公里，占长度的70%，漏损率由19%降到8%。\n3.资金：到位800万元，支付率35%。"
)


def test_of_the_shares_in_a_report_that_of_the_whole_counts() -> None:
    assert heard(REPORT, THREE) == {1: (AnswerKind.PROGRESS, 45)}


def test_of_a_report_that_names_shares_of_its_points_alone_none_counts_and_all_words_are_kept() -> None:
    said = "更新老化管网情况汇报\n1.排查支管30条，建了台账。\n"
    said += "2.会同供水公司换管4公里。\n3.检查井完成60%。\n4.沟槽完成80%。"
    (answer,) = understand(said, THREE, TODAY).answers
    assert (answer.number, answer.percent) == (1, None)
    assert "换管4公里" in answer.text


@pytest.mark.parametrize(
    "said",
    [
        "电梯那个不是我们公安的事哦，是住建跟厂家在装",
        "停车的交警队说没动静，让我帮他们一起报个无变化",
        "2替城管局一并报无变化",
        "停车这项要换成城管局",
    ],
)
def test_what_is_said_for_another_unit_or_of_its_task_is_not_stored_as_ones_own(said: str) -> None:
    assert heard(said, THREE) == {}
    assert asks(understand(said, THREE, TODAY))


def test_words_without_a_name_behind_what_was_just_said_are_asked_about_where_they_hint_at_another_task() -> None:
    inspect = Shown(1, "检查施工质量安全", can_close=False)
    just_said = [inspect, replace(THREE[2], number=2, just_said=True)]
    understood = understand("二楼住户不答应，天天来吵，施工队进不了场，要请社区出面", just_said, TODAY)
    assert not understood.answers
    assert understood.unclear[0].numbers == (2, 1)


def test_the_number_of_a_line_that_was_mistaken_is_no_share() -> None:
    just_said = [replace(THREE[0], just_said=True), *THREE[1:]]
    assert heard("上一句作废，看串行了，是3", just_said) == {}


@pytest.mark.parametrize("said", ["收到收到[抱拳][抱拳]", "好的收到[玫瑰]"])
def test_a_sign_written_out_in_brackets_adds_nothing_to_a_receipt(said: str) -> None:
    assert {kind for kind, _ in heard(said, THREE).values()} == {AnswerKind.RECEIVED}


@pytest.mark.parametrize(
    "said",
    [
        "这个我们城管不参与吧，房子的事都是住建在摸",
        "管网这块我们不参加",
        "没参与，人家住建在弄",
        "没有我们的事，住建在搞",
        "轮不到我们，住建在排",
        "不是我们在弄，是住建在换",
        "一直都是住建在跑",
    ],
)
def test_work_that_others_do_is_asked_about_and_no_progress(said: str) -> None:
    (answer,) = understand(said, ONE, TODAY).answers
    assert (answer.kind, answer.confirm) == (AnswerKind.NOT_OURS, True)


@pytest.mark.parametrize("said", ["居民不参与，正在做工作", "业主没有参加大会，正在上门动员"])
def test_others_who_take_no_part_leave_the_task_with_the_unit(said: str) -> None:
    assert all(each.kind is not AnswerKind.NOT_OURS for each in understand(said, ONE, TODAY).answers)


@pytest.mark.parametrize(
    ("said", "recorded"),
    [
        ("1的钱花了70%，不是进度70%哈，2没动静", {2: (AnswerKind.NO_CHANGE, None)}),
        ("2先不报，等水利局汇总", {}),
        ("收到，已报分管局长", {1: (AnswerKind.RECEIVED, None)}),
        ("收到，已向钱局汇报", {1: (AnswerKind.RECEIVED, None)}),
        ("上条发错了，应该是1", {}),
    ],
)
def test_figures_that_are_denied_and_words_that_report_nothing_are_no_progress(
    said: str, recorded: dict[int, tuple[AnswerKind, int | None]]
) -> None:
    shown = [replace(THREE[0], just_said=True)] if said.startswith("上条") else THREE[:2] if said[0] in "12" else ONE
    assert heard(said, shown) == recorded


@pytest.mark.parametrize("said", ["管沟挖了3公里，大概50", "管子到了大半，先报个65"])
def test_a_bare_figure_that_may_be_the_share_is_read_back_with_it(said: str) -> None:
    (answer,) = understand(said, ONE, TODAY).answers
    assert answer.confirm
    assert answer.percent in {50, 65}


def test_news_of_its_own_behind_what_is_said_of_all_is_not_kept_for_each() -> None:
    told = understand("两项都收到。电价办法我们上个月就印发了", THREE[:2], TODAY)
    assert all(each.confirm for each in told.answers)


@pytest.mark.parametrize("said", ["管网那个百分之40，安检无变化", "管网那个百分之40，安检无变划"])
def test_another_thing_without_change_beside_a_share_is_asked_about(said: str) -> None:
    assert all(each.confirm for each in understand(said, ONE, TODAY).answers)
    rest = understand(said.replace("安检", "其余"), ONE, TODAY)
    assert [each.confirm for each in rest.answers] == [False]


@pytest.mark.parametrize("said", ["刚才发错了，80%那个不算", "刚才那个进度80%的作废", "80%不算"])
def test_a_share_just_said_is_taken_back_by_its_figure(said: str) -> None:
    just = [replace(ONE[0], just_said=True)]
    told = understand(said, just, TODAY)
    assert not told.answers
    assert told.intent is Intent.UNDO
