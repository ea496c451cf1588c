"""What reaches many or cannot be taken back is asked once in the terminal too, and a no does nothing (R17)."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli.root import app
from tasks_db.register.authority import OPERATOR
from tasks_db.work.acts import handing_out
from tests.audited_office import Audited, contents
from tests.small_world import a_draft_task
from tests.terminal import typed
from tests.test_rules_at_the_desk import loaded, office

__all__ = ["office"]

ASKED: list[tuple[tuple[str, ...], str, str]] = [
    (("task", "cancel", "1", "1", "会议决定"), "改造供水管网", "确认取消？"),
    (("desk", "notice", "全体", "请报送材料"), "收得到：县水利局水联", "确认发出？"),
    (("people", "merge", "县城管局", "县财政局"), "把“县城管局”并入“县财政局”？", "确认合并？"),
    (("people", "end", "县城管局"), "撤并“县城管局”？", "确认撤并？"),
    (
        ("seat", "deputy", "县水利局", "财联", "2025-12-01", "2025-12-10"),
        "县水利局联络员水联的提醒改发给财联",
        "确认代理？",
    ),
    (("seat", "lost", "水联"), "县水利局联络员水联：马上停用", "确认停用？"),
    (("links", "make"), "", "个席位生成链接？其中"),
    (("paper", "issue", "1"), "存档后不再改动", "印发？"),
]


@pytest.fixture
def folder(office: Audited, tmp_path: Path) -> Path:
    """An office with a plan handed out, and a digest that is signed."""
    office.desk.do(OPERATOR, handing_out.hand_out, loaded(office, a_draft_task("1", "改造供水管网", ["县水利局"])))
    for words in (("draft",), ("check", "1"), ("sign", "1", "--yes")):
        typed(tmp_path, "paper", *words)
    return tmp_path


def test_a_no_in_the_terminal_does_nothing(office: Audited, folder: Path) -> None:
    for words, told, question in ASKED:
        with office.desk.door.read() as session:
            before = contents(session)
        heard = CliRunner().invoke(app, words, input="n\n", env={"LIANXI_DATA_DIR": str(folder)})
        assert heard.exit_code == 1, (words, heard.output, heard.exception)
        assert told in heard.output
        assert question in heard.output
        with office.desk.door.read() as session:
            assert contents(session) == before, words
