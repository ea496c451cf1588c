"""A whole message: statements matched with the tasks shown, readings turned into answers or asked back."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby

from tasks_db import lazy_re as re
from tasks_db.language import blanks, choice, coded, cues, later, names, naming, pasted, shared_out, slips, together
from tasks_db.language.choice import Message
from tasks_db.language.held_back import not_of_questions
from tasks_db.language.numerals import number as value_of
from tasks_db.language.numerals import percents
from tasks_db.language.one_trouble import is_one_trouble
from tasks_db.language.reading import Reading
from tasks_db.language.references import Scope, Statement, all_but_named, joined, statements
from tasks_db.language.small_talk import is_aside, is_receipt, is_small_talk
from tasks_db.language.typed import typed
from tasks_db.language.undoing import asks_again, undoing
from tasks_db.language.values import Answer, Intent, Shown, Unclear, UnclearKind, Understanding
from tasks_db.lean_dataclass import dataclass
from tasks_db.terms import AnswerKind


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
    source = replace(source, plain=blanks.parted(source.plain, [each.title for each in shown]))
    items = pasted.items(source.plain, shown) if pasted.is_report(source.plain, shown) else None
    codes: Mapping[int, int] = {}
    called: Collection[int] = ()
    if items is None:
        by_code = coded.by_number(source.plain, shown)
        shown, codes, called = by_code.shown, by_code.doubtful, by_code.called
        source = replace(source, plain=by_code.text)
    told_by = {item.start: item.part for item in items} if items is not None else None
    message = Message(source, {each.number: each for each in shown}, today, told_by, codes, called)
    if courtesy := _courtesy(source.plain.strip(), message):
        return courtesy
    parts = _of_items(items, message) if items is not None else _of_numbers_and_names(message)
    if moved := _moved(message):
        return Understanding(intent=Intent.MOVE, moved_to=moved)
    if swapped := slips.swapped(source.plain, shown):
        text, shares_of = source.original.strip(), [(message.shown[number], share) for number, share in swapped]
        anew = [_answer(one, Reading(AnswerKind.PROGRESS, percent=share), text, None) for one, share in shares_of]
        return Understanding(tuple(anew), intent=Intent.CORRECTION)
    if asks_again(source.plain):
        return Understanding(intent=Intent.ASK_AGAIN)
    if undone := undoing(source.plain, parts, shown):
        return Understanding(intent=Intent.UNDO, undone=undone.numbers, undone_kind=undone.kind)
    parts = slips.put_right(parts)
    told, unclear = _matched(parts, message)
    understood = _put_together(told, unclear, parts, message)
    return understood if message.is_report else not_of_questions(understood, message)


def _of_numbers_and_names(message: Message) -> tuple[Statement, ...]:
    tasks = list(message.shown.values())

    def listed(name: str) -> tuple[int, ...]:
        numbers, clear = naming.meant(name, list(message.listed.values()))
        return numbers if clear else ()

    def only_named(name: str) -> tuple[int, ...]:
        numbers = listed(name)
        alone = len(numbers) != 1 or names.covers(name, message.shown[numbers[0]])
        return numbers if alone else ()

    if but := all_but_named(message.source.plain, only_named):
        return _turned_back(but, listed)
    parts = _with_preamble(statements(message.source.plain, message.listed, message.today), message)
    return tuple(piece for part in parts for piece in _split(part, tasks, message))


def _turned_back(but: Statement, meant: Callable[[str], tuple[int, ...]]) -> tuple[Statement, ...]:
    """As 除线缆以外没变化，线缆归并了3条: what is told of the one left out stands behind the others."""
    for clause in _CLAUSES.finditer(but.body):
        if meant(clause.group()) == but.numbers:
            start, body = clause.start(), but.body[clause.start() :]
            others = replace(but, end=start, body=but.body[:start])
            return others, Statement(start, but.end, start, body, Scope.NUMBERS, but.numbers, by_name=True)
    return (but,)


_CLAUSES = re.compile(r"[^,。;!?\n]+")


def _split(part: Statement, tasks: Sequence[Shown], message: Message) -> tuple[Statement, ...]:
    """Cut a statement by the names in it; words before the first name belong to it if they say no state."""
    headed = _HEADED.search(message.source.plain[part.start : part.words]) is not None
    pieces = naming.split(part, tasks, headed=headed)
    first, *rest = pieces
    silent = first.scope is Scope.NONE and not cues.COUNTED.search(first.body)
    if rest and is_one_trouble(first, rest, message):
        return (joined(first, rest[0]), *rest[1:])
    if silent and rest and message.read(first, None).kind in (None, AnswerKind.RECEIVED):
        return (joined(first, rest[0]), *rest[1:])
    return pieces


_HEADED = re.compile(r"[:：.、)）]\s*$")
"""1：走访了12个小区，停车位缺3处 is told of the first task, whatever it names."""


def _of_items(items: Sequence[pasted.Item], message: Message) -> tuple[Statement, ...]:
    """The items of a report as statements; of what comes next only that of a task that is named."""
    plain = message.source.plain
    found: list[Statement] = []
    for item in items:
        numbers = (item.number,) if item.number is not None else ()
        scope = Scope.REST if item.part is pasted.Part.REST else Scope.NUMBERS if numbers else Scope.NONE
        body = " " * (item.body - item.start) + plain[item.body : item.end]
        if numbers or item.part is not pasted.Part.NEXT:
            found.append(Statement(item.start, item.end, item.body, body, scope, numbers, by_name=bool(numbers)))
    return tuple(found)


def _courtesy(whole: str, message: Message) -> Understanding | None:
    """A message that is a receipt, thanks, a greeting or a withdrawal and nothing else."""
    whole = cues.DECORATION.sub(" ", whole).strip() or whole
    counted = _COUNTED.search(whole)
    if counted is not None and value_of(counted["of"].translate(_OF_FEW)) == len(message.listed) > 1:
        whole = _COUNTED.sub("", whole, count=1)  # 俩都知道了, of two
    thanks = any(each.just_said for each in message.shown.values()) and cues.COURTESY.search(whole)
    if thanks and is_receipt(whole) and cues.RECEIPT.search(whole) is None:
        return Understanding(intent=Intent.THANKS)  # 嗯嗯辛苦了, behind one's own answer
    if is_receipt(whole):
        text, reading = message.source.original.strip(), Reading(AnswerKind.RECEIVED)
        replied = [each for each in message.shown.values() if each.near]
        shown = sorted(replied or message.listed.values(), key=lambda each: each.number)
        return Understanding(tuple(_answer(each, reading, text, None) for each in shown), intent=Intent.RECEIPT)
    courtesies = (
        (cues.THANKS_ONLY, Intent.THANKS),
        (cues.GREETING_ONLY, Intent.GREETING),
        (cues.HOW_TO_MEND, Intent.HOW_TO_MEND),
        (cues.UNDO_ONLY, Intent.UNDO),
    )
    intents = [intent for pattern, intent in courtesies if pattern.fullmatch(whole)]
    if not intents and is_small_talk(whole, list(message.shown.values()), message.today):
        intents = [Intent.SMALL_TALK]
    return Understanding(intent=intents[0]) if intents else None


_COUNTED = re.compile(
    r"(?:^|(?<=[\s,。;]))[这那]?(?P<of>[俩仨两二三四五六七八九十]|\d{1,2}(?=[项个件条]))[项个件条]?(?:任务|通知|提醒)?"
    r"(?:都|均|全)?(?:已经?)?(?=收到|收悉|签收|知道|知悉|知晓|晓得|明白)"
)
_OF_FEW = {ord("俩"): "二", ord("仨"): "三"}


def _with_preamble(parts: tuple[Statement, ...], message: Message) -> tuple[Statement, ...]:
    """Words before the first number belong to it if they say no state of their own, or the reason for its."""
    first, *rest = parts
    if first.scope is not Scope.NONE or not rest:
        return parts
    named, clear = naming.meant(first.body, list(message.shown.values()))
    if clear and not set(named) & set(rest[0].numbers):
        return parts  # 除了线缆没动，其他两项都在推进; 消防通道12号去查，2收到
    reading = message.read(first, None)
    signs = reading.kind is AnswerKind.RECEIVED and is_receipt(first.body.strip())
    if (
        signs
        and rest[0].scope is Scope.NUMBERS
        and rest[0].body.strip(" ,。;!")
        and message.read(rest[0], None).kind is not AnswerKind.RECEIVED
        and not cues.NO_MORE_THAN_RECEIPT.search(rest[0].body.strip(" ,。;!、"))
    ):
        return tuple(rest)  # 收到。第2项正清查着
    stateless = reading.kind in (None, AnswerKind.RECEIVED) and reading.question is None
    stateless = stateless or (rest[0].scope is Scope.ALL and is_aside(first.body))
    if stateless or cues.REASON.match(first.body):
        return (joined(first, rest[0]), *rest[1:])
    return parts


def _moved(message: Message) -> int | None:
    """As "刚才说错了，是第2项": the task to which what was said last belongs; None where more is said, or less."""
    if not any(each.just_said for each in message.shown.values()):
        return None
    match = cues.MOVED.fullmatch(message.source.plain.strip())
    if match is None:
        return None
    if match["number"]:
        chosen = value_of(match["number"])
        return chosen if chosen in message.listed else None
    named, clear = naming.meant(match["name"], list(message.shown.values()))
    rest = cues.EMPTY_WORDS.sub("", match["name"])
    return named[0] if clear and len(named) == 1 and names.covers(rest, message.shown[named[0]]) else None


def _matched(parts: tuple[Statement, ...], message: Message) -> tuple[list[_Told], list[Unclear]]:
    told: list[_Told] = []
    unclear: list[Unclear] = []
    for statement in parts:
        targets, asked = choice.targets(statement, parts, message)
        if asked:
            unclear.append(asked)
            continue
        if either := _range_or_code(statement, message):
            unclear.append(either)
            named = either.numbers if statement.scope is Scope.NUMBERS else targets
            targets = tuple(number for number in targets if number not in named)
        if statement.scope is Scope.EXCEPT and told and not statement.body.strip(" ,。;!"):
            continue  # "都完成了，除了3": only takes the task out of what was said before
        above = told[-1] if told else None
        apart = shared_out.apart(statement, targets)
        for number in targets:
            reading = message.read(statement, number)
            if len(targets) > 1 and not apart and shared_out.of_several(statement):
                reading = replace(reading, sure=False)
            if reading.same_as_above and above:  # the words of the one above are said of this one too
                told.append(_Told(above.statement, number, above.reading))
                continue
            if reading.same_as_above and above is None:
                reading = _as_before(reading, message)
            if number in apart:
                reading = replace(reading, kind=AnswerKind.PROGRESS, percent=apart[number], sure=True, options=())
            told.append(_Told(statement, number, reading))
    return told, unclear


def _as_before(reading: Reading, message: Message) -> Reading:
    """2也一样, behind a message that told of one task that nothing changed."""
    before = [each.last.kind for each in message.shown.values() if each.just_said and each.last]
    same = before == [AnswerKind.NO_CHANGE]
    return replace(reading, kind=AnswerKind.NO_CHANGE, same_as_above=False) if same else reading


def _range_or_code(statement: Statement, message: Message) -> Unclear | None:
    """As 2-6 已完成 where five items of the list stand from 2 to 6, and another task goes by the code 2-6."""
    codes = [(at, code) for at, code in message.codes.items() if statement.start <= at < statement.end]
    if not codes:
        return None
    start, code = codes[0]
    meant, end = coded.range_at(message.source.plain, start)
    if len(codes) > 1 or statement.scope is not Scope.NUMBERS or not set(meant) <= set(statement.numbers):
        numbers = dict.fromkeys((*(code for _, code in codes), *statement.numbers))
        return choice.ask(UnclearKind.AMBIGUOUS, tuple(numbers), statement, message)
    words = message.source.verbatim(max(end, statement.words), statement.end)
    if statement.words < start:  # 已完成2-6
        words = f"{message.source.verbatim(statement.words, start)}{words}"
    asked = choice.ask(UnclearKind.RANGE_OR_CODE, (code, *meant), statement, message)
    return replace(asked, text=words.lstrip(" .、:：，,"))


def _put_together(
    told: list[_Told], unclear: list[Unclear], parts: tuple[Statement, ...], message: Message
) -> Understanding:
    answers: list[Answer] = []
    foreign = any(asked.kind is UnclearKind.UNKNOWN_NUMBER for asked in unclear)
    for number in sorted({each.number for each in told}):
        of_task = [each for each in told if each.number == number]
        found = [_answered(each, parts, message) for each in of_task if each.reading.kind is not None]
        found = [answer for answer in found if answer.kind is not AnswerKind.RECEIVED] or found
        kinds = tuple(dict.fromkeys(answer.kind for answer in found))
        if found and message.is_report:
            answers.append(_of_parts(told, number, found, message))
        elif len(kinds) > 1:
            text = "；".join(answer.text for answer in found)
            unclear.append(Unclear(UnclearKind.AMBIGUOUS, (number,), text, kinds))
        elif found:
            # a number that was never shown: the person may be looking at another list altogether
            merged = together.merged(found)
            doubtful = (
                foreign or slips.repeated(number, parts) or any(_counts_others(each, message) for each in of_task)
            )
            answers.append(replace(merged, confirm=merged.confirm or doubtful))
    unclear.extend(_questions(told, message))
    unclear = _of_one_question(unclear) if message.is_report else later.put_off_together(unclear)
    corrects = bool(answers) and message.corrects
    return Understanding(tuple(answers), tuple(unclear), Intent.CORRECTION if corrects else None)


def _counts_others(told: _Told, message: Message) -> bool:
    """Whether a statement kept for one task counts 第一个 and 第三个, which may be two of them."""
    said = message.source.plain[told.statement.start : told.statement.end]
    if len(told.statement.numbers) > 1 or len(message.listed) <= 1:
        return False
    return slips.ordinals_unparted(said, message.listed)


def _of_one_question(unclear: list[Unclear]) -> list[Unclear]:
    """Of a report only what says a state is asked about: its headings and plans belong to nobody's answer."""
    return [asked for asked in unclear if asked.kind is UnclearKind.NO_NUMBER] or unclear[:1]


def _of_parts(told: Sequence[_Told], number: int, found: Sequence[Answer], message: Message) -> Answer:
    """One answer of all that a report says of a task: its words whole, its difficulties and pleas in their fields."""
    own = [each for each in told if each.number == number]
    first, last = own[0].statement, own[-1].statement
    between = [each.number for each in told if first.start <= each.statement.start <= last.start]
    merged = together.merged(found)
    blocked = [answer for answer in found if answer.kind is AnswerKind.BLOCKED]
    kinds = {answer.kind for answer in found}
    return replace(
        merged,
        kind=AnswerKind.BLOCKED if blocked else found[0].kind if len(kinds) == 1 else AnswerKind.PROGRESS,
        text=message.source.verbatim(first.start, last.end) if set(between) == {number} else merged.text,
        percent=together.of_all([each.statement.body for each in own], found),
        problem="；".join(answer.problem for answer in blocked if answer.problem) or None,
        needs=next((answer.needs for answer in reversed(blocked) if answer.needs), None),
        confirm=merged.confirm and kinds <= {AnswerKind.NOT_OURS, AnswerKind.CLOSURE},
    )


def _questions(told: list[_Told], message: Message) -> list[Unclear]:
    """What the statements left open: no state, a question, a bare figure; once for all tasks of a statement."""
    asked: list[Unclear] = []
    for statement, group in groupby(told, key=lambda each: each.statement):
        of_statement = list(group)
        if message.is_report and any(
            each.reading.kind is not None for each in told if each.number == of_statement[0].number
        ):
            continue  # headings, and what comes next, tell no state of their own
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
            options = choice.options_for(reading, shown) if numbers else ()
            asked.append(Unclear(kind, numbers, message.asked_about(statement, numbers), options))
    return asked


def _answered(told: _Told, parts: tuple[Statement, ...], message: Message) -> Answer:
    statement, reading = told.statement, told.reading
    problem = _verbatim(message, statement, reading.problem) if reading.problem else None
    text = message.source.verbatim(statement.words, statement.end)
    answer = _answer(message.shown[told.number], reading, text, problem)
    swept = statement.scope not in (Scope.NUMBERS, Scope.NONE) and len(message.listed) > 1
    finished = answer.kind in (AnswerKind.DONE, AnswerKind.CLOSURE)
    # "其余" with nothing named before it: the rest of what?
    counted = statement.count is not None and statement.count == sum(
        not each.answered for each in message.listed.values()
    )
    said_before = any(each.answered for each in message.listed.values())
    dangling = (
        statement.scope is Scope.REST
        and not counted
        and not (said_before and not any(part.doubtful for part in parts))
        and (not any(part.numbers for part in parts) or any(part.doubtful for part in parts))
    )
    # 施工45%，其余无变化: what may be any task's is not yet known to be none of the rest
    nameless = [part.body for part in parts if part.scope is Scope.NONE]
    untold = any(percents(body) or cues.COUNTED.search(body) for body in nameless)
    dangling = dangling or (untold and statement.scope in (Scope.REST, Scope.ALL))
    # 两项都收到。管理办法上个月就印发了: news of its own behind what is said of all is hardly told of each
    more = swept and answer.kind is AnswerKind.PROGRESS and _SENTENCES.search(statement.body.strip()) is not None
    return replace(answer, confirm=answer.confirm or dangling or more or (swept and finished))


_SENTENCES = re.compile(r"[。;；!！?？\n]\s*\S")


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
        options=_others(reading.options, shown),
    )


def _others(kinds: Sequence[AnswerKind], shown: Shown) -> tuple[AnswerKind, ...]:
    """What else the words may mean; to a consolidating unit 已完成 is 申请办结."""
    return tuple(AnswerKind.CLOSURE if shown.can_close and kind is AnswerKind.DONE else kind for kind in kinds)


def _verbatim(message: Message, statement: Statement, span: tuple[int, int]) -> str:
    return message.source.verbatim(statement.start + span[0], statement.start + span[1])
