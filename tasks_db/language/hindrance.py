"""Which clauses tell that something stands in the way, and from where to where it is told.

The words of a task's own name tell nothing: 经费缺口解决方案已完成 has no difficulty.
"""

from collections.abc import Sequence
from itertools import takewhile
from typing import Protocol

from tasks_db import lazy_re as re
from tasks_db.language import cues, troubles
from tasks_db.language.completion import Completion
from tasks_db.language.day_marks import Mark
from tasks_db.language.polarity import Polarity, polarity


class Clause(Protocol):
    """What is asked of a clause; ``own`` is it with the name of its task blanked out, ``after`` what follows it."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def text(self) -> str: ...
    @property
    def own(self) -> str: ...
    @property
    def after(self) -> str: ...
    @property
    def completion(self) -> Completion: ...
    @property
    def said_percent(self) -> bool: ...
    @property
    def dated(self) -> tuple[Mark, ...]: ...


_NO_NEWS = frozenset({Completion.NONE, Completion.NOT_YET})


def is_told(clause: Clause) -> bool:
    """Return whether a clause says that something stands in the way, or calls for help."""
    return _stands(clause.own, clause.after)


def may_be_named(clause: Clause) -> bool:
    """Return whether only words of the task's name tell of something in the way (缺口还没补上): said, or named."""
    return clause.own != clause.text and not is_told(clause) and _stands(clause.text, clause.after)


def _stands(text: str, after: str) -> bool:
    cannot = cues.CANNOT.search(text)
    unable = cannot is not None and polarity(text, cannot.start(), cannot.end()) is Polarity.ASSERTED
    hampers = unable or (
        troubles.difficulty(_NO_WORD.sub("", _NO_CALL.sub("", text)), after) and not _SENT_BACK.search(text + after)
    )
    return bool(hampers or troubles.plea(text))


_APPLY = r"(?:报装|申请|申报|备案|报名|登记|咨询|报修|举报|投诉|办(?!法)理?|提出?申请)"
_NO_CALL = re.compile(
    rf"没有?人(?:家)?(?:过?来|前来|上门)?{_APPLY}|(?:没有?|无)(?:单位|企业|机构|人家?)?(?:过?来|前来|上门){_APPLY}的"
)
"""这个月还没人来报装: whom nobody applies to has nothing in its way."""
_NO_WORD = re.compile(
    r"没有?人(?:来)?(?:[喊叫约]|通知|召集)(?:过|到)?(?:我们?|咱们?|俺们?|我[局办镇乡])?(?:[去来](?!不))?(?=\W|$)"
    r"|(?:前任|上一?任|前一?任|原来那?个?(?:人|同[志事])|之前那?个?(?:人|同[志事])|交接的?时候?)[^,。;]{0,6}?(?:没有?|未)(?:给我|跟我)?(?:交[底接代]|移交|说清|讲清)楚?"
)
"""没人喊我们去, 前任没交底: who was not called, or told by his forerunner, has nothing in his way."""


def nobody_applied(text: str) -> bool:
    """Return whether a text tells that nobody came with what the unit is there to handle: 还没人来备案."""
    return _NO_CALL.search(text) is not None


_SENT_BACK = re.compile(
    r"(?:让|叫|请|通知|要求|已?告知|催)(?:他们?|人家|对方|业主|企业|申请人|单位|物业)?(?:尽快|抓紧|重新|赶紧|回去|去|再)*(?:补(?!助|贴|偿|拨)|改好|整改|重报)"
    r"|(?:退回|打回|返回|发回)(?:去|来)?(?:让|叫|请|要求|给)?(?:他们?|人家|对方|业主|企业)?(?:去|要求)?(?:补(?!助|贴|偿|拨)|改|整改|重[新报])"
)
"""一台缺材料让他们补去了: what others were told already to mend is theirs to do."""


def settled_at(clauses: Sequence[Clause]) -> int:
    """Return the place of the last clause that says that what stood in the way before it is over, or -1."""
    return max((at for at in range(len(clauses)) if _is_over(clauses[at], clauses[:at])), default=-1)


def _is_over(clause: Clause, before: Sequence[Clause]) -> bool:
    """As 已经协调好; 总的还算正常 tells so of a delay, and of nothing else."""
    if _ALL_IN_ALL.fullmatch(clause.text):
        told = [one for one in before if is_told(one)]
        return bool(told) and not any(_stands(_DELAYED.sub("", one.own), one.after) for one in told)
    over = cues.SETTLED.search(clause.text)
    return over is not None and troubles.difficulty(clause.text[over.end() :]) is None


_ALL_IN_ALL = re.compile(
    r"\W*(?:不过|但是?|好在|目前|现在)*(?:总[的体]|整体|大体|其[他它余])上?(?:来[说看]|进度|情况|都|还|也|基本上?|仍|比较|算|是|是在){0,4}"
    r"(?:正常|顺利|平稳|可控|好|可以|没(?:有|受)?(?:什么|啥|大|太大)*影响|影响不大|按(?:计划|进度|序时)[走推进在]*)[的了吧呢]*\W*"
)
_DELAYED = re.compile(r"(?:被|给)?(?:耽误|延误|耽搁)")


def span(problems: Sequence[Clause], clauses: Sequence[Clause]) -> tuple[int, int]:
    """Return from where to where the clauses of a statement tell of what stands in the way."""
    return _start(problems[0], clauses), _end(problems[-1], clauses)


def _start(first: Clause, clauses: Sequence[Clause]) -> int:
    """Where the problem begins: a call for help is about what was said just before it, unless that was achieved."""
    before = next((c for c in reversed(clauses) if c.end <= first.start), None)
    only_help = not (troubles.difficulty(first.own) or cues.CANNOT.search(first.own))
    if before is None or not only_help or before.said_percent or before.dated:
        return first.start
    return before.start if before.completion in _NO_NEWS else first.start


def _end(last: Clause, clauses: Sequence[Clause]) -> int:
    """Where the problem ends: behind 有困难 alone, what it is belongs to it (有困难，地冻住了，槽开不了)."""
    behind = [c for c in clauses if c.start >= last.end] if cues.BARE_PROBLEM.fullmatch(last.text) else []
    told = takewhile(lambda c: not (c.said_percent or cues.UNDER_WAY.search(c.text)), behind)
    return max([last.end, *(c.end for c in told if c.completion in _NO_NEWS)])


_LEFT = re.compile(r"\W*(?:现在?|目前)?(?:[还就只][差剩]|剩下?|还有)[^\d,。;]{0,3}?[\d一二两三四五六七八九几]")


def of_what_is_left(clauses: Sequence[Clause]) -> bool:
    """Return whether what stands in the way is told only of some of what is left beside what was counted as done.

    As 装好3台了，还差2台，一台的业主还在扯皮; who pleads for help, or says that he cannot go on, tells a difficulty.
    """
    left = next((at for at, clause in enumerate(clauses) if _LEFT.match(clause.text)), None)
    if not left or not any(cues.COUNTED.search(c.text) and cues.HAPPENED.search(c.text) for c in clauses[:left]):
        return False
    helpless = any(troubles.plea(c.text) or cues.CANNOT.search(c.text) for c in clauses)
    return not helpless and not any(is_told(clause) for clause in clauses[:left])


def of_papers_left(clauses: Sequence[Clause]) -> bool:
    """Return whether only papers still to come of what is left stand in the way: 办完2家，还有一家材料没交齐."""
    told = [clause for clause in clauses if is_told(clause)]
    return of_what_is_left(clauses) and all(_PAPERS_TO_COME.fullmatch(clause.text) for clause in told)


_PAPERS_TO_COME = re.compile(
    r"\W*(?:还[有差剩]|剩下?|只差)[^,。;]{0,10}(?:材料|资料|表格?|档案|清册|申请)(?:都|还|也)?[没未](?:有)?(?:交|报|送|提交|补)(?:[齐全]|[上过]来)?\W*"
)
