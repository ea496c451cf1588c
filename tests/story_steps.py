"""Steps that several stories take: being invited, a draft that nobody hears of, reading the paper that came."""

import io
import re
from datetime import date

import pytest
from docx import Document

from tasks_db.register import digest
from tasks_db.register.authority import SYSTEM
from tasks_db.register.digest.values import Digest
from tasks_db.register.refusals import PlanError
from tasks_db.store import registers
from tasks_db.work.acts import handing_out
from tests.hall import CLERK, CONVENOR, Hall, Heard


async def bound_by_invitation(office: Hall, unit: str, user: int) -> Heard:
    """The clerk asks for a code, the liaison uses it; what the liaison then sees."""
    invitation = await office.say(CLERK, f"/invite {unit}")
    code = re.search(r"(?:/start |#code=|邀请码：)(\S+)", invitation.text)
    assert code is not None, invitation.text
    return await office.enters(user, code[1])


async def no_draft_goes_out(office: Hall, until: date, *others: int) -> None:
    """As a draft, plan 1 cannot be handed out, by button or otherwise, and weeks pass in silence."""
    heard = await office.say(CLERK, "/plan 1")
    assert "文件是征求意见稿，正式印发后才能交办" in heard.text
    assert "交办" not in heard.labels()
    with pytest.raises(PlanError, match="还不能交办：文件是征求意见稿，正式印发后才能交办"):
        await office.desk.doing(SYSTEM, handing_out.hand_out, 1)
    told = {user: await office.received(user) for user in (CLERK, CONVENOR, *others)}
    await office.until(until)
    assert {user: await office.received(user) for user in told} == told


async def look_at_finding(office: Hall, words: str) -> None:
    """The clerk turns the pages of plan 1's findings to the one that says this, and marks it as seen."""
    await office.say(CLERK, "/plan 1")
    heard = await office.press(CLERK, "疑点")
    while words not in heard.text:
        heard = await office.press(CLERK, "下一页", within="疑点")
    number = next(line.split(".")[0] for line in heard.text.splitlines() if words in line)
    before = int(heard.text.removeprefix("疑点").split("处")[0])
    heard = await office.press(CLERK, f"{number} 已看", within=words)
    assert f"疑点{before - 1}处" in heard.text


async def compiled(office: Hall) -> Digest:
    return await office.read(lambda s: digest.compile(registers.load(s), as_of=office.desk.clock()))


async def paper(office: Hall, user: int) -> str:
    """The words of the Word paper that the digest's button gives."""
    heard = await office.press(user, "下载 Word 通报")
    sent = heard.messages[-1]["document"]
    assert sent["file_name"].endswith(".docx")
    content = await office.fetched(user, heard.messages[-1])
    document = Document(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(p.text for p in document.paragraphs), *cells])
