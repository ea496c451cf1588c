"""晚点再报 (R7): an answer is put off by working days, at most twice, not past its day; nothing is recorded."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bot.run import play_script
from bot.sample.script import parse
from tasks_db.register import putting_off
from tasks_db.register.answers import Assigned
from tasks_db.register.refusals import AnswerRefused
from tasks_db.register.values import PutOff, Task
from tests.builders import a_checkpoint, a_task, an_assignment, at, owing_on
from tests.ladders import CALENDAR, a_dispatched, asked_of_wang, forecast
from tests.small_world import CLERK, STARTS, WATER, a_draft_task, at_local, open_office, rows, small_meeting

T = date(2025, 12, 19)
MON, TUE, WED, THU = (date(2025, 12, day) for day in (15, 16, 17, 18))


def _task(put_off: PutOff | None = None, day: date = T) -> Task:
    own = an_assignment()
    task = a_task(own, deadline=a_checkpoint(day))
    (assignment,) = task.assignments
    dues = tuple(replace(due, put_off=put_off) for due in assignment.dues)
    return replace(task, assignments=(replace(assignment, dues=dues),))


def _put_off(task: Task, days: int, day: date) -> PutOff:
    found = Assigned(a_dispatched(task), task, task.assignments[0])
    return putting_off.put_off(found, 0, days, CALENDAR, at(day, 10))[1]


@pytest.mark.parametrize(
    ("days", "until"), [(1, TUE), (3, THU), (7, T)], ids=["one working day", "three", "never past its own day"]
)
def test_an_answer_is_put_off_by_working_days(days: int, until: date) -> None:
    assert _put_off(_task(), days, MON) == PutOff(at(MON, 10), until, 1)


def test_until_then_nothing_is_asked_and_then_the_ladder_goes_on() -> None:
    def asked(put_off: PutOff | None) -> list[tuple[date, str]]:
        sent = forecast(asked_of_wang(a_dispatched(_task(put_off))), at(WED, 18), T)
        return [(bundle.day, ask.rung.name) for bundle in sent for ask in bundle.asks]

    assert asked(None) == [(THU, "T-1"), (T, "T")]
    assert asked(PutOff(at(WED, 17), T, 1)) == [(T, "T")]


def test_it_is_put_off_twice_and_no_third_time() -> None:
    second = _put_off(_task(PutOff(at(MON, 9), TUE, 1)), 1, TUE)
    assert second.times == 2
    with pytest.raises(AnswerRefused, match="推迟过两次"):
        _put_off(_task(second), 1, WED)


def test_on_its_day_it_is_not_put_off_any_more() -> None:
    with pytest.raises(AnswerRefused, match="不能再推迟"):
        _put_off(_task(), 1, T)


def test_of_a_day_off_it_is_put_off_to_the_working_day_before_on_which_it_is_asked() -> None:
    """The date is a Sunday: Friday's reminder comes all the same, and on Friday nothing is put off any more."""
    sunday, friday = date(2025, 12, 21), T
    until = _put_off(_task(day=sunday), 7, MON)
    assert until.until == friday
    sent = forecast(asked_of_wang(a_dispatched(_task(until, sunday))), at(MON, 18), sunday)
    assert [(b.day, [a.rung.name for a in b.asks]) for b in sent] == [(friday, ["T"])]
    with pytest.raises(AnswerRefused, match="不能再推迟"):
        _put_off(_task(day=sunday), 1, friday)


def test_its_own_day_is_the_units_and_not_the_tasks() -> None:
    """A unit that owes on a collection day puts off to that, and on it no more (R9)."""
    task = owing_on(_task(), "县教委", WED)
    assert _put_off(task, 7, MON).until == WED
    with pytest.raises(AnswerRefused, match="不能再推迟"):
        _put_off(task, 1, WED)


def test_what_is_owed_no_more_is_not_put_off() -> None:
    task = a_task(an_assignment(), deadline=a_checkpoint(T), closed_at=at(MON, 9))
    found = Assigned(a_dispatched(task), task, task.assignments[0])
    for due_id in (0, task.assignments[0].dues[0].id):
        with pytest.raises(AnswerRefused, match="没有要报的"):
            putting_off.put_off(found, due_id, 1, CALENDAR, at(MON, 10))


def test_a_weekend_is_not_counted() -> None:
    assert _put_off(_task(), 1, date(2025, 12, 12)).until == MON


def test_other_lengths_are_refused() -> None:
    with pytest.raises(AnswerRefused, match="1个、3个或7个"):
        _put_off(_task(), 30, MON)


async def test_who_says_that_the_answer_comes_later_chooses_when_and_records_nothing(tmp_path: Path) -> None:
    script = (
        "@2025-11-03T09:00\n丁默川: 1等领导审了再报\n丁默川 # 3个工作日后\n@2025-11-04T09:00\n@2025-11-05T09:00\n"
    )
    played, _ = await play_script(parse(script), tmp_path, tmp_path)
    told = [[said.text for said in line.said if said.to == "丁默川"] for line in played]
    assert not any(line.stored for line in played)
    assert "过多久再提醒" in told[1][0]
    assert told[2] == ["好的，有进展随时说。\n开展小区底数排查：2025年11月5日前不再提醒"]
    assert told[3] == []
    assert "开展小区底数排查" in told[4][0]


async def test_what_cannot_be_put_off_is_named_with_its_reason(tmp_path: Path) -> None:
    """R7, R18: two tasks at once, of which one is due this very day."""
    async with open_office(tmp_path, STARTS) as office:
        due_now = a_draft_task("1", "改造供水管网", ["县水利局"], (), date(2025, 11, 3))
        later = a_draft_task("2", "更换老旧水表", ["县水利局"], (), date(2025, 11, 10))
        await small_meeting(office, due_now, later)
        await at_local(office, "2025-11-03T09:30")
        await office.say(WATER, "1、2晚点再报")
        told = (await office.press(WATER, "3个工作日后")).text
        assert "更换老旧水表：2025年11月6日前不再提醒" in told
        assert "改造供水管网" in told
        assert "不能再推迟" in told
        assert "照常提醒：更换老旧水表" in (await office.say(WATER, "算了不用晚点了")).text
        assert "没有推迟提醒的任务" in (await office.say(WATER, "撤回晚点再报")).text


async def test_the_office_puts_a_units_report_off_in_words_and_nothing_is_stored_as_progress(tmp_path: Path) -> None:
    async with open_office(tmp_path, STARTS) as office:
        await small_meeting(office, a_draft_task("1", "改造供水管网", ["县水利局"], ["县财政局"]))
        await at_local(office, "2025-11-04T09:30")
        heard = await office.say(CLERK, "县水利局1-1下周一再报")
        assert "县水利局“改造供水管网”：2025年11月10日再催，在那以前不提醒；没有记为进展。已告知1人。" in heard.text
        assert "“改造供水管网”推迟到11月10日再报，在那以前不再提醒" in await office.told(WATER)
        heard = await office.press(CLERK, "照常提醒")
        assert "照常提醒" in heard.text
        assert "没有推迟提醒的" in (await office.forge(CLERK, "aa:1")).text
        assert "不是进展，没有代录" in (await office.say(CLERK, "/phone 县水利局 1-1 下周一再报")).text
        assert "不能推迟到这一天以后" in (await office.say(CLERK, "县水利局的报送推迟到2026年1月5日")).text
        assert await rows(office) == []

        # an exemption takes a comma for a blank, and stands in the task
        await office.forge(CLERK, "xm:1")
        assert "理由：另有安排" in (await office.say(CLERK, "县财政局，另有安排")).text
        assert "已豁免：县财政局（另有安排）" in (await office.forge(CLERK, "te:1")).text
