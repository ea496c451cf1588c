"""The office's desk: what waits for review, decisions, and answers taken by phone (代录)."""

from sqlmodel import Session

from bot.office.entries import button, command, prompt
from bot.office.features import shared
from bot.office.features.answer_text import read_one
from bot.office.turn import Turn
from config.clock import local_date
from messages import actions, cards, reviewing
from messages.message import Button, Message
from tasks_db.register import authority, progress
from tasks_db.register.authority import Right
from tasks_db.register.refusals import AnswerRefused
from tasks_db.store import people, registers, reports
from tasks_db.terms import AnswerKind, SeatRole
from tasks_db.work.acts import answering
from tasks_db.work.acts.answering import Speaker
from tasks_db.work.acts.reviewing import decide
from tasks_db.work.post import outbox

_DECIDED_BY_CONVENORS_TOO = frozenset({AnswerKind.CLOSURE, AnswerKind.EXTENSION})


@command("review", "待审核的反馈", Right.DECIDE)
async def review(turn: Turn, rest: str) -> None:
    del rest
    await turn.say(await turn.read(lambda s: _waiting(s, turn, 0)))


@button(actions.REVIEW, Right.DECIDE)
async def review_page(turn: Turn, page: str) -> None:
    await turn.edit(await turn.read(lambda s: _waiting(s, turn, int(page))))


def _waiting(session: Session, turn: Turn, page: int) -> Message:
    rows = [shared.report_value(session, r.id or 0) for r in reports.awaiting(session)]
    if not authority.is_office(turn.me):
        rows = [(t, r) for t, r in rows if r.kind in _DECIDED_BY_CONVENORS_TOO]
    return reviewing.waiting(rows, page, turn.now)


@button(actions.REVIEW_ONE, Right.DECIDE)
async def review_one(turn: Turn, report: str) -> None:
    def work(session: Session) -> Message:
        row = reports.get(session, int(report))
        plan, task, assignment = reports.find(session, row.assignment_id)
        _, value = shared.report_value(session, int(report))
        _require_decider(turn, value.kind)
        owed = next((d for d in assignment.dues if d.checkpoint.id == value.checkpoint_id), None)
        return reviewing.one(plan, task, value, owed, may_decide=row.decided_at is None)

    await turn.say(await turn.read(work))


def _require_decider(turn: Turn, kind: AnswerKind) -> None:
    if not authority.is_office(turn.me) and kind not in _DECIDED_BY_CONVENORS_TOO:
        raise AnswerRefused("这条反馈由联席会议办公室审核；召集人只需决定办结和延期。")


@button(actions.ACCEPT, Right.DECIDE)
async def accept(turn: Turn, report: str) -> None:
    await turn.edit(await turn.write(lambda s: _decide(s, turn, int(report), accept=True)))


@button(actions.RETURN, Right.DECIDE)
async def send_back(turn: Turn, report: str) -> None:
    task, value = await turn.read(lambda s: shared.report_value(s, int(report)))
    _require_decider(turn, value.kind)
    text = f"退回{value.unit}关于“{task.title}”的反馈（{value.kind.zh}）。请回复退回的原因。"
    await shared.prompt_for(turn, "return", text, report=int(report))


@prompt("return", Right.DECIDE)
async def take_reason(turn: Turn, args: dict[str, object], text: str) -> None:
    report_id = int(str(args["report"]))
    await turn.say(await turn.write(lambda s: _decide(s, turn, report_id, accept=False, reason=text)))


def _decide(session: Session, turn: Turn, report_id: int, *, accept: bool, reason: str = "") -> str:
    """Decide, and tell the unit at once."""
    task, value = shared.report_value(session, report_id)
    _require_decider(turn, value.kind)
    by = authority.capacity(turn.me)
    row = decide(session, report_id, turn.desk.calendar, by, turn.now, accept=accept, reason=reason)
    card = [] if accept else [[("打开任务，重新回复", actions.CARD, [value.assignment_id, 0])]]
    sentence = reviewing.decided(task, value, accepted=accept, reason=reason)
    outbox.tell(session, row.person_id, sentence, turn.now, card)
    verdict = "已通过" if accept else f"已退回（{reason}）"
    reached = people.is_bound(session, row.person_id)
    told = f"已告知{value.person}。" if reached else f"{value.person}还没有绑定，请电话告知。"
    return f"{verdict}：{value.unit} {value.kind.zh}\n　{task.title}\n{told}"


@command("phone", "代录电话答复：/phone 县教委 3 进度60%", Right.REVIEW)
async def phone(turn: Turn, rest: str) -> None:
    """Write down an answer that a unit gave by phone, marked 代录 with who wrote it down."""
    unit_name, _, tail = rest.strip().partition(" ")
    seq, _, words = tail.strip().partition(" ")
    if not unit_name or not seq or not words.strip():
        raise AnswerRefused("请写：/phone 单位 任务编号 答复，例如 /phone 县教委 3 进度60%，正在选址")

    def work(session: Session) -> Message:
        register = registers.load(session)
        found = [
            (t, a)
            for _, t in register.tasks()
            if t.seq == seq
            for a in t.asked_assignments
            if unit_name in {a.unit, a.printed} or a.unit.endswith(unit_name)
        ]
        if len(found) != 1:
            listed = "没有找到" if not found else "不止一个"
            raise AnswerRefused(f"{listed}“{unit_name}”的第{seq}项任务。请写单位全称和任务编号。")
        task, assignment = found[0]
        can_close = progress.can_close(task, assignment, None, turn.now)
        given = read_one(words, task.title, local_date(turn.now), can_close=can_close)
        seat = next(
            (s for s in register.seats if s.unit_id == assignment.unit_id and s.role is SeatRole.LIAISON), None
        )
        holders = seat.holders_on(local_date(turn.now)) if seat else ()
        speaker_id = holders[0].person_id if holders else turn.me.person_id
        speaker = Speaker(speaker_id, authority.capacity(turn.me).name, entered_by=turn.me.person_id)
        row = answering.answer(session, assignment.id, None, given, speaker, turn.now)
        value_task, value = shared.report_value(session, row.id or 0)
        receipt = cards.receipt(value_task, value, None, turn.now)
        return Message(
            f"代录 {assignment.unit}：\n{receipt.text}", ((Button("审核", actions.REVIEW_ONE, (value.id,)),),)
        )

    await turn.say(await turn.write(work))
