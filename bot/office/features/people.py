"""Seats in chat, for an office without a shell: units and people, who is bound, invitations, handovers, deputies."""

from datetime import date
from pathlib import Path

from sqlmodel import Session

from bot.office.entries import button, command
from bot.office.turn import Turn
from config.clock import local_date
from messages import actions, dates
from messages.message import Attachment, Button, Message
from messages.people_table import invitation_table, read_people
from tasks_db.register import authority
from tasks_db.register.authority import Authority, Right
from tasks_db.register.people import SeatLine
from tasks_db.register.refusals import PeopleError
from tasks_db.store import audit, models, people
from tasks_db.store.units import find_unit
from tasks_db.terms import SeatRole, UnitKind
from tasks_db.work.acts import roster, seating

_DEPUTY_WORDS = 4
_SHOWN = 12


@command("seats", "席位：谁还没有绑定", Right.PEOPLE)
async def seats(turn: Turn, rest: str) -> None:
    del rest

    def work(session: Session) -> Message:
        meeting = people.the_meeting(session)
        lines = people.seat_lines(session, meeting.id or 0, local_date(turn.now))
        asked = [line for line in lines if line.role in {SeatRole.LIAISON, SeatRole.MEMBER}]
        unbound = [line for line in lines if not line.bound]
        liaisons = [line for line in asked if line.role is SeatRole.LIAISON]
        text = [
            f"席位{len(lines)}个，已绑定{len(lines) - len(unbound)}个（{dates.as_of(turn.now)}）",
            f"联络员席位{len(liaisons)}个，空缺{sum(line.person is None for line in liaisons)}个",
        ]
        text += [f"· {_seat(line)}：{line.person or '空缺'}，未绑定" for line in unbound[:_SHOWN]]
        if len(unbound) > _SHOWN:
            text.append(f"……另有{len(unbound) - _SHOWN}个未绑定")
        text.append("邀请一个：/invite 单位；全部：点下面的按钮。换人：/handover 单位 姓名")
        row = (Button("生成全部邀请码（表格）", actions.INVITE_ALL, ()),)
        return Message("\n".join(text), (row,) if unbound else ())

    await turn.say(await turn.read(work))


def _seat(line: SeatLine) -> str:
    return f"{line.unit}{line.role.zh}"


@button(actions.INVITE_ALL, Right.PEOPLE)
async def invite_all(turn: Turn) -> None:
    def work(session: Session) -> list[tuple[SeatLine, str]]:
        meeting = people.the_meeting(session)
        return seating.invite_unbound(session, meeting.id or 0, turn.now, _by(turn))

    invited = await turn.write(work)
    if not invited:
        raise PeopleError("所有席位都已绑定，不用再邀请。")
    table = invitation_table(invited, turn.channel.invitation_link)
    name = f"邀请码{local_date(turn.now)}.xlsx"
    await turn.say(
        Message(
            f"{len(invited)}个席位的邀请码，{seating.INVITATION_DAYS}天内有效，每个只能用一次；以前没用的已作废。",
            attachment=Attachment(name, table),
        )
    )


async def load_table(turn: Turn, path: Path) -> None:
    """A dropped table of units, aliases, groups, seats and people, taken as a whole or not at all."""
    rows = await turn.desk.apart(lambda: read_people(path))

    def work(session: Session) -> str:
        units, seats = roster.load_table(session, people.the_meeting(session), rows, turn.now, _by(turn))
        return f"已载入{units}个单位、{seats}个席位。谁还没有绑定，请看 /seats。"

    await turn.say(await turn.write(work))


def _by(turn: Turn) -> Authority:
    return authority.capacity(turn.me)


def _liaison_seat(session: Session, name: str) -> tuple[models.Seat, models.Unit]:
    """The liaison's seat of a unit named in words; made where the unit has none yet."""
    meeting = people.the_meeting(session)
    unit = find_unit(session, meeting.jurisdiction_id, name)
    if unit is None:
        raise PeopleError(f"单位库里没有“{name}”。请写全称。")
    if unit.kind is UnitKind.GROUP:
        raise PeopleError(f"“{unit.name}”是集合单位，没有联络员。请写其中的一个单位。")
    return people.ensure_seat(session, meeting.id or 0, unit.id or 0, SeatRole.LIAISON), unit


@command("invite", "邀请联络员：/invite 县教委", Right.PEOPLE)
async def invite(turn: Turn, rest: str) -> None:
    def work(session: Session) -> str:
        seat, unit = _liaison_seat(session, _need(rest, 1, "/invite 单位，例如 /invite 县教委")[0])
        code = seating.invite(session, seat, turn.now, _by(turn))
        link = turn.channel.invitation_link(code)
        way = f"点开即绑定：{link}\n或由本人发送" if link is not None else "由本人发送"
        return f"{unit.name}联络员的邀请码：{code}\n{way}：/start {code}\n只能用一次。"

    await turn.say(await turn.write(work))


def _need(rest: str, count: int, usage: str) -> list[str]:
    words = rest.split()
    if len(words) != count:
        raise PeopleError(f"请写：{usage}")
    return words


@command("handover", "联络员换人：/handover 县教委 李明", Right.PEOPLE)
async def handover(turn: Turn, rest: str) -> None:
    """A successor takes the seat today; what is open goes along, the predecessor's account loses it."""

    def work(session: Session) -> str:
        name, person = _need(rest, 2, "/handover 单位 姓名，例如 /handover 县教委 李明")
        seat, unit = _liaison_seat(session, name)
        taken = seating.take_seat(session, seat, person, local_date(turn.now))
        audit.note(session, turn.now, _by(turn), "联络员调整（备案）", "seat", seat.id, person=person)
        if people.is_bound(session, taken.id or 0):
            return f"{unit.name}联络员已改为{person}，即日起提醒发给{person}。"
        code = seating.invite(session, seat, turn.now, _by(turn))
        return f"{unit.name}联络员已改为{person}，尚未绑定。请转告本人发送：/start {code}"

    await turn.say(await turn.write(work))


@command("deputy", "临时代理：/deputy 县教委 李明 2025-12-01 2025-12-10", Right.PEOPLE)
async def deputy(turn: Turn, rest: str) -> None:
    def work(session: Session) -> str:
        words = _need(rest, _DEPUTY_WORDS, "/deputy 单位 姓名 开始日期 结束日期")
        try:
            since, until = date.fromisoformat(words[2]), date.fromisoformat(words[3])
        except ValueError:
            raise PeopleError("日期请写成 2025-12-01 这样。") from None
        seat, unit = _liaison_seat(session, words[0])
        person = seating.deputise(session, seat, words[1], since, until)
        audit.note(session, turn.now, _by(turn), "委托代理", "seat", seat.id, person=words[1], until=str(until))
        head = f"{dates.day(since)}至{dates.day(until)}，{unit.name}的提醒改发给{words[1]}。"
        if people.is_bound(session, person.id or 0):
            return head
        code = seating.invite(session, seat, turn.now, _by(turn), person_id=person.id)
        return f"{head}\n尚未绑定，请转告本人发送：/start {code}（未绑定期间仍发给原联络员）"

    await turn.say(await turn.write(work))
