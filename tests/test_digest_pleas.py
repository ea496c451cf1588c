"""需协调事项 that stand inside a report or a request for more time: heard when they are said, told by the paper."""

from datetime import date

import pytest

from tasks_db.language import Shown, troubles, understand
from tasks_db.register.answers import given_of
from tasks_db.register.digest.values import Digest
from tasks_db.register.values import Report
from tasks_db.terms import AnswerKind, ReportStatus
from tests.builders import NOW, a_checkpoint, a_report, a_task, an_assignment
from tests.digests import body_of, compiled, paper_of
from tests.test_digest_newest_word import cells, led, said

DAY = date(2025, 11, 3)
ASKED = [
    ("看台供货推迟，需县财政局追加尾款86万元", "县财政局"),
    ("师资没有落实，请县教育局选派教师12名", "县教育局"),
    ("用电增容没有批复，请供电公司加快办理", "供电公司"),
    ("1处场地没有交付，请东关街道尽快腾退", "东关街道"),
    ("正在改造线路，需县住建局派技术人员指导", "县住建局"),
    ("请县财政局、县自然资源局会签", "县财政局、县自然资源局"),
    ("需要县委宣传部审读", "县委宣传部"),
    ("请县委办公室协调", "县委办公室"),
]
NOT_ASKED = [
    "需要建设活动中心3个",
    "已请县住建局派人到场",
    "已经请财政局支持了",
    "请县财政局拨付过，还差8万元",
    "如需县财政局支持再报告",
    "申请县财政局拨付资金，已到账",
    "不需县财政局支持",
    "邀请县教育局参加评审",
    "经请示县政府同意",
    "进度40%，请审核",
]


@pytest.mark.parametrize(("said", "whom"), ASKED)
def test_whoever_is_asked_to_do_something_is_heard(said: str, whom: str) -> None:
    assert troubles.called_upon(said) == whom


@pytest.mark.parametrize("said", NOT_ASKED)
def test_work_that_was_done_or_may_come_asks_nobody(said: str) -> None:
    assert troubles.called_upon(said) is None


@pytest.mark.parametrize("said", ["工期紧，已请县财政局拨付", "不需县财政局支持", "如需县财政局支持再报告"])
def test_a_difficulty_that_was_dealt_with_waits_for_nobody(said: str) -> None:
    assert troubles.act_of(said) is None


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("1 进度40%，师资没有到岗，请县教育局选派教师12名", AnswerKind.PROGRESS),
        ("1 申请延期到12月31日，看台供货推迟，请县教育局追加尾款86万元", AnswerKind.EXTENSION),
        ("1 进度40%，完成选址，请县教育局现场核实后动工", AnswerKind.PROGRESS),
    ],
)
def test_a_plea_beside_progress_or_in_a_request_is_kept_with_the_answer(said: str, kind: AnswerKind) -> None:
    (answer,) = understand(said, [Shown(1, "新建体育馆", can_close=False)], DAY).answers
    given = given_of(answer)
    assert (given.kind, given.needs) == (kind, "县教育局")


def asking(kind: AnswerKind, text: str, needs: str, day: date = DAY, **said: object) -> Report:
    return a_report(kind, day, text=text, needs=needs, **said)  # type: ignore[arg-type]


def test_the_paper_tells_a_plea_of_a_report_without_the_work_beside_it() -> None:
    said = asking(AnswerKind.PROGRESS, "签约48户，增容没有批复，请供电公司加快办理", "供电公司", percent=35)
    text = body_of(compiled(a_task(an_assignment("县商务局", reports=[said]), seq="20", title="建设夜市")))
    assert "县商务局就第20项“建设夜市”提出：增容未批复，请供电公司加快办理。" in text


@pytest.mark.parametrize("status", [ReportStatus.SUBMITTED, ReportStatus.ACCEPTED, ReportStatus.RETURNED])
def test_the_help_asked_for_with_more_time_is_told_whatever_became_of_the_time(status: ReportStatus) -> None:
    said = asking(
        AnswerKind.EXTENSION,
        "申请延期到12月31日，看台供货推迟，需县财政局追加尾款86万元",
        "县财政局",
        new_date=date(2025, 12, 31),
        status=status,
        decided=None if status is ReportStatus.SUBMITTED else date(2025, 11, 4),
        checkpoint=(deadline := a_checkpoint(date(2025, 11, 28))),
    )
    lead = an_assignment("县体育局", reports=[said])
    found = compiled(a_task(lead, seq="7", title="建设体育公园", deadline=deadline))
    text = body_of(found)
    assert "县体育局就第7项“建设体育公园”提出：看台供货推迟，请县财政局追加尾款86万元。" in text
    assert "请县财政局研究办理第7项追加尾款86万元事宜，将办理情况答复县体育局，不能办理的说明原因。" in text, (
        "it is asked to answer"
    )
    assert "因看台供货推迟，申请将第7项" in text, "the reason without the plea"
    assert text.count("86万元") == 2


def test_a_plea_is_over_once_the_unit_reports_anew_without_it() -> None:
    asked = asking(AnswerKind.EXTENSION, "申请延期，需县财政局追加尾款", "县财政局", new_date=date(2025, 12, 31))
    later = a_report(day=date(2025, 11, 6), text="尾款已到位，看台封顶", percent=80)
    assert compiled(a_task(an_assignment("县体育局", reports=[asked, later]))).coordination == ()


def test_a_plea_that_is_all_its_words_is_said_once() -> None:
    said = asking(AnswerKind.BLOCKED, "需县住建局派技术人员指导", "县住建局", problem="需县住建局派技术人员指导")
    found = compiled(a_task(an_assignment("青石镇", reports=[said]), seq="6", title="改造文化站"))
    assert "青石镇就第6项“改造文化站”提出：请县住建局派技术人员指导。" in body_of(found)
    (row,) = paper_of(found).annexes[0].table.rows
    assert "".join(row).count("派技术人员") <= 2, "once among the words, once among the problems"
    assert found.as_of == NOW


def _asked(newer: str, *, day: date = DAY) -> Digest:
    words = "累计登记41条船，12条船年检没有办下来，请县海事处加快办理"
    plea = said(words, date(2025, 10, 9), kind=AnswerKind.BLOCKED, problem=words, needs="县海事处")
    return compiled(led(plea, said(newer, day), title="规范渔船管理", unit="县农业农村局"))


@pytest.mark.parametrize("left", ["还有7条船在等年检", "7条船年检仍没有办下来", "剩下7条船年检还要等批复"])
def test_what_newer_words_say_of_a_problem_takes_its_place_and_its_number(left: str) -> None:
    found = _asked(f"累计登记53条船，{left}")
    (plea,) = found.coordination
    assert plea.later is None
    assert plea.matter == f"{left}，请县海事处加快办理"
    text = body_of(found)
    assert "（10月9日提出，以上为11月3日反馈的情况，未见答复）" in text
    assert "未再提及" not in text
    assert "12条" not in text + cells(found)["存在问题"]
    assert "一并说明是否仍需协调" not in text


@pytest.mark.parametrize(
    ("newer", "open_"), [("累计登记53条船", True), ("其余7条船年检已办下来", False), ("年检都办好了", False)]
)
def test_what_newer_words_do_not_speak_of_is_said_so_and_what_is_there_by_now_is_over(
    newer: str,
    open_: bool,  # noqa: FBT001
) -> None:
    found = _asked(newer)
    assert ("11月3日反馈未再提及" in body_of(found)) is open_
    assert bool(found.coordination) is open_


@pytest.mark.parametrize(
    ("words", "act"),
    [
        ("铺管4公里，需县财政局协调", "铺设管网事宜"),
        ("铺管4公里，请县财政局支持", "铺设管网事宜"),
        ("铺管4公里，管材采购需县财政局协调", "管材采购事宜"),
        ("铺管4公里，管材没有到货，需县财政局协调", "所提事项"),
        ("铺管4公里，请县财政局拨付尾款", "拨付尾款事宜"),
    ],
)
def test_whoever_is_asked_reads_what_it_is_about_by_the_words_of_the_plea_else_by_the_task(
    words: str, act: str
) -> None:
    plea = said(words, DAY, kind=AnswerKind.BLOCKED, problem=words, needs="县财政局")
    text = body_of(compiled(led(plea, title="铺设管网", unit="县水务局")))
    assert f"请县财政局研究办理第6项{act}，" in text
