"""What happens to every row on its way into the database, whichever act writes it."""

from sqlalchemy import event, inspect
from sqlalchemy.orm import UOWTransaction
from sqlmodel import Session

from tasks_db.language.typed import readable


class Writing(Session):
    """A session that writes: what it stores reads the same from every database."""


@event.listens_for(Writing, "before_flush")
def _clean(session: Session, _context: UOWTransaction, _instances: object) -> None:
    """PostgreSQL refuses a NUL in a text and SQLite keeps it: neither gets one, out of a document or a terminal."""
    for row in (*session.new, *session.dirty):
        for name, value in list(inspect(row).dict.items()):
            if isinstance(value, str) and not value.isprintable() and (clean := readable(value)) != value:
                setattr(row, name, clean)
