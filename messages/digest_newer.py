"""What other units said anew of slow work of which the last percent is from before the period."""

from messages import brief, paper_words
from messages.digest_parts import lead_figures, newer_day
from tasks_db.register.digest.asked_counts import counts_alike
from tasks_db.register.digest.facts import fact_in, in_short, lacking_in
from tasks_db.register.digest.values import Digest, Said, TaskLine
from tasks_db.terms import ReportStatus


def newer_words(line: TaskLine, digest: Digest, *, terse: bool = False) -> str:
    """Return 县供销公司6月21日反馈累计调运900吨，…: what the period knows of work beside a percent of before.

    It is told by the unit that counts as the plan does, else by whoever spoke last; empty where nobody did, and
    where the unit of the percent said newer words itself, which are told with it.
    """
    given = line.percent_source
    if given is None or line.group is not None or line.closed_at is not None or digest.period.holds(given.at):
        return ""
    if newer_day(line, digest) or lead_figures(line):
        return ""
    told = [(item, words) for item in line.said if (words := _words(item, line, digest, terse=terse))]
    if not told:
        return ""
    item, words = max(told, key=lambda one: (counts_alike(one[1], line.content), one[0].source.at))
    return f"{item.unit}{brief.day(item.source.said_on, digest.day)}反馈{words}"


def _words(item: Said, line: TaskLine, digest: Digest, *, terse: bool) -> str:
    """What a unit got done by words of the period that the office accepted, and what it says is left."""
    given, source = line.percent_source, item.source
    if given is None or source.unit == given.unit or source.decision is not ReportStatus.ACCEPTED:
        return ""
    if not digest.period.holds(source.at):
        return ""
    lacking = lacking_in(item.text, line.task.title, slow=True)
    fact = paper_words.text(fact_in(item.text, "，".join(filter(None, (item.problem, lacking))), line.task.title))
    if not fact:
        return ""
    return "，".join(filter(None, (in_short(fact) if terse else fact, paper_words.text(lacking))))
