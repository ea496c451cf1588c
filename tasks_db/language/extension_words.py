"""Words with which the office decides an extension that a unit asked for: 同意县水利局1-5延到12月10日, 不同意….

Each is matched against the whole text, so that none takes an order or an answer that only speaks of it.
"""

from datetime import date

from tasks_db import lazy_re as re
from tasks_db.language.until import read_until
from tasks_db.lean_dataclass import dataclass

_CODE = r"第?\s*(?P<task>\d{1,4}(?:\s*[-－—]\s*\d{1,4})?)\s*项?(?:任务)?"
_WHOSE = rf"(?:把|给|将)?(?P<whom>[\u4e00-\u9fff（）()]{{2,20}}?)?(?:的|在)?\s*(?:{_CODE})?的?"


@dataclass(frozen=True, slots=True)
class Granted:
    """An extension that is granted until ``day``: whose and of which task, each empty where it is not said.

    ``beside`` is what else is said, as typed.
    """

    whom: str
    task: str
    day: date
    beside: str = ""


@dataclass(frozen=True, slots=True)
class Refused:
    """An extension that is not granted: whose, of which task, and why, each empty where it is not said."""

    whom: str
    task: str
    why: str


_GRANTED = re.compile(
    rf"(?:同意|批准|准许|可以){_WHOSE}(?:时限|期限|申请|延期)*"
    r"(?:只|先|就)?(?:延期?|延长|宽限|推迟|顺延)(?:到|至)\s*(?P<day>[^，,；;。]{2,16}?)(?:前|之前|止)?"
    r"(?:[\s。.!！]*|[，,；;。]+(?P<beside>[^\n]{2,80}))"
)
_REFUSED = re.compile(
    rf"(?:不(?:能|予)?(?:同意|批准|批|准许?)|没有?(?:同意|批准?)){_WHOSE}(?:时限|期限|申请|提出的)*"
    r"(?:延期|延长|宽限|推迟|顺延|延(?=[到至]))(?:[到至][^，,；;。：:]{2,16})?(?:的?(?:申请|请求))?"
    r"(?:[\s。.!！]*|[，,；;。：:\s]+(?:理由|原因|因为)?[是：:]*\s*(?P<why>[^\n]{2,200}))"
)


def grants(text: str, today: date) -> Granted | None:
    """Return which extension is granted until which day: 同意县水利局1-5延到12月10日; None for other words."""
    said = _GRANTED.fullmatch(text.strip())
    if said is None:
        return None
    found = read_until(said["day"], today)
    if found.day is None:
        return None
    return Granted(said["whom"] or "", _number(said), found.day, said["beside"] or "")


def refuses(text: str) -> Refused | None:
    """Return which extension is not granted: 不同意县水利局1-5延期，材料不全; None for other words."""
    said = _REFUSED.fullmatch(text.strip())
    return None if said is None else Refused(said["whom"] or "", _number(said), said["why"] or "")


def _number(said: re.Match[str]) -> str:
    return re.sub(r"[－—]", "-", re.sub(r"\s", "", said["task"] or ""))
