"""Of which tasks a statement speaks: decided over all that its writer could mean, and asked where two fit as well.

A number means the list last shown, a name any open task of the person, and bare words the task that is near: replied
to, just asked about, or the only one. Words that name another task than the near one are not its own.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import field, replace
from datetime import date

from tasks_db import lazy_re as re
from tasks_db.language import (
    bare_shares,
    correcting,
    cues,
    doubts,
    happenings,
    hints,
    names,
    naming,
    pairs,
    pasted,
    put_right,
    troubles,
)
from tasks_db.language.days import dates
from tasks_db.language.postponing import postponed
from tasks_db.language.reading import Reading, read
from tasks_db.language.references import Scope, Statement
from tasks_db.language.typed import Typed
from tasks_db.language.values import Shown, Unclear, UnclearKind
from tasks_db.lean_dataclass import dataclass
from tasks_db.terms import AnswerKind

_PLAIN = frozenset({AnswerKind.NO_CHANGE, AnswerKind.NOT_OURS, AnswerKind.RECEIVED})
"""What an item of a report tells as it stands."""
_MAY_HAPPEN = frozenset({UnclearKind.NO_STATE, UnclearKind.FIGURE})
_COMMON = (AnswerKind.DONE, AnswerKind.PROGRESS, AnswerKind.NO_CHANGE, AnswerKind.BLOCKED)
_IS_OVER = re.compile(r"\W*(?:已经|都|也|全)*完了\W*")
"""1完了: behind its number what else may be told of despair is done."""


@dataclass(frozen=True, slots=True)
class Message:
    source: Typed
    shown: dict[int, Shown]
    today: date
    parts: Mapping[int, pasted.Part] | None = None
    """Of a report: what each of its items tells, by where it begins."""
    codes: Mapping[int, int] = field(default_factory=dict)
    """The task that a range may as well be the code of, by where the range begins."""
    called: Collection[int] = ()
    """The tasks that were called by their codes, whatever names stand behind them."""

    @property
    def is_report(self) -> bool:
        """Whether the text is a report with numbers of its own."""
        return self.parts is not None

    @property
    def listed(self) -> dict[int, Shown]:
        """The tasks that a typed number can mean."""
        return {number: each for number, each in self.shown.items() if each.listed}

    @property
    def corrects(self) -> bool:
        """Whether it puts right what was said before."""
        return cues.CORRECTION.search(self.source.plain) is not None

    @property
    def near(self) -> tuple[int, ...]:
        """The tasks that words without a number or a name mean: the one replied to, else the only one there is."""
        near = tuple(n for n, each in self.shown.items() if (each.just_said if self.corrects else each.near))
        near = near or tuple(n for n, each in self.shown.items() if each.near)
        return near or tuple(self.listed or self.shown)

    def text(self, statement: Statement) -> str:
        return self.source.verbatim(statement.start, statement.end)

    def asked_about(self, statement: Statement, numbers: Sequence[int]) -> str:
        """Return the words that are asked about; the number of their one task is no part of what they tell."""
        alone = len(numbers) == 1 and statement.scope is Scope.NUMBERS and not statement.by_name
        start = statement.words if alone and statement.body.strip() else statement.start
        return self.source.verbatim(start, statement.end)

    def read(self, statement: Statement, number: int | None) -> Reading:
        title = self.shown[number].title if number in self.shown else ""
        over = statement.scope is Scope.NUMBERS and _IS_OVER.fullmatch(statement.body)
        reading = Reading(AnswerKind.DONE) if over else read(statement.body, title, self.today)
        if self.parts is not None:
            return _of_report(reading, self.parts[statement.start], statement.body)
        last = self.shown[number].last if number in self.shown else None
        just_said = number in self.shown and self.shown[number].just_said
        corrects = just_said and self.corrects
        if corrects and reading.kind is AnswerKind.PROGRESS and reading.expected is None:
            reading = replace(reading, expected=self._corrected_day(statement.body))
        figured = bare_shares.with_figure(
            reading, statement, corrects=corrects and not self._is_of_line(statement.body)
        )
        found = figured if figured is not reading else bare_shares.with_bare_share(reading, statement)
        right = self._put_right(found, statement, just_said=just_said)
        before = right is found and doubts.is_of_before(statement.body)
        day = self.shown[number].day if number in self.shown else None
        moved = postponed(right, statement.body, day, self.today)
        found = self._with_happening(moved, statement, number)
        if corrects and last is not None:
            found = put_right.put_right(found, last, statement.body, self.today)
        if found.kind is AnswerKind.PROGRESS and before:
            found = replace(found, sure=False)
        told_from = statement.end - len(statement.body.lstrip())
        labelled = ":" in self.source.plain[statement.start : told_from]  # 平台：招标 names its task as a number does
        numbered = statement.scope is Scope.NUMBERS and (labelled or not statement.by_name)
        others = doubts.others(statement.body, found, numbered=numbered)
        options = tuple(dict.fromkeys((*found.options, *others)))
        return replace(found, sure=False, options=options) if others else found

    def _put_right(self, reading: Reading, statement: Statement, *, just_said: bool) -> Reading:
        """The share that a correction means, where it tells of one; two that may be meant are asked about."""
        if reading.kind not in (None, AnswerKind.PROGRESS) or not correcting.corrects(self.source.plain):
            return reading
        bare = just_said or reading.percent is not None
        shares = correcting.corrected(statement.body, bare=bare and not self._is_of_line(statement.body))
        if len(shares) == 1:
            return replace(reading, kind=AnswerKind.PROGRESS, percent=shares[0], sure=True, options=())
        return replace(reading, sure=False) if shares and reading.percent is not None else reading

    def _is_of_line(self, body: str) -> bool:
        """Whether a bare figure in a correction is the number of a task: of 看错行了，是3 where there is a 3."""
        return correcting.is_of_line(body) and any(int(one) in self.listed for one in re.findall(r"\d{1,2}", body))

    def _with_happening(self, reading: Reading, statement: Statement, number: int | None) -> Reading:
        """What happened, told in words that say no state: progress, where the task is pointed at."""
        nothing = reading.kind is None and reading.question is None and reading.lack in _MAY_HAPPEN
        if not nothing or number not in self.shown or not happenings.tells(statement.body):
            return reading
        if statement.scope is Scope.NUMBERS or self._is_pointed_at(statement, number):
            return replace(reading, kind=AnswerKind.PROGRESS)
        return reading

    def _is_pointed_at(self, statement: Statement, number: int) -> bool:
        """Whether words without a number speak of a task: it was replied to, or something of it is among them."""
        if self.shown[number].near or hints.hints(statement.body, [self.shown[number]]):
            return True
        return len(self.shown) == 1 and happenings.is_of_work(statement.body)

    def _corrected_day(self, body: str) -> date | None:
        """As 完成的日子写错了，应该是12月25号: the day on which it is now expected to be done."""
        if _FINISHED.search(body) is None:
            return None
        said = [mark.day for mark in dates(body, self.today) if mark.day is not None and mark.day >= self.today]
        return said[-1] if said else None


def _of_report(reading: Reading, part: pasted.Part, body: str) -> Reading:
    """What a report tells of a task is progress or a difficulty: its days and its 完成 are those of its parts."""
    if part is pasted.Part.NEXT:
        return Reading(None)
    if part in (pasted.Part.PROBLEM, pasted.Part.PLEA) and not _denied(body):
        start = len(body) - len(body.lstrip())
        return Reading(AnswerKind.BLOCKED, problem=(start, len(body.rstrip())), needs=troubles.asked_for_help(body))
    if reading.kind is None:
        return replace(reading, lack=UnclearKind.NO_STATE, question=None)
    if reading.kind in _PLAIN or (reading.kind is AnswerKind.DONE and reading.of_itself):
        return reading
    kind = AnswerKind.BLOCKED if reading.kind is AnswerKind.BLOCKED else AnswerKind.PROGRESS
    ahead = reading.expected if reading.percent is not None else None  # without a share it is that of a part
    return replace(reading, kind=kind, expected=ahead, new_date=None, question=None, sure=True, options=())


def _denied(body: str) -> bool:
    """As 存在问题：无, or 暂无需要协调的事项."""
    said = re.split("[:：]", body, maxsplit=1)[-1]
    return cues.BARE_NOTHING.fullmatch(said) is not None or (
        troubles.denies(body) and troubles.difficulty(body) is None
    )


_FINISHED = re.compile(r"(?:完成|完工|办结|竣工|预计|收尾|建成)[^,。;]{0,4}(?:日子|时间|日期|那天)|预计")


def targets(
    statement: Statement, parts: tuple[Statement, ...], message: Message
) -> tuple[tuple[int, ...], Unclear | None]:
    """The tasks that a statement is about, or what has to be asked before that can be said."""
    known = message.shown if statement.by_name else message.listed
    unknown = tuple(number for number in statement.numbers if number not in known)
    if unknown:
        return (), ask(UnclearKind.UNKNOWN_NUMBER, unknown, statement, message)
    loose = tuple(number for number in statement.loose if number in message.listed)
    if statement.doubtful or (loose and statement.scope is not Scope.NONE):
        numbers = tuple(dict.fromkeys((*statement.numbers, *loose)))
        return (), ask(UnclearKind.AMBIGUOUS, numbers, statement, message)
    if statement.scope is not Scope.NONE and len(message.shown) > 1 and _speaks_of_more(statement):
        return (), ask(UnclearKind.NO_NUMBER, (), statement, message)
    if statement.scope is Scope.NUMBERS:
        return _of_numbers(statement, message)
    if statement.scope is Scope.NONE:
        signed = _signed_for(statement, message) if len(parts) == 1 else ()
        return (signed, None) if signed else _of_context(statement, parts, message)
    return _swept(statement, parts, message)


_SIGNS = re.compile(r"\W*(?:好的|已经?|均|都)*[,\s]*(?:收到|收悉|知悉|签收|阅悉)了?\s*[,。;!]")


def _signed_for(statement: Statement, message: Message) -> tuple[int, ...]:
    """All tasks that were sent, where words that sign for them add nothing about any: 收悉，三件都已转领导阅示."""
    told = message.read(statement, None)
    signs = _SIGNS.match(statement.body) and told.kind is AnswerKind.RECEIVED and told.question is None
    if message.is_report or not signs or naming.meant(statement.body, list(message.shown.values()))[0]:
        return ()
    replied = tuple(number for number, each in message.shown.items() if each.near)
    return replied or tuple(sorted(message.listed))


_TWO = re.compile(
    r"(?:[和跟与、及][\u4e00-\u9fff]{1,8}?[这那]?|[这那])两[个项件](?=[\s,。;都均也还没无暂在推正目]|进[度展]|老样|任务|$)"
)
_ORDINAL = re.compile(
    r"(?:[说指报]的|应该)是第[一二三四五六七八九\d]个|(?:^|[\s,。;])(?:但|就|只有|那)?第[一二三四五六七八九]个(?=[\s,:]*(?:[在已都没还也正刚清干搞做弄有\d]|进[度展]|推进|完成|基本|差不多))"
)


_OF_THE_TWO = re.compile(r"[这那]两[个项件]|两[个项件](?=[都均也还没无暂])")


def _speaks_of_more(statement: Statement) -> bool:
    """Whether words name fewer tasks than they speak of, or point at another by its place: 第一个在搞."""
    two = (
        statement.by_name
        and _TWO.search(statement.body) is not None
        and len(statement.numbers) != len(("this", "that"))
    )
    ordinal = _ORDINAL.search(statement.body)
    return two or (
        ordinal is not None and cues.COUNTED.search(_OF_THE_TWO.sub("", statement.body[: ordinal.start()])) is None
    )


def _of_numbers(statement: Statement, message: Message) -> tuple[tuple[int, ...], Unclear | None]:
    """The tasks of the numbers, unless the words name another one strongly: 3 电梯已完成 where 3 is another task."""
    pair = pairs.told_of(statement.body, list(message.shown.values())) if statement.by_name else ()
    if len({*statement.numbers} & {*pair}) == len(statement.numbers) < len({*pair}):
        return (pair, None) if 0 not in pair else ((), ask(UnclearKind.NO_NUMBER, (), statement, message))
    if not statement.by_name and len(statement.numbers) == 1 and statement.numbers[0] not in message.called:
        named, clear = naming.meant(
            re.split("[,，。;；]", statement.body.strip(), maxsplit=1)[0],
            naming.beside_figures(statement.numbers, statement.body, list(message.shown.values())),
        )
        if clear and statement.numbers[0] not in named and names.strongly(statement.body, message.shown, named[0]):
            both = (*statement.numbers, *named)
            return (), ask(UnclearKind.AMBIGUOUS, both, statement, message)
    return statement.numbers, None


def _of_context(
    statement: Statement, parts: Sequence[Statement], message: Message
) -> tuple[tuple[int, ...], Unclear | None]:
    """The one task that is near, unless the words fit another one as well."""
    if len(message.near) != 1 or (message.is_report and len(message.shown) > 1):
        named = {number for part in parts for number in part.numbers}
        hinted, asked = _hinted(statement, message)
        apart = bool(hinted) and message.read(statement, hinted[0]).percent is None
        if not named or (apart and not set(hinted) & named and not _is_deed_of(statement.body, hinted[0], message)):
            return hinted, asked
        if not message.is_report and happenings.tells(statement.body):  # said beside another task, but of which?
            left = tuple(number for number in message.listed if not any(number in part.numbers for part in parts))
            return (), ask(UnclearKind.NO_NUMBER, left if len(left) == 1 else (), statement, message)
        return (), _without_number(statement, message)
    others, _ = naming.meant(statement.body, list(message.shown.values()))
    if others and message.near[0] not in others:
        return (), _without_number(statement, message)
    return message.near, None


def _is_deed_of(body: str, number: int, message: Message) -> bool:
    """Whether all that hints at a task is what was done: 检查了9个小区 may go on about the task named before it."""
    deed = _DEED.match(body)
    return deed is not None and deed["deed"] in message.shown[number].title


_DEED = re.compile(r"\W*(?:已经?|又|也|还|先)?(?P<deed>[\u4e00-\u9fff]{2})[了过完]")


def _hinted(statement: Statement, message: Message) -> tuple[tuple[int, ...], Unclear | None]:
    """The one task of the list that the words hint at, where none is named clearly; others are asked about."""
    tasks = list(message.shown.values())
    named, clear = naming.meant(statement.body, tasks)
    number = None if message.is_report else hints.sole(statement.body, tasks, named)
    if number is None or not message.shown[number].listed:
        return (), _without_number(statement, message)
    before = [each.number for each in tasks if each.just_said]
    if before and number not in before and not clear:
        return (), ask(UnclearKind.NO_NUMBER, (*before, number), statement, message)
    if message.read(statement, number).kind in (None, AnswerKind.RECEIVED, AnswerKind.NOT_OURS):
        return (), _without_number(statement, message)
    return (number,), None


def _swept(
    statement: Statement, parts: tuple[Statement, ...], message: Message
) -> tuple[tuple[int, ...], Unclear | None]:
    """全部, 除…外, 其余: all that is listed and not named.

    其余 leaves out what was said before. Words are no figures, so what asks for figures is left out of 推进中.
    """
    if statement.scope is Scope.ALL and any(each.near for each in message.shown.values()):
        return message.near, None
    named = {number for part in parts for number in part.numbers}
    for part in parts:  # 空中线缆20 底数70 其他没动静
        body = naming.BLANKED.split(part.body)[0] if part is statement else part.body
        named |= naming.begun_with(body, list(message.listed.values())) if statement.scope is Scope.REST else set()
    meant = [each for number, each in sorted(message.listed.items()) if number not in named]
    if statement.scope is Scope.REST:
        left = [each for each in meant if not each.answered]
        if statement.count is not None and statement.count not in (len(meant), len(left)):
            return (), _without_number(statement, message)
        meant = left
    if len(meant) > 1 and message.read(statement, None).kind is AnswerKind.PROGRESS:
        meant = [each for each in meant if not each.indicator] or meant
    numbers = tuple(each.number for each in meant)
    return numbers, None if numbers else _without_number(statement, message)


def _without_number(statement: Statement, message: Message) -> Unclear:
    reading = message.read(statement, None)
    if reading.kind is not None or reading.lack is UnclearKind.LATER:
        return ask(UnclearKind.NO_NUMBER, _by_title(statement, message), statement, message)
    kind = UnclearKind.NOT_AN_ANSWER if reading.lack is UnclearKind.NO_STATE else reading.lack
    return Unclear(kind, (), message.text(statement))


def _by_title(statement: Statement, message: Message) -> tuple[int, ...]:
    """The tasks that the words may name, to be offered alone."""
    return tuple(sorted(naming.meant(statement.body, list(message.shown.values()))[0]))


def ask(kind: UnclearKind, numbers: tuple[int, ...], statement: Statement, message: Message) -> Unclear:
    reading = message.read(statement, None)
    shown = [message.shown[number] for number in numbers if number in message.shown]
    options = options_for(reading, shown or list(message.shown.values()))
    return Unclear(kind, numbers, message.text(statement), options)


def options_for(reading: Reading, shown: Sequence[Shown]) -> tuple[AnswerKind, ...]:
    """What to offer: the state that was said, else the common ones; 申请办结 only to a consolidating unit."""
    kinds = _COMMON if reading.kind is None else (reading.kind,)
    closing = bool(shown) and all(each.can_close for each in shown)
    return tuple(AnswerKind.CLOSURE if closing and kind is AnswerKind.DONE else kind for kind in kinds)
