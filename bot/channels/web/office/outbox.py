"""What goes out in the next seven days, what waits, what did not arrive or came twice, and who cannot be asked."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from itertools import groupby
from typing import Final

from starlette.responses import Response

from bot.channels.web.office.frame import HOME, Endpoint, Visit
from bot.channels.web.values import PageError
from config.clock import local_date
from messages import outgoing_text, phrases, put_off_text
from tasks_db.language import put_off_days
from tasks_db.register import codes
from tasks_db.register.reminders import Bundle
from tasks_db.terms import NoticeKind
from tasks_db.work.acts import putting_off as acts
from tasks_db.work.views import burden as burdens
from tasks_db.work.views import outgoing
from tasks_db.work.views import putting_off as put_offs

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
        put_off=await visit.ask(put_offs.in_force),
        put_off_line=put_off_text.line,
        unreached_line=outgoing_text.unreached,
        burden=[(month, list(own)) for month, own in groupby(burden, key=lambda one: one.month)],
    )


async def _put_off(visit: Visit) -> Response:
    """缓催 a unit's task or all that it owes, read back first with what it does (R17)."""
    since, until = put_off_days.days_named(visit.text("day"), local_date(await visit.site.desk.now()))
    if until is None:
        raise PageError(400, "没有看懂缓到哪天，请写成 下周三、12月8日、两周 这样。")
    item = f" {visit.text('item')}项" if visit.text("item") else ""
    said = await visit.ask(put_offs.named, f"{visit.text('unit')}{item}")
    if not said.names_something:
        raise PageError(400, f"没有认出“{visit.text('unit')}”。{put_off_text.ASK_WHOM}")
    shares, why = await visit.ask(put_offs.shares, said), visit.text("why")
    if not visit.confirmed:
        question = put_off_text.before(await visit.ask(put_offs.before, shares, until, since), why).text
        return visit.ask_first(question, "确认缓催", PATH)
    done = await visit.do(acts.put_off_for, shares, until, why, since)
    return visit.back(PATH, put_off_text.done(done).text, "put-off")


async def _ask_again(visit: Visit) -> Response:
    done = await visit.do(acts.ask_again_for, [visit.number("share")])
    return visit.back(PATH, put_off_text.asked_again(done), "put-off")


READS: Final[Mapping[str, Endpoint]] = {"/outbox": _outbox}
DOES: Final[Mapping[str, Endpoint]] = {"/put-off": _put_off, "/put-off/{share}/end": _ask_again}
