"""What an order in words says: whom and what it is about, and until when."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import product

from tasks_db.language.questions.cover import Cover, Names, ints, told_by
from tasks_db.language.questions.sense import Sense
from tasks_db.language.questions.values import Order, OrderKind, QuestionKind
from tasks_db.language.questions.when import Span, looking_ahead

_EVERYBODY = frozenset({Sense.EVERYBODY, Sense.UNREPORTED, Sense.OVERDUE, Sense.OTHERS, Sense.SIGNED})


def orders(kind: OrderKind, cover: Cover, today: date) -> Iterator[tuple[Order, float]]:
    """Yield what an order of a kind may mean, one for each combination of units that the names allow."""
    units = [ints(p.value) for p in cover.named(Names.UNIT)]
    people = [p.value for p in cover.named(Names.PERSON) if isinstance(p.value, tuple)]
    of_people = [ints(p[1]) for p in people]
    spans = [p.value for p in cover.named(Names.SPAN) if isinstance(p.value, Span) and p.value.days]
    days = [looking_ahead(span, today) for span in spans]
    last = days[-1][1] if days else None
    order = Order(
        kind,
        numbers=tuple(dict.fromkeys(n for p in cover.named(Names.NUMBERS) for n in ints(p.value))),
        task_ids=told_by(cover.named(Names.TASK)),
        day=last if kind is OrderKind.EXTEND else _begins(days, today),
        until=last if kind is OrderKind.DEPUTISE else None,
        leaving=str(people[0][0]) if people and kind in {OrderKind.HAND_OVER, OrderKind.DEPUTISE} else None,
        everybody=bool(cover.senses & _EVERYBODY) and not units,
        listed=_listed(cover) if kind is OrderKind.CHASE else None,
        words=next((str(p.value) for p in cover.named(Names.PERCENT)), ""),
    )
    meant = units or of_people
    for ids in product(*(one or (0,) for one in meant)):
        yield replace(order, unit_ids=tuple(dict.fromkeys(i for i in ids if i))), 0.0


def _listed(cover: Cover) -> QuestionKind | None:
    """Whom 催一下逾期的, 把没报的都催一遍 is about: those who stand in that list and nobody else."""
    if Sense.OVERDUE in cover.senses:
        return QuestionKind.OVERDUE
    if Sense.SIGNED in cover.senses:
        return QuestionKind.SIGNED
    return QuestionKind.UNREPORTED if Sense.UNREPORTED in cover.senses else None


def _begins(days: Sequence[tuple[date | None, date | None]], today: date) -> date | None:
    """The first day of a deputy's time: today, where only the last is said (到12月20日)."""
    if not days:
        return None
    return today if len(days) == 1 and days[0][0] == days[0][1] else days[0][0]
