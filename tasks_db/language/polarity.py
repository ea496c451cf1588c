"""Whether the words of a clause are asserted: negated once or twice, put under a condition, or heard of others.

A negator governs what stands behind it up to a word that asserts anew (资金没有，有困难) or a verb of its own
(资金没到位 negates 到位 and nothing behind it). Some negators stand behind what they negate: 问题不大, 困难已解决.
"""

from enum import Enum, auto

from tasks_db import lazy_re as re


class Polarity(Enum):
    """How a thing is said."""

    ASSERTED = auto()
    NEGATED = auto()
    DOUBLE = auto()  # 不是没有困难, 并非无变化: asserted, but roundabout enough to be asked where much depends on it
    SUPPOSED = auto()  # 如有困难, 遇到问题再报


_NEGATOR = re.compile(
    r"(?:并不是|并非|不是说|不是|不算|谈不上|并没有?|还没有?|目前没有?|没有?|尚无|暂无|毫无|无|未|不"
    r"(?![断久同少仅但过]))"
    r"(?:再|曾|怎么|会|能)*"
    r"(?:存在|遇到?|发现|出现|碰[到上]|发生|产生|收到|接到|反映|需要?|用|必|要|有|涉及)?"
    r"(?:什么|啥|任何|太大?的?|特别大?的?|明显的?|大的?|新的?|其他|其它)*"
)
# what asserts anew, so that a negator before it says nothing of what stands behind
_AFFIRMS = re.compile(
    r"(?<!没)(?<!所)有(?!什么|任何|啥|关|序|效)|(?<!不)存在|(?<!不)是(?!否)|因|由于|导致|造成|致使|影响|遇|出现"
    r"|但|不过|只|仍|依然|了|才|主要|很|较|还(?!没|未)|希望|恳请|[，,。；;：:！!？?\n]"
)
# a verb right behind a negator takes it for itself
_OWN_VERB = re.compile(
    r"(?:能|会|有|得到|完全|全部|正式|按期|按时|及时)*"
    r"(?:到位|到账|拨付|下达|下来|完成|落实|办|批|审批|同意|配合|进场|启动|开工|开始|解决|协调[好下到]"
    r"|签|定|交|腾|拆|通过|动|来(?=我|咱))"
)
_NOUN = re.compile(r"(?:问题|困难|难点|阻力|影响|变化|情况|隐患|[啥什]么?事)[、和也]?")
"""没问题没困难: each negator has its noun."""
_LONGEST_REACH = 10
_BEHIND = re.compile(
    r"(?:(?:和|、|及)?(?:问题|困难|难点))?[:：]?(?:都|均|也|倒|已经?|基本上?|大多|全部|目前|暂时?|现"
    r"|总体|并)*(?:没(?!有?(?:得到|能|完全|彻底"
    r"|妥善)*(?:解决|克服|协调|化解|整改|处理|消除))有?了?|无(?!法)|不(?:存在|大|多|突出|明显|严重)"
    r"|没啥)"
    r"|(?:[^，,。；;没未难无待]{0,6})(?:已经?|都|均|得到|全部|基本|逐[一项步个]|妥善|及时|成功|顺利)+"
    r"(?:得到)?[^，,。；;没未难无待]{0,3}"
    r"(?:解决|化解|克服|消除|排除|处理|整改|协调好|协调到位|落实|移交|交办|转办|督促)"
    r"|(?:[也已都均]|已经|全部?|现在){1,3}(?:清|打通|疏通|拆|挪|搬|拖|补)(?:完|除|零|掉|走|开|上|齐)?了"
    r"|(?:解决|化解|克服|消除|排除|处理|整改)(?:完|好|掉|完毕|到位)?了"
    r"|(?:也|已经?|都|就|可以)*(?:取消|解除|没有?了|消了|撤[销了]|不算(?:了|数)?(?=$|[，,。；;\s]))"
)
_SUPPOSING = re.compile(
    r"(?:如果|如(?!期|实|下|何|约|愿|数|火|常)|若|假如|要是|万一|一旦|倘若|凡|是否)[^，,。；;]{0,12}$"
    r"|(?:^|[，,。；;])(?:今后|以后|后续|届时|下步|下一步)?(?:再?有|遇到?|碰到|出现)(?:什么|啥|任何"
    r"|新的?|其他|其它)*$"
)
_THEN = re.compile(
    r"[^，,。；;]{0,4}[，,]?(?:的?话|时|后|再|会|将|就|请|可以?|随时|及时|立即|马上|第一时间|我们)[^，,。；;]{0,10}"
    r"(?:报|联系|沟通|反馈|汇报|反映|说|请示|找|协调|提出|告知|对接)"
)


def negations(text: str, start: int) -> int:
    """Return how many negators govern what begins at ``start`` of a clause."""
    count, place = 0, start
    while True:
        before = [m for m in _NEGATOR.finditer(text, 0, place) if _reaches(text, m, place)]
        if not before or (count and _NOUN.fullmatch(text, before[-1].end(), place)):
            return count
        count, place = count + 1, before[-1].start()


def _reaches(text: str, negator: re.Match[str], place: int) -> bool:
    gap = text[negator.end() : place]
    if len(gap) > _LONGEST_REACH or _AFFIRMS.search(gap):
        return False
    return not gap or _OWN_VERB.match(text, negator.end(), place) is None


def is_undone_behind(text: str, end: int) -> bool:
    """Return whether what ends at ``end`` of a clause is taken back behind it: 问题不大, 困难已解决."""
    return _BEHIND.match(text, end) is not None


def is_supposed(text: str, start: int, end: int) -> bool:
    """Return whether ``text[start:end]`` is only supposed: 如有困难, 有问题随时联系."""
    found = _SUPPOSING.search(text[:start])
    if found is None:
        return False
    return found.group().startswith(("如", "若", "假", "要", "万", "一旦", "倘", "凡", "是否")) or bool(
        _THEN.match(text, end)
    )


def polarity(text: str, start: int, end: int) -> Polarity:
    """Return how ``text[start:end]`` is said; ``text`` is its clause with what follows it in the sentence."""
    if is_supposed(text, start, end):
        return Polarity.SUPPOSED
    count = negations(text, start) + is_undone_behind(text, end)
    if count == 0:
        return Polarity.ASSERTED
    return Polarity.NEGATED if count % 2 else Polarity.DOUBLE
