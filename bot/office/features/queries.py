"""Asking the bot, by command, by button or in plain Chinese; everything limited to what the seat may see."""

from collections.abc import Callable
from dataclasses import replace

from bot.office.entries import COMMANDS, PROMPTS, button, command
from bot.office.features import ended
from bot.office.features.answer_text import answer_in_words
from bot.office.features.digests import tell_digest
from bot.office.features.looking import TURNED
from bot.office.features.orders import ordered
from bot.office.features.shared import WORDS, keep_words, kept_words
from bot.office.features.start import show_help
from bot.office.turn import Turn
from messages import (
    actions,
    answer_text,
    body_text,
    office_day,
    outgoing_text,
    query_more,
    query_sheet,
    query_steps,
    query_text,
    query_words,
    task_told,
)
from messages.message import Message
from tasks_db.language.chase_words import chase_with_words
from tasks_db.language.questions import Aspect, Filters, Form, OrderKind, Question, QuestionKind
from tasks_db.register import authority, queries
from tasks_db.register.authority import Right
from tasks_db.register.in_words import InWords
from tasks_db.register.queries import Answer
from tasks_db.register.refusals import AnswerRefused
from tasks_db.terms import Role
from tasks_db.work.post import conversation
from tasks_db.work.views import bodies, outgoing, said_before, tasks_told, words
from tasks_db.work.views import desk as desk_views
from tasks_db.work.views import queries as views
from tasks_db.work.views.schedule import sending_hours

_COMMANDS = {
    QuestionKind.DIGEST: "digest",
    QuestionKind.REVIEW: "review",
    QuestionKind.PREVIEW: "preview",
    QuestionKind.OUTBOX: "outbox",
    QuestionKind.PLANS: "plans",
    QuestionKind.SEATS: "seats",
    QuestionKind.MEETINGS: "sittings",
    QuestionKind.HELP: "help",
}
"""Questions that a command answers."""
_SENTENCES: dict[QuestionKind, Callable[[], Message | str]] = {
    QuestionKind.RANKING: query_words.ranking,
    QuestionKind.CONTACT: query_words.no_phones,
    QuestionKind.TERM: query_words.terms,
    QuestionKind.SENDING: query_words.sending,
    QuestionKind.WHITHER: query_words.whither,
}
"""Questions that are answered alike whoever asks."""

_OVER = frozenset({said_before.REMEMBERED, TURNED, WORDS})
"""What nothing is lost of when another question is asked."""

_OLD_BUTTON = "这个按钮已经失效。请把刚才的话再说一遍。"
_UNKNOWN = "没有看懂。请换个说法再说一次，例如“第3项什么时候到期”或“3 进度60%”。"
_PLAINLY = frozenset(
    {QuestionKind.OVERDUE, QuestionKind.UNREPORTED, QuestionKind.MINE, QuestionKind.DIGEST,
     QuestionKind.TALLY, QuestionKind.REVIEW, QuestionKind.COORDINATION, QuestionKind.VACANT,
     QuestionKind.HELP, QuestionKind.INDICATORS, QuestionKind.PLANS, QuestionKind.SEATS,
     QuestionKind.PREVIEW}
)  # fmt: skip
"""What nobody types as the value that was asked for."""


@button(actions.PAGE, Right.ASK)
def page(turn: Turn, kind: str, encoded: str, number: str) -> None:
    """Turn to a page of an answer; the first page is a new message."""
    _turn_to(turn, QuestionKind(kind), encoded, int(number), Form.LIST)


@button(actions.BY_UNIT, Right.ASK)
def by_unit(turn: Turn, kind: str, encoded: str, number: str) -> None:
    """Turn to a page of an answer that has a line for each unit."""
    _turn_to(turn, QuestionKind(kind), encoded, int(number), Form.BY_UNIT)


def _turn_to(turn: Turn, kind: QuestionKind, encoded: str, number: int, form: Form) -> None:
    value = turn.ask(views.of_button, kind.value, encoded)
    grouped = form is Form.BY_UNIT and answer_text.has_units(kind)
    message = _with_steps(
        turn, kind, value, answer_text.answer(kind, value, number, by_unit=grouped), by_unit=grouped
    )
    (turn.say(message) if number == 0 else turn.edit(message))
    _remember(turn, Question(kind, value.filters, form, page=number))


@button(actions.QUERY_FILE, Right.DECIDE)
def as_file(turn: Turn, kind: str, encoded: str) -> None:
    """Send an answer as a table."""
    _send_sheet(turn, QuestionKind(kind), turn.ask(views.of_button, kind, encoded))


def _send_sheet(turn: Turn, kind: QuestionKind, value: Answer[object]) -> None:
    table = query_sheet.sheet(kind, value)
    if table is None:
        raise AnswerRefused("这个结果不能导出。可以导出逾期任务、任务进展、未报送单位、到期清单和需协调事项。")
    turn.say(Message(query_words.exported(kind, value), attachment=table))


@button(actions.TASK_TOLD, Right.ASK)
def task_in_short(turn: Turn, task_id: str, aspect: str) -> None:
    """Say what is asked of one task."""
    turn.say(task_told.told(turn.ask(words.one_task, int(task_id), aspect)))


@command("mine", "我的任务", Right.ANSWER)
def mine(turn: Turn, rest: str) -> None:
    """Show what the asker's units have on their hands."""
    del rest
    value = turn.ask(views.mine)
    turn.say(_with_groups(turn, QuestionKind.MINE, value, answer_text.answer(QuestionKind.MINE, value)))
    _remember(turn, Question(QuestionKind.MINE))


@command("overdue", "逾期任务，可加单位、责任领导或章节", Right.ASK)
def overdue(turn: Turn, rest: str) -> None:
    """Show what is overdue, narrowed to the names behind the command."""
    _commanded(turn, f"{rest}逾期任务", QuestionKind.OVERDUE)


@command("progress", "任务进展，可加单位、责任领导或章节", Right.ASK)
def progress(turn: Turn, rest: str) -> None:
    """Show where tasks stand, narrowed to the names behind the command."""
    _commanded(turn, f"{rest}任务进展", QuestionKind.PROGRESS)


def _commanded(turn: Turn, text: str, kind: QuestionKind) -> None:
    """A command with names behind it reads like the question in words."""
    found = turn.ask(words.in_words, text, kind)
    if found is None:
        raise AnswerRefused("没有看懂后面的名称。可以加单位、责任领导、方案或章节的名称，例如“/overdue 县教委”。")
    tell(turn, found, text)


def heard(turn: Turn, text: str) -> InWords | None:
    """Return what a text asks or orders; None where it is neither."""
    chased = chase_with_words(text)
    said = heard(turn, chased.order) if chased is not None else None
    if chased is not None and said is not None and said.order is not None and said.order.kind is OrderKind.CHASE:
        return replace(said, order=replace(said.order, words=chased.words))
    return turn.ask(words.in_words, text, None, turn.at, turn.replied_to)


def lets_go(found: InWords) -> bool:
    """Return whether words are so plainly a question that whatever waited for typing lets go (R17)."""
    return found.kind in _PLAINLY and not (found.unknown or found.open or found.options)


def tell(turn: Turn, found: InWords, text: str) -> None:
    """Say what a question or an order in words comes to."""
    for one in found.ended:
        ended.tell(turn, one)
    if found.open:
        _question_or_report(turn, found, text)
    elif found.order is not None:
        ordered(turn, found.order, text)
    elif found.answer is not None and found.question is not None:
        _answer(turn, found, found.question, found.answer)
    elif found.tasks:
        _tell_of_tasks(turn, found)
    elif found.seated:
        _tell_of_seats(turn, found)
    elif found.options or (found.unknown and found.kind not in _COMMANDS):
        turn.say(query_words.unclear(found))
    elif found.question is not None:
        if found.unknown:
            turn.say(query_words.note(found.unknown))
        _sentence(turn, found.question, text)


def _tell_of_seats(turn: Turn, found: InWords) -> None:
    said = query_words.seated(found.seated, office=authority.may(turn.member, Right.DECIDE))
    turn.say(query_words.noted(said, found.unknown))
    if found.question is not None:
        _remember(turn, found.question)


def _tell_of_tasks(turn: Turn, found: InWords) -> None:
    for one in found.tasks:
        message = query_words.all_of_it(task_told.told(one)) if found.unknown else task_told.told(one)
        turn.say(message if found.figures is None else query_text.with_figures(message, found.figures))
    if len(found.tasks) == 1:
        _remember(turn, Question(QuestionKind.TASK, Filters(task_ids=(found.tasks[0].seen.task.id,))))


def _question_or_report(turn: Turn, found: InWords, text: str) -> None:
    """Ask whether the words were a question or a report; they wait for the button."""
    keep_words(turn, text)
    kind = query_words.NAMES.get(found.kind, "") if found.kind is not None else ""
    turn.say(query_words.question_or_report(kind or "请办"))


@button(actions.ASK_ANYWAY, Right.ASK)
def ask_anyway(turn: Turn) -> None:
    """Answer what was typed as a question, or do it as an order."""
    text = kept_words(turn, _OLD_BUTTON)
    found = turn.ask(words.in_words, text, None, turn.at, surely=True)
    if found is None:
        raise AnswerRefused(_UNKNOWN)
    tell(turn, found, text)


@button(actions.REPORT_ANYWAY, Right.ANSWER)
def report_anyway(turn: Turn) -> None:
    """Take what was typed as an answer."""
    if not answer_in_words(turn, kept_words(turn, _OLD_BUTTON)):
        raise AnswerRefused(_UNKNOWN)


def _answer(turn: Turn, found: InWords, question: Question, value: Answer[object]) -> None:
    kind = question.kind
    as_table = question.form is Form.FILE and authority.may(turn.member, Right.DECIDE)
    if as_table and (value.rows or value.beside):
        _send_sheet(turn, kind, value)
    elif question.form is Form.NEXT and kind is QuestionKind.DUE:
        turn.say(query_more.next_due(value, queries.next_due(value)))  # type: ignore[arg-type]
    else:
        by_unit = answer_text.has_units(kind) and (
            question.form is Form.BY_UNIT or answer_text.asks_for_units(kind, value)
        )
        message = answer_text.answer(kind, value, question.page, by_unit=by_unit)
        message = _with_steps(turn, kind, value, message, by_unit=by_unit)
        if kind is QuestionKind.UNREPORTED and not (value.rows or value.beside or value.hidden):
            message = _nothing_owed(turn, value, message)
        message = _with_groups(turn, kind, value, _leads_nothing(turn, kind, value, message))
        nothing = not value.rows and not turn.event.where.is_group
        if kind is QuestionKind.OVERDUE and nothing and question.filters.narrow <= {"unit_ids"}:
            before = turn.ask(tasks_told.over_on_handing_out, question.filters.unit_ids)
            message = query_words.over_before(message, before, turn.now)
        if kind is QuestionKind.COORDINATION and authority.may(turn.member, Right.DECIDE):
            message = _with_waiting(turn, value, message)
        if question.since_issue:
            message = replace(message, text=f"{query_words.no_digest_yet()}\n{message.text}")
        if as_table:
            message = replace(message, text=f"没有可以导出的内容。\n{message.text}")
        turn.say(query_words.noted(message, found.unknown))
    _remember(turn, question)


def _with_groups(turn: Turn, kind: QuestionKind, value: Answer[object], message: Message) -> Message:
    """Where a unit has nothing of its own to do, tell what the plan gives to the group that it belongs to."""
    if kind is not QuestionKind.MINE or value.rows:
        return message
    told_of = turn.ask(tasks_told.of_groups)
    return query_words.of_groups(message, told_of) if told_of else message


def _with_waiting(turn: Turn, value: Answer[object], message: Message) -> Message:
    """Pleas of one unit are told with those that wait for its own answer: 待协调 may mean either."""
    if len(value.filters.unit_ids) != 1 or turn.event.where.is_group:
        return message
    waits = office_day.waiting_on(*turn.ask(desk_views.named_and_waiting_on, value.filters.unit_ids[0]))
    return replace(message, text=f"{message.text}\n{waits}") if waits else message


def _nothing_owed(turn: Turn, value: Answer[object], message: Message) -> Message:
    """Nothing is owed: of units that were asked for, tell where they stand; else who has not answered yet.

    Whoever is silent before the day is named as such, and never as 未报送.
    """
    standing = turn.ask(views.where_they_stand, value)
    if standing is not None:
        below = answer_text.answer(QuestionKind.PROGRESS, standing)
        return replace(below, text=f"{query_words.first_line(message, value, standing)}\n{below.text}")
    if value.filters.unit_ids or value.narrowed or turn.event.where.is_group:
        return message
    encoded = queries.encode(value.filters)
    return query_words.still_silent(message, turn.ask(views.of_button, QuestionKind.ASKED.value, encoded))


def _leads_nothing(turn: Turn, kind: QuestionKind, value: Answer[object], message: Message) -> Message:
    """Of units that lead nothing, tell for what they are responsible."""
    filters = value.filters
    asked = kind in {QuestionKind.PROGRESS, QuestionKind.MINE} and filters.role is Role.LEAD
    if not asked or value.rows or value.hidden or filters.narrow - {"unit_ids", "role", "mine"}:
        return message
    others = turn.ask(views.of_button, kind.value, queries.encode(replace(filters, role=None)))
    units = "、".join(others.about) or "贵单位"
    return query_words.leads_nothing(answer_text.answer(kind, others), units, len(others.rows))


def _with_steps(
    turn: Turn, kind: QuestionKind, value: Answer[object], message: Message, *, by_unit: bool = False
) -> Message:
    """An answer with its next steps; in a group there are none, and tasks are opened in private alone (R13)."""
    if turn.event.where.is_group:
        return query_steps.for_group(message)
    return query_steps.with_steps(
        message,
        kind,
        value,
        office=authority.is_office(turn.member),
        convenor=authority.is_convenor(turn.member),
        by_unit=by_unit,
    )


def _remember(turn: Turn, question: Question) -> None:
    """Keep what was asked, for 那教育局呢 and 下一页; a question lets go of what waited for typing (R17).

    What waits for a button stays: it can still be pressed.
    """
    if turn.event.where.is_group:
        return
    waits = turn.ask(conversation.waiting)
    if waits is not None and waits.kind not in PROMPTS and waits.kind not in _OVER:
        return
    args: dict[str, object] = {
        "kind": question.kind.value,
        "filters": queries.encode(question.filters),
        "page": question.page,
        "at": turn.at.value,
    }
    turn.do(conversation.wait_for, said_before.REMEMBERED, args)


def _sentence(turn: Turn, question: Question, text: str) -> None:
    """Answer what is no list of the register: with a command's own answer, or a sentence."""
    match question.kind:
        case kind if kind in _SENTENCES:
            turn.say(_SENTENCES[kind]())
        case QuestionKind.PLEASANTRY:
            turn.say(query_words.pleasantry(text))
        case QuestionKind.BODY:
            turn.say(_of_bodies(turn, question))
        case QuestionKind.HOLIDAYS:
            turn.say(query_words.holidays(turn.ask(sending_hours)))
        case QuestionKind.DIGEST:
            _by_right(turn, Right.DECIDE)
            tell_digest(turn, question)
        case QuestionKind.PREVIEW if question.filters.narrow:
            _by_right(turn, Right.PLAN)
            filters = question.filters
            found = turn.ask(outgoing.coming, filters.since, filters.until, filters.unit_ids)
            turn.say(outgoing_text.coming(found))
        case kind if kind in _COMMANDS:
            entry = COMMANDS[_COMMANDS[kind]]
            _by_right(turn, entry.right)
            entry.run(turn, "")
        case _:
            show_help(turn, "")


def _of_bodies(turn: Turn, question: Question) -> Message:
    """Who sits in the body, or who belongs to groups (各乡镇包括哪几家)."""
    if question.aspect is Aspect.UNITS:
        return body_text.groups(turn.ask(bodies.groups, question.filters.unit_ids))
    return body_text.told(turn.ask(bodies.of_asker))


def _by_right(turn: Turn, right: Right) -> None:
    if not authority.may(turn.member, right):
        raise AnswerRefused(authority.refusal(turn.member, right))


@command("unreported", "未报送单位", Right.ASK)
def unreported(turn: Turn, rest: str) -> None:
    """Show who owes a report."""
    del rest
    value = turn.ask(views.unreported)
    question = Question(QuestionKind.UNREPORTED, value.filters)
    _answer(turn, InWords(question), question, value)


@command("indicators", "指标完成情况", Right.ASK)
def indicators(turn: Turn, rest: str) -> None:
    """Show the indicators against their targets."""
    del rest
    value = turn.ask(views.indicators)
    question = Question(QuestionKind.INDICATORS, value.filters)
    _answer(turn, InWords(question), question, value)


@command("preview", "下一个工作日会发什么", Right.PLAN)
def preview(turn: Turn, rest: str) -> None:
    """Show tomorrow's bundles as they would go out if nobody answered until then."""
    del rest
    turn.say(outgoing_text.preview(turn.ask(outgoing.preview)))


@command("outbox", "等待发出的和没有送达的", Right.PLAN)
def outbox(turn: Turn, rest: str) -> None:
    """Show what waits to go out and what did not arrive."""
    del rest
    turn.say(outgoing_text.waiting(turn.ask(outgoing.waiting)))
