"""A bundle as it reads at the moment of sending: what has been answered meanwhile is left out."""

from datetime import date, datetime

from sqlmodel import Session

from config.clock import local_date
from tasks_db.register import reminders
from tasks_db.register.authority import Right
from tasks_db.register.bundle import BundleItem, BundleValue
from tasks_db.register.ladder import Rung
from tasks_db.register.refusals import AnswerRefused
from tasks_db.register.values import Register
from tasks_db.register.workdays import Calendar
from tasks_db.store import models, registers
from tasks_db.store.keys import key
from tasks_db.work.context import Context, view
from tasks_db.work.post import outbox


@view(Right.ANSWER)
def sent_bundle(ctx: Context, notice_id: int) -> BundleValue:
    """Return a bundle that the person was sent, every line in its place, for turning its pages.

    Raises AnswerRefused for somebody else's, and where none of its tasks is asked for any more.
    """
    row = ctx.session.get(models.Notice, notice_id)
    if row is None or row.person_id != ctx.me.person_id:
        raise AnswerRefused("这条提醒不是发给您的。发送 /mine 查看贵单位的任务。")
    value = read_bundle(ctx.session, row, ctx.now, keep_numbers=True)
    if value is None:
        raise AnswerRefused("这条提醒里的任务都已经反馈或取消了。发送 /mine 查看现在的任务。")
    return value


def read_bundle(
    session: Session,
    notice: models.Notice,
    now: datetime,
    *,
    calendar: Calendar | None = None,
    keep_numbers: bool = False,
) -> BundleValue | None:
    """Read the state again (R7): a due that is answered, exempted or cancelled is not asked for.

    Nor is one whose seat somebody else serves in now. With ``keep_numbers`` all keep their places, for turning pages
    of a message already sent. None where nothing is left.
    """
    register = registers.load(session)
    lines = {line.due.id: line for line in register.dues()}
    items: list[BundleItem] = []
    for ask in outbox.asks_of(session, key(notice.id)):
        line = lines.get(ask.due_id)
        if line is None:
            continue
        # only what was said since it was planned can have answered it
        rung = Rung(ask.rung, ask.rung_date, notice.working_day or ask.rung_date, notice.send_at)
        asks = calendar is not None and reminders.still_asks(line, rung, now, calendar)
        if keep_numbers or (asks and _still_theirs(register, notice, ask, local_date(now))):
            items.append(BundleItem(len(items) + 1, line.plan, line.task, line.assignment, line.due, ask.rung))
    if not items:
        return None
    person = session.get_one(models.Person, notice.person_id)
    return BundleValue(key(notice.id), person.name, notice.working_day or notice.send_at.date(), tuple(items))


def _still_theirs(register: Register, notice: models.Notice, ask: models.Ask, today: date) -> bool:
    seat = next((seat for seat in register.seats if seat.id == ask.seat_id), None)
    return seat is not None and any(holder.person_id == notice.person_id for holder in seat.holders_on(today))
