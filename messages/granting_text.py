"""An extension that the office grants: until which day, which of several, and what it is asked before (R17)."""

from collections.abc import Sequence
from datetime import date

from messages import actions, dates
from messages.message import Button, Message, in_rows
from messages.reviewing import moving
from tasks_db.register import codes
from tasks_db.register.answers import Said

_MOST_ASKED = 8


def ask_day(case: Said) -> str:
    """Return the question until which day the office grants more time."""
    asks = moving(case) or "申请延期"
    return f"{case.report.unit}“{case.task.title}”：{asks}。同意延到哪一天？请回复日期，例如 12月10日。"


def before_granting(case: Said, day: date, beside: str) -> Message:
    """Ask once before an extension is granted until a day, with what was asked for and who is told (R17)."""
    report = case.report
    text = f"同意{report.unit}{codes.of(case.task)}“{case.task.title}”延到{dates.day(day)}？"
    asked = moving(case)
    text += f"{asked}。" if asked else ""
    text += f"确认后告知{report.person}。"
    if beside:
        text += f"\n“{beside}”不会一起发给单位，要说的请用 /notice。"
    row = (
        Button("确认同意延期", actions.GRANT_TO, (report.id, day.isoformat())),
        Button("不用了", actions.NO_ORDER),
    )
    return Message(text, (row,))


def which_extension(found: Sequence[Said], day: date) -> Message:
    """Ask which extension is granted until a day, of none or several that may be meant."""
    if not found:
        return Message("现在没有这样的延期申请待审核。已定的时限要改，请写“1-5的时限改到12月10日”。")
    buttons = [
        Button(f"{codes.of(one.task)}{one.report.unit}", actions.GRANT_TO, (one.report.id, day.isoformat()))
        for one in found
    ]
    return Message(f"同意哪一条延到{dates.day(day)}？", in_rows(buttons[:_MOST_ASKED], 2))
