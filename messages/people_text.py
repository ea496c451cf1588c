"""Seats, invitations, handovers and deputies in words."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from messages import actions, dates
from messages.message import Attachment, Button, Message, in_rows
from messages.workbook import write_table
from tasks_db.register.authority import OFFICE
from tasks_db.register.page import BrowserLine
from tasks_db.register.people import Coming, SeatLine, Standing
from tasks_db.register.seating import (
    Deputised,
    Deputising,
    DeputyEnded,
    HandedOver,
    Invited,
    MailSet,
    SeatList,
    TableTaken,
    Unseating,
)
from tasks_db.register.units import Ended, Merged, Renaming
from tasks_db.terms import SeatRole

_SHOWN, _CONTACTS = 12, 40
TEST_SEEN = "收到，已告诉办公室。"


def seats(value: SeatList) -> Message:
    """Who is bound and who is not, with a button that invites everybody who is not."""
    unbound = value.unbound
    text = [
        f"席位{len(value.lines)}个，已绑定{len(value.lines) - len(unbound)}个（{dates.as_of(value.as_of)}）",
        f"联络员席位{len(value.liaisons)}个，空缺{len(value.vacant_liaisons)}个",
        *(f"· {line.unit}{line.role.zh}：{line.person or '空缺'}，未绑定" for line in unbound[:_SHOWN]),
    ]
    if len(unbound) > _SHOWN:
        text.append(f"……另有{len(unbound) - _SHOWN}个未绑定")
    standing = [line for line in value.lines if line.deputies]
    text += [f"· {_standing(line)}" for line in standing[:_SHOWN]]
    text += [
        f"· {line.unit}{line.role.zh}：{line.person or '空缺'}，{_comes(line.coming)}"
        for line in [line for line in value.lines if line.coming is not None][:_SHOWN]
        if line.coming is not None
    ]
    text.append(
        "邀请一个：/invite 单位；全部：点下面的按钮。换人：/handover 单位 姓名，可以加职务和日期；换过的发 /filings"
    )
    if standing:
        text.append("看谁在代谁、取消代理，请说“谁在替谁”。")
    row = (Button("生成全部邀请码（表格）", actions.INVITE_ALL),)
    return Message("\n".join(text), (row,) if unbound else ())


def _comes(one: Coming) -> str:
    return f"{dates.day(one.since)}起由{one.person}接任"


def _stands_in(one: Standing) -> str:
    unbound = "" if one.bound else "，未绑定，绑定以前仍发给原来的人"
    return f"{one.person}代理（{dates.day(one.since)}至{dates.day(one.until)}{unbound}）"


def contacts(value: SeatList) -> Message:
    """Return who sits for each unit, all in one answer and as a table beside it."""
    lines = [f"各单位席位{len(value.lines)}个（{dates.as_of(value.as_of)}），全部见表格："]
    lines += [
        f"· {line.unit}{line.role.zh}：{line.person or '空缺'}{line.post and f'（{line.post}）'}，{state(line)}"
        for line in value.liaisons[:_CONTACTS]
    ]
    if len(value.liaisons) > _CONTACTS:
        lines.append(f"……另有{len(value.liaisons) - _CONTACTS}个联络员席位，见表格")
    rows = [
        (one.unit, one.role.zh, one.person or "空缺", one.post, state(one), one.mail or "") for one in value.lines
    ]
    table = write_table(("单位", "席位", "姓名", "职务", "状态", "邮箱"), rows)
    return Message("\n".join(lines), attachment=Attachment(f"联系人名单{dates.today(value.as_of)}.xlsx", table))


FEWER = (
    "现在的节奏：每人每个工作日最多一条，几项合在一起；报过的三个工作日内不再催，节假日不发。"
    "想让一家或一项晚点再催，请写“缓催县教育局到12月8日”；各方案提前几天催，打开方案点“改提醒和升级”改。"
)
FEWER_FOR_UNITS = (
    "每个工作日最多给您一条，几项合在一起；报一句（有变化没变化都行）三个工作日内就不再催。"
    "眼下没有进展的，点那一项下面的“晚点再报”（1、3或7个工作日）；觉得还是太多，请发“/opinion 提醒太多”告诉办公室。"
)


def state(line: SeatLine) -> str:
    """已绑定, 未绑定 or 联系不上, and who stands in."""
    standing = "".join(f"，{_stands_in(one)}" for one in line.deputies)
    if line.coming is not None:
        standing += f"，{_comes(line.coming)}"
    if not line.bound:
        return f"未绑定{standing}"
    mail = f"，邮箱 {line.mail}" if line.mail else ""
    return ("已绑定" if line.reachable else "联系不上") + mail + standing


def invited(value: Invited, link: str | None) -> str:
    """The code for a seat, and the ways to use it; ``link`` is the address that opens the chat and binds at once."""
    way = f"点开就能用：{link}\n或由本人" if link is not None else "由本人"
    return (
        f"{value.unit}{value.role.zh}{value.person or ''}的邀请码：{value.code}\n"
        f"{way}打开网页填写邀请码；用 Telegram 的发送：/start {value.code}\n只能用一次。"
    )


def joins_office(unit: str, name: str, post: str) -> str:
    """Say how somebody gets a seat of the office beside those who have one, or in the place of one."""
    return (
        f"还没有登记。{name}是新增的：发一张表（Excel 或 CSV），第一行“单位,席位,姓名,职务”，"
        f"第二行“{unit},{SeatRole.OFFICE_STAFF.zh},{name},{post or '职务'}”；载入后在 /seats 生成邀请码。\n"
        f"{name}是接替别人的：说“某某调离，由{post}{name}接替”。"
    )


def handed_over(value: HandedOver) -> str:
    """Who is the liaison now, and what is left to do."""
    post = f"（{value.post}）" if value.post else ""
    if value.before == value.after:
        return f"{value.unit}联络员{value.after}：职务{value.post or '没有写'}。"
    head = f"{value.unit}联络员已改为{value.after}{post}"
    if value.code is None:
        return f"{head}，即日起提醒发给{value.after}。"
    return f"{head}，尚未绑定。请转告本人用邀请码{value.code}登录网页，或发送：/start {value.code}"


def _standing(line: SeatLine) -> str:
    """县水利局联络员：财联代理（……），代水联."""
    return f"{line.unit}{line.role.zh}：{'、'.join(map(_stands_in, line.deputies))}，代{line.person or '空缺'}"


def standing_in(lines: Sequence[SeatLine]) -> Message:
    """Return who stands in for whom and until when, each with a button that ends it."""
    if not lines:
        return Message("现在没有人在代理，也没有登记好的。要设请说“某某出差，12月1日至12月10日由某某代理”。")
    text = [f"{n}. {_standing(line)}" for n, line in enumerate(lines[:_SHOWN], 1)]
    more = [f"……另有{len(lines) - _SHOWN}个"] if len(lines) > _SHOWN else []
    buttons = [
        Button(f"结束代理 {n}", actions.END_DEPUTY, (line.seat_id,)) for n, line in enumerate(lines[:_SHOWN], 1)
    ]
    return Message("\n".join([f"代理{len(lines)}个：", *text, *more]), in_rows(buttons, 3))


def which_seat(person: str, lines: Sequence[SeatLine]) -> Message:
    """Ask in which of several seats somebody is to be stood in for."""
    buttons = [Button(f"{line.unit}{line.role.zh}", actions.DEPUTY_SEAT, (line.seat_id,)) for line in lines[:_SHOWN]]
    who = next((line.person for line in lines if line.person), None)
    several = f"{who}有{len(lines)}个席位" if all(line.person == who for line in lines) else "可能是几个席位"
    return Message(f"{several}。由{person}代理哪一个？", in_rows(buttons, 2))


def deputised(value: Deputised) -> Message:
    """Who stands in and for how long, what is left to do, and the way back."""
    one = value.standing
    text = f"{_spell(one)}，{_what_moves(one)}改发给{one.person}{_post(one)}。"
    if value.code is not None:
        text += (
            f"\n尚未绑定，请转告本人用邀请码{value.code}登录网页，或发送：/start {value.code}"
            "（未绑定期间仍发给原来的人）"
        )
    return Message(f"{text}", ((Button("取消代理", actions.END_DEPUTY, (one.seat_id or 0,)),),))


def _spell(value: Deputising) -> str:
    return f"{dates.day(value.since)}至{dates.day(value.until)}"


def _post(value: Deputising) -> str:
    return f"（{value.post}）" if value.post else ""


def _what_moves(value: Deputising) -> str:
    """What goes to the deputy meanwhile: a liaison's reminders, or all that is told to a seat of the office."""
    told = "提醒" if value.role not in OFFICE else "消息和提醒"
    return f"{value.unit}{value.role.zh}{value.holder or '（空缺）'}的{told}"


def before_deputising(value: Deputising) -> Message:
    """Read a deputy back: what goes to whom, from when until when, what they may do, and who is told (R17)."""
    told = "、".join([*([value.holder] if value.holder else []), *([value.person] if value.bound else [])])
    unbound = (
        ""
        if value.bound
        else f"{value.person}还没有绑定：确认后给一个邀请码，请转告本人；绑定以前仍发给{value.holder or '原来的人'}。"
    )
    may = {
        SeatRole.OFFICE_HEAD: f"期间{value.person}可以办办公室主任的事，包括签发公文。",
        SeatRole.OFFICE_STAFF: f"期间{value.person}可以办办公室的事。",
    }.get(value.role, "")
    hears = f"告知{told}。" if told else ""
    return Message(
        f"{_spell(value)}，{_what_moves(value)}改发给{value.person}{_post(value)}，到期自动恢复；{may}{hears}{unbound}",
        ((Button("确认代理", actions.DEPUTY_GO), Button("不用了", actions.NO_ORDER)),),
    )


def deputy_until(whom: str, person: str) -> str:
    """Ask from when until when somebody is to stand in."""
    return f"由{person}代理{whom}，从哪天到哪天？请直接回复，例如“12月1日至12月10日”“两周”。"


def deputy_ended(value: DeputyEnded) -> str:
    """Return the receipt of a deputy who is none any more, with who has heard of it and who has to be phoned."""
    untold = [one for one in (*value.persons, value.holder) if one and one not in value.told]
    heard = f"已告知{'、'.join(value.told)}。" if value.told else ""
    heard += f"{'、'.join(untold)}还没有绑定，请电话告知。" if untold else ""
    back = f"提醒从现在起发给{value.holder}" if value.holder else f"{value.role.zh}空缺，请登记"
    return f"{'、'.join(value.persons)}不再代理{value.unit}{value.role.zh}，{back}。{heard}"


LOST_OWN = (
    "请马上告诉联席会议办公室：让您在丢失的手机上退出登录，再给您新的邀请码。"
    "您自己已登录别的浏览器时，也可以在网页右上角“登录的浏览器”里退出那一台。"
)


def mail_set(value: MailSet) -> str:
    """Return the receipt of an e-mail address, and what it is used for."""
    who = f"{value.unit}{value.role.zh}{value.person}"
    if value.address is None:
        left = (
            ""
            if value.channels
            else f"现在没有渠道，请给邀请码（/invite {value.unit}）或链接（/links {value.unit}）。"
        )
        return f"已取消{who}的邮箱，以前邮件里的链接都作废了。{left}"
    if value.channels:
        return f"已登记{who}的邮箱 {value.address}。催报照旧发到原来的渠道，那里一直发不到时才发邮件。"
    return f"已登记{who}的邮箱 {value.address}，催报发到那里，邮件里有反馈的链接。试一试：/test {value.unit}"


def browsers(value: Sequence[BrowserLine]) -> str:
    """In which browsers people are signed in, and how to sign somebody out."""
    if not value:
        return "现在没有人登录着网页。手机丢了，请说“某某的手机丢了”，看要办什么。"
    lines = [f"· {one.person}：{one.name}，最近使用 {dates.moment(one.seen_at)}" for one in value[:_SHOWN]]
    more = [f"……另有{len(value) - _SHOWN}个"] if len(value) > _SHOWN else []
    return "\n".join([f"登录着网页的浏览器{len(value)}个：", *lines, *more, "让一个人全部退出：/browsers 姓名"])


def signed_out(name: str, count: int) -> str:
    """That somebody was signed out, and what they need to come back."""
    return f"{name}已在{count}个浏览器退出登录。要再登录，请给新的邀请码：/invite 单位"


def table_taken(value: TableTaken) -> str:
    """How much a table of units and people held, and which names were left since they are another unit's."""
    head = f"已载入{value.units}个单位、{value.seats}个席位。"
    head += f"换人{value.replaced}个。" if value.replaced else ""
    head += f"改职务{value.posts}个。" if value.posts else ""
    if value.clashes:
        head = "\n".join([f"{head}有{len(value.clashes)}处名称冲突没有采用：", *value.clashes[:_SHOWN], ""])
    return head


def left_seated(held: Sequence[Unseating]) -> str:
    """Which seats a table names somebody else for than holds them now: they were left."""
    lines = [f"· 第{one.line}行 {one.unit}{one.role.zh}：{one.before} → {one.after}" for one in held[:_SHOWN]]
    more = [f"……另有{len(held) - _SHOWN}个"] if len(held) > _SHOWN else []
    return "\n".join([f"有{len(held)}个席位现在由别人担任，没有换人：", *lines, *more])


def before_unseating(held: Sequence[Unseating]) -> Message:
    """Ask whether the holders that a table names others for are to be replaced (R17)."""
    return Message(
        f"{left_seated(held)}\n要换吗？换了，原来的人不再担任，没办完的转给接任人，并登记备案。"
        "一个单位只有一名联络员；临时代办请说“某某请假，由某某代到几日”。",
        ((Button(f"这{len(held)}个换人", actions.TABLE_REPLACES), Button("都不换", actions.NO_ORDER)),),
    )


def test_sent(names: tuple[str, ...]) -> str:
    """Return the receipt of a test message."""
    return f"测试消息已发给{'、'.join(names)}（在发送时段内送出），对方点“收到”后会告诉您；用邮件的请问一声。"


def before_renaming(value: Renaming, since: date | None = None) -> Message:
    """Read a unit's new name back, with what stays and who is told (R17); ``since`` is a past day that was said."""
    was = f"（{dates.day(since)}已过，写进依据）" if since is not None else ""
    told = f"告知该单位{value.told}人" if value.told else "该单位没有已绑定的人，不告知"
    return Message(
        f"把“{value.before}”改名为“{value.after}”？确认后今天起生效{was}，{told}；它的{value.tasks}项未办结任务、席位和已报的内容都不变，"
        "已印的文字不变，原名仍能认出。要从以后某天起生效的，请到那天再确认。",
        ((Button("确认改名", actions.RENAME), Button("不改了", actions.NO_ORDER)),),
    )


def renamed_later(before: str, after: str, day: date) -> str:
    """Say that a new name cannot be set for a day to come, and what to do."""
    return (
        f"改名确认后当天生效，不能预定到{dates.day(day)}，现在没有改。请到那天再发：/rename {before} {after}；"
        f"新方案里先印新名的，可给{before}加别名“{after}”。"
    )


def merged_later(gone: str, kept: str, day: date) -> str:
    """Say that units cannot be merged on a day to come, and what to do."""
    return f"合并确认后当天生效，不能预定到{dates.day(day)}，现在没有改。请到那天再发：/merge {gone} {kept}。"


def ended_later(unit: str, day: date) -> str:
    """Say that a unit cannot be ended on a day to come, and what to do."""
    return (
        f"撤并确认后当天生效，不能预定到{dates.day(day)}，现在没有改。请到那天再发：/end_unit {unit}；"
        f"这之前不想催它，说“{unit}先不要催”。"
    )


def registered_later(unit: str, person: str, day: date) -> str:
    """Say that a unit cannot be registered for a day to come, and what to do."""
    liaison = f"，联络员{person}" if person else ""
    return (
        f"登记当天起算，不能预定到{dates.day(day)}，现在没有登记。可以今天就登记：没有任务交给它，就不会催它；"
        f"说“登记新单位：{unit}{liaison}”，或到那天再说。"
    )


def on_past_day(asked: Message, day: date | None) -> Message:
    """Add to what is read back that the day that was said is over, where it is."""
    if day is None:
        return asked
    return replace(asked, text=f"{asked.text}\n{dates.day(day)}已过，按确认的当天起算。")


def since_and_ground(since: date | None, ground: str) -> str:
    """Return the ground of a new name or a merger with the past day from which it holds, where one was said."""
    return "，".join(filter(None, (f"{dates.day(since)}起" if since is not None else "", ground)))


def renamed(before: str, after: str, ground: str = "") -> str:
    """Return the receipt of a unit's new name, with its ground where one was given."""
    return f"“{before}”已改名为“{after}”。{_ground(ground)}原名仍能认出，已印的文字不变。"


def _ground(ground: str) -> str:
    return f"依据：{ground}。" if ground else ""


def before_merging(value: Merged) -> Message:
    """Read a merger back, with what it moves: it cannot be taken back (R17)."""
    # who stays has nothing to do about a unit that brings no task
    told = "两家的联络员" if value.tasks else f"{value.gone}的人"
    return Message(
        f"把“{value.gone}”并入“{value.kept}”？{value.tasks}项任务、{value.seats}个席位和全部名称一起并过去，告知{told}，不能撤销。"
        + "".join(f"\n{role}只留{stays}：{loses}不再担任，邀请码作废。" for role, loses, stays in value.dropped)
        + ("\n要留的是另一位，请先给留下的单位换人。" if value.dropped else ""),
        ((Button("确认合并", actions.MERGE, (value.gone_id, value.kept_id)),),),
    )


def merged(value: Merged, ground: str = "") -> str:
    """Return the receipt of a merger, with its ground where one was given."""
    gone = "".join(f"{loses}不再是{role}。" for role, loses, _ in value.dropped)
    return f"已把“{value.gone}”并入“{value.kept}”：{value.tasks}项任务、{value.seats}个席位。{_ground(ground)}{gone}"


def before_ending(value: Ended) -> Message:
    """Read the end of a unit back, with what ends with it (R17)."""
    return Message(
        f"撤并“{value.unit}”？今天以后不再催它，席位{value.tenures}个随之结束；没办完的任务{value.tasks}项还在它名下；告知它的人。",
        ((Button("确认撤并", actions.END_UNIT, (value.unit_id,)),),),
    )


def ended(value: Ended) -> str:
    """Return the receipt of a unit's end, with what is left to do."""
    left = f"还有{value.tasks}项没办完的任务在它名下，请改单位或豁免。" if value.tasks else ""
    return f"“{value.unit}”到{dates.day(value.last)}为止，席位{value.tenures}个随之结束。{left}"
