"""What was issued stays as it was, whatever is done afterwards: the kept files, and the values compiled again."""

import hashlib
import os
import random
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from config.clock import SHANGHAI
from config.settings import Settings
from messages import paper_files
from tasks_db.refusal import Refusal
from tasks_db.register.authority import OPERATOR, SYSTEM
from tasks_db.register.digest.as_json import as_json
from tasks_db.terms import AnswerKind
from tasks_db.work.acts import papers
from tasks_db.work.desk import Desk, open_desk
from tasks_db.work.post import rehearsal
from tasks_db.work.views import papers as views
from tests.strangers.registers import _Office

ACTS = int(os.environ.get("LIANXI_LATER_ACTS", "40"))
"""How many acts follow; with 1000 it takes minutes."""
UNITS = ("县水利局", "县教育局", "县财政局", "县民政局", "县城管局")
BEGUN = datetime(2025, 3, 3, 9, tzinfo=SHANGHAI)
ANSWERS = (
    [AnswerKind.PROGRESS] * 8
    + [AnswerKind.NO_CHANGE] * 3
    + [AnswerKind.BLOCKED, AnswerKind.DONE, AnswerKind.CLOSURE, AnswerKind.EXTENSION]
)


def a_year() -> dict[str, Any]:
    """Twelve tasks of five units, each with a lead and one that helps."""
    return {
        "title": "某县若干实事方案",
        "handed_out": "2025-03-03T09:00",
        "tasks": [
            {
                "seq": str(n),
                "title": f"办好第{n}件实事",
                "leads": [UNITS[n % 5]],
                "responsibles": [UNITS[(n + 1) % 5]],
                "deadline": f"2025-{4 + n % 9:02d}-28",
            }
            for n in range(1, 13)
        ],
    }


class _Year:
    """Acts one after the other, each some hours later, chosen by a seed; what is refused is no act."""

    def __init__(self, desk: Desk, seed: int) -> None:
        self._office, self._chance = _Office(desk, a_year()), random.Random(seed)  # noqa: S311 - no secret
        self._now, self._done, self._open = BEGUN, 0, []  # type: datetime, int, list[int]

    def go_on(self, acts: int) -> None:
        until = self._done + acts
        while self._done < until:
            self._now += timedelta(hours=self._chance.choice((1, 3, 5)))
            try:
                self._office.play(self._done, {"at": self._now.strftime("%Y-%m-%dT%H:%M"), **self._act()})
            except (Refusal, StopIteration, KeyError):
                continue
            self._done += 1

    def _act(self) -> dict[str, Any]:
        chance, task = self._chance, self._chance.randint(1, 12)
        if self._open and chance.random() < 0.4:
            of = self._open.pop(chance.randrange(len(self._open)))
            return {"office": "accept" if chance.random() < 0.8 else "return", "of": of}
        if chance.random() < 0.02:
            kind = chance.choice(("exempt", "strike_off", "cancel"))
            return {"office": kind, "task": str(task), "unit": UNITS[(task + 1) % 5]}
        kind = chance.choice(ANSWERS)
        self._open.append(self._done)
        said: dict[str, Any] = {
            "task": str(task),
            "unit": UNITS[(task + chance.randint(0, 1)) % 5],
            "kind": kind.value,
            "text": f"完成{self._done}处",
        }
        if kind is AnswerKind.PROGRESS:
            said["percent"] = chance.randint(0, 99)
        if kind is AnswerKind.EXTENSION:
            said["new_date"] = (self._now.date() + timedelta(days=chance.randint(10, 90))).isoformat()
        return said


def issue(desk: Desk) -> int:
    """Draft, check, sign and issue the digest of now."""
    paper = desk.do(OPERATOR, papers.draft).id
    desk.do(OPERATOR, papers.check, paper)
    desk.do(OPERATOR, papers.sign, paper)
    opened = desk.ask(OPERATOR, views.one, paper)
    made = paper_files.issue(opened.record, opened.digest, opened.letter, opened.body, opened.next_number, ())
    desk.do(OPERATOR, papers.issue, paper, opened.next_number, made.files, made.value, made.notice)
    return paper


def kept(desk: Desk, paper: int) -> dict[str, str]:
    """The sums of what was kept of an issue."""
    return {f.name: hashlib.sha256(f.content).hexdigest() for f in desk.ask(OPERATOR, views.files, paper)}


def again(desk: Desk, paper: int) -> Iterator[tuple[str, object, object]]:
    """What an issue said of its tasks and requests, and what the same moment gives now."""
    value = desk.ask(OPERATOR, views.value, paper)
    record = desk.ask(OPERATOR, views.record, paper)
    fresh = desk.do(OPERATOR, papers.draft, record.as_of).id
    opened = desk.ask(OPERATOR, views.one, fresh)
    now = as_json(opened.digest)
    then = value["digest"]
    for part in (
        "tasks",
        "facts",
        "coordination",
        "unreported",
        "undelivered",
        "reporting",
        "extensions",
        "closures",
    ):
        yield part, then[part], now[part]  # type: ignore[index,call-overload]


def test_later_acts_touch_no_kept_file_and_the_same_moment_gives_the_same_values(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path, clock=BEGUN.isoformat(), database_url=None)
    with closing(open_desk(settings)) as desk:
        year = _Year(desk, seed=14)
        year.go_on(30)
        paper = issue(desk)
        sums = kept(desk, paper)
        assert len(sums) == 3
        desk.do(SYSTEM, rehearsal.move_clock, desk.clock() + timedelta(minutes=1))
        year.go_on(ACTS)
        assert kept(desk, paper) == sums
        for part, then, now in again(desk, paper):
            assert now == then, part
