"""Looking at one task: its card, the verbatim source, the pages of a bundle."""

from sqlmodel import Session

from bot.office.entries import button, command
from bot.office.features import shared
from bot.office.turn import Turn
from config.clock import local_date
from messages import actions, cards, notices
from messages.message import Message
from tasks_db.register import authority, values
from tasks_db.register.authority import Right
from tasks_db.register.people import Member
from tasks_db.register.refusals import AnswerRefused
from tasks_db.store import models, registers
from tasks_db.work.post import conversation
from tasks_db.work.views.bundles import read_bundle

_NOT_YOURS = "这项任务与贵单位无关，不能查看。发送 /mine 查看贵单位的任务。"


@button(actions.CARD, Right.ANSWER)
async def card(turn: Turn, assignment: str, due: str) -> None:
    """The card of a numbered task; the number stays what it was on the list."""

    def work(session: Session) -> Message:
        plan, task, own = shared.own(session, turn.me, int(assignment))
        pressed = str(turn.query.message.message_id) if turn.query and turn.query.message else None
        numbers = {a: n for n, a, _ in conversation.shown(session, turn.at, pressed)}
        return cards.card(
            plan,
            task,
            own,
            shared.due_of(own, int(due)),
            turn.now,
            number=numbers.get(own.id),
            coordinates=authority.leads(turn.me, task),
            office=authority.is_office(turn.me),
        )

    await turn.say(await turn.read(work))


def _see(session: Session, member: Member, task_id: int) -> tuple[values.Plan, values.Task]:
    plan, task = shared.task_value(session, task_id)
    if not authority.may_see(member, task):
        raise AnswerRefused(_NOT_YOURS)
    return plan, task


def task_card(session: Session, turn: Turn, task_id: int) -> Message:
    """A task for whoever may see it, with buttons to answer where it is their own."""
    plan, task = _see(session, turn.me, task_id)
    mine = next((a for a in task.asked_assignments if a.unit_id in authority.units_of(turn.me)), None)
    return cards.card(
        plan,
        task,
        mine,
        None,
        turn.now,
        coordinates=authority.is_office(turn.me) or authority.is_convenor(turn.me) or authority.leads(turn.me, task),
        office=authority.is_office(turn.me),
    )


@button(actions.TASK, Right.ASK)
async def task(turn: Turn, task_id: str) -> None:
    await turn.say(await turn.read(lambda s: task_card(s, turn, int(task_id))))


@command("task", "查看任务：/task 3", Right.ASK)
async def task_by_number(turn: Turn, rest: str) -> None:
    """The task that goes by a number in a dispatched plan; with several plans, one card each."""

    def work(session: Session) -> list[Message]:
        register = registers.load(session)
        seen = authority.scope(turn.me)
        found = [
            t.id
            for _, t in register.tasks()
            if t.seq == rest.strip() and (seen.all or any(a.unit_id in seen.unit_ids for a in t.assignments))
        ]
        if not found:
            raise AnswerRefused("没有这个编号的任务，或与贵单位无关。请发 /task 加编号，例如 /task 3。")
        return [task_card(session, turn, task_id) for task_id in found[:5]]

    for message in await turn.read(work):
        await turn.say(message)


@button(actions.SOURCE, Right.ASK)
async def source(turn: Turn, task_id: str) -> None:
    _, value = await turn.read(lambda s: _see(s, turn.me, int(task_id)))
    await turn.say(cards.source(value))


@button(actions.BUNDLE_PAGE, Right.ANSWER)
async def bundle_page(turn: Turn, notice: str, page: str) -> None:
    def work(session: Session) -> Message:
        row = session.get(models.Notice, int(notice))
        if row is None or row.person_id != turn.me.person_id:
            raise AnswerRefused("这条提醒不是发给您的。发送 /mine 查看贵单位的任务。")
        value = read_bundle(session, row, turn.now, keep_numbers=True)
        if value is None:
            raise AnswerRefused("这条提醒里的任务都已经反馈或取消了。发送 /mine 查看现在的任务。")
        return notices.bundle(value, local_date(turn.now), int(page))

    await turn.edit(await turn.read(work))
