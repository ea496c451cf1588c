"""A bound beside each due, so that the planner looks at those whose day has come; indexes for what is sought."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # the default lets the next tick look at every due once and write its own bound
    op.add_column("due", sa.Column("look_on", sa.Date(), nullable=True, server_default="1970-01-01"))
    op.add_column("due", sa.Column("touched", sa.Integer(), nullable=False, server_default="0"))
    op.create_index(
        "ix_due_look_on",
        "due",
        ["look_on", "checkpoint_id", "touched"],
        sqlite_where=sa.text("look_on IS NOT NULL"),
        postgresql_where=sa.text("look_on IS NOT NULL"),
    )
    op.create_index("ix_task_seq", "task", ["seq"])
    waits = sa.text("status = 'submitted'")
    op.create_index("ix_report_waiting", "report", ["at"], sqlite_where=waits, postgresql_where=waits)
    op.create_index("ix_notice_working_day", "notice", ["working_day"])


def downgrade() -> None:
    raise NotImplementedError("an older version is got back from the backup that the upgrade made")
