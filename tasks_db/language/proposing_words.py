"""How people propose a sitting: its kind, what is to be taken up (事项), and why (理由), each by itself."""

from tasks_db import lazy_re as re
from tasks_db.language.typed import Typed, typed
from tasks_db.lean_dataclass import dataclass
from tasks_db.terms import SittingKind


@dataclass(frozen=True, slots=True)
class Proposing:
    """A sitting as it is proposed; topic and grounds are empty where they are not said.

    ``sure`` is whether it says so plainly; what only sounds like a proposal is asked about.
    """

    kind: SittingKind
    topic: str
    grounds: str
    sure: bool = True
    title: str = ""
    """What stands before 专题会议: 校园周边交通安全."""


MEETING = r"(?:全体会议|全体会|部分成员单位会议|部分成员会议|临时会议|专题会议|专题会|联席会议|协调会议?|会议|会)"
_OFFICES = r"(?:局|委|委员会|办|办公室|镇|乡|街道|中心|大队|公司|单位)"
_TAKES_UP = r"(?:专题|专门|一起|重点)?(?:研究|讨论|审议|协调|商议|解决)(?:一下|下)?"
_TOPIC_MARK = r"(?:会议)?(?:议题|事项|主题|内容)(?:是|为)?[,:]?\s*(?:专题|专门)?(?:研究|讨论|审议|协调|商议)?"
_WHY_MARK = r"(?:提议|召开|开会)?的?(?:主要)?(?:理由|原因)(?:是|为|如下)?[,:]?\s*(?:因为?|由于)?|因为|因|由于|鉴于"
_PLAIN = re.compile(
    rf"(?:(?:因为?|由于|鉴于)(?P<first>[^,。;]+)[,;]\s*)?"
    rf"(?:(?:我们?|本)?(?:[^,。:;\s我本]{{0,10}}{_OFFICES})?)?(?:现|特|拟|要|想(?=提议))?"
    rf"(?:建议|提议|提请|申请)(?:尽快|近期|本周|再)?(?:召开|开|召集)一?[次个场]?"
    rf"(?:(?:关于|就|针对|有关)(?P<about>[^,。:;]+?)(?:的|问题|事宜)+)?(?P<kind>[^,。:;研讨审]*?{MEETING})?"
    rf"(?P<rest>(?:[,:;。]?\s*(?:{_TAKES_UP}|{_TOPIC_MARK}|{_WHY_MARK}).*)?)[。,;\s]*"
)
_LOOSE = re.compile(
    r"(?:我们?(?:局|委|办|单位|镇|乡|街道|中心|大队|这边|这里)?|本(?:局|委|办|单位|镇|乡|街道|中心))?(?:也|还|都)?"
    r"(?:想|希望|建议|提议|提请|申请|请求|恳请|请|能不能|能否|可不可以|可否|是不是(?:可以|该)?|是否可以)+(?:请|由)?[^,。;]{0,12}?"
    r"(?:召开|召集|碰|开)[^,。;]{0,14}?(?P<kind>全体会议|部分成员单位会议|临时会议|专题会议?|协调会议?|调度会议?|碰头会|会议|会)"
    r"(?![场室当])(?:[,:]?\s*(?P<rest>.*))?"
)
"""What sounds like a proposal: 我局想提请开个会，管网改造要破路……; it may as well be a unit's own work."""
_MARKS = re.compile(rf"(?:^|(?<=[,。;\s]))[,。;\s]*(?:(?P<why>{_WHY_MARK})|(?P<topic>{_TOPIC_MARK}|{_TAKES_UP}))")
_LEADING = re.compile(r"^(?:来|去|专题|一起|专门)*(?:研究|讨论|审议|协调|商议|解决|定)(?:一下|下)?")
_EDGES = " ,，。;；:：、"
_ISSUE = "问题"
_KINDS = (("全体", SittingKind.PLENARY), ("部分", SittingKind.PARTIAL), ("专题", SittingKind.SPECIAL))


def kind_of(text: str) -> SittingKind:
    """Return the kind of sitting that words name: 全体, 部分 and 专题 are said, anything else is ad hoc (临时)."""
    return next((kind for word, kind in _KINDS if word in text), SittingKind.AD_HOC)


def proposing(text: str) -> Proposing | None:
    """Return what a text of one line or several proposes, in its own characters; None where it proposes none."""
    source = typed("，".join(line.strip(" ，,") for line in text.strip().splitlines()))
    found = _PLAIN.fullmatch(source.plain)
    if found is not None:
        topic, grounds = _parts(source, found.start("rest"))
        about = source.own(*found.span("about")).strip(_EDGES) if found["about"] else ""
        first = source.own(*found.span("first")).strip(_EDGES) if found["first"] else ""
        title = _title(found["kind"] or "")
        return Proposing(kind_of(found["kind"] or ""), topic or _issue(about) or title, grounds or first, title=title)
    loose = _LOOSE.fullmatch(source.plain) if "\n" not in text.strip() else None
    if loose is None:
        return None
    topic, grounds = _parts(source, loose.start("rest")) if loose["rest"] else ("", "")
    return Proposing(kind_of(loose["kind"]), topic, grounds, sure=False)


_TITLE = re.compile(r"(?:关于|有关|针对)?(?P<title>[^,。:;]{3,20}?)(?:工作|问题)?的?专题会议?")
_NO_TITLE = re.compile("联席|领导小组|专班|会议|办公室|单位|部门")


def _title(kind: str) -> str:
    """What a sitting on one topic is called, before the word for its kind; the name of a body is no title."""
    found = _TITLE.fullmatch(kind)
    return found["title"] if found is not None and not _NO_TITLE.search(found["title"]) else ""


def topic_and_grounds(text: str) -> tuple[str, str]:
    """Return what a proposal is about and why, from words that were asked for: 研究经费缺口，理由：补助未到位."""
    return _parts(typed(text.strip()), 0)


def _parts(source: Typed, start: int) -> tuple[str, str]:
    """What stands behind the marks of topic and grounds from ``start`` on; words before the first mark are topic."""
    topic, grounds, place, into_why = [""], [""], start, False
    for mark in _MARKS.finditer(source.plain, start):
        if mark["topic"] is not None and not into_why and topic[0]:
            continue  # 研究 within the topic itself
        (grounds if into_why else topic)[0] += source.own(place, mark.start())
        place, into_why = mark.end(), mark["why"] is not None
    (grounds if into_why else topic)[0] += source.own(place, len(source.plain))
    said = _LEADING.sub("", topic[0].strip(_EDGES)).strip(_EDGES)
    return _issue(said), grounds[0].strip(_EDGES)


def _issue(topic: str) -> str:
    """A topic without the 问题 behind it; 年底完工达到50%的问题 keeps it, since it would break off at 的."""
    return topic.removesuffix(_ISSUE) if len(topic) > len(_ISSUE) and not topic.endswith("的" + _ISSUE) else topic
