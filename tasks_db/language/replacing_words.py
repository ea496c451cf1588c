"""Who is to sit for a unit in another's place, as people type it: unit, post, name, from when and why."""

from calendar import monthrange
from datetime import date

from tasks_db import lazy_re as re
from tasks_db.language.days import dates
from tasks_db.language.sitting_words import SittingWordsError
from tasks_db.language.typed import typed
from tasks_db.lean_dataclass import dataclass
from tasks_db.terms import SeatRole


@dataclass(frozen=True, slots=True)
class ReplacingWords:
    """Somebody is to sit for a unit in another's place; ``since`` is None where no day is said.

    ``unit`` is empty and ``role`` None where the words name only who leaves (``before``): 副局长李四接替张三.
    """

    unit: str
    role: SeatRole | None
    name: str
    since: date | None
    reason: str
    post: str = ""
    before: str = ""


_UNIT = r"(?:请|麻烦)?(?:把|将)?(?P<unit>[^，,。:\s]{2,20}?)的?(?:联席会议|领导小组|工作专班|专班)?的?"
_SUFFIXED = (
    r"(?P<unit>(?!副)[^，,。:\s]{1,18}?(?:局|委|办|镇|乡|街道|中心|大队|公司|联合会|学会|协会|院|部|府|厅|队|站|所)(?!长))"
    r"的?"
)
"""A unit before a post, cut where its name ends: 县公安局 | 副局长."""
_ROLE = r"(?P<role>副召集人|召集人|办公室主任|成员)"
_OLD = r"(?P<before>[\u4e00-\u9fff·]{2,4}?)"
_POST = (
    r"(?:[\u4e00-\u9fff]{1,12}长|[\u4e00-\u9fff]{0,12}(?:主任|书记|科员|干事|专员|参谋|秘书|主席|经理|调研员|干部))"
)
_NEW = rf"(?P<post>{_POST})?(?P<name>[\u4e00-\u9fff·]{{2,4}}?)(?:同志)?(?:[（(](?P<behind>[^（）()]{{2,20}})[）)])?"
_TO = r"(?:换成|换为|换|改成|改为|调整为|更换为|变更为|更改为|变为|调为)"
_TAKES = r"(?:接替|接任|顶替|替换|代替|替)"
_BE = r"(?:担任|出任|接任|任|当|做|为|递补)"
_REST = r"(?P<rest>[，,；;。].*)?"
_FORMS = tuple(
    re.compile(form + _REST)
    for form in (
        rf"{_UNIT}{_ROLE}(?:(?:由|从)?{_OLD})?{_TO}(?:由)?{_NEW}",
        rf"{_UNIT}{_ROLE}{_OLD}?(?:[，,]?(?:改由|现由|换由|由)){_NEW}(?:来)?(?:担任|出任|接任|接替|顶替|递补|当)",
        rf"{_UNIT}{_ROLE}(?:变更|变动|调整|换人)[，,：:]?(?:由)?{_OLD}(?:→|->|换成|改为|变更为){_NEW}",
        rf"{_SUFFIXED}{_NEW}{_TAKES}{_OLD}的?{_BE}?{_ROLE}",
        rf"{_NEW}{_TAKES}{_OLD}{_BE}{_UNIT}{_ROLE}",
        rf"{_SUFFIXED}由{_NEW}{_TAKES}{_OLD}的?{_BE}?{_ROLE}",
    )
)
_SUCCEEDS = re.compile(
    rf"(?:{_SUFFIXED})?(?:由)?{_NEW}(?:接替|接任|顶替){_OLD}(?:的?(?:职务|席位|位置|工作))?{_REST}"
)
_NO_UNIT = re.compile(
    rf"(?:联席会议|领导小组)?的?{_ROLE}(?:换人|变更|调整)?[，,：:]?(?:由{_OLD})?{_TO}(?:由)?{_NEW}(?:同志)?{_REST}"
)
NO_UNIT = "没有写哪个单位。请写：单位成员换成职务姓名，例如：县公安局成员换成副局长赵新。"
"""What is said of a seat that several units have, and none is named."""
_POST_SAID = re.compile(
    rf"(?:(?:新任|现任|其)?职务(?:是|为)?[:：]?|现任|任)\s*(?P<post>[^，,。:\s]{{2,16}})|(?P<bare>{_POST})"
)
_WHY = ("因", "原因", "由于", "理由")
_SINCE = re.compile(r"(?:自|从)?(?P<day>[^，,]*?[日号天]|\d{4}-\d{1,2}-\d{1,2})(?:起|开始)?")


def replacing(text: str, today: date) -> ReplacingWords | None:
    """Return what 县公安局成员换成赵新，自4月7日起，因工作变动 says; None for any other text.

    The unit is empty where a seat is named of which there may be one alone (办公室主任换成赵新). Of liaisons (联络员)
    the orders speak. Raises SittingWordsError for words behind the name that are no day and no reason, and where no
    unit is named.
    """
    plain = typed(text).plain.strip().rstrip("。")
    found = next((match for form in _FORMS if (match := form.fullmatch(plain)) is not None), None)
    if found is None and (bare := _NO_UNIT.fullmatch(plain)) is not None:
        if bare["role"] == SeatRole.MEMBER.zh:
            raise SittingWordsError(NO_UNIT)
        found = bare
    found = found or _SUCCEEDS.fullmatch(plain)
    if found is None:
        return None
    said = found.groupdict()
    since, reason, behind = None, "", ""
    for words in (part.strip() for part in re.split("[，,；;。]", said["rest"] or "")):
        if words.startswith(_WHY) or words.endswith(_REASONS):
            reason = "，".join(filter(None, (reason, _reason(words))))
        elif told := _POST_SAID.fullmatch(words):
            behind = told["post"] or told["bare"]
        elif words and reason and _day(words, today) is None:
            reason = f"{reason}，{words}"
        elif words and said.get("role") is None and _day(words, today) is None:
            return None  # 张三接替李四，继续施工 is a report
        elif words:
            since = since_of(words, today)
    role = next((role for role in SeatRole if role.zh == said.get("role")), None)
    post = (said["post"] or said["behind"] or behind).strip()
    before = said.get("before") or ""
    return ReplacingWords(said.get("unit") or "", role, said["name"], since, reason, post, before)


_FROM = r"(?:自|从)?(?P<{}>[^，,。;；由]{{2,14}}?[日号天]|\d{{4}}-\d{{1,2}}-\d{{1,2}})(?:起|开始)"
_UNIT_WORDS = r"(?P<unit>[^，,。:\s]{2,20}?)"
_PUT_BEHIND = (
    r"[，,]?\s*(?:(?:其|新任)?职务(?:是|为)?)?(?P<aside>(?!自|从|因|由)[\u4e00-\u9fff]{2,16}?(?<![起日号始天]))"
)
_ACTS = r"(?:生效|上任|接任|到岗|执行|履职|联系)?"
_GIVEN = rf"(?:[，,]\s*(?:{_FROM.format('late')}|即日起){_ACTS})?"
_CHOSE = r"(?:(?:已?(?:确定|明确|指定|安排|推荐|报))|由)"
_LETTER = r"(?:来函|来文|函告|发函|来电|来信)(?:说|称|通知|报告|告知)?[，,:]?(?:他们)?(?:局里?|单位)?"
_GONE = r"(?:已经?)?(?:调离|调走|调动|调出|离任|离职|退休|辞职|转岗|轮岗|借调|抽调|挂职|不再担任(?:联络员)?)了?"
_PLAIN_DAY = (
    r"(?:自|从)?(?P<{}>(?:\d{{4}}年|明年|今年)?\d{{1,2}}月\d{{1,2}}[日号]|\d{{4}}-\d{{1,2}}-\d{{1,2}}"
    r"|[今明后昨]天)(?:起|开始)"
)
"""A day right behind a name, which is not to swallow a part of it: 听松街道11月7日起联络员换成…."""
_CHANGES = (
    rf"(?:[\u4e00-\u9fff·]{{2,4}}?(?:同志)?{_GONE}[，,])?"
    rf"(?:{_FROM.format('early')}[，,]?)?(?:请|麻烦)?(?:把|将)?{_UNIT_WORDS}的?(?:{_PLAIN_DAY.format('then')})?(?:新)?联络员"
    rf"(?:{_PLAIN_DAY.format('amid')})?(?:由{_OLD})?{_TO}(?:由)?{_NEW}"
    rf"(?:{_PUT_BEHIND})?{_GIVEN}"
)
_BY_LETTER = (
    rf"{_UNIT_WORDS}{_LETTER}{_CHOSE}{_NEW}(?:为|任|担任|作为|当|做)(?:我?[们局]?的?|该局|该单位的?)?(?:新的?)?联络员"
    rf"{_GIVEN}(?:[，,。；;].*)?"
)
_BY_NEWS = (
    rf"(?:{_FROM.format('early')}[，,]?)?(?:请|麻烦)?(?:(?P<letter>[^，,。:\s]{{2,20}}?){_LETTER}|{_SUFFIXED})?(?:的?联络员)?"
    rf"(?:{_OLD}(?:同志)?{_GONE}[，,]?)?(?:{_FROM.format('amid')}[，,]?)?(?:改?由|请|让){_NEW}"
    rf"(?:为|担任|接任|接替|任|作为|当|做)(?:新的?)?联络员{_GIVEN}(?:[，,。；;].*)?"
)
_TAKES_OVER = r"(?:接手|接任|接替|接管|接班|接过来|接|顶上)(?:[他她其]的?)?(?:联络员)?(?:工作|的活|这项工作)?"
_BY_TURN = (
    rf"(?:(?P<letter>[^，,。:\s]{{2,20}}?){_LETTER}|{_SUFFIXED})?(?:新?的?联络员)?"
    rf"(?:{_OLD}(?:同志)?{_GONE}[，,]?)?(?:{_FROM.format('early')}[，,]?)?(?:联络员)?(?:改由|换由|由|请|让|换)?{_NEW}(?:来)?{_TAKES_OVER}"
    rf"{_GIVEN}(?:[，,。；;].*)?"
)
"""…，从11月17日起由副主任李明接: only with a day or with whoever leaves, for much else is taken over."""
_LEFT_FROM = (
    rf"{_SUFFIXED}(?:的?联络员)?{_OLD}(?:同志)?{_GONE}[，,]\s*{_FROM.format('amid')}[，,]?(?:联络员)?{_TO}(?:由)?{_NEW}"
    rf"(?:{_PUT_BEHIND})?(?:[，,。；;].*)?"
)
"""县财政局联络员郝明月调走了，从11月5日起换成陶予安: who leaves is named, and from when."""
_LIAISON = (
    re.compile(_LEFT_FROM),
    re.compile(_CHANGES),
    re.compile(_BY_LETTER),
    re.compile(_BY_NEWS),
    re.compile(_BY_TURN),
)
_NO_PERSON = re.compile(r"(?:局|委|办|镇|乡|街道|中心|公司|大队|单位|我们|他们|你们|部门|专人|大家|有人|办公室)$")
_NEWS = re.compile(rf"来函|来文|函告|发函|来电|来信|{_GONE}")


def liaison(text: str, today: date) -> ReplacingWords | None:
    """Return a change of liaison that says from which day, or by which letter; None for any other text.

    自11月10日起，县教委联络员换成李明（科员）; 县教委来函：确定李明（科员）为联络员; 张新调离，由科员李明任联络员.
    The unit is empty where only who leaves is named.
    Raises SittingWordsError for a day that is none.
    """
    plain = typed(text).plain.strip().rstrip("。")
    found = next((match for form in _LIAISON if (match := form.fullmatch(plain)) is not None), None)
    said = found.groupdict() if found is not None else {}
    if said and _NO_PERSON.search(said["name"]):  # 从12月起由县住建局接 is about work, not a seat
        return None
    day = next((said[slot] for slot in ("early", "then", "amid", "late") if said.get(slot)), None)
    unit = said.get("unit") or said.get("letter") or ""
    if found is None or not (day or _NEWS.search(plain)) or not (unit or said.get("before")):
        return None
    since = since_of(day, today) if day else None
    post = said.get("post") or said.get("behind") or said.get("aside") or ""
    return ReplacingWords(unit, SeatRole.LIAISON, said["name"], since, "", post, said.get("before") or "")


def says_change(text: str, today: date) -> bool:
    """Return whether words say who follows in a seat, though a part of them may not be understood."""
    try:
        return liaison(text, today) is not None or replacing(text, today) is not None
    except SittingWordsError:
        return True


def since_of(words: str, today: date) -> date:
    """Return from which day somebody serves, as typed: 自4月7日起; of a day without its year the nearest.

    Raises SittingWordsError for words that are no such day.
    """
    found = _day(words.strip(), today)
    if found is None:
        raise SittingWordsError(f"没有看懂“{words}”。哪天起请写：自4月7日起；原因请写：因工作变动。")
    return found


def _day(words: str, today: date) -> date | None:
    marks = [mark for mark in dates(words, today) if mark.day is not None]
    if len(marks) != 1 or _SINCE.fullmatch(words) is None or not marks[0].days or not marks[0].days.exact:
        return None
    day = marks[0].day
    return day if "年" in words or "-" in words or day is None else _nearest(day, today)


_PERSON = re.compile(rf"(?P<post>{_POST})[\s，,]*(?P<name>[\u4e00-\u9fff·]{{2,4}})")
_POST_BEHIND = re.compile(rf"(?P<name>[\u4e00-\u9fff·]{{2,4}})[\s，,]+(?P<post>{_POST})")


def person(text: str) -> tuple[str, str]:
    """Return a name and the post typed with it (副局长李四, 李四 科员); the post is empty where there is none."""
    words = text.strip()
    found = _POST_BEHIND.fullmatch(words) or _PERSON.fullmatch(words)
    return (found["name"], found["post"]) if found is not None else (words, "")


def post_and_reason(text: str) -> tuple[str, str]:
    """Return the post and the reason that were typed for a change: 副局长，因工作变动; 无 is neither."""
    parts = [part.strip(" 。") for part in re.split("[，,；;]", text) if part.strip(" 。")]
    reasons = [part for part in parts if part.startswith(_WHY) or part.endswith(_REASONS)]
    posts = [part.removeprefix("职务").strip(" ：:") for part in parts if part not in reasons and part != "无"]
    return "、".join(posts), "，".join(map(_reason, reasons))


def _reason(words: str) -> str:
    """Why, without the mark before it: 理由：工作变动."""
    for mark in ("原因", "理由"):
        words = words.removeprefix(mark)
    return words.removeprefix("是").removeprefix("为").strip(" ：:")


_REASONS = ("变动", "调动", "调整", "调离", "退休", "辞职", "交流", "轮岗", "分工")
"""So a reason for a change ends: 工作变动, 班子分工调整."""


def _nearest(day: date, today: date) -> date:
    """Return the day without its year that is nearest: somebody may sit there for a while before it is filed."""
    before = day.replace(year=day.year - 1, day=min(day.day, monthrange(day.year - 1, day.month)[1]))
    return min(day, before, key=lambda each: abs(each - today))
