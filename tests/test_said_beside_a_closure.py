"""A closure that is asked for, a node that is reached, a message that was seen and a share that is to be looked at
again are never kept as mere progress without a question."""

from datetime import date

import pytest

from tasks_db.language import Answer, Intent, Shown, understand
from tasks_db.terms import AnswerKind

TODAY = date(2025, 11, 3)


def the_answer(said: str, title: str = "更新老化管网", *, can_close: bool = True) -> Answer:
    (answer,) = understand(said, [Shown(1, title, can_close=can_close)], TODAY).answers
    return answer


@pytest.mark.parametrize(
    "said",
    [
        "申请办结，计划内的都换完了",
        "申请销号，累计体检5.62万人，计划的人数都检完了",
        "可以办结了，年初计划的9处都修完了",
    ],
)
def test_a_closure_asked_for_beside_what_was_planned_waits_for_a_tap(said: str) -> None:
    answer = the_answer(said)
    assert answer.confirm
    assert {answer.kind, *answer.options} >= {AnswerKind.CLOSURE}


@pytest.mark.parametrize("said", ["季度那个目标我局已经完成了，完工率62%", "年底的节点我们镇已经完成了，进度70%"])
def test_a_node_that_is_reached_beside_a_share_is_asked(said: str) -> None:
    answer = the_answer(said, "推进小区改造施工", can_close=False)
    assert answer.confirm
    assert AnswerKind.DONE in {answer.kind, *answer.options}


@pytest.mark.parametrize(
    "said", ["通知我们看到了，我局会按要求配合做好改造工作", "消息已经看过了，会认真做好改造施工相关工作"]
)
def test_a_promise_behind_a_message_that_was_seen_is_no_progress(said: str) -> None:
    answer = the_answer(said, "推进小区改造施工", can_close=False)
    assert answer.kind is AnswerKind.RECEIVED or (answer.confirm and AnswerKind.RECEIVED in answer.options)


@pytest.mark.parametrize(
    "said", ["抽查了12处看水泵怎么用的，都在正常使用", "给30名工人教了一遍阀门怎么用，管网开挖了2处"]
)
def test_to_show_or_look_how_a_thing_is_used_is_work_and_no_question(said: str) -> None:
    understood = understand(said, [Shown(1, "更新老化管网", can_close=True)], TODAY)
    assert understood.answers or understood.unclear
    assert not any(item.kind.name == "QUESTION" for item in understood.unclear)


@pytest.mark.parametrize("said", ["这个阀门怎么用？", "教了怎么用没", "你们教了哪些"])
def test_a_question_stays_one(said: str) -> None:
    assert understand(said, [Shown(1, "更新老化管网", can_close=True)], TODAY).answers == ()


@pytest.mark.parametrize("said", ["撤回吧，我再核实一下", "撤了，这一项回头再核下数据", "作废，重新核对一下数"])
def test_what_was_just_said_and_is_to_be_looked_at_again_is_taken_back(said: str) -> None:
    shown = [Shown(1, "更新老化管网", can_close=True, just_said=True), Shown(2, "整理空中线缆", can_close=False)]
    understood = understand(said, shown, TODAY)
    assert understood.intent is Intent.UNDO
    assert understood.answers == ()
