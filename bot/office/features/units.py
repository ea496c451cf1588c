"""The units of a task, for whoever leads it and for the office: read them, chase the silent, use their words."""

from sqlmodel import Session

from bot.office.entries import button
from bot.office.features import shared
from bot.office.turn import Turn
from config.clock import local_date
from messages import actions, cards, dates
from messages.message import Message
from messages.phrases import said
from tasks_db.register import authority, progress, reminders
from tasks_db.register.authority import Right
from tasks_db.register.progress import Given
from tasks_db.register.refusals import AnswerRefused
from tasks_db.register.values import OpenLine
from tasks_db.store import audit, registers
from tasks_db.terms import AnswerKind
from tasks_db.work.post import outbox

_MAX_TAKEN = 1500
_WORTH_TAKING = frozenset({AnswerKind.PROGRESS, AnswerKind.BLOCKED, AnswerKind.DONE})


@button(actions.UNITS, Right.ASK)
async def units(turn: Turn, task_id: str) -> None:
    def work(session: Session) -> Message:
        _, task = shared.task_value(session, int(task_id))
        if not authority.is_convenor(turn.me):
            authority.require_coordination(turn.me, task)
        return cards.units(task, turn.now)

    await turn.say(await turn.read(work))


@button(actions.CHASE, Right.COORDINATE)
async def chase(turn: Turn, task_id: str) -> None:
    """催办: only those who have not reported, in their next bundle; whoever chases is told when that is."""

    def work(session: Session) -> str:
        plan, task = shared.task_value(session, int(task_id))
        authority.require_coordination(turn.me, task)
        silent = progress.silent_units(task, turn.now)
        register = registers.load(session)
        days: dict[str, list[str]] = {}
        nobody: list[str] = []
        for assignment in silent:
            due = progress.current_due(task, assignment, turn.now)
            if due is None:
                continue
            line = OpenLine(plan, task, assignment, due)
            if reminders.seat_to_ask(register, line, local_date(turn.now)) is None:
                nobody.append(assignment.unit)
                continue
            day = reminders.chase_day(register, line, turn.desk.calendar, turn.desk.windows, turn.now)
            if not any(c.due_id == due.id and c.day == day for c in register.chases):
                outbox.chase(session, due.id, turn.me.person_id, day, turn.now)
            days.setdefault(dates.day(day), []).append(assignment.unit)
        by = authority.capacity(turn.me)
        audit.note(session, turn.now, by, "催办", "task", task.id, units=[a.unit for a in silent])
        return _told(days, nobody)

    await turn.say(await turn.write(work))


def _told(days: dict[str, list[str]], nobody: list[str]) -> str:
    lines = [f"已催办{len(units)}个单位，随{day}的消息发出：{'、'.join(units)}。" for day, units in days.items()]
    if nobody:
        lines.append(f"联系不上（没有联络员或未绑定），请电话联系：{'、'.join(nobody)}。")
    return "\n".join(lines) or "各单位都已反馈，不用催办。"


@button(actions.TAKE_OVER, Right.ANSWER)
async def take_over(turn: Turn, task_id: str) -> None:
    """The responsible units' words as a draft of the consolidating unit's own report."""

    def work(session: Session) -> tuple[int, str]:
        _, task = shared.task_value(session, int(task_id))
        own = task.consolidating
        if own is None or own.unit_id not in authority.units_of(turn.me):
            raise AnswerRefused("只有汇总单位能采用各单位的文字。")
        words = [
            (a.unit, progress.last_of(a, _WORTH_TAKING, turn.now))
            for a in task.asked_assignments
            if not a.consolidates
        ]
        text = "；".join(f"{unit}：{said(word)}" for unit, word in words if word is not None)
        if not text:
            raise AnswerRefused("各单位还没有反馈，没有可以采用的文字。")
        return own.id, text[:_MAX_TAKEN]

    assignment_id, text = await turn.read(work)
    receipt = await turn.write(
        lambda s: shared.record_draft(s, turn.me, assignment_id, Given(AnswerKind.PROGRESS, text=text), turn.now)
    )
    await turn.say(receipt)
