"""转告: what a convenor orders goes to the office, which does it."""

from collections.abc import Sequence

from tasks_db.register import authority
from tasks_db.register.authority import Right
from tasks_db.register.notice import NoticeText
from tasks_db.store import people
from tasks_db.store.keys import key
from tasks_db.work.context import Context, act
from tasks_db.work.post import outbox


@act(Right.DECIDE)
def forward(ctx: Context, notice: NoticeText) -> Sequence[str]:
    """Tell everybody of the office what the person asks for; returns their names.

    ``notice`` is rendered by whoever passes it on, with the buttons of what is asked for.
    """
    meeting = people.the_meeting(ctx.session)
    lines = people.seat_lines(ctx.session, key(meeting.id), ctx.today)
    told = {line.person_id: line.person or "" for line in lines if line.role in authority.OFFICE and line.person_id}
    for person_id in told:
        outbox.tell(ctx.session, person_id, notice.text, ctx.now, notice.buttons)
    ctx.note("转告办公室", "person", ctx.me.person_id, words=notice.text)
    return list(told.values())
