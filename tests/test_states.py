"""办理状态, case by case: every state, and every "first that fits" both ways; whose word counts (R15)."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tasks_db.language.rounds import Round
from tasks_db.register import deciding, lights, states
from tasks_db.register.values import Checkpoint, Cycle, Plan, Report, Task
from tasks_db.terms import AnswerKind, CheckpointKind, Light, Mark, ReportStatus, Role, WorkState
from tests.builders import (
    DISPATCHED,
    NOW,
    a_checkpoint,
    a_closure,
    a_group,
    a_plan,
    a_report,
    a_task,
    an_assignment,
    at,
    owing_on,
)

TODAY, PAST, AHEAD = date(2025, 11, 12), date(2025, 10, 31), date(2025, 12, 31)
ROUND, MILESTONE = CheckpointKind.ROUND, CheckpointKind.MILESTONE
DONE, BLOCKED, NO_CHANGE = AnswerKind.DONE, AnswerKind.BLOCKED, AnswerKind.NO_CHANGE
REACHED = a_checkpoint(PAST, MILESTONE)
"""A milestone that is over."""
DATE = a_checkpoint(PAST)
"""A deadline that is over."""
ASKED = a_checkpoint(PAST, ROUND)
"""A round that is over."""


def returned(**said: Any) -> Report:
    return a_report(status=ReportStatus.RETURNED, decided=date(2025, 11, 5), **said)


def extension(
    day: date, of: Checkpoint, status: ReportStatus = ReportStatus.SUBMITTED, decided: date | None = None
) -> Report:
    return a_report(
        AnswerKind.EXTENSION, day, checkpoint=of, new_date=date(2026, 1, 31), status=status, decided=decided
    )


def led(*reports: Report, **fields: Any) -> Task:
    """A task of one unit that consolidates."""
    return a_task(an_assignment("县教委", reports=reports), **fields)


def shared(
    consolidating: Sequence[Report] = (),
    leads: Sequence[Sequence[Report]] = ((),),
    others: Sequence[Sequence[Report]] = ((),),
    *,
    exempted: date | None = None,
    **fields: Any,
) -> Task:
    """县教委 consolidates; 牵头0 … lead beside it, 责任0 … are responsible."""
    return a_task(
        an_assignment("县教委", reports=consolidating, exempted=exempted),
        *(an_assignment(f"牵头{i}", consolidates=False, reports=r) for i, r in enumerate(leads)),
        *(an_assignment(f"责任{i}", Role.RESPONSIBLE, reports=r) for i, r in enumerate(others)),
        **fields,
    )


def towns(*reports: Sequence[Report], exempted: Sequence[int] = (), **fields: Any) -> Task:
    """A task for 各乡镇 alone; a town for each list of reports."""
    members = [
        an_assignment(f"第{i}乡", Role.RESPONSIBLE, reports=r, exempted=DISPATCHED if i in exempted else None)
        for i, r in enumerate(reports)
    ]
    return a_task(*a_group("各乡镇", members), **fields)


def done(day: date = date(2025, 10, 20), of: Checkpoint = DATE) -> list[Report]:
    return [a_report(DONE, day, checkpoint=of)]


@dataclass(frozen=True)
class Case:
    says: str
    task: Task
    state: WorkState
    as_of: datetime = NOW
    plan: dict[str, Any] = field(default_factory=dict)
    mark: Mark | None = None


CASES = (
    # 已办结 before 长期推进
    Case("长期 and 办结 is 办结", led(a_closure(PAST, approved=PAST), standing=True), WorkState.CLOSED),
    Case("长期 whose 办结 is only asked for stays", led(a_closure(PAST), standing=True), WorkState.STANDING),
    Case("办结 after its date is 办结", led(a_closure(TODAY, approved=TODAY), deadline=DATE), WorkState.CLOSED,
         at(TODAY, 23)),
    Case("办结 by the office itself", led(closed_at=at(PAST)), WorkState.CLOSED),
    Case("办结 by the office tomorrow is not yet", led(closed_at=at(date(2025, 11, 13))), WorkState.NO_FEEDBACK),
    # 长期推进 before 逾期
    Case("长期 with a missed milestone stays", led(standing=True, checkpoints=[REACHED]), WorkState.STANDING),
    Case("长期 with a deadline in force is judged by it", replace(led(deadline=DATE), standing=True),
         WorkState.OVERDUE),
    Case("长期 with a deadline ahead is no 长期", replace(led(a_report(percent=10)), standing=True),
         WorkState.BEHIND),
    Case("only rounds is 长期, let go by or not", led(deadline=None, checkpoints=[a_checkpoint(PAST, ROUND)]),
         WorkState.STANDING),
    Case("a cycle whose rounds are not written yet", led(deadline=None, cycles=(Cycle(Round("year")),)),
         WorkState.STANDING),
    Case("rounds and a missed milestone is no 长期",
         led(deadline=None, checkpoints=[a_checkpoint(PAST, ROUND), REACHED]), WorkState.OVERDUE),
    Case("rounds and a deadline is no 长期", led(deadline=DATE, checkpoints=[a_checkpoint(PAST, ROUND)]),
         WorkState.OVERDUE),
    Case("长期 that nobody spoke of is 长期", led(standing=True), WorkState.STANDING),
    # 逾期 before 尚无反馈
    Case("past its date and silent is 逾期", led(deadline=DATE), WorkState.OVERDUE),
    Case("silent on the last day is 尚无反馈", led(deadline=a_checkpoint(TODAY)), WorkState.NO_FEEDBACK),
    Case("past its date with 100% is 逾期", led(a_report(percent=100), deadline=DATE), WorkState.OVERDUE),
    Case("past its date and 未启动 is 逾期", led(a_report(percent=0), deadline=DATE), WorkState.OVERDUE),
    Case("a missed milestone is 逾期", led(a_report(percent=99), checkpoints=[REACHED]), WorkState.OVERDUE),
    Case("a milestone that is done is over", led(*done(of=REACHED), a_report(percent=99), checkpoints=[REACHED]),
         WorkState.ON_TRACK),
    Case("a milestone of before 交办 that nobody owes is not in force",
         replace(led(a_report(percent=99)), checkpoints=(REACHED, a_checkpoint(AHEAD))), WorkState.ON_TRACK),
    Case("a milestone that is done, the last date there is, is no 办结",
         led(*done(of=REACHED), a_report(percent=100), deadline=None, checkpoints=[REACHED]), WorkState.ON_TRACK),
    # requests in time, too late, of another date, refused, of somebody else
    Case("办结 asked for on the last day waits", led(a_closure(PAST), deadline=DATE),
         WorkState.ON_TRACK, mark=Mark.CLOSURE),
    Case("… and so it does before that day", led(a_report(percent=1), a_closure(TODAY)),
         WorkState.ON_TRACK, mark=Mark.CLOSURE),
    Case("办结 asked for a day late", led(a_closure(date(2025, 11, 1)), deadline=DATE), WorkState.OVERDUE),
    Case("延期 asked for on the last day waits for the office, whatever was told",
         led(a_report(percent=99), extension(PAST, DATE), deadline=DATE), WorkState.BEHIND, mark=Mark.EXTENSION),
    Case("延期 asked for a day late", led(extension(date(2025, 11, 1), DATE), deadline=DATE), WorkState.OVERDUE),
    Case("延期 asked for until a day that is over too",
         led(replace(extension(PAST, DATE), new_date=date(2025, 11, 10)), deadline=DATE), WorkState.OVERDUE),
    Case("… and until today it still covers it",
         led(replace(extension(PAST, DATE), new_date=TODAY), deadline=DATE),
         WorkState.UNQUANTIFIED, mark=Mark.EXTENSION),
    Case("延期 of a day ahead leaves what was told standing",
         led(a_report(percent=99), extension(TODAY, a_checkpoint(AHEAD)), deadline=a_checkpoint(AHEAD)),
         WorkState.ON_TRACK),
    Case("… and waits where nothing was told", led(extension(TODAY, a_checkpoint(AHEAD)),
         deadline=a_checkpoint(AHEAD)), WorkState.UNQUANTIFIED, mark=Mark.EXTENSION),
    Case("延期 that was granted is an answer, which tells nothing of the work",
         led(extension(PAST, a_checkpoint(AHEAD), ReportStatus.ACCEPTED, date(2025, 11, 5)),
             deadline=a_checkpoint(AHEAD)), WorkState.UNQUANTIFIED, mark=Mark.UNTOLD),
    Case("… nor does it after what was sent back",
         led(returned(percent=60), extension(PAST, a_checkpoint(AHEAD), ReportStatus.ACCEPTED, date(2025, 11, 5)),
             deadline=a_checkpoint(AHEAD)), WorkState.UNQUANTIFIED, mark=Mark.RETURNED),
    Case("延期 of another date", led(extension(PAST, a_checkpoint(AHEAD, MILESTONE)), deadline=DATE),
         WorkState.OVERDUE),
    Case("延期 in time and refused",
         led(extension(PAST, DATE, ReportStatus.RETURNED, date(2025, 11, 5)), deadline=DATE), WorkState.OVERDUE),
    Case("延期 asked for by a responsible unit", shared(others=[[extension(PAST, DATE)]], deadline=DATE),
         WorkState.OVERDUE),
    # the task's date alone, never a unit's own day
    Case("after the unit's own day, before the date",
         owing_on(led(a_report(percent=1)), "县教委", date(2025, 11, 3)), WorkState.BEHIND),
    Case("after the date, before the unit's own day", owing_on(led(deadline=DATE), "县教委", AHEAD),
         WorkState.OVERDUE),
    # 尚无反馈 before 未启动
    Case("未启动 said and returned is 尚无反馈", led(returned(text="尚未启动")),
         WorkState.NO_FEEDBACK, mark=Mark.RETURNED),
    Case("what nobody reviewed waits, where only reviewed words count",
         led(replace(a_report(percent=40), withheld=True)), WorkState.UNQUANTIFIED, mark=Mark.REPORT),
    Case("… but not beside what was reviewed before", led(a_report(percent=10, day=PAST),
         replace(a_report(percent=90), withheld=True)), WorkState.BEHIND),
    Case("… and a helper's reviewed word does not speak for a lead whose own waits",
         shared([replace(a_report(percent=40), withheld=True)], others=[[a_report(percent=90)]]),
         WorkState.UNQUANTIFIED, mark=Mark.REPORT),
    Case("未启动 said and taken back is 尚无反馈", led(a_report(percent=0, withdrawn=date(2025, 11, 5))),
         WorkState.NO_FEEDBACK),
    Case("签收 is no feedback", led(a_report(AnswerKind.RECEIVED, text="尚未启动")), WorkState.NO_FEEDBACK),
    Case("未启动 said and standing", led(a_report(text="尚未启动")), WorkState.NOT_STARTED),
    Case("feedback of a responsible unit is feedback", shared(others=[[a_report()]]), WorkState.UNQUANTIFIED),
    Case("不属我单位 alone is feedback", led(a_report(AnswerKind.NOT_OURS)), WorkState.UNQUANTIFIED),
    # 未启动 before 达序时 and 未达序时
    Case("0% on the day of 交办 is 未启动", led(a_report(percent=0, day=DISPATCHED)), WorkState.NOT_STARTED,
         at(DISPATCHED, 12)),
    Case("1% on the day of 交办 is 达序时", led(a_report(percent=1, day=DISPATCHED)), WorkState.ON_TRACK,
         at(DISPATCHED, 12)),
    Case("0% late in the year is 未启动", led(a_report(percent=0)), WorkState.NOT_STARTED),
    Case("1% late in the year is 未达序时", led(a_report(percent=1)), WorkState.BEHIND),
    Case("无变化 leaves 未启动 standing", led(a_report(text="尚未启动"), a_report(NO_CHANGE, date(2025, 11, 5))),
         WorkState.NOT_STARTED),
    Case("无变化 whose own words say so is 未启动", led(a_report(NO_CHANGE, text="还没开始")), WorkState.NOT_STARTED),
    Case("没动 after a percent leaves it standing",
         led(a_report(percent=87), a_report(NO_CHANGE, TODAY, text="还没动")), WorkState.ON_TRACK),
    Case("work begun since is no 未启动", led(a_report(text="尚未启动"), a_report(text="已进场", day=TODAY)),
         WorkState.UNQUANTIFIED),
    Case("未启动 said since takes the percent away",
         led(a_report(percent=95), a_report(text="项目尚未启动", day=TODAY)), WorkState.NOT_STARTED),
    # 达序时 and 未达序时: 314 of 363 days are gone, 86.5 %
    Case("87% is 达序时", led(a_report(percent=87)), WorkState.ON_TRACK),
    Case("86% is 未达序时", led(a_report(percent=86)), WorkState.BEHIND),
    Case("a missed milestone that waits for its 延期 is 未达序时, without a percent too",
         led(extension(PAST, REACHED), checkpoints=[REACHED]), WorkState.BEHIND, mark=Mark.EXTENSION),
    Case("… and with 100%", led(a_report(percent=100), extension(PAST, REACHED), checkpoints=[REACHED]),
         WorkState.BEHIND, mark=Mark.EXTENSION),
    Case("no percent is 已报未量化", led(a_report(text="正在选址")), WorkState.UNQUANTIFIED),
    Case("a percent without any date is 已报未量化", led(a_report(percent=50), deadline=None),
         WorkState.UNQUANTIFIED),
    Case("… and is judged where the plan has an end", led(a_report(percent=50), deadline=None), WorkState.BEHIND,
         plan={"period": (None, AHEAD)}),
    Case("无变化 alone says nothing of a beginning", led(a_report(NO_CHANGE)), WorkState.UNQUANTIFIED),
    # the deciding unit
    Case("the consolidating unit decides, whoever is slower", shared([a_report(percent=90)], [[a_report(percent=1)]]),
         WorkState.ON_TRACK),
    Case("… and whoever is faster", shared([a_report(percent=1)], [[a_report(percent=90)]]), WorkState.BEHIND),
    Case("while it is silent, a lead", shared([], [[a_report(percent=90)]], [[a_report(percent=1)]]),
         WorkState.ON_TRACK),
    Case("… 签收 is silence", shared([a_report(AnswerKind.RECEIVED)], [[a_report(percent=90)]]), WorkState.ON_TRACK),
    Case("… 不属我单位 too", shared([a_report(AnswerKind.NOT_OURS)], [[a_report(percent=90)]]), WorkState.ON_TRACK),
    Case("… a returned report too", shared([returned(percent=1)], [[a_report(percent=90)]]), WorkState.ON_TRACK),
    Case("of several leads the lowest", shared([], [[a_report(percent=90)], [a_report(percent=80)]]),
         WorkState.BEHIND),
    Case("… a silent lead is none of them", shared([], [[a_report(percent=90)], []]), WorkState.ON_TRACK),
    Case("… and 未启动 is the lowest", shared([], [[a_report(percent=90)], [a_report(text="尚未启动")]]),
         WorkState.NOT_STARTED),
    Case("while the leads are silent, the lowest of the others",
         shared([], [[]], [[a_report(percent=90)], [a_report(percent=80)]]), WorkState.BEHIND),
    Case("… all of them fast", shared([], [[]], [[a_report(percent=90)], [a_report(percent=95)]]),
         WorkState.ON_TRACK),
    Case("an exempted unit stands aside", shared([], [[a_report(percent=90)]], exempted=DISPATCHED, deadline=DATE),
         WorkState.OVERDUE),
    # a milestone is that of the deciding unit, the deadline that of whoever consolidates
    Case("a lead's 已完成 meets a milestone while the other is silent",
         shared([], [[*done(of=REACHED), a_report(percent=90)]], checkpoints=[REACHED]), WorkState.ON_TRACK),
    Case("… but not once the consolidating unit says otherwise",
         shared([a_report(percent=90)], [done(of=REACHED)], checkpoints=[REACHED]), WorkState.OVERDUE),
    Case("… nor where another lead has not",
         shared([], [done(of=REACHED), [a_report()]], checkpoints=[REACHED]), WorkState.OVERDUE),
    Case("a responsible unit's 延期 does not move the milestone of whoever decides",
         shared([a_report(percent=90)], [[]], [[extension(PAST, REACHED)]], checkpoints=[REACHED]),
         WorkState.OVERDUE),
    Case("a lead's 已完成 does not end the task", shared([], [done()], deadline=DATE), WorkState.OVERDUE),
    # a task for a group alone
    Case("all members done is 办结", towns(done(), done(), deadline=DATE), WorkState.CLOSED),
    Case("… the exempted left out", towns(done(), [], exempted=[1], deadline=DATE), WorkState.CLOSED),
    Case("… all exempted is not", towns([], exempted=[0], deadline=DATE), WorkState.NO_FEEDBACK),
    Case("one member missing after the date is 逾期", towns(done(), [], deadline=DATE), WorkState.OVERDUE),
    Case("… whose 延期 waits in time is not", towns(done(), [extension(PAST, DATE)], deadline=DATE),
         WorkState.ON_TRACK, mark=Mark.EXTENSION),
    Case("one member missing before the date is judged by what there is",
         towns([a_report(percent=95)], [], deadline=a_checkpoint(AHEAD)), WorkState.ON_TRACK),
    Case("the slowest member counts", towns([a_report(percent=95)], [a_report(percent=5)]), WorkState.BEHIND),
    Case("one member that has not begun leaves the rest", towns([a_report(percent=95)], [a_report(percent=0)]),
         WorkState.BEHIND),
    Case("… in words as well as in a figure", towns([a_report(percent=95)], [a_report(text="尚未启动")]),
         WorkState.BEHIND),
    Case("all that answered have not begun", towns([a_report(text="尚未启动")], [a_report(percent=0)], []),
         WorkState.NOT_STARTED),
    Case("no member answered", towns([], []), WorkState.NO_FEEDBACK),
    Case("the office strikes it off", towns([], [], deadline=DATE, struck_off_at=at(TODAY, 8)), WorkState.CLOSED),
    Case("what is struck off later", towns([], [], deadline=DATE, struck_off_at=at(TODAY, 10)), WorkState.OVERDUE),
    Case("rounds only never end", towns(done(of=ASKED), deadline=None, checkpoints=[ASKED]), WorkState.STANDING),
)  # fmt: skip


def planned(case: Case) -> tuple[Plan, Task]:
    plan = a_plan(case.task, **case.plan)
    return plan, plan.tasks[0]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.says)
def test_a_task_stands_in_the_first_state_that_fits(case: Case) -> None:
    plan, task = planned(case)
    assert states.work_state(plan, task, case.as_of) is case.state


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.says)
def test_what_waits_or_was_sent_back_is_marked_beside_the_state(case: Case) -> None:
    plan, task = planned(case)
    assert states.mark(plan, task, case.as_of) is case.mark


def test_the_states_are_the_classes_of_the_rule_in_its_order() -> None:
    told = (Path(__file__).parent.parent / "docs" / "design.md").read_text(encoding="utf-8").replace("\n", " ")
    classes = told.partition("first that fits: ")[2].partition(". The *deciding unit*")[0].split(" · ")
    names = [name for told in classes for name in told.partition(" (")[0].split("/")]
    assert names == [state.zh for state in WorkState]


def test_every_state_has_its_cases() -> None:
    assert {case.state for case in CASES} == set(WorkState)
    assert {case.mark for case in CASES} == {*Mark, None}


@pytest.mark.parametrize(
    ("closed", "apart"),
    [(date(2025, 1, 1), True), (None, True), (date(2025, 1, 3), False)],
    ids=["before 交办", "at 交办", "after 交办"],
)
def test_what_was_done_at_or_before_the_dispatch_is_counted_apart(closed: date | None, *, apart: bool) -> None:
    plan = a_plan(a_task(closed_at=at(closed) if closed else at(DISPATCHED, 8)))
    assert states.closed_before_dispatch(plan, plan.tasks[0], NOW) is apart


def test_late_work_names_whoever_answers_for_the_task_and_not_who_spoke_in_its_place() -> None:
    late = states.late_work(shared([], [[]], [[a_report(percent=90)]], deadline=DATE, checkpoints=[REACHED]), NOW)
    assert late is not None
    assert (late.unit, late.day, late.days) == ("县教委", PAST, 12)


def test_late_work_counts_from_the_tasks_date_and_names_the_unit_own_due() -> None:
    task = owing_on(led(deadline=DATE), "县教委", date(2025, 10, 28))
    late = states.late_work(task, NOW)
    assert late is not None
    assert (late.day, late.days, late.due_id) == (PAST, 12, task.assignments[0].dues[0].id)


def test_a_request_that_waited_on_a_day_covers_that_day_though_it_was_returned_later() -> None:
    asked = extension(date(2025, 10, 30), DATE, ReportStatus.RETURNED, decided=date(2025, 11, 5))
    plan = a_plan(led(asked, deadline=DATE))
    told = [states.work_state(plan, plan.tasks[0], moment) for moment in (at(date(2025, 11, 3)), NOW)]
    assert told[0] is not WorkState.OVERDUE
    assert told[1] is WorkState.OVERDUE


def test_late_work_of_a_group_names_the_members_that_are_missing() -> None:
    late = states.late_work(towns(done(), [], [a_report()], deadline=DATE), NOW)
    assert late is not None
    assert (late.unit, late.due_id, late.missing) == ("各乡镇", None, ("第1乡", "第2乡"))


def test_where_a_unit_is_exempted_the_leads_answer_for_the_date() -> None:
    late = states.late_work(shared([], [[]], exempted=DISPATCHED, deadline=DATE), NOW)
    assert late is not None
    assert late.unit == "牵头0"


def test_a_group_is_done_when_the_last_member_is() -> None:
    task = towns(done(date(2025, 10, 1)), done(date(2025, 10, 30)), deadline=DATE)
    assert states.closed_at(task, at(date(2025, 10, 29))) is None
    assert states.closed_at(task, NOW) == at(date(2025, 10, 30))


def test_a_group_beside_a_unit_is_no_task_for_a_group_alone() -> None:
    beside = a_task(an_assignment("县教委"), *a_group("各乡镇", [an_assignment("第0乡", Role.RESPONSIBLE)]))
    assert [t.is_for_groups_alone for t in (beside, towns([]), led())] == [False, True, False]


@pytest.mark.parametrize(
    "text",
    ["尚未启动", "还没动", "未启动。", "项目尚未开工，用地未批", "因资金未到位，尚未启动", "我局该项工作还未启动",
     "目前还没有开始", "尚未启动，预计12月完成", "没有开展"],
)  # fmt: skip
def test_words_that_say_nothing_has_begun(text: str) -> None:
    assert deciding.says_not_started(a_report(text=text))
    assert deciding.says_not_started(a_report(BLOCKED, problem=text))


@pytest.mark.parametrize(
    "text",
    ["", "已完成选址，尚未开工", "3个已开工，其余尚未启动", "并非尚未启动", "不是没有开展", "招标工作尚未启动",
     "没有动静", "未开展检查12次", "无变化", "正在选址", "推进顺利", "部分乡镇尚未启动，城区都在做"],
)  # fmt: skip
def test_words_that_do_not_surely_say_so_count_as_begun(text: str) -> None:
    assert not deciding.says_not_started(a_report(text=text))


def test_a_percent_outweighs_the_words_beside_it() -> None:
    assert not deciding.says_not_started(a_report(text="尚未启动", percent=5))
    assert deciding.says_not_started(a_report(text="正在选址", percent=0))


def test_a_percent_of_before_is_gone_once_words_say_that_nothing_has_begun() -> None:
    task = led(a_report(percent=95), a_report(text="项目尚未启动", day=TODAY))
    assert deciding.task_figure(task, NOW) is None


@pytest.mark.parametrize("percent", [None, 100])
def test_a_milestone_that_is_done_is_not_the_whole_task(percent: int | None) -> None:
    """The button 已完成 carries 100, which is that of the date under it."""
    reached = a_report(DONE, date(2025, 10, 20), checkpoint=REACHED, percent=percent)
    fields: dict[str, Any] = {"checkpoints": [REACHED], "deadline": a_checkpoint(AHEAD)}
    assert deciding.task_figure(led(reached, **fields), NOW) is None
    told = deciding.task_figure(led(a_report(percent=40, day=date(2025, 10, 1)), reached, **fields), NOW)
    assert told is not None
    assert told.percent == 40
    own_share = deciding.figure(shared([], [[]], [[reached]], **fields).assignments[2], NOW)
    assert own_share is not None
    assert own_share.percent == 100


@pytest.mark.parametrize(("ahead", "light"), [(-1, Light.RED), (0, Light.YELLOW), (7, Light.YELLOW), (8, None)])
def test_a_task_turns_yellow_a_week_before_its_date(ahead: int, light: Light | None) -> None:
    plan = a_plan(led(a_report(text="正在选址"), deadline=TODAY + timedelta(ahead)))
    assert lights.shown(plan, plan.tasks[0], NOW).light is light


def test_whose_percent_and_words_a_task_shows() -> None:
    lead, other = a_report(percent=30, text="选址"), a_report(percent=20, text="备料")
    task = shared([], [[lead]], [[other]])
    decides, figure, words = deciding.unit(task, NOW), deciding.task_figure(task, NOW), deciding.task_words(task, NOW)
    assert decides is not None
    assert decides.unit == "牵头0"
    assert figure is not None
    assert words is not None
    assert (figure.percent, words.text) == (30, "选址")
    assert deciding.unit(shared(), NOW) is None
