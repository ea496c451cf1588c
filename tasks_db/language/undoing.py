"""Words that take something back: 撤回延期申请, 不延期了, 质量检查那条撤回, 刚才两条都不算, 弄错了是我们的.

What is taken back may be told by its kind, by its task, or not at all: then it is what was said last.
"""

from collections.abc import Sequence

from tasks_db import lazy_re as re
from tasks_db.language import cues, names
from tasks_db.language.references import Scope, Statement
from tasks_db.language.values import Shown
from tasks_db.lean_dataclass import dataclass
from tasks_db.terms import AnswerKind


@dataclass(frozen=True, slots=True)
class Undoing:
    """``numbers`` are the tasks that are named, none where none is; ``kind`` is what is taken back, if it is said."""

    numbers: tuple[int, ...] = ()
    kind: AnswerKind | None = None


_ACTS = {
    AnswerKind.EXTENSION: r"延期|宽限|顺延|延时|延长期限",
    AnswerKind.CLOSURE: r"办结|销号|结项",
    AnswerKind.RECEIVED: r"签收",
    AnswerKind.NOT_OURS: r"不属我单位|不是我们的|不归我们|退回",
    AnswerKind.NO_CHANGE: r"[无没]变化",
    AnswerKind.BLOCKED: r"有?困难",
    AnswerKind.DONE: r"已完成",
}
_ACT = "|".join(f"(?P<{kind.value}>(?:申请)?(?:{words})(?:的)?(?:申请|请求)?)" for kind, words in _ACTS.items())
_THAT = r"(?:麻烦|请|帮[我忙]|把|将|刚才?|刚刚|上面|之前|前面|早上|我们?|[那这][个条项]|报的|提的|申请的|写的|的)*"
_BACK = r"(?:撤[回销掉了]?|取消|收回|作废|删[掉除了]?|不算数?|不作数)"
_END = r"(?:掉|一下|了|吧|哈|啊|啦|呢|谢谢|\W)*"
_AS_BEFORE = r"(?:[,。;\s]*(?:还是|就|仍|照|能|可以)*(?:按|照)(?:原|期|时|计划)[^,。;]{0,10})?"
_LETS_GO = (
    rf"(?:先|就|还是|也|都|不用|暂时?)*"
    rf"(?:{_BACK}|算了|不用了?|不要了?|不提了?|作罢|(?:先)?放一放|缓一缓|不报了?|不申请了?)"
)
_THIS = r"(?:那条|那个|这事|的事|这个事)*"
_OF_ACT = re.compile(
    rf"(?:{_THAT}{_BACK}{_THAT}(?:{_ACT}){_END}"
    rf"|{_THAT}(?:{_ACT.replace('?P<', '?P<b_')}){_THIS}{_LETS_GO}{_END}"
    rf"|(?:先|还是|我们|暂时?|现在|就)*不(?:用|要|想|再|该|需要)*(?:{_ACT.replace('?P<', '?P<c_')})了?"
    rf"[,。;\s]*(?:{_BACK})?{_END}){_AS_BEFORE}{_END}"
)
_SLIPPED = r"(?:(?:刚才?|刚刚|我)*[弄搞看记写说报点]错了?|不对)"
_OURS_AFTER_ALL = re.compile(
    rf"(?:(?:{_BACK}|{_SLIPPED})[,。;\s]*)?(?:[这那][个项条]?|还|其实|确实|应该)*[是归](?:我们|我局|本单位|我单位|咱们?)"
    rf"(?:单位|局)?[的管办]?{_END}"
)
_ALL_OF_IT = re.compile(
    rf"{_THAT}(?:[两二三四五几\d][条项个])?(?:都|全都?|全部)(?:给我)?{_BACK}{_END}"
    rf"|{_BACK}(?:刚才?|刚刚|上面|前面)(?:的|那)?(?:全部|所有|几条|[两三四五]条){_END}"
)
_OF_FIGURE = re.compile(
    rf"(?:{_THAT}(?:[弄搞看记写说报点发打填]错了?|不对)[,，。;；\s]*)?{_THAT}(?:进度)?(?:百分之[^,。;\s]{{1,3}}|\d{{1,3}}\s?%)"
    rf"(?:的|那个|那条|这个|这条|那)*{_BACK}{_END}"
)
"""刚才发错了，80%那个不算."""
_ASK_AGAIN = re.compile(
    rf"(?:算了|还是)*[,，\s]*(?:{_THAT}{_BACK}{_THAT}晚点再报|(?:不用|别|不必|不要)再?(?:晚点|推迟|推后|等)(?:再?报|提醒|了)*|{_THAT}晚点再报{_LETS_GO}"
    rf"|(?:还是)?(?:照常|继续|恢复|接着)提醒(?:我们?)?){_END}"
)
_TO_LOOK_AGAIN = re.compile(
    rf"(?:{_THAT}{_BACK}{_END})[,，。;；\s]+[^,，。;；%]{{0,8}}?(?:再|重新|回头|晚点|等[^,，。;；]{{0,4}})"
    rf"[^,，。;；\d%]{{0,6}}?[核查看对问算确](?:认|实|准|对|算|清)?(?:一?下)?(?:数|数字|数据|情况|再报|再说)*{_END}"
)
"""撤了吧，第三项我再核一下数."""
_POINTING = re.compile(r"^[\s,]*(?:的?[这那]?一?[条项个块边]?(?:报的|写的)?的?)?")


def asks_again(whole: str) -> bool:
    """Return whether a message takes 晚点再报 back and says nothing else."""
    return _ASK_AGAIN.fullmatch(whole.strip()) is not None


def undoing(whole: str, parts: Sequence[Statement], tasks: Sequence[Shown]) -> Undoing | None:
    """Return what a message takes back, where it says nothing else; None where it takes nothing back.

    ``parts`` are its statements, ``tasks`` what its writer may mean.
    """
    whole = whole.strip()
    just_said = tuple(one.number for one in tasks if one.just_said)
    if just_said and _OURS_AFTER_ALL.fullmatch(whole):
        return Undoing((), AnswerKind.NOT_OURS)
    if just_said and _ALL_OF_IT.fullmatch(whole):
        return Undoing(just_said)
    if len(just_said) == 1 and (_OF_FIGURE.fullmatch(whole) or _TO_LOOK_AGAIN.fullmatch(whole)):
        return Undoing(just_said)
    if (said := _OF_ACT.fullmatch(whole)) and (just_said or not _is_refusal(said)):
        return Undoing((), _kind(said))
    return _of_task(parts, {one.number: one for one in tasks})


def _of_task(parts: Sequence[Statement], tasks: dict[int, Shown]) -> Undoing | None:
    """As 撤销3, 2的延期不要了, 质量检查那条撤回."""
    if len(parts) != 1 or parts[0].scope is not Scope.NUMBERS or parts[0].doubtful:
        return None
    part = parts[0]
    if any(number not in tasks for number in part.numbers):
        return None
    rest = part.body.strip()
    if part.by_name:
        for number in part.numbers:
            rest = names.stripped(rest, tasks[number].title)
    rest = _POINTING.sub("", rest, count=1)
    if cues.UNDO_ONLY.fullmatch(rest) or re.fullmatch(rf"{_BACK}{_END}", rest):
        return Undoing(part.numbers)
    said = _OF_ACT.fullmatch(rest)
    return Undoing(part.numbers, _kind(said)) if said else None


def _is_refusal(said: re.Match[str]) -> bool:
    """Whether it is put as 不延期了, which takes something back only behind what was just said."""
    return any(found for name, found in said.groupdict().items() if name.startswith("c_"))


def _kind(said: re.Match[str]) -> AnswerKind:
    return next(
        AnswerKind.of(name.removeprefix("b_").removeprefix("c_")) for name, found in said.groupdict().items() if found
    )
