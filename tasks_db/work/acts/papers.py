"""Papers of the office: 起草 → 核稿 → 签发 → 印发, each step by somebody at a moment; an issue is never changed."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from config.clock import local_date
from tasks_db.register import authority, papers
from tasks_db.register.authority import Right
from tasks_db.register.notice import NoticeText
from tasks_db.register.papers import PaperRecord
from tasks_db.register.refusals import PaperError
from tasks_db.store import models, people
from tasks_db.store import papers as rows
from tasks_db.store.keys import key
from tasks_db.terms import PaperState, SeatRole
from tasks_db.work import digesting, lettering, office_people
from tasks_db.work import meetings as steps
from tasks_db.work.context import Context, act
from tasks_db.work.keeping import keep
from tasks_db.work.moments import moment_of, refuse_unknown_plans
from tasks_db.work.post import outbox


@act(Right.PLAN)
def draft(
    ctx: Context,
    as_of: datetime | None = None,
    plan_ids: Collection[int] = (),
    *,
    corrects: int | None = None,
    meeting: str | None = None,
) -> PaperRecord:
    """Begin a paper at ``as_of``, by default now, of the plans named, by default of every one that a body handed out.

    With ``corrects`` it corrects that issue: same plans, same moment, same period, held against it. ``meeting`` names
    the body where the plans do not. Raises PlanError for a moment that has not come and for a plan that is not handed
    out, PaperError for a correction of what was not issued.
    """
    corrected = _row(ctx, corrects, Right.PLAN) if corrects is not None else None
    meeting_id = corrected.meeting_id if corrected is not None else digesting.body_id(ctx, plan_ids, meeting)
    steps.require_in(ctx, steps.body(ctx, meeting_id), Right.PLAN)
    if corrected is not None and corrected.unit_id is not None:
        raise PaperError("函和单不出更正，有误请另发一份。")
    if corrected is not None and corrected.state is not PaperState.ISSUED:
        raise PaperError("这份通报还没有印发，不用更正；要改请退回起草。")
    plans = sorted(corrected.plan_ids if corrected is not None else plan_ids)
    moment = corrected.as_of if corrected is not None else moment_of(ctx, as_of)
    refuse_unknown_plans(ctx, plans)
    before = corrected or rows.last_issue(ctx.session, meeting_id, plans, moment)
    row = models.Paper(
        meeting_id=meeting_id,
        as_of=moment,
        plan_ids=plans,
        before_id=before.id if before is not None else None,
        corrects_id=corrects,
        drafted_at=ctx.now,
        drafted_by=ctx.by.person_id,
    )
    ctx.session.add(row)
    ctx.session.flush()
    ctx.note(PaperState.DRAFTED.zh, "paper", row.id, as_of=moment.isoformat(), plans=plans, corrects=corrects)
    return rows.record(ctx.session, row)


def _row(ctx: Context, paper_id: int, right: Right) -> models.Paper:
    """A paper's row, for somebody who has the right in its own body."""
    row = rows.get(ctx.session, paper_id)
    steps.require_in(ctx, steps.body(ctx, row.meeting_id), right)
    return row


@act(Right.PLAN)
def tick(ctx: Context, paper_id: int, report_ids: Sequence[int] | None) -> PaperRecord:
    """Choose the reports whose facts a draft tells; None leaves it to the rule. Raises PaperError for no draft."""
    row = _row(ctx, paper_id, Right.PLAN)
    papers.require_draft(rows.record(ctx.session, row))
    before, row.ticked = row.ticked, sorted(report_ids) if report_ids is not None else None
    ctx.session.add(row)
    ctx.note("选定进展", "paper", paper_id, before=before, after=row.ticked)
    return rows.record(ctx.session, row)


@act(Right.PLAN)
def adopt(ctx: Context, paper_id: int, content: bytes) -> PaperRecord:
    """Let the office's edited file take a paper's place; it is kept by its hash, and 核稿 begins anew.

    From then on what is downloaded, signed and issued is that file. Raises PaperError after 签发.
    """
    row = _row(ctx, paper_id, Right.PLAN)
    record = rows.record(ctx.session, row)
    papers.require_unsigned(record)
    return _other_file(ctx, row, "采用改稿", [[f"{record.label}（改稿）.docx", keep(ctx.files, content)]])


@act(Right.PLAN)
def set_aside(ctx: Context, paper_id: int) -> PaperRecord:
    """Let the register's own text take the place of an edited file again.

    Raises PaperError after 签发, and where there is no edited file.
    """
    row = _row(ctx, paper_id, Right.PLAN)
    record = rows.record(ctx.session, row)
    papers.require_unsigned(record)
    if record.edited is None:
        raise PaperError(f"{record.label}没有采用改稿，用的就是台账生成的稿子。")
    return _other_file(ctx, row, "改回台账稿", [])


def _other_file(ctx: Context, row: models.Paper, word: str, files: list[list[str]]) -> PaperRecord:
    """Whatever was read by whoever checked it stands no longer."""
    before, row.files = row.files, files
    row.state = PaperState.DRAFTED
    row.checked_at = row.checked_by = None
    ctx.session.add(row)
    ctx.note(word, "paper", row.id, before=before, after=files)
    return rows.record(ctx.session, row)


@act(Right.PLAN)
def check(ctx: Context, paper_id: int) -> PaperRecord:
    """核稿: the office has read the draft; who may sign it is told. Raises PaperError where it is no draft."""
    row = _row(ctx, paper_id, Right.PLAN)
    record = _step(ctx, row, PaperState.CHECKED)
    _tell(ctx, row, authority.RULES[Right.SIGN] or (), f"{_named(record)}已经核稿，等您签发。")
    return record


def _named(record: PaperRecord) -> str:
    return f"{record.label}（发往{record.unit}）" if record.unit else record.label


def _tell(ctx: Context, row: models.Paper, roles: Collection[SeatRole], text: str) -> None:
    """Tell those of a paper's own body who serve in these roles, but whoever acts."""
    bound = set(office_people.bound(ctx, roles))
    for person_id in people.people_in(ctx.session, row.meeting_id, tuple(roles), ctx.today):
        if person_id in bound and person_id != ctx.by.person_id:
            outbox.tell(ctx.session, person_id, text, ctx.now, ((("打开", papers.OPEN, (key(row.id),)),),))


@act(Right.SIGN)
def sign(ctx: Context, paper_id: int) -> PaperRecord:
    """签发 by a convenor or the office's head; the office is told that it may be issued.

    Raises PaperError before 核稿, and where the day is over until which it asks for all it asks for.
    """
    row = _row(ctx, paper_id, Right.SIGN)
    record = _step(ctx, row, PaperState.SIGNED)
    signed = record.step(PaperState.SIGNED)
    by = f"由{signed.by}" if signed is not None and signed.by else ""
    _tell(ctx, row, authority.OFFICE, f"{_named(record)}已{by}签发，可以印发。")
    return record


def _step(ctx: Context, row: models.Paper, wanted: PaperState) -> PaperRecord:
    record = rows.record(ctx.session, row)
    papers.require(record, wanted)
    if not record.is_letter and not record.files and wanted is not PaperState.CHECKED:
        _require_days_ahead(ctx, record, row)
    if wanted is not PaperState.ISSUED:  # that act has looked before it wrote what is kept
        lettering.require_owed(ctx, row)
    row.state = wanted
    setattr(row, f"{wanted.value}_at", ctx.now)
    setattr(row, f"{wanted.value}_by", ctx.by.person_id)
    ctx.session.add(row)
    ctx.note(wanted.zh, "paper", row.id)
    return rows.record(ctx.session, row)


def _require_days_ahead(ctx: Context, record: PaperRecord, row: models.Paper) -> None:
    last, first = digesting.days_to_answer(ctx, row.as_of, row.drafted_at)
    papers.require_days_ahead(record, last, ctx.today)
    if first <= ctx.today and digesting.of_paper(ctx, row).asks_first:
        papers.require_days_ahead(record, first, ctx.today)


@act(Right.PLAN)
def send_back(ctx: Context, paper_id: int) -> PaperRecord:
    """Take a paper that is checked or signed back to being drafted. Raises PaperError for a draft and an issue."""
    row = _row(ctx, paper_id, Right.PLAN)
    record = rows.record(ctx.session, row)
    papers.require_unlocked(record)
    if row.state is PaperState.DRAFTED:
        raise PaperError(f"{record.label}还在起草，可以直接改。")
    row.state = PaperState.DRAFTED
    row.checked_at = row.checked_by = row.signed_at = row.signed_by = None
    ctx.session.add(row)
    ctx.note("退回起草", "paper", paper_id)
    return rows.record(ctx.session, row)


@act(Right.PLAN)
def issue(
    ctx: Context,
    paper_id: int,
    number: int,
    files: Sequence[tuple[str, bytes]],
    value: Mapping[str, object],
    notice: NoticeText | None = None,
) -> PaperRecord:
    """印发: give a signed paper its number and keep its files and its value for good.

    ``files`` are rendered with ``number``; the unit to which a letter goes is told ``notice``. Raises PaperError
    before 签发, where another paper has taken the number meanwhile, and where the unit has answered what it asks for.
    """
    row = _row(ctx, paper_id, Right.PLAN)
    papers.require(rows.record(ctx.session, row), PaperState.ISSUED)
    lettering.require_owed(ctx, row)
    if row.signed_at is None:
        raise PaperError("这份公文没有签发日期，请退回起草后重新签发。")
    year = local_date(row.signed_at).year
    if number != rows.next_number(ctx.session, row, year):
        raise PaperError("编号刚被另一份公文用了，请再点一次“印发”。")
    row.year, row.number, row.value = year, number, dict(value)
    row.files = [[name, keep(ctx.files, content)] for name, content in files]
    issued = _step(ctx, row, PaperState.ISSUED)
    if row.unit_id is not None and notice is not None:
        lettering.tell(ctx, row.meeting_id, row.unit_id, notice)
        lettering.tell_copies(ctx, row, notice)
    return issued


@act(Right.PLAN)
def throw_away(ctx: Context, paper_id: int) -> str:
    """Throw a paper away that was not issued, and return what it was called. Raises PaperError for an issue."""
    row = _row(ctx, paper_id, Right.PLAN)
    record = rows.record(ctx.session, row)
    papers.require_unlocked(record)
    row.state = PaperState.DROPPED
    ctx.session.add(row)
    ctx.note("作废", "paper", paper_id, label=record.label)
    return record.label
