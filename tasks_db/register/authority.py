"""Who may do what: one table, asked by every act and every view (R14). The default is no."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from tasks_db.lean_dataclass import dataclass
from tasks_db.register.people import LinkHolder, Member, Seat
from tasks_db.register.queries import EVERYTHING, Scope
from tasks_db.register.refusals import AnswerRefused, NotAllowed, PeopleError
from tasks_db.register.values import Assignment, Report, Task
from tasks_db.terms import AnswerKind, Role, SeatRole

OFFICE = frozenset({SeatRole.OFFICE_HEAD, SeatRole.OFFICE_STAFF})
CONVENORS = frozenset({SeatRole.CONVENOR, SeatRole.DEPUTY_CONVENOR})
UNIT_SPEAKERS = frozenset({SeatRole.MEMBER, SeatRole.LIAISON})
EVERY_SEAT = frozenset(SeatRole)
DECIDED_BY_CONVENORS_TOO = frozenset({AnswerKind.CLOSURE, AnswerKind.EXTENSION})
"""What a convenor decides as well as the office; everything else is the office's to review."""


@dataclass(frozen=True, slots=True)
class Authority:
    """In which capacity somebody acts: a person in a role (办公室, 县教委联络员), or the program without a person."""

    person_id: int | None
    name: str


OPERATOR = Authority(None, "命令行")
"""Whoever has the shell of the machine; may do what the office may."""

SYSTEM = Authority(None, "系统")
"""The program itself: its daily work, and the sample."""

STRANGER = Authority(None, "未绑定的人")
"""As whom somebody without a seat stands in the audit; it gives no right."""

Caller = Member | LinkHolder | Authority | None
"""Who asks: a member by their seats, a seat by its link, ``OPERATOR`` or ``SYSTEM``, or None for a stranger."""


class Right(StrEnum):
    """A kind of thing that a person can ask of the program."""

    GREET = "greet"
    ASK = "ask"  # queries, limited to what the seat may see
    REPORT = "report"  # say what the own unit reports of a task, and take that back
    ANSWER = "answer"  # everything else in which one speaks for the own unit
    COORDINATE = "coordinate"  # see and chase the units of a task that the own unit leads, or any as the office
    DECIDE = "decide"  # extensions and closures
    REVIEW = "review"  # all other reports, and writing down answers taken by phone
    SIGN = "sign"  # papers of the office
    PLAN = "plan"  # load, settle, hand out and change plans
    PEOPLE = "people"  # invitations, handovers, deputies
    PROPOSE = "propose"  # a sitting; the body's own rules say by whom
    ATTEND = "attend"  # answer a notice of a sitting, and sign in
    CONVENE = "convene"  # prepare sittings, write and issue their minutes
    DELIVER = "deliver"  # plan and send what is due: the program's own work


RULES: dict[Right, frozenset[SeatRole] | None] = {
    Right.GREET: None,  # anybody, strangers too
    Right.ASK: EVERY_SEAT,
    Right.REPORT: UNIT_SPEAKERS,
    Right.ANSWER: UNIT_SPEAKERS,
    Right.COORDINATE: UNIT_SPEAKERS | OFFICE,
    Right.DECIDE: OFFICE | CONVENORS,
    Right.REVIEW: OFFICE,
    Right.SIGN: CONVENORS | {SeatRole.OFFICE_HEAD},
    Right.PLAN: OFFICE,
    Right.PEOPLE: OFFICE,
    Right.PROPOSE: EVERY_SEAT,
    Right.ATTEND: EVERY_SEAT,
    Right.CONVENE: OFFICE,
    Right.DELIVER: frozenset(),  # no seat has it; see ``may``
}

BY_LINK = frozenset({Right.REPORT})
"""What a seat may do by its link, where its role may: nothing else, not even what anybody may."""


def may(who: Caller, right: Right) -> bool:
    """Return whether somebody's seats give them a right; the functions below check whose task it is.

    The program without a person may do what the office may, and never speaks for a unit; it alone delivers. A link
    gives its seat ``BY_LINK``.
    """
    roles = RULES[right]
    if isinstance(who, LinkHolder) and right not in BY_LINK:
        return False
    if roles is None:
        return True
    if right is Right.DELIVER:
        return who == SYSTEM
    if isinstance(who, Authority):
        return bool(roles & OFFICE)
    return who is not None and any(seat.role in roles for seat in who.seats)


def require(who: Caller, right: Right) -> None:
    """Raise NotAllowed, with the next step, if the caller lacks the right."""
    if not may(who, right):
        raise NotAllowed(refusal(who, right))


def refusal(who: Caller, right: Right) -> str:
    """Return why somebody may not, with the next step."""
    if who is None:
        return "您还没有绑定席位。请向联席会议办公室要邀请码，然后发送：/start 邀请码"
    if isinstance(who, LinkHolder):
        return "这项操作不能用链接办理。请登录网页，或联系联席会议办公室。"
    if isinstance(who, Member) and not who.seats:
        return "您现在没有任职席位，不能使用这项功能。如有变动，请联系联席会议办公室。"
    by = {
        Right.REPORT: "各单位的联络员和成员",
        Right.ANSWER: "各单位的联络员和成员",
        Right.COORDINATE: "牵头单位和联席会议办公室",
        Right.DECIDE: "联席会议办公室和召集人",
        Right.SIGN: "召集人和办公室主任",
        Right.DELIVER: "程序自己",
    }.get(right, "联席会议办公室")
    return f"这项操作由{by}办理。您可以发送 /help 查看自己能做什么。"


def units_of(who: Caller) -> frozenset[int]:
    """Return the ids of the units that somebody speaks for as member or liaison."""
    seats = who.seats if isinstance(who, Member | LinkHolder) else ()
    return frozenset(seat.unit_id for seat in seats if seat.role in UNIT_SPEAKERS)


def is_office(who: Caller) -> bool:
    """Return whether somebody acts for the office; ``OPERATOR`` and ``SYSTEM`` always do."""
    return isinstance(who, Authority) or _sits(who, OFFICE)


def is_convenor(who: Caller) -> bool:
    """Return whether somebody sits as convenor or deputy convenor."""
    return not isinstance(who, Authority) and _sits(who, CONVENORS)


def _sits(who: Member | LinkHolder | None, roles: frozenset[SeatRole]) -> bool:
    return who is not None and any(seat.role in roles for seat in who.seats)


def scope(who: Caller) -> Scope:
    """Return what somebody's queries may show: everything for office and convenors, else the own units."""
    if isinstance(who, Authority):
        return EVERYTHING
    return Scope(all=is_office(who) or is_convenor(who), unit_ids=units_of(who))


def require_own(who: Caller, assignment: Assignment) -> None:
    """Raise AnswerRefused unless the assignment is that of a unit that somebody speaks for."""
    if assignment.unit_id not in units_of(who):
        raise AnswerRefused(f"这是{assignment.unit}的任务，由该单位联络员反馈。发送 /mine 查看您单位的任务。")


def require_own_word(who: Caller, report: Report) -> None:
    """Raise AnswerRefused where a link is to take back what did not come in by a link of this holder of the seat."""
    if isinstance(who, LinkHolder) and report.link_id not in who.link_ids:
        raise AnswerRefused("这条反馈不是用链接报的，不能在这里撤回。请由报的人撤回，或联系联席会议办公室。")


def leads(who: Caller, task: Task) -> bool:
    """Return whether somebody's unit leads or consolidates the task."""
    units = units_of(who)
    return any(a.unit_id in units and (a.consolidates or a.role is Role.LEAD) for a in task.assignments)


def require_coordination(who: Caller, task: Task) -> None:
    """Raise AnswerRefused unless somebody leads the task or acts for the office."""
    if not is_office(who) and not leads(who, task):
        raise AnswerRefused(
            "只有牵头单位和联席会议办公室能查看各单位反馈、催办。要请别的单位配合，请直接说明缺什么、找谁。"
        )


def may_decide(who: Caller, kind: AnswerKind) -> bool:
    """Return whether somebody decides of reports of a kind: the office of all, a convenor of requests."""
    return is_office(who) or (is_convenor(who) and kind in DECIDED_BY_CONVENORS_TOO)


def require_decider(who: Caller, kind: AnswerKind) -> None:
    """Raise AnswerRefused unless somebody decides of reports of this kind."""
    if not may_decide(who, kind):
        raise AnswerRefused("这条反馈由联席会议办公室审核；召集人只需决定办结和延期。")


def in_whose_name(who: Caller, seats: Iterable[Seat], day: date, name: str | None) -> int:
    """Return the id of the person to write down for what the office does: the member who asks.

    Whoever has the machine's shell is no person: there it is the office's person of that ``name``, or its only one.
    Raises PeopleError where that is nobody, or not clear.
    """
    if isinstance(who, Member):
        return who.person_id
    office = {h.person_id: h.name for s in seats if s.role in OFFICE for h in s.holders_on(day)}
    meant = [person_id for person_id, known in office.items() if name in {None, known}]
    if len(meant) == 1:
        return meant[0]
    if not office:
        raise PeopleError("办公室还没有人员，不知道记在谁名下。请先用 lianxi people load 载入办公室人员。")
    asked = f"办公室没有叫“{name}”的人员" if not meant else f"办公室有{len(meant)}位人员，要写明记在谁名下"
    raise PeopleError(f"{asked}。请用 --by 写姓名：{'、'.join(office.values())}。")


def may_see(who: Caller, task: Task) -> bool:
    """Return whether somebody may look at a task: as office or convenor, or because their unit has a part in it."""
    seen = scope(who)
    return seen.all or any(a.unit_id in seen.unit_ids for a in task.assignments)


def capacity(who: Caller) -> Authority:
    """Return in which capacity somebody acts, for the audit: 办公室, the unit and role, or the seat's link.

    Raises LookupError for a stranger, who never acts.
    """
    if who is None:
        raise LookupError("a stranger does not act")
    if isinstance(who, Authority):
        return who
    if isinstance(who, LinkHolder):
        return Authority(None, f"{who.seat.unit}{who.seat.role.zh} 链接{who.link_id}")
    if is_office(who):
        return Authority(who.person_id, f"办公室 {who.name}")
    seat = who.seats[0] if who.seats else None
    return Authority(who.person_id, f"{seat.unit}{seat.role.zh} {who.name}" if seat else who.name)
