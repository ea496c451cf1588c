"""Browsers that are signed in, and where their people are told things on the page."""

import hashlib

from sqlmodel import Session

from tasks_db.register.people import Address
from tasks_db.store.people import accounts_of


def token_hash(token: str) -> str:
    """Return what is kept of a token that a browser, or the holder of a link, has."""
    return hashlib.sha256(token.encode()).hexdigest()


def page_of(session: Session, person_id: int, channel: str) -> Address | None:
    """Return where a person is told things on a channel; None where they are not."""
    places = (account.address for account in accounts_of(session, person_id))
    return next((at for at in places if at.channel == channel), None)
