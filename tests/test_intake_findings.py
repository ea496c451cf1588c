"""What a careful clerk would want to be told of a plan, and what nobody should be bothered with."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tasks_db.intake import PlanDraft
from tasks_db.intake.draft import DraftFinding
from tasks_db.intake.plan import read_plan
from tests.intake_samples import read
from tests.layout_writer_files import Grid, as_html

HEAD = "白石县水利提升方案\n一、主要任务\n"
REGISTER = "序号|任务内容|牵头单位|责任单位|完成时限\n"


def found(draft: PlanDraft, kind: str) -> list[DraftFinding]:
    return [one for one in draft.findings if one.kind == kind]


def indicators(*rows: str) -> str:
    return "指标名称|计量单位|2025年现状|2027年目标\n" + "".join(f"{row}\n" for row in rows)


@pytest.mark.parametrize(
    ("printed", "said", "expected"),
    [
        ("＞90", "农村自来水普及率达90%", 1),
        (">90", "农村自来水普及率达到90%以上", 1),
        ("＞90", "农村自来水普及率超过90%", 0),
        ("≥90", "农村自来水普及率达90%", 0),
        ("90", "农村自来水普及率达到90%", 0),
        ("90", "农村自来水普及率达到85%", 1),
        ("90", "农村自来水普及率现为70%", 0),
        ("90", "所有乡镇农村自来水普及", 1),
        ("100", "所有乡镇农村自来水普及", 0),
        ("90", "农村供水人口85%以上", 0),
    ],
)
def test_an_indicator_is_held_against_the_sentence_that_speaks_of_it(
    tmp_path: Path, printed: str, said: str, expected: int
) -> None:
    text = f"{HEAD}{indicators(f'农村自来水普及率|%|70|{printed}')}（一）供水。到2027年，{said}。（县水利局负责）\n"
    told = found(read(tmp_path, text), "indicator_text")
    assert len(told) == expected
    assert all(
        len(one.quotes) == 2 and printed in one.quotes[0].quote and said in one.quotes[1].quote for one in told
    )


@pytest.mark.parametrize(
    ("baseline", "target", "expected"),
    [("50", ">40", 1), ("50", "≥50", 0), ("100", "100", 0), ("8", "5", 0), ("—", ">40", 0), ("30", ">40", 0)],
)
def test_a_lower_bound_that_is_passed_already_is_pointed_out_and_a_level_to_keep_is_not(
    tmp_path: Path, baseline: str, target: str, expected: int
) -> None:
    draft = read(
        tmp_path, f"{HEAD}{indicators(f'节水器具覆盖率|%|{baseline}|{target}')}（一）清淤。（县水利局负责）\n"
    )
    assert len(found(draft, "target_below_baseline")) == expected


def test_an_indicator_that_the_text_calls_otherwise_is_pointed_out(tmp_path: Path) -> None:
    measured = indicators("公建水厂供水人口占比|%|70|90")
    text = f"{HEAD}{measured}（一）供水。公办水厂供水人口占比达到90%。（县水利局负责）\n"
    (one,) = found(read(tmp_path, text), "term_mismatch")
    assert "公建" in one.message
    assert "公办" in one.message


def test_a_word_lost_between_body_and_annex_is_shown_with_both_quotes(tmp_path: Path) -> None:
    said = "组织沿河各村排查山洪隐患点，完善转移避险预案，配齐应急照明和通信设备"
    rows = f"1|{said}设施。|县水利局||\n2|清理河道。|县水利局||\n"
    text = f"{HEAD}（一）排查。{said}。（县水利局负责）\n附件\n{REGISTER}{rows}"
    (one,) = found(read(tmp_path, text), "text_mismatch")
    assert "设施" in one.message
    assert {quote.place for quote in one.quotes} == {"第3行", "第6行"}


def test_items_of_the_body_that_are_no_rows_are_named_once_with_their_own_dates(tmp_path: Path) -> None:
    text = (
        f"{HEAD}（一）巡河。各村每周巡河，2026年6月底前配齐巡河员。（县水利局负责）\n"
        "（二）造林。沿岸补植。（县林业局负责）\n"
        f"附件\n{REGISTER}1|清理河道。|县水利局||2026年底\n2|加固堤防。|县水利局||2027年底\n"
    )
    draft = read(tmp_path, text)
    (outside,) = found(draft, "not_in_register")
    assert "巡河、造林" in outside.message
    (dated,) = found(draft, "date_not_in_register")
    assert "2026年6月底前" in dated.message


def test_two_rows_that_say_much_the_same_are_shown_and_rows_with_titles_of_their_own_are_not(tmp_path: Path) -> None:
    rows = (
        "沿白石河两岸新建护堤和步道，完善照明和警示标识各三处",
        "在白石河两岸新建护堤、步道，并完善照明和警示标识三处",
    )
    draft = read(tmp_path, f"{REGISTER}1|{rows[0]}。|县水利局||\n2|{rows[1]}。|县住建局||\n3|清理河道。|县水利局||\n")
    (one,) = found(draft, "overlap")
    assert len(one.quotes) == 2
    titled = f"序号|任务名称|任务内容|牵头单位\n1|东段|{rows[0]}。|县水利局\n2|西段|{rows[1]}。|县水利局\n"
    assert not found(read(tmp_path, titled), "overlap")


def test_two_bodies_set_up_by_one_plan_are_pointed_out_and_one_is_not(tmp_path: Path) -> None:
    text = f"{HEAD}（一）清淤。（县水利局负责）\n二、保障\n（一）成立由分管副县长任组长的水利提升工作领导小组。\n"
    assert not found(read(tmp_path, text), "several_bodies")
    (one,) = found(read(tmp_path, f"{text}（二）建立联席会议制度，每季度会商。\n"), "several_bodies")
    assert len(one.quotes) == 2


@pytest.mark.parametrize(("name", "expected"), [("区消防救援总队", 1), ("区消防救援支队", 0), ("省消防救援总队", 0)])
def test_a_unit_of_a_rank_that_its_level_has_not_is_pointed_out(tmp_path: Path, name: str, expected: int) -> None:
    draft = read(tmp_path, f"{HEAD}（一）演练。组织演练。（责任单位：{name}）\n")
    assert len(found(draft, "unit_level")) == expected


def test_signs_that_a_clerk_would_mend_are_one_finding_a_kind(tmp_path: Path) -> None:
    text = (
        f"{HEAD}（一）清淤。清理河道。（责任单位；县水利局）\n（二）造林。补植。（责任单位；县林业局）\n附件\n"
        "序号|任务名称|任务内容|牵头单位|责任单位\n1|清淤。|清理河道|县水利局|县财政局，县林业局、县农业局，各乡镇\n"
        "2|造林|补植|县林业局|县财政局、县水利局，各乡镇\n3|巡河|巡查|县水利局|\n"
    )
    told = [one.message for one in found(read(tmp_path, text), "punctuation")]
    assert len(told) == 3
    assert "第3行等 2 处" in told[0]
    assert "混用（第7行）" in told[1]
    assert "句号" in told[2]


def test_a_joint_meeting_without_a_plan_is_no_error(tmp_path: Path) -> None:
    text = (
        "青岚市防汛联席会议制度\n一、组成\n联席会议由市水利局、市应急局、市气象局等部门组成，办公室设在市水利局。\n"
    )
    (one,) = found(read(tmp_path, text), "no_tasks")
    assert one.severity == "info"


def test_a_second_list_that_begins_anew_is_no_gap(tmp_path: Path) -> None:
    text = "白石县方案\n一、任务\n清淤。\n二、保障\n落实资金。\n一、职责\n抓好落实。\n二、会议\n每季度一次。\n"
    assert not found(read(tmp_path, text), "numbering")


def has(kind: str, *words: str) -> Callable[[PlanDraft], bool]:
    return lambda draft: any(all(word in one.message for word in words) for one in found(draft, kind))


REAL = [
    ("000", has("text_mismatch", "任务“5”", "能力")),
    ("000", has("indicator_text", "知识普及率", "＞90")),
    ("000", has("indicator_text", "街道", "覆盖率")),
    ("000", has("not_in_register", "加强组织领导")),
    ("000", has("punctuation", "句号")),
    ("001", has("indicator_text", "覆盖率", "全部")),
    ("001", has("target_below_baseline", "50", ">40")),
    ("001", has("unit_level", "总队")),
    ("003", has("overlap", "任务 7", "任务 10")),
    ("003", has("several_bodies", "领导小组", "联席会议")),
    ("003", has("punctuation", "分号")),
    ("003", has("not_in_register", "15 项")),
    ("003", has("date_not_in_register", "2021年12月底前")),
    ("000", has("punctuation", "3 处")),
    ("001", has("indicator_text", "≥1", "恰好 1")),
    ("001", has("lost_words", "六届二次")),
    ("001", has("scope_mismatch", "全区", "全市")),
    ("001", has("place_typo", "开洲", "开州")),
    ("002", has("term_mismatch", "5万以上", "5万人以上")),
    ("002", has("cut_paragraph", "第120行")),
    ("004", has("lead_named", "县卫生健康和体育局")),
]


@pytest.mark.parametrize(("plan", "told"), REAL)
def test_the_contradictions_of_the_real_plans_are_found(
    samples: Path, plan: str, told: Callable[[PlanDraft], bool]
) -> None:
    draft = read_plan(next(samples.glob(f"{plan}_*.txt")))
    assert told(draft), [one.message for one in draft.findings]


def test_every_finding_of_a_contradiction_shows_both_quotes(samples: Path) -> None:
    kinds = {
        "owner_mismatch",
        "text_mismatch",
        "overlap",
        "several_bodies",
        "indicator_text",
        "issue_dates",
        "unit_typo",
    }
    for path in samples.glob("*_*.txt"):
        told = [one for one in read_plan(path).findings if one.kind in kinds]
        assert all(len(one.quotes) >= 2 and all(quote.quote for quote in one.quotes) for one in told)


def test_units_parted_otherwise_than_in_the_other_rows_are_named_once(tmp_path: Path) -> None:
    rows = (
        "1|清淤|县水利局|县财政局、县林业局，各乡镇|\n2|造林|县林业局|县水利局，各乡镇|\n"
        "3|巡河|县水利局|县公安局、各乡镇|\n4|补偿|县财政局|县水利局，县林业局|\n5|宣传|县文旅局|县教育局、县妇联|\n"
    )
    (told,) = found(read(tmp_path, f"白石县方案\n附件\n任务分解表\n{REGISTER}{rows}"), "punctuation")
    assert [quote.quote for quote in told.quotes] == ["县水利局，县林业局", "县公安局、各乡镇"]


@pytest.mark.parametrize(
    ("slip", "kind"),
    [
        ("县民郑局", "unit_typo"),
        ("县财政局", ""),
        ("白时水务公司", "place_typo"),
        ("白石水务公司", ""),
    ],
)
def test_a_name_that_sounds_like_the_right_one_is_a_slip(tmp_path: Path, slip: str, kind: str) -> None:
    usual = "（一）甲。通水。（县民政局负责）\n（二）乙。护渠。（县民政局负责）\n"
    text = f"白石县供水方案\n{usual}（三）丙。巡查。（{slip}负责）\n"
    kinds = {one.kind for one in read(tmp_path, text).findings}
    assert kinds & {"unit_typo", "place_typo"} == ({kind} if kind else set())


def test_words_lost_behind_a_session_are_pointed_out(tmp_path: Path) -> None:
    lost = "白石县方案\n为落实县委五届二次、三次认真部署，制定本方案。\n（一）清淤。护渠。（县水利局负责）\n"
    whole = lost.replace("认真部署", "全会部署")
    assert len(found(read(tmp_path, lost), "lost_words")) == 1
    assert not found(read(tmp_path, whole), "lost_words")


def test_a_paragraph_that_a_page_cut_is_put_together_and_pointed_out(tmp_path: Path) -> None:
    text = (
        "白石县方案\n（一）清淤。组织力量对全县主要河道逐段清理，拆除阻水围堰，恢复\n\n行洪断面，落实\n\n"
        "管护人员，建立台账。（县水利局负责）\n"
    )
    draft = read(tmp_path, text)
    assert "恢复行洪断面" in draft.tasks[0].content
    (told,) = found(draft, "cut_paragraph")
    assert "行洪断面" in told.quotes[0].quote


def test_targets_for_another_scope_than_the_plans_own_are_pointed_out(tmp_path: Path) -> None:
    text = (
        "河东区方案\n（一）甲。到2026年，全区建成站点20个。（区民政局负责）\n"
        "（二）乙。到2026年，全市普及率超过90%。（区教育局负责）\n（三）丙。高于全市平均水平5个百分点。（区教育局负责）\n"
    )
    (told,) = found(read(tmp_path, text), "scope_mismatch")
    assert "全市普及率" in told.quotes[0].quote


def test_a_size_that_indicator_and_sentence_give_otherwise_is_pointed_out(tmp_path: Path) -> None:
    row = "3万以上常住人口乡镇供水站覆盖率|%|60|90"
    text = f"{HEAD}{indicators(row)}（一）供水。3万人以上常住人口乡镇供水站覆盖率达到90%。（县水利局负责）\n"
    (told,) = found(read(tmp_path, text), "term_mismatch")
    assert "“3万以上”" in told.message
    assert "“3万人以上”" in told.message


def test_the_unit_that_leads_the_joint_work_is_named_where_no_task_names_a_lead(tmp_path: Path) -> None:
    text = (
        "白石县方案\n一、主要任务\n（一）清淤。护渠。（责任单位：县水利局、县财政局）\n"
        "二、组织保障\n建立由县水利局牵头，有关单位参加的联席会议制度。\n"
    )
    (told,) = found(read(tmp_path, text), "lead_named")
    assert "县水利局" in told.message


def test_what_the_body_asks_for_by_a_date_and_no_row_says_is_pointed_out(tmp_path: Path) -> None:
    rows = "1|清淤十二公里|县水利局|各乡镇|2026年10月底\n"
    text = (
        "白石县方案\n一、保障措施\n（一）加强领导。各乡镇于2026年5月底前制定细则，县水利局2026年10月底前清淤十二公里。\n"
        f"附件\n任务分解表\n{REGISTER}{rows}"
    )
    (told,) = found(read(tmp_path, text), "date_not_in_register")
    assert "2026年5月底前" in told.message


def test_a_finding_names_the_row_of_its_task_also_where_a_cell_is_merged_from_the_row_above(tmp_path: Path) -> None:
    rows = (
        ("序号", "任务内容", "牵头单位", "责任单位"),
        ("1", "清淤三公里", "县水务局", "县财政局"),
        ("2", "护岸五公里", "县水务局", "县林业局"),
        ("3", "补植十公顷", "县水利局", "县财政局"),
        ("4", "巡河二十次", "县水利局", "县财正局"),
        ("5", "清障六公里", "县城管局", "县财政局"),
    )
    path = tmp_path / "表.html"
    path.write_bytes(as_html([Grid(rows, down=(2,))]))
    draft = read_plan(path)
    assert [task.source.place for task in draft.tasks] == [f"表1第{n}行" for n in range(2, 7)]
    placed = {quote.quote: quote.place for one in draft.findings for quote in one.quotes}
    assert placed["县财正局"] == "表1第5行"


def test_rows_that_are_the_same_and_several_leads_in_a_cell_are_pointed_out_with_their_places(tmp_path: Path) -> None:
    rows = (
        "序号\t任务\t牵头单位\t完成时限",
        "1\t改造供水管网\t县水利局\t2025年11月30日",
        "2\t清运垃圾\t县城管局\t2025年11月30日",
        "3\t清运垃圾\t县城管局\t2025年11月30日",
        "4\t清运垃圾\t县住建局\t2025年11月30日",
        "5\t发放补贴\t县民政局、县残联、县财政局\t2025年12月20日",
    )
    draft = read(tmp_path, "重点项目推进方案\n\n" + "\n".join(rows))
    (same,) = found(draft, "same_rows")
    assert "任务 2、3" in same.message
    assert len(same.quotes) == 2
    (several,) = found(draft, "co_leads")
    assert "第 5 项“县民政局、县残联、县财政局”由县民政局汇总" in several.message
    assert several.quotes
    assert several.severity == same.severity == "warning"
