"""Words that hint at a task without saying its name: what the plan wants of it, short forms, slips of the pen.

联查 is short for 联合检查, 片区图 for 片区改造图, 入管 stands in what is wanted of a task, and 线揽 sounds like 线缆.
A hint is less than a name: it tells of which task a message is where it speaks for that one alone, and cuts a message
in two only where a clause opens with it to tell a state (``opens``).
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from tasks_db import lazy_re as re
from tasks_db.language import cues
from tasks_db.language.names import CLEAR, INDICATOR, shared, unparked, weight
from tasks_db.language.sounds import sound_alike
from tasks_db.language.values import Shown

_LONGEST = 200
"""A longer text is a report, which has headings."""
_OF_CONTENT, _SHORT_FORM, _SLIP, _ONE = 0.5, 0.6, 0.8, 0.45
_SOLE = 0.9
_RIVAL = 0.4
"""So little beside the one task that is hinted at, so much less than it."""
_TO_WHOM = re.compile(
    r"报[^,，。；]{1,12}|[县市区](?:人民)?政府|联席会议(?:办公室)?|\d+(?:年|月|日)(?:\d+月)?(?:\d+日)?[前底]?"
)
"""To whom and by when a task is reported tells nothing of its matter."""
_RUN = re.compile(r"[\u4e00-\u9fff]+")
_SAYS_NOTHING = frozenset(
    "的了在是不有我们你您他她它这那个一二三四五六七八九十两几百千万亿年月日号天周上下前后中里外内都也还就只才又再说和与及到把被给对为从用"
    "由向以于之其各该等某每全总共大小多少新好老要会能可没未无非去来做办弄搞干完成进度展开行工作任务项目情况县镇乡局委办村"
)
_ONE_WORD = 0.6
_WITHIN = 5
"""So far apart in the plan's words stand the characters of a short form."""


def hints(text: str, tasks: Sequence[Shown]) -> dict[int, float]:
    """Return how much a text hints at each task; tasks that it does not hint at are left out."""
    if len(text) > _LONGEST:
        return {}
    of_task = {
        one.number: _pieces(text, one.title.removeprefix(INDICATOR), _TO_WHOM.sub(" ", one.content)) for one in tasks
    }
    found: dict[int, float] = {}
    for number, pieces in of_task.items():
        score = 0.0
        for piece, weighs in pieces.items():
            rivals = sum(piece in other for at, other in of_task.items() if at != number)
            score += weighs / (1 + 2 * rivals)
        if score:
            found[number] = score
    return found


def sole(text: str, tasks: Sequence[Shown], named: Sequence[int] = ()) -> int | None:
    """Return the one task that a text hints at, None where it hints at none clearly, or at another as well.

    ``named`` are the tasks of whose names it holds some words: if that is one alone, it needs no lead over others.
    """
    found = hints(text, tasks)
    if not found:
        return None
    best = max(found, key=lambda number: found[number])
    task = next(one for one in tasks if one.number == best)
    if max(_pieces(text, task.title.removeprefix(INDICATOR), _TO_WHOM.sub(" ", task.content)).values()) < _ONE_WORD:
        return None  # 小区的车: a word of any task and a single character
    rival = max((score for number, score in found.items() if number != best), default=0.0)
    leads = rival <= _RIVAL * found[best] or tuple(named) == (best,)
    return best if found[best] >= _SOLE and leads else None


def opens(clause: str, tasks: Sequence[Shown]) -> tuple[int, bool] | None:
    """Return the one task with whose matter a clause opens to tell its state, and whether that is as good as a name.

    联合检查等通知 tells of 检查施工质量安全, as does 检查也没动; 施工等进场 perhaps of 推进小区改造施工, whose
    last word it opens with.
    """
    number = sole(clause, tasks)
    if number is None:
        ends = [one.number for one in tasks if clause[:_LAST_WORD] in one.title]
        last = [one.number for one in tasks if one.number in ends and one.title.endswith(clause[:_LAST_WORD])]
        return (last[0], False) if last and ends == last and _TELLS.match(clause, _LAST_WORD) else None
    task = next(one for one in tasks if one.number == number)
    words = [end for of in (task.title, task.content) for start, end, _ in shared(clause, of) if start <= _AT_HEAD]
    told = _TELLS.match(clause, max(words)) if words else None
    return (number, hints(clause, tasks)[number] >= CLEAR or told.group().strip() == "也") if told else None


_AT_HEAD = _LAST_WORD = 2
_TELLS = re.compile(rf"{cues.STATE_START.pattern}|准备|打算|约[了在好]|定[了在好]")


@lru_cache(maxsize=2048)
def _pieces(text: str, title: str, content: str) -> dict[str, float]:
    """What a text shares with a task, each piece with its weight."""
    found: dict[str, float] = {}
    text = unparked(text)
    for of, factor in ((title, 1.0), (content, _OF_CONTENT)):
        for _, _, piece in shared(text, of):
            found[piece] = max(found.get(piece, 0.0), factor * weight(piece))
    for run in _RUN.findall(text):
        for window in _windows(run):
            if any(window in piece or piece in window for piece in found if found[piece]):
                continue
            if short := _is_short(window, title) or (_is_short(window, content) and _OF_CONTENT / _SHORT_FORM):
                found[window] = _SHORT_FORM * short * len(window)
            elif len(window) > 1 and _is_slip(window, title):
                found[window] = _SLIP * weight(window)
    for character in set(text) & set(title) - _SAYS_NOTHING:
        if _RUN.fullmatch(character) and not any(character in piece for piece in found):
            found[character] = _ONE * weight(character)
    return found


def _windows(run: str) -> Iterator[str]:
    for size in (4, 3, 2):
        for start in range(len(run) - size + 1):
            window = run[start : start + size]
            if not _SAYS_NOTHING & set(window):
                yield window


def _is_short(window: str, words: str) -> bool:
    """Whether the characters stand in this order, near each other, within one phrase: 联查 in 联合检查."""
    if not set(window) <= set(words):  # most do not, and to build a pattern costs a thousand times as much
        return False
    gaps = f"[\u4e00-\u9fff]{{0,{_WITHIN - 2}}}?"
    return re.search(gaps.join(window), words) is not None


def _is_slip(window: str, title: str) -> bool:
    size = len(window)
    return any(sound_alike(window, title[at : at + size]) for at in range(len(title) - size + 1))
