"""What the parts of a digest's paper have in common: how a task, a figure and its day are named.

Every sentence is a macro of ``digest_paper.txt``, which an office may edit. Nothing is said twice, nobody is named
for what was not due, and no person but 责任领导 and convenors stands in it (R15).
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import partial

from config.clock import local_date
from messages import brief, dates, digest_tables, paper_words, wording
from messages.paper import Section
from tasks_db import lazy_re as re
from tasks_db.register.digest.asked_counts import against_plan
from tasks_db.register.digest.references import Source, TaskRef
from tasks_db.register.digest.rest import told_of_part
from tasks_db.register.digest.values import Digest, Returned, TaskLine
from tasks_db.terms import CheckpointKind, Mark, WorkState

phrase = partial(wording.phrase, "digest_paper.txt")

FEW = 6
"""So many units, tasks or figures of a kind are named in the text; all of them in the annex."""
_SEVERAL = 2
_MONTH = timedelta(days=31)
_CLAUSES = re.compile(r"[，,；;。]")
_EXPECTS = re.compile(
    r"(?:预计|预期|估计|力争|争取|有望|确保|计划)[^，,。；;]*(?:\d|[年月]底|年内|月内|元旦|春节|国庆|[上中下]旬)"
)
_NAMED_TASK = re.compile(r"第[\d-]+项“[^”]*”")


def is_stale(said: Source, line: TaskLine, digest: Digest) -> bool:
    """Return whether words are from before the period, or of open work a month old or by whoever owes newer ones."""
    owed = said.unit in line.unreported or digest.day - said.said_on > _MONTH
    return not digest.period.holds(said.at) or (line.closed_at is None and owed)


def named_task(task: TaskRef, digest: Digest) -> str:
    """Return how a paper names a task: 第2-1项“发展托幼一体化”."""
    return paper_words.task(digest_tables.number(task, digest), task.title)


def named_once(
    sections: Sequence[Section], digest: Digest, *, apart: str, lends: bool = False
) -> tuple[Section, ...]:
    """Return the sections with each task's title where it stands first; further down its number is enough.

    The section ``apart`` stays as it is; unless it ``lends`` them, those below name their tasks again.
    """
    names = {named_task(line.task, digest): f"第{digest_tables.number(line.task, digest)}项" for line in digest.tasks}
    seen: set[str] = set()

    def once(found: re.Match[str]) -> str:
        name = found[0]
        if name in names and name not in seen:
            seen.add(name)
            return name
        return names.get(name, name)

    def shortened(section: Section) -> Section:
        texts = (replace(p, text=_NAMED_TASK.sub(once, p.text)) for p in section.paragraphs)
        return replace(section, paragraphs=tuple(texts), sections=tuple(map(shortened, section.sections)))

    def whole(section: Section) -> Section:
        if lends:
            shortened(section)
        return section

    return tuple(whole(section) if section.heading == apart else shortened(section) for section in sections)


def said_on(source: Source | None, digest: Digest) -> str:
    """Return the day of words or a figure; empty where that is the digest's own."""
    said = source.said_on if source is not None else digest.day
    return brief.day(said, digest.day) if said != digest.day else ""


def long_ago(source: Source | None, digest: Digest) -> str:
    """Return the day of words or a figure that are more than a month old; empty for any other."""
    said = source.said_on if source is not None else digest.day
    return brief.day(said, digest.day) if digest.day - said > _MONTH else ""


def lead_figures(line: TaskLine) -> tuple[tuple[str, int, Source], ...]:
    """Return what each of several leads gave as its figure, in the plan's order; none where fewer than two gave one.

    The figure of whoever consolidates is no other lead's: each has its own, of its own day.
    """
    if len(line.leads) < _SEVERAL or line.group is not None or line.closed_at is not None:
        return ()
    told = {said.unit: (said.percent, said.source) for said in line.said}
    if line.percent_source is not None:
        told[line.percent_source.unit] = (line.percent, line.percent_source)
    figures = ((unit, *told[unit]) for unit in line.leads if unit in told)
    found = tuple((unit, percent, source) for unit, percent, source in figures if percent is not None)
    return found if len(found) >= _SEVERAL else ()


def figure(line: TaskLine, digest: Digest) -> str:
    """Return how far a task is, with the day on which its figure was given: 6月3日反馈进度60%.

    Of several leads each has its own: 甲局6月3日反馈进度60%、乙局6月5日反馈进度80%.
    """
    if several := lead_figures(line):
        return "、".join(f"{unit}{brief.day(s.said_on, digest.day)}反馈进度{n}%" for unit, n, s in several)
    told = digest_tables.figure(line)
    day = said_on(line.percent_source, digest)
    if not told or not day:
        return told
    whose = digest_tables.speaks_instead(line)
    return f"{whose}{day}{told.removeprefix(whose)}" if whose else f"{day}反馈{told}"


def newer_day(line: TaskLine, digest: Digest) -> str:
    """Return the day of a unit's words where they are newer than its percent, which they do not repeat; else nothing.

    Both are told with their own days: an older percent and newer words make no sentence.
    """
    given, told = line.percent_source, line.text_source
    if given is None or told is None or line.group is not None or given.unit != told.unit or lead_figures(line):
        return ""
    return brief.day(told.said_on, digest.day) if told.at > given.at and told.said_on > given.said_on else ""


def is_lead_silent(line: TaskLine) -> bool:
    """Return whether the words of another unit stand for a task because none of its leads has said anything."""
    source = line.percent_source or line.text_source
    return (
        source is not None
        and line.group is None
        and line.unit is not None
        and source.unit not in {line.unit, *line.leads}
    )


def lead_silence(line: TaskLine, digest: Digest) -> str:
    """Return what is said of a lead in whose place another unit's words stand: nothing came, or it was sent back."""
    if not is_lead_silent(line):
        return ""
    returned = line.returned
    return phrase("lead_silent", sent_back=brief.day(returned.source.said_on, digest.day) if returned else "")


def sent_back(returned: Returned, digest: Digest, *, whose: str = "") -> str:
    """Return what became of a report that does not stand: 9月18日反馈，当日退回（请写明覆盖率），尚未重报."""
    said = returned.source.said_on
    return phrase(
        "sent_back",
        unit=whose,
        day=brief.day(said, digest.day),
        on="当日" if said == returned.on else brief.day(returned.on, digest.day),
        why=paper_words.text(returned.reason) if returned.reason else "",
    )


def state_word(state: WorkState, digest: Digest) -> str:
    """Return what a paper calls a class; of tasks of which something was sent back nobody says 尚无反馈."""
    returned = state is WorkState.NO_FEEDBACK and any(line.returned for line in digest.in_state(state))
    return phrase("no_valid_feedback") if returned else state.zh


def held_back(line: TaskLine, digest: Digest, *, whose: bool = False) -> str:
    """Return whose newest words on a task wait for the office's review, since when; empty where none do.

    Its only lead is not named where that stands before it, but with ``whose``.
    """
    return "、".join(
        phrase("held_back", unit="" if line.leads == (unit,) and not whose else unit, day=brief.day(day, digest.day))
        for unit, day in unheard(line, digest)
    )


def unheard(line: TaskLine, digest: Digest) -> list[tuple[str, date]]:
    """Return the units whose newest words on a task wait for a review, each with the day of them."""
    units = {unit for task, unit in digest.unheard if task.task_id == line.task.task_id}
    days = {s.unit: local_date(s.at) for s in line.sources if s.waits and s.unit in units}
    return list(days.items())


def asks_beside_its_mark(line: TaskLine, digest: Digest) -> list[tuple[str, Source, Mark]]:
    """Return the requests that wait on a task and that no mark beside its state tells: of whom, and of what kind."""
    asked = [(c.unit, c.source, Mark.CLOSURE) for c in digest.closures if c.task == line.task]
    asked += [(e.unit, e.source, Mark.EXTENSION) for e in digest.extensions if e.waits and e.task == line.task]
    return [one for one in asked if one[2] is not line.mark]


def by_its_date(asked: date, line: TaskLine) -> str:
    """Return 到期前, or 到期当日, of what was asked for by a task's date; empty of what came later."""
    if line.deadline is None or asked > line.deadline:
        return ""
    return "到期当日" if asked == line.deadline else "到期前"


def is_due_today(line: TaskLine, digest: Digest) -> bool:
    """Return whether an open task's date is the day of the digest, which is not over, and no request for it waits."""
    asked = line.mark in {Mark.CLOSURE, Mark.EXTENSION}
    return line.deadline == digest.day and line.closed_at is None and not asked


def expects(line: TaskLine) -> str:
    """Return when the unit whose words are shown expects to be done, empty where it does not say.

    A day that the words tell is told as they have it: 预计5月底完工 is no 5月31日.
    """
    if line.expected is None:
        return ""
    told = next(filter(_EXPECTS.search, _CLAUSES.split(line.text)), "") or part_told(line)
    if not told and of_stage(line):
        return f"阶段目标预计{dates.day(line.expected)}完成"
    return paper_words.text(told) or f"预计{dates.day(line.expected)}完成"


def of_stage(line: TaskLine) -> bool:
    """Return whether the day that a unit expects is that of a milestone which is over, and not the whole task's."""
    late, own = line.overdue, line.deadline
    if late is None or late.kind is not CheckpointKind.MILESTONE or line.expected is None:
        return False
    return own is None or line.expected < own


def part_told(line: TaskLine) -> str:
    """Return the clause that gives the expected day for one of several works; empty where it is the whole task's."""
    return told_of_part(line.text, line.task.title, line.expected) if line.expected is not None else ""


def with_target(words: str, content: str) -> str:
    """Return words with what the plan asks for behind their count: 累计拆除751处（目标750处，已超过）."""
    found = against_plan(words, content)
    if found is None:
        return words
    return f"{words[: found.end]}{phrase('target', asked=found.asked, more=found.more)}{words[found.end :]}"


def first_day(digest: Digest) -> str:
    """Return the day until which that is wanted which does not wait; empty where a digest has none."""
    return brief.day(digest.first_by, digest.day) if digest.first_by is not None else ""


def ids(*sources: Source | None) -> tuple[int, ...]:
    """Return the numbers of the reports that a sentence rests on, each once."""
    return tuple(dict.fromkeys(s.report_id for s in sources if s is not None))


def fitting(texts: Sequence[str], room: int) -> tuple[Sequence[str], int]:
    """Return the first texts that fit into so many characters, and how many are left."""
    taken = 0
    for n, text in enumerate(texts):
        taken += len(text) + 2
        if taken > room:
            return texts[:n], len(texts) - n
    return texts, 0


def by_unit(owed: Iterable[tuple[str, TaskRef]], digest: Digest) -> list[str]:
    """Return each unit with its tasks: 县博物馆（第4项）, 县总工会（第3、31项）."""
    units: dict[str, list[TaskRef]] = {}
    for unit, task in owed:
        units.setdefault(unit, []).append(task)
    return [f"{unit}（第{numbers(tasks, digest)}项）" for unit, tasks in units.items()]


def numbers(tasks: Iterable[TaskRef], digest: Digest) -> str:
    """Return the numbers of tasks, each once: 3、31."""
    return "、".join(dict.fromkeys(digest_tables.number(task, digest) for task in tasks))
