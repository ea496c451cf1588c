"""SIGTERM ends the program in time, even while a server leaves it waiting; nothing is lost by that."""

import signal
import subprocess
from contextlib import closing
from pathlib import Path

import pytest
from sqlmodel import select

from bot.run import GRACE_SECONDS
from config.settings import Settings
from tasks_db.register.authority import SYSTEM
from tasks_db.store import models
from tasks_db.terms import NoticeState
from tasks_db.work.desk import open_desk
from tests.terminal import PATIENCE
from tests.test_program import read_until, start
from tests.unanswering import TOKEN, always_open, an_unanswering_server, somebody_to_be_told

LONGEST = 10.0
"""What docker grants, and less than systemd does."""


def test_a_program_that_is_left_waiting_ends_in_time_and_the_message_is_still_known(tmp_path: Path) -> None:
    with closing(open_desk(Settings(data_dir=tmp_path))) as desk:
        desk.do(SYSTEM, somebody_to_be_told)
    with an_unanswering_server() as server:
        url = f"http://127.0.0.1:{server.server_address[1]}"
        process = start(tmp_path, LIANXI_TELEGRAM_TOKEN=TOKEN, LIANXI_TELEGRAM_API_URL=url, **always_open(tmp_path))
        read_until(process, "running")
        assert server.asked.wait(PATIENCE)
        process.send_signal(signal.SIGTERM)
        try:
            process.communicate(timeout=LONGEST)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()
            pytest.fail("it did not end in time")
    assert process.returncode == 0
    with closing(open_desk(Settings(data_dir=tmp_path))) as desk, desk.door.read() as session:
        (notice,) = session.exec(select(models.Notice)).all()
        assert notice.state in {NoticeState.PENDING, NoticeState.CLAIMED, NoticeState.UNKNOWN}


def test_the_time_that_the_program_takes_is_less_than_what_it_is_given() -> None:
    assert GRACE_SECONDS < LONGEST
