"""What goes out in the next seven days, what waits, what did not arrive or came twice, and who cannot be asked."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from itertools import groupby
from typing import Final

from starlette.responses import Response

from bot.channels.web.office.frame import HOME, Endpoint, Visit
from config.clock import local_date
from messages import phrases
from tasks_db.register import codes
from tasks_db.register.reminders import Bundle
from tasks_db.terms import NoticeKind
from tasks_db.work.views import burden as burdens
from tasks_db.work.views import outgoing

PATH: Final = f"{HOME}/outbox"
_AHEAD: Final = timedelta(days=7)


def _by_day(bundles: Iterable[Bundle]) -> list[tuple[date, list[Bundle]]]:
    return [(day, list(own)) for day, own in groupby(bundles, key=lambda bundle: bundle.day)]


async def _outbox(visit: Visit) -> Response:
    now = await visit.site.desk.now()
    today = local_date(now)
    coming = await visit.ask(outgoing.coming, today, today + _AHEAD)
    burden = await visit.ask(burdens.burden)
    preview = await visit.ask(outgoing.preview)
    return visit.show(
        "outbox.html",
        PATH,
        as_of=now,
        today=today,
        days=_by_day(coming.bundles),
        people=len({bundle.holder.person_id for bundle in coming.bundles}),
        sent=await visit.ask(outgoing.waiting),
        unasked=preview.unasked,
        code=codes.of,
        when=phrases.when_due,
        bundle=NoticeKind.BUNDLE,
        trials=[(one, _by_day(one.bundles)) for one in await visit.ask(outgoing.on_trial, today + _AHEAD)],
        burden=[(month, list(own)) for month, own in groupby(burden, key=lambda one: one.month)],
    )


READS: Final[Mapping[str, Endpoint]] = {"/outbox": _outbox}
DOES: Final[Mapping[str, Endpoint]] = {}
