"""Before 交办: a draft never pings (R8), and a date that is not sure is asked about and never made up (R11)."""

from datetime import date
from pathlib import Path

import pytest
from sqlmodel import select

from tasks_db.intake import read_plan_apart
from tasks_db.register import handing_out
from tasks_db.store import models, plans
from tests.office_world import CLERK
from tests.small_world import MONEY, WATER, Office, a_draft, a_draft_task, add_plan, open_office
from tests.story_steps import no_draft_goes_out

DRAFT = a_draft("供水方案", a_draft_task("1", "改造供水管网", ["县水利局"], ["县财政局"]), status="draft")


async def two_units(office: Office) -> None:
    await office.units("县水利局", "县财政局")
    await office.seat("县水利局", "水联", WATER)
    await office.seat("县财政局", "财联", MONEY)


async def test_a_draft_cannot_be_handed_out_and_nobody_hears_of_it(tmp_path: Path) -> None:
    async with open_office(tmp_path, "2025-11-03T08:00+08:00") as office:
        await two_units(office)
        await add_plan(office, DRAFT, hand_out=False)
        await no_draft_goes_out(office, date(2025, 12, 12), WATER, MONEY)
        await office.say(CLERK, "/plan 1")
        await office.press(CLERK, "已正式印发")
        await office.say(CLERK, "/plan 1")
        await office.press(CLERK, "交办")
        heard = await office.press(CLERK, "确认交办")
        assert "已交办" in heard.text


UNCLEAR = ["尽快完成", "适时启动", "待上级文件印发后30日内", "2026年春耕前", "条件成熟时", "按上级要求时限"]
CLEAR = [("2026年6月底前", date(2026, 6, 30)), ("2026年12月31日", date(2026, 12, 31))]


def paper(folder: Path, when: str) -> Path:
    file = folder / "plan.txt"
    file.write_text(
        "清河县供水保障三年行动方案（2025—2027年）\n清政办发〔2025〕1号\n"
        "序号|任务内容|牵头单位|完成时限\n"
        f"1|改造供水管网12公里|县水利局|{when}\n2|拨付改造资金|县财政局|2026年5月底\n3|检查水质|县水利局|\n",
        "utf-8",
    )
    return file


@pytest.mark.parametrize("when", UNCLEAR)
async def test_an_unclear_date_stays_open_until_the_office_gives_one(tmp_path: Path, when: str) -> None:
    """The plan ends in 2027, which is the end of what has no date; what has an unclear one is asked about."""
    draft = read_plan_apart(paper(tmp_path, when))
    ends = {t.seq: (t.deadline_date, t.effective_deadline, t.deadline_basis) for t in draft.tasks}
    assert ends["1"] == (None, None, None)
    assert ends["3"] == (None, date(2027, 12, 31), "plan_period")
    assert any(f.kind == "unclear_date" and "改造供水管网" in f.message for f in draft.findings)
    async with open_office(tmp_path, "2025-11-03T08:00+08:00") as office:
        await two_units(office)
        await add_plan(office, draft, hand_out=False)
        with office.desk.door.read() as session:
            days = {c.task_id: c.day for c in session.exec(select(models.Checkpoint)).all()}
            plan = plans.one_plan(session, 1)
        assert days == {plan.tasks[1].id: date(2026, 5, 31)}
        assert [t.seq for t in handing_out.undated(plan.live_tasks)] == ["1", "3"]
        heard = await office.say(CLERK, "/plan 1")
        assert "2项任务没有时限，也没有报送周期" in heard.text
        assert "交办" not in heard.labels()


@pytest.mark.parametrize(("when", "day"), CLEAR)
async def test_a_clear_date_is_taken_as_it_stands(tmp_path: Path, when: str, day: date) -> None:
    draft = read_plan_apart(paper(tmp_path, when))
    async with open_office(tmp_path, "2025-11-03T08:00+08:00") as office:
        await two_units(office)
        await add_plan(office, draft, hand_out=False)
        with office.desk.door.read() as session:
            assert {c.day for c in session.exec(select(models.Checkpoint)).all()} == {day, date(2026, 5, 31)}
