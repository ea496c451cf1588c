"""Asking back: what was not clear, with buttons for every sensible reading."""

from collections.abc import Sequence
from dataclasses import dataclass

from messages import actions, dates
from messages.message import Button, Message, in_rows
from messages.phrases import clip
from tasks_db.language import Unclear, UnclearKind
from tasks_db.register.progress import Given
from tasks_db.terms import AnswerKind

_KINDS = (AnswerKind.PROGRESS, AnswerKind.NO_CHANGE, AnswerKind.BLOCKED, AnswerKind.DONE)


@dataclass(frozen=True, slots=True)
class Choice:
    """A numbered task that something may be about."""

    number: int
    title: str
    can_close: bool


def confirm(nonce: str, index: int, choice: Choice, given: Given) -> Message:
    """Read an unsure or weighty answer back before it is stored."""
    percent = f"{given.percent}%" if given.percent is not None else ""
    until = f"，预计{dates.day(given.expected)}" if given.expected else ""
    until += f"，延期至{dates.day(given.new_date)}" if given.new_date else ""
    return Message(
        f"请确认：{choice.number}. {choice.title}\n　{given.kind.zh}{percent}{until}\n　“{clip(given.text, 200)}”",
        (
            (
                Button(f"确认{given.kind.zh}", actions.CONFIRM, (nonce, index)),
                Button("不是，重新说", actions.DROP, (nonce,)),
            ),
        ),
    )


def which_task(nonce: str, unclear: Unclear, choices: Sequence[Choice]) -> Message:
    head = f"“{clip(unclear.text, 60)}”说的是哪一项？"
    if unclear.kind is UnclearKind.UNKNOWN_NUMBER:
        wanted = "、".join(str(n) for n in unclear.numbers)
        known = "、".join(str(c.number) for c in choices)
        head = f"那条消息里没有第{wanted}项（有{known}）。“{clip(unclear.text, 60)}”说的是哪一项？"
    likely = [c for c in choices if c.number in unclear.numbers] or list(choices)
    lines = [head, *(f"{c.number}. {clip(c.title, 26)}" for c in likely[:12])]
    buttons = [Button(str(c.number), actions.CHOOSE_TASK, (nonce, c.number)) for c in likely[:12]]
    return Message("\n".join(lines), (*in_rows(buttons, 6), (Button("都不是", actions.DROP, (nonce,)),)))


def which_state(nonce: str, index: int, unclear: Unclear, choice: Choice) -> Message:
    """Ask what was meant of one task; 申请办结 stands in for 已完成 where the unit consolidates."""
    offered = list(dict.fromkeys((*unclear.options, *_KINDS)))
    if choice.can_close:
        offered = [AnswerKind.CLOSURE if k is AnswerKind.DONE else k for k in offered]
    elif AnswerKind.CLOSURE in offered:
        offered.remove(AnswerKind.CLOSURE)
    kinds = list(dict.fromkeys(k for k in offered if k is not AnswerKind.RECEIVED))
    buttons = [Button(k.zh, actions.CHOOSE_KIND, (nonce, index, k.value)) for k in kinds]
    said = f"“{clip(unclear.text, 80)}”" if unclear.text.strip() else ""
    return Message(
        f"{choice.number}. {choice.title}\n{said}我没有看准，请点一下是哪种情况：",
        (*in_rows(buttons, 3), (Button("都不是，重新说", actions.DROP, (nonce,)),)),
    )


_SENTENCES = {
    UnclearKind.QUESTION: "您是在问进展吗？点编号看这项任务，或直接问“我的任务”“逾期任务”。",
    UnclearKind.ELSEWHERE: "这里还没有收到内容。请直接在这里说一句进展，或把文件发过来。",
    UnclearKind.NOT_AN_ANSWER: (
        "没有看懂。可以这样回复：“3 已完成”“5 进度60%，资金未到位”“其余无变化”；发送 /help 看用法。"
    ),
}


def sentence(kind: UnclearKind) -> str | None:
    """What to say where no button would help; None where one does."""
    return _SENTENCES.get(kind)
