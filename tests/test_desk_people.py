"""The office's people in chat, played on the sample: nobody loses a seat or keeps one without the office's word."""

from pathlib import Path

import pytest

from tests.test_desk_fourth import play

TABLE = "单位,席位,姓名,职务\n县民政局,联络员,贺知微,科员\n县民政局,成员,章一诺,副局长\n"
BY_TABLE = """@2025-11-03T09:10
钟亦秋 + 人员.csv: 单位和人员
钟亦秋: 县民政局的联络员是谁
钟亦秋 # 这1个换人
钟亦秋: 县民政局联络员是谁
"""


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    folder = tmp_path_factory.mktemp("loaded")
    (folder / "人员.csv").write_text(TABLE, encoding="utf-8-sig")
    return play(BY_TABLE, folder)


def test_a_table_replaces_nobody_before_the_office_says_so(loaded: dict[str, str]) -> None:
    asked = loaded["钟亦秋 + 人员.csv: 单位和人员"]
    assert "已载入1个单位、2个席位" in asked, "what displaces nobody is loaded at once"
    assert "第2行 县民政局联络员：文静姝 → 贺知微" in asked
    assert "[这1个换人][都不换]" in asked


def test_the_office_is_asked_once_and_then_the_seat_changes_hands(loaded: dict[str, str]) -> None:
    assert "县民政局联络员：文静姝" in loaded["钟亦秋: 县民政局的联络员是谁"]
    assert "换人1个" in loaded["钟亦秋 # 这1个换人"]
    assert "县民政局联络员：贺知微" in loaded["钟亦秋: 县民政局联络员是谁"]


OTHER_LEAD = """@2025-11-03T09:10
马致同: 1 这事我们和县公安局商量了，由他们牵头更合适
马致同 # 确认不属我单位
钟亦秋: /review
钟亦秋: 1-11 改由县公安局牵头
钟亦秋 # 确认改单位
钟亦秋: 待审核
"""


def test_a_wish_for_another_lead_is_met_by_the_change_and_all_units_hear_of_it(tmp_path: Path) -> None:
    said = play(OTHER_LEAD, tmp_path)
    assert "应由县公安局负责" in said["马致同: 1 这事我们和县公安局商量了，由他们牵头更合适"]
    assert "不属我单位" in said["钟亦秋: /review"]
    assert "一般反馈" not in said["钟亦秋: /review"], "it is never passed in bulk"
    changed = said["钟亦秋 # 确认改单位"]
    assert "马致同：“打通消防通道”的牵头单位改为县公安局，贵单位不用再报这一项" in changed
    assert "“打通消防通道”的牵头单位改为贵单位（原为县消防救援大队）" in changed
    assert "没有待审核的反馈" in said["钟亦秋: 待审核"]
