"""What changed from one version of a plan to the next, for a person to read."""

from collections.abc import Iterator

from messages import paging
from messages.message import Button, Message
from messages.phrases import clip
from tasks_db.register.compare import Change, Comparison, Item

_WIDTH = 60


def summary(found: Comparison) -> str:
    same = len(found.matches) - len(found.changed)
    return (
        f"相同{same}项，有改动{len(found.changed)}项，新增{len(found.added)}项，删去{len(found.dropped)}项，"
        f"拆分{len(found.split)}项，合并{len(found.merged)}项"
    )


def lines(found: Comparison) -> Iterator[str]:
    """One line for each difference, grouped by kind; nothing is left out."""
    for match in found.changed:
        yield f"改：{_name(match.new)}"
        yield from (f"　{_change(c)}" for c in match.changes)
    for whole, parts in found.split:
        yield f"拆：{_name(whole)} → {'；'.join(_name(p) for p in parts)}"
    for pieces, made in found.merged:
        yield f"并：{'；'.join(_name(p) for p in pieces)} → {_name(made)}"
    yield from (f"增：{_name(item)}" for item in found.added)
    yield from (f"删：{_name(item)}" for item in found.dropped)


def _name(item: Item) -> str:
    return f"{item.seq}. {clip(item.title or item.content, 26)}"


def _change(change: Change) -> str:
    if change.field == "内容":
        return f"内容：{differing(change.old, change.new)}"
    return f"{change.field}：{clip(change.old, _WIDTH) or '（无）'} → {clip(change.new, _WIDTH) or '（无）'}"


def differing(old: str, new: str) -> str:
    """The stretch in which two texts differ, a few characters around it, no figure cut: 定期公布 → 每季度公布."""
    start = next((i for i, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
    end = 0
    while end < min(len(old), len(new)) - start and old[-1 - end] == new[-1 - end]:
        end += 1
    begin, end = max(0, start - 6), max(0, end - 2)
    while begin and old[begin - 1].isdecimal():
        begin -= 1
    before, after = old[begin : len(old) - end], new[begin : len(new) - end]
    return f"“{clip(before, _WIDTH)}” → “{clip(after, _WIDTH)}”"


def message(title: str, found: Comparison, page: int, turn: tuple[str, tuple[int, ...]], last: Button) -> Message:
    """One page of the differences. ``turn`` is the action that turns pages with its arguments before the page."""
    action, args = turn
    pages = paging.paginate([title, summary(found)], list(lines(found)) or ["两版内容一致。"])
    shown = paging.page_at(pages, page)
    row = []
    if shown.has_previous:
        row.append(Button("上一页", action, (*args, shown.number - 1)))
    if shown.has_next:
        row.append(Button("更多", action, (*args, shown.number + 1)))
    return Message(shown.text, (*((tuple(row),) if row else ()), (last,)))
