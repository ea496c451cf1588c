"""Links that open the page."""


def page_link(address: str | None, code: str) -> str | None:
    """Return the link that opens the page with an invitation's code filled in; None where no address is set.

    The code stands behind #, which no server is told and no log holds.
    """
    return f"{address}/sign-in#code={code}" if address is not None else None
