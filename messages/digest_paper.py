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
    digest_mending,
    digest_opening,
    digest_overrun,
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
MOST = 3980
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
_PLEAS, _REQUESTS = 0.4, 0.5
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
    drafts = (_Draft(digest, office, ticked, corrects, size=size) for size in Size)
    usual = _usual(len(digest.tasks))
    made = list(_until_fitting(drafts, usual))
    whole, _ = made[-1]
    if length(whole) > usual + _SPARE:  # no more is left out than there is no room for, what was done last of all
        last = _Draft(digest, office, ticked, corrects, size=Size.SHORT, is_long=True)
        longer = [*made[Size.TERSE : Size.SHORT], (last.paper(), last.leaves_out)]
        whole = next((paper for paper, leaves_out in longer if not leaves_out), longer[0][0])
    return with_annexes_named(replace(whole, sections=tuple(map(_formal, whole.sections))))


def _until_fitting(drafts: Iterator["_Draft"], usual: int) -> Iterator[tuple[Paper, bool]]:
    """Each draft's paper, and whether it leaves out what is a problem or was done."""
    for draft in drafts:
        made = draft.paper()
        yield made, draft.leaves_out
        if length(made) <= usual:
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
    """How much a text tells: all there is room for, a clause of each matter, no word that stands twice, the least."""

    WHOLE = 0
    TERSE = 1
    LEAN = 2
    SHORT = 3


class _Draft:
    """The parts of one paper while it is put together: each gets as much room as is left."""

    def __init__(
        self,
        digest: Digest,
        office: str,
        ticked: Collection[int] | None,
        corrects: str | None,
        *,
        size: Size,
        is_long: bool = False,
    ) -> None:
        self.digest, self.office, self.corrects = digest, office, corrects
        self.terse, self.lean, self.short = size >= Size.TERSE, size >= Size.LEAN, size is Size.SHORT
        self.overflows = self.drops = False
        self.is_long = is_long or not self.short
        self.most_done = _DONE if self.is_long else _DONE_IN_SHORT
        self.annexes = digest_annexes.Annexes(digest)
        facts = digest.facts
        self.by_rule = ticked is None
        self.facts = [f for f in facts if (f.chosen if ticked is None else f.source.report_id in ticked)]

    @property
    def leaves_out(self) -> bool:
        """Whether the paper had no room for a problem, or for work in time or without end."""
        return self.overflows or self.drops

    def paper(self) -> Paper:
        """Fill the parts in the order of what must not be missing, then put them into reading order."""
        digest = self.digest
        overall = self._overall()
        fixed = self._bare([overall, self._steps(in_chinese(3))])
        kept = min(self._least(), self.most_done)
        self.room = MOST - length(fixed) - kept - _SPARE
        asked = self._asked()
        problems = self._problems()
        told = (overall, problems, asked, self._steps(in_chinese(3)))
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
        return self._bare([*sections, self._steps(self._in_chinese(sections, problems))])

    def _overall(self) -> Section:
        annexes = self.annexes if self.terse else None
        section = digest_counts.overall(self.digest, corrects=self.corrects, annexes=annexes, short=self.lean)
        if measured := digest_counts.indicators(self.digest, self.annexes.indicators, terse=self.terse):
            tasks = tuple(line.task.task_id for line in self.digest.tasks)
            return replace(section, paragraphs=(*section.paragraphs, Paragraph(measured, tasks=tasks)))
        return section

    def _bare(self, sections: Sequence[Section]) -> Paper:
        digest = self.digest
        return Paper(
            title=phrase("title", office=self.office, period=digest.period.name),
            opening=digest_opening.opening(digest, self.corrects),
            sections=digest_parts.named_once(sections, digest, apart=_DONE_PART, lends=self.lean)
            if self.terse
            else tuple(sections),
            annexes=self.annexes.in_order(),
            day=digest.day,
            office=self.office,
        )

    def _steps(self, problems_at: str) -> Section:
        return digest_steps.next_steps(self.digest, problems_at, terse=self.terse, lean=self.lean, short=self.short)

    @staticmethod
    def _in_chinese(sections: Sequence[Section], wanted: Section) -> str:
        return next((number[:-1] for number, section in numbered(sections) if section is wanted), "")

    def _problems(self) -> Section:
        digest = self.digest
        slow = digest_lagging.behind(digest, terse=self.terse, short=self.short)
        unmended = [*digest_overrun.overrun(digest, slow), *digest_mending.unmended(digest)]
        told = {self.facts[n].task.task_id for n in self._in_turn()}
        found = (
            digest_problems.overdue(digest, told, terse=self.terse, lean=self.lean, short=self.short),
            digest_lagging.over(digest, together=self.lean),
            [*slow, *unmended],
            digest_silence.untold(digest, self.annexes.tasks),
        )
        if len(digest.unreported) > digest_parts.FEW:
            self.annexes.silence()
        listed = _pointed_to if self.terse else self.annexes.silence
        silent = self._taken(digest_silence.unreported(digest, _SILENT, listed, lean=self.lean))
        late = [] if self.lean else self._taken(digest_silence.late(digest, _SILENT, listed))
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
        pleas = self._fitted(
            digest_requests.pleas(self.digest, terse=self.terse, lean=self.lean), self.annexes.pleas, _PLEAS
        )
        late = digest_problems.told_whole(self.digest)
        told = digest_requests.requests(self.digest, late, terse=self.terse, lean=self.lean, short=self.short)
        requests = self._fitted(told, self.annexes.requests, _REQUESTS)
        parts = (Section("需协调事项", pleas), Section(f"{self._asked_for()}申请办理情况", requests))
        there = [part for part in parts if part.paragraphs]
        return (
            Section("需协调事项和申请办理情况", sections=parts)
            if len(there) > 1
            else (there[0] if there else parts[0])
        )

    def _asked_for(self) -> str:
        """What the requests are for that stand in the text: 延期, 办结 or both."""
        late = digest_problems.told_whole(self.digest)
        closing = any(c.task.task_id not in late for c in self.digest.closures)
        more_time = any(e.waits or digest_requests.decided_lately(e, self.digest) for e in self.digest.extensions)
        return "和".join([*(["延期"] if more_time else []), *(["办结"] if closing else [])]) or "延期和办结"

    def _taken(self, found: Sequence[Paragraph]) -> tuple[Paragraph, ...]:
        """Paragraphs that stand whatever room there is, and take theirs."""
        self.room -= _cost(found)
        return tuple(found)

    def _told(self) -> list[tuple[str, Paragraph]]:
        return digest_done.done(self.facts, self.digest, terse=self.terse, lean=self.lean, short=self.short)

    def _least(self) -> int:
        """How much room what was done needs: in a text of the usual length a sentence a section, a handful.

        Where it is longer anyway, that is what was closed, is in time or never ends.
        """
        told = [len(p.text) for _, p in self._told()]
        turns = self._in_turn()
        first = [n for n in turns if self._rank(n) <= digest_done.FIRST and self.is_long]
        shown = (
            turns[: max(_FACTS, len({_section(fact) for fact in self.facts}), len(first))] if self.terse else turns
        )
        return sum(told[n] for n in shown) + len({_section(self.facts[n]) for n in shown}) * _HEADING

    def _rank(self, n: int) -> int:
        return digest_done.rank(self.facts[n], self.digest) if self.by_rule else digest_done.FIRST

    def _in_turn(self) -> list[int]:
        """The facts in the order in which they get room: what is first, the best of every section, the others.

        Of late and slow work, and of what waits for a review, nothing is told: it stands with the problems.
        """
        ranks = [self._rank(n) for n in range(len(self.facts))]
        told_of = (n for n, rank in enumerate(ranks) if rank != digest_done.UNTOLD)
        ordered = sorted(told_of, key=lambda n: (ranks[n], n))
        best = {_section(self.facts[n]): n for n in reversed(ordered)}
        return sorted(ordered, key=lambda n: (ranks[n] > digest_done.FIRST, n not in best.values(), ranks[n], n))

    def _done(self, room: int) -> Section:
        told = self._told()
        kept = self._spread([p for _, p in told], room)
        shown = [pair for pair in told if pair[1] in kept]
        first = (n for n in self._in_turn() if self._rank(n) == digest_done.FIRST)
        self.drops = any(told[n][1] not in kept for n in first)
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
            self.overflows = True
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
