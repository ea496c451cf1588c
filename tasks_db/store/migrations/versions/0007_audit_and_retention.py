"""留痕 with the act and every field, in a database that refuses to change an entry; indexes for what expires.

A later step that puts another table in the place of ``audit_entry`` on SQLite has to make its triggers again.
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_SENTENCE = "audit entries are never changed or removed"


def upgrade() -> None:
    op.create_index("ix_shown_at", "shown", ["at"])
    _partial("ix_shown_notice_id", "shown", ["notice_id"], "notice_id IS NOT NULL")
    _partial("ix_notice_said", "notice", ["working_day", "send_at"], "working_day IS NULL")
    op.add_column("audit_entry", sa.Column("act", sa.String(), nullable=True))
    op.add_column("audit_entry", sa.Column("changes", sa.JSON(), nullable=False, server_default="[]"))
    (_guard_on_server if op.get_bind().dialect.name == "postgresql" else _guard_on_sqlite)()


def _partial(name: str, table: str, columns: list[str], where: str) -> None:
    op.create_index(name, table, columns, sqlite_where=sa.text(where), postgresql_where=sa.text(where))


def _guard_on_sqlite() -> None:
    for what in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER audit_entry_{what.lower()} BEFORE {what} ON audit_entry "
            f"BEGIN SELECT RAISE(ABORT, '{_SENTENCE}'); END"
        )


def _guard_on_server() -> None:
    op.execute(
        "CREATE OR REPLACE FUNCTION lianxi_refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{_SENTENCE}'; END $$"
    )
    op.execute(
        "CREATE TRIGGER audit_entry_change BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entry "
        "FOR EACH STATEMENT EXECUTE FUNCTION lianxi_refuse_change()"
    )


def downgrade() -> None:
    raise NotImplementedError("an older version is got back from the backup that the upgrade made")
