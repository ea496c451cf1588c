"""What was done, in a digest's paper: a sentence for each fact, a paragraph for each section of the plans."""

from collections.abc import Sequence
from itertools import groupby

from messages import digest_parts, paper_words
from messages.paper import Paragraph, Section
from tasks_db.register.digest.values import Digest, Fact


def done(facts: Sequence[Fact], digest: Digest) -> list[tuple[str, Paragraph]]:
    """Return a sentence for each fact with the heading of its section, in the plans' order."""
    return [
        (
            paper_words.heading(fact.task.section),
            Paragraph(
                digest_parts.phrase(
                    "done",
                    task=digest_parts.named_task(fact.task, digest),
                    words=paper_words.text(fact.text),
                    unit=fact.unit,
                ),
                digest_parts.ids(fact.source),
                (fact.task.task_id,),
            ),
        )
        for fact in facts
    ]


def by_section(told: Sequence[tuple[str, Paragraph]]) -> tuple[Section, ...]:
    """Return sentences below the headings of their sections, a paragraph a section."""
    return tuple(
        Section(heading, (_together([p for _, p in of_section]),))
        for heading, of_section in groupby(told, key=lambda pair: pair[0])
    )


def _together(paragraphs: Sequence[Paragraph]) -> Paragraph:
    return Paragraph(
        "".join(p.text for p in paragraphs),
        tuple(dict.fromkeys(i for p in paragraphs for i in p.sources)),
        tuple(dict.fromkeys(i for p in paragraphs for i in p.tasks)),
    )
