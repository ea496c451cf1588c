"""A milestone that went by undone is told by what was done of it, not by the percent of the whole task."""

from datetime import date

from tasks_db.register.values import Task
from tasks_db.terms import AnswerKind, CheckpointKind, Role
from tests.builders import a_checkpoint, a_task, an_assignment
from tests.digests import body_of
from tests.test_digest_newest_word import PAST, read, said

LATELY, LATER = date(2025, 11, 3), date(2025, 11, 4)
OWN = "进度58%，累计合龙6座，第7座11月20日前合龙，其余4座年后开工"
BESIDE = "7座里6座合龙，第7座是柳湾桥，打桩时碰到一层流沙，加了一圈护筒"


def built(own: str = OWN, percent: int | None = 58) -> Task:
    first = said(own, LATELY, percent=percent, kind=AnswerKind.PROGRESS)
    stage = a_checkpoint(PAST, CheckpointKind.MILESTONE, target="7座合龙")
    return a_task(
        an_assignment("县公路局", reports=[first]),
        an_assignment("县桥隧中心", Role.LEAD, reports=[said(BESIDE, LATER, kind=AnswerKind.PROGRESS)]),
        checkpoints=[stage],
        deadline=date(2026, 6, 30),
        title="架设桥梁",
        seq="6",
    )


def test_a_stage_that_is_late_is_told_by_its_own_count_and_the_reason_of_every_lead() -> None:
    text = body_of(read(built()))
    assert "11月3日反馈全项进度58%，累计合龙6座，第7座11月20日前合龙" in text
    assert f"县桥隧中心11月4日反馈{BESIDE}" in text
    assert "反馈进度58%" not in text


def test_a_stage_of_which_the_unit_tells_no_percent_is_told_by_its_words() -> None:
    text = body_of(read(built("累计合龙6座，第7座缺护筒", None)))
    assert "11月3日反馈累计合龙6座，第7座缺护筒" in text
    assert "全项" not in text
