"""What a text says of the lines that its writer sees: what is recorded, what is confirmed first, what is asked back.

Pure decisions over what ``language`` has understood. Nothing is recorded here.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from tasks_db.language import Answer, Intent, Shown, Unclear, UnclearKind, Understanding, understand
from tasks_db.language.figures import measured, only_figure
from tasks_db.language.until import Until, read_until
from tasks_db.register.answers import Held, Line, Pending, given_of
from tasks_db.register.progress import Given
from tasks_db.register.refusals import AnswerRefused
from tasks_db.terms import AnswerKind

_ASK_TASK = {UnclearKind.NO_NUMBER, UnclearKind.UNKNOWN_NUMBER, UnclearKind.AMBIGUOUS, UnclearKind.FIGURE}
_SENTENCE_ONLY = {UnclearKind.QUESTION, UnclearKind.ELSEWHERE, UnclearKind.NOT_AN_ANSWER}
_WEIGHTY = {AnswerKind.CLOSURE, AnswerKind.EXTENSION}


@dataclass(frozen=True, slots=True)
class Heard:
    """A text, sorted by what is to be done with it.

    ``sure`` is recorded at once, ``unsure`` after a button, ``unclear`` is asked back, and ``undated`` is the task
    of a request for more time that lacks its date, ``likely`` the days to offer for it. ``undone`` are the numbers
    that 撤销 names.
    """

    sure: tuple[Held, ...] = ()
    unsure: tuple[Held, ...] = ()
    unclear: tuple[Unclear, ...] = ()
    undated: Line | None = None
    likely: tuple[date, ...] = ()
    intent: Intent | None = None
    undone: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Confirm:
    """Whether an answer was read right. ``index`` is its place among those that wait."""

    index: int
    held: Held


@dataclass(frozen=True, slots=True)
class WhichTask:
    """Of which task the words speak."""

    unclear: Unclear


@dataclass(frozen=True, slots=True)
class WhichState:
    """What the words say of their task. ``index`` is the place of their answer among those that wait."""

    index: int
    held: Held
    unclear: Unclear


@dataclass(frozen=True, slots=True)
class NotUnderstood:
    """Words that no button can clear up: they have to be said again."""

    unclear: Unclear


Doubt = Confirm | WhichTask | WhichState | NotUnderstood
"""One thing to ask back."""


def hear(text: str, lines: Sequence[Line], today: date, *, known: bool = True) -> Heard | None:
    """Return what a text says of the lines, or None where it is no answer, so that others may read it.

    With ``known`` False it is not sure that the writer means these lines, and nothing is recorded unconfirmed.
    """
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
    return _sorted(understood, lines, known=known)


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
    )


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


def ask_back(
    text: str, lines: Sequence[Line], unsure: Sequence[Held], unclear: Sequence[Unclear]
) -> tuple[Pending, tuple[Doubt, ...]]:
    """Return what waits for its button, and the questions to ask about it, in order."""
    held: list[Held] = []
    doubts: list[Doubt] = []
    by_number = {line.number: line for line in lines}
    for answer in unsure:
        doubts.append(Confirm(len(held), answer))
        held.append(answer)
    for item in unclear:
        named = [by_number[n] for n in item.numbers if n in by_number]
        if item.kind in _SENTENCE_ONLY:
            doubts.append(NotUnderstood(item))
        elif item.kind in _ASK_TASK and len(named) != 1 and len(lines) > 1:
            doubts.append(WhichTask(item))
            text = item.text
        else:
            waits = Held(named[0] if named else lines[0], Given(AnswerKind.PROGRESS, text=item.text))
            doubts.append(WhichState(len(held), waits, item))
            held.append(waits)
    return Pending(tuple(lines), tuple(held), text), tuple(doubts)


def of_one(
    text: str, line: Line, expected: AnswerKind, today: date, replaces: int | None = None
) -> tuple[Held, bool]:
    """Return what a text says of a task that was chosen by a button of the kind ``expected``.

    ``replaces`` is the report that it is said instead of. The second value says whether the answer has to be
    confirmed before it is recorded.
    """
    found = _read_alone(text, line.shown, today)
    if found is None:
        given = Given(expected, text=text, problem=text if expected is AnswerKind.BLOCKED else None)
    elif expected is AnswerKind.BLOCKED:
        given = replace(given_of(found), kind=expected, text=text, problem=found.problem or text)
    else:
        given = replace(given_of(found), text=text)
    weighty = found is not None and (found.confirm or given.kind in _WEIGHTY)
    return Held(line, given, replaces), weighty and not line.indicator


def told(text: str, line: Line, today: date) -> Given:
    """Return what somebody told of one task; words without a clear state are progress in words."""
    found = _read_alone(text, line.shown, today)
    return replace(given_of(found), text=text) if found else Given(AnswerKind.PROGRESS, text=text)


def _read_alone(text: str, shown: Shown, today: date) -> Answer | None:
    """The one answer that a text gives for a task that needs no number."""
    answers = understand(text, [replace(shown, number=1)], today).answers
    return answers[0] if len(answers) == 1 else None


def of_chosen(pending: Pending, number: int, today: date) -> tuple[Line, Heard]:
    """Return what the words that wait say of the one task that was chosen for them.

    Raises AnswerRefused for a number that was not offered.
    """
    line = next((line for line in pending.lines if line.number == number), None)
    if line is None:
        raise AnswerRefused("没有这一项。请重新回复。")
    understood = understand(pending.text, [line.shown], today)
    held = tuple(Held(line, given_of(a)) for a in understood.answers)
    if held and all(not a.confirm for a in understood.answers):
        return line, Heard(sure=held)
    if held:
        return line, Heard(unsure=held)
    options = understood.unclear[0].options if understood.unclear else ()
    return line, Heard(unclear=(Unclear(UnclearKind.NO_STATE, (number,), pending.text, options),))


def chosen_state(held: Held, kind: AnswerKind) -> Held:
    """Return a waiting answer as the state that its unit has pressed; raises AnswerRefused for 申请延期."""
    if kind is AnswerKind.EXTENSION:
        raise AnswerRefused("请在任务卡片上点“申请延期”，并选一个日期。")
    problem = held.given.text if kind is AnswerKind.BLOCKED else None
    return replace(held, given=replace(held.given, kind=kind, problem=problem))


def extension(text: str, chosen: date | None, today: date) -> Given | Until:
    """Return a request for more time with its reason; the day is the one chosen by button, or stands in the text.

    Where the text leaves the day open, the days to offer are returned instead. Raises AnswerRefused where there is
    neither.
    """
    said = Until(chosen, sure=True) if chosen else read_until(text, today)
    if said.day is None and said.likely:
        return said
    if said.day is None:
        raise AnswerRefused("没有看懂延期到哪一天。请点“申请延期”，再回复例如：12月20日，设备到货推迟")
    return Given(AnswerKind.EXTENSION, text=text, new_date=said.day)


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
