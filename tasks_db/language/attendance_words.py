"""What people type when a notice calls them to a sitting: that they come, or who comes instead, or why nobody does.

Only a whole message counts as 参加: 参加联合检查2次 is a report of work. 请假 may stand anywhere in a short message.
"""

from tasks_db import lazy_re as re
from tasks_db.language.typed import typed
from tasks_db.lean_dataclass import dataclass
from tasks_db.terms import Reply

_LONGEST = 80
_WE = r"(?:我|我们|我局|我单位|我镇|我办|本人|本单位|[^\s,。;]{2,10}(?:局|委|办|镇|乡|街道|大队|中心))"
_WE_COME = (
    rf"(?:(?:好的?|收到|知道了|明白)[,。!\s]*)*{_WE}?(?:会|将|可以|能|一定)*(?:准时|按时|届时|如期)*"
    r"(?:来)?(?:参加|参会|到会|出席)(?:会议|开会)?[的了]?"
)
_COMES = re.compile(rf"{_WE_COME}[。!\s]*")
_LEAVE = re.compile(
    r"请(?:个|一下)?假|(?:来|去|参加|到)不了(?:会|了)?(?=[,。;!\s]|$)|(?:不能|没法|无法)(?:来|去|参加|参会|到会|出席|开会)"
)
_SENT = re.compile(
    r"(?:委派|委托|派|安排|让|请|由)(?!假|去|到|往|来|人)(?P<who>[^,。;]{2,20}?)(?:同志)?"
    r"(?:代为|代我们?|代替我?们?|替我们?|替|代|来|去|到时|届时)*(?:(?:参加|参会|出席|到会|开会|代会|去)(?:会议)?|代(?=[,。;\s]|$))"
)
_SENDS = re.compile(
    rf"(?:(?:好的?|收到|知道了|明白)[,。!\s]*)*{_WE}?(?:已|将|拟|会)?(?:委派|委托|指派|派|安排|由)"
    r"(?P<who>(?!专?人)[^\d,。;\s]{2,16}?)(?:同志)?(?:代为|代我们?|代替我?们?|替我们?|替|代|来|去|准时|按时)*"
    r"(?:参加|参会|出席|到会|开会|去)(?:会议|开会)?[了的]?[。!\s]*"
)
"""A unit that comes by somebody else says so without 请假; nothing else may stand in the message."""
_COMES_BY = re.compile(rf"{_WE_COME}[,;。\s]+(?:会上|届时|到时|当天)?(?P<sends>.+)")
_ABOUT = re.compile(
    r"(?:\d{1,2}月)?\d{1,2}[日号]|今天|明天|后天|下?周[一二三四五六日天]|上午|下午|这次|本次|下次|那[个场次]|(?:全体|临时|专题|联席)?会议?|开会|"
    r"我(?:们|局|单位|镇|办)?|本(?:人|单位)|的|(?:主要)?(?:原因|理由)(?:是|:)?|因为?|由于"
)
"""A clause of nothing else says which meeting it is, and not why."""
_BECAUSE = re.compile(r"^(?:(?:主要)?(?:原因|理由)(?:是|:)?|因为|由于)\s*")
_POLITE = re.compile(r"^(?:不好意思|抱歉|对不起|您好|你好|收到)[,。!\s]*")
_EDGES = " ,:。;!"
_WHY = "原因"
_SELF = {"我", "我们", "我局", "本人", "本单位"}


@dataclass(frozen=True, slots=True)
class Attendance:
    """An answer to a notice; for 请假 who comes instead (post and name as typed), or else the words that say why."""

    reply: Reply
    delegate: str = ""
    reason: str = ""


def attendance(text: str) -> Attendance | None:
    """Return what a message says about coming to a sitting, None where it says nothing of it."""
    plain = typed(text).plain.strip()
    if not plain or len(plain) > _LONGEST or "\n" in plain:
        return None
    if _COMES.fullmatch(plain):
        return Attendance(Reply.ATTEND)
    if _LEAVE.search(plain):
        return leave(plain)
    by = _COMES_BY.fullmatch(plain)
    sends = _SENDS.fullmatch(by["sends"] if by is not None else plain)
    return Attendance(Reply.ATTEND, sends["who"]) if sends is not None else None


def leave(text: str) -> Attendance:
    """Return an answer of 请假 from the words that tell who comes instead, or after 原因 why nobody does.

    Words without a verb for sending are whoever comes (副局长 王青), unless they say 请假 themselves.
    """
    plain = typed(text).plain.strip()
    why = plain.startswith(_WHY)
    sent = _SENT.search(plain)
    if sent is None and not why and _LEAVE.search(plain) is None:
        return Attendance(Reply.LEAVE, plain)
    said = plain[: sent.start()] + plain[sent.end() :] if sent else plain
    said = _LEAVE.sub("", _POLITE.sub("", said.removeprefix(_WHY)))
    clauses = (clause.strip(_EDGES) for clause in said.split(","))
    reason = "，".join(_BECAUSE.sub("", clause) for clause in clauses if _ABOUT.sub("", clause))
    return Attendance(Reply.LEAVE, sent["who"].strip() if sent else "", reason if reason not in _SELF else "")
