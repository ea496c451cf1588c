"""What is said of tasks on its way into the register: decided answer by answer, written together."""

from collections.abc import Sequence
from secrets import token_hex

from tasks_db.lean_dataclass import dataclass
from tasks_db.register import progress
from tasks_db.register.answers import Said
from tasks_db.register.progress import SELF_EVIDENT, Given
from tasks_db.register.refusals import AnswerRefused
from tasks_db.store import models, reports
from tasks_db.store.reports import Loaded
from tasks_db.terms import ReportStatus
from tasks_db.work import measuring, pleas
from tasks_db.work.context import Context
from tasks_db.work.looking import keep, keep_all
from tasks_db.work.own import own_assignment

_FULL = 100


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who answers: ``entered_by`` the office's person who took a call (代录), ``link_id`` the link it came in by.

    ``sheet`` is the spreadsheet from which it was written down: 台账, 填报表.
    """

    person_id: int
    entered_by: int | None = None
    link_id: int | None = None
    sheet: str = ""


def take(
    ctx: Context,
    loaded: Loaded,
    assignment_id: int,
    due_id: int | None,
    given: Given,
    speaker: Speaker,
    *,
    draft: bool = False,
    replaces: int | None = None,
) -> Said:
    """Decide and write one answer; the report that says the same already comes back instead.

    ``replaces`` is the report that it corrects. Raises AnswerRefused.
    """
    decided = decide(ctx, loaded, assignment_id, due_id, given, speaker, draft=draft, replaces=replaces)
    return decided if isinstance(decided, Said) else write(ctx, loaded, [decided])[0]


def decide(
    ctx: Context,
    loaded: Loaded,
    assignment_id: int,
    due_id: int | None,
    given: Given,
    speaker: Speaker,
    *,
    draft: bool = False,
    replaces: int | None = None,
) -> models.Report | Said:
    """Return the row of an answer that may be taken, or the report that says the same already.

    ``due_id`` None is the earliest that the share owes; ``replaces`` is the report that this one corrects. Raises
    AnswerRefused.
    """
    if given.percent is not None and not 0 <= given.percent <= _FULL:
        raise AnswerRefused("进度要在0到100之间，请重新回复，例如：进度60%。")
    found = loaded.assigned(assignment_id)
    first = (
        progress.repeated(found.task, found.assignment, due_id, given, ctx.now, draft=draft)
        if replaces is None
        else None
    )
    if first is not None and found.task.cancelled_at is None:
        return loaded.said(first.id)
    if replaces is not None:
        before = loaded.said(replaces)
        if before.assignment.id != assignment_id:
            raise AnswerRefused("这条反馈是另一项任务的，不能这样替换。请直接重新回复。")
        found, due_id = before.without(ctx.now), due_id or before.due_id
    taken = progress.apply(found.task, found.assignment, due_id, given, ctx.now)
    if replaces is not None:
        take_back(ctx, loaded, replaces)
    status = ReportStatus.DRAFT if draft else ReportStatus.ACCEPTED if taken.decided else ReportStatus.SUBMITTED
    return models.Report(
        assignment_id=assignment_id,
        checkpoint_id=taken.checkpoint_id,
        person_id=speaker.person_id,
        entered_by=speaker.entered_by,
        link_id=speaker.link_id,
        form_key=f"{speaker.sheet} {token_hex(8)}" if speaker.sheet else None,
        at=ctx.now,
        called_on=given.called_on,
        kind=given.kind,
        percent=given.percent,
        text=given.text,
        problem=given.problem,
        needs=given.needs,
        expected=given.expected,
        new_date=given.new_date,
        status=status,
        decided_at=ctx.now if status is ReportStatus.ACCEPTED else None,
        replaces_id=replaces,
    )


def write(ctx: Context, loaded: Loaded, rows: Sequence[models.Report]) -> list[Said]:
    """Write answers as ``decide`` gave them, with their figures, their pleas and what the audit says of them."""
    written = keep_all(ctx, loaded, rows)
    noted: list[tuple[str, str, int, dict[str, object]]] = []
    for row, said in zip(rows, written, strict=True):
        measuring.keep_measurement(ctx, said)
        pleas.bring_to_office(ctx, said)
        changed = {"replaces": row.replaces_id} if row.replaces_id is not None else {}
        detail = {"task": said.task.id, "unit": said.assignment.unit, **changed}
        noted.append((row.kind.zh, "report", said.report.id, detail))
    ctx.note_all(noted)
    return written


def take_back(ctx: Context, loaded: Loaded, report_id: int) -> None:
    """Withdraw a report that nobody has reviewed; a draft leaves no trace. Raises AnswerRefused."""
    row = reports.get(ctx.session, report_id)
    if row.withdrawn_at is not None:
        raise AnswerRefused("这条反馈已经撤销过了。")
    if row.decided_at is not None and row.kind not in SELF_EVIDENT:
        raise AnswerRefused("办公室已经审核过这条反馈，不能撤销。如有变化，请直接再报一次。")
    before, row.status = row.status, ReportStatus.WITHDRAWN
    # a draft never stood, so taking it back leaves no trace in an earlier digest
    row.withdrawn_at = row.at if before is ReportStatus.DRAFT else ctx.now
    keep(ctx, loaded, row)
    ctx.note("撤销反馈", "report", report_id, before=before.zh, after=ReportStatus.WITHDRAWN.zh)


class Taking:
    """Answers of one message on their way into the register: decided one by one, written together."""

    def __init__(self, ctx: Context, loaded: Loaded) -> None:
        self._ctx, self._loaded = ctx, loaded
        self._speaker = Speaker(ctx.me.person_id)
        self._said: list[tuple[int, Said]] = []
        self._rows: list[tuple[int, models.Report]] = []

    def take(
        self, number: int, assignment_id: int, due_id: int, given: Given, *, replaces: int | None = None
    ) -> None:
        """Take an answer of the own unit under the number that it was given for; raises AnswerRefused."""
        if replaces is not None:
            self._write()
        self.fold(assignment_id)
        own_assignment(self._ctx, self._loaded, assignment_id)
        decided = decide(
            self._ctx, self._loaded, assignment_id, due_id or None, given, self._speaker, replaces=replaces
        )
        if isinstance(decided, Said):
            self._write()
            self._said.append((number, decided))
        else:
            self._rows.append((number, decided))

    def fold(self, assignment_id: int) -> None:
        """Write what was said of a share by this message, since it bears on what is said of it next."""
        if any(row.assignment_id == assignment_id for _, row in self._rows):
            self._write()

    def taken(self) -> list[tuple[int, Said]]:
        """Write what is not written yet, and return everything that was taken, in order."""
        self._write()
        return self._said

    def _write(self) -> None:
        if self._rows:
            written = write(self._ctx, self._loaded, [row for _, row in self._rows])
            self._said += zip((number for number, _ in self._rows), written, strict=True)
            self._rows.clear()
