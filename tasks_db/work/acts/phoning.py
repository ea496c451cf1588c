"""代录: answers written down for a unit that phoned."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from config.clock import SHANGHAI
from tasks_db.language import later
from tasks_db.register import authority
from tasks_db.register.answers import Assigned, Said, find_asked
from tasks_db.register.authority import Right
from tasks_db.register.people import Seat
from tasks_db.register.progress import Given
from tasks_db.register.refusals import AnswerRefused
from tasks_db.register.reviews import figure, put_right
from tasks_db.register.values import Assignment
from tasks_db.store import candidates, plans, registers, reports
from tasks_db.store.reports import Loaded
from tasks_db.terms import SeatRole
from tasks_db.work.calls import told_of_one
from tasks_db.work.context import Context, act
from tasks_db.work.post import outbox
from tasks_db.work.taking import Speaker, take


@act(Right.REVIEW)
def write_down(ctx: Context, unit: str, seq: str, words: str, by: str | None = None) -> Said:
    """代录: write down what a unit has told by phone of its task ``seq``; it stands under the name of its liaison.

    ``by`` is the office's person who took the call, for whoever has no name here. Returns the report. Raises
    AnswerRefused where unit and number name no task or several, PeopleError where it is not clear who took the call.
    """
    loaded, part = Loaded(ctx.session), registers.part(ctx.session, plans.of_seq(seq), every_seat=True)
    found = find_asked(part, unit, seq)
    if later.says_only_later(words, ctx.today):
        raise AnswerRefused(
            f"“{words.strip()}”不是进展，没有记录。要推迟提醒请说：{found.assignment.unit}{seq}{words.strip()}。"
        )
    clerk = authority.in_whose_name(ctx.who, part.seats, ctx.today, by)
    given = told_of_one(ctx, found, words)
    before = put_right(found, given, words, ctx.now)
    speaker = _told(ctx, part.seats, found.assignment, clerk)
    return _write(ctx, loaded, found.assignment.id, given, speaker, before.id if before else None)


@act(Right.REVIEW)
def write_down_all(
    ctx: Context,
    told: Sequence[tuple[int, Given]],
    by: str | None = None,
    replaces: Mapping[int, int] | None = None,
    *,
    sheet: str = "",
) -> tuple[Said, ...]:
    """代录 of several shares, as ``write_down``, each under the name of its unit's liaison.

    ``replaces`` says by its share which waiting report an answer takes the place of, as it was read back; None where
    nothing was. ``sheet`` is the spreadsheet in which all came: 台账, 填报表. Raises AnswerRefused where what is
    replaced is decided meanwhile, or a colleague has written down another figure.
    """
    which = candidates.of_shares([share_id for share_id, _ in told])
    loaded, seats = Loaded(ctx.session), registers.part(ctx.session, which, every_seat=True).seats
    clerk = authority.in_whose_name(ctx.who, seats, ctx.today, by)
    written = []
    for share_id, given in told:
        speaker = replace(_told(ctx, seats, loaded.assigned(share_id).assignment, clerk), sheet=sheet)
        before = replaces.get(share_id) if replaces is not None else None
        if replaces is not None:
            _require_read(ctx, loaded.assigned(share_id), given, clerk, before)
        written.append(_write(ctx, loaded, share_id, given, speaker, before))
    return tuple(written)


def _require_read(ctx: Context, share: Assigned, given: Given, clerk: int, read: int | None) -> None:
    """Refuse what takes the place of a colleague's figure that was written down after this one was read back."""
    gone = put_right(share, given, "", ctx.now)
    if gone is not None and gone.id != read and reports.get(ctx.session, gone.id).entered_by not in {None, clerk}:
        raise AnswerRefused(
            f"{gone.entered_by}刚才已代录“{share.task.title}”：{figure(gone)}，这次没有记录。"
            "要以这次为准，请按原话再发一遍，核对后确认。"
        )


def _write(ctx: Context, loaded: Loaded, share_id: int, given: Given, speaker: Speaker, replaces: int | None) -> Said:
    """Write one answer down; a colleague whose figure it takes the place of is told."""
    said = take(ctx, loaded, share_id, None, given, speaker, replaces=replaces)
    colleague = reports.get(ctx.session, replaces).entered_by if replaces is not None else None
    if replaces is not None and colleague is not None and colleague != speaker.entered_by:
        before, at = loaded.said(replaces).report, ctx.now.astimezone(SHANGHAI)
        text = (
            f"您代录的{said.assignment.unit}“{said.task.title}”：{figure(before)}，"
            f"{said.report.entered_by}{at.month}月{at.day}日{at:%H:%M}改录为：{figure(said.report)}，以后一次为准。"
            "您录的那条留在台账的报送记录里，注明已撤销。对不上的，请和同事、单位核对后再录。"
        )
        outbox.tell(ctx.session, colleague, text, ctx.now)
    return said


def _told(ctx: Context, seats: Iterable[Seat], share: Assignment, clerk: int) -> Speaker:
    own = (s for s in seats if s.unit_id == share.unit_id and s.role is SeatRole.LIAISON)
    return Speaker(next((h.person_id for s in own for h in s.holders_on(ctx.today)), clerk), entered_by=clerk)
