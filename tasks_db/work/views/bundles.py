"""A bundle as it reads at the moment of sending: what has been answered meanwhile is left out."""

from datetime import datetime

from sqlmodel import Session

from tasks_db.register import progress, reminders
from tasks_db.register.bundle import BundleItem, BundleValue
from tasks_db.register.workdays import Calendar
from tasks_db.store import models, registers
from tasks_db.store.keys import key
from tasks_db.work.post import outbox


def read_bundle(
    session: Session,
    notice: models.Notice,
    now: datetime,
    *,
    calendar: Calendar | None = None,
    keep_numbers: bool = False,
) -> BundleValue | None:
    """Read the state again (DESIGN.md rule 5): a due that is answered, exempted or cancelled is not asked for.

    With ``keep_numbers`` the answered ones keep their places, for turning pages of a message already sent.
    None where nothing is left.
    """
    register = registers.load(session)
    lines = {line.due.id: line for line in register.dues()}
    items: list[BundleItem] = []
    for ask in outbox.asks_of(session, key(notice.id)):
        line = lines.get(ask.due_id)
        if line is None:
            continue
        still_open = progress.is_open(line.task, line.assignment, line.due, now)
        rung = reminders.Rung(ask.rung, ask.rung_date, notice.working_day or ask.rung_date)
        if not keep_numbers and (
            not still_open
            or reminders.is_stopped(line, now)
            or (calendar is not None and reminders.is_answered(line, rung, now, calendar))
        ):
            continue
        items.append(BundleItem(len(items) + 1, line.task, line.assignment, line.due, ask.rung))
    if not items:
        return None
    person = session.get_one(models.Person, notice.person_id)
    return BundleValue(key(notice.id), person.name, notice.working_day or notice.send_at.date(), tuple(items))
