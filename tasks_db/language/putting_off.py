"""Words with which the office puts a unit's reports off: 供水公司的下周三以前先别催，他们局长来电说了.

    a unit or a task   ×   until which day   ×   why

in any order, each in its own clause or together; what is not said is asked. Nothing of it is progress.
"""

from collections.abc import Iterable
from datetime import date

from tasks_db import lazy_re as re
from tasks_db.language.days import dates
from tasks_db.language.put_off_days import LENGTH, OPEN_SPANS, day_named, stretch_meant, until_day
from tasks_db.language.questions import Vocabulary
from tasks_db.language.questions.cover import Names, Piece
from tasks_db.language.questions.names import pieces
from tasks_db.language.typed import typed
from tasks_db.lean_dataclass import dataclass


@dataclass(frozen=True, slots=True)
class PutsOff:
    """Whose reports are put off, until when and why; what is not said is empty or None.

    ``unit_ids`` has, for each unit that is named, the units that its name may mean. ``codes`` are tasks by number
    (1-8, or 8), ``task_ids`` by name. On ``until`` it is asked again; before ``since`` it is asked as ever.
    """

    unit_ids: tuple[tuple[int, ...], ...]
    codes: tuple[str, ...]
    task_ids: tuple[int, ...]
    until: date | None
    reason: str
    since: date | None = None

    @property
    def names_something(self) -> bool:
        """Whether a unit or a task is named."""
        return bool(self.unit_ids or self.codes or self.task_ids)


_SOFT = r"(?:先|暂时?|暂且|现在|都|就|请|咱们?|我们|你们?)*"
_STRONG = re.compile(
    rf"{_SOFT}(?:别|不要|不用|不必|甭|勿|莫|不|免)(?:再|急着|忙着|着急|去|来|发)*(?:催(?![化生])|提醒|追着?问|打扰)(?:促|办|报|问)?"
    r"(?:了|他们?|它们?|她们?|一下)*"
    r"|(?:别|不要|不用|不必|勿)在?[^，,。；;]{1,16}?(?:以前|之前|前|期间|之内|内)(?:再|去)*(?:催(?![化生])|提醒)"
    rf"|{_SOFT}(?:放一?放|缓一?缓|搁一?搁|停一?停|压一?压|等一?等|放着|搁着|缓催)(?:再[说催报])?"
    r"|(?:暂缓|暂停|缓|停止|停|推迟|推后|延后)(?:一下)?(?:对?[^，,。]{0,12}?的?)(?:催(?:报|办|促)?|提醒|报送|反馈)"
    r"|(?:催报?|提醒|报送)[^，,。]{0,6}?(?:停|缓|推|放|拖)(?:迟|后)?到|(?:延缓|缓)[到至]"
    r"|(?:报送|催报|催办|提醒|反馈)(?:工作)?(?:先)?(?:推迟|推后|延后|暂停|暂缓|缓)(?:[到至]|一下)?"
)
_WEAK = re.compile(r"再(?:去)?(?:报(?![告销])|催|提醒|问|反馈|说|找(?:他们?|它))(?:他们?|它)?")
_ASKS = re.compile(r"[?？]|怎么|为什么|为何|吗|谁|哪|能不能|是不是")
_CLAUSE = re.compile(r"[，,。；;！!\n]+|\s{2,}")
_AWAITS = re.compile(r"[等待](?![到至])|因为?|由于")
_DAY_GOES_ON = re.compile(
    r"(?:\s*(?:(?:以|之|过)?[前后]|的?时候|[那当]天|起|为?止|才|了|吧|再(?:去|来)?(?:催|报|说|提醒|问)|先?(?:别|不|不要|不用)催))*"
)
_SMALL = re.compile(
    r"(?:[\s的了吧啊呢哦嗯请把将让给对到至等待从起再先都就也还那这该它他她们您好麻烦帮一下第项号任务单位局里统一暂时以之前后期间内左右才要]|帮忙)+"
)
_CODE = re.compile(
    r"(?<![\d\-.])第?\s*(?P<code>\d{1,3}-\d{1,3}|(?<=第)\d{1,3}|\d{1,3}(?=项))\s*项?(?!\d|-|\s*[月日号天年.．/])"
)
_CODE_ALONE = re.compile(r"(?<![\d\-.])\d{1,3}-\d{1,3}(?=\s)")
_WHY = re.compile(r"^(?:因为|由于|原因是?[:：]?|理由是?[:：]?|说是)")
_BEHIND = re.compile(r"\s*[（(](?P<why>[^（）()]{3,40})[）)]\s*[。.]?$")


def puts_off(text: str, known: Vocabulary, today: date) -> PutsOff | None:
    """Return whose reports the office puts off, until when and why; None for words that do not say so."""
    plain = _BEHIND.sub(r"，\g<why>", typed(text).plain.strip())
    strong, weak = _STRONG.search(plain), _WEAK.search(plain)
    if (strong is None and weak is None) or _ASKS.search(plain):
        return None
    order, beside = _parted(plain, known, today)
    cued = "，".join(one for one in beside if _cued(one))
    since, until = stretch_meant(plain, order, until_day(order, today) or until_day(cued, today), today)
    named = _units(order, known)
    if not named and len(told := [one for clause in beside for one in _units(clause, known)]) == 1:
        named = told
    dated = [range(mark.start, mark.end) for mark in dates(order, today)]
    codes = _codes(order, dated)
    tasks = () if codes else _tasks(order, known, dated)
    found = PutsOff(tuple(named), codes, tasks, until, _why(beside), since)
    if strong is None and not (until is not None and (found.names_something or "再催" in plain)):
        return None
    vague = strong is not None and re.search("催|提醒|追|扰|报|反馈", strong[0]) is None
    return None if vague and not (until is not None or found.names_something) else found


def ordered(text: str, known: Vocabulary, today: date) -> PutsOff:
    """Return what words say that are known to put off: 县公安局 1-7 12月8日 等县住建局先办完.

    The day is that on which it is asked again; what stands behind it is the reason, whatever that names.
    """
    plain = _CODE_ALONE.sub(r"\g<0>，", _BEHIND.sub(r"，\g<why>", typed(text).plain.strip()))
    order, beside = _parted(_cut_behind_day(plain, known, today), known, today, in_a_row=True)
    said = named(order, known, today)
    day = next((mark for mark in dates(order, today) if mark.days is not None), None)
    until = day_named(order[day.start :], today) if day is not None else said.until  # the day itself, as on the page
    if day is not None and day.rule in OPEN_SPANS and until is not None and until <= today:
        until = said.until  # 这周: when it is over
    since, until = stretch_meant(plain, order, until, today)
    return PutsOff(said.unit_ids, said.codes, said.task_ids, until, _why(beside), since)


def named(text: str, known: Vocabulary, today: date) -> PutsOff:
    """Return which units and tasks a text names, whatever else it says."""
    plain = typed(text).plain.strip()
    dated = [range(mark.start, mark.end) for mark in dates(plain, today)]
    codes = _codes(plain, dated)
    tasks = () if codes else _tasks(plain, known, dated)
    return PutsOff(tuple(_units(plain, known)), codes, tasks, until_day(plain, today), "")


def _cut_behind_day(text: str, known: Vocabulary, today: date) -> str:
    """Part what stands behind the first day, once it is said whose: 县公安局1-7到12月8日局长来电."""
    ends = [mark.end for mark in dates(text, today)] or [found.end() for found in LENGTH.finditer(text)]
    if not ends or not named(text[: ends[0]], known, today).names_something:
        return text
    goes_on = _DAY_GOES_ON.match(text, ends[0])
    end = goes_on.end() if goes_on is not None else ends[0]
    return f"{text[:end]} {text[end:].lstrip(' ：:')}"


def _parted(text: str, known: Vocabulary, today: date, *, in_a_row: bool = False) -> tuple[str, list[str]]:
    """Part the order from the reasons beside it; ``in_a_row``: a clause may begin as order and end as reason."""
    main: list[str] = []
    beside: list[str] = []
    for clause in (part.strip() for part in _CLAUSE.split(text)):
        if not clause:
            continue
        if not (in_a_row or _is_order(clause, known, today)):
            beside.append(clause)
            continue
        orders = why = ""
        for words in _chunks(clause, known):
            if _is_reason(words.strip(), f"{'，'.join(main)}，{orders}", known, today):
                why += words
            else:
                orders += words
        main += [orders.strip()] if orders.strip() else []
        beside += [why.strip()] if why.strip() else []
    return "，".join(main), beside


def _chunks(clause: str, known: Vocabulary) -> Iterable[str]:
    """The words of a clause, parted at blanks and before 等县住建局 and 因为; no order and no name is parted."""
    spans = [(p.start, p.end) for p in pieces(clause, known) if p.is_a in {Names.UNIT, Names.TASK}]
    whole = [found.span() for form in (_STRONG, _WEAK) for found in form.finditer(clause)] + spans
    starts = {start for start, _ in spans}
    breaks = [found.end() for found in re.finditer(r"\s+", clause)]
    breaks += [m.start() for m in _AWAITS.finditer(clause) if m.end() in starts or len(m[0]) > 1]
    begun = 0
    for end in [*sorted(one for one in set(breaks) if not any(a < one < b for a, b in whole)), len(clause)]:
        yield clause[begun:end]
        begun = end


def _is_reason(words: str, before: str, known: Vocabulary, today: date) -> bool:
    """Whether words of an order say why, after what was said before them: the first unit is whom, the first day when.

    A unit that is waited for (等县住建局先办完) is never whom once somebody is.
    """
    said, here = named(before, known, today), named(words, known, today)
    if _AWAITS.match(words) and said.names_something and here.unit_ids:
        return True
    if _cued(words):
        return False
    if _is_order(words, known, today):
        return bool(here.unit_ids) and said.names_something and said.until is not None
    is_told = said.names_something and (said.until is not None or _cued(before))
    return is_told or not (here.names_something or here.until)


def _cued(words: str) -> bool:
    return _STRONG.search(words) is not None or _WEAK.search(words) is not None


def _is_order(clause: str, known: Vocabulary, today: date) -> bool:
    """Whether a clause orders, or holds nothing but whose, which and when; any other says why."""
    if _cued(clause):
        return True
    if _WHY.match(clause):
        return False
    left = list(clause)
    spans = [(mark.start, mark.end) for mark in dates(clause, today)]
    spans += [(p.start, p.end) for p in pieces(clause, known) if p.is_a in {Names.UNIT, Names.TASK, Names.NUMBERS}]
    spans += [found.span() for found in (*_CODE.finditer(clause), *LENGTH.finditer(clause))]
    for start, end in spans:
        left[start:end] = [" "] * (end - start)
    return not _SMALL.sub("", "".join(left))


def _why(clauses: Iterable[str]) -> str:
    return "，".join(_WHY.sub("", clause) for clause in clauses)


def _units(text: str, known: Vocabulary) -> list[tuple[int, ...]]:
    """The units that a text names, each with all that its name may mean; of names in one another the longest.

    A unit's short name inside a task's (打通消防通道) names the task alone.
    """
    named = list(pieces(text, known))
    titles = [(p.start, p.end) for p in named if p.is_a is Names.TASK and p.end - p.start >= _TELLING]
    found = [
        p
        for p in named
        if p.is_a in {Names.UNIT, Names.PERSON}  # 别催武长缨: the unit whose liaison that is
        and not any(a <= p.start and p.end <= b and b - a > p.end - p.start for a, b in titles)
    ]
    return list(dict.fromkeys(_ids(p) for p in _longest(found)))


def _longest(found: Iterable[Piece]) -> list[Piece]:
    kept: list[Piece] = []
    for piece in sorted(found, key=lambda p: (p.start - p.end, -p.weight)):
        if all(piece.end <= one.start or one.end <= piece.start for one in kept):
            kept.append(piece)
    return sorted(kept, key=lambda p: p.start)


def _ids(piece: Piece) -> tuple[int, ...]:
    value = piece.value[1] if piece.is_a is Names.PERSON and isinstance(piece.value, tuple) else piece.value
    return tuple(one for one in value if isinstance(one, int)) if isinstance(value, tuple) else ()


def _codes(text: str, dated: list[range]) -> tuple[str, ...]:
    found = [m for m in _CODE.finditer(text) if not any(m.start("code") in one for one in dated)]
    return tuple(dict.fromkeys(m["code"] for m in found))


_TELLING = 4
"""Words of a title that are too short to tell a task."""


def _tasks(text: str, known: Vocabulary, dated: list[range]) -> tuple[int, ...]:
    found = [p for p in pieces(text, known) if p.is_a is Names.TASK and p.end - p.start >= _TELLING]
    free = [p for p in found if not any(p.start in one for one in dated)]
    return tuple(dict.fromkeys(ids[0] for p in _longest(free) if len(ids := _ids(p)) == 1))


_WHOM = r"(?P<whom>[^，,。？?]{0,30}?)"
_RESTS = r"(?:缓催|暂缓催(?:报|办)?|暂不催|不催|推迟(?:提醒|催报|报送))"
_OVER = r"(?:取消|结束|撤销|撤回|解除|停止)"
_END = r"(?:了|吧|的报送)*[。！!]?"
_RESUMES = (
    re.compile(
        rf"请?(?:现在|可以|又|重新|开始|恢复|继续|照常|正常|接着)+(?:对)?(?:催(?:报|办|促)?|提醒){_WHOM}{_END}"
    ),
    re.compile(
        r"(?P<whom>[^，,。？?]{2,30}?)(?:的)?(?:现在|可以|又|都|从?今天起?|不用再?放着?了?[，,]?)*"
        rf"(?:(?:恢复|继续|重新|照常|正常|接着)+(?:催(?:报|办|促)?|提醒)|可以催|能催){_END}"
    ),
    re.compile(rf"(?:请)?{_OVER}(?:对)?{_WHOM}的?{_RESTS}{_END}"),
    re.compile(rf"(?:请|把|将)*{_WHOM}的?{_RESTS}(?:可以|现在|提前)*{_OVER}{_END}"),
    re.compile(rf"{_WHOM}(?:现在|可以)*(?:不用|不必|不再)(?:再)?缓(?:催)?{_END}"),
)


def resumes(text: str) -> str | None:
    """Return whom words let be asked again (城管局照常催了), empty for everybody; None for other words."""
    said = next((found for form in _RESUMES if (found := form.fullmatch(text.strip())) is not None), None)
    return said["whom"].strip("的 ") if said is not None else None


_WHICH = re.compile(
    r"(?:现在|目前|看看?|列出)*(?:有)?(?:哪些|哪几|谁|什么|哪家)?(?:单位|任务|项|家)?(?:是|在|被)*(?:现在|先|暂时?|都)?"
    r"(?:不催|没催|缓催|暂缓|不用催|放着|放一放|停催|暂不催|推迟催|推迟报送)(?:的)?(?:有)?(?:哪些|哪几家?|谁|什么|单位|任务|清单|名单|情况|报)*(?:呢|吗)?[？?。]?"
)


def asks_what_is_put_off(text: str) -> bool:
    """Return whether somebody asks what is not asked for the time being: 哪些先不催, 暂不催的有哪些."""
    said = text.strip()
    asks = re.search("哪|谁|什么|清单|名单|情况|列出|看|的$|[？?]|^(?:缓催|暂不催|暂缓)$", said) is not None
    return asks and _WHICH.fullmatch(said) is not None
