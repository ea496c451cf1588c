"""What was said before: 那教育局呢, 下一页, 按单位, 导出 go on from the question before."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from tasks_db import lazy_re as re
from tasks_db.language.questions.cover import Cover, Names
from tasks_db.language.questions.readings import readings
from tasks_db.language.questions.rule import Word
from tasks_db.language.questions.sense import Sense
from tasks_db.language.questions.values import Form, Question, QuestionKind, Said

_SILENT: frozenset[Word] = frozenset(
    {Sense.FILL, Sense.TASK, Sense.UNIT, Sense.WHICH, Sense.WHETHER, Sense.SHOW, Sense.COUNT}
)
_STATES: frozenset[Word] = frozenset(
    {
        Sense.CLOSED,
        Sense.NOT_STARTED,
        Sense.ON_TRACK,
        Sense.BEHIND,
        Sense.STANDING,
        Sense.OPEN,
        Sense.UNDER_WAY,
        Sense.RED,
        Sense.YELLOW,
        Sense.GREEN,
    }
)
_NAMES: frozenset[Word] = frozenset(Names) - {Names.NUMBERS, Names.ROW, Names.PERCENT}
_NARROWING = _NAMES | _STATES | {Sense.MINE, Sense.LEAD, Sense.RESPONSIBLE}
_WITHOUT_FRAME = frozenset(
    {QuestionKind.HELP, QuestionKind.PLEASANTRY, QuestionKind.RANKING, QuestionKind.TASK, QuestionKind.MEETINGS}
)
_WHOSE, _WHEN = frozenset({"unit_ids", "leader", "mine"}), frozenset({"since", "until"})


_PAGE = re.compile(r"(?:请|再|看|翻|翻到|看看|看一下)*(?P<way>[下上])一?页(?:呢|吧|看看|的)?\W*")


def turns_page(text: str) -> int:
    """Return 1 for 下一页, -1 for 上一页 and 0 for any other words."""
    found = _PAGE.fullmatch(text.strip())
    return 0 if found is None else 1 if found["way"] == "下" else -1


def follow_up(found: Sequence[Cover], said: Said, today: date) -> Question | None:
    """Return the question before with what is said now in the place of what was said then; None for anything else."""
    if said.question is None or found[0].residue:
        return None
    figures = said.question.kind is QuestionKind.INDICATORS
    for cover in sorted(found, key=lambda one: figures and bool(one.named(Names.TASK))):  # 那电梯的呢, of a figure
        topics = {p.is_a for p in cover.pieces} - _SILENT
        follow = _turned(said.question, topics) or _narrowed(said.question, topics, cover, today)
        if follow is not None:
            return follow
    return None


def _turned(last: Question, topics: set[Word]) -> Question | None:
    """The same answer on another page or in another form."""
    wanted = topics - {Sense.THEN}
    if last.kind is QuestionKind.TASK:
        return None
    if wanted == {Sense.MORE}:
        return replace(last, page=last.page + 1)
    if wanted == {Sense.BACK}:
        return replace(last, page=max(last.page - 1, 0))
    if wanted == {Sense.FILE}:
        return replace(last, form=Form.FILE, page=0)
    return replace(last, form=Form.BY_UNIT, page=0) if wanted == {Sense.BY_UNIT} else None


def _narrowed(last: Question, topics: set[Word], cover: Cover, today: date) -> Question | None:
    """The same question of somebody or something else; what is not said anew stays."""
    narrowing = topics - {Sense.THEN}
    if Sense.THEN not in topics or not narrowing or not narrowing <= _NARROWING or last.kind in _WITHOUT_FRAME:
        return None
    kind = QuestionKind.PROGRESS if narrowing & _STATES and last.kind is not QuestionKind.DUE else last.kind
    asked = next((one.wants for one in readings("", [cover], today, only=kind)), None)
    if not isinstance(asked, Question):
        return None
    anew = asked.filters
    changes = {name: getattr(anew, name) for name in anew.narrow}
    if _WHOSE & changes.keys():
        changes = {"unit_ids": (), "leader": None, "mine": False} | changes
    if _WHEN & changes.keys():
        changes = {"since": None, "until": None} | changes
    return replace(last, kind=kind, filters=replace(last.filters, **changes), page=0)
