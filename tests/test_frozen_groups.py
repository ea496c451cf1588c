"""A group after 交办 (R10): its members are frozen; what changes is proposed, and the office takes or declines it."""

from datetime import date, timedelta
from pathlib import Path

from sqlmodel import Session, select

from config.clock import local_date
from tasks_db.store import models, people
from tasks_db.store.keys import key
from tasks_db.terms import SeatRole
from tasks_db.work.acts import changing
from tests.office_world import CLERK
from tests.small_world import DEADLINE, Office, a_draft, a_draft_task, add_plan, at_local, open_office
from tests.terminal import lianxi

MORNING = "2025-11-03T08:00+08:00"
JIA, YI, BING = 201, 202, 203
COLLECTED = date(2025, 12, 16)


async def two_towns(office: Office) -> None:
    await office.units("县水利局", "各乡镇")
    await office.group("各乡镇", "甲镇", "乙镇")
    for unit, name, user in (("甲镇", "甲联", JIA), ("乙镇", "乙联", YI)):
        await office.seat(unit, name, user)


async def handed_out(office: Office, *, alone: bool = False) -> None:
    """Two tasks that 县水利局 leads with 各乡镇, or one for 各乡镇 alone, asked unit by unit."""
    await two_towns(office)
    leads = [] if alone else ["县水利局"]
    tasks = [a_draft_task(seq, title, leads, ["各乡镇"]) for seq, title in (("1", "疏浚沟渠"), ("2", "清理河道"))]
    await add_plan(office, a_draft("水利方案", *tasks[: 1 if alone else 2]), hand_out=False)
    await office.say(CLERK, "/plan 1")
    if alone:
        assert "1项任务没有汇总单位" in (await office.say(CLERK, "/plan 1")).text
    await asked_each(office)
    await office.say(CLERK, "/plan 1")
    await office.press(CLERK, "交办")
    heard = await office.press(CLERK, "确认交办")
    assert "已交办" in heard.text


async def asked_each(office: Office) -> None:
    done = lianxi(office.desk.files.parent, "plan", "settle", "1", "--ask-mode", "each")
    assert done.returncode == 0, done.stderr


def owed(office: Office) -> dict[str, list[date]]:
    """The days on which each unit that is asked owes an answer."""
    found: dict[str, list[date]] = {}
    with office.desk.door.read() as session:
        query = select(models.Assignment, models.Due).where(models.Due.assignment_id == models.Assignment.id)
        for assignment, due in session.exec(query).all():
            if assignment.ended_at is None:
                found.setdefault(assignment.printed, []).append(due.day)
    return found


async def joined(office: Office) -> None:
    """丙镇 joins 各乡镇 and has a liaison; weeks pass."""
    await office.group("各乡镇", "丙镇")
    await office.seat("丙镇", "丙联", BING)
    await at_local(office, "2025-11-21T18:00")


async def left(office: Office, unit: str) -> None:
    def work(session: Session) -> None:
        member = session.exec(select(models.Unit).where(models.Unit.name == unit)).one()
        query = select(models.GroupMembership).where(models.GroupMembership.member_id == member.id)
        for row in session.exec(query).all():
            row.until = local_date(office.desk.clock()) - timedelta(1)
            session.add(row)

    await office.write(work)


async def test_who_joins_a_group_after_the_dispatch_is_not_asked_until_the_office_takes_it(tmp_path: Path) -> None:
    async with open_office(tmp_path, MORNING) as office:
        await handed_out(office)
        before = owed(office)
        assert before == {"县水利局": [DEADLINE] * 2, "甲镇": [COLLECTED] * 2, "乙镇": [COLLECTED] * 2}
        await joined(office)
        assert owed(office) == before
        assert await office.received(BING) == []

        heard = await office.say(CLERK, "/plan 1")
        assert "交办后集合单位的成员有变动1处，暂按交办时的成员催报" in heard.text
        shown = lianxi(tmp_path, "plan", "members", "1").stdout
        assert "· 丙镇加入“各乡镇”：第1、2项，共2项任务" in shown
        assert "采纳：lianxi plan members 1 --take 丙镇；不采纳：--decline 丙镇" in shown

        taken = lianxi(tmp_path, "plan", "members", "1", "--take", "丙镇")
        assert taken.returncode == 0, taken.stderr
        assert "交办后集合单位的成员没有变动" in taken.stdout
        assert owed(office) == {**before, "丙镇": [COLLECTED] * 2}
        await at_local(office, "2025-11-24T10:00")
        (asked,) = await office.received(BING)
        assert "1. 疏浚沟渠" in asked
        assert "2. 清理河道" in asked

        await office.group("各乡镇", "丁镇")  # nobody sits for it yet: it can be invited at once
        assert lianxi(tmp_path, "plan", "members", "1", "--take", "丁镇").returncode == 0
        lines = await office.read(lambda s: people.seat_lines(s, 1, date(2025, 11, 24)))
        assert [(line.role, line.person) for line in lines if line.unit == "丁镇"] == [(SeatRole.LIAISON, None)]


async def test_a_new_town_in_a_group_that_is_not_asked_is_proposed_and_can_be_asked_alone(tmp_path: Path) -> None:
    """不逐家问 is no dead end after 交办: one town, or every town of the group, can be asked from then on."""
    async with open_office(tmp_path, MORNING) as office:
        await two_towns(office)
        tasks = [a_draft_task(seq, f"疏浚第{seq}条沟渠", ["县水利局"], ["各乡镇"]) for seq in ("1", "2")]
        await add_plan(office, a_draft("水利方案", *tasks))
        assert owed(office).keys() == {"县水利局"}
        heard = await office.say(CLERK, "/phone 甲镇 1-1 进度40%")
        assert "这些任务里有它，但没有问它，它不用报：1-1 疏浚第1条沟渠、1-2 疏浚第2条沟渠。" in heard.text
        assert "先发“1-1逐家问”" in heard.text
        await office.say(CLERK, "/task 1-1")
        await office.press(CLERK, "修改/豁免")
        heard = await office.press(CLERK, "逐家问（没有问的单位也问）")
        assert "各乡镇（集合单位按现在的成员）从下一条消息起催报" in heard.text
        assert owed(office).keys() == {"县水利局"}, "nobody is asked before the office has confirmed it"
        await joined(office)
        await office.say(CLERK, "/plan 1")
        heard = await office.press(CLERK, "成员变动 1")
        assert "丙镇加入“各乡镇”：第1、2项，共2项任务不逐家问，各家都没有问，它也不问" in heard.text
        assert "采纳2项任务（1、2），从下一条消息起催报" in (await office.press(CLERK, "这几项单问丙镇")).text
        assert owed(office).keys() == {"县水利局", "丙镇"}
        assert "成员变动" not in "".join((await office.say(CLERK, "/plan 1")).labels())
        assert (
            "改为逐家问：各乡镇（集合单位按现在的成员）从下一条消息起催报"
            in (await office.say(CLERK, "1-1逐家问")).text
        )
        assert "以后问甲镇、乙镇" in (await office.press(CLERK, "确认逐家问")).text
        assert len(owed(office)["丙镇"]) == 2
        assert {unit: len(days) for unit, days in owed(office).items() if unit in {"甲镇", "乙镇"}} == {
            "甲镇": 1,
            "乙镇": 1,
        }


async def test_a_date_that_is_changed_brings_in_nobody_who_joined_since(tmp_path: Path) -> None:
    async with open_office(tmp_path, MORNING) as office:
        await handed_out(office)
        before = owed(office).keys()
        await joined(office)
        for task in await office.read(lambda s: list(s.exec(select(models.Task.id)))):
            await office.do(changing.move_deadline, key(task), date(2026, 1, 16))
        assert owed(office).keys() == before
        assert await office.received(BING) == []


async def test_what_the_office_declines_is_not_asked_and_not_proposed_again(tmp_path: Path) -> None:
    async with open_office(tmp_path, MORNING) as office:
        await handed_out(office)
        before = owed(office)
        await joined(office)
        declined = lianxi(tmp_path, "plan", "members", "1", "--decline", "丙镇")
        assert "交办后集合单位的成员没有变动" in declined.stdout
        again = lianxi(tmp_path, "plan", "members", "1", "--take", "丙镇")
        assert again.returncode == 1
        assert "没有“丙镇”的成员变动要定" in again.stderr
        assert owed(office) == before
        with office.desk.door.read() as session:
            query = select(models.AuditEntry).where(models.AuditEntry.action == "不采纳成员变动")
            (entry,) = session.exec(query).all()
            assert entry.detail == {"group": "各乡镇", "unit": "丙镇", "change": "加入", "tasks": ["1", "2"]}


async def test_who_leaves_a_group_is_asked_until_the_office_takes_it_and_is_told_then(tmp_path: Path) -> None:
    async with open_office(tmp_path, MORNING) as office:
        await handed_out(office)
        await at_local(office, "2025-11-03T10:00")
        await left(office, "乙镇")
        await at_local(office, "2025-11-17T18:00")
        told = len(await office.received(YI))
        assert told == 2  # 交办 and T-30
        taken = lianxi(tmp_path, "plan", "members", "1", "--take", "乙镇")
        assert taken.returncode == 0, taken.stderr
        await at_local(office, "2025-12-30T18:00")
        news = (await office.received(YI))[told:]
        assert news == ["《水利方案》中2项任务不用再报了：乙镇已不在“各乡镇”之列。"]
        assert owed(office) == {"县水利局": [DEADLINE] * 2, "甲镇": [COLLECTED] * 2}


async def test_handing_out_again_takes_the_membership_of_that_day(tmp_path: Path) -> None:
    async with open_office(tmp_path, MORNING) as office:
        await handed_out(office)
        await joined(office)
        await left(office, "乙镇")
        done = lianxi(tmp_path, "plan", "recall", "1")
        assert done.returncode == 0, done.stderr
        done = lianxi(tmp_path, "plan", "dispatch", "1")
        assert done.returncode == 0, done.stderr
        assert set(owed(office)) == {"县水利局", "甲镇", "丙镇"}


async def test_a_group_that_the_office_adds_to_a_task_takes_its_members_of_that_day(tmp_path: Path) -> None:
    async with open_office(tmp_path, MORNING) as office:
        await handed_out(office)
        await office.units("各街道")
        await office.group("各街道", "东街道")
        done = lianxi(tmp_path, "task", "units", "1", "1", "--responsible", "各乡镇 各街道")
        assert done.returncode == 0, done.stderr
        assert "东街道" not in owed(office)  # a group is asked as a whole unless the office says so
        with office.desk.door.write() as session:
            row = session.exec(select(models.Assignment).where(models.Assignment.printed == "各街道")).one()
            row.asked = True
            session.add(row)
        done = lianxi(tmp_path, "task", "units", "1", "1", "--responsible", "各乡镇 各街道 甲镇")
        assert done.returncode == 0, done.stderr
        assert owed(office)["东街道"] == [COLLECTED]
        # 甲镇 is named by itself on task 1 now: it has one share there, and one through its group on task 2
        assert owed(office)["甲镇"] == [COLLECTED] * 2


async def test_a_group_that_leaves_a_task_takes_its_members_with_it(tmp_path: Path) -> None:
    async with open_office(tmp_path, MORNING) as office:
        await handed_out(office)
        await office.units("县城管局")
        done = lianxi(tmp_path, "task", "units", "1", "1", "--responsible", "县城管局")
        assert done.returncode == 0, done.stderr
        assert owed(office) == {
            "县水利局": [DEADLINE] * 2,
            "县城管局": [COLLECTED],
            "甲镇": [COLLECTED],
            "乙镇": [COLLECTED],
        }


async def test_a_task_for_towns_alone_is_handed_out_and_owed_on_the_date_itself(tmp_path: Path) -> None:
    async with open_office(tmp_path, MORNING) as office:
        await handed_out(office, alone=True)
        assert owed(office) == {"甲镇": [DEADLINE], "乙镇": [DEADLINE]}
        await at_local(office, "2025-11-03T10:00")
        assert "收集日" not in (await office.last(JIA))["text"]

        # a unit that consolidates makes them owe on a collection day, and itself on the date
        done = lianxi(tmp_path, "task", "consolidate", "1", "1", "县水利局")
        assert done.returncode == 0, done.stderr
        assert owed(office) == {"县水利局": [DEADLINE], "甲镇": [COLLECTED], "乙镇": [COLLECTED]}


async def test_the_office_closes_a_task_for_groups_alone_by_striking_it_off(tmp_path: Path) -> None:
    async with open_office(tmp_path, MORNING) as office:
        await handed_out(office, alone=True)
        await at_local(office, "2025-11-03T09:30")
        assert "疏浚沟渠" in (await office.last(JIA))["text"]
        assert "已销号" in (await office.forge(CLERK, "so:1")).text
        assert "疏浚沟渠" not in (await office.say(JIA, "我的任务")).text
        assert "已办结1项" in (await office.say(CLERK, "/digest")).text
