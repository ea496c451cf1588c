"""Answering in words: what a person types under a bundle, a list or a card."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.office.entries import SaidElse, button, prompt
from bot.office.features.answer_buttons import offer_days
from bot.office.features.shared import keep_words
from bot.office.turn import Turn
from config.clock import local_date
from messages import actions, asking, receipts, task_told
from messages.message import Message
from tasks_db.language import Intent, coded
from tasks_db.language.questions import Aspect
from tasks_db.lean_dataclass import dataclass
from tasks_db.register import following, hearing, signing
from tasks_db.register.answers import Line, Pending
from tasks_db.register.authority import Right
from tasks_db.register.evidence import KeptFile
from tasks_db.register.following import Follows
from tasks_db.register.hearing import Heard, NotUnderstood
from tasks_db.terms import AnswerKind
from tasks_db.work.acts import answering, evidence, putting_off
from tasks_db.work.post import pending
from tasks_db.work.views import answers, words

_KIND_WORDS = {
    Intent.THANKS: "不客气，有进展随时说。",
    Intent.GREETING: "您好！发送 /mine 查看任务。",
    Intent.SMALL_TALK: "好的，您先忙，有进展随时说。",
    Intent.HOW_TO_MEND: (
        "点回执上的“撤销”或“改一下”，也可以直接说：“撤销”“刚才说错了，是第2项”“改成40%”。审核以后请联系办公室。"
    ),
}


def answer_in_words(turn: Turn, text: str, files: Sequence[KeptFile] = ()) -> bool:
    """Read a message as an answer; False where it says nothing about any task, so that others may read it.

    ``files`` came with it: where it is asked back, they wait with its words.
    """
    if not files and _completed(turn, text):
        return True
    shown = turn.ask(answers.lines_shown, turn.at, turn.replied_to)
    lines = _with_asked(turn, shown.lines)
    signed = _signed_apart(turn, text, lines) if lines and shown.known else None
    text = signed.rest if signed is not None else text
    heard = hearing.hear(text, lines, local_date(turn.now), known=shown.known) if lines else None
    if heard is None and signed is not None:
        turn.say(asking.not_asked(signed.other).strip())
    if heard is None:
        return signed is not None
    other = signed.other if signed is not None else _of_another(turn, text, lines, heard)
    if other is not None:
        heard = hearing.held_back(heard)
    if heard.intent is Intent.UNDO:
        _undo(turn, lines, heard)
    elif heard.intent is Intent.ASK_AGAIN:
        _ask_again(turn, lines)
    elif heard.intent is Intent.MOVE and heard.moved_to is not None:
        turn.say(receipts.receipts(turn.do(answering.move_latest, lines, heard.moved_to), turn.now))
    elif heard.intent in _KIND_WORDS:
        turn.say(_KIND_WORDS[heard.intent])
    else:
        _take(turn, text, lines, heard, files, asking.not_asked(other) if other is not None else "")
    return True


def _of_another(turn: Turn, text: str, lines: Sequence[Line], heard: Heard) -> str | None:
    """The title of a task that is not asked of the writer, where the words seem to be of it."""
    other = None
    if coded.heads(text) is not None:
        own = [line.code for line in lines]
        other = turn.ask(answers.of_anothers_code, text, own, one_thing=hearing.tells_one_thing_of_several(heard))
    if other is None and hearing.is_bare(heard):
        other = turn.ask(answers.of_another, text, [line.title for line in lines])
    return other


def tells_plainly(turn: Turn, text: str) -> bool:
    """Return whether a text tells states of the writer's tasks, and leaves nothing open."""
    shown = turn.ask(answers.lines_shown, turn.at, turn.replied_to)
    heard = hearing.hear(text, shown.lines, local_date(turn.now)) if shown.lines and shown.known else None
    return hearing.is_plain(heard, text)


@dataclass(frozen=True, slots=True)
class _Signed:
    """What is said behind a receipt of its own, and the task of others that it is about."""

    rest: str
    other: str


def _signed_apart(turn: Turn, text: str, lines: Sequence[Line]) -> _Signed | None:
    """Record a receipt that stands before words about a task which their writer is not asked; None for other words.

    两项都收到。管理办法上个月就印发了 signs for the two, whatever is told of a third.
    """
    parted = signing.receipt_before(text)
    if parted is None:
        return None
    receipt, rest = parted
    other = turn.ask(answers.of_another, rest, [line.title for line in lines])
    heard = hearing.hear(receipt, lines, local_date(turn.now)) if other is not None else None
    if heard is None or other is None or not signing.only_signs(heard):
        return None
    turn.say(receipts.receipts(turn.do(answering.record_all, heard.sure), turn.now))
    return _Signed(rest, other)


def sign_first(turn: Turn, text: str) -> None:
    """Record the receipt that stands before a question: 收到。具体要我们做什么呢.

    It signs for all that was sent, whichever of them the question names: 都收到了。消防通道几号到期.
    """
    shown = turn.ask(answers.lines_shown, turn.at, turn.replied_to)
    before = signing.receipt_before(text)
    if before is not None and shown.lines and shown.known:
        signed = hearing.hear(before[0], shown.lines, local_date(turn.now))
        if signed is not None and signing.only_signs(signed):
            turn.say(receipts.receipts(turn.do(answering.record_all, signed.sure), turn.now))
            return
    heard = hearing.hear(text, shown.lines, local_date(turn.now)) if shown.lines and shown.known else None
    if heard is not None and signing.signs_and_asks(heard):
        turn.say(receipts.receipts(turn.do(answering.record_all, heard.sure), turn.now))


def _completed(turn: Turn, text: str) -> bool:
    """Take a number, or a yes, that is typed instead of pressing the button that was offered for it."""
    waits = turn.ask(pending.waiting_today)
    if waits is None or turn.replied_to is not None:
        return False
    nonce, asked = waits
    number = hearing.completes(text, asked)
    if number is not None:
        _chosen(turn, asked, number)
    elif hearing.confirms(text, asked):
        turn.say(receipts.receipts(turn.do(answering.settle, nonce, hearing.EVERY), turn.now))
    else:
        return False
    return True


def _with_asked(turn: Turn, lines: Sequence[Line]) -> tuple[Line, ...]:
    """Words that follow the bot's question what is the matter with a task are about that task."""
    waits = turn.ask(pending.waiting_today)
    if waits is None or turn.replied_to is not None:
        return tuple(lines)
    asked = {held.line.assignment_id for held in waits[1].held}
    return tuple(replace(line, near=line.assignment_id in asked) if asked else line for line in lines)


def _take(
    turn: Turn, text: str, lines: Sequence[Line], heard: Heard, files: Sequence[KeptFile] = (), note: str = ""
) -> None:
    """Record what is sure, ask about the rest; ``note`` is said before what is asked."""
    if heard.sure:
        corrects = heard.intent is Intent.CORRECTION
        recorded = turn.do(answering.record_all, heard.sure, corrects=corrects)
        turn.say(receipts.receipts(recorded, turn.now))
    if heard.undated is not None:  # the next message is its date
        left = hearing.left_beside_day(heard)
        offer_days(turn, heard.undated.assignment_id, heard.undated.due_id, heard.likely, left)
    elif (asked := hearing.asked_about(heard, lines)) is not None and not heard.sure:
        _tell_of(turn, asked)
    else:
        _ask_back(turn, text, lines, heard, files, note)


def _tell_of(turn: Turn, line: Line) -> None:
    """Answer a question that nothing else understood with all that is known of the one task it is about."""
    task = turn.ask(answers.assigned, line.assignment_id).task
    turn.say(task_told.told(turn.ask(words.one_task, task.id, Aspect.FACTS.value)))


def _undo(turn: Turn, lines: Sequence[Line], heard: Heard) -> None:
    """撤销 typed under a question that is still open closes the question; what was recorded before it stays."""
    waits = turn.ask(pending.waiting_today)
    if turn.do(pending.close):
        turn.say("好的，没有记录。需要时请重新回复。")
        _whose_files(turn, waits[1] if waits is not None else None)
        return
    turn.say(receipts.all_withdrawn(turn.do(answering.withdraw_latest, lines, heard.undone, heard.undone_kind)))


def _ask_again(turn: Turn, lines: Sequence[Line]) -> None:
    """Ask as if 晚点再报 had not been said; while its days are still to be chosen, that only closes the question."""
    if turn.do(pending.close):
        turn.say("好的，没有推迟，照常提醒。")
        return
    turn.say(asking.asked_again(turn.do(putting_off.take_back, lines)))


def _ask_back(
    turn: Turn, text: str, lines: Sequence[Line], heard: Heard, files: Sequence[KeptFile] = (), note: str = ""
) -> None:
    """Ask the one question that is left, in one message with its buttons.

    ``files`` came with the words; files of which it was asked just before whose they are go with them too. Words that
    no button clears up leave the question to the files.
    """
    waits, question = hearing.ask_back(text, lines, heard)
    if question is None:
        return
    kept = (*turn.ask(pending.files_held), *files)
    if kept and isinstance(question.doubt, NotUnderstood) and len(question.doubt.lines) != 1:
        return
    asked = asking.question(turn.do(pending.hold, replace(waits, files=kept)), question)
    asked = replace(asked, text=f"{note}{asked.text}")
    turn.say(asking.with_files(asked, [file.name for file in kept]) if kept else asked)


def answer_one(turn: Turn, line: Line, text: str, expected: AnswerKind, *, replaces: int | None = None) -> None:
    """Take what a person typed for one task that they had chosen by a button of the kind ``expected``.

    ``replaces`` is the report that it is said instead of. Raises SaidElse where the words are not meant for it.
    """
    today = local_date(turn.now)
    lines = (turn.ask(answers.lines_shown, turn.at, None)).lines
    match following.follows(text, line, lines, expected, today):
        case Follows.NEVER_MIND:
            turn.say("好的，没有记录。需要时请重新回复。")
        case Follows.OTHER:
            raise SaidElse
        case Follows.ANSWER:
            _take(turn, text, lines, following.of_one(text, line, lines, expected, today, replaces))


def _prompted_line(turn: Turn, args: dict[str, object]) -> Line:
    return turn.ask(answers.line, int(str(args["assignment"])), int(str(args["due"])))


@prompt("progress", Right.ANSWER)
def take_progress(turn: Turn, args: dict[str, object], text: str) -> None:
    """Take what was typed after 推进中."""
    answer_one(turn, _prompted_line(turn, args), text, AnswerKind.PROGRESS)


@prompt("blocked", Right.ANSWER)
def take_problem(turn: Turn, args: dict[str, object], text: str) -> None:
    """Take what was typed after 有困难."""
    answer_one(turn, _prompted_line(turn, args), text, AnswerKind.BLOCKED)


@prompt("not_ours", Right.ANSWER)
def take_not_ours(turn: Turn, args: dict[str, object], text: str) -> None:
    """Record that a task is not the unit's (不属我单位), with the reason that was typed after the button."""
    line, today = _prompted_line(turn, args), local_date(turn.now)
    lines = (turn.ask(answers.lines_shown, turn.at, None)).lines
    match following.follows(text, line, lines, AnswerKind.NOT_OURS, today):
        case Follows.NEVER_MIND:
            turn.say("好的，没有记录。需要时请重新回复。")
        case Follows.OTHER:
            raise SaidElse
        case Follows.ANSWER:
            given = following.not_ours(text, line, today)
            recorded = turn.do(answering.record, line.assignment_id, line.due_id, given)
            turn.say(receipts.receipts(recorded, turn.now))


@prompt("extension", Right.ANSWER)
def take_extension(turn: Turn, args: dict[str, object], text: str) -> None:
    """Record a request for more time with the typed reason, and with the typed day where none was pressed.

    Raises SaidElse where the words correct what was told before.
    """
    chosen, today = date.fromisoformat(str(args["day"])) if args.get("day") else None, local_date(turn.now)
    line = _prompted_line(turn, args)
    lines = turn.ask(answers.lines_shown, turn.at, None).lines
    if following.corrects_share(text, line, lines, today):
        raise SaidElse
    heard = following.extension(text, line, chosen, today)
    if heard.undated is not None:
        offer_days(turn, line.assignment_id, line.due_id, heard.likely)
    elif heard.unsure:
        _ask_back(turn, text, lines, heard)
    else:
        recorded = turn.do(answering.record, line.assignment_id, line.due_id, heard.sure[0].given)
        turn.say(receipts.receipts(recorded, turn.now))


@button(actions.CONFIRM, Right.ANSWER)
def confirm(turn: Turn, nonce: str, index: str) -> None:
    """Record an answer that waited, or all of them, as they were read."""
    _settled(turn, nonce, int(index), None)


@button(actions.CHOOSE_KIND, Right.ANSWER)
def choose_kind(turn: Turn, nonce: str, index: str, kind: str) -> None:
    """Record words that waited, as the state that was pressed."""
    _settled(turn, nonce, int(index), AnswerKind.of(kind))


def _settled(turn: Turn, nonce: str, index: int, kind: AnswerKind | None) -> None:
    asked = turn.ask(pending.held, nonce)
    recorded = turn.do(answering.settle, nonce, index, kind)
    settled = asked.held if index == hearing.EVERY else (asked.held[index],)
    said = _with_files(turn, asked, [held.line for held in settled], receipts.receipts(recorded, turn.now))
    waits = turn.ask(pending.waiting_today)
    if waits is not None and waits[0] == nonce:  # others wait under the same buttons
        turn.say(said)
    else:
        turn.edit(said)


def _with_files(turn: Turn, waits: Pending, lines: Sequence[Line], receipt: Message) -> Message:
    """Attach what came with words to the tasks that they were recorded under; the receipt says so."""
    if not waits.files:
        return receipt
    titles = [turn.do(evidence.attach, line.assignment_id, waits.files) for line in lines]
    kept = asking.evidence_kept([file.name for file in waits.files], "；".join(titles))
    return replace(receipt, text=f"{receipt.text}\n{kept}")


def _whose_files(turn: Turn, waits: Pending | None) -> None:
    """Ask whose the files are whose words are let go: what was sent is not lost with them."""
    if waits is not None and waits.files:
        turn.do(evidence.hold, waits.files)
        turn.say(asking.whose_evidence([file.name for file in waits.files], waits.lines))


@button(actions.CHOOSE_TASK, Right.ANSWER)
def choose_task(turn: Turn, nonce: str, number: str) -> None:
    """Read the same words again, with only the chosen task in view."""
    _chosen(turn, turn.ask(pending.held, nonce), int(number))


def _chosen(turn: Turn, waits: Pending, number: int) -> None:
    lines, heard = hearing.of_chosen(waits, number, local_date(turn.now))
    if heard.sure:
        turn.do(pending.close)
        receipt = receipts.receipts(turn.do(answering.record_all, heard.sure), turn.now)
        turn.edit(_with_files(turn, waits, lines, receipt))
    elif waits.files:  # the task is known, what is said of it is still asked
        for line in lines:
            turn.do(evidence.attach, line.assignment_id, waits.files, waits=True)
    if heard.undated is not None:
        offer_days(turn, heard.undated.assignment_id, heard.undated.due_id, heard.likely)
    else:
        _ask_back(turn, waits.text, lines, heard, waits.files)


@button(actions.PUT_OFF, Right.ANSWER)
def put_off(turn: Turn, nonce: str, days: str) -> None:
    """Ask nothing about the tasks that wait for some working days (晚点再报); before that, ask for how many."""
    if days == "0":
        waits = turn.ask(pending.held, nonce)
        turn.edit(asking.how_long(nonce, waits.held))
        return
    turn.edit(asking.put_off(turn.do(putting_off.put_off, nonce, int(days))))


@button(actions.DROP, Right.ANSWER)
def drop(turn: Turn, nonce: str) -> None:
    """Let what waited go unrecorded."""
    waits = turn.ask(pending.held, nonce)
    turn.do(pending.drop, nonce)
    if waits.text and not waits.files:
        keep_words(turn, waits.text)
        turn.edit(asking.not_of_tasks())
        return
    turn.edit("没有记录。请重新回复，例如“3 进度60%”。")
    _whose_files(turn, waits)
