"""Faults of what comes in, and of the program's own end."""

import socket
from collections.abc import Callable
from typing import Any

import httpx

from tests.faults.faulty import Fault, page, refusal
from tests.faults.rows import Outcome, Row, answered, everybody_has_one, must
from tests.faults.telegram_state import person, user
from tests.faults.world import NeverCame, World, wait_until

POLLS = "getUpdates"
TROUBLE = "没有处理成功"


def ready(world: World, **env: str) -> int:
    """Start the program and wait until it listens and the day's bundles are out."""
    pid = world.start(**env)
    wait_until(lambda: len(world.server.delivered()) >= len(world.people.liaisons), "six bundles")
    return pid


def another_bot(world: World) -> Outcome:
    """Behind a proxy that answers for another bot nothing is taken, and it is said why; then all goes on."""
    world.stop(ready(world))
    kept = world.sql("SELECT count(*) FROM inbox")
    world.server.fail(Fault(then="other", method="getMe"))
    texts = many_answers(world, 3)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        place = f"127.0.0.1:{free.getsockname()[1]}"
    world.start(LIANXI_HEALTH_LISTEN=place)
    wait_until(lambda: "another bot answers" in world.log(), "a line in the log")
    world.pass_time(20)
    health = httpx.get(f"http://{place}/", trust_env=False).json()
    out = Outcome()
    if "names the bot 2000, the token is of 1000" not in health["absent"].get("telegram", ""):
        out.wrong.append(f"the health page says {health['absent']}")
    if world.server.counts()["waiting"] != len(texts) or world.sql("SELECT count(*) FROM inbox") != kept:
        out.wrong.append("updates were taken for another bot")
    world.server.fail()
    came = answered(world, texts)
    came.wrong += out.wrong
    if (bots := world.sql("SELECT DISTINCT bot FROM inbox WHERE channel = 'telegram'")) != [("1000",)]:
        came.wrong.append(f"updates are kept under {bots}")
    return came


def many_answers(world: World, count: int) -> list[str]:
    """The liaisons answer in turn; returns what they say."""
    texts = [f"进度{1 + n}%，第A{n}号记录" for n in range(count)]
    for n, text in enumerate(texts):
        world.server.say(world.people.liaisons[n % len(world.people.liaisons)], text)
    return texts


def polls_fail(fault: Fault, lasts: float = 4) -> Callable[[World], Outcome]:
    """Fetching fails for some seconds while somebody answers; ``count`` of the fault may end it sooner."""

    def run(world: World) -> Outcome:
        pid = ready(world)
        world.server.fail(fault)
        texts = many_answers(world, 3)
        world.pass_time(lasts)
        world.server.fail()
        out = answered(world, texts)
        if not world.is_running(pid):  # whoever looks after it starts it again
            out.wrong.clear()
            ready(world)
            out = answered(world, texts)
        return out

    return run


def poisoned(world: World) -> Outcome:
    """Updates that the library cannot read, before an answer and behind it; nobody's words go into the log."""
    secret = "不得外传的一句话"
    ready(world)
    broken: list[dict[str, Any]] = [
        {"poll": {"id": "1", "question": secret}},
        {"message": {"message_id": 5, "text": secret}},
        {"my_chat_member": {"chat": person(101), "from": user(101), "date": 1}},
        {"callback_query": {"id": "1", "data": secret}},
        {"surprise": {"text": secret}},
    ]
    for update in broken:
        world.server.order("put", update)
    texts = many_answers(world, 3)
    for update in broken:
        world.server.order("put", update)
    world.server.say(105, "进度77%，第B号记录")
    out = answered(world, [*texts, "进度77%，第B号记录"])
    if secret in world.log():
        out.wrong.append("somebody's words stand in the log")
    polls = world.server.counts()["calls"][POLLS]
    world.pass_time(60)
    if world.server.counts()["calls"][POLLS] - polls > 60:
        out.wrong.append("it polls without a pause")
    return out


_PHOTO_FAULTS = {
    "too big": (refusal(400, "Bad Request: file is too big", method="getFile"), "超过 20 MB"),
    "wrong id": (
        refusal(400, "Bad Request: wrong file_id or the file is gone", method="getFile"),
        "没有取下来。请再发",
    ),
    "404": (refusal(404, "Not Found", method="getFile"), "我会接着取"),
    "500": (page(500, method="getFile"), "我会接着取"),
}
"""Why a photo does not come, and a word of what its sender is told."""


def photos(world: World) -> Outcome:
    """Photos that do not come: their captions are heard, why is said as it is, and what weather kept away comes."""
    ready(world)
    out = Outcome()
    texts = []
    for number, (name, (fault, told)) in enumerate(_PHOTO_FAULTS.items()):
        chat, text = world.people.liaisons[number], f"进度{40 + number}%，第P{number}号记录"
        world.server.fail(fault)
        since = world.server.counts()["delivered"]
        photo = {"file_id": f"p{number}", "file_unique_id": "u", "width": 9, "height": 9}
        sent = {"message_id": 9000 + number, "date": int(world.clock.now()), "chat": person(chat), "from": user(chat)}
        world.server.order("put", {"message": {**sent, "photo": [photo], "caption": text}})
        texts.append(text)
        try:
            wait_until(lambda t=text: t in world.answers_stored(), "the caption", 30)  # type: ignore[misc]
            wait_until(lambda c=chat, s=since, t=told: was_told(world, c, s, t), "the reason", 30)  # type: ignore[misc]
        except NeverCame as never:
            heard = [each["text"] for each in world.server.delivered(since) if each["chat"] == chat]
            out.wrong.append(f"{name}: {never} never came; heard {heard}")
    world.server.fail()
    late = sum("接着取" in told for _, told in _PHOTO_FAULTS.values())

    def kept() -> int:
        return int(world.sql("SELECT count(*) FROM evidence")[0][0])

    try:
        wait_until(lambda: kept() == late, "the photos that weather kept away", 60)
    except NeverCame:
        out.wrong.append(f"{kept()} photos were kept, not {late}")
    stored = answered(world, texts)
    out.lost, out.doubled = stored.lost, stored.doubled
    return out


def was_told(world: World, chat: int, since: int, words: str) -> bool:
    """Whether the bot has said something with these words in a chat."""
    return any(each["chat"] == chat and words in each["text"] for each in world.server.delivered(since))


def answered_in_doubt(fault: Fault, *, kill: bool = False) -> Callable[[World], Outcome]:
    """The bundles come, and nobody knows; their numbers are answered before the second copies, and by replies."""

    def run(world: World) -> Outcome:
        world.server.fail(fault)
        pid = world.start()
        wait_until(lambda: everybody_has_one(world), "six bundles")
        if kill:
            world.kill(pid)
        world.server.fail()
        if kill:
            world.start()
        texts = [f"进度{20 + n}%，第D{n}号记录" for n in range(len(world.people.liaisons))]
        for chat, text in zip(world.people.liaisons, texts, strict=True):
            if chat % 2:
                world.server.order("reply", chat, world.bundles(chat)[0]["id"], f"1 {text}")
            else:
                world.server.say(chat, f"1 {text}")
        out = answered(world, texts)
        if any(percent is None for (percent,) in world.sql("SELECT percent FROM report")):
            out.wrong.append("figures were lost")
        return out

    return run


def killed(world: World) -> Outcome:
    """A power cut a moment and a half after forty people answered."""
    pid = ready(world)
    texts = many_answers(world, 40)
    world.pass_time(1.5, speed=1)
    world.kill(pid)
    world.start()
    return answered(world, texts)


def killed_while_it_fetches(world: World) -> Outcome:
    """The cut comes right when forty answers have been handed out."""
    pid = ready(world)
    texts = many_answers(world, 40)
    wait_until(lambda: len(world.server.order("fetched")) >= 40, "forty updates")
    world.kill(pid)
    world.start()
    return answered(world, texts)


def terminated(world: World) -> Outcome:
    """SIGTERM with forty answers waiting: it ends within ten seconds, and nothing is lost."""
    pid = ready(world)
    world.server.fail(Fault(then="answer", delivered=True, after=1))  # receipts take their time
    world.clock.run_at(1)
    texts = many_answers(world, 40)
    wait_until(lambda: len(world.server.order("fetched")) >= 40, "forty updates")
    took = world.stop(pid)
    world.server.fail()
    world.start()
    out = answered(world, texts)
    if took > 10:
        out.wrong.append(f"it took {took:.0f} s to end")
    return out


def one_talks_too_much(world: World) -> Outcome:
    """One person sends two thousand messages; the others do not wait for them."""
    ready(world)
    flood = world.people.liaisons[0]
    world.server.say(flood, *(f"进度1%，第C{n}条" for n in range(2000)))
    world.pass_time(5)
    waits = []
    out = Outcome()
    for n, chat in enumerate(world.people.liaisons[1:]):
        text = f"进度2%，第D{n}号记录"
        began = world.clock.now()
        since = world.server.counts()["delivered"]
        world.server.say(chat, text)
        try:
            wait_until(lambda c=chat, s=since: got_something(world, c, s), "a receipt", 20)  # type: ignore[misc]
        except NeverCame:
            out.wrong.append("somebody else got no receipt in 20 s")
            break
        waits.append(world.clock.now() - began)
    if waits and max(waits) > 2:
        out.wrong.append(f"somebody else waited {max(waits):.1f} s")
    stored = answered(world, [f"进度2%，第D{n}号记录" for n in range(len(waits))])
    out.lost = stored.lost
    return out


def got_something(world: World, chat: int, since: int) -> bool:
    """Whether the bot has said something in a chat."""
    return any(each["chat"] == chat for each in world.server.delivered(since))


def strangers(world: World) -> Outcome:
    """Three hundred people press one person's button: one report."""
    ready(world)
    owner = world.people.liaisons[0]
    (bundle,) = world.bundles(owner)
    buttons = [button for row in (bundle["markup"] or {}).get("inline_keyboard", []) for button in row]
    for n in range(300):
        query = {
            "id": f"s{n}",
            "from": user(owner if n == 150 else 5000 + n),
            "chat_instance": "1",
            "data": buttons[0]["callback_data"],
            "message": {
                "message_id": bundle["id"],
                "date": int(bundle["at"]),
                "chat": person(owner if n == 150 else 5000 + n),
                "text": bundle["text"],
            },
        }
        world.server.order("put", {"callback_query": query})
    wait_until(lambda: world.server.counts()["waiting"] == 0, "all presses", 60)
    world.until_quiet(30)
    reports = world.sql("SELECT count(*) FROM report")[0][0]
    return Outcome(wrong=[] if reports <= 1 else [f"{reports} reports of one person's button"])


_ONCE = {"count": 1}
FETCHING: dict[str, Fault] = {
    "getUpdates 409 JSON": refusal(409, "Conflict: terminated by other getUpdates request", method=POLLS),
    "getUpdates 502 HTML": page(502, method=POLLS),
    "getUpdates 429": refusal(429, "Too Many Requests: retry after 3", method=POLLS, retry_after=3),
    "getUpdates cut JSON": Fault(then="cut", method=POLLS, delivered=True),
    "getUpdates reset": Fault(then="reset", method=POLLS),
    "getUpdates hangs": Fault(then="hang", method=POLLS),
    "getUpdates 403 HTML": page(403, method=POLLS),
    "getUpdates 401 HTML once": page(401, method=POLLS, count=1),
    "getUpdates 404 HTML once": page(404, method=POLLS, count=1),
    "getUpdates 401 JSON": refusal(401, "Unauthorized", method=POLLS),
    "getUpdates 404 JSON": refusal(404, "Not Found", method=POLLS),
}
_SHORT = {"getUpdates 404 HTML once", "getUpdates 401 JSON"}

_HANGS = Fault(then="hang", delivered=True)

RECEIVING = (
    *(
        Row(name, polls_fail(fault), must(within=90), speed=10, short=name in _SHORT)
        for name, fault in FETCHING.items()
    ),
    Row("getMe of another bot at the start", another_bot, must(within=90), speed=10, short=True),
    Row("updates that cannot be read", poisoned, must(within=60), speed=10, short=True),
    Row("photos that cannot be fetched", photos, must(), speed=10, short=True),
    Row("SIGKILL 1.5 s after 40 answers", killed, must(), speed=10),
    Row("SIGKILL when 40 answers were fetched", killed_while_it_fetches, must(), speed=10, short=True),
    Row("SIGTERM with 40 answers waiting", terminated, must(), speed=10, short=True),
    Row(
        "answers to bundles answered by 502 HTML",
        answered_in_doubt(page(502, delivered=True)),
        must(),
        speed=10,
        short=True,
    ),
    Row("answers to bundles that hang", answered_in_doubt(_HANGS), must(), speed=10),
    Row("answers to bundles, SIGKILL in between", answered_in_doubt(_HANGS, kill=True), must(), speed=10, short=True),
    Row("2 000 messages of one person", one_talks_too_much, must(), speed=1),
    Row("300 people press one person's button", strangers, must(), speed=10),
)
