"""The digest as the office's paper: its text within a bound, everything else in numbered annexes.

The text of 50 tasks of an ordinary quarter has 1 500 characters, none has more than 4 000. Nothing is said twice. A
longer one is terse: a clause for what was done of a task, a title where a matter of the task first stands, a unit and
a percent for slow work; how things were counted stands with the table that counts them. Where that makes a text of
the usual length, the titles of slow work, late reports and what was refused of late work are left out as well. Late
work, pleas, requests and next steps stand whole all the same, and what was done has a sentence of every section: with
many problems it is longer. What does not fit is counted in the text and stands whole in an annex; which facts are
told is the office's choice, by rule a sentence a task.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from enum import IntEnum

from messages import (
    digest_annexes,
    digest_counts,
    digest_done,
    digest_lagging,
    digest_opening,
    digest_parts,
    digest_problems,
    digest_requests,
    digest_silence,
    digest_steps,
    digest_tables,
    paper_words,
)
from messages.digest_parts import phrase
from messages.paper import Paper, Paragraph, Section, length, numbered, with_annexes_named
from tasks_db.language.numerals import in_chinese
from tasks_db.register.digest.values import Digest, Fact

_DONE_PART = "主要进展"
PROBLEMS = "存在问题"
"""The part that names units; they may answer before it is signed."""
_USUAL = 1490
"""So long is a text in which what was done has all the room that problems leave."""
_TASKS = 50
_MORE = 25
"""Characters for each task above 50."""
MOST = 3960
"""No text has more characters."""
_DONE, _DONE_IN_SHORT = 1000, 540
"""So much room what was done has at least, whatever the problems take."""
_BUSY = 150
"""A text is a long one where it has so many characters more than is usual."""
_FACTS = 5
"""So many facts at least have room, in a terse text too."""
_SPARE = 24
"""For a sentence that points to an annex."""
_HEADING = 16
_SILENT = 300
"""So many characters name the units that are silent."""
_PLEAS = 0.4
"""The share of the room that pleas may take, and requests of what they leave, where there are very many."""


def _usual(tasks: int) -> int:
    return min(MOST, _USUAL + _MORE * max(0, tasks - _TASKS))


def paper(
    digest: Digest, meeting: str, *, ticked: Collection[int] | None = None, corrects: str | None = None
) -> Paper:
    """Return the paper of a digest as the office of a joint meeting signs it.

    ``ticked`` are the reports whose facts the office wants told; None leaves the choice to the rule. ``corrects`` is
    the issue that it corrects (2025年第3期).
    """
    office = f"{meeting}办公室"
    drafts = (_Draft(digest, office, ticked, corrects, size=size).paper() for size in Size)
    usual = _usual(len(digest.tasks))
    made = list(_until_fitting(drafts, usual))
    # where none is so short as usual, nothing is gained by leaving out names
    whole = made[-1] if length(made[-1]) <= usual + _SPARE else made[Size.TERSE]
    return with_annexes_named(replace(whole, sections=tuple(map(_formal, whole.sections))))


def _until_fitting(drafts: Iterator[Paper], usual: int) -> Iterator[Paper]:
    for draft in drafts:
        yield draft
        if length(draft) <= usual:
            return


def _formal(section: Section) -> Section:
    """A section in the words of a paper, whatever units say."""
    return replace(
        section,
        paragraphs=tuple(replace(p, text=paper_words.formal(p.text)) for p in section.paragraphs),
        lead=paper_words.formal(section.lead),
        sections=tuple(map(_formal, section.sections)),
    )


class Size(IntEnum):
    """How much a text tells: all there is room for, a clause of each matter, or the least."""

    WHOLE = 0
    TERSE = 1
    SHORT = 2


class _Draft:
    """The parts of one paper while it is put together: each gets as much room as is left."""

    def __init__(
        self, digest: Digest, office: str, ticked: Collection[int] | None, corrects: str | None, *, size: Size
    ) -> None:
        self.digest, self.office, self.corrects = digest, office, corrects
        self.terse, self.short = size is not Size.WHOLE, size is Size.SHORT
        self.most_done = _DONE_IN_SHORT if self.short else _DONE
        self.annexes = digest_annexes.Annexes(digest)
        facts = digest.facts
        self.by_rule = ticked is None
        self.facts = [f for f in facts if (f.chosen if ticked is None else f.source.report_id in ticked)]

    def paper(self) -> Paper:
        """Fill the parts in the order of what must not be missing, then put them into reading order."""
        digest = self.digest
        overall = self._overall()
        fixed = self._bare([overall, *self._next(with_pleas=True)])
        kept = min(self._least(), self.most_done)
        self.room = MOST - length(fixed) - kept - _SPARE
        asked = self._asked()
        problems = self._problems()
        told = (overall, problems, asked, *self._next(with_pleas=bool(asked.paragraphs or asked.sections)))
        usual = _usual(len(digest.tasks))
        left = usual - length(self._bare(told)) - _SPARE
        if left + _BUSY < kept:  # the text is a long one whatever is left out
            kept = self.most_done
        kept = min(kept, left + MOST - usual)
        printed = self._whole(overall, problems, asked, max(left, kept))
        spare = usual - length(printed)  # titles that stood above have gone since
        return (
            self._whole(overall, problems, asked, max(left, kept) + spare) if left >= kept and spare > 0 else printed
        )

    def _whole(self, overall: Section, problems: Section, asked: Section, room: int) -> Paper:
        """The paper with as much of what was done as there is room for."""
        sections = [overall, self._done(room), problems, asked]
        problems_at, asked_at = self._in_chinese(sections, problems), self._in_chinese(sections, asked)
        return self._bare([*sections, self._steps(problems_at, asked_at)])

    def _overall(self) -> Section:
        annexes = self.annexes if self.terse else None
        section = digest_counts.overall(self.digest, corrects=self.corrects, annexes=annexes, short=self.short)
        if measured := digest_counts.indicators(self.digest, self.annexes.indicators, terse=self.terse):
            tasks = tuple(line.task.task_id for line in self.digest.tasks)
            return replace(section, paragraphs=(*section.paragraphs, Paragraph(measured, tasks=tasks)))
        return section

    def _bare(self, sections: Sequence[Section]) -> Paper:
        digest = self.digest
        return Paper(
            title=phrase("title", office=self.office, period=digest.period.name),
            opening=digest_opening.opening(digest, self.corrects),
            sections=digest_parts.named_once(sections, digest, apart=_DONE_PART) if self.terse else tuple(sections),
            annexes=self.annexes.in_order(),
            day=digest.day,
            office=self.office,
        )

    def _next(self, *, with_pleas: bool) -> list[Section]:
        return [self._steps(in_chinese(3), in_chinese(4) if with_pleas else "")]

    def _steps(self, problems_at: str, asked_at: str) -> Section:
        return Section(
            "下一步工作",
            tuple(digest_steps.next_steps(self.digest, problems_at, asked_at, terse=self.terse, short=self.short)),
            lead=digest_steps.until(self.digest),
        )

    @staticmethod
    def _in_chinese(sections: Sequence[Section], wanted: Section) -> str:
        return next((number[:-1] for number, section in numbered(sections) if section is wanted), "")

    def _problems(self) -> Section:
        digest = self.digest
        slow, unmended = (
            digest_lagging.behind(digest, terse=self.terse, short=self.short),
            digest_lagging.unmended(digest),
        )
        told = {self.facts[n].task.task_id for n in self._in_turn()}
        found = (
            digest_problems.overdue(digest, told, terse=self.terse),
            digest_lagging.over(digest),
            [*slow, *unmended],
            digest_silence.untold(digest, self.annexes.tasks),
        )
        if len(digest.unreported) > digest_parts.FEW:
            self.annexes.silence()
        listed = _pointed_to if self.terse else self.annexes.silence
        silent = self._taken(digest_silence.unreported(digest, _SILENT, listed))
        late = [] if self.short else self._taken(digest_silence.late(digest, _SILENT, listed))
        unreached = self._taken(digest_silence.undelivered(digest, _SILENT, self.annexes.undelivered))
        overdue, over, behind, unheard = (self._fitted(part, self.annexes.tasks) for part in found)
        parts = (
            Section("逾期事项", overdue),
            Section(f"{phrase('over')}事项", over),
            Section(digest_lagging.heading(digest), behind),
            Section("未反馈进展事项", unheard),
            *_silence(silent, late, unreached, together=self.terse),
        )
        return Section(PROBLEMS, sections=parts)

    def _asked(self) -> Section:
        """What others have to decide: pleas, then requests; the heading says which of both there are."""
        pleas = self._fitted(digest_requests.pleas(self.digest, terse=self.terse), self.annexes.pleas, _PLEAS)
        late = digest_problems.told_whole(self.digest)
        told = digest_requests.requests(self.digest, late, terse=self.terse)
        requests = self._fitted(told, self.annexes.requests, _PLEAS)
        parts = (Section("需协调事项", pleas), Section("延期和办结申请办理情况", requests))
        there = [part for part in parts if part.paragraphs]
        return (
            Section("需协调事项和申请办理情况", sections=parts)
            if len(there) > 1
            else (there[0] if there else parts[0])
        )

    def _taken(self, found: Sequence[Paragraph]) -> tuple[Paragraph, ...]:
        """Paragraphs that stand whatever room there is, and take theirs."""
        self.room -= _cost(found)
        return tuple(found)

    def _told(self) -> list[tuple[str, Paragraph]]:
        return digest_done.done(self.facts, self.digest, terse=self.terse, short=self.short)

    def _least(self) -> int:
        """How much room what was done needs: in a terse text what is closed, a sentence a section, a handful."""
        told = [len(p.text) for _, p in self._told()]
        if not self.terse:
            return sum(told[n] for n in self._in_turn()) + 5 * _HEADING
        shown = self._in_turn()[: max(_FACTS, len({_section(fact) for fact in self.facts}))]
        return sum(told[n] for n in shown) + len({_section(self.facts[n]) for n in shown}) * _HEADING

    def _in_turn(self) -> list[int]:
        """The facts in the order in which they get room: the best of every section, what is closed, the others.

        Late work comes last, and only where little else was done, since the next part tells of it whole; so does slow
        work where there is much of it. Of what waits for a review nothing is told yet.
        """
        ranks = [digest_done.rank(fact, self.digest) if self.by_rule else 1 for fact in self.facts]
        if ranks.count(digest_done.SLOW) > digest_parts.FEW:
            ranks = [digest_done.LATE if rank == digest_done.SLOW else rank for rank in ranks]
        told_of = (n for n, rank in enumerate(ranks) if rank != digest_done.UNTOLD)
        ordered = sorted(told_of, key=lambda n: (ranks[n], n))
        best = {_section(self.facts[n]): n for n in reversed(ordered)}
        turns = sorted(ordered, key=lambda n: (ranks[n] >= digest_done.LATE, n not in best.values(), ranks[n], n))
        told = sum(ranks[n] < digest_done.LATE for n in turns)
        return turns[: max(told, digest_parts.FEW, len(best))]

    def _done(self, room: int) -> Section:
        told = self._told()
        kept = self._spread([p for _, p in told], room)
        shown = [pair for pair in told if pair[1] in kept]
        left = self._closed(shown)
        more = phrase("also_closed", numbers=left) if left and shown else ""
        sections = digest_done.by_section(shown)
        if len(sections) == 1 and sections[0].heading == paper_words.UNSORTED:  # it would say nothing
            return Section(_DONE_PART, sections[0].paragraphs, lead=more)
        return Section(_DONE_PART, sections=sections, lead=more)

    def _closed(self, shown: Sequence[tuple[str, Paragraph]]) -> str:
        """The numbers of what was closed in the period and has no sentence here: 第3、7项."""
        told = {task for _, p in shown for task in p.tasks}
        left = [line.task for line in self.digest.tasks if line.task.task_id not in told]
        closed = [task for task in left if digest_done.closed_lately(task.task_id, self.digest)]
        return "、".join(digest_tables.number(task, self.digest) for task in closed)

    def _spread(self, paragraphs: Sequence[Paragraph], room: int) -> set[Paragraph]:
        """As many sentences as there is room for; a long one leaves its place to shorter ones."""
        kept: set[Paragraph] = set()
        headed: set[tuple[int, str | None]] = set()
        for n in self._in_turn():
            section = _section(self.facts[n])
            taken = len(paragraphs[n].text) + (0 if section in headed else _HEADING)
            if taken <= room:
                room -= taken
                kept.add(paragraphs[n])
                headed.add(section)
        return kept

    def _fitted(
        self, found: Sequence[Paragraph], annex: digest_annexes.Whole, share: float = 1.0
    ) -> tuple[Paragraph, ...]:
        """The first paragraphs that fit into a share of the room; the others are counted and stand in an annex."""
        if not found:
            return ()
        texts, rest = digest_parts.fitting([p.text for p in found], int(self.room * share) - _HEADING)
        kept = tuple(found[: len(texts)])
        if rest:
            kept += (Paragraph(phrase("overflow", count=rest, all=not kept, number=annex(), what="条")),)
        self.room -= _cost(kept)
        return kept


def _pointed_to() -> int:
    """No number: the counts of a terse text have pointed to the annex."""
    return 0


def _silence(
    silent: Sequence[Paragraph], late: Sequence[Paragraph], unreached: Sequence[Paragraph], *, together: bool
) -> Iterator[Section]:
    """Who did not report in time, and who could not be asked: under one heading in a terse text."""
    kinds = (("未按时报送", [*silent, *late]), *((("催报未送达", unreached),) if together else ()))
    found = [paragraph for _, told in kinds for paragraph in told]
    yield Section("和".join(word for word, told in kinds if told) + "情况", tuple(found))
    if not together:
        yield Section("催报未送达情况", tuple(unreached))


def _cost(found: Sequence[Paragraph]) -> int:
    """What paragraphs take of the room, with the heading above them."""
    return sum(len(p.text) + 2 for p in found) + (_HEADING if found else 0)


def _section(fact: Fact) -> tuple[int, str | None]:
    return fact.task.plan_id, fact.task.section
