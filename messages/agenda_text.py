"""The agenda of a sitting in chat: its matters, and for the office what can be done to each."""

from messages import actions, chair_text, dates
from messages.message import Button, Message, in_rows
from messages.phrases import clip
from tasks_db.register.meetings import deciding
from tasks_db.register.meetings.deciding import Step
from tasks_db.register.meetings.noticed import untold
from tasks_db.register.meetings.values import AgendaItem, Sitting

_MATTER = 60
_WORDS = "改议程可以直接写：第3项挪到第1项前、第2项改为……、删掉第2项、加一项：……"


def agenda(s: Sitting, *, office: bool = False, left: int = 0, dropped: int = 0) -> Message:
    """Return the agenda, and for the office the way to change it and to bring back what it took off."""
    lines = [f"{s.name}议程"]
    if s.starts_at is not None:
        lines.append(
            f"时间：{dates.moment(s.starts_at)}  地点：{s.place}  主持：{chair_text.beside(s.chair) or '未定'}"
        )
    lines += [f"{n}. {item_line(item)}" for n, item in enumerate(s.items, 1)]
    if not s.items:
        lines.append("还没有议题。")
    if left:
        lines.append(f"另有{left}项排不下，建议先开联络员会议。")
    if dropped:
        lines.append(f"删过或改写过的{dropped}项没有再列。")
    back = Button("返回会议", actions.SITTING, (s.id,))
    if not office or s.state not in deciding.STATES[Step.AGENDA]:
        return Message("\n".join(lines), ((back,),))
    if untold(s):
        lines.append("通知已经发出，参会单位还不知道这些改动。改好后点“补发调整后的议程”。")
    lines.append(_WORDS)
    each = [Button(f"第{n}项", actions.SITTING_ITEM, (s.id, n, "show")) for n in range(1, len(s.items) + 1)]
    change = [
        *([Button("补发调整后的议程", actions.SITTING_STEP, (s.id, Step.SUPPLEMENT.value))] if untold(s) else []),
        Button("增一项", actions.SITTING_STEP, (s.id, "add")),
        Button("删一项", actions.SITTING_STEP, (s.id, "take")),
        *([Button("调换次序", actions.SITTING_STEP, (s.id, "order"))] if len(s.items) > 1 else []),
        *([Button("撤销改动", actions.SITTING_STEP, (s.id, "undo"))] if s.can_undo else []),
        *([Button("删过的放回来", actions.SITTING_STEP, (s.id, "restore"))] if dropped else []),
        back,
    ]
    return Message("\n".join(lines), (*in_rows(each, 6), *in_rows(change, 3)))


def item(s: Sitting, place: int) -> Message:
    """Return one matter of an agenda by its number, with what can be done to it."""
    up = [Button("上移", actions.SITTING_ITEM, (s.id, place, "up"))] if place > 1 else []
    down = [Button("下移", actions.SITTING_ITEM, (s.id, place, "down"))] if place < len(s.items) else []
    row = (
        *up,
        *down,
        Button("改文字", actions.SITTING_ITEM, (s.id, place, "edit")),
        Button("删去", actions.SITTING_ITEM, (s.id, place, "drop")),
        Button("返回议程", actions.SITTING_SHOWN, (s.id, "agenda")),
    )
    return Message(f"第{place}项：{item_line(s.items[place - 1])}", in_rows(row, 3))


def item_line(item: AgendaItem) -> str:
    """One matter of an agenda: what it is, who reports, where it comes from."""
    who = f"（{item.reporter}）" if item.reporter else ""
    source = f" [{item.source}]" if item.source else ""
    return f"{clip(item.matter, _MATTER)}{who}{source}"
