"""Orders that hold from a day on, and for a unit through which nobody is asked: nothing that is said is dropped."""

from pathlib import Path

import pytest

from tests.test_orders_typed import play, told

_ON = "@2025-12-03T09:00"


@pytest.mark.parametrize(
    "said",
    [
        "县大数据中心从12月1日起改名县数据局，依据望编办〔2025〕21号",
        "把县大数据中心改名为县数据局，2025年12月1日起，依据望编办〔2025〕21号",
        "从12月1日起，县大数据中心改名为县数据局，依据望编办〔2025〕21号",
    ],
)
def test_a_name_that_holds_since_a_past_day_is_read_back_and_kept_with_that_day(said: str, tmp_path: Path) -> None:
    asked, done = play([_ON, f"钟亦秋: {said}", "钟亦秋 # 确认改名"], tmp_path)[1:]
    assert "2025年12月1日已过" in told(asked)
    assert "依据：2025年12月1日起，望编办〔2025〕21号" in told(done)


_LATER = (
    "从12月10日起，县公安局改名为县公安分局",
    "县公安局12月10日起改名为县公安分局",
    "桑榆坪镇从12月10日起并入雁回桥镇",
    "桑榆坪镇12月10日并入雁回桥镇",
    "从12月10日起，桑榆坪镇并入雁回桥镇",
    "从12月10日起桑榆坪镇并入雁回桥镇",
    "12月10日桑榆坪镇撤销，职责划给雁回桥镇",
    "桑榆坪镇和雁回桥镇12月10日合并，留雁回桥镇",
    "桑榆坪镇12月10日撤销",
    "从12月10日起撤销桑榆坪镇",
    "登记新单位县低空办，12月10日起",
    "12月10日起新成立县低空办，联络员是李明",
    "新成立县低空办，12月10日挂牌",
    "县低空办12月10日成立，请登记",
)


def test_what_is_to_hold_from_a_day_to_come_only_is_refused_with_the_day(tmp_path: Path) -> None:
    for line in play([_ON, *(f"钟亦秋: {said}" for said in _LATER)], tmp_path)[1:]:
        assert "不能预定到2025年12月10日" in told(line), line.source
        assert "[确认" not in told(line), line.source


@pytest.mark.parametrize("said", ["县低空办12月1日成立，请登记", "桑榆坪镇12月1日撤销"])
def test_a_unit_begins_and_ends_on_the_day_that_confirms_it_though_an_earlier_one_is_said(
    said: str, tmp_path: Path
) -> None:
    asked = told(play([_ON, f"钟亦秋: {said}"], tmp_path)[1])
    assert "2025年12月1日已过，按确认的当天起算" in asked
    assert "[确认" in asked


def test_a_merger_of_a_past_day_has_that_day_as_its_ground(tmp_path: Path) -> None:
    asked = play([_ON, "钟亦秋: 桑榆坪镇从12月1日起并入雁回桥镇，依据望澜府函〔2025〕67号"], tmp_path)[1]
    assert "依据：2025年12月1日起，望澜府函〔2025〕67号" in told(asked)


@pytest.mark.parametrize(
    "said",
    [
        "听松街道联络员12月7日起换成秦晚棠，城建办副主任",
        "听松街道联络员从12月7日起由宋清越换成秦晚棠，职务城建办副主任",
        "宋清越调走了，12月7日起听松街道联络员换成秦晚棠，城建办副主任",
        "听松街道12月7日起联络员换成秦晚棠（城建办副主任）",
    ],
)
def test_a_liaison_is_changed_from_the_day_that_is_said_wherever_it_stands(said: str, tmp_path: Path) -> None:
    text = told(play([_ON, f"钟亦秋: {said}"], tmp_path)[1])
    assert "听松街道联络员：宋清越 → 秦晚棠（城建办副主任），自2025年12月7日起" in text


def test_a_town_that_nobody_asks_is_not_promised_an_exemption_and_the_way_is_named(tmp_path: Path) -> None:
    order = "钟亦秋: 石笋湾乡免报增设养老托育设施，理由：辖区无改造片区"
    refused, _, _, asked, done = play(
        [order, "钟亦秋: 1-8单独问石笋湾乡", "钟亦秋 # 确认也问", order, "钟亦秋 # 确认豁免"], tmp_path
    )
    assert "1-8单独问石笋湾乡" in told(refused)
    assert "[确认豁免]" not in told(refused)
    assert "[确认豁免]" in told(asked)
    assert "已豁免石笋湾乡" in told(done)
