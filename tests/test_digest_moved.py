"""A task whose date was moved is told with its first date and who agreed, wherever the paper tells of it."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tasks_db.register.authority import OPERATOR
from tasks_db.register.values import Report, Task
from tasks_db.terms import AnswerKind, ReportStatus
from tasks_db.work.acts import changing
from tasks_db.work.views import digest
from tests.builders import NOW, a_checkpoint, a_report, a_task, an_assignment
from tests.digests import body_of
from tests.small_world import STARTS, at_local, local, open_office, small_meeting
from tests.test_digest_newest_word import AHEAD, PAST, read, said

ASKED, DECIDED, LATELY = date(2025, 10, 20), date(2025, 10, 22), date(2025, 11, 3)
OVER, LATER = date(2025, 11, 7), date(2026, 6, 30)


def moved(new: date, *reports: Report, asked: bool = True) -> Task:
    day = a_checkpoint(new, original_day=PAST)
    more_time = a_report(
        AnswerKind.EXTENSION,
        ASKED,
        text="申请延期，管材没有到",
        checkpoint=day,
        new_date=new,
        status=ReportStatus.ACCEPTED,
        decided=DECIDED,
    )
    own = an_assignment("县水务局", reports=[*([more_time] if asked else []), *reports])
    return a_task(own, deadline=day, seq="6", title="铺设管网")


def told(new: date, words: str = "铺管4公里", percent: int | None = None, *, asked: bool = True) -> str:
    return body_of(read(moved(new, said(words, LATELY, percent=percent), asked=asked)))


def test_late_work_is_told_with_its_first_date_and_counted_from_the_one_in_force() -> None:
    assert "第6项“铺设管网”原定10月31日，经本办公室同意延至11月7日完成，逾期5天" in told(OVER)


@pytest.mark.parametrize(
    ("new", "percent", "behind"),
    [
        (AHEAD, 10, "未达序时（原定10月31日，经本办公室同意延至12月15日）："),
        (NOW.date(), 10, "11月12日到期、未报完成（原定10月31日，经本办公室同意延至11月12日）"),
        (LATER, 60, "（原定10月31日，经本办公室同意延至2026年6月30日）。"),
        (LATER, None, "铺管4公里（原定10月31日，经本办公室同意延至2026年6月30日）。"),
    ],
)
def test_so_is_slow_work_what_falls_due_and_work_in_time(new: date, percent: int | None, behind: str) -> None:
    assert behind in told(new, percent=percent)


def test_so_is_closed_work_which_is_late_by_the_date_in_force_alone() -> None:
    closed = said("铺管9公里", date(2025, 11, 9), kind=AnswerKind.CLOSURE)
    late, in_time = body_of(read(moved(OVER, closed))), body_of(read(moved(AHEAD, closed)))
    assert "11月9日办结（原定10月31日，经本办公室同意延至11月7日，逾期办结）。" in late
    assert "11月9日办结（原定10月31日，经本办公室同意延至12月15日）。" in in_time


def test_what_belongs_to_a_closing_stands_in_one_pair_of_brackets() -> None:
    asked = a_report(
        AnswerKind.CLOSURE, OVER, text="铺管9公里", status=ReportStatus.ACCEPTED, decided=date(2025, 11, 10)
    )
    text = body_of(read(moved(OVER, asked)))
    assert "11月10日办结（原定10月31日，经本办公室同意延至11月7日，到期当日申请）。" in text


def test_so_is_what_is_over_while_its_closing_waits() -> None:
    waits = a_report(AnswerKind.CLOSURE, LATELY, text="铺管9公里")
    text = body_of(read(moved(OVER, waits)))
    assert "第6项“铺设管网”原定10月31日，经本办公室同意延至11月7日，已到期" in text


def test_of_a_date_that_nobody_asked_for_it_says_that_it_was_changed() -> None:
    assert "未达序时（原定10月31日，后改为12月15日）" in told(AHEAD, percent=10, asked=False)


def test_the_ground_on_which_the_office_moved_a_date_is_told_with_it() -> None:
    for day, words in (
        (AHEAD, "（原定10月31日，后依据“县长办公会议定”改为12月15日）"),
        (OVER, "11月7日完成，逾期5天"),
    ):
        found = read(moved(day, said("铺管4公里", LATELY, percent=10), asked=False))
        on = tuple(replace(line, moved_for="县长办公会议定") for line in found.tasks)
        text = body_of(replace(found, tasks=on))
        assert words in text
        assert "原定10月31日，后依据“县长办公会议定”改为" in text


async def test_that_ground_is_the_one_of_the_move_in_force(tmp_path: Path) -> None:
    async with open_office(tmp_path, STARTS) as office:
        await small_meeting(office)

        def moved_to(day: date, ground: str, moment: str) -> set[str]:
            office.desk.do(OPERATOR, changing.move_deadlines, [1], day, ground)
            return {line.moved_for for line in office.desk.ask(OPERATOR, digest.digest, local(moment)).digest.tasks}

        await at_local(office, "2025-11-04T10:00")
        now, before = "2025-11-04T10:00", "2025-11-03T18:00"
        assert moved_to(date(2026, 1, 9), "分管副县长批示", now) == {"", "分管副县长批示"}
        assert moved_to(date(2026, 1, 16), "", now) == {""}, "the last move names none"
        assert moved_to(date(2026, 1, 23), "县政府常务会议定", now) == {"", "县政府常务会议定"}
        assert moved_to(date(2026, 1, 30), "专班会议定", before) == {""}, "that was not known then"


def test_of_a_date_that_stands_nothing_is_said() -> None:
    own = an_assignment("县水务局", reports=[said("铺管4公里", LATELY, percent=10)])
    assert "原定" not in body_of(read(a_task(own, deadline=AHEAD, seq="6", title="铺设管网")))
