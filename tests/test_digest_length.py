"""How long the text of a digest's paper is: fifteen hundred characters tell fifty tasks of an ordinary quarter."""

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from messages import paper
from tasks_db.register import digest
from tasks_db.register.digest.values import Digest
from tasks_db.register.values import Measurement, Report, Task
from tasks_db.terms import AnswerKind, CheckpointKind, ReportStatus, Role, WorkState
from tests.builders import (
    a_checkpoint,
    a_closure,
    a_plan,
    a_register,
    a_report,
    a_task,
    an_assignment,
    an_indicator,
    at,
)
from tests.digests import PAST, body_of, compiled, paper_of

DAY = date(2025, 12, 31)
UNITS = [
    "县教育局",
    "县民政局",
    "县财政局",
    "县水利局",
    "县交通运输局",
    "县住房城乡建设局",
    "县农业农村局",
    "县文化和旅游局",
]
WORKS = ["新建村级服务站点", "改造农村供水管网", "整治河道沿岸环境", "培训基层管理人员", "完善公共停车设施"]
FACTS = (
    "建成服务站点{n}处，惠及群众{n}00户", "更换管道{n}公里，{n}个村通水", "清理河道{n}公里，拆除障碍{n}处",
    "举办培训{n}期，参训{n}00人次",
)  # fmt: skip


def accepted(text: str, day: date = date(2025, 12, 24), **said: Any) -> Report:
    return a_report(text=text, day=day, status=ReportStatus.ACCEPTED, decided=day, **said)


def extension(day: date, new: date, text: str, **decided: Any) -> Report:
    return a_report(AnswerKind.EXTENSION, day, new_date=new, text=text, decided=day + timedelta(2), **decided)


def _said(  # noqa: PLR0911 - one case after another
    n: int, ahead: date
) -> tuple[list[Report], date | None, dict[str, Any]]:
    """What the lead of the n-th of fifty tasks said, the task's date, and what else there is to it."""
    fact = accepted(FACTS[n % 4].format(n=n + 1), percent=80)
    match n:
        case 3:  # late, without a word why
            return [replace(fact, percent=60)], date(2025, 11, 30), {}
        case 13:  # late, and refused more time
            refused = extension(
                date(2025, 11, 25), date(2026, 3, 31), "2处用地手续没有办完", status=ReportStatus.RETURNED,
                reason="请于12月底前完成",
            )  # fmt: skip
            return [refused, replace(fact, percent=60)], date(2025, 11, 30), {}
        case 23:  # granted more time
            moved = a_checkpoint(date(2026, 5, 31), original_day=DAY)
            granted = extension(
                date(2025, 12, 1), moved.day, "施工图审查没有完成", checkpoint=moved, status=ReportStatus.ACCEPTED
            )
            return [granted, fact], date(2026, 5, 31), {"deadline": moved}
        case 33:  # handed in, not reviewed
            return [replace(a_closure(date(2025, 12, 29)), text="6处停车场投用")], DAY, {}
        case 4 | 14 | 24:
            matter = f"配套资金缺口{n}万元"
            plea = accepted(
                f"建成站点{n}处，{matter}", kind=AnswerKind.BLOCKED, percent=80, problem=matter, needs="县财政局"
            )
            return [plea], ahead, {}
        case 5 | 15 | 25 | 35:
            return [accepted("前期工作办理中", percent=20)], ahead, {}
        case 16:
            return [accepted("排查发现隐患9处，整改9处")], None, {}
    if n % 10 in {7, 8}:
        closed = at(date(2025, 12, 20) if n % 20 == 7 else date(2025, 9, 20))
        return [replace(fact, decided_at=closed, at=closed)], ahead, {"closed_at": closed}
    return [] if n % 10 == 9 else [fact], None if n % 10 == 6 else ahead, {}


def ordinary_task(n: int) -> Task:
    """One of fifty: a lead and two others; what came of it follows from its number."""
    lead, *others = (UNITS[(n + i) % len(UNITS)] for i in range(3))
    words, deadline, fields = _said(n, date(2026, 6, 30) + timedelta(n))
    beside = [[accepted(f"配合完成{n}处", date(2025, 12, 29 if n in {36, 46} else 23))] for _ in others]
    if n in {6, 16, 26, 36, 46, 3}:
        beside[0] = beside[0] if n in {36, 46} else []
    rounds = [a_checkpoint(date(2025, 12, 25), CheckpointKind.ROUND)] if n % 10 == 6 else []
    units = [an_assignment(u, Role.RESPONSIBLE, reports=r) for u, r in zip(others, beside, strict=True)]
    known: dict[str, Any] = {"deadline": deadline, "checkpoints": rounds} | fields
    return a_task(
        an_assignment(lead, reports=words), *units, title=f"{WORKS[n % 5]}第{n // 5 + 1}批",
        section=f"{'一二三四五'[n // 10]}、{WORKS[n // 10][2:]}", seq=str(n + 1), **known,
    )  # fmt: skip


def ordinary_quarter() -> Digest:
    """Fifty tasks at the end of a quarter with late and slow work, pleas, requests and silence."""
    figures = a_report(day=date(2025, 12, 24), status=ReportStatus.ACCEPTED)
    measured = [Measurement("2025", value, figures.at, figures.id) for value in ("91.5", "66", "38")]
    plan = a_plan(
        *map(ordinary_task, range(50)),
        title="青禾县乡村公共服务提升三年行动方案（2025—2027年）", number="青政办发〔2025〕3号",
        period=(date(2025, 1, 1), date(2027, 12, 31)),
        indicators=[
            an_indicator("农村自来水普及率", seq="1", targets={"2025": "≥90"}, measurements=measured[:1]),
            an_indicator("村级站点覆盖率", seq="2", targets={"2025": "≥70"}, measurements=measured[1:2]),
            an_indicator("公共停车位", seq="3", measure="个", targets={"2025": "≥30"}, measurements=measured[2:]),
        ],
    )  # fmt: skip
    return digest.compile(a_register(plan), as_of=at(DAY, 16), reviewed_only=True)


def test_fifty_tasks_of_an_ordinary_quarter_make_a_text_of_fifteen_hundred_characters() -> None:
    found = ordinary_quarter()
    printed, text = paper_of(found), body_of(found)
    assert 1300 < paper.length(printed) <= 1500
    states = {state: len(found.in_state(state)) for state in WorkState}
    assert (states[WorkState.CLOSED], states[WorkState.OVERDUE], states[WorkState.BEHIND]) == (10, 2, 4)
    assert "1.县水利局牵头的第4项“培训基层管理人员第1批”应于11月30日完成，逾期31天，12月24日反馈进度60%。" in text
    assert "逾期31天，12月24日反馈进度60%，申请延期未获同意。" in text
    assert "延至2026年3月31日，本办公室于11月27日未予同意，要求12月31日前完成，期限已到。" in text
    assert "未达序时4项：县住房城乡建设局第6项（20%，应达66.1%）；" in text
    assert "县交通运输局（第5项）：配套资金缺口4万元，请县财政局研究。" in text
    assert "延至2026年5月31日，本办公室于12月3日同意。" in text
    assert "未达到1项（村级站点覆盖率2025年66%，目标≥70%）" in text
    assert "应报反馈23份，按时10份、迟报9份、未报4份，名单和口径见附件3" in text
    assert text.count("第4项“") == 1, "a title stands where the task is first named"
    assert all(f"）{work[2:]}\n" in text for work in WORKS), "something that was done of every section"
    titles = [annex.title for annex in printed.annexes]
    assert {int(number) for number in re.findall(r"见附件(\d)", text)} == set(range(1, len(titles) + 1))
    cells = "".join(cell for annex in printed.annexes for row in annex.table.rows for cell in row)
    assert all(fact.text in cells for fact in found.facts), "what the text leaves out stands in an annex"
    assert all(u.unit in text for u in found.unreported)


def test_problems_alone_lengthen_a_text_and_none_of_them_is_left_out() -> None:
    tasks = []
    for i in range(50):
        unit = f"某县第{i}农业农村和乡村振兴服务中心"
        need: dict[str, Any] = (
            {"problem": f"第{i}处场地改造资金缺口{i}万元", "needs": "县财政局"} if i % 5 == 3 else {}
        )
        kind = AnswerKind.BLOCKED if need else AnswerKind.PROGRESS
        said = [accepted(f"已建成服务站{i}处，培训{i * 10}人次", kind=kind, percent=40, **need)] if i % 2 else []
        tasks.append(
            a_task(
                an_assignment(unit, reports=said), title=f"第{i}项很长的重点任务名称，推动基层服务能力持续提升",
                deadline=PAST if i % 5 == 0 else date(2027, 12, 31), section=f"第{i // 10}方面工作", seq=str(i + 1),
            )
        )  # fmt: skip
    found = compiled(*tasks, as_of=at(DAY))
    printed, text = paper_of(found), body_of(found)
    assert 1500 < paper.length(printed) <= 3000
    late = found.in_state(WorkState.OVERDUE)
    assert (len(late), len(found.coordination)) == (10, 5)
    assert all(f"第{line.task.seq}项“" in text for line in late)
    assert all(c.matter in text for c in found.coordination)
    assert text.count("已建成服务站") >= 5, "what was done has a sentence of every section"
    cells = "".join(cell for annex in printed.annexes for row in annex.table.rows for cell in row)
    assert all(u.unit in text + cells for u in found.unreported)


def test_a_thousand_tasks_never_make_more_than_four_thousand_characters() -> None:
    late = a_report(AnswerKind.BLOCKED, problem="难" * 90, needs="请" * 90)
    found = compiled(*(a_task(an_assignment(f"某县第{i}局", reports=[late]), deadline=PAST) for i in range(1000)))
    printed = paper_of(found)
    assert paper.length(printed) <= 4000
    assert len(printed.annexes[0].table.rows) == 1000


def _refused(n: int) -> Task:
    due = a_checkpoint(date(2026, 3, 31))
    asked = extension(
        date(2025, 10, 20), date(2026, 6, 30), f"{n}处料场的采购合同到10月中旬才签下来，钢材没有到货，桥墩没有浇筑",
        checkpoint=due, status=ReportStatus.RETURNED,
        reason="合同约定9月底供货，请先按合同催货，能开工的先开工，浇筑情况每周报一次",
    )  # fmt: skip
    said = [asked, accepted(f"架设桥面{n}孔", date(2025, 11, 3), percent=80)]
    return a_task(an_assignment(f"县第{n}局", reports=said), deadline=due, seq=str(n), title=f"修建第{n}座人行桥")


def test_requests_that_a_text_has_room_for_are_all_told_in_it() -> None:
    text = body_of(compiled(*(_refused(n) for n in range(1, 17))))
    assert text.count("未予同意") == 16
