"""Asking the bot, by command, by button or in plain Chinese; everything limited to what the seat may see."""

from collections.abc import Callable
from datetime import datetime, timedelta

from sqlmodel import Session, select

from bot.office.entries import button, command
from bot.office.features.looking import task_by_number
from bot.office.features.start import show_help
from bot.office.turn import Turn
from config.clock import local_date
from messages import actions, dates, digest_docx, digest_text, query_text
from messages.message import Attachment, Button, Message
from messages.phrases import clip
from tasks_db.language import questions
from tasks_db.language.questions import Question, QuestionKind, Vocabulary
from tasks_db.register import authority, digest, queries, reminders, values
from tasks_db.register.authority import Right
from tasks_db.register.queries import Filters
from tasks_db.register.refusals import AnswerRefused
from tasks_db.store import models, people, registers
from tasks_db.store.keys import key
from tasks_db.store.units import registry
from tasks_db.work.post import outbox

_SHOWN = 12


def _view(register: values.Register, turn: Turn, kind: str, filters: Filters, page: int) -> Message:
    """One page of an answer of a kind that ``query_text`` names."""
    scope, now = authority.scope(turn.me), turn.now
    views: dict[str, Callable[[], Message]] = {
        query_text.OVERDUE: lambda: query_text.overdue(queries.overdue(register, scope, now, filters), page),
        query_text.PROGRESS: lambda: query_text.progress(queries.progress_lines(register, scope, now, filters), page),
        query_text.MINE: lambda: query_text.mine(queries.mine(register, authority.units_of(turn.me), now), page),
        query_text.UNREPORTED: lambda: query_text.unreported(queries.unreported(register, scope, now, filters), page),
        query_text.COORDINATION: lambda: query_text.coordination(
            queries.coordination(register, scope, now, filters), page
        ),
        query_text.INDICATORS: lambda: query_text.indicators(queries.indicators(register, scope, now, filters), page),
    }
    if kind not in views:
        raise AnswerRefused("这个按钮已经失效，请重新查询。")
    return views[kind]()


async def _show(turn: Turn, kind: str, filters: Filters = queries.NO_FILTERS) -> None:
    await turn.say(await turn.read(lambda s: _view(registers.load(s), turn, kind, filters, 0)))


@button(actions.PAGE, Right.ASK)
async def page(turn: Turn, kind: str, encoded: str, number: str) -> None:
    def work(session: Session) -> Message:
        register = registers.load(session)
        return _view(register, turn, kind, queries.decode(encoded, register), int(number))

    message = await turn.read(work)
    await (turn.say(message) if int(number) == 0 else turn.edit(message))


@command("mine", "我的任务", Right.ANSWER)
async def mine(turn: Turn, rest: str) -> None:
    del rest
    await _show(turn, query_text.MINE)


@command("overdue", "逾期任务，可加单位、责任领导或章节", Right.ASK)
async def overdue(turn: Turn, rest: str) -> None:
    await _asked(turn, f"{rest}逾期任务", query_text.OVERDUE)


@command("progress", "任务进展，可加单位、责任领导或章节", Right.ASK)
async def progress(turn: Turn, rest: str) -> None:
    await _asked(turn, f"{rest}任务进展", query_text.PROGRESS)


async def _asked(turn: Turn, text: str, kind: str) -> None:
    """A command with names behind it reads like the question in words."""
    question = await turn.read(lambda s: questions.ask(text, _vocabulary(s, turn)))
    if question is None:
        raise AnswerRefused("没有看懂后面的名称。可以加单位、责任领导、方案或章节的名称，例如“/overdue 县教委”。")
    await answer_question(turn, question, kind)


def _vocabulary(session: Session, turn: Turn) -> Vocabulary:
    """The names that may be asked by: units of the registry, and what the dispatched plans print."""
    meeting = people.the_meeting(session)
    register = registers.load(session)
    tasks = [task for _, task in register.tasks()]
    scope = authority.scope(turn.me)
    seen = [t for t in tasks if scope.sees_task(t)]
    return Vocabulary(
        units=tuple(questions.UnitName(u.id, u.name, u.aliases) for u in registry(session, meeting.jurisdiction_id)),
        leaders=tuple(dict.fromkeys(name for t in seen for name in t.leaders)),
        plans=tuple(questions.PlanName(p.id, p.title) for p in register.plans),
        sections=tuple(dict.fromkeys(t.section for t in seen if t.section)),
    )


async def asked_in_words(turn: Turn, text: str) -> bool:
    """Answer a question in plain Chinese; False where the text is none."""
    question = await turn.read(lambda s: questions.ask(text, _vocabulary(s, turn)))
    if question is None:
        return False
    await answer_question(turn, question, None)
    return True


_KINDS = {
    QuestionKind.OVERDUE: query_text.OVERDUE,
    QuestionKind.PROGRESS: query_text.PROGRESS,
    QuestionKind.MINE: query_text.MINE,
    QuestionKind.UNREPORTED: query_text.UNREPORTED,
    QuestionKind.INDICATORS: query_text.INDICATORS,
    QuestionKind.COORDINATION: query_text.COORDINATION,
}


async def answer_question(turn: Turn, question: Question, kind: str | None) -> None:
    if question.kind is QuestionKind.HELP:
        await show_help(turn, "")
        return
    if question.kind is QuestionKind.TASK:
        await task_by_number(turn, str(question.task_number))
        return
    if question.unknown_unit is not None:
        raise AnswerRefused(f"没有叫“{question.unknown_unit}”的单位。请写单位全称或常用简称再问一次。")
    chosen = kind or _KINDS[question.kind]
    if question.unit_options or question.leader_options:
        await turn.say(await turn.read(lambda s: _offer(s, question, chosen)))
        return
    filters = Filters(question.plan_id, question.unit_id, question.leader, question.section)
    await _show(turn, chosen, filters)


def _offer(session: Session, question: Question, kind: str) -> Message:
    """A name that fits several: a button for each, never a guess."""
    units = [session.get_one(models.Unit, unit_id) for unit_id in question.unit_options]
    found = [(u.name, Filters(question.plan_id, key(u.id), question.leader, question.section)) for u in units]
    found += [(n, Filters(question.plan_id, question.unit_id, n, question.section)) for n in question.leader_options]
    rows = [(Button(name, actions.PAGE, (kind, queries.encode(filters), 0)),) for name, filters in found[:8]]
    return Message("您问的是哪一个？", tuple(rows))


@command("unreported", "未报送单位", Right.ASK)
async def unreported(turn: Turn, rest: str) -> None:
    del rest
    await _show(turn, query_text.UNREPORTED)


@command("indicators", "指标完成情况", Right.ASK)
async def indicators(turn: Turn, rest: str) -> None:
    del rest
    await _show(turn, query_text.INDICATORS)


@command("digest", "进展通报", Right.DECIDE)
async def show_digest(turn: Turn, rest: str) -> None:
    del rest
    value = await turn.read(lambda s: digest.compile(registers.load(s), as_of=turn.now))
    message = digest_text.chat(value)
    plans = "all"
    file_row = (Button("下载 Word 通报", actions.DIGEST_FILE, (plans, int(turn.now.timestamp()))),)
    await turn.say(Message(message.text, (*message.buttons, file_row), message.numbers))


@button(actions.DIGEST, Right.DECIDE)
async def digest_page(turn: Turn, plans: str, moment: str, number: str) -> None:
    plan_ids, as_of = digest_text.read_args(plans, int(moment), turn.now)
    value = await turn.read(lambda s: digest.compile(registers.load(s), as_of=as_of, plan_ids=plan_ids))
    message = digest_text.chat(value, int(number))
    await (turn.say(message) if moment == "0" else turn.edit(message))


@button(actions.DIGEST_FILE, Right.DECIDE)
async def digest_file(turn: Turn, plans: str, moment: str) -> None:
    plan_ids, as_of = digest_text.read_args(plans, int(moment), turn.now)

    def work(session: Session) -> tuple[bytes, str]:
        meeting = people.the_meeting(session)
        value = digest.compile(registers.load(session), as_of=as_of, plan_ids=plan_ids)
        content = digest_docx.docx(value, title=f"{meeting.name}进展通报", office=f"{meeting.name}办公室")
        return content, f"进展通报{local_date(as_of)}.docx"

    content, name = await turn.read(work)
    await turn.say(Message(dates.as_of(as_of), attachment=Attachment(name, content)))


@command("preview", "下一个工作日会发什么", Right.PLAN)
async def preview(turn: Turn, rest: str) -> None:
    """Tomorrow's bundles as they would go out if nobody answered until then."""
    del rest

    def work(session: Session) -> Message:
        register = registers.load(session)
        calendar, windows = turn.desk.calendar, turn.desk.windows
        opens = windows.opening(calendar.after(local_date(turn.now)))
        planned = reminders.bundles(register, calendar, windows, opens)
        lines = [
            f"{dates.day(local_date(opens))}将发出{len(planned)}条提醒："
            if planned
            else "下一个工作日没有要发的提醒。"
        ]
        lines += [
            f"· {b.holder.name}（{b.asks[0].seat.unit}）{len(b.asks)}项：{clip(b.asks[0].line.task.title, 16)}"
            for b in planned[:_SHOWN]
        ]
        if len(planned) > _SHOWN:
            lines.append(f"……另有{len(planned) - _SHOWN}人")
        lines += _unasked_lines(register, turn)
        lines += _undelivered_lines(session, turn.now)
        return Message("\n".join(lines))

    await turn.say(await turn.read(work))


def _unasked_lines(register: values.Register, turn: Turn) -> list[str]:
    found: dict[tuple[str, str], int] = {}
    for item in reminders.unasked(register, turn.now):
        place = (item.line.assignment.unit, item.why)
        found[place] = found.get(place, 0) + 1
    if not found:
        return []
    lines = [f"发不出去的{len(found)}个单位（请看 /seats）："]
    lines += [f"· {unit}：{why}，{count}项" for (unit, why), count in list(found.items())[:_SHOWN]]
    return [*lines, f"……另有{len(found) - _SHOWN}个"] if len(found) > _SHOWN else lines


def _undelivered_lines(session: Session, now: datetime) -> list[str]:
    """What did not arrive in the last week, newest last."""
    rows = outbox.undelivered(session, now - timedelta(days=7))
    people_by_id = {key(p.id): p.name for p in session.exec(select(models.Person)).all()}
    lines = [
        f"没有送达：{people_by_id[n.person_id]}，{dates.moment(n.send_at)}（{n.state.zh}）" for n in rows[-_SHOWN:]
    ]
    return [*lines, f"……另有{len(rows) - _SHOWN}条"] if len(rows) > _SHOWN else lines
