"""Questions asked in plain Chinese; answers are never taken for questions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks_db.language.questions import PlanName, Question, QuestionKind, UnitName, Vocabulary, ask
from tests.utterance_case import Case
from tests.utterance_table import TABLE

EDUCATION, FINANCE, MARKET, TOWN, CITY_FINANCE = 1, 2, 3, 4, 5
ROADS, SCHOOLS = 11, 12

NAMES = Vocabulary(
    units=(
        UnitName(EDUCATION, "县教委", ("县教育委员会",)),
        UnitName(FINANCE, "县财政局"),
        UnitName(MARKET, "县市场监管局", ("市监局",)),
        UnitName(TOWN, "青石镇"),
        UnitName(CITY_FINANCE, "云州市财政局"),
    ),
    leaders=("李志胜", "李文远", "周衡"),
    plans=(PlanName(ROADS, "青石县乡村道路提升方案"), PlanName(SCHOOLS, "青石县学校食堂放心工程方案")),
    sections=("一、完善基础设施", "二、强化监督管理"),
)

OVERDUE = QuestionKind.OVERDUE
PROGRESS = QuestionKind.PROGRESS
MINE = QuestionKind.MINE
TASK = QuestionKind.TASK
HELP = QuestionKind.HELP
UNREPORTED = QuestionKind.UNREPORTED
COORDINATION = QuestionKind.COORDINATION
INDICATORS = QuestionKind.INDICATORS

QUERIES = (
    ("逾期任务", Question(OVERDUE)),
    ("逾期", Question(OVERDUE)),
    ("有哪些逾期", Question(OVERDUE)),
    ("现在有多少项任务逾期了？", Question(OVERDUE)),
    ("超期的有哪些", Question(OVERDUE)),
    ("教委逾期了几项", Question(OVERDUE, unit_id=EDUCATION)),
    ("市监局有没有逾期的", Question(OVERDUE, unit_id=MARKET)),
    ("青石镇逾期", Question(OVERDUE, unit_id=TOWN)),
    ("李志胜负责的逾期任务", Question(OVERDUE, leader="李志胜")),
    ("我们单位逾期几项", Question(OVERDUE, mine=True)),
    ("县教委进展", Question(PROGRESS, unit_id=EDUCATION)),
    ("教委进展怎么样？", Question(PROGRESS, unit_id=EDUCATION)),
    ("县教育委员会的任务", Question(PROGRESS, unit_id=EDUCATION)),
    ("市场监管局进度", Question(PROGRESS, unit_id=MARKET)),
    ("县财政局进展", Question(PROGRESS, unit_id=FINANCE)),
    ("财政局进展", Question(PROGRESS, unit_options=(FINANCE, CITY_FINANCE))),
    ("教委", Question(PROGRESS, unit_id=EDUCATION)),
    ("李志胜负责的", Question(PROGRESS, leader="李志胜")),
    ("周县长牵头的任务", Question(PROGRESS, leader="周衡")),
    ("李县长负责的", Question(PROGRESS, leader_options=("李志胜", "李文远"))),
    ("总体进展情况", Question(PROGRESS)),
    ("完成了多少", Question(PROGRESS)),
    ("进展如何", Question(PROGRESS)),
    ("乡村道路进展", Question(PROGRESS, plan_id=ROADS)),
    ("学校食堂放心工程的进展情况", Question(PROGRESS, plan_id=SCHOOLS)),
    ("完善基础设施进展", Question(PROGRESS, section="一、完善基础设施")),
    ("水文局进展", Question(PROGRESS, unknown_unit="水文局")),
    ("我的任务", Question(MINE, mine=True)),
    ("我还有哪些任务", Question(MINE, mine=True)),
    ("待办", Question(MINE, mine=True)),
    ("任务3", Question(TASK, task_number=3)),
    ("任务３", Question(TASK, task_number=3)),
    ("第三项怎么样", Question(TASK, task_number=3)),
    ("12号任务进展", Question(TASK, task_number=12)),
    ("谁还没报", Question(UNREPORTED)),
    ("需协调事项", Question(COORDINATION)),
    ("有哪些需要协调的问题", Question(COORDINATION)),
    ("教委需协调的事项", Question(COORDINATION, unit_id=EDUCATION)),
    ("哪些单位没反馈", Question(UNREPORTED)),
    ("未报送单位名单", Question(UNREPORTED)),
    ("教委报了吗", Question(UNREPORTED, unit_id=EDUCATION)),
    ("指标完成情况", Question(INDICATORS)),
    ("教委的指标", Question(INDICATORS, unit_id=EDUCATION)),
    ("帮助", Question(HELP)),
    ("怎么用？", Question(HELP)),
    ("help", Question(HELP)),
)


@pytest.mark.parametrize(("text", "question"), QUERIES, ids=[text for text, _ in QUERIES])
def test_a_query_is_understood(text: str, question: Question) -> None:
    assert ask(text, NAMES) == question


@pytest.mark.parametrize(
    "text",
    [
        "3 已完成",
        "任务3已完成",
        "进展顺利",
        "进度60%",
        "完成情况良好",
        "没有进展",
        "县教委资金未到位",
        "教委已完成",
        "指标 4.3个",
        "完成了3项",
        "任务三 推进中",
        "请求延期到12月20日",
        "我们已完成",
        "我局正在推进",
        "今天天气不错",
        "有哪些",
        "",
        "？",
    ],
)
def test_what_is_no_query_is_left_alone(text: str) -> None:
    assert ask(text, NAMES) is None


@pytest.mark.parametrize("case", [case for case in TABLE if case.said], ids=lambda case: case.text)
def test_an_answer_is_never_taken_for_a_question(case: Case) -> None:
    assert ask(case.text, NAMES) is None


@given(st.text(alphabet=st.sampled_from("逾期进展任务教委财政局李志胜县我的谁没报指标3 ？已完成方案哪些")))
def test_names_in_a_question_are_always_names_of_the_vocabulary(text: str) -> None:
    question = ask(text, NAMES)
    if question is None:
        return
    units = {unit.id for unit in NAMES.units}
    assert {question.unit_id or EDUCATION, *question.unit_options} <= units
    assert {question.leader or "周衡", *question.leader_options} <= set(NAMES.leaders)


@given(st.text())
def test_no_text_breaks_the_question_grammar(text: str) -> None:
    ask(text, NAMES)
