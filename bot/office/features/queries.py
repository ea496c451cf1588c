"""Asking the bot, by command, by button or in plain Chinese; everything limited to what the seat may see."""

from bot.office.entries import button, command
from bot.office.features.looking import task_by_number
from bot.office.features.start import show_help
from bot.office.turn import Turn
from messages import actions, answer_text, dates, digest_file, digest_text, outgoing_text
from messages.message import Button, Message
from tasks_db.language.questions import QuestionKind
from tasks_db.register.authority import Right
from tasks_db.register.in_words import InWords
from tasks_db.register.refusals import AnswerRefused
from tasks_db.work.views import installation, outgoing
from tasks_db.work.views import queries as views
from tasks_db.work.views.digest import digest


@button(actions.PAGE, Right.ASK)
def page(turn: Turn, kind: str, encoded: str, number: str) -> None:
    """Turn to a page of an answer; the first page is a new message."""
    message = answer_text.answer(kind, turn.ask(views.of_button, kind, encoded), int(number))
    (turn.say(message) if int(number) == 0 else turn.edit(message))


@command("mine", "我的任务", Right.ANSWER)
def mine(turn: Turn, rest: str) -> None:
    """Show what the asker's units have on their hands."""
    del rest
    turn.say(answer_text.answer(QuestionKind.MINE, turn.ask(views.mine)))


@command("overdue", "逾期任务，可加单位、责任领导或章节", Right.ASK)
def overdue(turn: Turn, rest: str) -> None:
    """Show what is overdue, narrowed to the names behind the command."""
    _asked(turn, f"{rest}逾期任务", QuestionKind.OVERDUE)


@command("progress", "任务进展，可加单位、责任领导或章节", Right.ASK)
def progress(turn: Turn, rest: str) -> None:
    """Show where tasks stand, narrowed to the names behind the command."""
    _asked(turn, f"{rest}任务进展", QuestionKind.PROGRESS)


def _asked(turn: Turn, text: str, kind: QuestionKind) -> None:
    """A command with names behind it reads like the question in words."""
    question = turn.ask(views.in_words, text, kind)
    if question is None:
        raise AnswerRefused("没有看懂后面的名称。可以加单位、责任领导、方案或章节的名称，例如“/overdue 县教委”。")
    _tell(turn, question)


def asked_in_words(turn: Turn, text: str) -> bool:
    """Answer a question in plain Chinese; return False where the text is none."""
    question = turn.ask(views.in_words, text)
    if question is None:
        return False
    _tell(turn, question)
    return True


def _tell(turn: Turn, question: InWords) -> None:
    if question.answer is not None:
        turn.say(answer_text.answer(question.kind, question.answer))
    elif question.options:
        turn.say(answer_text.offer(question.kind, question.options))
    elif question.task_number is not None:
        task_by_number(turn, str(question.task_number))
    else:
        show_help(turn, "")


@command("unreported", "未报送单位", Right.ASK)
def unreported(turn: Turn, rest: str) -> None:
    """Show who owes a report."""
    del rest
    turn.say(answer_text.answer(QuestionKind.UNREPORTED, turn.ask(views.unreported)))


@command("indicators", "指标完成情况", Right.ASK)
def indicators(turn: Turn, rest: str) -> None:
    """Show the indicators against their targets."""
    del rest
    turn.say(answer_text.answer(QuestionKind.INDICATORS, turn.ask(views.indicators)))


@command("digest", "进展通报", Right.DECIDE)
def show_digest(turn: Turn, rest: str) -> None:
    """Show the digest of this moment, and offer it as a Word file."""
    del rest
    value = turn.ask(digest)
    message = digest_text.chat(value)
    file_row = (Button("下载 Word 通报", actions.DIGEST_FILE, ("all", int(value.as_of.timestamp()))),)
    turn.say(Message(message.text, (*message.buttons, file_row), message.numbers))


@button(actions.DIGEST, Right.DECIDE)
def digest_page(turn: Turn, plans: str, moment: str, number: str) -> None:
    """Turn to a page of a digest; a press on a menu begins a new one."""
    plan_ids, as_of = digest_text.read_args(plans, int(moment), turn.now)
    message = digest_text.chat(turn.ask(digest, as_of, plan_ids), int(number))
    (turn.say(message) if moment == "0" else turn.edit(message))


@button(actions.DIGEST_FILE, Right.DECIDE)
def digest_as_file(turn: Turn, plans: str, moment: str) -> None:
    """Send the digest of a moment as a Word file."""
    plan_ids, as_of = digest_text.read_args(plans, int(moment), turn.now)
    value, meeting = turn.ask(digest, as_of, plan_ids), turn.ask(installation.meeting)
    attachment = digest_file.word(value, meeting)
    turn.say(Message(dates.as_of(as_of), attachment=attachment))


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
