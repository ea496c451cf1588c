"""Right of reply in chat: whom a digest names with which sentences, what they are asked, what they answered."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from messages import actions, dates, forms, paper_edited
from messages.digest_paper import PROBLEMS
from messages.message import Button, Message
from messages.paper import Paper, Paragraph
from messages.phrases import clip
from tasks_db import lazy_re as re
from tasks_db.register.notice import NoticeText
from tasks_db.register.paper_replies import PaperReply
from tasks_db.register.papers import PaperRecord

_PIECES = re.compile(r"[；。\n]")
_LEVEL = re.compile(r"\s*[一二三四五六七八九十]+、")
_SHOWN, _LINE = 12, 60
ASK = "请写说明，或要更正的数据（例如：进度应为80%，9月已验收）。会转给联席会议办公室，与该句存在一起。"
THANKS = "已转给联席会议办公室，与通报存在一起。"


def named(paper: Paper, units: Iterable[str], edited: bytes | None = None) -> dict[str, tuple[str, ...]]:
    """Return what a paper says of each unit among its problems, by the unit's name; the longest name fits first.

    An ``edited`` file says it in the place of the paper.
    """
    found: dict[str, list[str]] = {}
    names = sorted(units, key=len, reverse=True)
    texts = [p.text for p in _problems(paper)] if edited is None else _edited_problems(edited)
    for text in texts:
        for piece in filter(None, map(str.strip, _PIECES.split(text))):
            left = piece
            for name in names:
                if name in left:
                    found.setdefault(name, []).append(piece)
                    left = left.replace(name, "")
    return {name: tuple(pieces) for name, pieces in found.items()}


def _problems(paper: Paper) -> list[Paragraph]:
    return [p for s in paper.sections if s.heading == PROBLEMS for part in s.sections for p in part.paragraphs]


def _edited_problems(edited: bytes) -> list[str]:
    """The paragraphs of an edited paper from the heading of its problems to the next heading of that level."""
    found: list[str] = []
    inside = False
    for text in paper_edited.texts(edited):
        if _LEVEL.match(text):
            inside = PROBLEMS in text
        elif inside:
            found.append(text)
    return found


def before_showing(record: PaperRecord, units: Sequence[str]) -> Message:
    """Ask once before units are told what is said of them, with how many there are (R17)."""
    listed = "、".join(units[:_SHOWN]) + (f"等{len(units)}个" if len(units) > _SHOWN else "")
    text = (
        f"将把{record.label}中点名的句子发给{len(units)}个单位核对：{listed}。"
        f"每个单位只看到自己的句子，{forms.settings().reply_hours}个工作小时内可以答复。确认发出吗？"
    )
    return Message(text, ((Button("确认发出", actions.PAPER_SHOW, (record.id, 1)),),))


def asked(paper_id: int, lines: Sequence[str], until: datetime) -> NoticeText:
    """Tell a unit what a paper is to say of it, and how to answer."""
    said = "\n".join(f"· {line}" for line in lines[:_SHOWN])
    text = f"办公室拟印发的通报写到贵单位：\n{said}\n请于{dates.moment(until)}前核对；逾时不答复的，按无异议处理。"
    return NoticeText(
        text, ((("无异议", actions.PAPER_OK, (paper_id,)), ("作说明或更正", actions.PAPER_SAY, (paper_id,))),)
    )


def shown(told: Sequence[str], unreachable: Sequence[str], until: datetime) -> str:
    """Return the receipt of what units were shown."""
    lost = f"没有人可告知、请电话核对的：{'、'.join(unreachable)}。" if unreachable else ""
    if not told:
        return lost or "各单位的句子没有变化，不用再发。"
    return f"已发给{len(told)}个单位，答复截至{dates.moment(until)}。{lost}"


def count(replies: Sequence[PaperReply]) -> str:
    """Return in a line how many units have answered."""
    answered = [reply for reply in replies if reply.answered_at is not None]
    said = sum(bool(reply.answer) for reply in answered)
    until = max(reply.until for reply in replies)
    parts = f"无异议{len(answered) - said}、说明{said}"
    return f"单位核对：已发{len(replies)}个，答复{len(answered)}个（{parts}），截至{dates.moment(until)}"


def listed(record: PaperRecord, replies: Sequence[PaperReply]) -> str:
    """Return what each unit was shown and what it answered, beside one another."""
    if not replies:
        return f"{record.label}还没有发给单位核对。"
    lines = [f"{record.label}的单位答复："]
    for reply in replies[:_SHOWN]:
        answer = "未答复" if reply.answered_at is None else reply.answer or "无异议"
        by = f"（{reply.answered_by}，{dates.moment(reply.answered_at)}）" if reply.answered_at else ""
        lines += [f"{reply.unit}：{answer}{by}", *(f"　· {clip(line, _LINE)}" for line in reply.lines)]
    if len(replies) > _SHOWN:
        lines.append(f"……另有{len(replies) - _SHOWN}个单位，全部答复存在出处文件里")
    return "\n".join(lines)


def before_signing(record: PaperRecord, unheard: Sequence[str]) -> Message:
    """Warn before a paper is signed of which those who are named have not been heard."""
    listed = "、".join(unheard[:_SHOWN]) + (f"等{len(unheard)}个单位" if len(unheard) > _SHOWN else "")
    return Message(
        f"注意：{record.label}点名的{listed}还没有核对，或答复时限未到。可以先“请单位核对”。仍要现在签发吗？",
        ((Button("仍要签发", actions.PAPER_STEP, (record.id, "signed", 1)),),),
    )
