"""Plans above and below one another: which loaded plan is the paper that another one carries out.

Nothing is stored but what the plan cites; the link is found when it is looked at, so it does not matter which of the
two was loaded first.
"""

from sqlmodel import Session

from tasks_db.register.overview import Above
from tasks_db.store import models, plans
from tasks_db.store.keys import key
from tasks_db.terms import GONE


def above(session: Session, plan: models.Plan) -> tuple[Above, ...]:
    """Return the papers that a plan cites in its opening, in order, each with the plan here that it is."""
    others = [one for one in _in_use(session) if one.id != plan.id]
    return tuple(
        Above(title, number, next((key(other.id) for other in others if _is(other, title, number)), None))
        for title, number in _cited(plan)
    )


def below(session: Session, plan: models.Plan) -> tuple[int, ...]:
    """Return the ids of the plans in use that cite this one."""
    return tuple(
        key(other.id)
        for other in _in_use(session)
        if other.id != plan.id and any(_is(plan, title, number) for title, number in _cited(other))
    )


def _in_use(session: Session) -> list[models.Plan]:
    return [one for one in plans.all_plans(session) if one.stage not in GONE]


def _cited(plan: models.Plan) -> list[tuple[str, str | None]]:
    cited = plan.intake.get("superiors", [])
    return [(one["title"], one["number"]) for one in cited] if isinstance(cited, list) else []


def _is(plan: models.Plan, title: str, number: str | None) -> bool:
    if number and plan.number:
        return number == plan.number
    one, other = "".join(plan.title.split()), "".join(title.split())
    return one.endswith(other) or other.endswith(one)  # the issuer before it may be left out
