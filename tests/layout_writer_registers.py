"""Registers of tasks at random: what a document is written from and measured against."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from tests import layout_writer_words as words


@dataclass(frozen=True, slots=True)
class Task:
    """One task as it should come back. ``due`` is the phrase that a document prints for ``on``."""

    section: str
    title: str
    content: str
    leads: tuple[str, ...]
    responsibles: tuple[str, ...]
    leader: str
    due: str
    on: date


@dataclass(frozen=True, slots=True)
class Register:
    """The tasks of one plan of one invented place; tasks of one section stand together."""

    place: str
    title: str
    year: int
    tasks: tuple[Task, ...]
    group: str

    def sections(self) -> Iterator[tuple[str, list[Task]]]:
        """Yield each section with its tasks."""
        for name in dict.fromkeys(task.section for task in self.tasks):
            yield name, [task for task in self.tasks if task.section == name]


def dice(seed: str) -> random.Random:
    """The chance of a seed: the same document for the same seed."""
    return random.Random(seed)  # noqa: S311  documents are to differ, not to be secret


def register(chance: random.Random, size: int) -> Register:
    """Return a register of ``size`` tasks."""
    level = chance.choice("县县县区区市市州旗省国")
    place = "" if level == "国" else chance.choice(words.FIRST) + chance.choice(words.SECOND) + level
    offices = _offices(chance, level, place)
    group = chance.choice(words.GROUPS[level])
    people = [chance.choice(words.SURNAMES) + chance.choice(words.GIVEN) for _ in range(4)]
    year = chance.randrange(2001, 2034)
    sections = chance.sample(words.SECTIONS, chance.choice((2, 3)))
    tasks = [
        _task(chance, sections[n * len(sections) // size], thing, (offices, group, people), year)
        for n, thing in enumerate(chance.sample(words.THINGS, size))
    ]
    title = f"{place}{chance.choice(words.SUBJECTS)}工作方案（{year}—{year + 2}年）"
    return Register(place, title, year, tuple(tasks), group)


def _offices(chance: random.Random, level: str, place: str) -> list[str]:
    """Return the units of a place: 县水利局, or 云溪县水利局, or without a level, as its drafters write."""
    if level == "国":
        return list(words.NATIONAL)
    plain = words.PROVINCIAL if level == "省" else words.OFFICES[chance.choice(("early", "middle", "late"))]
    prefix = chance.choice((level, level, level, place))
    others = [other.format(level) for other in words.OTHERS]
    return [prefix + office for office in plain] + chance.sample(others, 5)


def _task(
    chance: random.Random,
    section: str,
    thing: tuple[str, str],
    who: tuple[list[str], str, list[str]],
    year: int,
) -> Task:
    offices, group, people = who
    name, measure = thing
    named = chance.sample(offices, chance.randrange(2, 6))
    split = chance.choice((1, 1, 1, 2)) if len(named) > 2 else 1
    others = named[split:] + ([group] if chance.random() < 0.4 else [])
    act = chance.choice(words.ACTS)
    due, on = _due(chance, year)
    content = (
        f"{act}{name}{chance.randrange(2, 60)}{measure}，{chance.choice(words.MEANS)}。{chance.choice(words.ENDINGS)}"
    )
    return Task(section, act + name, content, tuple(named[:split]), tuple(others), chance.choice(people), due, on)


def _due(chance: random.Random, year: int) -> tuple[str, date]:
    of = year + chance.randrange(3)
    month = chance.randrange(1, 13)
    last = date(of + month // 12, month % 12 + 1, 1) - timedelta(days=1)
    return chance.choice(
        (
            (f"{of}年底", date(of, 12, 31)),
            (f"{of}年{month}月底前", last),
            (f"{of}年{month}月{last.day}日前", last),
            (f"{of}年底前", date(of, 12, 31)),
            (f"{of}年{month}月", last),
        )
    )
