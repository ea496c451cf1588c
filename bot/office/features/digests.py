"""The digest in chat: its pages, and what a button makes of it."""

from bot.office.entries import button, command
from bot.office.turn import Turn
from messages import actions, dates, digest_file, digest_text, forms
from messages.message import Button, Message, in_rows
from tasks_db.language.questions import Form, Question, QuestionKind
from tasks_db.register import authority
from tasks_db.register.authority import Right
from tasks_db.register.refusals import AnswerRefused
from tasks_db.work.views import words
from tasks_db.work.views.digest import digest


@command("digest", "进展通报", Right.DECIDE)
def show_digest(turn: Turn, rest: str) -> None:
    """Show the digest of this moment, or of the plan and the day named, and offer it as a Word file."""
    found = turn.ask(words.in_words, f"{rest}通报", QuestionKind.DIGEST)
    if found is None or found.question is None or found.unknown:
        raise AnswerRefused(
            "没有看懂后面的内容。可以写方案或日期，例如“/digest 方案1”“/digest 11月30日”；"
            "看一个单位这个月的情况，请发“/month 县教委”。"
        )
    tell_digest(turn, found.question)


def tell_digest(turn: Turn, question: Question) -> None:
    """Show the digest of the plan and the past day that are asked for, else of everything at this moment."""
    filters = question.filters
    plan_ids = (filters.plan_id,) if filters.plan_id is not None else None
    as_of = dates.end_of(question.as_of or filters.until, turn.now)
    plans = digest_text.ALL_PLANS if plan_ids is None else str(plan_ids[0])
    if question.form is Form.FILE:
        digest_as_file(turn, plans, str(int(as_of.timestamp())))
        return
    value = turn.ask(digest, as_of, plan_ids).digest
    message = digest_text.chat(value)
    args = (plans, int(value.as_of.timestamp()))
    files = [Button("下载 Word 通报", actions.DIGEST_FILE, args)]
    if not turn.event.where.is_group:
        files += [Button("图片", actions.DIGEST_PICTURE, args), Button("表格", actions.DIGEST_TABLE, args)]
        if authority.may(turn.member, Right.PLAN):
            files.append(Button("起草通报", actions.PAPER_DRAFT, args))
    turn.say(Message(message.text, (*message.buttons, *in_rows(files, 2)), message.numbers))


@button(actions.DIGEST, Right.DECIDE)
def digest_page(turn: Turn, plans: str, moment: str, number: str) -> None:
    """Turn to a page of a digest; a press on a menu begins a new one."""
    plan_ids, as_of = digest_text.read_args(plans, int(moment), turn.now)
    message = digest_text.chat(turn.ask(digest, as_of, plan_ids).digest, int(number))
    (turn.say(message) if moment == "0" else turn.edit(message))


@button(actions.DIGEST_FILE, Right.DECIDE)
def digest_as_file(turn: Turn, plans: str, moment: str) -> None:
    """Send the digest of a moment as a Word file."""
    plan_ids, as_of = digest_text.read_args(plans, int(moment), turn.now)
    found = turn.ask(digest, as_of, plan_ids)
    attachment = digest_file.word(found.digest, found.meeting)
    turn.say(Message(f"{dates.as_of(as_of)}\n{forms.fonts_needed()}", attachment=attachment))
