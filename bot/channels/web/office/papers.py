"""What the office puts out: the digest with its picture, letters and papers, notices with who signed, the ledger.

What takes several steps in the chat (drafting, checking, signing) is begun here and goes on where one is asked.
"""

import asyncio
from collections.abc import Mapping
from typing import Final
from urllib.parse import quote

from starlette.responses import Response

from bot.channels.web.office.frame import HOME, Endpoint, Visit
from bot.channels.web.values import PageError
from messages import circular_text, digest_file
from tasks_db.register.meetings.noticed import untold
from tasks_db.work.acts import circulars as acts
from tasks_db.work.views import circulars as views
from tasks_db.work.views import papers as paper_views
from tasks_db.work.views import sittings
from tasks_db.work.views.digest import digest

PATH: Final = f"{HOME}/papers"
_KEPT: Final = 12


async def _papers(visit: Visit) -> Response:
    papers = await visit.ask(paper_views.every)
    return visit.show(
        "papers.html",
        PATH,
        as_of=await visit.site.desk.now(),
        papers=papers[:_KEPT],
        more=len(papers) - _KEPT,
        notices=await visit.ask(views.circulars),
        sittings=(await visit.ask(sittings.sittings)).sittings[:_KEPT],
        choices=await visit.ask(views.names_to_choose),
        signed_count=circular_text.signed_count,
        remind_count=circular_text.remind_count,
        answers_to_ask=circular_text.answers_to_ask,
        untold=untold,
        state_of=circular_text.state_of,
        can_link=visit.site.desk.links.address is not None,
    )


async def _picture(visit: Visit) -> Response:
    """Show the leader's picture of this moment; of many tasks there is one for each plan."""
    number = visit.number("number")
    found = await visit.ask(digest, await visit.site.desk.now(), None)
    drawn = await asyncio.to_thread(digest_file.pictures, found.digest, found.meeting)
    if not 0 < number <= len(drawn):
        raise PageError(404, "没有这张进展图。请回到“通报和公文”。")
    shown = drawn[number - 1]
    headers = {"content-disposition": f"inline; filename*=utf-8''{quote(shown.name)}"}
    return Response(shown.content, media_type="image/png", headers=headers)


async def _notice(visit: Visit) -> Response:
    """Send a notice, read back first with whom it reaches (R17)."""
    ticked = [str(one).strip() for one in visit.form.getlist("to")]
    whom, text = "、".join(one for one in (visit.text("whom"), *ticked) if one), visit.text("words")
    if not whom:
        raise PageError(400, "还没有写通知谁：请写“全体”、单位或集合单位，或在下面勾选。")
    if not visit.confirmed:
        value = await visit.ask(views.before_sending, whom)
        return visit.ask_first(circular_text.before_sending(value, text).text, "确认发出", PATH)
    return visit.back(PATH, circular_text.sent(await visit.do(acts.send_circular, whom, text)).text, "notices")


async def _remind(visit: Visit) -> Response:
    return visit.back(
        PATH, circular_text.reminded(await visit.do(acts.remind_readers, visit.number("notice"))), "notices"
    )


async def _ask_for_answers(visit: Visit) -> Response:
    told = await visit.do(acts.ask_for_answers, visit.number("notice"))
    return visit.back(PATH, circular_text.reminded(told, "请答复"), "notices")


async def _told_by_phone(visit: Visit) -> Response:
    """Write down who took the call by which a unit was told of a notice, and what they answered."""
    done = await visit.do(
        acts.told_by_phone, visit.text("unit"), visit.text("who"), visit.text("words"), visit.number("notice")
    )
    return visit.back(PATH, circular_text.phoned(*done), f"n{visit.number('notice')}")


READS: Final[Mapping[str, Endpoint]] = {"/papers": _papers, "/papers/picture/{number}": _picture}
DOES: Final[Mapping[str, Endpoint]] = {
    "/notices": _notice,
    "/notices/{notice}/remind": _remind,
    "/notices/{notice}/answers": _ask_for_answers,
    "/notices/{notice}/phoned": _told_by_phone,
}
