"""What people send besides words: evidence from units, plans from the office, and a kind word for voice messages."""

import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from bot.channels.base import FileRef, Files
from bot.office.entries import button, job
from bot.office.features import giving, papers, people, plans, tables, versions
from bot.office.features.answer_text import answer_in_words
from bot.office.turn import Turn
from config.clock import local_date
from messages import actions, asking, digest_file, giving_text, plan_sheet
from messages.people_table import is_people_table
from tasks_db.register import authority, following
from tasks_db.register.answers import Line
from tasks_db.register.authority import Right
from tasks_db.register.evidence import KeptFile, caution, refuse_secret
from tasks_db.register.refusals import AnswerRefused
from tasks_db.work.acts import evidence
from tasks_db.work.post import pending
from tasks_db.work.views import answers

LOAD, KEEP = "load", "keep"
"""What is done with files after the turn: a plan or a table is read, evidence is kept."""

LATER = {LOAD: "load_later", KEEP: "keep_later"}
"""The same with files that could not be fetched at first: their sender knows of it, what came with them was heard."""

_LONGEST_SUFFIX = 10

_OFFICE_SUFFIXES = frozenset(
    {".docx", ".doc", ".wps", ".rtf", ".xlsx", ".xls", ".pdf", ".ofd", ".html", ".htm", ".mht", ".csv", ".txt", ".md"}
)
"""What somebody who sits both in the office and for a unit means for the office."""


def received(turn: Turn, sent: Files) -> bool:
    """Take files that were sent together: from the office plans or tables of units and people; else evidence.

    Evidence of one set goes to one task, all of it or nothing; what the office sends is taken file by file. They are
    fetched and read after the turn. False where evidence is too large, so that its caption is still to be heard.
    """
    if turn.member is None or not turn.member.seats:
        raise AnswerRefused(authority.refusal(turn.member, Right.ANSWER))
    for_office = [file for file in sent.files if _is_for_office(turn, file.name or "")]
    rest = tuple(file for file in sent.files if file not in for_office)
    for file in for_office:
        _later(turn, LOAD, replace(sent, files=(file,)))
    if rest:
        if not authority.may(turn.member, Right.ANSWER):
            raise AnswerRefused(authority.refusal(turn.member, Right.ANSWER))
        return _later(turn, KEEP, replace(sent, files=rest))
    return True


def _later(turn: Turn, work: str, sent: Files) -> bool:
    """Have files worked off; where others came with them, one that is too large keeps none of those out."""
    most = turn.channel.abilities.download
    size = max(file.size for file in sent.files)
    if most is not None and size > most:
        turn.say(f"文件太大（{_megabytes(size)} MB），最多 {_megabytes(most)} MB。请压缩后再发，或只发要紧的几页。")
        return False
    if work == LOAD:
        turn.say(f"正在读“{_name(turn, sent.files[0], 1, 1)}”……")
    turn.later(work, sent)
    return True


def says_more(turn: Turn, caption: str) -> bool:
    """Return whether a caption says something beside what its files are, so that it is heard also without them."""
    if not caption.strip():
        return False
    speaks = authority.may(turn.member, Right.ANSWER)
    lines = turn.ask(answers.lines_shown, turn.at, turn.replied_to).lines if speaks else ()
    return not following.only_names_files(caption, lines)


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


@job(LOAD)
@job(LATER[LOAD])
def load(turn: Turn, contents: Sequence[bytes]) -> None:
    """Read what the office sent: a mended table of a plan, a table of units and people, or else a plan."""
    (file,) = _files(turn)
    name = _name(turn, file, 1, 1)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"file{_suffix(name)}"
        path.write_bytes(contents[0])
        mended = plan_sheet.plan_of(path) if path.suffix == ".xlsx" else None
        if mended is not None:
            versions.take_sheet(turn, path, mended)
        elif path.suffix == ".xlsx" and tables.take_back(turn, path):
            return
        elif path.suffix in {".csv", ".xlsx"} and giving_text.is_table(path):
            giving.load_table(turn, path)
        elif path.suffix in {".csv", ".xlsx"} and is_people_table(path):
            people.load_table(turn, path)
        elif path.suffix == ".docx" and (draft := digest_file.marked(path)) is not None:
            papers.take_back(turn, path, name, draft)
        else:
            plans.load_file(turn, path, name)


@job(KEEP)
def keep(turn: Turn, contents: Sequence[bytes]) -> None:
    """Keep evidence; its caption says for which task it is, and may be an answer as well."""
    _keep(turn, contents, heard=False)


@job(LATER[KEEP])
def keep_later(turn: Turn, contents: Sequence[bytes]) -> None:
    """Keep evidence whose caption was heard before the files came."""
    _keep(turn, contents, heard=True)


def _keep(turn: Turn, contents: Sequence[bytes], *, heard: bool) -> None:
    sent, caption = _files(turn), turn.event.caption if isinstance(turn.event, Files) else ""
    refuse_secret(caption)
    lines = turn.ask(answers.lines_shown, turn.at, turn.replied_to).lines
    if not lines:
        raise AnswerRefused("这份文件是哪项任务的佐证？请先发送 /mine，再回复那条消息把文件发来。")
    kept = [
        evidence.keep_file(turn.whole.desk.files, _name(turn, file, number, len(sent)), content)
        for number, (file, content) in enumerate(zip(sent, contents, strict=True), 1)
    ]
    meant, tells = following.of_files(caption, lines, local_date(turn.now))
    tells = tells and not heard
    if tells:
        answer_in_words(turn, caption, kept)
    waits = turn.ask(pending.waiting_today)
    asked = waits is not None and set(kept) <= set(waits[1].files)
    if meant is not None:
        title = turn.do(evidence.attach, meant.assignment_id, kept, waits=asked)
        turn.say(asking.evidence_kept([file.name for file in kept], title, caution(caption)))
    elif asked:  # one utterance, one question: the answer to it settles both
        return
    elif not tells and turn.do(pending.add_files, kept):
        turn.say(asking.files_added([file.name for file in kept]))
    else:
        _ask_whose(turn, (*turn.ask(pending.files_held), *kept), lines)


def _ask_whose(turn: Turn, kept: Sequence[KeptFile], lines: Sequence[Line]) -> None:
    turn.do(evidence.hold, kept)
    turn.say(asking.whose_evidence([file.name for file in kept], lines))


def _files(turn: Turn) -> tuple[FileRef, ...]:
    return turn.event.files if isinstance(turn.event, Files) else ()


@button(actions.EVIDENCE, Right.ANSWER)
def evidence_for(turn: Turn, assignment: str) -> None:
    """Attach the files that were sent before to the task that was pressed."""
    turn.say(asking.evidence_kept(*turn.do(evidence.attach_held, int(assignment))))


def unheard(turn: Turn) -> None:
    """Answer a voice message, a video or a sticker with what works instead."""
    turn.say("谢谢！语音、视频和表情我还听不懂，请打一行字，例如“3 进度60%”；照片和文件可以直接发。")
