"""Who chairs a sitting, as the office or a convenor writes it, and as notice, card and minutes say it."""

import pytest

from messages.chair_text import beside, led
from tasks_db.language.chair_words import chairing, ordered
from tasks_db.register.meetings import chairing as register
from tasks_db.register.meetings.rules import Rules
from tasks_db.register.meetings.values import Body
from tasks_db.register.people import SeatLine
from tasks_db.register.refusals import MeetingRefused
from tasks_db.terms import BodyKind, SeatRole

BODY = Body(1, "清河县联席会议", BodyKind.JOINT_MEETING, None, Rules())
GROUP = Body(2, "清河县领导小组", BodyKind.LEADING_GROUP, None, Rules())


def _seat(role: SeatRole, person: str, unit: str = "县府办", post: str = "") -> SeatLine:
    return SeatLine(1, unit, role, post, 1, person, bound=True, reachable=True)


SEATS = (
    _seat(SeatRole.CONVENOR, "沈某"),
    _seat(SeatRole.DEPUTY_CONVENOR, "顾言某"),
    _seat(SeatRole.MEMBER, "李某", "县财政局", "副局长"),
)

SAID = {
    # a delegation is taken for what it says, however it is put
    "召集人委托副召集人主持": "受召集人委托，副召集人顾言某",
    "委托顾言某主持": "受召集人委托，副召集人顾言某",
    "我委托副召集人顾言某主持这次会议": "受召集人委托，副召集人顾言某",
    "沈某委托顾言某同志代为主持": "受召集人委托，副召集人顾言某",
    "受召集人委托，由副召集人顾言某主持": "受召集人委托，副召集人顾言某",
    "副召集人顾言某受召集人委托主持": "受召集人委托，副召集人顾言某",
    "由召集人委托的副召集人顾言某主持": "受召集人委托，副召集人顾言某",
    "副召集人顾言某（受召集人委托）": "受召集人委托，副召集人顾言某",
    "召集人委托李某主持": "受召集人委托，县财政局副局长李某",
    "委托县府办副主任 王青主持": "受召集人委托，县府办副主任 王青",
    # a deputy chairs for the convenor without a word of it
    "副召集人": "受召集人委托，副召集人顾言某",
    "顾言某": "受召集人委托，副召集人顾言某",
    "副召集人 方某": "受召集人委托，副召集人 方某",
    # the convenor, and whoever is written in full, by themselves
    "召集人主持": "召集人沈某",
    "沈某": "召集人沈某",
    "由县府办副主任 王青主持": "县府办副主任 王青",
    "副县长栗某": "副县长栗某",
}


@pytest.mark.parametrize("text", SAID)
def test_who_chairs_has_a_post_and_a_name_and_by_whose_delegation(text: str) -> None:
    assert register.chair(BODY, SEATS, chairing(text)) == SAID[text]


def test_a_leading_group_says_it_with_its_own_titles() -> None:
    said = register.chair(GROUP, SEATS, chairing("组长委托副组长主持"))
    assert said == "受组长委托，副组长顾言某"


def test_a_post_or_a_name_that_leaves_it_open_is_asked_about() -> None:
    with pytest.raises(MeetingRefused, match="副召集人有2位：顾言某、方某。请写由哪一位主持"):
        register.chair(BODY, (*SEATS, _seat(SeatRole.DEPUTY_CONVENOR, "方某")), chairing("副召集人"))
    with pytest.raises(MeetingRefused, match="名单上没有副召集人。请写主持人的职务和姓名"):
        register.chair(BODY, SEATS[:1], chairing("召集人委托副召集人主持"))
    with pytest.raises(MeetingRefused, match="名单上没有钱某。请写主持人的职务和姓名"):
        register.chair(BODY, SEATS, chairing("委托钱某主持"))


def test_papers_say_a_delegation_before_the_chair() -> None:
    chair = "受召集人委托，副召集人顾言某"
    assert led(chair) == "受召集人委托，由副召集人顾言某主持"
    assert beside(chair) == "副召集人顾言某（受召集人委托）"
    assert (led("召集人沈某"), beside("召集人沈某")) == ("由召集人沈某主持", "召集人沈某")


ORDERED = {
    "召集人委托副召集人主持": "召集人委托副召集人主持",
    "这次会议由副召集人顾言某主持": "由副召集人顾言某主持",
    "会议3改由县府办副主任 王青主持": "改由县府办副主任 王青主持",
    # of other things than the chair of a sitting
    "这次会议由谁主持": None,
    "委托顾言某": None,
    "由县财政局主持": None,
}


@pytest.mark.parametrize("text", ORDERED)
def test_a_chair_may_be_said_without_its_button(text: str) -> None:
    assert ordered(text) == ORDERED[text]
