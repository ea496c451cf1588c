"""How a digest's paper opens its account: every task once by 办理状态, then reports, the last issue, indicators."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby

from messages import brief, digest_tables, paper_words
from messages.digest_parts import FEW, named_task, phrase
from messages.digest_requests import awaited
from messages.paper import Paragraph, Section
from tasks_db.register.digest.values import Changed, Digest, IndicatorLine, Overall, StateCount, TaskLine
from tasks_db.terms import Mark, ReportState, Verdict, WorkState

_WORDS = {ReportState.NOT_REPORTED: "未报", ReportState.UNDELIVERED: "催报未送达"}
"""A paper says 迟报 and 未报; 未按时报送 could be either."""
_STANDING = {**_WORDS, ReportState.ON_TIME: "按时报送", ReportState.NOT_DUE: "未到报送期"}
_IN_ORDER = (ReportState.ON_TIME, ReportState.NOT_DUE, ReportState.EXEMPTED)
_REPORTED = (ReportState.ON_TIME, ReportState.LATE, ReportState.NOT_REPORTED, ReportState.UNDELIVERED)
_NAMED = 2
"""So many indicators are named in a terse text."""
_SIGNS = ("%", "％", "‰")
"""Measures that a target repeats: 68%，目标≥90%."""


def overall(digest: Digest, *, corrects: str | None = None, silence: Callable[[], int] | None = None) -> Section:
    """Return 总体进展: every task once by 办理状态, then by 报送状态, then against the last issue.

    Against an issue that it corrects it says what was wrong there. With ``silence``, which adds the annex of who did
    not report in time and returns its number, the text is terse: what was counted and how stands there.
    """
    told = digest.overall
    if not told.total:
        return Section("总体进展")
    texts = [
        phrase(
            "overall",
            total=told.total,
            closed=told.closed,
            closed_parts="，".join([_share(WorkState.CLOSED, digest), *_closed_parts(told, digest.period.word)]),
            standing=sum(c.count for c in told.standing),
            standing_parts="；".join([_share(WorkState.STANDING, digest), *_standing_parts(told)]),
            timed=sum(c.count for c in told.timed),
            timed_parts="、".join(_timed(c, digest) for c in told.timed if c.count),
            rounding=digest_tables.rounding(digest.total),
            marks=_marks(digest),
        ),
        _reports(digest, silence),
    ]
    if corrects is not None:
        texts += [corrected(digest, corrects)] if digest.changed else []
    elif digest.before is not None:
        texts.append(_against(digest))
    tasks = tuple(t.task.task_id for t in digest.tasks)
    return Section("总体进展", tuple(Paragraph(text, tasks=tasks) for text in texts if text), plain=True)


def _share(state: WorkState, digest: Digest) -> str:
    return digest_tables.percent(next(s.percent for s in digest.total.shares if s.work_state is state))


def _timed(count: StateCount, digest: Digest) -> str:
    """达序时3项（30.0%）."""
    return f"{count.work_state.zh}{count.count}项（{_share(count.work_state, digest)}）"


def _marks(digest: Digest) -> str:
    """申请延期待批1项（第15项原时限已过）、反馈待审核2项（第14、20项）: what stands beside the states."""
    found = []
    for mark in Mark:
        if lines := digest.marked(mark):
            notes = [(digest_tables.number(line.task, digest), _note(line, digest)) for line in lines]
            plain = "、".join(number for number, note in notes if not note)
            listed = [f"第{plain}项"] if plain else []
            listed += [f"第{number}项{note}" for number, note in notes if note]
            few = len(lines) <= FEW
            found.append(phrase("marked", mark=mark.zh, count=len(lines), listed="，".join(listed) if few else ""))
    return "、".join(found)


def _note(line: TaskLine, digest: Digest) -> str:
    """What a reader has to know of a request that waits: whose words it waits for, or that the date is over."""
    if digest_tables.is_over(line, digest):
        return phrase("date_over")
    names = (awaited(c) for c in digest.closures if c.task.task_id == line.task.task_id)
    why = next(names, "") if line.mark is Mark.CLOSURE else ""
    return phrase("waits_for", why=why) if why else ""


def _reports(digest: Digest, annex: Callable[[], int] | None) -> str:
    """How many reports were due by then, one a unit and task, and how many came: what the annex lists."""
    if not digest.reporting:
        return ""
    states = (ReportState.UNDELIVERED if r.by_phone else r.state for r in digest.reporting)
    counts = Counter(states)
    parts = [f"{_WORDS.get(state, state.zh)}{counts[state]}份" for state in _REPORTED if counts[state]]
    by_phone = sum(r.by_phone for r in digest.reporting)
    parts += [phrase("by_phone", count=by_phone, all=by_phone == counts[ReportState.UNDELIVERED])] if by_phone else []
    asked = bool(digest.closures) or any(e.waits for e in digest.extensions)
    told = annex is not None and any(counts[state] for state in (ReportState.LATE, ReportState.NOT_REPORTED))
    return phrase(
        "reports",
        due=len(digest.reporting),
        parts="、".join(parts).replace("、（", "（"),
        asked=asked,
        number=annex() if annex is not None and told else 0,
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
        listed="；".join(f"{paper_words.text(name)}{'、'.join(map(_measured, of))}" for (_, name), of in by_name),
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


def _measured(item: IndicatorLine) -> str:
    sign = item.measure if item.measure in _SIGNS else ""
    return phrase(
        "measured",
        period=item.period,
        value=f"{item.value}{item.measure or ''}",
        target=f"{item.target}{sign}" if item.target else "",
        verdict=item.verdict.zh,
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
    deltas = ((state, _delta(state, digest.changed)) for state in states)
    changes = "、".join(f"{s.zh}{'增加' if n > 0 else '减少'}{abs(n)}项" for s, n in deltas if n)
    day = brief.day(before.day, digest.day)
    return phrase("against", number=before.number, day=day, closed=closed, changes=changes)


def _delta(state: WorkState, changed: Iterable[Changed]) -> int:
    return sum((c.now is state) - (c.was is state) for c in changed)
