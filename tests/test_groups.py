"""The bot in a group: summaries for those who may have them, nothing private, and nothing typed there counts."""

import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from tests.local_chat import LocalPerson, groups
from tests.office_world import CONVENOR, Heard
from tests.small_world import (
    CLERK,
    MONEY,
    STARTS,
    STREETS,
    TROUBLE,
    WATER,
    Office,
    a_draft_task,
    at_local,
    open_office,
    small_meeting,
)

STRANGER = 401
PRIVATE = "催报和反馈请私聊我。群里只发进展通报（/digest，办公室和召集人可用）。"
PERSONS = ("水联", "财联", "城联", "文员", "周一鸣")
"""Whoever sits in a seat, and the leader whom the plan names."""
REMEMBERED = "shown"
"""The table of the numbers on a message of the bot; a digest has some."""

Dump = dict[str, list[tuple[object, ...]]]


@dataclass
class Stage:
    office: Office
    group: int

    async def say(self, user: int, text: str, reply_to: int | None = None) -> Heard:
        return await self.office.say(user, text, reply_to, group=self.group)

    async def press(self, user: int, label: str) -> Heard:
        return await self.office.press(user, label, group=self.group)

    async def shown(self) -> list[str]:
        """What the bot has written into the group."""
        return [m["text"] for m in await self.office.seen(CLERK, self.group) if m["from"] == "bot"]

    def rows(self) -> Dump:
        """Everything that is stored, but for what came in and what was answered to it."""
        file = self.office.desk.door.file
        assert file is not None
        with closing(sqlite3.connect(file)) as live:
            tables = [n for (n,) in live.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()]
            kept = {"inbox": "1 = 0", "notice": "kind <> 'answer'"}
            # the names of tables are the database's own
            return {t: live.execute(f'SELECT * FROM "{t}" WHERE {kept.get(t, "1 = 1")}').fetchall() for t in tables}  # noqa: S608


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    """A group of the office, the convenor, three liaisons and a stranger; one task is overdue, one was answered."""
    tasks = (
        a_draft_task("1", "改造供水管网", ["县水利局"], ["县财政局"], date(2025, 11, 7))._replace(
            leaders=("周一鸣",)
        ),
        a_draft_task("2", "整治背街小巷", ["县城管局"]),
        *(a_draft_task(str(n), f"疏浚{n}号河道，清理沿岸堆放的杂物", ["县城管局"]) for n in range(3, 40)),
    )
    async with open_office(tmp_path, STARTS, extra=[LocalPerson(STRANGER, "路人", "", "临时加入")]) as office:
        await small_meeting(office, *tasks)
        await at_local(office, "2025-11-12T08:00")
        await office.say(STREETS, "2 完成40%")
        group = await office.found_group("联席会议工作群", CLERK, CONVENOR, WATER, MONEY, STREETS, STRANGER)
        yield Stage(office, group)


def changed(before: Dump, after: Dump) -> set[str]:
    return {table for table in before if before[table] != after[table]}


async def test_joining_a_group_says_nothing_and_writes_nothing(stage: Stage) -> None:
    before = stage.rows()
    await stage.office.in_group(groups.set_standing(stage.office.chat, CLERK, stage.group, "left"))
    await stage.office.in_group(groups.set_standing(stage.office.chat, CLERK, stage.group, "member"))
    await stage.office.in_group(groups.set_standing(stage.office.chat, CLERK, stage.group, "administrator"))
    stage.group = await stage.office.in_group(groups.upgrade(stage.office.chat, CLERK, stage.group))
    assert await stage.shown() == []
    assert stage.rows() == before


async def test_office_and_convenor_post_the_digest_in_a_group_with_counts_and_units(stage: Stage) -> None:
    before = stage.rows()
    posted = [(await stage.say(user, "/digest")).text for user in (CLERK, CONVENOR)]
    for text in posted:
        assert "共39项：" in text
        assert "逾期1项" in text
        assert "水利局" in text
    assert await stage.shown() == posted
    assert changed(before, stage.rows()) <= {REMEMBERED}


async def test_no_page_of_the_digest_in_a_group_names_a_person(stage: Stage) -> None:
    await stage.say(CONVENOR, "/digest@lianxi_bot")
    pages = await stage.shown()
    while "更多" in Heard([(await stage.office.seen(CLERK, stage.group))[-1]]).labels():
        pages.append((await stage.press(CONVENOR, "更多")).text)
    assert len(pages) > 2
    assert any("县城管局" in page for page in pages)
    assert [(person, page) for page in pages for person in PERSONS if person in page] == []


async def test_a_liaison_or_a_stranger_does_not_get_the_digest_in_a_group(stage: Stage) -> None:
    before = stage.rows()
    for user in (WATER, MONEY, STREETS, STRANGER):
        for text in ("/digest", "/digest@lianxi_bot", "/digest 1"):
            assert (await stage.say(user, text)).text == PRIVATE
    assert stage.rows() == before


@pytest.mark.parametrize("user", [CLERK, CONVENOR, WATER, STRANGER])
async def test_every_other_command_in_a_group_is_answered_with_the_way_to_the_private_chat(
    stage: Stage, user: int
) -> None:
    before, private = stage.rows(), await stage.office.seen(user)
    for text in ("/mine", "/overdue", "/task 1", "/review", "/seats", "/start K7QF-2291", "/nonsense"):
        assert (await stage.say(user, text)).text == PRIVATE
    assert stage.rows() == before
    assert await stage.office.seen(user) == private


@pytest.mark.parametrize("administrator", [False, True])
async def test_what_is_typed_in_a_group_is_no_answer_and_no_question(stage: Stage, *, administrator: bool) -> None:
    office = stage.office
    if administrator:
        await office.in_group(groups.set_standing(office.chat, CLERK, stage.group, "administrator"))
    await stage.say(CLERK, "/digest")
    posted = (await office.seen(CLERK, stage.group))[-1]["id"]
    before, shown = stage.rows(), await stage.shown()
    for user in (WATER, STREETS, CONVENOR, CLERK, STRANGER):
        for text in ("1 已完成", "逾期任务", "@lianxi_bot 县水利局进展"):
            assert (await stage.say(user, text)).messages == []
            assert (await stage.say(user, text, posted)).messages == []
    assert await stage.shown() == shown
    assert stage.rows() == before


async def test_an_answer_that_the_bot_waits_for_is_not_taken_from_a_group(stage: Stage) -> None:
    office = stage.office
    await office.press(STREETS, "改一下", within="已记录")
    await office.in_group(groups.set_standing(office.chat, CLERK, stage.group, "administrator"))
    before = stage.rows()
    assert (await stage.say(STREETS, "完成60%")).messages == []
    assert stage.rows() == before
    assert "完成60%" in (await office.say(STREETS, "完成60%")).text
    assert stage.rows() != before


async def test_a_button_in_a_group_does_only_what_the_one_who_presses_it_may(stage: Stage) -> None:
    posted = (await stage.say(CLERK, "/digest")).text
    before = stage.rows()
    for user, says in ((WATER, "由联席会议办公室和召集人办理"), (STRANGER, "还没有绑定席位")):
        for label in ("更多", "下载 Word 通报"):
            heard = await stage.press(user, label)
            assert says in heard.text
            assert "县" not in heard.text
            assert all(m["document"] is None for m in heard.messages)
    assert posted in await stage.shown()
    assert stage.rows() == before
    turned = await stage.press(CONVENOR, "更多")
    assert "（续）" in turned.text
    assert posted not in await stage.shown()


async def test_a_list_behind_a_button_in_a_group_shows_a_liaison_no_other_unit(stage: Stage) -> None:
    await stage.say(CLERK, "/digest")
    office, everything = stage.office, (await stage.press(CONVENOR, "未报送单位")).text
    assert "县水利局" in everything
    for user, own in ((MONEY, "县财政局"), (STREETS, "县城管局")):
        heard = await office.press(user, "未报送单位", group=stage.group)
        assert TROUBLE not in heard.text
        others = {"县水利局", "县财政局", "县城管局"} - {own}
        assert [unit for unit in others if unit in heard.text] == []


async def test_a_list_in_a_group_turns_its_pages_and_offers_nothing_to_do(stage: Stage) -> None:
    """R13: whoever is to be asked or chased is not settled before all."""
    posted = await stage.say(CLERK, "/digest")
    assert not {"图片", "表格", "起草通报"} & set(posted.labels())
    before = stage.rows()
    heard = await stage.press(CLERK, "未报送单位")
    assert "县" in heard.text
    assert set(heard.labels()) <= {"更多", "上一页"}
    assert changed(before, stage.rows()) <= {REMEMBERED}  # what is asked there is no part of the private talk


async def test_where_all_have_reported_a_group_reads_of_nobody_who_has_not_spoken_yet(tmp_path: Path) -> None:
    """R13, R15: whoever is silent before the day is no matter for all."""
    tasks = (
        a_draft_task("1", "改造供水管网", ["县水利局"], (), date(2025, 11, 7)),
        a_draft_task("2", "整治背街小巷", ["县城管局"]),
    )
    async with open_office(tmp_path, STARTS) as office:
        await small_meeting(office, *tasks)
        await at_local(office, "2025-11-12T10:00")
        group = await office.found_group("联席会议工作群", CLERK, CONVENOR, WATER)
        await office.say(CLERK, "/digest", group=group)
        await office.say(WATER, "1 进度60%，管沟开挖")
        told = (await office.press(CLERK, "未报送单位", group=group)).text
        assert "到期应报的1条都报了" in told
        assert "县城管局" not in told
        assert "县城管局" in (await office.say(CLERK, "/unreported")).text


async def test_asks_and_receipts_never_go_to_a_group(stage: Stage) -> None:
    office = stage.office
    await at_local(office, "2025-11-20T18:00")
    assert any("疏浚" in text or "供水" in text for text in await office.received(WATER))
    await office.say(WATER, "1 已完成")
    assert await stage.shown() == []
