"""What people send besides words: evidence from units, plans from the office, and a kind word for voice messages."""

import tempfile
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from bot.channels.base import ChannelError, FileRef
from bot.office.entries import button
from bot.office.features import people, plans, versions
from bot.office.features.answer_text import answer_in_words
from bot.office.turn import Turn
from config.clock import local_date
from messages import actions, asking, plan_sheet
from messages.people_table import is_people_table
from tasks_db.refusal import Refusal
from tasks_db.register import authority
from tasks_db.register.answers import meant_by
from tasks_db.register.authority import Right
from tasks_db.register.evidence import KeptFile
from tasks_db.register.refusals import AnswerRefused
from tasks_db.work.acts import evidence
from tasks_db.work.views import answers

_LONGEST_SUFFIX = 10

_OFFICE_SUFFIXES = frozenset({".docx", ".doc", ".xlsx", ".xls", ".pdf", ".html", ".htm", ".csv", ".txt", ".md"})
"""What somebody who sits both in the office and for a unit means for the office."""


async def received(turn: Turn, sent: Sequence[FileRef], caption: str) -> None:
    """Take files that were sent together: from the office plans or tables of units and people; else evidence.

    Evidence of one set goes to one task, all of it or nothing; what the office sends is taken file by file.
    """
    if turn.member is None or not turn.member.seats:
        raise AnswerRefused(authority.refusal(turn.member, Right.ANSWER))
    named = [(file, _name(turn, file, number, len(sent))) for number, file in enumerate(sent, 1)]
    evidence = [(file, name) for file, name in named if not _is_for_office(turn, name)]
    jobs = [partial(_load, turn, file, name) for file, name in named if _is_for_office(turn, name)]
    if evidence:
        jobs.append(partial(_keep, turn, evidence, caption))
    for job in jobs:
        try:
            await job()
        except Refusal as refusal:
            if len(jobs) == 1:
                raise
            await turn.say(str(refusal))


def _refuse_too_large(turn: Turn, file: FileRef) -> None:
    most = turn.channel.abilities.download
    if most is not None and file.size > most:
        raise AnswerRefused(
            f"文件太大（{_megabytes(file.size)} MB），最多 {_megabytes(most)} MB。请压缩后再发，或只发要紧的几页。"
        )


def _megabytes(size: int) -> str:
    return f"{size / 1024 / 1024:.0f}"


def _name(turn: Turn, file: FileRef, number: int, count: int) -> str:
    """Return what a file is called; a photo goes by its day and message, and by its place in a set."""
    place = f"-{number}" if count > 1 else ""
    return file.name or f"照片{local_date(turn.now)}-{turn.event.ref}{place}.jpg"


def _suffix(name: str) -> str:
    return Path(name).suffix.lower()[:_LONGEST_SUFFIX]


def _is_for_office(turn: Turn, name: str) -> bool:
    return authority.may(turn.member, Right.PLAN) and (
        _suffix(name) in _OFFICE_SUFFIXES or not authority.units_of(turn.me)
    )


async def _load(turn: Turn, file: FileRef, name: str) -> None:
    _refuse_too_large(turn, file)
    content = await _download(turn, file)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"file{_suffix(name)}"
        path.write_bytes(content)
        await _from_office(turn, path, name)


async def _from_office(turn: Turn, path: Path, name: str) -> None:
    """A mended table of a plan, a table of units and people, or else a plan."""
    mended = await turn.desk.apart(lambda: plan_sheet.plan_of(path)) if path.suffix == ".xlsx" else None
    if mended is not None:
        await versions.take_sheet(turn, path, mended)
    elif path.suffix in {".csv", ".xlsx"} and await turn.desk.apart(lambda: is_people_table(path)):
        await people.load_table(turn, path)
    else:
        await plans.load_file(turn, path, name)


async def _download(turn: Turn, file: FileRef) -> bytes:
    try:
        return await turn.channel.fetch(file)
    except ChannelError as error:
        raise AnswerRefused("这份文件没有取下来（超过 20 MB 的取不了）。请再发一次，或压缩后再发。") from error


async def _keep(turn: Turn, sent: Sequence[tuple[FileRef, str]], caption: str) -> None:
    """Files of a unit are evidence; their caption says for which task they are, and may be an answer as well."""
    for file, _ in sent:
        _refuse_too_large(turn, file)
    if not authority.may(turn.member, Right.ANSWER):
        raise AnswerRefused(authority.refusal(turn.member, Right.ANSWER))
    lines = (await turn.ask(answers.lines_shown, turn.at, turn.replied_to)).lines
    if not lines:
        raise AnswerRefused("这份文件是哪项任务的佐证？请先发送 /mine，再回复那条消息把文件发来。")
    kept = [await _keep_one(turn, file, name) for file, name in sent]
    meant = meant_by(caption, lines)
    if meant is not None:
        if caption:
            await answer_in_words(turn, caption)
        title = await turn.do(evidence.attach, meant.assignment_id, kept)
        await turn.say(asking.evidence_kept([file.name for file in kept], title))
        return
    await turn.do(evidence.hold, kept)
    await turn.say(asking.whose_evidence([file.name for file in kept], lines))


async def _keep_one(turn: Turn, file: FileRef, name: str) -> KeptFile:
    content = await _download(turn, file)
    digest = await turn.desk.apart(lambda: evidence.keep_file(turn.desk.files, content))
    return KeptFile(name, digest, len(content))


@button(actions.EVIDENCE, Right.ANSWER)
async def evidence_for(turn: Turn, assignment: str) -> None:
    """Attach the files that were sent before to the task that was pressed."""
    await turn.say(asking.evidence_kept(*await turn.do(evidence.attach_held, int(assignment))))


async def unheard(turn: Turn) -> None:
    """Answer a voice message, a video or a sticker with what works instead."""
    await turn.say("谢谢！语音、视频和表情我还听不懂，请打一行字，例如“3 进度60%”；照片和文件可以直接发。")
