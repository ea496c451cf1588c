"""Which words make which question: a rule is a kind, the words that it needs, and the words that it can use.

All rules are tried on every reading of a text; ``readings`` weighs what each explains against what it leaves over.
"""

from dataclasses import dataclass

from tasks_db.language.questions.cover import Names
from tasks_db.language.questions.sense import Sense
from tasks_db.language.questions.values import OrderKind, QuestionKind
from tasks_db.terms import Light, WorkState

Word = Sense | Names
K, S, N = QuestionKind, Sense, Names

STATES: dict[Sense, tuple[WorkState, ...]] = {
    S.CLOSED: (WorkState.CLOSED,),
    S.NOT_STARTED: (WorkState.NOT_STARTED,),
    S.NO_FEEDBACK: (WorkState.NO_FEEDBACK,),
    S.ON_TRACK: (WorkState.ON_TRACK,),
    S.BEHIND: (WorkState.BEHIND,),
    S.STANDING: (WorkState.STANDING,),
    S.UNQUANTIFIED: (WorkState.UNQUANTIFIED,),
    S.UNDER_WAY: (WorkState.ON_TRACK, WorkState.BEHIND, WorkState.UNQUANTIFIED),
    S.OPEN: tuple(state for state in WorkState if state is not WorkState.CLOSED),
}
LIGHTS = {S.RED: Light.RED, S.YELLOW: Light.YELLOW, S.GREEN: Light.GREEN}
ASKS = frozenset({S.WHO, S.WHICH, S.COUNT, S.WHETHER, S.WHY, S.WHEN, S.SOURCE, S.SHOW, S.HAS_REPORTED})
"""Words that make a question of a sentence."""

REPORTED_TOO: frozenset[Word] = frozenset(
    {*STATES, *LIGHTS, S.PLEA, S.TROUBLE, S.EXTENSION, S.EXTEND, S.CLOSURE, S.PLEASANTRY, S.REPORTED, S.REQUESTING,
     S.INDICATOR, S.NOT, S.RECEIVED, S.LAST, S.DEPUTISE, S.LEAVING, S.HAND_OVER, S.CORRECT, S.RECORD, S.DUE, S.ASKING,
     S.HOLIDAY, S.MEETING, S.HURRY, S.CHANGED, S.LEAD, S.RESPONSIBLE, S.ASKED, S.OPEN, S.DIGEST, S.SEAT, S.LIAISON,
     S.VACANT, S.PLAN, S.SIGNED, S.BODY, S.PHONE}
)  # fmt: skip
"""Words with which a unit reports as well; alone they make no question of its sentence."""

ANYWHERE: frozenset[Word] = frozenset(
    {S.TASK, S.UNIT, S.FILL, S.WHO, S.WHICH, S.COUNT, S.WHETHER, S.SHOW, S.LEADER, S.BY_UNIT, S.FILE, S.THEN,
     S.PLEASANTRY, S.EVERYBODY, N.AS_OF}
)  # fmt: skip
"""Words that fit every question."""

_NAMED: frozenset[Word] = frozenset({N.UNIT, N.PERSON, N.LEADER, N.PLAN, N.SECTION, S.PLAN})
_STATE: frozenset[Word] = frozenset({*STATES, *LIGHTS, S.LIGHT})


@dataclass(frozen=True, slots=True)
class Rule:
    """``needs``: at least one of these sets of words is there in full. ``uses``: words that it explains beside them.

    ``base`` is its head start over rules that explain as much.
    """

    kind: QuestionKind | OrderKind
    needs: tuple[frozenset[Word], ...]
    uses: frozenset[Word] = frozenset()
    base: float = 0.0

    @property
    def words(self) -> frozenset[Word]:
        """Every word that the rule can explain."""
        return frozenset().union(*self.needs, self.uses, ANYWHERE)


def _rule(
    kind: QuestionKind | OrderKind,
    *needs: tuple[Word, ...],
    uses: frozenset[Word] | set[Word] = frozenset(),
    base: float = 0,
) -> Rule:
    return Rule(kind, tuple(frozenset(one) for one in needs), frozenset(uses), base)


RULES: tuple[Rule, ...] = (
    _rule(K.OVERDUE, (S.OVERDUE,), uses={*_NAMED, N.TASK, S.MINE, S.PROGRESS, S.OPEN, S.LEAD, S.RESPONSIBLE, N.SPAN}),
    _rule(
        K.DUE,
        (S.DUE,),
        (N.SPAN, S.TASK),
        (N.SPAN, S.NEXT),
        uses={*_NAMED, N.TASK, N.SPAN, S.MINE, S.NEXT, S.OPEN, S.LEAD, S.RESPONSIBLE, S.WHEN, S.PROGRESS},
    ),
    _rule(K.DUE, (N.SPAN,), uses={*_NAMED, S.MINE}, base=-1.0),
    _rule(
        K.UNREPORTED,
        (S.UNREPORTED,),
        (S.REPORTED,),
        uses={*_NAMED, N.TASK, S.OTHERS, S.PROGRESS, S.LEAD, S.RESPONSIBLE, N.NUMBERS, N.SPAN, S.WHY},
    ),
    _rule(
        K.PROGRESS,
        (S.PROGRESS,),
        *((s,) for s in (*STATES, *LIGHTS, S.LIGHT, S.UNDATED)),
        uses={*_NAMED, *_STATE, N.TASK, S.MINE, S.LEAD, S.RESPONSIBLE, S.OTHERS, S.TALLY, S.UNDATED, S.PLAN},
    ),
    _rule(K.PROGRESS, (S.TASK, S.WHICH), uses=_NAMED, base=0.3),
    _rule(
        K.UNREPORTED,
        (S.HAS_REPORTED,),
        uses={*_NAMED, N.TASK, S.OTHERS, S.UNREPORTED, S.PROGRESS, S.REPORTED, N.SPAN},
        base=0.3,
    ),
    _rule(K.PROGRESS, (S.FILE,), uses={*_NAMED, N.TASK}, base=-0.5),
    _rule(
        K.PROGRESS,
        (N.UNIT,),
        (N.LEADER,),
        (N.PLAN,),
        (N.SECTION,),
        (N.PERSON,),
        (N.TASK,),
        uses={*_NAMED, N.TASK, S.LEAD, S.RESPONSIBLE, S.MINE, S.TALLY},
        base=-0.3,
    ),
    _rule(
        K.FINISHED,
        (S.CLOSED, N.SPAN),
        (S.CLOSED, S.CHANGED),
        (S.PROGRESS, S.CLOSED, N.SPAN),
        uses={*_NAMED, S.MINE, N.TASK, S.PROGRESS, S.TALLY},
        base=0.8,
    ),
    _rule(
        K.TALLY,
        (S.TALLY,),
        (S.COUNT, S.TASK),
        (S.COUNT, S.LIGHT),
        uses={*_NAMED, S.PROGRESS, S.CLOSED, S.MINE, S.LEAD, S.RESPONSIBLE, S.LIGHT, S.STANDING},
        base=0.5,
    ),
    _rule(
        K.CHANGES,
        (S.CHANGED,),
        (S.RECEIVED,),
        (S.REPORTED, N.SPAN),
        (S.LAST, S.REPORTED),
        (S.LAST, S.PROGRESS),
        (S.UNREPORTED, S.LAST),
        (S.SOURCE, S.LAST),
        (S.SOURCE, S.REPORTED),
        (S.HAS_REPORTED, S.RECEIVED),
        (S.REPORTED, S.WHO),
        (S.REPORTED, S.UNIT),
        (N.SPAN, S.PROGRESS),
        uses={
            *_NAMED,
            N.TASK,
            S.MINE,
            S.PROGRESS,
            S.REPORTED,
            N.SPAN,
            S.LAST,
            S.WHEN,
            S.RECEIVED,
            S.SOURCE,
            S.ASKED,
            S.DIGEST,
            S.HAS_REPORTED,
        },
        base=0.5,
    ),
    # 水务局怎么这么慢: what they said last is the reason
    _rule(
        K.CHANGES,
        *((S.WHY, whose) for whose in (N.UNIT, N.LEADER, N.PERSON)),
        uses={*_NAMED, N.TASK, S.BEHIND, S.OVERDUE, S.OPEN, S.NOT_STARTED, S.TROUBLE, S.PROGRESS, S.MINE},
    ),
    _rule(
        K.REQUESTS,
        (S.DECIDED,),
        (S.EXTENSION,),
        (S.CLOSURE,),
        (S.REQUESTING, S.CLOSED),
        (S.REQUESTING, S.EXTENSION),
        uses={*_NAMED, N.TASK, N.SPAN, S.MINE, S.REQUESTING, S.REVIEW, S.PROGRESS, S.DECIDED, S.EXTEND, S.WHEN},
        base=0.1,
    ),
    _rule(
        K.ASKED,
        (S.ASKED,),
        (S.ASKING, S.WHY),
        (S.ASKING, S.WHEN),
        (S.CHASE, S.WHY),
        (S.ASKED, S.WHY),
        uses={*_NAMED, N.TASK, N.NUMBERS, N.SPAN, S.WHY, S.WHEN, S.NOT, S.MINE, S.ASKING, S.CHASE, S.OUTBOX},
        base=0.2,
    ),
    _rule(
        K.PREVIEW,
        (S.ASKING, N.SPAN),
        (S.ASKING, S.GOING_OUT),
        (S.GOING_OUT,),
        (S.CHASE, N.SPAN),
        uses={S.ASKING, S.GOING_OUT, N.SPAN, S.CHASE, S.WHEN, *_NAMED, S.DUE},
        base=0.2,
    ),
    _rule(
        K.HOLIDAYS,
        (S.HOLIDAY, S.ASKING),
        (S.HOLIDAY, S.CHASE),
        (S.HOLIDAY, S.DUE),
        (S.HOLIDAY, S.ASKED),
        uses={S.ASKING, S.CHASE, S.WHY, S.NOT, N.SPAN, S.GOING_OUT, S.ASKED},
        base=0.8,
    ),
    _rule(K.VACANT, (S.VACANT,), uses={S.LIAISON, S.SEAT, *_NAMED, S.WHY, S.MINE}, base=0.6),
    _rule(
        K.SEATS,
        (S.LIAISON, N.UNIT),
        (S.LIAISON, N.TASK),
        (N.PERSON, S.WHO),
        uses={S.SEAT, N.TASK, N.UNIT, N.PERSON, S.LEADER},
        base=0.7,
    ),
    _rule(
        K.CONTACT,
        (S.PHONE,),
        uses={
            *_NAMED,
            N.TASK,
            N.NUMBERS,
            S.LIAISON,
            S.SEAT,
            S.LEADER,
            S.MINE,
            S.WHETHER,
            S.LEAD,
            S.RESPONSIBLE,
            S.BODY,
        },
        base=1.2,
    ),
    _rule(
        K.BODY,
        (S.BODY,),
        uses={S.MEETING, N.UNIT, N.PLAN, S.PLAN, S.WHEN, S.TALLY, S.LEADER, S.LEAD, N.SPAN, S.TASK},
        base=0.8,
    ),
    _rule(
        K.SIGNED,
        (S.SIGNED,),
        uses={*_NAMED, N.TASK, N.NUMBERS, S.OTHERS, S.NOT, S.MINE, S.UNREPORTED, S.RECEIVED, N.SPAN, S.TALLY},
        base=0.5,
    ),
    _rule(K.SEATS, (S.SEAT,), (S.LIAISON,), uses={S.LIAISON, S.SEAT, S.PROGRESS, S.VACANT}),
    _rule(
        K.REVIEW,
        (S.REVIEW,),
        uses={S.TASK, S.REPORTED, S.RECEIVED, S.PROGRESS, S.CLOSED, S.EXTENSION, S.MINE, S.CLOSURE, S.REQUESTING},
        base=0.6,
    ),
    _rule(K.PLANS, (S.PLAN,), uses={S.PROGRESS}, base=0.3),
    _rule(K.PLANS, (N.PLAN,), uses=set(), base=-0.8),
    _rule(
        K.DIGEST,
        (S.DIGEST,),
        uses={S.TALLY, S.PROGRESS, N.SPAN, N.PLAN, S.MEETING, N.PERSON, S.PLAN, S.WHEN},
        base=0.4,
    ),
    _rule(K.OUTBOX, (S.OUTBOX,), uses={S.PROGRESS, S.ASKING, N.SPAN}, base=0.1),
    _rule(
        K.INDICATORS,
        (S.INDICATOR,),
        uses={*_NAMED, N.INDICATOR, S.PROGRESS, S.CLOSED, S.MINE, S.NOT, S.OPEN, N.SPAN, S.GOAL},
    ),
    _rule(K.INDICATORS, (S.GOAL, N.INDICATOR), uses={S.PROGRESS, S.MINE, S.TALLY, N.SPAN}, base=-0.2),
    # 加装电梯 is a task and a figure: without the word 指标 it is the task that people mean
    _rule(
        K.INDICATORS,
        (N.INDICATOR,),
        uses={*_NAMED, N.INDICATOR, S.PROGRESS, S.CLOSED, S.MINE, N.SPAN, S.GOAL},
        base=-0.5,
    ),
    _rule(
        K.COORDINATION,
        (S.PLEA,),
        (S.TROUBLE,),
        (S.PLEA, S.TROUBLE),
        uses={*_NAMED, N.TASK, S.MINE, S.PROGRESS, S.OTHERS, N.SPAN, S.RECEIVED, S.REPORTED, S.CHANGED},
        base=0.1,
    ),
    _rule(K.MINE, (S.MINE,), uses={S.UNREPORTED, S.OPEN, S.PROGRESS, S.DUE, S.NEXT, S.TALLY}, base=-0.1),
    _rule(K.MINE, (S.TOGETHER,), (S.MINE, S.GOAL), uses={S.GOAL, S.LEAD, S.RESPONSIBLE, S.MINE, S.TASK}, base=0.3),
    _rule(K.MINE, (S.MINE, S.LEAD), (S.MINE, S.RESPONSIBLE), uses={S.OPEN, S.PROGRESS, N.SPAN}),
    _rule(
        K.TASK,
        (N.NUMBERS,),
        (N.ROW,),
        (N.TASK, S.SOURCE),
        (N.TASK, S.WHY),
        (N.TASK, S.WHEN),
        (N.TASK, S.DUE),
        (N.TASK, S.LEAD),
        (N.TASK, S.LEADER),
        (N.TASK, S.OTHERS),
        (N.TASK, S.WHO),
        (N.TASK, S.RESPONSIBLE),
        (N.TASK, S.GOAL),
        (N.TASK, S.BODY),
        (N.TASK, S.UNDATED),
        uses={
            S.BODY,
            S.UNDATED,
            S.GOAL,
            S.MINE,
            S.LEADER,
            S.WHO,
            S.COUNT,
            S.UNREPORTED,
            S.SHOW,
            N.SPAN,
            N.INDICATOR,
            N.TASK,
            N.NUMBERS,
            N.ROW,
            N.PLAN,
            S.SOURCE,
            S.WHY,
            S.WHEN,
            S.DUE,
            S.OTHERS,
            S.PROGRESS,
            S.LEAD,
            S.RESPONSIBLE,
            *_STATE,
            S.OVERDUE,
            N.UNIT,
            N.PERSON,
            S.TROUBLE,
            S.RECEIVED,
        },
        base=0.5,
    ),
    _rule(
        K.RANKING,
        (S.RANK,),
        uses={S.PROGRESS, S.DIGEST, S.OTHERS, *_NAMED, S.RED, S.TALLY, S.OVERDUE, S.UNREPORTED, S.NOT},
        base=1.0,
    ),
    _rule(K.MEETINGS, (S.MEETING,), uses={S.CLOSED, S.LAST, S.PROGRESS, N.SPAN, S.WHEN, S.SOURCE}),
    _rule(K.HELP, (S.HELP,), uses={S.MINE}, base=0.2),
    _rule(K.PLEASANTRY, (S.PLEASANTRY,)),
    # orders
    _rule(
        OrderKind.CHASE,
        (S.CHASE,),
        (S.ASKING, N.UNIT),
        (S.ASKING, N.NUMBERS),
        (S.ASKING, S.UNREPORTED),
        (S.ASKING, S.EVERYBODY),
        (S.ASKING, S.OVERDUE),
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
    _rule(
        OrderKind.EXTEND,
        (S.EXTEND, N.NUMBERS, N.SPAN),
        (S.EXTEND, N.TASK, N.SPAN),
        (S.EXTENSION, N.NUMBERS, N.SPAN),
        (S.EXTENSION, N.TASK, N.SPAN),
        uses={S.DUE, S.EXTENSION, S.EXTEND, S.CORRECT, S.HAND_OVER, N.TASK, N.NUMBERS},
        base=0.5,
    ),
    _rule(
        OrderKind.HAND_OVER,
        (S.HAND_OVER, N.UNIT),
        (S.HAND_OVER, N.PERSON),
        (S.LEAVING, N.PERSON),
        (S.HAND_OVER, S.LIAISON),
        (S.HAND_OVER,),
        uses={S.LEAVING, S.LIAISON, S.CORRECT, N.PERSON, N.UNIT, S.SEAT, S.DEPUTISE},
        base=0.2,
    ),
    _rule(
        OrderKind.DEPUTISE,
        (S.DEPUTISE, N.PERSON),
        (S.DEPUTISE, N.UNIT),
        (S.DEPUTISE, N.SPAN),
        uses={N.SPAN, S.LIAISON, N.PERSON, N.UNIT},
        base=0.2,
    ),
    _rule(
        OrderKind.INVITE,
        (S.INVITE,),
        uses={N.UNIT, N.PERSON, S.LIAISON, S.SEAT, S.VACANT, S.EVERYBODY, S.HAND_OVER, S.WHY},
        base=0.3,
    ),
    _rule(
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
