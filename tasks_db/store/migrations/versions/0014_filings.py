"""备案: every change of a seat as a row, with how, why and from when."""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import UTCDateTime

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "filing",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("seat_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(32), nullable=False),
        sa.Column("before", sa.String(), nullable=False),
        sa.Column("before_post", sa.String(), nullable=False),
        sa.Column("after", sa.String(), nullable=False),
        sa.Column("after_post", sa.String(), nullable=False),
        sa.Column("mode", sa.String(32), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("basis", sa.String(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("filed_at", UTCDateTime(), nullable=False),
        sa.Column("filed_by", sa.String(), nullable=False),
        sa.Column("open_items", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.ForeignKeyConstraint(["meeting_id"], ["joint_meeting.id"]),
        sa.ForeignKeyConstraint(["seat_id"], ["seat.id"]),
    )
    op.create_index("ix_filing_meeting_id", "filing", ["meeting_id"])


def downgrade() -> None:
    raise NotImplementedError("an older version is got back from the backup that the upgrade made")
