"""A paper of the office as values: what it says, part by part, and which reports each paragraph rests on.

Renderings (Word, the sidecar of sources, the comparison with an edited file) read these and decide nothing.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from messages.digest_tables import Table
from tasks_db.language.numerals import in_chinese
from tasks_db.lean_dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of running text, with the ids of the reports that it rests on and of the tasks that it tells of."""

    text: str
    sources: tuple[int, ...] = ()
    tasks: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A heading without its number, what stands below it, and the sections inside it.

    ``lead`` is the sentence that leads to the paragraphs; it has no number. Several paragraphs are numbered, but for
    those of a ``plain`` section.
    """

    heading: str
    paragraphs: tuple[Paragraph, ...] = ()
    sections: tuple["Section", ...] = ()
    lead: str = ""
    plain: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands below the heading."""
        return not self.paragraphs and all(s.is_empty for s in self.sections)


@dataclass(frozen=True, slots=True)
class Annex:
    """A table that goes with a paper; ``note`` stands between its title and its head. Widths are in millimetres."""

    title: str
    table: Table
    widths: tuple[float, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """A table in the text of a paper, below its opening; widths are in millimetres."""

    table: Table
    widths: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper without its head and foot, which the office's settings give."""

    title: str
    opening: Paragraph
    sections: tuple[Section, ...]
    annexes: tuple[Annex, ...]
    day: date
    office: str
    form: Form | None = None


def with_annexes_named(paper: Paper) -> Paper:
    """Return a paper whose text calls its annexes as they are headed: a single one has no number."""
    if len(paper.annexes) != 1:
        return paper
    return replace(paper, sections=tuple(map(_of_one_annex, paper.sections)))


def _of_one_annex(section: Section) -> Section:
    return replace(
        section,
        paragraphs=tuple(replace(p, text=p.text.replace("见附件1", "见附件")) for p in section.paragraphs),
        lead=section.lead.replace("见附件1", "见附件"),
        sections=tuple(map(_of_one_annex, section.sections)),
    )


def numbered(sections: Sequence[Section]) -> Iterator[tuple[str, Section]]:
    """Give the sections of the first level with 一、二、, those of the second with （一）（二）, in reading order.

    What is empty has no number: it is left out.
    """
    for n, section in enumerate((s for s in sections if not s.is_empty), 1):
        yield f"{in_chinese(n)}、", section


def inside(section: Section) -> Iterator[tuple[str, Section]]:
    """Give the sections inside a section, with their numbers."""
    for n, part in enumerate((s for s in section.sections if not s.is_empty), 1):
        yield f"（{in_chinese(n)}）", part


def items(section: Section) -> Iterator[str]:
    """Give the texts of a section's paragraphs, several of them with 1. 2. before them unless it is plain."""
    several = len(section.paragraphs) > 1 and not section.plain
    for n, paragraph in enumerate(section.paragraphs, 1):
        yield f"{n}.{paragraph.text}" if several else paragraph.text


def paragraphs(paper: Paper) -> Iterator[Paragraph]:
    """Give every paragraph of the text in reading order."""
    yield paper.opening
    for section in paper.sections:
        yield from section.paragraphs
        for part in section.sections:
            yield from part.paragraphs


def length(paper: Paper) -> int:
    """Return how many characters the text has, headings included and annexes left out."""
    count = len(paper.title) + len(paper.opening.text)
    for number, section in numbered(paper.sections):
        count += len(number) + len(section.heading) + len(section.lead) + sum(map(len, items(section)))
        for inner, part in inside(section):
            count += len(inner) + len(part.heading) + sum(map(len, items(part)))
    return count
