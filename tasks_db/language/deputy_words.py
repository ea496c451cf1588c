"""What the office types of deputies: who stands in for whom and when, who is asked for, and when it is over."""

from datetime import date, timedelta

from tasks_db import lazy_re as re
from tasks_db.language.days import dates
from tasks_db.language.numerals import numeral
from tasks_db.language.seat_words import SeatWordsError
from tasks_db.language.typed import typed
from tasks_db.lean_dataclass import dataclass
from tasks_db.terms import SeatRole


@dataclass(frozen=True, slots=True)
class Deputy:
    """Who stands in for a unit's liaison, from day to day."""

    unit: str
    person: str
    since: date
    until: date


def deputy(text: str, today: date) -> Deputy:
    """Return who stands in for whom and when, the days written in any way in which people write them, or a length.

    A day without a year is the next one that is not past on ``today``. Raises SeatWordsError for anything else.
    """
    words = text.split(maxsplit=2)
    if len(words) != 3:  # noqa: PLR2004  a unit, a person, the days
        raise SeatWordsError(
            "请写：/deputy 单位 姓名 开始日期 结束日期，例如 /deputy 县教委 李明 2025-12-01 2025-12-10"
        )
    days = spell(words[2], today)
    if days is None:
        raise SeatWordsError("没有看懂两个日期，请写成 2025-12-01 2025-12-10 或 12月1日至12月10日、两周 这样。")
    return Deputy(words[0], words[1], *days)


def spell(text: str, today: date) -> tuple[date, date] | None:
    """Return the first and the last day that are said: two days, one stretch, or a length from a day on or today."""
    plain = typed(text).plain
    length = _LENGTH.search(plain)
    marks = dates(_LENGTH.sub("", plain), today)
    said = [mark.days for mark in marks if mark.days is not None and (mark.days.exact or mark.rule in _WHOLE)]
    if len(said) != len(marks):
        return None
    match said:
        case [whole] if whole.first != whole.last:
            found = whole.first, whole.last
        case [first, last] if first.first == first.last and last.first == last.last:
            found = first.first, last.last
        case [first] if length is not None:
            found = first.first, _after(first.first, length)
        case [only] if _UNTIL.search(plain):
            found = today, only.last
        case [] if length is not None:
            found = today, _after(today, length)
        case _:
            return None
    return found


_WHOLE = frozenset({"week", "month"})
_LENGTH = re.compile(
    r"(?<![月年\d.\-/到至—~－])(?P<count>\d{1,3}(?!月\d)|[一二两三四五六七八九十]{1,3}|半)\s*个?(?P<of>天|日(?!前)|周|星期|礼拜|月)(?![一二三四五六日天\d份底中初])"
)
_UNTIL = re.compile(r"(?:到|至|截止)\s*(?:\d|明|下|本|这|月)")
_DAYS = {"天": 1, "日": 1, "周": 7, "星期": 7, "礼拜": 7, "月": 30}


def _after(since: date, length: re.Match[str]) -> date:
    """The last day of a length that begins on a day: two weeks from the 3rd end on the 16th."""
    half = length["count"] == "半"
    days = _DAYS[length["of"]]
    whole = days // 2 if half else days * (numeral(length["count"].replace("两", "二")) or 1)
    return since + timedelta(days=whole - 1)


@dataclass(frozen=True, slots=True)
class StandIn:
    """Who stands in for whom (a person, a unit or a post); None where the days are not said.

    A post that was said stands behind the name of ``person``: 李明（科员）.
    ``sure`` is False for words that may say something else (由李明代办): they mean it only if ``whom`` is somebody.
    """

    whom: str
    person: str
    days: tuple[date, date] | None
    sure: bool = True


_AWAY = r"轮训|参训|脱产|抽调|出差|公出|休假|请假|外出|学习|培训|住院|病假|产假|探亲|年休|不在"
_NEAR = (
    r"下(?:下|个|周|星期|礼拜|月)|本(?:周|月)|这(?:周|几|两|个|段)|[明今][天日]|后天|[到至](?=[\d下本月])"
    r"|[一二两三半]个?[天周月]"
)
_STANDS = (
    r"(?:代理|代管|代班|代办|代为(?:办理|处理)|主持|代劳|代替|替代|顶替|顶班|替班"
    r"|[代替顶]一?下?(?=我|他|她|$|[，,。]))"
)
_WORK = r"(?:一下|联络员|的?(?:工作|职务|职责|事务|事情|事|任务)|我|他|她|本人|几天)*"
_LET = r"(?:由|请|让|叫|委托|授权|拜托|安排|委派|交给|交由)"
_AHEAD = (
    r"(?:(?P<post>(?:(?![由请让])[\u4e00-\u9fff]){0,12}(?:长|主任|书记|科员|干事|专员|参谋|秘书|主席|经理|调研员|干部|[督理导术事]员))"
    r"(?=[\u4e00-\u9fff]{2}))?"
)
_PERSON = (
    _AHEAD + r"(?P<person>[\u4e00-\u9fff·]{2,4}?)(?<![局委办镇乡院校厅在从自于])(?:同志)?"
    r"(?:[（(](?P<post_behind>[\u4e00-\u9fff]{2,16})[）)])?"
)
_MEANWHILE = (
    r"(?:在|于)?(?:(?:这|那|此|该)一?[段个些几]?(?:时间|期间|时段|日子|天|周)|其间|此间|离岗期间|不在期间|[外出培训学习休假请]{2}期间)"
    r"(?:内|里|的?(?:工作|事|任务))?[，,]?"
)
"""What says once more for how long: 这段时间由…代."""
_SPELL = r"(?:[，,]?\s*(?:从|自|在|于)?(?=[\d一二两三四五六七八九十今明后下本这])[^，,。；;由请让代替顶]{1,24}?)?"
_FORMS = (
    # 钟亦秋出差两周，由叶小满代理
    re.compile(
        rf"\s*(?P<whom>[\u4e00-\u9fff（）()]{{1,20}}?(?:的?联络员)?)(?=要|去|因|将|自|从|{_NEAR}|{_AWAY}|{_LET}|[，,\d])"
        rf"(?P<before>.*?)[，,；;\s]*(?:期间)?(?:{_MEANWHILE})?(?:先|暂时?|临时)?(?:{_LET}|(?<=[，,]))\s*{_PERSON}"
        rf"(?:临时|暂时|来|先)?{_STANDS}{_WORK}(?P<after>.*)"
    ),
    # 叶小满代理县民政局联络员，12月1日至10日; 请叶小满替钟亦秋两周; 11月10日到21日由叶小满代理钟亦秋
    re.compile(
        rf"\s*(?P<before>(?:[^，,。；;]{{2,24}}?[，,]?{_LET})?)\s*{_LET}?\s*{_PERSON}(?P<amid>{_SPELL})(?:临时|暂时?|先)?"
        rf"(?:代理|代管|代办|代替|替代|顶替|接替|(?<![交取现时年后当近接])[替代](?![理办管替班价表]))"
        rf"(?P<whom>[\u4e00-\u9fff（）()]{{1,24}}?)(?:的联络员|的?(?:工作|职务|职责|事务|事情|事))?"
        rf"(?:(?:处理|办理|主持|负责)[^，,。\d]{{1,10}})?(?P<after>|[，,；;\s]+.*|(?={_NEAR}|\d|从|自).*)"
    ),
    # 设叶小满为钟亦秋的代理人，11月10日至21日
    re.compile(
        rf"\s*(?:设|指定|安排|任命|请|让|由)\s*{_PERSON}(?P<before>)(?:临时|暂时)?(?:为|作为|担任|做|当)"
        r"(?P<whom>[\u4e00-\u9fff（）()]{1,24}?)(?:的)?(?:临时)?代理人?(?P<after>(?:[，,；;\s]+.*)?)"
    ),
)


def stands_in(text: str, today: date) -> StandIn | None:
    """Return who is to stand in for whom: 钟亦秋出差两周，由叶小满代理; None for other words.

    From which day the holder is back (29日起仍由钟亦秋负责) says nothing more than the last day does.
    """
    bare = _BACK.sub("", _AHEAD_OF_IT.sub("", _BY_LETTER.sub("", _same(text))))
    said = next((found for form in _FORMS if (found := form.fullmatch(bare)) is not None), None)
    if said is None:
        return None
    days = " ".join(said.groupdict().get(part) or "" for part in ("before", "amid", "after"))
    post = said["post"] or said["post_behind"]
    person = f"{said['person']}（{post}）" if post else said["person"]
    return StandIn(said["whom"], person, spell(days, today), sure="代理" in text)


_BY_LETTER = re.compile(r"^\s*[^，,。:：]{2,20}?(?:来函|来文|来电|来信|来电话|函告)(?:说|称)?[：:，,]\s*")


def _same(text: str) -> str:
    """The text without 同志 and 本单位; 产假 behind a day is not the 日产 of a works."""
    return re.sub(r"同志|(?<=由)(?:本|我|该)单位", "", text).replace("产假", "休假")


_AHEAD_OF_IT = re.compile(r"^\s*(?:请|登记|请假[:：]|因[^，,]{2,10}[，,])+")
_BACK = re.compile(
    r"[，,；;。]\s*(?:从|自)?[^，,；;。]{1,12}?(?:起|以后|之后|后)[，,]?(?:仍旧?|还是|恢复|照常|照旧).*"
    r"|[，,；;。]\s*(?:到|从|自)?(?:(?:\d{1,2}月)?\d{1,2}[日号])?[^，,；;。\d]{0,6}(?:回来|返岗|回岗|归队|照旧|恢复).*"
    r"|[，,；;。\s]*(?:谢谢|多谢|辛苦了?|麻烦了?)[。.!！\s]*$"
)


@dataclass(frozen=True, slots=True)
class SeatNamed:
    """Whose seat words name: of which role, if they say it; ``whom`` is what is left, a person, a unit or nothing."""

    whom: str
    role: SeatRole | None


_ROLES = sorted(((role.zh, role) for role in SeatRole), key=lambda one: -len(one[0]))
_ROLE_WORDS = (*_ROLES, ("办主任", SeatRole.OFFICE_HEAD))
MYSELF = frozenset({"我", "本人", "我本人", "我自己"})


def seat_named(text: str) -> SeatNamed:
    """Return the role that words name, and the rest of them: 办公室主任钟亦秋, 县教育局联络员."""
    if text.strip("的 ") == "主任":
        return SeatNamed("", SeatRole.OFFICE_HEAD)
    for words, role in _ROLE_WORDS:
        if words in text:
            return SeatNamed(text.replace(words, "", 1).strip("的 "), role)
    return SeatNamed(text.strip("的 "), None)


@dataclass(frozen=True, slots=True)
class Ended:
    """That nobody is to stand in for ``whom`` any more, or ``whom`` for nobody; empty where nobody is named.

    ``is_back``: somebody is only said to be back, which ends something only where somebody stands in.
    """

    whom: str
    is_back: bool = False


_DEPUTY = r"(?:的?(?:临时|暂时)?(?:代理|代办|代管|委托|替班|顶班)(?:人|工作|关系)?)"
_OVER = r"(?:取消|结束|撤销|撤回|收回|停止|解除|终止|撤掉|停掉)"
_ENDS = (
    re.compile(rf"\s*(?:请|把|将)?{_OVER}(?:对)?(?P<whom>[^，,。]{{0,24}}?)(?:联络员)?{_DEPUTY}[\s。.!！了吧]*"),
    re.compile(
        rf"\s*(?:请|把|将)?(?P<whom>[^，,。]{{0,24}}?)(?:联络员)?{_DEPUTY}"
        rf"(?:提前|到此|到?现在|到今天|从?今天起?|可以|都)*(?:{_OVER}|为止)(?:[，,].*)?[\s。.!！了吧]*"
    ),
    re.compile(
        r"\s*(?P<whom>[\u4e00-\u9fff（）()]{0,20}?)(?:的?联络员)?(?:现在)?(?:不用|不需要|不再|不必)(?:再)?"
        r"(?:由?[\u4e00-\u9fff]{2,4})??(?:临时)?(?:代理|代办|替班|顶班|[代替](?=了))(?:[\u4e00-\u9fff（）()]{2,16})?了?(?:[，,].*)?[\s。.!！吧]*"
    ),
    re.compile(
        r"\s*(?P<back>我|[\u4e00-\u9fff（）()]{2,20}?)(?:同志)?(?:已经?|提前|今天|今早|昨天|明天|刚)?"
        rf"(?:(?:{_AWAY})(?:结束)?)?(?:回来|回岗|返岗|到岗|上班|销假|归队)(?:上班)?(?:了|啦)?(?:[，,].*)?[\s。.!！]*"
    ),
)


def ends_standing_in(text: str) -> Ended | None:
    """Return for whom nobody is to stand in any more: 取消县教委的临时代理, 结束代办, 钟亦秋回来了; else None."""
    said = next((found for form in _ENDS if (found := form.fullmatch(text)) is not None), None)
    if said is None:
        return None
    back = said.groupdict().get("back")
    return Ended(back or said["whom"], is_back=True) if back else Ended(said["whom"])


_WHO = re.compile(
    r"\s*(?:请问|看看?|查看?|现在|目前|列出)*(?:"
    r"我(?:现在)?在?[替代]谁|谁(?:现在|目前)?(?:在|正)?(?:给|帮)?(?:替|顶|代(?![录填报码表]))(?:理|办|班|替)?(?:着)?[\u4e00-\u9fff]{0,12}"
    r"|[\u4e00-\u9fff]{1,12}由谁(?:在)?(?:代理|代办|替班|顶班)|我的代理人?是谁"
    r"|(?:有)?(?:谁|哪些人?|哪几个人?|哪些单位|几个人?)(?:现在|目前)?(?:在|正在|有|是)?(?:被)?(?:别人)?(?:临时)?(?:代理|代办|替班|顶班)"
    r"|(?:有没有|有无|有)人?(?:在)?(?:临时)?(?:代理|代办)"
    r"|(?:有(?:哪些|几个|谁))?(?:临时|全部|所有|当前|现在的)?(?:代理|代办|委托)的?(?:人|情况|名单|清单|列表|人员|关系|有哪些|有谁|是谁)"
    r"|(?:临时代理|代理人?|委托代理)"
    r")(?:呢|吗|的|呀|啊)?[\s。.!！？?]*"
)


def asks_who_stands_in(text: str) -> bool:
    """Return whether somebody asks who stands in for whom: 谁在替谁, 代理名单."""
    return _WHO.fullmatch(text) is not None
