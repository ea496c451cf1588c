"""The number (文号) and the day of issue of a plan's paper: what was put down, and how it is taken back."""

from messages import actions, dates
from messages.message import Button, Message
from messages.phrases import clip
from tasks_db.register.plan_marks import Marked, Marks


def marked(value: Marked) -> Message:
    """Return what a plan's marks were and are now, what they do not change, and the way back."""
    lines = [f"方案{value.plan_id}“{clip(value.title, 30)}”"]
    if value.before == value.after:
        return Message(f"{lines[0]}：{_both(value.after)}。没有变化。")
    pairs = (
        ("文号", value.before.number, value.after.number),
        ("印发日期", _day(value.before), _day(value.after)),
    )
    lines += [f"{name}：{was or '无'} → {now or '无'}" for name, was, now in pairs if was != now]
    lines.append("以后的公文引用它时这样写；已经印发的公文不变。")
    if value.twins:
        others = "、".join(f"方案{one}" for one in value.twins)
        lines.append(f"{others}登记的也是这个文号，请核对。")
    if value.from_issue:
        items = "、".join(value.from_issue)
        lines.append(
            f"第{items}项的时限从印发之日算起，没有跟着改；要改请说“第{value.from_issue[0]}项时限改到某月某日”。"
        )
    if value.is_draft and value.after.issued_on:
        lines.append(f"这个方案现在还是征求意见稿；印发了请说“方案{value.plan_id}已印发”。")
    row = (Button("撤销", actions.MARKS_BACK, (value.plan_id,)), Button("查看方案", actions.PLAN, (value.plan_id,)))
    return Message("\n".join(lines), (row,))


def told(plan_id: int, marks: Marks) -> str:
    """Return which number a plan bears and when it was issued, with how that is put down."""
    how = f"要登记或更正，请说“方案{plan_id}的文号是某政办发〔2025〕12号，印发日期11月3日”。"
    return f"方案{plan_id}：{_both(marks)}。{how}"


def _both(marks: Marks) -> str:
    return f"文号{marks.number or '没有登记'}，印发日期{_day(marks) or '没有登记'}"


def _day(marks: Marks) -> str:
    return dates.day(marks.issued_on) if marks.issued_on else ""
