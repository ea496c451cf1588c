"""The clauses of a text that only lead up to its question: a greeting, who is asking, what the answer is for.

``hear`` reads the whole text first; only where something of it stays unexplained are these clauses left out.
"""

from tasks_db import lazy_re as re

_CLAUSE = re.compile(r"(?:[^,。;!?:~…\n\s]|(?<=[\w,]) (?=[\da-z]))+[,。;!?:~…\n\s]*")
_MARKS = ",。;!?:~… \n"
_ASKS = re.compile(
    r"[?？]|谁|啥|什么|哪|几(?!乎)|多少|吗|怎么|咋|如何|为何|是不是|有没有|能不能|可不可以|是否|没得?$|不$|多久|还是"
)
"""What may ask; such a clause is never left out."""
_WHO = r"(?:我们?|咱们?|俺们?)"
_ABOVE = (
    r"(?:领导|老板|上面|上头|[\u4e00-\u9fff]{0,3}(?:县长|书记|局长|主任|镇长|乡长|县|局)|县里|省里|市里|政府|会上)"
)
_WHEN = (
    r"(?:今天|明天|后天|今晚|上午|下午|晚上|中午|等会儿?|等下|一会儿?|待会儿?|马上|回头|过会儿?|这会儿?|刚才|刚刚|刚|正"
    r"|周[一二三四五六日天]|下周[一二三四五六日天]?)"
)
_ERRAND = (
    r"(?:开会|汇报|汇个报|回话|回复领导|交差|做?发言|用的?|念|打印|写材料|写稿子?|写报告|做(?:方案|计划|安排|准备|ppt)|安排|布置"
    r"|部署|对接|联系|对一下|碰一?下|要材料|上会|出差|签字|存档|备查|备案|转发|通知他们|打电话)"
)
_LOST = (
    r"(?:忘了?|忘记了?|记不[清得住]了?|搞不[清懂]楚?|弄不[清明]白?|弄不清楚|想不起来了?|搞忘了?|没看[到见懂明]白?|没收到"
    r"|没找到|找不[着到]了?|没听清|分不清|拿不准|不太?清楚|不知道|不太?懂)"
)
_ASIDES = (
    # kind words, and being in a hurry
    r"(?:您|你|各位|大家|领导|老师|同志|叶工|主任)*(?:好|早|辛苦)[啊呀哈了]?",
    (
        r"(?:不好意思|打扰|打搅|抱歉|麻烦|劳烦|劳驾|辛苦|谢谢?|多谢|感谢|拜托|求求|请教|咨询|急|在线等|先谢)"
        r"(?:了|您|你|大家|各位|啦|过|一下|下|个事|啊)*"
    ),
    r"(?:请问|问一?下|问问|想问(?:一?下)?|请教(?:一?下)?|咨询(?:一?下)?)(?:您|你|哈|啊|个事|件事)*",
    # who is asking
    r"(?:我|这里|我这边|这边)(?:是|叫).{2,24}",
    r"我?(?:是)?(?:新来的?|新手|才来|刚来|刚接手?|刚上任|刚接替|第一次用|头一[次回]用).{0,12}",
    # what the answer is for
    r"(?:好|以便|方便|便于|省得|免得|不然|否则|要不然?|省的|怕|我怕|担心|主要是|因为).{0,24}",
    rf"{_WHO}?{_WHEN}?{_ABOVE}{_WHEN}?(?:要|在|急|催|问|等|开会|让|叫|点名|要求|交代|着急|过问|追).{{0,20}}",
    (
        rf"{_WHO}?{_WHEN}?{_WHO}?(?:就|还|得|要|好|准备|打算|等着|急着|需要|想)*(?:去|给|向|跟|和|找|到)?.{{0,6}}"
        rf"{_ERRAND}(?:用|了|的|去|要|一下|下去)*"
    ),
    rf"{_WHO}(?:好|再|去|也好|先|才好|心里).{{0,16}}",
    # why it has to be asked
    rf"{_WHO}?(?:有点|一时|实在|又|给|都|也|老是|总|总是|这边)*{_LOST}.{{0,10}}",
    r"(?:我的?意思是?|我是说|换句话说|也就是说|直说吧|简单点说?|别的不用|其他不用|别的先不管).{0,8}",
    rf"(?:列|发|给|说|报|查)?(?:一下|出来|给我)?{_WHO}(?:好|再|来)?(?:去|来)?(?:催|问|找|核|查|看)(?:催|问|看)?(?:他们|她们|人家|一下|下)*",
    r"(?:太|好|有点)?(?:多了?|乱了?|眼花|看花了眼|看晕了).{0,4}",
)
_OF_US = re.compile(r"我|咱|俺|本单位|已|了")
"""这个该找卫健委吧？我们只管幼儿园 reports."""
_ENDS_IN_A_MARK = re.compile(r"[?？]\W*$")
_REMARK = re.compile(r"\((?:不是|不要|不算|不含|就是|即|指|也就是|我说的|收集|是指|按)[^()?？]*\)")
"""(不是总的时限): what somebody adds to say which they mean."""
_ASIDE = re.compile("|".join(f"(?:{one})" for one in _ASIDES))
_POLITE = re.compile(r"请问|问一?下|问清楚|想问|请教|咨询|麻烦问")
_LEADS_IN = re.compile(
    rf"^(?:{_WHO}?(?:想|就|再|先)?(?:请问|问一?下|问问|想问(?:一?下)?|请教(?:一?下)?|咨询(?:一?下)?|打听(?:一?下)?)"
    rf"(?:您|你|哈|个事|件事)*|(?:{_ABOVE})?(?:要|让|叫)我(?:先|来)?问(?:清楚|一?下|问)?|{_ABOVE}(?:在|又)?问(?=要|到底|究竟))[,。:]?"
)


_WHO_LISTENS = re.compile(
    rf"^{_WHO}?{_ABOVE}(?:{_WHEN})*(?:要|想)(?:来)?(?:听|看|了解|过问|调研|检查)(?:取|一?下|看|的是)?(?:的是)?(?:汇报)?"
    r"(?=[\u4e00-\u9fff]{2})(?!汇报|材料|情况|结果|进[展度]|数|表|一?下|这|那)"
)
"""县长下午要听消防通道，给我个简单情况: what is listened to is what is asked about."""


def without_asides(text: str) -> str:
    """Return a plain text without the clauses that only lead up to its question.

    A clause that may ask itself stays; a text of which nothing else would be left is returned as it is.
    """
    kept: list[str] = []
    clauses = _CLAUSE.findall(_WHO_LISTENS.sub("", _REMARK.sub(" ", text)))
    asked = next((at for at, clause in enumerate(clauses, 1) if _ENDS_IN_A_MARK.search(clause)), len(clauses))
    if not any(_ASKS.search(clause) or _OF_US.search(clause) for clause in clauses[asked:]):
        clauses = clauses[:asked]  # 是哪个局汇总？两个牵头别两头报
    for clause in clauses:
        if _ASKS.search(clause) is None and _ASIDE.fullmatch(clause.strip(_MARKS)) is not None:
            continue
        kept.append(_LEADS_IN.sub("", clause.lstrip(_MARKS)))
    return "".join(kept).strip() or text


def only_asking(text: str) -> str:
    """Return the clauses of a polite text that ask; the text itself where nobody says that they are asking.

    People tell who they are and why they ask in a hundred characters: what they ask is in one or two clauses.
    """
    if _POLITE.search(text) is None:
        return text
    kept = "".join(clause for clause in _CLAUSE.findall(text) if _ASKS.search(clause) is not None)
    return without_asides(kept) if kept else text
