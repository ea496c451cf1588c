"""Why a sitting is proposed, its agenda before the last change, and when its silent units were reminded last."""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("sitting") as table:
        table.add_column(sa.Column("grounds", AutoString(), server_default="", nullable=False))
        table.add_column(sa.Column("agenda_before", sa.JSON(), nullable=True))
        table.add_column(sa.Column("reminded_at", UTCDateTime(), nullable=True))


def downgrade() -> None:
    raise NotImplementedError("an older version is got back from the backup that the upgrade made")
