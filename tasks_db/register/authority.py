"""Who may do what: one table, asked at every command and every button. The default is no."""

from dataclasses import dataclass
from enum import StrEnum

from tasks_db.register.people import Member
from tasks_db.register.queries import Scope
from tasks_db.register.refusals import AnswerRefused
from tasks_db.register.values import Assignment, Task
from tasks_db.terms import SeatRole

OFFICE = frozenset({SeatRole.OFFICE_HEAD, SeatRole.OFFICE_STAFF})
CONVENORS = frozenset({SeatRole.CONVENOR, SeatRole.DEPUTY_CONVENOR})
UNIT_SPEAKERS = frozenset({SeatRole.MEMBER, SeatRole.LIAISON})
EVERY_SEAT = frozenset(SeatRole)


class Act(StrEnum):
    """A kind of thing that a person can ask of the bot."""

    GREET = "greet"
    ASK = "ask"  # queries, limited to what the seat may see
    ANSWER = "answer"  # speak for the own unit
    COORDINATE = "coordinate"  # see and chase the units of a task that the own unit leads, or any as the office
    DECIDE = "decide"  # extensions and closures
    REVIEW = "review"  # all other reports, and writing down answers taken by phone
    PLAN = "plan"  # load, settle, hand out and change plans
    PEOPLE = "people"  # invitations, handovers, deputies


RULES: dict[Act, frozenset[SeatRole] | None] = {
    Act.GREET: None,  # anybody, strangers too
    Act.ASK: EVERY_SEAT,
    Act.ANSWER: UNIT_SPEAKERS,
    Act.COORDINATE: UNIT_SPEAKERS | OFFICE,
    Act.DECIDE: OFFICE | CONVENORS,
    Act.REVIEW: OFFICE,
    Act.PLAN: OFFICE,
    Act.PEOPLE: OFFICE,
}


def may(member: Member | None, act: Act) -> bool:
    """Whether somebody's seats allow an act at all; whose task it is, is asked by the functions below."""
    roles = RULES[act]
    if roles is None:
        return True
    return member is not None and any(seat.role in roles for seat in member.seats)


def refusal(member: Member | None, act: Act) -> str:
    """Why not, with the next step."""
    if member is None:
        return "您还没有绑定席位。请向联席会议办公室要邀请码，然后发送：/start 邀请码"
    if not member.seats:
        return "您现在没有任职席位，不能使用这项功能。如有变动，请联系联席会议办公室。"
    who = {
        Act.ANSWER: "各单位的联络员和成员",
        Act.COORDINATE: "牵头单位和联席会议办公室",
        Act.DECIDE: "联席会议办公室和召集人",
    }.get(act, "联席会议办公室")
    return f"这项操作由{who}办理。您可以发送 /help 查看自己能做什么。"


def units_of(member: Member) -> frozenset[int]:
    """The units that somebody speaks for as member or liaison."""
    return frozenset(seat.unit_id for seat in member.seats if seat.role in UNIT_SPEAKERS)


def is_office(member: Member) -> bool:
    return any(seat.role in OFFICE for seat in member.seats)


def is_convenor(member: Member) -> bool:
    return any(seat.role in CONVENORS for seat in member.seats)


def scope(member: Member) -> Scope:
    """What somebody's queries may show: everything for office and convenors, else the own units."""
    everything = is_office(member) or is_convenor(member)
    return Scope(all=everything, unit_ids=units_of(member))


def require_own(member: Member, assignment: Assignment) -> None:
    """Only a unit's own people speak for it; raises AnswerRefused."""
    if assignment.unit_id not in units_of(member):
        raise AnswerRefused(f"这是{assignment.unit}的任务，由该单位联络员反馈。发送 /mine 查看您单位的任务。")


def leads(member: Member, task: Task) -> bool:
    """Whether somebody's unit leads or consolidates the task."""
    return any(a.unit_id in units_of(member) and (a.consolidates or a.role.value == "lead") for a in task.assignments)


def require_coordination(member: Member, task: Task) -> None:
    if not is_office(member) and not leads(member, task):
        raise AnswerRefused("只有牵头单位和联席会议办公室能查看各单位反馈、催办。")


def may_see(member: Member, task: Task) -> bool:
    seen = scope(member)
    return seen.all or any(a.unit_id in seen.unit_ids for a in task.assignments)


def authority(member: Member) -> str:
    """In which capacity somebody acts, for the audit: 办公室, or the unit and role."""
    if is_office(member):
        return f"办公室 {member.name}"
    seat = member.seats[0] if member.seats else None
    return f"{seat.unit}{seat.role.zh} {member.name}" if seat else member.name


@dataclass(frozen=True, slots=True)
class Authority:
    """Who acts: a person in a role (办公室, 县教委联络员), or the operator at the command line."""

    person_id: int | None
    name: str


OPERATOR = Authority(None, "命令行")


SYSTEM = Authority(None, "系统")
