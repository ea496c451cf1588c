"""需协调事项: the part of a report that asks for help, apart from what the report tells beside it."""

from tasks_db import lazy_re as re
from tasks_db.language import cues, troubles
from tasks_db.register.digest.facts import is_lacking, lacking_in
from tasks_db.register.values import Report
from tasks_db.terms import AnswerKind

_CLAUSES = re.compile(r"[，,](?!\d{3}(?!\d))|[。；;！!\n]+")
_MORE_TIME = re.compile(r"延期|延长|延至|延到|推迟到|宽限")


def matter(report: Report) -> str:
    """Return what stands in the way and what is asked for, in the unit's words, without the work that it did.

    That is its difficulty where it told one apart; else the clause of its text that names whom it asks, and those
    just before it that say what is lacking.
    """
    flat, text = (report.problem or "").strip(), report.text.strip()
    needs = (report.needs or "").strip()
    asks_for_time = report.kind is AnswerKind.EXTENSION and flat in text  # whose other clauses say why
    if flat and flat != text and not asks_for_time and (not needs or _asks(flat, needs)):
        return flat
    clauses = [" ".join(clause.split()) for clause in _CLAUSES.split(text)]
    at = next((n for n, clause in enumerate(clauses) if _asks(clause, needs)), None)
    if at is None:
        return flat or text
    first = at
    while first > 0 and _is_reason(clauses[first - 1], report.kind):
        first -= 1
    return "，".join(clause for clause in clauses[first : at + 1] if clause)


def _asks(words: str, needs: str) -> bool:
    return needs in words and bool(troubles.plea(words) or troubles.called_upon(words) or troubles.act_of(words))


def _is_reason(clause: str, kind: AnswerKind) -> bool:
    """Whether a clause before the plea says why; of a request for more time all do but the one that asks."""
    if kind is AnswerKind.EXTENSION:
        return not _MORE_TIME.search(clause)
    if cues.NOT_STARTED.search(clause):  # that is how the work stands, and no reason
        return False
    return bool(troubles.difficulty(clause) or lacking_in(clause) or is_lacking(clause))
