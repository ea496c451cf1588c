"""Which words make which order of those who may give one (催一下公安局, 第5项延到1月底)."""

from tasks_db.language.questions.cover import Names
from tasks_db.language.questions.rule import Rule, rule
from tasks_db.language.questions.sense import Sense
from tasks_db.language.questions.values import OrderKind

S, N = Sense, Names

ORDERS: tuple[Rule, ...] = (
    rule(
        OrderKind.CHASE,
        (S.CHASE,),
        (S.ASKING, N.UNIT),
        (S.ASKING, N.NUMBERS),
        (S.ASKING, S.UNREPORTED),
        (S.ASKING, S.EVERYBODY),
        (S.ASKING, S.OVERDUE),
        (S.ASKING, S.SIGNED),
        (S.HURRY, N.UNIT),
        (S.HURRY, N.NUMBERS),
        (S.HURRY, N.PERSON),
        uses={
            N.UNIT,
            N.PERSON,
            N.NUMBERS,
            N.TASK,
            S.UNREPORTED,
            S.OVERDUE,
            S.SIGNED,
            S.ASKING,
            S.REPORTED,
            S.OTHERS,
            S.LEAD,
            S.HURRY,
            S.RESPONSIBLE,
            S.PROGRESS,
            S.DUE,
        },
        base=0.1,
    ),
    rule(
        OrderKind.EXTEND,
        (S.EXTEND, N.NUMBERS, N.SPAN),
        (S.EXTEND, N.TASK, N.SPAN),
        (S.EXTENSION, N.NUMBERS, N.SPAN),
        (S.EXTENSION, N.TASK, N.SPAN),
        uses={S.DUE, S.EXTENSION, S.EXTEND, S.CORRECT, S.HAND_OVER, N.TASK, N.NUMBERS},
        base=0.5,
    ),
    rule(
        OrderKind.HAND_OVER,
        (S.HAND_OVER, N.UNIT),
        (S.HAND_OVER, N.PERSON),
        (S.LEAVING, N.PERSON),
        (S.HAND_OVER, S.LIAISON),
        (S.HAND_OVER,),
        uses={S.LEAVING, S.LIAISON, S.CORRECT, N.PERSON, N.UNIT, S.SEAT, S.DEPUTISE},
        base=0.2,
    ),
    rule(
        OrderKind.DEPUTISE,
        (S.DEPUTISE, N.PERSON),
        (S.DEPUTISE, N.UNIT),
        (S.DEPUTISE, N.SPAN),
        uses={N.SPAN, S.LIAISON, N.PERSON, N.UNIT},
        base=0.2,
    ),
    rule(
        OrderKind.INVITE,
        (S.INVITE,),
        uses={N.UNIT, N.PERSON, S.LIAISON, S.SEAT, S.VACANT, S.EVERYBODY, S.HAND_OVER, S.WHY},
        base=0.3,
    ),
    rule(
        OrderKind.RECORD,
        (S.RECORD,),
        (S.CORRECT, N.NUMBERS),
        (S.CORRECT, N.PERCENT),
        uses={
            N.UNIT,
            N.PERSON,
            N.NUMBERS,
            N.PERCENT,
            N.TASK,
            S.REPORTED,
            N.SPAN,
            S.CORRECT,
            S.HAND_OVER,
            S.CLOSED,
            S.UNDER_WAY,
            S.PROGRESS,
        },
        base=0.2,
    ),
)
