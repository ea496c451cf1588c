"""SIGKILL at random moments while people answer, on the page and by links: no answer is lost, none counts twice."""

import asyncio
import os
import random
import re
import secrets
import signal
import socket
import sqlite3
from collections import Counter
from contextlib import closing
from itertools import product
from pathlib import Path

import httpx
from openpyxl import load_workbook

from tests.intake_samples import write
from tests.link_world import hidden_of
from tests.plain_http import DIRECT
from tests.terminal import lianxi, started, status

KILLS = int(os.environ.get("KILLS", "3"))
CLOCK = {"LIANXI_CLOCK": "2025-11-03T10:00+08:00"}
TYPISTS, LINKED = ("县水利局", "县财政局", "县城管局"), ("县教体局", "县林业局")
TASKS = min(6, 1 + KILLS // 25)
"""Of each unit: nobody says the same of one twice, and there is something to say until the last kill."""
PLAN = "清河县重点任务\n" + "".join(
    f"{n}、整治{unit[1:]}第{place}片区。（牵头单位：{unit}）2026年3月底前完成。\n"
    for n, (unit, place) in enumerate(product(TYPISTS + LINKED, range(1, TASKS + 1)), 1)
)
_PATIENCE = 120
_SLOWER = max(1.0, KILLS / 100)


def _prepared(folder: Path) -> tuple[list[str], list[str]]:
    """An office with a plan that is handed out; returns an invitation for each typist, and the others' links."""

    def done(*words: str, **own: str) -> str:
        one = lianxi(folder, *words, **CLOCK, **own)
        assert one.returncode == 0, one.stderr
        return one.stdout

    done("init", "--area", "清河县", "--meeting", "清河县联席会议", "--office", "县府办", "--name", "林书勤")
    people = "单位,别名,集合单位,席位,姓名,职务\n" + "".join(
        f"{unit},,,联络员,{unit[1:3]}联,\n" for unit in TYPISTS + LINKED
    )
    done("people", "load", str(write(folder, people, "people.csv")))
    done("plan", "add", str(write(folder, PLAN, "plan.txt")))
    done("plan", "settle", "1", "--new-units", "--consolidate", "first")
    done("plan", "dispatch", "1")
    codes = (re.search(r"邀请码：(\S+)", done("seat", "invite", unit)) for unit in TYPISTS)
    done("links", "make", *LINKED, "--out", str(folder / "links"), LIANXI_WEB_URL="https://lianxi.example")
    (table,) = (folder / "links").glob("*.xlsx")
    rows = list(load_workbook(table).active.iter_rows(min_row=2, values_only=True))  # type: ignore[union-attr]
    return [code[1] for code in codes if code], [f"/r/{str(row[3]).rpartition('/')[2]}" for row in rows]


async def _served(folder: Path, port: int) -> int:
    """Start the program, forked from one that has loaded everything, and return its process id once it listens."""
    out = folder / "run.out"
    out.unlink(missing_ok=True)
    pid = started(folder, "run", out=out, **CLOCK, LIANXI_WEB_LISTEN=f"127.0.0.1:{port}")
    async with asyncio.timeout(_PATIENCE):
        while not out.exists() or "http://" not in out.read_text("utf-8"):  # noqa: ASYNC110 - a short file
            await asyncio.sleep(0.01)
    return pid


async def _ended(pid: int, by: signal.Signals) -> None:
    os.kill(pid, by)
    async with asyncio.timeout(_PATIENCE):
        while status(pid) is None:  # noqa: ASYNC110 - another process's child
            await asyncio.sleep(0.01)


async def _patiently(http: httpx.AsyncClient, path: str, method: str = "POST", **body: object) -> httpx.Response:
    """Ask until it is answered, as the page does: under the same key; whoever asks too often waits."""
    while True:
        try:
            answer = await http.request(method, path, **body)  # type: ignore[arg-type]
        except httpx.HTTPError:
            await asyncio.sleep(0.1)
        else:
            if answer.status_code < 500 and answer.status_code != 429:
                return answer
            await asyncio.sleep(0.1)


async def _types(http: httpx.AsyncClient, shown: asyncio.Event, stop: asyncio.Event, confirmed: list[int]) -> None:
    """Look at the tasks, then answer with 1 %, 2 % … until it is enough, each once."""
    await _patiently(http, "/page/chats/me/messages", json={"key": secrets.token_hex(8), "text": "/mine"})
    while "片区" not in (await http.get("/page/chats/me/messages")).text.rpartition("/mine")[2]:  # noqa: ASYNC110
        await asyncio.sleep(0.1)
    shown.set()
    for percent, task in product(range(1, 100), range(1, TASKS + 1)):
        if stop.is_set():
            return
        body = {"key": secrets.token_hex(8), "text": f"{task} 推进中，进度{percent}%", "reply_to": None}
        answer = await _patiently(http, "/page/chats/me/messages", json=body)
        assert answer.status_code == 200, answer.text
        confirmed.append(percent)
        await asyncio.sleep(random.uniform(0.05, 0.6) * _SLOWER)  # noqa: S311 - no secret


async def _fills_in(http: httpx.AsyncClient, unit: str, path: str, stop: asyncio.Event, confirmed: list[int]) -> None:
    """Answer by a link with 1 %, 2 % … until it is enough: fill in, confirm what was understood, each form once."""
    for percent, task in product(range(1, 100), range(1, TASKS + 1)):
        if stop.is_set():
            return
        page = await _patiently(http, path, method="GET")
        form = {**hidden_of(page.text, f"整治{unit}第{task}片区"), "kind": "progress", "percent": str(percent)}
        shown = await _patiently(http, f"{path}/read", data=form)
        assert shown.status_code == 200, shown.text
        given = await _patiently(http, f"{path}/give", data=hidden_of(shown.text, ""))
        assert given.status_code == 303, given.text
        confirmed.append(percent)
        await asyncio.sleep(random.uniform(0.05, 0.6) * _SLOWER)  # noqa: S311 - no secret


def _reported(folder: Path) -> tuple[int, Counter[tuple[int, int]]]:
    with closing(sqlite3.connect(folder / "lianxi.sqlite3")) as database:
        waiting = database.execute("SELECT count(*) FROM inbox WHERE state = 'waiting'").fetchone()[0]
        rows = database.execute("SELECT assignment_id, percent FROM report WHERE percent IS NOT NULL").fetchall()
    return waiting, Counter(rows)


async def test_killed_again_and_again_no_answer_is_lost_and_none_counts_twice(tmp_path: Path) -> None:
    codes, paths = await asyncio.to_thread(_prepared, tmp_path)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    running = await _served(tmp_path, port)
    url = f"http://127.0.0.1:{port}"
    stop, confirmed = asyncio.Event(), [list[int]() for _ in (*codes, *paths)]
    browsers = [httpx.AsyncClient(base_url=url, headers={"origin": url}, timeout=10, **DIRECT) for _ in confirmed]
    for browser, code in zip(browsers, codes, strict=False):
        assert (await browser.post("/sign-in", data={"code": code})).status_code == 303
    shown = [asyncio.Event() for _ in codes]
    typing = [
        asyncio.create_task(_types(http, one, stop, c))
        for http, one, c in zip(browsers, shown, confirmed, strict=False)
    ]
    typing += [
        asyncio.create_task(_fills_in(http, unit[1:], path, stop, c))
        for http, unit, path, c in zip(browsers[len(codes) :], LINKED, paths, confirmed[len(codes) :], strict=True)
    ]
    await asyncio.gather(*(one.wait() for one in shown))
    for _ in range(KILLS):
        await asyncio.sleep(random.uniform(0.2, 2))  # noqa: S311 - no secret
        await _ended(running, signal.SIGKILL)
        running = await _served(tmp_path, port)
    stop.set()
    async with asyncio.timeout(_PATIENCE):
        await asyncio.gather(*typing)
        while (await asyncio.to_thread(_reported, tmp_path))[0]:  # noqa: ASYNC110 - another process works them off
            await asyncio.sleep(0.1)
    await _ended(running, signal.SIGTERM)
    for browser in browsers:
        await browser.aclose()
    _, reported = _reported(tmp_path)
    given, stored = (
        Counter(each) for each in ((p for c in confirmed for p in c), (p for _, p in reported.elements()))
    )
    typed = sum(map(len, confirmed[: len(codes)]))
    print(  # noqa: T201 - what a long run is read for
        f"{KILLS} kills; {typed} answers typed, {given.total() - typed} by links;"
        f" lost {(given - stored).total()}, twice {(stored - given).total()}"
    )
    assert sum(map(len, confirmed)) > KILLS
    assert all(confirmed)
    assert stored == given
    assert set(reported.values()) == {1}
