"""A row before a message in both directions: what came in, long work, leases; answers among the outgoing messages."""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import UTCDateTime

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_WAITING = sa.text("state = 'waiting'")
_OPEN = sa.text("state IN ('pending', 'claimed')")


def upgrade() -> None:
    _what_comes_in()
    with op.batch_alter_table("notice") as table:
        table.drop_index("ix_notice_state")
        table.alter_column("person_id", existing_type=sa.Integer(), nullable=True)
        for name in ("channel", "address", "file_name", "changes", "ref", "claimed_by"):
            table.add_column(sa.Column(name, sa.String(), nullable=True))
        table.add_column(sa.Column("file", sa.LargeBinary(), nullable=True))
        table.add_column(sa.Column("update_id", sa.Integer(), nullable=True))
        table.add_column(sa.Column("numbers", sa.JSON(), nullable=False, server_default="[]"))
        table.add_column(sa.Column("about", sa.JSON(), nullable=False, server_default="[]"))
        table.add_column(sa.Column("doubtful", sa.Integer(), nullable=False, server_default="0"))
    with op.batch_alter_table("notice") as table:
        for name in ("numbers", "about", "doubtful"):
            table.alter_column(name, server_default=None)
        table.create_index("ix_notice_update_id", ["update_id"])
        table.create_index("ix_notice_open", ["state", "send_at"], sqlite_where=_OPEN, postgresql_where=_OPEN)
    # the version before tried a second time whatever may have arrived, and did not count it
    op.execute("UPDATE notice SET doubtful = attempts WHERE state = 'unknown'")
    op.execute("UPDATE notice SET state = 'pending' WHERE state = 'unknown' AND attempts < 2")
    op.execute("UPDATE notice SET doubtful = attempts - 1 WHERE state = 'sent' AND attempts > 1")


def _what_comes_in() -> None:
    op.create_table(
        "inbox",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("bot", sa.String(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("lane", sa.String(), nullable=False),
        sa.Column("album", sa.String(), nullable=True),
        sa.Column("raw", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("received_at", UTCDateTime(), nullable=False),
        sa.Column("done_at", UTCDateTime(), nullable=True),
        sa.Column("error", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("channel", "bot", "number"),
    )
    op.create_index("ix_inbox_waiting", "inbox", ["lane", "id"], sqlite_where=_WAITING, postgresql_where=_WAITING)
    op.create_index("ix_inbox_done_at", "inbox", ["done_at"])
    op.create_table(
        "job",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("work", sa.String(), nullable=False),
        sa.Column("update_id", sa.Integer(), nullable=False),
        sa.Column("event", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("claimed_by", sa.String(), nullable=True),
        sa.Column("claimed_at", UTCDateTime(), nullable=True),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("done_at", UTCDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_job_waiting", "job", ["id"], sqlite_where=_WAITING, postgresql_where=_WAITING)
    op.create_table(
        "lease",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("holder", sa.String(), nullable=False),
        sa.Column("until", UTCDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )


def downgrade() -> None:
    raise NotImplementedError("an older version is got back from the backup that the upgrade made")
