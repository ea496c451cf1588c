"""What the times of a document leave open: past and unclear dates, and rounds that nobody can be asked for."""

import re
from collections.abc import Iterator

from tasks_db.intake.deadlines import UNSURE, Context, DatesRead, readings
from tasks_db.intake.draft import DraftFinding, DraftTask, Quote
from tasks_db.intake.recurrences import Unasked, reported_rounds, unasked_round, unsure_rounds
from tasks_db.intake.tasks import context, name_of
from tasks_db.intake.understood import Understood
from tasks_db.language.round_days import Unkept
from tasks_db.language.rounds import Round, name_of_round

# what stands in the date column of work that is under way or over
_STATE = re.compile("已|续建|在建|正在|办结|完成|取消|[-—–/\\\\]+$")
_UNDATED = re.compile(r"定期[^，。；]{0,30}")
_SURE = 0.85
_CHOOSE = "请定为每月、每季度、每半年或每年报一次"
_CHOOSE_REPORT = "请定为每周、每月、每季度、每半年或每年报一次"


def date_findings(known: Understood) -> Iterator[DraftFinding]:
    """Yield the findings about times."""
    for rule in (_late_dates, _issue_dates, _unclear_dates, _open_dates, _rounds, _cycles):
        yield from rule(known)


def _late_dates(known: Understood) -> Iterator[DraftFinding]:
    issued = known.front.issued_on
    if issued is None:
        return
    line = known.front.date_line or known.front.print_line
    issue = Quote(line.place, line.text) if line else Quote("", issued.isoformat())
    for task in known.tasks:
        days = [one.date for one in task.milestones] or ([task.deadline_date] if task.deadline_date else [])
        past = [day for day in days if day <= issued]
        if past:
            name = name_of(task)
            message = f"任务“{name}”的时间 {past[0]} 不晚于印发日期 {issued}，请确认是否仍需督办。"
            yield DraftFinding("date_not_after_issue", "warning", message, (task.source, issue))
    for goal in known.goals:
        for one in readings(goal.text, context(known.front)):
            if one.on <= issued and one.confidence >= _SURE:
                sentence = re.split(r"[。；]", goal.text[one.begin :], maxsplit=1)[0]
                message = f"目标中的时间 {one.on} 不晚于印发日期 {issued}，请确认。"
                yield DraftFinding("date_not_after_issue", "info", message, (Quote(goal.place, sentence), issue))


def _issue_dates(known: Understood) -> Iterator[DraftFinding]:
    front = known.front
    lines = [line for line in (front.date_line, front.print_line) if line]
    if len(lines) == 2 and front.issued_on and front.issued_on != front.printed_on:  # noqa: PLR2004  both of them
        message = f"成文日期 {front.issued_on} 与版记的印发日期 {front.printed_on} 不同，请确认从哪一天起算。"
        yield DraftFinding("issue_dates", "info", message, tuple(Quote(line.place, line.text) for line in lines))


def _unclear_dates(known: Understood) -> Iterator[DraftFinding]:
    for task in known.tasks:
        open_date = task.deadline_text and not task.deadline_date and not task.recurring
        if open_date and not _STATE.match(task.deadline_text or ""):
            name = name_of(task)
            message = f"任务“{name}”的时间“{task.deadline_text}”无法确定是哪一天，请填写完成日期。"
            yield DraftFinding("unclear_date", "warning", message, (task.source,))


def _open_dates(known: Understood) -> Iterator[DraftFinding]:
    """Dates that were read one way and may be meant another: 6月前, 2027年前, 2027.1 in a column."""
    leaning = context(known.front)
    for task in known.tasks:
        days = {task.deadline_date, *(one.date for one in task.milestones)} - {None}
        for text, one in _readings(task, leaning) if days else ():
            if one.confidence <= UNSURE and one.on in days:
                phrase = text[one.begin : one.end]
                message = f"任务“{name_of(task)}”的时间“{phrase}”可能有不同理解，暂按{one.on}，请确认。"
                yield DraftFinding("unclear_date", "warning", message, (Quote(task.source.place, phrase),))


def _readings(task: DraftTask, leaning: Context) -> Iterator[tuple[str, DatesRead]]:
    if task.deadline_basis == "column" and task.deadline_text:
        yield from ((task.deadline_text, one) for one in readings(task.deadline_text, leaning, column=True))
    yield from ((task.content, one) for one in readings(task.content, leaning))


def _rounds(known: Understood) -> Iterator[DraftFinding]:
    for task in (*known.tasks, *known.candidates):
        stated = task.deadline_text or ""
        unasked = unasked_round(stated, column=True) or unasked_round(task.content)
        if unasked:
            yield DraftFinding(
                "undated_round", "info", _why(task, unasked), (Quote(task.source.place, unasked.clause),)
            )
        for phrase, one in (*unsure_rounds(stated, column=True), *unsure_rounds(task.content)):
            by = name_of_round(Round(one.every, one.day, one.months))
            message = f"任务“{name_of(task)}”的“{phrase}”没有写明是哪一天，暂按“{by}”催报，请确认。"
            yield DraftFinding("unclear_date", "warning", message, (Quote(task.source.place, phrase),))
        found = _UNDATED.search(task.content)
        if found:
            message = f"任务“{name_of(task)}”写有“定期”但没有周期，请定为每月、每季度、每半年或每年。"
            yield DraftFinding("undated_round", "info", message, (Quote(task.source.place, found.group()),))


def _cycles(known: Understood) -> Iterator[DraftFinding]:
    """What a column of rounds says and nobody can be asked by: 每半月, 随时."""
    for row, often in ((row, row.often) for row in known.rows if row.often):
        found, unkept = reported_rounds(often)
        said, quote = f"任务“{row.title or row.seq}”的报送周期“{often}”", (Quote(row.place, often),)
        if unkept or not found:
            why = "比每周更密" if unkept is Unkept.TOO_OFTEN else "没有看懂"
            yield DraftFinding("undated_round", "warning", f"{said}{why}，没有采用；{_CHOOSE_REPORT}。", quote)
        for _, one in unsure_rounds(often, column=True):
            by = name_of_round(Round(one.every, one.day, one.months))
            yield DraftFinding("unclear_date", "warning", f"{said}没有写明是哪一天，暂按“{by}”催报，请确认。", quote)


def _why(task: DraftTask, unasked: Unasked) -> str:
    clause = unasked.clause
    reason = {
        Unkept.TOO_OFTEN: f"按“{clause}”开展，比每月更密，不逐次催报",
        Unkept.NO_SUCH_PERIOD: f"按“{clause}”开展，没有这样的报送周期，不逐次催报",
        Unkept.NO_DAY: f"写有“{clause}”，没有写明是哪一天，不逐次催报",
        Unkept.SEASON: f"写有“{clause}”，没有写明是哪几个月，不逐次催报",
    }
    return f"任务“{name_of(task)}”{reason[unasked.why]}；{_CHOOSE}。"
