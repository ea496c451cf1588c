"""Steps of a joint meeting's year: minutes, digests, what a paper says."""

import io
import os
from pathlib import Path

from docx import Document

from tests.office_world import CLERK, CONVENOR, Heard, Office
from tests.paper_checker import faults


async def file_sent(office: Office, heard: Heard, end: str = "") -> bytes:
    """The file that somebody was sent last, of those whose name ends so."""
    sent = [m["document"] for m in heard.messages if m["document"]]
    document = next(d for d in reversed(sent) if d["file_name"].endswith(end))
    return (await office.page.get(f"/page/files/{document['file_id']}")).content


async def paper_sent(office: Office, heard: Heard, name: str) -> str:
    """The words of the paper that somebody was sent; the folder that ``PAPERS`` names keeps it, to be looked at."""
    content = await file_sent(office, heard, ".docx")
    assert faults(content) == []
    if folder := os.environ.get("PAPERS"):
        (Path(folder) / f"{name}.docx").write_bytes(content)
    return "\n".join(p.text for p in Document(io.BytesIO(content)).paragraphs)


async def minuted(office: Office, ticked: str, noted: str, *, convenor: int = CONVENOR) -> str:
    """The office writes the minutes of the newest sitting, the convenor signs them, and they go out."""
    await office.say(CLERK, "/sittings")
    await office.press(CLERK, "会议")
    await office.press(CLERK, "登记出席")
    await office.press(CLERK, "确认登记")
    await office.press(CLERK, "记一项")
    await office.say(CLERK, ticked)
    await office.press(CLERK, "列入督办")
    await office.press(CLERK, "再记一项")
    await office.say(CLERK, noted)
    await office.press(CLERK, "返回会议")
    words = await paper_sent(office, await office.press(CLERK, "纪要 Word"), f"纪要 {ticked[:12]}")
    await office.press(CLERK, "纪要送审")
    await office.told(convenor)
    await office.press(convenor, "签发纪要")
    await office.told(CLERK)
    await office.press(CLERK, "去印发")
    await office.press(CLERK, "印发纪要")
    heard = await office.press(CLERK, "确认印发")
    assert "1项督办任务已交办" in heard.text
    return words


async def digest_issued(office: Office, number: int, year: int, *, head: int) -> str:
    """The office drafts and checks a digest, the head signs it, and it goes out; returns its words.

    Units that it names and that had no time to look at their lines are pointed out before it is signed.
    """
    await office.say(CLERK, "/digest")
    if "照样起草" in (heard := await office.press(CLERK, "起草通报")).labels():
        assert "等着审核" in heard.text
        await office.press(CLERK, "照样起草")
    await office.press(CLERK, "核稿")
    await office.say(head, "/papers")
    await office.press(head, "通报稿")
    heard = await office.press(head, "签发")
    if "仍要签发" in heard.labels():
        assert "还没有核对" in heard.text
        await office.press(head, "仍要签发")
    await office.say(CLERK, "/papers")
    await office.press(CLERK, "通报稿")
    await office.press(CLERK, "印发", within="通报稿")
    heard = await office.press(CLERK, "确认印发")
    assert heard.text.startswith(f"{year}年第{number}期：")
    return await paper_sent(office, await office.press(CLERK, "下载"), f"通报 {year} {number}")
