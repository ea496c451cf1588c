"""A closing that was returned, in a digest's paper: what was told with it, and what was wrong."""

from messages import brief, paper_words
from messages.digest_parts import phrase
from tasks_db.register.digest.facts import LONGEST, fact_in, told_in
from tasks_db.register.digest.values import Digest, TaskLine


def closing_returned(line: TaskLine, digest: Digest) -> str:
    """Return 9月8日申请办结，9月11日退回（复查2处漏水）: a closing that did not stand; empty for none.

    Where no words that stand are newer, what was told with it is told: 9月8日反馈9处全部接通、申请办结，….
    """
    found = line.closing_returned
    if found is None or line.returned is not None:
        return ""
    return phrase(
        "closing_returned",
        asked=brief.day(found.asked_on, digest.day),
        on=brief.day(found.on, digest.day),
        why=paper_words.text(found.why),
        words=_words(line) if closing_tells(line) else "",
    )


def closing_tells(line: TaskLine) -> bool:
    """Return whether what was told with a returned closing of open work is newer than all words that stand.

    Those are then no account of how the work stands by now.
    """
    found, shown = line.closing_returned, line.text_source
    if found is None or line.returned is not None or line.closed_at is not None:
        return False
    return (shown is None or shown.at < found.asked_at) and bool(_words(line))


def _words(line: TaskLine) -> str:
    """What a returned closing tells of the work, without that it asks to close."""
    text = line.closing_returned.text if line.closing_returned is not None else ""
    return paper_words.text(fact_in(text, None, line.task.title) or told_in(text, line.task.title, LONGEST))


def told_with_closing(line: TaskLine, digest: Digest) -> str:
    """Return the same behind whose it is, of open work of which nothing newer stands; empty for any other."""
    found = line.closing_returned
    return f"{found.unit}：{closing_returned(line, digest)}" if found is not None and closing_tells(line) else ""
