"""What the best reading of a statement leaves unexplained, and for which other kind of answer that speaks.

推进中 and 有困难 are what is left when nothing plainer was said. Where words of another kind stand beside them
(我们这份算完了, 建议把我们摘出去, 均已签收), both are offered instead of one being kept.
"""

from collections.abc import Iterator

from tasks_db import lazy_re as re
from tasks_db.language import cues, troubles, weak_signs
from tasks_db.language.lying_ahead import NEXT_STEP
from tasks_db.language.reading import Reading
from tasks_db.terms import AnswerKind

_FALLBACK = frozenset({AnswerKind.PROGRESS, AnswerKind.BLOCKED})
_FINISHED = re.compile(
    r"(?:我们?|咱们?|我[局镇办]|本单位)[^,。;]{0,8}(?:[这那]?(?:份|部分|摊)|[这那][块边头])[^,。;没未不还快]{0,6}"
    r"(?:完了|完成|[弄办干搞做][完好]|齐了|交了|好了)"
    r"|(?:可以说|等于|相当于)(?:是)?(?:都|全部?)?[\u4e00-\u9fff]?[完好]成?了|算(?:是)?(?:(?:[弄办干做搞忙])?[完齐]|了结|完事儿?|利索|妥)了|全(?:部|都)?[\u4e00-\u9fff]{1,2}完了?(?=$|[,。;\s])|(?:均|都|全部)已经?(?:办理|处理|落实)(?:完毕|完成|到位)?(?=$|[,。;\s])|办毕|任务已了|交差|收官了|完活|齐活|该[\u4e00-\u9fff]{1,2}的(?:都|全|全都)(?:已经?)?[\u4e00-\u9fff]{1,2}(?:了|完|好|过)"
    r"|(?:全部?|都|均|悉数)(?:已经?)?(?:给[^,。;]{1,8})?(?:移交|交齐|交清|报齐|送过去|交过去|上交|交上去)(?!.{0,3}的)"
)
_DONE_FIRST = re.compile(
    r"\W*(?:目前|现在?|都|全部?|均)*已经?(?:全部|全面|圆满|顺利|按[时期])*(?:完成|办结|落实到位)(?=\W|$)(?!.*(?:正在|还在|推进|[还只就][差剩]))|(?:[^,。;]*[,\s])?\W*(?:都|也|就|全)*完了\W*$",
    re.DOTALL,
)
"""已完成（首轮）, 完了: completion stands alone, whatever is added."""
_REACHED = re.compile(
    r"超额完成|(?:已经?|都|均)达到?了?[^,。;没未]{0,8}(?:节点|目标|要求)(?!的)|(?:节点|目标)(?:任务|要求)?(?:已经?|都|也|提前|如期|按[时期])*(?:完成|达到|达标)了?(?=\W|$)"
)
"""已达50%节点要求: the target is reached, whatever share is told beside it."""
_SHORT_DONE = re.compile(r"\W*(?:都|均|全部|全)?已(?!在|开工|启动|进场|动工|开始)[\u4e00-\u9fff]{1,2}了?\W*")
"""已读, 已办, 已转: so short that it may be said of the message as well as of the work."""
_NOT_YET = re.compile(r"(?:没|未|不|还|快|能|会|将|预计|争取|力争|计划|要|等|待|才)[^,。;]{0,6}$")
_IS_LEFT = re.compile(
    rf"{NEXT_STEP}|[还就只][差剩]|正在|还在|(?:^|[,\s])(?:就|还|只|要)*等[^,。;]{{1,12}}(?:就|再|才)"
)
_NOT_OURS = re.compile(
    r"(?:把|将|帮)(?:我们?|我[局镇办]|本单位|这项?)[^,。;]{0,4}(?:摘|剔|调|移|划|撤|拿)(?:出|掉|除|走)|插不上手"
    r"|(?:工作|职[能责]|业务|任务|事项)[^,。;]{0,14}(?:移交|划转|转隶|划归|划给|转给|划到|划入|转到)[^,。;]{0,8}(?:局|委|办|部门|公司|中心)"
    r"|(?:我[们局镇办]?|本单位|本局)[^,。;]{0,6}不宜(?:再|继续)?(?:列入|列为|作为|承担|纳入)"
    r"|(?:我[们局镇乡办街]|本(?:镇|乡|街道|单位|局))[^,。;\d]{0,8}(?:没有?|未|无)被?(?:纳入|列入|涉及)(?![^,。;]{0,3}(?:困难|问题))"
    r"|(?:是|属于?|归)(?!我|本|咱)[^,。;没我]{2,8}的(?:职责|职能|事权|事儿?|活儿?)(?=$|[,。;\s吧嘛哈])"
    r"|[跟与和同][^,。;]{2,8}没(?:有)?(?:什么|啥)?关系|请(?:予以?)?退回|是[^,。;我]{2,14}在(?:管|负责|牵头)(?=\W|$)"
    r"|(?:不是|不属于?|非)(?:我们?|本|咱)[^,。;]{0,6}(?:职责|职能|的(?:事情?|活儿?|业务|任务)(?=$|[,。;\s哦啊呀吧哈嘛的]))|(?:职责|职能)(?:也|都)?不在(?:我|本|咱)|(?<!不)(?:请|帮[我忙]|麻烦)?退回去?(?=吧|$|[,。;\s])|(?:和|跟|与)(?:我们?|我局|本单位)[^,。;]{0,4}(?:无关|没关系|不相干)"
    r"|(?:挂|派|分|填)错(?:单位|人|部门)|不该(?:由|是|归)?我们|(?:建议|应|请)(?:改由|调整(?:为|给|到|至)|交(?:给|由)|转(?:给|交))[^,。;]{2,10}(?:牵头|负责|承担|办理|报送|$)"
)
_CLAUSE = re.compile(r"[^,。;!?\n]+")
_NEWS = re.compile(r"了|已|正|在|过|完|成|进[展度]|[\d一二三四五六七八九]成")
_BUT = re.compile(
    r"(?:就是|但是?|可是?|只是|问题是|不过|无奈)(?!没(?:啥|什么|有)?(?:问题|困难|影响|事|关系))[^,。;是]{0,8}?"
    r"(?:没(?![事啥受影耽])|不(?!大|多|会|用|断|误|要紧|碍|影响|耽误|着急|急|知|过|少|错|明显|满|是|算)|未|卡|僵|悬|拖着|难)"
)
"""正在铺管，就是广电没签字: what comes behind 就是 and is denied most likely stands in the way."""


_OVER = re.compile(
    r"解决(?!不|方案|办法|问题)|补[上齐足]|到位|到账|到货|批(?:下来|复|准|[了过])|(?<!通)(?<!不)过了|通过|谈[妥拢成好]|(?:[签办弄搞修]|(?<!协)调)好|放行|缓解|好转|不再|不卡|没事了"
    r"|理顺|打通|捋顺|有着落|顶上|找到|恢复|(?:没|不)(?:落下|影响|耽误)|[跟赶]得上|(?:能|可以?|自行|自己|内部)(?:解决|克服|消化|协调)|可控"
)
"""What tells that something that stood in the way is over."""
_NOT_OVER = re.compile(
    r"(?:没|未|不|无|难|等|待|请|希望|盼|望|需要?|要|尽[快早]|抓紧|帮|才|能|会|可|催|来|何时|后|[便就]好)[^,。;]{0,6}$"
)
_WAITS = re.compile(
    r"(?:(?:单|书|函|表|字|章|手续|协议|合同|意见|报告|批文|批复|会签|文件|材料|资料|图纸?)[^,。;]{0,3}(?:还|尚|都|也)?[没未][^,。;]{0,4}"
    r"|(?:没法|无法|不能|没办法)(?:签字|盖章|审签|会签)|领导不在|(?:还|尚)?[没未]有?(?:签|盖|批|办|会签|审|流转)[^,。;]{0,4})"
)
"""会签单还没签字: what is under way and not back yet."""
_MOVES_ON = re.compile(r"\d\s*%|了|已|完|过(?!不)|流程|走到|在走|送到|报到|递到|排到")


def others(text: str, reading: Reading, *, numbered: bool = False) -> tuple[AnswerKind, ...]:
    """Return the kinds of answer, beside that of ``reading``, for which words speak that it leaves unexplained.

    ``numbered``: the words stand behind the number of their task.
    """
    if reading.kind is AnswerKind.NO_CHANGE and _TAKEN_BACK.search(text):
        return (AnswerKind.PROGRESS,)
    if reading.kind not in _FALLBACK:
        return ()
    if reading.question is not None:  # 我们街道没有纳入改造的小区，是不是发错了
        return (AnswerKind.NOT_OURS,) if _NOT_OURS.search(text) else ()
    return _beside(text, reading, numbered=numbered)


_TAKEN_BACK = re.compile(r"[,。;!\s][哦啊噢哎诶]?[,\s]*不对(?:[,\s]*不对)*[,。;\s]+\S{4}")
"""没动静。哦不对，上周选出一个: what was said first does not hold."""


def _beside(text: str, reading: Reading, *, numbered: bool) -> tuple[AnswerKind, ...]:
    found = []
    open_end = reading.percent is not None or reading.expected is not None
    finished = any(_is_finished(sentence) for sentence in re.split("[。;\n]", text)) or _DONE_FIRST.match(text)
    reached = _REACHED.search(text) is not None
    if (finished and not open_end) or reached:
        found.append(AnswerKind.DONE)
    if _NOT_OURS.search(text):
        found.append(AnswerKind.NOT_OURS)
    if reading.kind is AnswerKind.PROGRESS:
        found += _beside_progress(text, reading, open_end=open_end)
    if reading.kind is AnswerKind.BLOCKED and _BAD_OUTLOOK.fullmatch(text):
        found.append(AnswerKind.EXTENSION)
    if reading.kind is AnswerKind.BLOCKED and (_is_over(text) or _only_waits(text) or _is_paper(text)):
        found.append(AnswerKind.PROGRESS)
    if reading.kind is not None and not found and reading.sure:
        found += weak_signs.other_senses(text.strip(), reading.kind, measured=open_end, numbered=numbered)
    return tuple(kind for kind in found if reached or kind not in reading.options)


def _beside_progress(text: str, reading: Reading, *, open_end: bool) -> Iterator[AnswerKind]:
    if not open_end and _SHORT_DONE.fullmatch(text):
        yield from (AnswerKind.RECEIVED, AnswerKind.DONE)
    if reading.percent is None and _is_only_received(text):
        yield AnswerKind.RECEIVED
    if reading.percent is not None and _UNCHANGED_BESIDE.fullmatch(text):
        yield AnswerKind.NO_CHANGE
    if not open_end and _MOVED_TO.search(text):
        yield AnswerKind.EXTENSION
    if _is_hindered(text):
        yield AnswerKind.BLOCKED


_UNCHANGED_BESIDE = re.compile(
    r"(?!.*(?:[错岔]|不对))(?:.*[,。;\s])(?!其[余他它]|别的|剩|另外|总体)[\u4e00-\u9fff]{2,8}(?:无|没有?)变化\W*",
    re.DOTALL,
)
"""电梯那个40%，检查无变化: most likely the second is another task."""


def is_of_before(text: str) -> bool:
    """Return whether a share is said to be one of before, or to rise by points from one that is not told."""
    return _OF_BEFORE.search(text) is not None


_OF_BEFORE = re.compile(
    r"(?:是|为|系|按|算)(?:的)?(?:上个?[月周期次]|之前|前期|旧|老)[^,。;)）]{0,4}(?:数|进度|口径|情况|报的)|(?:上个?[月周期次])的?(?:数据?|口径)(?=\W|$)"
    r"|(?:\d\s*%|百分之[^,。;不]{1,4}|成)(?:这个|那个|说的|指的)*(?:并)?不是[^,。;\d]{1,10}的(?=\W|$)"
    r"|(?:又|再|只|才|多)(?:是)?(?:增加?|加|涨|升|提高|提升|多|完成|推进|往前)了?[^,。;%]{0,4}?(?:\d{1,2}|[一二三四五六七八九十两几]{1,3})\s*个?(?:百分)?点"
)
"""40%（这是上月数）, 又加了5个点, 那个25%不是养老的."""


def _is_finished(text: str) -> bool:
    done = _FINISHED.search(text)
    return done is not None and not _NOT_YET.search(text[: done.start()]) and not _IS_LEFT.search(text)


def _is_only_received(text: str) -> bool:
    """Whether beside 签收 nothing is told that happened or goes on."""
    if not cues.RECEIPT.search(text):
        return False
    told = [clause.group() for clause in _CLAUSE.finditer(text) if not cues.RECEIPT.search(clause.group())]
    promised = any(_LATER.search(clause) for clause in told)
    return not any((_NEWS.search(clause) and not promised) or cues.COUNTED.search(clause) for clause in told)


_LATER = re.compile(r"(?:晚上|回去|回头|稍后|晚点|明天|下午|再|随后|马上|尽快)[^,。;]{0,4}(?:报|填|回复|反馈|补)")


def _is_over(text: str) -> bool:
    """Whether a word tells that what stood in the way is over, and none denies it: 缺口补上了, 卡了半月的图审过了."""
    clauses = [clause.group() for clause in _CLAUSE.finditer(text)]
    stands = [at for at, clause in enumerate(clauses) if troubles.difficulty(clause)]
    behind = ",".join(clauses[stands[-1] if stands else 0 :])  # 资金到了，但图纸还没出 tells of one that is not over
    over = any(not _NOT_OVER.search(behind[: said.start()]) for said in _OVER.finditer(behind))
    return over and troubles.plea(text) is None


def _only_waits(text: str) -> bool:
    """Whether a paper is on its way while the work is told to go on, and nothing else stands in the way."""
    rest = _WAITS.sub("", text)
    if rest == text or troubles.difficulty(rest) is not None or troubles.plea(rest):
        return False
    return _MOVES_ON.search(rest) is not None


_BAD_OUTLOOK = re.compile(
    r"\W*(?:[^\s,。;]{0,8}那?[项个块边]?[,\s]*)?(?:\d{1,2}月(?:\d{1,2}[日号]?|底|中旬?|初)|\d{1,2}[日号]|[本这下]?个?月底|年底|年前)(?:之?前)?"
    r"(?:我?看|怕是?|恐怕|估计|可能|[真都也很有点是肯定完成搞弄做干办好交])*(?:够呛|悬(?!挂|空)|没有?把握|没底)(?:[了的啊哦呀吧嘞咯]|得很)*\W*"
)
"""28号真够呛: nothing but the day, and no reason: what stands in the way as much as a wish for time."""
_MOVED_TO = re.compile(
    r"(?<![修整])(?:改|推|挪|移|调|延|拖|顺延|推迟|调整)(?:到|至|在|成)(?:了)?\s*"
    r"(?:[下明后]|\d{1,2}(?:月|号|日)|\d{4}年|年[底后]|节后|春节|元旦)"
)
"""检查改到12月5日: another day for what is to be done, whether asked for or only told."""
_PAPER = re.compile(
    r"[^,。;\s]{0,6}(?:困难|问题|缺口|难点|难题|堵点|卡点|短板|瓶颈|矛盾|纠纷)[^,。;\s没未不无]{0,6}?"
    r"(?:清单|台账|台帐|方案|报告|办法|措施|对策|一览表|明细|汇总表?|情况说明|研究|预案|机制)"
)
"""经费缺口解决方案, 困难清单: papers that are named after what stands in the way somewhere."""


def _is_paper(text: str) -> bool:
    """Whether a difficulty is told by the name of a paper alone."""
    rest = _PAPER.sub("", text)
    return rest != text and troubles.difficulty(rest) is None and troubles.plea(rest) is None


def _is_hindered(text: str) -> bool:
    if troubles.denies(text):
        return False
    return _BUT.search(text) is not None or _is_stopped(text)


def _is_stopped(text: str) -> bool:
    """Whether work stands still: 群众有意见，暂停施工，正在协商; not where it goes on again."""
    stopped = _STOPPED.search(text)
    return stopped is not None and _GOES_ON.search(text) is None


_STOPPED = re.compile(r"(?<![没未无不])(?<!无一)(?<![责勒]令)(?:停工(?!整[改顿])|停摆|停滞|暂停|(?<![雨雪风])停了)")
_GOES_ON = re.compile(r"恢复|复工|重新|又[开干动]|停工通知|停工整改|停止线|停用")
