"""需协调事项: which of a unit's pleas is open, and the part of a report that asks for help, apart from the rest."""

from collections.abc import Iterable
from datetime import date

from tasks_db import lazy_re as re
from tasks_db.language import cues, troubles
from tasks_db.language.clauses import CLAUSES
from tasks_db.lean_dataclass import dataclass
from tasks_db.register import deciding
from tasks_db.register.digest.facts import is_lacking, lacking_in
from tasks_db.register.values import Report
from tasks_db.terms import AnswerKind

_MORE_TIME = re.compile(r"延期|延长|延至|延到|推迟到|宽限")

_OF_A_PART = re.compile(r"^(?:其中|还有|另有)?\d|因|由于")
_SETTLED = re.compile(
    r"已|才|完成|到位|到账|到岗|到货|谈妥|谈好|解决|批复|获批|收齐|备齐|收到|办好|办结|通过|拨付|落实|交付|腾退|下达|确定|签订"
)
_WAITS = re.compile(r"(?:在|正|还|仍|尚)(?:要|需)?等|等待|等着")
COUNT_ALONE = re.compile(
    r"(?:发|补|给|配|送|调|增|加|借|批|支援)[^，,\d]{0,3}\d+"
    r"[个只套台件根块张把条盏顶床袋箱桶副]$"
)
"""A plea that does not say of what it wants so many, which stands before it: 滤芯用完了，请…再发40个."""
LEFT = re.compile(rf"(?:还|尚|仍)(?:有|剩|余|在)|剩余|剩下|其余|余下|{_WAITS.pattern}")
"""Words of what is not over yet."""
_EVERYWHERE = re.compile(
    "没有|还没|尚未|办理|协助|协调|支持|帮助|指导|配合|手续|完成|落实|到位|批复|审批|施工|工程|项目|工作|任务|进度"
    "|建设|改造|问题|困难|解决|尽快|加快|推进|目前|已经|还有|需要|万元|安排|开工|确定|情况|单位|部门|研究|组织|提供"
    "|开展|相关|及时"
)
"""Pairs of characters that stand in any plea, and so name the matter of none."""


@dataclass(frozen=True, slots=True)
class Open:
    """A report that asks for help which nobody has taken back.

    ``later`` is the day of the unit's newest words since, which do not speak of it; None where it said nothing since.
    ``still`` is what words since say of it, where they do (还有7家在等批复), and ``still_on`` their day.
    """

    report: Report
    later: date | None
    still: str = ""
    still_on: date | None = None


def open_plea(newest_first: Iterable[Report], title: str) -> Open | None:
    """Return the plea of a unit that is open by what it said, None for none: the newest one that it made.

    Other progress since then takes nothing back. It is over once the unit is done, says that nothing stands in its
    way, or says of what it asked for that it is there by now.
    """
    later: list[Report] = []
    for report in newest_first:
        if _asks_for_help(report):
            if any(_takes_back(newer, report, title) for newer in later):
                return None
            said = ((newer, _still(newer, report, title)) for newer in later)
            newer, still = next(((newer, words) for newer, words in said if words), (None, ""))
            unspoken = later[: later.index(newer)] if newer is not None else later
            on = newer.said_on if newer is not None else None
            return Open(report, unspoken[0].said_on if unspoken else None, still, on)
        if deciding.tells_anew(report, title):
            later.append(report)
    return None


def _asks_for_help(report: Report) -> bool:
    """Whether a report asks others for help; 不属我单位 names whose the task is, and asks nobody."""
    return bool(report.needs and report.needs.strip()) and report.kind is not AnswerKind.NOT_OURS


def _takes_back(newer: Report, plea: Report, title: str) -> bool:
    if newer.kind in {AnswerKind.DONE, AnswerKind.CLOSURE}:
        return True
    return settles(newer, matter(plea), title, plea.needs or "")


def settles(newer: Report, told: str, title: str, needs: str = "") -> bool:
    """Return whether newer words say of what stood in the way that it is there by now, or that nothing does."""
    about = named_in(told, title, needs)
    return any(troubles.denies(c) or (_is_settled(c) and about & pairs(c)) for c in _clauses(newer))


def _still(newer: Report, plea: Report, title: str) -> str:
    """What newer words say of what a plea asks for, which is not over: 还有7家在等批复; empty where they do not."""
    about = named_in(matter(plea), title, plea.needs or "")
    left = (c for c in _clauses(newer) if (is_lacking(c) or LEFT.search(c)) and not _is_settled(c))
    return next((c for c in left if about & pairs(c)), "")


def _is_settled(clause: str) -> bool:
    return bool(_SETTLED.search(clause)) and not is_lacking(clause) and not _WAITS.search(clause)


def _clauses(report: Report) -> list[str]:
    return [" ".join(c.split()) for c in CLAUSES.split(f"{report.text}，{report.problem or ''}") if c.strip()]


def named_in(told: str, title: str, needs: str) -> set[str]:
    """Return the pairs of characters by which words name a matter, without those of the task and of whom it asks."""
    named = pairs(told) - pairs(title) - pairs(needs)
    return {pair for pair in named if not _EVERYWHERE.fullmatch(pair)}


def pairs(words: str) -> set[str]:
    """Return every two characters that stand side by side in words."""
    return {words[n : n + 2] for n in range(len(words) - 1) if words[n : n + 2].isalpha()}


def renewed(matter: str, needs: str, still: str) -> str:
    """Return a matter with what newer words say in the place of what stood in the way; what it asks for stays."""
    asks = [clause for clause in CLAUSES.split(matter) if needs and needs in clause]
    return "，".join([still, *(clause.strip() for clause in asks)])


def matter(report: Report) -> str:
    """Return what stands in the way and what is asked for, in the unit's words, without the work that it did.

    That is its difficulty where it told one apart; else the clause of its text that names whom it asks, and those
    just before it that say what is lacking.
    """
    flat, text = (report.problem or "").strip(), report.text.strip()
    needs = (report.needs or "").strip()
    asks_for_time = report.kind is AnswerKind.EXTENSION and flat in text  # whose other clauses say why
    if (
        flat
        and flat != text
        and not asks_for_time
        and (not needs or _asks(flat, needs))
        and not COUNT_ALONE.search(flat)
    ):
        return flat
    clauses = [" ".join(clause.split()) for clause in CLAUSES.split(text)]
    at = next((n for n, clause in enumerate(clauses) if _asks(clause, needs)), None)
    if at is None:
        return flat or text
    first = at - 1 if at > 0 and COUNT_ALONE.search(clauses[at]) else at
    while first > 0 and _is_reason(clauses[first - 1], report.kind):
        first -= 1
    return "，".join(clause for clause in clauses[first : at + 1] if clause)


def _asks(words: str, needs: str) -> bool:
    return needs in words and bool(troubles.plea(words) or troubles.called_upon(words) or troubles.act_of(words))


def _is_reason(clause: str, kind: AnswerKind) -> bool:
    """Whether a clause before the plea says why; of a request for more time all do but the one that asks."""
    if kind is AnswerKind.EXTENSION:
        return not _MORE_TIME.search(clause)
    if cues.NOT_STARTED.search(clause) and not _OF_A_PART.search(clause):  # how the work stands, and no reason
        return False
    return bool(troubles.difficulty(clause) or lacking_in(clause) or is_lacking(clause))
