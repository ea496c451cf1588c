"""What was found and not put right, in a digest's paper: as a problem, and who has to see to it."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from config.clock import local_date
from messages import brief, digest_tables, paper_words
from messages.digest_parts import first_day, ids, named_task, phrase
from messages.paper import Paragraph
from tasks_db.register.digest.open_faults import Unmended
from tasks_db.register.digest.values import Digest


def unmended(digest: Digest) -> list[Paragraph]:
    """Return a sentence for each unit and task with what was found and not put right, the last count first."""
    return [
        Paragraph(
            phrase(
                "left_open",
                task=named_task(items[0].task, digest),
                unit=items[0].unit,
                listed=left(items, digest),
            ),
            ids(*(item.source for item in items)),
            (items[0].task.task_id,),
        )
        for items in left_open(digest)
    ]


def left_open(digest: Digest) -> list[list[Unmended]]:
    """Return what was found and not put right, by task and unit, the last count first; apart what did not pass."""
    by_unit = groupby(digest.unmended, key=lambda i: (i.task.task_id, i.assignment_id, i.failed, i.dangerous))
    return [list(items)[::-1] for _, items in by_unit]


def _may_run_on(item: Unmended, digest: Digest) -> bool:
    """Whether a unit's counts may each hold the ones before, so that no sum of them is told."""
    told = next((f.total for f in digest.facts if f.assignment_id == item.assignment_id), None)
    return told is not None and not told.added


def left(items: Sequence[Unmended], digest: Digest) -> str:
    """Return what of a unit's counts is not put right, a clause each; of what did not pass all that there were."""
    if items[0].failed:
        alone = len(items) == 1 and not items[0].finding
        days = ((brief.day(local_date(i.source.at), digest.day), _found(i)) for i in reversed(items))
        alike = groupby(days, key=lambda pair: pair[1])
        listed = "，".join(
            "、".join(named) + ("" if alone else f"{'各' if len(named) > 1 else ''}{found}")
            for found, of in alike
            if (named := [day for day, _ in of])
        )
        told = all(item.finding for item in items)
        what, count = items[0].measure + ("" if told else items[0].what), sum(item.count for item in items)
        whole = 0 if _may_run_on(items[0], digest) else items[0].of
        return phrase("failed", count=count, what=what, days=listed, whole=whole)
    return "，".join(
        phrase(
            "not_heard_of" if item.superseded else "still_open",
            day=brief.day(item.source.said_on, digest.day),
            count=item.count,
            what=f"{item.measure}{item.what}",
        )
        for item in items
    )


def _found(item: Unmended) -> str:
    """What did not pass: 石乡1处余氯不足 in the unit's words, else the count."""
    return paper_words.text(item.finding) or f"{item.count}{item.measure}"


_TWO = 2


def to_mend(digest: Digest, *, dangerous: bool) -> Iterator[Paragraph]:
    """Yield who has to see to what is left open: what is ``dangerous``, or everything else."""
    for items in left_open(digest):
        if items[0].dangerous is not dangerous:
            continue
        still, earlier = ([i for i in items if i.superseded is told] for told in (False, True))
        task = digest_tables.number(items[0].task, digest)
        unit, beside = _who_mends(items[0], digest)
        said: dict[str, object] = {"unit": unit, "beside": beside, "task": task, "by": first_day(digest)}
        if items[0].failed:
            count, measure = sum(item.count for item in items), items[0].measure
            name = "failed_danger" if dangerous else "mend_failed"
            findings = [_found(item) for item in reversed(items) if item.finding]
            whose = f"（{'、'.join(findings)}）" if len(findings) == len(items) else ""
            said |= {"count": f"{count}{measure}不合格{whose or items[0].what}", "sample": measure in _SAMPLES}
            said["place"] = "学校" if "校" in items[0].task.title else "单位"
        else:
            name = "mend_danger" if dangerous else "mend"
            days = "、".join(dict.fromkeys(brief.day(local_date(i.source.at), digest.day) for i in reversed(earlier)))
            said |= {"open": _counted(still), "earlier": _counted(earlier), "days": days}
        yield Paragraph(phrase(name, **said), ids(*(item.source for item in items)), (items[0].task.task_id,))


_SAMPLES = ("份", "批次", "批", "件", "组", "人", "名")
"""Measures of what was taken or brought to be tested; any other is a place or a thing that failed itself."""


def _who_mends(item: Unmended, digest: Digest) -> tuple[str, str]:
    """The lead, and beside it the units that answer for the task with it; whoever found the fault where many do."""
    line = next(line for line in digest.tasks if line.task.task_id == item.task.task_id)
    gone = {unit for unit, _ in line.exempted}
    lead, *_ = *(unit for unit in line.leads if unit == item.unit), *line.leads[:1], item.unit
    others = [u for u in dict.fromkeys((*line.leads, *line.responsibles, item.unit)) if u != lead and u not in gone]
    return lead, "、".join(others) if len(others) <= _TWO else item.unit if item.unit != lead else ""


def _counted(items: Sequence[Unmended]) -> str:
    """2处隐患; of several counts of one kind the sum."""
    kinds: dict[str, int] = {}
    for item in items:
        kind = f"{item.measure}{item.what}"
        kinds[kind] = kinds.get(kind, 0) + item.count
    return "、".join(f"{count}{kind}" for kind, count in kinds.items())
