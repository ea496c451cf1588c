"""Letters to units, put together and sent: steps of acts and views, and neither (R14)."""

from collections.abc import Iterable
from dataclasses import replace

from pydantic import TypeAdapter

from config.clock import local_date
from tasks_db.register import authority, letters
from tasks_db.register.digest.as_json import Json, as_json
from tasks_db.register.letters import Earlier, Letter, Reminding
from tasks_db.register.notice import NoticeText
from tasks_db.register.refusals import PaperError
from tasks_db.store import models, outgoing, papers, people, plans, registers, units
from tasks_db.store.keys import MAX_KEY, key
from tasks_db.store.units import named_unit
from tasks_db.terms import SeatRole
from tasks_db.work.context import Context
from tasks_db.work.post import outbox

_LETTER = TypeAdapter(Letter)


def unit_of(ctx: Context, jurisdiction_id: int, unit: str | int) -> models.Unit:
    """Return a unit by its name or its number; raises UnitError or PaperError for what no unit goes by."""
    if isinstance(unit, str):
        return named_unit(ctx.session, jurisdiction_id, unit)
    found = ctx.session.get(models.Unit, unit) if unit <= MAX_KEY else None
    if found is None:
        raise PaperError("没有这个单位。发送 /letters 看各单位。")
    return found


def remindings(ctx: Context, meeting_id: int) -> tuple[Reminding, ...]:
    """Return what could be written now to each unit of a body's plans."""
    register = registers.load(ctx.session, plans.handed_out_by(ctx.session, meeting_id))
    found = letters.of_units(register, outgoing.days_asked(ctx.session, meeting_id), ctx.now)
    before = earlier(ctx, meeting_id)
    return tuple(replace(one, letters=before.get(one.unit_id, ())) for one in found)


def earlier(ctx: Context, meeting_id: int) -> dict[int, tuple[Earlier, ...]]:
    """Return the letters of a body to each unit, by the units' ids: issued or on their way, the oldest first."""
    rows = [row for row in papers.letters(ctx.session, [meeting_id]) if _says(row)]
    found: dict[int, tuple[Earlier, ...]] = {}
    for row, record in zip(reversed(rows), reversed(papers.records(ctx.session, rows)), strict=True):
        value = letter(row)
        day = local_date(row.issued_at) if row.issued_at is not None else None
        one = Earlier(row.kind, record.label, day, tuple(item.code for item in value.items), value.answer_by)
        found[row.unit_id or 0] = (*found.get(row.unit_id or 0, ()), one)
    return found


def reminding(ctx: Context, meeting_id: int, unit_id: int) -> Reminding | None:
    """Return what could be written now to one unit; None where there is nothing."""
    return next((one for one in remindings(ctx, meeting_id) if one.unit_id == unit_id), None)


def kept(value: Letter) -> dict[str, Json]:
    """Return a letter in the form of a paper's row."""
    return {"letter": as_json(value)}


def letter(row: models.Paper) -> Letter:
    """Return what a letter's row says."""
    return _LETTER.validate_python((row.value or {})["letter"])


def require_owed(ctx: Context, row: models.Paper) -> None:
    """Raise PaperError where the unit has answered meanwhile what a letter holds against it (R7)."""
    if row.unit_id is not None:
        letters.require_owed(letter(row), reminding(ctx, row.meeting_id, row.unit_id))


def speakers(ctx: Context, meeting_id: int, unit_id: int) -> list[int]:
    """Return who speaks for a unit in a body and can be told, each once."""
    return _bound(ctx, meeting_id, unit_id, authority.UNIT_SPEAKERS)


def _bound(ctx: Context, meeting_id: int, unit_id: int, roles: Iterable[SeatRole]) -> list[int]:
    seats = [key(s.id) for role in roles for s in people.seats_of_unit(ctx.session, meeting_id, unit_id, role)]
    held = {line.seat_id: line for line in people.seat_lines(ctx.session, meeting_id, ctx.today)}
    lines = [held[seat] for seat in seats if seat in held]
    return list(dict.fromkeys(line.person_id for line in lines if line.bound and line.person_id is not None))


def _says(row: models.Paper) -> bool:
    """Whether a row holds what a letter says; a digest's does not."""
    return row.unit_id is not None and "letter" in (row.value or {})


def copied_to(ctx: Context, row: models.Paper) -> list[int]:
    """Return the units to which a letter goes as a copy, as far as they are registered."""
    named = letter(row).copies if _says(row) else ()
    area = ctx.session.get_one(models.JointMeeting, row.meeting_id).jurisdiction_id
    known = {one.name: one.id for one in units.registry(ctx.session, area)} if named else {}
    return [known[name] for name in named if name in known]


def tell_copies(ctx: Context, row: models.Paper, notice: NoticeText) -> None:
    """Tell everybody who speaks for a unit that gets a copy what the unit itself is told."""
    for unit_id in copied_to(ctx, row):
        text = f"抄送贵单位（主送{letter(row).unit}，供知悉）：\n{notice.text}"
        tell(ctx, row.meeting_id, unit_id, NoticeText(text, notice.buttons))


def tell(ctx: Context, meeting_id: int, unit_id: int, notice: NoticeText) -> int:
    """Tell everybody who speaks for a unit; return how many there are."""
    told = speakers(ctx, meeting_id, unit_id)
    for person_id in told:
        outbox.tell(ctx.session, person_id, notice.text, ctx.now, notice.buttons)
    return len(told)
