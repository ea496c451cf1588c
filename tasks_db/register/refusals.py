"""The refusals of each subject. A Refusal's ``str()`` is the sentence that a person reads (R18)."""

from tasks_db.refusal import Refusal


class AnswerRefused(Refusal):
    """An answer that cannot be taken; ``str()`` tells the person why and what to do instead."""


class LinkOver(Refusal):
    """A link that opens nothing (any more); ``str()`` says whom to ask."""


class MeetingRefused(Refusal):
    """A step of a sitting that cannot be taken; ``str()`` says why and what to do instead."""


class NotAllowed(Refusal):
    """Something that somebody's seats do not allow; ``str()`` says who may and what to do."""


class PaperError(Refusal):
    """A paper cannot take this step, or there is none; ``str()`` says why and what to do."""


class PeopleError(Refusal):
    """A change of seats or people that cannot be made; ``str()`` says why and what to do."""


class PlanError(Refusal):
    """A plan cannot be changed like this; ``str()`` says why and what to do."""


class RosterError(Refusal):
    """A table that cannot be taken over; ``str()`` names every faulty row."""


class UnitError(Refusal):
    """A unit that there is not, or a change of the registry that cannot be made; ``str()`` says what to do."""
