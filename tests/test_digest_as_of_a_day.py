"""A digest asked for in words as of a past day is that day's, as the command's is."""

from pathlib import Path

from tests.playing import play

ASKED = (
    "出第1期进展通报，截至11月30日",
    "截至11月30日的通报",
    "起草通报，截至11月30日",
    "/digest 11月30日",
    "/digest 截至11月30日",
)


async def test_the_day_behind_as_of_is_kept(tmp_path: Path) -> None:
    typed = "\n".join(f"叶小满: {words}" for words in ASKED)
    lines, _ = await play(f"@2025-12-05T09:00\n{typed}\n", tmp_path)
    for one in lines[-len(ASKED) :]:
        assert "截至2025年11月30日" in "\n".join(said.text for said in one.said if said.to == "叶小满")
