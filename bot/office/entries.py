"""What can be asked of the bot: commands, buttons and prompts, each with the right that it needs.

Features register themselves here; ``routing`` dispatches through these tables, and a test holds them against the
authorization matrix, so nothing can be reached without a row in it.
"""

from collections.abc import Callable, Sequence

from bot.office.turn import Turn
from tasks_db.lean_dataclass import dataclass
from tasks_db.register.authority import Right


class SaidElse(Exception):  # noqa: N818  nothing went wrong
    """What was typed does not answer the question that waited: it is to be read as anything else that is typed."""


CommandRun = Callable[[Turn, str], None]
ButtonRun = Callable[..., None]
PromptRun = Callable[[Turn, dict[str, object], str], None]
JobRun = Callable[[Turn, Sequence[bytes]], None]


@dataclass(frozen=True, slots=True)
class Command:
    """``hint`` is what the command menu says; ``run`` gets the rest of the line."""

    name: str
    hint: str
    right: Right
    run: CommandRun


@dataclass(frozen=True, slots=True)
class Pressed:
    """A button's action; ``run`` gets the arguments as text."""

    action: str
    right: Right
    run: ButtonRun


@dataclass(frozen=True, slots=True)
class Prompted:
    """What to do with the text that the bot asked for; ``sentence``: any sentence of an office may be the answer.

    Where it is ``offered``, nothing was asked: 撤销 is for it to read, and other words go on to whatever reads them.
    """

    kind: str
    right: Right
    run: PromptRun
    sentence: bool
    offered: bool = False


COMMANDS: dict[str, Command] = {}
BUTTONS: dict[str, Pressed] = {}
PROMPTS: dict[str, Prompted] = {}
JOBS: dict[str, JobRun] = {}
"""Long work by its name; it decides by itself who may have it done."""


def command(name: str, hint: str, right: Right) -> Callable[[CommandRun], CommandRun]:
    """Register the decorated function for the command ``/name``, shown with ``hint`` in the command menu.

    Only people with ``right`` reach it. It gets the turn and the rest of the line after the command.
    """

    def register(run: CommandRun) -> CommandRun:
        COMMANDS[name] = Command(name, hint, right, run)
        return run

    return register


def button(action: str, right: Right) -> Callable[[ButtonRun], ButtonRun]:
    """Register the decorated function for buttons of an action, open to people with ``right``.

    It gets the turn and the button's arguments, still as text.
    """

    def register(run: ButtonRun) -> ButtonRun:
        BUTTONS[action] = Pressed(action, right, run)
        return run

    return register


def prompt(
    kind: str, right: Right, *, sentence: bool = False, offered: bool = False
) -> Callable[[PromptRun], PromptRun]:
    """Register the decorated function for what people type after a question of a kind, open to people with ``right``.

    It gets the turn, the arguments that were kept with the question, and the text. Where a ``sentence`` is asked for,
    only what is put as a question is another matter: 会议通报了第一季度进展 is an answer. Words that are ``offered``
    beside a list (第2项改为…) answer no question: the function raises SaidElse for any others.
    """

    def register(run: PromptRun) -> PromptRun:
        PROMPTS[kind] = Prompted(kind, right, run, sentence or offered, offered)
        return run

    return register


def job(work: str) -> Callable[[JobRun], JobRun]:
    """Register the decorated function for long work on files that were sent (``Turn.later``).

    It gets a turn of its own, later, and what the files of its event hold. Until its first act it may take its time.
    """

    def register(run: JobRun) -> JobRun:
        JOBS[work] = run
        return run

    return register
