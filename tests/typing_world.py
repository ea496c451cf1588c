"""People type to an office over a seeded register, all the way from the row of what came in to the answer's row."""

from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import count

from sqlmodel import Session, col, select

from bot.channels.base import Text, Where, Who
from bot.channels.events import as_row
from bot.office.routing import Routing
from tasks_db.register.authority import SYSTEM
from tasks_db.register.people import Address
from tasks_db.register.updates import Update, Waiting
from tasks_db.store import models
from tasks_db.terms import NoticeKind, SeatRole, TenureKind
from tasks_db.work.desk import Desk
from tasks_db.work.post import inbox, planning, rebuilding
from tests.second_channel import Pager
from tests.seeding import NOW, TODAY, Counted, counted

CONVENOR = 900_001


def at(person: int) -> Address:
    """Where somebody of the seeded register types."""
    return Address("telegram", str(person))


def typed(person: int, number: str, text: str) -> Update:
    """What somebody types, as it comes in."""
    where = Where(at(person), is_group=False)
    event = Text(id=number, who=Who(at(person), ""), where=where, reply_to=None, text=text)
    return Update(number, f"telegram:{person}", as_row(event))


class Typing:
    """An office that is ready, and whoever types to it."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self._routing = Routing(desk, {"telegram": Pager()})
        self._numbers = count(1)
        with desk.door.write() as session:
            _add_convenor_to(session)
        desk.do(SYSTEM, planning.rounds_are_laid_out)
        desk.do(SYSTEM, rebuilding.remember_fingerprint)

    def shows(self, person: int, shares: Sequence[int]) -> None:
        """Let somebody have a list before them: shares under the numbers from 1 on."""
        items: list[list[int | None]] = [[number, share, None] for number, share in enumerate(shares, 1)]
        with self.desk.door.write() as session:
            session.add(models.Shown(channel="telegram", address=str(person), ref="1", items=items, at=NOW))

    def types(self, person: int, text: str) -> Counted:
        """Let somebody type, work it off, and return what that asked of the database."""
        one = self._come(person, text)
        with counted(self.desk, rows=True) as found:
            self._routing.take(one)
        return found

    def types_alone(self, person: int, text: str) -> None:
        """Let somebody type, and work it off uncounted."""
        self._routing.take(self._come(person, text))

    def _come(self, person: int, text: str) -> Waiting:
        update = typed(person, str(next(self._numbers)), text)
        self.desk.do(SYSTEM, inbox.store, "telegram", "bot", [update], datetime.now(UTC))
        (one,) = self.desk.ask(SYSTEM, inbox.waiting, ("telegram",), [], datetime.now(UTC))
        return one

    def said(self, person: int) -> str:
        """What the office answered last."""
        query = select(models.Notice).where(
            models.Notice.kind == NoticeKind.ANSWER, models.Notice.address == str(person)
        )
        with self.desk.door.read() as session:
            said = session.exec(query.order_by(col(models.Notice.id).desc())).first()
        assert said is not None
        assert said.text is not None
        return said.text


def _add_convenor_to(session: Session) -> None:
    session.add(models.Person(id=CONVENOR, jurisdiction_id=1, name="召集人"))
    session.flush()
    session.add(models.Account(person_id=CONVENOR, channel="telegram", address=str(CONVENOR), bound_at=NOW))
    session.add(models.Seat(id=CONVENOR, meeting_id=1, unit_id=1, role=SeatRole.CONVENOR))
    session.flush()
    session.add(models.Tenure(seat_id=CONVENOR, person_id=CONVENOR, kind=TenureKind.HOLDER, since=TODAY))
