"""Whoever waits to write gets its turn before anybody who comes later, and before the one who has just written."""

import threading

from tasks_db.store.turns import Turns

PATIENCE = 30.0


def waiting(turns: Turns, name: str, done: list[str]) -> threading.Thread:
    """A thread that waits for its turn, once it does."""

    def takes() -> None:
        assert turns.take(PATIENCE)
        done.append(name)
        turns.give_back()

    before = turns.waiting
    thread = threading.Thread(target=takes)
    thread.start()
    while turns.waiting == before:
        thread.join(0.001)
    return thread


def test_who_waits_is_served_in_order_and_before_the_one_who_has_just_had_it() -> None:
    turns, done = Turns(), list[str]()
    assert turns.take(PATIENCE)
    threads = [waiting(turns, name, done) for name in ("first", "second")]
    turns.give_back()
    assert turns.take(PATIENCE)
    assert done == ["first", "second"]
    turns.give_back()
    for thread in threads:
        thread.join()


def test_who_gives_up_waiting_holds_nobody_up() -> None:
    turns = Turns()
    assert turns.take(PATIENCE)
    assert not turns.take(0)
    assert turns.waiting == 0
    turns.give_back()
    assert turns.take(0)
