"""What a digest's paper asks for: who does what until when, from units and tasks that stand above."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from messages import brief, dates, digest_help, digest_mending, digest_office, digest_overrun
from messages.digest_done import says_no_period
from messages.digest_lagging import SLOW, due_now, late_leads, soon, was_in_time, without_figure
from messages.digest_members import finished, gaps, laggards, told_percents
from messages.digest_parts import (
    FEW,
    by_unit,
    ids,
    is_lead_silent,
    named_task,
    numbers,
    of_stage,
    part_told,
    phrase,
    state_word,
)
from messages.digest_problems import asked_for, lacks, leads, reason, reason_before, refused
from messages.digest_requests import decider
from messages.paper import Paragraph, Section
from tasks_db.register.digest.rest import told_of_rest
from tasks_db.register.digest.values import Digest, TaskLine
from tasks_db.terms import AWAITING, Mark, WorkState

_NAMED = 6
"""So many units out of reach are named in one sentence."""
_TWICE, _DOZEN, _MANY = 2, 12, 40
"""So many units are named in one step of a short text, of a terse one, and of any other."""
_PART = "下一步工作"
_NUMBERED = 20
"""Of so many it names the tasks; of more the part in which they stand."""


def next_steps(
    digest: Digest, problems: str, *, terse: bool = False, lean: bool = False, short: bool = False
) -> Section:
    """Return who has to do what until when; the parts that name more are called by their numerals.

    Everybody is named with the numbers of the tasks. ``terse`` names no more than a dozen for one step; of more it
    names the tasks, and so does a ``short`` text of more than two units. A ``lean`` one points to what stands above.
    What is dangerous comes first; many steps stand below the headings of their kinds.
    """
    steps = _Steps(digest, problems, _TWICE if short else _DOZEN if terse else _MANY, lean=lean)
    kinds = [Section(phrase(kind), tuple(found)) for kind, found in steps.all()]
    told = tuple(p for kind in kinds for p in kind.paragraphs)
    lead = _until(digest)
    return Section(_PART, told, lead=lead) if len(told) <= FEW else Section(_PART, sections=tuple(kinds), lead=lead)


def _until(digest: Digest) -> str:
    """The sentence that says until when all is to be done that has no day of its own."""
    if digest.answer_by is None:
        return ""
    apart = any(_required(line, digest) or _expected(line, digest) for line in digest.in_state(WorkState.OVERDUE))
    apart = apart or digest.asks_first or any(True for _ in digest_office.own_steps(digest))
    return phrase("until", by=dates.day(digest.answer_by), apart=apart)


class _Steps:
    """The steps one after another; nobody is asked twice for the same of one task."""

    def __init__(self, digest: Digest, problems: str, most: int, *, lean: bool) -> None:
        self.digest, self.problems, self.most, self.lean = digest, problems, most, lean
        self.told: set[tuple[str, int]] = set()

    def all(self) -> Iterator[tuple[str, list[Paragraph]]]:
        """Dangers come first, then late and slow work, who tells and reports, who answers, and the office's own."""
        digest = self.digest
        yield "step_dangers", list(digest_mending.to_mend(digest, dangerous=True))
        yield (
            "step_work",
            [
                *self._work(),
                *digest_overrun.to_go_on(digest),
                *digest_mending.to_mend(digest, dangerous=False),
            ],
        )
        tells = [*self._to_tell()]
        if self.most > _TWICE:
            tells += _to_say_what_counts(digest)
        tells += self._to_catch_up()
        yield "step_reports", [*tells, *digest_office.to_name_a_liaison(digest)]
        yield "step_answers", list(digest_help.to_answer(digest, lean=self.lean, short=self.most <= _TWICE))
        yield "step_office", list(digest_office.own_steps(digest))

    def _work(self) -> Iterator[Paragraph]:
        """Who goes on with late and slow work, and until when."""
        digest = self.digest
        late = digest.in_state(WorkState.OVERDUE)
        yield from _promised(late, digest)
        closing = {c.task.task_id for c in digest.closures}
        dated = [
            line for line in late if _required(line, digest) or _expected(line, digest) or _rest_dated(line, digest)
        ]
        self._note(dated)
        undated = [line for line in late if line not in dated and line.task.task_id not in closing]
        today = due_now(digest)
        slow = [line for line in digest.tasks if line.work_state in SLOW and line not in today]
        slow = [line for line in slow if line.mark not in AWAITING and not is_lead_silent(line)]
        yield from self._late([line for line in undated if line.returned is None])
        told = [line for line in today if line.work_state is not WorkState.NO_FEEDBACK]
        asked = [line for line in told if _asked_for_time(line, digest)]
        yield from self._asked("due_now_waits", asked)
        told = [line for line in told if line not in asked]
        promised = [line for line in told if _says_when(line, digest)]
        yield from self._asked("due_now", [line for line in told if line not in promised])
        yield from self._asked("due_now_dated", promised)
        behind = [line for line in slow if line.work_state is WorkState.BEHIND]
        aged = [line for line in behind if was_in_time(line)]
        yield from self._asked("speed_up", [line for line in behind if line not in aged])
        yield from self._asked("bring_up_to_date", aged)
        yield from self._asked("begin", [line for line in slow if line.work_state is WorkState.NOT_STARTED])
        bare = without_figure(digest)
        yield from self._asked("tell_figure_soon", [line for line in bare if soon(line, digest)])
        if self.most > _TWICE:
            yield from self._asked("tell_figure", [line for line in bare if not soon(line, digest)])

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
        owing = {line.task.task_id: _owing_reason(line, self.digest) for line in lines}
        unexplained = [line for line in lines if list(owing[line.task.task_id]) == list(_meant(line))]
        apart = [(unit, line.task) for line in lines if line not in unexplained for unit in owing[line.task.task_id]]
        some = "" if len(unexplained) == len(lines) else numbers([line.task for line in unexplained], self.digest)
        untold = [line for line in lines if not line.text and line.percent is None]
        said = phrase(
            "explain",
            whose=self._units(lines),
            all=bool(unexplained) and not some,
            some=some,
            untold=numbers([line.task for line in untold], self.digest) if len(untold) < len(lines) else "",
            silent=bool(untold) and len(untold) == len(lines),
            by="、".join(by_unit(apart, self.digest)),
        )
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
            *(line for line in digest.marked(Mark.EXTENSION) if not line.text and line.percent is None),
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
        if len(silent) > _NAMED and self.most < _MANY:
            word = state_word(WorkState.NO_FEEDBACK, digest)
            self._note(silent)
            yield Paragraph(phrase("tell_all", state=word, count=len(silent)), tasks=_ids(silent))
        elif silent:
            yield Paragraph(phrase("tell", named=self._units(silent)), tasks=_ids(silent))
        if awaited:
            tasks = tuple(dict.fromkeys(task.task_id for _, task in awaited))
            yield Paragraph(phrase("tell_share", named="、".join(by_unit(awaited, digest))), tasks=tasks)
        for lines, is_late in ((again, False), (late, True)):
            if lines:
                yield Paragraph(phrase("tell_again", named=self._units(lines), late=is_late), tasks=_ids(lines))

    def _to_catch_up(self) -> Iterator[Paragraph]:
        """Who else owes a report: what was asked for above is not asked for again."""
        if not self.problems:
            return
        owed = [(unit, u.task) for u in self.digest.unreported for unit in u.missing]
        owed = [(unit, task) for unit, task in owed if (unit, task.task_id) not in self.told]
        if owed:
            units = by_unit(owed, self.digest)
            named = "、".join(units) if len(units) <= min(self.most, FEW if self.lean else self.most) else ""
            said = phrase("catch_up", part=self.problems, units=named, whole=self.most > _TWICE)
            yield Paragraph(said, tasks=tuple(dict.fromkeys(task.task_id for _, task in owed)))


def _is_explained(line: TaskLine, digest: Digest) -> bool:
    """Whether it is known why work is late: from a report, a plea, a request, or what the office found itself."""
    found_by_office = line.closing_returned or (line.reopened is not None and line.reopened.why)
    return bool(
        found_by_office
        or lacks(line, digest)
        or line.problem
        or reason(line, digest)
        or asked_for(line, digest)
        or reason_before(line, digest)
    )


def _owing_reason(line: TaskLine, digest: Digest) -> Sequence[str]:
    """Who of those that late work is asked of has given no reason, where none is known otherwise.

    What units that are not asked say of their share explains it too.
    """
    told, meant = gaps(line, digest), _meant(line)
    if _is_explained(line, digest) or (told and told.keys().isdisjoint(meant)):
        return ()
    return [unit for unit in meant if unit not in told]


def _to_say_what_counts(digest: Digest) -> Iterator[Paragraph]:
    """Whose figures of recurring work do not say whether they are of the period or of all the time."""
    found = [fact for fact in digest.facts if fact.chosen and says_no_period(fact, digest)]
    if found:
        whose = "、".join(by_unit(((fact.unit, fact.task) for fact in found), digest))
        said = phrase("say_what_counts", whose=whose, word=digest.period.word)
        yield Paragraph(said, ids(*(f.source for f in found)), tuple(f.task.task_id for f in found))


def _promised(late: Iterable[TaskLine], digest: Digest) -> Iterator[Paragraph]:
    """Whose day is known: by the refusal of more time, else by what the unit expects."""
    for line in late:
        source = line.text_source
        if (required := _required(line, digest)) is not None:
            day = brief.day(required, digest.day)
            said = phrase(
                "finish_as_required",
                whose=leads(line),
                task=named_task(line.task, digest),
                day=day,
                who=decider(last) if (last := refused(line, digest)) is not None else "",
                untold=not line.text and line.percent is None,
            )
            yield Paragraph(said, tasks=(line.task.task_id,))
            continue
        if line.expected is not None and source is not None and _expected(line, digest):
            day = brief.day(line.expected, digest.day)
            of = phrase("stage_of", task=named_task(line.task, digest)) if of_stage(line) else ""
            said = phrase(
                "finish",
                unit=source.unit,
                task=of or named_task(line.task, digest),
                day=day,
                planned=line.expected == line.deadline,
            )
            if (part := part_told(line)) and not of:
                said = phrase(
                    "finish_part", unit=source.unit, task=named_task(line.task, digest), part=part, whole=True
                )
            yield Paragraph(said, ids(source), (line.task.task_id,))
        elif source is not None and (left := _rest_dated(line, digest)):
            said = phrase("finish_part", unit=source.unit, task=named_task(line.task, digest), part=left, whole=False)
            yield Paragraph(said, ids(source), (line.task.task_id,))


def _rest_dated(line: TaskLine, digest: Digest) -> str:
    """When the unit that answers for late work says it will do what is left; empty where it does not."""
    source = line.text_source
    own = source is not None and source.unit in {line.unit, *line.leads}
    return told_of_rest(line.text, source.said_on, digest.day) if source is not None and own else ""


def _expected(line: TaskLine, digest: Digest) -> bool:
    return line.expected is not None and line.expected > digest.day


def _required(line: TaskLine, digest: Digest) -> date | None:
    """The day ahead until which a refusal of more time wants late work done."""
    last = refused(line, digest)
    return last.demanded if last is not None and last.demanded is not None and last.demanded > digest.day else None


def _asked_for_time(line: TaskLine, digest: Digest) -> bool:
    """Whether a request for more time of whoever answers for a task waits, so that nobody is told to make one."""
    waiting = {e.unit for e in digest.extensions if e.waits and e.task.task_id == line.task.task_id}
    return not waiting.isdisjoint({line.unit, *_meant(line)})


def _says_when(line: TaskLine, digest: Digest) -> bool:
    """Whether all who have to do what falls due have said until when they will, so that nobody asks them again."""
    by = line.text_source.unit if line.text_source is not None and line.expected is not None else None
    return by is not None and list(_meant(line)) == [by] and line.expected is not None and line.expected > digest.day


def _meant(line: TaskLine) -> Sequence[str]:
    """Who has to do what is asked of a task: its leads; of several leads or a group those that lag."""
    return _unfinished(line) or _lag(line) or late_leads(line) or line.leads or tuple(filter(None, (leads(line),)))


def _unfinished(line: TaskLine) -> Sequence[str]:
    """The members of a group that told something of late work and have not finished; none where they are many."""
    if line.group is None or line.overdue is None:
        return ()
    done, told = finished(line), told_percents(line)
    units = [unit for unit in line.overdue.missing if unit in told and unit not in done]
    return units if len(units) <= FEW else ()


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
