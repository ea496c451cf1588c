"""Which cancelled tasks words name, and what is told of them."""

from collections.abc import Collection, Sequence

from tasks_db.language import ended_words
from tasks_db.language.ended_words import Titled
from tasks_db.register import authority, codes
from tasks_db.register.authority import Right
from tasks_db.register.ended import Ended, ended
from tasks_db.register.people import Address
from tasks_db.store import audit, candidates, plans, registers
from tasks_db.store.names import titles_in_force
from tasks_db.work.context import Context, view
from tasks_db.work.post import conversation


@view(Right.ASK)
def named(ctx: Context, text: str, at: Address) -> tuple[Ended, ...]:
    """Return the cancelled tasks that words ask about, as far as the asker may see them.

    None where the words may mean a task that counts: by its title, by its number, or by one on the list last shown.
    """
    return among(ctx, text, at, [Titled(*row) for row in plans.cancelled_tasks(ctx.session)])


def among(ctx: Context, text: str, at: Address, gone: Sequence[Titled]) -> tuple[Ended, ...]:
    """Return those of some cancelled tasks that words ask about, as ``named`` does."""
    if not gone or len(text) > ended_words.LONGEST or "\n" in text:
        return ()
    numbers = {one.seq for one in gone}
    shared = any(str(count) in numbers for count, _, _ in conversation.shown(ctx, at, None)) or any(
        task.is_live for seq in numbers for _, task in registers.tasks(ctx.session, plans.of_seq(seq, in_force=False))
    )
    meant = ended_words.coded(text, gone, shared=shared)
    if not meant:
        meant, called, beside = ended_words.titled(text, gone)
        if meant and any(
            called in title or ended_words.names_other(beside, title) for title in titles_in_force(ctx.session)
        ):
            return ()
    return _told(ctx, meant)


@view(Right.ASK)
def of_number(ctx: Context, number: str) -> tuple[Ended, ...]:
    """Return the cancelled tasks that go by a number or a code, as far as the asker may see them."""
    plan_id, seq = codes.parted(number)
    gone = [Titled(*row) for row in plans.cancelled_tasks(ctx.session)]
    return _told(ctx, [one.id for one in gone if one.seq == seq and plan_id in {None, one.plan_id}])


@view(Right.ASK)
def one(ctx: Context, task_id: int) -> Ended | None:
    """Return what is told of a task that was cancelled; None for one that counts, or that the asker may not see."""
    return next(iter(_told(ctx, [task_id])), None)


@view(Right.DECIDE)
def every(ctx: Context, plan_id: int | None = None) -> tuple[Ended, ...]:
    """Return the cancelled tasks of one plan or of all, in the order of the plans."""
    return _told(ctx, [row.id for row in plans.cancelled_tasks(ctx.session) if plan_id in {None, row.plan_id}])


def _told(ctx: Context, task_ids: Collection[int]) -> tuple[Ended, ...]:
    if not task_ids:
        return ()
    done = audit.histories(ctx.session, "task", task_ids)
    found = [
        ended(task, done.get(task.id, ()))
        for _, task in registers.tasks(ctx.session, candidates.of_ids(list(task_ids)))
        if authority.may_see(ctx.who, task)
    ]
    return tuple(one for one in found if one is not None)
