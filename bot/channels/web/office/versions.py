"""A plan beside the one that it seems to follow: what changed, and the old one replaced by the new."""

from collections.abc import Mapping
from typing import Final

from starlette.responses import Response

from bot.channels.web.office.frame import HOME, Endpoint, Visit
from bot.channels.web.office.plan import path_of
from messages import compare_text
from tasks_db.work.acts import replacing
from tasks_db.work.views import versions as views


async def _compare(visit: Visit) -> Response:
    new, old = visit.number("plan"), visit.number("old")
    value = await visit.ask(views.before_replacing, old, new)
    return visit.show(
        "compare.html",
        HOME,
        new=new,
        old=old,
        old_title=value.title,
        summary=compare_text.summary(value.found),
        lines=list(compare_text.lines(value.found)),
        does=compare_text.replacing(value),
        first=compare_text.to_settle(new, value) if value.first else "",
        path=path_of(new),
        old_path=path_of(old),
    )


async def _replace(visit: Visit) -> Response:
    """Replace the old plan by its new version, asked first (R17)."""
    new, old = visit.number("plan"), visit.number("old")
    if not visit.confirmed:
        question = compare_text.before_replacing(new, await visit.ask(views.before_replacing, old, new)).text
        return visit.ask_first(question, "确认替换", f"{path_of(new)}/compare/{old}")
    return visit.back(path_of(old), compare_text.replaced(await visit.do(replacing.replace_plan, old, new)))


_ONE: Final = "/plans/{plan}/compare/{old}"
READS: Final[Mapping[str, Endpoint]] = {_ONE: _compare}
DOES: Final[Mapping[str, Endpoint]] = {_ONE: _replace}
