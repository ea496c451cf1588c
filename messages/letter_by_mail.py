"""Messages for people who are told by mail: no buttons, nothing to reply to, and links to answer by."""

from collections.abc import Sequence

from messages import dates
from messages.message import Message
from tasks_db.register.bundle import BundleValue
from tasks_db.register.links import Mailed

_NO_REPLY = "这是系统自动发出的邮件，回信没有人看；有事请直接联系联席会议办公室。"


def by_mail(message: Message, links: Sequence[Mailed], address: str | None, subject: str = "") -> Message:
    """Return a message as it is mailed: with the links of its reader's seats, or where they can sign in.

    ``address`` is where people open the page, None where nobody has said yet.
    """
    parts = [message.text, "\n".join((*_ways(links, address), _NO_REPLY))]
    return Message("\n\n".join(parts), attachment=message.attachment, subject=subject)


def _ways(links: Sequence[Mailed], address: str | None) -> list[str]:
    if links:
        return [
            *(f"{one.unit}{one.role.zh}点这里反馈（不用登录）：\n{one.url}" for one in links),
            f"链接有效至{dates.day(links[0].until)}。谁打开它都能替本单位反馈，请不要转发。",
        ]
    return [f"要查看和办理，请登录网页：{address}"] if address is not None else []


def subject_of(value: BundleValue) -> str:
    """Return what the day's bundle of a person is about."""
    if value.items:
        return f"请反馈{len(value.items)}项任务（{dates.day(value.day)}）"
    return f"今日待办（{dates.day(value.day)}）"
