"""Links: given out by the office, recalled, their bundles passed on; and what a seat says and takes back by its link.

A seat's answer goes through the acts that the chat's goes through, with the seat as the caller (R14). Whose a token
is, is read in the transaction that it writes in: a link that has ended meanwhile writes nothing.
"""

import hmac
import secrets
from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date
from typing import Final

from sqlmodel import col, select

from config.clock import local_instant
from tasks_db.lean_dataclass import dataclass
from tasks_db.register import following
from tasks_db.register.answers import Said
from tasks_db.register.asked_seats import ASKED_ROLES
from tasks_db.register.authority import Right
from tasks_db.register.evidence import KeptFile
from tasks_db.register.links import REQUESTS, LinkRules, Made, Mailed
from tasks_db.register.people import Holder, Seat
from tasks_db.register.progress import Given
from tasks_db.register.refusals import AnswerRefused, PeopleError
from tasks_db.register.workdays import ONE_DAY
from tasks_db.store import links, looks, models, people, registers, reports
from tasks_db.store.browsers import token_hash
from tasks_db.store.door import Beside
from tasks_db.store.keys import key
from tasks_db.store.lean import columns
from tasks_db.store.reports import Loaded
from tasks_db.store.units import named_unit
from tasks_db.terms import NoticeState, TenureKind
from tasks_db.work import by_link
from tasks_db.work.acts import answering, evidence
from tasks_db.work.context import Context, act
from tasks_db.work.looking import look
from tasks_db.work.own import own_assignment
from tasks_db.work.post import outbox

_TOKEN_BYTES: Final = 16
"""128 bits."""
_CODE_DIGITS: Final = 6
NO_ADDRESS: Final = (
    "还不知道网页对外的地址，做不了链接。请设置 LIANXI_WEB_URL（例如 https://lianxi.example.gov.cn，"
    "见 docs/operations.md），重新启动后再试。"
)


class WrongCode(AnswerRefused):
    """The code for 办结 and 延期 is missing or wrong."""


@dataclass(frozen=True, slots=True)
class Sent:
    """A form that was sent: the answer as it was shown, and ``key``, what the form calls it."""

    assignment_id: int
    due_id: int
    given: Given
    key: str
    code: str = ""


@act(Right.PEOPLE)
def make(ctx: Context, rules: LinkRules, units: Sequence[str] = ()) -> tuple[Made, ...]:
    """Make a link for everybody who is asked for a unit and has no channel, or for whoever is asked for some units.

    A link that somebody had stops working. Raises UnitError for a name that no unit has, and PeopleError where there
    is nobody to make one for, or the page's address is not known.
    """
    if rules.address is None:
        raise PeopleError(NO_ADDRESS)
    waiting = _asks_waiting(ctx)
    made = [_make(ctx, rules, seat, holder, waiting.get(holder.person_id, 0)) for seat, holder in _meant(ctx, units)]
    if not made:
        raise PeopleError("联络员和成员都有自己的渠道，不用链接；空缺的席位请先登记姓名：/handover 单位 姓名。")
    return tuple(made)


def _meant(ctx: Context, units: Sequence[str]) -> list[tuple[Seat, Holder]]:
    seats = registers.seats(ctx.session, columns(models.Seat).role.in_(ASKED_ROLES))
    held = [(seat, h) for seat in seats for h in seat.holders_on(ctx.today) if h.kind is TenureKind.HOLDER]
    if not units:
        return [(seat, holder) for seat, holder in held if not holder.on_channel]
    jurisdiction_id = people.the_meeting(ctx.session).jurisdiction_id
    chosen = []
    for name in units:
        unit = named_unit(ctx.session, jurisdiction_id, name)
        mine = sorted(
            ((seat, h) for seat, h in held if seat.unit_id == unit.id), key=lambda one: ASKED_ROLES.index(one[0].role)
        )
        if not mine:
            raise PeopleError(f"{unit.name}还没有联络员。请先登记姓名：/handover {unit.name} 姓名，再给链接。")
        chosen += [one for one in mine if not one[1].on_channel] or mine[:1]
    return chosen


def _make(ctx: Context, rules: LinkRules, seat: Seat, holder: Holder, asks: int) -> Made:
    tenure = people.tenure_on(ctx.session, seat.id, ctx.today, TenureKind.HOLDER)
    tenure_id = key(tenure.id if tenure is not None else None)
    by_link.end(ctx.session, links.living(ctx.session, [tenure_id]), ctx.now)
    row, url, code, until = _drawn(ctx, rules, tenure_id)
    ctx.session.add(row)
    ctx.session.flush()
    look(ctx.session, ctx.today, looks.of_person(holder.person_id))
    ctx.note("给链接", "seat", seat.id, unit=seat.unit, person=holder.name, until=str(until))
    return Made(seat.unit, seat.role, holder.name, url, code, until, asks)


def _drawn(
    ctx: Context, rules: LinkRules, tenure_id: int, notice_id: int | None = None
) -> tuple[models.Link, str, str, date]:
    """A new link with its address, its code (empty where none is asked for) and its last day."""
    token, code = secrets.token_urlsafe(_TOKEN_BYTES), ""
    if rules.code:
        code = f"{secrets.randbelow(10**_CODE_DIGITS):0{_CODE_DIGITS}}"
    until = ctx.calendar.after(ctx.today, rules.days)
    row = models.Link(
        tenure_id=tenure_id,
        token_hash=token_hash(token),
        code_hash=by_link.code_hash(token, code) if code else None,
        made_at=ctx.now,
        expires_at=local_instant(until + ONE_DAY),
        notice_id=notice_id,
    )
    return row, f"{rules.address}/r/{token}", code, until


@act(Right.DELIVER)
def for_mail(ctx: Context, rules: LinkRules, notice_ids: Collection[int]) -> dict[int, tuple[Mailed, ...]]:
    """Make links for messages that are to leave by mail now: one for each seat of its reader whose unit is asked.

    They live beside what the office gave out, and beside those of earlier mail. Nobody is told the code that 办结 and
    延期 ask for, where they do: who needs it gets a link of the office's with its own. Returns them by message.
    """
    if rules.address is None:
        return {}
    query = select(models.Notice).where(
        col(models.Notice.id).in_(notice_ids), col(models.Notice.person_id).is_not(None)
    )
    notices = ctx.session.exec(query).all()
    links.never_left(ctx.session, [key(notice.id) for notice in notices if not notice.doubtful])
    mine: dict[int, list[links.Asked]] = defaultdict(list)
    for one in links.asked_tenures(ctx.session, {key(notice.person_id) for notice in notices}, ctx.today):
        mine[one.person_id].append(one)
    made = {}
    for notice in notices:
        drawn = [(one, *_drawn(ctx, rules, one.tenure_id, notice.id)) for one in mine[key(notice.person_id)]]
        ctx.session.add_all(row for _, row, *_ in drawn)
        made[key(notice.id)] = tuple(Mailed(one.unit, one.role, url, until) for one, _, url, _, until in drawn)
    ctx.session.flush()
    ctx.note("随邮件发链接", "notice", None, notices=sorted(made))
    return made


@act(Right.PEOPLE)
def recall(ctx: Context, unit: str) -> int:
    """收回 the links of a unit's seats: they stop working, and nobody is asked by them; return how many there were.

    Raises UnitError for a name that no unit has, and PeopleError where it has no link.
    """
    found = named_unit(ctx.session, people.the_meeting(ctx.session).jurisdiction_id, unit)
    ended = by_link.end(ctx.session, links.living(ctx.session, links.tenures_of(ctx.session, key(found.id))), ctx.now)
    if not ended:
        raise PeopleError(f"{found.name}没有在用的链接。谁有链接请看 /links。")
    look(ctx.session, ctx.today, looks.of_unit(key(found.id)))
    ctx.note("收回链接", "unit", found.id, count=ended)
    return ended


@act(Right.PEOPLE)
def pass_on(ctx: Context, unit: str | None = None) -> tuple[str, ...]:
    """已转交: note that today's bundles were passed on to those who have links, of one unit or of all.

    Returns whom they are for. Raises UnitError for a name that no unit has, PeopleError where none waits.
    """
    waiting = links.to_pass_on(ctx.session, ctx.today)
    if unit is not None:
        found = named_unit(ctx.session, people.the_meeting(ctx.session).jurisdiction_id, unit)
        seats = registers.seats(ctx.session, columns(models.Seat).unit_id == found.id)
        mine = {holder.person_id for seat in seats for holder in seat.holders_on(ctx.today)}
        waiting = [notice for notice in waiting if notice.person_id in mine]
    if not waiting:
        raise PeopleError("没有待转交的消息了。谁有链接请看 /links。")
    for notice in waiting:
        outbox.finish(ctx.session, notice, NoticeState.SENT, ctx.now)
    names = people.names(ctx.session, {key(notice.person_id) for notice in waiting})
    told = tuple(names[key(notice.person_id)] for notice in waiting)
    ctx.note("已转交", "notice", waiting[0].id, to=list(told))
    return told


def _asks_waiting(ctx: Context) -> dict[int, int]:
    """How many asks wait to be passed on, by person."""
    return {
        key(notice.person_id): len(outbox.asks_of(ctx.session, key(notice.id)))
        for notice in links.to_pass_on(ctx.session, ctx.today)
    }


# by the link itself


@act(Right.DELIVER, Beside.ANSWERS)
def answer(ctx: Context, token: str, sent: Sent, files: Sequence[KeptFile] = ()) -> Said:
    """Record what a seat says by its link, once for each form, with its files; what was asked was passed on, then.

    Raises LinkOver where the link opens nothing any more, WrongCode where 办结 or 延期 lack their code, AnswerRefused
    where it cannot be taken.
    """
    mine, found = by_link.entered(ctx, token)
    if sent.given.kind in REQUESTS and found.code_hash is not None:
        told = by_link.code_hash(token, sent.code.strip())
        if not hmac.compare_digest(told, found.code_hash):
            raise WrongCode(
                "办结和延期要填办公室另外告诉您的六位验证码，这个不对。请核对后再试，或联系联席会议办公室。"
            )
    loaded = Loaded(mine.session)
    loaded.fetch_shares([sent.assignment_id])
    before = links.by_form(mine.session, sent.assignment_id, sent.key)
    if before is not None:
        return loaded.said(before)
    asks_figure = own_assignment(mine, loaded, sent.assignment_id).task.indicator_id is not None
    given = following.as_figure(0, sent.given) if asks_figure else sent.given
    said = answering.record(mine, sent.assignment_id, sent.due_id, given).said[0][1]
    row = reports.get(mine.session, said.report.id)
    if row.form_key is None and row.link_id == mine.link_id:
        row.form_key = sent.key
        mine.session.add(row)
    if files:
        evidence.attach(mine, sent.assignment_id, files)
    for notice in links.to_pass_on(mine.session, mine.today):
        if notice.person_id == mine.speaker_id:
            outbox.finish(mine.session, notice, NoticeState.SENT, mine.now)
    return said


@act(Right.DELIVER, Beside.ANSWERS)
def take_back(ctx: Context, token: str, report_id: int) -> Said:
    """撤回 what came in by a link of this seat, until it is reviewed; return it as it was.

    Raises LinkOver where the link opens nothing any more, AnswerRefused for anything else.
    """
    mine, _ = by_link.entered(ctx, token)
    return answering.withdraw(mine, report_id)
