"""Works off what came in: in order for one person, persons side by side, long work apart from both.

Each row is worked off by an ordinary function in a thread, which stores all that it brings about in one commit (R3).
Where the database is away, everything waits.
"""

import asyncio
import contextlib
import time
import uuid
from collections.abc import Callable, Coroutine, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Protocol, TypeVar

import structlog

from bot.channels.base import Channel, ChannelError, FileRef, Files, Refused, TooLarge
from bot.channels.events import of_row
from bot.delivery.sender import Sender
from messages.message import Message
from tasks_db.register.authority import SYSTEM
from tasks_db.register.people import Address
from tasks_db.register.updates import Update, Waiting
from tasks_db.work.desk import DatabaseAway, Desk, Overtaken
from tasks_db.work.post import inbox, jobs, progress
from tasks_db.work.post.jobs import Job

log = structlog.get_logger(__name__)
Result = TypeVar("Result")

SIDE_BY_SIDE = 4
"""How many people are answered at the same time."""

JOBS_AT_ONCE = 2
BURST, PER_SECOND = 30, 1.0
"""What one person may say at once, and how fast they go on then; the rest waits, and is worked off all the same."""

PROGRESS_EVERY = 3.0
"""Seconds between two signs of life during long work."""

_LOOK_AGAIN = 1.0
_LONGEST_PAUSE = 15.0
_FETCHES = 3
_SHORT_FAULT = 10.0
FETCH_PAUSE = 2.0
"""Seconds before a file is fetched again; longer each time."""
PATIENCE = timedelta(hours=1)
"""How long files are fetched again that weather keeps away (R4)."""
_LONGEST_WAIT = timedelta(minutes=5)
_TOO_LARGE = "文件太大{most}，取不下来。请压缩后再发，或只发要紧的几页。"
_NOT_FETCHED = "这份文件没有取下来。请再发一次。"
_WAITS = "这份文件暂时没有取下来，我会接着取，不用再发。"
_NEVER_FETCHED = "这份文件一直没有取下来。请再发一次。"
_GIVEN_UP = "这份文件读了几次都没有读成。请检查文件是否损坏，或另存后再发一次。"


class Office(Protocol):
    """Whoever knows what to do with what came in."""

    def take(self, one: Waiting) -> None:
        """Work off what a person said, in one commit."""

    def do_job(self, job: Job, holder: str, contents: Sequence[bytes]) -> None:
        """Do long work with what its files hold, in one commit."""

    def drop_job(self, job: Job, holder: str, sentence: str) -> None:
        """Give long work up and say why, in one commit."""

    def put_off_job(self, job: Job, holder: str, sentence: str, until: datetime) -> None:
        """Let long work wait till ``until``, in real time, and say so the first time, in one commit."""


class Worker:
    """Takes what the channels hand over and has the office work it off."""

    def __init__(
        self, desk: Desk, office: Office, channels: Mapping[str, Channel], sender: Sender, *, paced: bool = True
    ) -> None:
        """Answers leave by ``sender``; files are fetched from ``channels``, each by its name.

        Where it is not ``paced``, one person may say any number of things at once: in a rehearsal.
        """
        self._paced = paced
        self._desk, self._office, self._channels, self._sender = desk, office, channels, sender
        self._me = uuid.uuid4().hex
        self._woken = asyncio.Event()
        self._lanes: dict[str, asyncio.Task[None]] = {}
        self._jobs: set[asyncio.Task[None]] = set()
        self._paces: dict[str, _Pace] = {}
        self._turns = ThreadPoolExecutor(SIDE_BY_SIDE, "turn")
        self._long_work = ThreadPoolExecutor(JOBS_AT_ONCE, "job")

    async def receive(self, channel: str, bot: str, updates: Sequence[Update]) -> None:
        """Store what came in on a channel; raises DatabaseAway where it cannot be, and nothing is stored then."""
        await self._desk.doing(SYSTEM, inbox.store, channel, bot, updates, datetime.now(UTC))
        self._woken.set()
        if any(one.album is not None for one in updates):
            asyncio.get_running_loop().call_later(inbox.QUIET.total_seconds(), self._woken.set)

    def wake(self) -> None:
        """Look at what came in now: a channel has stored something by itself."""
        self._woken.set()

    async def serve(self) -> None:
        """Work off whatever comes in, for ever; what is being worked off is finished before it ends."""
        pause = _LOOK_AGAIN
        try:
            while True:
                self._woken.clear()
                try:
                    await self._start()
                    pause = _LOOK_AGAIN
                except DatabaseAway:
                    pause = min(pause * 2, _LONGEST_PAUSE)
                    log.warning("the database is away; what comes in waits", seconds=pause)
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(pause):
                        await self._woken.wait()
        finally:
            await self._wind_up()

    async def work_off(self) -> None:
        """Work off all that waits, long work included, and come back when it is done."""
        while True:
            await self._start()
            running = {*self._lanes.values(), *self._jobs}
            if not running:
                return
            await asyncio.wait(running, return_when=asyncio.FIRST_COMPLETED)

    async def _wind_up(self) -> None:
        # the threads stay: after a fault the work begins again with them
        if running := {*self._lanes.values(), *self._jobs}:
            await asyncio.wait(running)

    async def _start(self) -> None:
        """Begin what can be begun now."""
        self._lanes = {lane: task for lane, task in self._lanes.items() if not task.done()}
        self._jobs = {task for task in self._jobs if not task.done()}
        free, room = SIDE_BY_SIDE - len(self._lanes), JOBS_AT_ONCE - len(self._jobs)
        self._paces = {lane: pace for lane, pace in self._paces.items() if not pace.is_fresh()}
        passed_over = [*self._lanes, *(lane for lane, pace in self._paces.items() if not pace.may_go_on())]
        said, long_work = await self._desk.asking(
            SYSTEM, inbox.look, tuple(self._channels), passed_over, datetime.now(UTC), free
        )
        for one in said:
            self._lanes[one.lane] = self._begin(self._take(one))
        if room and long_work:
            for job in await self._desk.doing(SYSTEM, jobs.claim, self._me, datetime.now(UTC), room):
                self._jobs.add(self._begin(self._do(job)))

    def _begin(self, work: Coroutine[object, object, None]) -> asyncio.Task[None]:
        task = asyncio.create_task(work)
        task.add_done_callback(self._ended)
        return task

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._woken.set()
        if not task.cancelled() and (error := task.exception()) is not None:
            log.error("working something off failed", error=type(error).__name__, exc_info=error)

    async def _take(self, one: Waiting) -> None:
        if self._paced:
            self._paces.setdefault(one.lane, _Pace()).count()
        channel, _, value = one.lane.partition(":")
        await self._sender.recorded(Address(channel, value))
        with contextlib.suppress(Overtaken):
            await self._patiently(self._turns, lambda: self._office.take(one))
        self._sender.wake()

    async def _patiently(self, threads: ThreadPoolExecutor, work: Callable[[], Result]) -> Result:
        """Do blocking work in a thread, again and again while the database is away."""
        pause = _LOOK_AGAIN
        while True:
            try:
                return await asyncio.get_running_loop().run_in_executor(threads, work)
            except DatabaseAway:
                log.warning("the database is away; trying again", seconds=pause)
                await asyncio.sleep(pause)
                pause = min(pause * 2, _LONGEST_PAUSE)

    async def _do(self, job: Job) -> None:
        event = of_row(job.event)
        working = asyncio.create_task(self._fetch_and_do(job, event))
        at, seconds = event.where.address, 0.0
        while not (await asyncio.wait({working}, timeout=PROGRESS_EVERY))[0]:
            seconds += PROGRESS_EVERY
            await self._show_progress(job, at, seconds)
        with contextlib.suppress(Overtaken):
            working.result()
        self._sender.wake()

    async def _fetch_and_do(self, job: Job, event: object) -> None:
        files = event.files if isinstance(event, Files) else ()
        channel = self._channels[event.where.address.channel] if isinstance(event, Files) else None
        if job.attempts > jobs.MAX_ATTEMPTS:
            await self._drop(job, _GIVEN_UP)
            return
        try:
            contents = [await _fetch(channel, file) for file in files] if channel is not None else []
        except ChannelError as error:
            log.warning("a file was not fetched", error=type(error).__name__)
            await self._not_fetched(job, error, channel)
            return
        await self._patiently(self._long_work, lambda: self._office.do_job(job, self._me, contents))

    async def _not_fetched(self, job: Job, error: ChannelError, channel: Channel | None) -> None:
        """Give a file up that the channel refuses; what weather keeps away is fetched again, after growing pauses."""
        if isinstance(error, TooLarge):
            most = channel.abilities.download if channel is not None else None
            said = f"（超过 {most // 1024 // 1024} MB）" if most is not None else ""
            await self._drop(job, _TOO_LARGE.format(most=said))
        elif isinstance(error, Refused):
            await self._drop(job, _NOT_FETCHED)
        else:
            now = datetime.now(UTC)
            waited = now - job.received_at if job.received_at is not None else PATIENCE
            if waited >= PATIENCE:
                await self._drop(job, _NEVER_FETCHED)
                return
            # to wait as long again as was waited so far doubles each pause
            until = now + min(max(waited, timedelta(seconds=FETCH_PAUSE)), _LONGEST_WAIT)
            await self._patiently(self._long_work, lambda: self._office.put_off_job(job, self._me, _WAITS, until))

    async def _drop(self, job: Job, sentence: str) -> None:
        await self._patiently(self._long_work, lambda: self._office.drop_job(job, self._me, sentence))

    async def _show_progress(self, job: Job, at: Address, seconds: float) -> None:
        """Keep the job, and show for how long it has been worked on; this only comforts, so nothing is queued."""
        with contextlib.suppress(DatabaseAway):
            await self._desk.doing(SYSTEM, jobs.renew, job.id, self._me, datetime.now(UTC))
            shown = await self._desk.asking(SYSTEM, progress.shown, job.update_id)
            if shown is not None and self._channels[at.channel].abilities.edits:
                try:
                    message = Message(f"{shown.text}已用{seconds:.0f}秒")
                    await self._channels[at.channel].edit(at, shown.ref, message)
                except ChannelError as error:
                    log.info("progress not shown", reason=type(error).__name__)


async def _fetch(channel: Channel, file: FileRef) -> bytes:
    """Fetch a file, again after short faults; a channel that fails slowly is not waited for again at once."""
    began = time.monotonic()
    for attempt in range(1, _FETCHES + 1):
        try:
            return await channel.fetch(file)
        except Refused:
            raise
        except ChannelError:
            if attempt == _FETCHES or time.monotonic() - began > _SHORT_FAULT:
                raise
            await asyncio.sleep(attempt * FETCH_PAUSE)
    raise AssertionError("unreachable")


class _Pace:
    """How fast somebody may go on: ``BURST`` at once, then ``PER_SECOND``."""

    def __init__(self) -> None:
        self._left = float(BURST)
        self._seen = time.monotonic()

    def is_fresh(self) -> bool:
        """Return whether nothing of what somebody said lately counts any more."""
        self._catch_up()
        return self._left >= BURST

    def may_go_on(self) -> bool:
        """Return whether the next thing may be worked off now."""
        self._catch_up()
        return self._left >= 1

    def count(self) -> None:
        """Count something that is worked off."""
        self._catch_up()
        self._left -= 1

    def _catch_up(self) -> None:
        now = time.monotonic()
        self._left = min(BURST, self._left + (now - self._seen) * PER_SECOND)
        self._seen = now
