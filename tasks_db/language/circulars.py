"""通知 in words: to whom it goes, any mix of everybody, groups, units and people, and what it says.

给住建局、城管局、水利局发个通知：周五前报总结        通知除县水利局外的各单位，明天开会
"""

from tasks_db import lazy_re as re
from tasks_db.language.questions import Vocabulary
from tasks_db.language.questions.cover import Names
from tasks_db.language.questions.names import pieces
from tasks_db.lean_dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Addressees:
    """Whom words name: everybody or units and groups by their ids, ``without`` some.

    ``unknown`` are words that name nobody, ``unclear`` those that may mean several units. ``end`` is where something
    begins that names nobody, or the end of the text.
    """

    everybody: bool = False
    unit_ids: tuple[int, ...] = ()
    without: tuple[int, ...] = ()
    unknown: tuple[str, ...] = ()
    unclear: tuple[tuple[str, tuple[int, ...]], ...] = ()
    end: int = 0

    @property
    def names_somebody(self) -> bool:
        """Whether the words name anybody at all."""
        return self.everybody or bool(self.unit_ids or self.unclear)


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice as it is said: to ``whom``, in the words that were typed, and what it says; each may be empty."""

    whom: str
    words: str


_EVERYBODY = re.compile(
    r"(?:全县|全市|全区)?(?:全体|所有的?|全部|各|各个|各位|每个|其余|其他|其它)(?:成员|责任|联席会议)?(?:单位|部门|联络员|人员|人|家)|大家|联络员们|全体(?:的?(?:单位|部门|联络员))?"
)
_ALL_OF = re.compile(
    r"(?:全县|全市|全区)?的?(?:全体|所有的?|全部的?|各个?|每个|(?:这)?[两二三四五六七八九十\d]{1,3}[个家](?=[\u4e00-\u9fff]))?"
)
"""What stands before the units themselves: 全体乡镇, 六个乡镇 are the towns, and not everybody."""
_CONTINUES = re.compile(r"[（(](?!除|不)[\u4e00-\u9fff]{1,6}[）)](?=[\s、，,；;：:。和及与并跟的等]|$)")
"""What completes a group's name: 乡镇（街道）."""
_REST = re.compile(r"其余|其他|其它")
_BETWEEN = re.compile(
    r"[\s、，,；;]+|以及|还有|[和及与并跟]|的?(?:联络员|负责人)(?:们|同志)?|同志们?|等?(?:这)?[两二三四五六七八九十\d]+(?:个|家)(?:单位|部门|局|乡镇|镇)?|等(?:单位|部门)?(?=[\s：:，,。发]|$)|都|的(?=[单部联]|$)"
)
_JOINS = re.compile(r"[\s、，,；;]+|以及|还有|[和及与并跟]")
_GOES_ON = re.compile(r"\s*(?:、|和|及|以及|与)")
_HEAD = re.compile(r"[^：:，,。；;\s]*")
_WITHOUT = re.compile(r"[（(](?=[^（）()]{2,40}除外)|[（(]?\s*(?:除了?|不含|不包括|不发给?)")
_WITHIN = re.compile(r"除外[）)]?|(?:以|之)?外(?:的)?[）)]?|[）)]")
_SPLIT = re.compile(r"[\s、，,；;。：:]+")


def addressees(text: str, known: Vocabulary, *, whole: bool = False) -> Addressees:
    """Return whom a text names from its beginning on; with ``whole`` what names nobody is told too."""
    at, everybody, leaving_out = 0, False, False
    meant: dict[int, None] = {}
    without: dict[int, None] = {}
    unknown: list[str] = []
    unclear: list[tuple[str, tuple[int, ...]]] = []
    found = [p for p in pieces(text, known) if p.is_a in {Names.UNIT, Names.PERSON}]
    end = 0
    while at < len(text):
        before = _ALL_OF.match(text, at)
        starts = {at, before.end() if before is not None else at}
        here = max((p for p in found if p.start in starts), key=lambda p: (p.end, p.weight), default=None)
        all_of_them = _EVERYBODY.match(text, at)
        if here is not None and (all_of_them is None or all_of_them.end() < here.end):
            value = here.value[1] if here.is_a is Names.PERSON and isinstance(here.value, tuple) else here.value
            ids = tuple(one for one in value if isinstance(one, int)) if isinstance(value, tuple) else ()
            if len(ids) > 1:
                unclear.append((text[here.start : here.end], ids))
            else:
                (without if leaving_out else meant).update(dict.fromkeys(ids))
            more = _CONTINUES.match(text, here.end)
            at = end = more.end() if more is not None else here.end
        elif all_of_them is not None:
            everybody, at = True, all_of_them.end()
            end = at
        elif (match := _WITHOUT.match(text, at)) is not None:
            leaving_out, at = True, match.end()
        elif leaving_out and (match := _WITHIN.match(text, at)) is not None:
            leaving_out, at = False, match.end()
            end = at
        elif (match := _BETWEEN.match(text, at)) is not None:
            at = match.end()
            end = end if _JOINS.fullmatch(match[0]) else at
        elif whole:
            stop = _SPLIT.search(text, at)
            unknown.append(text[at : stop.start() if stop else len(text)])
            at = end = stop.end() if stop else len(text)
        else:
            break
    if everybody and _REST.match(text) is not None and not without:  # 其他单位: other than whom is not said
        everybody, unknown = False, [*unknown, text[:end]]
    ids = tuple(one for one in meant if one not in without)
    return Addressees(everybody, ids, tuple(without), tuple(unknown), tuple(unclear), end)


_PLEASE = r"(?:请|再|办公室|帮我|帮忙|麻烦|替我|以办公室名义)*\s*"
_SEND = r"(?:统一|都|各|再)*(?:发|下发|下|印发|发送|群发|推送)(?:一?[个条份则]|一下)?\s*(?:通知|消息|短信|信息)"
_TELL = re.compile(rf"{_PLEASE}(?:通知|告知|转告|告诉|知会)(?:一下|一声|给|到)?")
_TO = re.compile(rf"{_PLEASE}(?:给|向|对)")
_SEND_TO = re.compile(rf"{_PLEASE}{_SEND}(?:给|到|至)")
_SAYS = re.compile(
    rf"[）)]?\s*(?P<send>{_SEND})?(?:[，,：:。\s]*(?:内容|正文)(?:是|为)?)?(?P<mark>[：:，,。\s]*)(?:说)?[：:，,]?\s*"
)
_BARE = re.compile(rf"{_PLEASE}(?:(?:{_SEND})|通知)\s*[：:]\s*(?P<words>[\s\S]+)")
_SEND_ONE = re.compile(rf"{_PLEASE}{_SEND}[。！!]?")
_LAST = re.compile(
    rf"(?P<words>[\s\S]+?)[，,。；;！!\s]\s*(?P<tell>{_PLEASE}(?:通知|告知|转告)(?:一下|到)?)(?P<whom>[^：:]+?)[。！!]?"
)


def notice(text: str, known: Vocabulary) -> Notice | None:
    """Return whom a notice is to go to and what it says; None for words that order none.

    Whom stands before a colon as it was typed, whoever that is; without a colon it is as far as names reach.
    """
    if _SEND_ONE.fullmatch(text) is not None:
        return Notice("", "")
    bare = _BARE.fullmatch(text)
    if bare is not None:
        return Notice("", bare["words"].strip())
    for lead, must_send in ((_SEND_TO, False), (_TELL, False), (_TO, True)):
        opened = lead.match(text)
        if opened is None:
            continue
        said = _parted(text[opened.end() :], known, must_send=must_send)
        if said is not None:
            return said
    last = _LAST.fullmatch(text)
    if last is not None and _TELL.match(last["words"]) is None:
        found = addressees(last["whom"], known)
        if found.names_somebody and not last["whom"][found.end :].strip("的 都"):
            return Notice(last["whom"].strip(), last["words"].strip())
    return None


def _parted(rest: str, known: Vocabulary, *, must_send: bool) -> Notice | None:
    """Whom and what of the words behind 通知 or 给."""
    found = addressees(rest, known)
    said = _SAYS.match(rest, found.end)
    sends = said is not None and said["send"] is not None
    goes_on = _GOES_ON.match(rest, found.end) is not None  # a name in the list that nobody has
    if found.names_somebody and said is not None and (sends or not must_send) and not goes_on:
        return Notice(rest[: found.end].strip(), rest[said.end() :].strip())
    head, colon, _ = rest.replace("：", ":").partition(":")
    if goes_on and not colon and (listed := _HEAD.match(rest, found.end)) is not None:
        return Notice(rest[: listed.end()], rest[listed.end() :].strip("，,。 "))
    send = re.search(_SEND, head)
    if not colon or (must_send and send is None):
        return None
    whom = head[: send.start()] if send is not None else head
    return Notice(whom.strip(), rest[len(head) + 1 :].strip()) if whom.strip() else None
