"""The page as a door: browsers that are signed in, codes for another one, links, and the page's conversations."""

from datetime import datetime

from sqlalchemy import Index, LargeBinary, UniqueConstraint, false
from sqlalchemy import text as sql
from sqlmodel import JSON, Column, Field

from tasks_db.store.models.row import Row


class Browser(Row, table=True):
    """A browser in which a person is signed in; of what it keeps, only the hash is kept here."""

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    token_hash: str = Field(unique=True)
    name: str
    """What it is, as people recognise it: Chrome · Windows."""
    since: datetime
    seen_at: datetime
    ended_at: datetime | None = None


class BrowserCode(Row, table=True):
    """A one-time code, made in one browser, that signs its person in in another; only its hash is kept."""

    __tablename__ = "browser_code"
    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    code_hash: str = Field(unique=True)
    expires_at: datetime
    used_at: datetime | None = None


_SECRET = sql("secret")
_GIVEN_OUT = sql("ended_at IS NULL AND notice_id IS NULL")


class Link(Row, table=True):
    """A link by which a seat answers without an account, given to who holds it; of its token only the hash is kept.

    It belongs to a tenure, so it ends with it, and does not come back with a later one. The office gives one out at a
    time; those that go out with mail live beside it, each with its own message.
    """

    __table_args__ = (
        Index(
            "uq_link_living",
            "tenure_id",
            unique=True,
            sqlite_where=_GIVEN_OUT,
            postgresql_where=_GIVEN_OUT,
        ),
    )
    id: int | None = Field(default=None, primary_key=True)
    tenure_id: int = Field(foreign_key="tenure.id", index=True)
    token_hash: str = Field(unique=True)
    code_hash: str | None = None
    """What is kept of the code that 办结 and 延期 ask for, where one was given out with it."""
    made_at: datetime
    expires_at: datetime
    ended_at: datetime | None = None
    """When it was replaced or recalled."""
    notice_id: int | None = Field(default=None, index=True)
    """The message that it was mailed with, which goes earlier than this row; none where the office gave it out."""


class PageFile(Row, table=True):
    """A file that was sent on the page, in either direction; its type is told from its content."""

    __tablename__ = "page_file"
    id: str = Field(primary_key=True)
    address: str
    name: str
    mime: str
    size: int
    width: int = 0
    height: int = 0
    content: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    at: datetime = Field(index=True)


class PageMessage(Row, table=True):
    """One message of somebody's conversation on the page; its id is what the channel calls it."""

    __tablename__ = "page_message"
    __table_args__ = (
        UniqueConstraint("address", "key", "place"),
        Index("ix_page_message_secret", "secret", sqlite_where=_SECRET, postgresql_where=_SECRET),
    )
    id: int | None = Field(default=None, primary_key=True)
    address: str = Field(index=True)
    change: int = Field(index=True)
    """Grows with every new and every changed message, so that a page can ask for what it has not seen."""
    mine: bool
    """Whether the person said it."""
    text: str
    buttons: list[list[list[str]]] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    """Rows of ``[label, token]``."""
    file_id: str | None = Field(default=None, foreign_key="page_file.id", index=True)
    secret: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    """Whether it holds links: its words and its file go at night."""
    reply_to: int | None = None
    key: str | None = None
    """What the browser calls it, so that the same thing sent twice is said once."""
    place: int = 0
    """Which file it is of those that were sent together."""
    at: datetime = Field(index=True)
    edited_at: datetime | None = None


class PageReader(Row, table=True):
    """Up to which message somebody has seen their conversation."""

    __tablename__ = "page_reader"
    address: str = Field(primary_key=True)
    read_up_to: int = 0
