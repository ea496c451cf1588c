"""Faults of everything that goes out, and what must come of each."""

import re
from collections.abc import Callable

from tests.faults.faulty import Fault, page, refusal, slow
from tests.faults.rows import Outcome, Row, everybody_has_one, must, recover, spread
from tests.faults.world import NeverCame, World, wait_until

SHORT_FAULT = 200.0
"""Seconds: three ticks and more, and less than the last of three tries."""
LONG_FAULT = 25 * 60.0
"""Seconds: longer than all tries."""
FLOOD = "Too Many Requests: retry after {}"


def failing(*faults: Fault, lasts: float = SHORT_FAULT) -> Callable[[World], Outcome]:
    """These faults when the day's bundles go out, for some time; then all is well."""

    def run(world: World) -> Outcome:
        world.server.fail(*faults)
        world.start()
        world.skip(lasts)
        world.server.fail()
        return recover(world)

    return run


def offline(world: World) -> Outcome:
    """The server is up when the program signs in, and gone when it sends."""
    pid = world.start()
    wait_until(lambda: world.server.counts()["calls"].get("getUpdates", 0) > 0, "the first poll")
    world.server.order("offline")
    world.skip(SHORT_FAULT)
    world.server.order("online")
    out = recover(world)
    if not world.is_running(pid):
        out.wrong.append("the program ended")
    return out


def answers_after(seconds: float) -> Callable[[World], Outcome]:
    """The server is well, and slow."""

    def run(world: World) -> Outcome:
        world.server.fail(slow(seconds))
        world.start()
        wait_until(lambda: everybody_has_one(world), "six bundles")
        return recover(world)

    return run


def banned(chat: int | None, seconds: float) -> Callable[[World], Outcome]:
    """Telegram asks to wait, for one chat or for all."""

    def run(world: World) -> Outcome:
        world.server.order("ban", chat, seconds + 60)  # the first tick may be a minute away
        world.start()
        world.skip(seconds + 60)
        out = recover(world)
        refused = world.server.counts()["refused"].get("429", 0)
        if refused > (12 if chat is None else 3):
            out.wrong.append(f"{refused} calls into the ban")
        if chat is not None:
            others = [each for each in world.people.liaisons if each != chat]
            last = max(world.bundles(each)[0]["at"] for each in others)
            if last - world.bundles(chat)[0]["at"] > -1:
                out.wrong.append("others waited for the banned one")
        return out

    return run


def shut_out(fault: Fault) -> Callable[[World], Outcome]:
    """Telegram's own word that one person takes nothing: that one only, told once."""

    def run(world: World) -> Outcome:
        world.server.fail(fault)
        world.start()
        try:
            wait_until(lambda: len(world.office_heard()) > 0, "a word to the office", 20)
        except NeverCame:
            pass_by = "the office was not told at once"
        else:
            pass_by = ""
        out = recover(world, expect_all=False)
        if pass_by:
            out.wrong.append(pass_by)
        # its daily bundle names them too, among what waits (R12); this is the word that is told at once
        told = [text for text in world.office_heard() if re.search(rf"联系不上\S*联{fault.chat}（", text)]
        if len(told) != 1:
            out.wrong.append(f"the office was told {len(told)} times that they cannot be reached")
        return out

    return run


def too_long(world: World) -> Outcome:
    """Two of six are refused for their length."""
    for_two = [refusal(400, "Bad Request: message is too long", chat=chat) for chat in world.people.liaisons[:2]]
    world.server.fail(*for_two)
    world.start()
    return recover(world, expect_all=False)


def migrated(world: World) -> Outcome:
    """A chat has another id now, and Telegram says which."""
    chat = world.people.liaisons[0]
    world.server.fail(refusal(400, "Bad Request: group chat was upgraded", chat=chat, migrate_to_chat_id=-100500))
    world.start()
    wait_until(lambda: len(world.server.delivered()) == len(world.people.liaisons), "six bundles")
    followed = [each for each in world.server.delivered() if each["chat"] == -100500]
    out = spread(world)
    out.lost -= len(followed)
    return out


CARRIED_OUT = {
    "500 HTML after delivery": page(500, delivered=True),
    "reset after delivery": Fault(then="reset", delivered=True),
    "hang after delivery": Fault(then="hang", delivered=True),
    "200, cut JSON after delivery": Fault(then="cut", delivered=True),
    "200, JSON of another shape after delivery": Fault(then="wrong", delivered=True),
    "200, about another chat after delivery": Fault(then="other", delivered=True),
}
NOT_CARRIED_OUT = {
    "500 HTML": page(500),
    "502 HTML": page(502),
    "reset before delivery": Fault(then="reset"),
    "hang before delivery": Fault(then="hang"),
    "200 HTML (a portal)": page(200),
    "200, cut JSON": Fault(then="cut"),
    "200, about another chat": Fault(then="other"),
}
NOT_PASSED_ON = {
    "400 HTML": page(400),
    "403 HTML (a firewall)": page(403),
    "404 HTML": page(404),
    "407 HTML": page(407),
    "409 HTML": page(409),
    "302 HTML (a portal)": page(302),
    "401 JSON": refusal(401, "Unauthorized"),
    "409 JSON": refusal(409, "Conflict"),
}
_SHORT = {"502 HTML", "403 HTML (a firewall)", "200, about another chat"}

SENDING = (
    Row("connection refused", offline, must(told=False, within=300), short=True),
    *(
        Row(name, failing(fault), must(told=False, within=300), short=name in _SHORT)
        for name, fault in NOT_PASSED_ON.items()
    ),
    *(Row(name, failing(fault), must(within=900), short=name in _SHORT) for name, fault in NOT_CARRIED_OUT.items()),
    *(Row(name, failing(fault), must(doubled=12), short=name in _SHORT) for name, fault in CARRIED_OUT.items()),
    Row("502 HTML for 25 min", failing(page(502), lasts=LONG_FAULT), must(late=6, told=True), speed=30),
    Row("403 HTML for 25 min", failing(page(403), lasts=LONG_FAULT), must(told=False, within=900), speed=30),
    Row("answers after 3 s", answers_after(3), must(told=False), speed=10),
    Row("answers after 6 s", answers_after(6), must(told=False), speed=10, short=True),
    Row("429 for all, 3 s", banned(None, 3), must(told=False)),
    Row("429 for all, 60 s", banned(None, 60), must(told=False, within=120), short=True),
    Row("429 for one, 60 s", banned(103, 60), must(told=False, within=120)),
    Row(
        "403 blocked",
        shut_out(refusal(403, "Forbidden: bot was blocked by the user", chat=104)),
        must(lost=1, told=True),
        short=True,
    ),
    Row(
        "403 never started",
        shut_out(refusal(403, "Forbidden: bot can't initiate conversation with a user", chat=104)),
        must(lost=1, told=True),
    ),
    Row(
        "400 chat not found", shut_out(refusal(400, "Bad Request: chat not found", chat=104)), must(lost=1, told=True)
    ),
    Row("400 too long, two of six", too_long, must(lost=2, told=True)),
    Row("400 migrated", migrated, must()),
)
