"""What people send besides words: evidence from units, plans from the office, and a kind word for voice messages."""

import asyncio
import tempfile
from pathlib import Path

from sqlmodel import Session
from telegram.error import TelegramError

from bot.office.entries import button
from bot.office.features import pending, people, plans, versions
from bot.office.features.answer_text import answer_in_words
from bot.office.turn import Turn
from messages import actions, plan_sheet
from messages.message import Button, Message, in_rows
from messages.people_table import is_people_table
from messages.phrases import clip
from tasks_db.register import authority
from tasks_db.register.authority import Right
from tasks_db.register.refusals import AnswerRefused
from tasks_db.store import audit, reports
from tasks_db.work.acts import answering
from tasks_db.work.post import conversation

MAX_DOWNLOAD = 20 * 1024 * 1024
"""What a bot may fetch: Bot API, getFile."""

_LONGEST_SUFFIX = 10

_OFFICE_SUFFIXES = frozenset({".docx", ".doc", ".xlsx", ".xls", ".pdf", ".html", ".htm", ".csv", ".txt", ".md"})
"""What somebody who sits both in the office and for a unit means for the office."""


async def received(turn: Turn, file_id: str, name: str, size: int, caption: str) -> None:
    """A document or a photo: from the office a plan, or a table of units and people; else evidence for a task."""
    if turn.member is None or not turn.member.seats:
        raise AnswerRefused(authority.refusal(turn.member, Right.ANSWER))
    if size > MAX_DOWNLOAD:
        raise AnswerRefused(f"文件太大（{size / 1024 / 1024:.0f} MB），最多 20 MB。请压缩后再发，或只发要紧的几页。")
    suffix = Path(name).suffix.lower()[:_LONGEST_SUFFIX]
    if authority.may(turn.member, Right.PLAN) and (suffix in _OFFICE_SUFFIXES or not authority.units_of(turn.me)):
        content = await _download(turn, file_id)
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / f"file{suffix}"
            path.write_bytes(content)
            await _from_office(turn, path, name)
        return
    if not authority.may(turn.member, Right.ANSWER):
        raise AnswerRefused(authority.refusal(turn.member, Right.ANSWER))
    await _keep(turn, file_id, name, caption)


async def _from_office(turn: Turn, path: Path, name: str) -> None:
    """A mended table of a plan, a table of units and people, or else a plan."""
    mended = await turn.desk.apart(lambda: plan_sheet.plan_of(path)) if path.suffix == ".xlsx" else None
    if mended is not None:
        await versions.take_sheet(turn, path, mended)
    elif path.suffix in {".csv", ".xlsx"} and await turn.desk.apart(lambda: is_people_table(path)):
        await people.load_table(turn, path)
    else:
        await plans.load_file(turn, path, name)


async def _download(turn: Turn, file_id: str) -> bytes:
    try:
        file = await turn.bot.get_file(file_id)
        return bytes(await file.download_as_bytearray())
    except TelegramError as error:
        raise AnswerRefused("这份文件没有取下来（超过 20 MB 的取不了）。请再发一次，或压缩后再发。") from error


async def _keep(turn: Turn, file_id: str, name: str, caption: str) -> None:
    items = await turn.read(lambda s: conversation.shown(s, turn.at, turn.replied_to))
    lines = await turn.read(lambda s: pending.lines_of(s, turn, items))
    if not lines:
        raise AnswerRefused("这份文件是哪项任务的佐证？请先发送 /mine，再回复那条消息把文件发来。")
    content = await _download(turn, file_id)
    digest = await asyncio.to_thread(answering.keep_file, turn.desk.files, content)
    numbered = [line for line in lines if caption.strip().startswith(str(line.number))]
    chosen = lines if len(lines) == 1 else numbered
    if len(chosen) == 1:
        if caption:
            await answer_in_words(turn, caption)
        await _attach(turn, chosen[0].assignment_id, name, digest, len(content))
        return
    buttons = [Button(str(line.number), actions.EVIDENCE, (line.assignment_id,)) for line in lines[:12]]
    listed = "\n".join(f"{line.number}. {clip(line.title, 24)}" for line in lines[:12])
    await turn.write(
        lambda s: conversation.set_prompt(
            s,
            turn.me.person_id,
            "evidence",
            {"name": name, "sha256": digest, "size": len(content)},
            turn.now,
        )
    )
    await turn.say(Message(f"已收到“{name}”。这是哪项任务的佐证？\n{listed}", in_rows(buttons, 6)))


async def _attach(turn: Turn, assignment_id: int, name: str, digest: str, size: int) -> None:
    def work(session: Session) -> str:
        _, task, own = reports.find(session, assignment_id)
        authority.require_own(turn.me, own)
        answering.add_evidence(session, assignment_id, turn.me.person_id, name, digest, size, turn.now)
        by = authority.capacity(turn.me)
        audit.note(session, turn.now, by, "佐证", "task", task.id, file=name, sha256=digest)
        return task.title

    title = await turn.write(work)
    await turn.say(f"已收下佐证“{name}”，归到：{title}")


@button(actions.EVIDENCE, Right.ANSWER)
async def evidence_for(turn: Turn, assignment: str) -> None:
    prompt = await turn.read(lambda s: conversation.peek_prompt(s, turn.me.person_id))
    if prompt is None or prompt.kind != "evidence":
        raise AnswerRefused("这个按钮已经失效，请把文件重新发一次。")
    args = prompt.args
    await _attach(turn, int(assignment), str(args["name"]), str(args["sha256"]), int(str(args["size"])))
    await turn.write(lambda s: conversation.take_prompt(s, turn.me.person_id))


async def unheard(turn: Turn) -> None:
    """A voice message, a video or a sticker: said kindly, with what works instead."""
    await turn.say("谢谢！语音、视频和表情我还听不懂，请打一行字，例如“3 进度60%”；照片和文件可以直接发。")
