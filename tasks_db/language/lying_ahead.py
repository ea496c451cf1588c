"""What lies ahead of the work, and what does not: what is left of it or still to come, and months that are over."""

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from tasks_db import lazy_re as re
from tasks_db.language import cues
from tasks_db.language.completion import Completion
from tasks_db.language.day_marks import Mark


class Clause(Protocol):
    """What is asked of a clause: its words, what it says of completion, and the days in it."""

    @property
    def text(self) -> str: ...
    @property
    def completion(self) -> Completion: ...
    @property
    def dated(self) -> tuple[Mark, ...]: ...


NEXT_STEP = (
    r"(?:[明后]天|[下这本]个?周[一二三四五六日天]?)(?:就|再|接着|可以|开始){0,3}"
    r"[做搞弄干拆装铺刷贴挖砌浇进清换](?![完好])"
)
"""明天开始做外墙: what comes next, so that what is done is a step."""
_SAYS_DONE = frozenset({Completion.WHOLE, Completion.OWN_PART, Completion.HEDGED, Completion.PERHAPS_WHOLE})
_AHEAD = frozenset({Completion.AHEAD, Completion.NOT_YET})
_IS_LEFT = re.compile(
    r"(?:剩|余|还有|还差|只差|就差)[^,。;]{0,6}[一二两俩三四五六七八九十几\d]"
    r"|(?:^|[^没])在(?:挖|做|弄|搞|铺|刷|装|修|改|谈|跑|办|等|清|拆|建|砌|贴)"
    r"|^\W*(?:就|还|要|再|只)*等[^,。;]{1,12}(?:就|再|才)|下一?步|接下来"
)


def goes_on(clauses: Sequence[Clause]) -> bool:
    """Return whether beside what is done something is left, goes on or is to come: 剩下两个在挖沟, 等选好点就去."""
    return any(_goes_on(clause) for clause in clauses if clause.completion not in _SAYS_DONE)


def _goes_on(clause: Clause) -> bool:
    if clause.completion in _AHEAD or cues.UNDER_WAY.search(clause.text) or _IS_LEFT.search(clause.text):
        return True
    ahead = any(said.day is not None and said.rule != "year" for said in clause.dated)
    return ahead and _IS_TOLD.search(clause.text) is None


_IS_TOLD = re.compile(r"已|了(?=\W|$)")
"""年底这个节点已经达到了: the day is that of what was done."""


_TOLD_AS_DONE = re.compile(r"[^,。;]{0,4}(?:已|完工|[\u4e00-\u9fff]{1,3}了(?:$|\W|\d|[一二两三四五六七八九十]))")
_FAR = 240


_AS_OF = re.compile(r"截[至止]到?\s*$|(?<!早)已(?:经)?[于在]\s*$")


def is_past(text: str, said: Mark, today: date) -> bool:
    """Return whether a day is one as of which is told, or one that is past: 已于10月29日; 10月查完了, in November.

    Without a year the next one is meant of what is to come, not of what is done.
    """
    if _AS_OF.search(text[: said.start]):
        return True
    far = said.day is not None and (said.day - today).days > _FAR
    return far and "年" not in text[said.start : said.end] and _TOLD_AS_DONE.match(text, said.end) is not None
