"""Answering in words: what a person types under a bundle, a list or a card."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from sqlmodel import Session

from bot.office.entries import button, prompt
from bot.office.features import pending, shared
from bot.office.features.answer_buttons import ask_extension
from bot.office.features.pending import Held, Line, given_of, hold, new_nonce
from bot.office.turn import Turn
from config.clock import local_date
from messages import actions, asking
from messages.message import Message
from messages.receipts import receipts
from tasks_db.language import Answer, Intent, Shown, Unclear, UnclearKind, Understanding, understand
from tasks_db.language.figures import measured, only_figure
from tasks_db.register import authority
from tasks_db.register.authority import Right
from tasks_db.register.progress import Given
from tasks_db.register.refusals import AnswerRefused
from tasks_db.store import reports
from tasks_db.terms import AnswerKind
from tasks_db.work.acts import answering
from tasks_db.work.acts.answering import Speaker
from tasks_db.work.post import conversation

_ASK_TASK = {UnclearKind.NO_NUMBER, UnclearKind.UNKNOWN_NUMBER, UnclearKind.AMBIGUOUS, UnclearKind.FIGURE}


async def answer_in_words(turn: Turn, text: str) -> bool:
    """Read a message as an answer; False where it says nothing about any task, so that others may read it."""
    items = await turn.read(lambda s: conversation.shown(s, turn.at, turn.replied_to))
    lines = await turn.read(lambda s: pending.lines_of(s, turn, items))
    if items and not lines and turn.replied_to is not None:
        raise AnswerRefused("那条消息里的任务已经取消或不再归您反馈。发送 /mine 查看现在的任务。")
    if not lines:
        return False
    told = turn.replied_to is None or await turn.read(lambda s: conversation.has_numbers(s, turn.at, turn.replied_to))
    figures = measured(text, [line.number for line in lines if line.indicator])
    if figures is not None and told:
        sent = [
            Held(line, Given(AnswerKind.PROGRESS, text=figures[line.number]))
            for line in lines
            if line.number in figures
        ]
        await turn.say(await turn.write(lambda s: store(s, turn, sent)))
        return True
    understood = understand(text, [line.shown for line in lines], local_date(turn.now))
    nothing = not understood.answers and understood.intent is None
    if nothing and all(u.kind is UnclearKind.NOT_AN_ANSWER for u in understood.unclear):
        return False
    if not told:  # a reply to a message of which it is not known what it shows: nothing is stored unconfirmed
        understood = replace(understood, answers=tuple(replace(a, confirm=True) for a in understood.answers))
    await take(turn, text, lines, understood)
    return True


async def take(turn: Turn, text: str, lines: Sequence[Line], understood: Understanding) -> None:
    """Store what is sure, ask about the rest."""
    if understood.intent in {Intent.THANKS, Intent.GREETING} and not understood.answers:
        await turn.say(
            "不客气，有进展随时说。" if understood.intent is Intent.THANKS else "您好！发送 /mine 查看任务。"
        )
        return
    if understood.intent is Intent.UNDO and await _close_question(turn):
        await turn.say("好的，没有记录。需要时请重新回复。")
        return
    if understood.intent is Intent.UNDO:
        await turn.say(await turn.write(lambda s: _undo_latest(s, turn, lines, understood.undone)))
        return
    by_number = {line.number: line for line in lines}
    sure = [Held(by_number[a.number], given_of(a)) for a in understood.answers if not a.confirm]
    unsure = [Held(by_number[a.number], given_of(a)) for a in understood.answers if a.confirm]
    undated = next((h for h in unsure if h.given.kind is AnswerKind.EXTENSION and h.given.new_date is None), None)
    if undated is not None:
        unsure.remove(undated)
    replace_last = understood.intent is Intent.CORRECTION
    if sure:
        await turn.say(await turn.write(lambda s: store(s, turn, sure, replace_last=replace_last)))
    unclear, more = _figures(understood.unclear, lines)
    await _ask_back(turn, text, lines, [*unsure, *more], unclear)
    if undated is not None:  # last, so that the next message is its date
        await ask_extension(turn, str(undated.line.assignment_id), str(undated.line.due_id))


async def _close_question(turn: Turn) -> bool:
    """撤销 typed under a question that is still open closes the question; what was recorded before it stays."""

    def work(session: Session) -> bool:
        prompt = conversation.peek_prompt(session, turn.me.person_id)
        waiting = prompt is not None and prompt.kind == pending.KIND
        if waiting:
            conversation.take_prompt(session, turn.me.person_id)
        return waiting

    return await turn.write(work)


def store(
    session: Session,
    turn: Turn,
    sure: Sequence[Held],
    *,
    replace_last: bool = False,
    replaces: int | None = None,
) -> Message:
    """Record answers together and give one receipt; a task that refuses says so in its own line."""
    speaker = Speaker(turn.me.person_id, authority.capacity(turn.me).name)
    stored, refused = [], []
    for held in sure:
        line = held.line
        try:
            shared.own(session, turn.me, line.assignment_id)
            last = reports.latest_open(session, line.assignment_id, turn.me.person_id) if replace_last else None
            given = _as_figure(line, held.given) if line.indicator else held.given
            report = answering.answer(
                session, line.assignment_id, line.due_id or None, given, speaker, turn.now, replaces=replaces or last
            )
        except AnswerRefused as refusal:
            refused.append(f"{f'{line.number}. ' if line.number else ''}{line.title}：{refusal}")
            continue
        task, value = shared.report_value(session, report.id or 0)
        stored.append((line.number, task, value))
    also = shared.also_asked(session, stored[0][2], turn.now) if len(stored) == 1 else []
    return receipts(stored, refused, turn.now, also)


def _as_figure(line: Line, given: Given) -> Given:
    """For an indicator the answer is its figure; raises AnswerRefused where the words hold none, or several."""
    if given.kind not in {AnswerKind.PROGRESS, AnswerKind.DONE}:
        return given
    figure = only_figure(given.text, line.number)
    if figure is None:
        example = f"{line.number} 4.3" if line.number else "4.3"
        raise AnswerRefused(f"请只回复一个数值，例如：{example}。还没有数的话，点“有困难”说明原因。")
    return replace(given, kind=AnswerKind.PROGRESS, percent=None, text=figure)


def _figures(unclear: Sequence[Unclear], lines: Sequence[Line]) -> tuple[list[Unclear], list[Held]]:
    """A figure belongs to the indicator named, or to the only one shown; it is read back before it is stored."""
    indicators = {line.number: line for line in lines if line.indicator}
    held, rest = [], []
    for item in unclear:
        meant = [indicators[n] for n in item.numbers if n in indicators] or list(indicators.values())
        fits = item.kind is UnclearKind.FIGURE or (item.kind is UnclearKind.NO_STATE and bool(item.numbers))
        if (
            fits
            and len(meant) == 1
            and set(item.numbers) <= set(indicators)
            and only_figure(item.text, meant[0].number)
        ):
            held.append(Held(meant[0], Given(AnswerKind.PROGRESS, text=item.text)))
        else:
            rest.append(item)
    return rest, held


async def _ask_back(
    turn: Turn, text: str, lines: Sequence[Line], unsure: Sequence[Held], unclear: Sequence[Unclear]
) -> None:
    """One message for each thing to be confirmed or cleared up; everything waits under one nonce."""
    nonce = new_nonce()
    held: list[Held] = []
    messages: list[Message] = []
    by_number = {line.number: line for line in lines}
    for answer in unsure:
        messages.append(asking.confirm(nonce, len(held), answer.line.choice, answer.given))
        held.append(answer)
    for item in unclear:
        sentence = asking.sentence(item.kind)
        known = [n for n in item.numbers if n in by_number]
        if sentence is not None:
            messages.append(Message(sentence))
        elif item.kind in _ASK_TASK and len(known) != 1 and len(lines) > 1:
            messages.append(asking.which_task(nonce, item, [line.choice for line in lines]))
            text = item.text
        else:
            line = by_number[known[0]] if known else lines[0]
            messages.append(asking.which_state(nonce, len(held), item, line.choice))
            held.append(Held(line, Given(AnswerKind.PROGRESS, text=item.text)))
    if not messages:
        return
    await turn.write(lambda s: hold(s, turn, nonce, lines, held, text))
    for message in messages:
        await turn.say(message)


def _undo_latest(session: Session, turn: Turn, lines: Sequence[Line], numbers: Sequence[int]) -> Message:
    """撤销: the latest answer of each task named, or the very latest one."""
    wanted = [line for line in lines if line.number in numbers] or list(lines)
    found = [reports.latest_open(session, line.assignment_id, turn.me.person_id) for line in wanted]
    ids = sorted(i for i in found if i is not None)
    if not ids:
        raise AnswerRefused("没有可以撤销的反馈（办公室审核过的不能撤销；如有变化，请直接再报一次）。")
    chosen = ids if numbers else ids[-1:]
    by = Speaker(turn.me.person_id, authority.capacity(turn.me).name).by
    titles = []
    for report_id in chosen:
        task, _ = shared.report_value(session, report_id)
        answering.withdraw(session, report_id, by, turn.now)
        titles.append(task.title)
    return Message(f"已撤销{len(titles)}条反馈：{'；'.join(titles)}。需要时重新回复即可。")


async def answer_one(turn: Turn, line: Line, text: str, expected: AnswerKind, *, replaces: int | None = None) -> None:
    """What a person typed for one task that they had chosen by button, as the kind that the button asked for."""
    found = _read_alone(text, line.shown, local_date(turn.now))
    if found is None:
        given = Given(expected, text=text, problem=text if expected is AnswerKind.BLOCKED else None)
    elif expected is AnswerKind.BLOCKED:
        given = replace(given_of(found), kind=expected, text=text, problem=found.problem or text)
    else:
        given = replace(given_of(found), text=text)
    weighty = found is not None and (found.confirm or given.kind in {AnswerKind.CLOSURE, AnswerKind.EXTENSION})
    if weighty and not line.indicator:
        await _ask_back(turn, text, [line], [Held(line, given)], [])
    else:
        await turn.say(await turn.write(lambda s: store(s, turn, [Held(line, given)], replaces=replaces)))


def _read_alone(text: str, shown: Shown, today: date) -> Answer | None:
    """The one answer that a text gives for a task that needs no number."""
    answers = understand(text, [replace(shown, number=1)], today).answers
    return answers[0] if len(answers) == 1 else None


def read_one(text: str, title: str, today: date, *, can_close: bool) -> Given:
    """A text about one known task as what is given; words without a clear state are progress in words."""
    found = _read_alone(text, Shown(1, title, can_close), today)
    return replace(given_of(found), text=text) if found else Given(AnswerKind.PROGRESS, text=text)


async def line_for(turn: Turn, assignment_id: int, due_id: int) -> Line:
    """One task of the person's own unit as a line without a number."""
    lines = await turn.read(lambda s: pending.lines_of(s, turn, [(0, assignment_id, due_id or None)]))
    if not lines:
        raise AnswerRefused("这项任务已经不归您反馈。发送 /mine 查看现在的任务。")
    return lines[0]


async def _prompted_line(turn: Turn, args: dict[str, object]) -> Line:
    return await line_for(turn, int(str(args["assignment"])), int(str(args["due"])))


@prompt("progress", Right.ANSWER)
async def take_progress(turn: Turn, args: dict[str, object], text: str) -> None:
    await answer_one(turn, await _prompted_line(turn, args), text, AnswerKind.PROGRESS)


@prompt("blocked", Right.ANSWER)
async def take_problem(turn: Turn, args: dict[str, object], text: str) -> None:
    await answer_one(turn, await _prompted_line(turn, args), text, AnswerKind.BLOCKED)


@button(actions.CONFIRM, Right.ANSWER)
async def confirm(turn: Turn, nonce: str, index: str) -> None:
    waiting = await turn.read(lambda s: pending.pending(s, turn.me.person_id, nonce))
    await turn.edit(await turn.write(lambda s: _settle(s, turn, waiting, waiting.held[int(index)])))


def _settle(session: Session, turn: Turn, waiting: pending.Pending, answer: Held) -> Message:
    """Store what was waiting; the last question that is settled is no longer open."""
    message = store(session, turn, [answer])
    if len(waiting.held) == 1:
        conversation.take_prompt(session, turn.me.person_id)
    return message


@button(actions.CHOOSE_KIND, Right.ANSWER)
async def choose_kind(turn: Turn, nonce: str, index: str, kind: str) -> None:
    waiting = await turn.read(lambda s: pending.pending(s, turn.me.person_id, nonce))
    held = waiting.held[int(index)]
    chosen = AnswerKind.of(kind)
    problem = held.given.text if chosen is AnswerKind.BLOCKED else None
    given = replace(held.given, kind=chosen, problem=problem)
    if chosen is AnswerKind.EXTENSION:
        raise AnswerRefused("请在任务卡片上点“申请延期”，并选一个日期。")
    await turn.edit(await turn.write(lambda s: _settle(s, turn, waiting, replace(held, given=given))))


@button(actions.CHOOSE_TASK, Right.ANSWER)
async def choose_task(turn: Turn, nonce: str, number: str) -> None:
    """Read the same words again, with only the chosen task in view."""
    waiting = await turn.read(lambda s: pending.pending(s, turn.me.person_id, nonce))
    line = next((line for line in waiting.lines if line.number == int(number)), None)
    if line is None:
        raise AnswerRefused("没有这一项。请重新回复。")
    understood = understand(waiting.text, [line.shown], local_date(turn.now))
    if understood.answers and all(not a.confirm for a in understood.answers):
        held = [Held(line, given_of(a)) for a in understood.answers]
        await turn.edit(await turn.write(lambda s: store(s, turn, held)))
    elif understood.answers:
        await _ask_back(turn, waiting.text, [line], [Held(line, given_of(a)) for a in understood.answers], [])
    else:
        options = understood.unclear[0].options if understood.unclear else ()
        asked = Unclear(UnclearKind.NO_STATE, (line.number,), waiting.text, options)
        await _ask_back(turn, waiting.text, [line], [], [asked])


@button(actions.DROP, Right.ANSWER)
async def drop(turn: Turn, nonce: str) -> None:
    await turn.read(lambda s: pending.pending(s, turn.me.person_id, nonce))
    await turn.write(lambda s: conversation.take_prompt(s, turn.me.person_id))
    await turn.edit("没有记录。请重新回复，例如“3 进度60%”。")
