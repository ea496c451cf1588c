"""Seats change hands in chat and in the terminal alike, and the office is told of who is new."""

import asyncio
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlmodel import Session, select

from bot.channels.telegram import NAME
from bot.sample import county
from config.settings import Settings
from messages import people_text
from tasks_db.language import deputy_words
from tasks_db.language.deputy_words import Deputy
from tasks_db.language.seat_words import SeatWordsError
from tasks_db.refusal import Refusal
from tasks_db.register.authority import OFFICE, OPERATOR
from tasks_db.register.refusals import PeopleError
from tasks_db.register.roster import TableRow
from tasks_db.store import models, people
from tasks_db.terms import SeatRole, TenureKind
from tasks_db.work import office_people
from tasks_db.work.acts import deputies, filing, founding, handing_out, roster, seating, units
from tasks_db.work.context import Context
from tasks_db.work.desk import Desk, open_desk
from tasks_db.work.views import installation
from tasks_db.work.views.seats import seats
from tests.local_chat import LocalPerson
from tests.small_world import CLERK, STARTS, WATER, Office, at_local, open_office, small_meeting
from tests.terminal import lianxi

NEWCOMER = 301


def kept(session: Session) -> Mapping[str, list[tuple[object, ...]]]:
    """Seats, tenures, codes and the trail, without what is drawn by chance and without who did it."""
    names = {p.id: p.name for p in session.exec(select(models.Person)).all()}
    return {
        "seats": [(s.unit_id, s.role, s.post) for s in session.exec(select(models.Seat)).all()],
        "tenures": [
            (t.seat_id, names[t.person_id], t.kind, t.since, t.until)
            for t in session.exec(select(models.Tenure)).all()
        ],
        "codes": [
            (i.seat_id, names.get(i.person_id), i.expires_at, i.revoked_at)
            for i in session.exec(select(models.Invitation)).all()
        ],
        "trail": [(e.action, e.entity, e.entity_id, e.detail) for e in session.exec(select(models.AuditEntry)).all()],
    }


async def changed_by_chat(folder: Path, words: str) -> tuple[str, Mapping[str, list[tuple[object, ...]]]]:
    folder.mkdir()
    async with open_office(folder, STARTS) as office:
        await small_meeting(office)
        heard = await office.say(CLERK, words)
        if "确认代理" in heard.labels():
            heard = await office.press(CLERK, "确认代理")
        return heard.text, await office.read(kept)


async def changed_by_terminal(folder: Path, *words: str) -> tuple[str, Mapping[str, list[tuple[object, ...]]]]:
    folder.mkdir()
    async with open_office(folder, STARTS) as office:
        await small_meeting(office)
        done = await asyncio.to_thread(lianxi, folder, "seat", *words)
        assert done.returncode == 0, done.stderr
        return done.stdout.rstrip("\n"), await office.read(kept)


def without_code(text: str) -> str:
    return re.sub(r"[A-Z2-9]{4}-[A-Z2-9]{4}", "CODE", text)


@pytest.mark.parametrize(
    ("words", "arguments"),
    [
        ("/handover 县水利局 李明", ("handover", "县水利局", "李明")),
        ("/handover 县水利局 水联", ("handover", "县水利局", "水联")),
        (
            "/deputy 县水利局 李明 2025年12月1日至12月10日",
            ("deputy", "县水利局", "李明", "2025-12-01", "2025-12-10", "--yes"),
        ),
    ],
)
async def test_chat_and_terminal_write_the_same_rows_and_say_the_same(
    tmp_path: Path, words: str, arguments: tuple[str, ...]
) -> None:
    said, rows = await changed_by_chat(tmp_path / "chat", words)
    printed, written = await changed_by_terminal(tmp_path / "terminal", *arguments)
    assert written == rows
    assert without_code(printed) == without_code(said)


async def test_a_handover_keeps_who_it_was_and_who_it_is(tmp_path: Path) -> None:
    said, rows = await changed_by_chat(tmp_path / "chat", "/handover 县水利局 李明")
    assert said.startswith("县水利局联络员已改为李明，尚未绑定。请转告本人用邀请码")
    trail = [detail for action, _, _, detail in rows["trail"] if action == "联络员调整（备案）"]
    assert trail == [{"before": "水联", "after": "李明"}]
    assert [(name, since, until) for _, name, _, since, until in rows["tenures"] if name in {"水联", "李明"}] == [
        ("水联", date(2025, 11, 3), date(2025, 11, 2)),
        ("李明", date(2025, 11, 3), None),
    ]


async def code_for(office: Office, unit: str, role: SeatRole) -> str:
    return (await office.desk.doing(OPERATOR, seating.invite, unit, role)).code


async def test_the_office_is_told_of_a_new_liaison_and_of_nobody_else(tmp_path: Path) -> None:
    """Somebody who is a liaison already binds a second seat: what is told is about the seat that was bound."""
    async with open_office(
        tmp_path, "2025-11-03T09:30+08:00", extra=[LocalPerson(NEWCOMER, "林档案", "", "")]
    ) as office:
        await office.units("县档案局")
        member = await code_for(office, "县档案局", SeatRole.MEMBER)
        liaison = await code_for(office, "县档案局", SeatRole.LIAISON)
        await office.say(NEWCOMER, f"/start {liaison}")
        assert (await office.received(CLERK))[-1] == "县档案局的联络员林档案已绑定（备案）。"
        told = len(await office.received(CLERK))
        heard = await office.say(NEWCOMER, f"/start {member}")
        assert "县档案局成员" in heard.text
        assert len(await office.received(CLERK)) == told


@pytest.fixture
def office_desk(tmp_path: Path) -> Desk:
    """A joint meeting whose convenors sit by their posts."""
    desk = open_desk(Settings(data_dir=tmp_path, clock=STARTS))
    desk.do(OPERATOR, founding.set_up_office, "清河县", "清河县联席会议", "县民政局", "文员")
    rows = [
        TableRow(2, "县人民政府", (), (), "召集人", "张三", "副县长"),
        TableRow(3, "县教委", ("县教育局",), (), "成员", "", "主任"),
        TableRow(4, "县卫健委", (), (), "副召集人", "李四", "主任"),
        TableRow(5, "县卫健委", (), (), "副召集人", "王五", "副主任"),
        TableRow(6, "甲镇", (), ("各乡镇",), "", "", ""),
    ]
    assert desk.do(OPERATOR, roster.load_table, rows).units == 4
    return desk


def test_an_invitation_uses_the_seat_that_the_unit_has(office_desk: Desk) -> None:
    before = office_desk.ask(OPERATOR, seats).lines
    invited = office_desk.do(OPERATOR, seating.invite, "县人民政府", SeatRole.CONVENOR)
    assert (invited.unit, invited.person) == ("县人民政府", "张三")
    assert office_desk.ask(OPERATOR, seats).lines == before
    office_desk.close()


@pytest.mark.parametrize(
    ("unit", "role", "words"),
    [
        ("县卫健委", SeatRole.DEPUTY_CONVENOR, "县卫健委有2个副召集人席位（主任、副主任）"),
        ("各乡镇", SeatRole.LIAISON, "“各乡镇”是集合单位，没有联络员。请写其中的一个单位。"),
        ("县教育委", SeatRole.LIAISON, "单位库里没有“县教育委”。是不是“县教委”？"),
        ("水文局", SeatRole.LIAISON, "单位库里没有“水文局”。请写全称；"),
    ],
)
def test_a_seat_that_is_not_clear_is_refused_and_nothing_is_made(
    office_desk: Desk, unit: str, role: SeatRole, words: str
) -> None:
    before = office_desk.ask(OPERATOR, seats).lines
    with pytest.raises(Refusal) as caught:
        office_desk.do(OPERATOR, seating.invite, unit, role)
    assert str(caught.value).startswith(words)
    assert office_desk.ask(OPERATOR, seats).lines == before
    office_desk.close()


def test_a_table_that_replaces_somebody_keeps_who_it_was(office_desk: Desk) -> None:
    row = TableRow(2, "县人民政府", (), (), "召集人", "赵六", "副县长")
    left = office_desk.do(OPERATOR, roster.load_table, [row]).held
    assert "没有换人：\n· 第2行 县人民政府召集人：张三 → 赵六" in people_text.left_seated(left)
    assert [one.person for one in office_desk.ask(OPERATOR, seats).lines if one.role is SeatRole.CONVENOR] == ["张三"]
    office_desk.do(OPERATOR, roster.load_table, [row], replaces=True)
    with office_desk.door.read() as session:
        entries = session.exec(select(models.AuditEntry).where(models.AuditEntry.action == "席位调整（备案）")).all()
        assert [entry.detail for entry in entries] == [{"before": "张三", "after": "赵六"}]
    office_desk.close()


def test_a_row_of_the_table_changes_a_post_and_takes_a_predecessors_away(office_desk: Desk) -> None:
    row = TableRow(2, "县教委", (), (), "联络员", "贺南枝", "办公室副主任")
    assert people_text.table_taken(office_desk.do(OPERATOR, roster.load_table, [row])) == "已载入1个单位、1个席位。"
    changed = [
        (replace(row, post="科员"), "已载入1个单位、1个席位。改职务1个。", "科员"),
        (replace(row, name="林知微", post=""), "已载入1个单位、1个席位。换人1个。", ""),
    ]
    for taken, told, post in changed:
        assert people_text.table_taken(office_desk.do(OPERATOR, roster.load_table, [taken], replaces=True)) == told
        lines = office_desk.ask(OPERATOR, seats).lines
        assert next(line.post for line in lines if line.role is SeatRole.LIAISON and line.unit == "县教委") == post


def test_a_code_of_a_seat_that_a_merger_ends_works_no_more(office_desk: Desk) -> None:
    for unit, name in (("县教委", "贺南枝"), ("县卫健委", "姚新禾")):
        office_desk.do(OPERATOR, seating.hand_over, unit, name)
    code = office_desk.do(OPERATOR, seating.invite, "县教委").code
    office_desk.do(OPERATOR, units.merge, "县教委", "县卫健委")
    with pytest.raises(PeopleError, match="请向联席会议办公室要一个新的"):
        office_desk.do(OPERATOR, lambda ctx: seating.usable(ctx.session, code, ctx.now))


def test_a_second_joint_meeting_is_refused(office_desk: Desk) -> None:
    with pytest.raises(PeopleError, match="已经有“清河县联席会议”了"):
        office_desk.do(OPERATOR, founding.set_up_office, "乙县", "乙会", "县水利局", "某人")
    office_desk.close()


@pytest.mark.parametrize(
    "words",
    [
        "县教委 李明 2025-12-01 2025-12-10",
        "县教委 李明 2025年12月1日 2025年12月10日",
        "县教委 李明 12月1日至12月10日",
        "  县教委  李明 12.1号 12.10号 ",
        "县教委 李明 12月1日起10天",
    ],
)
def test_the_days_of_a_deputy_are_read_as_people_write_them(words: str) -> None:
    today = date(2025, 11, 3)
    assert deputy_words.deputy(words, today) == Deputy("县教委", "李明", date(2025, 12, 1), date(2025, 12, 10))


async def test_a_deputy_serves_from_the_first_day_to_the_last_both_included(tmp_path: Path) -> None:
    async with open_office(tmp_path, STARTS) as office:
        await small_meeting(office)
        await office.do(deputies.deputise, "县水利局", "李明", date(2025, 11, 4), date(2025, 11, 6))

        def serving(session: Session) -> tuple[list[int], list[int]]:
            tenure = session.exec(select(models.Tenure).where(models.Tenure.kind == TenureKind.DEPUTY)).one()
            days = [date(2025, 11, day) for day in range(3, 8)]
            held = [d.day for d in days if people.tenure_on(session, tenure.seat_id, d, TenureKind.DEPUTY)]
            may = [d.day for d in days if people.member_of_person(session, tenure.person_id, d).seats]
            return held, may

        assert await office.read(serving) == ([4, 5, 6], [4, 5, 6])


@pytest.mark.parametrize(
    ("words", "whom", "person", "days"),
    [
        ("钟亦秋出差两周，由叶小满代理", "钟亦秋", "叶小满", (3, 16)),
        ("钟亦秋出差两周，11月4日至11月18日由叶小满代理", "钟亦秋", "叶小满", (4, 18)),
        ("县水利局联络员出差，由李明代理到11月20日", "县水利局联络员", "李明", (3, 20)),
        ("文静姝不在，由李娜代理", "文静姝", "李娜", None),
        ("我11月10日至11月21日出差，由叶小满代我", "我", "叶小满", (10, 21)),
        ("我11月10日到21日外出培训，工作由叶小满代办", "我", "叶小满", (10, 21)),
        ("办公室主任钟亦秋由叶小满代理，11月10日到11月21日", "办公室主任钟亦秋", "叶小满", (10, 21)),
        ("请叶小满替钟亦秋两周", "钟亦秋", "叶小满", (3, 16)),
        ("叶小满代理县民政局联络员，11月10日至11月12日", "县民政局联络员", "叶小满", (10, 12)),
        ("我下周出差，请叶小满替我", "我", "叶小满", (10, 16)),
        ("设叶小满为钟亦秋的代理人，11月10日至21日", "钟亦秋", "叶小满", (10, 21)),
        ("请叶小满在11月10日至21日代我处理办公室事务", "我", "叶小满", (10, 21)),
    ],
)
def test_who_stands_in_for_whom_is_heard_in_a_sentence(
    words: str, whom: str, person: str, days: tuple[int, int] | None
) -> None:
    spell = (date(2025, 11, days[0]), date(2025, 11, days[1])) if days else None
    said = deputy_words.stands_in(words, date(2025, 11, 3))
    assert said is not None
    assert (said.whom, said.person, said.days) == (whom, person, spell)


def test_words_that_only_hold_the_sign_of_a_deputy_name_none() -> None:
    for words in (
        "县长交代下来县水利局12月20日前把泵站查一遍",
        "县财政局今年代理国债项目",
        "县公安局代理人口普查，11月10日",
    ):
        assert deputy_words.stands_in(words, date(2025, 11, 3)) is None, words


async def test_a_deputy_is_read_back_shown_told_and_taken_back(tmp_path: Path) -> None:
    async with open_office(tmp_path, STARTS) as office:
        await small_meeting(office)
        await at_local(office, "2025-11-03T09:30")
        heard = await office.say(CLERK, "水联出差两周，由财联代理")
        assert (
            "2025年11月3日至2025年11月16日，县水利局联络员水联的提醒改发给财联，到期自动恢复；告知水联。"
            "财联还没有绑定：确认后给一个邀请码，请转告本人；绑定以前仍发给水联。" in heard.text
        )
        assert "代理" not in "".join(await office.received(WATER))
        heard = await office.press(CLERK, "确认代理")
        assert heard.labels() == ["取消代理"]
        assert "11月3日至11月16日，县水利局的提醒改发给财联代办" in await office.told(WATER)
        assert (
            "县水利局联络员：财联代理（2025年11月3日至2025年11月16日，未绑定，绑定以前仍发给原来的人），代水联"
            in (await office.say(CLERK, "/seats")).text
        )
        assert "县水利局联络员：财联代理" in (await office.say(CLERK, "谁在替谁")).text
        assert "由哪天到哪天" not in (await office.say(CLERK, "县水利局不用代理了，恢复水联")).text
        assert "财联不再代理县水利局联络员，提醒从现在起发给您。" in await office.told(WATER)
        assert "代理" not in (await office.say(CLERK, "/seats")).text
        assert "联络员现在没有代理" in (await office.say(CLERK, "/deputy 县水利局 取消")).text
        assert "现在没有人在代理" in (await office.say(CLERK, "结束代办")).text
        assert "代理" not in (await office.say(CLERK, "水联回来了")).text
        assert "请马上告诉联席会议办公室" in (await office.say(WATER, "我手机丢了")).text


async def test_a_lost_phone_is_let_out_at_once_and_a_code_is_given_in_the_same_step(tmp_path: Path) -> None:
    async with open_office(tmp_path, STARTS) as office:
        await small_meeting(office)
        assert "席位上没有这个人" in (await office.say(CLERK, "张无名的手机丢了")).text
        asked = await office.say(CLERK, "水联的手机丢了")
        assert "县水利局联络员水联：马上停用Telegram的绑定" in asked.text
        assert "不能撤销" in asked.text
        done = await office.press(CLERK, "停用旧手机，给新邀请码")
        assert "已停用水联的旧手机：旧的登录、绑定和链接都不能用了。" in done.text
        code = done.text.split("新邀请码：")[1].split("（")[0]
        assert "没有绑定" in (await office.say(WATER, "我的任务")).text
        assert "改造供水管网" not in (await office.say(WATER, "任务1")).text
        await office.say(WATER, f"/start {code}")
        assert "改造供水管网" in (await office.say(WATER, "我的任务")).text
        refused = lianxi(tmp_path, "seat", "lost", "水联", "--yes")
        assert refused.returncode == 0
        assert "新邀请码：" in refused.stdout
        assert "没有绑定" in (await office.say(WATER, "我的任务")).text


@pytest.mark.parametrize(
    "words",
    ["", "县教委 李明", "县教委 李明 12月1日", "县教委 李明 2025-02-30 2025-03-01", "县教委 李明 明天 后天 下周"],
)
def test_words_without_two_days_are_answered_with_how_to_write_them(words: str) -> None:
    with pytest.raises(SeatWordsError, match="请写"):
        deputy_words.deputy(words, date(2025, 11, 3))


def test_a_sample_that_was_cut_short_is_loaded_whole_the_next_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_: object) -> int:
        raise KeyboardInterrupt

    desk = open_desk(Settings(data_dir=tmp_path))
    with monkeypatch.context() as patch:
        patch.setattr(handing_out, "hand_out", killed)
        with pytest.raises(KeyboardInterrupt):
            county.load_sample(desk, NAME)
    assert not desk.ask(OPERATOR, installation.is_sample)
    assert desk.ask(OPERATOR, installation.rehearsal) is None
    cast = county.load_sample(desk, NAME)
    assert len(cast) == len({person.address for person in cast})
    assert len(county.load_sample(desk, NAME)) == len(cast)
    desk.close()


async def test_for_a_person_of_several_seats_it_is_asked_in_which_one_they_are_stood_in_for(tmp_path: Path) -> None:
    """The head of the office is liaison too; who stands in is told what the office is, and stops early."""
    async with open_office(tmp_path, STARTS) as office:
        await small_meeting(office)
        await office.seat("县水利局", "水联", WATER, SeatRole.OFFICE_HEAD)
        await office.seat("县水利局", "水成", NEWCOMER, SeatRole.MEMBER)
        await at_local(office, "2025-11-03T09:30")
        heard = await office.say(CLERK, "水联出差，由水成代理")
        assert "从哪天到哪天" in heard.text
        heard = await office.say(CLERK, "11月3日到14日")
        assert heard.text == "水联有2个席位。由水成代理哪一个？"
        heard = await office.press(CLERK, "县水利局办公室主任")
        assert (
            "县水利局办公室主任水联的消息和提醒改发给水成，到期自动恢复；期间水成可以办办公室主任的事" in heard.text
        )
        await office.press(CLERK, "确认代理")
        assert "请您代水联办理县水利局办公室主任的事" in await office.told(NEWCOMER)
        assert "待办" in (await office.say(NEWCOMER, "/desk")).text

        def told(ctx: Context) -> list[str]:
            return sorted(people.names(ctx.session, office_people.bound(ctx, OFFICE)).values())

        assert await office.do(told) == ["文员", "水成"]
        assert "水成代理（2025年11月3日至2025年11月14日），代水联" in (await office.say(CLERK, "代理名单")).text
        assert "水成不再代理县水利局办公室主任" in (await office.say(CLERK, "水联出差回来了")).text
        assert await office.do(told) == ["文员", "水联"]
        assert "本来就是办公室人员" in (await office.say(CLERK, "我出差两周，由水联代办")).text
        assert (
            "2025年11月16日，县水利局联络员水联的提醒" in (await office.say(CLERK, "水联的联络员由城联代理两周")).text
        )


async def test_who_takes_a_seat_later_is_told_from_which_day_he_sits(tmp_path: Path) -> None:
    async with open_office(tmp_path, STARTS, extra=[LocalPerson(NEWCOMER, "水代", "", "")]) as office:
        await small_meeting(office)
        filed = await office.desk.doing(
            OPERATOR, filing.replace_holder, "县水利局", SeatRole.LIAISON, "水新", since=date(2025, 11, 12)
        )
        assert filed.code is not None
        told = "您自2025年11月12日起任县水利局联络员，已经登记、绑定。到那天起在这里收到提醒"
        assert told in (await office.say(NEWCOMER, f"/start {filed.code}")).text
        assert told in (await office.say(NEWCOMER, "/mine")).text
        assert told in (await office.say(NEWCOMER, "我的任务")).text


async def test_a_deputy_who_comes_in_by_the_bare_code_reads_for_whom_and_when(tmp_path: Path) -> None:
    async with open_office(tmp_path, STARTS, extra=[LocalPerson(NEWCOMER, "水代", "", "")]) as office:
        await small_meeting(office)
        later = (date(2025, 11, 12), date(2025, 11, 26))
        code = (await office.desk.doing(OPERATOR, deputies.deputise, "县水利局", "水代", *later)).code
        assert code is not None
        heard = await office.say(NEWCOMER, code.lower())
        assert "您将于2025年11月12日至2025年11月26日代县水利局联络员水联办理" in heard.text
