"""How a digest's paper opens: on which plans it rests, until when."""

from messages import dates, digest_parts, paper_words
from messages.paper import Paragraph
from tasks_db.register.digest.references import PlanHead
from tasks_db.register.digest.values import Digest
from tasks_db.register.giving import PLAN_TITLE


def opening(digest: Digest, corrects: str | None = None) -> Paragraph:
    """Return the first paragraph: what became of the last sitting, on which plans the digest rests, until when.

    Before all that it says what it corrects.
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
            several=len(_printed(digest)) > 1,
            total=digest.overall.total,
            quarterly=digest.period.word == "本季度",
            unheard=bool(digest.unheard),
            waiting=bool(digest.closures) or any(e.waits for e in digest.extensions),
            convenors_close=digest.convenors_close,
            day=day,
            given=_given(digest),
            numbers=_numbers(digest),
        ),
        last.reports if last is not None else (),
        last.tasks if last is not None else (),
    )


def last_sitting(digest: Digest) -> str:
    """Return what became of what the last sitting decided, in a sentence; empty where there is nothing to tell."""
    last = digest.last_sitting
    return digest_parts.phrase("last_sitting", sitting=last.name, said=last.said) if last is not None else ""


def _printed(digest: Digest) -> list[PlanHead]:
    """The plans that were issued as documents; what leaders gave by hand is none."""
    return [p for p in digest.plans if p.title != PLAN_TITLE]


def _given(digest: Digest) -> int:
    """How many tasks leaders gave by hand."""
    return sum(tally.total for tally in digest.by_plan if tally.label == PLAN_TITLE)


def _numbers(digest: Digest) -> str:
    """What the number before that of a task means; empty where there is none."""
    printed = _printed(digest)
    if len(digest.plans) == 1 or not printed:
        return ""
    given = [t.plan_id for t in digest.by_plan if t.label == PLAN_TITLE and t.total]
    return digest_parts.phrase(
        "numbers",
        several=len(printed) > 1,
        plan=f"“{printed[0].id}-”",
        given="".join(f"“{plan_id}-”" for plan_id in given),
    )


def _plans(digest: Digest) -> str:
    plans = _printed(digest)
    named = [paper_words.book(p.title) + (f"（{p.number}）" if p.number else "") for p in plans]
    if len(named) <= 1:
        return "".join(named)
    first = plans[0]
    return f"{first.number or paper_words.book(first.title)}等{len(named)}个方案"
