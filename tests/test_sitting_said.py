"""A sitting in plain words: answers and questions about them, buttons typed, several matters in one text."""

from datetime import date
from pathlib import Path

import pytest

from tasks_db.language.attendance_words import attendance, leave
from tasks_db.language.matters import matters
from tasks_db.language.sitting_labels import labelled
from tasks_db.language.sitting_orders import Order, ordered
from tasks_db.language.sitting_words import SittingWordsError, Wish, decided, wish
from tests.office_world import CLERK, CONVENOR, open_office
from tests.sitting_world import EXTRA, MONEY, SAID, STARTS, STREETS, WATER, called, joint_meeting
from tests.small_world import at_local

ANSWERS = {
    "我局参加，会上由副主任周平参会": ("参加", "副主任周平", ""),
    "县水利局参加，由江一帆参会": ("参加", "江一帆", ""),
    "11月12日的专题会我请假，当天到省里开会": ("请假", "", "当天到省里开会"),
    "我局请假，因为局长出差，派副局长王青参会": ("请假", "副局长王青", "局长出差"),
    "我请假": ("请假", "", ""),
    "请假，委派副局长邵安澜，理由：当天在市里参加防汛会商": ("请假", "副局长邵安澜", "当天在市里参加防汛会商"),
    "请假，理由：当天在市里参加防汛会商，委派副局长邵安澜": ("请假", "副局长邵安澜", "当天在市里参加防汛会商"),
    "请假 委派：副局长邵安澜 理由 当天开会": ("请假", "副局长邵安澜", "当天开会"),
    "请假，主要理由是当天由市里安排在水厂开会": ("请假", "", "当天由市里安排在水厂开会"),
    "请假，委派副局长邵安澜当天在场": ("请假", "", ""),  # cannot be parted, and is asked
    "请假，由副局长邵安澜参会，由主任王青参会": ("请假", "", ""),
    "收到，我参加专题会议": ("参加", "", ""),
    "收到通知，我局参加明天的校园周边交通安全专题会议": ("参加", "", ""),
    "我街道参加，由主任方未晞参会": ("参加", "主任方未晞", ""),
    "参加会议，参会人：主任方未晞": ("参加", "主任方未晞", ""),
}


@pytest.mark.parametrize("text", ANSWERS)
def test_an_answer_to_a_notice_is_parted_into_who_comes_and_why(text: str) -> None:
    said = attendance(text)
    assert said is not None
    assert (said.reply.zh, said.delegate, said.reason) == ANSWERS[text]


LEAVES = {
    "原因 局长外出培训，委派副局长 秦立群参会": ("副局长 秦立群", "局长外出培训"),
    "局长到省里开会，由副局长 王青代": ("副局长 王青", "局长到省里开会"),
    "原因 局长派去省里参加会议": ("", "局长派去省里参加会议"),
    "原因：要派人防汛": ("", "要派人防汛"),
    "副局长 王青": ("副局长 王青", ""),
    "副局长王青，理由：开会": ("副局长王青", "开会"),
    "原因 在省里由市局安排参加培训": ("", "在省里由市局安排参加培训"),
}


@pytest.mark.parametrize("text", LEAVES)
def test_a_reason_keeps_whom_a_unit_sends(text: str) -> None:
    assert (leave(text).delegate, leave(text).reason) == LEAVES[text]


WISHED = {
    **dict.fromkeys(
        (
            "明天的会谁还没回复",
            "谁没回复会议通知",
            "谁没回会议通知",
            "会议回执",
            "11月12日的会还有哪几家没回复？",
            "上次会议谁没参加",
        ),
        Wish.REPLIES,
    ),
    **dict.fromkeys(
        ("谁主持会议", "会议由谁主持", "这次会议由谁主持？", "联席会议谁主持", "会议主持人是谁"), Wish.CHAIR
    ),
    **dict.fromkeys(("备案", "备案材料", "把备案材料打出来", "打印备案表"), Wish.FILINGS),
    **dict.fromkeys(("谁没回复", "会议材料谁没报", "参加会议", "会开了没有")),
}


@pytest.mark.parametrize("text", WISHED)
def test_who_has_not_answered_a_notice_is_no_question_of_tasks(text: str) -> None:
    found = wish(text)
    assert (found.wish if found else None) is WISHED[text]


LABELS = {
    "登记出席": ("登记出席", ""),
    "登记出席：县财政局由副局长代": ("登记出席", "县财政局由副局长代"),
    "记一项：由县财政局办理": ("记一项", "由县财政局办理"),
    "把纪要送审": ("纪要送审", ""),
    "同意签发会议通知": ("签发通知", ""),
    "议程调整了，补发通知": ("补发调整后的议程", ""),
    "把调整后的议程发给各参会单位": ("补发调整后的议程", ""),
    "议程改了，把新议程通知参会单位": ("补发调整后的议程", ""),
    "会议要求": None,
    "印发纪要前再看看": None,
}


@pytest.mark.parametrize("text", LABELS)
def test_the_words_on_a_button_may_be_typed(text: str) -> None:
    assert labelled(text) == LABELS[text]


def test_minutes_are_taken_back_with_the_reason_behind_it() -> None:
    said = ordered("撤回纪要，第2项文字有问题")
    assert said is not None
    assert said.order is Order.RECALL


TICKED = {
    "由县财政局在12月30日前办结，列入督办。": ("由县财政局在12月30日前办结", True),
    "由县财政局在12月30日前办结（需要督办）": ("由县财政局在12月30日前办结", True),
    "由县财政局办，不列入督办": ("由县财政局办", False),
    "由县督查室负责督办。": ("由县督查室负责督办。", None),
}


@pytest.mark.parametrize("text", TICKED)
def test_a_sentence_that_says_it_is_for_supervision_loses_those_words(text: str) -> None:
    said = decided(text, [("县财政局", "县财政局")], date(2025, 11, 3))
    assert (said.text, said.supervise) == TICKED[text]


def test_several_matters_are_several_and_one_with_a_decimal_is_one() -> None:
    assert matters("停车用地，县自然资源局汇报；路灯修缮", 2) == (("停车用地", "县自然资源局"), ("路灯修缮", ""))
    assert matters("1.学校门口停车；2.校园周边货车限行") == (("学校门口停车", ""), ("校园周边货车限行", ""))
    assert matters("甲乙问题；县水利局汇报") == (("甲乙问题", "县水利局"),)
    assert matters("补助1.7亿元的安排") == (("补助1.7亿元的安排", ""),)
    with pytest.raises(SittingWordsError, match="说的是3项，看出来的是2项"):
        matters("路灯；停车", 3)


async def test_a_sitting_is_kept_by_typing_what_stands_on_its_buttons(tmp_path: Path) -> None:
    async with open_office(tmp_path, STARTS, extra=EXTRA) as office:
        await joint_meeting(office)
        await office.say(WATER, "提议召开校园周边交通安全专题会议，研究1.学校门口停车；2.校园周边货车限行")
        await office.say(CONVENOR, "同意召开")
        await office.say(CLERK, "定时间地点：11月10日上午9:30 县政府三楼会议室")
        heard = await office.say(CLERK, "拟议程")
        assert "2. 学校门口停车 [" in heard.text
        assert "3. 校园周边货车限行 [" in heard.text
        heard = await office.say(CLERK, "加两项：停车场用地，县财政局汇报；路灯修缮")
        assert "4. 停车场用地（县财政局）" in heard.text
        assert "5. 路灯修缮" in heard.text
        assert "停车场用地" not in (await office.say(CLERK, "撤销")).text  # both were one change
        await office.say(CLERK, "通知核稿")
        await office.press(CLERK, "核稿无误")
        await office.told(CONVENOR)
        assert "已签发，由办公室发出" in (await office.say(CONVENOR, "同意签发会议通知")).text
        await office.say(CLERK, "发会议通知")
        await office.press(CLERK, "确认发出通知")
        assert "2025年校园周边交通安全专题会议，由" in await office.told(MONEY)
        heard = await office.say(MONEY, "收到，我和江一帆一起参加会议")
        assert "贵单位参加还是请假？" in heard.text
        heard = await office.say(MONEY, "请假，委派副局长江一帆当天在场")
        assert "由谁代为参会？" in heard.text
        heard = await office.say(MONEY, "县财政局参加，由江一帆参会")
        assert "县财政局回执已记录：参加：江一帆" in heard.text
        assert (
            "县城管局回执已代录：请假，委派副局长王青参会"
            in (await office.say(CLERK, "县城管局请假，委派副局长王青参会")).text
        )
        for who in (CLERK, CONVENOR):
            assert "请假1：县城管局（委派副局长王青）" in (await office.say(who, "谁没回复会议通知")).text
        await at_local(office, "2025-11-10T11:00")
        heard = await office.say(CLERK, "登记出席：县教育局缺席")
        assert "缺席1：县教育局" in heard.text
        await office.press(CLERK, "确认登记")
        await office.say(CLERK, "记一项")
        heard = await office.say(CLERK, f"记一项：{SAID}，列入督办")
        assert "记下了（议定）：由县财政局" in heard.text
        assert "印发后列为督办任务" in heard.text
        assert "列入督办" not in heard.text
        heard = await office.say(CLERK, "第1项记错了，改为由县水利局在12月26日前提出资金安排意见")
        assert "牵头：县水利局" in heard.text
        await office.press(CLERK, "再记一项")
        await office.say(CLERK, "把纪要送审")  # is no matter that was decided
        assert "请签发会议纪要" in await office.told(CONVENOR)
        assert "纪要已撤回" in (await office.say(CLERK, "撤回纪要，第1项文字有问题")).text


async def test_a_changed_agenda_is_told_after_a_read_back_and_the_signed_notice_is_what_is_repeated(
    tmp_path: Path,
) -> None:
    async with open_office(tmp_path, STARTS, extra=EXTRA) as office:
        await joint_meeting(office)
        await office.say(WATER, "提议召开专题会议，研究管网改造经费")
        await office.say(CONVENOR, "同意召开")
        await office.say(CLERK, "定参会单位：县水利局、县财政局")
        await called(office)
        assert "补发" not in "".join((await office.say(CLERK, "/sittings 1")).labels())
        await office.say(CLERK, "把第2项挪到第1项前")
        heard = await office.say(CLERK, "加一项：路灯修缮，县城管局汇报")
        assert "参会单位还不知道这些改动" in heard.text
        assert "补发调整后的议程" in heard.labels()
        await office.say(CLERK, "催一下没有回执的")
        await office.press(CLERK, "确认催回执")
        told = await office.told(MONEY)
        assert "【催回执】" in told
        assert "路灯修缮" not in told  # nobody has signed that
        heard = await office.say(CLERK, "把调整后的议程发给各参会单位")
        assert "将把补充通知发给3个单位（县水利局、县财政局、县城管局）" in heard.text
        assert "增列：路灯修缮（县城管局汇报）" in heard.text
        assert "议题次序有调整" in heard.text
        assert "原来没有通知的县城管局要汇报，一并列入参会单位" in heard.text
        heard = await office.press(CLERK, "确认补发")
        assert "补充通知已发出，共3个单位" in heard.text
        for who in (MONEY, STREETS):
            told = await office.told(who)
            assert "【会议补充通知】" in told
            assert "3. 路灯修缮（县城管局）" in told
        assert "补充通知】（已告知参会单位）" in await office.told(CONVENOR)
        heard = await office.press(STREETS, "参加", within="【会议补充通知】")
        assert "县城管局回执已记录：参加" in heard.text
        assert "补发" not in "".join((await office.say(CLERK, "会议1的议程")).labels())
        await office.say(CLERK, "催一下没有回执的")
        await office.press(CLERK, "确认催回执")
        assert "路灯修缮" in await office.told(MONEY)
