"""Telegram's rates as a server would check them, on a clock that is moved."""

import asyncio
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from telegram.error import RetryAfter

from bot.channels.telegram.failures import seconds_of
from bot.channels.telegram.limits import LATER, LONGEST_WAIT, CallLimits
from tests.virtual_time import in_virtual_time, now

GROUP = -100500


@dataclass
class Server:
    """Takes calls, each within ``latency`` seconds; says 429 to those in ``banned`` (None: to everybody)."""

    limits: CallLimits = field(default_factory=CallLimits)
    latency: float = 0.02
    banned: dict[int | None, float] = field(default_factory=dict)
    taken: list[tuple[float, int | None]] = field(default_factory=list)
    refused: int = 0

    async def call(self, chat: int | None, *, later: bool = False) -> float:
        """One call; return when it was answered."""
        data = {} if chat is None else {"chat_id": chat}

        async def made() -> bool:
            await asyncio.sleep(self.latency / 2)
            until = max(self.banned.get(chat, 0), self.banned.get(None, 0))
            if until > now():
                self.refused += 1
                raise RetryAfter(timedelta(seconds=until - now()))
            self.taken.append((now(), chat))
            await asyncio.sleep(self.latency / 2)
            return True

        await self.limits.process_request(made, (), {}, "sendMessage", data, LATER if later else None)
        return now()

    async def calls(self, *chats: int | None) -> list[float | BaseException]:
        return await asyncio.gather(*(self.call(chat) for chat in chats), return_exceptions=True)


def most_in(times: list[float], seconds: float) -> int:
    """The most calls that came in within any stretch of so many seconds."""
    return max(sum(start <= at < start + seconds for at in times) for start in times)


def test_calls_to_many_chats_use_the_overall_rate_and_never_pass_it() -> None:
    async def work() -> Server:
        server = Server()
        await server.calls(*range(1, 601))
        return server

    server = in_virtual_time(work())
    times = sorted(at for at, _ in server.taken)
    assert len(times) == 600
    assert most_in(times, 1) <= 30
    assert 600 / (times[-1] - times[0]) >= 0.95 * 30


def test_edits_and_answers_to_buttons_count_as_messages_do() -> None:
    async def work() -> list[float]:
        server = Server()
        await server.calls(*[None] * 45, *range(1, 46))
        return [at for at, _ in server.taken]

    assert most_in(in_virtual_time(work()), 1) <= 30


def test_one_chat_gets_a_message_a_second_with_a_short_burst_in_order() -> None:
    async def work() -> list[float]:
        server = Server()
        await server.calls(*[5] * 9)
        return [at for at, _ in server.taken]

    times = in_virtual_time(work())
    assert times == sorted(times)
    assert most_in(times, 3) == 3
    assert times[2] < 0.2
    assert 6 <= times[8] < 7


def test_a_group_gets_twenty_in_a_minute() -> None:
    async def work() -> list[float]:
        server = Server()
        while now() < 240:
            with_pause = await asyncio.gather(server.call(GROUP), return_exceptions=True)
            if isinstance(with_pause[0], RetryAfter):
                await asyncio.sleep(seconds_of(with_pause[0]).total_seconds())
        return [at for at, _ in server.taken]

    times = in_virtual_time(work())
    assert most_in(times, 60) == 20
    assert len(times) >= 76


def test_a_long_wait_is_its_senders_business() -> None:
    """Whoever writes two thousand messages gets no half hour of queued answers, and nobody waits for them."""

    async def work() -> None:
        server = Server()
        flood = asyncio.gather(*(server.call(5) for _ in range(2000)), return_exceptions=True)
        await asyncio.sleep(0)
        assert await server.call(6) < 0.2
        done = await flood
        assert now() <= LONGEST_WAIT + 4
        refused = [each for each in done if isinstance(each, RetryAfter)]
        assert len(done) - len(refused) == len(server.taken) - 1
        assert all(seconds_of(each).total_seconds() > 0 for each in refused)

    in_virtual_time(work())


def test_an_answer_to_a_person_overtakes_what_may_come_later() -> None:
    async def work() -> None:
        server = Server()
        bundles = [asyncio.create_task(server.call(chat, later=True)) for chat in range(100, 400)]
        await asyncio.sleep(1)
        began = now()
        assert await server.call(7) - began < 0.1
        await asyncio.gather(*bundles)

    in_virtual_time(work())


def test_answers_pass_at_once_beside_bundles_that_fill_the_rate() -> None:
    async def work() -> None:
        server = Server(latency=1)
        bundles = [asyncio.create_task(server.call(chat, later=True)) for chat in range(1000, 1400)]
        await asyncio.sleep(2)
        waited = []

        async def answer(chat: int) -> None:
            began = now()
            waited.append(await server.call(chat) - began - server.latency)

        answers = []
        for chat in range(1, 101):
            answers.append(asyncio.create_task(answer(chat)))
            await asyncio.sleep(1 / 12)
        await asyncio.gather(*answers, *bundles)
        assert max(waited[12:]) < 0.01
        assert most_in([at for at, _ in server.taken], 1) <= 30

    in_virtual_time(work())


def test_a_ban_of_one_chat_stops_no_other_and_is_not_knocked_at() -> None:
    async def work() -> None:
        server = Server(banned={5: 60})
        for _ in range(3):
            (refused,) = await server.calls(5)
            assert isinstance(refused, RetryAfter)
            assert 59 < seconds_of(refused).total_seconds() <= 60.2
            assert await server.call(6) < 0.3
        assert server.refused == 1
        await asyncio.sleep(60.2)
        await server.call(5)

    in_virtual_time(work())


def test_bans_of_several_chats_stop_no_other_as_long_as_others_get_through() -> None:
    async def work() -> None:
        server = Server(banned=dict.fromkeys(range(1, 9), 60.0))
        for banned in range(1, 9):
            (refused,) = await server.calls(banned)
            assert isinstance(refused, RetryAfter)
            await server.call(100 + banned)
        assert server.refused == 8

    in_virtual_time(work())


def test_a_ban_of_all_is_seen_after_a_few_refusals_and_held_to_its_end() -> None:
    async def work() -> None:
        server = Server(banned={None: 30})
        done = await server.calls(*range(1, 61))
        assert all(isinstance(each, RetryAfter) for each in done)
        assert server.refused <= 4
        await asyncio.sleep(20)
        assert all(isinstance(each, RetryAfter) for each in await server.calls(*range(1, 61)))
        assert server.refused <= 4
        await asyncio.sleep(11)
        await server.calls(*range(1, 61))
        assert len(server.taken) == 60

    in_virtual_time(work())


def test_a_refused_answer_to_a_button_bans_all_for_it_belongs_to_no_chat() -> None:
    async def work() -> None:
        server = Server(banned={None: 30})
        await server.calls(None)
        await server.calls(1, 2, 3)
        assert server.refused == 1

    in_virtual_time(work())


@pytest.mark.parametrize("latency", [0.02, 0.2, 1.0])
def test_a_slow_server_costs_a_fifth_of_the_rate_at_the_most(latency: float) -> None:
    async def work() -> list[float]:
        server = Server(latency=latency)
        await server.calls(*range(1, 301))
        return [at for at, _ in server.taken]

    times = in_virtual_time(work())
    assert most_in(times, 1) <= 30
    assert 300 / (max(times) - min(times)) >= 0.78 * 30


def test_whoever_stops_waiting_takes_no_turn() -> None:
    async def work() -> None:
        server = Server()
        waiting = [asyncio.create_task(server.call(chat)) for chat in range(1, 61)]
        await asyncio.sleep(0.5)
        for task in waiting[30:]:
            task.cancel()
        began = now()
        await server.call(99)
        assert now() - began < 1
        await asyncio.gather(*waiting[:30])
        await server.limits.shutdown()

    in_virtual_time(work())


def test_idle_chats_are_forgotten_and_their_rates_are_not() -> None:
    async def work() -> None:
        server = Server(limits=CallLimits(), latency=0)
        for chat in range(1, 5000):
            server.limits._line(str(chat))
        assert len(server.limits._lines) < 4200
        await server.calls(*[7] * 3)
        for chat in range(10000, 14200):
            server.limits._line(str(chat))
        assert "7" in server.limits._lines
        (late,) = await server.calls(7)
        assert isinstance(late, float)
        assert late > 2.9

    in_virtual_time(work())


def test_counts_belong_to_each_chat() -> None:
    async def work() -> dict[int | None, list[float]]:
        server = Server()
        await server.calls(*[chat for chat in range(1, 9) for _ in range(6)])
        by_chat: dict[int | None, list[float]] = defaultdict(list)
        for at, chat in server.taken:
            by_chat[chat].append(at)
        return by_chat

    for times in in_virtual_time(work()).values():
        assert most_in(times, 3) <= 3
