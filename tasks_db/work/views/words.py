"""A question or an order in words: what it comes to for whoever asks, or what they may mean."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import time, timedelta
from functools import cached_property

from config.clock import local_instant
from tasks_db.language import questions
from tasks_db.language.ended_words import Titled
from tasks_db.language.questions import (
    Asked,
    Aspect,
    Filters,
    Form,
    Order,
    OrderKind,
    Question,
    QuestionKind,
    Said,
    Sureness,
    Unknown,
    UnknownKind,
    Vocabulary,
    ties,
)
from tasks_db.lean_dataclass import dataclass
from tasks_db.register import authority, queries
from tasks_db.register.answers import Numbered
from tasks_db.register.authority import Right
from tasks_db.register.in_words import InWords, Option, TaskTold
from tasks_db.register.people import Address
from tasks_db.register.queries import Named
from tasks_db.register.queries.vocabulary import vocabulary
from tasks_db.register.refusals import AnswerRefused
from tasks_db.store import candidates, names
from tasks_db.work.context import Context, view
from tasks_db.work.ended import among
from tasks_db.work.post import conversation
from tasks_db.work.views import of_units
from tasks_db.work.views.queries import ANSWERS, Desk, answered
from tasks_db.work.views.said_before import before, of_one_row
from tasks_db.work.views.tasks_told import Found, printed, told, visible

_FEW_TASKS = 3
_A_FEW = 4
"""So many characters that were not understood are said, and the rest is answered; more are asked about."""

_LATELY = timedelta(days=14)
"""How far back 有什么变化 looks where no days are named."""

_LATEST = frozenset({QuestionKind.CHANGES})
_END_OF_DAY = time(23, 59, 59)
_WITHOUT_NAMES = frozenset(
    {QuestionKind.RANKING, QuestionKind.HELP, QuestionKind.PLEASANTRY, QuestionKind.MEETINGS, QuestionKind.HOLIDAYS}
)


@view(Right.ASK)
def in_words(
    ctx: Context,
    text: str,
    kind: QuestionKind | None = None,
    at: Address | None = None,
    ref: str | None = None,
    *,
    surely: bool = False,
) -> InWords | None:
    """Return what a text asks or orders, or None for a text that does neither.

    ``kind`` is what a command asks, whatever the words behind it. ``at`` is the conversation, whose last question a
    follow-up continues, and ``ref`` the message replied to, whose numbers are meant. ``surely``: the asker has said
    that it is a question, though it may be read as a report.
    """
    speaks = kind is None and not surely and authority.may(ctx.who, Right.ANSWER)
    if not questions.may_be_heard(text, speaks=speaks):
        return None
    desk = Desk.of(ctx)
    held = names.names_for(ctx.session, text, desk.scope)
    gone = [Titled(*row) for row in held.cancelled]
    if at is not None and kind is None and (told_of := among(ctx, text, at, gone)):
        return InWords(ended=told_of)
    known = vocabulary(held, authority.units_of(ctx.who))
    said = before(ctx, at) if at is not None else Said()
    if ties.points(text):
        said = of_one_row(desk, said)
    heard = questions.hear(text, known, ctx.today, said, speaks=speaks)
    words = _Words(desk, known, at, ref, said)
    if (pointed := ties.of_the_last(text, heard, said, speaks=speaks)) is not None and kind is None:
        return words.answer(pointed)
    found = words.comes_to(heard, kind) if heard is not None else None
    if speaks and found is not None and (own := words.with_its_figure(text, found)) is not None:
        return own
    if not speaks or desk.scope.all or (found is not None and not found.unknown):
        return found
    return _as_printed(words, text) or found


def _as_printed(words: "_Words", text: str) -> InWords | None:
    """What the issued plan says of one task that is not the asker's: whose it is, until when; never its progress."""
    if not ties.is_put_as_question(text):
        return None
    desk = words.desk
    known = vocabulary(names.names_for(desk.ctx.session, text, queries.EVERYTHING), words.known.own)
    heard = questions.hear(text, known, desk.ctx.today, speaks=True)
    task_ids = ties.only_task(heard) if heard is not None else ()
    told_of = printed(desk, candidates.of_ids(task_ids)) if task_ids else []
    question = Question(QuestionKind.TASK, Filters(task_ids=task_ids), aspect=Aspect.FACTS)
    return InWords(question, tasks=tuple(told_of), narrowed=True) if told_of else None


@dataclass(frozen=True)
class _Words:
    """What words come to, over everything that bears on it."""

    desk: Desk
    known: Vocabulary
    at: Address | None
    ref: str | None
    said: Said

    @cached_property
    def shown(self) -> Sequence[Numbered]:
        """The numbers that the asker has before them."""
        return conversation.shown(self.desk.ctx, self.at, self.ref) if self.at is not None else ()

    def comes_to(self, heard: Asked, kind: QuestionKind | None) -> InWords | None:
        """Return what was heard as an answer or an order, or as what to ask back; None where it is neither."""
        heard = ties.settled(heard, speaks_for_units=bool(self.known.own))
        best = heard.best
        unknown = self._bearing(heard, best)
        if kind is None and (pair := ties.task_and_figure(heard)) is not None:
            beside = answered(self.desk, pair[1].kind, pair[1].filters)
            return replace(self._of_tasks(pair[0], self.desk), figures=beside, narrowed=not self.desk.scope.all)
        one = ties.one_task(heard, unknown) if self._is_unclear(best, unknown) else None
        if one is not None and kind is None:
            told_of = replace(one, kind=QuestionKind.TASK, aspect=Aspect.FACTS)
            return replace(self._of_tasks(told_of, self.desk), unknown=unknown, narrowed=not self.desk.scope.all)
        meant = [self._as(kind, reading.wants) for reading in heard.readings]
        if self._is_unclear(best, unknown):
            offered = self._near(unknown, meant[0] if meant else None) if unknown else self._options(meant)
            found: InWords | None = InWords(_question(meant), options=tuple(offered))
        elif isinstance(meant[0], Order):
            found = self._ordered(meant[0])
        else:
            found = self.answer(meant[0]) if heard.sureness is Sureness.SURE else InWords(meant[0])
        is_open = heard.sureness is Sureness.OPEN
        narrowed = not self.desk.scope.all
        return found and replace(found, unknown=unknown, narrowed=narrowed, open=is_open)

    def _is_unclear(self, best: Question | Order | None, unknown: Sequence[Unknown]) -> bool:
        """Whether something has to be asked back: several readings, or words that the answer would leave out.

        A few characters are said beside the answer, as is what names no plan where there is one alone.
        """
        if best is None:
            return True
        if isinstance(best, Question) and best.kind not in {*ANSWERS, QuestionKind.TASK}:
            return False
        unknown = [one for one in unknown if one.kind is not UnknownKind.PLAN or len(one.near) > 1]
        named = any(one.kind is not UnknownKind.WORDS for one in unknown)
        return named or sum(len(one.text) for one in unknown) > _A_FEW

    def _ordered(self, order: Order) -> InWords | None:
        return InWords(order=self._resolved(order)) if self._may_order(order) else None

    def _may_order(self, order: Order) -> bool:
        """Whether orders are the asker's at all; a unit that speaks of an extension asks for it as an answer."""
        who = self.desk.ctx.who
        office = authority.is_office(who) or authority.is_convenor(who)
        return office or (order.kind is OrderKind.CHASE and authority.may(who, Right.COORDINATE))

    def _as(self, kind: QuestionKind | None, wants: Question | Order) -> Question | Order:
        if kind is None or isinstance(wants, Order):
            return wants
        return replace(wants, kind=kind)

    def _bearing(self, heard: Asked, best: Question | Order | None) -> tuple[Unknown, ...]:
        if isinstance(best, Question) and best.kind in _WITHOUT_NAMES:
            return ()
        return heard.unknown

    def _options(self, meant: Sequence[Question | Order]) -> Iterator[Option]:
        for one in meant:
            if isinstance(one, Question):
                filters = self._own(one.filters)
                yield Option(self._label(one.kind, filters), one.kind, filters)

    def _label(self, kind: QuestionKind, filters: Filters) -> str:
        return "、".join(self._names(filters)) or kind.value

    def _names(self, filters: Filters) -> tuple[str, ...]:
        """The names behind filters."""
        return queries.in_words(filters, self._named(filters))

    def _named(self, filters: Filters) -> Named:
        """The names behind filters: those that the text held, or else out of the rows (那财政局呢 names what was)."""
        known = Named.known_by(self.known)
        return known if known.holds(filters) else names.behind(self.desk.ctx.session, filters)

    def _near(self, unknown: Sequence[Unknown], best: Question | Order | None) -> Iterator[Option]:
        """What there is near the unknown names: the same question of each; else the question without the words."""
        asked = best if isinstance(best, Question) else Question(QuestionKind.PROGRESS)
        kind = asked.kind if asked.kind in ANSWERS else QuestionKind.PROGRESS
        units = {person.name: person.unit_id for person in self.known.people}
        units |= {unit.name: unit.id for unit in self.known.units}
        plans = {plan.title: plan.id for plan in self.known.plans}
        tasks = {task.title: task.id for task in self.known.tasks}
        named = False
        for one in unknown:
            for name in one.near:
                named = True
                if one.kind is UnknownKind.PERSON and name in self.known.leaders:
                    yield Option(name, kind, replace(asked.filters, leader=name))
                elif one.kind in {UnknownKind.UNIT, UnknownKind.PERSON}:
                    yield Option(name, kind, replace(asked.filters, unit_ids=(units[name],)))
                elif one.kind is UnknownKind.PLAN:
                    yield Option(name, kind, replace(asked.filters, plan_id=plans[name]))
                elif one.kind is UnknownKind.TASK:
                    yield Option(name, kind, replace(asked.filters, task_ids=(tasks[name],)))
        if not named and isinstance(best, Question) and kind is best.kind:
            turning = any(one.kind is UnknownKind.TURNING for one in unknown)
            filters = Filters() if turning else self._own(best.filters)
            yield Option("、".join(self._names(filters)), kind, filters)

    # answers

    def answer(self, asked: Question) -> InWords:
        """Return the answer to a question that is clear."""
        asked = self._settled(asked)
        desk = self.desk
        if asked.as_of is not None:
            desk = replace(desk, now=min(desk.now, local_instant(asked.as_of, _END_OF_DAY)))
        if asked.kind is QuestionKind.UNREPORTED and asked.filters.narrow == {"task_ids"}:
            return self._of_tasks(replace(asked, kind=QuestionKind.TASK, aspect=Aspect.UNITS), desk)
        if asked.kind is QuestionKind.TASK or self._is_of_one_task(asked):
            return self._of_tasks(asked, desk)
        if asked.aspect is Aspect.FACTS and of_units.is_of_own(asked, self.known.own) and (own := self._own_few()):
            return InWords(asked, tasks=tuple(told(desk, one, Aspect.FACTS) for one in own))
        if asked.kind is QuestionKind.SEATS and (units := of_units.tellable(desk, self._units(asked.filters))):
            return InWords(asked, seated=of_units.seated(desk.ctx, units))
        return self._listed_answer(asked, desk) if asked.kind in ANSWERS else InWords(asked)

    def _listed_answer(self, asked: Question, desk: Desk) -> InWords:
        """The rows of an answer; who leads 自然资源局牵头的那项 is told of the one task in it."""
        found = answered(desk, asked.kind, asked.filters, self._named(asked.filters))
        if asked.kind is QuestionKind.PROGRESS and asked.aspect is Aspect.FACTS and len(found.rows) == 1:
            of_row = replace(asked.filters, task_ids=(found.rows[0].task.task_id,))
            return self._of_tasks(replace(asked, kind=QuestionKind.TASK, filters=of_row), desk)
        return InWords(asked, answer=found)

    def with_its_figure(self, text: str, found: InWords) -> InWords | None:
        """The asker's own task that has the figure asked for in its words, with the figures of all; else None."""
        what = ties.counted(text) if found.kind is QuestionKind.INDICATORS and not found.open else None
        own = [one for one in self._own_few() if ties.is_counted_in(one.task.content or "", what)] if what else []
        if len(own) != 1 or what is None or found.answer is None:
            return None
        figures = replace(found.answer, rows=tuple(row for row in found.answer.rows if what in row.line.name))
        told_of = (told(self.desk, own[0], Aspect.FACTS),)
        return InWords(found.question, tasks=told_of, figures=figures, narrowed=True)

    def _own_few(self) -> list[Found]:
        """The open tasks of the asker's units, where they are so few that all can be told of; else none."""
        found = visible(self.desk, candidates.open_of_units(sorted(self.known.own))) if self.known.own else []
        return found if len(found) <= _FEW_TASKS else []

    def _own(self, filters: Filters) -> Filters:
        """Filters with the asker's own units in place of 我们; whoever has none is not narrowed by it."""
        if not filters.mine or filters.unit_ids:
            return replace(filters, mine=False) if filters.mine and not self.known.own else filters
        return replace(filters, mine=False, unit_ids=tuple(sorted(self.known.own)))

    def _settled(self, asked: Question) -> Question:
        kind, filters = asked.kind, self._own(asked.filters)
        own = set(filters.unit_ids) <= self.known.own and bool(self.known.own)
        if kind is QuestionKind.MINE and not self.known.own:
            kind = QuestionKind.PROGRESS
        if kind is QuestionKind.TALLY and own and filters.narrow == {"unit_ids"} and not self.desk.scope.all:
            kind = QuestionKind.MINE  # 我一共几项任务: with what is asked for its figures, as in the bundle
        if kind is QuestionKind.MINE and own:
            filters = replace(filters, unit_ids=())
        if asked.numbers and kind is not QuestionKind.TASK:
            found = self._by_seq(asked.numbers)
            filters = replace(filters, task_ids=tuple(one.task.id for one in found) or (0,))
        if asked.since_issue and filters.since is None:
            filters = replace(filters, since=self.desk.ctx.today - _LATELY)
        if kind in _LATEST and filters.since is None and filters.until is None and not filters.unit_ids:
            filters = replace(filters, since=self.desk.ctx.today - _LATELY)
        open_ended = not (filters.task_ids or filters.since or filters.leader or (own and filters.unit_ids))
        if kind is QuestionKind.DUE and asked.form is Form.LIST and open_ended:
            soon = filters.until or self.desk.ctx.today + queries.SOON
            filters = replace(filters, since=self.desk.ctx.today, until=soon)
        return replace(asked, kind=kind, filters=filters)

    def _units(self, filters: Filters) -> dict[int, str]:
        units = {**{unit.id: unit.name for unit in self.known.units}, **self._named(filters).units}
        shares = [a for one in self._by_id(filters.task_ids) for a in one.task.assignments]
        of_tasks = {a.unit_id: a.unit for a in shares if filters.role in {None, a.role}}
        named = {one: units[one] for one in filters.unit_ids if one in units}
        return named or {one: name for one, name in of_tasks.items() if one is not None}

    def _is_of_one_task(self, asked: Question) -> bool:
        """Whether all that is known of one task answers: whether it is late is told with its days."""
        filters = asked.filters
        beside = {"since", "until", "unit_ids"} if asked.kind is QuestionKind.OVERDUE else set()
        return (
            asked.kind in {QuestionKind.PROGRESS, QuestionKind.OVERDUE}
            and asked.form is Form.LIST
            and len(filters.task_ids) == 1
            and filters.narrow - beside == {"task_ids"}
        )

    def _of_tasks(self, asked: Question, desk: Desk) -> InWords:
        if asked.kind in {QuestionKind.PROGRESS, QuestionKind.OVERDUE}:
            asked = replace(asked, kind=QuestionKind.TASK, aspect=Aspect.WHY)
        named = self._by_id(asked.filters.task_ids)
        listed = self._listed(asked)
        by_seq = self._by_seq(asked.numbers)
        if by_seq and listed and {one.task.id for one in by_seq} != {one.task.id for one in listed}:
            return InWords(replace(asked, numbers=()), options=tuple(_which([*listed, *by_seq], asked.aspect)))
        found = named or listed or by_seq
        if not found and asked.filters.task_ids:
            told_of = printed(desk, candidates.of_ids(asked.filters.task_ids))
            return InWords(asked, tasks=tuple(told_of), narrowed=True)
        if not found:
            raise AnswerRefused(_not_found(asked, own=bool(self.known.own)))
        if len(found) > 1 and asked.aspect in {Aspect.CARD, Aspect.WHY}:
            filters = Filters(task_ids=tuple(one.task.id for one in found))
            again = replace(asked, kind=QuestionKind.PROGRESS, filters=filters, numbers=())
            return InWords(again, answer=answered(desk, QuestionKind.PROGRESS, filters))
        return InWords(asked, tasks=tuple(told(desk, one, asked.aspect) for one in found))

    def _by_id(self, task_ids: Sequence[int]) -> list[Found]:
        found = {one.task.id: one for one in visible(self.desk, candidates.of_ids(task_ids))} if task_ids else {}
        return [found[task_id] for task_id in task_ids if task_id in found]

    def _by_seq(self, numbers: Sequence[int]) -> list[Found]:
        found = visible(self.desk, candidates.of_seqs([str(number) for number in numbers])) if numbers else []
        return [one for number in numbers for one in found if one.task.seq == str(number)]

    def _listed(self, asked: Question) -> list[Found]:
        """The tasks behind numbers of the list that was shown last, where the asker may mean its numbers."""
        if asked.row is not None and self.said.question is not None and self.said.listed:
            return self._row_of_answer(self.said.question, asked.row)
        numbers = asked.numbers if asked.row is None else (asked.row,)
        if asked.row is None and not (self.known.own or self.said.listed):
            return []
        meant = [a for number in numbers for n, a, _ in self.shown if n == number]
        found = visible(self.desk, candidates.of_shares(meant)) if meant else []
        of_share = {a.id: one for one in found for a in one.task.assignments}
        return [of_share[a] for a in meant if a in of_share]

    def _row_of_answer(self, last: Question, row: int) -> list[Found]:
        """The task of a numbered line of the answer before, on whichever page it stands."""
        rows = answered(self.desk, last.kind, last.filters).rows
        task = getattr(rows[row - 1], "task", None) if 0 < row <= len(rows) else None
        return self._by_id([task.task_id]) if task is not None else []

    def _resolved(self, order: Order) -> Order:
        """An order with its tasks; raises AnswerRefused for numbers of several plans."""
        found = self._by_seq(order.numbers)
        if order.numbers and not found:
            raise AnswerRefused(f"没有编号为{'、'.join(map(str, order.numbers))}的任务。请核对编号，或写任务名称。")
        if len({one.task.seq for one in found}) < len(found):
            raise AnswerRefused("有几个方案都有这个编号的任务。请写任务名称再说一次。")
        return replace(order, task_ids=tuple(dict.fromkeys((*order.task_ids, *(one.task.id for one in found)))))


def _not_found(asked: Question, *, own: bool) -> str:
    """The sentence for a number behind which the asker sees no task."""
    if asked.row is not None:
        return f"刚才的清单里没有第{asked.row}条。"
    said = next(iter(asked.numbers), 0)
    if own:
        return f"最近的清单里没有第{said}项，方案第{said}项也不是贵单位的任务。发送“我的任务”看编号。"
    return f"没有编号为{said}的任务。可以写任务名称，例如“老化管网进展”。"


def _question(meant: Sequence[Question | Order]) -> Question | None:
    return next((one for one in meant if isinstance(one, Question)), None)


def _which(found: Sequence[Found], aspect: Aspect) -> Iterator[Option]:
    for task in {one.task.id: one.task for one in found}.values():
        filters = Filters(task_ids=(task.id,))
        yield Option(f"第{task.seq}项 {task.title}", QuestionKind.TASK, filters, task.id, aspect)


@view(Right.ASK)
def one_task(ctx: Context, task_id: int, aspect: str) -> TaskTold:
    """Return one task and what is asked of it, as a button carries it; raises AnswerRefused where it is not seen."""
    desk = Desk.of(ctx)
    found = next(iter(visible(desk, candidates.of_ids([task_id]))), None)
    if found is None:
        raise AnswerRefused("这项任务与贵单位无关，不能查看。发送 /mine 查看贵单位的任务。")
    known = next((one for one in Aspect if one == aspect), Aspect.CARD)
    return told(desk, found, known)
