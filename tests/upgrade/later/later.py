"""A step as a later version may bring: on SQLite it puts other tables in the place of those that much refers to.

Only tests take it, after the product's own steps, so that an upgrade has much to do whatever those are.
"""

import sqlalchemy as sa
from alembic import op

from tests.upgrade.old import head

revision = "later"
down_revision = head()
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table in ("person", "report"):
        with op.batch_alter_table(table) as changed:
            changed.add_column(sa.Column("later", sa.String(), nullable=True))
        op.execute(f"UPDATE {table} SET later = 'x'")  # noqa: S608 - the two names above
        with op.batch_alter_table(table) as changed:
            changed.alter_column("later", existing_type=sa.String(), nullable=False, server_default="x")
    op.drop_index("ix_report_at", "report")
    op.create_table("later", sa.Column("id", sa.Integer(), primary_key=True))
    op.create_index("ix_report_later", "report", ["later"])
