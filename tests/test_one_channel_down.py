"""One chat's ban and one channel's bad weather stop nobody else (R4, R5): two lines, and what each of them took."""

from collections.abc import Mapping
from datetime import timedelta

import pytest

from bot.channels.base import Wait
from bot.delivery.sender import Sender
from messages.message import Message
from tasks_db.register.authority import SYSTEM
from tasks_db.register.notice import Answer
from tasks_db.register.people import Address
from tasks_db.store import models
from tasks_db.terms import NoticeState
from tasks_db.work.post import outbox
from tests.audited_office import Audited
from tests.second_channel import Pager
from tests.test_rules_at_the_desk import office

__all__ = ["office"]
BANNED, FREE, OTHER = Address("telegram", "1"), Address("telegram", "2"), Address("pager", "1")


class Line(Pager):
    """A channel that keeps what it took, and says of some addresses (or of all, by ``*``) that they have to wait."""

    def __init__(self, name: str, waits: Mapping[str, Wait]) -> None:
        super().__init__()
        self.name = name
        self.waits = waits
        self.took: list[str] = []

    async def send(self, to: Address, message: Message, *, later: bool = False) -> str:
        del message, later
        error = self.waits.get(to.value) or self.waits.get("*")
        if error is not None:
            raise error
        self.took.append(to.value)
        return str(len(self.took))


BAN, DOWN = Wait("Flood control exceeded", timedelta(minutes=5)), Wait("no connection")


@pytest.mark.parametrize(
    ("waits", "on_telegram"),
    [({"1": BAN}, ["2"]), ({"*": DOWN}, [])],
    ids=["one chat is banned", "a channel is down"],
)
async def test_what_keeps_one_keeps_no_other(
    office: Audited, waits: Mapping[str, Wait], on_telegram: list[str]
) -> None:
    telegram, pager = Line("telegram", waits), Line("pager", {})
    sender = Sender(office.desk, {"telegram": telegram, "pager": pager})
    office.desk.do(SYSTEM, outbox.answers, BANNED, [Answer("已记录。")], 1)
    assert await sender.send_waiting() == 0
    # what is said a moment later, while the one still waits
    for number, at in enumerate((FREE, OTHER), 2):
        office.desk.do(SYSTEM, outbox.answers, at, [Answer("已记录。")], number)
    assert await sender.send_waiting() == 1 + len(on_telegram)
    assert (telegram.took, pager.took) == (on_telegram, ["1"])
    kept = [(n.state, n.attempts, n.doubtful) for n in office.rows(models.Notice) if n.state is not NoticeState.SENT]
    assert set(kept) == {(NoticeState.PENDING, 0, 0)}  # no try is spent, and nothing is doubtful
