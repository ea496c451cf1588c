"""The office's desk: pleas and silences passed on, opinions, notices to be signed for; units that have ended."""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "plea",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("report_id", sa.Integer(), sa.ForeignKey("report.id"), nullable=False, unique=True),
        sa.Column("unit_told_at", UTCDateTime(), nullable=True),
        sa.Column("unit_id", sa.Integer(), sa.ForeignKey("unit.id"), nullable=True),
        sa.Column("convenor_told_at", UTCDateTime(), nullable=True),
        sa.Column("answered_at", UTCDateTime(), nullable=True),
        sa.Column("answered_by", sa.Integer(), sa.ForeignKey("person.id"), nullable=True),
        sa.Column("answer", AutoString(), nullable=False),
    )
    op.create_table(
        "raised",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("due_id", sa.Integer(), sa.ForeignKey("due.id"), nullable=False, unique=True),
        sa.Column("at", UTCDateTime(), nullable=False),
    )
    op.create_table(
        "opinion",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("person_id", sa.Integer(), sa.ForeignKey("person.id"), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("text", AutoString(), nullable=False),
        sa.Column("answered_at", UTCDateTime(), nullable=True),
        sa.Column("answered_by", sa.Integer(), sa.ForeignKey("person.id"), nullable=True),
        sa.Column("answer", AutoString(), nullable=False),
    )
    op.create_table(
        "circular",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("meeting_id", sa.Integer(), sa.ForeignKey("joint_meeting.id"), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("text", AutoString(), nullable=False),
        sa.Column("whom", AutoString(), nullable=False),
    )
    op.create_table(
        "circular_reader",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("circular_id", sa.Integer(), sa.ForeignKey("circular.id"), nullable=False),
        sa.Column("person_id", sa.Integer(), sa.ForeignKey("person.id"), nullable=False),
        sa.Column("unit_id", sa.Integer(), sa.ForeignKey("unit.id"), nullable=False),
        sa.Column("read_at", UTCDateTime(), nullable=True),
        sa.UniqueConstraint("circular_id", "person_id", "unit_id"),
    )
    op.create_index("ix_circular_reader_person_id", "circular_reader", ["person_id"])
    with op.batch_alter_table("unit") as table:
        table.add_column(sa.Column("ended_on", sa.Date(), nullable=True))


def downgrade() -> None:
    raise NotImplementedError("an older version is got back from the backup that the upgrade made")
