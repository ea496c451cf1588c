"""What the office types of a seat: a unit, a person, a post, a lost phone."""

from tasks_db import lazy_re as re
from tasks_db.lean_dataclass import dataclass
from tasks_db.refusal import Refusal


class SeatWordsError(Refusal):
    """Words that do not say which seat and who; ``str()`` shows how to write it."""


def unit(text: str) -> str:
    """Return the unit that somebody is invited for; raises SeatWordsError for none or several words."""
    words = text.split()
    if len(words) != 1:
        raise SeatWordsError("请写：/invite 单位，例如 /invite 县教委")
    return words[0]


@dataclass(frozen=True, slots=True)
class Successor:
    """The new liaison of a unit, with the post and the words for the day where they were typed."""

    unit: str
    name: str
    post: str
    since: str


_A_DAY = re.compile(r"\d|[今明后昨]天|下?周[一二三四五六日天]")
_LONGEST_POST, _WORDS = 20, 4


def successor(text: str) -> Successor:
    """Return the unit and its new liaison, behind them the post and the day in either order.

    Raises SeatWordsError for fewer or more words.
    """
    words = re.split(r"[\s，,；;]+", text.strip())
    behind = words[2:]
    days = [one for one in behind if _A_DAY.search(one)]
    posts = [one for one in behind if one not in days]
    if len(words) not in range(2, _WORDS + 1) or len(days) > 1 or any(len(one) > _LONGEST_POST for one in posts):
        raise SeatWordsError(
            "请写：/handover 单位 姓名，可以加职务和日期，例如 /handover 县教委 李明 副股长 11月17日"
        )
    return Successor(words[0], words[1], "".join(posts), "".join(days))


@dataclass(frozen=True, slots=True)
class Mail:
    """Where the liaison of a unit gets mail; ``address`` is None where they are to get none any more."""

    unit: str
    address: str | None


_NONE = frozenset({"取消", "无", "没有"})


def unit_and_mail(text: str) -> Mail:
    """Return a unit and its liaison's e-mail address; raises SeatWordsError for fewer or more words."""
    words = text.split()
    if len(words) != 2:  # noqa: PLR2004  a unit and an address
        raise SeatWordsError(
            "请写：/mail 单位 邮箱，例如 /mail 县教委 liming@example.gov.cn；取消写 /mail 县教委 取消"
        )
    return Mail(words[0], None if words[1] in _NONE else words[1])


@dataclass(frozen=True, slots=True)
class SignedOut:
    """A phone that is lost, or somebody who is to be signed out; ``who`` is empty where it is one's own."""

    who: str


_LOST = re.compile(
    r"\s*(?:我的?|(?P<who>[\u4e00-\u9fff]{2,4}?)的?)?(?:手机|平板|电脑)(?:被偷|丢|遗失|不见|弄丢|找不到)了?(?:怎么办)?"
    r"(?:[，,。；;！!？?\s]\D{0,30})?"
    r"|(?:让|请|把)(?P<out>[\u4e00-\u9fff]{2,4}?)(?:退出登录|退出网页|登出)了?[\s。.!！]*"
)


def signed_out(text: str) -> SignedOut | None:
    """Return whose phone is lost or who is to be signed out: 马致同手机丢了; None for other words."""
    said = _LOST.fullmatch(text.strip())
    return None if said is None else SignedOut(said["who"] or said["out"] or "")


@dataclass(frozen=True, slots=True)
class NewPost:
    """A post that changed, of a named liaison or of the unit's; the one that is not said is empty."""

    unit: str
    name: str
    post: str


_POST = re.compile(
    r"(?:把|将)?(?:(?P<unit>[^，,。\s]{2,20}?)的?联络员)?(?P<name>[\u4e00-\u9fff·]{2,5}?)?"
    r"(?:[：:，,]\s*职务(?:是|为|[：:])?|的?职务(?:已?(?:改为|改成|变更为|调整为|变为)|应为|是)|(?:现|改|升|提|转)任|(?<=[\u4e00-\u9fff]{2})(?<![责担主历兼信])任(?!是|为)(?=[^，,。？?]{0,10}(?:长|主任|书记|经理|科员|主席)[。]?$))"
    r"(?!什么|啥|哪|谁)(?P<post>[^，,。？?]{2,20})[。]?"
)


def new_post(text: str) -> NewPost | None:
    """Return whose post is now which: 贺南枝职务改为副股长; None for other words, or where nobody is named."""
    said = _POST.fullmatch(text.strip())
    if said is None or not (said["unit"] or said["name"]):
        return None
    return NewPost(said["unit"] or "", said["name"] or "", said["post"])


_NEWCOMER = re.compile(
    r"(?:请|把|将|给|登记)*(?:联席会议|我们)?办公室(?:里)?(?:新来了?|新进了?|来了|(?:新)?(?:增加|增|加|添))(?:了)?(?:一?[名个位])?(?:新)?(?:的)?"
    r"(?P<post>工作人员|办公室人员|科员|干部|干事|同志|副主任)?[：:，,]?(?P<name>[\u4e00-\u9fff·]{2,4})(?:[，,。].{0,20})?"
    r"|(?:请|把|将)*登记(?P<other>[\u4e00-\u9fff·]{2,4})(?:为|是|当)(?:联席会议)?办公室(?:工作)?人员[。]?"
)


def newcomer(text: str) -> tuple[str, str] | None:
    """Return who has come to the office and with which post: 办公室新来了科员周砚池; None for other words."""
    said = _NEWCOMER.fullmatch(text.strip())
    if said is None:
        return None
    post = said["post"] or ""
    return said["name"] or said["other"], "" if post in {"工作人员", "办公室人员", "同志"} else post


@dataclass(frozen=True, slots=True)
class SuccessorWithPost:
    """An order to hand a seat over (``order``, without the post) to ``name``, who has ``post``."""

    order: str
    name: str
    post: str


_CHANGES_OF = re.compile(
    r"(?:看看?|查看?|列出|打开)?(?:一下)?(?:(?P<unit>[^，,。\s]{2,20}?)的?)?(?:联络员|成员|人员|席位)?的?(?:换人|更换|变动|变更|调整|交接)的?(?:记录|备案|情况|台账|经过|历史)"
    r"(?:看看|给我)?[。？?]?"
)


def asks_who_changed(text: str) -> str | None:
    """Return the unit whose changes of seats are asked for (听松街道换人记录), empty for all; else None."""
    said = _CHANGES_OF.fullmatch(text.strip())
    return None if said is None else said["unit"] or ""


_SUCCESSOR = re.compile(
    r"(?P<order>[^，,。\s]{2,20}?联络员[^，,。\s]{0,4}?(?:换成|换为|改成|改为|变更为|调整为)(?P<name>[\u4e00-\u9fff·]{2,5}))"
    r"[（(，,]\s*(?P<post>[^（()），,。]{2,20})[）)]?[。]?"
)
_SINCE = re.compile(r"[自从].+|.+(?:起|开始|以后|之后|生效|上任|到岗)")


def successor_with_post(text: str) -> SuccessorWithPost | None:
    """Return who comes with which post: 县教委联络员换成李明（副股长）; None for other words.

    Raises SeatWordsError where a day stands in the place of the post.
    """
    said = _SUCCESSOR.fullmatch(text.strip())
    if said is not None and _SINCE.fullmatch(said["post"]):
        how = f"{said['order']}，自11月10日起；带职务写：{said['order']}（科员）"
        raise SeatWordsError(f"没有看懂从哪天起：“{said['post']}”。请写成几月几日，例如：{how}。")
    return None if said is None else SuccessorWithPost(said["order"], said["name"], said["post"])


_ADDRESS = re.compile(r"[A-Za-z0-9_.+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+|(?<!\d)1[3-9]\d{9}(?!\d)")


def addresses(text: str) -> tuple[str, ...]:
    """Return the addresses of mail and the numbers of phones in a text, in its order."""
    return tuple(_ADDRESS.findall(text))
