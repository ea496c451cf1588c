"""备案: members, convenors and liaisons are replaced in four ways, and filed; a closed task is opened again."""

from datetime import date
from pathlib import Path

import pytest

from bot.delivery import upkeep
from tasks_db.language.replacing_words import replacing
from tasks_db.register.authority import OPERATOR
from tasks_db.register.meetings.filing import Filing, mode_of
from tasks_db.register.meetings.rules import Rules
from tasks_db.register.refusals import MeetingRefused
from tasks_db.store import models
from tasks_db.terms import FilingMode, SeatRole
from tasks_db.work.acts import filing
from tests.audited_office import Audited
from tests.office_world import CLERK, CONVENOR, open_office
from tests.sitting_world import EXTRA, SCHOOLS, STARTS, STREETS, approved, called, joint_meeting
from tests.small_world import assignment_and_due, at_local
from tests.terminal import typed
from tests.test_rules_at_the_desk import office

__all__ = ["office"]


async def test_a_member_is_replaced_in_words_and_what_is_open_goes_along(tmp_path: Path) -> None:
    async with open_office(tmp_path, STARTS, extra=EXTRA) as office:
        await joint_meeting(office)
        await approved(office)
        await called(office)
        heard = await office.say(SCHOOLS, "县城管局成员换成赵新")
        assert "这项操作由联席会议办公室办理" in heard.text
        heard = await office.say(CLERK, "县城管局成员换成赵新，自11月5日起，因工作变动")
        assert "备案表还要写赵新的职务和变动原因" in heard.text
        heard = await office.say(CLERK, "副局长")
        assert "县城管局成员：城成员 → 赵新（副局长），自2025年11月5日起，因工作变动" in heard.text
        assert "方式：递补备案；未办事项1项一并移交" in heard.text
        heard = await office.press(CLERK, "确认换人")
        assert "县城管局成员由城成员调整为赵新，自2025年11月5日起，已备案" in heard.text
        assert "成员调整备案表" in heard.text, "its form comes along"
        heard = await office.say(CLERK, "/filings")
        assert "成员调整备案1条" in heard.text

        # 会议确定 must name the sitting
        await office.say(CLERK, "/rules")
        await office.press(CLERK, "改：成员怎么调整")
        await office.say(CLERK, "由所在单位提出，联席会议确定后会议确定")
        heard = await office.say(CLERK, "县教育局成员换成主任钱明")
        assert "哪次会议确定的" in heard.text
        heard = await office.say(CLERK, "第一次全体会议")
        assert "县教育局成员：教成员 → 钱明（主任）" in heard.text
        assert "方式：会议确定（第一次全体会议）" in heard.text
        assert "成员调整备案1条" in (await office.say(CLERK, "/filings")).text
        heard = await office.press(CLERK, "确认换人")
        assert "县教育局成员由教成员调整为钱明" in heard.text

        replace = ("seat", "replace", "县水利局", "孙立", "--mode", "召集人批准")
        assert "写明谁、何时批准的" in typed(tmp_path, *replace)
        assert "方式：召集人批准" in typed(tmp_path, *replace, "--basis", "召集人11月3日批准")
        typed(tmp_path, "seat", "handover", "县财政局", "李联")
        listed = typed(tmp_path, "seat", "filings")
        assert "成员调整备案4条" in listed
        assert "县财政局联络员由财联络调整为李联" in listed


async def test_a_change_is_heard_in_other_words_and_refused_at_once_where_there_is_no_such_seat(
    tmp_path: Path,
) -> None:
    async with open_office(tmp_path, STARTS, extra=EXTRA) as office:
        await joint_meeting(office)
        heard = await office.say(CLERK, "县府办成员换成副主任赵新")
        assert "县府办没有成员席位，没有可换的人。它现有：" in heard.text
        assert "县府办,成员,姓名,职务" in heard.text
        assert "没有写哪个单位" in (await office.say(CLERK, "成员换成赵新")).text
        heard = await office.say(CLERK, "副局长李四接替教成员")
        assert "县教育局成员：教成员 → 李四（副局长）" in heard.text
        heard = await office.say(CLERK, "县教育局的成员由张三改为副局长李四")
        assert "您写的是由张三调整，现任是教成员，请核对" in heard.text
        await office.say(CLERK, "县财政局联络员换成科员周敏")
        heard = await office.press(CLERK, "确认换人")
        assert "县财政局联络员已改为周敏（科员）" in heard.text


@pytest.mark.parametrize(
    "text",
    [
        "县公安局成员换成副局长李四",
        "县公安局的成员由张三改为副局长李四",
        "把县公安局联席会议成员调整为副局长李四同志",
        "县公安局成员改由副局长李四担任",
        "县公安局成员由副局长李四接任",
        "县公安局成员变更：张三→副局长李四",
        "副局长李四接替张三任县公安局成员",
        "县公安局副局长李四接替张三任成员",
        "县公安局成员换成李四（副局长），因工作变动",
    ],
)
def test_a_member_is_replaced_in_many_words(text: str) -> None:
    said = replacing(text, date(2025, 11, 3))
    assert said is not None
    assert (said.unit, said.role, said.name, said.post) == ("县公安局", SeatRole.MEMBER, "李四", "副局长")


async def test_a_closed_task_is_opened_again_with_a_reason_and_asked_for_again(tmp_path: Path) -> None:
    async with open_office(tmp_path, STARTS, extra=EXTRA) as office:
        await joint_meeting(office)
        await at_local(office, "2025-11-03T09:30")
        assignment, due = await assignment_and_due(office, "县城管局", "2")
        await office.forge(STREETS, f"cl:{assignment}:{due}:1")
        await office.say(CLERK, "/review")
        await office.press(CLERK, "1", within="待审核")
        await office.press(CLERK, "同意办结")
        await office.say(CLERK, "/task 2")
        await office.press(CLERK, "修改/豁免")
        await office.press(CLERK, "回头看重开")
        heard = await office.say(CLERK, "12月30日 巷子还在返工")
        assert "已重开“整治背街小巷”，新的时限2025年12月30日" in heard.text
        assert "重新列入督办，完成时限2025年12月30日。原因：巷子还在返工" in await office.told(STREETS)
        heard = await office.say(CONVENOR, "整治背街小巷进展")
        assert "已办结" not in heard.text
        heard = await office.say(CONVENOR, "县城管局11月情况")
        assert "申请办结，100%，已同意，2025年11月3日办公室重开：巷子还在返工" in heard.text
        assert "单位已撤销" not in heard.text
        await office.until(date(2025, 12, 31))
        assert "整治背街小巷" in (await office.last(STREETS))["text"]


async def test_the_office_hears_twice_of_a_year_without_its_plenary_and_an_ad_hoc_sitting_is_none(
    tmp_path: Path,
) -> None:
    async with open_office(tmp_path, "2025-09-01T08:00+08:00", extra=EXTRA) as office:
        await joint_meeting(office)
        assert await upkeep.guard_plenary(office.desk) == 0
        await office.say(CLERK, "/rules")
        await office.press(CLERK, "改：每年全体会议次数")
        await office.say(CLERK, "1次")
        assert await upkeep.guard_plenary(office.desk) == 0
        await at_local(office, "2025-10-01T09:30")
        assert "今年的全体会议已召开0次，规则要求每年至少1次" in await office.told(CLERK)
        assert await upkeep.guard_plenary(office.desk) == 0, "the clock of a rehearsal told it on its way"
        await approved(office)
        await at_local(office, "2025-12-01T09:30")
        assert "今年的全体会议已召开0次，规则要求每年至少1次" in await office.told(CLERK)
        await approved(office, "提议召开全体会议，研究年度安排")
        assert await upkeep.guard_plenary(office.desk) == 0


@pytest.mark.parametrize(
    ("words", "mode"),
    [
        ("", FilingMode.SUCCESSION),
        ("由所在单位相应职务人员递补，报办公室备案", FilingMode.SUCCESSION),
        ("由所在单位接任者自动更替", FilingMode.AUTOMATIC),
        ("报召集人批准", FilingMode.BY_HEAD),
        ("由会议研究决定", FilingMode.BY_MEETING),
    ],
)
def test_the_rules_say_in_which_way_a_seat_changes_hands(words: str, mode: FilingMode) -> None:
    assert mode_of(Rules(replacement=words)) is mode


@pytest.mark.parametrize("mode", FilingMode)
def test_each_way_of_replacing_somebody_makes_a_row_of_filings(office: Audited, mode: FilingMode) -> None:
    """A change by a sitting or by the convenor names the decision; without one it is refused and nothing changes."""
    needs = mode in {FilingMode.BY_HEAD, FilingMode.BY_MEETING}

    def replaced(basis: str = "") -> Filing:
        seat = ("县水利局", SeatRole.LIAISON, "江某")
        return office.desk.do(OPERATOR, filing.replace_holder, *seat, mode=mode, reason="退休", basis=basis)

    if needs:
        with pytest.raises(MeetingRefused):
            replaced()
        assert office.rows(models.Filing) == []
    replaced("第1期会议纪要" if needs else "")
    row = office.row(models.Filing)
    assert (row.before, row.after, row.mode, row.reason) == ("水联", "江某", mode, "退休")


def test_a_change_of_a_liaison_or_a_report_is_no_replacement() -> None:
    monday = date(2025, 11, 3)
    said = replacing("县公安局成员由秦广换成赵新", monday)
    assert said is not None
    assert (said.unit, said.role, said.name) == ("县公安局", SeatRole.MEMBER, "赵新")
    for text in ("县公安局联络员换成赵新", "路灯换成了LED", "项目成员已调整", "张三接替李四，继续施工"):
        assert replacing(text, monday) is None


SAID = {
    "县城管局成员由城成员改为赵新，职务副局长，理由：工作变动": ("副局长", "工作变动", None),
    "县城管局成员由城成员改为赵新，职务：副局长；理由：原成员退休": ("副局长", "原成员退休", None),
    "县城管局成员由城成员换成赵新，现任副局长，理由是班子分工调整，自11月20日起": (
        "副局长",
        "班子分工调整",
        date(2025, 11, 20),
    ),
    "县城管局成员由城成员改为赵新（副局长），原因：城成员调离，分管领域调整": (
        "副局长",
        "城成员调离，分管领域调整",
        None,
    ),
    "县城管局成员由城成员改为赵新，副局长，工作调整": ("副局长", "工作调整", None),
}


@pytest.mark.parametrize("text", SAID)
def test_a_change_says_post_and_reason_in_one_sentence(text: str) -> None:
    said = replacing(text, date(2025, 11, 12))
    assert said is not None
    assert (said.unit, said.name, said.before) == ("县城管局", "赵新", "城成员")
    assert (said.post, said.reason, said.since) == SAID[text]


async def test_a_change_in_one_sentence_is_read_back_whole_also_of_a_liaison_called_member(tmp_path: Path) -> None:
    async with open_office(tmp_path, STARTS, extra=EXTRA) as office:
        await joint_meeting(office)
        heard = await office.say(CLERK, "县城管局成员由城成员改为赵新，职务副局长，理由：工作变动")
        assert "县城管局成员：城成员 → 赵新（副局长），自2025年11月3日起，工作变动" in heard.text
        heard = await office.press(CLERK, "确认换人")
        assert "已备案" in heard.text
        assert "成员调整备案表" in heard.text
        await office.units("县审计局")
        await office.seat("县审计局", "审联络", 299, SeatRole.LIAISON)
        heard = await office.say(CLERK, "县审计局成员换成钱明，职务副局长")
        assert "换联络员请说：县审计局联络员换成姓名" in heard.text
        heard = await office.say(CLERK, "县审计局成员由审联络改为钱明，职务副局长，理由：工作变动")
        assert "县审计局联络员：审联络 → 钱明（副局长），自2025年11月3日起，工作变动" in heard.text
