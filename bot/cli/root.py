"""The command tree on one page: a command is loaded when somebody wants it, and ``lianxi run`` needs no other."""

from collections.abc import Iterator, Mapping, MutableMapping
from importlib import import_module
from typing import Any, cast

import typer
from typer.core import TyperGroup
from typer.main import get_command, get_group

from config.collecting import without_collecting

_COMMANDS = {
    "answer": "answers.answer",
    "put-off": "answers.put_off",
    "put-offs": "answers.put_offs",
    "ask-again": "answers.ask_again",
    "chase": "answers.chase",
    "parse": "parsing.parse",
    "init": "office.init",
    "ask": "questions.ask",
    "overdue": "questions.overdue",
    "progress": "questions.progress",
    "mine": "questions.mine",
    "unreported": "questions.unreported",
    "coordination": "questions.coordination",
    "indicators": "questions.indicators",
    "due": "reports.due",
    "preview": "reports.preview",
    "outbox": "reports.outbox",
    "burden": "reports.burden",
    "digest": "reports.digest",
    "ledger": "reports.ledger",
    "export": "reports.export",
    "tick": "reports.tick",
    "rehearse": "rehearse.rehearse",
    "doctor": "office.doctor",
    "backup": "keeping.backup",
    "restore": "keeping.restore",
    "run": "serving.run",
    "plan": "plan.app",
    "task": "task.app",
    "seat": "seat.app",
    "links": "links.app",
    "sitting": "sitting.app",
    "body": "sitting.body_app",
    "people": "office.people_app",
    "review": "answers.review_app",
    "desk": "desk.app",
    "paper": "papers.paper_app",
    "letter": "letters.letter_app",
}
"""Each command, or app of commands, by its name: its module beside this one, and what it is called there."""


class _WhenWanted(Mapping[str, Any]):
    """The commands by their names; a command's module is loaded as it is taken."""

    def __getitem__(self, name: str) -> Any:  # noqa: ANN401 - typer's own
        module, _, called = _COMMANDS[name].partition(".")
        with without_collecting():
            found = getattr(import_module(f"bot.cli.{module}"), called)
        if isinstance(found, typer.Typer):
            command: Any = get_group(found)
        else:
            alone = typer.Typer(add_completion=False)
            alone.command()(found)
            command = get_command(alone)
        command.name = name
        return command

    def __iter__(self) -> Iterator[str]:
        return iter(_COMMANDS)

    def __len__(self) -> int:
        return len(_COMMANDS)


class _Group(TyperGroup):
    """The tree's root."""

    def __init__(self, **options: Any) -> None:  # noqa: ANN401 - typer's own
        super().__init__(**options)
        self.commands = cast("MutableMapping[str, Any]", _WhenWanted())


app = typer.Typer(cls=_Group, no_args_is_help=True, pretty_exceptions_enable=False, add_completion=False)


@app.callback()
def lianxi() -> None:
    """联席：联席会议办公室的任务催报与进展汇总机器人"""
