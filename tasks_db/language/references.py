"""Which stretch of a message speaks of which tasks: numbers, lists, ranges, 全部, 除了, 其余.

A digit is the number of a task only where one can stand (at the head of a statement, or behind its verb at the
end of a clause), and only if it is no part of a date, a share, a quantity, an amount or a code.
"""

from collections.abc import Callable, Collection, Sequence
from datetime import date
from enum import Enum, auto

from tasks_db import lazy_re as re
from tasks_db.language import cues, left_over, masking
from tasks_db.language.numbering import COUNTED, MARKED, Listed, counts_on, in_a_row, numbers_at
from tasks_db.language.numerals import NUMERAL, number
from tasks_db.language.small_talk import is_aside
from tasks_db.lean_dataclass import dataclass


class Scope(Enum):
    NONE = auto()  # no task is named
    NUMBERS = auto()
    ALL = auto()
    EXCEPT = auto()  # all but the numbers
    REST = auto()  # all that no other statement names


@dataclass(frozen=True, slots=True)
class Statement:
    """``plain[start:end]`` speaks of ``numbers``; ``body`` is that stretch with the reference blanked out.

    ``words`` is where the person's own words of it begin. With ``by_name`` the task is named by its title, not by its
    number. ``doubtful``: the number may as well be part of a date or a quantity. ``loose`` are
    bare numbers left in the body.
    """

    start: int
    end: int
    words: int
    body: str
    scope: Scope
    numbers: tuple[int, ...] = ()
    doubtful: bool = False
    loose: tuple[int, ...] = ()
    count: int | None = None
    """Of how many tasks it says to speak: 另外两项, 两项都."""
    by_name: bool = False


@dataclass(frozen=True, slots=True)
class _Group:
    """A reference at ``[start, end)``; ``begin`` is where its statement begins, before it if it stands behind."""

    begin: int
    start: int
    end: int
    scope: Scope
    numbers: tuple[int, ...] = ()
    doubtful: bool = False
    count: int | None = None


_AFTER = re.compile(r"\s*(?:[.、:)。]\s*)*(?:是|为(?!了)|的话)?\s*")
_STOPPED = re.compile(r"[。](?=\s*[^\s\d])")
# 都, 均 and the like stay with the statement: "都好了" is done, "好了" alone may be anything.
_EVERY = r"(?:都|均|全都|全部|全)"
_REST_WORDS = r"(?:其余|其他|其它|剩下|剩余|余下|余(?=[无均都])|别的)(?:的|几项|各项|任务|工作|事项|暂时?|目前)*"
_REST = re.compile(
    rf"(?:其余|其他|其它|剩下|剩余|余下|另外|另|别的)(?:的)?(?:(?P<count>{NUMERAL}|\x01+)[项个件条样]|(?P<pair>俩|仨))(?:任务"
    rf"|工作|事项|事)?(?=\s*(?:[均都也还仍]|{cues.STATE_START.pattern}))"
    rf"|(?:其余|其他|其它|剩下|剩余|余下|另外|另|别的)(?:的)?(?:那|这)?几[项个件条样](?:任务|工作|事项|事)?(?=\s*(?:[均都也还仍]|{cues.STATE_START.pattern}))|{_REST_WORDS}"
    rf"(?={cues.STATE_START.pattern})(?!\s*[\x00\x01])"
)
_EDGE = re.compile(
    rf"(?P<edge>前面?|头|最前|后面?|最后|末)(?P<count>{NUMERAL}|\x01+)[项个件](?:任务|工作|事项|事)?"
    rf"(?=\s*[,:]|{cues.STATE_START.pattern}|正常|[\u4e00-\u9fff](?<![是的指条内之]))"
)
_EXCEPT = re.compile(r"除(?:了|开|去|却)?\s*(?=第|任务|\d|[一二三四五六七八九十])")
_OTHERS = r"(?:其[余他它]|剩下|另外|别)(?:的|几[项个]|各项|[两三四五六七八九十][项个])*"
_EXCEPT_NAMED = re.compile(
    r"\s*除(?:了|开|去)?(?P<name>[\u4e00-\u9fff]{2,14}?)(?:[这那]一?[项个块])?"
    rf"(?:(?:之外|以外|外)[\s,]*(?:{_OTHERS})?|[\s,]*{_OTHERS}|[\s,]*(?=[都均全]))(?=[^\s])"
)
"""除消防通道外都没动: all but what is named."""
_TOLD_APART = re.compile(rf"(?:项|任务)*(?![都均全也])(?={cues.STATE_START.pattern})[^,;。\n]+[,;。\s]+{_REST_WORDS}")
_OUTSIDE = re.compile(r"(?:项|任务)*(?:以外|之外)")
_EXCEPT_END = re.compile(rf"(?:项|任务)*(?:以外|之外|外)?[\s,]*(?:{_REST_WORDS})?")
_ALL = re.compile(
    r"(?:(?:以上|上述|所有|全部|这些|这几[项个]|几[项个](?!月|人|点)|任务|各项)(?:\d{0,2}[项个])?(?:任务|工作|事项)?"
    rf"|(?={_EVERY}))(?={_EVERY}?{cues.STATE_START.pattern})"
)
_COUNT_OF_ALL = re.compile(
    rf"(?:我[局办镇乡委]|本(?:局|单位|镇)|我单位|我街道)?(?:[这那我们俺咱手里头]*)(?P<count>{NUMERAL}|[俩仨]|\x01+)(?:[项个](?:任务|工作|事项|事)?(?=(?:我[们局办镇乡]?|咱们?|俺们?|我单位|本单位)?(?:的?(?:形象|总体)?进[度展])?已?经?{_EVERY})"
    rf"|[件条样](?=(?:我们?|咱们?|俺们?)?已?经?{_EVERY}(?:签收|收到|收悉|知|晓|没|无|未|不|老|照|在|按|正常))"
    rf"|(?={_EVERY}(?:先|已经?)?(?:签收|收到|收着|收悉|知[悉道]|晓得|看到|明白|一样|没|无|在推进|老样))|[项个件条](?=先?(?:签收|收到|收着|收悉|知悉)))"
)
_ALL_BEHIND = re.compile(
    rf"[,。;\s]+(?P<count>{NUMERAL})[项个件条](?:都|全都?|均)(?:是|一样|这样|如此|是这样)(?:的|了)?\W*$"
)
"""莫得进展，三项都是: of which tasks it is said stands behind."""
_OURS_ALL = re.compile(
    rf"(?:经\w{{2,4}},)?(?:我[们局办镇乡委]|我街道|我单位|本单位|本局|我)?(?:这边)?(?:承担|负责|牵头|涉及)?的?(?:这|全部|所有)?"
    rf"(?P<count>{NUMERAL})[项个](?:任务|工作|事项)(?={cues.STATE_START.pattern}|目前|现)"
)
"""我局承担的两项任务暂无新进展: so many as there are, hence all."""
_LOOSE = re.compile(r"(?<![\d第跟和同与])\d{1,3}(?!\d|\s*[号项])|(?<=[跟和同与])\d{1,3}(?!\d|\s*[号项]|一样)")
_AMONG = re.compile(
    rf"(?:我们|我局|本单位|这)*的?{NUMERAL}[项个件](?:任务|工作|事项)?(?:里[头面边]?|之?中|当中)[,，]?$"
)
_ENUMERATES = re.compile(r"\s*是")
_OPENS = re.compile(
    r"\s*(?:补(?:充)?一?[句条下个]|的话|[这那][个项条件]|本[月周季年]|目前|现[在已]|这[个边]|我[们局]|由于|主要|清单|方案|已)"
)
_LEADING = re.compile(
    r"(?:[你您]们?发来的|汇报一下|反馈一下|补充一下|更正一下|报一下|关于|对于|至于|先说|先报|汇报|反馈|补充|更正|领导|您好|你好|只有"
    r"|[本这]个?(?:周|月|星期|季度)|目前|只剩|但是|其中|另外|刚才|刚刚|上面|前面|请把|就|但|把|说的)+$"
)
_BEFORE = 24
_TAIL_STARTS = re.compile(r"[\d任第]")
_STARTS = re.compile(
    r"[\d一二三四五六七八九十两俩仨(\[【第任事序编nN#以上所全部这各都均除其剩余别另前头最后末我本经这那手几\x01]"
)
_IS_OF = re.compile(rf"(?<=[是算归])(?:第|任务)\s*(?P<number>{NUMERAL})\s*项?(?=的\s*(?:$|[,。;!\n]))")
"""20%是第2项的: the task stands behind what is said of it."""
_MEANS = re.compile(rf"(?:第|任务)\s*(?P<number>{NUMERAL})\s*项?(?:的|才对)?(?=\s*(?:$|[,。;!\n]))")
_SHARE_BEFORE = re.compile(r"(?:\0+\s*%|\x01+)(?:应该?|其实)*(?:说的是|指的是|是|归|归到|记到|算到)$")
"""25%说的是第1项."""


def statements(plain: str, shown: Collection[int], today: date) -> tuple[Statement, ...]:
    """The message cut into statements, each with the tasks that it speaks of, from left to right."""
    masked = masking.masked(plain, shown, today)
    behind = _ALL_BEHIND.search(plain)
    if behind and number(behind["count"]) == len(shown) and not _head_groups(plain, masked[: behind.start()], shown):
        return (Statement(0, len(plain), 0, plain[: behind.start()], Scope.ALL),)
    groups = _head_groups(plain, masked, shown) or _tail_groups(masked, shown)
    if not groups:
        return (Statement(0, len(plain), 0, plain, Scope.NONE),)
    ends = [*(group.begin for group in groups[1:]), len(plain)]
    found = [_statement(plain, masked, group, end) for group, end in zip(groups, ends, strict=True)]
    preamble = plain[: groups[0].begin]
    if preamble.strip():
        found.insert(0, Statement(0, len(preamble), 0, preamble, Scope.NONE))
    return tuple(found)


def all_but_named(plain: str, meant: Callable[[str], tuple[int, ...]]) -> Statement | None:
    """Return the statement of all tasks but those that a text begins by naming; None where it does not.

    ``meant`` tells which tasks a name clearly means.
    """
    said = _EXCEPT_NAMED.match(plain)
    numbers = meant(said["name"]) if said else ()
    if said is None or not numbers:
        return None
    body = " " * said.end() + plain[said.end() :]
    return Statement(0, len(plain), 0, body, Scope.EXCEPT, numbers)


def joined(preamble: Statement, following: Statement) -> Statement:
    """The statement that follows, with the words before it as part of it."""
    return Statement(
        preamble.start, following.end, preamble.start, preamble.body + following.body,
        following.scope, following.numbers, following.doubtful, following.loose,
    )  # fmt: skip


def _statement(plain: str, masked: str, group: _Group, end: int) -> Statement:
    headed = group.scope is Scope.NUMBERS and group.begin == group.start
    blank = " " * (group.end - group.start)
    return Statement(
        start=group.begin,
        end=end,
        words=group.end if headed else group.begin,
        body=plain[group.begin : group.start] + blank + plain[group.end : end],
        scope=group.scope,
        numbers=group.numbers,
        doubtful=group.doubtful,
        count=group.count,
        loose=tuple(int(match[0]) for match in _LOOSE.finditer(masked, group.end, end)),
    )


def _counted(plain: str, found: re.Match[str]) -> int | None:
    """How many tasks a reference says to speak of; its figure may be masked as a quantity."""
    said = plain[slice(*found.span("count"))]
    return {"俩": 2, "仨": 3}.get(said) or number(said) if said else None


def _head_groups(plain: str, masked: str, shown: Collection[int]) -> list[_Group]:
    groups: list[_Group] = []
    free = 0
    for start in _STARTS.finditer(masked):
        place = start.start()
        group = _group_at(plain, masked, place, shown, groups) if place >= free else None
        if group is not None:
            groups.append(group)
            free = max(group.end, place + 1)
    return groups


def _group_at(plain: str, masked: str, place: int, shown: Collection[int], before: list[_Group]) -> _Group | None:
    if (
        len(shown) > 1
        and (rest := _REST.match(masked, place))
        and not left_over.is_of_item(masked, place, rest, before[-1].end if before else None)
    ):
        count = _counted(plain, rest)
        if count is None or count <= len(shown):  # 剩余15个在城北 counts things
            return _Group(place, place, rest.end(), Scope.REST, count=count)
    if behind := _belonging(masked, place, before):
        return behind
    strength = _strength(masked, place)
    if strength is None:
        ordinal = _of_row(place, counts_on(masked, place, before[-1].start, shown) if before else None)
        return ordinal or _next_in_order(masked, place, shown, before) or _next_in_a_row(masked, place, shown, before)
    return (
        _edge(plain, masked, place, shown)
        or _next_in_order(masked, place, shown, before)
        or _all_but(masked, place, shown)
        or _everything(plain, masked, place, shown, before)
        or _of_row(place, in_a_row(masked, place, shown))
        or _numbered(masked, place, shown, strength, before)
    )


def _belonging(masked: str, place: int, before: list[_Group]) -> _Group | None:
    said = _IS_OF.match(masked, place)
    if said is None and (means := _MEANS.match(masked, place)):
        said = means if _SHARE_BEFORE.search(masked[max(0, place - _BEFORE) : place]) else None
    if said is None:
        return None
    begin = _clause_start(masked, place)
    if before and before[-1].end > begin:
        return None
    return _Group(begin, said.start(), said.end(), Scope.NUMBERS, (number(said["number"]),))


def _next_in_a_row(masked: str, place: int, shown: Collection[int], before: list[_Group]) -> _Group | None:
    """The 三四 of 一二没变化三四签收."""
    row = in_a_row(masked, place, shown) if before else None
    follows = row is not None and before[-1].numbers[-1:] == (row.numbers[0] - 1,)
    return _of_row(place, row) if follows else None


def _of_row(place: int, row: Listed | None) -> _Group | None:
    return _Group(place, place, row.end, Scope.NUMBERS, row.numbers) if row else None


def _edge(plain: str, masked: str, place: int, shown: Collection[int]) -> _Group | None:
    """As 前三项 and 最后两项: by the order of the list."""
    edge = _EDGE.match(masked, place)
    count = (_counted(plain, edge) or 0) if edge else 0
    if edge is None or not 0 < count <= len(shown):
        return None
    in_order = sorted(shown)
    of_edge = in_order[-count:] if edge["edge"][0] in "后末" or edge["edge"] == "最后" else in_order[:count]
    return _Group(place, place, edge.end(), Scope.NUMBERS, tuple(of_edge))


def _all_but(masked: str, place: int, shown: Collection[int]) -> _Group | None:
    left_out = _EXCEPT.match(masked, place)
    listed = numbers_at(masked, left_out.end() if left_out else place, shown)
    if listed is None or not (left_out or _OUTSIDE.match(masked, listed.end)):
        return None
    if _TOLD_APART.match(masked, listed.end):  # 除了3在推进，其他没变化
        return _Group(place, place, listed.end, Scope.NUMBERS, listed.numbers, listed.doubtful)
    end = _EXCEPT_END.match(masked, listed.end)
    over = end.end() if end else listed.end
    return _Group(place, place, over, Scope.EXCEPT, listed.numbers, listed.doubtful)


def _next_in_order(masked: str, place: int, shown: Collection[int], before: list[_Group]) -> _Group | None:
    """As the 2 of "1无困难2本月已检查一次": a number may follow the words of the one before it without any mark."""
    begins = masked[place].isdecimal() or masked[place] == "第"
    if not before or not begins or len(before[-1].numbers) != 1 or before[-1].end >= place:
        return None
    listed = numbers_at(masked, place, shown)
    if listed is None or COUNTED.match(masked, listed.end):
        return None
    first = before[-1].numbers[0] + 1
    following = tuple(range(first, first + len(listed.numbers)))
    if listed.numbers != following or any(one not in shown for one in following):
        return None
    if masked[place - 1] != " " and not (
        _OPENS.match(masked, listed.end) or cues.STATE_START.match(masked, listed.end)
    ):
        return None
    return _Group(place, place, listed.end, Scope.NUMBERS, following)


def _strength(masked: str, place: int) -> str | None:
    """How surely a statement begins here: behind a full stop or a new line, a comma, or only a blank."""
    before = masked[max(0, place - _BEFORE) : place]
    if masked[place] == "第":
        before = _AMONG.sub("", before)
    before = _LEADING.sub("", before)
    if before.rstrip(" ,.")[-1:] in ("", "\n", ";", "。", "!"):
        return "strong"
    if before.rstrip(" ")[-1:] in (",", "、", "?", ":"):
        return "comma"
    return "blank" if before.endswith(" ") else None


def _everything(plain: str, masked: str, place: int, shown: Collection[int], before: list[_Group]) -> _Group | None:
    """As 都完成了 and 三项都在推进, with nothing but a greeting before it."""
    if before or not is_aside(masked[:place]):
        return None
    count = _COUNT_OF_ALL.match(masked, place) or _OURS_ALL.match(masked, place)
    if count and _counted(plain, count) == len(shown):
        return _Group(place, place, count.end(), Scope.ALL)
    match = _ALL.match(masked, place)
    return _Group(place, place, match.end(), Scope.ALL) if match else None


def _numbered(
    masked: str, place: int, shown: Collection[int], strength: str, before: Sequence[_Group]
) -> _Group | None:
    listed = numbers_at(masked, place, shown)
    if listed is None or not (
        _can_stand(masked, listed, strength) or _goes_on(masked, listed, shown, before, strength)
    ):
        return None
    if not listed.digits and not listed.named and _ENUMERATES.match(masked, listed.end):
        return None  # 一是…二是…: these count reasons
    far = listed.digits and not listed.named and min(listed.numbers) > max(shown, default=0) + _FAR
    if far and _FIGURE_GOES_ON.match(masked, listed.end):
        return None  # 45是上个月的数, 12/30个小区
    after = _AFTER.match(masked, listed.end)
    end = after.end() if after and not listed.doubtful else listed.end
    return _Group(place, place, end, Scope.NUMBERS, listed.numbers, listed.doubtful)


_FIGURE_GOES_ON = re.compile(r"\s*(?:是|为|→|/\s*\d)")
_FAR = 8
_WORDS = re.compile(r"[\u4e00-\u9fff]{2}")


def _goes_on(masked: str, listed: Listed, shown: Collection[int], before: Sequence[_Group], strength: str) -> bool:
    """As the 5 and 6 of "1九成 5清单给了 6倒排表上墙": a number that was shown, above the one told before.

    Behind a comma it may be any that was not told: 1和3没变，2审批了4个项目.
    """
    if not before or not listed.digits or len(listed.numbers) != 1 or COUNTED.match(masked, listed.end):
        return False
    number_, above = listed.numbers[0], before[-1].numbers
    untold = strength == "comma" and all(number_ not in group.numbers for group in before)
    return (
        bool(above)
        and (untold or number_ > above[-1])
        and number_ in shown
        and _WORDS.match(masked, listed.end) is not None
    )


def _can_stand(masked: str, listed: Listed, strength: str) -> bool:
    """Whether what follows lets these be the numbers of tasks."""
    end = listed.end
    if listed.doubtful or listed.named:
        return True
    if COUNTED.match(masked, end):
        return False
    stopped = strength == "strong" and _STOPPED.match(masked, end)
    if stopped or MARKED.match(masked, end) or cues.STATE_START.match(masked, end):
        return True
    if not listed.digits or strength == "blank":
        return False
    return strength == "strong" or masked[end : end + 1] == " " or _OPENS.match(masked, end) is not None


def _tail_groups(masked: str, shown: Collection[int]) -> list[_Group]:
    """Numbers behind the verb at the end of a clause: "还没完成3", "已完成3、5"."""
    groups: list[_Group] = []
    for start in _TAIL_STARTS.finditer(masked, 1):
        place = start.start()
        if groups and place < groups[-1].end:
            continue
        listed = numbers_at(masked, place, shown)
        if listed is None or listed.doubtful or not re.match(r"\s*(?:$|[,。;!\n])", masked[listed.end :]):
            continue
        begin = _clause_start(masked, place)
        if cues.STATE_END.search(masked[begin:place]):
            groups.append(_Group(begin, place, listed.end, Scope.NUMBERS, listed.numbers))
    return groups


def _clause_start(masked: str, place: int) -> int:
    return max((masked.rfind(mark, 0, place) for mark in ",。;!\n"), default=-1) + 1
