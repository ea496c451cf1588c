"""What a digest's paper asks for: who does what until when, from units and tasks that stand above."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby

from config.clock import local_date
from messages import brief, dates, digest_office, digest_tables, paper_words
from messages.digest_done import says_no_period
from messages.digest_lagging import SLOW, due_now, laggards, late_leads, left_open, soon, was_in_time, without_figure
from messages.digest_parts import (
    FEW,
    by_unit,
    ids,
    is_lead_silent,
    named_task,
    numbers,
    phrase,
    state_word,
)
from messages.digest_problems import asked_for, lacks, leads, reason, refused
from messages.digest_requests import asks_help, plea_in
from messages.paper import Paragraph
from tasks_db.register.digest.references import TaskRef
from tasks_db.register.digest.values import Digest, TaskLine, Unmended
from tasks_db.terms import AWAITING, Mark, WorkState

_NAMED = 6
"""So many units out of reach are named in one sentence."""
_TWICE, _DOZEN, _MANY = 2, 12, 40
"""So many units are named in one step of a short text, of a terse one, and of any other."""
_NUMBERED = 20
"""Of so many it names the tasks; of more the part in which they stand."""


def until(digest: Digest) -> str:
    """Return the sentence that says until when all is to be done that has no day of its own."""
    if digest.answer_by is None:
        return ""
    apart = any(_required(line, digest) or _expected(line, digest) for line in digest.in_state(WorkState.OVERDUE))
    apart = apart or any(True for _ in digest_office.at_once(digest))
    apart = apart or any(_is_late(task, digest) for _, _, task, _ in _asked_for_help(digest))
    return phrase("until", by=dates.day(digest.answer_by), apart=apart)


def next_steps(
    digest: Digest, problems: str, asked: str, *, terse: bool = False, short: bool = False
) -> list[Paragraph]:
    """Return who has to do what until when; the parts that name more are called by their numerals.

    Everybody is named with the numbers of the tasks. ``terse`` names no more than a dozen for one step; of more it
    names the tasks, and so does a ``short`` text of more than two units.
    """
    return list(_Steps(digest, problems, asked, _TWICE if short else _DOZEN if terse else _MANY).all())


class _Steps:
    """The steps one after another; nobody is asked twice for the same of one task."""

    def __init__(self, digest: Digest, problems: str, asked: str, most: int) -> None:
        self.digest, self.problems, self.part, self.most = digest, problems, asked, most
        self.told: set[tuple[str, int]] = set()

    def all(self) -> Iterator[Paragraph]:
        """What the office owes comes first, then late work, slow work, and who tells, puts right, reports, decides.

        Last is what the office can do once others have done theirs.
        """
        digest = self.digest
        late = digest.in_state(WorkState.OVERDUE)
        yield from digest_office.at_once(digest)
        yield from _promised(late, digest)
        closing = {c.task.task_id for c in digest.closures}
        dated = [line for line in late if _required(line, digest) or _expected(line, digest)]
        self._note(dated)
        undated = [line for line in late if line not in dated and line.task.task_id not in closing]
        today = due_now(digest)
        slow = [line for line in digest.tasks if line.work_state in SLOW and line not in today]
        slow = [line for line in slow if line.mark not in AWAITING and not is_lead_silent(line)]
        yield from self._late([line for line in undated if line.returned is None])
        yield from self._asked("due_now", [line for line in today if line.work_state is not WorkState.NO_FEEDBACK])
        behind = [line for line in slow if line.work_state is WorkState.BEHIND]
        aged = [line for line in behind if was_in_time(line, digest)]
        yield from self._asked("speed_up", [line for line in behind if line not in aged])
        yield from self._asked("bring_up_to_date", aged)
        yield from self._asked("begin", [line for line in slow if line.work_state is WorkState.NOT_STARTED])
        bare = without_figure(digest)
        yield from self._asked("tell_figure_soon", [line for line in bare if soon(line, digest)])
        if self.most > _TWICE:
            yield from self._asked("tell_figure", [line for line in bare if not soon(line, digest)])
        yield from self._to_tell()
        yield from _to_mend(digest)
        if self.most > _TWICE:
            yield from _to_say_what_counts(digest)
        yield from self._to_catch_up()
        yield from _to_decide(digest)
        yield from self._to_help()
        yield from digest_office.to_name_a_liaison(digest)
        yield from digest_office.later(digest)

    def _note(self, lines: Iterable[TaskLine]) -> None:
        self.told |= {(unit, line.task.task_id) for line in lines for unit in _meant(line)}

    def _units(self, lines: Sequence[TaskLine]) -> str:
        """县水利局（第1、5项）、沙坪乡（第3项）; of very many where they stand."""
        self._note(lines)
        units = by_unit(((unit, line.task) for line in lines for unit in _meant(line)), self.digest)
        if len(units) <= self.most:
            return "、".join(units)
        if len(lines) > _NUMBERED:
            return phrase("whose_all", part=self.problems)
        return phrase("whose_numbers", tasks=numbers([line.task for line in lines], self.digest))

    def _asked(self, name: str, lines: Sequence[TaskLine]) -> Iterator[Paragraph]:
        if lines and self.problems:
            day = brief.day(self.digest.day, self.digest.day)
            yield Paragraph(phrase(name, whose=self._units(lines), day=day), tasks=_ids(lines))

    def _late(self, lines: Sequence[TaskLine]) -> Iterator[Paragraph]:
        """Late work needs a day and measures, and a reason where nobody has given one."""
        if not lines or not self.problems:
            return
        unexplained = [line for line in lines if not _is_explained(line, self.digest)]
        some = "" if len(unexplained) == len(lines) else numbers([line.task for line in unexplained], self.digest)
        said = phrase("explain", whose=self._units(lines), all=bool(unexplained) and not some, some=some)
        yield Paragraph(said, tasks=_ids(lines))

    def _to_tell(self) -> Iterator[Paragraph]:
        """Who tells of work that nobody told of, whose word is awaited, and who was sent something back."""
        digest = self.digest
        behind = (line for state in SLOW for line in digest.in_state(state))
        returned = [line for line in digest.tasks if line.returned is not None]
        silent = [
            *digest.in_state(WorkState.NO_FEEDBACK),
            *digest.marked(Mark.UNTOLD),
            *filter(is_lead_silent, behind),
        ]
        silent = [line for line in dict.fromkeys(silent) if line not in returned]
        late = [line for line in returned if line.work_state is WorkState.OVERDUE]
        again = [line for line in returned if line not in late]
        owed = {(unit, u.task.task_id) for u in digest.unreported for unit in u.missing}
        members = [
            (unit, line.task) for line in digest.in_state(WorkState.BEHIND) if _lag(line) for unit in _silent(line)
        ]
        awaited = [
            (unit, c.task) for c in digest.closures for unit in c.awaited if (unit, c.task.task_id) not in owed
        ]
        awaited = [*members, *awaited]
        self.told |= {(unit, task.task_id) for unit, task in awaited}
        parts = []
        if len(silent) > _NAMED and self.most < _MANY:
            word = state_word(WorkState.NO_FEEDBACK, digest)
            parts.append(phrase("tell_all", state=word, count=len(silent)))
            self._note(silent)
        elif silent:
            parts.append(phrase("tell", named=self._units(silent)))
        if awaited:
            parts.append(phrase("tell_share", named="、".join(by_unit(awaited, digest))))
        if again:
            parts.append(phrase("tell_again", named=self._units(again), late=False))
        if late:
            parts.append(phrase("tell_again", named=self._units(late), late=True))
        if parts:
            tasks = [*_ids([*silent, *returned]), *(task.task_id for _, task in awaited)]
            yield Paragraph(phrase("sentence", said="，".join(parts)), tasks=tuple(dict.fromkeys(tasks)))

    def _to_help(self) -> Iterator[Paragraph]:
        """Who is asked for help does it or says why not, each for itself; at once where the task is late already."""
        asked = _asked_for_help(self.digest)
        if not asked:
            return
        tasks = tuple(dict.fromkeys(task.task_id for _, _, task, _ in asked))
        units = list(dict.fromkeys(on for on, *_ in asked))
        if self.most <= _TWICE or len(units) > FEW:
            named = "、".join(by_unit(((on, task) for on, _, task, _ in asked), self.digest))
            more = phrase("help_copies") if self.most > _TWICE else ""
            yield Paragraph(phrase("help_many", units=named) + more, tasks=tasks)
            return
        for unit in units:
            own = [(by, task, act) for on, by, task, act in asked if on == unit]
            parts = (
                phrase("help_part", task=digest_tables.number(task, self.digest), act=act, asked_by=by)
                for by, task, act in own
            )
            at_once = any(_is_late(task, self.digest) for _, task, _ in own)
            said = phrase("help", unit=unit, parts="；".join(parts), at_once=at_once)
            more = phrase("help_copies") if len(units) == 1 else ""
            yield Paragraph(said + more, tasks=tuple(dict.fromkeys(task.task_id for _, task, _ in own)))
        if len(units) > 1:  # for all of them, so it stands at none
            yield Paragraph(phrase("help_copies", of_all=True), tasks=tasks)

    def _to_catch_up(self) -> Iterator[Paragraph]:
        """Who else owes a report: what was asked for above is not asked for again."""
        if not self.problems:
            return
        owed = [(unit, u.task) for u in self.digest.unreported for unit in u.missing]
        owed = [(unit, task) for unit, task in owed if (unit, task.task_id) not in self.told]
        if owed:
            units = by_unit(owed, self.digest)
            named = "、".join(units) if len(units) <= self.most else ""
            said = phrase("catch_up", part=self.problems, units=named, count=len(units))
            yield Paragraph(said, tasks=tuple(dict.fromkeys(task.task_id for _, task in owed)))


def _is_explained(line: TaskLine, digest: Digest) -> bool:
    """Whether somebody has said why work is late: in a report, in a plea, or in a request for more time."""
    return bool(lacks(line, digest) or line.problem or reason(line, digest) or asked_for(line, digest))


def _to_say_what_counts(digest: Digest) -> Iterator[Paragraph]:
    """Whose figures of recurring work do not say whether they are of the period or of all the time."""
    found = [fact for fact in digest.facts if fact.chosen and says_no_period(fact, digest)]
    if found:
        whose = "、".join(by_unit(((fact.unit, fact.task) for fact in found), digest))
        said = phrase("say_what_counts", whose=whose, word=digest.period.word)
        yield Paragraph(said, ids(*(f.source for f in found)), tuple(f.task.task_id for f in found))


def _to_decide(digest: Digest) -> Iterator[Paragraph]:
    """On whose decision work waits, and whom they have to tell."""
    for on, of_unit in groupby(sorted(digest.waits_on, key=lambda one: one.on), key=lambda one: one.on):
        waiting = list(of_unit)
        parts = "、".join(
            phrase("decide_part", task=digest_tables.number(one.task, digest), what=one.what, do=one.do)
            for one in waiting
        )
        asked_by = "、".join(dict.fromkeys(one.unit for one in waiting))
        said = phrase("decide_what", unit=on, parts=parts, asked_by=asked_by)
        yield Paragraph(said, ids(*(one.source for one in waiting)), tuple(one.task.task_id for one in waiting))


def _asked_for_help(digest: Digest) -> list[tuple[str, str, TaskRef, str]]:
    """Who is asked, by whom, for which task, and what it is asked to do; that is empty where others share it."""
    found = []
    pleas = [(c.unit, c.task, c.needs, paper_words.asking(c.matter, c.needs)) for c in digest.coordination]
    pleas += [(e.unit, e.task, e.needs, plea_in(e, digest)) for e in digest.extensions if asks_help(e, digest)]
    for by, task, needs, plea in pleas:
        for on in paper_words.addressees(needs):
            act = plea.removeprefix(f"请{on}")
            found.append((on, by, task, act if act != plea and not act.startswith(("、", "和")) else ""))
    return found


def _is_late(task: TaskRef, digest: Digest) -> bool:
    """Whether a task is late, or over its date while a request waits."""
    line = next(line for line in digest.tasks if line.task.task_id == task.task_id)
    return line.work_state is WorkState.OVERDUE or digest_tables.is_over(line, digest)


def _promised(late: Iterable[TaskLine], digest: Digest) -> Iterator[Paragraph]:
    """Whose day is known: by the refusal of more time, else by what the unit expects."""
    for line in late:
        source = line.text_source
        if (required := _required(line, digest)) is not None:
            day = brief.day(required, digest.day)
            said = phrase("finish_as_required", whose=leads(line), task=named_task(line.task, digest), day=day)
            yield Paragraph(said, tasks=(line.task.task_id,))
            continue
        if line.expected is not None and source is not None and _expected(line, digest):
            day = brief.day(line.expected, digest.day)
            said = phrase("finish", unit=source.unit, task=named_task(line.task, digest), day=day)
            yield Paragraph(said, ids(source), (line.task.task_id,))


def _expected(line: TaskLine, digest: Digest) -> bool:
    return line.expected is not None and line.expected > digest.day


def _required(line: TaskLine, digest: Digest) -> date | None:
    """The day ahead until which a refusal of more time wants late work done."""
    last = refused(line, digest)
    return last.demanded if last is not None and last.demanded is not None and last.demanded > digest.day else None


def _to_mend(digest: Digest) -> Iterator[Paragraph]:
    for items in left_open(digest):
        still, earlier = ([i for i in items if i.superseded is told] for told in (False, True))
        task = digest_tables.number(items[0].task, digest)
        unit, beside = _who_mends(items[0], digest)
        if items[0].failed:
            said = phrase("mend_failed", unit=unit, beside=beside, task=task, count=f"不合格{items[0].what}")
        else:
            days = "、".join(dict.fromkeys(brief.day(local_date(i.source.at), digest.day) for i in reversed(earlier)))
            counts = {"open": _counted(still), "earlier": _counted(earlier), "days": days}
            said = phrase("mend", unit=unit, beside=beside, tasks=task, **counts)
        yield Paragraph(said, ids(*(item.source for item in items)), (items[0].task.task_id,))


def _who_mends(item: Unmended, digest: Digest) -> tuple[str, str]:
    """The lead, and beside it the units that answer for the task with it; whoever found the fault where many do."""
    line = next(line for line in digest.tasks if line.task.task_id == item.task.task_id)
    gone = {unit for unit, _ in line.exempted}
    lead, *_ = *(unit for unit in line.leads if unit == item.unit), *line.leads[:1], item.unit
    others = [u for u in dict.fromkeys((*line.leads, *line.responsibles, item.unit)) if u != lead and u not in gone]
    return lead, "、".join(others) if len(others) <= _TWICE else item.unit if item.unit != lead else ""


def _counted(items: Sequence[Unmended]) -> str:
    """2处隐患; of several counts of one kind the sum."""
    kinds: dict[str, int] = {}
    for item in items:
        kind = f"{item.measure}{item.what}"
        kinds[kind] = kinds.get(kind, 0) + item.count
    return "、".join(f"{count}{kind}" for kind, count in kinds.items())


def _meant(line: TaskLine) -> Sequence[str]:
    """Who has to do what is asked of a task: its leads; of several leads or a group those that lag."""
    return _lag(line) or late_leads(line) or line.leads or tuple(filter(None, (leads(line),)))


def _lag(line: TaskLine) -> Sequence[str]:
    """The members of a group that lag; none of other tasks, nor where they are many."""
    units = [unit for unit, _ in laggards(line)]
    return units if len(units) <= FEW else ()


def _silent(line: TaskLine) -> Sequence[str]:
    """The members of a group that told nothing; none where they are many."""
    silent = line.group.silent if line.group is not None else ()
    return silent if len(silent) <= FEW else ()


def _ids(lines: Sequence[TaskLine]) -> tuple[int, ...]:
    return tuple(line.task.task_id for line in lines)
