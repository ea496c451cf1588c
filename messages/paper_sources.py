"""Which reports each sentence of a paper rests on: for the office, in the chat and as a file beside the paper."""

from collections.abc import Iterator, Mapping, Sequence

from messages import actions, dates, digest_tables, paging
from messages.message import Message
from messages.paper import Paper, Paragraph, paragraphs
from tasks_db.register.digest.as_json import Json, as_json
from tasks_db.register.digest.references import Source
from tasks_db.register.digest.values import Digest
from tasks_db.register.paper_replies import PaperReply

_CLIPPED = 40


def sources(paper: Paper, digest: Digest, known: Mapping[int, Source], replies: Sequence[PaperReply] = ()) -> Json:
    """Return each paragraph with its tasks and its reports: unit, person, moment, kind and what was decided.

    ``known`` are the reports by their numbers. Beside a sentence stands what a unit that it names answered to it.
    """
    tasks = {line.task.task_id: line.task for line in digest.tasks}
    told = [
        {
            "text": paragraph.text,
            "tasks": [
                {"id": i, "number": digest_tables.number(tasks[i], digest), "title": tasks[i].title}
                for i in paragraph.tasks
                if i in tasks
            ],
            "sources": [as_json(known[i]) for i in paragraph.sources if i in known],
            "replies": [as_json(r) for r in replies if any(line in paragraph.text for line in r.lines)],
        }
        for paragraph in paragraphs(paper)
    ]
    annex = [
        {
            "task": digest_tables.number(line.task, digest),
            "sources": [as_json(s) for s in _of_line(line.task.task_id, digest)],
        }
        for line in digest.tasks
    ]
    return {
        "title": paper.title,
        "as_of": as_json(digest.as_of),
        "paragraphs": as_json(told),
        "annex": as_json(annex),
    }


def _of_line(task_id: int, digest: Digest) -> list[Source]:
    line = next(line for line in digest.tasks if line.task.task_id == task_id)
    return list(dict.fromkeys([*line.sources, *(said.source for said in line.said)]))


def shown(paper_id: int, paper: Paper, known: Mapping[int, Source], page: int) -> Message:
    """Return a page of the sentences with who said so and when; for the office and convenors alone."""
    lines = [line for paragraph in paragraphs(paper) for line in _lines(paragraph, known)]
    found = paging.page_at(paging.paginate(["出处（只供办公室和召集人查看）"], lines), page)
    row = paging.turning(found, actions.PAPER_SOURCES, (paper_id,))
    return Message(found.text, (row,) if row else ())


def _lines(paragraph: Paragraph, known: Mapping[int, Source]) -> Iterator[str]:
    behind = [known[i] for i in paragraph.sources if i in known]
    if behind:
        yield paging.heading(paging.clip(paragraph.text, _CLIPPED))
        yield from (
            f"{s.unit} {s.person} {dates.day(s.said_on)}" + (f"（{s.entered_by}代录）" if s.entered_by else "")
            for s in behind
        )
