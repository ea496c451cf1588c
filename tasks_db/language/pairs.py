"""Two tasks told of at once, one of them in words that do not name it well: 线揽跟停车暂时没动作."""

from collections.abc import Sequence

from tasks_db import lazy_re as re
from tasks_db.language import cues, hints
from tasks_db.language.names import CLEAR, named
from tasks_db.language.values import Shown

_PAIR = re.compile(
    r"\W*(?P<one>(?:(?![这那][个项块边])[\u4e00-\u9fff]){2,8}?)(?:[那这]?[个项块边])?(?:[和跟与及、]|还有)(?P<other>[\u4e00-\u9fff]{2,8}?)"
    r"(?:[那这]?[个项块边])?(?:[这那]?两[个项件])?(?:目前|现在|最近|暂时?|[本这]周|[本这]个?月|也|还)*"
    rf"(?:(?:都|均|全)(?=[还没无未在也]|推进|正常|按|老样|完成|一样|差不多|收到|签收|\d|进[展度])|(?=(?:{cues.NO_CHANGE.pattern}|{cues.IDLE.pattern})))"
)
_NO_TASK = re.compile(rf"{cues.UNIT_ENDINGS}$|^(?:{cues.DEPARTMENT_ALONE.pattern})(?:那边)?$|[我他她你您]")


def told_of(text: str, tasks: Sequence[Shown]) -> tuple[int, ...]:
    """Return the two tasks of which a text begins to tell at once; 0 for one that is only likely to be another's.

    Nothing where it tells of one, or of a thing beside it that is no task (管网和路面都没动).
    """
    pair = _PAIR.match(text)
    meant = [_meant(pair[name], tasks) for name in ("one", "other")] if pair is not None else [None]
    return tuple(number for number in meant if number is not None) if None not in meant else ()


def _meant(words: str, tasks: Sequence[Shown]) -> int | None:
    """The task of some words: by name, or by the one hint; 0 where they hint at some, None where at none."""
    clear = [one.number for one in named(words, tasks) if one.score >= CLEAR]
    if len(clear) == 1 or _NO_TASK.search(words):
        return clear[0] if clear else None
    sole = hints.sole(words, tasks)
    return sole if sole is not None else 0 if len(words) <= _SHORT and hints.hints(words, tasks) else None


_SHORT = 4
