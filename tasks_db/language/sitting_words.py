"""What people type about sittings: a few whole phrases, the day and place of one, and what was decided in it.

The phrases stand in one table, ``_PHRASES``: each is matched against the whole text, so that none of them takes a
question or an answer that only speaks of a meeting.
"""

from collections.abc import Sequence
from datetime import date, time
from enum import StrEnum

from tasks_db import lazy_re as re
from tasks_db.language.days import dates
from tasks_db.language.proposing_words import MEETING, Proposing, proposing
from tasks_db.language.sitting_named import WHICH, YEAR
from tasks_db.language.spans import Certain
from tasks_db.language.typed import typed
from tasks_db.lean_dataclass import dataclass
from tasks_db.refusal import Refusal
from tasks_db.terms import Decided, Reply


class SittingWordsError(Refusal):
    """Words about a sitting that do not say enough; ``str()`` shows how to write it."""


class Wish(StrEnum):
    """What somebody wants who types one of the phrases."""

    PROPOSE = "propose"
    REPLIES = "replies"
    FOLLOW_UP = "follow_up"
    PLENARY = "plenary"
    LIST = "list"
    RULES = "rules"
    CHAIR = "chair"
    PACK = "pack"
    FILINGS = "filings"
    EVALUATION = "evaluation"


@dataclass(frozen=True, slots=True)
class SittingWish:
    """A wish; of PROPOSE with the sitting that is proposed."""

    wish: Wish
    proposed: Proposing | None = None


_ASKED = r"(?:没有|没|吗|么|了没|了没有|几次|多少次|几次了|了几次|[？?])[了啊呢]?[？?]*"
_HOW_FAR = (
    r"(?:(?:办|落实|完成|做|推进|进展)?(?:得|的)?(?:情况|怎么样|如何|到哪(?:一步)?|什么情况)|"
    r"(?:办|落实|完成|做)(?:好|完)?[了过]?(?:没有|没|吗|么))?[了啊呢]?[？?]*"
)
"""A question, or nothing: what was done of it is a report."""
_END = r"[？?吗呢了没有啊。!！]*"
_PHRASES: tuple[tuple[Wish, re.Pattern[str]], ...] = (
    (
        Wish.FOLLOW_UP,
        re.compile(
            rf"(?:上次|上一次|上回|前次|最近一次|{WHICH})(?:联席|全体|临时|专题|部分成员单位)?(?:会议|会|开会)(?:上)?"
            rf"(?:定|议定|决定|说|布置)的?(?:事项|事情|事|任务|工作)(?:都)?{_HOW_FAR}"
            rf"|(?:上次会议)?议定事项{_HOW_FAR}"
        ),
    ),
    (
        Wish.PLENARY,
        re.compile(
            rf"{YEAR}?的?全体会议?{YEAR}?(?:召开|开)[过了]?{_ASKED}"
            rf"|{YEAR}(?:召开|开)[过了]?(?:几次|多少次)?全体会议?{_ASKED}"
            rf"|{YEAR}(?:召开|开)[过了]?(?:几次|多少次)全体会议?"
        ),
    ),
    (
        Wish.LIST,
        re.compile(
            rf"(?:会议(?:安排|列表|记录|情况|台账)|有哪些会议?|下次(?:会议|开会)(?:是)?(?:什么时候|哪天|几号)|"
            rf"最近(?:有)?(?:什么|哪些)会议?|"
            rf"(?:现在|最近)?(?:有谁|谁(?=提议了)|有没有(?:谁|人|单位|部门)?|有哪些?(?:人|单位|部门)?|哪些?个?单位|哪家)"
            rf"(?:要)?(?:提议|申请|提请|建议)了?(?:要)?"
            rf"(?:召开|开)?{MEETING}?|(?:开会|会议)的?(?:提议|申请){_END}){_END}"
        ),
    ),
    (
        Wish.EVALUATION,
        re.compile(
            rf"(?:请|麻烦|给我|发我|我要|要|起草|生成|导出|打印|下载|看一?下?|出|做|写)*一?[份个]?(?:一下)?{YEAR}?的?(?:年度|年终)?(?:工作)?评估报告"
            rf"(?:给我|发我|发来|出来)?{_END}"
        ),
    ),
    (
        Wish.FILINGS,
        re.compile(
            r"(?:请|麻烦)?(?:把|将|看一?下?|打开|查看?|打印|导出|下载|要|给我|发我)?(?:一下)?"
            r"(?:(?:成员(?:调整|变动)?的?)?备案|成员(?:调整|变动))(?:情况|记录|名单|表格?|材料|文件|单)?"
            rf"(?:都|一起)?(?:打印?|导|发|拿)?(?:出来|给我|一份|一下)?{_END}"
        ),
    ),
    (
        Wish.CHAIR,
        re.compile(
            rf"(?:联席|领导小组|全体|临时|专题|部分成员单位|这次|本次|下次)*(?:会议?)?的?(?:是|应?该?由|由)?谁(?:来|负责)?(?:召集和)?主持"
            rf"(?:召开)?(?:联席|全体|临时|专题|这次|本次|下次)*(?:会议?)?{_END}"
            rf"|(?:联席|领导小组|全体|临时|专题|这次|本次|下次)*(?:会议?)?的?主持人?是谁{_END}"
        ),
    ),
    (
        Wish.RULES,
        re.compile(
            rf"(?:怎么|如何|怎样|谁|要谁|由谁|需要谁)(?:才|能|可以|能够|来|去|有权)*(?:提议|提请|申请|建议|同意|审核|批准|决定)"
            rf"(?:召开|召集|开)?一?[次个]?{MEETING}?{_END}"
            rf"|(?:召开|召集|开)一?[次个]?{MEETING}(?:要|由|需要|得)?谁(?:来)?(?:提议|同意|审核|批准|决定){_END}"
            rf"|(?:怎么|如何|怎样|谁)(?:才|能|可以|来)*(?:召开|召集|开)一?[次个]?{MEETING}{_END}"
            rf"|(?:(?:联席会议|领导小组|会议)的?(?:制度|规则)|(?:联席会议|领导小组|会议)?的?议事规则)(?:是什么|怎么定的)?{_END}"
        ),
    ),
)
_PACK = re.compile(
    rf"(?:请|麻烦)?(?:把|将|要|给我|发我|下载|我要)?(?:这次|本次|上次|最近一次|[^，,。]{{0,12}}?第[一二三四五六七八九十\d]+次)?的?{MEETING}?的?"
    r"(?:全套|全部|整套|所有)?的?(?:会议)?(?:材料|文件|(?:通知|议程|纪要|出席|回执)(?:[、，,和及](?:通知|议程|纪要|出席|回执|材料))+)"
    r"(?:都|一起)?(?:打|合|做|并|放)?(?:包|成|在)?(?:一个|一份)?(?:文件|材料|包)?里?(?:给我|发我|发给我|发来)?[。!！]?"
)
"""The papers of a sitting in one file; the words of a meeting, or two of its papers, must be there."""
_OF_MEETING = re.compile(r"会|通知.*(?:议程|纪要)|议程.*纪要")
_LONGEST = 200
_ANSWER = r"请了?假|参加|参会|到会|来开会|出席|回执|报名"
_ANSWERS = re.compile(rf"{_ANSWER}|(?=.*(?:会|通知)).*(?:没有?|未|不)(?:给|交|报)?(?:回|答复|反馈|确认)")
_WHO = re.compile(r"谁|哪|几|多少|情况|名单|怎么样|如何|[吗么?？]|了没|没有$|回执$")
_REPLY_ASIDE = re.compile(
    rf"{_ANSWER}|回复|答复|反馈|回应|确认|的?情况|名单|怎么样|如何|(?:专题|全体|临时|联席|部分成员单位)?会议(?!室)\d*|第[一二三四五六七八九十\d]+次|(?:[今去前]|\d{4})年度?|上次|上一次|上回|开会|会|通知|给|交|报|发|收到|到|来|回|"
    r"还|都|谁|哪些?|几|多少|单位|部门|人员|人|家|个|没有?|未|有|的|了|是|没|过|吗|么|呢|啊|吧|这|次|本次|下次|这个|看一?下|查一?下|统计|一下|"
    r"今天|明天|后天|大后天|下?周[一二三四五六日天]|星期[一二三四五六日天]|\d{1,2}月\d{1,2}[日号]?|\d{1,2}[日号]|上午|下午|晚上|[,。?!:\s]"
)


def _asks_replies(plain: str) -> bool:
    """Whether words ask who has answered the notice of a sitting, or who comes; nothing else may stand in them."""
    asks = _ANSWERS.search(plain) is not None and _WHO.search(plain) is not None
    return asks and not _REPLY_ASIDE.sub("", plain)


def wish(text: str) -> SittingWish | None:
    """Return what a text wants of the sittings, None for anything else."""
    plain = typed(text).plain.strip()
    if not plain or len(plain) > _LONGEST:
        return None
    said = proposing(text)
    if said is not None and said.sure:
        return SittingWish(Wish.PROPOSE, said)
    if "\n" in plain:
        return None
    asked = Wish.REPLIES if _asks_replies(plain) else None
    asked = asked or next((kind for kind, pattern in _PHRASES if pattern.fullmatch(plain)), None)
    if asked is not None:
        return SittingWish(asked)
    if _PACK.fullmatch(plain) and _OF_MEETING.search(plain):
        return SittingWish(Wish.PACK)
    return SittingWish(Wish.PROPOSE, said) if said is not None else None


@dataclass(frozen=True, slots=True)
class TimeAndPlace:
    """When and where a sitting is."""

    day: date
    at: time
    place: str

    @property
    def clock(self) -> str:
        """Return the local time of day: 15:00."""
        return self.at.isoformat("minutes")


_CLOCK = re.compile(
    r"(?P<half>上午|下午|早上|晚上|中午)?\s*(?P<hour>\d{1,2})\s*"
    r"(?:[:：](?P<minute>\d{2})|[点时](?P<said>半|\d{1,2}(?=分|\b|[^\d])|)分?整?)"
)
_NOON, _MIDNIGHT = 12, 24
_AFTERNOON = frozenset({"下午", "晚上"})
_ASKED_FOR = "请写日期、时间和地点，例如：11月20日上午9:30 县政府三楼会议室。"


def time_and_place(text: str, today: date) -> TimeAndPlace:
    """Return when and where a sitting is, as typed; raises SittingWordsError for words that leave it open."""
    plain = typed(text).plain.strip()
    clock = _CLOCK.search(plain)
    said = [mark for mark in dates(plain[: clock.start()] if clock else plain, today) if mark.day is not None]
    if clock is None or len(said) != 1 or said[0].days is None or said[0].days.certain is Certain.OPEN:
        raise SittingWordsError(f"没有看懂会议时间。{_ASKED_FOR}")
    if not said[0].days.exact:
        raise SittingWordsError(f"没有写明是哪一天。{_ASKED_FOR}")
    hour = int(clock["hour"])
    if clock["half"] in _AFTERNOON and hour < _NOON:
        hour += _NOON
    minute = 30 if clock["said"] == "半" else int(clock["minute"] or clock["said"] or 0)
    if hour >= _MIDNIGHT or minute > 59:  # noqa: PLR2004
        raise SittingWordsError(f"没有这个钟点。{_ASKED_FOR}")
    place = (plain[: said[0].start] + plain[said[0].end : clock.start()] + plain[clock.end() :]).strip(" ，,。在于")
    if not place:
        raise SittingWordsError(f"没有写地点。{_ASKED_FOR}")
    return TimeAndPlace(said[0].day or today, time(hour, minute), place)


@dataclass(frozen=True, slots=True)
class DecidedWords:
    """What a sentence of the minutes says: how it was decided, who leads, which units beside them, and by when.

    ``day`` is None where the sentence names no day, or several, or one that leaves something open.
    """

    kind: Decided
    text: str
    lead: str | None
    with_units: tuple[str, ...]
    day: date | None
    supervise: bool | None = None
    """Whether the sentence says that it is for 督办 (，列入督办), or not (不列督办); the text is without that."""


_TICK = re.compile(
    r"(?:[，,；;。\s]+|[（(])(?:本项|此项|该项|此事|并)?(?:(?P<not>不|无[须需])|请|须|需要?|应当?|要|并)*"
    r"(?:(?:列入|纳入|作为|列为|列)(?:重点)?督办(?:事项|清单|任务|台账)?|(?<=[需须要应当])督办)[）)]?[。；;]?\s*$"
    r"|^\s*(?P<head>(?P<never>不)?列入督办)[:：，,]\s*"
)
_KINDS = (("暂缓", Decided.DEFERRED), ("原则同意", Decided.IN_PRINCIPLE), ("原则通过", Decided.IN_PRINCIPLE))
_HEARD = re.compile(r"(?:听取|通报|汇报|介绍|传达|说明|交流|学习)了")
"""What was told or read to a sitting decides nothing."""
_HEAD = re.compile(
    r"^\s*(?:\d{1,2}[.、．]|[（(]?[一二三四五六七八九十]+[）)、.])?\s*(?:会议(?!室|厅|中心|制度|纪要))?(?:议定|决定|同意)?[，,：:]?\s*"
)
_LEAD_BEFORE = ("由", "请", "责成")
_LEAD_AFTER = ("牵头", "负责", "会同", "商")


def decided(text: str, units: Sequence[tuple[str, str]], today: date) -> DecidedWords:
    """Read a sentence of the minutes. ``units`` are spellings with the unit's name that each stands for.

    The lead is the unit after 由 or before 牵头, 负责, 会同; where no such word stands, the only unit named.
    Raises SittingWordsError for an empty sentence.
    """
    flat = " ".join(text.split())
    tick = _TICK.search(flat)
    if tick is not None:
        flat = (flat[: tick.start()] + flat[tick.end() :]).strip()
    body = _HEAD.sub("", flat, count=1).strip()
    if not body:
        raise SittingWordsError("请写议定的内容，例如：由县财政局会同县教育局在12月30日前提出资金安排意见。")
    plain = typed(body).plain
    places = named(plain, units)
    names = tuple(dict.fromkeys(name for _, _, name in places))
    leads = [name for start, end, name in places if _leads(plain, start, end)]
    lead = leads[0] if leads else (names[0] if len(names) == 1 else None)
    otherwise = Decided.HEARD if _HEARD.search(body) and not leads else Decided.AGREED
    kind = next((kind for word, kind in _KINDS if word in body), otherwise)
    marks = [m for m in dates(plain, today) if m.day is not None and m.days and m.days.certain is not Certain.OPEN]
    days = {mark.day for mark in marks}
    others, day = tuple(n for n in names if n != lead), days.pop() if len(days) == 1 else None
    supervise = None if tick is None else not (tick["not"] or tick["never"])
    return DecidedWords(kind, body, lead, others, day, supervise)


def completing(text: str, units: Sequence[tuple[str, str]], today: date) -> DecidedWords:
    """Read who leads a matter, by when, and with whom: 县财政局 12月30日 县教育局、县民政局; the first unit leads.

    Raises SittingWordsError for words that are neither a unit nor a day, and for several days.
    """
    plain = typed(text).plain.strip()
    places = named(plain, units)
    marks = [mark for mark in dates(plain, today) if mark.day is not None]
    spans = [(start, end) for start, end, _ in places] + [(mark.start, mark.end) for mark in marks]
    left = "".join(c for n, c in enumerate(plain) if not any(start <= n < end for start, end in spans))
    left = _FILLING.sub("", left)
    sure = all(m.days is not None and m.days.certain is not Certain.OPEN for m in marks)
    if left or not spans or len(marks) > 1 or not sure:
        doubt = f"“{left}”" if left else ""
        raise SittingWordsError(
            f"没有看懂{doubt}。请写：牵头单位 完成日期 配合单位，例如：县财政局 12月30日 县教育局"
        )
    names = tuple(dict.fromkeys(name for _, _, name in places))
    day = marks[0].day if marks else None
    return DecidedWords(Decided.AGREED, text, names[0] if names else None, names[1:], day)


_FILLING = re.compile(r"牵头|负责|配合|会同|由|前|内|完成|于|在|单位|日期|[\s，,、。；;：:]")
_CLAUSES = re.compile("[，,；;]")
_SHORTEST_DEMAND = 4
_LONGEST_TITLE = 24
_LINKS = re.compile(r"^[，,、\s]*(?:之?前|内|底)?[，,、\s]*")


def demand(text: str, units: Sequence[tuple[str, str]], today: date) -> str:
    """Return in few words what is to be done: what follows the units and the day, else the clause that names nobody.

    The first clause that says it counts: later ones are what others add (县供水公司同步落实资金).
    """
    body = " ".join(text.split()).rstrip("。；;")
    clauses = [(clause, _last_named(clause, units, today)) for clause in (*_CLAUSES.split(body), body)]
    found = (rest for clause, end in clauses if end and len(rest := _LINKS.sub("", clause[end:])) >= _SHORTEST_DEMAND)
    nobody = (clause for clause, end in clauses[:-1] if not end and len(clause) >= _SHORTEST_DEMAND)
    said = next(found, None) or next(nobody, body)
    return said if len(said) <= _LONGEST_TITLE else f"{said[: _LONGEST_TITLE - 1]}…"


def _last_named(clause: str, units: Sequence[tuple[str, str]], today: date) -> int:
    """Where the last unit or day of a clause ends; 0 without one."""
    plain = typed(clause).plain
    ends = [end for _, end, _ in named(plain, units)] + [mark.end for mark in dates(plain, today)]
    return max(ends, default=0) if len(plain) == len(clause) else 0


def named(text: str, units: Sequence[tuple[str, str]]) -> list[tuple[int, int, str]]:
    """Return where units are named, each with start, end and the unit's name: the longest spelling at each place."""
    found: list[tuple[int, int, str]] = []
    for spelling, name in sorted(units, key=lambda pair: -len(pair[0])):
        for place in re.finditer(re.escape(spelling), text):
            if not any(place.start() < end and start < place.end() for start, end, _ in found):
                found.append((place.start(), place.end(), name))
    return sorted(found)


def _leads(text: str, start: int, end: int) -> bool:
    return text[:start].endswith(_LEAD_BEFORE) or text[end:].startswith(_LEAD_AFTER)


_REPORTED = re.compile(r"(?P<matter>.+?)[，,；;]\s*由?(?P<unit>[^，,；;\s]{2,20}?)(?:作|做)?汇报[。]?")


def reported(text: str) -> tuple[str, str]:
    """Return a matter for the agenda and who reports on it: 停车用地，县自然资源局汇报; nobody where it says none."""
    flat = " ".join(text.split())
    found = _REPORTED.fullmatch(flat)
    return (found["matter"], found["unit"]) if found is not None else (flat, "")


def phoned(text: str) -> tuple[str, Reply, str]:
    """Return what a unit answered by phone: the unit, its answer, who comes; 县教育局 请假 副局长 李明.

    Raises SittingWordsError for anything else.
    """
    words = typed(text).plain.replace(",", " ").replace(":", " ").split()
    said = [word for word in words if word in {one.zh for one in Reply}]
    if len(said) != 1 or len(words) < 2:  # noqa: PLR2004  a unit and its answer
        raise SittingWordsError("请写：单位 参加，或 单位 请假 委派谁，例如：县教育局 请假 副局长 李明。")
    left = [word for word in words if word != said[0]]
    return left[0], reply(said[0]), " ".join(left[1:])


def reply(words: str) -> Reply:
    """Return which reply a word is; raises SittingWordsError for another word."""
    found = next((one for one in Reply if one.zh == words), None)
    if found is None:
        raise SittingWordsError("回执只能是“参加”或“请假”。")
    return found
