"""One row of the table of faults: what is done to the program, what came of it, and what must (R3 to R6)."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.faults.telegram_state import Json
from tests.faults.world import World, local, wait_until

NEXT_DAY = "2025-11-04T09:00"
MARK = "可能重复"
_UNDELIVERED = re.compile("未送达|没有送达|没送达|没送到|联系不上|可能重复")
_DAY = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日")
_TRIED_ENOUGH = 13 * 60
"""Seconds after which whoever tries again after 1 and 10 minutes is done."""


@dataclass
class Outcome:
    """What came of a fault."""

    lost: int = 0
    """Liaisons who never got a bundle, or answers that stand nowhere."""
    doubled: int = 0
    """Copies of a bundle, or of an answer, beyond the first."""
    unmarked: int = 0
    """Those of them that do not say that they may be copies."""
    late: int = 0
    """Liaisons who got their bundle only on the next working day."""
    told: bool = False
    """Whether the office heard by itself that something did not arrive."""
    recovered: float | None = None
    """Seconds from the end of the fault until all was well again; None for never, or for nothing to recover from."""
    wrong: list[str] = field(default_factory=list)
    """What else went wrong."""


Expected = Callable[[Outcome], list[str]]


@dataclass(frozen=True)
class Row:
    """A fault with its name, what is done, and what must come of it."""

    name: str
    run: Callable[[World], Outcome]
    expected: Expected
    speed: float = 20
    town: dict[str, Any] = field(default_factory=dict)
    postgres: bool = False
    short: bool = False
    """Whether ``make test`` runs it too."""


def must(
    *, lost: int = 0, doubled: int | None = 0, late: int = 0, told: bool | None = None, within: float | None = None
) -> Expected:
    """What must come of a fault: as many lost, doubled and late at the most; None leaves a thing open."""

    def faults(out: Outcome) -> list[str]:
        found = list(out.wrong)
        if out.lost > lost:
            found.append(f"{out.lost} lost")
        if doubled is not None and out.doubled > doubled:
            found.append(f"{out.doubled} doubled")
        if out.unmarked:
            found.append(f"{out.unmarked} doubled without a mark")
        if out.late > late:
            found.append(f"{out.late} a day late")
        if told is not None and out.told != told:
            found.append("the office was not told" if told else "the office was told")
        if within is not None and (out.recovered is None or out.recovered > within):
            took = "never" if out.recovered is None else f"after {out.recovered:.0f} s"
            found.append(f"recovered {took}, not within {within:.0f} s")
        return found

    return faults


def spread(world: World) -> Outcome:
    """What became of everybody's first bundle, as far as one knows now."""
    out = Outcome(told=any(_UNDELIVERED.search(text) for text in world.office_heard()))
    for chat in world.people.liaisons:
        bundles = world.bundles(chat)
        if not bundles:
            out.lost += 1
            continue
        out.late += min(each["at"] for each in bundles) >= local(NEXT_DAY).timestamp()
        for day in {day_of(each) for each in bundles}:
            copies = [each for each in bundles if day_of(each) == day]
            out.doubled += len(copies) - 1
            out.unmarked += sum(MARK not in each["text"] for each in copies[1:])
    return out


def day_of(bundle: Json) -> str:
    """The day at the head of a bundle."""
    found = _DAY.search(bundle["text"])
    return found[0] if found else ""


def everybody_has_one(world: World) -> bool:
    """Whether each liaison has got a bundle."""
    reached = {each["chat"] for each in world.server.delivered() if "直接回复即可" in each["text"]}
    return reached >= set(world.people.liaisons)


def recover(world: World, *, expect_all: bool = True, tried_enough: float = _TRIED_ENOUGH) -> Outcome:
    """The fault is over: see when everybody has a bundle, let the tries run out, and then let the next day come."""
    over = world.clock.now()
    recovered = None
    while world.clock.now() - over < tried_enough:
        if recovered is None and everybody_has_one(world):
            recovered = max(0.0, latest_first(world) - over)
        world.skip(20)
    if expect_all and recovered is not None and not spread(world).told:
        out = spread(world)
    else:
        world.clock.move_to(local(NEXT_DAY))
        world.skip(10 * 60)
        out = spread(world)
    out.recovered = recovered
    return out


def latest_first(world: World) -> float:
    """When the last of the liaisons got their first bundle."""
    first: dict[int, float] = {}
    for each in world.server.delivered():
        if each["chat"] in world.people.liaisons and "直接回复即可" in each["text"]:
            first.setdefault(each["chat"], each["at"])
    return max(first.values())


def answered(world: World, texts: list[str], *, patience: float = 40) -> Outcome:
    """What became of answers: wait until they are stored, then see how often each one stands."""

    def all_there() -> bool:
        return set(texts) <= set(world.answers_stored())

    began = world.clock.now()
    out = Outcome()
    try:
        wait_until(all_there, "answers", patience)
        out.recovered = world.clock.now() - began
    except AssertionError:
        out.wrong.append("not all answers came in")
    stored = world.answers_stored()
    out.lost = sum(text not in stored for text in texts)
    out.doubled = sum(stored.get(text, 1) - 1 for text in texts)
    return out
