"""What a document prints of who chairs and how often all meet: said when asked, and offered to be taken over."""

from dataclasses import replace
from datetime import date

from messages import sitting_text
from tasks_db.intake.draft import MeetingRules
from tasks_db.intake.meeting import _stated
from tasks_db.register.meetings import deciding, rules
from tasks_db.register.meetings.rules import Rules
from tasks_db.register.meetings.values import Body
from tasks_db.terms import BodyKind, SittingState
from tests.test_words_of_sittings import SITTING

BODY = Body(1, "清河县联席会议", BodyKind.JOINT_MEETING, None, Rules())
NOTHING = MeetingRules(None, None, None, None, (), None)
PRINTED = {
    "会议由召集人或召集人委托的同志主持召开。": "召集人或召集人委托的同志",
    "由组长或其委托的副组长主持，研究有关事项。": "组长或其委托的副组长",
    "领导小组会议由组长召集并主持。": "组长",
    "县财政局主持日常工作。": None,
}


def test_a_document_says_who_chairs() -> None:
    for text, said in PRINTED.items():
        assert _stated(NOTHING, text).chair == said, text


def test_who_chairs_is_answered_before_any_sitting_and_by_the_one_to_come() -> None:
    unsaid = "规则里由谁主持：没有写明，先按召集人主持，召集人可以委托其他同志。"
    assert sitting_text.chairs(BODY, ()) == f"清河县联席会议的会议，{unsaid}"
    taken = rules.loaded(rules.kept(rules.read_off({"chair": "召集人或其委托的同志"}, "方案2《制度》")))
    ruled = replace(BODY, rules=taken)
    said = "清河县联席会议的会议，按规则由召集人或其委托的同志主持（方案2《制度》）。"
    assert sitting_text.chairs(ruled, ()) == said
    coming = replace(SITTING, state=SittingState.APPROVED, chair="受召集人委托，副召集人顾某")
    first = sitting_text.chairs(ruled, (coming,)).splitlines()[0]
    assert first == f"会议{coming.id}（{coming.name}）：由副召集人顾某（受召集人委托）主持"
    assert "由谁主持：召集人或其委托的同志" in sitting_text.rules(ruled, (), office=False).text


def test_a_printed_number_of_plenaries_that_nobody_took_over_is_offered_once_a_year() -> None:
    october, december = date(2025, 10, 8), date(2025, 12, 1)
    offered = deciding.guard(BODY, (), october, (4, 1))
    assert offered is not None
    assert offered.text == (
        "方案4写明清河县联席会议每年至少开1次全体会议，今年已召开0次。"
        "这条规则还没有采用，请发“议事规则”，点“采用方案4的规则”。"
    )
    again = deciding.guard(BODY, (), december, (4, 1))
    assert again is not None
    assert again.key == offered.key
    assert deciding.guard(BODY, (), october) is None
    assert deciding.guard(BODY, (), date(2025, 9, 1), (4, 1)) is None
    ruled = replace(BODY, rules=Rules(plenary_per_year=1))
    told = deciding.guard(ruled, (), october, (4, 1))
    assert told is not None
    assert "规则要求每年至少1次" in told.text
