"""How the office changes a numbered list in words: 把第3项挪到第1项前, 第2项改为…, 删掉第2项, 议程加一项：….

The list is the agenda of a sitting, or what was decided in it; ``of`` says which one the words name.
"""

from enum import StrEnum

from tasks_db import lazy_re as re
from tasks_db.language.numerals import numeral
from tasks_db.language.typed import Typed, typed
from tasks_db.lean_dataclass import dataclass


class Change(StrEnum):
    """What is to become of a matter in a list."""

    ADD = "add"
    DROP = "drop"
    REWRITE = "rewrite"
    MOVE = "move"
    SWAP = "swap"
    ORDER = "order"
    UNDO = "undo"


class Listed(StrEnum):
    """Which list is changed."""

    AGENDA = "agenda"
    MINUTES = "minutes"


@dataclass(frozen=True, slots=True)
class ListChange:
    """A change of a list. ``number`` is the matter, 0 the last one; ``text`` new words; ``order`` a whole new order.

    Of MOVE ``other`` is the place, or with ``side`` (-1 before, 1 after) the matter beside which it is put; without
    ``other`` it goes one place up or down. ``of`` is None where the words do not say which list is meant.
    """

    change: Change
    number: int = 0
    other: int | None = None
    side: int = 0
    text: str = ""
    order: tuple[int, ...] = ()
    of: Listed | None = None
    count: int = 0
    """Of ADD how many matters the words announce (加两项), 0 where they do not say."""

    mends: bool = False
    """Whether the words say that the matter was written down wrongly (第4项记错了，改为…)."""

    @property
    def plain(self) -> bool:
        """Whether the words mean an agenda even without naming it: nothing else has matters that change places.

        第2项提前 may as well be said of a task's day.
        """
        puts = self.change in {Change.MOVE, Change.SWAP} and self.other is not None
        return self.of is Listed.AGENDA or (puts and self.of is None)

    def arranged(self, count: int) -> tuple[int, ...]:
        """Return the new order of a list of so many matters, each by its number of now; numbers may be out of it."""
        if self.change is Change.ORDER:
            return self.order
        number, every = self.number or count, list(range(1, count + 1))
        other = count if self.other == 0 else self.other
        if not 1 <= number <= count or (self.change is Change.SWAP and (other is None or not 1 <= other <= count)):
            return ()
        if self.change is Change.SWAP and other is not None:
            every[number - 1], every[other - 1] = other, number
            return tuple(every)
        every.remove(number)
        if other is None:
            place = number - 1 + self.side
        elif self.side and other in every:
            place = every.index(other) + (self.side > 0)
        else:
            place = other - 1
        every.insert(min(max(place, 0), count - 1), number)
        return tuple(every)


def _one(name: str) -> str:
    return rf"(?:第?(?P<{name}>\d{{1,2}}|[一二三四五六七八九十]{{1,3}}|最后一?)(?:[项个条位])?(?:议题|议程|事项)?)"


_N, _M = _one("n"), _one("m")
_PUT = r"(?:往|向)?(?:挪|移|调|提|放|排|换|置|摆)(?:动|整)?(?:到|至|在|去|成|为)?"
_SWAP = r"(?:调换|互换|对调|交换|换|调|颠倒|倒)(?:一下|过来|个)?"
_AND = r"(?:和|与|跟|同|、|,|及)\s*"
_ORDER = r"(?:次序|顺序|先后|位置|排列)"
_NUMBERS = r"(?P<order>\d{1,2}(?:[、,\s]+\d{1,2})+)"
_CUT = r"(?:删(?:掉|去|除|了)?|去掉|取消|撤掉|撤下|拿掉|划掉|不要|不上|不议)"
_AS = r"(?:改为|改成|修改为|换成|换为|应为|应该是|应改为|写成|写为|改写为|改写成)[:,]?\s*(?P<text>.+)"
_WRONG = r"(?P<wrong>记错了?|写错了?|有误|错了?)"
_HEAD = re.compile(
    r"(?:请|麻烦|帮我|帮忙|把|将|会议\d+的?|(?:这次|本次|下次)(?:会议?)?的?|会议的?|(?:议程|议题|议定事项|纪要)(?:里|中|上)?(?:面)?的?|"
    rf"(?:调换|调整|改)(?:一下)?{_ORDER}[:,]|[,:\s])*"
)
_FORMS: tuple[tuple[Change, re.Pattern[str]], ...] = (
    (Change.ORDER, re.compile(rf"(?:调整|改)?{_ORDER}?(?:改为|改成|调整?为|是|为)?[:,]?\s*{_NUMBERS}")),
    (Change.SWAP, re.compile(rf"{_N}{_AND}{_M}的?{_ORDER}?{_SWAP}{_ORDER}?")),
    (Change.SWAP, re.compile(rf"{_SWAP}{_N}{_AND}{_M}的?{_ORDER}?")),
    (Change.MOVE, re.compile(rf"{_N}{_PUT}(?P<edge>最前|最后|首位|末尾|末位|开头|前头)[面头边]?")),
    (Change.MOVE, re.compile(rf"{_N}{_PUT}{_M}的?(?P<side>前面?|之前|上面|后面?|之后|下面)?(?:去|来)?")),
    (Change.MOVE, re.compile(rf"{_N}(?P<step>上移|下移|提前|推后|前移|后移|往[前后上下][挪移调])(?:一[位项个下])?")),
    (Change.REWRITE, re.compile(rf"{_N}的?(?:内容|文字|题目|名称|表述)?{_WRONG}?,?{_AS}")),
    (Change.REWRITE, re.compile(rf"(?:改|修改){_N}[,:]?{_AS}")),
    (Change.DROP, re.compile(rf"{_CUT}{_N}")),
    (Change.DROP, re.compile(rf"{_N}(?:先)?{_CUT}")),
    (
        Change.ADD,
        re.compile(
            r"(?:再)?(?:增列|增加|新增|加上|加|添加|添|补充|补)(?:(?P<count>[一两二三四五六七八九十]|\d{1,2}))?[项个条]?"
            r"(?:议程|议题)?[:,]\s*(?P<text>.+)"
        ),
    ),
    (
        Change.UNDO,
        re.compile(r"(?:撤销|撤回|取消)(?:刚才|上一步|上次|这次)?的?(?:改动|修改|调整)?|改回去|改回来|还原|恢复(?:原来|刚才)?的?(?:议程|次序)?"),
    ),
)  # fmt: skip
_END = "了吧啊。!！ "
_BACK = frozenset("后下推")
_LONGEST = 300


def change(text: str) -> ListChange | None:
    """Return how a text changes a numbered list of a sitting; None for any other text."""
    source = typed(" ".join(text.split()))
    plain = source.plain
    if not plain or len(plain) > _LONGEST:
        return None
    head = _HEAD.match(plain)
    start = head.end() if head is not None else 0
    said = plain.rstrip(_END)
    for kind, form in _FORMS:
        found = form.fullmatch(said, start) or form.fullmatch(said)
        if found is not None:
            before = plain[: found.start("text")] if "text" in form.groupindex else plain
            return _read(kind, found, source, _list_named(before))
    return None


def _list_named(words: str) -> Listed | None:
    if "议定" in words or "纪要" in words:
        return Listed.MINUTES
    return Listed.AGENDA if any(word in words for word in ("议程", "议题", "次序", "顺序")) else None


def _read(kind: Change, found: re.Match[str], source: Typed, of: Listed | None) -> ListChange | None:
    said = found.groupdict()
    number, other = _number(said.get("n")), _number(said.get("m"))
    text = source.own(*found.span("text")).strip(' 。“”"') if said.get("text") else ""
    order = tuple(int(one) for one in re.findall(r"\d+", said.get("order") or ""))
    side = 0
    if edge := said.get("edge"):
        other = 0 if edge[-1] in "后尾位" and edge != "首位" else 1
    elif step := said.get("step"):
        side = 1 if _BACK.intersection(step) else -1
    elif beside := said.get("side"):
        side = 1 if _BACK.intersection(beside) else -1
    count = numeral((said.get("count") or "").replace("两", "二")) if said.get("count") else 0
    return ListChange(kind, number or 0, other, side, text, order, of, count or 0, bool(said.get("wrong")))


def _number(words: str | None) -> int | None:
    """The number of a matter, 0 for the last one."""
    if words is None:
        return None
    return 0 if words.startswith("最后") else numeral(words)
