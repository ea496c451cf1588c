"""What somebody says of a task that is known: after a button, with a file, or by phone."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from enum import Enum, auto

from tasks_db import lazy_re as re
from tasks_db.language import Answer, Intent, UnclearKind, cues, names, troubles, understand
from tasks_db.language.figures import only_figure
from tasks_db.language.numerals import numeral
from tasks_db.language.until import Until, read_until
from tasks_db.language.values import LastSaid
from tasks_db.register.answers import Held, Line, given_of, with_plea
from tasks_db.register.hearing import Heard
from tasks_db.register.progress import Given
from tasks_db.register.refusals import AnswerRefused
from tasks_db.terms import AnswerKind

_WEIGHTY = {AnswerKind.CLOSURE, AnswerKind.EXTENSION, AnswerKind.NOT_OURS}
_SHORT = 12


def of_one(
    text: str, line: Line, lines: Sequence[Line], expected: AnswerKind, today: date, replaces: int | None = None
) -> Heard:
    """Return what a text says of a task that was chosen by a button of the kind ``expected``.

    ``lines`` are all that its writer may answer, so that the number or the name of the task is known as such.
    ``replaces`` is the report that it is said instead of.
    """
    found = _read_alone(text, line, lines, today)
    if found is None:
        given = Given(expected, text=text, problem=text if expected is AnswerKind.BLOCKED else None)
    elif expected is AnswerKind.BLOCKED:
        given = replace(given_of(found), kind=expected, text=found.text or text, problem=found.problem or text)
    else:
        given = replace(given_of(found), text=found.text or text)
    given = with_plea(given)
    if expected is AnswerKind.BLOCKED and given.needs and given.needs not in (given.problem or ""):
        given = replace(given, problem=text)  # what the unit is to do is said beside what stands in the way
    held = Held(line, given, replaces)
    if given.kind is AnswerKind.EXTENSION and given.new_date is None and not line.indicator:
        return Heard(undated=line, likely=found.likely if found else ())
    weighty = (found is not None and found.confirm) or given.kind in _WEIGHTY
    if weighty and not line.indicator:
        return Heard(unsure=(held,), options=found.options if found else ())
    return Heard(sure=(held,))


_OF_FILES = re.compile(
    r"(?:这|那|以上|上面|附件|附上|请查收|发|是|为|的|几|两|三|张|份|个|些|现场|施工|整改|完工|前后|对比|相关|有关|佐证|证明|照片|图片|截图|视频|材料|文件|资料|附|第|项|任务|\d|[一二三四五六七八九十]|\W)*"
)


def of_files(caption: str, lines: Sequence[Line], today: date) -> tuple[Line | None, bool]:
    """Return the task that the files with a caption are for, and whether the caption is an answer as well.

    The task is the one that the caption numbers or names, else the only one that is near or listed; None for several.
    这是第1项的照片 tells what the files are and nothing of the work.
    """
    tells = bool(caption.strip())
    numbers: set[int] = set()
    if tells:
        understood = understand(caption, [line.shown for line in lines], today)
        numbers = {a.number for a in understood.answers} | {n for u in understood.unclear for n in u.numbers}
        numbered = re.search(r"第?\s*(\d{1,3}|[一二三四五六七八九十]{1,3})\s*项", caption)
        if not numbers and numbered:
            numbers = {numeral(numbered[1]) or 0}
        tells = not only_names_files(caption, lines) and bool(
            understood.answers or (understood.unclear and not numbered)
        )
    meant = [line for line in lines if line.number in numbers]
    if not numbers:
        meant = [line for line in lines if line.near] or [line for line in lines if line.listed] or list(lines)
    return (meant[0] if len(meant) == 1 else None), tells


def only_names_files(caption: str, lines: Sequence[Line]) -> bool:
    """Return whether a caption tells no more than what files are, and for which of these tasks: 这是第1项的照片."""
    rest = caption.strip()
    for line in lines:
        rest = names.without(rest, line.title)
    return _OF_FILES.fullmatch(rest) is not None


class Follows(Enum):
    """What somebody types after a button has asked for words."""

    ANSWER = auto()
    NEVER_MIND = auto()  # 点错了; 没有, after 有困难
    OTHER = auto()  # a question, or words about another task


_MISTAKE = re.compile(
    r"\s*(?:不好意思|抱歉|对不起|哦|啊)?[,，]?\s*(?:(?:我)?(?:点|按|选|弄|搞|发)错了?|没什么了?|没事了?"
    r"|算了|不用了|不报了|手滑|误点|误触|不是|返回|取消)[\s。.!！了的吧]*"
)
_LOOKS = re.compile(
    r"\s*(?:查|看|查看)?(?:一下|下)?(?:我的|逾期|全部|所有|本期)(?:的)?(?:任务|通报|进展|指标|事项"
    r"|待办)[\s。?？]*|帮助|菜单|通报"
)


_PUT = re.compile(r"[?？]\s*$|(?:吗|呢|没有|怎么样|如何)[\s。.!！]*$|哪些|哪几|多少|几[项个条家]")


def is_put_as_question(text: str) -> bool:
    """Return whether a text asks by its form, or is the bare name of what can be looked at."""
    return _PUT.search(text) is not None or _LOOKS.fullmatch(text) is not None


_OTHER_INTENTS = frozenset(
    {
        Intent.UNDO,
        Intent.THANKS,
        Intent.GREETING,
        Intent.SMALL_TALK,
        Intent.HOW_TO_MEND,
        Intent.MOVE,
        Intent.ASK_AGAIN,
    }
)


def follows(text: str, line: Line, lines: Sequence[Line], expected: AnswerKind, today: date) -> Follows:
    """Return what a text is that was typed after a button of the kind ``expected`` asked for words about a line."""
    if _MISTAKE.fullmatch(text):
        return Follows.NEVER_MIND
    understood = understand(text, [each.shown for each in _with_near(line, lines)], today)
    if understood.intent in _OTHER_INTENTS or _LOOKS.fullmatch(text):
        return Follows.OTHER
    own = {each.number for each in _with_near(line, lines) if each.near}
    others = [a for a in understood.answers if a.number not in own]
    asks = not understood.answers and any(u.kind is UnclearKind.QUESTION for u in understood.unclear)
    if others or asks:
        return Follows.OTHER
    denied = troubles.denies(text) and troubles.difficulty(text) is None and troubles.plea(text) is None
    nothing = expected is AnswerKind.BLOCKED and (
        cues.BARE_NOTHING.fullmatch(text) or (denied and len(text) <= _SHORT)
    )
    return Follows.NEVER_MIND if nothing else Follows.ANSWER


def corrects_share(text: str, line: Line, lines: Sequence[Line], today: date) -> bool:
    """Return whether a text, while more time is asked for, puts right a share told before: 刚才60%报错了，应是50%."""
    until = read_until(text, today)
    if until.day is not None or until.likely:
        return False
    understood = understand(text, [each.shown for each in _with_near(line, lines)], today)
    return understood.intent is Intent.CORRECTION and any(
        each.kind is AnswerKind.PROGRESS and each.percent is not None for each in understood.answers
    )


def _with_near(line: Line, lines: Sequence[Line]) -> list[Line]:
    """The lines, of which bare words mean the one that was asked about."""
    found = [replace(each, near=each.assignment_id == line.assignment_id) for each in lines]
    if any(each.near for each in found):
        return found
    number = max((each.number for each in found), default=0) + 1
    return [*found, replace(line, number=number, listed=False, near=True)]


def told(text: str, line: Line, today: date) -> Given:
    """Return what somebody told of one task; words without a clear state are progress in words."""
    found = _read_alone(text, line, [], today)
    return with_plea(replace(given_of(found), text=text) if found else Given(AnswerKind.PROGRESS, text=text))


def _read_alone(text: str, line: Line, lines: Sequence[Line], today: date) -> Answer | None:
    """The one answer that a text gives for a task, which needs no number and may have one."""
    near = _with_near(line, lines)
    if len(near) == 1:
        near = [replace(near[0], number=1, listed=True)]
    answers = understand(text, [each.shown for each in near], today).answers
    own = {each.number for each in near if each.near or len(near) == 1}
    return answers[0] if len(answers) == 1 and answers[0].number in own else None


def not_ours(text: str, line: Line, today: date) -> Given:
    """Return 不属我单位 with the reason that was typed after the button, and the unit that it names."""
    found = _read_alone(text, line, [], today)
    needs = found.needs if found is not None and found.kind is AnswerKind.NOT_OURS else None
    return Given(AnswerKind.NOT_OURS, text=text, needs=needs)


def extension(text: str, line: Line, chosen: date | None, today: date) -> Heard:
    """Return a request for more time with its reason; the day is the one chosen by button, or stands in the text.

    A day that is not sure is read back first (R11); where the text leaves it open, the days to offer are returned.
    Raises AnswerRefused where there is neither.
    """
    said = Until(chosen, sure=True) if chosen else read_until(text, today)
    if said.day is None and said.likely:
        return Heard(undated=line, likely=said.likely)
    if said.day is None:
        raise AnswerRefused("没有看懂延期到哪一天。请点“申请延期”，再回复例如：12月20日，设备到货推迟")
    asked = (Held(line, with_plea(Given(AnswerKind.EXTENSION, text=text, new_date=said.day))),)
    return Heard(sure=asked) if said.sure else Heard(unsure=asked)


def as_figure(number: int, given: Given) -> Given:
    """Return an indicator's answer as its one figure, leaving the ``number`` of its line aside.

    Raises AnswerRefused where the words hold no figure, or several. 有困难 and the like stay as they are.
    """
    if given.kind not in {AnswerKind.PROGRESS, AnswerKind.DONE}:
        return given
    figure = only_figure(given.text, number)
    if figure is None:
        example = f"{number} 4.3" if number else "4.3"
        raise AnswerRefused(f"请只回复一个数值，例如：{example}。还没有数的话，点“有困难”说明原因。")
    return replace(given, kind=AnswerKind.PROGRESS, percent=None, text=figure)


_NO_WORDS = re.compile(r"[\s,，。.;；!！、~…]+")
_SHORTEST = 4


def says_in_full(last: LastSaid | None, given: Given) -> bool:
    """Return whether an answer begins with all that was said of its task just before, and goes on: sent too early."""
    if last is None or last.kind is not AnswerKind.PROGRESS or given.kind not in _GOES_ON:
        return False
    before, now = (_NO_WORDS.sub("", words) for words in (last.text, given.text))
    return len(before) >= _SHORTEST and now != before and now.startswith(before)


_GOES_ON = frozenset({AnswerKind.PROGRESS, AnswerKind.BLOCKED})
