"""What became of samples and places that did not pass a check, by the words behind their count or by later ones.

检测48份，合格47份，石乡1处余氯不足，已整改 leaves none; 1月2处超标的水厂已加药，复检合格 settles what January left.
"""

from collections.abc import Iterator

from tasks_db import lazy_re as re
from tasks_db.lean_dataclass import dataclass

_UNITS = r"份|批次|批|家|台|辆|件|组|户|个|处|所|座|人|名|项|栋|套|条|眼"
_COUNT = re.compile(rf"(?<![\d.])(?P<n>\d{{1,6}}|[一两二三四五六七八九])(?P<measure>{_UNITS})")
_NUMERALS = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_BAD = re.compile(r"不合格|不达标|未达标|没有?达标|未合格|超标|超限|不足|过[高低]|偏[高低]|检出|阳性|异常|不符合?")
_MENDS = r"换水|整改|处置|处理|加药|消毒|清洗|冲洗|更换|停用|停售|停业|停产|下架|召回|查封|销毁|立案|查处|移交"
_PUT_RIGHT = re.compile(rf"(?<!未)(?:已|均|都|全部)[^未没尚仍待拟将正，,]{{0,8}}(?:{_MENDS})")
_PASSED_ANEW = re.compile(
    r"(?:复检|复测|复查|复验|重新检测|再次检测)(?![^。；;]{0,10}(?:不合格|不达标|未达标|未合格|超标))[^未没尚仍待拟将。；;]{0,8}(?:合格|达标)"
)
_OF_MONTH = re.compile(
    rf"(?P<month>\d{{1,2}})月份?(?P<place>[^\d，,。；;]{{0,8}}?)(?P<n>\d{{1,6}}|[一两二三四五六七八九])(?:{_UNITS})"
    rf"[^\d，,。；;]{{0,12}}?(?:{_BAD.pattern})的(?P<rest>[^。；;]*)"
)
_MONTHS = re.compile(r"(?<!\d)(\d{1,2})月(?!\d)")
_SENTENCES = re.compile(r"[。；;！!\n]+")
_CLAUSES = re.compile(r"[，,]")
_OWN_SUBJECT = re.compile(r"^(?:现|目前|经?[^，,]{0,4}后|不合格的?|超标的?)*(?:已|均|都|全部)")
_SAYS_NOTHING = frozenset({"超标", "不足", "不合", "合格", "达标", "检出", "异常", "偏高", "偏低", "过高", "过低"})


@dataclass(frozen=True, slots=True)
class OfMonth:
    """What a text says of so many that did not pass in a month: how many of them it says are ``settled``."""

    month: int
    count: int
    settled: int
    words: str

    def months(self, text: str) -> set[int]:
        """Return the months that a text names."""
        return {int(m[1]) for m in _MONTHS.finditer(text)}


def of_month(text: str) -> Iterator[OfMonth]:
    """Yield what a text says of what did not pass in a month that it names: 1月2处超标的水厂已加药处理."""
    for said in _OF_MONTH.finditer(text):
        count, rest = _number(said["n"]), said["rest"]
        if not (_PUT_RIGHT.search(rest) or _PASSED_ANEW.search(rest)):
            continue
        yield OfMonth(int(said["month"]), count, how_many(rest, count), said[0])


def left_behind(behind: str, count: int) -> tuple[int, str]:
    """Return how many of a count that did not pass the words behind it leave, and where and what those are.

    The latter is empty where they do not say it of all that is left.
    """
    left, findings = count, list[tuple[str, int]]()
    for clause in _CLAUSES.split(_SENTENCES.split(behind)[0]):
        told = [_number(m["n"]) for m in _COUNT.finditer(clause)]
        number = sum(told) if sum(told) <= left else next(iter(told), 0)
        put_right = bool(_PUT_RIGHT.search(clause) or _PASSED_ANEW.search(clause))
        if told and _BAD.search(clause) and number <= left:
            if put_right:
                left -= number
            else:
                findings.append((clause.strip(), number))
        elif put_right and told:
            left, findings = (max(0, left - number), []) if number <= left else (left, findings)
        elif put_right and (findings or _OWN_SUBJECT.match(clause.strip())):
            left, findings = max(0, left - sum(n for _, n in findings)) if findings else 0, []
    whole = sum(n for _, n in findings) == left
    return left, "、".join(words for words, _ in findings) if whole else ""


def clause_with(text: str, at: int) -> str:
    """Return the clause of a text that holds a place in it."""
    start = max((m.end() for m in re.compile(r"[，,。；;：:！!\n]").finditer(text[:at])), default=0)
    return re.compile(r"[，,。；;！!\n]").split(text[start:])[0].strip()


def sentences(text: str) -> list[str]:
    """Return the sentences of a text that say that something was put right, or was tested anew and passed."""
    return [s for s in _SENTENCES.split(text) if _PUT_RIGHT.search(s) or _PASSED_ANEW.search(s)]


def passed_anew(sentence: str) -> bool:
    """Return whether a sentence says that what had not passed was tested anew and passed."""
    return bool(_PASSED_ANEW.search(sentence))


def settles(sentence: str, finding: str) -> bool:
    """Return whether a sentence of what was put right speaks of a finding: by what was found, or by its place.

    The place alone does where it was tested anew and passed.
    """
    told = _COUNT.search(finding)
    if told is None:
        return False
    place, what = finding[: told.start()], finding[told.end() :]
    if _named(what) & _named(sentence):
        return True
    return passed_anew(sentence) and bool(place) and place in sentence


def how_many(sentence: str, of: int) -> int:
    """Return how many of a count a sentence says are settled: the one that it names, else all."""
    told = [n for m in _COUNT.finditer(sentence) if (n := _number(m["n"])) <= of]
    return told[0] if told else of


def _named(words: str) -> set[str]:
    return {words[n : n + 2] for n in range(len(words) - 1) if words[n : n + 2].isalpha()} - _SAYS_NOTHING


def _number(word: str) -> int:
    return _NUMERALS.get(word) or int(word)
