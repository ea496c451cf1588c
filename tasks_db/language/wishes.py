"""Wishes for time: 申请延期 in any words, with a day or without, and 晚点再报, which only puts off the answer."""

from collections.abc import Sequence
from datetime import date

from tasks_db import lazy_re as re
from tasks_db.language import cues, more_time
from tasks_db.language.day_marks import Mark
from tasks_db.language.more_time import LENGTH

# 要拖到1月中旬, 改到明年4月底, 完成时间调整为2026年1月20日: what stands right before the day
_MOVES = re.compile(
    r"(?:(?:拖|推|挪|移|延|缓|顺延|后延|后移|推后|推迟|延后|延长|放宽|宽限|展期|展|变更|改|放)(?:到|至|为"
    r"|成)|申请(?:到|至)|(?:调整?|改|变更|修改|顺延|延长|放宽|宽限|往后推|往后放|往后延|推后|顺移)(?:到|至|为|成)?"
    r"|(?:调整?|改|变更|修改|延长|放宽|宽限)(?:完成|办结|办理|报送)?(?:的)?(?:时限|期限|时间|日期|工期|节点)(?:到|至|为|成)"
    r"|(?:得|要|恐怕|可能|估计)(?:得|要)?(?:拖|等|推|延)?到|再(?:给|宽|延|缓|等)(?:我们|一下|到|至)*|(?:宽限?|给|放)(?:我们?|我局|咱们?|俺们?)(?:到|至))\s*$"
)
_AT_BEST = re.compile(r"最(?:快|早)(?:也|都|估计|恐怕|大概)*(?:得|要)(?:等|拖)?到?\s*$")
_THEN_AT_LAST = re.compile(
    r"(?:日|号|左右|前后|以后|之后|才|能|行|全部|完成?|完工|交付|[弄办做搞][完好]|搞定|了|吧|哦|哈|呢)*"
)
"""赶不上了，最快也要1月20: nothing but the work itself is done on such a day."""
_TIME_NAMED = re.compile(r"(?:时限|期限|时间|日期|截止|工期|节点|期)")
_WISH = re.compile(
    r"延期|延后|(?:拖|推|延|挪|缓|放)[到至](?:开春|年后|节后|[过翻]了?年|春节|来年|明年|下个?月)(?![\d一二三四五六七八九十初上中底])|(?:申请|想|要求?|请求?|希望|能[否不]能?|可否|得)(?:再)?延(?=[个一两三半几\d])|延长(?!线|米|段)|延[至到]|延迟[至到]|推迟|宽限|展期|顺延|往后(?:推|放|延|挪|拖)|缓"
    r"(?:几天|一?缓|[至到]|两天|一段|\d|个)"
    r"|宽(?:限|延)?(?:我们?|我局|咱们?|俺们?)(?:到|至|几|两|一|半|\d)|(?:给|宽)到(?=[\d一二三四五六七八九十明下年月])|给(?:我们?|我局|咱们?|俺们?)(?:到|延|宽|放)"
    r"|(?:再|多)(?:给|宽|缓|容)(?:我们?)?(?:点|些|几|一|两|三|半|\d|个)|晚(?:几|两|三|\d+)天(?:完|交|办|验)"
    r"|晚点(?:完|交|办)(?!代)"
    r"|(?:[要得想会]|恐怕|可能|估计|怕)(?:再|往后|得|要)*[拖推](?:个|上)?(?:几|两|三|一|些|点|一段)(?:天|周|日|时间|阵)?(?!了)"
    r"|(?:可不可以|能不能|能[否够]?|可以?否|可以|行不行|得不得行|想|请)(?:给?我们?|给(?=[晚缓拖迟宽再])|再|先|稍微?|往后){0,3}(?:晚|缓|拖|迟|宽)(?:点|些|几|两|一下|一点|到|至)"
    r"|(?:时间|期限|时限|日期)(?:能|可|想|希望)?(?:不能|否|以)?[^，,。；;]{0,4}(?:放宽|宽一?点|往后|调整|长一?点|延)"
)
_NO_WISH = re.compile(
    r"(?:(?<!能)(?<!可)不(?!能否)|无需|不用|不必|没有?|未|不会|不需要?)[^\s,，。；;]{0,3}?(?:延期|延后"
    r"|延长|推迟|顺延|宽限)|延期[^,，。；;]{0,4}(?:先|暂|就)?不(?:提|用|要|申请|报|说|考虑)"
)
_NOT_OF_TASK = re.compile(
    r"(?:会议|选举|投票|表决|大会|仪式|验收会|开工|评审|培训|活动|比赛|招标|开标|供货|到货|发货|设备|材料|管材"
    r"|交货)[^，,。；;]{0,4}(?:推迟|延期|延后|改|晚)"
)
_OLD_DAY = re.compile(r"原(?:定|计划|来|期限|时限|要求)|来不及|赶不上|完不成|完成不了|不能按[期时]|按期.{0,3}不了")

_LATER = re.compile(
    r"(?:晚(?:点|些|一点|一些|会儿?)|稍(?:后|晚|等)|等(?:会儿?|下|一下|一会)|待会儿?|回头|迟(?:点|些)"
    r"|过(?:几|两|三|一|\d)天|改天|缓(?:几|两)天"
    r"|(?:明|后)天|下[周个]?(?:周|星期|礼拜)?[一二三四五六日天]?|月底|下午|晚上|上班后|节后|随后"
    r"|到时候?)(?:我|我们|再|一起|给[您你]们?|统一|来|就|时候|(?:汇总|核实|统计|收集|整理|归拢|合计)(?:好|完|齐|一?下)?了?)*"
    r"(?:报|填|反馈|回复|上报|报送|汇报|说|答复|回|补)(?!送?住)"
    r"|(?:等|待)[^，,。；;]{1,14}(?:再|才能?|后|以后|之后|就)[^，,。；;]{0,3}(?:报(?!批|建|审)|填|反馈"
    r"|回复|上报|报送|汇报|答复)"
    r"|(?:汇总|核实|统计|收集|整理|审核|审定|签字|盖章|研究|开会|商量|请示)(?:好|完|一下)?(?:后|完|了"
    r"|之后|以后)?再(?:报(?!批|建|审)|填|反馈|回复|上报|报送|汇报)"
    r"|问(?:一?下|下)?[^，,。；;]{0,8}再(?:回复|回|报|说)|(?:前|后|上午|下午|晚上|天|会儿?)报?给(?:您"
    r"|你们?|办公室)(?:报)?$|(?:上午|下午|晚上|天)(?:给|发|报)$"
    r"|晚(?:几|两|三)天(?:再)?(?:报|反馈|回复)|(?:先)?(?:缓|等)(?:一)?(?:缓|等)再报|暂(?:时)?不报|先不报|(?:再"
    r"|正在|还在)(?:核|统计|汇总|收集|整理)[^，,。；;]{0,4}(?:再|后|完)(?:报|反馈)"
)
_ALREADY = re.compile(r"已经?(?:报|反馈|上报)")


def asks_for_time(clause: str, dated: Sequence[Mark]) -> bool:
    """Return whether a clause wishes to be done later than is asked: 申请延期, or in other words."""
    if _NO_WISH.search(clause) or _NOT_OF_TASK.search(clause) or puts_off(clause):
        return False
    by = _BY.search(clause)
    if by and _BY_BEHIND.match(clause, by.end()) and not _BEGUN.search(clause[: by.start()]):
        return True
    return bool(_WISH.search(clause)) or any(moves_to(clause, mark) for mark in dated)


_BY = re.compile(
    r"(?:延[期后长迟]?|顺延|推迟|后推|宽限?|放宽|展期|缓|(?:往后|向后|朝后)[推挪延放移]?|[再多]给|晚|拖)(?:我们?|我局|咱们?|俺们?|一?下|个|上|出|缓|再|期)*"
    rf"{LENGTH}(?!以?[前内左]|多|来|把)"
)
_BY_BEHIND = re.compile(r"(?:左右|的?时间)?(?:[行可成好吧吗么呗嘛]|能不能|\W|$)")
_BEGUN = re.compile(r"[已比了就]|才|刚")


def moved_by(text: str, day: date) -> date | None:
    """Return the day that lies behind ``day`` by as much as a text asks for: 顺延20天, 延一个月; None for 延几天."""
    found = _BY.search(text)
    return more_time.later(day, found) if found is not None else None


_SUPPOSED = re.compile(
    r"(?:如果|要是|万一|一旦|假如|倘若|(?<![你我比])若(?![干溪琳])|除非|的话)(?![^,，。；;]{0,6}(?:可以?|行|方便|允许|能|同意|批准|没(?:有)?问题))"
)


def is_supposed(clause: str, before: str) -> bool:
    """Return whether more time would be asked for only if something happens: 如果月底还不到货，就得延期."""
    return bool(_SUPPOSED.search(clause) or _SUPPOSED.match(before.lstrip()))


def moves_to(clause: str, mark: Mark) -> bool:
    """Return whether a day is one that the work is moved to: 要拖到…, 完成时间调整为…."""
    at_best = _AT_BEST.search(clause[: mark.start]) is not None
    if at_best and _THEN_AT_LAST.fullmatch(clause[mark.end :].strip()):
        return True
    found = _MOVES.search(clause[: mark.start])
    if found is None:
        return False
    plain_change = found.group().strip()[0] in "调改变修再得要恐可估" and not re.search("[拖延]", found.group())
    return not plain_change or bool(
        _TIME_NAMED.search(clause) or _is_alone(clause, found.start()) or _OLD_DAY.search(clause)
    )


_POINTS_AT_IT = re.compile(
    r"[\s\d第项号个]|起码|至少|最快|最早|怎么也|怎么着|恐怕|估计|大概|可能|我看|能不能|可不可以|可否|想|希望|请"
    r"|现在看?|看来|申请|我们|这项?|任务|给"
)


def _is_alone(clause: str, start: int) -> bool:
    """改到明年4月底吧 names nothing else that could be moved."""
    return not _POINTS_AT_IT.sub("", clause[:start])


def puts_off(clause: str) -> bool:
    """Return whether a clause says that the answer will come later: 晚点再报, 等领导审了再报."""
    return _LATER.search(clause) is not None and not _ALREADY.search(clause) and not cues.COMPLETED.search(clause)


def tells_later(clause: str, later: bool) -> bool:  # noqa: FBT001 - what the other clauses say
    """Return whether a clause tells only that, or what, the answer waits for: 先不报，等住建局汇总.

    ``later`` says that some clause puts the answer off; what is waited for alone may be news.
    """
    return puts_off(clause) or (later and _WAITS_FOR.fullmatch(clause) is not None)


_WAITS_FOR = re.compile(
    r"\W*(?:要|得|先|还要|我们?)*等[^,，。;；\d]{1,12}(?:汇总|统一|通知|回复|回话|消息|结果|来数|出数|审核?|意见)(?:了|下来|出来|以后|之后|再说)*\W*"
)
