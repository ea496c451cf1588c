"""Plain-Chinese queries: "逾期任务", "县教委进展", "李志胜负责的", "任务3", "谁还没报".

A query consists of nothing but the words of queries and the names that the asker may use. If anything else is left
over it is not one, so that an answer ("3 已完成", "进展顺利") is never taken for a question.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import TypeVar

from tasks_db.language.numerals import NUMERAL, number

_T = TypeVar("_T")


class QuestionKind(StrEnum):
    OVERDUE = "overdue"
    PROGRESS = "progress"
    MINE = "mine"
    TASK = "task"
    HELP = "help"
    UNREPORTED = "unreported"
    INDICATORS = "indicators"
    COORDINATION = "coordination"


@dataclass(frozen=True, slots=True)
class UnitName:
    id: int
    name: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PlanName:
    id: int
    title: str


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The names that the asker may ask by."""

    units: tuple[UnitName, ...] = ()
    leaders: tuple[str, ...] = ()
    plans: tuple[PlanName, ...] = ()
    sections: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, and of what.

    Where a name fits several, it stands among the options and not in the field itself: they are offered as buttons.
    ``mine``: asked of the asker's own unit. ``unknown_unit``: a unit's name that the register does not have.
    """

    kind: QuestionKind
    unit_id: int | None = None
    leader: str | None = None
    plan_id: int | None = None
    section: str | None = None
    task_number: int | None = None
    mine: bool = False
    unknown_unit: str | None = None
    unit_options: tuple[int, ...] = ()
    leader_options: tuple[str, ...] = ()


_UNIT_ENDINGS = r"(?:局|委|办|厅|镇|乡|街道|公司|中心|医院|学校|集团)"
_POSTS = r"(?:常务)?副?(?:县长|区长|市长|镇长|书记|主任|局长|部长|常委|主席)"

_HELP = re.compile(
    r"/?(?:帮助|help|菜单|功能|使用说明|说明|怎么用|如何使用|(?:你|能|会|可以)*(?:做|干|问)(?:些)?什么)",
    re.IGNORECASE,
)
_TASK = re.compile(
    rf"(?:任务|事项|第)\s*第?\s*(?P<after>{NUMERAL})(?:项|号|条)?(?:任务)?|(?P<before>{NUMERAL})\s*号任务"
)
_KINDS: tuple[tuple[QuestionKind, re.Pattern[str]], ...] = (
    (QuestionKind.OVERDUE, re.compile(r"已?(?:逾期|超期|过期|超时限|到期未(?:完成|办结))|(?:拖|延误)了")),
    (
        QuestionKind.UNREPORTED,
        re.compile(
            r"(?:谁|哪些|哪几[家个]|哪个|几家|多少家?)(?:单位|部门|乡镇)?(?:还|都)?(?:没有?|未)(?:报送?|上报|反馈|回复|填报?|交)"
            r"|(?:还)?(?:没有?|未)(?:报送?|上报|反馈|回复|填报?)的|未(?:报送?|反馈|上报)(?=单位|部门|名单|清单|情况|$)"
            r"|(?:报|反馈|回复)了(?:吗|没有?)"
        ),
    ),
    (QuestionKind.INDICATORS, re.compile(r"指标")),
    # never a bare 需协调: that is how a unit says what it needs
    (QuestionKind.COORDINATION, re.compile(r"需要?协调(?:的|事项|问题)(?:事项|问题)?|协调(?:事项|问题)")),
    (
        QuestionKind.PROGRESS,
        re.compile(
            r"进展|进度|(?:完成|办结|推进|落实|任务|工作)情况|情况(?:如何|怎么?样)|怎么?样|到哪(?:一步|儿|里)?|如何"
            r"|(?:完成|办结|办好|做完)了?(?=多少|几)|(?:负责|牵头|分管|包抓|承担)的?|(?:还)?(?:没|未)(?:完成|办结)的(?=有|任务|$)"
        ),
    ),
)
_MINE = re.compile(
    r"我(?:们|局|委|办|镇|乡|单位|街道|部门)*(?:的|有|还有|欠|该报|要报)?|本(?:局|单位|委|办)|待办|自己的?"
)
_FILLERS = re.compile(
    r"请问|请|查询|查看|查一?下?|看看|看一?下?|一下|帮我?|给我?|想知道|想|知道|现在|目前|截至|今天|本月|所有|全部|全县|总体|整体"
    r"|任务|工作|事项|方案|计划|里面?|单位|部门|列表|清单|名单|情况|有哪些|哪些|哪几|哪|什么|多少|几|有没有?|有|是|的|了|吗|呢|啊"
    r"|吧|么|都|还|和|及|项|个|家|条|列出|列一下|发|说|统计|汇总|报告|完成|如何|怎么?样|谁|同志|领导|我|第|那|这|各|\W"
)
_TASK_FILLERS = re.compile(
    r"进展|进度|情况|怎么?样|如何|详情|内容|到哪(?:一步|儿|里)?|什么|是|的|了|呢|请|看看|看一?下?|查一?下?|现在|目前|\W"
)
_LEVEL = re.compile(r"省|市|州|县|区|旗")
_NUMBERING = re.compile(r"^[(]?[一二三四五六七八九十\d]+[)、.]\s*")
_SHARED_WITH_TITLE = 4


def ask(text: str, vocabulary: Vocabulary) -> Question | None:
    """The query that the text is, or None when it is anything else.

    A reply to a notice is to be tried as an answer first.
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    if _HELP.fullmatch(plain.rstrip("?!。 ")):
        return Question(QuestionKind.HELP)
    if task := _task(plain):
        return task
    found, rest = _names(plain, vocabulary)
    kind, rest = _kind(rest)
    mine = _MINE.search(rest) is not None
    rest = _FILLERS.sub("", _MINE.sub("", rest))
    if kind is None and mine and not found.named:
        kind = QuestionKind.MINE
    elif kind is None and found.named:
        kind = QuestionKind.PROGRESS
    unknown = re.fullmatch(rf"\w{{1,8}}{_UNIT_ENDINGS}", rest)
    if kind is None or (rest and unknown is None):
        return None
    return Question(
        kind,
        unit_id=found.units[0] if len(found.units) == 1 else None,
        leader=found.leaders[0] if len(found.leaders) == 1 else None,
        plan_id=found.plan_id,
        section=found.section,
        mine=mine,
        unknown_unit=rest or None,
        unit_options=found.units if len(found.units) > 1 else (),
        leader_options=found.leaders if len(found.leaders) > 1 else (),
    )


def _task(plain: str) -> Question | None:
    """As "任务3" and "第3项怎么样": one task and nothing said of it."""
    match = _TASK.search(plain)
    if match is None:
        return None
    rest = plain[: match.start()] + plain[match.end() :]
    if _TASK_FILLERS.sub("", rest):
        return None
    return Question(QuestionKind.TASK, task_number=number(match["after"] or match["before"]))


def _kind(text: str) -> tuple[QuestionKind | None, str]:
    for kind, pattern in _KINDS:
        if pattern.search(text):
            progress = dict(_KINDS)[QuestionKind.PROGRESS]
            return kind, progress.sub("", pattern.sub("", text))
    return None, text


@dataclass(frozen=True, slots=True)
class _Names:
    units: tuple[int, ...] = ()
    leaders: tuple[str, ...] = ()
    plan_id: int | None = None
    section: str | None = None

    @property
    def named(self) -> bool:
        return bool(self.units or self.leaders or self.plan_id is not None or self.section)


def _names(text: str, vocabulary: Vocabulary) -> tuple[_Names, str]:
    """The names in the text, and the text without them."""
    units, text = _mentioned(text, _unit_forms(vocabulary.units))
    leaders, text = _mentioned(text, {name: (name,) for name in vocabulary.leaders})
    if not leaders:
        leaders, text = _by_post(text, vocabulary.leaders)
    plan, text = _titled(text, [plan.title for plan in vocabulary.plans])
    section, text = _titled(text, vocabulary.sections)
    return (
        _Names(
            units=units,
            leaders=leaders,
            plan_id=None if plan is None else vocabulary.plans[plan].id,
            section=None if section is None else vocabulary.sections[section],
        ),
        text,
    )


def _unit_forms(units: Iterable[UnitName]) -> dict[str, tuple[int, ...]]:
    """Every way to write a unit, with the units that it may mean.

    A name or alias as it stands means its own units alone; without its jurisdiction and level (教委 for 县教委)
    it means all that are left with the same words.
    """
    full: dict[str, dict[int, None]] = {}
    short: dict[str, dict[int, None]] = {}
    for unit in units:
        for name in (unit.name, *unit.aliases):
            full.setdefault(name, {})[unit.id] = None
            for level in _LEVEL.finditer(name):
                for form in (name[level.start() :], name[level.end() :]):
                    if len(form) > 1:
                        short.setdefault(form, {})[unit.id] = None
    return {form: tuple(ids) for form, ids in (short | full).items()}


def _mentioned(text: str, forms: dict[str, tuple[_T, ...]]) -> tuple[tuple[_T, ...], str]:
    """All that the longest names in the text may mean, and the text without them."""
    meant: dict[_T, None] = {}
    for form in sorted(forms, key=len, reverse=True):
        if form in text:
            text = text.replace(form, " ")
            meant.update(dict.fromkeys(forms[form]))
    return tuple(meant), text


def _by_post(text: str, leaders: Sequence[str]) -> tuple[tuple[str, ...], str]:
    """A leader named by surname and post, as in 李县长."""
    for match in re.finditer(rf"(?P<surname>\w){_POSTS}", text):
        meant = tuple(name for name in leaders if name.startswith(match["surname"]))
        if meant:
            return meant, text[: match.start()] + " " + text[match.end() :]
    return (), text


def _titled(text: str, titles: Sequence[str]) -> tuple[int | None, str]:
    """The one title of which the text holds a good piece, and the text without it."""
    pieces: dict[str, list[int]] = {}
    for place, title in enumerate(titles):
        piece = _shared(text, _NUMBERING.sub("", title))
        pieces.setdefault(piece, []).append(place)
    longest = max(pieces, key=len, default="")
    if not longest or len(pieces[longest]) != 1:
        return None, text
    return pieces[longest][0], text.replace(longest, " ")


def _shared(text: str, title: str) -> str:
    """The longest piece of the title in the text: all of it, or enough of it to be told by."""
    match = SequenceMatcher(None, text, title, autojunk=False).find_longest_match()
    piece = text[match.a : match.a + match.size]
    telling = len(_FILLERS.sub("", piece)) >= _SHARED_WITH_TITLE
    return piece if piece == title or telling else ""
