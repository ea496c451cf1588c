"""Asking back: what was not clear, with buttons for every sensible reading."""

from collections.abc import Sequence
from dataclasses import replace

from messages import actions, dates
from messages.message import Button, Message, in_rows
from messages.phrases import clip
from tasks_db.language import Unclear, UnclearKind
from tasks_db.register.answers import Held, Later, Line
from tasks_db.register.hearing import (
    EVERY,
    Confirm,
    Doubt,
    NotUnderstood,
    PutOff,
    Question,
    WhichState,
    WhichTask,
)
from tasks_db.register.putting_off import CHOICES
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
_DROP = "都不是，重新说"


def question(nonce: str, value: Question) -> Message:
    """Return the one question that a message leaves, with what of it is not recorded.

    ``nonce`` names what waits for the buttons.
    """
    return with_left(_asked(nonce, value.doubt), value.left)


def not_asked(title: str) -> str:
    """Return what is said before a question about words that seem to be of a task which their writer is not asked."""
    return f"“{clip(title, 30)}”现在没有请您反馈，有情况请联系联席会议办公室。\n"


def with_left(asked: Message, words: Sequence[str]) -> Message:
    """Return a question with what was said in the same message and is not recorded."""
    left = "\n".join(f"“{clip(said, 60)}”" for said in words if said.strip())
    return replace(asked, text=f"{asked.text}\n另有这些没有记录，请带上编号再说一次：\n{left}") if left else asked


def _asked(nonce: str, doubt: Doubt) -> Message:
    match doubt:
        case Confirm(held, options):
            return _confirm(nonce, held, options)
        case WhichTask(unclear, lines) if unclear.kind is UnclearKind.RANGE_OR_CODE:
            return _range_or_code(nonce, unclear, lines)
        case WhichTask(unclear, lines, of_all):
            return _which_task(nonce, unclear, lines, of_all=of_all)
        case WhichState(held, unclear):
            return _which_state(nonce, held, unclear)
        case PutOff(held, _):
            return how_long(nonce, held)
        case NotUnderstood(unclear, lines):
            return _sentence(unclear, lines)


def _confirm(nonce: str, held: Sequence[Held], options: Sequence[AnswerKind]) -> Message:
    """Read unsure or weighty answers back before they are stored, with every value that will be."""
    drop = Button("不是，重新说", actions.DROP, (nonce,))
    if len(held) == 1:
        kind = held[0].given.kind
        row = [Button(f"确认{kind.zh}", actions.CONFIRM, (nonce, 0))]
        row += [_of_kind(nonce, held[0].line, other) for other in options if other is not kind]
        return Message(f"请确认：{_read_back(held[0])}", (tuple(row), (drop,)))
    lines = "\n".join(_read_back(one) for one in held)
    each = [Button(f"只记{one.line.number}", actions.CONFIRM, (nonce, n)) for n, one in enumerate(held[:_OFFERED])]
    every = Button(f"全部确认（{len(held)}项）", actions.CONFIRM, (nonce, EVERY))
    return Message(f"请确认：\n{lines}", ((every,), *in_rows(each, 4), (drop,)))


def _read_back(held: Held) -> str:
    line, given = held.line, held.given
    percent = f"{given.percent}%" if given.percent is not None else ""
    more = f"，预计{dates.day(given.expected)}" if given.expected else ""
    more += f"，延期至{dates.day(given.new_date)}" if given.new_date else ""
    if given.needs:
        more += f"，应由{given.needs}负责" if given.kind is AnswerKind.NOT_OURS else f"，需{given.needs}协调"
    problem = f"\n　困难：{clip(given.problem, 60)}" if given.problem and given.problem != given.text else ""
    return f"{_title(line)}\n　{given.kind.zh}{percent}{more}{problem}\n　“{clip(given.text, 120)}”"


def _title(line: Line, width: int = 40) -> str:
    return f"{line.number}. {clip(line.title, width)}" if line.number else clip(line.title, width)


def _which_task(nonce: str, unclear: Unclear, lines: Sequence[Line], *, of_all: bool) -> Message:
    head = f"“{clip(unclear.text, 60)}”说的是哪一项？"
    known = "、".join(str(line.number) for line in lines if line.listed)
    if unclear.kind is UnclearKind.UNKNOWN_NUMBER and known:
        wanted = "、".join(str(n) for n in unclear.numbers)
        head = f"那条消息里没有第{wanted}项（有{known}）。{head}"
    offered = lines[:_OFFERED]
    listed = [head, *(_title(line, 26) for line in offered)]
    buttons = [Button(str(line.number), actions.CHOOSE_TASK, (nonce, line.number)) for line in offered]
    count = sum(line.listed for line in lines)
    every = [Button(f"{count}项都是", actions.CHOOSE_TASK, (nonce, EVERY))] if of_all else []
    return Message("\n".join(listed), (*in_rows(buttons, 6), (*every, Button("都不是", actions.DROP, (nonce,)))))


def _range_or_code(nonce: str, unclear: Unclear, lines: Sequence[Line]) -> Message:
    """Ask whether 2-6 is the task of that code or the items from 2 to 6."""
    number, *meant = unclear.numbers
    task = next(line for line in lines if line.number == number)
    head = f"“{clip(unclear.text, 60)}”说的是编号{task.code}这一项，还是清单里的第{meant[0]}至{meant[-1]}项？"
    listed = [_title(line, 26) for line in lines if line.number in meant][:_OFFERED]
    return Message(
        "\n".join((head, f"{task.code} {clip(task.title, 26)}", *listed)),
        (
            (Button(f"{task.code} {clip(task.title, 12)}", actions.CHOOSE_TASK, (nonce, number)),),
            (Button(f"第{meant[0]}至{meant[-1]}项（{len(meant)}项）", actions.CHOOSE_TASK, (nonce, EVERY)),),
            (Button("都不是", actions.DROP, (nonce,)),),
        ),
    )


def _which_state(nonce: str, held: Sequence[Held], unclear: Unclear) -> Message:
    """Ask what was meant of a task, or of several; every answer that there is stands to be chosen."""
    kinds = list(dict.fromkeys((*unclear.options, *_KINDS)))
    can_close = all(one.line.can_close for one in held)
    said_done = AnswerKind.CLOSURE if can_close else AnswerKind.DONE
    kinds = [said_done if kind in (AnswerKind.DONE, AnswerKind.CLOSURE) else kind for kind in kinds]
    offered = [k for k in dict.fromkeys(kinds) if k not in _BY_OTHER_BUTTONS]
    line = held[0].line
    buttons = [_of_kind(nonce, line, kind) for kind in offered]
    if len(held) == 1 and not line.indicator:
        buttons.append(_of_kind(nonce, line, AnswerKind.EXTENSION))
        buttons.append(_of_kind(nonce, line, AnswerKind.NOT_OURS))
        buttons.append(Button("晚点再报", actions.PUT_OFF, (nonce, 0)))
    said = f"“{clip(unclear.text, 80)}”" if unclear.text.strip() else ""
    titles = "\n".join(_title(one.line) for one in held)
    return Message(
        f"{titles}\n{said}我没有看准，请点一下是哪种情况：",
        (*in_rows(buttons, 3), (Button(_DROP, actions.DROP, (nonce,)),)),
    )


_BY_OTHER_BUTTONS = frozenset({AnswerKind.RECEIVED, AnswerKind.EXTENSION, AnswerKind.NOT_OURS})


def _of_kind(nonce: str, line: Line, kind: AnswerKind) -> Button:
    """A button that takes what waits as a state; 申请延期 goes on to ask for the day."""
    if kind is AnswerKind.EXTENSION:
        return Button(kind.zh, actions.EXTENSION, (line.assignment_id, line.due_id))
    return Button(kind.zh, actions.CHOOSE_KIND, (nonce, EVERY, kind.value))


def how_long(nonce: str, held: Sequence[Held]) -> Message:
    """Ask for how many working days the answers about tasks are put off."""
    titles = "\n".join(_title(one.line, 26) for one in held[:_OFFERED])
    days = tuple(Button(f"{n}个工作日后", actions.PUT_OFF, (nonce, n)) for n in CHOICES)
    return Message(
        f"{titles}\n好的，进展没有记录。过多久再提醒？（最多推迟两次，不超过收集日）",
        (days, (Button(_DROP, actions.DROP, (nonce,)),)),
    )


def put_off(later: Later) -> Message:
    """Say until when nothing is asked about tasks, and which of them could not be put off."""
    lines = [f"{clip(title, 26)}：{dates.day(until)}前不再提醒" for title, until in later.put_off]
    if lines:
        lines.insert(0, "好的，有进展随时说。")
    lines += [f"{clip(one.title, 26)}：{one.why}" for one in later.refused]
    return Message("\n".join(lines))


def asked_again(titles: Sequence[str]) -> str:
    """Say which tasks are asked about again."""
    return f"好的，照常提醒：{'；'.join(clip(title, 26) for title in titles)}。"


def _sentence(unclear: Unclear, lines: Sequence[Line]) -> Message:
    text = _SENTENCES[unclear.kind]
    if unclear.kind is UnclearKind.NOT_AN_ANSWER:
        return Message(text)
    buttons = [
        Button(
            str(line.number) if line.number else clip(line.title, 16), actions.CARD, (line.assignment_id, line.due_id)
        )
        for line in lines[:_OFFERED]
    ]
    listed = "\n".join(_title(line, 26) for line in lines[:_OFFERED])
    return Message(f"{text}\n{listed}", in_rows(buttons, 6))


def whose_evidence(names: Sequence[str], lines: Sequence[Line]) -> Message:
    """Ask for which of the tasks some files, sent together, are the evidence."""
    lines = [line for line in lines if line.listed] or lines
    listed = "\n".join(f"{line.number}. {clip(line.title, 24)}" for line in lines[:_OFFERED])
    buttons = [Button(str(line.number), actions.EVIDENCE, (line.assignment_id,)) for line in lines[:_OFFERED]]
    return Message(f"已收到{_quoted(names)}。这是哪项任务的佐证？\n{listed}", in_rows(buttons, 6))


def with_files(asked: Message, names: Sequence[str]) -> Message:
    """Return a question about what was said beside files: they go with what is pressed."""
    return replace(asked, text=f"已收到{_quoted(names)}，和这句话一起记。\n{asked.text}")


def files_added(names: Sequence[str]) -> str:
    """Say that files go with the words of which it was asked just before."""
    return f"已收到{_quoted(names)}，和刚才那句话一起记。请在上面那条消息里点选。"


def evidence_kept(names: Sequence[str], title: str, caution: str | None = None) -> str:
    """Say which files are evidence for which task now, and what to be careful about."""
    kept = f"已收下佐证{_quoted(names)}，归到：{title}"
    return f"{kept}\n{caution}" if caution else kept


def _quoted(names: Sequence[str]) -> str:
    return "".join(f"“{name}”" for name in names)


def not_of_tasks() -> Message:
    """Return the receipt of 都不是: nothing is kept, and words for the office can go there."""
    text = "没有记录。请重新回复，例如“3 进度60%”；这句话是说给办公室的，点“转给办公室”，答复会发到这里。"
    return Message(text, ((Button("转给办公室", actions.COMPLAIN),),))
