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
