"""A Bot API that takes messages and never says what became of them, and somebody who is to be told something."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from config.clock import local_date, system_clock
from tasks_db.register.people import Address
from tasks_db.store import people
from tasks_db.store.keys import key
from tasks_db.terms import SeatRole
from tasks_db.work.acts import founding, seating
from tasks_db.work.context import Context
from tasks_db.work.post import outbox

TOKEN = "123456789:AAsecretsecretsecretsecretsecretsecr"


class Unanswering(ThreadingHTTPServer):
    """A Bot API that takes messages and never says what became of them."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Calls)
        self.asked, self.over = threading.Event(), threading.Event()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Whoever was left waiting has gone."""


class _Calls(BaseHTTPRequestHandler):
    server: Unanswering

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers.get("content-length", 0)))
        method = self.path.rpartition("/")[2]
        if method == "sendMessage":
            self.server.asked.set()
            self.server.over.wait()
            return
        if method == "getUpdates":
            self.server.over.wait(0.2)
        me = {"id": int(TOKEN.partition(":")[0]), "is_bot": True, "first_name": "联席", "username": "lianxi_bot"}
        result = {"getMe": me, "getUpdates": []}.get(method, True)
        body = json.dumps({"ok": True, "result": result}).encode()
        self.send_response(200)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def an_unanswering_server() -> Iterator[Unanswering]:
    """One that lives as long as the block."""
    serving = Unanswering()
    threading.Thread(target=serving.serve_forever, daemon=True).start()
    try:
        yield serving
    finally:
        serving.over.set()
        serving.shutdown()
        serving.server_close()


def always_open(folder: Path) -> dict[str, str]:
    """Settings under which messages may leave at this very moment, whatever day and hour it is."""
    today = local_date(system_clock())
    days = folder / "days.txt"
    days.write_text("".join(f"{today + timedelta(n)} 班\n" for n in range(3)), "utf-8")
    window = json.dumps([{"start": "00:00", "end": "23:59:59"}])
    return {"LIANXI_HOLIDAYS_FILE": str(days), "LIANXI_SEND_WINDOWS": window}


def somebody_to_be_told(ctx: Context, channel: str = "telegram") -> None:
    founding.found_meeting(ctx, "清河县", "清河县联席会议", "清河县府办")
    meeting = people.the_meeting(ctx.session)
    seat = people.ensure_seat(ctx.session, key(meeting.id), key(meeting.office_unit_id), SeatRole.OFFICE_STAFF)
    person = seating.take_seat(ctx.session, seat, "文员", ctx.today)
    seating.bind_directly(ctx, key(person.id), Address(channel, "901"))
    outbox.tell(ctx.session, key(person.id), "请带材料参会。", ctx.now)
