"""Where the office begins: what waits today, and the plans with their state."""

from collections.abc import Mapping
from typing import Final

from starlette.responses import RedirectResponse, Response

from bot.channels.web.office.frame import HOME, Endpoint, Visit
from messages import office_day, plan_cards
from tasks_db.register import codes
from tasks_db.register.authority import Right
from tasks_db.work.acts import desk as acts
from tasks_db.work.views import desk as desk_views
from tasks_db.work.views import membership
from tasks_db.work.views import plans as plan_views


async def _home(visit: Visit) -> Response:
    """Show the office its day and its plans; a convenor, who decides alone, goes to what waits for a decision."""
    if not visit.may(Right.PLAN) and visit.may(Right.DECIDE):
        return RedirectResponse(f"{HOME}/review", 303)
    shows_all = "all" in visit.request.query_params
    plans = await visit.ask(plan_views.standing, abolished=shows_all)
    day = await visit.ask(desk_views.office)
    waits = office_day.office(day).text.splitlines()[1:] if day.waits else []
    return visit.show(
        "home.html",
        HOME,
        plans=plans,
        all=shows_all,
        waits=waits,
        day=day,
        offered=[line for line in day.offered if line.due_id is not None],
        changes=await visit.ask(membership.all_changes) if day.changes else {},
        opinions=await visit.ask(desk_views.opinions),
        blocker=plan_cards.blocker,
        code=codes.of,
        as_of=day.as_of,
    )


async def _raise(visit: Visit) -> Response:
    """Put a unit's long silence before the convenors."""
    return visit.back(HOME, office_day.told_convenors(await visit.do(acts.raise_silence, visit.number("due"))))


async def _answer(visit: Visit) -> Response:
    name = await visit.do(acts.answer_opinion, visit.number("opinion"), visit.text("words"))
    return visit.back(HOME, office_day.opinion_answered(name))


READS: Final[Mapping[str, Endpoint]] = {"": _home}
DOES: Final[Mapping[str, Endpoint]] = {"/silent/{due}/raise": _raise, "/opinions/{opinion}/answer": _answer}
