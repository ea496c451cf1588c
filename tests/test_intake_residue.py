"""What a document says of who and when and no task holds: it is unread, and the office is told (R11)."""

from pathlib import Path

import pytest

from tasks_db.intake import PlanDraft
from tasks_db.intake.draft import DraftFinding
from tests import residue_fuzz
from tests.intake_samples import FLOOD, LIBRARY, MEALS, read

GOALS = "一、总体目标\n到2028年底，全县建成示范河道20条。\n"
TASKS = (
    "二、重点任务\n（一）清淤。清理河道十二公里，2026年8月底前完成。（县水利局负责）\n"
    "（二）造林。沿岸补植林木，年内完成。（县林业局负责）\n（三）巡河。组织村级巡河员巡查。（各乡镇负责）\n"
)
PLAN = f"白石县河道整治方案（2026—2028年）\n为改善水环境，结合我县实际，制定本方案。\n{GOALS}{TASKS}"
REGISTER = (
    "附件\n任务分解表\n序号|任务内容|牵头单位|完成时限\n1|清理河道十二公里|县水利局|2026年8月底\n"
    "2|沿岸补植林木|县林业局|2026年底\n"
)


def left(draft: PlanDraft) -> list[DraftFinding]:
    return [one for one in draft.findings if one.kind == "residue"]


def read_as(draft: PlanDraft, text: str, said: str) -> set[str]:
    """What the coverage says of a stretch of a text."""
    begin = text.index(said)
    return {span.read_as for span in draft.coverage if span.start < begin + len(said) and span.end > begin}


LOST = [
    # behind the last owner of an item
    ("（四）护坡。整修护坡三处。（县住建局负责）另由县财政局牵头筹措资金。", "另由县财政局牵头筹措资金。"),
    ("（四）护坡。整修护坡三处。（县住建局负责）2027年3月底前完成验收。", "2027年3月底前完成验收。"),
    # an item of a section that holds no tasks
    ("三、保障措施\n（一）加强保障。强化投入。2026年3月底前各乡镇制定细则。", "2026年3月底前各乡镇制定细则。"),
    ("三、保障措施\n（一）强化督查。县审计局每季度通报一次进展。", "县审计局每季度通报一次进展。"),
    ("三、组织领导\n（一）明确分工。县审计局负责跟踪审计。群众可以监督。", "县审计局负责跟踪审计。"),
    # a closing paragraph
    (
        "各乡镇请于2026年11月20日前将落实情况书面报送县水利局。",
        "各乡镇请于2026年11月20日前将落实情况书面报送县水利局。",
    ),
    ("以上任务由县政府督查室牵头督办。", "以上任务由县政府督查室牵头督办。"),
    ("县档案馆为牵头单位，县史志办为责任单位。", "县档案馆为牵头单位，县史志办为责任单位。"),
]


@pytest.mark.parametrize(("added", "said"), LOST)
def test_who_and_when_that_belong_to_no_task_are_unread_and_quoted(tmp_path: Path, added: str, said: str) -> None:
    text = f"{PLAN}{added}\n"
    draft = read(tmp_path, text)
    assert read_as(draft, text, said) == {"unread"}
    (told,) = left(draft)
    assert [quote.quote for quote in told.quotes] == [said]
    assert told.severity == "warning"
    assert said[:10] in told.message
    assert len(draft.tasks) == 3 + added.count("（县住建局负责）")


UNDERSTOOD = [
    "三、保障措施\n（一）加强领导。各乡镇、各有关部门要高度重视，加强协作配合。",
    "三、保障措施\n（一）加强宣传。利用广播、短信等多种形式，营造良好氛围。",
    "三、保障措施\n（一）严格考核。2025年以来的成效要巩固提升。",
]


@pytest.mark.parametrize("added", UNDERSTOOD)
def test_what_asks_nobody_for_anything_by_a_day_is_background_and_told_to_nobody(tmp_path: Path, added: str) -> None:
    text = f"{PLAN}{added}\n"
    draft = read(tmp_path, text)
    assert left(draft) == []
    assert read_as(draft, text, added.rpartition("）")[2].partition("。")[2]) == {"background"}


def test_goals_and_the_opening_state_dates_that_no_unit_owes(tmp_path: Path) -> None:
    text = PLAN.replace("制定本方案。", "县水利局牵头起草，确保2028年底前完成整治，制定本方案。")
    draft = read(tmp_path, text)
    assert left(draft) == []
    assert read_as(draft, text, "到2028年底，全县建成示范河道20条。") == {"background"}
    assert read_as(draft, text, "县水利局牵头起草，确保2028年底前完成整治，制定本方案。") == {"background"}


def test_what_a_letter_asks_for_by_a_day_before_the_first_item_is_told(tmp_path: Path) -> None:
    asked = "请各乡镇于2026年5月20日前报送实施细则。"
    draft = read(tmp_path, PLAN.replace("一、总体目标", f"{asked}\n一、总体目标"))
    assert [one.quotes[0].quote for one in left(draft)] == [asked]


def test_what_stands_under_or_among_the_rows_of_a_register_is_told(tmp_path: Path) -> None:
    below, among = "各乡镇于2026年11月19日前报送总结。", "台账由县档案馆负责，2026年9月17日前报送。"
    rows = REGISTER.replace("2|沿岸", f"{among}\n2|沿岸")
    draft = read(tmp_path, f"{PLAN}{rows}{below}\n")
    assert [one.quotes[0].quote for one in left(draft)] == [among, below]


def test_a_unit_that_a_tasks_words_give_work_and_its_owners_lack_is_asked_about(tmp_path: Path) -> None:
    text = PLAN.replace("清理河道十二公里，", "清理河道十二公里，由县财政局配合筹措资金，县水利局牵头验收，")
    (told,) = [one for one in read(tmp_path, text).findings if one.kind == "owner_in_text"]
    assert "县财政局" in told.message
    assert "县水利局" not in told.message
    assert "由县财政局配合筹措资金" in told.quotes[0].quote


def test_sentences_planted_anywhere_in_invented_documents_are_held_or_told() -> None:
    count, noisy = residue_fuzz.measured(range(7, 8), every=5, times=5)
    assert count.planted > 70
    assert count.shown == []
    assert noisy == []


def test_text_behind_the_last_owner_is_never_background_even_where_it_names_nobody(tmp_path: Path) -> None:
    text = f"{PLAN}（四）护坡。整修护坡三处。（县住建局负责）石料就近采购。\n"
    draft = read(tmp_path, text)
    assert read_as(draft, text, "石料就近采购。") == {"unread"}
    assert left(draft) == []


def test_beside_a_register_the_dates_of_the_body_are_compared_with_its_rows_instead(tmp_path: Path) -> None:
    text = f"{PLAN}三、保障措施\n（一）加强领导。2026年5月底前各乡镇制定细则。县审计局负责跟踪审计。\n{REGISTER}"
    draft = read(tmp_path, text)
    assert [one.quotes[0].quote for one in left(draft)] == ["县审计局负责跟踪审计。"]
    told = [one for one in draft.findings if one.kind == "date_not_in_register"]
    assert any("2026年5月底前" in one.message for one in told)


def test_several_sentences_of_one_paragraph_are_one_finding_that_quotes_each(tmp_path: Path) -> None:
    text = f"{PLAN}三、组织领导\n（一）明确分工。县审计局负责跟踪审计。群众可以监督。县统计局负责数据核算。\n"
    (told,) = left(read(tmp_path, text))
    assert [quote.quote for quote in told.quotes] == ["县审计局负责跟踪审计。", "县统计局负责数据核算。"]


def test_a_paragraph_that_a_page_cut_is_quoted_whole(tmp_path: Path) -> None:
    cut = "各乡镇请于2026年11月20日前将本年度河道整治落实情况、存在问题和下一年度\n— 3 —\n工作打算书面报送县水利局。"
    text = f"{PLAN}{cut}\n"
    draft = read(tmp_path, text)
    (told,) = left(draft)
    assert "下一年度工作打算书面报送县水利局。" in told.quotes[0].quote
    for piece in ("各乡镇请于2026年11月20日前", "工作打算书面报送县水利局。"):
        assert read_as(draft, text, piece) == {"unread"}


def test_owners_of_a_table_that_was_not_recognised_are_told_even_before_the_first_item(tmp_path: Path) -> None:
    lost = "序号 任务 单位 补植林木 牵头单位：县林业局 配合单位：县水利局 长期。"
    text = PLAN.replace("一、总体目标", f"{lost}\n一、总体目标")
    draft = read(tmp_path, text)
    (told,) = left(draft)
    assert "牵头单位：县林业局" in told.quotes[0].quote
    assert read_as(draft, text, "牵头单位：县林业局") == {"unread"}


@pytest.mark.parametrize("text", [MEALS, FLOOD, LIBRARY, PLAN])
def test_a_plan_that_is_understood_leaves_nothing(tmp_path: Path, text: str) -> None:
    assert left(read(tmp_path, text)) == []
