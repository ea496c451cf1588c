"""What a unit answered to a plea that was passed to it, apart from what the office or a convenor answered."""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("plea") as table:
        table.add_column(sa.Column("helper_answer", AutoString(), nullable=False, server_default=""))
        table.add_column(sa.Column("helper_answered_at", UTCDateTime(), nullable=True))
    # an answer without its moment was a unit's; its moment stands in the trail
    op.execute(
        "UPDATE plea SET helper_answer = answer, answer = '', answered_by = NULL,"
        " helper_answered_at = (SELECT MAX(audit_entry.at) FROM audit_entry WHERE audit_entry.entity = 'report'"
        " AND audit_entry.entity_id = plea.report_id AND audit_entry.action = '单位答复需协调事项')"
        " WHERE answered_at IS NULL AND answer <> ''"
    )


def downgrade() -> None:
    raise NotImplementedError("an older version is got back from the backup that the upgrade made")
