"""What an answer proves (R4), over real HTTP: Telegram's own word ends a notice or a seat, weather never does."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

import pytest
import telegram
from telegram.error import InvalidToken

from bot.channels.base import ChannelError, FileRef, NotEditable, Refused, Unknown, Wait
from bot.channels.telegram.evidence import AnothersName, EvidenceRequest, Weather
from bot.channels.telegram.outgoing import Telegram
from messages.message import Message
from tests.raw_server import answer, page, raw_server, said
from tests.telegram_world import TOKEN, WU, at
from tests.test_telegram_outgoing import closed_port, fails

ASKED = Message("今日催报")
SENT = {"message_id": 7, "date": 1, "chat": {"id": WU, "type": "private"}, "text": "今日催报"}
DELIVERED = answer(200, said({"ok": True, "result": SENT}))


def refused(code: int, why: str, *, status: int | None = None, **parameters: object) -> bytes:
    body: dict[str, object] = {"ok": False, "error_code": code, "description": why}
    return answer(status or code, said(body | ({"parameters": parameters} if parameters else {})))


@asynccontextmanager
async def speaking(url: str, **ways: Any) -> AsyncIterator[Telegram]:
    requests = [EvidenceRequest(trust_env=False, **ways) for _ in range(2)]
    try:
        yield Telegram(
            telegram.Bot(
                TOKEN,
                base_url=f"{url}/bot",
                base_file_url=f"{url}/file/bot",
                request=requests[0],
                get_updates_request=requests[1],
            )
        )
    finally:
        for request in requests:
            await request.shutdown()


async def sending(says: bytes | None, **ways: Any) -> ChannelError:
    """What becomes of a message to which the server says this."""
    async with raw_server(says) as server, speaking(server.url, **ways) as channel:
        failure = await fails(lambda: channel.send(at(WU), ASKED))
        assert len(server.asked) == 1
        return failure


@pytest.mark.parametrize(
    ("says", "account_gone"),
    [
        (refused(403, "Forbidden: bot was blocked by the user"), True),
        (refused(403, "Forbidden: user is deactivated"), True),
        (refused(403, "Forbidden: bot can't initiate conversation with a user"), True),
        (refused(400, "Bad Request: chat not found"), True),
        (refused(400, "Bad Request: message is too long"), False),
        (refused(413, "Request Entity Too Large"), False),
        # the code is what Telegram says, whatever a gateway makes of the status
        (refused(403, "Forbidden: bot was blocked by the user", status=200), True),
    ],
)
async def test_telegrams_own_word_ends_a_message(says: bytes, account_gone: bool) -> None:  # noqa: FBT001
    failure = await sending(says)
    assert isinstance(failure, Refused)
    assert failure.account_gone == account_gone


@pytest.mark.parametrize(
    "says",
    [
        *(page(status) for status in (301, 302, 400, 401, 403, 404, 407, 409, 413, 429, 451)),
        answer(403, said({"error": "forbidden", "code": 403})),  # JSON, but not Telegram's
        answer(403, said(["ok", False])),
        # a gateway's own, in Telegram's manner: without a code, or with what is none
        answer(403, said({"ok": False, "description": "Forbidden: blocked by policy"})),
        answer(400, said({"ok": False, "description": "Bad Request: chat not found", "error_code": None})),
        answer(403, said({"ok": False, "description": "Forbidden: blocked by policy", "error_code": "403"})),
        answer(403, said({"ok": False, "error_code": 403})),
        answer(404, b'{"ok":false,"error_code":404,"descr'),
        refused(401, "Unauthorized"),
        refused(404, "Not Found"),
        refused(409, "Conflict: terminated by other getUpdates request"),
        refused(429, "Too Many Requests"),
        refused(400, "Logged out"),
    ],
)
async def test_what_surely_was_not_carried_out_waits(says: bytes) -> None:
    failure = await sending(says)
    assert isinstance(failure, Wait), failure
    assert failure.after is None


async def test_a_flood_wait_says_how_long() -> None:
    failure = await sending(refused(429, "Too Many Requests: retry after 60", retry_after=60))
    assert isinstance(failure, Wait)
    assert failure.after == timedelta(seconds=60)


@pytest.mark.parametrize(("says", "seconds"), [("7", 7), (7.5, 7.5), ("soon", 30)])
async def test_a_flood_wait_in_another_form_is_waited_for_too(says: object, seconds: float) -> None:
    failure = await sending(refused(429, "Too Many Requests: retry later", retry_after=says))
    assert isinstance(failure, Wait)
    assert failure.after == timedelta(seconds=seconds)


@pytest.mark.parametrize(
    "says",
    [
        page(200),  # a portal's page
        *(page(status) for status in (500, 502, 503, 504)),
        refused(500, "Internal Server Error: restart"),
        refused(502, "Bad Gateway"),
        b"",  # hung up after the request had gone out
        b"HTTP/1.1 200 OK\r\nContent-Le",
        answer(200, b'{"ok":true,"result":{"message_id":7,"da'),
        answer(200, b'{"ok":true,"result":{', promised=300),
        answer(200, said({"ok": True})),
        answer(200, said({"ok": True, "result": {"message": 7}})),
        answer(200, said({"ok": True, "result": True})),
        *(
            answer(200, said({"ok": True, "result": result}))
            for result in (
                SENT | {"chat": {"id": WU + 1, "type": "private"}},  # somebody else's message
                SENT | {"chat": None},
                SENT | {"chat": WU},
                SENT | {"message_id": "7"},
                SENT | {"message_id": None},
                SENT | {"date": None},
                {name: value for name, value in SENT.items() if name != "message_id"},
            )
        ),
        answer(204, b""),
    ],
)
async def test_what_may_have_arrived_is_unknown(says: bytes) -> None:
    failure = await sending(says)
    assert isinstance(failure, Unknown), failure


async def test_no_answer_in_time_is_unknown() -> None:
    assert isinstance(await sending(None, read_timeout=0.2), Unknown)
    request = EvidenceRequest()
    assert request.read_timeout == 30
    await request.shutdown()


async def test_a_refused_connection_has_taken_nothing_along() -> None:
    async with speaking(f"http://127.0.0.1:{closed_port()}") as channel:
        assert isinstance(await fails(lambda: channel.send(at(WU), ASKED)), Wait)


@pytest.mark.parametrize(
    "says", [page(502), page(407), page(403), b"", b"HTTP/1.1 200 Connection established\r\n\r\n"]
)
async def test_a_proxy_that_does_not_connect_has_passed_nothing_on(says: bytes) -> None:
    """It answers CONNECT with a page, hangs up, or hangs up while the connection is being secured."""
    async with (
        raw_server(says) as proxy,
        speaking("https://api.example", proxy=proxy.url) as channel,
    ):
        failure = await fails(lambda: channel.send(at(WU), ASKED))
        assert proxy.asked == [b"CONNECT api.example:443 HTTP/1.1"]
        assert isinstance(failure, Wait), failure


async def test_an_edit_is_ended_by_telegrams_word_alone() -> None:
    for says, expected in (
        (refused(400, "Bad Request: message can't be edited"), NotEditable),
        (page(400), Wait),
        (page(502), Unknown),
        (refused(403, "Forbidden: bot was blocked by the user"), Refused),
        (answer(200, said({"ok": True, "result": SENT | {"chat": {"id": WU + 1, "type": "private"}}})), Unknown),
        (answer(200, said({"ok": True, "result": SENT | {"message_id": 8}})), Unknown),
        (answer(200, said({"ok": True, "result": {"done": 1}})), Unknown),
    ):
        async with raw_server(says) as server, speaking(server.url) as channel:
            failure = await fails(lambda c=channel: c.edit(at(WU), "7", ASKED))  # type: ignore[misc]
            assert isinstance(failure, expected), (says, failure)
    same = refused(400, "Bad Request: message is not modified: specified new message content is the same")
    async with raw_server(same) as server, speaking(server.url) as channel:
        await channel.edit(at(WU), "7", ASKED)
        server.says = DELIVERED
        await channel.edit(at(WU), "7", ASKED)


async def test_a_group_that_moved_is_followed_to_its_new_id() -> None:
    moved = "Bad Request: group chat was upgraded to a supergroup chat"
    async with raw_server(refused(400, moved, migrate_to_chat_id=-100500)) as server, speaking(server.url) as channel:
        await fails(lambda: channel.send(at(-5), ASKED))
        assert len(server.asked) == 2
        server.says = answer(
            200, said({"ok": True, "result": SENT | {"chat": {"id": -100500, "type": "supergroup"}}})
        )
        assert await channel.send(at(-100500), ASKED) == "7"


async def test_the_call_to_the_new_number_counts_where_the_group_moved_and_nowhere_else() -> None:
    moved = "Bad Request: group chat was upgraded to a supergroup chat"
    new = SENT | {"chat": {"id": -100500, "type": "supergroup"}}
    refusal, taken = refused(400, moved, migrate_to_chat_id=-100500), answer(200, said({"ok": True, "result": new}))
    async with raw_server(taken) as server, speaking(server.url) as channel:
        assert isinstance(await fails(lambda: channel.send(at(-5), ASKED)), Unknown)  # nobody said that it moved
        server.first = [refusal]
        assert await channel.send(at(-5), ASKED) == "7"


async def test_a_portals_page_is_no_file() -> None:
    stored = {"file_id": "d1", "file_unique_id": "u1", "file_size": 7, "file_path": "documents/a.pdf"}
    async with (
        raw_server(answer(200, said({"ok": True, "result": stored}))) as server,
        speaking(server.url) as channel,
    ):
        failure = await fails(lambda: channel.fetch(FileRef("d1", "a.pdf", 7)))  # the answer stands in for the file
        assert isinstance(failure, Unknown)


async def test_a_page_is_no_reason_to_believe_that_the_token_is_wrong() -> None:
    async with raw_server(page(404)) as server, speaking(server.url) as channel:
        with pytest.raises(Weather):
            await channel._bot.get_updates()
        server.says = refused(401, "Unauthorized")
        with pytest.raises(InvalidToken):
            await channel._bot.get_updates()


async def test_whoever_answers_for_another_bot_is_not_believed() -> None:
    me = {"id": 2000, "is_bot": True, "first_name": "别家", "username": "other_bot"}
    async with raw_server(answer(200, said({"ok": True, "result": me}))) as server, speaking(server.url) as channel:
        with pytest.raises(AnothersName, match="names the bot 2000, the token is of 1000"):
            await channel._bot.get_me()
        server.says = answer(200, said({"ok": True, "result": me | {"id": 1000}}))
        assert (await channel._bot.get_me()).id == 1000
