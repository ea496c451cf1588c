"""Kind words and excuses, which tell nothing of the work and want no question in return.

A message is small talk if each of its clauses is, or tells nothing beside one that is.
"""

from collections.abc import Sequence
from datetime import date

from tasks_db import lazy_re as re
from tasks_db.language import cues, names, troubles
from tasks_db.language.numerals import figures, percents
from tasks_db.language.reading import read
from tasks_db.language.typed import typed
from tasks_db.language.values import Shown

_CLAUSE = re.compile(r"[^,，。;；!！~\n\u2600-\u27bf\U0001f300-\U0001faff]+")
_KIND = re.compile(
    r".{0,4}(?:谢(?!绝)|感谢|感激).{0,14}|.{0,12}(?<![较很太挺别点])(?:辛苦|劳累|费心|操心|打扰|打搅|叨扰|见谅|抱歉|不好意思|对不起|麻烦)(?:了|您|你|大家|各位|啦|辛苦)*"
    r"|.{0,8}(?:早上?|上午|中午|下午|晚上|大家|各位|[您你])好[啊呀哈]?.{0,3}|(?:祝|愿(?![意景者])|预祝).{0,16}|.{0,6}(?:注意|多)(?:保暖|休息|身体|保重|安全|防寒|加衣|喝水).{0,4}"
    r"|(?:今天|今日|最近|近日|近期|这两天|外面|这)?(?:的)?(?:天气|气温|降温|下雨|下雪|变天|天[冷热凉](?:了|啦)?|好冷|好热).{0,8}|.{0,3}多(?:穿|喝|添|歇).{0,6}|.{0,4}(?:新年|周末|节日|元旦|春节|中秋|国庆|假期)(?:快乐|愉快|好).{0,3}"
    r"|.{0,4}吃(?:了|饭|过)(?:没有?|吗|了)*|.{0,4}(?:哈哈|嘿嘿|呵呵|嘻嘻).{0,20}|早啊|在的|在呢|再见|拜拜|晚安"
)
_HOME = re.compile(
    r"(?:老?[妈爸]|[爷奶]奶?|老婆|老公|媳妇|宝贝|亲爱的|儿子|闺女|妹子|姐姐?|哥哥?|外婆|外公)(?:[妈爸])?(?:[,，\s啊呀].*|[我你中晚今].*)"
    r"|.{0,8}(?:回[来家去]|不在家|在家)?(?:吃饭|吃[早中晚]饭|接(?:孩子|娃|小孩)|买菜|做饭|睡觉|睡了|逛街|打牌|喝酒|下班(?:了|回)).{0,8}"
)
"""What was meant for somebody at home and went to the wrong chat."""
_AWAY = re.compile(
    r"(?:不好意思|抱歉|对不起|刚才?|正|还|现在|今天|这会儿?|我们?|领导|一直|都|有点)*"
    r"(?:在(?:外面|外头|外地|外|路上|现场|车上|乡下|村里|忙)?)?(?:(?<=在)|(?<=[面头地外上场下里])|开会|开车|出警|出差|下乡|忙|休假|请假|学习|培训|值班|看病)"
    r"(?:[一二两三四五几半\d]天|着|呢|中|去了|了|呀|在)*"
)
_AT_SITE = re.compile(
    r"(?:我们?|人|正|还|都|今天|这会儿?)*在(?:下面|下边|外面|外头|乡下|村里|镇上|现场|工地|路上)[^,。;\d]{0,8}"
)
_REPORTS_SOON = re.compile(
    r"(?:我|我们|等|待|那|先)*(?:稍[后晚等]|晚[点些上]?|等下|等会儿?|待会儿?|一会儿?|回头|回来|忙完|下午|傍晚|过会儿?)(?:回[来去](?:后|了)?|到办公室)?(?:再|就|我|给|您|你们?|统一|一起)*(?:报|填|反馈|回复|汇报|上报|说)(?:哈|啊|吧|您|给您|一下)*"
)
"""What somebody who is away promises for the same day."""
_WHEN = (
    r"(?:上午|中午|下午|傍晚|晚上|今[天晚]|明[天早]|后天|[这本下]?个?(?:周|星期|礼拜)[一二三四五六日天]|下周"
    r"|回[来去]|忙完)"
)
_REPORTS_THEN = re.compile(
    rf"(?:我们?|那|等|先)*{_WHEN}(?:回[来去]|忙完|上班|到办公室|[以之]?后|了|就|我们?|再)*"
    r"(?:把?[^,。;\d]{1,6}?[核弄理整统对汇清填查问算][^,。;\d]{0,3}?)?(?:再|就|给您|给你们)+(?:报|填|反馈|回复|汇报|上报)(?:给您|一下|哈|啊|吧|了)*"
)
"""下午把数核了再报, 周三再报: when the answer comes."""
_WHO_SPEAKS = r"(?:好的?|行|嗯|哦|噢|知道了|收到了?|我们?|咱们?|俺|那|就|先|这个|领导|您|你)*"
_SOON = re.compile(
    rf"{_WHO_SPEAKS}(?:等|待|晚|稍|回头|过|一?会儿?|马上|今晚|下午|晚上|忙完|回去|回来)(?:一?下|一?点|些|一?会儿?|后|再|了|我|就|来|给)*"
    r"(?:看|回(?!款)|弄|处理|联系|说|搞|答复)(?:您|你|你们|复|一?下|看|给您|给你|哈|啊|吧)*"
    rf"|{_WHO_SPEAKS}(?:等|待)?(?:我|我们)?(?:先|去|再)*(?:问|请示|请教)(?:一?[问下]|过|了)*[^,。;\d]{{0,6}}(?:以?后|再)(?:就|再|给您?|来)*(?:回复|答复|回话|回)(?:您|你们?|哈|啊|吧)*"
)

_AGREES = re.compile(r"(?:好的?|好[嘞咧]|行|嗯+|收到了?|知道了|明白了?)[呢哈啊呀的]?[.?？]?")
"""What is said beside thanks and is no answer of its own: 好的，谢谢."""


def is_small_talk(plain: str, tasks: Sequence[Shown], today: date) -> bool:
    """Return whether a message only thanks, greets, wishes well, or says that its writer is away for the moment."""
    clauses = [clause.strip() for clause in _CLAUSE.findall(plain.replace(" ", ",")) if clause.strip()]
    kind = [_is_kind(clause) for clause in clauses]
    apart = [_AWAY.fullmatch(clause) or _AT_SITE.fullmatch(clause) or _agrees(clause) for clause in clauses]
    if any(apart) and any(_REPORTS_THEN.fullmatch(clause) for clause in clauses):
        return all(one or _REPORTS_THEN.fullmatch(c) for one, c in zip(apart, clauses, strict=True))
    at_site = any(_AT_SITE.fullmatch(clause) for clause in clauses) and not all(apart)
    if at_site and all(one or _REPORTS_SOON.fullmatch(c) for one, c in zip(apart, clauses, strict=True)):
        return True
    if any(_AWAY.fullmatch(clause) for clause in clauses):
        kind = [ok or _REPORTS_SOON.fullmatch(clause) is not None for ok, clause in zip(kind, clauses, strict=True)]
    return any(kind) and all(
        ok or _tells_nothing(clause, tasks, today) for ok, clause in zip(kind, clauses, strict=True)
    )


def _agrees(clause: str) -> bool:
    """Whether a clause says 好的 and signs for nothing."""
    return _AGREES.fullmatch(clause) is not None and cues.RECEIPT.search(clause) is None


def is_receipt(plain: str) -> bool:
    """Return whether a message signs for what was sent and says nothing else: 收到."""
    return cues.RECEIPT_ONLY.fullmatch(cues.DECORATION.sub(" ", plain).strip() or plain) is not None


def only_greets(text: str) -> bool:
    """Return whether a message says nothing but thanks, a greeting or a wish."""
    clauses = [clause.strip() for clause in _CLAUSE.findall(typed(text).plain.replace(" ", ",")) if clause.strip()]
    kind = [_is_kind(clause) for clause in clauses]
    return any(kind) and all(ok or _AGREES.fullmatch(clause) for ok, clause in zip(kind, clauses, strict=True))


def _is_kind(clause: str) -> bool:
    clause = clause.strip(" .?？")
    if (
        troubles.difficulty(clause)
        or troubles.plea(clause)
        or cues.COMPLETED.search(clause)
        or cues.NO_CHANGE.search(clause)
        or percents(clause)
        or re.search(r"\d", clause)
    ):
        return False
    return len(clause) > 1 and any(pattern.fullmatch(clause) for pattern in (_KIND, _HOME, _AWAY, _SOON))


def _tells_nothing(clause: str, tasks: Sequence[Shown], today: date) -> bool:
    told = (
        cues.COMPLETED, cues.ACTIVE, cues.WORK, cues.NO_CHANGE, cues.NOT_STARTED, cues.IDLE, cues.RECEIPT,
        cues.QUESTION, cues.BARE_NOTHING, cues.NOT_OURS, cues.UNDO_ONLY,
    )  # fmt: skip
    if (
        read(clause, "", today).kind is not None
        or any(cue.search(clause) for cue in told)
        or figures(clause)
        or percents(clause)
        or re.search(r"\d", clause)
    ):
        return False
    if troubles.plea(clause) or troubles.difficulty(clause) or names.named(clause, tasks):
        return False
    if cues.STOPPED.search(clause) or cues.RESUMED.search(clause) or _AT_IT_AGAIN.search(clause):
        return False  # 下雨停了三天，现在又干起来了
    return re.search(r"报|交|延|难|缺|卡|催|改|查|问题|请|要|需|拨|批|宽|缓|推|拖", clause) is None


_AT_IT_AGAIN = re.compile(r"[又再重](?:新)?[开动干做弄]|[开动干]起来|停[工起下]|歇工")
_OFTEN = r"(?:太|过于|这么|那么|这样|挺|真)[多勤密频]繁?"
_COMPLAINS = re.compile(
    rf"^\s*(?:我要?)?(?:投诉|吐槽)(?:一下|你们)*\s*[:：，,]|^\s*我要(?:投诉|吐槽)"
    rf"|(?:发|催报?|提醒|消息|机器人)(?:得|的|消息|提醒|信息|通知|也|实在|有点|了)*{_OFTEN}"
    rf"|(?:能不能|能否|可不可以|可否|麻烦|请|希望)(?:你们|以后|就)?少(?:发|催|打扰)"
    rf"|(?:别|不要)(?:再|老是?|总是?|一直)+(?:发(?![生现展])|催)|(?:烦不烦|烦死|太烦人?)|催命"
)


def complains(text: str) -> bool:
    """Return whether a text complains of how the bot asks and writes: 发得太勤了，能不能少发点; 投诉：…."""
    return len(text) <= _LONGEST_COMPLAINT and _COMPLAINS.search(text) is not None


_LONGEST_COMPLAINT = 120


_GREETED = re.compile(
    r"(?:^|(?<=\s))(?:行|嗯+|哦|噢|成|中|ok|OK)(?=\s)|收到|收悉|[贵你]办|(?:早上|上午|下午|晚上)(?=好)|[你您](?:们)?发(?:来|过来|给我们?)的?|知道[了啦]|晓得[了啦]?|明白[了啦]?|好的?|领导|主任|老师|各位|同志|[你您]好|我是[\u4e00-\u9fff]{2,12}"
    r"|(?:消息|通知|信息|短信|提醒)(?:(?:都|已经?)?(?:看到|收到|看)了?)?|[本这]个?(?:周|月|星期|季度)|目前|现在|截[至止]\S*|报告|汇报|我们|我局|本单位|单位|谢谢|辛苦了?"
)
_PARTS = re.compile("[,。;!\n]")


def is_aside(words: str) -> bool:
    """Return whether words before 都 or 三项都 only greet, or deny that there are difficulties."""
    clauses = _PARTS.split(words)
    return all(
        not _GREETED.sub("", clause).strip(" :")
        or troubles.denies(clause)
        or cues.NO_CHANGE.fullmatch(clause.strip())
        for clause in clauses
    )
