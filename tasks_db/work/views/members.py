"""Who somebody is, by the address from which they write."""

from tasks_db.register.authority import Right
from tasks_db.register.people import Address, Member
from tasks_db.store import people
from tasks_db.work.context import Context, view


@view(Right.GREET)
def who_writes(ctx: Context, at: Address) -> Member | None:
    """Return the person at an address with the seats they serve in today; None for a stranger."""
    return people.member_by_address(ctx.session, at, ctx.today)
