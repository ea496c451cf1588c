"""What waits for a decision of the office or of a convenor."""

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

from sqlmodel import col, select

from tasks_db.language.questions.cover import Names, told_by
from tasks_db.language.questions.names import pieces
from tasks_db.lean_dataclass import dataclass
from tasks_db.register import authority, codes, progress
from tasks_db.register.answers import Said, find_asked
from tasks_db.register.authority import Right
from tasks_db.register.queries import EVERYTHING
from tasks_db.register.queries.vocabulary import vocabulary
from tasks_db.register.recorded import Recorded, recorded
from tasks_db.register.refusals import AnswerRefused, NotAllowed
from tasks_db.register.reviews import decidable_by, not_taken_back, order
from tasks_db.store import audit, models, names, papers, plans, registers, reports
from tasks_db.store.keys import MAX_KEY, key
from tasks_db.store.reports import Loaded
from tasks_db.terms import AnswerKind, ReportStatus, Role
from tasks_db.work import pleas, stood_in
from tasks_db.work.context import Context, view

_LATELY, _LAST = timedelta(days=7), 12
"""What was accepted within these days stands on the page with the way to take it back."""


@view(Right.REVIEW)
def accepted_of(ctx: Context, unit: str, number: str) -> Said:
    """Return the last accepted report of a unit's task; raises AnswerRefused where there is none."""
    found = find_asked(registers.part(ctx.session, plans.of_seq(number)), unit, number)
    ids = [r.id for r in progress.standing_reports(found.assignment, ctx.now) if r.status is ReportStatus.ACCEPTED]
    if not ids:
        raise AnswerRefused(f"{found.assignment.unit}“{found.task.title}”没有已通过的反馈。待审核的见 /review。")
    return Loaded(ctx.session).said(ids[-1])


@view(Right.REVIEW)
def rests_on(ctx: Context, report_id: int) -> str | None:
    """Return the issued digest that may rest on an accepted report; None where none does."""
    said = Loaded(ctx.session).said(report_id)
    at = said.report.decided_at
    return papers.issued_since(ctx.session, at, said.plan.id) if at is not None else None


@view(Right.DECIDE)
def was_accepted(ctx: Context, report_id: int) -> bool:
    """Return whether the office has accepted a report and taken that back since (撤销审核)."""
    return any(one.action == "撤销审核" for one in audit.history(ctx.session, "report", report_id))


@view(Right.DECIDE)
def waiting(ctx: Context) -> tuple[Said, ...]:
    """Return the reports that wait for a decision of whoever asks, pleas and requests first; a convenor sees these.

    A 申请办结 is not among them while it is 待补齐: it comes by itself once everybody asked has reported (R7).
    """
    found = (one for one in _open(ctx) if not progress.is_incomplete(one.task, one.report, ctx.now))
    return stood_in.in_said(ctx, found)


@view(Right.DECIDE)
def incomplete(ctx: Context) -> tuple[Said, ...]:
    """Return the 申请办结 that wait for other units (待补齐): they may be returned like any other."""
    return stood_in.in_said(ctx, (one for one in _open(ctx) if progress.is_incomplete(one.task, one.report, ctx.now)))


def _open(ctx: Context) -> list[Said]:
    loaded = Loaded(ctx.session)
    loaded.fetch(reports.tasks_awaiting())
    found = (loaded.said(report_id) for report_id in reports.awaiting(ctx.session))
    return sorted((said for said in found if authority.may_decide(ctx.who, said.report.kind)), key=order)


@view(Right.DECIDE)
def named(ctx: Context, words: str) -> tuple[Said, ...]:
    """Return the undecided reports that words name, by unit or person, task and kind: 马致同打通消防通道的办结申请.

    Those that most of it fits; none where neither who said it nor its task is named.
    """
    known = vocabulary(names.names_for(ctx.session, words, EVERYTHING), ())
    found = list(pieces(words, known))
    tasks = set(told_by([piece for piece in found if piece.is_a is Names.TASK]))
    units = {one for p in found if p.is_a is Names.UNIT and isinstance(p.value, tuple) for one in p.value}
    return decidable_by(_open(ctx), words, tasks, units)


@view(Right.DECIDE)
def extensions_of(ctx: Context, whom: str, number: str) -> tuple[tuple[Said, ...], bool]:
    """Return the extensions that wait of whoever is named, a unit or a person, and of the task of a number or code.

    Each may be left empty. The last value is whether ``whom`` is a unit that the register knows.
    """
    known = vocabulary(names.names_for(ctx.session, whom, EVERYTHING), ())
    named_units = (p.value for p in pieces(whom, known) if p.is_a is Names.UNIT and isinstance(p.value, tuple))
    units = {one for value in named_units for one in value}
    waits = (one for one in _open(ctx) if one.report.kind is AnswerKind.EXTENSION)
    found = tuple(
        one
        for one in waits
        if (not number or codes.goes_by(one.task, number))
        and (not whom or one.report.person in whom or one.assignment.unit_id in units)
    )
    return found, bool(units)


@view(Right.REVIEW)
def passed_lately(ctx: Context) -> tuple[tuple[Said, str, str], ...]:
    """Return what was accepted in the last days, the latest first, each with who did it.

    The last value is why it cannot be put back under review any more, empty where it can.
    """
    report = models.Report
    query = (
        select(report.id, models.Person.name)
        .join(models.Person, col(models.Person.id) == col(report.decided_by))
        .where(report.status == ReportStatus.ACCEPTED, col(report.decided_at) >= ctx.now - _LATELY)
        .order_by(col(report.decided_at).desc(), col(report.id).desc())
        .limit(_LAST)
    )
    loaded = Loaded(ctx.session)
    found = []
    for report_id, by in ctx.session.exec(query).all():
        said = loaded.said(key(report_id))
        at = said.report.decided_at or ctx.now
        found.append((said, by, not_taken_back(said, papers.issued_since(ctx.session, at, said.plan.id))))
    return tuple(found)


@view(Right.DECIDE)
def following(ctx: Context, report_id: int) -> Said | None:
    """Return what waits behind a report in the queue, whether that one is decided by now or not; None at its end."""
    here = order(Loaded(ctx.session).said(report_id))
    return next((said for said in waiting(ctx) if order(said) > here), None)


@view(Right.DECIDE)
def one(ctx: Context, report_id: int) -> Said:
    """Return one report for a decision; raises AnswerRefused for a convenor where it is not theirs."""
    said = Loaded(ctx.session).said(report_id)
    authority.require_decider(ctx.who, said.report.kind)
    return stood_in.in_said(ctx, [said])[0]


@view(Right.REVIEW)
def recorded_reports(ctx: Context) -> tuple[Recorded, ...]:
    """Return every report of the plans that are handed out, withdrawn ones and drafts too, by number."""
    return tuple(recorded(registers.load(ctx.session)))


@view(Right.DECIDE)
def evidence(ctx: Context, report_ids: Sequence[int]) -> dict[int, list[tuple[int, str]]]:
    """Return the files of evidence of some reports, each as its number and its name, by the report."""
    found: dict[int, list[tuple[int, str]]] = {}
    row = models.Evidence
    query = select(row).where(col(row.report_id).in_(report_ids)).order_by(col(row.id))
    for one in ctx.session.exec(query):
        found.setdefault(key(one.report_id), []).append((key(one.id), one.file_name))
    return found


@view(Right.DECIDE)
def evidence_file(ctx: Context, number: int) -> tuple[str, Path]:
    """Return what a file of evidence is called and where it lies; raises AnswerRefused where there is none.

    Whoever may not decide of the report that it proves gets none either.
    """
    row = ctx.session.get(models.Evidence, number) if number <= MAX_KEY else None
    if row is None or row.report_id is None:
        raise AnswerRefused("没有这份佐证。请回到“审核”重新打开。")
    said = Loaded(ctx.session).said(row.report_id)
    if not authority.may_decide(ctx.who, said.report.kind):
        raise NotAllowed(authority.refusal(ctx.who, Right.REVIEW))
    return row.file_name, ctx.files / row.sha256


@dataclass(frozen=True, slots=True)
class Instead:
    """Which units a role of a task would have, were the one that is not responsible replaced by the one it names."""

    task_id: int
    role: Role
    names: tuple[str, ...]
    gone: str
    unit: str


@view(Right.REVIEW)
def instead(ctx: Context, report_id: int) -> Instead | None:
    """Return the units of a task without the one that it is not of (不属我单位), and with the one it names instead.

    None where it names none, or one that the registry does not know.
    """
    said = one(ctx, report_id)
    share, needs = said.assignment, said.report.needs
    known = pleas.called(ctx, needs) if needs and said.report.kind is AnswerKind.NOT_OURS else None
    if known is None:
        return None
    now = [a.printed for a in said.task.printed_assignments if a.role is share.role]
    names = (known.name if name == share.printed else name for name in now)
    return Instead(said.task.id, share.role, tuple(dict.fromkeys(names)), share.unit, known.name)
