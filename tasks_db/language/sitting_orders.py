"""What people order about a sitting in plain words: 催回执, 撤回纪要送审, 同意召开, 材料送召集人, 发会议通知….

General orders (催一下没报的) and answers (撤销) are read elsewhere: each of these names what belongs to a sitting.
"""

from enum import StrEnum

from tasks_db import lazy_re as re
from tasks_db.language.typed import typed
from tasks_db.lean_dataclass import dataclass


class Order(StrEnum):
    """What is to be done about a sitting."""

    REMIND = "remind"
    RECALL = "recall"
    APPROVE = "approve"
    PACK = "pack"
    AGENDA = "agenda"


@dataclass(frozen=True, slots=True)
class SittingOrder:
    """An order about a sitting; ``number`` is that of the sitting where it is named.

    ``sure`` is whether the words mean a sitting by themselves: 催一下没回复的单位 may be about tasks as well.
    """

    order: Order
    number: int | None = None
    sure: bool = True


_CHASE = re.compile(r"催|提醒|再.{0,20}(?:发|通知|问)|发一[遍次]")
_SILENT = re.compile(r"(?:没有?|未)(?:给|交|报)?(?:会议)?(?:回执|回复|答复|回应|回信|回音|回|反馈|报名|确认)|回执")
_OF_NOTICE = re.compile(r"回执|会议|开会|参会")
_ANSWERED = re.compile("回|答复")
"""Of tasks people say 没报 and 没反馈."""
_ASIDE = re.compile(
    r"会议\d*|第[一二三四五六七八九十\d]+次|(?:全体|临时|专题|部分成员单位)会议?|会议?通知|通知|参会|开会|参加|回执|回复|答复|反馈|报名|确认|"
    r"请|麻烦|帮我?|把|给|向|对|让|叫|一下|一遍|一次|一催|再|还|都|谁|哪些|哪几家|那些|这些|几家|各家|单位|部门|人员|人|同志|"
    r"没有|没|未|有|回|的|了|是|下|吧|啊|呢|吗|催|促|办|要|发|提醒|就|也|这次|本次|下次|的话|[,。?!:\s]"
)
_RECALL = re.compile(
    r"撤回|撤销|收回|撤下|取回|拿回|要回|退回来|取消送审|(?:先|暂时?)?(?:不|别|不要|勿|缓)(?:忙)?(?:送|签|审|印|报)+|(?:缓|停)一?[缓停]"
)
_RECALL_ASIDE = re.compile(
    r"会议\d*|第[一二三四五六七八九十\d]+次|(?:全体|临时|专题|部分成员单位)会议?|纪要|稿|刚才|送审|送签|签发|审核|审签|"
    r"请|麻烦|帮我?|把|将|的|了|先|暂时?|来|回来|一下|修改|改|再|要|有|问题|错|需要|还|得|重新|吧|啊|上去|去|给|召集人|[,。!:\s]"
)
_RECALL_WHY = re.compile(
    r"(?:请|麻烦)?(?:先)?(?:把|将)?(?:会议\d+的?)?(?:撤回|收回|撤下)(?:会议)?纪要(?:送审)?[,。;:].+"
)
"""Why they are taken back may be said behind it in any words."""
_APPROVE = re.compile(
    r"(?:我)?(?:同意|批准|可以|准予)(?:召开|开会|开|召集)(?:这次|这个|本次|该|一次)?(?:[^,。]{0,12}会议?)?(?:的提议)?[了吧]?[。!\s]*"
)
_PACK = re.compile(
    r"(?:请|麻烦)?(?:把|将)?(?:这次|本次|下次)?(?:会议?\d*)?的?(?:会前|会议|开会)?的?(?:全套|全部)?(?:材料|文件|资料)"
    r"(?:打|合|做|汇|整理?)?(?:包|成|在)?(?:一[个份](?:文件|材料)?)?(?:里)?(?:都|一起)?[,]?"
    r"(?:送|发|报|呈|传|给|发送|报送|呈送|送给|发给|报给)(?:给|到|送)?(?:副?召集人|组长|副组长|领导|[^,。]{1,4}(?:县长|主任|区长|市长))[^,。]{0,6}[。!]?"
)
_AGENDA = re.compile(
    r"(?:请|麻烦)?(?:看一?下?|打开|查看|改一?下?|修改|调整)?(?:这次|本次|下次)?(?:会议?\d*)?的?议程(?:修改|调整)?[。!\s]*"
)
_WHOLE = ((Order.APPROVE, _APPROVE), (Order.PACK, _PACK), (Order.AGENDA, _AGENDA))
_NUMBER = re.compile(r"会议(?P<number>\d{1,6})")
_LONGEST = 50


def numbered(text: str) -> int | None:
    """Return the number of the sitting that a text names (会议2); None where it names none."""
    found = _NUMBER.search(typed(text).plain)
    return int(found["number"]) if found is not None else None


def ordered(text: str) -> SittingOrder | None:
    """Return what a text orders about a sitting; None for any other text."""
    plain = typed(text).plain.strip()
    if not plain or len(plain) > _LONGEST or "\n" in plain:
        return None
    number = numbered(plain)
    for order, form in _WHOLE:
        if form.fullmatch(plain) is not None:
            return SittingOrder(order, number)
    if _RECALL_WHY.fullmatch(plain):
        return SittingOrder(Order.RECALL, number)
    if "纪要" in plain and _RECALL.search(plain) and not _RECALL_ASIDE.sub("", _RECALL.sub("", plain)):
        return SittingOrder(Order.RECALL, number)
    if _CHASE.search(plain) and _SILENT.search(plain) and not _ASIDE.sub("", plain):
        sure = _OF_NOTICE.search(plain) is not None
        return SittingOrder(Order.REMIND, number, sure=sure) if sure or _ANSWERED.search(plain) else None
    return None


@dataclass(frozen=True, slots=True)
class SetUp:
    """When and where a sitting is, and which units come, as typed in one sentence; ``units`` may be empty."""

    number: int | None
    when: str
    units: str


_SET_UP = re.compile(
    r"(?:请|把|将)?(?:会议(?P<number>\d{1,6})|(?:这次|本次|下次|临时)会议?)的?(?:时间)?(?:就)?"
    r"(?:定在|定于|安排在|安排到|改在|改到|放在)(?P<when>(?:(?!参加|出席|参会).){6,60}?)"
    r"(?:[，,；;。](?:请|通知|参会单位(?:是|有|:)?)(?P<units>.{2,200}?)(?:参加|出席|到会|参会)?(?:会议)?)?[。!\s]*"
)


def set_up(text: str) -> SetUp | None:
    """Return what 会议1定在12月12日上午9点在三楼，请县公安局参加 sets; None for other words."""
    said = _SET_UP.fullmatch(typed(text).plain.strip())
    if said is None or not re.search(r"\d[点时:：]", said["when"]):
        return None
    return SetUp(int(said["number"]) if said["number"] else None, said["when"], said["units"] or "")
