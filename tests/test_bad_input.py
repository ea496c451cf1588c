"""Bad input: one clear sentence with the next step, nothing crashes, nothing that was stored is lost."""

import secrets
from datetime import timedelta
from pathlib import Path

import docx
import pytest
from sqlmodel import Session, select

from bot.channels.telegram.outgoing import ABILITIES
from tasks_db.register.authority import OPERATOR
from tasks_db.store import models, people, plans
from tasks_db.store.keys import key
from tasks_db.terms import AnswerKind, SeatRole
from tasks_db.work.acts import seating
from tests.local_chat import LocalPerson, shapes
from tests.office_world import Heard
from tests.small_world import CLERK, STARTS, TROUBLE, WATER, Office, at_local, clear, open_office, rows, small_meeting
from tests.terminal import lianxi

OLD = "已经失效"
STRANGER = 301
PLAN = """清河县城乡建设工作方案

一、重点任务
（一）改造供水管网。2025年12月底前完成管网改造20公里。（牵头单位：县水利局；责任单位：县财政局）
（二）整治背街小巷。2025年11月底前完成整治12条。（牵头单位：县城管局）
"""


# files


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("方案.txt", b"\0\xff\xfe\0\x01" * 300, ""),
        ("方案.docx", b"PK\x03\x04 no archive at all", ""),
        ("方案.docx", b"plain words under a false name", ""),
        ("方案.exe", b"MZ\x90\0", ""),
        ("方案.txt", b" \n\n\t ", ""),
        ("方案.txt", "没有任何任务的一句话。".encode(), ""),
        ("照片.jpg", b"\xff\xd8\xff\xe0 no picture", ""),
    ],
)
async def test_a_file_that_cannot_be_a_plan_is_refused_in_a_sentence(
    tmp_path: Path, name: str, content: bytes, says: str
) -> None:
    async with open_office(tmp_path, STARTS) as office:
        heard = await office.send_bytes(CLERK, name, content)
        assert TROUBLE not in heard.text
        assert says in heard.messages[-1]["text"]
        assert len(heard.messages[-1]["text"]) <= 300
        loaded = await office.read(
            lambda s: [(p.title, len(plans.tasks_of(s, key(p.id)))) for p in plans.all_plans(s)]
        )
        assert all(count == 0 for _, count in loaded)


async def test_a_text_in_gb18030_is_loaded(tmp_path: Path) -> None:
    async with open_office(tmp_path, STARTS) as office:
        heard = await office.send_bytes(CLERK, "方案.txt", PLAN.encode("gb18030"))
        assert "任务2项" in heard.text
        heard = await office.send_bytes(CLERK, "方案.txt", PLAN.encode("gb18030"))
        assert "已经载入过" in heard.text


async def test_a_table_with_merged_and_missing_cells_is_loaded(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("清河县城乡建设任务分解表")
    table = document.add_table(rows=4, cols=4)
    cells = [
        ["序号", "工作任务", "责任单位", "完成时限"],
        ["1", "改造供水管网20公里", "县水利局", "2025年12月底"],
        ["2", "整治背街小巷12条", "", "2025年12月底"],
        ["3", "疏浚河道3条", "县城管局", ""],
    ]
    for row, texts in zip(table.rows, cells, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    table.cell(1, 2).merge(table.cell(2, 2))
    path = tmp_path / "分解表.docx"
    document.save(str(path))
    async with open_office(tmp_path, STARTS) as office:
        heard = await office.send_file(CLERK, path)
        assert "任务3项" in heard.text
        assert TROUBLE not in heard.text


async def test_a_file_of_200_mb_is_refused_by_its_size_before_any_download(tmp_path: Path) -> None:
    async with open_office(tmp_path, STARTS) as office:
        await office.say(CLERK, "/help")
        size = 200 * 1024 * 1024
        document = {"file_id": "never-asked-for", "file_unique_id": "x", "file_name": "方案.docx", "file_size": size}
        heard = await arrives(office, CLERK, document=document)
        assert "文件太大（200 MB）" in clear(heard)
        assert ABILITIES.download is not None
        assert size > ABILITIES.download


async def test_a_file_that_the_chat_does_not_hand_out_yet_is_said_to_be_fetched_again(tmp_path: Path) -> None:
    async with open_office(tmp_path, STARTS) as office:
        await office.say(CLERK, "/help")
        heard = await arrives(
            office, CLERK, document={"file_id": "gone", "file_unique_id": "x", "file_name": "a.txt"}
        )
        reading, later = heard.messages
        assert reading["text"].startswith("正在读“a.txt”……")
        assert "接着取" in later["text"]


async def arrives(office: Office, user: int, **content: object) -> Heard:
    """A message of a kind that the page cannot send."""
    before = await office.seen(user)
    person = office.chat.person(user)
    body = {
        "message_id": 900_000 + secrets.randbelow(10_000),
        "date": int((await office.desk.now()).timestamp()),
        "chat": shapes.chat(person),
        "from": shapes.user(person),
        **content,
    }
    with office.chat.store.transaction():
        office.chat.tell_bot("message", body)
    await office._wait()
    return await office._heard(user, before)


@pytest.mark.parametrize("user", [CLERK, WATER, STRANGER])
@pytest.mark.parametrize(
    "content",
    [
        {"voice": {"file_id": "v", "file_unique_id": "v", "duration": 3}},
        {
            "sticker": {
                "file_id": "s",
                "file_unique_id": "s",
                "type": "regular",
                "width": 1,
                "height": 1,
                "is_animated": False,
                "is_video": False,
            }
        },
        {"location": {"longitude": 1.0, "latitude": 2.0}},
        {"contact": {"phone_number": "1", "first_name": "王"}},
    ],
    ids=["voice", "sticker", "location", "contact"],
)
async def test_what_is_no_text_is_answered_kindly(tmp_path: Path, user: int, content: dict[str, object]) -> None:
    async with open_office(tmp_path, STARTS, extra=[LocalPerson(STRANGER, "生人", "", "")]) as office:
        await small_meeting(office)
        await office.say(user, "/help")
        assert "请打一行字" in clear(await arrives(office, user, **content))


# words


@pytest.mark.parametrize(
    "text",
    [
        "/nosuch",
        "/task abc",
        "/task",
        "/task 99999999999999999999999",
        "/",
        "/start abcd-efgh",
        "/MINE extra words",
        "<b>1</b> &amp; *_[x](y)_* ``` <script>",
        "😀😀😀👨‍👩‍👧‍👦",
        "1 " + "很长的进展" * 800,
        "9 已完成",
        "0 已完成",
        "-1 已完成",
        "1、2、3 ",
        "，。；",
        "%s %d {0} {{ x }} {% x %}",
        "１　进度６０％",
        "1 进度600%",
        "1 延期到2025年2月30日",
    ],
)
async def test_whatever_a_liaison_types_is_answered_without_a_crash(tmp_path: Path, text: str) -> None:
    async with open_office(tmp_path, STARTS) as office:
        await small_meeting(office)
        await at_local(office, "2025-11-03T09:30")
        heard = await office.say(WATER, text[:4096])
        assert heard.messages
        assert TROUBLE not in heard.text
        kinds = {r.kind for r in await rows(office)}
        assert not kinds & {AnswerKind.CLOSURE, AnswerKind.EXTENSION, AnswerKind.DONE}


async def test_a_number_in_a_command_that_no_plan_has_is_answered(tmp_path: Path) -> None:
    async with open_office(tmp_path, STARTS) as office:
        for command in (
            "/plan ²",
            "/plan 99999999999999999999999",
            "/plan -1",
            "/plan 7",
            "/plan",
            "/phone x",
            "/deputy",
        ):
            clear(await office.say(CLERK, command))


async def test_a_very_long_reason_reaches_the_unit_cut_to_a_message(tmp_path: Path) -> None:
    async with open_office(tmp_path, STARTS) as office:
        await small_meeting(office)
        await at_local(office, "2025-11-03T09:30")
        await office.say(WATER, "1 进度60%")
        await office.say(CLERK, "/review")
        await office.press(CLERK, "1", within="待审核")
        await office.press(CLERK, "退回")
        heard = await office.say(CLERK, "😀" * 2048)
        assert heard.text.startswith("已退回")
        assert "😀" in (await office.last(WATER))["text"]


# codes


async def a_code(office: Office, *, days_ago: int = 0) -> str:
    def work(session: Session) -> str:
        meeting = people.the_meeting(session)
        unit = session.exec(select(models.Unit).where(models.Unit.name == "县档案局")).one()
        seat = people.ensure_seat(session, key(meeting.id), key(unit.id), SeatRole.LIAISON)
        return seating.issue_code(session, seat, office.desk.clock() - timedelta(days=days_ago), OPERATOR)

    await office.units("县档案局")
    return await office.write(work)


@pytest.mark.parametrize(
    "typed",
    ["{}", " {} ", "{lower}", "{spaced}", "{joined}", "{wide}"],
    ids=["plain", "padded", "lower", "spaced", "joined", "wide"],
)
async def test_a_code_works_however_it_is_typed(tmp_path: Path, typed: str) -> None:
    async with open_office(tmp_path, STARTS, extra=[LocalPerson(STRANGER, "档案员", "", "")]) as office:
        code = await a_code(office)
        wide = "".join(chr(ord(c) + 0xFEE0) for c in code)
        words = typed.format(
            code, lower=code.lower(), spaced=code.replace("-", " "), joined=code.replace("-", ""), wide=wide
        )
        heard = await office.say(STRANGER, f"/start {words}")
        assert "县档案局联络员" in heard.text


async def test_a_code_used_twice_expired_revoked_or_made_up_is_refused(tmp_path: Path) -> None:
    extra = [LocalPerson(STRANGER, "档案员", "", ""), LocalPerson(STRANGER + 1, "另一人", "", "")]
    async with open_office(tmp_path, STARTS, extra=extra) as office:
        expired = await a_code(office, days_ago=31)
        assert OLD in clear(await office.say(STRANGER, f"/start {expired}"))
        revoked = await a_code(office)
        code = await a_code(office)
        assert OLD in clear(await office.say(STRANGER, f"/start {revoked}"))
        assert "邀请码不对" in clear(await office.say(STRANGER, "/start ABCD-2345"))
        await office.say(STRANGER, f"/start {code}")
        assert "已经用过" in clear(await office.say(STRANGER + 1, f"/start {code}"))
        assert "还没有绑定席位" in (await office.say(STRANGER + 1, "/mine")).text


# settings


def test_a_wrong_setting_is_named_in_a_sentence_and_the_machine_is_told_too(tmp_path: Path) -> None:
    """R18."""
    refused = lianxi(tmp_path, "doctor", LIANXI_WEB_LISTEN="哪里都行")
    assert refused.returncode == 1
    assert refused.stderr.startswith("LIANXI_WEB_LISTEN：")
    assert "Traceback" not in refused.stderr
