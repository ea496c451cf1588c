"""Plan 000 from file to digest: a table in an annex, a misprinted unit, no dates for most rows, ten indicators."""

from datetime import date
from pathlib import Path

from tasks_db.register import digest
from tasks_db.store import registers
from tasks_db.terms import WorkState
from tests.office_world import CLERK, CONVENOR, open_office

HEALTH, SCHOOL, CIVIL, TOWN = 101, 102, 103, 104


async def test_a_plan_with_an_annex_table_goes_from_the_file_to_the_digest(samples: Path, tmp_path: Path) -> None:
    plan_file = next(samples.glob("000_*.txt"))
    async with open_office(tmp_path, "2024-11-04T08:00+08:00", area="秀山县", office="县卫生健康委") as office:
        # the clerk drops the file and sees what was understood; nobody else hears anything
        heard = await office.send_file(CLERK, plan_file)
        assert "任务16项（有时限6项，长期0项），指标10项，候选3条" in heard.text
        assert "18个单位名称还没有对上" in heard.text
        assert "10项任务没有时限" in heard.text
        assert not await office.received(CONVENOR)
        assert "交办" not in heard.labels()

        # names: everything that resembles nothing becomes a unit; the misprint is looked at by itself
        await office.group("各乡镇（街道）", "甲镇", "乙乡", "丙街道")
        heard = await office.press(CLERK, "单位名称")
        assert "县住房乡建委（任务3），像“县住房城乡建委”" in heard.text
        heard = await office.press(CLERK, "没有相近的")
        heard = await office.press(CLERK, "1=县住房城乡建委")
        assert "单位名称还没有对上" not in heard.text

        # defaults, candidates, figures
        heard = await office.press(CLERK, "没有时限")
        heard = await office.press(CLERK, "到2025年12月31日")
        assert "可以交办" in heard.text
        await office.press(CLERK, "候选")
        await office.press(CLERK, "全部不采纳")
        await office.press(CLERK, "指标")
        await office.press(CLERK, "未定的10项")
        heard = await office.say(CLERK, "县卫生健康委")
        assert "报数：县卫生健康委" in heard.text
        await office.say(CLERK, "/plan 1")
        heard = await office.press(CLERK, "要问的单位")
        assert "县卫生健康委：25次" in heard.text, heard.text
        await office.press(CLERK, "返回方案")

        await office.seat("县卫生健康委", "卫联", HEALTH)
        await office.seat("县教委", "教联", SCHOOL)
        await office.seat("县民政局", "民联", CIVIL)
        await office.press(CLERK, "交办")
        heard = await office.press(CLERK, "确认交办")
        assert "已交办" in heard.text
        heard = await office.say(CLERK, "/preview")
        assert "县总工会：没有联络员" in heard.text

        # the first morning: one bundle each, numbered, in pages
        await office.until(date(2024, 11, 4))
        (bundle,) = await office.received(HEALTH)
        assert "新交办24项，请签收" in bundle
        assert "（第1页，共4页）" in bundle
        assert len(await office.received(SCHOOL)) == 1
        heard = await office.press(SCHOOL, "全部签收")
        assert "已签收5项" in heard.text

        # nothing more until the first phased target comes near, and nothing on a weekend
        await office.until(date(2024, 11, 24))
        assert len(await office.received(HEALTH)) == 1
        moments = await office.until(date(2024, 12, 2))
        assert {m.astimezone().weekday() for m in moments[:-1]} <= {0, 1, 2, 3, 4}
        asked = await office.last(SCHOOL)
        assert "阶段节点（" in asked["text"]
        assert "35%）：2024年12月31日（剩" in asked["text"]
        heard = await office.say(SCHOOL, "1 进度30%，正在选址，需县财政局协调", reply_to=asked["id"])
        assert "重点发展托幼一体化" in heard.text
        assert "30%" in heard.text

        # the office reviews; the unit is told
        heard = await office.say(CLERK, "/review")
        assert "待审核1条" in heard.text
        await office.press(CLERK, "1", within="待审核1条")
        await office.press(CLERK, "通过")
        assert "已通过审核" in await office.told(SCHOOL)

        # the phased day passes without the target: the consolidating unit is overdue, and the convenor sees it
        await office.until(date(2025, 1, 6))
        heard = await office.say(CONVENOR, "逾期任务")
        assert "重点发展托幼一体化" in heard.text
        assert "县教委" in heard.text
        heard = await office.say(CONVENOR, "县教委进展")
        assert "进度30%" in heard.text
        heard = await office.say(CONVENOR, "/digest")
        assert "共16项" in heard.text
        assert "需协调：" in heard.text
        heard = await office.press(CONVENOR, "下载 Word 通报")
        assert heard.messages[0]["document"]["file_name"] == "进展通报2025-01-06.docx"

        value = await office.read(lambda s: digest.compile(registers.load(s), as_of=office.desk.clock()))
        assert len(value.tasks) == 16
        assert len(value.in_state(WorkState.OVERDUE)) == 1
        assert len(value.indicators) >= 10
        said = next(line for line in value.tasks if line.task.title == "重点发展托幼一体化")
        assert said.sources
        assert [(c.unit, c.needs) for c in value.coordination] == [("县教委", "县财政局")]
