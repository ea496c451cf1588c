"""The agenda of a sitting: drafted from the register, then added to, taken from, put in order and in words.

Every change keeps the agenda as it was before, so that the last one can be taken back.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from tasks_db.register.authority import Right
from tasks_db.register.meetings import agenda
from tasks_db.register.meetings.agenda import Proposed
from tasks_db.register.meetings.deciding import Step
from tasks_db.register.meetings.values import AgendaItem, Body
from tasks_db.register.refusals import MeetingRefused
from tasks_db.store import meetings, models
from tasks_db.store.keys import key
from tasks_db.terms import ItemKind
from tasks_db.work import digesting
from tasks_db.work import meetings as steps
from tasks_db.work.context import Context, act


@act(Right.CONVENE)
def draft(ctx: Context, sitting_id: int, *, again: bool = False) -> Proposed:
    """Write the agenda that the register proposes over the one that is there.

    What the office added itself stays, and what it took off stays away; with ``again`` that comes back.
    """
    row, body = _opened(ctx, sitting_id)
    if again:
        row.dropped = []
        ctx.session.add(row)
    value = meetings.value(ctx.session, row)
    told = digesting.compiled(ctx, body.id, as_of=ctx.now)
    standing = digesting.standing_of(ctx, meetings.sittings(ctx.session, body.id), ctx.now, value.id)
    proposed = agenda.propose(body, value, told, standing)
    for one in meetings.items(ctx.session, key(row.id)):
        if one.kind is not ItemKind.ADDED:
            ctx.session.delete(one)
    ctx.session.flush()
    _write(ctx, row, proposed.items)
    steps.redrafted(ctx, row)
    ctx.note("拟议程", "sitting", row.id, items=len(proposed.items), left=proposed.left)
    return proposed


@act(Right.CONVENE)
def add_items(ctx: Context, sitting_id: int, matters: Sequence[tuple[str, str]]) -> None:
    """Put matters at the end of the agenda, each with who reports on it; one change, taken back as one.

    Raises MeetingRefused beyond the most that the rules allow.
    """
    row, body = _opened(ctx, sitting_id)
    present = meetings.items(ctx.session, key(row.id))
    if not matters or not all(matter.strip() for matter, _ in matters):
        raise MeetingRefused("请写议题。")
    if len(present) + len(matters) > body.rules.most_topics:
        raise MeetingRefused(f"议题已有{len(present)}个，按规则最多{body.rules.most_topics}个。请先删一个。")
    first = present[-1].position + 1 if present else 0
    for place, (matter, reporter) in enumerate(matters, first):
        ctx.session.add(
            models.AgendaItem(
                sitting_id=key(row.id), position=place, kind=ItemKind.ADDED, matter=matter.strip(), reporter=reporter
            )
        )
        ctx.note("增列议题", "sitting", row.id, matter=matter.strip())
    ctx.session.flush()
    steps.redrafted(ctx, row)


@act(Right.CONVENE)
def drop_item(ctx: Context, sitting_id: int, number: int) -> None:
    """Take the matter of this number, from 1, off the agenda; 拟议程 does not bring it back.

    Raises MeetingRefused where there is none of that number.
    """
    row, _ = _opened(ctx, sitting_id)
    gone = _item(ctx, row, number)
    matter = gone.matter
    _proposed_no_more(ctx, row, gone)
    ctx.session.delete(gone)
    ctx.session.flush()
    steps.redrafted(ctx, row)
    ctx.note("删去议题", "sitting", row.id, matter=matter)


@act(Right.CONVENE)
def arrange(ctx: Context, sitting_id: int, order: Sequence[int]) -> None:
    """Put the matters of an agenda in another order: ``order`` names each by its number of now, from 1.

    Raises MeetingRefused where it does not name each of them once.
    """
    row, _ = _opened(ctx, sitting_id)
    present = meetings.items(ctx.session, key(row.id))
    if sorted(order) != list(range(1, len(present) + 1)):
        raise MeetingRefused(f"次序要写全，1 到 {len(present)} 各一次，例如：{agenda.example_order(len(present))}。")
    for place, number in enumerate(order):
        present[number - 1].position = place
        ctx.session.add(present[number - 1])
    ctx.session.flush()
    steps.redrafted(ctx, row)
    ctx.note("调整议程次序", "sitting", row.id, order=list(order))


@act(Right.CONVENE)
def rewrite(ctx: Context, sitting_id: int, number: int, matter: str, reporter: str = "") -> None:
    """Put the matter of this number, from 1, in other words; who reports on it stays unless somebody else is named.

    拟议程 does not propose it in the old words again. Raises MeetingRefused where there is none of that number.
    """
    row, _ = _opened(ctx, sitting_id)
    one = _item(ctx, row, number)
    if not matter.strip():
        raise MeetingRefused("请写改成什么。")
    before = one.matter
    _proposed_no_more(ctx, row, one)
    one.kind, one.matter, one.reporter = ItemKind.ADDED, matter.strip(), reporter or one.reporter
    ctx.session.add(one)
    ctx.session.flush()
    steps.redrafted(ctx, row)
    ctx.note("改议题", "sitting", row.id, before=before, after=one.matter)


@act(Right.CONVENE)
def undo(ctx: Context, sitting_id: int) -> None:
    """Take the last change of an agenda back; done again, it brings the change back.

    Raises MeetingRefused where nothing has been changed.
    """
    row, _ = steps.opened(ctx, sitting_id, Step.AGENDA)
    before = row.agenda_before
    if before is None:
        raise MeetingRefused("议程没有可以撤销的改动。")
    row.agenda_before = _kept(ctx, row)
    for one in meetings.items(ctx.session, key(row.id)):
        ctx.session.delete(one)
    ctx.session.flush()
    row.dropped = before["dropped"]
    ctx.session.add(row)
    _write(ctx, row, [_of_kept(said) for said in before["items"]])
    steps.redrafted(ctx, row)
    ctx.note("撤销议程改动", "sitting", row.id, items=len(before["items"]))


def _opened(ctx: Context, sitting_id: int) -> tuple[models.Sitting, Body]:
    """A sitting whose agenda is about to be changed; it is kept as it is now."""
    row, body = steps.opened(ctx, sitting_id, Step.AGENDA)
    row.agenda_before = _kept(ctx, row)
    ctx.session.add(row)
    return row, body


def _kept(ctx: Context, row: models.Sitting) -> dict[str, Any]:
    items = [
        {"kind": i.kind.value, "matter": i.matter, "reporter": i.reporter, "units": i.units, "source": i.source}
        for i in meetings.items(ctx.session, key(row.id))
    ]
    return {"items": items, "dropped": list(row.dropped)}


def _write(ctx: Context, row: models.Sitting, items: Sequence[AgendaItem]) -> None:
    """Put matters on an agenda, in their order."""
    for place, item in enumerate(items):
        ctx.session.add(
            models.AgendaItem(
                sitting_id=key(row.id),
                position=place,
                kind=item.kind,
                matter=item.matter,
                reporter=item.reporter,
                units=list(item.units),
                source=item.source,
            )
        )
    ctx.session.flush()


def _of_kept(said: Mapping[str, Any]) -> AgendaItem:
    kind = ItemKind.of(said["kind"])
    return AgendaItem(0, kind, said["matter"], said["reporter"], tuple(said["units"]), said["source"])


def _item(ctx: Context, row: models.Sitting, number: int) -> models.AgendaItem:
    present = meetings.items(ctx.session, key(row.id))
    if not 1 <= number <= len(present):
        raise MeetingRefused(f"议程里没有第{number}项。请写 1 到 {len(present)}。")
    return present[number - 1]


def _proposed_no_more(ctx: Context, row: models.Sitting, one: models.AgendaItem) -> None:
    """Keep that what the register proposed is gone, so that 拟议程 does not bring it back."""
    named = agenda.key_of(one.kind, one.matter)
    if named and named not in row.dropped:
        row.dropped = [*row.dropped, named]
        ctx.session.add(row)
