"""What units say of a milestone that went by undone: the percent of the whole task is no measure of it."""

from messages import brief, paper_words
from messages.digest_parts import figure, newer_day, said_on
from tasks_db.register.digest.facts import LONGEST, SHORT, told_in
from tasks_db.register.digest.values import Digest, Said, TaskLine
from tasks_db.terms import AnswerKind, CheckpointKind, ReportStatus

_WHOLE = "全项进度"


def stage(line: TaskLine, digest: Digest, *, terse: bool = False) -> str:
    """Return 6月24日反馈全项进度61%，累计完工8栋，第9栋7月10日前完工: how a stage stands that is over its day.

    The words of every lead stand behind the percent, which is told as that of the whole; empty for any other work.
    """
    late = line.overdue
    if late is None or late.kind is not CheckpointKind.MILESTONE or line.group is not None or line.returned:
        return ""
    room = SHORT if terse else LONGEST
    source, own = line.text_source, ""
    if source is not None and source.decision is ReportStatus.ACCEPTED and source.kind is not AnswerKind.CLOSURE:
        own = paper_words.text(told_in(line.text, line.task.title, room))
    percent = figure(line, digest).replace("进度", _WHOLE) if line.percent is not None else ""
    newer = newer_day(line, digest)
    if own and newer:
        own = f"{newer}反馈{own}"
    elif own and source is not None and (not percent or source.unit != line.unit):
        day = said_on(source, digest)
        own = f"{'' if source.unit == line.unit else source.unit}{day}反馈{own}"
    others = [_of_lead(item, line, digest, room) for item in line.said]
    return "；".join(filter(None, ("，".join(filter(None, (percent, own))), *others)))


def _of_lead(item: Said, line: TaskLine, digest: Digest, room: int) -> str:
    """What another lead told of the work in the period, with its day."""
    shown = line.text_source.unit if line.text_source is not None else ""
    if item.unit not in line.leads or item.unit == shown or item.source.decision is not ReportStatus.ACCEPTED:
        return ""
    words = paper_words.text(told_in(item.text, line.task.title, room)) if digest.period.holds(item.source.at) else ""
    return f"{item.unit}{brief.day(item.source.said_on, digest.day)}反馈{words}" if words else ""
