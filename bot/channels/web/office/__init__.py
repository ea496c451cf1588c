"""The office's pages beside the chat: plans, reviews, what goes out, units and people; forms that need no script."""

from starlette.routing import Route

from bot.channels.web.office import home, outbox, papers, people, plan, plan_acts, review, sending, versions
from bot.channels.web.office.frame import Office, routes_of
from bot.channels.web.page import Site
from bot.channels.web.pages import Pages


def routes(site: Site, pages: Pages, address: str | None) -> list[Route]:
    """Return the routes of the office's pages; every view and every act behind them asks for its right (R14).

    ``address`` is where people open the page, for the links of invitations; None where none is set.
    """
    office = Office(site, pages, address)
    parts = (home, plan, plan_acts, versions, review, outbox, papers, people)
    plain = [route for part in parts for route in routes_of(office, part.READS, part.DOES)]
    return [*plain, *sending.routes(office)]
