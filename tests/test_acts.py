"""Nothing that reads or writes the register can be called without authority (R14)."""

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from types import ModuleType
from typing import Any, cast, get_type_hints

import pytest
from sqlmodel import Session

from config.clock import system_clock
from tasks_db.register.authority import Right
from tasks_db.register.people import LinkHolder, SeatHeld
from tasks_db.register.refusals import NotAllowed
from tasks_db.register.send_windows import SendWindows
from tasks_db.register.workdays import Calendar
from tasks_db.terms import SeatRole, TenureKind
from tasks_db.work import acts, post, views
from tasks_db.work.context import Context, right_of

Function = Callable[..., object]
STRANGER = Context(cast("Session", None), None, system_clock() + timedelta(), Calendar(), SendWindows(()), Path())


def public_functions(rooms: tuple[ModuleType, ...]) -> Iterator[Function]:
    """Every function that these rooms offer."""
    for room in rooms:
        for found in pkgutil.iter_modules(room.__path__, f"{room.__name__}."):
            module = importlib.import_module(found.name)
            for name, function in inspect.getmembers(module, inspect.isfunction):
                if function.__module__ == module.__name__ and not name.startswith("_"):
                    yield function


def takes_a_context(function: Function) -> bool:
    first = next(iter(inspect.signature(function).parameters), "")
    return get_type_hints(function).get(first) is Context


OFFERED = [function for function in public_functions((acts, views, post)) if takes_a_context(function)]


def named(function: Function) -> str:
    return f"{function.__module__.removeprefix('tasks_db.work.')}.{function.__qualname__}"


@pytest.mark.parametrize("function", OFFERED, ids=named)
def test_every_act_and_every_view_asks_for_a_right(function: Function) -> None:
    assert right_of(function) is not None


BY_LINK = {
    "acts.answering.record",
    "acts.answering.withdraw",
    "acts.evidence.attach",
    "views.answers.closing",
    "views.links.seat_page",
    "views.links.shown_again",
    "views.links.understood",
}
"""All that the seat of a link may do and see, which is checked once more against its own unit."""


def test_a_link_lets_its_seat_do_very_few_things_and_refuses_the_rest_before_anything_is_read() -> None:
    seat = SeatHeld(1, 1, 1, "县财政局", SeatRole.LIAISON, TenureKind.HOLDER)
    by_link = replace(STRANGER, who=LinkHolder(1, seat, 1, frozenset({1})))
    assert {named(f) for f in OFFERED if right_of(f) is Right.REPORT} == BY_LINK
    for function in OFFERED:
        if named(function) not in BY_LINK:
            with pytest.raises(NotAllowed, match="不能用链接办理"):
                function(by_link)
    office = replace(by_link, who=LinkHolder(1, replace(seat, role=SeatRole.OFFICE_HEAD), 1, frozenset({1})))
    for function in OFFERED:
        with pytest.raises(NotAllowed):
            function(office)


@pytest.mark.parametrize("function", [f for f in OFFERED if right_of(f) is not Right.GREET], ids=named)
def test_a_stranger_is_refused_before_anything_is_read(function: Any) -> None:
    with pytest.raises(NotAllowed, match="还没有绑定席位"):
        function(STRANGER)
