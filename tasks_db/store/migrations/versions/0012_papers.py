"""Papers on their way to being issued; shares that the office added beside those that the plan prints."""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import UTCDateTime

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "paper",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("as_of", UTCDateTime(), nullable=False),
        sa.Column("plan_ids", sa.JSON(), nullable=False),
        sa.Column("ticked", sa.JSON(), nullable=True),
        sa.Column("before_id", sa.Integer(), nullable=True),
        sa.Column("corrects_id", sa.Integer(), nullable=True),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("number", sa.Integer(), nullable=True),
        *(
            sa.Column(f"{step}_{what}", kind, nullable=not (step == "drafted" and what == "at"))
            for step in ("drafted", "checked", "signed", "issued")
            for what, kind in (("at", UTCDateTime()), ("by", sa.Integer()))
        ),
        sa.Column("value", sa.JSON(), nullable=True),
        sa.Column("files", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["meeting_id"], ["joint_meeting.id"]),
        sa.ForeignKeyConstraint(["before_id"], ["paper.id"]),
        sa.ForeignKeyConstraint(["corrects_id"], ["paper.id"]),
        *(
            sa.ForeignKeyConstraint([f"{step}_by"], ["person.id"])
            for step in ("drafted", "checked", "signed", "issued")
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("meeting_id", "year", "number"),
    )
    op.create_index("ix_paper_meeting_id", "paper", ["meeting_id"])
    with op.batch_alter_table("assignment") as table:
        table.add_column(sa.Column("by_office", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("assignment") as table:
        table.alter_column("by_office", server_default=None)


def downgrade() -> None:
    raise NotImplementedError("an older version is got back from the backup that the upgrade made")
