"""The notice of a sitting is checked, signed, and kept as it went out; what was taken off an agenda stays off."""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import UTCDateTime

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("sitting") as table:
        for step in ("checked", "signed"):
            table.add_column(sa.Column(f"notice_{step}_at", UTCDateTime(), nullable=True))
            table.add_column(sa.Column(f"notice_{step}_by", sa.Integer(), nullable=True))
            table.create_foreign_key(f"fk_sitting_notice_{step}_by", "person", [f"notice_{step}_by"], ["id"])
        table.add_column(sa.Column("notice", sa.JSON(), nullable=True))
        table.add_column(sa.Column("dropped", sa.JSON(), server_default="[]", nullable=False))


def downgrade() -> None:
    raise NotImplementedError("an older version is got back from the backup that the upgrade made")
