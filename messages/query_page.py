"""The frame around every answer: counts first, numbered rows, one phone screen a page, the moment always printed.

Each kind of answer is an ``Answered``: its title, its count, what a row says and which share the row's number stands
for. Numbers run on from page to page, so that "第7条" means one thing in the whole answer. The numbered buttons below
open the tasks of the page.
"""

from collections.abc import Sequence
from datetime import date

from config.clock import local_date
from messages import actions, brief, dates, paging
from messages.message import Button, Message, in_rows
from tasks_db.lean_dataclass import dataclass
from tasks_db.register.queries import Answer, Filters, encode

NARROWED = "您能看到的是本单位的情况，和本单位牵头任务中各单位的情况。"
ASK_OFFICE = "如需了解其他情况，请联系联席会议办公室。"
_OPENED = 6
"""The most numbered buttons below a page."""


@dataclass(frozen=True, slots=True)
class Line:
    """What a row says, the share and the due that its number stands for, and the task that its button opens."""

    text: str
    assignment_id: int | None = None
    due_id: int | None = None
    task_id: int | None = None


@dataclass(frozen=True, slots=True)
class Answered:
    """What one kind of answer says: ``empty`` where there is nothing, ``unseen`` where the asker sees nothing.

    ``to_answer``: a list that a unit answers by its numbers, and so has as many of them on a page as one can scroll.
    """

    kind: str
    head: Sequence[str]
    empty: str
    unseen: str
    lines: Sequence[Line]
    foot: Sequence[str] = ()
    numbered: bool = True
    to_answer: bool = False
    action: str = actions.PAGE


def message(answer: Answer[object], answered: Answered, page: int) -> Message:
    """Lay an answer out; ``page`` is the one wanted, or the nearest that there is."""
    as_of = dates.as_of(answer.as_of)
    texts = [f"{n}. {line.text}" if answered.numbered else line.text for n, line in enumerate(answered.lines, 1)]
    if not texts:
        return Message(f"{_nothing(answer, answered)}\n{as_of}")
    foot = [*answered.foot, *([NARROWED] if answer.narrowed else [])]
    paginate = paging.paginate if answered.to_answer else paging.paginate_for_phone
    pages = paginate((*answered.head, as_of), texts, foot)
    found = paging.page_at(pages, page)
    shown = list(enumerate(answered.lines, 1))[found.first : found.last]
    opening = [
        Button(str(n), actions.TASK, (line.task_id,))
        for n, line in shown
        if answered.numbered and line.task_id is not None
    ]
    return Message(
        found.text,
        (
            *in_rows(opening[:_OPENED], _OPENED),
            *in_rows(page_buttons(answered.kind, answer.filters, found, answered.action), 2),
        ),
        tuple(
            (n, line.assignment_id, line.due_id)
            for n, line in shown
            if answered.numbered and line.assignment_id is not None
        ),
    )


def _nothing(answer: Answer[object], answered: Answered) -> str:
    """No rows: 无 only for those who see everything; to everybody else, how far they see (R14)."""
    if answer.hidden:
        named = paging.clip("、".join(answer.about), brief.MATTER) or "这个单位"
        return f"您看不到{named}的情况。{NARROWED}{ASK_OFFICE}"
    if answer.narrowed:
        return f"{answered.unseen}{about(answer)}。{NARROWED}{ASK_OFFICE}"
    return answered.empty


def page_buttons(kind: str, filters: Filters, page: paging.Page, action: str = actions.PAGE) -> list[Button]:
    """[上一页] and [更多], where there is one; their arguments are ``(kind, encoded filters, page)``."""
    args = (kind, encode(filters))
    buttons = []
    if page.has_previous:
        buttons.append(Button("上一页", action, (*args, page.number - 1)))
    if page.has_next:
        buttons.append(Button("更多", action, (*args, page.number + 1)))
    return buttons


def about(answer: Answer[object]) -> str:
    """What the answer is narrowed to, so that 无 is never read as 无 of everything."""
    parts = [*([paging.clip("、".join(answer.about), brief.MATTER)] if answer.about else []), *span(answer)]
    return f"（{'，'.join(parts)}）" if parts else ""


def span(answer: Answer[object]) -> list[str]:
    """The days that were asked for: 12月1日至12月31日, 4月1日以来, 12月31日前."""
    since, until = answer.filters.since, answer.filters.until
    today = local_date(answer.as_of)
    if since is not None and until is not None:
        return [
            brief.day(since, today) if since == until else f"{brief.day(since, today)}至{brief.day(until, today)}"
        ]
    if since is not None:
        return [f"{brief.day(since, today)}以来"]
    return [f"{brief.day(until, today)}前"] if until is not None else []


def joined(*parts: str) -> str:
    """Return the parts that say something, with "·" between them."""
    return brief.joined(parts)


def on(value: date, today: date) -> str:
    """12月31日, with the year where it is not this year's."""
    return brief.day(value, today)
