"""What a rule of questions is, and the sets of words that rules share."""

from tasks_db.language.questions.cover import Names
from tasks_db.language.questions.sense import Sense
from tasks_db.language.questions.values import OrderKind, QuestionKind
from tasks_db.lean_dataclass import dataclass
from tasks_db.terms import Light, WorkState

Word = Sense | Names
S, N = Sense, Names

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
ASKS = frozenset({S.WHO, S.WHICH, S.COUNT, S.WHETHER, S.WHY, S.WHEN, S.SOURCE, S.SHOW, S.HAS_REPORTED, S.EITHER})
"""Words that make a question of a sentence."""

REPORTED_TOO: frozenset[Word] = frozenset(
    {*STATES, *LIGHTS, S.PLEA, S.TROUBLE, S.EXTENSION, S.EXTEND, S.CLOSURE, S.NOT_OURS, S.PLEASANTRY, S.REPORTED,
     S.REQUESTING, S.INDICATOR, S.NOT, S.RECEIVED, S.LAST, S.DEPUTISE, S.LEAVING, S.HAND_OVER, S.CORRECT, S.RECORD,
     S.DUE, S.ASKING, S.HOLIDAY, S.MEETING, S.HURRY, S.CHANGED, S.LEAD, S.RESPONSIBLE, S.ASKED, S.OPEN, S.DIGEST,
     S.SEAT, S.LIAISON, S.VACANT, S.PLAN, S.SIGNED, S.BODY, S.PHONE, S.UNCHANGED}
)  # fmt: skip
"""Words with which a unit reports as well; alone they make no question of its sentence."""

ANYWHERE: frozenset[Word] = frozenset(
    {S.TASK, S.UNIT, S.FILL, S.WHO, S.WHICH, S.COUNT, S.WHETHER, S.SHOW, S.LEADER, S.BY_UNIT, S.FILE, S.THEN,
     S.PLEASANTRY, S.EVERYBODY, S.EACH, N.AS_OF}
)  # fmt: skip
"""Words that fit every question."""

NAMED: frozenset[Word] = frozenset({N.UNIT, N.PERSON, N.LEADER, N.PLAN, N.SECTION, S.PLAN})
STATE: frozenset[Word] = frozenset({*STATES, *LIGHTS, S.LIGHT})


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


def rule(
    kind: QuestionKind | OrderKind,
    *needs: tuple[Word, ...],
    uses: frozenset[Word] | set[Word] = frozenset(),
    base: float = 0,
) -> Rule:
    """A rule by its kind, each set of words that is enough, the words it uses, and its head start."""
    return Rule(kind, tuple(frozenset(one) for one in needs), frozenset(uses), base)
