"""A paper as the office looks at it: on its way made of the digest, once issued of what was kept and nothing else."""

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import TypeAdapter

from messages import digest_paper, letter_paper
from messages.paper import Paper
from tasks_db.lean_dataclass import dataclass
from tasks_db.register.digest.references import Source
from tasks_db.register.digest.values import Digest
from tasks_db.register.letters import Letter
from tasks_db.register.meetings.values import Body
from tasks_db.register.papers import PaperRecord
from tasks_db.terms import PaperState

_PAPER, _SOURCE = TypeAdapter(Paper), TypeAdapter(Source)


@dataclass(frozen=True, slots=True)
class Shown:
    """What a paper says, the reports behind it by their numbers, how many facts it tells, what is not reviewed yet.

    ``units`` are the names of units that it knows, ``groups`` those among them that name many units together.
    """

    paper: Paper
    known: Mapping[int, Source]
    facts: int
    unreviewed: int
    units: frozenset[str]
    groups: frozenset[str] = frozenset()

    @property
    def own_units(self) -> frozenset[str]:
        """The units that can be asked: whoever is named by its own name may answer for itself."""
        return self.units - self.groups


def of_digest(record: PaperRecord, digest: Digest, meeting: str) -> Shown:
    """Return a paper that is on its way."""
    silent = (*digest.unreported, *digest.undelivered)
    units = {unit for line in digest.tasks for unit in (*line.leads, *line.responsibles, line.unit) if unit}
    units |= {source.unit for line in digest.tasks for source in line.sources}
    units |= {unit for item in silent for unit in item.missing} | {item.unit for item in digest.reporting}
    groups = {unit for line in digest.tasks if line.group is not None for unit in (*line.leads, line.unit) if unit}
    groups |= {item.unit for item in silent if item.is_group}
    return Shown(
        digest_paper.paper(digest, meeting, ticked=record.ticked, corrects=record.corrects),
        known(digest),
        sum(record.tells(f.source.report_id, chosen=f.chosen) for f in digest.facts),
        len(digest.unreviewed),
        frozenset(units),
        frozenset(groups),
    )


def known(digest: Digest) -> dict[int, Source]:
    """Return every report that a digest rests on, by its number."""
    found: list[Source] = [s for line in digest.tasks for s in (*line.sources, *(said.source for said in line.said))]
    found += [fact.source for fact in digest.facts] + [c.source for c in digest.coordination]
    found += [e.source for e in digest.extensions] + [c.source for c in digest.closures]
    return {source.report_id: source for source in found}


def of_kept(record: PaperRecord, value: Mapping[str, object]) -> Shown:
    """Return an issue as it was kept; later acts and a later version of the program change nothing of it."""
    digest = value.get("digest")
    kept = digest if isinstance(digest, dict) else {}
    objects = list(_objects(kept))
    return Shown(
        _PAPER.validate_python(value["paper"]),
        {s.report_id: s for s in (_SOURCE.validate_python(o) for o in objects if "report_id" in o)},
        sum(record.tells(f["source"]["report_id"], chosen=f["chosen"]) for f in kept.get("facts", ())),
        0,
        frozenset(str(o["unit"]) for o in objects if o.get("unit")) | _printed(kept),
    )


def _printed(kept: Mapping[str, Any]) -> frozenset[str]:
    """The units of the tasks as the plans print them."""
    return frozenset(u for line in kept.get("tasks", ()) for u in (*line["leads"], *line["responsibles"]))


def _objects(value: object) -> Iterator[dict[str, Any]]:
    """Every object within what was kept, itself first."""
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from _objects(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _objects(inner)


def of_letter(record: PaperRecord, letter: Letter, body: Body) -> Shown:
    """Return a letter that is on its way; its facts are the register's own."""
    signed = record.step(PaperState.SIGNED)
    by = signed.by if signed is not None else None
    return Shown(letter_paper.paper(letter, body, signed_by=by or ""), {}, 0, 0, frozenset({letter.unit}))


def of(
    record: PaperRecord,
    digest: Digest | None,
    letter: Letter | None,
    value: Mapping[str, object] | None,
    body: Body,
) -> Shown:
    """Return a paper as it is to be shown; exactly one of ``digest``, ``letter`` and ``value`` is there."""
    if digest is not None:
        return of_digest(record, digest, body.name)
    if letter is not None:
        return of_letter(record, letter, body)
    if value is None:
        raise ValueError("a paper is made of a digest or of what was kept")
    return of_kept(record, value)
