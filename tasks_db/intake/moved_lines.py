"""Labelled lines that stand below one item and belong to others: to all its siblings, or to the one that follows."""

from tasks_db.intake import owners
from tasks_db.intake.blocks import Passage
from tasks_db.intake.outline import Item, Outline
from tasks_db.intake.owners import Assignment
from tasks_db.intake.parties import Owners

# so many make a habit
_LEAST = 2


def lines_above(outline: Outline) -> None:
    """Give each item the owners that stand right above it, where the first ones stand below the heading of all.

    The line above an item looks like the last one of the item before it; only the last item then has none.
    """
    for parent in outline.items:
        holders = [parent, *parent.children]
        if len(parent.children) < _LEAST or not all(_ends_with_owners(one) for one in holders[:-1]):
            continue
        if not _ends_with_owners(holders[-1]):
            lines = [one.content.pop() for one in holders[:-1]]
            for before, one, line in zip(holders[:-1], parent.children, lines, strict=True):
                before.whole.remove(line)
                one.whole.append(line)
                one.content.append(line)


def _ends_with_owners(item: Item) -> bool:
    return bool(item.content) and owners.is_owners_line(item.content[-1].text)


def shared_lines(outline: Outline) -> dict[int, tuple[tuple[Passage, Assignment], ...]]:
    """Take the labelled lines behind the last of several items that hold for all of them, by the item above.

    They are leaders and dates that no other of the items states, in a document that does so more than once.
    """
    found: dict[int, list[tuple[Item, Passage, Assignment]]] = {}
    for parent in outline.items:
        if len(parent.children) < _LEAST:
            continue
        *others, last = parent.children
        lines = last.content[1:]
        stated = [one for other in others for one in owners.assignments(other.said.text)] if lines else []
        for line in lines:
            one = next(iter(owners.assignments(line.text)), None)
            told = (
                one.owners if one and one.begin == 0 and not (one.owners.leads or one.owners.responsibles) else None
            )
            if one and told and not any(_states(each.owners, told) for each in stated):
                found.setdefault(id(parent), []).append((last, line, one))
    if len(found) < _LEAST:
        return {}
    for shared in found.values():
        for last, line, _ in shared:
            last.content.remove(line)
    return {key: tuple((line, one) for _, line, one in shared) for key, shared in found.items()}


def _states(one: Owners, other: Owners) -> bool:
    return bool((one.leaders and other.leaders) or (one.date and other.date))
