"""Which of the shares in a statement is the progress of the work itself.

进度33%，…占34.1% is 33; 资金到位率46% is none; of 目标80%，目前完成52% it is 52. A share of a part of the work
(主体工程完成60%) may be meant or not, so it is read back.
"""

from collections.abc import Sequence
from itertools import pairwise

from tasks_db import lazy_re as re
from tasks_db.language import cues
from tasks_db.language.correcting import denied_in
from tasks_db.language.numerals import Percent, percents
from tasks_db.lean_dataclass import dataclass

_FULL = 100
# nouns whose share is the work's, said without anything before them
_OF_WORK = (
    r"(?:(?:总体|整体|综合|平均|实际|工程|形象|工作|任务|完成|目前|当前|项目|总|施工|建设|改造|推进)*(?:进[度展肚]"
    r"|完成率|完成度|完工率|进度条)|总体|整体)"
)
_NOUN = re.compile(
    r"(?:目前|现在|眼下|总体|整体|总的)(?:来看|来说)?(?:大概|大约|差不多|约|完成|进度|有|到|是|在|了)*\s*$|(?<!资金)(?<!投资)(?<!支付)(?<!拨付)(?<!序时)(?<!时间)(?:进度|完成率|完成度)(?:应该?|[为是约已达到在近超过按算]|大概|大约|目前|现在|差不多)*\s*$"
)
"""进度 right before a share makes it the work's, whatever is before it, unless that is a part of the work."""
_A_PART = re.compile(
    r"[号#]楼|标段|[一二三四首前]期|主体|部分|其中|首批|第[一二三]批|(?<![\d个有的])(?<!老旧)小区|片区|工段|环节|配套|附属|地块|镇的|街道的|目标|计划|要求"
)
_VERB = re.compile(
    r"完成|完工|推进|施工|改造|建设|安装|[搞弄做干办查装建改拆清铺换挖修排](?:了|到|完|好|得)|进度|进展|过|已|达"
)
_OWN = re.compile(
    r"(?:^|[\s,，。；;:：])(?:按[^,，。；;]{1,8}的(?=[完进总整])|算下来|合下来|[两几]?个?[合加](?:起来|一起)|总的?算|折算|目前|都|均|全部|现在?|截[至止][^,，]*?|已经?|以|也|大[概约]|估计|约|总共|累计|就"
    r"|我们|(?:我|本)(?:[局镇乡办委]|街道|单位|公司)|这项|该项|本项|任务|工作|的|把|才|刚|也|只|仅|快要?|将近|接近|请|应该?[是为]?|改[成为到]|更正[成为]?|修改为|是|刚才|刚刚"
    r"|[写发填报说打]错了?|[首本这第]一?轮(?:整治|排查|检查|摸排|走访|清理|清查|改造)?|这[一次轮]+)*"
    rf"(?:{_OF_WORK})?(?:的|应该?|为|是|在|[:：]|目前|现在|已经?|以|大[概约]|估计|差不多|大致)*"
    r"(?:完成|[干做弄达到过办搞建查清铺装修拆换改挖搬选画排摸整跑签]|推进|整治|排查|走访|入户|摸[底排]|登记|录入)*(?:到|了|至|有|成)*(?:约|近|大概|差不多|左右|将近|接近"
    r"|超过|不到|不足)*\s*$"
)
_RATE = re.compile(r"(?<!完成)(?<!完工)率(?:才|只|仅|就|也)?(?:有|是|到|算)?\s*$")
_FROM = re.compile(
    rf"(?:{_OF_WORK}|^)[^,，。；;]{{0,4}}[由从][^,，。；;]{{0,10}}(?:提[高升]|增加?|涨|升|上升|变"
    rf"|推进)?(?:为|至|到)?[^,，。；;]{{0,3}}$"
)
_RECKONED = re.compile(
    r"(?<![\u4e00-\u9fff])(?:就|先|那就?|那?给我们?)?[报写填记](?:个|成)?\s*$|按[^,，。；;]{0,8}?(?P<so>[算报填计])?(?:完成|达到?|有|是|到)?了?\s*$"
)
_ROUGHLY = re.compile(
    r"(?:只能算|只算|顶多算?|最多算?|勉强算?|满打满算|充其量|撑死|也就|就按|先按|估摸着?|才|(?<![预概决结测])算(?:是|个)?)(?:是|有|到|个)?\s*$"
)
"""主任看了说只能算45%, 总体才65%: what somebody makes of it."""
_ON_PLAN = re.compile(
    r"^\W*(?:目前|现在|已)?按(?:照)?(?:计划|进度|序时|时序)(?:已经?)?(?:完成|推进|做|干)(?:了|到)?\s*$"
)
"""按66%报, 按管线长度算52%: the share that the unit itself gives."""
_RECKONS = re.compile(r"\s*(?:来|去)?(?:算|报|填|计)")
_WORKED = re.compile(r"[\u4e00-\u9fff](?:了|完|到|好|得)(?:差不多|将近|接近|大概|约|近|有)*\s*$")
"""摸完七成: a verb with what came of it; of the unit's own part that is all that it owes."""
_RISES = re.compile(rf"(?:{_OF_WORK}|^)[^,，。；;]{{0,4}}\d{{1,3}}\s*%\s*(?:→|-+>|到|至|提[高升][到至])\s*$")
# what is said of something else, however it ends
_OF_OTHER = re.compile(
    r"(?:剩余|剩下的?|还剩|余下的?|其余|还差|尚余|未完成的?|目标|要求|计划的?|任务数的?|占比?|比例|同比"
    r"|占(?!(?:总(?:工程|工作|任务)?[量数]|全部|任务|计划|工作量|总任务|目标))[^,，。；;]{1,10}的|够[^,，。；;]{0,8}的"
    r"|上?涨价?|降价?|减少?|环比|增长|下降|提高了?|降低|其中|预算|概算|超出|只有|仅为?|原定|应达到?|力争(?:达到)?"
    r"|覆盖率|满意[率度]|到位率|更换率|合格率|通过率|普及率|使用率|入住率|签约率|整改率|开工率|竣工率"
    r"|支付率|执行率|拨付率|投资完成率|资金[^,，。；;]{0,6}"
    r"|投资[^,，。；;]{0,6}|经费[^,，。；;]{0,4}|[^,，。；;]{1,8}(?<!完成)(?<!完工)率)(?:才|只|仅|就|还|也|刚|约|为|是|达到?"
    r"|到|在|已达?|了|超过|不足|近|完成|至|有)*\s*$"
)
_OF_THING = re.compile(
    r"^\s*的?(?:这一?个?)?(?:阶段性?)?(?:节点|目标|任务数|指标)|^\s*的(?!样子|光景|任务|工作(?!会)|工程|目标|进度|总量|量|[,，。；;\s]|$)"
)
_IS_OF = re.compile(
    r"^\s*是[^,，。；;]{0,6}(?:长度|里程|面积|投资|资金|经费|金额|数量|标段|部分|[一二三]期|街道|小区|楼|户数|材料)的\s*$"
    r"|^\s*是[^,，。；;]{1,8}[那这](?:一?部分|一?块|边)"
)
"""60%是铺管长度的: of what it is stands behind."""
_OF_PLAN = re.compile(r"^\s*(?:的)?(?:群众|居民|资金|小区|项目|点位|业主|住户|人|户|投资)")


_IN_FACT = re.compile(
    r"(?:^|[,，。；;\s])(?:但|可)?(?:其实|实际)上?(?:进度|完成|干|做)?(?:只|才|就)?(?:是|有|到|为|了)*\s*$"
)
"""纸面进度50%，实际43%: what counts."""
_OF_THE_PLAN = re.compile(r"完成(?:了|到)?(?:年度|全年|总|本年)?计划(?:任务)?的?\s*$")
_NOT_DONE = re.compile(r"\s*的?(?:还|都|也)?[没未](?!问题|困难|到|啥)")
"""三成没干: the share of what is left."""
_FELL = re.compile(r"[由从][^,，。；;]{0,10}(?:降|减|跌|缩)[^,，。；;]{0,3}$")
"""漏损率由18%降到9%: work does not fall."""
_FALLS = re.compile(r"\s*(?:下?降|减|跌|缩)")
_AHEAD = re.compile(
    r"(?<!截至)(?<!截止)(?<![今本]年)(?<!去)(?:(?:今年|本年|今|到)?年[底末](?!前?(?:已|就已))|明年|下个?月|下[周季]|到时候?|届时)[^,，。；;已]{0,10}$"
    r"|(?:年|月|[春秋]节|[底末旬号日周季])[^,，。；;已]{0,8}(?:能(?!源|耗)|可以|有望|争取|力争|预计|预期|确保|怕是?|恐怕|肯定|打算|计划)"
    r"[^,，。；;]{0,8}$"
    r"|(?:[到达够冲上]不[到了上]|[未没难]有?(?:以|能)?(?:达到|达成|到得了))\s*$"
)
"""年底到50%, 12月底怕是到不了50%: what will be, or will not, is not how far the work is."""
_COMPARED = re.compile(
    r"比[^,，。；;]{1,10}(?:多|少|高|低|涨|降|升|快|慢)(?:了|出)?(?:约|近|将近|差不多|大概)?\s*$|[少低]了(?:约|近|将近|差不多|大概)?\s*$"
)
"""泔水比一季度少了两成: a difference."""
_IMPOSSIBLE = re.compile(r"\s*的?(?:是|怕是|肯定|根本|都)*(?:不可能|没可能|做不到|达不到|完不成|没戏|够呛|悬)")
_FILLERS = re.compile(
    r"[跟和同与]第?\d{1,2}[项号]?一样|(?:总[的体]|整体|合起来)(?:算下来|来[说看]|说来)|算下来|嗯+|呃|哦|噢|啊|呀|呢|嘛|哈|吧|(?:那个|这个)(?:活儿?|事儿?|工程|项目|节点)?|就是|(?:我们|我|咱们?|本)?(?:局|镇|街道|单位|公司|乡|办)?(?:[这那]?[边块头里儿]|这项|那项)|[、,\s]"
)
"""What people say while they think, and what only points at the work."""
_OF_ALL = re.compile(
    r"(?:完成|占|达)(?:了|到)?(?:(?:年度|全年)(?:任务|目标|计划)?数|总(?:工程|工作|任务)?[量数]|全部(?:任务|工作)?|任务|计划|工作量|总任务|目标任务)的?\s*$"
)
_VERB_ALONE = re.compile(
    rf"(?:{cues.WORK.pattern}|[做干搞弄办查摸清拆装换铺挖修改跑走画填录核访整理贴排])(?:了|完|到|好|得|过)+(?:差不多|大概|将近|接近|约|近|有)*\s*"
)
"""摸完, 走访完了: a verb with what came of it, and nothing before it of what else it might be told."""
_AT_END = r"\s*(?:左右|以上|多|了)?\s*"
_BESIDE = re.compile(
    r"满意|愿意|出资|测评|测试|抽查|补助|资金|经费|投资|拨|到账|签|同意|参[与加]|覆盖|回收|得分|评分|湿度|合格|达标"
)
"""Of what a share is that tells nothing of how far the work is; its words are kept whole all the same."""


@dataclass(frozen=True, slots=True)
class Share:
    """The progress that is said. ``certain`` is False where it may be that of a part, or is only a rough one.

    ``value`` is None where no share of the work is said.
    """

    value: int | None
    certain: bool = True


NONE = Share(None)


def progress(clauses: Sequence[str]) -> Share:
    """Return the share of the work that the clauses of one statement say, the last of those that are clearly its."""
    sure: list[Percent] = []
    perhaps: list[Percent] = []
    ours = len([clause for clause in clauses if percents(clause)]) > 1 and any(map(_OURS.search, clauses))
    of_money = any(_SAID_OF_OTHER.search(clause) for clause in clauses)
    denied = frozenset[int]().union(*map(denied_in, clauses))
    for clause in clauses:
        said = [share for share in percents(clause) if share.value not in denied]
        old, new = _put_right(clause, said)
        between = _ends_of_range(clause, said)
        if ours and _OTHERS.search(clause):
            continue  # 他们都到80%了，我们才55%
        for share in said:
            kind = (
                "other" if share in old or share.value in denied else "own" if share in new else _kind(clause, share)
            )
            if kind == "own" and (share in between or of_money):
                kind = "perhaps"
            if kind == "own":
                sure.append(share)
            elif kind == "perhaps":
                perhaps.append(share)
    if sure:
        last = sure[-1]
        if _slipped(clauses):
            return Share(last.value, certain=False)
        several = len({share.value for share in sure}) > 1 and not any(
            _TOLD_APART.search(clause) for clause in clauses
        )
        return Share(last.value, last.exact and not several) if last.value <= _FULL else Share(None, certain=False)
    if perhaps:
        last = perhaps[-1]
        return Share(last.value if last.value <= _FULL else None, certain=False)
    return _bare(clauses)


def _bare(clauses: Sequence[str]) -> Share:
    """A figure without its sign: of the whole (总体算65吧) it is the share, else likely."""
    if not clauses:
        return NONE
    whole, found = _OF_WHOLE.search(clauses[-1]), _BARE.search(clauses[-1])
    if whole:
        return Share(int(whole["share"]))
    return Share(int(found["share"]), certain=False) if found else NONE


_OF_WHOLE = re.compile(
    r"(?:总体|整体|综合|总的)(?:下来|来看|来说|进度)?[么嘛]?(?:就|只能|大概|大约|差不多)*(?:算|按|有|到|是|约)\s*(?P<share>[1-9]\d)(?:吧|左右|的样子|报)?\W*$"
)


_BARE = re.compile(
    r"(?:先?报个|给[您你]?报个|算个|打个|大概|大约|差不多)\s*(?P<share>[1-9]\d)(?:吧|左右|的样子)?\W*$"
)
"""先报个65, 大概50: likely the share of the work, which is read back."""


def of_all(text: str) -> int | None:
    """Return the last share that a text says, in so many words, to be that of all the work: 总体进度60%."""
    said = [share.value for share in percents(text) if _WHOLE.search(text, 0, share.start)]
    return said[-1] if said and said[-1] <= _FULL else None


_OURS = re.compile(r"(?<!给)(?:我们|咱们?|俺们|我[局镇办乡委])")
_OTHERS = re.compile(r"(?:他们|人家|别人|别的|[隔邻旁]壁|其他(?:单位|镇|街道))(?:[^,。;我咱俺]*)$")
_WHOLE = re.compile(
    r"(?:(?:总体|整体|综合)(?:来[看说])?|(?:总|平均)的?(?:工程|工作|任务|形象|完成|施工|改造)*(?:进度|完成率|完成度))"
    r"(?:进度|完成|[^,，。；;\n\d]){0,4}$"
)
_SAID_OF_OTHER = re.compile(
    r"^\W*(?:不过|但|可|只)*[这那][^,。;]{0,4}[是指算](?:的|按)?[^,。;]{0,6}(?:投资|资金|经费|合同|时间|率)"
)
"""完成了60%，不过这是投资的: the share before it is of something else."""
_SLIP = re.compile(r"[看写打填报说记][错反串岔]|手[滑误快抖]|[口笔]误")


def _slipped(clauses: Sequence[str]) -> bool:
    """Whether behind two shares, and not before one, it is said that something was wrong: 65%……56%，看错行了."""
    said = [at for at, clause in enumerate(clauses) if percents(clause)]
    wrong = [at for at, clause in enumerate(clauses) if _SLIP.search(clause)]
    values = {share.value for clause in clauses for share in percents(clause)}
    return len(values) > 1 and bool(wrong) and wrong[-1] > said[-1]


_TOLD_APART = re.compile(
    r"现在|目前|今天|本次|这次|[哦噢啊]不|本[周月期]|实际|应[该为是当]|改|更正|不对|不是|[说写报打]错|[由从]|提|升|总|整体|综合|合起来|合计|平均|上次|上[周月期]|原|昨天|目标|计划|要求"
)
"""What tells which of several shares of the work counts."""
_FROM_HERE = re.compile(r"[由从]|[提升增涨]|上次|上周|上月")


def _ends_of_range(clause: str, said: Sequence[Percent]) -> list[Percent]:
    """Both ends of 六成到七成: how far the work is lies between them."""
    ends: list[Percent] = []
    for before, after in pairwise(said):
        linked = re.fullmatch(r"\s*(?:到|至|[-~—–]+)\s*", clause[before.end : after.start])
        if linked and not _FROM_HERE.search(clause[: before.start]):
            ends += [before, after]
    return ends


_TO_NEW = re.compile(
    r"的?(?:[写打填报说发]错了?|有误|不对|系笔误|是笔误|[\s,])*(?:要|请|都|我)*(?:更正|改|修改|订正|更改|纠正|调整|修正|变更|应[该当]?|其实|实际|实)(?:是|为|成|到|至)?"
)
_TO_OLD = re.compile(r"[写打填报说发看输记弄搞]错?成了?|[,\s]*(?:而)?不是")


def _put_right(clause: str, said: Sequence[Percent]) -> tuple[list[Percent], list[Percent]]:
    """The shares that a clause takes back, and those that it puts in their place: 65%更正为56%."""
    old: list[Percent] = []
    new: list[Percent] = []
    for before, after in pairwise(said):
        between = clause[before.end : after.start]
        if _TO_NEW.fullmatch(between):
            old, new = [*old, before], [*new, after]
        elif _TO_OLD.fullmatch(between):
            old, new = [*old, after], [*new, before]
    return old, new


def _kind(clause: str, share: Percent) -> str:
    before, after = clause[: share.start], clause[share.end :]
    falls = _FELL.search(before) or _FALLS.match(after)
    not_now = _AHEAD.search(before) or _COMPARED.search(before) or _IMPOSSIBLE.match(after)
    if falls or not_now or _is_of_thing(before, after):
        return "other"
    if _NOT_DONE.match(after) or _OF_THE_PLAN.search(before):
        return "perhaps"
    if _IN_FACT.search(before) or _FROM.search(before) or _RISES.search(before) or _is_reckoned(before, after):
        return "own"
    if _OF_OTHER.search(before):
        return "other"
    if _is_of_work(before, after):
        return "own"
    return _of_what_was_done(before)


def _of_what_was_done(before: str) -> str:
    """Whether a share behind a verb is that of the work: 摸完七成 is, of the unit's own part; of another perhaps."""
    worked = _WORKED.search(before) is not None
    if _BESIDE.search(before):
        return "other"
    own = cues.OWN_PART.search(before) or _VERB_ALONE.fullmatch(_FILLERS.sub("", before))
    return "own" if worked and own else "perhaps"


def _is_reckoned(before: str, after: str) -> bool:
    reckoned = _RECKONED.search(before)
    by_itself = reckoned is not None and (
        not reckoned.group().startswith("按") or reckoned["so"] is not None or _RECKONS.match(after) is not None
    )
    rough = _ROUGHLY.search(before) is not None and not (_BESIDE.search(before) or _RATE.search(before))
    return by_itself or rough or _ON_PLAN.search(before) is not None


def _is_of_thing(before: str, after: str) -> bool:
    if _OF_THING.match(after) or _IS_OF.match(after):
        return True
    return _OF_PLAN.match(after) is not None and not re.search(r"(?:进度|完成)[^,，。；;]{0,3}$", before)


def _is_of_work(before: str, after: str) -> bool:
    if any(_OWN.search(words) for words in (before, _FILLERS.sub("", before))):
        return True
    if _OF_ALL.search(before) and re.fullmatch(_AT_END, after):
        return True
    return _NOUN.search(before) is not None and not _A_PART.search(before)
