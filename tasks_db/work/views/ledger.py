"""The ledger (台账) and the open data of the register."""

from dataclasses import replace

from tasks_db.register import ledger as ledgers
from tasks_db.register import ledger_meetings
from tasks_db.register.authority import Right
from tasks_db.register.ledger import Ledger, Row
from tasks_db.store import meetings, plans, registers
from tasks_db.store.keys import key
from tasks_db.terms import GONE
from tasks_db.work import filings as filed
from tasks_db.work import meetings as steps
from tasks_db.work.context import Context, view


@view(Right.PLAN)
def ledger(ctx: Context) -> Ledger:
    """Return the ledger of the plans that are handed out, with what the caller's bodies decided and filed."""
    found = ledgers.ledger(registers.load(ctx.session), ctx.now)
    tasks = {row.key: (row.code, row.state) for sheet in found.sheets for row in sheet.rows}
    bodies = [steps.body(ctx, meeting_id) for meeting_id in steps.own_ids(ctx, Right.PLAN)]
    return replace(
        found,
        resolutions=tuple(
            line
            for body in bodies
            for line in ledger_meetings.resolutions(body, meetings.sittings(ctx.session, body.id), tasks)
        ),
        filings=tuple(
            line for body in bodies for line in ledger_meetings.filings(body, filed.of_meeting(ctx.session, body.id))
        ),
    )


@view(Right.PLAN)
def open_data(ctx: Context) -> dict[str, list[Row]]:
    """Return plans, tasks, assignments, dues and reports as plain rows; plans that were removed are left out."""
    kept = [key(row.id) for row in plans.all_plans(ctx.session) if row.stage not in GONE]
    return ledgers.open_data(registers.load(ctx.session, kept), ctx.now)
