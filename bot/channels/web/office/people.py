"""Units and people: who sits where and is bound, invitations to hand out, units renamed, merged and ended."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Final
from urllib.parse import quote

from markupsafe import Markup
from starlette.responses import Response

from bot.channels.web.links import page_link
from bot.channels.web.office.frame import HOME, Endpoint, Visit
from bot.channels.web.values import PageError
from config.clock import local_date
from messages import body_text, filing_text, links_text, lost_text, people_text, qr, unit_month_sheet, unit_month_text
from messages.message import Attachment
from tasks_db.language import deputy_words, month_words
from tasks_db.language.lists import listed
from tasks_db.language.replacing_words import person, since_of
from tasks_db.register.authority import CONVENORS
from tasks_db.register.meetings.filing import require_basis
from tasks_db.register.people import SeatLine
from tasks_db.register.refusals import UnitError
from tasks_db.register.roster import TableRow
from tasks_db.register.seating import Invited
from tasks_db.register.unit_month import UnitMonth
from tasks_db.terms import SeatRole
from tasks_db.work.acts import deputies, filing, lost, members, roster, seating
from tasks_db.work.acts import units as acts
from tasks_db.work.views import links as link_views
from tasks_db.work.views import lost as lost_views
from tasks_db.work.views import seats as seat_views
from tasks_db.work.views import sittings as sitting_views
from tasks_db.work.views import unit_months as month_views
from tasks_db.work.views import units as views

PATH: Final = f"{HOME}/people"


def _at(unit_id: int) -> str:
    return f"u{unit_id}"


def _role(visit: Visit) -> SeatRole:
    try:
        return SeatRole.of(visit.text("role"))
    except ValueError as unknown:
        raise PageError(400, "没有这种席位，请刷新页面。") from unknown


async def _people(visit: Visit) -> Response:
    seats = await visit.ask(seat_views.seats)
    held: dict[str, list[SeatLine]] = {}
    for line in seats.lines:
        held.setdefault(line.unit, []).append(line)
    return visit.show(
        "people.html",
        PATH,
        as_of=seats.as_of,
        units=await visit.ask(views.listed),
        held=held,
        seats=seats,
        state=people_text.state,
        links=await visit.ask(link_views.overview),
        link_state=links_text.state,
        can_link=visit.site.desk.links.address is not None,
        mails=visit.site.desk.links.mails,
        liaison=SeatRole.LIAISON,
        asks_basis=await visit.ask(sitting_views.asks_basis),
        convenors=CONVENORS,
    )


async def _unit(visit: Visit) -> str:
    """The unit that a form is about, by its name of today."""
    return await visit.ask(views.name_of, visit.number("unit"))


def _back(visit: Visit, sentence: str) -> Response:
    return visit.back(PATH, sentence, _at(visit.number("unit")))


async def _rename(visit: Visit) -> Response:
    """Give a unit another name, read back first: its people are told."""
    new = visit.text("name")
    if not visit.confirmed:
        question = people_text.before_renaming(await visit.ask(views.before_renaming, await _unit(visit), new)).text
        return visit.ask_first(question, "确认改名", PATH)
    return _back(visit, people_text.renamed(await visit.do(acts.rename, await _unit(visit), new), new))


async def _alias(visit: Visit) -> Response:
    """Give a unit another name that plans print for it, or a group to which it belongs."""
    aliases, groups = listed(visit.text("alias")), listed(visit.text("group"))
    if not aliases and not groups:
        raise PageError(400, "还没有写别名或集合单位。")
    row = TableRow(1, await _unit(visit), aliases, groups, "", "", "")
    taken = await visit.do(roster.load_table, [row])
    if taken.clashes:
        raise UnitError(people_text.table_taken(taken))
    return _back(visit, f"已给{row.unit}加上：{'、'.join((*aliases, *groups))}。")


async def _merge(visit: Visit) -> Response:
    """Merge a unit into another, read back first: it cannot be taken back (R17)."""
    name, into = await _unit(visit), visit.text("into")
    if not visit.confirmed:
        question = people_text.before_merging(await visit.ask(views.before_merging, name, into)).text
        return visit.ask_first(question, "确认合并", PATH)
    done = await visit.do(acts.merge, name, into)
    return visit.back(PATH, people_text.merged(done), _at(done.kept_id))


async def _member(visit: Visit) -> Response:
    """Write a unit into the list of members of the joint meeting, or take it off."""
    name = [await _unit(visit)]
    add, drop = (name, []) if visit.text("listed") == "1" else ([], name)
    return _back(visit, body_text.changed(await visit.do(members.change, add, drop)))


async def _end(visit: Visit) -> Response:
    """End a unit, read back first with what ends with it (R17)."""
    name = await _unit(visit)
    if not visit.confirmed:
        question = people_text.before_ending(await visit.ask(views.before_ending, name)).text
        return visit.ask_first(question, "确认撤并", PATH)
    return visit.back(PATH, people_text.ended(await visit.do(acts.end, name)))


async def _invite(visit: Visit) -> Response:
    """Make a code for one seat. It is shown once, on a page that no history leads back to."""
    invited = await visit.do(seating.invite, await _unit(visit), _role(visit))
    return _codes(visit, (invited,))


async def _invite_all(visit: Visit) -> Response:
    """Make a code for everybody who is not bound; it is asked first, since the codes given out before end (R17)."""
    if not visit.confirmed:
        unbound = (await visit.ask(seat_views.seats)).unbound
        question = f"给还没有绑定的{len(unbound)}个席位各生成一个邀请码？以前发出、还没用的邀请码全部作废。"
        return visit.ask_first(question, "确认生成", PATH)
    return _codes(visit, await visit.do(seating.invite_unbound))


def _codes(visit: Visit, invited: tuple[Invited, ...]) -> Response:
    return visit.show(
        "codes.html",
        "",
        invited=invited,
        link=lambda code: page_link(visit.address, code),
        drawn=lambda code: Markup(qr.svg(page_link(visit.address, code) or "")),  # noqa: S704 - drawn by ourselves
        days=seating.INVITATION_DAYS,
        address=visit.address or str(visit.request.base_url).rstrip("/"),
        sample=visit.site.door.clock is not None,
        home=PATH,
    )


async def _let_out(visit: Visit) -> Response:
    """Let whoever holds a seat out of the old phone, asked first (R17), and show the code for the new one."""
    person, wall = visit.number("person"), datetime.now(UTC)
    if not visit.confirmed:
        question = lost_text.does(await visit.ask(lost_views.one, person, wall))
        return visit.ask_first(question, "停用旧手机，给新邀请码", PATH)
    done = await visit.do(lost.let_out, person, wall)
    return _codes(visit, (Invited(done.lost.unit, _role(visit), done.lost.person, done.code),))


async def _hand_over(visit: Visit) -> Response:
    """Let somebody else sit in a seat, read back first with what goes along (R17); name and post stand apart."""
    unit, role = await _unit(visit), _role(visit)
    name, post = person(visit.text("name"))
    post = visit.text("post") or post
    since = since_of(visit.text("since"), local_date(await visit.site.desk.now())) if visit.text("since") else None
    reason, basis = visit.text("reason"), visit.text("basis")
    if not visit.confirmed:
        value = await visit.ask(sitting_views.before_replacing, unit, role, name, since)
        require_basis(value.mode, basis)
        question = filing_text.before(value, basis=basis, post=post, reason=reason).text
        return visit.ask_first(question, "确认换人", PATH)
    if role is SeatRole.LIAISON and since is None and not reason:
        done = await visit.do(seating.hand_over, unit, f"{name}（{post}）" if post else name)
        return _back(visit, people_text.handed_over(done))
    filed = await visit.do(
        filing.replace_holder, unit, role, name, since=since, reason=reason, basis=basis, post=post
    )
    return _back(visit, filing_text.filed(filed))


async def _deputise(visit: Visit) -> Response:
    """Let somebody stand in for a seat's holder, read back first with whose reminders go to whom (R17)."""
    now = await visit.site.desk.now()
    said = deputy_words.deputy(f"单位 {''.join(visit.text('name').split())} {visit.text('days')}", local_date(now))
    seat = visit.number("seat")
    if not visit.confirmed:
        value = await visit.ask(seat_views.before_deputising, seat, said.person, said.since, said.until)
        return visit.ask_first(people_text.before_deputising(value).text, "确认代理", PATH)
    done = await visit.do(deputies.deputise, "", said.person, said.since, said.until, seat)
    return _back(visit, people_text.deputised(done).text)


async def _end_deputy(visit: Visit) -> Response:
    return _back(visit, people_text.deputy_ended(await visit.do(deputies.end, "", visit.number("seat"))))


async def _mail(visit: Visit) -> Response:
    """Write down where a seat's holder gets mail; an empty field says nowhere."""
    unit, address = await _unit(visit), visit.text("mail")
    done = await visit.do(seating.set_mail, visit.site.desk.links, unit, address or None, _role(visit))
    return _back(visit, people_text.mail_set(done))


async def _test(visit: Visit) -> Response:
    names = await visit.do(seating.send_test, await _unit(visit), _role(visit))
    return _back(visit, people_text.test_sent(names))


async def _month(visit: Visit) -> Response:
    """Show a unit's month on a page that can be printed; ``?month=`` is 2025-11 or 11月."""
    found = await _month_asked(visit)
    return visit.show(
        "unit-month.html",
        PATH,
        called=unit_month_text.title(found),
        counts=unit_month_text.counts(found),
        sections=unit_month_text.sections(found),
        month=f"{found.since:%Y-%m}",
        path=f"{PATH}/{found.unit_id}/month",
        unit_id=found.unit_id,
        as_of=found.as_of,
    )


async def _month_file(visit: Visit) -> Response:
    """Give a unit's month as a Word file."""
    return _file(unit_month_text.file(await _month_asked(visit)))


async def _month_sheet(visit: Visit) -> Response:
    """Give a unit's month as a spreadsheet."""
    return _file(unit_month_sheet.file(await _month_asked(visit)))


def _file(file: Attachment) -> Response:
    headers = {"content-disposition": f"attachment; filename*=utf-8''{quote(file.name)}"}
    return Response(file.content, media_type="application/octet-stream", headers=headers)


async def _month_asked(visit: Visit) -> UnitMonth:
    today = local_date(await visit.site.desk.now())
    typed = visit.request.query_params.get("month", "").strip()
    since = month_words.month_of(typed, today) if typed else today
    if since is None:
        raise PageError(400, "没有看懂是哪个月。请写 2025-11 或“11月”。")
    return await visit.ask(month_views.unit_month_of, visit.number("unit"), since)


_ONE: Final = "/people/{unit}"
READS: Final[Mapping[str, Endpoint]] = {
    "/people": _people,
    f"{_ONE}/month": _month,
    f"{_ONE}/month/file": _month_file,
    f"{_ONE}/month/sheet": _month_sheet,
}
DOES: Final[Mapping[str, Endpoint]] = {
    "/people/invite": _invite_all,
    f"{_ONE}/rename": _rename,
    f"{_ONE}/alias": _alias,
    f"{_ONE}/member": _member,
    f"{_ONE}/merge": _merge,
    f"{_ONE}/end": _end,
    f"{_ONE}/invite": _invite,
    f"{_ONE}/let-out": _let_out,
    f"{_ONE}/hand-over": _hand_over,
    f"{_ONE}/deputise": _deputise,
    f"{_ONE}/end-deputy": _end_deputy,
    f"{_ONE}/mail": _mail,
    f"{_ONE}/test": _test,
}
