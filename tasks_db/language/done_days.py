"""The day on which words say that something was done: 10月29日已印发."""

from datetime import date

from tasks_db import lazy_re as re
from tasks_db.language import phoned

_DONE = re.compile(
    rf"(?P<day>{phoned.DAY})[^，,。；;\n]{{0,6}}?(?:印发|出台|发布|完成|办结|办完|完工|竣工|建成|投用|启用|移交|通过验收|验收合格)"
)
_TO_COME = re.compile(r"将|拟|计划|预计|争取|力争|未|没|再|前")


_CLAUSES = re.compile(r"[，,。；;\n]+")
_VERBS = re.compile(r"^(?:全面|全部|基本|如期)*(?:完成|印发|出台|发布|启动|办理|建成|移交|通过)+")
_SHORTEST = 2


def matter(target: str) -> str:
    """Return what a target names, without the verb before it: 施工招标 of 完成施工招标; empty for nothing."""
    named = _VERBS.sub("", _CLAUSES.split(target.strip())[0])
    return named if len(named) >= _SHORTEST else ""


def done_on(text: str, said_on: date, named: str = "") -> date | None:
    """Return the day by ``said_on`` on which a text says that something was done; None for none and for several.

    Where a matter is ``named`` only the clauses count that have it.
    """
    text = "，".join(clause for clause in _CLAUSES.split(text) if named in clause)
    found = {
        day
        for said in _DONE.finditer(text)
        if not _TO_COME.search(text[max(said.start() - 4, 0) : said.end()])
        for day in phoned.days_of(said["day"], said_on)
    }
    return next(iter(found)) if len(found) == 1 and max(found) <= said_on else None
