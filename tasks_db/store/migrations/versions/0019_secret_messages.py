"""Messages that hold links: their words and files go at night."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name in ("notice", "page_message"):
        with op.batch_alter_table(name) as table:
            table.add_column(sa.Column("secret", sa.Boolean(), server_default=sa.false(), nullable=False))
        which = sa.text("secret")
        op.create_index(f"ix_{name}_secret", name, ["secret"], sqlite_where=which, postgresql_where=which)


def downgrade() -> None:
    raise NotImplementedError("an older version is got back from the backup that the upgrade made")
