"""Everything that the local chat remembers: one SQLite file, and the files' contents in a folder beside it.

The calls are synchronous and short (one indexed statement or a few), made on the event loop by one connection, so
what happens between two awaits is never interleaved; ``transaction`` makes it lasting as a whole.
"""

import json
import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from tests.local_chat.values import Group, Json, LocalPerson, Message, Person, Standing, StoredFile

_SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS people (
    user_id INTEGER PRIMARY KEY, place INTEGER NOT NULL, name TEXT NOT NULL, post TEXT NOT NULL,
    heading TEXT NOT NULL, hint TEXT NOT NULL, hint_done INTEGER NOT NULL DEFAULT 0,
    started INTEGER NOT NULL, blocked INTEGER NOT NULL DEFAULT 0, read_up_to INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE IF NOT EXISTS group_chats (
    chat_id INTEGER PRIMARY KEY, title TEXT NOT NULL, founder INTEGER NOT NULL REFERENCES people,
    standing TEXT NOT NULL, moved_to INTEGER REFERENCES group_chats
) STRICT;
CREATE TABLE IF NOT EXISTS group_members (
    chat_id INTEGER NOT NULL REFERENCES group_chats, user_id INTEGER NOT NULL REFERENCES people,
    PRIMARY KEY (chat_id, user_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS files (
    file_id TEXT PRIMARY KEY, kind TEXT NOT NULL, name TEXT NOT NULL, mime TEXT NOT NULL, size INTEGER NOT NULL,
    width INTEGER NOT NULL, height INTEGER NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS messages (
    message_id INTEGER PRIMARY KEY AUTOINCREMENT, chat_id INTEGER NOT NULL, sender_id INTEGER,
    date INTEGER NOT NULL, edit_date INTEGER, text TEXT NOT NULL, reply_to INTEGER, markup TEXT,
    file_id TEXT REFERENCES files, album TEXT, service TEXT
) STRICT;
CREATE INDEX IF NOT EXISTS messages_of_chat ON messages (chat_id, message_id);
CREATE VIEW IF NOT EXISTS whole_messages AS
    SELECT m.*, f.kind, f.name, f.mime, f.size, f.width, f.height
    FROM messages m LEFT JOIN files f USING (file_id);
CREATE TABLE IF NOT EXISTS updates (
    update_id INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, body TEXT NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS queries (
    query_id INTEGER PRIMARY KEY AUTOINCREMENT, user_id INTEGER NOT NULL, asked_at REAL NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS settings (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
"""
_PUT_BY: Final = """
DROP VIEW whole_messages;
DROP INDEX messages_of_chat;
ALTER TABLE messages RENAME TO messages_without_groups;
"""
_TAKE_OVER: Final = """
INSERT INTO messages (message_id, chat_id, sender_id, date, edit_date, text, reply_to, markup, file_id)
    SELECT message_id, chat_id, CASE WHEN from_bot THEN NULL ELSE chat_id END, date, edit_date, text, reply_to,
    markup, file_id FROM messages_without_groups;
DELETE FROM sqlite_sequence WHERE name = 'messages';
UPDATE sqlite_sequence SET name = 'messages' WHERE name = 'messages_without_groups';
DROP TABLE messages_without_groups;
"""
_FIRST_GROUP: Final = -4_000_000_001
_FIRST_SUPERGROUP: Final = -1_002_000_000_001


class Store:
    """The tables, spoken to in values. Not for use from several threads."""

    def __init__(self, database: Path) -> None:
        self.folder = database.with_name(f"{database.stem}-files")
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._db = sqlite3.connect(database, isolation_level=None)
        self._db.row_factory = sqlite3.Row
        self._db.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;")
        self._create()

    def _create(self) -> None:
        """Create the tables; messages of a file from before there were groups are taken over."""
        older = self._db.execute("SELECT 1 FROM pragma_table_info('messages') WHERE name = 'from_bot'").fetchone()
        steps = (_PUT_BY, _SCHEMA, _TAKE_OVER) if older else (_SCHEMA,)
        self._db.executescript("".join(("BEGIN IMMEDIATE;", *steps, "COMMIT;")))

    def close(self) -> None:
        """Close the database file."""
        self._db.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Store everything that the block does, or nothing if it raises."""
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")

    # people

    def set_people(self, people: Sequence[LocalPerson]) -> None:
        """Take the program's word for names and hints; what a person did with the bot stays."""
        with self.transaction():
            self._db.executemany(
                """INSERT INTO people (user_id, place, name, post, heading, hint, started)
                VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET
                hint_done = hint_done AND hint = excluded.hint, place = excluded.place, name = excluded.name,
                post = excluded.post, heading = excluded.heading, hint = excluded.hint""",
                [
                    (person.user_id, place, person.name, person.post, person.heading, person.hint, person.started)
                    for place, person in enumerate(people)
                ],
            )

    def people(self) -> list[Person]:
        """Return everybody in the order of the page's list."""
        return [_person(row) for row in self._db.execute("SELECT * FROM people ORDER BY place, user_id")]

    def person(self, user_id: int) -> Person | None:
        """Return a person, None for an unknown id."""
        row = self._db.execute("SELECT * FROM people WHERE user_id = ?", (user_id,)).fetchone()
        return _person(row) if row else None

    def mark_started(self, user_id: int) -> None:
        """Note that a person has started the bot, so that it may write to them."""
        self._db.execute("UPDATE people SET started = 1 WHERE user_id = ?", (user_id,))

    def mark_hint_done(self, user_id: int) -> None:
        """Note that a person has done what their hint asks for."""
        self._db.execute("UPDATE people SET hint_done = 1 WHERE user_id = ?", (user_id,))

    def mark_blocked(self, user_id: int, *, blocked: bool) -> None:
        """Note whether a person blocks the bot."""
        self._db.execute("UPDATE people SET blocked = ? WHERE user_id = ?", (blocked, user_id))

    def mark_read(self, user_id: int, up_to: int) -> None:
        """Note that a person has seen the messages up to this number; a lower number changes nothing."""
        self._db.execute("UPDATE people SET read_up_to = max(read_up_to, ?) WHERE user_id = ?", (up_to, user_id))

    def unread(self) -> dict[int, int]:
        """Return how many of the bot's messages each person has not seen; people with none are left out."""
        rows = self._db.execute(
            """SELECT chat_id, count(*) AS unread FROM messages JOIN people ON user_id = chat_id
            WHERE sender_id IS NULL AND message_id > read_up_to GROUP BY chat_id"""
        )
        return {row["chat_id"]: row["unread"] for row in rows}

    # groups

    def add_group(self, title: str, founder: int, *, supergroup: bool, standing: Standing = "member") -> Group:
        """Store a group with nobody in it and return it with its id."""
        first = _FIRST_SUPERGROUP if supergroup else _FIRST_GROUP
        row = self._db.execute(
            """INSERT INTO group_chats (chat_id, title, founder, standing)
            SELECT ? - count(*), ?, ?, ? FROM group_chats RETURNING *""",
            (first, title, founder, standing),
        ).fetchone()
        return _group(row)

    def group(self, chat_id: int) -> Group | None:
        """Return a group, None for an unknown id."""
        row = self._db.execute("SELECT * FROM group_chats WHERE chat_id = ?", (chat_id,)).fetchone()
        return _group(row) if row else None

    def set_standing(self, chat_id: int, standing: Standing) -> Group:
        """Note what the bot is in a group now, and return the group."""
        row = self._db.execute(
            "UPDATE group_chats SET standing = ? WHERE chat_id = ? RETURNING *", (standing, chat_id)
        ).fetchone()
        return _group(row)

    def set_moved(self, chat_id: int, moved_to: int) -> None:
        """Note that a group has become the supergroup with the id ``moved_to``."""
        self._db.execute("UPDATE group_chats SET moved_to = ? WHERE chat_id = ?", (moved_to, chat_id))

    def members(self, chat_id: int) -> list[int]:
        """Return the ids of the people in a group; the bot is not among them."""
        rows = self._db.execute("SELECT user_id FROM group_members WHERE chat_id = ?", (chat_id,))
        return [row["user_id"] for row in rows]

    def add_member(self, chat_id: int, user_id: int) -> None:
        """Add a person to a group; one who is in it already stays."""
        self._db.execute("INSERT OR IGNORE INTO group_members VALUES (?, ?)", (chat_id, user_id))

    def remove_member(self, chat_id: int, user_id: int) -> None:
        """Take a person out of a group."""
        self._db.execute("DELETE FROM group_members WHERE chat_id = ? AND user_id = ?", (chat_id, user_id))

    # messages

    def add_message(self, draft: Message) -> Message:
        """Store a message and return it with its number; the number of the draft does not matter."""
        row = self._db.execute(
            """INSERT INTO messages (chat_id, sender_id, date, text, reply_to, markup, file_id, album, service)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING message_id""",
            (
                draft.chat_id,
                draft.sender_id,
                draft.date,
                draft.text,
                draft.reply_to,
                _json_text(draft.markup),
                draft.file.file_id if draft.file else None,
                draft.album,
                _json_text(draft.service),
            ),
        ).fetchone()
        return self.known_message(row["message_id"])

    def change_message(self, message: Message) -> None:
        """Store the text, the buttons and the moment of an edit."""
        self._db.execute(
            "UPDATE messages SET text = ?, markup = ?, edit_date = ? WHERE message_id = ?",
            (message.text, _json_text(message.markup), message.edit_date, message.message_id),
        )

    def remove_message(self, message_id: int) -> None:
        """Delete a message; its file stays."""
        self._db.execute("DELETE FROM messages WHERE message_id = ?", (message_id,))

    def message(self, chat_id: int, message_id: int | None) -> Message | None:
        """Return a message of a chat, None where the chat has none of this number."""
        row = self._db.execute(
            "SELECT * FROM whole_messages WHERE chat_id = ? AND message_id = ?", (chat_id, message_id)
        ).fetchone()
        return _message(row) if row else None

    def known_message(self, message_id: int) -> Message:
        """Return a message that surely exists, whatever its chat."""
        row = self._db.execute("SELECT * FROM whole_messages WHERE message_id = ?", (message_id,)).fetchone()
        return _message(row)

    def conversation(self, chat_id: int, *, before: int | None, most: int) -> list[Message]:
        """Return the newest messages of a chat, oldest first; those before a number to page back."""
        rows = self._db.execute(
            """SELECT * FROM whole_messages WHERE chat_id = ?1 AND (?2 IS NULL OR message_id < ?2)
            ORDER BY message_id DESC LIMIT ?3""",
            (chat_id, before, most),
        ).fetchall()
        return [_message(row) for row in reversed(rows)]

    def last_said(self, chat_id: int, user_id: int) -> int | None:
        """Return the number of the last message that a person wrote in a chat."""
        row = self._db.execute(
            "SELECT max(message_id) AS last FROM messages WHERE chat_id = ? AND sender_id = ? AND service IS NULL",
            (chat_id, user_id),
        ).fetchone()
        last: int | None = row["last"]
        return last

    # files

    def add_file(self, file: StoredFile) -> None:
        """Note a file; its content is written to ``file_place`` apart from this."""
        self._db.execute(
            "INSERT INTO files VALUES (?, ?, ?, ?, ?, ?, ?)",
            (file.file_id, file.kind, file.name, file.mime, file.size, file.width, file.height),
        )

    def file(self, file_id: str) -> StoredFile | None:
        """Return what is known of a file, None for an unknown id."""
        row = self._db.execute("SELECT * FROM files WHERE file_id = ?", (file_id,)).fetchone()
        return _file(row) if row else None

    def file_place(self, file_id: str) -> Path:
        """Return the path at which a file's content lies."""
        return self.folder / file_id

    # what the bot is told, and what it set

    def add_update(self, kind: str, body: Json) -> None:
        """Queue an update for the bot: the Bot API's name for its kind, and its content."""
        self._db.execute("INSERT INTO updates (kind, body) VALUES (?, ?)", (kind, _text(body)))

    def confirm_updates(self, offset: int) -> None:
        """Forget the updates below ``offset``; a negative one keeps only that many of the newest."""
        if offset < 0:
            self._db.execute(
                """DELETE FROM updates WHERE update_id NOT IN
                (SELECT update_id FROM updates ORDER BY update_id DESC LIMIT ?)""",
                (-offset,),
            )
        else:
            self._db.execute("DELETE FROM updates WHERE update_id < ?", (offset,))

    def drop_updates(self) -> None:
        """Forget all updates that wait for the bot."""
        self._db.execute("DELETE FROM updates")

    def updates(self, most: int) -> list[Json]:
        """Return up to ``most`` waiting updates, oldest first, in the Bot API's form; they go on waiting."""
        rows = self._db.execute("SELECT * FROM updates ORDER BY update_id LIMIT ?", (most,))
        return [{"update_id": row["update_id"], row["kind"]: json.loads(row["body"])} for row in rows]

    def last_update(self) -> int:
        """Return the number of the newest update that there has been, 0 before the first."""
        row = self._db.execute("SELECT seq FROM sqlite_sequence WHERE name = 'updates'").fetchone()
        return row["seq"] if row else 0

    def pending_updates(self) -> int:
        """Return how many updates wait for the bot."""
        count: int = self._db.execute("SELECT count(*) FROM updates").fetchone()[0]
        return count

    def add_query(self, user_id: int) -> int:
        """Note a pressed button by real time; its number is the callback query's id."""
        row = self._db.execute(
            "INSERT INTO queries (user_id, asked_at) VALUES (?, ?) RETURNING query_id", (user_id, time.time())
        ).fetchone()
        number: int = row["query_id"]
        return number

    def fresh_query(self, query_id: str, seconds: float) -> int | None:
        """Return who pressed the button of this query, None when it is unknown or older than ``seconds``."""
        row = self._db.execute(
            "SELECT user_id FROM queries WHERE query_id = ? AND asked_at >= ?",
            (query_id if query_id.isdecimal() else None, time.time() - seconds),
        ).fetchone()
        return row["user_id"] if row else None

    def setting(self, key: str) -> object:
        """Return the value kept under a key, None where there is none."""
        row = self._db.execute("SELECT value FROM settings WHERE key = ?", (key,)).fetchone()
        return json.loads(row["value"]) if row else None

    def set_setting(self, key: str, value: object) -> None:
        """Keep a value that has a form in JSON under a key, in place of an earlier one."""
        self._db.execute("INSERT OR REPLACE INTO settings VALUES (?, ?)", (key, _text(value)))


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _json_text(value: Json | None) -> str | None:
    return None if value is None else _text(value)


def _person(row: sqlite3.Row) -> Person:
    return Person(
        user_id=row["user_id"],
        name=row["name"],
        post=row["post"],
        heading=row["heading"],
        hint="" if row["hint_done"] else row["hint"],
        started=bool(row["started"]),
        blocked=bool(row["blocked"]),
        read_up_to=row["read_up_to"],
    )


def _group(row: sqlite3.Row) -> Group:
    return Group(row["chat_id"], row["title"], row["founder"], row["standing"], row["moved_to"])


def _file(row: sqlite3.Row) -> StoredFile:
    return StoredFile(row["file_id"], row["kind"], row["name"], row["mime"], row["size"], row["width"], row["height"])


def _message(row: sqlite3.Row) -> Message:
    return Message(
        message_id=row["message_id"],
        chat_id=row["chat_id"],
        sender_id=row["sender_id"],
        date=row["date"],
        text=row["text"],
        edit_date=row["edit_date"],
        reply_to=row["reply_to"],
        markup=json.loads(row["markup"]) if row["markup"] else None,
        file=_file(row) if row["file_id"] else None,
        album=row["album"],
        service=json.loads(row["service"]) if row["service"] else None,
    )
