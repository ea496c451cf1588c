"""What a sitting on one topic is called: 校园周边交通安全 of 校园周边交通安全专题会议."""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("sitting") as table:
        table.add_column(sa.Column("title", AutoString(), server_default="", nullable=False))


def downgrade() -> None:
    raise NotImplementedError("an older version is got back from the backup that the upgrade made")
