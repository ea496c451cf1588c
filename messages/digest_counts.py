"""How a digest's paper opens its account: every task once by 办理状态, then reports, the last issue, indicators."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import groupby

from messages import brief, digest_annexes, digest_tables, paper_words
from messages.digest_parts import (
    FEW,
    asks_beside_its_mark,
    held_back,
    named_task,
    numbers,
    phrase,
    state_word,
    unheard,
)
from messages.digest_reopened import closed_again, open_again
from messages.digest_requests import awaited
from messages.paper import Paragraph, Section
from tasks_db.register.digest.references import TaskRef
from tasks_db.register.digest.shares import percentage
from tasks_db.register.digest.values import Before, Digest, IndicatorLine, Overall, TaskLine
from tasks_db.terms import AWAITING, CheckpointKind, Mark, ReportState, Verdict, WorkState

_WORDS = {ReportState.NOT_REPORTED: "未报", ReportState.UNDELIVERED: "催报未送达"}
"""A paper says 迟报 and 未报; 未按时报送 could be either."""
_STANDING = {**_WORDS, ReportState.ON_TIME: "按时报送", ReportState.NOT_DUE: "未到报送期"}
_IN_ORDER = (ReportState.ON_TIME, ReportState.NOT_DUE, ReportState.EXEMPTED)
_REPORTED = (ReportState.ON_TIME, ReportState.LATE, ReportState.NOT_REPORTED, ReportState.UNDELIVERED)
_NAMED = 2
"""So many indicators are named in a terse text."""
_OVER = "over"
"""The class of what is over its date while a request waits; it is the paper's own."""
_ASKS = {Mark.CLOSURE: "申请办结", Mark.EXTENSION: "申请延期"}
_SIGNS = ("%", "％", "‰")
"""Measures that a target repeats: 68%，目标≥90%."""


def overall(
    digest: Digest,
    *,
    corrects: str | None = None,
    annexes: digest_annexes.Annexes | None = None,
    short: bool = False,
) -> Section:
    """Return 总体进展: every task once by 办理状态, then by 报送状态, then against the last issue.

    Against an issue that it corrects it says what was wrong there. With ``annexes`` the text is terse: it points to
    those of who did not report in time and who could not be asked, and what was counted and how stands there. A
    ``short`` one leaves it to the annex what 已报未量化 is.
    """
    told = digest.overall
    if not told.total:
        return Section("总体进展")
    timed = list(_timed(digest))
    texts = [
        phrase(
            "overall",
            total=told.total,
            closed=told.closed,
            closed_parts="，".join([_share(WorkState.CLOSED, digest), *_closed_parts(told, digest.period.word)])
            + _again(digest),
            standing=sum(c.count for c in told.standing),
            standing_parts="；".join([_share(WorkState.STANDING, digest), *_standing_parts(told)]),
            timed=sum(c.count for c in told.timed),
            timed_parts="、".join(
                f"{word}{count}项（{digest_tables.percent(percentage(count, told.total))}{_which(word, digest)}）"
                for word, count in timed
            ),
            rounding=_rounding(timed, digest),
            unquantified=phrase("unquantified") if not short and WorkState.UNQUANTIFIED.zh in dict(timed) else "",
        ),
        phrase("marks", marks=marks) if (marks := _marks(digest)) else "",
        _reports(digest, annexes),
    ]
    if corrects is not None:
        texts += [corrected(digest, corrects)] if digest.changed else []
    elif digest.before is not None:
        texts.append(_against(digest))
    tasks = tuple(t.task.task_id for t in digest.tasks)
    return Section("总体进展", tuple(Paragraph(text, tasks=tasks) for text in texts if text), plain=True)


def _share(state: WorkState, digest: Digest) -> str:
    return digest_tables.percent(next(s.percent for s in digest.total.shares if s.work_state is state))


def _timed(digest: Digest) -> Iterator[tuple[str, int]]:
    """What tasks with a date are counted in; what nobody reviewed is apart: it may well have a figure.

    So is what is over its date while a request waits: it is neither late nor in time.
    """
    waiting = 0
    for counted in digest.overall.timed:
        unread, over = (len(of(counted.work_state, digest)) for of in (_unread, _over))
        word, waiting = state_word(counted.work_state, digest), waiting + over
        yield from ((w, n) for w, n in ((word, counted.count - unread - over), (Mark.REPORT.zh, unread)) if n)
    if waiting:
        yield phrase("over"), waiting


def _which(word: str, digest: Digest) -> str:
    """，其中第26项为阶段目标: what a count has to say of its tasks, which stand one by one further down."""
    if word == phrase("over"):
        return phrase("over_named", listed=numbers(told, digest)) if len(told := _all_over(digest)) <= FEW else ""
    late = digest.in_state(WorkState.OVERDUE) if word == WorkState.OVERDUE.zh else ()
    stages = [li for li in late if li.overdue is not None and li.overdue.kind is CheckpointKind.MILESTONE]
    if not stages or len(stages) > FEW:
        return ""
    listed = numbers([line.task for line in stages], digest)
    return phrase("late_stages", listed=listed, all=len(stages) == len(late))


def _all_over(digest: Digest) -> list[TaskRef]:
    return [line.task for line in digest.tasks if digest.is_over(line)]


def _over(state: WorkState, digest: Digest) -> list[TaskLine]:
    """The tasks of a class whose date is over while a request waits for the office."""
    return [line for line in digest.in_state(state) if digest.is_over(line)]


def _unread(state: WorkState, digest: Digest) -> list[TaskLine]:
    """The tasks of a class of which all that counts waits for a review."""
    if state is not WorkState.UNQUANTIFIED:
        return []
    return [line for line in digest.in_state(state) if line.mark is Mark.REPORT]


def _rounding(timed: Sequence[tuple[str, int]], digest: Digest) -> str:
    told = digest.overall
    counts = (told.closed, sum(c.count for c in told.standing), *(count for _, count in timed))
    return digest_tables.rounded(sum((percentage(count, told.total) for count in counts), Decimal("0.0")))


def _marks(digest: Digest) -> str:
    """What is counted in a state for want of a decision: 达序时3项中办结申请待审核1项（第21项），暂按达序时计.

    Then stand those that wait for the office's own review, last those of which newer words wait beside those that
    count.
    """
    states = [count.work_state for count in digest.overall.timed]
    found = [clause for state in states if (clause := _marked_in(state, digest))]
    if unread := [line for state in states for line in _unread(state, digest)]:
        found.append(
            phrase("unread", state=Mark.REPORT.zh, count=len(unread), listed=_numbered(unread, digest, _held))
        )
    if waits := [(line, told) for line in digest.tasks if (told := _waiting(line, digest))]:
        numbered = (f"第{digest_tables.number(line.task, digest)}项{told}" for line, told in waits)
        listed = "；".join(numbered) if len(waits) <= FEW else ""
        found.append(phrase("newer_waits", count=len(waits), listed=listed, others=bool(found)))
    return "；".join(found)


def _marked_in(state: WorkState, digest: Digest) -> str:
    apart = [*_unread(state, digest), *_over(state, digest)]
    lines = [line for line in digest.in_state(state) if line not in apart]
    kinds = [(mark, [line for line in lines if line.mark is mark]) for mark in Mark]
    told = "、".join(
        phrase("marked", mark=mark.zh, count=len(of), listed=_numbered(of, digest)) for mark, of in kinds if of
    )
    if not told:
        return ""
    counted = any(line.mark in AWAITING for line in lines)
    return phrase("marked_in", state=state_word(state, digest), count=len(lines), told=told, counted=counted)


def _numbered(
    lines: Sequence[TaskLine], digest: Digest, note: Callable[[TaskLine, Digest], str] | None = None
) -> str:
    """第11项待县财政局反馈，第21、22项; empty where there are many."""
    if len(lines) > FEW:
        return ""
    return "；".join(
        f"第{'、'.join(digest_tables.number(line.task, digest) for line in alike)}项{said}"
        for said, alike in groupby(lines, key=lambda line: (note or _note)(line, digest))
    )


def _held(line: TaskLine, digest: Digest) -> str:
    return held_back(line, digest, whose=True)


def _waiting(line: TaskLine, digest: Digest) -> str:
    """What of a task waits for a review and no mark beside its state tells: 县林业局6月2日申请办结."""
    told = [] if line.mark is Mark.REPORT else [(unit, day, "反馈") for unit, day in unheard(line, digest)]
    told += [(u, of.said_on, _ASKS[mark]) for u, of, mark in asks_beside_its_mark(line, digest)]
    return "、".join(f"{unit}{brief.day(day, digest.day)}{what}" for unit, day, what in told)


def _note(line: TaskLine, digest: Digest) -> str:
    """Whose words a request to close waits for; empty of any other."""
    names = (awaited(c) for c in digest.closures if c.task.task_id == line.task.task_id)
    why = next(names, "") if line.mark is Mark.CLOSURE else ""
    return phrase("waits_for", why=why) if why else ""


def _reports(digest: Digest, annexes: digest_annexes.Annexes | None) -> str:
    """How many reports were due by then, one a unit and task, and how many came: what the annexes list."""
    if not digest.reporting:
        return ""
    states = (ReportState.UNDELIVERED if r.by_phone else r.state for r in digest.reporting)
    counts = Counter(states)
    parts = [f"{_WORDS.get(state, state.zh)}{counts[state]}份" for state in _REPORTED if counts[state]]
    by_phone = sum(r.by_phone for r in digest.reporting)
    parts += [phrase("by_phone", count=by_phone, all=by_phone == counts[ReportState.UNDELIVERED])] if by_phone else []
    asked = bool(digest.closures) or any(e.waits for e in digest.extensions)
    numbers = []
    if annexes is not None and (counts[ReportState.LATE] or counts[ReportState.NOT_REPORTED]):
        numbers.append(annexes.silence())
        numbers += [annexes.undelivered()] if counts[ReportState.UNDELIVERED] else []
    return phrase(
        "reports",
        due=len(digest.reporting),
        parts="、".join(parts).replace("、（", "（"),
        asked=asked,
        annexes="、".join(f"附件{number}" for number in dict.fromkeys(numbers)),
    )


def indicators(digest: Digest, number: Callable[[], int], *, terse: bool = False) -> str:
    """Return how the indicators that were measured stand against their targets; ``number`` is that of their annex.

    Of many, and where the text is ``terse``, only those that fall short are named.
    """
    told = [item for item in digest.indicators if item.value is not None]
    if not told:
        return ""
    few = len(told) <= (_NAMED if terse else FEW)
    listed = told if few else [item for item in told if item.verdict is Verdict.SHORT][:FEW]
    by_name = groupby(listed, key=lambda item: (item.indicator_id, item.name))
    verdicts = Counter(_verdicts(told))
    return phrase(
        "indicators",
        listed="；".join(
            f"{paper_words.text(name)}{'、'.join(_measured(item, alone=few) for item in of)}"
            for (_, name), of in by_name
        ),
        count=verdicts.total(),
        all=few,
        met=verdicts[Verdict.MET],
        short=verdicts[Verdict.SHORT],
        ahead=verdicts.total() - verdicts[Verdict.MET] - verdicts[Verdict.SHORT],
        number=number(),
    )


def _verdicts(told: Sequence[IndicatorLine]) -> Iterator[Verdict]:
    """How each indicator stands: by its last period that is decided, else by its last one."""
    for _, of in groupby(told, key=lambda item: item.indicator_id):
        lines = list(of)
        decided = [line for line in lines if line.verdict in {Verdict.MET, Verdict.SHORT}]
        yield (decided or lines)[-1].verdict


def _measured(item: IndicatorLine, *, alone: bool) -> str:
    """2025年66%（目标≥70%，未达到）; inside a bracket that says the verdict of all, without both."""
    sign = item.measure if item.measure in _SIGNS else ""
    return phrase(
        "measured",
        period=item.period,
        value=f"{item.value}{item.measure or ''}",
        target=f"{item.target}{sign}" if item.target else "",
        verdict=item.verdict.zh if alone else "",
    )


def _standing_parts(told: Overall) -> list[str]:
    """How 长期 work was reported; nothing where all came in time."""
    found = [(_STANDING.get(c.report_state, c.report_state.zh), c.count) for c in told.standing if c.count]
    if all(c.report_state in _IN_ORDER for c in told.standing if c.count):
        return []
    return [phrase("standing_apart", listed="、".join(f"{state}{count}项" for state, count in found))]


def _closed_parts(told: Overall, word: str) -> list[str]:
    parts = ((word, told.closed_in_period), ("此前", told.closed_before), ("交办时认定", told.closed_at_dispatch))
    counted = [f"{name}{count}项" for name, count in parts if count]
    new = [] if told.closed_in_period or not counted else [f"{word}没有新办结"]
    return [*new, *counted]


def _again(digest: Digest) -> str:
    """；第6项上期已办结，重开后再次办结，计入本季度: why these counts do not begin where the issue before ended."""
    again = closed_again(digest)
    return f"；{phrase('counted_again', numbers=again, word=digest.period.word)}" if again else ""


def corrected(digest: Digest, issue: str) -> str:
    """Return what a correction changes against the issue that it corrects, in a sentence."""
    changed = [
        phrase("corrected", task=named_task(c.task, digest), was=c.was.zh if c.was else "未列", now=c.now.zh)
        for c in digest.changed
    ]
    return phrase("corrections", issue=issue, listed="；".join(changed[:FEW]), rest=max(0, len(changed) - FEW))


def _against(digest: Digest) -> str:
    """与上期相比，新办结1项，尚无反馈减少7项."""
    before = digest.before
    if before is None:
        return ""
    closed = sum(c.now is WorkState.CLOSED for c in digest.changed)
    states = (WorkState.STANDING, *(c.work_state for c in digest.overall.timed))
    moves = list(_moves(digest, before))
    classes = [(_classes(s, digest), _delta(s, moves), _undecided(s, digest), _counted(s, digest)) for s in states]
    over = sum(len(_over(s, digest)) for s in states)
    classes.append((phrase("over"), _delta(_OVER, moves), "", over))
    changes = "、".join(
        f"{word}增加{n}项{undecided}" if n > 0 else f"{word}减少{-n}项" for word, n, undecided, _ in classes if n
    )
    same = [f"{word}{count}项" for word, n, _, count in classes if not n and count]
    day = brief.day(before.day, digest.day)
    level = phrase("level", listed="、".join(same)) if same else ""
    year = before.year if before.year is not None and before.year != digest.day.year else ""
    opened = numbers([line.task for line in open_again(digest)], digest)
    return phrase(
        "against",
        number=before.number,
        year=year,
        day=day,
        closed=closed,
        changes=changes,
        level=level,
        again=closed_again(digest),
        opened=phrase("opened_again", numbers=opened) if opened else "",
    )


def _moves(digest: Digest, before: Before) -> Iterator[tuple[WorkState | str | None, WorkState | str]]:
    """The class of a task in the issue before, None for a new one, with its class now."""
    over = {line.task.task_id for line in digest.tasks if digest.is_over(line)}
    was_over = set(before.over)
    for change in digest.changed:
        was = _OVER if change.task.task_id in was_over else change.was
        yield was, _OVER if change.task.task_id in over else change.now
    known = {change.task.task_id for change in digest.changed}
    for line in digest.tasks:
        if line.task.task_id in (over ^ was_over) - known:
            is_new = line.task.task_id in over
            yield (line.work_state, _OVER) if is_new else (_OVER, line.work_state)


def _counted(state: WorkState, digest: Digest) -> int:
    return digest.total.count(state) - len(_over(state, digest))


def _classes(state: WorkState, digest: Digest) -> str:
    """What a class was called above: 已报未量化和反馈待审核, which the issue before did not tell apart."""
    unread = len(_unread(state, digest))
    words = (
        state_word(state, digest) if _counted(state, digest) > unread or not unread else "",
        Mark.REPORT.zh if unread else "",
    )
    return "和".join(filter(None, words))


def _delta(state: WorkState | str, moves: Iterable[tuple[WorkState | str | None, WorkState | str]]) -> int:
    return sum((now is state) - (was is state) for was, now in moves)


def _undecided(state: WorkState, digest: Digest) -> str:
    """（其中第13项办结申请待审核）: which of those that are new in a state wait for a decision of the office."""
    over = {line.task.task_id for line in _over(state, digest)}
    new = {c.task.task_id for c in digest.changed if c.now is state} - over
    waiting = [line for line in digest.tasks if line.task.task_id in new and line.mark in AWAITING]
    kinds = [(mark.zh, [ln.task for ln in waiting if ln.mark is mark]) for mark in Mark]
    listed = "、".join(
        f"第{'、'.join(digest_tables.number(task, digest) for task in tasks)}项{word}"
        if len(waiting) <= FEW
        else f"{len(tasks)}项{word}"
        for word, tasks in kinds
        if tasks
    )
    return phrase("undecided", listed=listed, all=len(waiting) == len(new)) if listed else ""
