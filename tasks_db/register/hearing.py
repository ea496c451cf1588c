"""What a text says of the lines that its writer sees: what is recorded, what is confirmed first, what is asked back.

Pure decisions over what ``language`` has understood. Nothing is recorded here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from tasks_db import lazy_re as re
from tasks_db.language import Intent, Unclear, UnclearKind, Understanding, cues, names, naming, understand
from tasks_db.language.figures import measured, only_figure
from tasks_db.language.numerals import numeral
from tasks_db.language.questions.sureness import is_noun
from tasks_db.lean_dataclass import dataclass
from tasks_db.register import codes
from tasks_db.register.answers import Held, Line, Pending, given_of
from tasks_db.register.progress import Given
from tasks_db.register.refusals import AnswerRefused
from tasks_db.terms import AnswerKind

_ASK_TASK = {UnclearKind.NO_NUMBER, UnclearKind.UNKNOWN_NUMBER, UnclearKind.AMBIGUOUS, UnclearKind.FIGURE}
_SENTENCE_ONLY = {UnclearKind.QUESTION, UnclearKind.ELSEWHERE, UnclearKind.NOT_AN_ANSWER}
_OF_ALL = {AnswerKind.NO_CHANGE, AnswerKind.PROGRESS}
EVERY = -1
"""The place that stands for all answers that wait."""


@dataclass(frozen=True, slots=True)
class Heard:
    """A text, sorted by what is to be done with it.

    ``sure`` is recorded at once, ``unsure`` after a button, ``unclear`` is asked back, and ``undated`` is the task
    of a request for more time that lacks its date, ``likely`` the days to offer for it. ``undone`` are the numbers
    that 撤销 names, ``undone_kind`` what of them is taken back, ``moved_to`` the task to which the answer given last
    belongs. ``options`` are what else an unsure answer may mean.
    """

    sure: tuple[Held, ...] = ()
    unsure: tuple[Held, ...] = ()
    unclear: tuple[Unclear, ...] = ()
    undated: Line | None = None
    likely: tuple[date, ...] = ()
    intent: Intent | None = None
    undone: tuple[int, ...] = ()
    undone_kind: AnswerKind | None = None
    moved_to: Line | None = None
    options: tuple[AnswerKind, ...] = ()


@dataclass(frozen=True, slots=True)
class Confirm:
    """Whether answers were read right; ``options`` are what else they may mean."""

    held: tuple[Held, ...]
    options: tuple[AnswerKind, ...] = ()


@dataclass(frozen=True, slots=True)
class WhichTask:
    """Of which of the ``lines`` the words speak; ``of_all``: they may speak of all that are listed."""

    unclear: Unclear
    lines: tuple[Line, ...]
    of_all: bool


@dataclass(frozen=True, slots=True)
class WhichState:
    """What the words say of their tasks."""

    held: tuple[Held, ...]
    unclear: Unclear


@dataclass(frozen=True, slots=True)
class PutOff:
    """Words that only say that the answer will come later."""

    held: tuple[Held, ...]
    unclear: Unclear


@dataclass(frozen=True, slots=True)
class NotUnderstood:
    """Words that no button can clear up; ``lines`` are the tasks to look at instead."""

    unclear: Unclear
    lines: tuple[Line, ...]


Doubt = Confirm | WhichTask | WhichState | PutOff | NotUnderstood


@dataclass(frozen=True, slots=True)
class Question:
    """The one thing that is asked back, and the words of which nothing is recorded until they are said again."""

    doubt: Doubt
    left: tuple[str, ...] = ()


def hear(text: str, lines: Sequence[Line], today: date, *, known: bool = True) -> Heard | None:
    """Return what a text says of the lines, or None where it is no answer, so that others may read it.

    With ``known`` False it is not sure that the writer means these lines, and nothing is recorded unconfirmed.
    """
    text = _indicators_named(text, lines)
    figures = measured(text, [line.number for line in lines if line.indicator])
    if figures is not None and known:
        return Heard(
            sure=tuple(
                Held(line, Given(AnswerKind.PROGRESS, text=figures[line.number]))
                for line in lines
                if line.number in figures
            )
        )
    understood = understand(text, [line.shown for line in lines], today)
    nothing = not understood.answers and understood.intent is None
    if nothing and all(u.kind is UnclearKind.NOT_AN_ANSWER for u in understood.unclear):
        return None
    foreign = _foreign(understood)
    if foreign is not None and len(lines) == 1:  # whatever number they know it by: is it this one?
        line = replace(lines[0], number=foreign, listed=True)
        heard = _sorted(understand(text, [line.shown], today), [line], known=False)
        return replace(heard, unsure=tuple(replace(held, line=lines[0]) for held in heard.unsure))
    return _sorted(understood, lines, known=known)


def _foreign(understood: Understanding) -> int | None:
    """The number that names nothing, where a text is about this number alone."""
    numbers = {n for item in understood.unclear for n in item.numbers if item.kind is UnclearKind.UNKNOWN_NUMBER}
    return numbers.pop() if len(numbers) == 1 and not understood.answers and len(understood.unclear) == 1 else None


def _of_task(text: str, line: Line, today: date) -> Understanding:
    """What a text says of the task that it is known to be about, by whatever number it calls it."""
    understood = understand(text, [replace(line.shown, listed=True)], today)
    foreign = _foreign(understood)
    if foreign is None:
        return understood
    return understand(text, [replace(line.shown, number=foreign, listed=True)], today)


def is_bare(heard: Heard) -> bool:
    """Return whether a text was taken for the one task that is near, or no task was found for it.

    Only such words may mean a task that is none of their writer's: numbers and names of theirs say which they mean.
    """
    if heard.intent is not None or heard.undated is not None:
        return False
    nameless = [item for item in heard.unclear if not item.numbers and item.kind in _ASK_TASK]
    return len(heard.sure) + len(heard.unsure) + len(nameless) == 1


def held_back(heard: Heard) -> Heard:
    """Return what was heard, of which nothing is recorded before it is confirmed."""
    return replace(heard, sure=(), unsure=(*heard.sure, *heard.unsure))


_OF_ONE = frozenset({AnswerKind.PROGRESS, AnswerKind.BLOCKED, AnswerKind.DONE, AnswerKind.CLOSURE})


def tells_one_thing_of_several(heard: Heard) -> bool:
    """Return whether the same deed was heard of several tasks, which is done of one: 配合停水碰口12处."""
    told = [held.given for held in (*heard.sure, *heard.unsure)]
    return len(told) > 1 and len({(one.kind, one.text) for one in told}) == 1 and told[0].kind in _OF_ONE


_STATES = frozenset(
    {AnswerKind.NO_CHANGE, AnswerKind.BLOCKED, AnswerKind.DONE, AnswerKind.PROGRESS, AnswerKind.RECEIVED}
)


def is_plain(heard: Heard | None, text: str) -> bool:
    """Return whether a text tells states of tasks, or takes some back, and leaves nothing open: 三项都没动静.

    What is to be reported later is not open: 线缆收到，管网的我问下水利再说.
    """
    if heard is not None and heard.intent in {Intent.UNDO, Intent.ASK_AGAIN}:
        return cues.QUESTION.search(text) is None
    if heard is None or heard.unsure or heard.undated or heard.intent or not heard.sure:
        return False
    if any(item.kind is not UnclearKind.LATER for item in heard.unclear):
        return False
    asks = cues.QUESTION.search(text) or cues.ASKS_BACK.search(text) or is_noun(text)
    return not asks and all(held.given.kind in _STATES for held in heard.sure)


def _sorted(understood: Understanding, lines: Sequence[Line], *, known: bool) -> Heard:
    by_number = {line.number: line for line in lines}
    held = [(Held(by_number[a.number], given_of(a)), a.confirm or not known) for a in understood.answers]
    unsure = [answer for answer, confirm in held if confirm]
    undated = next((h for h in unsure if h.given.kind is AnswerKind.EXTENSION and h.given.new_date is None), None)
    unclear, figures = _figures(understood.unclear, lines)
    return Heard(
        sure=tuple(answer for answer, confirm in held if not confirm),
        unsure=(*(h for h in unsure if h is not undated), *figures),
        unclear=tuple(unclear),
        undated=undated.line if undated is not None else None,
        likely=next((a.likely for a in understood.answers if undated and a.number == undated.line.number), ()),
        intent=understood.intent,
        undone=understood.undone,
        undone_kind=understood.undone_kind,
        moved_to=by_number.get(understood.moved_to or 0),
        options=next((a.options for a in understood.answers if a.confirm and a.options), ()),
    )


def _indicators_named(text: str, lines: Sequence[Line]) -> str:
    """A text with the names of indicators in the place of their numbers: 指标4 6台, 1-指标4：6."""
    called: dict[str, list[str]] = {}
    for line in lines:
        if line.indicator:
            _, seq = codes.parted(line.code)
            for one in (line.code, seq):
                called.setdefault(one, []).append(line.title.removeprefix(names.INDICATOR))
    for one in sorted(called, key=len, reverse=True):
        if len(called[one]) == 1:
            text = re.sub(rf"(?<![\d-]){re.escape(one)}(?!\d)[项号]?", f"指标{called[one][0]}", text)
    return text


def _figures(unclear: Sequence[Unclear], lines: Sequence[Line]) -> tuple[list[Unclear], list[Held]]:
    """A figure belongs to the indicator named, or to the only one shown; it is read back before it is stored."""
    indicators = {line.number: line for line in lines if line.indicator}
    held, rest = [], []
    for item in unclear:
        meant = [indicators[n] for n in item.numbers if n in indicators] or list(indicators.values())
        fits = item.kind is UnclearKind.FIGURE or (item.kind is UnclearKind.NO_STATE and bool(item.numbers))
        if (
            fits
            and len(meant) == 1
            and set(item.numbers) <= set(indicators)
            and only_figure(item.text, meant[0].number)
        ):
            held.append(Held(meant[0], Given(AnswerKind.PROGRESS, text=item.text)))
        else:
            rest.append(item)
    return rest, held


def asked_about(heard: Heard, lines: Sequence[Line]) -> Line | None:
    """Return the one task that a question is about, where a text is only a question; None for several."""
    if heard.unsure or not heard.unclear or any(item.kind is not UnclearKind.QUESTION for item in heard.unclear):
        return None
    numbers = {number for item in heard.unclear for number in item.numbers}
    meant = [line for line in lines if line.number in numbers] or [line for line in lines if line.listed]
    return meant[0] if len(meant) == 1 else None


def ask_back(text: str, lines: Sequence[Line], heard: Heard) -> tuple[Pending, Question | None]:
    """Return what waits for its button, and the one question to ask about it; None where nothing is to be asked.

    What cannot be asked in one question is told as not recorded.
    """
    doubts: list[Doubt] = []
    if heard.unsure:
        doubts.append(Confirm(heard.unsure, heard.options if len(heard.unsure) == 1 else ()))
    doubts += sorted((_doubt(item, lines) for item in heard.unclear), key=_weight)
    if not doubts:
        return Pending(tuple(lines), (), text), None
    first, *rest = doubts
    held = first.held if isinstance(first, Confirm | WhichState | PutOff) else ()
    words = first.unclear.text if isinstance(first, WhichTask) else text
    either = isinstance(first, WhichTask) and first.unclear.kind is UnclearKind.RANGE_OR_CODE
    offered = first.lines if isinstance(first, WhichTask) and either else tuple(lines)
    return Pending(offered, held, words, isinstance(first, Confirm)), Question(
        first, tuple(_words(doubt) for doubt in rest)
    )


def _doubt(item: Unclear, lines: Sequence[Line]) -> Doubt:
    by_number = {line.number: line for line in lines}
    # a number that was not shown names nothing, though a task that stands on no list has it to be chosen by
    shown = item.kind is not UnclearKind.UNKNOWN_NUMBER
    named = tuple(by_number[n] for n in item.numbers if shown and n in by_number)
    listed = tuple(line for line in lines if line.listed) or tuple(lines)
    if item.kind in _SENTENCE_ONLY:
        return NotUnderstood(item, named or listed)
    if item.kind is UnclearKind.LATER and (named or len(listed) == 1):
        return PutOff(tuple(Held(line, Given(AnswerKind.PROGRESS, text=item.text)) for line in named or listed), item)
    if item.kind is UnclearKind.RANGE_OR_CODE:
        return WhichTask(item, _either(item, by_number), of_all=True)
    if item.kind in _ASK_TASK and len(named) != 1 and len(lines) > 1:
        of_all = not named and len(listed) > 1 and set(item.options) <= _OF_ALL and bool(item.options)
        return WhichTask(item, named or tuple(lines), of_all)
    waits = tuple(Held(line, Given(AnswerKind.PROGRESS, text=item.text)) for line in named or lines[:1])
    return WhichState(waits, item)


def _either(item: Unclear, by_number: Mapping[int, Line]) -> tuple[Line, ...]:
    """The task that goes by the code, then those of the range, which alone count as listed."""
    code, *meant = item.numbers
    of_range = tuple(by_number[number] for number in meant)
    return (replace(by_number[code], listed=False), *of_range) if code not in meant else of_range


def _weight(doubt: Doubt) -> int:
    """What holds the most comes first: a state to be chosen, a task, a reminder to be put off, a sentence."""
    return (WhichState, WhichTask, PutOff, NotUnderstood).index(type(doubt))


def _words(doubt: Doubt) -> str:
    return "；".join(h.given.text for h in doubt.held) if isinstance(doubt, Confirm) else doubt.unclear.text


def left_beside_day(heard: Heard) -> tuple[str, ...]:
    """Return the words that are not recorded where a message also leaves the day of 申请延期 to be asked for."""
    numbered = ((str(held.line.number), held.given.text) for held in heard.unsure)
    told = (said if said.startswith(number) else f"{number} {said}" for number, said in numbered)
    return (*told, *(item.text for item in heard.unclear))


def of_chosen(pending: Pending, number: int, today: date) -> tuple[Sequence[Line], Heard]:
    """Return what the words that wait say of the task that was chosen for them, or of all (``EVERY``).

    Raises AnswerRefused for a number that was not offered.
    """
    lines = [line for line in pending.lines if line.number == number or (number == EVERY and line.listed)]
    if not lines:
        raise AnswerRefused("没有这一项。请重新回复。")
    sure: list[Held] = []
    unsure: list[Held] = []
    for line in lines:
        understood = _of_task(pending.text, line, today)
        for answer in understood.answers:
            (unsure if answer.confirm else sure).append(Held(line, given_of(answer)))
    undated = next((h for h in unsure if h.given.kind is AnswerKind.EXTENSION and h.given.new_date is None), None)
    if undated is not None:
        likely = understood.answers[0].likely if understood.answers else ()
        return lines, Heard(undated=undated.line, likely=likely)
    if sure or unsure:
        return lines, Heard(sure=tuple(sure), unsure=tuple(unsure))
    kind = understood.unclear[0].kind if understood.unclear else UnclearKind.NO_STATE
    kind = kind if kind is UnclearKind.LATER else UnclearKind.NO_STATE
    options = understood.unclear[0].options if understood.unclear else ()
    return lines, Heard(unclear=(Unclear(kind, tuple(line.number for line in lines), pending.text, options),))


_ONLY_NUMBER = re.compile(
    r"\s*(?:是|就是|说的是|指的是)?(?:第|任务)?\s*(?P<number>\d{1,3}|[一二三四五六七八九十]{1,3})\s*"
    r"(?:项|号)?(?:任务|工作)?(?:的|吧)?[\s。.!！]*"
)
_ONLY_NAME = re.compile(
    r"\s*(?:哦|噢|嗯|啊|对|我)*[,，]?(?:我?(?:说|指|报|讲)的)?(?:就?是)?(?P<name>[\u4e00-\u9fff]{2,16}?)"
    r"(?:[这那]一?[项个块]|的|吧|啊)*[\s。.!！]*"
)
_YES = re.compile(r"\s*(?:是的?|对的?|没错|确认|嗯+|可以|好的?|正确|就是这样|对对+|是这样)[\s。.!！了吧啊]*")


def completes(text: str, pending: Pending) -> int | None:
    """Return the number that a typed answer chooses among the tasks offered for the words that wait, else None."""
    if pending.held:
        return None
    said = _ONLY_NUMBER.fullmatch(text)
    if said is None:
        return _named(text, pending.lines)
    chosen = numeral(said["number"])
    return chosen if chosen in {line.number for line in pending.lines if line.listed} else None


def _named(text: str, lines: Sequence[Line]) -> int | None:
    """The task that a text names and says nothing else: 哦我说的是消防通道."""
    said = _ONLY_NAME.fullmatch(text)
    named, clear = naming.meant(said["name"], [line.shown for line in lines]) if said else ((), False)
    line = next((line for line in lines if named == (line.number,)), None)
    return line.number if said and clear and line and names.covers(said["name"], line.shown) else None


def confirms(text: str, pending: Pending) -> bool:
    """Return whether a text says yes to the answers that wait."""
    return pending.confirming and _YES.fullmatch(text) is not None


def chosen_state(held: Held, kind: AnswerKind) -> Held:
    """Return a waiting answer as the state that its unit has pressed; raises AnswerRefused for 申请延期."""
    if kind is AnswerKind.EXTENSION:
        raise AnswerRefused("请在任务卡片上点“申请延期”，并选一个日期。")
    return replace(held, given=as_state(held.given, kind))


def as_state(given: Given, kind: AnswerKind) -> Given:
    """Return an answer that was understood as another state than the one that its unit has chosen for it."""
    problem = given.text if kind is AnswerKind.BLOCKED else None
    percent = 100 if kind in {AnswerKind.DONE, AnswerKind.CLOSURE} else given.percent
    return replace(given, kind=kind, percent=percent, problem=problem)
