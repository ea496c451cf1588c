"""What stands in the way of a task by the words of its units, as a digest's first annex tells it."""

from messages import brief, paging
from messages.digest_parts import is_stale
from tasks_db import lazy_re as re
from tasks_db.language import troubles
from tasks_db.register.digest.facts import is_good_news, lacking_in
from tasks_db.register.digest.references import Source
from tasks_db.register.digest.values import Digest, TaskLine
from tasks_db.terms import AnswerKind

_CLAUSES = re.compile(r"[，,；;。]")


def of_units(line: TaskLine, digest: Digest) -> dict[str, str]:
    """Return what each unit says stands in its way; of a closed task what was told after it was done, or with that.

    Words that deny trouble (对初稿没有意见) are none, and what a unit said before its newer words is over.
    """
    found = {b.unit: (b.matter, b.source) for b in digest.blocked if b.task.task_id == line.task.task_id}
    if line.problem and line.text_source is not None:
        found.setdefault(line.text_source.unit, (line.problem, line.text_source))
    speaker = line.text_source.unit if line.text_source is not None else line.unit
    others = [item for item in line.said if item.unit != speaker and item.problem and item.unit not in found]
    found |= {item.unit: (item.problem or "", item.source) for item in others}
    told = {unit: without_denials(words) for unit, (words, said) in found.items() if not is_over(said, line)}
    return {unit: words for unit, words in told.items() if words}


def without_denials(words: str) -> str:
    """Return words of trouble without what denies any, and without what stands beside that and tells none."""
    clauses = _CLAUSES.split(paging.one_line(words))
    if not any(map(_denies, clauses)):
        return words
    return "，".join(clause for clause in clauses if clause and not _denies(clause) and _is_trouble(clause))


def is_over(said: Source, line: TaskLine) -> bool:
    """Return whether a task is closed and words were said before those by which it was."""
    if line.closed_at is None:
        return False
    closing = line.text_source
    by_request = closing is not None and closing.kind is AnswerKind.CLOSURE
    return said.at < (closing.at if by_request and closing is not None else line.closed_at)


def days(line: TaskLine, digest: Digest) -> dict[str, str]:
    """Return （4月24日反馈） of each unit whose trouble was told before the period, or too long ago."""
    of_task = [c for c in digest.coordination if c.task.task_id == line.task.task_id]
    origins = {item.unit: item.source for item in reversed(line.said)}
    origins |= {line.text_source.unit: line.text_source} if line.text_source is not None else {}
    origins |= {b.unit: b.source for b in digest.blocked if b.task.task_id == line.task.task_id}
    origins |= {c.unit: c.source for c in of_task}
    old = {unit: said for unit, said in origins.items() if is_stale(said, line, digest)}
    return {unit: f"（{brief.day(said.said_on, digest.day)}反馈）" for unit, said in old.items()}


def _denies(clause: str) -> bool:
    return (is_good_news(clause) or troubles.denies(clause)) and not lacking_in(clause)


def _is_trouble(clause: str) -> bool:
    return bool(troubles.difficulty(clause) or troubles.plea(clause) or lacking_in(clause, slow=True))
