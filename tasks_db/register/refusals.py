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


class SeveralTasks(PlanError):  # noqa: N818 - as its base
    """A number by which several tasks go: ``number`` as typed, ``tasks`` the code and title of each."""

    def __init__(self, number: str, tasks: tuple[tuple[str, str], ...]) -> None:
        """Say which tasks they are, with the way to name one."""
        meant = "；".join(f"{code} {title}" for code, title in tasks)
        super().__init__(f"第{number}项可能是：{meant}。请用前面的编号再说一次，没有改动。")
        self.number, self.tasks = number, tasks


class RosterError(Refusal):
    """A table that cannot be taken over; ``str()`` names every faulty row."""


class UnitError(Refusal):
    """A unit that there is not, or a change of the registry that cannot be made; ``str()`` says what to do."""
