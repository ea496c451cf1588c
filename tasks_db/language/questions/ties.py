"""Readings that are as likely as each other, of which one answers the other as well."""

from collections.abc import Sequence
from dataclasses import replace

from tasks_db import lazy_re as re
from tasks_db.language import cues
from tasks_db.language.questions.hear import plainly
from tasks_db.language.questions.values import (
    NO_FILTERS,
    Asked,
    Aspect,
    Form,
    Order,
    Question,
    QuestionKind,
    Reading,
    Said,
    Sureness,
    Unknown,
    UnknownKind,
)

_OF_ONE_TASK = frozenset(
    {QuestionKind.TASK, QuestionKind.PROGRESS, QuestionKind.DUE, QuestionKind.TALLY, QuestionKind.CHANGES}
)
_TOLD_WITH_IT = _OF_ONE_TASK | {
    QuestionKind.UNREPORTED, QuestionKind.COORDINATION, QuestionKind.OVERDUE, QuestionKind.ASKED, QuestionKind.SIGNED
}  # fmt: skip
_LOOSE = frozenset({"role", "states", "since", "until"})
_SHORT = 24
_NAMES_SOMETHING = frozenset({UnknownKind.UNIT, UnknownKind.PERSON, UnknownKind.TASK})


def settled(asked: Asked, *, speaks_for_units: bool) -> Asked:
    """Return an utterance without the readings that another one answers: 我要报哪些 is 我的任务 rather than 到期的.

    The name of a figure may stand in the title of the plan; then the figure is meant.
    """
    kinds = {reading.wants.kind for reading in asked.readings}
    kept: tuple[Reading, ...] = ()
    of_own = kinds in ({QuestionKind.DUE, QuestionKind.MINE}, {QuestionKind.TALLY, QuestionKind.MINE})
    if of_own and speaks_for_units:  # 我手头几件事: the list has its count
        kept = tuple(one for one in asked.readings if one.wants.kind is QuestionKind.MINE)[:1]
    elif kinds == {QuestionKind.PROGRESS, QuestionKind.MINE} and speaks_for_units and _all_of_own(asked.readings):
        kept = tuple(one for one in asked.readings if one.wants.kind is QuestionKind.MINE)[:1]  # 我们要干啥
    elif kinds == {QuestionKind.UNREPORTED} and (of_unit := _of_a_unit(asked.readings)):
        kept = of_unit  # 消防报了没: it is units that report
    elif kinds == {QuestionKind.TASK, QuestionKind.UNREPORTED}:  # who has not reported, of one task
        kept = tuple(one for one in asked.readings if one.wants.kind is QuestionKind.UNREPORTED)
    elif kinds == {QuestionKind.TASK, QuestionKind.INDICATORS} and any(map(_of_every_figure, asked.readings)):
        of_tasks = tuple(one for one in asked.readings if one.wants.kind is QuestionKind.TASK)
        is_one = bool(only_task(replace(asked, readings=of_tasks)))  # 小区 is in many figures and many titles
        kept = (of_tasks if is_one else tuple(one for one in asked.readings if one not in of_tasks))[:1]
    elif kinds == {QuestionKind.SEATS, QuestionKind.VACANT}:  # why nobody can be reached is told with it
        kept = tuple(one for one in asked.readings if one.wants.kind is QuestionKind.VACANT)
    elif kinds == {QuestionKind.TALLY, QuestionKind.PROGRESS}:  # 承担几项，分别是什么: the list has its count
        kept = tuple(one for one in asked.readings if one.wants.kind is QuestionKind.PROGRESS)
    elif len(plain := _in_form(asked.readings)) == 1:
        kept = plain
    elif kinds == {QuestionKind.INDICATORS}:
        kept = _widest([one for one in asked.readings if _figures(one)])
    return replace(asked, readings=kept) if kept else asked


def _all_of_own(readings: Sequence[Reading]) -> bool:
    wants = [one.wants for one in readings]
    return all(isinstance(one, Question) and one.filters.narrow == {"mine"} for one in wants)


def _of_a_unit(readings: Sequence[Reading]) -> tuple[Reading, ...]:
    """The reading of a unit, where one word is the short name of it and stands in the title of a task."""
    narrow = [(one, one.wants.filters.narrow) for one in readings if isinstance(one.wants, Question)]
    units = tuple(one for one, names in narrow if names == {"unit_ids"})
    return units if len(units) == 1 and all(names in ({"unit_ids"}, {"task_ids"}) for _, names in narrow) else ()


def _widest(readings: Sequence[Reading]) -> tuple[Reading, ...]:
    """The reading of figures that holds those of all others: 小区数 may be that of one or of two."""
    ids = {one: set(_ids(one)) for one in readings}
    return tuple(one for one in readings if all(ids[one] >= other for other in ids.values()))[:1]


def _ids(reading: Reading) -> tuple[int, ...]:
    return reading.wants.filters.indicator_ids if isinstance(reading.wants, Question) else ()


def _in_form(readings: Sequence[Reading]) -> tuple[Reading, ...]:
    """The readings without those that differ from another in their form alone: 拉一下 may be a list or a file."""
    asked = [one.wants for one in readings if isinstance(one.wants, Question)]
    plain = {one for one in asked if one.form is Form.LIST}
    return tuple(
        one
        for one in readings
        if not isinstance(one.wants, Question)
        or one.wants in plain
        or replace(one.wants, form=Form.LIST) not in plain
    )


def _of_every_figure(reading: Reading) -> bool:
    wants = reading.wants
    return isinstance(wants, Question) and wants.kind is QuestionKind.INDICATORS and not wants.filters.indicator_ids


def _figures(reading: Reading) -> bool:
    return isinstance(reading.wants, Question) and bool(reading.wants.filters.indicator_ids)


def one_task(asked: Asked, unknown: tuple[Unknown, ...]) -> Question | None:
    """Return the one question of a single task that every reading comes to; None where there is none.

    Of one task everything fits one screen, so that nothing of what was not understood is lost.
    """
    readings = [one for one in asked.readings if not _figures(one)] or list(asked.readings)
    questions = [one.wants for one in readings if isinstance(one.wants, Question)]
    tasks = {one.filters.task_ids for one in questions}
    if not questions or len(questions) < len(readings) or asked.sureness is not Sureness.SURE:
        return None
    if len(tasks) != 1 or len(questions[0].filters.task_ids) != 1 or {one.kind for one in questions} - _TOLD_WITH_IT:
        return None
    return None if any(one.kind in _NAMES_SOMETHING for one in unknown) else questions[0]


def task_and_figure(asked: Asked) -> tuple[Question, Question] | None:
    """Return the questions of the one task and of the figures that words name alike: 电梯装了几台; None for others.

    Nobody who asks so tells the two apart, and both together fit one screen.
    """
    wants = [one.wants for one in asked.readings if isinstance(one.wants, Question)]
    figures = [one for one in wants if one.kind is QuestionKind.INDICATORS and one.filters.indicator_ids]
    tasks = [one for one in wants if one.kind in {QuestionKind.TASK, QuestionKind.PROGRESS}]
    alone = len({one.filters.task_ids for one in tasks}) == 1 and len(tasks[0].filters.task_ids) == 1
    if not alone or not figures or len(figures) + len(tasks) < len(asked.readings) or asked.unknown:
        return None
    return tasks[0], max(figures, key=lambda one: len(one.filters.indicator_ids))


def only_task(asked: Asked) -> tuple[int, ...]:
    """Return the one task that every reading is about, as ids; none where there is not exactly one."""
    wants = [one.wants for one in asked.readings]
    tasks = {one.filters.task_ids for one in wants if isinstance(one, Question)}
    one_each = len(tasks) == 1 and all(isinstance(one, Question) for one in wants)
    ids = next(iter(tasks), ())
    return ids if one_each and len(ids) == 1 else ()


_POINTS = re.compile(r"[这那该]一?[项个条件](?!月)|^它")
_LEAVES_OPEN = re.compile(
    r"什么时候|啥时候|何时|几号|哪天|还?剩几天|(?:哪个|哪位|什么|分管|责任)领导|归谁|责任单位|牵头|谁负责|谁在?管|(?:哪个|什么|哪家|哪些)单位"
)


def points(text: str) -> bool:
    """Return whether words are about what was told last: they point at it, or leave open what they are about."""
    return len(text) <= _SHORT and (_POINTS.search(text) is not None or _LEAVES_OPEN.search(text) is not None)


def is_put_as_question(text: str) -> bool:
    """Return whether a word or a mark of a text asks, whatever it is about."""
    plain = plainly(text)
    return cues.QUESTION.search(plain) is not None or cues.ASKS_BACK.search(plain) is not None


_WHO_SAID = re.compile("没报|没有报|未报|反馈|谁提|提出")


def of_the_last(text: str, asked: Asked | None, said: Said, *, speaks: bool) -> Question | None:
    """Return the question of the one task that was told of last, where words point at it and name nothing else.

    Words that only leave open what they are about are its question unless they are sure to ask something of their
    own. What is no question is none of it from somebody who ``speaks`` for a unit: 这项已完成 is a report.
    """
    last = said.question
    if last is None or len(last.filters.task_ids) != 1 or len(text) > _SHORT or (asked is None and speaks):
        return None
    its_own = _asks_its_own(asked, speaks=speaks)
    if _POINTS.search(text) is None and (_LEAVES_OPEN.search(text) is None or its_own):
        return None
    wants = [one.wants for one in asked.readings] if asked is not None else []
    named = [one for one in wants if isinstance(one, Order) or one.numbers or one.row or one.filters.narrow - _LOOSE]
    if named or (asked is not None and any(one.kind in _NAMES_SOMETHING for one in asked.unknown)):
        return None
    aspect = Aspect.UNITS if _WHO_SAID.search(text) else Aspect.FACTS
    return Question(QuestionKind.TASK, replace(NO_FILTERS, task_ids=last.filters.task_ids), aspect=aspect)


def _asks_its_own(asked: Asked | None, *, speaks: bool) -> bool:
    """Whether words ask something else; of 我的任务 nothing, where the asker has none (责任领导是谁)."""
    if asked is None or asked.sureness is not Sureness.SURE or not asked.readings:
        return False
    wants = asked.readings[0].wants
    kinds = _OF_ONE_TASK if speaks else _OF_ONE_TASK | {QuestionKind.MINE}
    return isinstance(wants, Question) and (wants.kind not in kinds or bool(wants.filters.narrow))


_COUNTED = re.compile(r"(?:好?几|多少|好多)[个户台处家栋条套座项]?(?P<what>[\u4e00-\u9fff]{2})")
_NO_FIGURE = frozenset({"任务", "事项", "单位", "天了", "时候"})


def counted(text: str) -> str | None:
    """Return what a question wants to have counted, as a plan has it behind its figure: 小区 of 要弄完几个小区."""
    found = _COUNTED.search(plainly(text))
    return found["what"] if found is not None and found["what"] not in _NO_FIGURE else None


def is_counted_in(content: str, what: str) -> bool:
    """Return whether the words of a task have a figure of what is counted: 年底前完成6个小区."""
    return re.search(rf"\d+[个户台处家栋条套座项]?{re.escape(what)}", content) is not None
