"""Every decision about a sitting: who may take which step, what it still lacks, what may come next (R14, R17)."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from enum import StrEnum

from config.clock import SHANGHAI, local_date
from tasks_db.lean_dataclass import dataclass
from tasks_db.register import authority
from tasks_db.register.authority import Right
from tasks_db.register.meetings.noticed import agenda_change
from tasks_db.register.meetings.rules import OFFICE, Rules, lacks
from tasks_db.register.meetings.values import Attendee, Body, Sitting
from tasks_db.register.refusals import MeetingRefused
from tasks_db.terms import SeatRole, SittingKind, SittingState

S = SittingState
SIGNERS = authority.RULES[Right.SIGN] or frozenset()


class Step(StrEnum):
    """A step of a sitting's life that somebody takes."""

    WITHDRAW = "withdraw"
    APPROVE = "approve"
    REFUSE = "refuse"
    WHEN = "when"
    CHAIR = "chair"
    UNITS = "units"
    AGENDA = "agenda"
    CHECK_NOTICE = "check"
    SIGN_NOTICE = "release"
    RETURN_NOTICE = "unsign"
    CALL = "call"
    SUPPLEMENT = "supplement"
    REMIND = "remind"
    HOLD = "hold"
    PRESENCE = "presence"
    RESOLVE = "resolve"
    REQUIREMENTS = "requirements"
    SUBMIT = "submit"
    RECALL = "recall"
    SIGN = "sign"
    RETURN = "return"
    ISSUE = "issue"
    CANCEL = "cancel"


_BEFORE_NOTICE = frozenset({S.APPROVED})
_BEFORE_SITTING = frozenset({S.APPROVED, S.CALLED})
STATES: dict[Step, frozenset[SittingState]] = {
    Step.WITHDRAW: frozenset({S.PROPOSED}),
    Step.APPROVE: frozenset({S.PROPOSED}),
    Step.REFUSE: frozenset({S.PROPOSED}),
    Step.WHEN: _BEFORE_SITTING,
    Step.CHAIR: _BEFORE_SITTING,
    Step.UNITS: _BEFORE_NOTICE,
    Step.AGENDA: _BEFORE_SITTING,
    Step.CHECK_NOTICE: _BEFORE_NOTICE,
    Step.SIGN_NOTICE: _BEFORE_NOTICE,
    Step.RETURN_NOTICE: _BEFORE_NOTICE,
    Step.CALL: _BEFORE_NOTICE,
    Step.SUPPLEMENT: frozenset({S.CALLED}),
    Step.REMIND: frozenset({S.CALLED}),
    Step.HOLD: frozenset({S.CALLED}),
    Step.PRESENCE: frozenset({S.CALLED, S.HELD}),
    Step.RESOLVE: frozenset({S.HELD}),
    Step.REQUIREMENTS: frozenset({S.HELD}),
    Step.SUBMIT: frozenset({S.HELD}),
    Step.RECALL: frozenset({S.SUBMITTED, S.SIGNED}),
    Step.SIGN: frozenset({S.SUBMITTED}),
    Step.RETURN: frozenset({S.SUBMITTED, S.SIGNED}),
    Step.ISSUE: frozenset({S.SIGNED}),
    Step.CANCEL: _BEFORE_SITTING,
}
"""In which states each step can be taken."""

APPROVERS_STEPS = frozenset({Step.APPROVE, Step.REFUSE, Step.SIGN, Step.RETURN})
"""What whoever the rules name for it decides: that a sitting is held, and its minutes."""

SIGNERS_STEPS = frozenset({Step.SIGN_NOTICE, Step.RETURN_NOTICE})
"""What whoever signs the papers of the office does with a notice: a convenor, or the head of the office."""

DECISIONS = frozenset({Step.APPROVE, Step.SIGN_NOTICE, Step.SIGN})
"""What a sitting may wait for of somebody who decides."""

_NEXT = {
    S.PROPOSED: "正在等审核",
    S.REFUSED: "没有获得同意",
    S.APPROVED: "已同意召开，通知还没有发",
    S.CALLED: "已发通知",
    S.HELD: "已经召开，正在写纪要",
    S.SUBMITTED: "纪要正在等签发",
    S.SIGNED: "纪要已经签发，等印发",
    S.ISSUED: "纪要已经印发",
    S.CANCELLED: "已经取消",
}


def require_step(sitting: Sitting, step: Step) -> None:
    """Raise MeetingRefused where a sitting is not in a state in which a step can be taken."""
    if sitting.state not in STATES[step]:
        raise MeetingRefused(
            f"会议{sitting.id}{_NEXT[sitting.state]}，不能这样做。发送 /sittings {sitting.id} 看现状。"
        )


def require_proposer(body: Body, roles: Iterable[SeatRole]) -> None:
    """Raise MeetingRefused where the rules let nobody with these roles propose a sitting."""
    if lacks(body.rules, roles, approves=False):
        raise MeetingRefused(f"按{body.name}的规则，会议由{body.rules.said_proposers()}提议。请向他们提出。")


def require_approver(body: Body, roles: Iterable[SeatRole]) -> None:
    """Raise MeetingRefused where the rules name nobody with these roles to approve a sitting and its minutes."""
    if lacks(body.rules, roles, approves=True):
        raise MeetingRefused(
            f"按{body.name}的规则，开会和纪要由{body.rules.said_approvers()}审定。"
            f"请等{body.rules.said_approvers()}决定。"
        )


def require_taker(body: Body, roles: Iterable[SeatRole], step: Step) -> None:
    """Raise MeetingRefused where nobody with these roles may take a step of the office or of whoever approves."""
    held = tuple(roles)
    if step in SIGNERS_STEPS:
        if not any(role in SIGNERS for role in held):
            raise MeetingRefused("会议通知由召集人或办公室主任签发。")
        return
    if step in APPROVERS_STEPS or not any(role in OFFICE for role in held):
        require_approver(body, held)


def missing(sitting: Sitting) -> tuple[str, ...]:
    """Return what a notice still needs, in words."""
    lacking = {
        "会议时间和地点": sitting.starts_at is None or not sitting.place,
        "主持人": not sitting.chair,
        "参会单位": not sitting.attendees,
        "议题": not sitting.items,
    }
    return tuple(words for words, lacks_it in lacking.items() if lacks_it)


def require_whole(sitting: Sitting, now: datetime) -> None:
    """Raise MeetingRefused, naming what is missing, where a notice does not say yet all that it has to."""
    require_step(sitting, Step.CHECK_NOTICE)
    if lacking := missing(sitting):
        raise MeetingRefused(f"通知还没有写全，缺{'、'.join(lacking)}。")
    if sitting.starts_at is not None and sitting.starts_at <= now:
        raise MeetingRefused("会议时间已经过去，请先改会议时间。")


def require_checked(sitting: Sitting, now: datetime) -> None:
    """Raise MeetingRefused where a notice cannot be signed: it is not checked, or signed already."""
    require_whole(sitting, now)
    if sitting.signing.checked_at is None:
        raise MeetingRefused("通知还没有核稿，或核稿后又改动过。请办公室先点“通知核稿”。")
    if sitting.signing.signed_at is not None:
        raise MeetingRefused("通知已经签发，可以发了。")


def require_ready_to_call(sitting: Sitting, now: datetime) -> None:
    """Raise MeetingRefused, naming the step before, where a notice cannot go out yet (核稿、签发)."""
    require_whole(sitting, now)
    if sitting.signing.checked_at is None:
        raise MeetingRefused("通知发出前要核稿、签发。请先点“通知核稿”。")
    if sitting.signing.signed_at is None:
        raise MeetingRefused("通知已经核稿，等召集人或办公室主任签发。签发后再发。")


def in_turn(sitting: Sitting, step: Step) -> bool:
    """Return whether a step of the notice is its next one: written, checked, signed, sent; of others always."""
    done = sitting.signing
    match step:
        case Step.CHECK_NOTICE:
            return done.checked_at is None and not missing(sitting)
        case Step.SIGN_NOTICE:
            return done.checked_at is not None and done.signed_at is None
        case Step.RETURN_NOTICE:
            return done.checked_at is not None
        case Step.CALL:
            return done.signed_at is not None
        case Step.SUPPLEMENT | Step.REMIND:
            waits = agenda_change(sitting) if step is Step.SUPPLEMENT else sitting.replied(None)
            return bool(waits)
        case _:
            return True


def require_begun(sitting: Sitting, now: datetime) -> None:
    """Raise MeetingRefused before the day of a sitting; on it, who comes is written down at any hour."""
    if sitting.starts_at is not None and local_date(now) < local_date(sitting.starts_at):
        at = sitting.starts_at.astimezone(SHANGHAI)
        raise MeetingRefused(f"会议还没有开始（{at.month}月{at.day}日{at:%H:%M}）。会议当天再登记出席。")


def is_early(sitting: Sitting, now: datetime) -> bool:
    """Return whether a sitting begins only later: what is written of it on its day before that is pointed out."""
    return sitting.starts_at is not None and now < sitting.starts_at


def require_silent(sitting: Sitting, now: datetime) -> tuple[Attendee, ...]:
    """Return the units that have not answered the notice; raise MeetingRefused where none can be reminded of it."""
    require_step(sitting, Step.REMIND)
    silent = sitting.replied(None)
    if not silent:
        raise MeetingRefused(f"{sitting.name}的参会单位都回了，没有要催的。")
    if sitting.starts_at is not None and sitting.starts_at <= now:
        raise MeetingRefused("会议时间已经到了，不再催回执。请登记出席。")
    if not any(one.reached for one in silent):
        units = "、".join(one.unit for one in silent)
        raise MeetingRefused(f"没有回执的{units}都没有绑定，发不到。请打电话问，再点“代录回执”。")
    return silent


def require_supplement(sitting: Sitting, now: datetime) -> None:
    """Raise MeetingRefused where the units know the agenda as it is, and once the sitting begins."""
    require_step(sitting, Step.SUPPLEMENT)
    if agenda_change(sitting) is None:
        raise MeetingRefused("议程和已经告知参会单位的一样，没有要补发的。")
    if sitting.starts_at is not None and sitting.starts_at <= now:
        raise MeetingRefused("会议时间已经到了，不再补发。")


def require_day(sitting: Sitting, now: datetime) -> None:
    """Raise MeetingRefused where today is not the day of a sitting: nobody signs in ahead or afterwards."""
    if sitting.starts_at is None or local_date(sitting.starts_at) != local_date(now):
        raise MeetingRefused("会议当天才能签到。开会前请先回“参加”或“请假”。")


def require_minutes(sitting: Sitting) -> None:
    """Raise MeetingRefused where there is nothing yet to submit as minutes."""
    require_step(sitting, Step.SUBMIT)
    if not sitting.resolutions:
        raise MeetingRefused("还没有记议定事项。请先点“记一项”，没有议定的写“暂缓”或写明要求。")


def require_issuable(sitting: Sitting, today: date) -> None:
    """Raise MeetingRefused where minutes cannot go out: a matter for 督办 would be overdue from the start."""
    require_step(sitting, Step.ISSUE)
    late = [n for n, r in enumerate(sitting.resolutions, 1) if r.supervised and r.day is not None and r.day <= today]
    if late:
        raise MeetingRefused(
            f"第{'、'.join(map(str, late))}项督办事项的日期已经过去。请签发人点“退回修改”，改日期后再签发。"
        )


def is_unwritten(sitting: Sitting) -> bool:
    """Return whether a sitting is held and nothing stands in its minutes yet, so that 登记出席 can be taken back."""
    return sitting.state is S.HELD and not sitting.resolutions and not sitting.requirements


def require_unwritten(sitting: Sitting) -> None:
    """Raise MeetingRefused where 登记出席 can be taken back no more: something is written in the minutes already."""
    require_step(sitting, Step.PRESENCE)
    if sitting.state is not S.HELD:
        raise MeetingRefused("这次会议还没有登记出席，不用撤销。")
    if sitting.resolutions or sitting.requirements:
        raise MeetingRefused("纪要已经开始写，不能撤销登记。出席情况有误，请点“更正出席”。")


def steps(body: Body, sitting: Sitting, roles: Iterable[SeatRole], person_id: int | None) -> tuple[Step, ...]:
    """Return the steps that somebody may take now, in the order in which they are likely; for buttons alone."""
    held = tuple(roles)
    office, approver = any(r in OFFICE for r in held), not lacks(body.rules, held, approves=True)
    own = {Step.WITHDRAW} if person_id == sitting.proposed_by else set()
    others = APPROVERS_STEPS | SIGNERS_STEPS | own
    mine = own | (APPROVERS_STEPS if approver else set()) | ((set(Step) - others) if office else set())
    if any(role in SIGNERS for role in held):
        mine |= SIGNERS_STEPS
    if approver:
        mine |= {Step.CHAIR, Step.CANCEL}
    if office and person_id != sitting.proposed_by:
        mine -= {Step.WITHDRAW}
    return tuple(s for s in Step if s in mine and sitting.state in STATES[s] and in_turn(sitting, s))


@dataclass(frozen=True, slots=True)
class PlenaryCount:
    """How many plenary sittings a year has seen, of how many that the rules ask for."""

    year: int
    held: int
    owed: int | None
    coming: Sitting | None
    sittings: tuple[Sitting, ...] = ()

    @property
    def short(self) -> bool:
        """Whether the rules ask for more than were held and are called."""
        return self.owed is not None and self.held + (self.coming is not None) < self.owed


_GUARDED = (10, 12)
"""The months from whose first day on a year without its plenary is pointed out."""


@dataclass(frozen=True, slots=True)
class Reminder:
    """What the office is told once of a year that lacks its plenary; ``key`` says which of the two times it is."""

    key: str
    text: str


def guard_key(today: date) -> str | None:
    """Return which of a year's two times to be told of a missing plenary has come, None before the first."""
    begun = [month for month in _GUARDED if today.month >= month]
    return f"{today.year}-{begun[-1]}" if begun else None


def guard(
    body: Body, sittings: Sequence[Sitting], today: date, printed: tuple[int, int] | None = None
) -> Reminder | None:
    """Return what the office is to be told where the rules ask for plenaries that this year has not seen.

    ``printed`` is a plan's number and how often it lets all meet: where no rules are taken over, they are offered,
    once a year. Silent before October, where one is approved or announced already, and where nothing is said.
    """
    key = guard_key(today)
    count = plenaries(body.rules, sittings, today.year)
    if key is not None and count.owed is None and printed is not None:
        plan, often = printed
        if count.held + (count.coming is not None) >= often:
            return None
        return Reminder(
            f"{today.year}-offered",
            f"方案{plan}写明{body.name}每年至少开{often}次全体会议，今年已召开{count.held}次。"
            f"这条规则还没有采用，请发“议事规则”，点“采用方案{plan}的规则”。",
        )
    if key is None or not count.short:
        return None
    text = (
        f"{body.name}今年的全体会议已召开{count.held}次，规则要求每年至少{count.owed}次。"
        f"请在年底前安排：可以发“提议召开全体会议，研究……”。"
    )
    return Reminder(key, text)


_HELD = frozenset({S.HELD, S.SUBMITTED, S.SIGNED, S.ISSUED})


def plenaries(rules: Rules, sittings: Sequence[Sitting], year: int) -> PlenaryCount:
    """Count the plenary sittings of a year: partial and ad-hoc ones do not count, nor does one only proposed."""
    of_year = [s for s in sittings if s.kind is SittingKind.PLENARY and s.year == year]
    held = tuple(s for s in of_year if s.state in _HELD)
    coming = next((s for s in of_year if s.state in {S.APPROVED, S.CALLED}), None)
    return PlenaryCount(year, len(held), rules.plenary_per_year, coming, held)


def is_held(sitting: Sitting) -> bool:
    """Return whether a sitting has taken place."""
    return sitting.state in _HELD


def next_number(sittings: Sequence[Sitting], kind: SittingKind, year: int) -> int:
    """Return the number of the next sitting of a kind in a year; one that was cancelled gives its number back."""
    used = [
        s.number for s in sittings if s.kind is kind and s.year == year and s.state is not S.CANCELLED and s.number
    ]
    return max(used, default=0) + 1


def next_issue(sittings: Sequence[Sitting], year: int) -> int:
    """Return the number of the next minutes of a year."""
    issued = [
        s.issue for s in sittings if s.issued_at is not None and s.issue and local_date(s.issued_at).year == year
    ]
    return max(issued, default=0) + 1
