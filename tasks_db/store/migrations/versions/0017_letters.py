"""Letters to one unit beside digests, each kind with numbers of its own; what units answer to what names them."""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import UTCDateTime

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

# SQLite reflects the unnamed constraint of 0012 without a name; the convention gives it one to be dropped by
_CONVENTION = {"uq": "uq_%(table_name)s_%(column_0_name)s"}


def upgrade() -> None:
    on_server = op.get_bind().dialect.name == "postgresql"
    with op.batch_alter_table("paper", naming_convention=_CONVENTION) as table:
        table.add_column(sa.Column("kind", sa.String(length=32), nullable=False, server_default="digest"))
        table.add_column(sa.Column("unit_id", sa.Integer(), nullable=True))
        unnamed = "paper_meeting_id_year_number_key" if on_server else "uq_paper_meeting_id"
        table.drop_constraint(unnamed, type_="unique")
    with op.batch_alter_table("paper") as table:
        table.alter_column("kind", server_default=None)
        table.create_foreign_key("fk_paper_unit_id", "unit", ["unit_id"], ["id"])
        table.create_unique_constraint("uq_paper_number", ["meeting_id", "kind", "year", "number"])
    op.create_table(
        "paper_reply",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("paper_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("lines", sa.JSON(), nullable=False),
        sa.Column("shown_at", UTCDateTime(), nullable=False),
        sa.Column("until", UTCDateTime(), nullable=False),
        sa.Column("answered_at", UTCDateTime(), nullable=True),
        sa.Column("answered_by", sa.Integer(), nullable=True),
        sa.Column("answer", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["paper_id"], ["paper.id"]),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"]),
        sa.ForeignKeyConstraint(["answered_by"], ["person.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("paper_id", "unit_id", name="uq_paper_reply_unit"),
    )
    op.create_index("ix_paper_reply_paper_id", "paper_reply", ["paper_id"])


def downgrade() -> None:
    raise NotImplementedError("an older version is got back from the backup that the upgrade made")
