"""What a digest's paper says of what units asked for: more time, a closing, the help of others."""

from collections.abc import Collection
from datetime import datetime

from config.clock import local_date
from messages import brief, digest_answered, digest_tables, paper_words
from messages.digest_parts import FEW, ids, named_task, phrase
from messages.paper import Paragraph
from tasks_db.register.digest.facts import fact_in, in_short
from tasks_db.register.digest.references import TaskRef
from tasks_db.register.digest.refusal_words import ground_in
from tasks_db.register.digest.request_values import Closure, Extension, Moves
from tasks_db.register.digest.requests import OFFICE
from tasks_db.register.digest.values import Coordination, Digest
from tasks_db.terms import CheckpointKind, SeatRole

_MOVED = {Moves.TASK: "", Moves.SHARE: "本单位承担部分的完成时限", Moves.REPORT: "本单位报送日期"}
"""What a request would move, where it is not the task's own date."""
_CONVENORS = (SeatRole.DEPUTY_CONVENOR, SeatRole.CONVENOR)
_REASON = 60
"""A longer reason of a unit's stays in the register."""


def requests(
    digest: Digest,
    late: Collection[int] = (),
    *,
    terse: bool = False,
    lean: bool = False,
    short: bool = False,
) -> list[Paragraph]:
    """Return extensions decided in the period, with who decided, and what waits for a decision.

    So is every request to close that waits, with whose words it waits for; that of the tasks ``late`` stands with the
    late work itself. ``terse`` tells a clause of the words of who asks to close; a ``lean`` text none, and no reason
    that stands among the pleas, a ``short`` one no reason at all.
    """
    lately = (e for e in digest.extensions if e.waits or decided_lately(e, digest))
    told = [
        Paragraph(_extension(e, digest, lean=lean, short=short), ids(e.source), (e.task.task_id,)) for e in lately
    ]
    return told + [
        Paragraph(
            f"{closure(c, named_task(c.task, digest), digest, terse=terse, lean=lean)}。",
            ids(c.source),
            (c.task.task_id,),
        )
        for c in digest.closures
        if c.task.task_id not in late
    ]


def closure(item: Closure, task: str, digest: Digest, *, terse: bool = False, lean: bool = False) -> str:
    """Return a request to close in a clause: who made it when, and whose words it waits for."""
    day = brief.day(item.source.said_on, digest.day)
    fact = paper_words.text(fact_in(item.text, None, item.task.title))
    words = "" if lean else in_short(fact) if terse and fact else fact
    return phrase("closure", unit=item.unit, task=task, day=day, awaited=awaited(item), words=words)


def awaited(item: Closure) -> str:
    """Return whose words a request to close waits for; empty where it waits for the office alone."""
    return paper_words.names(item.awaited) if len(item.awaited) <= FEW else f"{len(item.awaited)}个单位"


def decided_lately(item: Extension, digest: Digest) -> bool:
    """Return whether a request for more time was decided in the period: it stands among the requests."""
    return item.decided_at is not None and digest.period.holds(item.decided_at)


def _extension(item: Extension, digest: Digest, *, lean: bool, short: bool) -> str:
    """What was asked for and what became of it; whose help it needs stands among the pleas."""
    closed = _closed_at(item, digest)
    return phrase(
        "extension",
        unit=item.unit,
        asked=brief.day(item.source.said_on, digest.day) if item.waits else "",
        task=named_task(item.task, digest),
        kind=_MOVED[item.moves] or item.kind.zh,
        old=brief.day(item.old, digest.day) if item.old else "",
        new=brief.day(item.sought or item.new, item.old or digest.day),
        decision=_decision(item, digest),
        why="" if short or (lean and _is_plea(item, digest)) else why(item),
        closed=brief.day(local_date(closed), digest.day) if closed is not None and not item.waits else "",
        lean=lean and item.moves is Moves.TASK and item.kind is CheckpointKind.DEADLINE,
        again=any(_is_earlier(e, item) for e in digest.extensions),
    )


def _decision(item: Extension, digest: Digest) -> str:
    if item.decided_at is None:
        return phrase("outrun") if item.new < digest.day else phrase("waiting")
    day = brief.day(local_date(item.decided_at), digest.day)
    who = decider(item)
    if item.is_granted:
        other = brief.day(item.new, item.old or digest.day) if item.sought is not None else ""
        return phrase("granted", who=who, day=day, until=other)
    until, reason, state = demanded(item, digest)
    return phrase("refused", who=who, day=day, reason=reason, until=until, state=state)


def demanded(item: Extension, digest: Digest) -> tuple[str, str, str]:
    """Return until when a refusal wants the work, its ground in quotation marks, and whether that day is over.

    Without such a day, or where the words say more than day and ground, the answer is quoted whole and no day stands
    beside it.
    """
    until, state = required(item, digest)
    ground = ground_in(item.reason or "") if until else None
    if ground is None:
        return "", paper_words.quoted(item.reason) if item.reason else "", state
    return until, paper_words.quoted(ground) if ground else "", state


def required(item: Extension, digest: Digest) -> tuple[str, str]:
    """Return until when a refusal wants the work, and whether that day is over; of closed work none is."""
    if item.demanded is None or item.decided_at is None:
        return "", ""
    state = "" if item.demanded > digest.day else "已到" if item.demanded == digest.day else "已过"
    until = brief.day(item.demanded, local_date(item.decided_at))
    return until, state if _closed_at(item, digest) is None else ""


def _closed_at(item: Extension, digest: Digest) -> datetime | None:
    return next((line.closed_at for line in digest.tasks if line.task.task_id == item.task.task_id), None)


def _is_plea(item: Extension, digest: Digest) -> bool:
    """Whether what a request for more time rests on stands among the pleas."""
    return asks_help(item, digest) or any(c.source.report_id == item.source.report_id for c in digest.coordination)


def asks_help(item: Extension, digest: Digest) -> bool:
    """Return whether a request for more time that waits asks for help, and that does not stand among the pleas."""
    told = any(c.source.report_id == item.source.report_id for c in digest.coordination)
    return item.waits and bool(item.needs) and not told


def plea_in(item: Extension, digest: Digest) -> str:
    """Return what such a request asks others for: 请县财政局拨付资金; empty for any other."""
    return paper_words.asking(item.text, item.needs) if asks_help(item, digest) else ""


def decider(item: Extension) -> str:
    """Return who decided on an extension, as the office's paper calls them: 本办公室, 召集人, without a name."""
    by = item.decided_by or OFFICE
    return next((role.zh for role in _CONVENORS if by.startswith(role.zh)), "本办公室")


def _is_earlier(other: Extension, item: Extension) -> bool:
    """Whether a unit had been given more time for the same before it asked again."""
    same = (other.assignment_id, other.kind) == (item.assignment_id, item.kind)
    return same and other.is_granted and other.decided_at is not None and other.decided_at < item.source.at


def why(item: Extension) -> str:
    """Return a unit's reason for more time, told as its own; a long one stays in the register."""
    said = paper_words.text(item.why).removeprefix("由于").removeprefix("因为").removeprefix("因")
    return said if len(said) <= _REASON else ""


def pleas(digest: Digest, *, terse: bool = False, lean: bool = False) -> list[Paragraph]:
    """Return every plea once, whole, with whom it asks; ``terse``, or of many, the tasks by number alone.

    So is what a request for more time asks of others, and on whose decision work waits though nobody asked them.
    """
    waiting = [e for e in digest.extensions if asks_help(e, digest)]
    short = terse or len(digest.coordination) + len(waiting) + len(digest.waits_on) > FEW
    asked: list[Coordination | Extension] = [*digest.coordination, *waiting]

    def named(task: TaskRef) -> str:
        return digest_tables.number(task, digest) if short else named_task(task, digest)

    told = [
        Paragraph(
            phrase(
                "plea_short" if short else "plea",
                unit=item.unit,
                task=named(item.task),
                matter=paper_words.without_plea(_matter(item), item.needs),
                ask=paper_words.asking(_matter(item) if isinstance(item, Coordination) else item.text, item.needs),
                answered=_became(item, digest) if isinstance(item, Coordination) else "",
            ),
            ids(item.source),
            (item.task.task_id,),
        )
        for item in asked
    ]
    told += [
        Paragraph(
            phrase(
                "waits",
                unit=one.unit,
                task=named(one.task),
                day=brief.day(one.source.said_on, digest.day),
                what=one.what,
                on=one.on,
                do=one.do,
                short=short,
                asks=not lean,
            ),
            ids(one.source),
            (one.task.task_id,),
        )
        for one in digest.waits_on
    ]
    order = {line.task.task_id: n for n, line in enumerate(digest.tasks)}
    return sorted(told, key=lambda p: order.get(p.tasks[0], 0))


def _became(item: Coordination, digest: Digest) -> str:
    """What became of a plea: that it was answered, or that it was not, and newer words do not speak of it."""
    if item.is_answered:
        return digest_answered.answered(item)
    if item.waits or (item.later is None and (item.still_on is not None or item.answered)):
        return since(item, digest)
    if item.later is None:
        return ""
    return phrase("not_again", since=since(item, digest), day=brief.day(item.later, digest.day))


def since(item: Coordination, digest: Digest) -> str:
    """Return when a plea that newer words do not speak of was made, and that no answer to it is known."""
    still = brief.day(item.still_on, digest.day) if item.still_on is not None else ""
    return phrase(
        "unanswered",
        day=brief.day(item.source.said_on, digest.day),
        still=still,
        waits=item.waits,
        passed=item.answered,
    )


def plea_whole(item: Coordination) -> str:
    """Return what stands in a unit's way and what it asks of whom, in one clause."""
    matter = paper_words.without_plea(item.matter, item.needs)
    return "，".join(filter(None, (matter, paper_words.asking(item.matter, item.needs))))


def _matter(item: Coordination | Extension) -> str:
    return item.matter if isinstance(item, Coordination) else why(item)
