"""Answering by buttons: from a bundle, or from a task's card."""

from datetime import date, timedelta

from sqlmodel import Session

from bot.office.entries import button, prompt
from bot.office.features import shared
from bot.office.turn import Turn
from config.clock import local_date
from messages import actions, cards, dates
from messages.message import Message
from tasks_db.language.days import read_date
from tasks_db.register import progress
from tasks_db.register.authority import Right
from tasks_db.register.progress import Given
from tasks_db.register.refusals import AnswerRefused
from tasks_db.terms import AnswerKind


@button(actions.RECEIVE, Right.ANSWER)
async def receive(turn: Turn, assignment: str, due: str) -> None:
    await _give(turn, assignment, due, Given(AnswerKind.RECEIVED))


@button(actions.NO_CHANGE, Right.ANSWER)
async def no_change(turn: Turn, assignment: str, due: str) -> None:
    await _give(turn, assignment, due, Given(AnswerKind.NO_CHANGE))


@button(actions.DONE, Right.ANSWER)
async def done(turn: Turn, assignment: str, due: str) -> None:
    await _give(turn, assignment, due, Given(AnswerKind.DONE, percent=100))


async def _give(turn: Turn, assignment: str, due: str, given: Given) -> None:
    await turn.say(await turn.write(lambda s: shared.record(s, turn.me, int(assignment), int(due), given, turn.now)))


@button(actions.PROGRESS, Right.ANSWER)
async def ask_progress(turn: Turn, assignment: str, due: str) -> None:
    _, task, _ = await turn.read(lambda s: shared.own(s, turn.me, int(assignment)))
    message = cards.ask_progress(task, int(assignment), int(due))
    await shared.prompt_for(turn, "progress", message, assignment=int(assignment), due=int(due))


@button(actions.PERCENT, Right.ANSWER)
async def percent(turn: Turn, assignment: str, due: str, value: str) -> None:
    if not 0 <= int(value) <= 100:  # noqa: PLR2004 - per cent
        raise ValueError(value)
    await _give(turn, assignment, due, Given(AnswerKind.PROGRESS, percent=int(value)))


@button(actions.BLOCKED, Right.ANSWER)
async def ask_problem(turn: Turn, assignment: str, due: str) -> None:
    _, task, _ = await turn.read(lambda s: shared.own(s, turn.me, int(assignment)))
    text = f"{task.title}\n请回复：遇到什么困难、需要谁协调。例如：资金未到位，需财政局协调"
    await shared.prompt_for(turn, "blocked", text, assignment=int(assignment), due=int(due))


@button(actions.NOT_OURS, Right.ANSWER)
async def ask_not_ours(turn: Turn, assignment: str, due: str) -> None:
    _, task, _ = await turn.read(lambda s: shared.own(s, turn.me, int(assignment)))
    text = f"{task.title}\n请回复理由，以及您认为应由哪个单位负责；办公室会在三个工作日内答复。"
    await shared.prompt_for(turn, "not_ours", text, assignment=int(assignment), due=int(due))


@button(actions.CLOSURE, Right.ANSWER)
async def closure(turn: Turn, assignment: str, due: str, confirmed: str = "0") -> None:
    if confirmed == "1":
        await _give(turn, assignment, due, Given(AnswerKind.CLOSURE, percent=100))
        return

    def prepare(session: Session) -> Message:
        _, task, own = shared.own(session, turn.me, int(assignment))
        if not own.consolidates:
            raise AnswerRefused("办结由汇总单位申请。本单位的工作做完了，请点“已完成”。")
        silent = [a.unit for a in progress.silent_units(task, turn.now)]
        return cards.ask_closure(task, int(assignment), int(due), silent)

    await turn.say(await turn.read(prepare))


@button(actions.EXTENSION, Right.ANSWER)
async def ask_extension(turn: Turn, assignment: str, due: str) -> None:
    def prepare(session: Session) -> tuple[Message, int]:
        _, task, own = shared.own(session, turn.me, int(assignment))
        owed = shared.due_of(own, int(due)) or progress.current_due(task, own, turn.now)
        if owed is None:
            raise AnswerRefused("这项任务没有未到的时限，不需要延期。")
        start = max(owed.day, local_date(turn.now))
        choices = [turn.desk.calendar.on_or_after(start + timedelta(days=n)) for n in (7, 14, 30)]
        return cards.ask_extension(task, int(assignment), owed, choices), owed.id

    message, due_id = await turn.read(prepare)
    await shared.prompt_for(turn, "extension", message, assignment=int(assignment), due=due_id)


@button(actions.EXTEND_TO, Right.ANSWER)
async def extend_to(turn: Turn, assignment: str, due: str, day: str) -> None:
    await turn.read(lambda s: shared.own(s, turn.me, int(assignment)))
    args = {"assignment": int(assignment), "due": int(due), "day": date.fromisoformat(day).isoformat()}
    text = f"延期到{dates.day(date.fromisoformat(day))}。请回复延期的原因（一句话）。"
    await shared.prompt_for(turn, "extension", text, **args)


@button(actions.RECEIVE_ALL, Right.ANSWER)
async def receive_all(turn: Turn, notice: str) -> None:
    """签收 everything in the bundle that has not been received yet."""
    await _give_all(turn, int(notice), Given(AnswerKind.RECEIVED), "已签收{}项。请按时限反馈进展，有困难随时说。")


@button(actions.REST_NO_CHANGE, Right.ANSWER)
async def rest_no_change(turn: Turn, notice: str) -> None:
    """无变化 for whatever nobody has answered since the bundle went out."""
    await _give_all(turn, int(notice), Given(AnswerKind.NO_CHANGE), "已将其余{}项记为“无变化”。")


async def _give_all(turn: Turn, notice_id: int, given: Given, sentence: str) -> None:
    def work(session: Session) -> int:
        count = 0
        for (_, task, assignment), due in shared.notice_items(session, turn.me, notice_id, turn.now):
            word = progress.last_word(assignment, turn.now)
            today = word is not None and local_date(word.at) == local_date(turn.now)
            if (given.kind is AnswerKind.NO_CHANGE and today) or progress.is_closed(task, turn.now):
                continue
            shared.record(session, turn.me, assignment.id, due.id, given, turn.now)
            count += 1
        return count

    count = await turn.write(work)
    await turn.say(sentence.format(count) if count else "这条消息里没有还要处理的任务了。发送 /mine 查看现在的任务。")


@prompt("not_ours", Right.ANSWER)
async def take_not_ours(turn: Turn, args: dict[str, object], text: str) -> None:
    await _give(turn, str(args["assignment"]), str(args["due"]), Given(AnswerKind.NOT_OURS, text=text))


@prompt("extension", Right.ANSWER)
async def take_extension(turn: Turn, args: dict[str, object], text: str) -> None:
    chosen = args.get("day")
    day = date.fromisoformat(str(chosen)) if chosen else read_date(text, local_date(turn.now))
    if day is None:
        raise AnswerRefused("没有看懂延期到哪一天。请点“申请延期”，再回复例如：12月20日，设备到货推迟")
    given = Given(AnswerKind.EXTENSION, text=text, new_date=day)
    await _give(turn, str(args["assignment"]), str(args["due"]), given)
