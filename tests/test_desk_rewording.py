"""Who wants a sentence of a draft otherwise is told how, with the drafts that there are."""

import pytest

from tests.test_desk_fourth import play

SAID = """@2025-11-18T09:10
钟亦秋: 把1-5那一段改成“已完成管网改造”
钟亦秋: /digest
钟亦秋 # 起草通报
钟亦秋: 通报里1-5那句改成“已完成管网改造”
钟亦秋: 1-5那段话删掉
"""


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return play(SAID, tmp_path_factory.mktemp("reworded"))


def test_without_a_draft_it_is_said_how_one_is_begun(said: dict[str, str]) -> None:
    told = said["钟亦秋: 把1-5那一段改成“已完成管网改造”"]
    assert "没有改动" in told
    assert "起草通报" in told


@pytest.mark.parametrize("line", ["钟亦秋: 通报里1-5那句改成“已完成管网改造”", "钟亦秋: 1-5那段话删掉"])
def test_with_a_draft_it_is_said_how_its_words_are_changed(said: dict[str, str], line: str) -> None:
    told = said[line]
    assert "没有改动" in told
    assert "采用这份改稿" in told
    assert "[通报稿1]" in told
