"""Names as rows, read in one statement each: those that a text may hold, and those behind filters.

What a text says is held against the names by the database, so that a question or an answer does not read the
register: a unit or a person is read where the text holds a character of their name, a task or an indicator where it
holds two characters of it in a row, an indicator also where the text holds its
measure. ``language.questions`` decides what is meant.
"""

import json
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import (
    JSON,
    BindParameter,
    ColumnElement,
    CompoundSelect,
    String,
    bindparam,
    cast,
    func,
    literal,
    null,
    select,
    union_all,
)
from sqlmodel import Session

from tasks_db.language.questions import Filters, pairs, signs
from tasks_db.register.queries import Named, Scope
from tasks_db.register.queries.vocabulary import Names
from tasks_db.register.unit_names import Known
from tasks_db.store import models
from tasks_db.store.lean import Statement, columns, is_server, rows, table_of
from tasks_db.terms import GONE, PlanStage, UnitKind

_UNIT, _ALIAS = columns(models.Unit), columns(models.UnitAlias)
_PERSON, _SEAT, _TENURE = columns(models.Person), columns(models.Seat), columns(models.Tenure)
_PLAN, _TASK, _INDICATOR = columns(models.Plan), columns(models.Task), columns(models.Indicator)
_SHARE, _MEETING = columns(models.Assignment), columns(models.JointMeeting)

Condition = ColumnElement[bool]


def names_for(session: Session, text: str, scope: Scope) -> Names:
    """Return the names that somebody who sees so much may mean by a text; their own units are among them always."""
    bound = {"signs": json.dumps(signs(text)), "pairs": json.dumps(pairs(text)), "text": text}
    statement = _names(on_server=is_server(session), all_tasks=scope.all)
    found: dict[str, list[Any]] = {}
    for kind, *fields in session.connection().execute(statement, {**bound, "own": list(scope.unit_ids)}):
        found.setdefault(kind, []).append(fields)
    spellings: dict[int, list[str]] = {}
    for unit_id, name, *_ in found.get("alias", ()):
        spellings.setdefault(unit_id, []).append(name)
    lists = [json.loads(stored) for _, stored, *_ in found.get("leaders", ())]
    return Names(
        units=tuple(
            Known(unit_id, name, UnitKind.of(kind), tuple(spellings.get(unit_id, ())))
            for unit_id, name, kind, _ in found.get("unit", ())
        ),
        leaders=tuple(dict.fromkeys(name for names in lists for name in names)),
        plans=tuple((plan_id, title) for plan_id, title, *_ in found.get("plan", ())),
        sections=tuple(section for _, section, *_ in found.get("section", ())),
        tasks=tuple((task_id, title, code, content) for task_id, title, code, content in found.get("task", ())),
        indicators=tuple((one, name, seq, measure) for one, name, seq, measure in found.get("indicator", ())),
        people=tuple((name, unit_id) for unit_id, name, *_ in found.get("person", ())),
        cancelled=tuple((one, int(plan), seq, title) for one, plan, seq, title in found.get("cancelled", ())),
    )


def titles_for(session: Session, text: str) -> list[str]:
    """Return the titles, of tasks of plans in force, that hold two characters of a text in a row."""
    found = rows(session, _titles(on_server=is_server(session)), {"pairs": json.dumps(pairs(text))})
    return [row.title for row in found]


def title_of(session: Session, plan_id: int, seq: str) -> str | None:
    """Return the title of a task of a plan in force by the plan's number and its own; None where there is none."""
    wanted = _live(), _TASK.plan_id == plan_id, _TASK.seq == seq
    found = rows(session, select(_TASK.title).where(*wanted))
    return found[0].title if found else None


@cache
def _titles(*, on_server: bool) -> Statement:
    wanted = _live(), _TASK.indicator_id.is_(None), _Held(on_server=on_server).pairs(_TASK.title)
    return select(_TASK.title).where(*wanted).order_by(_TASK.id)


@cache
def _names(*, on_server: bool, all_tasks: bool) -> CompoundSelect[*tuple[Any, ...]]:
    held = _Held(on_server=on_server)
    own: BindParameter[Any] = bindparam("own", expanding=True)
    jurisdiction = select(_MEETING.jurisdiction_id).order_by(_MEETING.id).limit(1).scalar_subquery()
    matching = held.signs(_UNIT.name) | held.whole(_UNIT.name) | (_UNIT.kind == UnitKind.GROUP)
    also_spelt = select(_ALIAS.unit_id).where(held.signs(_ALIAS.name) | held.whole(_ALIAS.name))
    # the name of a unit that was merged is another one's by now, and means that one alone
    is_own = _UNIT.ended_on.is_(None) | _UNIT.name.not_in(select(_ALIAS.name))
    units = select(_UNIT.id).where(
        _UNIT.jurisdiction_id == jurisdiction, is_own, matching | _UNIT.id.in_(also_spelt) | _UNIT.id.in_(own)
    )
    mine = select(_SHARE.task_id).where(_SHARE.unit_id.in_(own), _SHARE.ended_at.is_(None))
    seen = _live() if all_tasks else _live() & _TASK.id.in_(mine)
    leaders = cast(_TASK.leaders, String)
    sitting = (
        table_of(models.Person)
        .join(table_of(models.Tenure), _TENURE.person_id == _PERSON.id)
        .join(table_of(models.Seat), _SEAT.id == _TENURE.seat_id)
    )
    first = func.min(_TASK.id)
    code = cast(_TASK.plan_id, String) + "-" + _TASK.seq
    parts = (
        _part("unit", _UNIT.id, _UNIT.name, cast(_UNIT.kind, String)).where(_UNIT.id.in_(units)),
        _part("alias", _ALIAS.unit_id, _ALIAS.name).where(_ALIAS.unit_id.in_(units)),
        _part("plan", _PLAN.id, _PLAN.title).where(_in_force()),
        _part("section", first, _TASK.section).where(seen, _TASK.section.is_not(None)).group_by(_TASK.section),
        _part("leaders", first, leaders).where(seen, leaders != "[]").group_by(leaders),
        _part("indicator", _INDICATOR.id, _INDICATOR.name, _INDICATOR.seq, _INDICATOR.measure).where(
            _INDICATOR.plan_id.in_(select(_PLAN.id).where(_in_force())),
            held.pairs(_INDICATOR.name) | held.whole(_INDICATOR.measure),
        ),
        _part("person", _SEAT.unit_id, _PERSON.name)
        .select_from(sitting)
        .where(held.signs(_PERSON.name))
        .group_by(_SEAT.unit_id, _PERSON.name),
        _part("task", _TASK.id, _TASK.title, code, _TASK.content).where(
            seen,
            _TASK.indicator_id.is_(None),
            held.pairs(_TASK.title) | held.pairs(_TASK.content) | held.whole(code),
        ),
        _part("cancelled", _TASK.id, _TASK.plan_id, _TASK.seq, _TASK.title).where(
            _cancelled(), held.pairs(_TASK.title) | held.whole(_TASK.seq)
        ),
    )
    return union_all(*parts).order_by("kind", "id")


def _part(kind: str, key: Any, *words: Any) -> Statement:  # noqa: ANN401 - columns
    """One kind of name: the key, and up to three words."""
    padded = [*words, *[null()] * (3 - len(words))]
    labelled = [cast(word, String).label(f"word{n}") for n, word in enumerate(padded)]
    return select(literal(kind).label("kind"), key.label("id"), *labelled)


class _Held:
    """What a text holds: its characters, its pairs of characters, and itself; bound when the statement is run."""

    def __init__(self, *, on_server: bool) -> None:
        self._on_server = on_server

    def signs(self, name: Any) -> Condition:  # noqa: ANN401 - a column
        return self._any_of("signs", name)

    def pairs(self, words: Any) -> Condition:  # noqa: ANN401 - a column
        return self._any_of("pairs", words)

    def whole(self, name: Any) -> Condition:  # noqa: ANN401 - a column
        return self._at(bindparam("text", type_=String()), name) > 0

    def _any_of(self, bound: str, words: Any) -> Condition:  # noqa: ANN401 - a column
        listed = bindparam(bound, type_=String())
        on_server = func.json_array_elements_text(cast(listed, JSON))
        pieces = (on_server if self._on_server else func.json_each(listed)).table_valued("value")
        return select(literal(1)).select_from(pieces).where(self._at(words, pieces.c.value) > 0).exists()

    def _at(self, words: Any, piece: Any) -> ColumnElement[int]:  # noqa: ANN401 - columns
        return func.strpos(words, piece) if self._on_server else func.instr(words, piece)


def _in_force() -> Condition:
    condition: Condition = _PLAN.stage == PlanStage.DISPATCHED
    return condition


def _live() -> Condition:
    """The tasks that count, of plans that ask."""
    asking = _TASK.plan_id.in_(select(_PLAN.id).where(_in_force()))
    condition: Condition = asking & _TASK.candidate.is_(False) & _TASK.cancelled_at.is_(None)
    return condition


def _cancelled() -> Condition:
    """The tasks that were cancelled, of plans that are in use."""
    used = _TASK.plan_id.in_(select(_PLAN.id).where(_PLAN.stage.not_in(GONE)))
    condition: Condition = (
        used & _TASK.candidate.is_(False) & _TASK.cancelled_at.is_not(None) & _TASK.indicator_id.is_(None)
    )
    return condition


def titles_in_force(session: Session) -> list[str]:
    """Return the titles of all tasks that count, of plans that ask."""
    return [row[0] for row in rows(session, select(_TASK.title).where(_live()))]


def behind(session: Session, filters: Filters) -> Named:
    """Return the names behind filters, in one statement; in none where they name nothing."""
    units = (*filters.unit_ids, *filters.without)
    plans = (filters.plan_id,) if filters.plan_id is not None else ()
    asked = (
        ("plan", _PLAN.id, _PLAN.title, plans),
        ("unit", _UNIT.id, _UNIT.name, units),
        ("task", _TASK.id, _TASK.title, filters.task_ids),
        ("indicator", _INDICATOR.id, _INDICATOR.name, filters.indicator_ids),
    )
    parts = [_part(kind, key, name).where(key.in_(ids)) for kind, key, name, ids in asked if ids]
    found: dict[str, dict[int, str]] = {kind: {} for kind, *_ in asked}
    if parts:
        for kind, key, name, *_ in session.execute(union_all(*parts)):
            found[kind][key] = name
    return Named(found["plan"], found["unit"], found["task"], found["indicator"])


def leaders_and_sections(session: Session) -> tuple[Sequence[str], Sequence[str]]:
    """Return the leaders and the sections of all tasks of plans in force, which a button names by a digest."""
    in_force = _TASK.plan_id.in_(select(_PLAN.id).where(_in_force()))
    found: Mapping[str, dict[str, None]] = {"leader": {}, "section": {}}
    for section, leaders in rows(
        session, select(_TASK.section, cast(_TASK.leaders, String)).where(in_force).distinct()
    ):
        found["leader"].update(dict.fromkeys(json.loads(leaders)))
        if section is not None:
            found["section"][section] = None
    return tuple(found["leader"]), tuple(found["section"])
