"""Who chairs a sitting, as its notice, its card and its papers say it."""

from tasks_db.register.meetings.chairing import parted


def led(chair: str, by: str = "由") -> str:
    """Return 由召集人沈某主持, or 受召集人委托，由副召集人顾某主持."""
    delegated, who = parted(chair)
    return f"{delegated}，{by}{who}主持" if delegated else f"{by}{who}主持"


def beside(chair: str) -> str:
    """Return who chairs as a list says it: 副召集人顾某（受召集人委托）."""
    delegated, who = parted(chair)
    return f"{who}（{delegated}）" if delegated else who
