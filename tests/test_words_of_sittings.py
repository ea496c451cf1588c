"""What is told of a sitting, word for word, where a clause left out would mislead: who, when, why and what not."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from messages import (
    agenda_text,
    circular_text,
    filing_text,
    presence_text,
    resolutions_text,
    sitting_notices,
    sitting_pack,
    sitting_papers,
    sitting_text,
)
from messages.paper import Paper
from tasks_db.register import digest
from tasks_db.register.giving import CircularLine, Reader, Sending, Signed, Unreached
from tasks_db.register.meetings.deciding import PlenaryCount, Step
from tasks_db.register.meetings.filing import Change, Filing
from tasks_db.register.meetings.follow_up import FollowUp, Standing
from tasks_db.register.meetings.rules import Rules
from tasks_db.register.meetings.values import AgendaItem, Attendee, Body, Noticed, Resolution, Sitting
from tasks_db.register.reading import Register
from tasks_db.terms import (
    BodyKind,
    Decided,
    FilingMode,
    ItemKind,
    Presence,
    Reply,
    SeatRole,
    SittingKind,
    SittingState,
)

AT = datetime(2025, 11, 10, 1, 30, tzinfo=UTC)
SENT = AT - timedelta(days=7)
DAY = date(2025, 11, 10)
BODY = Body(1, "清河县建设联席会议", BodyKind.JOINT_MEETING, "县住建局", Rules(seal_unit="县住建局"))


def attendee(n: int, unit: str, **given: Any) -> Attendee:
    known: dict[str, Any] = {
        "role": SeatRole.MEMBER, "person_id": n, "person": f"成员{n}", "observer": False, "reply": None,
        "delegate": "", "reason": "", "presence": None, "attended": "", "reached": True,
    }  # fmt: skip
    return Attendee(n, n, unit, **(known | given))


WATER = attendee(1, "县水利局", reply=Reply.ATTEND)
MONEY = attendee(2, "县财政局", reply=Reply.LEAVE, delegate="副局长王青", reason="到省里开会")
SCHOOLS = attendee(3, "县教育局", reached=False)
AUDIT = attendee(4, "县审计局", observer=True)
TICKED = Resolution(
    1, Decided.AGREED, "由县水利局会同县财政局提出意见", "县水利局", ("县财政局",), DAY, supervised=True, task_id=7
)
NOTED = Resolution(2, Decided.HEARD, "县水利局汇报了管网改造情况", None, (), None, supervised=False, task_id=None)
SITTING = Sitting(
    id=5, meeting_id=1, kind=SittingKind.AD_HOC, state=SittingState.APPROVED, topic="管网改造经费", proposed_by=1,
    proposed_as="县水利局成员 江一帆", proposed_at=SENT, decided_by="栗某", decided_at=SENT, reason="", number=1,
    starts_at=AT, place="三楼会议室", chair="副县长栗某", reply_by=date(2025, 11, 7), called_at=None, held_at=None,
    requirements="", signed_by=None, signed_at=None, issue=None, issued_at=None, plan_id=None, year=2025,
    attendees=(WATER, MONEY, SCHOOLS, AUDIT),
    items=(AgendaItem(1, ItemKind.ADDED, "管网改造经费", "县水利局", (), ""),),
    grounds="资金缺口较大",
)  # fmt: skip
CALLED = replace(SITTING, state=SittingState.CALLED, called_at=SENT)
HELD = replace(
    CALLED, state=SittingState.HELD, held_at=AT, resolutions=(TICKED, NOTED), requirements="各单位要倒排工期。",
    attendees=(
        replace(WATER, presence=Presence.PRESENT, attended="江一帆"),
        replace(MONEY, presence=Presence.SUBSTITUTE, attended="副局长王青"),
        SCHOOLS,
        replace(AUDIT, presence=Presence.OBSERVER),
    ),
)  # fmt: skip
ISSUED = replace(HELD, state=SittingState.ISSUED, issue=3, issued_at=AT, plan_id=9, signed_by="栗某", signed_at=AT)


def labels(message: Any) -> list[str]:
    return [b.label if hasattr(b, "label") else b[0] for row in message.buttons for b in row]


def test_a_proposal_tells_why_and_gives_only_those_who_decide_something_to_press() -> None:
    proposed = replace(SITTING, state=SittingState.PROPOSED)
    for said in (sitting_notices.proposed(BODY, proposed), sitting_notices.proposed_to_office(BODY, proposed)):
        head, why = said.text.splitlines()[:2]
        assert head == "县水利局成员 江一帆提议召开清河县建设联席会议2025年第一次临时会议，研究：管网改造经费"
        assert why == "理由：资金缺口较大"
    assert "同意召开" in labels(sitting_notices.proposed(BODY, proposed))
    office = sitting_notices.proposed_to_office(BODY, proposed)
    assert office.text.endswith("已送召集人审核，同意后由办公室准备会议。")
    assert labels(office) == ["看会议"]
    now, later = SENT, SENT + timedelta(hours=10)
    assert sitting_text.proposed(proposed, ["栗某"], now, now).endswith("请栗某决定的消息已送出。")
    assert "送到（现在不在发送时段）；对方现在打开“待办”也能看到" in sitting_text.proposed(
        proposed, ["栗某"], later, now
    )


def test_whoever_is_told_no_hears_why_and_a_cancelled_sitting_names_its_day() -> None:
    no = replace(SITTING, state=SittingState.REFUSED, reason="先开碰头会")
    assert sitting_notices.decided(BODY, no).text.endswith("未获同意。栗某：先开碰头会")
    off = replace(CALLED, state=SittingState.CANCELLED, reason="召集人出差")
    assert sitting_notices.cancelled(BODY, off).text == (
        "2025年第一次临时会议取消（原定2025年11月10日 09:30）：管网改造经费\n原因：召集人出差"
    )
    back = replace(SITTING, reason="地点写错")
    assert sitting_notices.released(BODY, back).text.endswith("的通知退回修改：地点写错")
    assert sitting_notices.signed(BODY, replace(HELD, reason="时限写错")).text.endswith("纪要退回修改：时限写错")
    assert "通知退回意见：地点写错" in sitting_text.card(back, ()).text
    assert "纪要退回意见：时限写错" in sitting_text.card(replace(HELD, reason="时限写错"), ()).text


def test_a_notice_says_who_sits_in_and_what_to_do_about_not_coming() -> None:
    said = sitting_notices.call(BODY, CALLED)
    assert said.text.splitlines()[-3:] == [
        "二、参会：县水利局、县财政局、县教育局",
        "列席：县审计局",
        "三、请于2025年11月7日前回执。因故不能参会的请假，并委派熟悉情况的同志参会。",
    ]
    assert labels(said) == ["参加", "请假"]
    for heads in (sitting_notices.call_heads(BODY, CALLED), sitting_notices.moved_heads(BODY, CALLED)):
        assert labels(heads) == ["看会议"]  # convenors are told and not asked
    assert sitting_notices.shown(BODY, SITTING, office=True).text.startswith("会议通知（稿，还没有发出）\n")
    assert sitting_notices.shown(BODY, CALLED, office=True).text.startswith("会议通知（2025年11月3日发出）\n")


def test_words_too_long_for_one_message_say_that_they_are_cut_and_where_the_rest_is() -> None:
    long = replace(HELD, requirements="要求" * 2000)
    text = sitting_notices.to_sign(BODY, long).text
    assert len(text) < 3800
    assert text.endswith("字，全文见 Word 稿，请向联席会议办公室要）")
    assert "……（未完，共4" in text


def test_before_minutes_go_out_it_is_said_who_gets_them_who_does_not_and_what_becomes_a_task() -> None:
    """R17, and again in the receipt."""
    before = sitting_notices.before_issue(HELD, AT).text
    assert before == (
        "将把2025年第一次临时会议纪要发给3个单位（县水利局、县财政局、县审计局）和召集人；"
        "督办1项成为任务，由牵头单位反馈。\n没有绑定、发不到、要另送的1个：县教育局。"
    )
    early = sitting_notices.before_issue(HELD, AT - timedelta(minutes=1)).text
    assert early == f"会议还没到开始时间（2025年11月10日 09:30）。会还没有开的，请开过再印发。\n{before}"
    assert sitting_text.issued(ISSUED).endswith("\n没有绑定、要另送的：县教育局。")
    assert "1项督办任务已交办（方案9）" in sitting_text.issued(ISSUED)
    assert sitting_notices.issued(BODY, ISSUED).text.endswith("\n列入督办1项，已交办牵头单位，请按期反馈。")
    later = sitting_text.called(CALLED, SENT + timedelta(hours=10), SENT)
    assert "，2025年11月3日 19:30送到（现在不在发送时段）。" in later
    assert later.endswith("\n没有绑定、要电话通知的：县教育局")
    assert "送到" not in sitting_text.called(CALLED, SENT, SENT)


def test_minutes_in_chat_and_on_paper_tell_what_was_asked_for_and_who_was_there() -> None:
    told = sitting_notices.minutes(BODY, HELD).splitlines()
    assert told[1:] == [
        "1. 会议议定，由县水利局会同县财政局提出意见。【督办】",
        "2. 会上，县水利局汇报了管网改造情况。",
        "要求：各单位要倒排工期。",
        "出席：县水利局 江一帆",
        "委派：县财政局（副局长王青代）",
        "列席：县审计局",
    ]
    paper = text_of(sitting_papers.minutes(BODY, HELD, DAY))
    assert "【督办】" not in paper
    assert "各单位要倒排工期。" in paper
    assert "委派：县财政局（副局长王青代）。列席：县审计局。记录：" in paper
    assert "县审计局" in sitting_papers.minutes_head(BODY, HELD, DAY).copies
    assert sitting_papers.recipients(HELD) == "县水利局、县财政局、县教育局、县审计局"


def text_of(paper: Paper) -> str:
    return "\n".join([paper.opening.text, *(p.text for s in paper.sections for p in s.paragraphs)])


def test_the_notice_on_paper_asks_for_answers_and_material_only_where_there_is_some() -> None:
    said = text_of(sitting_papers.notice(BODY, SITTING, DAY))
    assert "请于2025年11月7日前回复参会人员。因故不能参会的，请向召集人请假，并委派熟悉情况的同志参会。" in said
    assert "每个议题不超过3分钟" in said
    plain = replace(SITTING, items=(replace(SITTING.items[0], reporter=""),))
    assert "3分钟" not in text_of(sitting_papers.notice(BODY, plain, DAY))
    assert sitting_papers.when(AT.replace(hour=4, minute=0)).endswith("下午12:00")
    assert sitting_papers.when(AT.replace(hour=7, minute=5)).endswith("下午3:05")


def test_what_is_filed_names_the_former_post_and_on_what_it_rests() -> None:
    filed = Filing(
        1, "县公安局", SeatRole.MEMBER, "秦某", "副局长", "赵某", "副局长", FilingMode.SUCCESSION, "因工作变动",
        "县委常委会决定", date(2025, 4, 7), AT, "办公室 文员", 2,
    )  # fmt: skip
    row = sitting_papers.filing(BODY, [filed], DAY).annexes[0].table.rows[0]
    assert row[2] == "秦某 副局长"
    assert row[6] == f"{FilingMode.SUCCESSION.zh}（县委常委会决定）"
    assert "赵某尚未绑定。请转告本人用邀请码AB12-CD34登录网页" in filing_text.filed(replace(filed, code="AB12-CD34"))
    change = Change("县公安局", SeatRole.MEMBER, "秦某", "赵某", FilingMode.SUCCESSION, date(2025, 4, 7), 2)
    asked = filing_text.before(change, said="钱某").text
    assert "未办事项2项一并移交，并登记备案。\n注意：您写的是由钱某调整，现任是秦某，请核对。" in asked


def pack_of(sitting: Sitting, *followed: FollowUp, own: tuple[FollowUp, ...] = (), today: date = DAY) -> Paper:
    nothing = digest.compile(Register(()), as_of=AT)
    return sitting_pack.pack(BODY, sitting, nothing, Standing(sitting, followed), own, DAY, today)


def test_the_pack_tells_the_notice_as_it_went_out_what_changed_since_and_who_is_silent() -> None:
    noticed = Noticed((("原定议题", "县水利局"),), AT, "一楼", "县长", date(2025, 11, 7), frozenset({1, 2, 3, 4}))
    said = text_of(pack_of(replace(CALLED, notice=noticed)))
    assert "在一楼召开" in said
    assert (
        "通知发出后，时间地点改为2025年11月10日（周一）上午9:30在三楼会议室；改由副县长栗某主持；议题有调整，见下。"
        in said
    )
    assert "没有回执：县教育局。" in said
    assert "列席：县审计局（没有回执）。" in said
    later = pack_of(CALLED, own=(FollowUp(TICKED, None),), today=date(2025, 12, 3))
    assert "截至2025年12月3日，议定1项" in text_of(later), "the paper is of the sitting's day, what became is not"
    assert later.annexes[-1].title == "本次会议议定事项落实情况表（截至2025年12月3日）"
    gone = pack_of(CALLED, FollowUp(TICKED, None))
    assert gone.annexes[-1].table.rows[0][-1] == "已取消"


def test_a_matter_that_cannot_be_supervised_says_what_it_lacks() -> None:
    bare = replace(NOTED, kind=Decided.AGREED, text="抓紧研究")
    text = resolutions_text.resolution(bare, 5).text
    assert text.endswith("现在只是知悉，印发后不催（列入督办还缺牵头单位、完成日期）。")
    assert "（列入督办还缺" not in resolutions_text.resolution(replace(TICKED, supervised=False), 5).text


def test_what_became_of_a_sittings_matters_names_those_that_are_not_followed() -> None:
    text = resolutions_text.followed(BODY, Standing(ISSUED, (FollowUp(TICKED, None),))).text
    assert "（县水利局，2025年11月10日前）：已取消" in text
    assert text.endswith("另有不督办的1项（听取1项），见纪要。")
    assert [b.label for b in resolutions_text.to_tasks(ISSUED, MONEY)] == ["第1项任务"]  # it has a part in it
    assert resolutions_text.to_tasks(ISSUED, SCHOOLS) == []
    assert len(resolutions_text.to_tasks(ISSUED, None)) == 1


def test_a_list_that_is_narrowed_says_so_and_the_card_of_a_unit_has_no_papers_of_the_office() -> None:
    for sittings in ([CALLED], []):
        narrowed = sitting_text.listed(BODY, sittings, narrowed=True).text
        assert "（只列出通知了贵单位的和您提议的）" in narrowed
        assert "只列出" not in sitting_text.listed(BODY, sittings, narrowed=False).text
    member, observer = (sitting_text.card(CALLED, (), mine=one) for one in (WATER, AUDIT))
    assert {"参加", "请假"} <= set(labels(member))
    assert not {"参加", "请假", "通知 Word"} & set(labels(observer))
    assert "通知 Word" in labels(sitting_text.card(CALLED, (), office=True))


def test_the_card_says_what_is_still_to_be_fixed_who_has_to_sign_and_what_units_do_not_know() -> None:
    bare = replace(SITTING, starts_at=None, place="", items=())
    assert "发通知前还要定：" in sitting_text.card(bare, (Step.AGENDA,)).text
    assert "要由栗某签发，还没有绑定：请先邀请，或签字后在终端登记：lianxi sitting notice 5 --sign" in (
        sitting_text.card(SITTING, (), unbound=["栗某"]).text
    )
    changed = sitting_text.card(CALLED, (Step.SUPPLEMENT,)).text
    assert "通知发出后议程有改动，参会单位还不知道。" in changed
    assert "· 第1项 → 已取消" in sitting_text.card(ISSUED, (), followed=[FollowUp(TICKED, None)]).text


@pytest.mark.parametrize(("owed", "said"), [(None, "，采用的规则没有写明次数。"), (2, "，规则要求每年至少2次。")])
def test_how_often_all_have_met_is_told_against_the_rule_or_that_there_is_none(owed: int | None, said: str) -> None:
    text = sitting_text.plenary(BODY, PlenaryCount(2025, 0, owed, None)).text
    assert text.splitlines()[0].endswith(said)
    assert text.endswith("临时会议和部分成员单位会议不计入。")
    assert ("今年还要召开。" in text) is (owed is not None)


def test_the_rules_of_a_body_say_where_they_come_from_and_only_the_office_changes_them() -> None:
    assert "来源：默认，没有采用方案的规则" in sitting_text.rules(BODY, [(2, "方案")], office=True).text
    assert sitting_text.rules(BODY, [(2, "方案")], office=False).buttons == ()
    assert sitting_text.rules(BODY, [(2, "方案")], office=True).buttons


def test_who_has_not_answered_or_cannot_be_told_is_named_and_is_not_absent() -> None:
    chaired = presence_text.attendance(replace(CALLED, chair="受召集人委托，副召集人顾某")).text
    assert chaired.splitlines()[1] == "主持：副召集人顾某（受召集人委托）"
    early = presence_text.before_holding(CALLED, AT - timedelta(minutes=1)).text
    assert early.startswith(
        "会议还没到开始时间（2025年11月10日 09:30）。会开过了再登记；确实提前开了的，可以确认。\n登记"
    )
    assert presence_text.before_holding(CALLED, AT).text.startswith("登记")
    told = presence_text.attendance(CALLED, office=True)
    assert told.text.splitlines()[1:] == [
        "请假1：县财政局（委派副局长王青）",
        "参加1：县水利局",
        "未回1：县教育局",
        "列席1：县审计局（未回）",
        "通知没有送达（未绑定），请电话通知：县教育局",
        "回执截止：2025年11月7日",
    ]
    held = presence_text.held(HELD).text
    assert "未反馈的1个单位没有回执、也没有签到，不算缺席。" in held
    assert "更正出席" in labels(presence_text.attendance(HELD, office=True))
    assert labels(presence_text.attendance(HELD)) == ["返回会议"]
    asked = replace(CALLED, reminded_at=SENT)
    assert "上次催回执：2025年11月3日 09:30。" in presence_text.before_reminding(asked).text
    assert "没有列入的1个单位（不是成员单位）：县农业局。都要请的，点“定参会单位”写“全部”。" in "".join(
        presence_text.counts(SITTING, ["县农业局"])
    )
    assert presence_text.by_phone("县财政局", Reply.LEAVE, "王青", "到省里开会") == (
        "县财政局回执已代录：请假，委派王青参会，到省里开会。要改的再说一遍。"
    )
    assert "撤销登记" not in labels(presence_text.held(replace(HELD, state=SittingState.ISSUED)))


def test_an_agenda_says_what_found_no_room_what_was_dropped_and_that_units_do_not_know() -> None:
    text = agenda_text.agenda(SITTING, office=True, left=2, dropped=1).text
    assert "另有2项排不下，建议先开联络员会议。\n删过或改写过的1项没有再列。" in text
    known = Noticed((), AT, "三楼", "栗某", None, frozenset({1}), (("别的议题", ""),), frozenset({1}))
    changed = agenda_text.agenda(replace(CALLED, notice=known, can_undo=True), office=True)
    assert "通知已经发出，参会单位还不知道这些改动。改好后点“补发调整后的议程”。" in changed.text
    assert {"补发调整后的议程", "撤销改动"} <= set(labels(changed))
    assert "参会单位还不知道" not in text


GONE = Unreached(9, "县气象局", "没有联络员")


def test_a_notice_to_sign_for_says_whom_it_does_not_reach_and_what_to_do_about_it() -> None:
    sending = Sending("全体", (("县水利局", "江一帆"),), (GONE,), 1)
    before = circular_text.before_sending(sending, "请报送材料").text
    assert "收得到：县水利局江一帆\n1个单位送不到：县气象局（没有联络员）。\n送不到的，可以发填报链接" in before
    assert circular_text.sent(sending).text.startswith(
        "通知已发给1人（在发送时段内送出）。1个单位送不到，留在名单上：县气象局。"
    )
    read, lost = Reader("江一帆", "县水利局", AT), Reader("王青", "县财政局", None, lost=True)
    line = CircularLine(3, AT, "全体", "请报送材料", (read, lost), (GONE, replace(GONE, unit="县教育局", now="李明")))
    text = circular_text.circular(line).text
    assert "签收1/2，答复0/2，送不到2个单位\n· 县水利局 江一帆 2025年11月10日 09:30\n" in text
    assert "签收了，没答复：县水利局江一帆" in text
    assert "没签收：县财政局王青（现在联系不上）" in text
    assert "· 县教育局：当时送不到，现在可以补发给李明" in text
    assert circular_text.signed_count(replace(line, readers=(), unreached=())) == "已撤回，没有发出"
    assert circular_text.signed(Signed("请报送材料", 2)).endswith("已签收（代表2个单位）。")
