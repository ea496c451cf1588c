"""The day on which words say that something was done: 10月29日已印发."""

from datetime import date

from tasks_db import lazy_re as re
from tasks_db.language import phoned

_DONE = re.compile(
    rf"(?P<day>{phoned.DAY})[^，,。；;\n]{{0,6}}?(?:印发|出台|发布|完成|办结|办完|完工|竣工|建成|投用|启用|移交|通过验收|验收合格)"
)
_TO_COME = re.compile(r"将|拟|计划|预计|争取|力争|未|没|再|前")


def done_on(text: str, said_on: date) -> date | None:
    """Return the day by ``said_on`` on which a text says that something was done; None for none and for several."""
    found = {
        day
        for said in _DONE.finditer(text)
        if not _TO_COME.search(text[max(said.start() - 4, 0) : said.end()])
        for day in phoned.days_of(said["day"], said_on)
    }
    return next(iter(found)) if len(found) == 1 and max(found) <= said_on else None
