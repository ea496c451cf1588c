"""A paper that the office edited and sent back: what differs from the register, in words, with its place.

The draft is written anew and both files are read alike, so that whatever was left as it was falls away. Numbers, days
and unit names are told apart from wording: the first three are the register's, wording is the office's own.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from difflib import SequenceMatcher

from messages.phrases import clip
from tasks_db import lazy_re as re
from tasks_db.intake.apart import Blocks
from tasks_db.lean_dataclass import dataclass

_LIKE = 0.5
"""So alike two paragraphs are taken for one that was changed."""
_SHOWN = 24
_TASK_CELLS = 2
"""A row begins with its task, by number and title."""
_HEADING = re.compile(r"^(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）)[^，。；]{1,20}$")
_DAY = re.compile(r"(?:\d{4}年)?\d{1,2}月\d{1,2}日|\d{4}年")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*(?:-\d+)?[%％]?")
_UNIT_LIKE = r"[\u4e00-\u9fff]{2,12}?(?:局|委员会|委|大队|中心|公司|政府)"
_BLANKS = re.compile(r"[\s\u2010\u2011]+")


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference: where, and what. ``of_register`` where the register says otherwise; else it is wording."""

    place: str
    what: str
    of_register: bool


def differences(own: Blocks, edited: Blocks, units: Collection[str]) -> list[Difference]:
    """Return what an edited file says otherwise than the register's own; ``units`` are the names that it knows."""
    names = sorted(units, key=len, reverse=True)
    found = list(_of_text(own.paragraphs, edited.paragraphs, names))
    for number, (table, other) in enumerate(zip(own.tables, edited.tables, strict=False), 1):
        found += _of_table(number, table, other)
    missing = len(own.tables) - len(edited.tables)
    if missing > 0:
        found.append(Difference("附件", f"少了{missing}张表", of_register=True))
    return found


def _flat(text: str) -> str:
    return _BLANKS.sub(lambda blank: "-" if "\u2010" <= blank[0][-1] <= "\u2011" else "", text)


def _of_text(own: Sequence[str], edited: Sequence[str], names: Sequence[str]) -> Iterator[Difference]:
    before, after = [t for t in map(_flat, own) if t], [t for t in map(_flat, edited) if t]
    for kind, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind != "equal":
            yield from _stretch(before, (a, b), after[c:d], names)


def _place(before: Sequence[str], at: int) -> str:
    """三、存在问题（一）逾期事项第1段: the headings above a paragraph and which of theirs it is."""
    upper = lower = ""
    count = 0
    for text in before[: at + 1]:
        if _HEADING.match(text):
            upper, lower, count = (upper, text, 0) if text.startswith("（") else (text, "", 0)
        else:
            count += 1
    return f"{upper}{lower}第{count}段" if upper and count else upper + lower or "标题和开头"


def _stretch(
    before: Sequence[str], span: tuple[int, int], after: Sequence[str], names: Sequence[str]
) -> Iterator[Difference]:
    """Pair what is alike, in order; the rest was taken out or added."""
    rest = list(after)
    for at in range(*span):
        text = before[at]
        alike = max(rest, key=lambda other: SequenceMatcher(None, text, other).ratio(), default=None)
        if alike is None or SequenceMatcher(None, text, alike).ratio() < _LIKE:
            yield Difference(_place(before, at), f"删去了“{clip(text, _SHOWN)}”", of_register=True)
            continue
        for added in rest[: rest.index(alike)]:
            yield _added(_place(before, at), added)
        del rest[: rest.index(alike) + 1]
        yield from _changed(_place(before, at), text, alike, names)
    last = max(span[0], span[1] - 1)
    for added in rest:
        yield _added(_place(before, min(last, len(before) - 1)), added)


def _added(place: str, text: str) -> Difference:
    says = bool(_NUMBER.search(text))
    unknown = "，其中的数字台账里没有" if says else ""
    return Difference(place, f"多出“{clip(text, _SHOWN)}”{unknown}", of_register=says)


def _changed(place: str, own: str, edited: str, names: Sequence[str]) -> Iterator[Difference]:
    told = False
    for word, pattern in (("日期", _DAY), ("数字", _NUMBER), ("单位", None)):
        was, now = _tokens(own, pattern, names), _tokens(edited, pattern, names)
        for old, new in _pairs(was, now):
            told = True
            yield Difference(place, _otherwise(word, old, new), of_register=True)
    if not told:
        old, new = _middle(own, edited)
        change = (
            f"字句“{clip(old, _SHOWN)}”改成“{clip(new, _SHOWN)}”"
            if old and new
            else f"{'多出' if new else '删去'}字句“{clip(new or old, _SHOWN)}”"
        )
        yield Difference(place, change, of_register=False)


def _otherwise(word: str, old: str, new: str) -> str:
    if not new:
        return f"{word}“{old}”没有了，台账有"
    return f"{word}“{new}”与台账不符（{old}）" if old else f"多出{word}“{new}”，台账没有"


def _tokens(text: str, pattern: re.Pattern[str] | None, names: Sequence[str]) -> list[str]:
    if pattern is _NUMBER:
        text = _DAY.sub("日", text)
    if pattern is not None:
        return pattern.findall(text)
    return re.findall(
        "|".join([*map(re.escape, names), r"[\u4e00-\u9fff]{2,12}?(?:局|委员会|委|大队|中心|公司|政府)"]), text
    )


def _pairs(was: Sequence[str], now: Sequence[str]) -> Iterator[tuple[str, str]]:
    if len(was) == len(now):
        yield from ((old, new) for old, new in zip(was, now, strict=True) if old != new)
        return
    for kind, a, b, c, d in SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        gone, come = list(was[a:b]), list(now[c:d])
        for i in range(max(len(gone), len(come))):
            yield gone[i] if i < len(gone) else "", come[i] if i < len(come) else ""


def _middle(own: str, edited: str) -> tuple[str, str]:
    """What differs, without the beginning and the end that both share."""
    head = next((i for i, (a, b) in enumerate(zip(own, edited, strict=False)) if a != b), min(len(own), len(edited)))
    tail = 0
    while tail < min(len(own), len(edited)) - head and own[-1 - tail] == edited[-1 - tail]:
        tail += 1
    return own[head : len(own) - tail], edited[head : len(edited) - tail]


_Row = list[str]


def _of_table(number: int, own: Sequence[Sequence[str]], edited: Sequence[Sequence[str]]) -> Iterator[Difference]:
    """Rows are known by their first cell, several with the same one by what else they share with another."""
    place = f"附件{number}"
    heads = list(map(_flat, own[0])) if own else []
    before, after = _by_key(own[1:]), _by_key(edited[1:])
    for key, rows in before.items():
        others = after.pop(key, [])
        named = _naming(max(rows, others, key=len))
        pairs, added = _paired(rows, others)
        for cells, other in pairs:
            if other is None:
                title = clip(cells[1] if len(cells) > 1 else "", _SHOWN)
                yield Difference(place, f"少了第{key}项“{title}”{named(cells)}一行", of_register=True)
                continue
            for head, old, new in zip(heads, cells, other, strict=False):
                if old != new:
                    what = f"第{key}项{named(cells)}的{head}“{clip(new, _SHOWN)}”与台账不符（{clip(old, _SHOWN)}）"
                    yield Difference(place, what, of_register=True)
        for cells in added:
            yield Difference(place, f"多出第{key}项{named(cells)}一行", of_register=True)
    for key, rows in after.items():
        for _ in rows:
            yield Difference(place, f"多出第{key}项一行", of_register=True)


def _by_key(rows: Sequence[Sequence[str]]) -> dict[str, list[_Row]]:
    found: dict[str, list[_Row]] = {}
    for row in rows:
        if row:
            found.setdefault(_flat(row[0]), []).append(list(map(_flat, row)))
    return found


def _naming(rows: Sequence[_Row]) -> Callable[[_Row], str]:
    """How the rows of one task are told apart: by the first cell in which they differ, （县财政局）."""
    width = min(map(len, rows), default=0)
    apart = next((i for i in range(1, width) if len({row[i] for row in rows}) == len(rows)), None)
    if apart is None:
        apart = next((i for i in range(1, width) if len({row[i] for row in rows}) > 1), None)
    return lambda cells: f"（{clip(cells[apart], _SHOWN)}）" if apart is not None and len(rows) > 1 else ""


def _paired(rows: Sequence[_Row], others: Sequence[_Row]) -> tuple[list[tuple[_Row, _Row | None]], list[_Row]]:
    """Pair the rows of one task with the edited ones that share most cells with them; and those that are new.

    A row that was left as it was belongs to nobody else. What shares nothing but the task is another row.
    """
    left = list(others)
    found: dict[int, _Row] = {}
    alike = sorted(
        ((-_shared(row, other), n, m) for n, row in enumerate(rows) for m, other in enumerate(others)),
    )
    taken: set[int] = set()
    for shared, n, m in alike:
        alone = len(rows) == len(others) == 1
        if n not in found and m not in taken and (alone or -shared > _TASK_CELLS):
            found[n] = others[m]
            taken.add(m)
            left.remove(others[m])
    return [(row, found.get(n)) for n, row in enumerate(rows)], left


def _shared(row: _Row, other: _Row) -> int:
    return sum(a == b for a, b in zip(row, other, strict=False))


def told(name: str, found: Sequence[Difference]) -> str:
    """Return what the office hears of an edited file: what the register says otherwise first, then wording."""
    against = [d for d in found if d.of_register]
    wording = [d for d in found if not d.of_register]
    if not found:
        return f"“{name}”与台账相符，没有改动。"
    lines = [f"“{name}”与台账有{len(against)}处不同：" if against else f"“{name}”的数字、单位和日期都与台账相符。"]
    lines += [f"{n}. {d.place}：{d.what}" for n, d in enumerate(against, 1)]
    if wording:
        lines.append(f"另有{len(wording)}处字句改动：" + "；".join(f"{d.place}{d.what}" for d in wording))
    return "\n".join(lines)
