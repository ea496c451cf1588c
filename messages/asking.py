"""Asking back: what was not clear, with buttons for every sensible reading."""

from collections.abc import Sequence

from messages import actions, dates
from messages.message import Button, Message, in_rows
from messages.phrases import clip
from tasks_db.language import Unclear, UnclearKind
from tasks_db.register.answers import Held, Line
from tasks_db.register.hearing import Confirm, Doubt, NotUnderstood, WhichState, WhichTask
from tasks_db.terms import AnswerKind

_OFFERED = 12
_KINDS = (AnswerKind.PROGRESS, AnswerKind.NO_CHANGE, AnswerKind.BLOCKED, AnswerKind.DONE)
_SENTENCES = {
    UnclearKind.QUESTION: "您是在问进展吗？点编号看这项任务，或直接问“我的任务”“逾期任务”。",
    UnclearKind.ELSEWHERE: "这里还没有收到内容。请直接在这里说一句进展，或把文件发过来。",
    UnclearKind.NOT_AN_ANSWER: (
        "没有看懂。可以这样回复：“3 已完成”“5 进度60%，资金未到位”“其余无变化”；发送 /help 看用法。"
    ),
}


def doubt(nonce: str, value: Doubt, lines: Sequence[Line]) -> Message:
    """Return the question for one doubt.

    ``nonce`` names what waits for the buttons, ``lines`` are the tasks that the words may be about.
    """
    match value:
        case Confirm(index, held):
            return _confirm(nonce, index, held)
        case WhichTask(unclear):
            return _which_task(nonce, unclear, lines)
        case WhichState(index, held, unclear):
            return _which_state(nonce, index, unclear, held.line)
        case NotUnderstood(unclear):
            return Message(_SENTENCES[unclear.kind])


def _confirm(nonce: str, index: int, held: Held) -> Message:
    """Read an unsure or weighty answer back before it is stored."""
    line, given = held.line, held.given
    percent = f"{given.percent}%" if given.percent is not None else ""
    until = f"，预计{dates.day(given.expected)}" if given.expected else ""
    until += f"，延期至{dates.day(given.new_date)}" if given.new_date else ""
    return Message(
        f"请确认：{line.number}. {line.title}\n　{given.kind.zh}{percent}{until}\n　“{clip(given.text, 200)}”",
        (
            (
                Button(f"确认{given.kind.zh}", actions.CONFIRM, (nonce, index)),
                Button("不是，重新说", actions.DROP, (nonce,)),
            ),
        ),
    )


def _which_task(nonce: str, unclear: Unclear, lines: Sequence[Line]) -> Message:
    head = f"“{clip(unclear.text, 60)}”说的是哪一项？"
    if unclear.kind is UnclearKind.UNKNOWN_NUMBER:
        wanted = "、".join(str(n) for n in unclear.numbers)
        known = "、".join(str(line.number) for line in lines)
        head = f"那条消息里没有第{wanted}项（有{known}）。“{clip(unclear.text, 60)}”说的是哪一项？"
    likely = [line for line in lines if line.number in unclear.numbers] or list(lines)
    listed = [head, *(f"{line.number}. {clip(line.title, 26)}" for line in likely[:_OFFERED])]
    buttons = [Button(str(line.number), actions.CHOOSE_TASK, (nonce, line.number)) for line in likely[:_OFFERED]]
    return Message("\n".join(listed), (*in_rows(buttons, 6), (Button("都不是", actions.DROP, (nonce,)),)))


def _which_state(nonce: str, index: int, unclear: Unclear, line: Line) -> Message:
    """Ask what was meant of one task; 申请办结 stands in for 已完成 where the unit consolidates."""
    offered = list(dict.fromkeys((*unclear.options, *_KINDS)))
    if line.can_close:
        offered = [AnswerKind.CLOSURE if k is AnswerKind.DONE else k for k in offered]
    elif AnswerKind.CLOSURE in offered:
        offered.remove(AnswerKind.CLOSURE)
    kinds = list(dict.fromkeys(k for k in offered if k is not AnswerKind.RECEIVED))
    buttons = [Button(k.zh, actions.CHOOSE_KIND, (nonce, index, k.value)) for k in kinds]
    said = f"“{clip(unclear.text, 80)}”" if unclear.text.strip() else ""
    return Message(
        f"{line.number}. {line.title}\n{said}我没有看准，请点一下是哪种情况：",
        (*in_rows(buttons, 3), (Button("都不是，重新说", actions.DROP, (nonce,)),)),
    )


def whose_evidence(names: Sequence[str], lines: Sequence[Line]) -> Message:
    """Ask for which of the tasks some files, sent together, are the evidence."""
    listed = "\n".join(f"{line.number}. {clip(line.title, 24)}" for line in lines[:_OFFERED])
    buttons = [Button(str(line.number), actions.EVIDENCE, (line.assignment_id,)) for line in lines[:_OFFERED]]
    return Message(f"已收到{_quoted(names)}。这是哪项任务的佐证？\n{listed}", in_rows(buttons, 6))


def evidence_kept(names: Sequence[str], title: str, caution: str | None = None) -> str:
    """Say which files are evidence for which task now, and what to be careful about."""
    kept = f"已收下佐证{_quoted(names)}，归到：{title}"
    return f"{kept}\n{caution}" if caution else kept


def _quoted(names: Sequence[str]) -> str:
    return "".join(f"“{name}”" for name in names)
