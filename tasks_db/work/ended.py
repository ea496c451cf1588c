"""Cancelled tasks that words name, and what is told of them; a step of views."""

from collections.abc import Collection, Sequence

from tasks_db.language import ended_words
from tasks_db.language.ended_words import Titled
from tasks_db.register import authority
from tasks_db.register.ended import Ended, ended
from tasks_db.register.people import Address
from tasks_db.store import audit, candidates, plans, registers
from tasks_db.store.names import titles_in_force
from tasks_db.work.context import Context
from tasks_db.work.post import conversation


def among(ctx: Context, text: str, at: Address, gone: Sequence[Titled]) -> tuple[Ended, ...]:
    """Return those of some cancelled tasks that words ask about, as far as the asker may see them.

    None where the words may mean a task that counts: by its title, by its number, or by one on the list last shown.
    """
    if not gone or not ended_words.may_name(text):
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
    return told(ctx, meant)


def told(ctx: Context, task_ids: Collection[int]) -> tuple[Ended, ...]:
    """Return what is told of those of some tasks that were cancelled and that the asker may see."""
    if not task_ids:
        return ()
    done = audit.histories(ctx.session, "task", task_ids)
    found = [
        ended(task, done.get(task.id, ()))
        for _, task in registers.tasks(ctx.session, candidates.of_ids(list(task_ids)))
        if authority.may_see(ctx.who, task)
    ]
    return tuple(one for one in found if one is not None)
