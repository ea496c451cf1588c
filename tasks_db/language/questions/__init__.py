"""Questions and orders in plain Chinese: kinds of question × what they are narrowed to × the form of the answer.

``senses`` has the words, ``names`` and ``when`` find what they name, ``cover`` decides which of them stand, ``rules``
says which words make which question, ``readings`` weighs them, and ``hear`` decides.
"""

from tasks_db.language.questions.hear import LONGEST, hear, may_be_heard
from tasks_db.language.questions.held import pairs, signs
from tasks_db.language.questions.values import (
    NO_FILTERS,
    Asked,
    Aspect,
    Filters,
    Form,
    Order,
    OrderKind,
    PersonName,
    PlanName,
    Question,
    QuestionKind,
    Reading,
    Said,
    Sureness,
    TaskName,
    UnitName,
    Unknown,
    UnknownKind,
    Vocabulary,
)

__all__ = [
    "LONGEST",
    "NO_FILTERS",
    "Asked",
    "Aspect",
    "Filters",
    "Form",
    "Order",
    "OrderKind",
    "PersonName",
    "PlanName",
    "Question",
    "QuestionKind",
    "Reading",
    "Said",
    "Sureness",
    "TaskName",
    "UnitName",
    "Unknown",
    "UnknownKind",
    "Vocabulary",
    "hear",
    "may_be_heard",
    "pairs",
    "signs",
]
