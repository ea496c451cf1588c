"""Notices by state and moment in a whole index: SQLite used the partial one only for a condition in its own words."""

from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_index("ix_notice_open", "notice")
    op.create_index("ix_notice_state_send_at", "notice", ["state", "send_at"])


def downgrade() -> None:
    raise NotImplementedError("an older version is got back from the backup that the upgrade made")
