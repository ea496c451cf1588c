"""Whoever watches the program from outside sees whether it does its work: a page on this machine, and a ping."""

import asyncio
import json
import signal
import socket
import subprocess
import threading
from collections.abc import Iterator, Mapping
from contextlib import closing
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpx
import pytest

from bot.delivery.health import Health, HealthRefused, page
from bot.delivery.watch import FETCH, LIMITS, PLAN
from config.settings import Settings
from tasks_db.register.authority import SYSTEM
from tasks_db.work.desk import open_desk
from tests.plain_http import DIRECT
from tests.terminal import PATIENCE, lianxi
from tests.test_program import closed_port, read_until, start
from tests.unanswering import TOKEN, an_unanswering_server, somebody_to_be_told


async def nothing_waits() -> Mapping[str, int]:
    return {"outbox": 0}


async def no_database() -> Mapping[str, int]:
    raise ConnectionError("the database is away")


async def seen(health: Health, path: str = "/") -> httpx.Response:
    async with page(("127.0.0.1", 0), health) as port, httpx.AsyncClient(**DIRECT) as client:
        return await client.get(f"http://127.0.0.1:{port}{path}")


async def test_all_is_well_while_everything_was_done_lately() -> None:
    answer = await seen(Health(lambda: {FETCH: 2.04, PLAN: 31.0}, LIMITS, nothing_waits))
    assert answer.status_code == 200
    assert answer.json() == {
        "ok": True,
        "seconds_since": {"fetch": 2.0, "plan": 31.0},
        "stalled": [],
        "absent": {},
        "waiting": {"outbox": 0},
    }


async def test_what_was_not_done_for_too_long_is_named_with_503() -> None:
    answer = await seen(Health(lambda: {FETCH: LIMITS[FETCH] + 1, PLAN: 3.0}, LIMITS, nothing_waits))
    assert (answer.status_code, answer.json()["stalled"]) == (503, ["fetch"])


async def test_a_database_that_is_away_is_seen_too() -> None:
    answer = await seen(Health(lambda: {PLAN: 3.0}, LIMITS, no_database))
    assert (answer.status_code, answer.json()["waiting"]) == (503, None)


async def test_whatever_is_sent_to_the_page_it_goes_on_answering() -> None:
    health = Health(lambda: {PLAN: 3.0}, LIMITS, nothing_waits)
    async with page(("127.0.0.1", 0), health) as port, httpx.AsyncClient(**DIRECT) as client:
        for rubbish in (b"", b"\0\xff\r\n\r\n", b"POST / HTTP/1.1\r\n\r\n", b"GET /" + b"x" * 20_000):
            _, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(rubbish)
            writer.write_eof()
            writer.close()
        url = f"http://127.0.0.1:{port}/"
        assert (await client.head(url)).status_code == 200
        assert (await client.post(url)).status_code == 405
        assert (await client.get(url)).status_code == 200


async def test_a_port_that_is_taken_is_a_sentence() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(HealthRefused, match="请换一个端口"):
            async with page(taken.getsockname(), Health(dict, LIMITS, nothing_waits)):
                pass


@pytest.mark.parametrize("address", ["0.0.0.0:8766", "10.0.0.5:8766", "127.0.0.1", "127.0.0.1:port", "8766"])
def test_the_page_is_for_this_machine_alone(tmp_path: Path, address: str) -> None:
    refused = lianxi(tmp_path, "doctor", LIANXI_HEALTH_LISTEN=address)
    assert refused.returncode == 1
    assert refused.stderr == "LIANXI_HEALTH_LISTEN：请写成本机的地址和端口，例如 127.0.0.1:8766。\n"


class Pinged(ThreadingHTTPServer):
    """An operator's address that counts the pings."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Pings)
        self.heard = threading.Event()
        self.paths: list[str] = []


class _Pings(BaseHTTPRequestHandler):
    server: Pinged

    def do_GET(self) -> None:
        self.server.paths.append(self.path)
        self.send_response(200)
        self.send_header("content-length", "0")
        self.end_headers()
        self.server.heard.set()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def pinged() -> Iterator[Pinged]:
    serving = Pinged()
    threading.Thread(target=serving.serve_forever, daemon=True).start()
    yield serving
    serving.shutdown()
    serving.server_close()


def test_a_running_program_shows_its_page_and_pings_after_a_good_tick(tmp_path: Path, pinged: Pinged) -> None:
    with closing(open_desk(Settings(data_dir=tmp_path))) as desk:
        desk.do(SYSTEM, somebody_to_be_told)
    port = closed_port()
    with an_unanswering_server() as server:
        server.over.set()
        process = start(
            tmp_path,
            LIANXI_TELEGRAM_TOKEN=TOKEN,
            LIANXI_TELEGRAM_API_URL=f"http://127.0.0.1:{server.server_address[1]}",
            LIANXI_HEALTH_LISTEN=f"127.0.0.1:{port}",
            LIANXI_PING_URL=f"http://127.0.0.1:{pinged.server_address[1]}/ping/geheime-adresse-0123",
        )
        logged = read_until(process, "running")
        try:
            assert pinged.heard.wait(PATIENCE)
            said = json.loads(httpx.get(f"http://127.0.0.1:{port}/", trust_env=False).text)
            assert said["ok"]
            assert set(said["seconds_since"]) >= {"plan"}
        finally:
            logged += ended(process)
    assert set(pinged.paths) == {"/ping/geheime-adresse-0123"}
    assert "geheime-adresse" not in logged


def ended(process: "subprocess.Popen[str]") -> str:
    process.send_signal(signal.SIGTERM)
    _, rest = process.communicate(timeout=PATIENCE)
    return rest
