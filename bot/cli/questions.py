"""``lianxi overdue | progress | unreported | coordination | indicators | mine | ask``: what the chat answers too."""

import json
from collections.abc import Callable
from datetime import datetime
from typing import Annotated, Any

import typer

from bot.cli.shared import desk_of, moment, say
from messages import answer_text, body_text, query_words, task_told
from tasks_db.language.questions import Aspect, Question, QuestionKind
from tasks_db.register import queries
from tasks_db.register.authority import OPERATOR
from tasks_db.register.in_words import InWords
from tasks_db.register.queries import Answer, Filters
from tasks_db.register.refusals import AnswerRefused
from tasks_db.work.context import Context
from tasks_db.work.desk import Desk
from tasks_db.work.views import bodies
from tasks_db.work.views import queries as views
from tasks_db.work.views.words import in_words

AsJson = Annotated[bool, typer.Option("--json", help="输出 JSON")]
AsOf = Annotated[str | None, typer.Option("--as-of", help="截至的日期或时刻，默认现在")]
Unit = Annotated[str | None, typer.Option("--unit", help="只看这个单位")]

_View = Callable[[Context, Filters, datetime | None], Answer[Any]]


def overdue(*, unit: Unit = None, as_of: AsOf = None, as_json: AsJson = False) -> None:
    """列出逾期的任务和单位。"""
    _show(QuestionKind.OVERDUE, views.overdue, unit, as_of, as_json=as_json)


def progress(*, unit: Unit = None, as_of: AsOf = None, as_json: AsJson = False) -> None:
    """列出各项任务的进展。"""
    _show(QuestionKind.PROGRESS, views.progress, unit, as_of, as_json=as_json)


def unreported(*, unit: Unit = None, as_of: AsOf = None, as_json: AsJson = False) -> None:
    """列出没有按时报送的单位。"""
    _show(QuestionKind.UNREPORTED, views.unreported, unit, as_of, as_json=as_json)


def coordination(*, unit: Unit = None, as_of: AsOf = None, as_json: AsJson = False) -> None:
    """列出需协调事项。"""
    _show(QuestionKind.COORDINATION, views.coordination, unit, as_of, as_json=as_json)


def indicators(*, unit: Unit = None, as_of: AsOf = None, as_json: AsJson = False) -> None:
    """列出指标完成情况。"""
    _show(QuestionKind.INDICATORS, views.indicators, unit, as_of, as_json=as_json)


def mine(
    unit: Annotated[str, typer.Option("--unit", help="哪个单位")], *, as_of: AsOf = None, as_json: AsJson = False
) -> None:
    """列出一个单位手上的任务，与该单位发 /mine 看到的相同。"""
    _show(QuestionKind.MINE, views.mine, unit, as_of, as_json=as_json)


def ask(
    words: Annotated[list[str], typer.Argument(help="问题，例如：县民政局进展")], *, as_json: AsJson = False
) -> None:
    """用一句话提问，与在会话里问相同。"""
    text = " ".join(words)
    with desk_of() as desk:
        told = desk.ask(OPERATOR, in_words, text)
        owed = told.answer if told is not None and told.kind is QuestionKind.UNREPORTED else None
        printed = _of_bodies(desk, told.question) if told and told.question and told.kind is QuestionKind.BODY else ""
        standing = desk.ask(OPERATOR, views.where_they_stand, owed) if owed is not None else None
    if told is None or (told.order is not None and told.question is None):
        raise AnswerRefused("没有看懂。可以问“逾期任务”“县民政局进展”“谁还没报”；全部命令见 lianxi --help。")
    if told.options or (told.unknown and told.answer is None):
        raise AnswerRefused(_offered(told))
    if told.unknown:
        say(query_words.note(told.unknown))
    if standing is not None and told.answer is not None and not as_json:
        owing = answer_text.answer(QuestionKind.UNREPORTED, told.answer)
        say(query_words.first_line(owing, told.answer, standing))
        _print(QuestionKind.PROGRESS, standing, as_json=False)
    elif told.answer is not None and told.kind is not None:
        _print(told.kind, told.answer, as_json=as_json)
    elif told.seated:
        say(query_words.seated(told.seated).text)
    elif told.kind is QuestionKind.BODY:
        say(printed)
    elif told.tasks:
        for one in told.tasks:
            say(task_told.told(one).text)
    else:
        say(
            _OTHERS.get(
                told.kind or QuestionKind.HELP,
                "可以问“逾期任务”“县民政局进展”“某某负责的”“谁还没报”“需协调事项”“指标完成情况”。",
            )
        )


_OTHERS = {
    QuestionKind.RANKING: query_words.ranking().text,
    QuestionKind.CONTACT: query_words.no_phones().text,
    QuestionKind.TERM: query_words.terms(),
    QuestionKind.MEETINGS: "请用：lianxi sitting list；上次会议定的事：lianxi sitting decided",
    QuestionKind.DIGEST: "请用：lianxi digest",
    QuestionKind.PREVIEW: "请用：lianxi preview",
    QuestionKind.OUTBOX: "请用：lianxi outbox",
    QuestionKind.PLANS: "请用：lianxi plan list",
    QuestionKind.REVIEW: "请用：lianxi --help 看审核的命令",
    QuestionKind.SEATS: "请用：lianxi seat list",
}
"""What the terminal has a command of its own for, and what is answered with a sentence."""


def _of_bodies(desk: Desk, question: Question) -> str:
    """Who sits in the body, or who belongs to groups."""
    if question.aspect is Aspect.UNITS:
        return body_text.groups(desk.ask(OPERATOR, bodies.groups, question.filters.unit_ids)).text
    return body_text.told(desk.ask(OPERATOR, bodies.of_asker)).text


def _offered(told: InWords) -> str:
    unclear = query_words.unclear(told)
    names = "、".join(button.label for row in unclear.buttons for button in row)
    return f"{unclear.text}{names}".replace("\n", "")


def _show(kind: QuestionKind, view: _View, unit: str | None, as_of: str | None, *, as_json: bool) -> None:
    with desk_of() as desk:
        filters = desk.ask(OPERATOR, views.narrowed, unit)
        answer = desk.ask(OPERATOR, view, filters, moment(as_of, desk.clock()))
    _print(kind, answer, as_json=as_json)


def _print(kind: QuestionKind, answer: Answer[Any], *, as_json: bool) -> None:
    if as_json:
        typer.echo(json.dumps(queries.to_json(answer), ensure_ascii=False, indent=1))
        return
    for page in answer_text.pages(kind, answer):
        say(page)
