"""晚点再报 (R7): an answer is put off by working days, at most twice, not past its day; nothing is recorded."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tasks_db.language import put_off_days
from tasks_db.language import putting_off as language
from tasks_db.language.questions import TaskName, UnitName, Vocabulary
from tasks_db.register import putting_off
from tasks_db.register.answers import Assigned
from tasks_db.register.refusals import AnswerRefused
from tasks_db.register.values import PutOff, Task
from tests.builders import a_checkpoint, a_task, an_assignment, at, owing_on
from tests.ladders import CALENDAR, MONDAY, a_dispatched, asked_of_wang, forecast
from tests.playing import play
from tests.small_world import CLERK, STARTS, WATER, a_draft_task, at_local, open_office, rows, small_meeting

T = date(2025, 12, 19)
MON, TUE, WED, THU = (date(2025, 12, day) for day in (15, 16, 17, 18))


def _task(put_off: PutOff | None = None, day: date = T, *, put_offs: int = 0) -> Task:
    own = an_assignment()
    task = a_task(own, deadline=a_checkpoint(day))
    (assignment,) = task.assignments
    dues = tuple(replace(due, put_off=put_off, put_offs=put_offs) for due in assignment.dues)
    return replace(task, assignments=(replace(assignment, dues=dues),))


def _put_off(task: Task, days: int, day: date) -> PutOff:
    found = Assigned(a_dispatched(task), task, task.assignments[0])
    return putting_off.put_off(found, 0, days, CALENDAR, at(day, 10))[1]


@pytest.mark.parametrize(
    ("days", "until"), [(1, TUE), (3, THU), (7, T)], ids=["one working day", "three", "never past its own day"]
)
def test_an_answer_is_put_off_by_working_days(days: int, until: date) -> None:
    assert _put_off(_task(), days, MON) == PutOff(at(MON, 10), until)


def test_until_then_nothing_is_asked_and_then_the_ladder_goes_on() -> None:
    def asked(put_off: PutOff | None) -> list[tuple[date, str]]:
        sent = forecast(asked_of_wang(a_dispatched(_task(put_off))), at(WED, 18), T)
        return [(bundle.day, ask.rung.name) for bundle in sent for ask in bundle.asks]

    assert asked(None) == [(THU, "T-1"), (T, "T")]
    assert asked(PutOff(at(WED, 17), T)) == [(T, "T")]


def test_what_is_put_off_from_a_day_to_come_is_asked_before_it_and_again_after_it() -> None:
    def asked(put_off: PutOff | None) -> list[date]:
        task = _task(put_off, date(2026, 1, 16))
        return [bundle.day for bundle in forecast(asked_of_wang(a_dispatched(task)), at(MON, 8), date(2026, 1, 16))]

    ladder = asked(None)
    begins, again = ladder[1], date(2026, 1, 12)
    kept = asked(PutOff(at(begins, 0), again, by_office=True))
    assert [day for day in kept if day < begins] == ladder[:1], "before its first day it is asked as ever"
    assert not [day for day in kept if begins <= day < again]
    assert again in kept


def test_what_its_ladder_would_not_ask_by_then_is_not_asked_when_a_stretch_ends() -> None:
    late = date(2026, 3, 20)
    put = PutOff(at(MON, 9), THU, by_office=True)
    sent = forecast(asked_of_wang(a_dispatched(_task(put, late))), at(MONDAY, 8), date(2025, 12, 31))
    assert [ask.rung.name for bundle in sent for ask in bundle.asks] == ["交办"]


def test_it_is_put_off_twice_and_no_third_time() -> None:
    second = _put_off(_task(PutOff(at(MON, 9), TUE), put_offs=1), 1, TUE)
    with pytest.raises(AnswerRefused, match="推迟过两次"):
        _put_off(_task(second, put_offs=2), 1, WED)


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
    played, _ = await play(script, tmp_path)
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


async def test_an_answer_that_was_put_off_and_taken_back_is_still_put_off_only_twice(tmp_path: Path) -> None:
    """R7: what is taken back is one of the two and not both."""
    async with open_office(tmp_path, STARTS) as office:
        await small_meeting(office)

        async def put_off() -> str:
            await office.say(WATER, "1晚点再报")
            return (await office.press(WATER, "1个工作日后")).text

        await at_local(office, "2025-11-03T09:30")
        assert "前不再提醒" in await put_off()
        await at_local(office, "2025-11-05T09:30")
        assert "前不再提醒" in await put_off()
        assert "照常提醒" in (await office.say(WATER, "撤回晚点再报")).text
        assert "前不再提醒" in await put_off()
        await at_local(office, "2025-11-07T09:30")
        assert "推迟过两次" in await put_off()


async def test_the_office_puts_a_units_reports_off_in_its_own_words_until_a_day_for_a_reason(tmp_path: Path) -> None:
    async with open_office(tmp_path, STARTS) as office:
        await small_meeting(
            office,
            a_draft_task("1", "改造供水管网", ["县水利局"], ["县财政局"]),
            a_draft_task("2", "更换老旧水表", ["县水利局"], (), date(2025, 11, 12)),
        )
        await at_local(office, "2025-11-04T09:30")
        heard = await office.say(CLERK, "水利局的下周五以前先别催，他们局长来电说了")
        assert "缓催到2025年11月14日（当天再催）：1个单位、2项" in heard.text
        assert "原因：他们局长来电说了" in heard.text
        assert "时限不变，到期没报仍记未报" in heard.text
        assert "在那以前不再提醒" not in await office.told(WATER)
        heard = await office.press(CLERK, "只缓1-2")
        assert "县水利局：1-2 更换老旧水表，2025年11月14日再催" in heard.text
        assert "“更换老旧水表”推迟到11月14日再报，在那以前不再提醒" in await office.told(WATER)
        assert await rows(office) == []
        shown = (await office.say(CLERK, "哪些缓催")).text
        assert "1-2 更换老旧水表：县水利局11月14日再催（办公室缓催：他们局长来电说了）" in shown
        assert (
            "缓催：县水利局11月14日再催（办公室缓催：他们局长来电说了）" in (await office.forge(CLERK, "us:2")).text
        )

        told = len(await office.received(WATER))
        await at_local(office, "2025-11-12T09:30")  # its own day: nothing is asked
        assert "更换老旧水表" not in "".join((await office.received(WATER))[told:])
        await at_local(office, "2025-11-14T09:30")
        assert "更换老旧水表" in "".join((await office.received(WATER))[told:])
        assert (await office.say(CLERK, "哪些缓催")).text.startswith("现在没有缓催的")


async def test_what_is_not_said_of_putting_off_is_asked_and_it_is_ended_in_words(tmp_path: Path) -> None:
    async with open_office(tmp_path, STARTS) as office:
        await small_meeting(office, a_draft_task("1", "改造供水管网", ["县水利局"], ["县财政局"]))
        await at_local(office, "2025-11-04T09:30")
        assert "缓催哪个单位或哪一项" in (await office.say(CLERK, "先放一放到11月20日")).text
        assert "没有认出“那家”" in (await office.say(CLERK, "那家")).text
        assert "缓催到2025年11月20日" in (await office.say(CLERK, "财政局")).text
        assert "已缓催" in (await office.press(CLERK, "确认缓催")).text
        assert "缓到哪天再催" in (await office.say(CLERK, "别催水利局")).text
        assert "缓催到2025年11月18日" in (await office.say(CLERK, "两周")).text
        await office.press(CLERK, "确认缓催")
        assert "照常提醒：县财政局 1-1" in (await office.say(CLERK, "财政局照常催了")).text
        assert "照常提醒：县水利局 1-1" in (await office.press(CLERK, "照常催 1-1", within="县水利局")).text
        assert "没有推迟提醒的" in (await office.forge(CLERK, "aa:1")).text
        assert "现在没有缓催的" in (await office.say(CLERK, "/put_off")).text
        assert "要在今天以后" in (await office.say(CLERK, "县水利局1-1到2025年11月3日再催")).text
        heard = await office.say(CLERK, "/put_off 县财政局 1-1 11月20日 等县水利局先办完")
        assert "缓催到2025年11月20日（当天再催）：1个单位、1项\n· 县财政局：1-1" in heard.text
        assert "原因：等县水利局先办完" in heard.text
        assert "没有现在要报的第1-7项" in (await office.say(CLERK, "县水利局1-7下周一再报")).text
        assert "不是进展，没有代录" in (await office.say(CLERK, "/phone 县水利局 1-1 下周一再报")).text

        # an exemption takes a comma for a blank, and stands in the task
        await office.forge(CLERK, "xm:1")
        assert "理由：另有安排" in (await office.say(CLERK, "县财政局，另有安排")).text
        assert "已豁免：县财政局（另有安排）" in (await office.forge(CLERK, "te:1")).text


KNOWN = Vocabulary(
    units=(UnitName(1, "县供水公司"), UnitName(2, "县城市管理局", ("县城管局",)), UnitName(3, "县教育局")),
    tasks=(TaskName(11, "检查校园宿舍", "2-2", "检查校园宿舍安全"),),
)


@pytest.mark.parametrize(
    ("words", "whom", "until", "why"),
    [
        ("供水公司的下周三以前先别催，他们局长来电说了", (1,), (11, 12), "他们局长来电说了"),
        ("先放一放到12月8日", (), (12, 8), ""),
        ("这周别催城管局", (2,), (11, 10), ""),
        ("县教育局 2-2 下周三以前不催，局长来电", (3, "2-2"), (11, 12), "局长来电"),
        ("城管局缓一缓，下周一再说", (2,), (11, 10), ""),
        ("教育局刘局长住院了，先别催，等到下周一", (3,), (11, 10), "教育局刘局长住院了"),
        ("因为防汛，城管局的三天内不要催", (2,), (11, 7), "防汛"),
        ("检查校园宿舍这项先放一放，到月底", (11,), (11, 30), ""),
        ("教育局、城管局这个月都别催了，忙年终决算", (3, 2), (12, 1), "忙年终决算"),
        ("请把教育局的催报停到11月20日", (3,), (11, 20), ""),
        ("10号以后再催教育局", (3,), (11, 11), ""),
        ("供水公司暂停催报两周", (1,), (11, 18), ""),
        ("请不要在11月20日之前催教育局（局长来电）", (3,), (11, 20), "局长来电"),
        ("教育局 检查校园宿舍 缓到下周三", (3, 11), (11, 12), ""),
        ("教育局 2-2 12月8日再催 等城管局先办完", (3, "2-2"), (12, 8), "等城管局先办完"),
        ("先别催教育局等城管局办完，12月8日再催", (3,), (12, 8), "等城管局办完"),
        ("教育局先别催，等城管局下周三办完再催", (3,), (11, 13), "等城管局下周三办完再催"),
        ("等城管局先办完，教育局的2-2 12月8日再催", (3, "2-2"), (12, 8), "等城管局先办完"),
        ("12月8日那天 再催教育局 局长来电", (3,), (12, 8), "局长来电"),
        ("请不要在11月20日 之前催 教育局 局长来电", (3,), (11, 20), "局长来电"),
    ],
)
def test_the_offices_words_say_whose_reports_are_put_off_until_when_and_why(
    words: str, whom: tuple[int | str, ...], until: tuple[int, int], why: str
) -> None:
    said = language.puts_off(words, KNOWN, date(2025, 11, 4))
    assert said is not None
    assert (*(one for ids in said.unit_ids for one in ids), *said.codes, *said.task_ids) == whom
    assert (said.until, said.reason) == (date(2025, *until), why)


@pytest.mark.parametrize(
    ("words", "whom", "until", "why"),
    [
        ("教育局 2-2 12月8日 局长来电", (3, "2-2"), (12, 8), "局长来电"),
        ("教育局 2-2 12月8日 等城管局先办完", (3, "2-2"), (12, 8), "等城管局先办完"),
        ("教育局 2-2 12月8日 等城管局", (3, "2-2"), (12, 8), "等城管局"),
        ("教育局 2-2 12月8日 城管局12月1日 才办", (3, "2-2"), (12, 8), "城管局12月1日 才办"),
        ("教育局2-2到12月8日局长来电", (3, "2-2"), (12, 8), "局长来电"),
        ("12月8日 教育局 2-2 等城管局先办完，他们忙", (3, "2-2"), (12, 8), "等城管局先办完，他们忙"),
        ("教育局、城管局 12月8日", (3, 2), (12, 8), ""),
        ("教育局 12月8日 2-2", (3, "2-2"), (12, 8), ""),
        ("教育局 检查校园宿舍 下周三 局长来电", (3, 11), (11, 12), "局长来电"),
        ("教育局 12月8日以后 局长来电", (3,), (12, 9), "局长来电"),
        ("教育局 12月8日再催（局长来电）", (3,), (12, 8), "局长来电"),
        ("教育局 两周 局长来电", (3,), (11, 18), "局长来电"),
        ("教育局 2-2 月底 局长来电", (3, "2-2"), (11, 30), "局长来电"),
        ("教育局 下周 局长来电", (3,), (11, 10), "局长来电"),
        ("教育局 这周 忙", (3,), (11, 10), "忙"),
        ("2-2 局长来电", ("2-2",), None, "局长来电"),
        ("局长来电", (), None, "局长来电"),
    ],
)
def test_the_order_to_put_off_is_read_in_its_row_and_what_follows_the_day_is_the_reason(
    words: str, whom: tuple[int | str, ...], until: tuple[int, int] | None, why: str
) -> None:
    said = language.ordered(words, KNOWN, date(2025, 11, 4))
    assert (*(one for ids in said.unit_ids for one in ids), *said.codes, *said.task_ids) == whom
    assert (said.until, said.reason) == (date(2025, *until) if until else None, why)


@pytest.mark.parametrize("words", ["怎么不催城管局", "这事以后再说", "别忘了催县教育局", "教育局进度60%"])
def test_other_words_put_nothing_off(words: str) -> None:
    assert language.puts_off(words, KNOWN, date(2025, 11, 4)) is None


@pytest.mark.parametrize(
    ("words", "since", "until"),
    [
        ("教育局11月17日至21日迎接检查，这一周不要发催报消息，24日起照常", (11, 17), (11, 24)),
        ("教育局11月17日至21日期间不催", (11, 17), (11, 22)),
        ("教育局从11月17日起到21日别催", (11, 17), (11, 22)),
        ("教育局17号到21号先别催", (11, 17), (11, 22)),
        ("教育局下周一到周五别催", (11, 17), (11, 22)),
        ("教育局11月17日至20日参加演练，这四天不要催", (11, 17), (11, 21)),
        ("教育局11月17日—12月21日别催", (11, 17), (12, 22)),
        ("教育局11月17日起不要催报，11月24日再催", (11, 17), (11, 24)),
        ("教育局11月17日起不要催报", (11, 17), None),
        ("教育局下周别催", (11, 17), (11, 24)),
        ("教育局从今天到21日别催", None, (11, 22)),
        ("12月8日起再催教育局", None, (12, 8)),
        ("教育局，下周三以前先别催", None, (11, 19)),
    ],
)
def test_a_stretch_to_come_is_kept_with_its_first_and_its_last_day(
    words: str, since: tuple[int, int] | None, until: tuple[int, int] | None
) -> None:
    said = language.puts_off(words, KNOWN, date(2025, 11, 10))
    assert said is not None
    assert said.since == (date(2025, *since) if since else None)
    assert said.until == (date(2025, *until) if until else None)
    assert said.unit_ids == ((3,),)


def test_an_order_or_an_answer_with_a_stretch_keeps_its_first_day() -> None:
    said = language.ordered("教育局 2-2 11月17日至21日 迎接检查", KNOWN, date(2025, 11, 10))
    assert (said.since, said.until, said.reason) == (date(2025, 11, 17), date(2025, 11, 22), "迎接检查")
    named = put_off_days.days_named("11月17日到21日", date(2025, 11, 10))
    assert named == (date(2025, 11, 17), date(2025, 11, 22))
    assert put_off_days.days_named("下周三", date(2025, 11, 10)) == (None, date(2025, 11, 19))


def test_words_let_it_be_asked_again() -> None:
    for words in ("城管局照常催了", "恢复催城管局", "把城管局的缓催取消", "城管局不用缓了", "现在可以催城管局了"):
        assert language.resumes(words) == "城管局", words
    assert language.resumes("催一下城管局") is None
