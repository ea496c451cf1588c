"""The digest as the office's paper: its text within a bound, everything else in numbered annexes.

The text of 50 tasks has at most 1 500 characters, none has more than 4 000. What does not fit is counted in the text
and stands whole in an annex; which facts are told is the office's choice, by rule a sentence a task.
"""

from collections.abc import Collection, Sequence
from itertools import groupby

from messages import digest_annexes, digest_done, digest_parts
from messages.digest_parts import phrase
from messages.paper import Paper, Paragraph, Section, length, numbered
from tasks_db.language.numerals import in_chinese
from tasks_db.register.digest.values import Digest, Fact

PROBLEMS = "存在问题"
"""The part that names units; they may answer before it is signed."""
_USUAL = 1500
_TASKS = 50
_MORE = 25
"""Characters for each task above 50."""
_MOST = 3800
_SPARE = 40
"""For a sentence that points to an annex."""
_HEADING = 16
_PROBLEMS = 0.75
"""The share of the room that problems and pleas may take from what was done."""


def longest(tasks: int) -> int:
    """Return how many characters the text of a digest over so many tasks may have."""
    return min(_MOST, _USUAL + _MORE * max(0, tasks - _TASKS))


def paper(
    digest: Digest, meeting: str, *, ticked: Collection[int] | None = None, corrects: str | None = None
) -> Paper:
    """Return the paper of a digest as the office of a joint meeting signs it.

    ``ticked`` are the reports whose facts the office wants told; None leaves the choice to the rule. ``corrects`` is
    the issue that it corrects (2025年第3期).
    """
    return _Draft(digest, f"{meeting}办公室", ticked, corrects).paper()


class _Draft:
    """The parts of one paper while it is put together: each gets as much room as is left."""

    def __init__(self, digest: Digest, office: str, ticked: Collection[int] | None, corrects: str | None) -> None:
        self.digest, self.office, self.corrects = digest, office, corrects
        self.annexes = digest_annexes.Annexes(digest)
        facts = digest.facts
        self.facts = [f for f in facts if (f.chosen if ticked is None else f.source.report_id in ticked)]

    def paper(self) -> Paper:
        """Fill the parts in the order of what must not be missing, then put them into reading order."""
        digest = self.digest
        fixed = self._bare([digest_parts.overall(digest, corrects=self.corrects), *self._next(with_pleas=True)])
        self.room = longest(len(digest.tasks)) - length(fixed) - _SPARE
        if self.facts:
            self.room = int(self.room * _PROBLEMS)
        pleas = Section("需协调事项", self._fitted(digest_parts.pleas(digest), 0.5, self.annexes.pleas))
        problems = self._problems()
        told = (
            digest_parts.overall(digest, corrects=self.corrects),
            problems,
            pleas,
            *self._next(with_pleas=bool(digest.coordination)),
        )
        done = self._done(longest(len(digest.tasks)) - length(self._bare(told)) - _SPARE)
        sections = [told[0], done, problems, pleas]
        problems_at, pleas_at = self._in_chinese(sections, problems), self._in_chinese(sections, pleas)
        steps = Section("下一步工作", tuple(digest_parts.next_steps(digest, problems_at, pleas_at)))
        return self._bare([*sections, steps])

    def _bare(self, sections: Sequence[Section]) -> Paper:
        digest = self.digest
        return Paper(
            title=phrase("title", office=self.office, period=digest.period.name),
            opening=digest_parts.opening(digest, self.corrects),
            sections=tuple(sections),
            annexes=self.annexes.in_order(),
            day=digest.day,
            office=self.office,
        )

    def _next(self, *, with_pleas: bool) -> list[Section]:
        steps = digest_parts.next_steps(self.digest, in_chinese(3), in_chinese(4) if with_pleas else "")
        return [Section("下一步工作", tuple(steps))]

    @staticmethod
    def _in_chinese(sections: Sequence[Section], wanted: Section) -> str:
        return next((number[:-1] for number, section in numbered(sections) if section is wanted), "")

    def _problems(self) -> Section:
        digest = self.digest
        overdue = self._fitted(digest_parts.overdue(digest), 0.5, self.annexes.tasks)
        late = digest_parts.unreported(digest)
        if not digest_parts.names_all((*digest.unreported, *digest.undelivered)):
            self.annexes.silence()
        silent = self._fitted(late, 0.5, self.annexes.silence, "个单位")
        silent += tuple(digest_parts.undelivered(digest))
        behind = self._fitted(digest_parts.behind(digest), 0.6, self.annexes.tasks)
        requests = self._fitted(digest_parts.requests(digest), 0.5, self.annexes.requests)
        parts = (
            Section("逾期事项", overdue),
            Section("进度滞后事项", behind),
            Section("未按时报送", silent),
            Section("延期和办结申请", requests),
        )
        return Section(PROBLEMS, sections=parts)

    def _done(self, room: int) -> Section:
        told = digest_done.done(self.facts, self.digest)
        kept = self._spread([p for _, p in told], room)
        shown = [pair for pair in told if pair[1] in kept]
        sections = digest_done.by_section(shown)
        rest = len(told) - len(shown)
        more = (Section("其他", (Paragraph(phrase("done_elsewhere", count=rest)),)),) if rest else ()
        return Section("主要进展", sections=(*sections, *more))

    def _spread(self, paragraphs: Sequence[Paragraph], room: int) -> set[Paragraph]:
        """As many sentences as there is room for, the first of every section before the second of any."""
        by_section = [
            [p for p, _ in pairs]
            for _, pairs in groupby(zip(paragraphs, self.facts, strict=True), key=lambda pair: _section(pair[1]))
        ]
        kept: set[Paragraph] = set()
        for turn in range(max(map(len, by_section), default=0)):
            for paragraph in (own[turn] for own in by_section if len(own) > turn):
                taken = len(paragraph.text) + (0 if turn else _HEADING)
                if taken <= room:  # a long one leaves its place to shorter ones
                    room -= taken
                    kept.add(paragraph)
        return kept

    def _fitted(
        self, found: Sequence[Paragraph], share: float, annex: digest_annexes.Whole, what: str = "条"
    ) -> tuple[Paragraph, ...]:
        """The first paragraphs that fit into a share of the room; the others are counted and stand in an annex."""
        if not found:
            return ()
        texts, rest = digest_parts.fitting([p.text for p in found], int(self.room * share) - _HEADING)
        kept = tuple(found[: len(texts)])
        if rest:
            kept += (Paragraph(phrase("overflow", count=rest, all=not kept, number=annex(), what=what)),)
        self.room -= sum(len(p.text) + 2 for p in kept) + _HEADING
        return kept


def _section(fact: Fact) -> tuple[int, str | None]:
    return fact.task.plan_id, fact.task.section
