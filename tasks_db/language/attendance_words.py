"""What people type when a notice calls them to a sitting: that they come, or who comes instead, or why nobody does.

Only a whole message counts as 参加: 参加联合检查2次 is a report of work. 请假 may stand anywhere in a short message.
"""

from tasks_db import lazy_re as re
from tasks_db.language.typed import typed
from tasks_db.lean_dataclass import dataclass
from tasks_db.terms import Reply

_LONGEST = 80
_WE = (
    r"(?:我们?|[我本](?:人|局|委|办|镇|乡|街道|大队|中心|公司|单位)|[^\s,。;]{2,10}(?:局|委|办|镇|乡|街道|大队|中心))"
)
_HEARD = r"(?:(?:好的?|收到(?:会议)?(?:通知)?|知道了|明白)[,。!\s]*)"
_MEETING = (
    r"(?:(?:这次|本次|今天|明天|后天|下?周[一二三四五六日天]|上午|下午)*的?"
    r"(?:[^\s,。;\d过了]{0,16}?(?:专题|全体|临时|联席))?会议?|开会)"
)
_WE_COME = (
    rf"{_HEARD}*{_WE}?(?:会|将|可以|能|一定)*(?:准时|按时|届时|如期)*"
    rf"(?:来)?(?:参加|参会|到会|出席){_MEETING}?[的了]?"
)
_COMES = re.compile(rf"{_WE_COME}[。!\s]*")
_LEAVE = re.compile(
    r"请(?:个|一下)?假|(?:来|去|参加|到)不了(?:会|了)?(?=[,。;!\s]|$)|(?:不能|没法|无法)(?:来|去|参加|参会|到会|出席|开会)"
)
_SENT = re.compile(
    r"(?:委派|委托|指派|派|安排|让|请|(?<!理)由)(?!假|去|到|往|来|人|于)(?P<who>[^,。;:]{2,20}?)(?:同志)?"
    r"(?:代为|代我们?|代替我?们?|替我们?|替|代|来|去|到时|届时)*(?:(?:参加|参会|出席|到会|开会|代会|去)(?:会议)?|代(?=[,。;\s]|$))"
)
_NAMED = re.compile(rf"{_WE}?(?:已|将|拟|会)?(?:委派|委托|指派)(?!专?人):?\s*(?P<who>[^,。;:]{{2,16}}?)(?:同志)?")
"""A clause of its own may name whom a unit sends without a verb for coming: 委派副局长王青."""
_SENDS = re.compile(
    rf"{_HEARD}*{_WE}?(?:已|将|拟|会)?(?:委派|委托|指派|派|安排|由)"
    r"(?P<who>(?!专?人)[^\d,。;\s]{2,16}?)(?:同志)?(?:代为|代我们?|代替我?们?|替我们?|替|代|来|去|准时|按时)*"
    r"(?:参加|参会|出席|到会|开会|去)(?:会议|开会)?[了的]?[。!\s]*"
)
"""A unit that comes by somebody else says so without 请假; nothing else may stand in the message."""
_COMES_BY = re.compile(rf"{_WE_COME}[,;。\s]+(?:会上|届时|到时|当天)?(?P<sends>.+)")
_WHO_COMES = re.compile(
    r"(?:参会|参加|出席|到会)(?:人员?|同志|代表)(?:是|为|:)?\s*(?P<who>[^\d,。;:]{2,16}?)(?:同志)?[。!\s]*"
)
_ABOUT = re.compile(
    r"(?:\d{1,2}月)?\d{1,2}[日号]|今天|明天|后天|下?周[一二三四五六日天]|上午|下午|这次|本次|下次|那[个场次]|(?:全体|临时|专题|联席)?会议?|开会|"
    r"我(?:们|局|单位|镇|办)?|本(?:人|单位)|的|(?:主要)?(?:原因|理由)(?:是|:)?|因为?|由于"
)
"""A clause of nothing else says which meeting it is, and not why."""
_BECAUSE = re.compile(r"^(?:(?:主要)?(?:原因|理由)(?:是|:)?|因为|由于)\s*")
_POLITE = re.compile(r"^(?:不好意思|抱歉|对不起|您好|你好|收到)[,。!\s]*")
_EDGES = " ,:。;!"
_PARTS = re.compile(r"[,。;]|\s+(?=理由|原因|委派|委托|指派)|(?<=[^\s无要])(?=(?:主要)?(?:理由|原因)[:是])")
_LABELLED = re.compile(r"(?:主要)?(?:理由|原因)")
_NOBODY = re.compile(r"[在去到因]|当天|请假|理由|安排|[带率]队")
"""Words that are in no post and in no name: what was taken for whoever comes has run into something else."""
_SENDING = re.compile(r"委派|委托|指派")
_SPOKEN_OF = re.compile(
    rf"{_HEARD}+(?!.*(?:[\d?谁哪吗已了过]|什么|组织|召开)).*(?:参会|到会|出席|开会|参加[^,。;]{{0,10}}会).*"
)
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
    if _LEAVE.search(plain):
        return leave(plain)
    sends = _SENDS.fullmatch(plain)
    return Attendance(Reply.ATTEND, sends["who"]) if sends is not None else _comes(plain)


def _comes(plain: str) -> Attendance | None:
    """Return an answer that says 参加 itself, with whom it names: 我局参加，由副局长王青参会."""
    if _COMES.fullmatch(plain):
        return Attendance(Reply.ATTEND)
    by = _COMES_BY.fullmatch(plain)
    sends = (_SENDS.fullmatch(by["sends"]) or _WHO_COMES.fullmatch(by["sends"])) if by is not None else None
    return Attendance(Reply.ATTEND, sends["who"]) if sends is not None else None


def speaks_of_coming(text: str) -> bool:
    """Return whether a receipt also tells in other words of coming to a meeting: 收到，我和李明一起参加会议."""
    plain = typed(text).plain.strip()
    return len(plain) <= _LONGEST and _SPOKEN_OF.fullmatch(plain) is not None


def leave(text: str) -> Attendance:
    """Return an answer of 请假 from the words that tell who comes instead, or after 原因 why nobody does.

    Words without a verb for sending are whoever comes (副局长 王青), unless they say 请假 themselves. Who comes and
    why may stand in either order; both are empty where they cannot be parted, so that it is asked. A unit that says
    参加 after all (我局参加，由副局长王青参会) attends.
    """
    plain = typed(text).plain.strip()
    if _LEAVE.search(plain) is None and (comes := _comes(plain)) is not None:
        return comes
    clauses = [part for one in _PARTS.split(_POLITE.sub("", plain)) if (part := one.strip(_EDGES))]
    found = [_sent(clause) for clause in clauses]
    sent = [who for who, _ in found if who]
    if not sent and _LEAVE.search(plain) is None and not _LABELLED.match(plain):
        if not any(_LABELLED.match(clause) for clause in clauses):
            return Attendance(Reply.LEAVE, plain)
        sent, found = clauses[:1], found[1:]
    said = [_LEAVE.sub("", rest).strip(_EDGES) for _, rest in found]
    why = [_BECAUSE.sub("", one) for one in said if _LABELLED.match(one) or _ABOUT.sub("", one)]
    reason = "，".join(filter(None, why))
    if len(sent) > 1 or any(_NOBODY.search(who) for who in sent) or _SENDING.search(reason):
        return Attendance(Reply.LEAVE)
    return Attendance(Reply.LEAVE, sent[0] if sent else "", reason if reason not in _SELF else "")


def _sent(clause: str) -> tuple[str, str]:
    """Return whom a clause sends, and what else it says; 理由：由市里安排参加培训 sends nobody."""
    found = _SENT.search(clause) or _NAMED.fullmatch(clause) or _WHO_COMES.fullmatch(clause)
    if found is None or (_LABELLED.match(clause) and _NOBODY.search(found["who"])):
        return "", clause
    return found["who"].strip(), clause[: found.start()] + clause[found.end() :]
