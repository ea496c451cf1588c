"""Orders that the office types as one plain sentence, in one table of deeds: their forms, and what stands in them.

A form is matched against the whole sentence without its polite words; its slots take names and numbers as they are
typed. Whether there is such a unit or task is for whoever does the deed to say, with near names.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from tasks_db import lazy_re as re
from tasks_db.language.typed import typed


class Deed(StrEnum):
    """What is to be done; the value names it in what is kept until it is confirmed."""

    SEAT = "seat"  # somebody becomes liaison of a unit
    LEAVES = "leaves"  # a liaison leaves, and nobody is named
    RENAME = "rename"
    MERGE = "merge"
    END_UNIT = "end_unit"
    REOPEN = "reopen"
    REMOVE_PLAN = "remove_plan"
    END_PLAN = "end_plan"
    RECALL_PLAN = "recall_plan"
    LINK = "link"
    LINKS = "links"
    UNLINK = "unlink"
    LEADERS = "leaders"
    MISDATED = "misdated"  # a deadline was written wrong
    CODE_AGAIN = "code_again"  # an invitation is void
    REST = "rest"  # a unit is not to be chased
    LEAD = "lead"
    ADD_UNITS = "add_units"
    DROP_UNITS = "drop_units"
    REMIND = "remind"  # whoever has not signed for a notice
    PICTURE = "picture"
    LEDGER = "ledger"
    WHO_SEES = "who_sees"


@dataclass(frozen=True, slots=True)
class DeskOrder:
    """A deed with what was typed for it, by slot: ``unit``, ``other``, ``task``, ``plan``, ``person``, ``day`` …."""

    deed: Deed
    said: Mapping[str, str]

    lists: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The slots parted where several names stand in them."""
    known: frozenset[str] = frozenset()
    """The slots that hold one name of the register and nothing else; they hold it as the register writes it."""

    def get(self, slot: str) -> str:
        """Return what stands in a slot; empty where nothing does."""
        return self.said.get(slot, "")


@dataclass(frozen=True, slots=True)
class Named:
    """A unit or a person of the register that a text names from ``start`` to ``end``, by the register's own name.

    ``typed`` is what stands there.
    """

    start: int
    end: int
    typed: str
    name: str
    is_person: bool = False


_UNIT = r"[\ue000-\ue0ff]|[\u4e00-\u9fff\ue000-\ue1ff（）()]{2,24}?"
_PERSON = r"[\ue100-\ue1ff]|[\u4e00-\u9fff·]{2,4}?"
"""A name of the register stands in the text as one sign of a private area, so that it is never cut in two."""
_SLOTS = {
    "unit": rf"(?P<unit>{_UNIT})",
    "other": rf"(?P<other>{_UNIT})",
    "units": rf"(?P<unit>(?:{_UNIT})(?:[、,，和及与](?:{_UNIT}))*?)",
    "others": rf"(?P<other>(?:{_UNIT})(?:[、和及与](?:{_UNIT}))*?)",
    "task": (
        r"(?:方案\s*(?P<plan>\d{1,6})\s*的?\s*)?(?:第\s*(?P<task>\d{1,4}|[一二三四五六七八九十]{1,3})\s*[项条个号](?:任务|工作)?"
        r"|(?P<code>\d{1,4}\s*[-－—]\s*\d{1,4})(?:项|这项)?(?:任务|工作)?)"
    ),
    "called": r"(?:{task}|(?P<called>[^，,。；;：:]{2,40}?)(?:这项|那项|这个|项)?(?:任务|工作)?)",
    "plan": r"(?:方案\s*(?P<plan>\d{1,6})|(?:这|那|刚才的?|刚载入的?)[个份]?方案)",
    "person": rf"(?P<person>{_PERSON})",
    "before": rf"(?P<before>{_PERSON})",
    "post": r"(?:[（(，,]\s*(?:职务[是为]?)?(?P<post>[\u4e00-\u9fff]{2,16}?)[）)]?)?",
    "people": rf"(?P<person>(?:{_PERSON})(?:[、,，和及与](?:{_PERSON}))*)",
    "day": r"(?P<day>[^，,；;。]{2,16}?)",
    "since": r"(?:从?(?P<since>[^，,；;。]{2,10}?)[起开始]{1,2})?",
    "why": (
        r"(?:[，,。；;：:\s]+(?:因为|原因是?[:：]?|理由是?[:：]?)?"
        r"(?:(?:还要|还得|要|请|应|继续|重新)*(?:督办|列入督办|办理|打开)|(?P<why>.+)))?"
    ),
    "becomes": r"(?:改为|改成|换为|换成|变更为|调整为|更换为|更改为|改由|换)",
    "becomes_or_by": r"(?:换成|换为|换|改为|改成|改由|由|给)",
    "takes_over": r"(?:(?:接任|接替|接手|接|担任|当|做)(?:联络员)?)",
    "goes_to": r"(?:划给|归|交给|转给|划入|并入|移交给?|由)",
    "liaison": r"(?:的?(?:新)?联络员)",
    "deadline": r"的?(?:完成|办结)?(?:时限|期限|日期|时间|截止日期?|截止时间|办结日期?)",
    "kept": rf"(?P<kept>{_UNIT})",
    "from": r"(?:[，,\s]*从?(?P<since>[^，,；;。]{2,10}?)[起开始]{1,2}(?:生效|执行|用)?)?",
    "gone": (
        r"(?:已经?)?(?:离任|离职|调走|调离|调动|调出|退休|辞职|不干|不再担任联络员|不当联络员|不做联络员|不再是联络员|走)了?"
    ),
}
_SLOT = re.compile(r"\{([a-z]\w+)\}")


def _form(form: str) -> str:
    whole = _SLOT.sub(lambda slot: _SLOTS[slot[1]], form)
    return _form(whole) if _SLOT.search(whole) else whole


_FORMS: tuple[tuple[Deed, tuple[str, ...]], ...] = (
    (
        Deed.SEAT,
        (
            r"(?:登记|录入|记){person}(?:为|是|当|担任|做){unit}{liaison}{post}",
            r"{unit}新来的联络员[叫是]{person}(?:[，,].*(?:邀请)?码)?",
            r"(?:给|为)?{unit}(?:新)?(?:加|增加|添|补|设|配)(?:一?[名个位])?联络员[，,：:\s]*{person}{post}",
            r"{unit}{liaison}(?:登记|确定|定|明确|指定|报|就|设|安排)(?:为|成|是){person}{post}",
            r"{unit}{liaison}(?:是|为|叫|[:：]){person}{post}",
            r"(?:{unit}的?)?(?:联络员)?{before}{gone}[，,。；;\s]*(?:请|让|联络员|以后)*{becomes_or_by}{person}(?:来)?{takes_over}?{post}",
        ),
    ),
    (
        Deed.LEAVES,
        (
            r"(?:{unit}的?)?(?:联络员)?{before}{gone}",
            r"{unit}(?:的?联络员)?(?:要|已经|已)?(?:换人|换了人)了?",
        ),
    ),
    (
        Deed.RENAME,
        (
            r"(?:单位)?(?:改名|更名)[：:\s]+{unit}(?:改|变|更名)?(?:成|为|→|->){other}",
            r"{unit}{since}(?:已经?)?(?:要|正式)?(?:改名|更名|改称|易名|改叫|改个名)(?:为|成|叫)?[：:\s]*{other}",
            r"{unit}(?:改名|更名|改称|易名|改叫)(?:为|成|叫)?{other}{from}",
            r"{unit}(?:从今?以?后|以后|今后|现在)(?:就)?(?:改)?(?:叫|叫做|称)(?:做|为)?{other}",
            r"{unit}的?名称(?:改|变更|更改|换)(?:成|为){other}",
        ),
    ),
    (
        Deed.MERGE,
        (
            r"{unit}(?:已经?|要)?(?:并入|合并到|并到|合到|归并到|划入|合并进|并进){other}(?:里|去|里面|了)?",
            r"{unit}(?:和|与|跟|、){other}(?:合并|并)(?:了|成一个|到一起)?[，,\s]*(?:留|保留|留下){kept}",
            r"{unit}(?:和|与|跟|、){other}合并(?:成|为){kept}",
            r"{unit}(?:已经?)?(?:撤销|撤并|取消|没有|不存在)了?[，,\s]*(?:它的?)?(?:职责|职能|任务|工作|事情?)(?:全部|都)?{goes_to}{other}(?:承担|负责|管)?",
        ),
    ),
    (
        Deed.END_UNIT,
        (
            r"(?:撤销|撤并|撤掉|注销|停用|删掉|删除){unit}(?:这个单位)?",
            r"{unit}(?:这个单位)?(?:已经?)?(?:被)?(?:撤销|撤并|撤掉|撤|注销|解散|不存在|没有)了?(?:[，,\s]*(?:请)?(?:撤掉|删掉|停掉|撤并|不用再催|不要再催))?",
        ),
    ),
    (
        Deed.REOPEN,
        (
            r"(?:重新打开|重新启动|重开|恢复办理|重新办理){called}{why}",
            r"{called}(?:还要|要|需要|应该|应当|得)?(?:重新打开|重新办理|重新启动|重新督办|重新列入督办|恢复办理|重开){why}",
            r"{called}(?:的?办结)?(?:不能|不|没有?|还不能|还不)(?:算|能算|能作为|当作?)(?:是)?(?:办结|完成|办完|销号|完)了?{why}",
            r"{called}(?:恢复|改回|退回)(?:为|到|成)(?:办理中|推进中|未办结|在办)(?:状态)?{why}",
            r"{called}的?办结(?:退回|取消|撤销|作废)(?:[，,\s]*(?:重新|继续)(?:办理|督办|打开))?{why}",
        ),
    ),
    (
        Deed.END_PLAN,
        (
            r"{plan}(?:已经?)?(?:废止|终止|作废|停止执行|不执行|停)了?(?:[，,\s]*(?:不用|不要|别)再?催了?)?{why}",
            r"(?:终止|废止|停止|结束){plan}{why}",
        ),
    ),
    (
        Deed.RECALL_PLAN,
        (r"(?:撤回|收回|取消|撤销){plan}的?交办", r"{plan}的?(?:交办)?(?:撤回|收回)(?:交办|来)?"),
    ),
    (
        Deed.REMOVE_PLAN,
        (
            r"(?:移除|删除|删掉|删去|去掉|撤下|不要){plan}",
            r"{plan}(?:是)?(?:载错了?|传错了?|发错了?|弄错了?|不要了?|没用了?|重复了?)?[，,。；;\s]*(?:移除|删除|删掉|删了|删去|去掉|撤下|不要了|移走)(?:吧|掉|了)?",
        ),
    ),
    (
        Deed.LINKS,
        (
            r"(?:给|向|为)?(?:所有|全部|各个)?(?:还)?(?:没有?|未)(?:绑定|渠道|微信|登录|加入)的?(?:单位|人|席位|联络员)?(?:都|全部|全都|一起)?(?:发|生成|开|做|给)(?:个|一个)?链接",
        ),
    ),
    (
        Deed.UNLINK,
        (
            r"{unit}的?(?:填报|报送|反馈|登录)?链接(?:收回|作废|停用|取消|停掉|废掉|关掉|失效)(?:来|掉|了)?",
            r"(?:收回|作废|停用|取消|停掉|废掉|关掉){unit}的?(?:填报|报送|反馈|登录)?链接",
        ),
    ),
    (
        Deed.LINK,
        (
            r"(?:生成|做|开|要|发)(?:一?个|一条)?(?:给)?{unit}的?(?:填报|报送|反馈|手机)?链接(?:[，,。；;].{0,30})?",
            r"(?:给|为|向)?{unit}(?:也)?(?:要|想要|需要|发|开|做|生成|给|来|用)?(?:一?个|一条)?(?:填报|报送|反馈|手机)?(?:用的)?链接(?:[，,。；;].{0,30})?",
        ),
    ),
    (
        Deed.LEADERS,
        (
            r"{task}的?(?:责任|分管|牵头|包保|包联|市级|县级)?(?:领导|县长|负责人)(?:要|应)?(?:由.{2,8}?)?{becomes}{people}",
            r"{task}的?(?:责任|分管|牵头)?领导(?:写错了?|有误|不对)[，,\s]*(?:应|应该|应当)?(?:是|为){people}",
        ),
    ),
    (
        Deed.MISDATED,
        (
            r"{task}{deadline}(?:写错|不对|有误|错|填错|印错|读错|载错)了?[，,。；;\s]*(?:应|应该|应当|正确的?|实际)?(?:是|为|写成|改为|改成|改到){day}",
            r"{task}{deadline}(?:应|应该|应当|其实)(?:是|为){day}(?:[，,。；;\s]+(?:原来|之前|方案里?|以前)?.{0,6}(?:写|印|填|读|载)?错了?)?",
        ),
    ),
    (
        Deed.CODE_AGAIN,
        (
            r"(?:作废|停用|废掉|取消|收回|注销){unit}(?:联络员)?的?邀请码(?:[，,\s]*.{0,6}重[发新给].{0,6})?",
            r"{unit}(?:联络员)?的?邀请码.{0,12}?(?:作废|停用|废掉|重发|重新发|丢了|发错|泄露).{0,12}",
        ),
    ),
    (
        Deed.REST,
        (
            r"(?:先|暂时)?(?:别|不要|不用|停止|不必|勿)再?(?:催|提醒|催办|催报){unit}了?",
            r"(?:对)?{unit}(?:先|暂时)?(?:别|不要|不用|不必)再?(?:催|提醒|催办|催报)了?",
        ),
    ),
    (
        Deed.LEAD,
        (
            r"{task}(?:调整|更改|变更)?(?:为|成)?(?:改由|由|换由|改为由|改成由|交给|交由|转给|改为|改成){unit}(?:来)?(?:牵头|负责牵头)(?:办理|负责)?(?:[，,；;、]?\s*(?:由)?{others}(?:配合|协助|参与|协同|为责任单位))?",
            r"{task}的?(?:牵头|主办)(?:单位|部门)?(?:要|应)?{becomes}{unit}",
            r"{task}的?(?:牵头|主办)(?:单位|部门)(?:写错了?|有误|不对)[，,\s]*(?:应|应该|应当)?(?:是|为){unit}",
        ),
    ),
    (
        Deed.ADD_UNITS,
        (
            r"{task}的?(?:责任单位|配合单位)?(?:再|还要|也)?(?:加上?|增加|增补|添加|补上|补|新增)(?:一?个|一家)?(?:责任|配合)?(?:单位)?[：:\s]*{units}(?:为|作为|当)?(?:责任|配合)?(?:单位)?(?:配合)?",
            r"{units}(?:加|列|放|添加|补)(?:到|入|进){task}的?(?:责任|配合)?(?:单位)?(?:里|中|里面)?",
        ),
    ),
    (
        Deed.DROP_UNITS,
        (
            r"{units}从{task}的?(?:责任|配合)?(?:单位)?(?:里|中|里面|名单里)?(?:去掉|拿掉|删掉|删除|去除|移除|剔除|划掉|拿出来|移出)",
            r"{task}的?(?:责任单位|配合单位)?(?:里|中)?(?:去掉|拿掉|删掉|删除|减去|去除|移除|剔除|划掉)(?:责任单位|配合单位)?{units}",
            r"{task}(?:不用|不要|不需要|不再由|不让){units}(?:来)?(?:配合|参与|负责|承担|报)了?",
        ),
    ),
    (
        Deed.REMIND,
        (
            r"(?:催|提醒)(?:一下|下|一催|一遍|一次)?(?:还)?(?:没有?|未)(?:有)?(?:签收|看通知|读通知)的?(?:通知)?的?(?:单位|人|联络员|几家)?",
            r"(?:还)?(?:没有?|未)(?:签收|看通知)的?(?:单位|人|联络员|几家)?(?:都)?(?:再)?(?:催|提醒|发)(?:一下|一遍|一次|下|一催)?",
            r"(?:催|再催)(?:一下)?(?:通知的?)?签收|通知(?:再)?(?:催|提醒)(?:一下|一遍|一次)?",
        ),
    ),
    (
        Deed.PICTURE,
        (
            r"(?:我)?(?:要|出|做|生成|发|来|画|给.{2,8}?(?:做|出|发|看|画|来))(?:我)?(?:一?张|一?个|一?份|一?幅)?(?:进展|进度|汇总|总体|给.{2,6}?看的)?(?:的)?(?:图|图片|一页纸|一张纸)(?:[，,\s]*(?:发|给|拿|报|送).{0,8}(?:看|用|汇报)?)?",
        ),
    ),
    (
        Deed.LEDGER,
        (
            r"(?:请)?(?:导出?|下载|生成|发|给我|要|打印|拉)(?:一下|一份|一个|出|我)?(?:{plan}的?)?(?:全部|所有|督办|任务)?的?台账(?:表格?)?(?:的?表格)?(?:给我|出来|发我)?",
            r"(?:{plan}的?)?(?:全部|所有|督办|任务)?的?台账(?:表格?)?(?:导出|导|下载|发|拉)(?:来|出来|一下|一份|给我)*",
        ),
    ),
    (
        Deed.WHO_SEES,
        (
            r"(?:都有)?(?:谁|哪些人|哪些单位|什么人)(?:都)?(?:能|可以|会|能够)?(?:看到|看得到|看得见|看见|看)(?:.{0,12})(?:内容|反馈|进展|材料|数据|这些|这个|的|吗|呢|消息)?",
            r"(?:别的|其他|其它|别人|别家|外面的?)(?:单位|部门|人|家)?(?:也)?(?:能|会|可以|能不能|会不会|是否|是不是)*(?:也)?(?:能)?(?:看到|看得到|看得见|看见)(?:.{0,12})",
        ),
    ),
)  # fmt: skip
_READ = tuple((deed, re.compile(_form(form))) for deed, forms in _FORMS for form in forms)
_POLITE_BEFORE = re.compile(r"^(?:请问?|麻烦(?:你|您)?|帮(?:我|忙)(?:们)?|劳驾|你好[，,]?|您好[，,]?|把|将|\s)+")
_POLITE_BEHIND = re.compile(
    r"(?:[，,\s]*(?:谢谢|多谢|麻烦了|辛苦了?|请?(?:登记|处理|办理|改|弄|更新)一下|可以吗|好吗|行吗|吧|哈|哦|[。.!！~～]))+$"
)
_UNIT_LIKE = re.compile(r"(?:局|委|办|镇|乡|街道|中心|公司|集团|大队|支队|院|会|联|处|所|站|部|府|馆|校|园|区)$")
_OF_UNITS = frozenset({Deed.SEAT, Deed.RENAME, Deed.MERGE, Deed.END_UNIT, Deed.LINK, Deed.UNLINK, Deed.CODE_AGAIN})
_LONGEST = 80


def plain(text: str) -> str:
    """Return a text in the widths in which ``desk_order`` reads it, and names are to be found in it."""
    return typed(text).plain.strip()


def may_be_order(text: str) -> bool:
    """Return whether a ``plain`` sentence has the form of an order, whatever its names are."""
    return next(_fitting(text), None) is not None


def desk_order(text: str, named: Sequence[Named]) -> DeskOrder | None:
    """Return the order that a whole ``plain`` sentence gives; None for other words.

    ``named`` are the names of the register in it. What stands where a unit is meant is a known one or looks like one,
    and a person who leaves is known, so that a report that speaks of such things is none.
    """
    masked, names = _masked(text, named)
    for deed, found in _fitting(masked):
        slots = {slot: said.strip() for slot, said in found.groupdict().items() if said}
        said = {slot: _as_named(words, names) for slot, words in slots.items()}
        if deed is Deed.RENAME and slots["other"] in names:  # a new name is as it is typed, though it may be an alias
            said["other"] = names[slots["other"]].typed
        order = DeskOrder(
            deed,
            said,
            {slot: tuple(_as_named(one, names) for one in _AND.split(said)) for slot, said in slots.items()},
            frozenset(slot for slot, said in slots.items() if said in names),
        )
        if _is_meant(order):
            return order
    return None


def _fitting(text: str) -> Iterator[tuple[Deed, re.Match[str]]]:
    if len(text) > _LONGEST or "\n" in text:
        return
    bare = _POLITE_BEHIND.sub("", _POLITE_BEFORE.sub("", text))
    asked = _ASKED.search(text) is not None
    for deed, form in _READ:
        found = form.fullmatch(bare) if not asked or deed is Deed.WHO_SEES else None
        if found is not None:
            yield deed, found


_AND = re.compile(r"[、,，和及与]")


def _as_named(said: str, names: Mapping[str, Named]) -> str:
    """The register's own name where a slot is one; what was typed where a name is only a part of it."""
    return names[said].name if said in names else "".join(names[one].typed if one in names else one for one in said)


def _masked(text: str, named: Sequence[Named]) -> tuple[str, dict[str, Named]]:
    """The text with one sign for each name, longest first, and what the signs stand for."""
    names: dict[str, Named] = {}
    taken: list[Named] = []
    for one in sorted(named, key=lambda one: (one.start - one.end, one.start)):
        if all(one.end <= other.start or other.end <= one.start for other in taken):
            taken.append(one)
    for count, one in enumerate(sorted(taken, key=lambda one: -one.start)):
        sign = chr((0xE100 if one.is_person else 0xE000) + count)
        names[sign] = one
        text = text[: one.start] + sign + text[one.end :]
    return text, names


def _is_meant(order: DeskOrder) -> bool:
    unit = order.get("unit")
    if order.deed is Deed.LEAVES or (order.deed is Deed.SEAT and order.get("before")):
        return "before" in order.known or "unit" in order.known
    if order.deed in _OF_UNITS:
        return "unit" in order.known or _UNIT_LIKE.search(unit) is not None
    return order.deed is not Deed.REST or "unit" in order.known


_ORDERED = re.compile(
    r"^(?:(?:请(?!问|假)|麻烦|帮|劳驾)[^，,。]*|(?:把|将|给|让|叫|替).{2,}|(?!.*(?:完成|办结|进度|已)).{0,30}"
    r"(?:改[为成到名]|换成|换为|撤回|撤销|撤掉|删掉|删除|移除|作废|登记|合并|并入|取消|恢复|停用|关闭|开通|加上|去掉|调整为|设为|设置).*)$"
)
_ASKED = re.compile(r"[?？吗么]|谁|哪|啥|何(?!时)|什么|几[个项家位]|多少|有没有|是不是|是否|能不能|没有[。呀啊]?$")
_SHOWS = re.compile(r"名[单次]|排个?名|看看|看一下|查|列|导")


def sounds_ordered(text: str) -> bool:
    """Return whether words are put as an order: 把…, 请…, or with a verb of one; no question, and no report."""
    said = plain(text)
    return (
        len(said) <= _LONGEST
        and "\n" not in said
        and bool(_ORDERED.match(said))
        and not (_ASKED.search(said) or _SHOWS.search(said))
    )
