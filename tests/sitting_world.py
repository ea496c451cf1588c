"""A joint meeting for sittings: four member units, their members and liaisons, one plan handed out."""

from datetime import date

from tasks_db.terms import SeatRole
from tests.local_chat import LocalPerson
from tests.office_world import CLERK, CONVENOR, Office
from tests.small_world import a_draft, a_draft_task, add_plan

STARTS = "2025-11-03T08:00+08:00"
DEPUTY, WATER, MONEY, STREETS, SCHOOLS = 201, 211, 212, 213, 214
MONEY_LIAISON = 222
PEOPLE = (
    (DEPUTY, "县府办", SeatRole.DEPUTY_CONVENOR, "副召集人方"),
    (WATER, "县水利局", SeatRole.MEMBER, "水成员"),
    (MONEY, "县财政局", SeatRole.MEMBER, "财成员"),
    (STREETS, "县城管局", SeatRole.MEMBER, "城成员"),
    (SCHOOLS, "县教育局", SeatRole.MEMBER, "教成员"),
    (MONEY_LIAISON, "县财政局", SeatRole.LIAISON, "财联络"),
)
EXTRA = tuple(LocalPerson(user, name, f"{unit}{role.zh}", "成员单位") for user, unit, role, name in PEOPLE)
RULES = {
    "name": None,
    "plenary_per_year": 1,
    "convenor_post": "分管副县长",
    "seal_unit": "县水利局",
    "proposers": "召集人、副召集人、办公室主任、成员单位",
    "approvers": "召集人",
    "replacement": "由所在单位相应职务人员递补",
}
SAID = "由县财政局会同县教育局在12月26日前提出资金安排意见"


async def joint_meeting(office: Office) -> int:
    """Seat everybody and hand out a plan of two tasks; return the plan's number."""
    await office.units(*dict.fromkeys(unit for _, unit, _, _ in PEOPLE))
    for user, unit, role, name in PEOPLE:
        await office.seat(unit, name, user, role)
    return await add_plan(
        office,
        a_draft(
            "城乡建设方案",
            a_draft_task("1", "改造供水管网", ["县水利局"], ["县财政局"], date(2025, 12, 19)),
            a_draft_task("2", "整治背街小巷", ["县城管局"], [], date(2025, 12, 19)),
        ),
    )


async def approved(office: Office, words: str = "提议召开临时会议，研究管网改造经费", by: int = WATER) -> None:
    """A sitting that a member proposed and the convenor approved."""
    await office.say(by, words)
    await office.told(CONVENOR)
    await office.press(CONVENOR, "同意召开")


async def called(office: Office, when: str = "11月10日上午9:30 县政府三楼会议室", signs: int = CONVENOR) -> None:
    """The office prepares the sitting that waits, and sends the notice."""
    await office.say(CLERK, "/sittings")
    await office.press(CLERK, "会议")
    await office.press(CLERK, "定时间地点")
    await office.say(CLERK, when)
    await office.press(CLERK, "拟议程")
    await office.press(CLERK, "返回会议")
    await noticed(office, signs)


async def noticed(office: Office, signs: int = CONVENOR) -> None:
    """The office checks the notice on the sitting that is open, it is signed and sent."""
    await office.press(CLERK, "通知核稿")
    await office.press(CLERK, "核稿无误")
    await office.told(signs)
    await office.press(signs, "签发通知")
    await office.told(CLERK)
    await office.press(CLERK, "去发通知")
    await office.press(CLERK, "发会议通知")
    await office.press(CLERK, "确认发出通知")
