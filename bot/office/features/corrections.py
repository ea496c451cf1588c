"""撤销, 改一下 and drafts: an answer can be mended until the office has decided."""

from sqlmodel import Session

from bot.office.entries import button, prompt
from bot.office.features import shared
from bot.office.features.answer_text import answer_one, line_for
from bot.office.turn import Turn
from messages import actions, cards
from messages.message import Message
from tasks_db.register import authority, values
from tasks_db.register.authority import Right
from tasks_db.register.progress import Given
from tasks_db.register.refusals import AnswerRefused
from tasks_db.store import reports
from tasks_db.work.acts import answering
from tasks_db.work.acts.answering import Speaker


def _own_report(session: Session, turn: Turn, report_id: int) -> tuple[values.Task, values.Report]:
    """A report of the person's own unit."""
    row = reports.get(session, report_id)
    shared.own(session, turn.me, row.assignment_id)
    return shared.report_value(session, report_id)


def _speaker(turn: Turn) -> Speaker:
    return Speaker(turn.me.person_id, authority.capacity(turn.me).name)


@button(actions.UNDO, Right.ANSWER)
async def undo(turn: Turn, report: str) -> None:
    def work(session: Session) -> Message:
        task, value = _own_report(session, turn, int(report))
        answering.withdraw(session, int(report), _speaker(turn).by, turn.now)
        return cards.withdrawn(task, value)

    await turn.say(await turn.write(work))


@button(actions.AMEND, Right.ANSWER)
async def amend(turn: Turn, report: str) -> None:
    task, value = await turn.read(lambda s: _own_report(s, turn, int(report)))
    if value.withdrawn_at is not None:
        raise AnswerRefused("这条反馈已经撤销过了，请直接重新回复。")
    text = f"请把{task.title}的反馈重新说一遍，例如：进度70%，已完成验收。新的会替换旧的。"
    await shared.prompt_for(turn, "amend", text, report=int(report))


@prompt("amend", Right.ANSWER)
async def take_amendment(turn: Turn, args: dict[str, object], text: str) -> None:
    report_id = int(str(args["report"]))
    _, value = await turn.read(lambda s: _own_report(s, turn, report_id))
    line = await line_for(turn, value.assignment_id, 0)
    await answer_one(turn, line, text, value.kind, replaces=report_id)


@button(actions.KEEP_DRAFT, Right.ANSWER)
async def keep_draft(turn: Turn, report: str) -> None:
    def work(session: Session) -> Message:
        _own_report(session, turn, int(report))
        answering.keep_as_draft(session, int(report), _speaker(turn).by, turn.now)
        return cards.draft(*shared.report_value(session, int(report)))

    await turn.edit(await turn.write(work))


@button(actions.SUBMIT_DRAFT, Right.ANSWER)
async def submit_draft(turn: Turn, report: str) -> None:
    def work(session: Session) -> Message:
        _own_report(session, turn, int(report))
        answering.submit_draft(session, int(report), _speaker(turn), turn.now)
        task, value = shared.report_value(session, int(report))
        return cards.receipt(task, value, None, turn.now)

    await turn.edit(await turn.write(work))


@button(actions.ALSO, Right.ANSWER)
async def also(turn: Turn, report: str, assignment: str) -> None:
    """The same answer for another task of the unit that asks for much the same: reported once, used twice."""

    def work(session: Session) -> Message:
        _, value = _own_report(session, turn, int(report))
        if value.kind not in shared.REUSABLE or not value.said_by(turn.now):
            raise AnswerRefused("这条反馈已经撤销，不能再用到别的任务。请直接回复。")
        return shared.record(session, turn.me, int(assignment), 0, Given.of(value), turn.now)

    await turn.say(await turn.write(work))
