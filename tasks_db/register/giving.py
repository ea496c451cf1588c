"""Tasks given by hand (领导交办) and notices to be signed for (通知), as values, and how one message says them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from tasks_db import lazy_re as re
from tasks_db.language.days import dates
from tasks_db.language.lists import listed
from tasks_db.language.spans import Certain
from tasks_db.lean_dataclass import dataclass
from tasks_db.register import unit_names
from tasks_db.register.office_words import day_and_ground
from tasks_db.register.refusals import PlanError
from tasks_db.register.unit_names import Known
from tasks_db.terms import WorkState

PLAN_TITLE = "领导交办事项"
EVERYBODY = "全体"
WITHOUT_GROUND = "领导交办"
"""The ground of a task for which nobody said who ordered it."""
_PARTS = re.compile(r"[，,；;\n。]+")
_GROUND = re.compile(r"批示|指示|交办|要求|会议|督办|来文|来函|部署")
_LONGEST_GROUND = 30
_LONGEST_NAME, _SHORTEST_NAME = 20, 2
_LEADER = re.compile(r"[县区市镇乡省]长|书记|主任|主席|领导|政府|常委会|常务会|会议|会上|专题会|调度会")
_LEADING = frozenset({"牵头", "主办", "负责"})
_ROLES = re.compile(
    r"由?(?P<units>[^，,；;。]+?)(?P<role>牵头|主办|负责|配合|协助|协办|参与)(?:落实|办理|实施|做好)?(?:$|[、\s]+)"
)
_IN_A_PLACE = re.compile(
    r"[\u4e00-\u9fff]{1,8}?(?:小区|社区|村|路|街(?!道)|巷|片区|家属院|小学|中学|学校|市场|公园|广场|大院|楼|桥|河|渠)"
)
"""What makes the name of a town or a street the place of a task, not the unit that is told: 听松街道西桥小区."""
_A_SITTING = re.compile(r"(?:现|拟|我们?|特)*(?:提议|建议|提请|申请)(?:召开|开|召集)")
_AND = ("、", "和", "及", "与")
_LABEL = re.compile(
    r"(?:^|(?<=[\n，,；;]))[ \t]*(?:(?:牵头|责任|承办|交办)?单位|(?:完成)?(?:时限|期限)|(?:交办)?事项"
    r"|内容|依据|来源|交办领导)[ \t]*[:：]"
)
_LEADERS = re.compile(
    r"(?:^|[，,；;。\n])\s*(?:责任|分管|包保|包联|督办|牵头)(?:县)?领导(?:是|为|由|[:：])?\s*"
    r"(?P<names>[\u4e00-\u9fff·]{2,4}(?:[、和及][\u4e00-\u9fff·]{2,4}){0,4}?)(?:同志)?\s*(?=$|[，,；;。\n])"
)
_WANTS_ANSWER = re.compile(
    r"[报填回答](?:给|到|来|送|上|复|一下)|请[^。；]{0,16}报(?!告|纸|警)|上报|报名|报备|反馈|提供|提交|告知办公室|告诉(?:我们|办公室)"
)
"""What a notice says that asks for an answer beside 签收."""
_NO_ANSWER = re.compile(
    r"(?:不用|不必|无需|无须|不需要?|毋须|免予?|请勿|不要)(?:再|单独|逐一|另行|大家|各单位)*(?:书面|电话)?"
    r"(?:回复|答复|反馈|回执|回信|回话|回电|上报|报送|回)"
)
"""What a notice says that asks for none: 不用回复."""
_SEVERAL = 2
_TO_DO = re.compile(r"^(?:要|应|须|负责|牵头|于|在)*")
FORM = (
    "请写：领导交办：谁或依据，单位，日期，事项。"
    "例如：领导交办：王县长批示，县水利局、县财政局，12月20日前，核查水库隐患"
)


def asks_no_answer(text: str) -> bool:
    """Return whether a notice says that nobody need answer it, and nothing else of it asks for something."""
    rest, count = _NO_ANSWER.subn("", text)
    return count > 0 and _WANTS_ANSWER.search(rest) is None


@dataclass(frozen=True, slots=True)
class HandedTask:
    """What a leader has handed down: by whom or on which ground, to which units (the first leads), by when, what."""

    ground: str
    units: tuple[str, ...]
    day: date
    text: str
    leaders: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GivenTask:
    """A task that was given: its code, title, units, date, and its id."""

    task_id: int
    code: str
    title: str
    units: tuple[str, ...]
    day: date


@dataclass(frozen=True, slots=True)
class GivenLine:
    """A task given by hand as it stands: its code, title, units (the lead first), date, state and ground."""

    task_id: int
    code: str
    title: str
    units: tuple[str, ...]
    day: date | None
    state: WorkState
    ground: str

    def is_from(self, whom: str) -> bool:
        """Return whether somebody's name stands in its ground, or their surname with a post: 王县长批示."""
        by_post = rf"{re.escape(whom[:1])}(?:副?(?:县长|市长|区长|书记|主任|局长|镇长|州长|旗长)|常委)"
        return whom in self.ground or re.search(by_post, self.ground) is not None


GROUND = "改依据"
"""What the trail calls it that a task given by hand got another ground."""


def read(text: str, known: Sequence[Known], today: date, *, needs_ground: bool = False) -> HandedTask:
    """Return the task that one message gives, its unit, day, ground and words in any order, with labels or without.

    Raises PlanError that says what is missing, with the form; with ``needs_ground`` also where nobody is named who
    orders.
    """
    told = _LEADERS.search(text)
    if told is not None:  # who answers for it (责任领导) is no part of what is to be done
        text = text[: told.start()] + text[told.end() :]
    found = _read(_LABEL.sub("", text), known, today, needs_ground=needs_ground)
    return replace(found, leaders=listed(told["names"], spaces=True)) if told is not None else found


def _read(text: str, known: Sequence[Known], today: date, *, needs_ground: bool) -> HandedTask:
    day: date | None = None
    units: list[str] = []
    ground, rest = "", []
    helping: list[str] = []
    for part in (one.strip() for one in _PARTS.split(text) if one.strip()):
        names = listed(part, spaces=True)
        if not units and names and all(unit_names.match(name, known).unit for name in names):
            units = list(names)
        elif (by_role := _by_role(part, known)) is not None:
            units += by_role[0]
            helping += by_role[1]
        elif day is None and (found := _day(part, today)) is not None:
            day = found
        elif not ground and len(part) <= _LONGEST_GROUND and _GROUND.search(part):
            ground = part
        else:
            opens = not units and not _opens_with_place(part, known)
            first, left = _units_first(part, known) if opens else ([], part)
            units += first
            if day is None:
                day, left = _day_first(left, today)
            rest += [left] if left else []
    units += [name for name in helping if name not in units]
    if units and day is not None and rest and (ground or not needs_ground):
        return HandedTask(ground or WITHOUT_GROUND, tuple(units), day, "，".join(rest))
    return _anywhere(text, known, today, needs_ground=needs_ground)


def _anywhere(text: str, known: Sequence[Known], today: date, *, needs_ground: bool) -> HandedTask:
    """A task whose unit and day stand amid its words: 请水利局会同枕溪街道11月20日前解决漏水.

    Whoever is called upon first leads, unless another is said to. The words stay whole, since they are a leader's.
    """
    ground, rest = _ground_apart(text)
    said = [mark for mark in dates(rest, today) if mark.day is not None and mark.days is not None]
    sure = [mark.day for mark in said if mark.days is not None and mark.days.certain is not Certain.OPEN]
    units = units_amid(rest, known)
    words = " ".join(rest.strip(" ，,。；;\n").split())
    day = sure[0] if len(said) == 1 and sure else None
    wanted = (
        ("单位（要在单位库里）", units),
        ("日期" if len(said) < _SEVERAL else "哪一天办完（写了不止一个日期）", day),
        ("事项", words),
        ("谁交办或依据", ground or not needs_ground),
    )
    missing = [what for what, there in wanted if not there]
    if missing or day is None:
        raise PlanError(f"没有写明{'、'.join(missing)}。{FORM}")
    return HandedTask(ground or WITHOUT_GROUND, tuple(units), day, words)


def _ground_apart(text: str) -> tuple[str, str]:
    """Who orders or on which ground, where the first clause or the last one says so, and the rest."""
    tail = re.search(r"[，,；;。\n]\s*(?P<ground>[^，,：:；;。\n“”]{2,30})[。\s]*$", text)
    if tail is not None and _GROUND.search(tail["ground"]) and _LEADER.search(tail["ground"]):
        return tail["ground"].strip(), text[: tail.start()]
    head = re.match(r"\s*(?P<ground>[^，,：:；;。\n“]{2,30})[，,：:；;。\n]\s*(?P<rest>.+)", text, re.DOTALL)
    quoted = re.search(r"“(?P<words>[^”]{8,})”", text)
    if head is not None and _GROUND.search(head["ground"]):
        return head["ground"].strip(), quoted["words"] if quoted is not None else head["rest"]
    return "", text


def units_amid(text: str, known: Sequence[Known]) -> list[str]:
    """The units that a text names, in its order, whoever leads first."""
    spelled = sorted(unit_names.spellings(known), key=lambda one: -len(one[0]))
    places: list[tuple[int, int, str]] = []
    for spelling, name in spelled:
        for found in re.finditer(re.escape(spelling), text):
            if all(found.end() <= start or end <= found.start() for start, end, _ in places):
                places.append((*found.span(), name))
    places.sort()
    told = [one for one in places if not _IN_A_PLACE.match(text, one[1])]
    places = told or places
    leads = next((name for _, end, name in places if re.match(r"牵头|主办|负责", text[end:])), None)
    return list(dict.fromkeys([*([leads] if leads else []), *(name for *_, name in places)]))


def is_order(head: str, rest: str) -> bool:
    """Return whether the words before a colon say who orders, and those behind it who is to do it: 县长在会上要求."""
    return is_leaders(head) and _ROLES.search(rest) is not None


def is_leaders(head: str) -> bool:
    """Return whether the words before a colon are those of somebody who orders: 王县长批示."""
    short = len(head.strip()) <= _LONGEST_GROUND
    return short and not _A_SITTING.match(head.strip()) and bool(_GROUND.search(head) and _LEADER.search(head))


def _by_role(part: str, known: Sequence[Known]) -> tuple[list[str], list[str]] | None:
    """As 县水利局牵头、县应急管理局配合: who leads and who helps; None where a part says anything else."""
    leads: list[str] = []
    helping: list[str] = []
    at = 0
    while at < len(part):
        match = _ROLES.match(part, at)
        names = listed(match["units"], spaces=True) if match is not None else ()
        if match is None or not names or not all(unit_names.match(name, known).unit for name in names):
            return None
        (leads if match["role"] in _LEADING else helping).extend(names)
        at = match.end()
    return leads, helping


def _units_first(part: str, known: Sequence[Known]) -> tuple[list[str], str]:
    """As 县水利局、县财政局12月底前排查泵站: the units with which a part begins, and what stands behind them."""
    found: list[str] = []
    rest = part
    while (unit := _unit_first(rest, known)) is not None:
        found.append(unit)
        rest = rest[len(unit) :]
        if not rest.startswith(_AND):
            break
        rest = rest[1:]
    return found, _TO_DO.sub("", rest) if found else part


def _opens_with_place(part: str, known: Sequence[Known]) -> bool:
    unit = _unit_first(part, known)
    return unit is not None and _IN_A_PLACE.match(part, len(unit)) is not None


def _unit_first(part: str, known: Sequence[Known]) -> str | None:
    ends = range(min(len(part), _LONGEST_NAME), _SHORTEST_NAME, -1)
    return next((part[:end] for end in ends if unit_names.match(part[:end], known).unit), None)


def _day_first(part: str, today: date) -> tuple[date | None, str]:
    """As 12月底前排查泵站: the day with which a part begins, and what stands behind it."""
    try:
        return day_and_ground(part, today)
    except PlanError:
        return None, part


_DONE_BY = re.compile(r"(?:完成|办结|办完|报来|上报|报送|报)$")


def _day(text: str, today: date) -> date | None:
    try:
        day, beside = day_and_ground(_DONE_BY.sub("", text), today)
    except PlanError:
        return None
    return day if not beside else None


@dataclass(frozen=True, slots=True)
class Unreached:
    """A unit that a notice is meant for and cannot be sent to, and why; ``now`` names who could be by now."""

    unit_id: int
    unit: str
    why: str
    now: str | None = None


@dataclass(frozen=True, slots=True)
class Sending:
    """Whom a notice would reach, a unit and person each, and the units that it cannot be sent to.

    ``people`` is how many it would reach: somebody may serve for two units, and two may have one name.
    """

    whom: str
    reached: tuple[tuple[str, str], ...]
    unreached: tuple[Unreached, ...]
    people: int


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who was sent a notice, for which unit, and when they signed for it; ``lost``: out of reach by now.

    ``answer`` is what they answered, empty while they did not. Where the unit was told by phone, ``person`` is who
    took the call and ``phoned`` is True.
    """

    person: str
    unit: str
    read_at: datetime | None
    lost: bool = False
    answer: str = ""
    answered_at: datetime | None = None
    phoned: bool = False


@dataclass(frozen=True, slots=True)
class Signed:
    """A notice that somebody has signed for: its words, and for how many units they did."""

    text: str
    units: int


@dataclass(frozen=True, slots=True)
class ToSign:
    """What somebody was just sent to sign for: notices by id and words, and the bundle that came with them."""

    notices: tuple[tuple[int, str], ...]
    bundle: int | None = None

    @property
    def is_clear(self) -> bool:
        """Whether a bare 收到 can mean one thing only."""
        return len(self.notices) == 1 and self.bundle is None


@dataclass(frozen=True, slots=True)
class ToAnswer:
    """A notice that somebody was sent and has not answered; ``just_told``: nothing came to them after it."""

    id: int
    text: str
    just_told: bool


@dataclass(frozen=True, slots=True)
class CircularLine:
    """A notice with whoever it went to; ``unreached`` are the units that were meant and it was not sent to."""

    id: int
    at: datetime
    whom: str
    text: str
    readers: tuple[Reader, ...]
    unreached: tuple[Unreached, ...] = ()

    @property
    def silent(self) -> tuple[Reader, ...]:
        """Whoever has not signed for it."""
        return tuple(one for one in self.readers if one.read_at is None)

    @property
    def answered(self) -> tuple[Reader, ...]:
        """Whoever answered it."""
        return tuple(one for one in self.readers if one.answer)

    @property
    def awaits_answers(self) -> bool:
        """Whether it asks for something to be answered: its words say so, or somebody did answer."""
        return bool(self.answered) or (not asks_no_answer(self.text) and _WANTS_ANSWER.search(self.text) is not None)

    @property
    def unanswered(self) -> tuple[Reader, ...]:
        """Whoever has signed for a notice that asks for an answer, and has not answered it: 收到 is no answer."""
        if not self.awaits_answers:
            return ()
        return tuple(one for one in self.readers if one.read_at is not None and not one.answer)
