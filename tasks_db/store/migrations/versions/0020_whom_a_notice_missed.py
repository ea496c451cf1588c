"""Notices keep the units that they could not be sent to; of those sent before, as far as it can be told now."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

_MISSED = """
INSERT INTO circular_reader (circular_id, person_id, unit_id)
SELECT DISTINCT circular.id, CAST(NULL AS INTEGER), seat.unit_id
FROM circular JOIN seat ON seat.meeting_id = circular.meeting_id AND seat.role = 'liaison'
JOIN unit ON unit.id = seat.unit_id AND unit.ended_on IS NULL
WHERE (circular.whom = '全体' OR EXISTS (
    SELECT 1 FROM unit AS named JOIN group_membership AS held ON held.group_id = named.id
    WHERE named.name = circular.whom AND held.member_id = seat.unit_id AND held.until IS NULL))
AND NOT EXISTS (
    SELECT 1 FROM circular_reader AS sent WHERE sent.circular_id = circular.id AND sent.unit_id = seat.unit_id)
"""


def upgrade() -> None:
    with op.batch_alter_table("circular_reader") as table:
        table.alter_column("person_id", existing_type=sa.Integer(), nullable=True)
    op.execute(_MISSED)


def downgrade() -> None:
    raise NotImplementedError("an older version is got back from the backup that the upgrade made")
