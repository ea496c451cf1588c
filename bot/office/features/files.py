"""What people send besides words: evidence from units, plans from the office, and a kind word for voice messages."""

import tempfile
from pathlib import Path

from telegram.error import TelegramError

from bot.office.entries import button
from bot.office.features import people, plans, versions
from bot.office.features.answer_text import answer_in_words
from bot.office.turn import Turn
from messages import actions, asking, plan_sheet
from messages.people_table import is_people_table
from tasks_db.register import authority
from tasks_db.register.answers import meant_by
from tasks_db.register.authority import Right
from tasks_db.register.refusals import AnswerRefused
from tasks_db.work.acts import evidence
from tasks_db.work.views import answers

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
    """A file of a unit is evidence; its caption says for which task it is, and may be an answer as well."""
    lines = (await turn.ask(answers.lines_shown, turn.at, turn.replied_to)).lines
    if not lines:
        raise AnswerRefused("这份文件是哪项任务的佐证？请先发送 /mine，再回复那条消息把文件发来。")
    content = await _download(turn, file_id)
    digest = await turn.desk.apart(lambda: evidence.keep_file(turn.desk.files, content))
    meant = meant_by(caption, lines)
    if meant is not None:
        if caption:
            await answer_in_words(turn, caption)
        title = await turn.do(evidence.attach, meant.assignment_id, name, digest, len(content))
        await turn.say(_kept(name, title))
        return
    await turn.do(evidence.hold, name, digest, len(content))
    await turn.say(asking.whose_evidence(name, lines))


def _kept(name: str, title: str) -> str:
    return f"已收下佐证“{name}”，归到：{title}"


@button(actions.EVIDENCE, Right.ANSWER)
async def evidence_for(turn: Turn, assignment: str) -> None:
    """Attach the file that was sent before to the task that was pressed."""
    await turn.say(_kept(*await turn.do(evidence.attach_held, int(assignment))))


async def unheard(turn: Turn) -> None:
    """A voice message, a video or a sticker: said kindly, with what works instead."""
    await turn.say("谢谢！语音、视频和表情我还听不懂，请打一行字，例如“3 进度60%”；照片和文件可以直接发。")
