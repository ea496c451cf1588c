"""What cannot be done of a sitting yet or any more, with the sentence that says what to do instead (R18)."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from tasks_db.register.meetings import deciding
from tasks_db.register.meetings.deciding import Step
from tasks_db.register.meetings.rules import Rules
from tasks_db.register.meetings.values import (
    AgendaItem,
    Attendee,
    Body,
    Noticed,
    Resolution,
    Signing,
    Sitting,
)
from tasks_db.register.refusals import MeetingRefused
from tasks_db.terms import BodyKind, Decided, ItemKind, Reply, SeatRole, SittingKind, SittingState

AT = datetime(2025, 11, 10, 1, 30, tzinfo=UTC)
BEFORE = AT - timedelta(days=3)
BODY = Body(1, "清河县建设联席会议", BodyKind.JOINT_MEETING, "县住建局", Rules())
WATER = Attendee(1, 1, "县水利局", SeatRole.MEMBER, 1, "江一帆", False, Reply.ATTEND, "", "", None, "", True)  # noqa: FBT003
AWAY = replace(WATER, reply=None, reached=False)
ITEM = AgendaItem(1, ItemKind.ADDED, "管网改造经费", "县水利局", (), "")
TICKED = Resolution(1, Decided.AGREED, "提出意见", "县水利局", (), date(2025, 12, 1), supervised=True, task_id=None)
WRITTEN = Sitting(
    id=5, meeting_id=1, kind=SittingKind.AD_HOC, state=SittingState.APPROVED, topic="管网改造经费", proposed_by=1,
    proposed_as="县水利局成员 江一帆", proposed_at=BEFORE, decided_by="栗某", decided_at=BEFORE, reason="", number=1,
    starts_at=AT, place="三楼会议室", chair="副县长栗某", reply_by=None, called_at=None, held_at=None,
    requirements="", signed_by=None, signed_at=None, issue=None, issued_at=None, plan_id=None, year=2025,
    attendees=(WATER,), items=(ITEM,),
)  # fmt: skip
CHECKED = replace(WRITTEN, signing=Signing(checked_at=BEFORE))
SIGNED = replace(WRITTEN, signing=Signing(checked_at=BEFORE, signed_at=BEFORE))
TOLD = Noticed(
    (), AT, "三楼会议室", "副县长栗某", None, frozenset({1}), (("管网改造经费", "县水利局"),), frozenset({1})
)
CALLED = replace(WRITTEN, state=SittingState.CALLED, called_at=BEFORE, notice=TOLD)
SILENT = replace(CALLED, attendees=(replace(WATER, reply=None),))
HELD = replace(CALLED, state=SittingState.HELD, held_at=AT)
Refusing = Callable[[], object]

REFUSED: dict[str, tuple[Refusing, str]] = {
    "nothing to check": (lambda: deciding.require_whole(replace(WRITTEN, place=""), BEFORE), "缺会议时间和地点。"),
    "nobody chairs": (lambda: deciding.require_whole(replace(WRITTEN, chair=""), BEFORE), "缺主持人。"),
    "nobody is called": (lambda: deciding.require_whole(replace(WRITTEN, attendees=()), BEFORE), "缺参会单位。"),
    "no matter": (lambda: deciding.require_whole(replace(WRITTEN, items=()), BEFORE), "缺议题。"),
    "its hour has come": (lambda: deciding.require_whole(WRITTEN, AT), "会议时间已经过去，请先改会议时间。"),
    "it is called already": (lambda: deciding.require_whole(CALLED, BEFORE), "会议5已发通知，不能这样做。"),
    "not checked": (lambda: deciding.require_checked(WRITTEN, BEFORE), "请办公室先点“通知核稿”。"),
    "signed before": (lambda: deciding.require_checked(SIGNED, BEFORE), "通知已经签发，可以发了。"),
    "sent unchecked": (lambda: deciding.require_ready_to_call(WRITTEN, BEFORE), "通知发出前要核稿、签发。"),
    "sent unsigned": (lambda: deciding.require_ready_to_call(CHECKED, BEFORE), "签发后再发。"),
    "everybody answered": (lambda: deciding.require_silent(CALLED, BEFORE), "的参会单位都回了，没有要催的。"),
    "too late to remind": (lambda: deciding.require_silent(SILENT, AT), "不再催回执。请登记出席。"),
    "nobody to be reached": (
        lambda: deciding.require_silent(replace(CALLED, attendees=(AWAY,)), BEFORE),
        "没有回执的县水利局都没有绑定，发不到。请打电话问，再点“代录回执”。",
    ),
    "known as it is": (lambda: deciding.require_supplement(CALLED, BEFORE), "没有要补发的。"),
    "too late to tell": (
        lambda: deciding.require_supplement(replace(CALLED, items=(ITEM, replace(ITEM, matter="另一项"))), AT),
        "会议时间已经到了，不再补发。",
    ),
    "signing in ahead": (lambda: deciding.require_day(CALLED, AT - timedelta(days=1)), "会议当天才能签到。"),
    "signing in afterwards": (lambda: deciding.require_day(CALLED, AT + timedelta(days=1)), "会议当天才能签到。"),
    "held the day before": (
        lambda: deciding.require_begun(CALLED, AT - timedelta(hours=10)),
        "会议还没有开始（11月10日09:30）。会议当天再登记出席。",
    ),
    "minutes of nothing": (lambda: deciding.require_minutes(HELD), "还没有记议定事项。请先点“记一项”"),
    "late from the start": (
        lambda: deciding.require_issuable(
            replace(HELD, state=SittingState.SIGNED, resolutions=(TICKED,)), date(2025, 12, 1)
        ),
        "第1项督办事项的日期已经过去。请签发人点“退回修改”",
    ),
    "not held": (lambda: deciding.require_unwritten(CALLED), "这次会议还没有登记出席，不用撤销。"),
    "minutes are begun": (
        lambda: deciding.require_unwritten(replace(HELD, requirements="倒排工期")),
        "纪要已经开始写，不能撤销登记。",
    ),
    "a notice is not signed by members": (
        lambda: deciding.require_taker(BODY, [SeatRole.MEMBER], Step.SIGN_NOTICE),
        "会议通知由召集人或办公室主任签发。",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_done_of_a_sitting_says_why_and_what_to_do(case: str) -> None:
    refusing, sentence = REFUSED[case]
    with pytest.raises(MeetingRefused) as refused:
        refusing()
    assert sentence in str(refused.value)


def test_what_can_be_done_of_a_sitting_is_not_refused() -> None:
    """The last moment before each of the refusals above, and the first after."""
    deciding.require_whole(WRITTEN, AT - timedelta(seconds=1))
    deciding.require_checked(CHECKED, BEFORE)
    deciding.require_ready_to_call(SIGNED, BEFORE)
    assert deciding.require_silent(SILENT, AT - timedelta(seconds=1)) == SILENT.attendees
    deciding.require_supplement(replace(CALLED, items=()), AT - timedelta(seconds=1))
    for hour in (-9, 0, 14):  # all of its local day, whatever day that is elsewhere
        deciding.require_day(CALLED, AT + timedelta(hours=hour))
        deciding.require_begun(CALLED, AT + timedelta(hours=hour))
    deciding.require_minutes(replace(HELD, resolutions=(TICKED,)))
    deciding.require_issuable(replace(HELD, state=SittingState.SIGNED, resolutions=(TICKED,)), date(2025, 11, 30))
    deciding.require_unwritten(HELD)
