"""What units promised for a day that has come and did not tell done: a problem in a digest's paper, and a step."""

from collections.abc import Iterator, Sequence

from messages import brief, paper_words
from messages.digest_parts import by_unit, ids, named_task, phrase
from messages.paper import Paragraph
from tasks_db.register.digest.open_faults import Overrun
from tasks_db.register.digest.references import TaskRef
from tasks_db.register.digest.values import Digest
from tasks_db.terms import WorkState

_TOLD_AS_SUCH = frozenset({WorkState.OVERDUE, WorkState.BEHIND, WorkState.NOT_STARTED})
"""States of which the text says why and asks for a day anyway."""


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
        left="" if any(left in text for text in beside) else left,
    )


def overrun(digest: Digest) -> list[Paragraph]:
    """Return a sentence for each promise of work that is not told as late or slow."""
    return [
        Paragraph(
            phrase("left_open", task=named_task(o.task, digest), unit=o.unit, listed=told(o, digest)),
            ids(o.source),
            (o.task.task_id,),
        )
        for o in _apart(digest)
    ]


def to_go_on(digest: Digest) -> Iterator[Paragraph]:
    """Yield who has to say until when it does what it promised for a day that is over."""
    if apart := _apart(digest):
        whose = "、".join(by_unit(((o.unit, o.task) for o in apart), digest))
        tasks = tuple(dict.fromkeys(o.task.task_id for o in apart))
        yield Paragraph(
            phrase("finish_overrun", whose=whose, today=any(o.day == digest.day for o in apart)),
            ids(*(o.source for o in apart)),
            tasks,
        )


def _apart(digest: Digest) -> list[Overrun]:
    lines = (line for line in digest.tasks if line.work_state not in _TOLD_AS_SUCH)
    return [o for line in lines for o in of_task(line.task, digest)]
