"""What a sitting waits for, and of whom: a line of the office's day, so that no sitting is forgotten (R12)."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from config.clock import SHANGHAI, local_date
from tasks_db.lean_dataclass import dataclass
from tasks_db.register.meetings import deciding
from tasks_db.register.meetings.values import Body, Sitting
from tasks_db.terms import SittingState

S = SittingState
OPEN = (S.PROPOSED, S.APPROVED, S.CALLED, S.HELD, S.SUBMITTED, S.SIGNED)
"""In these states something is still to be done."""
_EVE = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class SittingWaits:
    """A sitting and its next step in words: 待发通知（还缺会议时间和地点）."""

    sitting_id: int
    name: str
    step: str


def waiting(sittings: Iterable[tuple[Body, Sitting]], now: datetime) -> Iterator[SittingWaits]:
    """Yield the sittings that wait for a step, each with it; one that is announced and far off waits for none."""
    for body, one in sittings:
        step = _step(body, one, now)
        if step:
            yield SittingWaits(one.id, f"{one.name}（{one.topic}）", step)


def _step(body: Body, s: Sitting, now: datetime) -> str:
    if s.state is S.CALLED:
        return _called(s, now)
    lacking = deciding.missing(s)
    written = "纪要待送审" if s.resolutions else "待记议定事项、写纪要"
    return {
        S.PROPOSED: f"{s.proposed_as}提议，等{body.title_of_approvers()}决定",
        S.APPROVED: f"待发通知（还缺{'、'.join(lacking)}）" if lacking else _notice(s),
        S.HELD: written,
        S.SUBMITTED: f"纪要等{body.title_of_approvers()}签发",
        S.SIGNED: "纪要待印发",
    }.get(s.state, "")


def _notice(s: Sitting) -> str:
    if s.signing.checked_at is None:
        return "通知待核稿"
    return "待发通知" if s.signing.signed_at is not None else "待发通知（等召集人或办公室主任签发）"


def _called(s: Sitting, now: datetime) -> str:
    if s.starts_at is None or now >= s.starts_at:
        return "已到开会时间，待登记出席"
    days = (local_date(s.starts_at) - local_date(now)).days
    silent = len(s.replied(None))
    unanswered = f"，{silent}个单位没有回执" if silent else ""
    if days <= _EVE.days:
        return f"{'今天' if not days else '明天'}{s.starts_at.astimezone(SHANGHAI):%H:%M}在{s.place}开会{unanswered}"
    late = s.reply_by is not None and s.reply_by <= local_date(now)
    return f"回执已到期{unanswered}" if late and silent else ""
