"""Whether 推进中 or 有困难 rests on one weak sign alone: 已, 了, a lone noun of work, a word that has other senses.

Of nearly every text that nobody foresaw one such sign can be found (已读, 没叫就没动, 人在外面检查). What rests on
no more than that is read back, with what else it may be on buttons.
"""

from tasks_db import lazy_re as re
from tasks_db.language import awaiting, cues, hindrance, troubles
from tasks_db.language.lying_ahead import NEXT_STEP
from tasks_db.terms import AnswerKind

_CLAUSE = re.compile(r"[^,。;!?\n]+")
_GOES_ON = re.compile(
    r"按(?:照)?(?:计划|进度|序时|时序|节点|部署)|照常|有序|陆续|有(?:新)?进展|(?:正|还|都|仍|一直)在|在[\u4e00-\u9fff](?:$|[着了呢])|着[看办做弄]?呢"
    r"|在(?:审|核|弄|做|建|办|拟|摸|改|修|装|催|批|谈|看|评|跑|查|报|走|铺|挖|写|编|测|选|等)|[\u4e00-\u9fff]中$|\d[万亿%]"
    r"|顺利|正常|复工|[一二两三四五六七八九十百千]+(?:次|回|米|趟|遍|里|公里)|[\u4e00-\u9fff]完[^,。;]{1,8}了"
    r"|(?:提|报|送|递|交|发)(?:给|到|上去)[^,。;]{0,8}了?$|已[^,。;]{1,12}(?:了|上墙|到位)|十[来几多余]|完成|完工|达到|启动|开工|快(?:[好完]|了)|落实到|[没未][做弄搞干办]完|[咯啰喽]$"
    r"|定[在于到](?=[^,。;]{0,4}(?:\d{1,2}[月日号]|[下本这]周|[明后]天|周))|(?:\d{1,2}[日号]|[下本这]个?(?:周|星期|礼拜)[一二三四五六日天]?|[明后]天)(?:上午|下午)?[^,。;]{0,8}?(?:去?[查验]|去[看跑]|一起去|开个?会|参加|联[检查]|检查|排查|开标|进场|评审|验收)"
)
"""How work is told to go on."""
_NEXT = re.compile(NEXT_STEP)
_ASPECT = re.compile(r"(?<!为)了(?!解)|已|[\u4e00-\u9fff]过(?!来|程|年)|正|在[\u4e00-\u9fff]{2}|[完好到成齐出上]")
_MEASURED = re.compile(
    r"^(?!.*(?:目标|计划|任务|打算|要求|预计|准备|还[差剩缺]))[^\d]{2,}\d+(?:\.\d+)?\s*[余多]?\s*(?:亩|公顷|公里|平方?米|吨|棵|株)"
)
"""复耕撂荒地90亩: what was done, as it is measured."""
_ENOUGH = 2
_HARD = re.compile(
    r"困难|问题|难|抽走|被抽[去调]|迟迟[不没未]|阻|卡|缺|[缺差没少][^,。;]{0,4}[钱款金费人料图地]|不(?:配合|同意|肯|愿|让|支持|理解)|拒|反对|无法|没法|滞后|纠纷|矛盾|争议|停工|协调|协助"
    r"|[\u4e00-\u9fff]不(?:了|动|成|下|上|到|通|过|齐|清|拢|起来|[进出过]?[去来]|完|赢)|够呛|没把握|没底|恼火|[没未](?:有)?(?:着落|批|给|下达|下来|拨|到)|请|帮|督促|来不及|扯皮|指导|出面|断|退回|麻烦|出个?面|不(?:能按|来|给)|没开成|[需盼望]|停了|涨价|没(?:有)?(?:人|钱|回[话复音]|答复)"
)
"""What stands in the way without a doubt."""
_STANDS = re.compile(
    r"卡(?:在|住|这|着|了)|[下批拿开挂]不(?:了|来|下来|成|动)|[没未](?:有)?(?:下来|批(?!评)|拨|到位|谈拢|签|通过|同意)|不(?:配合|同意|肯|愿意?)|没钱"
    r"|跑路|流标|废标|挖断|撂挑子|黄了|退场|罢工|塌|断了|坏了|出了?事|漏[水了]|违约|泡汤|没结果|被(?:举报|投诉|叫停|拦|堵|退回|打回)|堵得|黄了|反悔|变卦|吵|打架|闹|[\u4e00-\u9fff]不(?:清(?!楚)|拢)|不合格|矛盾|没(?:有)?办法|不得行|停[起着]|涨价|难搞|难弄|恼火"
)
"""What tells of something in the way as much as of work that goes on."""
_NEWS = re.compile(r"(?<!为)了(?!解)|已|完|[\u4e00-\u9fff]过(?!来|程|年)|正在")
_SENSES = (
    (AnswerKind.NO_CHANGE, re.compile(r"没|未(?!来)|无|不(?![断错少久])")),
    (AnswerKind.RECEIVED, re.compile(r"收到|签|知|读|阅|看")),
    (AnswerKind.DONE, re.compile(r"[完好齐毕]|已|结了|过了|交|报")),
    (AnswerKind.NOT_OURS, re.compile(r"归|职责|退|关系|负责|在管")),
    (AnswerKind.BLOCKED, re.compile(r"没|未(?!来)|不(?![断错少久])|卡|差|等|难|停")),
)


def other_senses(text: str, kind: AnswerKind, *, measured: bool, numbered: bool) -> tuple[AnswerKind, ...]:
    """Return what else words may mean of which one weak sign makes a ``kind``; nothing where the signs are enough.

    ``measured``: they tell a share of the work, or the day by which it is expected to be done.
    ``numbered``: they stand behind the number of their task, which is a sign that they report.
    """
    if kind is AnswerKind.BLOCKED:
        hard = _HARD.search(text) is not None and (troubles.plea(text) is not None or not troubles.denies(text))
        return () if hard or _NEWS.search(text) is None else (AnswerKind.PROGRESS,)
    if kind is AnswerKind.PROGRESS and not measured and _still_stands(text) and not troubles.denies(text):
        return (AnswerKind.BLOCKED,)
    if kind is not AnswerKind.PROGRESS or measured or _signs(text) + numbered >= _ENOUGH:
        return ()
    likely = tuple(sense for sense, words in _SENSES if words.search(text))
    return likely or (AnswerKind.NO_CHANGE, AnswerKind.BLOCKED)


def _still_stands(text: str) -> bool:
    """Whether something stands in the way, and work was not taken up behind it: 又闹, 今早已复工."""
    told = list(_STANDS.finditer(text))
    return bool(told) and cues.RESUMED.search(text, told[-1].end()) is None


def _signs(text: str) -> int:
    """How many signs tell that the work goes on; one that says so plainly, or counts what was done, is enough."""
    signs = _ENOUGH if troubles.denies(text) else 0
    for clause in _CLAUSE.findall(text):
        counted = cues.COUNTED.search(clause) or cues.TIMES.search(clause) or _MEASURED.search(clause)
        told = counted or hindrance.nobody_applied(clause) or awaiting.tells(clause)
        if told or cues.UNDER_WAY.search(clause) or _GOES_ON.search(clause) or _NEXT.search(clause):
            return _ENOUGH
        signs += (cues.WORK.search(clause) is not None) + (_ASPECT.search(clause) is not None)
    return signs
