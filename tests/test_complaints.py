"""What people complain of in other bots, where no other test holds it: nobody to ask, who has left, edits, burden."""

from pathlib import Path

import pytest

from bot.channels.base import EditedText, Where
from messages.message import Button
from messages.tokens import MAX_TOKEN, decode, encode
from tasks_db.work.acts import seating
from tests.pager_world import an_office, only_on_pager
from tests.second_channel import Pager, pager_at, who
from tests.small_world import CLERK, STARTS, WATER, a_draft_task, at_local, open_office, rows, small_meeting


async def test_the_office_is_told_of_units_that_nobody_can_be_asked_for_and_of_what_each_got(tmp_path: Path) -> None:
    async with open_office(tmp_path, STARTS) as office:
        await office.units("县教育局")
        await small_meeting(office, a_draft_task("1", "改造供水管网", ["县水利局"], ["县教育局"]))
        await at_local(office, "2025-11-04T10:00")
        told = (await office.last(CLERK))["text"]
        assert "1个单位没有人可催" in told
        assert "县教育局" in told
        burden = (await office.say(CLERK, "/burden")).text
        assert burden == "2025年11月：1个单位，消息1条、提问1次\n· 县水利局：消息1条，提问1次"


async def test_who_has_handed_a_seat_over_answers_for_it_no_more(tmp_path: Path) -> None:
    async with open_office(tmp_path, STARTS) as office:
        await small_meeting(office)
        await at_local(office, "2025-11-03T10:00")
        await office.do_as(CLERK, seating.hand_over, "县水利局", "新人")
        heard = await office.say(WATER, "1 进度60%")
        assert "改造供水管网" not in heard.text
        assert "办公室" in heard.text
        assert await rows(office) == []


async def test_a_corrected_message_changes_no_answer_and_is_told_how_to(tmp_path: Path) -> None:
    pager = Pager()
    async with an_office(tmp_path, pager) as office:
        await only_on_pager(office, WATER, "7001")
        here = Where(pager_at("7001"))
        await office.receive(EditedText(id="e", who=who("7001"), where=here, ref="1", text="1 进度90%"))
        assert "已记录的不会跟着变" in pager.last("7001").text
        assert "改一下" in pager.last("7001").text
        assert await rows(office) == []


def test_a_button_carries_at_most_64_bytes_and_comes_back_as_it_was() -> None:
    most = Button("通过", "a" * 3, (2**31 - 1,) * 5)
    assert decode(encode(most)) == ("aaa", ("2147483647",) * 5)
    with pytest.raises(ValueError, match="64 bytes"):
        encode(Button("通过", "digest", ("县" * 20,)))
    with pytest.raises(ValueError, match="not of this program"):
        decode("x" * (MAX_TOKEN + 1))
