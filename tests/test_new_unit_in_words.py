"""A unit that there was not is registered in words, and what has to follow is said."""

from pathlib import Path

import pytest

from tests.test_orders_typed import play, told


@pytest.mark.parametrize(
    "said",
    ["登记新单位县燃气公司", "新增单位：县燃气公司", "新成立了县燃气公司", "县里新成立了县燃气公司，请登记一下"],
)
def test_a_new_unit_is_read_back_registered_and_gets_its_liaison_and_code(said: str, tmp_path: Path) -> None:
    asked, done, _, code = play(
        [
            f"钟亦秋: {said}",
            "钟亦秋 # 确认登记",
            "钟亦秋: 县燃气公司联络员是李明",
            "钟亦秋 # 确认换人",
        ],
        tmp_path,
    )
    assert "登记新单位：县燃气公司。" in told(asked)
    assert "县燃气公司联络员是某某" in told(done)
    assert "/invite 县燃气公司" in told(done)
    assert "李明" in told(code)
    assert "邀请码" in told(code)


def test_a_new_unit_may_come_with_its_liaison(tmp_path: Path) -> None:
    asked, done, code = play(
        ["钟亦秋: 新增单位：县燃气公司，联络员李明", "钟亦秋 # 确认登记", "钟亦秋: /invite 县燃气公司"], tmp_path
    )
    assert "联络员李明" in told(asked)
    assert "联络员李明" in told(done)
    assert "邀请码" in told(code)


def test_names_that_may_mean_the_same_are_named_before_it_is_registered(tmp_path: Path) -> None:
    assert "名称相近的：县公安局" in told(play(["钟亦秋: 登记新单位县公安分局"], tmp_path)[0])


def test_a_unit_that_is_there_is_not_registered_twice(tmp_path: Path) -> None:
    line = play(["钟亦秋: 登记新单位县水利局"], tmp_path)[0]
    assert "单位库里已有“县水利局”" in told(line)
    assert "[确认登记]" not in told(line)


def test_a_unit_is_registered_with_its_group_and_other_names_in_one_sentence(tmp_path: Path) -> None:
    lines = [
        "钟亦秋: 新增单位燕尾坪镇，归入各乡镇（街道），也叫燕尾坪，联络员柳知白",
        "钟亦秋 # 确认登记",
        "钟亦秋: /seats",
    ]
    asked, done, _ = play(lines, tmp_path)
    assert "登记新单位：燕尾坪镇，也叫燕尾坪，归到各乡镇（街道），联络员柳知白。" in told(asked)
    assert "集合单位成员变动" in told(done)
    assert "/invite 燕尾坪镇" in told(done)


def test_a_group_that_nobody_knows_registers_nothing(tmp_path: Path) -> None:
    assert "没有登记。单位库里没有集合单位“各医院”" in told(play(["钟亦秋: 登记县中医院，属于各医院"], tmp_path)[0])


def test_what_follows_a_registration_is_told(tmp_path: Path) -> None:
    done = play(["钟亦秋: 登记新单位县燃气公司", "钟亦秋 # 确认登记"], tmp_path)[-1]
    assert "归到集合单位（如各乡镇）、加简称和旧称：办公室页面“单位和人员”里点“改县燃气公司”" in told(done)
