"""What goes out by itself: the day's bundle of a person."""

from collections.abc import Sequence
from datetime import date

from messages import actions, dates, digest_file, digest_text, office_day, paging, wording
from messages.cards import answer_buttons
from messages.message import Button, Message, in_rows
from messages.phrases import TITLE_WIDTH, clip, what_is_due, when_due
from tasks_db.register import codes, giving
from tasks_db.register.bundle import BundleItem, BundleValue
from tasks_db.register.ladder import CHASE_RUNG, DISPATCH_RUNG, MEMBER_RUNG

PER_PAGE = 6
_BUTTONS_IN_ROW = 6
_PLAN_WIDTH = 14
_CAPTION = 900
"""The longest text that channels let stand below a picture, with some room left."""


def bundle(value: BundleValue, today: date, page: int = 0, *, whole: bool = False) -> Message:
    """Return the bundle as its person reads it on ``today``: a page, or the ``whole``, to be answered elsewhere.

    What the person's units owe stands first; who is of the office or a convenor reads below what waits for them.
    """
    parts = [_asked(value, today, page, whole=whole)] if value.items else []
    if not parts:
        parts.append(Message(f"{dates.day(value.day)}（{dates.weekday(value.day)}）{value.name}，您好。"))
    parts += [office_day.office(value.office)] if value.office is not None else []
    parts += [office_day.convenor(value.convenor)] if value.convenor is not None else []
    buttons = tuple(row for part in parts for row in part.buttons)
    text = ("\n\n" if value.items else "\n").join(part.text for part in parts)
    picture = value.convenor.picture if value.convenor is not None else None
    if picture is None or page:
        return Message(text, buttons, parts[0].numbers)
    drawn = digest_file.pictures(picture.digest, picture.meeting) if len(text) <= _CAPTION else []
    if len(drawn) == 1:
        return Message(text, buttons, parts[0].numbers, drawn[0])
    # a message carries one file and a short text below it: whatever is more is one press away
    look = (Button("看图", actions.DIGEST_PICTURE, (digest_text.ALL_PLANS, 0)),)
    return Message(text, (*buttons, look), parts[0].numbers)


def _asked(value: BundleValue, today: date, page: int, *, whole: bool) -> Message:
    """What is asked of the person's units; the plan is named once where all lines are of one, else in each line."""
    found = paging.so_many(len(value.items), len(value.items) if whole else PER_PAGE, page)
    shown = value.items[found.first : found.last]
    one_plan = len({item.plan.id for item in value.items}) == 1
    text = wording.render(
        "bundle.txt",
        day=dates.day(value.day),
        weekday=dates.weekday(value.day),
        greeting=f"{value.name}，您好。",
        fresh=sum(item.rung == DISPATCH_RUNG for item in value.items),
        total=len(value.items),
        plan=clip(value.items[0].plan.title, TITLE_WIDTH) if one_plan else "",
        items=[_line(item, today, name_plan=not one_plan) for item in shown],
        answered_here=not whole,
        figure=next((item.number for item in shown if item.task.indicator_id is not None), None),
    )
    if found.of > 1:
        text += f"\n（第{found.number + 1}页，共{found.of}页）"
    return Message(text, _buttons(value, shown, found), value.numbers)


def _line(item: BundleItem, today: date, *, name_plan: bool) -> dict[str, object]:
    checkpoint = item.due.checkpoint
    return {
        "number": item.number,
        "title": clip(item.task.title, TITLE_WIDTH),
        "code": codes.of(item.task),
        "what": what_is_due(item.due),
        "due": when_due(item.due, today),
        "original": dates.day(checkpoint.original_day) if checkpoint.original_day else "",
        "plan": clip(item.plan.title, _PLAN_WIDTH) if name_plan else "",
        "ground": clip(item.task.source_place, _PLAN_WIDTH) if item.plan.title == giving.PLAN_TITLE else "",
        "role": ("本单位汇总" if item.assignment.consolidates else item.assignment.role.zh)
        + ("，联络员尚未反馈" if item.rung == MEMBER_RUNG else "")
        + ("，办公室催办" if item.rung == CHASE_RUNG else "")
        + (f"，{dates.day(item.missed)}应报的一期没有报" if item.missed else ""),
    }


def _buttons(
    value: BundleValue, shown: Sequence[BundleItem], found: paging.Stretch
) -> tuple[tuple[Button, ...], ...]:
    if len(value.items) == 1:
        item = value.items[0]
        return answer_buttons(item.task, item.assignment, item.due)
    numbers = [Button(str(i.number), actions.CARD, (i.assignment.id, i.due.id)) for i in shown]
    turn = paging.turning(found, actions.BUNDLE_PAGE, (value.notice_id,))
    whole = (
        Button("全部签收", actions.RECEIVE_ALL, (value.notice_id,)),
        Button("其余无变化", actions.REST_NO_CHANGE, (value.notice_id,)),
    )
    return (*in_rows(numbers, _BUTTONS_IN_ROW), *((turn,) if turn else ()), whole)
