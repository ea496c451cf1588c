"""Seats in chat, for an office without a shell: units and people, who is bound, invitations, handovers."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from pydantic import TypeAdapter

from bot.office.entries import button, command
from bot.office.features import filings, members, queries
from bot.office.features import lost as lost_phones
from bot.office.features.orders import ordered, tell_not_kept
from bot.office.turn import Turn
from config.clock import local_date
from messages import actions, desk_orders_text, people_text
from messages.message import Attachment, Message
from messages.people_table import invitation_table, read_people
from tasks_db.language import desk_words, replacing_words, seat_words
from tasks_db.language.questions import Order, OrderKind
from tasks_db.language.replacing_words import ReplacingWords
from tasks_db.language.sitting_words import SittingWordsError
from tasks_db.register import authority
from tasks_db.register.authority import Right
from tasks_db.register.refusals import RosterError, UnitError
from tasks_db.register.roster import TableRow
from tasks_db.terms import SeatRole
from tasks_db.work.acts import doors, roster, seating
from tasks_db.work.acts import units as registry
from tasks_db.work.post import conversation
from tasks_db.work.views import browsers as signed_in
from tasks_db.work.views import orders, units
from tasks_db.work.views import seats as views

_UNSEATS = "unseats"
_ROWS = TypeAdapter(list[TableRow])
_RENAMES, _MERGES = "rename", "merge"
_NOW = frozenset({"今天", "今日", "即日", "现在", "昨天", "昨日", "今", "目前"})
"""What a conversation waits for while a new name was read back and not confirmed."""
_WITH_DAY = 3


@command("seats", "席位：谁还没有绑定", Right.PEOPLE)
def seats(turn: Turn, rest: str) -> None:
    """Show who is bound and who is not."""
    del rest
    turn.say(people_text.seats(turn.ask(views.seats)))


@button(actions.INVITE_ALL, Right.PEOPLE)
def invite_all(turn: Turn) -> None:
    """Make a code for everybody who is not bound, as a table to hand out."""
    invited = turn.do(seating.invite_unbound)
    table = invitation_table(invited, turn.channel.invitation_link)
    turn.say(
        Message(
            f"{len(invited)}个席位的邀请码，{seating.INVITATION_DAYS}天内有效，每个只能用一次；以前没用的已作废。",
            attachment=Attachment(f"邀请码{local_date(turn.now)}.xlsx", table),
        )
    )


def load_table(turn: Turn, path: Path) -> None:
    """Take over a dropped table of units, aliases, groups, seats and people, as a whole or not at all."""
    rows = read_people(path)
    taken = turn.do(roster.load_table, rows, mails=turn.links.mails)
    turn.say(f"{people_text.table_taken(taken)}谁还没有绑定，请看 /seats。")
    if authority.may(turn.member, Right.PLAN):
        members.all_shown(turn)
    if taken.held:
        left = [row for row in rows if row.line in {one.line for one in taken.held}]
        turn.do(conversation.wait_for, _UNSEATS, {"rows": _ROWS.dump_python(left, mode="json")})
        turn.say(people_text.before_unseating(taken.held))


@button(actions.TABLE_REPLACES, Right.PEOPLE)
def table_replaces(turn: Turn) -> None:
    """Replace the holders whom the table that was sent last names others for."""
    row = turn.ask(conversation.waiting)
    if row is None or row.kind != _UNSEATS:
        raise RosterError("这个按钮已经失效。请把单位人员表重新发一次。")
    rows = _ROWS.validate_python(row.args["rows"])
    taken = turn.do(roster.load_table, rows, mails=turn.links.mails, replaces=True)
    turn.do(conversation.let_go)
    turn.edit(f"{people_text.table_taken(taken)}接任人还没有绑定的，请发邀请码：/seats")


@command("invite", "邀请联络员：/invite 县教委", Right.PEOPLE)
def invite(turn: Turn, rest: str) -> None:
    """Make a code for the liaison of a unit."""
    invited = turn.do(seating.invite, seat_words.unit(rest))
    turn.say(people_text.invited(invited, turn.channel.invitation_link(invited.code)))


@command("handover", "联络员换人：/handover 县教委 李明，可加职务和日期", Right.PEOPLE)
def handover(turn: Turn, rest: str) -> None:
    """Let a successor take a liaison's seat today, with the post that is typed; read a change of another day back."""
    said = seat_words.successor(rest)
    since = replacing_words.since_of(said.since, local_date(turn.now)) if said.since else None
    if since is not None and since != local_date(turn.now):
        coming = ReplacingWords(said.unit, SeatRole.LIAISON, said.name, since, "", said.post)
        filings.read_back(turn, coming, said.unit, SeatRole.LIAISON)
        return
    person = f"{said.name}（{said.post}）" if said.post else said.name
    turn.say(people_text.handed_over(turn.do(seating.hand_over, said.unit, person)))


def _phones(turn: Turn, text: str) -> bool:
    """Say what is to be done about a lost phone; return whether it was that."""
    lost = seat_words.signed_out(text)
    if lost is None:
        return False
    if authority.may(turn.member, Right.PEOPLE):
        lost_phones.asked(turn, lost.who)
    elif lost.who:  # 群众手机被偷 is a unit's work
        return False
    else:
        turn.say(people_text.LOST_OWN)
    return True


@command("mail", "登记邮箱：/mail 县教委 liming@example.gov.cn；取消：/mail 县教委 取消", Right.PEOPLE)
def mail(turn: Turn, rest: str) -> None:
    """Write down where the liaison of a unit gets mail, or that they get none any more."""
    said = seat_words.unit_and_mail(rest)
    turn.say(people_text.mail_set(turn.do(seating.set_mail, turn.links, said.unit, said.address)))


@command("browsers", "登录着网页的浏览器：/browsers；让一个人退出：/browsers 李明", Right.PEOPLE)
def browsers(turn: Turn, rest: str) -> None:
    """Show who is signed in on the page, or sign a person out everywhere."""
    name = rest.strip()
    if name:
        turn.say(people_text.signed_out(name, turn.do(doors.end_browsers_of, name)))
    else:
        turn.say(people_text.browsers(turn.ask(signed_in.browsers, datetime.now(UTC))))


@command("test", "发测试消息：/test 县教委", Right.PEOPLE)
def send_test(turn: Turn, rest: str) -> None:
    """Send a test message to a unit's liaison."""
    turn.say(people_text.test_sent(turn.do(seating.send_test, seat_words.unit(rest))))


@button(actions.TEST_SEEN, Right.ASK)
def test_seen(turn: Turn, seat: str) -> None:
    """Let the office know that a test message has arrived."""
    turn.do(seating.test_seen, int(seat))
    turn.edit(people_text.TEST_SEEN)


@command("rename", "单位改名：/rename 县畜牧局 县畜牧中心", Right.PEOPLE)
def rename(turn: Turn, rest: str) -> None:
    """Read back that a unit gets another name; a day to come, behind the names, cannot be kept."""
    words, since = rest.split(), ""
    if len(words) == _WITH_DAY:
        since = words.pop()
    read_back_renaming(turn, _two(" ".join(words), "/rename 原名 新名"), since, "", "")


def past_day(turn: Turn, since: str, later: Callable[[date], str]) -> date | None:
    """Return the past day from which a unit has another name or is part of another, as said; None for today.

    The register takes both on the day on which they are confirmed. Raises UnitError with ``later`` for a day to come,
    and for words that are no day, so that no day that was said is dropped.
    """
    said, today = since.lstrip("从自").rstrip("起开始"), local_date(turn.now)
    if not said or said in _NOW:
        return None
    try:
        day = replacing_words.since_of(said, today)
    except SittingWordsError as fault:
        raise UnitError(str(fault)) from fault
    if day > today:
        raise UnitError(later(day))
    return day if day < today else None


def read_back_renaming(turn: Turn, names: tuple[str, str], since: str, ground: str, left: str) -> None:
    """Read another name back with its day and ground, and with what was said beside it and is not done (``left``)."""
    before, after = names
    day = past_day(turn, since, lambda day: people_text.renamed_later(before, after, day))
    ground = people_text.since_and_ground(day, ground)
    turn.do(conversation.wait_for, _RENAMES, {"before": before, "after": after, "ground": ground})
    asked = people_text.before_renaming(turn.ask(units.before_renaming, before, after), day)
    turn.say(desk_orders_text.on_ground(asked, ground, left))


@button(actions.RENAME, Right.PEOPLE)
def rename_now(turn: Turn) -> None:
    """Give a unit the name that was read back."""
    row = turn.ask(conversation.waiting)
    if row is None or row.kind != _RENAMES:
        raise UnitError("刚才读回的改名已经放下了。请再发一次：/rename 原名 新名")
    before, after = str(row.args["before"]), str(row.args["after"])
    ground = str(row.args.get("ground", ""))
    turn.edit(people_text.renamed(turn.do(registry.rename, before, after, ground), after, ground))
    turn.do(conversation.let_go)


@command("merge", "合并单位：/merge 重复的单位 留下的单位", Right.PEOPLE)
def merge(turn: Turn, rest: str) -> None:
    """Read a merger of two units back."""
    read_back_merging(turn, _two(rest, "/merge 重复的单位 留下的单位"), "", "", "")


def read_back_merging(turn: Turn, names: tuple[str, str], since: str, ground: str, left: str) -> None:
    """Read a merger back with its day and ground, and with what was said beside it and is not done (``left``)."""
    day = past_day(turn, since, lambda day: people_text.merged_later(*names, day))
    ground = people_text.since_and_ground(day, ground)
    value = turn.ask(units.before_merging, *names)
    turn.do(conversation.wait_for, _MERGES, {"gone": value.gone_id, "kept": value.kept_id, "ground": ground})
    turn.say(desk_orders_text.on_ground(people_text.before_merging(value), ground, left))


@button(actions.MERGE, Right.PEOPLE)
def merge_now(turn: Turn, gone: str, kept: str) -> None:
    """Merge two units that were read back."""
    names = [turn.ask(units.name_of, int(number)) for number in (gone, kept)]
    row = turn.ask(conversation.waiting)
    waited = (
        row is not None and row.kind == _MERGES and [row.args["gone"], row.args["kept"]] == [int(gone), int(kept)]
    )
    ground = str(row.args["ground"]) if row is not None and waited else ""
    turn.edit(people_text.merged(turn.do(registry.merge, names[0], names[1], ground), ground))
    if waited:
        turn.do(conversation.let_go)


@command("end_unit", "撤并单位：/end_unit 县畜牧局", Right.PEOPLE)
def end_unit(turn: Turn, rest: str) -> None:
    """Read back that there is no such unit any more."""
    turn.say(people_text.before_ending(turn.ask(units.before_ending, seat_words.unit(rest))))


@button(actions.END_UNIT, Right.PEOPLE)
def end_unit_now(turn: Turn, unit: str) -> None:
    """End a unit that was read back."""
    turn.edit(people_text.ended(turn.do(registry.end, turn.ask(units.name_of, int(unit)))))


def _two(rest: str, form: str) -> tuple[str, str]:
    names = rest.split()
    if len(names) != 2:  # noqa: PLR2004 - the two names
        raise UnitError(f"请写两个名称：{form}")
    return names[0], names[1]


def _with_post(turn: Turn, words: str, coming: str) -> bool:
    """Read a handover back with the post of whoever comes; return whether the words before it order one."""
    found = queries.heard(turn, words)
    if found is None or found.order is None or found.order.kind is not OrderKind.HAND_OVER:
        return False
    ordered(turn, replace(found.order, coming=coming), words)
    return True


def _liaison_from(turn: Turn, said: ReplacingWords) -> bool:
    """Read back who is liaison from which day: at once by the handover, from another day by what is filed (备案)."""
    if not said.unit and filings.of_office(turn, said):
        return True
    if not said.unit:
        said = replace(said, unit=turn.ask(views.unit_of_liaison, said.before))
    if said.since is not None and said.since != local_date(turn.now):
        filings.read_back(turn, said, said.unit, SeatRole.LIAISON)
        tell_not_kept(turn, said.unit)
        return True
    coming = f"{said.name}（{said.post}）" if said.post else said.name
    unit_ids = tuple(turn.ask(orders.unit_ids, [said.unit]))
    ordered(turn, Order(OrderKind.HAND_OVER, unit_ids=unit_ids, leaving=said.before or None, coming=coming), "")
    return True


def _wants_fewer(turn: Turn, text: str) -> bool:
    """Say how often one is reminded, and how to be reminded less, where somebody asks for that."""
    if not desk_words.asks_for_fewer(text):
        return False
    turn.say(people_text.FEWER if authority.may(turn.member, Right.PLAN) else people_text.FEWER_FOR_UNITS)
    return True


def in_words(turn: Turn, text: str) -> bool:
    """Do what is said of seats: a lost phone, a post; return whether it was that."""
    if _phones(turn, text) or _wants_fewer(turn, text):
        return True
    if authority.may(turn.member, Right.PEOPLE) and desk_words.asks_for_contacts(text):
        turn.say(people_text.contacts(turn.ask(views.seats)))
        return True
    if not authority.may(turn.member, Right.PEOPLE):
        return False
    unit = seat_words.asks_who_changed(text)
    if unit is not None and (not unit or turn.ask(units.is_name, unit)):
        filings.show(turn, unit)
        return True
    return _follows(turn, text) or _has_new_post(turn, text) or _joins_office(turn, text)


def _joins_office(turn: Turn, text: str) -> bool:
    """Say how somebody who has come to the office gets a seat; return whether words tell of one."""
    new = seat_words.newcomer(text)
    if new is not None:
        units = {line.unit for line in turn.ask(views.seats).lines if line.role in authority.OFFICE}
        turn.say(people_text.joins_office("、".join(sorted(units)), *new))
    return new is not None


def _follows(turn: Turn, text: str) -> bool:
    """Read back who follows as liaison, from which day or with which post; return whether words say so."""
    if (named := replacing_words.liaison(text, local_date(turn.now))) is not None:
        return _liaison_from(turn, named)
    new = seat_words.successor_with_post(text)
    return new is not None and _with_post(turn, new.order, f"{new.name}（{new.post}）")


def _has_new_post(turn: Turn, text: str) -> bool:
    said = seat_words.new_post(text)
    if said is None:
        return False
    unit = said.unit or turn.ask(views.unit_of_liaison, said.name)
    named = f"{said.name}（{said.post}）"
    turn.say(people_text.handed_over(turn.do(seating.hand_over, unit, named, stays=True)))
    return True
