"""Every prompt and every button, at the desk alone: what waits for typing lets go when something else is meant (R17)
and takes nothing without the right (R14); in a group nothing works but a digest (R13)."""

from datetime import date

import pytest

from bot.office.entries import BUTTONS, PROMPTS
from messages import actions
from messages.query_text import COORDINATION, UNREPORTED
from tasks_db.language.questions import QuestionKind
from tasks_db.register.authority import OPERATOR, may
from tasks_db.register.people import Address
from tasks_db.store import models
from tasks_db.work.acts import handing_out, seating
from tasks_db.work.views.queries import ANSWERS
from tests.audited_office import CHANNEL, Audited
from tests.small_world import a_draft_task
from tests.spoken_office import Spoken
from tests.test_rules_at_the_desk import WATER, loaded, moved
from tests.test_rules_at_the_desk import office as _office

office = _office
CLERK = 201
PRIVATE = "催报和反馈请私聊我"


@pytest.fixture
def spoken(office: Audited) -> Spoken:
    """One task is handed out; 县水利局's liaison and a clerk are reached."""
    clerk = office.row(models.Person, name="文员")
    office.desk.do(OPERATOR, seating.bind_directly, clerk.id, Address(CHANNEL, str(CLERK)))
    tasks = a_draft_task("1", "改造供水管网", ["县水利局"], ["县财政局"], date(2025, 11, 7))
    office.desk.do(OPERATOR, handing_out.hand_out, loaded(office, tasks))
    moved(office, "2025-11-12T10:00")
    return Spoken(office)


def kept(office: Audited) -> list[object]:
    """What somebody may have changed: reports, dates, shares and what the audit says was done."""
    tables = (models.Report, models.Checkpoint, models.Assignment, models.Plea, models.Opinion, models.AuditEntry)
    return [row.model_dump() for table in tables for row in office.rows(table)]


def test_whatever_waits_for_typing_takes_nothing_of_whoever_has_no_right_to_it(spoken: Spoken) -> None:
    """R14: they are told so, and asked no longer."""
    office, tried = spoken.office, 0
    for user in (WATER, CLERK):
        for kind, prompt in sorted(PROMPTS.items()):
            if prompt.offered or may(office.member(user), prompt.right):
                continue
            tried += 1
            spoken.waits(user, kind, task=1, report=1, plan=1)
            before = kept(office)
            heard = spoken.say(user, "县财政局的意见是下周三再定")
            assert "这项操作由" in heard, kind
            assert spoken.asked(user) is None, kind
            assert kept(office) == before, kind
    assert tried > len(PROMPTS) // 2


def test_whoever_changes_their_mind_is_asked_no_more_and_nothing_changes(spoken: Spoken) -> None:
    """R17: 取消 and 不用了, whatever was asked for."""
    office = spoken.office
    for user, words in ((CLERK, "取消"), (WATER, "不用了，谢谢")):
        for kind, prompt in sorted(PROMPTS.items()):
            if prompt.offered or not may(office.member(user), prompt.right):
                continue
            spoken.waits(user, kind, task=1, report=1, plan=1)
            before = kept(office)
            assert spoken.say(user, words) == "好的，没有改动。", (kind, words)
            assert spoken.asked(user) is None, (kind, words)
            assert kept(office) == before, (kind, words)


def test_a_plain_question_is_answered_and_lets_every_question_go_that_asks_for_a_value(spoken: Spoken) -> None:
    """R17: what waits for a whole sentence lets go as well, where the question is put as one."""
    office = spoken.office
    for kind, prompt in sorted(PROMPTS.items()):
        if prompt.offered or not may(office.member(CLERK), prompt.right):
            continue
        spoken.waits(CLERK, kind, task=1, report=1, plan=1)
        before = kept(office)
        heard = spoken.say(CLERK, "哪些单位还没报？")
        assert "水利局" in heard, kind
        assert spoken.asked(CLERK) not in PROMPTS, kind
        assert kept(office) == before, kind


def test_in_a_group_no_button_and_no_list_works_but_those_of_a_digest(spoken: Spoken) -> None:
    """R13: whoever forges another, or presses an old one, is sent to the private chat, the office too."""
    office, of_digests = spoken.office, {actions.DIGEST, actions.DIGEST_FILE, actions.PAGE, actions.BY_UNIT}
    before = kept(office)
    for action in sorted(BUTTONS.keys() - of_digests):
        assert spoken.press(CLERK, f"{action}:1:1:0", group=True).startswith(PRIVATE), action
    lists = {kind.value for kind in ANSWERS}
    assert {COORDINATION, UNREPORTED} < lists
    for action in (actions.PAGE, actions.BY_UNIT):
        for kind in sorted(lists | {kind.value for kind in QuestionKind}):
            heard = spoken.press(CLERK, f"{action}:{kind}:-:0", group=True)
            told = heard.startswith(PRIVATE)
            assert told is (kind not in {COORDINATION, UNREPORTED}), (action, kind)
            assert {action for _, action in spoken.buttons()} <= {actions.PAGE, actions.BY_UNIT}
    assert kept(office) == before
    assert spoken.asked(CLERK) is None  # and nothing that is asked there is part of the private talk
