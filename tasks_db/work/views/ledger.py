"""The ledger (台账) and the open data of the register."""

from tasks_db.register import ledger as ledgers
from tasks_db.register.authority import Right
from tasks_db.register.ledger import Ledger, Row
from tasks_db.store import plans, registers
from tasks_db.store.keys import key
from tasks_db.terms import GONE
from tasks_db.work.context import Context, view


@view(Right.PLAN)
def ledger(ctx: Context) -> Ledger:
    """Return the ledger of the plans that are handed out."""
    return ledgers.ledger(registers.load(ctx.session), ctx.now)


@view(Right.PLAN)
def open_data(ctx: Context) -> dict[str, list[Row]]:
    """Return plans, tasks, assignments, dues and reports as plain rows; plans that were removed are left out."""
    kept = [key(row.id) for row in plans.all_plans(ctx.session) if row.stage not in GONE]
    return ledgers.open_data(registers.load(ctx.session, kept), ctx.now)
