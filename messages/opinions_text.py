"""The list of opinions: who said what and when, who answered it and when."""

from collections.abc import Sequence

from messages import dates
from messages.message import Button, Message, in_rows
from messages.phrases import clip
from tasks_db.register import office_day
from tasks_db.register.opinions import Opinion

_SHOWN, _TEXT = 15, 120
HOW = "您自己有意见，请发“意见：”加上您的话。"


def listed(found: Sequence[Opinion], *, answers: bool, which: str = "all") -> Message:
    """Return the list (all, answered or waiting), those that wait first, with buttons for who ``answers``."""
    waits = [one for one in found if one.answered_at is None and which != "answered"]
    done = [one for one in found if one.answered_at is not None and which != "waiting"]
    if not waits and not done:
        kind = {"answered": "已答复的", "waiting": "待答复的"}.get(which, "")
        return Message(f"没有{kind}意见。{HOW}")
    shown = [*waits, *done][:_SHOWN]
    head = "、".join([*([f"待答复{len(waits)}条"] if waits else []), *([f"已答复{len(done)}条"] if done else [])])
    more = f"，这里是前{_SHOWN}条" if len(waits) + len(done) > _SHOWN else ""
    lines = [f"意见单子：{head}{more}", *(f"{n}. {line(one)}" for n, one in enumerate(shown, 1)), HOW]
    buttons = [
        Button(f"答复{n}", office_day.ANSWER_OPINION, (one.number,))
        for n, one in enumerate(shown, 1)
        if answers and one.answered_at is None
    ]
    return Message("\n".join(lines), in_rows(buttons, 4))


def line(one: Opinion) -> str:
    """Return one opinion with where it stands."""
    return f"{one.who}（{dates.moment(one.at)}）：{clip(one.text, _TEXT)}\n　{stands(one)}"


def stands(one: Opinion) -> str:
    """Return who answered an opinion and when, or that it waits."""
    if one.answered_at is None:
        return "待答复"
    return f"已答复：{one.answered_by} {dates.moment(one.answered_at)}：{clip(one.answer, _TEXT)}"
