"""Right of reply: the office shows units what a digest says of them, and they answer before it is signed."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from tasks_db.lean_dataclass import dataclass
from tasks_db.register import authority, paper_replies
from tasks_db.register.authority import Right
from tasks_db.register.meetings.rules import OFFICE
from tasks_db.register.notice import NoticeText
from tasks_db.register.papers import require_shown
from tasks_db.register.refusals import NotAllowed, PaperError
from tasks_db.store import models, units
from tasks_db.store import papers as rows
from tasks_db.store.keys import key
from tasks_db.terms import PaperState
from tasks_db.work import lettering
from tasks_db.work import meetings as steps
from tasks_db.work.context import Context, act

Wording = Callable[[Sequence[str], datetime], NoticeText]
"""How a unit is told what is said of it, and until when it may answer."""


@dataclass(frozen=True, slots=True)
class ShownTo:
    """The units that were told, and those that nobody speaks for who could be."""

    told: tuple[str, ...]
    unreachable: tuple[str, ...]
    until: datetime


@act(Right.PLAN)
def show_lines(ctx: Context, paper_id: int, lines: Mapping[str, Sequence[str]], hours: int, tell: Wording) -> ShownTo:
    """Show every unit the sentences of a checked digest that name it; they have so many working hours to answer.

    A unit whose sentences are as they were keeps its answer and is not told again. Raises PaperError for what is not
    checked, and where nobody is named.
    """
    row = rows.get(ctx.session, paper_id)
    body = steps.body(ctx, row.meeting_id)
    steps.require_in(ctx, body, Right.PLAN)
    require_shown(rows.record(ctx.session, row))
    if not lines:
        raise PaperError("这份通报没有点名的单位，不用请单位核对，可以直接签发。")
    area = ctx.session.get_one(models.JointMeeting, row.meeting_id).jurisdiction_id
    until = paper_replies.until(ctx.now, hours, ctx.calendar, ctx.windows)
    known = {reply.unit_id: reply for reply in rows.reply_rows(ctx.session, paper_id)}
    told: list[str] = []
    unreachable: list[str] = []
    for name, said in lines.items():
        unit = units.find_unit(ctx.session, area, name)
        if unit is None:
            unreachable.append(name)
            continue
        reply = known.get(key(unit.id)) or models.PaperReply(
            paper_id=paper_id, unit_id=key(unit.id), shown_at=ctx.now, until=until
        )
        if reply.lines != list(said):
            reply.lines, reply.shown_at, reply.until = list(said), ctx.now, until
            reply.answered_at, reply.answered_by, reply.answer = None, None, ""
            ctx.session.add(reply)
            reached = lettering.tell(ctx, row.meeting_id, key(unit.id), tell(said, until))
            (told if reached else unreachable).append(name)
    ctx.session.flush()
    ctx.note("请单位核对", "paper", paper_id, told=told, unreachable=unreachable)
    return ShownTo(tuple(told), tuple(unreachable), until)


@act(Right.ANSWER)
def reply(ctx: Context, paper_id: int, words: str = "") -> str:
    """Answer for the own unit what a digest says of it, and return the unit; no words: nothing against it.

    Raises NotAllowed for whoever's unit was shown nothing, PaperError once it is signed or the time is over.
    """
    paper = rows.get(ctx.session, paper_id)
    own = authority.units_of(ctx.who)
    row = next((one for one in rows.reply_rows(ctx.session, paper_id) if one.unit_id in own), None)
    if row is None:
        raise NotAllowed("这份通报不是发给贵单位的核对稿。有疑问请联系联席会议办公室。")
    if paper.state is not PaperState.CHECKED or ctx.now > row.until:
        raise PaperError("这份通报的答复时限已过，或已经签发。请直接联系联席会议办公室。")
    row.answered_at, row.answered_by, row.answer = ctx.now, ctx.by.person_id, " ".join(words.split())
    ctx.session.add(row)
    unit = ctx.session.get_one(models.Unit, row.unit_id).name
    ctx.note("答复通报核对", "paper", paper_id, unit=unit, answer=row.answer or "无异议")
    office = steps.holders(ctx, paper.meeting_id, OFFICE)
    label = rows.record(ctx.session, paper).label
    steps.tell(ctx, office, NoticeText(f"{label}：{unit}答复“{row.answer or '无异议'}”。"))
    return unit
