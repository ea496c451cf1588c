"""One receipt for everything that one message said."""

from collections.abc import Sequence
from datetime import datetime

from messages import actions, cards
from messages.message import Button, Message, in_rows
from messages.phrases import clip, said, status
from tasks_db.register.values import Report, Task


def receipts(
    stored: Sequence[tuple[int, Task, Report]],
    refused: Sequence[str],
    now: datetime,
    also: Sequence[tuple[int, str]] = (),
) -> Message:
    """Each answer in a line of its own with a button to take it back; what was refused stands below it."""
    if len(stored) == 1 and not refused:
        number, task, report = stored[0]
        return cards.receipt(task, report, number, now, also)
    lines = [f"已记录{len(stored)}项："] if stored else []
    for number, task, report in stored:
        state = status(report, now)
        lines.append(f"{number}. {clip(task.title, 24)}：{clip(said(report), 60)}{f'（{state}）' if state else ''}")
    if refused:
        lines += ["没有记录：", *refused]
    undo = [Button(f"撤销{number}", actions.UNDO, (report.id,)) for number, _, report in stored]
    return Message("\n".join(lines), in_rows(undo, 4))
