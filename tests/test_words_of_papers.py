"""The sentences of papers and greetings, one by one: a clause left out would claim more than is known (R15)."""

from typing import Any

import pytest

from messages import greeting, wording
from messages.digest_parts import phrase
from tasks_db.register.greeting import Greeting
from tasks_db.register.people import Member, SeatHeld
from tasks_db.terms import SeatRole, TenureKind
from tests.builders import NOW

SAID: list[tuple[str, dict[str, Any], str]] = [
    (
        "opening",
        {
            "plans": "《甲》",
            "several": True,
            "total": 9,
            "quarterly": False,
            "unheard": True,
            "convenors_close": True,
            "day": "11月12日",
            "numbers": "任务序号前的数字为方案编号。",
        },
        (
            "根据《甲》，本办公室对各方案的9项任务进行了调度。数据截至11月12日，由牵头单位、责任单位反馈并经本办公室审核，"
            "办结由召集人审定（待审核的不计入进度，另行注明暂列状态）。任务序号前的数字为方案编号。现将有关情况通报如下："
        ),
    ),
    (
        "corrections",
        {"issue": "2025年第3期", "listed": "第2项", "rest": 4},
        "与2025年第3期相比，第2项；另有4项见附件1。",
    ),
    ("undecided", {"listed": "第2项延期申请待审核", "all": False}, "（其中第2项延期申请待审核）"),
    ("undecided", {"listed": "第2项延期申请待审核", "all": True}, "（第2项延期申请待审核）"),
    (
        "pending",
        {"day": "11月3日", "in_time": "到期前", "what": "办结", "held_up": "县教委尚未反馈"},
        "到期前的11月3日申请办结，因县教委尚未反馈未能审核",
    ),
    (
        "pending",
        {"day": "11月3日", "in_time": False, "what": "延期", "held_up": ""},
        "11月3日申请延期，本办公室尚未审核",
    ),
    ("newer_waits", {"count": 2, "listed": "第1项"}, "另有2项的反馈或者申请待审核（第1项），未计入"),
    (
        "reports",
        {"due": 9, "parts": "按时8份", "asked": True, "annexes": ""},
        "未办结的任务应报反馈9份（每项任务每个单位计1份，以最近一次应报为准，申请延期或办结、待审核的单位不计），按时8份。",
    ),
    ("by_phone", {"count": 2, "all": False}, "（其中2份为电话反馈）"),
    (
        "indicators",
        {"listed": "供水率", "count": 3, "all": False, "met": 1, "short": 1, "ahead": 1, "number": 2},
        "指标方面，有数据的3项，已达到1项、未达到1项（供水率）、其他1项，见附件2。",
    ),
    (
        "measured",
        {"period": "2025", "value": "90%", "target": "95%", "verdict": "未达到"},
        "2025年90%（目标95%，未达到）",
    ),
    ("measured", {"period": "2025", "value": "90%", "target": "95%", "verdict": ""}, "2025年90%，目标95%"),
    (
        "closed_on",
        {"day": "11月5日", "put_down": "11月6日", "late_for": "10月31日", "asked": "到期前"},
        "11月5日办结（11月6日登记）（到期前申请，应于10月31日完成）",
    ),
    (
        "overdue",
        {
            "who": "县水利局牵头的",
            "task": "第2项",
            "day": "10月31日",
            "what": "完成",
            "days": 12,
            "leaders": "",
            "missing": "云乡",
            "now": "进度60%",
        },
        "县水利局牵头的第2项应于10月31日完成，逾期12天，未完成的有云乡，进度60%。",
    ),
    (
        "missed",
        {"who": "县水利局牵头的", "task": "第2项", "day": "10月31日", "now": "进度60%"},
        "县水利局牵头的长期推进任务第2项应于10月31日完成的阶段目标尚未完成，进度60%。",
    ),
    ("held_back", {"unit": "县教委", "day": "11月3日"}, "县教委11月3日已报，本办公室未审"),
    ("unreached", {}, "因催报未送达该单位，办理情况待核实"),
    ("silent", {"since": True}, "此后未反馈进展"),
    ("silent", {"since": False}, "至今未反馈，完成情况不明"),
    ("lead_silent", {"sent_back": ""}, "牵头单位未反馈"),
    ("lead_silent", {"sent_back": "11月3日"}, "牵头单位11月3日反馈被退回、未重报"),
    (
        "sent_back",
        {"unit": "县水利局", "day": "11月3日", "on": "11月4日", "why": "没有进度"},
        "县水利局11月3日反馈，11月4日退回（没有进度），尚未重报",
    ),
    (
        "told_nothing",
        {"state": "尚无反馈", "count": 2, "listed": "第1项", "none_due": True},
        "尚无反馈2项，均未到报送期：第1项。",
    ),
    (
        "told_nothing_count",
        {"state": "尚无反馈", "count": 2, "none_due": True},
        "尚无反馈2项，均未到报送期，见附件1。",
    ),
    (
        "slow",
        {
            "task": "第2项",
            "unit": "县水利局",
            "day": "11月30日",
            "figure": "30%",
            "expected": 45.2,
            "rest": "溪乡未反馈",
            "why": "缺资金",
            "mark": "待审核",
        },
        "第2项（县水利局，30%，按时间应达45.2%，缺资金，溪乡未反馈，11月30日到期，待审核）",
    ),
    (
        "percent_short",
        {
            "silence": "牵头单位未反馈",
            "percent": "11月3日反馈30%",
            "expected": 45.2,
            "waits": "11月10日已报，本办公室未审",
        },
        "牵头单位未反馈，11月3日反馈30%，应达45.2%，11月10日已报，本办公室未审",
    ),
    (
        "undelivered",
        {"vacant": "县教委", "silent": "县财政局", "called": "县水利局", "unheld": False, "number": 3},
        "县教委没有联络员，催报未送达；县财政局催报未送达；县水利局催报未送达，由本办公室电话了解，见附件3。",
    ),
    ("undelivered_count", {"units": 2, "count": 3, "number": 4}, "2个单位3份催报未送达，见附件4。"),
    (
        "closing",
        {"unit": "县水利局", "day": "11月3日", "words": "已完工", "why": "验收"},
        "县水利局11月3日反馈已完工，并申请办结，因验收，尚未审核",
    ),
    (
        "extension",
        {
            "unit": "县水利局",
            "asked": "11月3日",
            "task": "第2项",
            "kind": "完成时限",
            "old": "12月1日",
            "new": "12月20日",
            "decision": "待审核",
            "why": "缺设备",
            "again": True,
            "closed": "",
        },
        "县水利局11月3日因缺设备，再次申请将第2项的完成时限由12月1日延至12月20日，待审核。",
    ),
    ("granted", {"who": "召集人沈怀瑾", "day": "11月5日"}, "召集人沈怀瑾于11月5日同意"),
    (
        "granted",
        {"who": "本办公室", "day": "11月5日", "until": "12月8日"},
        "本办公室于11月5日同意延至12月8日",
    ),
    (
        "refused",
        {"who": "本办公室", "day": "11月5日", "reason": "抓紧", "until": "", "state": ""},
        "本办公室于11月5日未予同意，答复意见为抓紧",
    ),
    (
        "refused",
        {"who": "召集人", "day": "11月5日", "reason": "“急需”", "until": "11月30日", "state": "已过"},
        "召集人于11月5日以“急需”为由未予同意，要求11月30日前完成，期限已过",
    ),
    (
        "refused_above",
        {"why": "缺设备", "who": "召集人", "until": "11月30日", "state": ""},
        "因缺设备申请延期未获同意，召集人要求11月30日前完成",
    ),
    (
        "not_granted",
        {
            "asked": "11月3日",
            "who": "本办公室",
            "on": "11月5日",
            "why": "缺设备",
            "until": "12月20日",
            "reason": "抓紧",
        },
        "11月3日因缺设备申请延至12月20日，本办公室11月5日未同意，答复意见为抓紧",
    ),
    (
        "demanded",
        {
            "asked": "11月3日",
            "who": "本办公室",
            "on": "11月5日",
            "day": "11月30日",
            "state": "已到",
            "reason": "“抓紧”",
            "why": "缺设备",
            "until": "12月20日",
        },
        "11月3日因缺设备申请延至12月20日，本办公室11月5日以“抓紧”为由未同意，要求11月30日前完成，期限已到",
    ),
    ("outrun", {}, "尚未批复，所申请的日期已过"),
    (
        "closure",
        {"unit": "县水利局", "task": "第2项", "day": "11月3日", "awaited": "县教委", "words": "已完工"},
        "县水利局于11月3日反馈已完工，并申请办结第2项，待县教委反馈后审核",
    ),
    ("until", {"by": "11月30日", "apart": True}, "除注明日期的外，以下事项于11月30日前完成："),
    (
        "finish",
        {"unit": "县水利局", "task": "第2项", "day": "12月1日"},
        "县水利局按所报预计时间于12月1日前完成第2项。",
    ),
    (
        "finish_as_required",
        {"whose": "县水利局", "task": "第2项", "day": "12月1日", "who": "召集人", "untold": True},
        "县水利局报送第2项的进展和推进措施，并按召集人要求于12月1日前完成。",
    ),
    ("tell_all", {"state": "尚无反馈", "count": 2}, "尚无反馈的2项任务的牵头单位反馈办理情况。"),
    ("tell", {"named": "县水利局"}, "县水利局反馈办理情况。"),
    ("tell_again", {"named": "县教委", "late": True}, "县教委按退回意见重报，并报送逾期原因、完成时间和措施。"),
    ("catch_up", {"part": "三", "units": "县水利局"}, "县水利局补报进展情况、存在问题和下一步措施。"),
    ("catch_up", {"part": "三", "units": "", "whole": False}, "第三部分所列其他未报的单位补报。"),
    (
        "help",
        {"unit": "县财政局", "matters": "第2项拨付资金事宜", "by": "11月8日", "asked_by": "县教委", "several": False},
        "请县财政局研究办理第2项拨付资金事宜，于11月8日前将办理情况答复县教委，不能办理的说明原因。",
    ),
    ("help_part", {"task": "2", "act": ""}, "第2项所提事项"),
    ("help_part", {"task": "2", "act": "拨付资金"}, "第2项拨付资金事宜"),
    (
        "decide",
        {"reports": "1", "extensions": "2", "closures": "3"},
        "审核第1项的反馈、第2项的延期申请、第3项的办结申请",
    ),
    ("decide_later", {"task": "3", "awaited": "县教委"}, "在县教委反馈后审核第3项的办结申请"),
    (
        "office_does",
        {"by": "11月8日", "now": "审核第1项的反馈", "later": "在县教委反馈后审核第3项的办结申请", "convenors": True},
        "本办公室11月8日前审核第1项的反馈；在县教委反馈后审核第3项的办结申请，办结报召集人审定。",
    ),
    ("name_and_tell", {"units": "县教委", "vacant": True}, "县教委明确联络员，反馈所列任务办理情况"),
    ("reach", {"units": "县教委"}, "电话补催县教委"),
]


@pytest.mark.parametrize(("macro", "given", "said"), SAID)
def test_a_sentence_of_a_digest_has_all_its_clauses(macro: str, given: dict[str, Any], said: str) -> None:
    assert phrase(macro, **given) == said


LETTERS: list[tuple[str, dict[str, Any], str]] = [
    ("reminder_title", {"office": "办公室"}, "办公室关于做好到期事项反馈的提醒函"),
    (
        "reminder_one",
        {"leads": False, "task": "第2项", "due": "12月1日", "by": "11月28日"},
        "贵单位参与的第2项将于12月1日到期。请于11月28日前反馈进展；需协调的一并提出。",
    ),
    (
        "reminder_many",
        {"count": 3, "by": "11月28日"},
        "贵单位有3项任务近期到期，见下表。请于11月28日起按表列日期前反馈进展；需协调的一并提出。",
    ),
    (
        "urging",
        {"day": "11月12日", "count": 3, "by": "11月19日"},
        (
            "截至11月12日，下列3项应由贵单位反馈或完成，尚未反馈或完成。请于11月19日前反馈进展或办理结果；"
            "有困难、需协调或需延期的，一并提出。"
        ),
    ),
    ("supervision_title", {"office": "办公室", "late": False}, "办公室关于未报送事项的督办单"),
    ("supervision", {"task": "第2项", "days": 12, "rounds": 0}, "第2项已逾期12天，现予督办。"),
    ("supervision", {"task": "第2项", "days": 0, "rounds": 2}, "第2项连续2期没有报送，现予督办。"),
    (
        "demand",
        {"days": 0, "by": "11月19日"},
        "请于11月19日前书面反馈：各期进展、没有报送的原因；需协调或需延期的一并提出。",
    ),
]


@pytest.mark.parametrize(("macro", "given", "said"), LETTERS)
def test_a_sentence_of_a_letter_says_what_is_owed_by_when_and_what_may_be_asked_for(
    macro: str, given: dict[str, Any], said: str
) -> None:
    assert wording.phrase("letters.txt", macro, **given) == said


def seated(*roles: SeatRole) -> Member:
    seats = tuple(SeatHeld(n, 1, n, "县水利局", role, TenureKind.HOLDER) for n, role in enumerate(roles, 1))
    return Member(1, "江一帆", seats)


@pytest.mark.parametrize(
    ("role", "told", "not_told"),
    [
        (SeatRole.LIAISON, "到了时间我会每个工作日最多发一条消息，请直接回复那条消息", "把方案文件直接发给我"),
        (SeatRole.OFFICE_STAFF, "要办的事每个工作日自动发给您，随时也可以发“待办”。", "每个工作日最多发一条消息"),
        (SeatRole.CONVENOR, "可以直接问“逾期任务”“某单位进展”，或点下面的按钮。", "把方案文件直接发给我"),
    ],
)
def test_whoever_is_bound_reads_what_their_seat_is_for(role: SeatRole, told: str, not_told: str) -> None:
    """R6 and R14."""
    text = greeting.greeting(Greeting(seated(role), "清河县联席会议", NOW, 0, None, ()))
    assert told in text
    assert not_told not in text


def test_who_is_not_bound_reads_how_to_get_in() -> None:
    """R18: with the next step."""
    assert greeting.stranger().endswith("请向联席会议办公室要一个邀请码，然后直接把邀请码发来（例如 ABCD-2345）。")


def test_help_tells_each_seat_what_it_may_do() -> None:
    liaison, office = (
        greeting.help_for(seated(SeatRole.LIAISON), []),
        greeting.help_for(seated(SeatRole.OFFICE_STAFF), []),
    )
    assert liaison.endswith("说错了点“撤销”，或重新说一遍；办公室审核前都可以改。")
    assert "· 对机器人有意见：“意见：……”，转给办公室并得到答复" in liaison
    assert "把方案文件（Word、Excel、PDF、网页或文本）直接发给我" in office
    assert "说错了点“撤销”" not in office
    assert "直接发给我" not in liaison
