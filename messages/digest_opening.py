"""How a digest's paper opens: on which plans it rests, until when, and what of it nobody has reviewed."""

from messages import dates, digest_parts, digest_tables, paper_words
from messages.paper import Paragraph
from tasks_db.register.digest.values import Digest


def opening(digest: Digest, corrects: str | None = None, *, terse: bool = False) -> Paragraph:
    """Return the first paragraph: what became of the last sitting, on which plans the digest rests, until when.

    Before all that it says what it corrects. ``terse`` leaves the requests that wait to where they stand below.
    """
    day = dates.day(digest.day)
    if not digest.plans:
        return Paragraph(digest_parts.phrase("nothing", day=day))
    correction = digest_parts.phrase("correction", issue=corrects) if corrects else ""
    last = digest.last_sitting
    return Paragraph(
        correction
        + last_sitting(digest)
        + digest_parts.phrase(
            "opening",
            plans=_plans(digest),
            several=len(digest.plans) > 1,
            total=digest.overall.total,
            quarterly=digest.period.word == "本季度",
            waiting=_waiting(digest),
            asked=_asked(digest, terse=terse),
            unreviewed=digest.reviewed_only and _tells_unreviewed(digest),
            day=day,
        ),
        last.reports if last is not None else (),
        last.tasks if last is not None else (),
    )


def _tells_unreviewed(digest: Digest) -> bool:
    """Whether an annex tells words that wait for a review, marked so: those of a request are told with it."""
    return any(
        source is not None and source.waits
        for line in digest.tasks
        for source in (line.text_source, *(said.source for said in line.said))
    )


def _waiting(digest: Digest) -> str:
    """县水利局第5、9项，县财政局第9项: whose latest words nobody has reviewed, so that they are not told."""
    units: dict[str, list[str]] = {}
    for task, unit in digest.unheard[: digest_parts.FEW]:
        units.setdefault(unit, []).append(digest_tables.number(task, digest))
    named = "，".join(f"{unit}第{'、'.join(numbers)}项" for unit, numbers in units.items())
    return named + (f"等{len(digest.unheard)}份" if len(digest.unheard) > digest_parts.FEW else "")


def _asked(digest: Digest, *, terse: bool) -> str:
    """第8项办结申请、第6项延期申请: the requests that wait; of many how many of each kind."""
    if not digest.reviewed_only or terse:
        return ""
    extensions = [e for e in digest.extensions if e.waits]
    if len(digest.closures) + len(extensions) > digest_parts.FEW:
        kinds = ((len(digest.closures), "办结申请"), (len(extensions), "延期申请"))
        return "、".join(f"{count}份{kind}" for count, kind in kinds if count)
    closures = [f"第{digest_tables.number(c.task, digest)}项办结申请" for c in digest.closures]
    return "、".join([*closures, *(f"第{digest_tables.number(e.task, digest)}项延期申请" for e in extensions)])


def last_sitting(digest: Digest) -> str:
    """Return what became of what the last sitting decided, in a sentence; empty where there is nothing to tell."""
    last = digest.last_sitting
    return digest_parts.phrase("last_sitting", sitting=last.name, said=last.said) if last is not None else ""


def _plans(digest: Digest) -> str:
    named = [paper_words.book(p.title) + (f"（{p.number}）" if p.number else "") for p in digest.plans]
    if len(named) == 1:
        return named[0]
    first = digest.plans[0]
    return f"{first.number or paper_words.book(first.title)}等{len(named)}个方案"
