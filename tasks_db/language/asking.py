"""Words that may ask, in whatever dialect, and that nothing beside them turns into 'any' or 'none'."""

from collections.abc import Sequence

from tasks_db import lazy_re as re
from tasks_db.language import cues

PIECE = re.compile(r"[^\s,，。;；!！?？、:：\n][^,，。;；!！?？\n]*[?？]*|[?？]+")
_DENIED = re.compile(
    r"(?:没|无(?!锡)|(?<!好)不(?!知|晓|清楚|懂|明白|确定)|莫(?:得|有)|未|么得|冇|甭|随便|任凭|多亏|不管)[^,，。;；\s]{0,5}$"
)
"""没啥好报的, 没人跟我说什么时候: what stands behind a denial asks nothing."""
_ANY = re.compile(
    r"(?P<what>啥子?|什么(?!的(?:\W|$))|甚么|么子|么事|哪(?![怕吒])|谁|咋|怎(?!奈)|如何|啷个|囊个|为何|几时|何时)"
    r"|多少|几多|(?:请|把|帮我)[^,，。;；]{0,16}列出|列(?:给我|一下)|[调排]出来|排个?名|好久(?!没|不|以前|之前|未)|多久|多会儿|多长时间|好多[^,，。;；]{0,3}$"
    r"|[?？]|吗|[伐否]\W*$|[去来]没(?:有|得)?[啊呀]?\W*$|(?:算|是|有没有)几[个家台处户栋条项]|(?<![什那这怎要])么[啊呀哦]?\W*$|(?<![都也还么])不[啊呀咯哦嘛]?\W*$|(?:了|过|[完好到上下]|[有报交批])没(?:有|得)?[啊呀]?\W*$"
    r"|(?<![不时动])(?P<twice>[\u4e00-\u9fff])[不没](?P=twice)(?![断停])|是指(?!导|挥|定|标)|算不算|能否|是否|可否"
    r"|(?:完成|[改装建换修清查办弄搞拆铺收跑到达做干完])几[个家台处户栋条项片公里块段][\u4e00-\u9fff]{0,4}[了呀啊哦嘛]?\W*$"
    r"|[\u4e00-\u9fff]了几[个家台处户栋条项][\u4e00-\u9fff]{0,4}了[呀啊哦]?\W*$|(?:[今去前]年|\d{4}年|[一总拢]共|到底|目前|现在)[^,，。;；]{0,6}了几[个家台处户栋条项][\u4e00-\u9fff]{0,4}\W*$"
    r"|[有报收][^,，。;；]{1,6}没(?:有|得)?[啊呀]?\W*$"
    r"|(?<![了过那这好前后上近十有成百千头剩年余数个])几(?:[个家台处户栋条项次份号月天点]|公里)?[了呀啊哦嘛]?\W*$|几[号点月](?!份)"
)
_SETTLING = re.compile(
    r"定不下来|没(?:个|有)?准信|说不准|没(?:个)?数|没着落|[搞讲说理弄]不清|没(?:有)?(?:明确|定)|(?:商量|研究|讨论|协商|协调|看看?|核对?|琢磨)[^,，。;；]{0,8}$"
)
_HOW_TO = re.compile(
    r"(?:[教讲学看查核](?![清不得])|演示|培训|告诉|告知)(?P<what>[^,，。;；?？]{0,12})(?:怎么|如何)"
    r"(?:用|做|办|填|管|干|操作|使用|分|逃|走|花|处[理置])[^,，。;；?？吗没]{0,3}\W*$"
)
_HAPPENED = re.compile(r"(?<!除)了|过(?!来)|已|\d\s*[个所处户家次台人名]")


def tells_how_to(clause: str) -> bool:
    """Return whether the work was to show or to look how something is done: 教了一遍灭火器怎么用."""
    found = _HOW_TO.search(clause)
    return found is not None and _HAPPENED.search(clause, 0, found.end("what")) is not None and "?" not in clause


_HOW_FAR = re.compile(r"哪[^,，。;；?？]{1,12}(?:就|也)[^,，。;；?？]{1,8}哪(?:里|儿)?(?:了|去)?(?=$|[\s,，。;；])")


def tells_how_far(clause: str) -> bool:
    """Return whether a clause says that one thing goes as far as another: 挖到哪我们就恢复到哪."""
    return _HOW_FAR.search(clause) is not None


def only_tells(clause: str) -> bool:
    """Return whether the words that ask are part of what a clause tells: how a thing is done, or how far it goes."""
    return tells_how_to(clause) or tells_how_far(clause)


_OH_NO = re.compile(r"\W*[哦噢喔啊呃哎诶欸]\s*不(?:是|对)?\W*")
"""哦不: who says so puts right what he said just before."""


def may_ask(clause: str) -> bool:
    """Return whether a clause holds a word that asks and that nothing in it turns into 'any' or 'none'."""
    if _SETTLING.search(clause) or _OH_NO.fullmatch(clause) or tells_how_far(clause):
        return False
    for found in _ANY.finditer(clause):
        if not (_DENIED.search(clause[: found.start()]) and found.group() not in "?？"):
            return not tells_how_to(clause)
    return False


def asks_back(text: str) -> bool:
    """Return whether a text ends with what is asked back, and does not only weigh it: 还不知道是3处还是4处."""
    found = cues.ASKS_BACK.search(text)
    return found is not None and not cues.WEIGHED.search(text[: found.start()])


def all_ask(clauses: Sequence[str]) -> bool:
    """Return whether nothing but questions stands in clauses."""
    return bool(clauses) and all(map(may_ask, clauses))
