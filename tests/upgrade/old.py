"""The databases that ff8b772 left, copied for a test, and what has to be in them whatever became of them."""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, make_url, text

from tasks_db.store import door, registers
from tasks_db.store.door import Door
from tests.upgrade import expectation

FOLDER = Path(__file__).parent
SQLITE, CHAT = FOLDER / "ff8b772.sqlite3", FOLDER / "ff8b772.chat.sqlite3"
POSTGRES, POSTGRES_CHAT = FOLDER / "ff8b772.postgres.sql", FOLDER / "ff8b772.postgres.chat.sqlite3"
REVISION = "0003"
EXPECTED: dict[str, Any] = json.loads((FOLDER / "ff8b772.json").read_text("utf-8"))

Tables = dict[str, list[str]]
own_config = door.alembic_config


def head() -> str:
    """The product's latest form of the database."""
    found = ScriptDirectory.from_config(own_config()).get_current_head()
    assert found is not None
    return found


def with_steps_of(folder: Path) -> Config:
    """The product's steps, and after them those in a folder."""
    config = own_config()
    config.set_main_option("path_separator", "newline")
    config.set_main_option("version_locations", f"{door.MIGRATIONS}/versions\n{folder}")
    return config


def with_later() -> Config:
    """The product's steps, and after them that of ``later``."""
    return with_steps_of(FOLDER / "later")


def tables(url: str) -> Tables:
    """Every row of every table, whatever the form of the database and the order of its columns; for comparing."""
    with closing(Door(url)) as opened, opened.engine.connect() as connection:
        quote = connection.dialect.identifier_preparer.quote
        return {
            name: sorted(
                repr(sorted(row.items()))
                for row in connection.exec_driver_sql(f"SELECT * FROM {quote(name)}").mappings()  # noqa: S608
            )
            for name in inspect(connection).get_table_names()
        }


def in_schema(url: str, schema: str) -> str:
    """The address of another schema of the same database."""
    return (
        make_url(url).update_query_dict({"options": f"-csearch_path={schema}"}).render_as_string(hide_password=False)
    )


def assert_whole(url: str, *, running: bool = False) -> None:
    """The database is up to date, and all that ff8b772 left is there as it was, read as the program reads it.

    A program that is ``running`` may have begun to send what waited.
    """
    with closing(Door(url)) as opened:
        assert opened.is_current()
        with opened.read() as session:
            register = registers.load(session)
            notices = session.execute(text(_NOTICES)).all()
            prompts = session.execute(text(_PROMPTS)).all()
    assert expectation.reports_of(register) == EXPECTED["reports"]
    assert expectation.readings_of(register) == EXPECTED["readings"]
    assert expectation.exempted_of(register) == EXPECTED["exempted"]
    assert expectation.cancelled_of(register) == EXPECTED["cancelled"]
    assert expectation.asked_of(register) == EXPECTED["asked"]
    assert sorted([c.due_id, c.day.isoformat()] for c in register.chases) == EXPECTED["chased"]
    if running:
        assert told(notices) == told(EXPECTED["notices"])
    else:
        # what was tried once, and may have arrived, waits for its next try
        before = [
            [n, "pending" if s == "unknown" and tries < 2 else s, tries, t] for n, s, tries, t in EXPECTED["notices"]
        ]
        assert sorted(map(list, notices)) == sorted(before)
    assert sorted(map(list, prompts)) == EXPECTED["prompts"]


def told(notices: Iterable[Sequence[Any]]) -> Counter[str]:
    """How many notices there are for each person."""
    count: Counter[str] = Counter()
    for name, _, _, times in notices:
        count[name] += times
    return count


_NOTICES = """SELECT name, state, attempts, count(*) FROM notice JOIN person ON person.id = notice.person_id
    GROUP BY name, state, attempts"""
_PROMPTS = "SELECT name, prompt.kind FROM prompt JOIN person ON person.id = prompt.person_id"
