"""One unit's month as a spreadsheet: its tasks, what it owed and said, and every message that it got."""

import io
from datetime import date

from messages import dates
from messages.ledger_sheet import fill
from messages.message import Attachment
from messages.unit_month_text import title
from tasks_db.register.unit_month import Owed, Said, UnitMonth


def file(value: UnitMonth) -> Attachment:
    """Return the month as an .xlsx with a sheet for each list, nothing cut."""
    from openpyxl import Workbook  # noqa: PLC0415 - a slow import that few need

    book = Workbook()
    first = book.active or book.create_sheet()
    first.title = "任务"
    tasks = [(one.code, one.title, one.role.zh, _day(one.deadline), one.state) for one in value.tasks]
    header: tuple[str, ...] = ("编号", "任务", "分工", "完成时限", "办理状态")
    fill(first, value.as_of, header, tasks, (8, 36, 10, 16, 16), title(value))
    owed = [_owed(one, "以前应报") for one in value.carried] + [_owed(one, "本月应报") for one in value.owed]
    header = ("编号", "任务", "应报", "应报日", "报送状态", "报来日", "本月提醒")
    fill(book.create_sheet("应报"), value.as_of, header, owed, (8, 36, 12, 16, 14, 16, 30))
    said = [_said(one) for one in value.said]
    header = ("日期", "编号", "任务", "类型", "进度", "内容", "审核")
    fill(book.create_sheet("报来的"), value.as_of, header, said, (16, 8, 36, 12, 8, 60, 24))
    sent = [
        (dates.moment(one.at), one.person, f"催报{one.questions}项" if one.questions else "告知", one.about)
        for one in value.sent
    ]
    fill(book.create_sheet("发出的消息"), value.as_of, ("时间", "收件人", "类型", "内容"), sent, (22, 12, 12, 70))
    out = io.BytesIO()
    book.save(out)
    return Attachment(f"{title(value)}.xlsx", out.getvalue())


def _owed(one: Owed, since: str) -> tuple[str, ...]:
    reminded = "、".join(f"{day.month}月{day.day}日" for day in one.reminded)
    return one.code, one.title, since, _day(one.day), one.state.zh, _day(one.came), reminded


def _said(one: Said) -> tuple[str, ...]:
    percent = f"{one.percent}%" if one.percent is not None else ""
    decision = one.decision.zh if one.decision is not None else "单位已撤销"
    mark = f"{decision}：{one.reason}" if one.reason else decision
    return _day(one.day), one.code, one.title, one.kind.zh, percent, one.text, mark


def _day(day: date | None) -> str:
    return dates.day(day) if day is not None else ""
