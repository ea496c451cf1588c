"""Where the office begins: what waits today, and the plans with their state."""

from collections.abc import Mapping
from typing import Final

from starlette.responses import RedirectResponse, Response

from bot.channels.web.office.frame import HOME, Endpoint, Visit
from bot.channels.web.values import PageError
from messages import office_day, opinions_text, plan_cards, task_cards
from tasks_db.register import codes
from tasks_db.register.authority import Right
from tasks_db.work.acts import changing
from tasks_db.work.acts import desk as acts
from tasks_db.work.views import desk as desk_views
from tasks_db.work.views import membership, opinions, reviews
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
        answered=[one for one in await visit.ask(opinions.every) if one.answered_at is not None],
        line=opinions_text.line,
        blocker=plan_cards.blocker,
        code=codes.of,
        as_of=day.as_of,
    )


async def _raise(visit: Visit) -> Response:
    """Put a unit's long silence before the convenors."""
    return visit.back(HOME, office_day.told_convenors(await visit.do(acts.raise_silence, visit.number("due"))))


async def _instead(visit: Visit) -> Response:
    """Put the unit that a report names in the place of the one whose task it is not."""
    other = await visit.ask(reviews.instead, visit.number("report"))
    if other is None:
        raise PageError(409, "没有写明应由哪个单位负责。请到方案里改这一项的单位。")
    untold = await visit.do(changing.set_units, other.task_id, other.role, other.names)
    return visit.back(HOME, task_cards.asked_instead([other.unit], [other.gone], untold))


async def _answer(visit: Visit) -> Response:
    name = await visit.do(acts.answer_opinion, visit.number("opinion"), visit.text("words"))
    return visit.back(HOME, office_day.opinion_answered(name))


READS: Final[Mapping[str, Endpoint]] = {"": _home}
DOES: Final[Mapping[str, Endpoint]] = {
    "/disowned/{report}/instead": _instead,
    "/silent/{due}/raise": _raise,
    "/opinions/{opinion}/answer": _answer,
}
