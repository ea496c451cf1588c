"""Statements told apart by the tasks that their clauses name: 质量检查已完成，电梯没完成 speaks of two tasks."""

from collections.abc import Iterator, Sequence
from dataclasses import field, replace
from itertools import pairwise

from tasks_db import lazy_re as re
from tasks_db.language import activity, cues, hints
from tasks_db.language.names import CLEAR, INDICATOR, Named, covers, named
from tasks_db.language.numerals import percents
from tasks_db.language.references import Scope, Statement
from tasks_db.language.values import Shown
from tasks_db.lean_dataclass import dataclass

_CLAUSE = re.compile(r"[^,，。;；!！\n]+[,，。;；!！\n]*")
_BARE_STATE = re.compile(
    rf"(?:[\u4e00-\u9fff]{{1,2}}(?=\s))?\s*(?:[这那]?[一两二三四五几]?[项个块])?(?:都|也|均|暂)*(?:{cues.STATE_START.pattern})"
)
_COUNTS = re.compile(r"\s*(?:[一二三四五六七八九十]是|首先|其次|再次|另外|还有|此外|第[一二三](?=[,，]))[,，]?")
_HEADING = re.compile(r"\s*(?P<name>[\u4e00-\u9fff]{2,10}?)\s*[:：](?!\d)")
_OPENING = re.compile(r"\s*(?P<name>[\u4e00-\u9fff]{2,40}?)\s*(?:任务|工作)?\s*[:：]")
_SHORT_HEADING = 10
"""A longer heading is one only if it is the name of its task and nothing else."""
_FIELD = re.compile(
    "[让叫要]我?们?[报回说反]|说$|回复|汇报|如下|困难|问题|原因|理由|措施|协调|下一?步|进展|进度|备注|说明|情况|其中|截[至止]"
)
_GOES_ON = re.compile(r"\s*(?:因为?|由于|受|理由|原因|鉴于|主要是|其中|目前|下一?步|预计|查处|排查)")
_DOES = re.compile(
    rf"(?:{cues.WORK.pattern}|配合|协助|会同|联合|参与|拖走?|清|拆|装|换|铺|挖|搬|送|交|报|发|拍|抓|请|让|催|问|找|用|把|将|[了过])"
)
"""A verb before a word of a title makes it what is worked upon: 配合拖走违停车46台 is not told of the car parks."""
_ONLY_NAMED = re.compile(
    r"\s*(?:关于|对于|至于)?(?P<name>[^,，。;；:：]{2,16}?)(?:[这那该此]?一?[项块]|[这那]个|方面|工作)\s*[,，]\s*"
)
"""打通消防通道一项，…: what follows up to the end of the sentence is told of it."""
_POINTED = re.compile(
    r"\s*(?P<name>(?:(?![这那][项个块])[\u4e00-\u9fff]){2,8}?)(?:[这那]一?[项个块边件头]|一项|这方面|的话|的事)"
    r"(?!别|[、和与及跟](?:[\u4e00-\u9fff]{2,8}(?:[这那]一?[项个块边件头]|一项|的)))"
)
_PROGRESS_OF = re.compile(
    r"\s*(?:目前|现在)?(?P<name>(?!施工|工程|建设|改造|整改|项目|工作|任务|总体|完成)[\u4e00-\u9fff]{2,4})(?:进度|进展)"
)
_SENTENCE_ENDS = re.compile(r"[。;；!！\n]")
_SUBJECT = 6
"""So far from its beginning the subject of a clause is looked for."""
_TOGETHER = re.compile(r"[^,，。;；]{0,4}(?:[、和与及跟]|还有|以及)[^,，。;；]{0,6}")
_STRONG, _CLEARLY_MORE = 3.0, 1.6


def meant(text: str, tasks: Sequence[Shown]) -> tuple[tuple[int, ...], bool]:
    """Return the tasks that a clause names, and whether it is clear that it names these."""
    found = named(text, tasks)
    clear = [one for one in found if one.score >= CLEAR]
    if not clear:
        return tuple(one.number for one in found), False
    listed = _listed(text, found) or _listed(text, clear)
    if listed:
        return tuple(one.number for one in listed), True
    if len(clear) == 1 or clear[0].score >= _CLEARLY_MORE * clear[1].score:
        return (clear[0].number,), True
    return tuple(one.number for one in clear), False


def begun_with(body: str, tasks: Sequence[Shown]) -> set[int]:
    """Return the tasks with some word of which a piece of a statement begins, however short it calls them."""
    found: set[int] = set()
    for piece in _PIECES.findall(" " + body):
        words = [one for one in named(piece, tasks) if one.start <= _AT_HEAD]
        found |= {one.number for one in words if one.score == max(each.score for each in words)}
    return found


_PIECES = re.compile(r"[\s,，。;；!！]([^\s,，。;；!！\d%]{2,})")
BLANKED = re.compile(r" {2,}")
"""Where the reference of a statement stood; before it stand words that were joined to it."""
_AT_HEAD = 2


def _listed(text: str, found: Sequence[Named]) -> tuple[Named, ...]:
    """管网和电梯都无变化 names both, each with words of its own, also where one is named more fully."""
    in_order = sorted(found, key=lambda one: one.start)
    together = len(in_order) > 1 and all(
        before.end <= after.start and _TOGETHER.fullmatch(text[before.end : after.start])
        for before, after in pairwise(in_order)
    )
    return tuple(in_order) if together else ()


def of_another(text: str, own: Sequence[str], others: Sequence[str]) -> str | None:
    """Return the title of a task of others that a text begins by pointing at; None where it names one of its own.

    Pointed at is what is named almost whole (底数排查我们走访了210栋), or opens the text with 那个 or what was done
    behind it (电梯那个，装了1台; 电梯装了2台).
    """
    tasks = [Shown(number, title, can_close=False) for number, title in enumerate(dict.fromkeys([*own, *others]))]
    clause = _CLAUSE.match(text.strip())
    found = named(clause.group(), tasks) if clause else ()
    theirs = set(range(len(dict.fromkeys(own))))
    if clause is None or not found or found[0].number in theirs or found[0].start > _SUBJECT:
        return None
    rival = max((one.score for one in named(text, tasks) if one.number in theirs), default=0.0)
    done = found[0].start == 0 and _DONE_TO.match(clause.group(), found[0].end)
    pointed = (done or _POINTED.match(clause.group())) and found[0].score >= CLEAR
    clear = (pointed or found[0].score >= _STRONG) and rival < CLEAR
    return tasks[found[0].number].title if clear and not _DOES.match(clause.group()) else None


def split(part: Statement, tasks: Sequence[Shown], *, headed: bool = False) -> tuple[Statement, ...]:
    """Cut a statement where its clauses turn to another task by name.

    A statement that began with a number lets go only of clauses that name another task strongly; if a mark stands
    behind the number, ``headed``, it is the task's as a whole, as it is behind a title with a colon.
    """
    if len(tasks) < 2 or part.doubtful or part.scope not in _CUT:  # noqa: PLR2004
        return (part,)
    if part.scope is Scope.NUMBERS and not part.by_name:
        tasks = beside_figures(part.numbers, part.body, tasks)
    cut = _Cut(part, tasks, owned=headed and part.scope is Scope.NUMBERS)
    for clause in _clauses(part.body, tasks):
        cut.take(clause)
    if all(not numbers for numbers, _, _ in cut.groups):
        return (part,)
    pieces = [_piece(part, *group) for group in cut.groups]
    return tuple(replace(each, doubtful=each.doubtful or at in cut.doubtful) for at, each in enumerate(pieces))


_DONE_TO = re.compile(
    r"[\u4e00-\u9fff]{0,4}(?:我们?|咱们?|俺们?|我[局镇办])[就只也主要]{0,2}(?:配合|协助)|(?:我们?|咱们?|俺们?|本|上个?[周月]|这个?[周月]|目前|现在|已经?|共|又|也|都)|[\u4e00-\u9fff]{1,2}[了过好完]|\d"
)
_CUT = frozenset({Scope.NONE, Scope.NUMBERS, Scope.ALL})
"""两项都收到，施工那项拨了1260万: behind what is said of all, a name tells of one."""


def beside_figures(numbers: Sequence[int], text: str, tasks: Sequence[Shown]) -> Sequence[Shown]:
    """Return the tasks that words behind a number may turn to: 6 …完工率47% is told of the sixth, not of a figure."""
    if "指标" in text:
        return tasks
    return [one for one in tasks if one.number in numbers or not one.title.startswith(INDICATOR)]


def _clauses(body: str, tasks: Sequence[Shown]) -> Iterator[re.Match[str]]:
    """The clauses of a statement; one without marks is cut where it points at a task by name."""
    for clause in _CLAUSE.finditer(body):
        turns = [turn for turn in _turns(clause, tasks) if turn > clause.start()]
        for start, end in pairwise([clause.start(), *turns, clause.end()]):
            piece = _ANYTHING.match(body, start, end)
            if piece is not None:
                yield piece


_ANYTHING = re.compile(".+", re.DOTALL)
_UNMARKED = 16
"""A clause of so many characters is likely spoken, or typed without marks."""
_POINTS = re.compile(r"(?P<gap>[\u4e00-\u9fff]{0,4}?)(?:[这那][个块边项件头]|的话|的事|方面)")


def _turns(clause: re.Match[str], tasks: Sequence[Shown]) -> list[int]:
    """Where a long clause points at a task by name."""
    text = clause.group()
    if len(text) < _UNMARKED:
        return []
    return sorted(
        clause.start() + one.start
        for one in named(text, tasks)
        if (points := _POINTS.match(text, one.end)) is not None and (one.score >= CLEAR or not points["gap"])
    )


@dataclass
class _Cut:
    """A statement on its way into groups of clauses, each with the tasks that it names."""

    part: Statement
    tasks: Sequence[Shown]
    groups: list[tuple[tuple[int, ...], int, int]] = field(default_factory=list)
    headed: bool = False
    """Whether the sentence began with a name alone, so that all of it is told of that task."""
    owned: bool = False
    """Whether what is read stands behind a title or a number with a colon, so that words of other titles are its."""
    doubtful: set[int] = field(default_factory=set)
    """The groups that may be told of either of two tasks."""

    def take(self, clause: re.Match[str]) -> None:
        """Put the next clause into the group before it, or begin another."""
        if opened := self._opened(clause.group()):
            self.owned = True
            again = self.groups and self.groups[-1][0] == opened
            self._go_on(clause) if again else self._begin(opened, clause)
        elif self.owned and self.groups and self._stays(clause):
            if either := self._either(clause):
                if set(self.groups[-1][0]) < set(either):
                    self.doubtful.add(len(self.groups))
                self._begin(either, clause)
            else:
                self._go_on(clause)
        elif self.headed:
            other = self._only_state(clause.group())
            self._begin(other, clause) if other else self._go_on(clause)
            self.headed = not other and _SENTENCE_ENDS.search(clause.group()) is None
        elif chosen := self._pointed_at(clause.group(), sentence=self._begins_sentence(clause)):
            self._begin(chosen, clause)
            self.headed = _ONLY_NAMED.fullmatch(clause.group()) is not None
        elif heading := self._heading(clause.group()):
            numbers = _of_heading(heading["name"], self.tasks)
            numbers = numbers or self._named(clause.group()[heading.end() :])  # 枕溪：底数排查走完5个小区
            of_number = self.part.scope is Scope.NUMBERS
            self._begin(numbers, clause) if not of_number and (numbers or self.groups) else self._turn(
                numbers, clause
            )
        else:
            self._turn(self._named(clause.group()), clause)

    def _opened(self, text: str) -> tuple[int, ...]:
        """The task with whose name and a colon a clause opens: 增设养老托育设施：选定用房4处 is told of it alone."""
        heading = _OPENING.match(text)
        numbers = _of_heading(heading["name"], self.tasks) if heading else ()
        if heading is None or not numbers:
            return ()
        task = next(one for one in self.tasks if one.number in numbers)
        if not covers(heading["name"], task) and (
            len(heading["name"]) > _SHORT_HEADING or _FIELD.search(heading["name"])
        ):
            return ()
        of_number = self.part.scope is Scope.NUMBERS and not self.part.by_name and not self.groups
        return () if of_number and numbers != self.part.numbers else numbers

    def _stays(self, clause: re.Match[str]) -> bool:
        """Whether a clause behind a heading is told of its task, as all are but those that point at another."""
        sentence = self._begins_sentence(clause)
        return not self._heading(clause.group()) and not (
            sentence and self._pointed_at(clause.group(), sentence=True)
        )

    def _either(self, clause: re.Match[str]) -> tuple[int, ...]:
        """The tasks of which a sentence behind a heading may be told, where it begins with the name of another.

        A state and nothing else is the other's: 闲置用房没进展.
        """
        text, before = clause.group(), self.groups[-1][0]
        if not self._begins_sentence(clause) or _DOES.match(text):
            return ()
        numbers, clear = meant(text, self.tasks)
        if not clear or set(numbers) & set(before):
            return ()
        words = [one for one in named(text, self.tasks) if one.number in numbers]
        if all(one.start > _AT_HEAD for one in words):
            return ()
        state = _BARE_STATE.match(text, max(one.end for one in words)) and not cues.COUNTED.search(text)
        return numbers if state else (*before, *numbers)

    def _only_state(self, text: str) -> tuple[int, ...]:
        """The other task of which a clause amid one's sentence tells a state and nothing else: 质量检查无变化."""
        numbers = self._named(text) if not cues.COUNTED.search(text) else ()
        words = [one for one in named(text, self.tasks) if one.number in numbers]
        if not words or set(numbers) & set(self.groups[-1][0]) or min(one.start for one in words) > _AT_HEAD:
            return ()
        return numbers if cues.NO_CHANGE.match(text, max(one.end for one in words)) else ()

    def _begins_sentence(self, clause: re.Match[str]) -> bool:
        return (
            bool(self.groups) and _SENTENCE_ENDS.search(self.part.body[: clause.start()].rstrip(" ")[-1:]) is not None
        )

    def _pointed_at(self, text: str, *, sentence: bool) -> tuple[int, ...]:
        """As 施工那个没变化, 打通消防通道一项; and 排查进度60%, where nothing was named before.

        Behind a number only a new sentence points at another task: 1签收。物业那项成立6个.
        """
        if self.part.scope is Scope.NUMBERS and not sentence:
            return ()
        pointed = _ONLY_NAMED.fullmatch(text) or _POINTED.match(text)
        pointed = pointed or (None if self.groups else _PROGRESS_OF.match(text))
        return _of_heading(pointed["name"], self.tasks) if pointed else ()

    def _heading(self, text: str) -> re.Match[str] | None:
        heading = _HEADING.match(text)
        return None if heading and _FIELD.search(heading["name"]) else heading

    def _turn(self, numbers: tuple[int, ...], clause: re.Match[str]) -> None:
        of_number, before = self.part.scope is not Scope.NONE, self.groups[-1][0] if self.groups else ()
        if not numbers and (other := self._of_other(clause.group(), before)):
            if len(other) > 1:
                self.doubtful.add(len(self.groups))
            self._begin(other, clause)
        elif not numbers and self.groups and self._may_leave(clause.group(), before):
            self._begin((), clause)
        elif not self.groups:
            self._begin(self.part.numbers if of_number else numbers, clause)
        elif not numbers or before == numbers or (before and not _is_subject(clause.group(), numbers, self.tasks)):
            self._go_on(clause)
        else:
            self._begin(numbers, clause)

    def _may_leave(self, clause: str, before: tuple[int, ...]) -> bool:
        """Whether a clause without a name may be told of another task than the one before it."""
        nameless = self.part.scope is Scope.NONE and _may_turn(clause, before, self.tasks)
        return nameless or (bool(before) and self._hints_at_another(clause, before))

    def _of_other(self, clause: str, before: tuple[int, ...]) -> tuple[int, ...]:
        """The tasks whose state a clause opens to tell without a name: another, or perhaps another behind a bare one.

        消防没动，联合检查等通知; 片区没动，施工等进场.
        """
        opened = hints.opens(clause, self.tasks) if before else None
        if opened is None or opened[0] in before:
            return ()
        told = self.part.body[slice(*self.groups[-1][1:])]
        bare = cues.COUNTED.search(told) is None and (cues.IDLE.search(told) or cues.NO_CHANGE.search(told))
        return (opened[0],) if opened[1] else (*before, opened[0]) if bare else ()

    def _hints_at_another(self, clause: str, before: Sequence[int]) -> bool:
        """Whether figures are told of a task that is only hinted at: 养老站40%，业委会新成立5个 are two tasks'."""
        if self.part.scope is Scope.NUMBERS or not (cues.COUNTED.search(clause) or percents(clause)):
            return False
        hinted = hints.sole(clause, self.tasks)
        return hinted is not None and hinted not in before

    def _named(self, clause: str) -> tuple[int, ...]:
        numbers, clear = meant(clause, self.tasks)
        if not clear:
            return ()
        if self.part.scope is Scope.NUMBERS and not self._has_turned:
            found = named(clause, self.tasks)
            if self.groups and set(numbers) < set(self.part.numbers) and cues.TOLD_OF_ALL.search(self.part.body):
                return numbers  # 123都收到，停车充电摸了一遍
            told = self.part.body[slice(*self.groups[-1][1:])] if self.groups else ""
            turns = found[0].start <= _AT_HEAD and activity.tells_no_news(told)  # 1和2没变 托育谈了两家
            if set(self.part.numbers) & {one.number for one in found} or (found[0].score < _STRONG and not turns):
                return self.part.numbers
        return numbers

    @property
    def _has_turned(self) -> bool:
        return bool(self.groups) and self.groups[-1][0] != self.part.numbers

    def _begin(self, numbers: tuple[int, ...], clause: re.Match[str]) -> None:
        self.groups.append((numbers, clause.start(), clause.end()))

    def _go_on(self, clause: re.Match[str]) -> None:
        numbers, start, _ = self.groups[-1]
        self.groups[-1] = (numbers, start, clause.end())


def _is_subject(clause: str, numbers: Sequence[int], tasks: Sequence[Shown]) -> bool:
    """Whether a clause speaks of a task, and does not only hold a word of its title: 查处违停车辆, 因2处用房未腾."""
    if _GOES_ON.match(clause):
        return False
    return any(
        one.number in numbers
        and (one.score >= _STRONG or (one.start <= _SUBJECT and not _DOES.search(clause[: one.start])))
        for one in named(clause, tasks)
    )


def _may_turn(clause: str, current: Sequence[int], tasks: Sequence[Shown]) -> bool:
    """Whether a share may be another task's: 施工进度50% behind words about something else."""
    numbers, _ = meant(clause, tasks)
    if not numbers and (short := _SHORT_AND_SHARE.match(clause)):
        fits = {one.number for one in tasks if short["name"] in one.title}
        return bool(fits) and not fits & set(current)
    return bool(numbers and percents(clause)) and not set(numbers) & set(current)


_SHORT_AND_SHARE = re.compile(
    r"\s*(?P<name>[\u4e00-\u9fff]{2,4}?)的?(?:进度|完成|做|已|到|了|差不多|大概|约)*\s*(?:\d{1,3}\s*%|[一二三四五六七八九]成)"
)
"""底数85%，平台60%，施工45%: a word of several names, with a share of its own, is told of none of those before it."""


def _of_heading(name: str, tasks: Sequence[Shown]) -> tuple[int, ...]:
    """As 用房：无 in a list of many: a heading names its task with fewer words."""
    found = named(name, tasks)
    if not found or (len(found) > 1 and found[0].score < _CLEARLY_MORE * found[1].score):
        return ()
    return (found[0].number,)


def _piece(part: Statement, numbers: tuple[int, ...], start: int, end: int) -> Statement:
    if part.scope is not Scope.NONE and numbers == part.numbers and (start == 0 or part.scope is not Scope.ALL):
        kept = " " * start + part.body[start:end]
        return (
            replace(part, end=part.start + end, body=kept)
            if start == 0
            else replace(
                part,
                start=part.start + start,
                words=part.start + start,
                end=part.start + end,
                body=part.body[start:end],
            )
        )
    counts = _COUNTS.match(part.body, start)
    begin = counts.end() if counts else start
    heading = _HEADING.match(part.body, begin) if numbers else None
    begin = heading.end() if heading else begin
    scope = Scope.NUMBERS if numbers else Scope.NONE
    return Statement(
        part.start + start, part.start + end, part.start + begin, " " * (begin - start) + part.body[begin:end],
        scope, numbers, by_name=bool(numbers),
    )  # fmt: skip
