"""A whole message: statements matched with the tasks shown, readings turned into answers or asked back."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from difflib import SequenceMatcher
from itertools import groupby

from tasks_db.language import cues
from tasks_db.language.reading import FULL, Reading, read
from tasks_db.language.references import Scope, Statement, joined, statements
from tasks_db.language.typed import Typed, typed
from tasks_db.language.values import Answer, Intent, Shown, Unclear, UnclearKind, Understanding
from tasks_db.terms import AnswerKind

_SHARED_WITH_TITLE = 4  # so many characters of a title in the text make its task the first to offer
_COMMON = (AnswerKind.DONE, AnswerKind.PROGRESS, AnswerKind.NO_CHANGE, AnswerKind.BLOCKED)
_BARE_SHARE = re.compile(
    r"(?:^|进度|进展|完成度?|率|达到?|到|了|约|近|已)\s*(?P<share>\d{1,3})\s*(?:了|左右|多)?\s*(?=$|[,。;!\n])"
)


@dataclass(frozen=True, slots=True)
class _Message:
    source: Typed
    shown: dict[int, Shown]
    today: date

    def text(self, statement: Statement) -> str:
        return self.source.verbatim(statement.start, statement.end)

    def read(self, statement: Statement, number: int | None) -> Reading:
        title = self.shown[number].title if number in self.shown else ""
        reading = read(statement.body, title, self.today)
        return _with_bare_share(reading, statement)


@dataclass(frozen=True, slots=True)
class _Told:
    """One statement's reading for one task."""

    statement: Statement
    number: int
    reading: Reading


def understand(text: str, shown: Sequence[Shown], today: date) -> Understanding:
    """Read what was typed under the tasks shown.

    Nothing is guessed: a number that was not shown, a state with several tasks and no number, two sensible
    readings of a digit, are all asked back. 申请办结 and every unsure reading wait for a button (``confirm``).
    """
    source = typed(text)
    message = _Message(source, {each.number: each for each in shown}, today)
    if courtesy := _courtesy(source.plain.strip(), message):
        return courtesy
    parts = _with_preamble(statements(source.plain, message.shown, today), message)
    if undone := _undone(parts, message):
        return Understanding(intent=Intent.UNDO, undone=undone)
    told, unclear = _matched(parts, message)
    return _put_together(told, unclear, parts, message)


def _courtesy(whole: str, message: _Message) -> Understanding | None:
    """A message that is a receipt, thanks, a greeting or a withdrawal and nothing else."""
    if cues.RECEIPT_ONLY.fullmatch(whole):
        text, reading = message.source.original.strip(), Reading(AnswerKind.RECEIVED)
        shown = [message.shown[number] for number in sorted(message.shown)]
        return Understanding(tuple(_answer(each, reading, text, None) for each in shown), intent=Intent.RECEIPT)
    courtesies = (
        (cues.THANKS_ONLY, Intent.THANKS),
        (cues.GREETING_ONLY, Intent.GREETING),
        (cues.UNDO_ONLY, Intent.UNDO),
    )
    intents = [intent for pattern, intent in courtesies if pattern.fullmatch(whole)]
    return Understanding(intent=intents[0]) if intents else None


def _with_preamble(parts: tuple[Statement, ...], message: _Message) -> tuple[Statement, ...]:
    """Words before the first number belong to it if they say no state of their own, or the reason for its."""
    first, *rest = parts
    if first.scope is not Scope.NONE or not rest:
        return parts
    reading = message.read(first, None)
    stateless = reading.kind in (None, AnswerKind.RECEIVED) and reading.question is None
    if stateless or cues.REASON.match(first.body):
        return (joined(first, rest[0]), *rest[1:])
    return parts


def _undone(parts: tuple[Statement, ...], message: _Message) -> tuple[int, ...]:
    """As "撤销3": the tasks whose last answer is taken back."""
    if len(parts) != 1 or parts[0].scope is not Scope.NUMBERS or parts[0].doubtful:
        return ()
    known = all(number in message.shown for number in parts[0].numbers)
    return parts[0].numbers if known and cues.UNDO_ONLY.fullmatch(parts[0].body.strip()) else ()


def _matched(parts: tuple[Statement, ...], message: _Message) -> tuple[list[_Told], list[Unclear]]:
    told: list[_Told] = []
    unclear: list[Unclear] = []
    for statement in parts:
        targets, asked = _targets(statement, parts, message)
        if asked:
            unclear.append(asked)
            continue
        if statement.scope is Scope.EXCEPT and told and not statement.body.strip(" ,。;!"):
            continue  # "都完成了，除了3": only takes the task out of what was said before
        above = told[-1].reading if told else None
        for number in targets:
            reading = message.read(statement, number)
            if reading.same_as_above and above:
                reading = above
            told.append(_Told(statement, number, reading))
    return told, unclear


def _targets(
    statement: Statement, parts: tuple[Statement, ...], message: _Message
) -> tuple[tuple[int, ...], Unclear | None]:
    """The tasks that a statement is about, or what has to be asked before that can be said."""
    unknown = tuple(number for number in statement.numbers if number not in message.shown)
    if unknown:
        return (), _ask(UnclearKind.UNKNOWN_NUMBER, unknown, statement, message)
    loose = tuple(number for number in statement.loose if number in message.shown)
    if statement.doubtful or (loose and statement.scope is not Scope.NONE):
        numbers = tuple(dict.fromkeys((*statement.numbers, *loose)))
        return (), _ask(UnclearKind.AMBIGUOUS, numbers, statement, message)
    if statement.scope is Scope.NUMBERS:
        return statement.numbers, None
    if statement.scope is Scope.NONE and len(message.shown) != 1:
        return (), _without_number(statement, message)
    named = {number for part in parts for number in part.numbers}
    meant = tuple(number for number in sorted(message.shown) if number not in named)
    return meant, None if meant else _without_number(statement, message)


def _without_number(statement: Statement, message: _Message) -> Unclear:
    reading = message.read(statement, None)
    if reading.kind is not None:
        return _ask(UnclearKind.NO_NUMBER, _by_title(statement, message), statement, message)
    kind = UnclearKind.NOT_AN_ANSWER if reading.lack is UnclearKind.NO_STATE else reading.lack
    return Unclear(kind, (), message.text(statement))


def _by_title(statement: Statement, message: _Message) -> tuple[int, ...]:
    """The one task whose title the words share a good piece of, to be offered first; else none."""
    matcher = SequenceMatcher(a=statement.body, autojunk=False)
    likely = []
    for each in message.shown.values():
        matcher.set_seq2(each.title)
        if matcher.find_longest_match().size >= _SHARED_WITH_TITLE:
            likely.append(each.number)
    return tuple(likely) if len(likely) == 1 else ()


def _ask(kind: UnclearKind, numbers: tuple[int, ...], statement: Statement, message: _Message) -> Unclear:
    reading = message.read(statement, None)
    shown = [message.shown[number] for number in numbers if number in message.shown]
    options = _options(reading, shown or list(message.shown.values()))
    return Unclear(kind, numbers, message.text(statement), options)


def _options(reading: Reading, shown: Sequence[Shown]) -> tuple[AnswerKind, ...]:
    """What to offer: the state that was said, else the common ones; 申请办结 only to a consolidating unit."""
    kinds = _COMMON if reading.kind is None else (reading.kind,)
    closing = bool(shown) and all(each.can_close for each in shown)
    return tuple(AnswerKind.CLOSURE if closing and kind is AnswerKind.DONE else kind for kind in kinds)


def _put_together(
    told: list[_Told], unclear: list[Unclear], parts: tuple[Statement, ...], message: _Message
) -> Understanding:
    answers: list[Answer] = []
    foreign = any(asked.kind is UnclearKind.UNKNOWN_NUMBER for asked in unclear)
    for number in sorted({each.number for each in told}):
        of_task = [each for each in told if each.number == number]
        found = [_answered(each, parts, message) for each in of_task if each.reading.kind is not None]
        kinds = tuple(dict.fromkeys(answer.kind for answer in found))
        if len(kinds) > 1:
            text = "；".join(answer.text for answer in found)
            unclear.append(Unclear(UnclearKind.AMBIGUOUS, (number,), text, kinds))
        elif found:
            # a number that was never shown: the person may be looking at another list altogether
            merged = _merged(found)
            answers.append(replace(merged, confirm=merged.confirm or foreign))
    unclear.extend(_questions(told, message))
    corrects = bool(answers) and cues.CORRECTION.search(message.source.plain) is not None
    return Understanding(tuple(answers), tuple(unclear), Intent.CORRECTION if corrects else None)


def _questions(told: list[_Told], message: _Message) -> list[Unclear]:
    """What the statements left open: no state, a question, a bare figure; once for all tasks of a statement."""
    asked: list[Unclear] = []
    for statement, group in groupby(told, key=lambda each: each.statement):
        of_statement = list(group)
        numbers = tuple(each.number for each in of_statement)
        reading = of_statement[0].reading
        if reading.question:
            text = _verbatim(message, statement, reading.question)
            asked.append(Unclear(UnclearKind.QUESTION, numbers, text))
        elif reading.kind is None:
            named = statement.scope is not Scope.NONE
            bare = named and reading.lack is UnclearKind.NOT_AN_ANSWER
            kind = UnclearKind.NO_STATE if bare else reading.lack
            numbers = () if kind is UnclearKind.NOT_AN_ANSWER else numbers
            shown = [message.shown[number] for number in numbers]
            options = _options(reading, shown) if numbers else ()
            asked.append(Unclear(kind, numbers, message.text(statement), options))
    return asked


def _answered(told: _Told, parts: tuple[Statement, ...], message: _Message) -> Answer:
    statement, reading = told.statement, told.reading
    problem = _verbatim(message, statement, reading.problem) if reading.problem else None
    text = message.source.verbatim(statement.words, statement.end)
    answer = _answer(message.shown[told.number], reading, text, problem)
    swept = statement.scope not in (Scope.NUMBERS, Scope.NONE) and len(message.shown) > 1
    finished = answer.kind in (AnswerKind.DONE, AnswerKind.CLOSURE)
    # "其余" with nothing named before it: the rest of what?
    dangling = statement.scope is Scope.REST and not any(part.numbers for part in parts)
    return replace(answer, confirm=answer.confirm or dangling or (swept and finished))


def _answer(shown: Shown, reading: Reading, text: str, problem: str | None) -> Answer:
    kind = reading.kind or AnswerKind.PROGRESS
    closing = kind is AnswerKind.DONE and shown.can_close
    not_theirs = reading.asks_closure and not shown.can_close
    return Answer(
        number=shown.number,
        kind=AnswerKind.CLOSURE if closing else kind,
        percent=reading.percent,
        text=text,
        problem=problem,
        needs=reading.needs,
        expected=reading.expected,
        new_date=reading.new_date,
        likely=reading.likely,
        confirm=closing or not_theirs or not reading.sure,
    )


def _merged(answers: Sequence[Answer]) -> Answer:
    """Several statements of the same kind on one task are one answer with all the words."""
    first, *more = answers
    for other in more:
        first = replace(
            first,
            percent=first.percent if other.percent is None else other.percent,
            text=f"{first.text}；{other.text}",
            problem=first.problem or other.problem,
            needs=first.needs or other.needs,
            expected=other.expected or first.expected,
            new_date=other.new_date or first.new_date,
            likely=other.likely or first.likely,
            confirm=first.confirm or other.confirm,
        )
    return first


def _with_bare_share(reading: Reading, statement: Statement) -> Reading:
    """As "3 60" and "3 进度60": most likely a share, to be confirmed."""
    match = _BARE_SHARE.search(statement.body.strip())
    plausible = statement.scope is Scope.NUMBERS and reading.percent is None and len(statement.loose) == 1
    if match is None or not plausible or int(match["share"]) >= FULL:
        return reading
    if reading.kind not in (None, AnswerKind.PROGRESS):
        return replace(reading, percent=int(match["share"]), sure=False)
    return replace(reading, kind=AnswerKind.PROGRESS, percent=int(match["share"]), sure=False)


def _verbatim(message: _Message, statement: Statement, span: tuple[int, int]) -> str:
    return message.source.verbatim(statement.start + span[0], statement.start + span[1])
