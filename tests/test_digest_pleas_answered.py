"""A digest tells what had been answered to a plea by its own moment, whenever it is put together."""

from datetime import UTC, datetime
from pathlib import Path

from tasks_db.register.authority import OPERATOR
from tasks_db.register.digest.values import Coordination
from tasks_db.register.plea_told import PleaTold
from tasks_db.work.views import digest
from tests.small_world import CLERK, STARTS, WATER, Office, at_local, local, open_office, small_meeting

EARLY, NOON, LATE = (datetime(2027, 3, day, 4, tzinfo=UTC) for day in (2, 5, 9))


def _pleas(office: Office, moment: str) -> list[Coordination]:
    found = office.desk.ask(OPERATOR, digest.digest, local(moment)).digest
    return list(found.coordination)


async def test_what_was_answered_after_the_hour_of_a_digest_had_no_answer_then(tmp_path: Path) -> None:
    async with open_office(tmp_path, STARTS) as office:
        await small_meeting(office)
        await at_local(office, "2025-11-03T10:00")
        await office.say(WATER, "1 井盖没有到货，需财政局协调")
        await at_local(office, "2025-11-03T15:00")
        await office.press(CLERK, "答复单位", within="需协调：")
        await office.say(CLERK, "周五前拨付")
        await at_local(office, "2025-11-03T16:00")
        told = ["", "已答复"]
        assert [one.answered for m in ("12", "15") for one in _pleas(office, f"2025-11-03T{m}:30")] == told
        await at_local(office, "2025-11-05T09:00")
        assert [one.answered for m in ("12", "15") for one in _pleas(office, f"2025-11-03T{m}:30")] == told
        (late,) = _pleas(office, "2025-11-04T09:00")
        assert late.answers == "办公室11月3日答复：周五前拨付"


def test_each_of_two_answers_and_the_passing_on_count_from_their_own_moments() -> None:
    told = PleaTold(3, "县水利局", EARLY, "请按程序报", LATE, "月底前接通", NOON)
    assert told.in_short_by(datetime(2027, 3, 1, tzinfo=UTC)) == ""
    assert told.in_short_by(EARLY) == "已转县水利局"
    assert not told.was_answered_by(EARLY)
    assert told.in_short_by(NOON) == "县水利局已答复"
    assert PleaTold(None, "", None, "请按程序报", LATE).in_short_by(LATE) == "已答复"
    assert PleaTold(3, "县水利局", None, "", None, "月底前接通").was_answered_by(EARLY), "kept without a day, so old"
