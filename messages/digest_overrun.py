"""What units promised for a day that has come and did not tell done: a problem in a digest's paper, and a step."""

from collections.abc import Iterator, Sequence

from messages import brief, digest_tables, paper_words
from messages.digest_parts import FEW, ids, named_task, phrase
from messages.paper import Paragraph
from tasks_db import lazy_re as re
from tasks_db.register.digest.open_faults import Overrun
from tasks_db.register.digest.references import TaskRef
from tasks_db.register.digest.values import Digest, TaskLine
from tasks_db.terms import WorkState

_TOLD_AS_SUCH = frozenset({WorkState.OVERDUE, WorkState.BEHIND, WorkState.NOT_STARTED})
"""States of which the text says why and asks for a day anyway."""

_ORDERED = re.compile(r"要求|责令|督促|限期|限(?=\d)")
"""Words by which a unit sets a day for others, which is no promise of its own."""


def of_task(task: TaskRef, digest: Digest) -> list[Overrun]:
    """Return what is over of a task and not among the faults that are counted and left open."""
    counted = {(item.task.task_id, item.assignment_id) for item in digest.unmended}
    return [o for o in digest.overrun if o.task == task and (task.task_id, o.assignment_id) not in counted]


def told(item: Overrun, digest: Digest, beside: Sequence[str] = ()) -> str:
    """Return 10月3日反馈4处阀门渗漏，要求10月20日前换完，11月3日反馈还有1处等配件，过了自报时间尚未报完成.

    What stands ``beside`` it is not told again.
    """
    left = paper_words.text(item.left)
    return phrase(
        "overrun",
        on=brief.day(item.source.said_on, digest.day),
        said="，".join(filter(None, (paper_words.text(item.matter), paper_words.text(item.clause)))),
        day=brief.day(item.left_on, digest.day) if item.left_on is not None else "",
        today=item.day == digest.day,
        limit=_limit(item, digest),
        left="" if any(left in text for text in beside) else left,
    )


def _over(item: Overrun, digest: Digest) -> str:
    return phrase("promise_over", today=item.day == digest.day, limit=_limit(item, digest))


def beside(line: TaskLine, words: str, digest: Digest) -> str:
    """Return that a promise among the words told of a task is over: 过了自报时间尚未报完成; empty for none.

    One that does not stand at their end is named.
    """
    for item in of_task(line.task, digest):
        clause = paper_words.text(item.clause)
        if item.source == line.text_source and not item.left and clause in words:
            return ("" if words.endswith(clause) else paper_words.quoted(clause)) + _over(item, digest)
    return ""


def _limit(item: Overrun, digest: Digest) -> str:
    """What the day is that is over: the plan's own date, one that the unit set for others, or its promise."""
    line = next(line for line in digest.tasks if line.task == item.task)
    if item.day in {line.deadline, line.milestone.day if line.milestone is not None else None}:
        return "完成时限"
    return "要求的时限" if _ORDERED.search(item.clause) else "自报时间"


def overrun(digest: Digest, above: Sequence[Paragraph] = ()) -> list[Paragraph]:
    """Return a sentence for each promise of work that is not told as late or slow, nor with its task ``above``."""
    return [
        Paragraph(
            phrase("left_open", task=named_task(o.task, digest), unit=o.unit, listed=told(o, digest)),
            ids(o.source),
            (o.task.task_id,),
        )
        for o in _apart(digest)
        if not any(o.task.task_id in p.tasks and _is_told_in(p.text, o, digest) for p in above)
    ]


def _is_told_in(text: str, item: Overrun, digest: Digest) -> bool:
    return not item.left and paper_words.text(item.clause) in text and _over(item, digest) in text


def to_go_on(digest: Digest) -> Iterator[Paragraph]:
    """Yield who has to say how what it promised for a day that is over stands, each matter in the unit's words.

    Of very many the first are named.
    """
    units: dict[str, list[Overrun]] = {}
    for one in _apart(digest):
        units.setdefault(one.unit, []).append(one)
    for unit, items in units.items():
        matters = dict.fromkeys(f"第{digest_tables.number(o.task, digest)}项{_matter(o)}" for o in items)
        yield Paragraph(
            phrase("finish_overrun", unit=unit, matters="、".join([*matters][:FEW]), several=len(matters) > FEW),
            ids(*(o.source for o in items)),
            tuple(dict.fromkeys(o.task.task_id for o in items)),
        )


def _matter(item: Overrun) -> str:
    """“4处阀门渗漏，要求10月20日前换完”: what was to be done, in the unit's words."""
    return paper_words.quoted("，".join(filter(None, (paper_words.text(item.matter), paper_words.text(item.clause)))))


def _apart(digest: Digest) -> list[Overrun]:
    lines = (line for line in digest.tasks if line.work_state not in _TOLD_AS_SUCH)
    return [o for line in lines for o in of_task(line.task, digest)]
