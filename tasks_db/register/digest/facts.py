"""What was done: of each unit's accepted words of the period, those that name a fact.

A fact is something that was counted, or that is over: 印发, 开工, 建成, 16所. A bare percent, a promise, a difficulty
and 无变化 are none; they stand in the annex. The words stay the unit's own: clauses are left out, never altered.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from tasks_db import lazy_re as re
from tasks_db.language import cues, troubles
from tasks_db.language.clauses import COMMA
from tasks_db.language.courtesy import is_courtesy
from tasks_db.register import deciding, progress, states
from tasks_db.register.decided_once import once
from tasks_db.register.digest import together
from tasks_db.register.digest.period import Period
from tasks_db.register.digest.references import Source, TaskRef
from tasks_db.register.digest.totals import total
from tasks_db.register.digest.values import Fact
from tasks_db.register.values import Assignment, Report, Task
from tasks_db.terms import ReportStatus, Role

LONGEST = 60
"""So many characters of a unit's words stand in one sentence; a single clause is told whole, however long it is."""

SHORT = 24
"""So many in a terse one."""

_SENTENCES = re.compile(r"[。；;！!\n]+")
_CLAUSES = re.compile(rf"{COMMA}(?![^“（(《]*[”）)》])")
_REFERENCE = re.compile(r"^\s*(?:第?\d+(?:-\d+)?项?(?:[：:、]|[.．](?!\d))|第\d+(?:-\d+)?项(?:任务)?)\s*")
_MEASURED = re.compile(
    r"\d(?:\.\d+)?\s*[余多]?[十百千万亿]*\s*(?:张|册|本|支|首|幅|讲|课时|学时|门|款|篇|亩|公里|平方米|人|路(?![公口段线灯]))"
    r"|累计[^，,\d]{0,8}\d+(?:\.\d+)?[^\W\d]"
)
_BARE_PERCENT = re.compile(
    r"(?:目前|现|截至目前|总体|整体|工程|项目|任务|工作|累计|形象|已|共|推进|完成|总)*"
    r"(?:进度|完成率|完成)?(?:为|约|约为|达|达到|已达|到|在)?\s*\d+(?:\.\d+)?\s*[%％](?:左右|以上)?"
)
_OUTCOME = re.compile(
    r"印发|出台|发布|开工|动工|建成|竣工|完工|投用|投入使用|启用|开通|运行|上线|开班|开园|开业|挂牌|揭牌|签订|签约|封顶"
    r"|完成|办结|验收|到位|拨付|下达|发放|公示|召开|举办|移交|交付|接入|贯通|通车|审议通过|通过[^，,。；;]{0,6}(?:评审|审查|论证|审核|鉴定)|审定|获批|批复|成立|备案|设立"
)
# that it is done says the state, which stands elsewhere; what was done is wanted here
_BARE_DONE = re.compile(
    r"(?:本|该|此|这)?项?(?:任务|工作|事项|节点)?(?:现|目前|均|都|已经?|全部|全面|基本|圆满|如期|按[时期])*"
    r"(?:完成|办结|落实到位|到位)(?:了|全部|所有|各项|任务|工作)*"
)
_CLOSE = r"(?:申请|请求)(?:予以|给予)?(?:办结|销号|核销)"
_CLOSING = re.compile(
    rf"(?:我[局委办镇乡院们]|我?单位|本单位|现|特|故|已|可以?|请|向[^，,。；;\d]{{0,8}})*{_CLOSE}(?:[本该此这]?项?(?:任务|工作|事项))?"
)
_CLOSING_FIRST = re.compile(rf"^[现特故]?{_CLOSE}(?:[：:]\s*|\s+)(?=.)")
"""The same before what was done, with no comma between: 申请办结：…"""
_AFTER_NAME = " ：:，,"
_NOT_DONE = re.compile(
    rf"{cues.NOT_STARTED.pattern}|{cues.NOT_COMPLETED.pattern}|{cues.CANNOT.pattern}|{cues.TO_BE_COMPLETED.pattern}"
    r"|未|没(?!收)|[尚还仍]差|尚|\d\w{0,2}[^\W接招等优对善]待(?!遇)|无法|不能|缺口|不足|不(?:及时|到位|够|齐|彻底)|滞后|延误|推迟|紧张|缓慢"
)
_AHEAD = re.compile(r"^\s*(?:下一?步|接下来|下阶段|下一阶段|后续|计划|预计|拟|将|力争|争取|准备|打算|有望|确保)")
_MENDED = re.compile(r"(?:目前|现|已|已经|其中|均|完成)*(?:整改|销号|处置|化解)")
_PROGRESS = re.compile(
    r"(?:现|目前)?(?:已经?|正在)?(?:改造|施工|调试|安装|移交|建成|完成|新增|开工|启用|整治|拨付|签订|印发|验收)"
)
_LACKS = re.compile(r"[未尚缺难无不慢紧]|没(?!收)|滞后|困|问题")
_PUT_RIGHT = re.compile(
    r"的\d+[^\d，,]{1,3}(?:目前|现|均|都|全部)?(?:已经?|均|都|全部)(?:全部|完成)*(?:整改|销号|处置|化解|消除|复[检查测]合格)(?:完成|完毕|到位|销号|了)*$"
    r"|的\d+[^\d，,]{1,3}(?:目前|现|均|都|全部|已经?)*(?:重新|补)[^，,\d未没]{1,4}(?<![在待])了$"
)
"""What became of an earlier count, with nothing of it left: 2月份没有整改的1处已整改."""
_SHORT_OF = re.compile(
    r"不好[找办做弄招买租]|[找招请买租]不[到满齐着]|联系不上|难[找招请办]|涨价|停工|不(?:齐?全|彻底|愿意?|肯|同意|配合|理想|达标|合格)(?:了|的)?$"
    r"|耽误|耽搁|流标|流拍|废标|人手(?:少|紧|有限)|(?:[交到供]货|来料|进场)[太较得比]*[晚迟]|影响了?(?:工期|进度|施工)|(?<![不没未有])受[^，,]{1,14}(?:影响|限制|制约)"
    r"|(?:要|得|只能|只好)等(?!级|候区)"
    r"|时[^，,\d]{1,2}时[不坏断没]|时好时坏"
    r"|[^快]慢(?:了|的)?$|(?<!没)有误|排队|缺水|[来收]不齐|等[^，,]{1,14}再[^，,]|\d[^，,]*等[^，,]{0,8}(?:配件|零件|材料|货|批复|验收|裁定)$"
)
"""Words of slow work that say why it is slow."""
_BECAUSE = re.compile(
    r"^(?:主要|但|目前|原因)*是?(?:因为?(?![地人此村企事势材素病校户时灾公故])|由于|受(?=[^，,]{1,14}(?:影响|限制|制约)))"
    r"(?![^，,]*(?:支持|配合|重视|努力|提前))"
)
"""How a clause begins that says why work is slow."""
_STILL_IN_HAND = re.compile(
    r"^(?:目前|现)?(?:还有|还剩|尚有|尚余|剩余|剩下|其余|余下)[^，,]{0,6}\d[^，,]*(?:正在|在建|在办)"
)
_DIGIT = re.compile(r"\d")
_GOOD_NEWS = re.compile(
    r"(?:未|没有?|无)(?:再)?(?:发现|发生|再?犯|出现|收到|接到|造成|积压|滞留|堆积|拖欠|欠账|遗漏|漏报|投诉|事故|隐患|异常|险情|伤亡|损失|超标"
    r"|堵塞|拥堵|停运|中断|反弹|返贫|缺口|缺岗|空白|死角|盲区|问题|困难|延误|差错|纠纷|信访|违规|违法)(?!.*[未没])"
    r"|^(?:(?:未|没有?|无)(?:再)?新增(?:的|情况)?|无|没有)$"
    r"|(?:未|没有?)(?:再)?(?:(?:排|检|摸|巡|抽|核|筛|普)?查|检测|摸排|巡检)(?:出|到)[^，的]{0,6}"
    r"(?:问题|隐患|违规|违法|违建|超标|不合格|异常|风险|疑点|危房|病害)[^，的没未]{0,4}$"
    r"|(?<!提)(?<!出)(?<!给)(?:没有?|无)(?:任何|什么|其他|不同|反对|修改)*意见$"
    r"|(?:未|没有?|无)(?:人)?(?:提出?|收到|接到)?(?:任何|什么|其他)?异议$"
)
OF_EARLIER = re.compile(r"(?:上次|上月|上期|上季度|此前|前期|余下|其余|剩余|遗留|所剩|剩下)")
"""Words by which a unit says what became of what it counted earlier."""


def facts(task: Task, period: Period, as_of: datetime) -> list[Fact]:
    """Return what each unit, whatever its role, said of the task and the office accepted in the period.

    Of each unit the last words that name a fact. By rule one of them is chosen: the deciding unit's, else a lead's,
    else the one that names a figure, else the latest.
    """
    found = [fact for a in task.shares if (fact := _of_unit(task, a, period, as_of)) is not None]
    decides = deciding.unit(task, as_of)
    leads = {a.id for a in task.assignments if a.role is Role.LEAD}
    best = max(found, key=lambda f: _worth(f, decides, leads), default=None)
    return [replace(f, chosen=f is best) for f in found]


def _worth(fact: Fact, decides: Assignment | None, leads: Collection[int]) -> tuple[bool, bool, bool, datetime, int]:
    own = decides is not None and fact.assignment_id == decides.id
    return own, fact.assignment_id in leads, bool(_DIGIT.search(fact.text)), fact.source.at, fact.source.report_id


def _of_unit(task: Task, assignment: Assignment, period: Period, as_of: datetime) -> Fact | None:
    accounts = together.accounts(accepted_in(period, assignment, as_of))
    found = ((r, fact_in(text, r.problem, task.title)) for r, text in reversed(accounts))
    told = ((r, text) for r, text in found if text)
    latest = next(told, None)
    if latest is None:
        return None
    report, text = latest
    before = list(told) if states.is_standing(task) else []
    return Fact(
        TaskRef.of(task),
        assignment.id,
        assignment.called,
        text,
        chosen=False,
        source=Source.of(report, as_of),
        is_last=bool(before),
        total=total([latest, *before][::-1], period) if before else None,
    )


@once
def accepted(assignment: Assignment, as_of: datetime) -> Sequence[Report]:
    """Return what the unit says of the work and the office has accepted, oldest first."""
    return [
        r
        for r in progress.standing_reports(assignment, as_of)
        if r.kind in deciding.SUBSTANCE and r.decided_at is not None and r.decision(as_of) is ReportStatus.ACCEPTED
    ]


def accepted_in(period: Period, assignment: Assignment, as_of: datetime) -> Sequence[Report]:
    """Return what of that was accepted in the period."""
    return [r for r in accepted(assignment, as_of) if r.decided_at is not None and period.holds(r.decided_at)]


def fact_in(text: str, problem: str | None = None, title: str = "") -> str:
    """Return the clauses of a text that tell what was done, at most 60 characters; empty where it names no fact.

    Where none of these is so short, the first one is told whole. What the text says of its ``problem``, and the
    task's ``title`` before what it says, are left out: they stand elsewhere in a paper.
    """
    told: list[str] = []
    sentences = [list(_done(sentence, problem, title)) for sentence in _SENTENCES.split(text)]
    for clauses in sentences:
        last = max((i for i, clause in enumerate(clauses) if _names_a_fact(clause)), default=-1)
        told += _fitting(clauses[: last + 1], LONGEST - sum(len(t) + 1 for t in told))
    if not told:
        told = [clause for clauses in sentences for clause in clauses if _names_a_fact(clause)][:1]
    return "，".join(told)


def told_in(text: str, title: str, room: int) -> str:
    """Return all that a text tells, what lacks and what comes next too, as far as so many characters go.

    Percents, states and pleas are left out; one clause stands however long it is.
    """
    raw = (clause for sentence in _SENTENCES.split(text) for clause in _CLAUSES.split(sentence))
    clauses = [c for r in raw if _is_told(c := _without_title(_REFERENCE.sub("", " ".join(r.split())), title))]
    taken: list[str] = []
    for clause in clauses:
        if taken and sum(len(t) + 1 for t in taken) + len(clause) > room:
            break
        taken.append(clause)
    return "，".join(taken)


def in_short(fact: str) -> str:
    """Return the first clauses of a fact, at most 24 characters of them; one clause at least, however long it is."""
    clauses = _CLAUSES.split(fact)
    taken = _fitting(clauses, SHORT)
    if taken and len(taken) < len(clauses) and _MENDED.match(clauses[len(taken)]):
        taken.append(clauses[len(taken)])  # what was found is not told without what was put right
    return "，".join(taken) or next((c for c in clauses if _names_a_fact(c)), fact)


def _done(sentence: str, problem: str | None, title: str) -> Iterable[str]:
    """The clauses of a sentence up to what lies ahead, without percents, states, difficulties and pleas."""
    return (c for c in _up_to_ahead(sentence, title) if _is_told(c) and not _is_of(c, problem))


def _up_to_ahead(sentence: str, title: str) -> Iterator[str]:
    for raw in _CLAUSES.split(sentence):
        clause = _CLOSING_FIRST.sub("", _without_title(_REFERENCE.sub("", " ".join(raw.split())), title), count=1)
        if _AHEAD.match(clause):
            return
        yield clause


def _is_told(clause: str) -> bool:
    """Whether a clause says more than a percent or a state, and asks nobody for anything."""
    bare = _BARE_PERCENT.fullmatch(clause) or _BARE_DONE.fullmatch(clause) or asks_to_close(clause)
    asks = troubles.plea(clause) or troubles.called_upon(clause) or is_courtesy(clause)
    return bool(clause) and not bare and not asks


def _without_title(clause: str, title: str) -> str:
    """A clause without the task's name before it; where a word goes on from it (清理场馆9处), it stays."""
    rest = clause.removeprefix(title)
    return rest.lstrip(_AFTER_NAME) if not rest or rest[0] in _AFTER_NAME else clause


def is_progress(clause: str) -> bool:
    """Return whether a clause among a unit's difficulties says what it got done: 移交可用房屋2处."""
    return bool(_PROGRESS.match(clause)) and not _LACKS.search(clause)


def asks_to_close(clause: str) -> bool:
    """Return whether a clause asks to close the task and says nothing beside, which its state says: 现申请办结."""
    return bool(_CLOSING.fullmatch(clause))


def is_lacking(clause: str) -> bool:
    """Return whether a clause names something that is short or slow: 教室缺3间."""
    return bool(_LACKS.search(clause))


def _is_of(clause: str, problem: str | None) -> bool:
    flat = "".join(problem.split()) if problem else ""
    own = "".join(clause.split())
    return bool(flat) and (own in flat or flat in own) and not is_progress(clause)


def _names_a_fact(clause: str) -> bool:
    if _NOT_DONE.search(clause) or cues.NO_CHANGE.search(clause):
        return False
    return bool(
        cues.COUNTED.search(clause)
        or _MEASURED.search(clause)
        or _OUTCOME.search(clause)
        or re.search(r"\d(?:\.\d+)?[%％]", clause)
    )


def _fitting(clauses: list[str], room: int) -> list[str]:
    """As many whole clauses as there is room for, ending with one that names a fact."""
    taken: list[str] = []
    for clause in clauses:
        if sum(len(t) + 1 for t in taken) + len(clause) > room:
            break
        taken.append(clause)
    while taken and not _names_a_fact(taken[-1]):
        taken.pop()
    return taken


def lacking_in(text: str, title: str = "", *, slow: bool = False) -> str:
    """Return the clauses of a text that say what is not done, and why; empty where none does.

    What lies ahead (下一步…) and good news (没有发现隐患) are none. Of ``slow`` work it is also what is still in hand
    (还有1个正在装修), which is no lack where the work is in time. What is done about a lack, told right behind it
    (正在补, 由镇里继续做工作), stays with it.
    """
    found: list[str] = []
    for sentence in _SENTENCES.split(text):
        lacks, because, before = False, False, ""
        clauses = list(_up_to_ahead(sentence, title))
        for clause, behind in zip(clauses, [*clauses, ""][1:], strict=True):
            lack = _is_lack(clause, slow=slow) or _is_fault(clause, behind)
            lack = lack or (lacks and bool(_GOES_ON.match(clause) or _ORDERED.match(clause)))
            lack = lack or (because and not _names_a_fact(clause))
            because = slow and bool(_BECAUSE.match(clause)) and not _NOT_DONE.search(clause)
            if (lack or lacks) and _is_told(clause):  # asked last: most texts lack nothing
                lacks = lack
                if lack and _HANGS_ON.match(clause) and _is_own_matter(before, found):
                    found.append(before)
                found += [clause] if lack else []
            before = clause
    return "，".join(found)


def _is_lack(clause: str, *, slow: bool) -> bool:
    told = _NOT_DONE.search(clause) or (slow and _is_slow(clause))
    return bool(told) and not _GOOD_NEWS.search(clause) and not _PUT_RIGHT.search(clause)


def is_good_news(clause: str) -> bool:
    """Return whether a clause says that something bad is not there: 没有排查出隐患, 对初稿没有意见."""
    return bool(_GOOD_NEWS.search(clause))


def _is_fault(clause: str, behind: str) -> bool:
    """Whether a clause tells of what was found wrong and is ordered to be put right by what stands behind it."""
    return bool(_FOUND.search(clause) and _ORDERED.match(behind)) or bool(_CAME_BACK.search(clause))


_FOUND = re.compile(r"^(?:[另还又新]|其中|仍)*(?:查出|发现)?(?:了|有)+\d+[^\W\d]")
_ORDERED = re.compile(r"(?:已|现)?(?:限期?|要求|责令|督促)(?!.*(?:已|完毕|[换清搬拆改修]好|了$))")
_CAME_BACK = re.compile(r"又(?:回来|反弹|复发|冒出|跑回|摆出)|(?<!没)(?<!没有)(?<!未)(?:出现)?反弹")
_GOES_ON = re.compile(
    r"正在|正(?=[补改修办催追做联协找])|仍在|还在|由[^，]{1,10}(?:继续|接着|负责|跟进)|(?:已|正)?(?:责成|督促|限期)"
    r"|(?:还|需|只能|只好)*要(?:重新|换|返工|拆|改)|(?:估计|大概|大约)要?(?:到|在)?\d{1,2}月(?:\d{1,2}日|[上中下]旬|底)?(?:左右|前后)?$"
)
"""A clause without its own subject that tells what is done about what was named before it, or when it is over."""

_HANGS_ON = re.compile(
    r"(?:(?:只能|只好|需要?|得|还要|要)?等(?!级|候区)|[也又还]?(?:耽误|耽搁|影响了?(?:工期|进度|施工)))"
)
"""A clause that waits for something or was held up, and does not say what or by what: 等后面8台到了再换."""


def _is_own_matter(clause: str, found: Sequence[str]) -> bool:
    """Whether a clause before one that hangs on it says how things are, and no work that was done."""
    return bool(clause) and clause not in found and _is_told(clause) and not _names_a_fact(clause)


def _is_slow(clause: str) -> bool:
    because = _BECAUSE.match(clause) and not _names_a_fact(clause)
    return bool(because or _STILL_IN_HAND.search(clause) or _SHORT_OF.search(clause))


def ahead_in(text: str) -> str:
    """Return what a text says of the next step (下一步…, 计划…), to the end of that sentence; empty for none."""
    found = []
    for sentence in _SENTENCES.split(text):
        clauses = [" ".join(clause.split()) for clause in _CLAUSES.split(sentence)]
        first = next((i for i, clause in enumerate(clauses) if _AHEAD.match(clause)), None)
        if first is not None:
            found.append("，".join(clauses[first:]))
    return "；".join(found)
