"""Nothing that a plan prints is guessed or made in silence (R11): names, dates and items wait for the office."""

from datetime import date

import pytest

from messages import plan_parts
from tasks_db.intake.draft import DraftFinding, DraftIndicator, Quote, Recurrence
from tasks_db.register import unit_names
from tasks_db.register.authority import OPERATOR
from tasks_db.register.refusals import PlanError, UnitError
from tasks_db.register.roster import TableRow
from tasks_db.register.unit_names import Known
from tasks_db.store import models
from tasks_db.terms import UnitKind
from tasks_db.work.acts import handing_out, loading, roster, settling
from tasks_db.work.acts.loading import Source
from tasks_db.work.views.overview import overview
from tests.audited_office import Audited
from tests.small_world import DEADLINE, a_draft, a_draft_task
from tests.test_rules_at_the_desk import loaded, moved
from tests.test_rules_at_the_desk import office as _office

office = _office
TODAY = date(2025, 11, 3)


def alike(printed: str, *names: str) -> list[str]:
    registry = [Known(n, name, UnitKind.UNIT) for n, name in enumerate(names, 1)]
    return [unit.name for unit in unit_names.match(printed, registry).alike]


def test_a_name_is_one_units_only_as_it_is_written_or_by_an_alias() -> None:
    registry = [Known(1, "县水利局", UnitKind.UNIT, ("县水务局",)), Known(2, "县财政局", UnitKind.UNIT)]
    for written in ("县水利局", " 县水利局 ", "县 水利局", "县水务局"):
        found = unit_names.match(written, registry)
        assert found.unit is registry[0], written
        assert found.alike == ()
    for written in ("水利局", "县水力局", "县水利"):
        assert unit_names.match(written, registry).unit is None, written


def test_what_resembles_units_is_offered_at_most_three_the_likeliest_first_and_never_of_another_level() -> None:
    assert alike("县住房乡建委", "县教委", "县住房建委", "县住房城乡建委") == ["县住房城乡建委", "县住房建委"]
    many = alike("县农业农村局", "县农业农村和水利局", "县农业农村委", "县农业农村局机关", "县农业农村中心")
    assert len(many) == 3
    assert alike("市住房城乡建委", "县住房城乡建委") == []
    assert alike("县教育局", "县财政局") == []


def test_an_unknown_name_is_likely_a_slip_of_one_that_the_plan_prints_more_often_or_as_often_and_longer() -> None:
    assert unit_names.twin("县市场监官局", {"县市场监官局": ["1"], "县市场监管局": ["2", "3"]}) == "县市场监管局"
    assert unit_names.twin("县市场监管局", {"县市场监官局": ["1"], "县市场监管局": ["2", "3"]}) is None
    names = {"县市场监管局": ["1"], "县市场监督管理局": ["2"]}
    assert unit_names.twin("县市场监管局", names) == "县市场监督管理局"
    assert unit_names.twin("县市场监督管理局", names) is None
    assert unit_names.twin("县教委", {"县教委": ["1"], "县民政局": ["2", "3"]}) is None


def units(office: Audited) -> set[str]:
    return {unit.name for unit in office.rows(models.Unit)}


def test_loading_makes_no_unit_and_what_a_name_means_is_kept_for_the_next_plan(office: Audited) -> None:
    do = office.desk.do
    before = units(office)
    plan = loaded(office, a_draft_task("1", "改造供水管网", ["县水力局"], ["县卫健委", "县卫生健康委"]))
    assert units(office) == before
    assert {a.unit_id for a in office.rows(models.Assignment)} == {None}
    with pytest.raises(PlanError, match="3个单位名称还没有对上"):
        do(OPERATOR, handing_out.hand_out, plan)
    with pytest.raises(PlanError, match="没有“县水务局”"):
        do(OPERATOR, settling.identify_by_name, plan, "县水力局", "县水务局")
    with pytest.raises(PlanError, match="没有“县民政局”这个名称"):
        do(OPERATOR, settling.register_new_unit, plan, "县民政局")
    assert units(office) == before
    do(OPERATOR, settling.identify_by_name, plan, "县水力局", "县水利局")
    assert units(office) == before
    with pytest.raises(UnitError):
        do(OPERATOR, settling.identify_by_name, plan, "县水力局", "县财政局")
    second = a_draft("第二方案", a_draft_task("1", "修缮干渠", ["县水力局"]))
    do(OPERATOR, loading.load_plan, second, Source("二.txt", "b"))
    water = office.row(models.Unit, name="县水利局").id
    assert {a.unit_id for a in office.rows(models.Assignment, printed="县水力局")} == {water}


def test_a_name_one_sign_from_a_units_is_left_to_a_person_when_the_others_are_taken_for_what_they_resemble(
    office: Audited,
) -> None:
    """县供热公司 is as like 县供水公司 as a slip of the pen would be, and slips of the pen sound alike."""
    do = office.desk.do
    do(OPERATOR, roster.load_table, [TableRow(1, "县供水公司", (), (), "", "", "")])
    plan = loaded(office, a_draft_task("1", "改造供水管网", ["县供热公司"], ["县供谁公司"]))
    water = office.row(models.Unit, name="县供水公司").id
    assert do(OPERATOR, settling.settle_likely, plan) == 1
    assert {a.printed: a.unit_id for a in office.rows(models.Assignment)} == {
        "县供热公司": None, "县供谁公司": water,
    }  # fmt: skip
    (left,) = office.desk.ask(OPERATOR, overview, plan).unknown
    assert "像“县供水公司”（只差一个字，请单独定）" in plan_parts.unknown_line(1, left)


def test_a_name_that_means_a_group_is_neither_asked_by_itself_nor_consolidates(office: Audited) -> None:
    """Whether it is written as one or not."""
    do = office.desk.do
    do(OPERATOR, roster.load_table, [TableRow(1, "甲镇", (), ("各乡镇",), "", "", "")])
    plan = loaded(office, a_draft_task("1", "改造供水管网", ["有关乡镇", "各有关村"], ["县水利局"]))
    do(OPERATOR, settling.identify_by_name, plan, "有关乡镇", "各乡镇")
    do(OPERATOR, settling.register_new_unit, plan, "各有关村")
    assert office.row(models.Unit, name="各有关村").kind is UnitKind.GROUP
    for printed in ("有关乡镇", "各有关村"):
        (share,) = office.rows(models.Assignment, printed=printed)
        assert (share.asked, share.consolidates) == (False, False), printed


def test_a_doubt_about_names_is_answered_once_every_name_in_it_is_known(office: Audited) -> None:
    quotes = (Quote("第1行", "县卫健委"), Quote("第2行", "县卫生健康委"))
    doubts = (
        DraftFinding("unit_alias", "warning", "两处写法不同", quotes),
        DraftFinding("unclear_date", "warning", "时间不明", quotes[:1]),
    )
    tasks = a_draft_task("1", "建设卫生院", ["县卫健委"]), a_draft_task("2", "培训医生", ["县卫生健康委"])
    plan = loaded(office, *tasks, findings=doubts)
    office.desk.do(OPERATOR, settling.register_new_unit, plan, "县卫健委")
    assert len(office.desk.ask(OPERATOR, overview, plan).findings) == 2
    office.desk.do(OPERATOR, settling.identify_by_name, plan, "县卫生健康委", "县卫健委")
    assert [one.kind for one in office.desk.ask(OPERATOR, overview, plan).findings] == ["unclear_date"]


def test_doubts_are_marked_as_seen_from_the_first_to_the_last_that_was_shown_of_that_plan(office: Audited) -> None:
    doubts = tuple(DraftFinding("unit_level", "info", f"第{n}处", ()) for n in range(4))
    first = loaded(office, a_draft_task("1", "改造供水管网", ["县水利局"]), findings=doubts)
    other = a_draft("第二方案", a_draft_task("1", "修缮干渠", ["县水利局"]), findings=doubts)
    second = office.desk.do(OPERATOR, loading.load_plan, other, Source("二.txt", "b"))
    ids = [one.id for one in office.rows(models.Finding)]
    assert office.desk.do(OPERATOR, settling.settle_findings, first, ids[1], ids[-1]) == 3
    assert [one.id for one in office.desk.ask(OPERATOR, overview, first).findings] == ids[:1]
    assert len(office.desk.ask(OPERATOR, overview, second).findings) == 4


def test_a_default_day_is_marked_as_such_and_settles_neither_rounds_nor_what_is_closed_nor_work_without_an_end(
    office: Audited,
) -> None:
    monthly = (Recurrence("month", "报送进展"),)
    tasks = (
        a_draft_task("1", "修缮干渠", ["县水利局"], (), None),
        a_draft_task("2", "检查水质", ["县水利局"], (), None)._replace(recurrences=monthly),
        a_draft_task("3", "巡查水库", ["县水利局"], (), None)._replace(recurring=True),
        a_draft_task("4", "改造供水管网", ["县水利局"], (), date(2025, 10, 31)),
        a_draft_task("5", "清理河道", ["县水利局"]),
    )
    plan, do = loaded(office, *tasks), office.desk.do
    with pytest.raises(PlanError, match="已经过去"):
        do(OPERATOR, settling.default_undated, plan, date(2025, 11, 2))
    assert do(OPERATOR, settling.default_undated, plan, settling.TO_THE_END) == 1
    seqs = {task.id: task.seq for task in office.rows(models.Task)}
    found = {seqs[c.task_id]: (c.day, c.basis) for c in office.rows(models.Checkpoint)}
    assert found == {
        "1": (date(2025, 12, 31), "default"),
        "4": (date(2025, 10, 31), "column"),
        "5": (DEADLINE, "column"),
    }
    with pytest.raises(PlanError, match="1项任务没有时限"):
        do(OPERATOR, handing_out.hand_out, plan)
    assert do(OPERATOR, settling.default_undated, plan, TODAY, "quarter") == 1  # today is no past day
    assert office.row(models.Task, seq="3").cycles


def test_what_became_past_due_between_loading_and_issuing_waits_and_todays_date_does_not(office: Audited) -> None:
    """R8, R11: from the day of loading on, and not what was closed meanwhile."""
    days = {"1": TODAY, "2": date(2025, 11, 6), "3": date(2025, 11, 7), "4": date(2025, 11, 10)}
    tasks = (a_draft_task(seq, f"第{seq}件", ["县水利局"], (), day) for seq, day in days.items())
    plan = loaded(office, *tasks, status="draft")
    assert {task.review for task in office.rows(models.Task)} == {None}
    moved(office, "2025-11-07T10:00")
    office.desk.do(OPERATOR, settling.mark_issued, plan)
    assert [task.seq for task in office.rows(models.Task) if task.review is not None] == ["1", "2"]
    with pytest.raises(PlanError, match="2项任务已过期"):
        office.desk.do(OPERATOR, handing_out.hand_out, plan)
    assert office.desk.do(OPERATOR, settling.settle_all_past_due, plan, "done") == 2
    assert [task.seq for task in office.rows(models.Task) if task.closed_at is not None] == ["1", "2"]


def test_items_beside_the_table_go_on_counting_and_are_asked_only_once_they_are_taken(office: Audited) -> None:
    """R11: after the dispatch too, where they lack nothing."""
    beside = (
        a_draft_task("7", "清理河道", ["县财政局"]),
        a_draft_task("", "修缮桥梁", ["县城管局"], (), None),
        a_draft_task("1", "整治街巷", ["县城管局"]),
    )
    plan, do = loaded(office, a_draft_task("4", "改造供水管网", ["县水利局"]), candidates=beside), office.desk.do
    assert [task.seq for task in office.rows(models.Task)] == ["4", "5", "6", "7"]
    do(OPERATOR, handing_out.hand_out, plan)
    ids = {task.seq: task.id for task in office.rows(models.Task)}
    assert len(office.rows(models.Due)) == 1
    do(OPERATOR, settling.take_candidate, ids["5"], take=True)
    assert len(office.rows(models.Due)) == 2
    with pytest.raises(PlanError, match="还不能问"):
        do(OPERATOR, settling.take_candidate, ids["6"], take=True)
    do(OPERATOR, settling.take_candidate, ids["7"], take=False)
    with pytest.raises(PlanError, match="已经处理过"):
        do(OPERATOR, settling.take_candidate, ids["7"], take=True)
    assert len(office.rows(models.Due)) == 2
    assert office.row(models.Task, id=ids["6"]).candidate


def test_the_same_file_is_one_plan_until_that_is_removed(office: Audited) -> None:
    plan = loaded(office, a_draft_task("1", "改造供水管网", ["县水利局"]))
    with pytest.raises(PlanError, match=f"已经载入过（方案{plan}“供水方案”）"):
        loaded(office, a_draft_task("1", "改造供水管网", ["县水利局"]))
    office.desk.do(OPERATOR, handing_out.remove, plan)
    assert loaded(office, a_draft_task("1", "改造供水管网", ["县水利局"])) != plan


def test_who_consolidates_is_named_for_tasks_that_need_it_alone_and_figures_have_their_supplier(
    office: Audited,
) -> None:
    figure = (
        DraftIndicator("1", "供水普及率", "%", {}, {"2025": "90"}),
        DraftIndicator("2", "水质", "%", {}, {"2026": "99"}),
    )
    tasks = (
        a_draft_task("1", "改造供水管网", [], ["县财政局", "县城管局"]),
        a_draft_task("2", "清理河道", ["县水利局"], ["县财政局"]),
    )
    plan, do = loaded(office, *tasks, indicators=figure), office.desk.do
    assert do(OPERATOR, settling.consolidate_rest, plan, None) == 1
    ids = {task.seq: task.id for task in office.rows(models.Task)}
    chosen = {a.task_id: a.printed for a in office.rows(models.Assignment) if a.consolidates}
    assert chosen == {ids["1"]: "县财政局", ids["2"]: "县水利局"}
    with pytest.raises(PlanError, match="没有第9项指标"):
        do(OPERATOR, settling.set_supplier, plan, "9 县财政局")
    assert do(OPERATOR, settling.set_supplier, plan, "2 县城管局") == 1
    assert do(OPERATOR, settling.set_supplier, plan, "县财政局") == 1
    called = {unit.id: unit.name for unit in office.rows(models.Unit)}
    assert {one.seq: called[one.supplier_id] for one in office.rows(models.Indicator)} == {
        "1": "县财政局",
        "2": "县城管局",
    }
    do(OPERATOR, handing_out.hand_out, plan)
    with pytest.raises(PlanError, match="已经在问了"):
        do(OPERATOR, settling.set_supplier, plan, "1 县水利局")
