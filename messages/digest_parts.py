"""The sentences of a digest's paper, part by part: what each says, of which tasks, resting on which reports.

Every sentence is a macro of ``digest_paper.txt``, which an office may edit. Nothing is said twice, nobody is named
for what was not due, and no person but 责任领导 and convenors stands in it (R15).
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from functools import partial
from itertools import groupby

from config.clock import local_date
from messages import brief, dates, digest_tables, paper_words, wording
from messages.paper import Paragraph, Section
from tasks_db import lazy_re as re
from tasks_db.register.digest.facts import fact_in, in_short
from tasks_db.register.digest.references import Source, TaskRef
from tasks_db.register.digest.request_values import Closure, Extension, Moves
from tasks_db.register.digest.requests import OFFICE
from tasks_db.register.digest.values import Changed, Digest, IndicatorLine, Overall, StateCount, TaskLine
from tasks_db.terms import Mark, ReportState, SeatRole, Verdict, WorkState

phrase = partial(wording.phrase, "digest_paper.txt")

_WORDS = {ReportState.NOT_REPORTED: "未报", ReportState.UNDELIVERED: "催报未送达"}
"""A paper says 迟报 and 未报; 未按时报送 could be either."""
_STANDING = {**_WORDS, ReportState.ON_TIME: "按时报送", ReportState.NOT_DUE: "未到报送期"}
_IN_ORDER = (ReportState.ON_TIME, ReportState.NOT_DUE, ReportState.EXEMPTED)
_REPORTED = (ReportState.ON_TIME, ReportState.LATE, ReportState.NOT_REPORTED, ReportState.UNDELIVERED)
FEW = 6
"""So many units, tasks or figures of a kind are named in the text; all of them in the annex."""
_MONTH = timedelta(days=31)
_MOVED = {Moves.TASK: "", Moves.SHARE: "本单位承担部分的完成时限", Moves.REPORT: "本单位报送日期"}
"""What a request would move, where it is not the task's own date."""
_CONVENORS = (SeatRole.DEPUTY_CONVENOR, SeatRole.CONVENOR)
_REASON = 60
"""A longer reason of a unit's stays in the register."""
_NAMED = 2
"""So many indicators are named in a terse text."""
_NAMED_TASK = re.compile(r"第[\d-]+项“[^”]*”")
_SIGNS = ("%", "％", "‰")
"""Measures that a target repeats: 68%，目标≥90%."""


def named_task(task: TaskRef, digest: Digest) -> str:
    """Return how a paper names a task: 第2-1项“发展托幼一体化”."""
    return paper_words.task(digest_tables.number(task, digest), task.title)


def named_once(sections: Sequence[Section], digest: Digest, *, apart: str) -> tuple[Section, ...]:
    """Return the sections with each task's title where it stands first; further down its number is enough.

    The section ``apart`` stays as it is, and lends no name to those below.
    """
    names = {named_task(line.task, digest): f"第{digest_tables.number(line.task, digest)}项" for line in digest.tasks}
    seen: set[str] = set()

    def once(found: re.Match[str]) -> str:
        name = found[0]
        if name in names and name not in seen:
            seen.add(name)
            return name
        return names.get(name, name)

    def shortened(section: Section) -> Section:
        texts = (replace(p, text=_NAMED_TASK.sub(once, p.text)) for p in section.paragraphs)
        return replace(section, paragraphs=tuple(texts), sections=tuple(map(shortened, section.sections)))

    return tuple(section if section.heading == apart else shortened(section) for section in sections)


def said_on(source: Source | None, digest: Digest) -> str:
    """Return the day of words or a figure; empty where that is the digest's own."""
    said = local_date(source.at) if source is not None else digest.day
    return brief.day(said, digest.day) if said != digest.day else ""


def long_ago(source: Source | None, digest: Digest) -> str:
    """Return the day of words or a figure that are more than a month old; empty for any other."""
    said = local_date(source.at) if source is not None else digest.day
    return brief.day(said, digest.day) if digest.day - said > _MONTH else ""


def figure(line: TaskLine, digest: Digest) -> str:
    """Return how far a task is, with the day on which its figure was given: 6月3日反馈进度60%."""
    told = digest_tables.figure(line)
    day = said_on(line.percent_source, digest)
    if not told or not day:
        return told
    whose = digest_tables.speaks_instead(line)
    return f"{whose}{day}{told.removeprefix(whose)}" if whose else f"{day}反馈{told}"


def is_lead_silent(line: TaskLine) -> bool:
    """Return whether the words of another unit stand for a task because none of its leads has said anything."""
    source = line.percent_source or line.text_source
    return (
        source is not None
        and line.group is None
        and line.unit is not None
        and source.unit not in {line.unit, *line.leads}
    )


def is_due_today(line: TaskLine, digest: Digest) -> bool:
    """Return whether an open task's date is the day of the digest, which is not over, and no request for it waits."""
    asked = line.mark in {Mark.CLOSURE, Mark.EXTENSION}
    return line.deadline == digest.day and line.closed_at is None and not asked


def ids(*sources: Source | None) -> tuple[int, ...]:
    """Return the numbers of the reports that a sentence rests on, each once."""
    return tuple(dict.fromkeys(s.report_id for s in sources if s is not None))


# the opening and the counts


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


# what was asked for


def requests(digest: Digest, late: Collection[int] = (), *, terse: bool = False) -> list[Paragraph]:
    """Return extensions decided in the period, with who decided, and what waits for a decision.

    So is every request to close that waits, with whose words it waits for. What was refused and what waits to be
    closed of the tasks ``late`` stands with the late work itself. ``terse`` tells a clause of the latter's words.
    """
    lately = [
        e
        for e in digest.extensions
        if e.waits or (_decided_lately(e, digest) and (e.is_granted or e.task.task_id not in late))
    ]
    told = [Paragraph(_extension(e, digest), ids(e.source), (e.task.task_id,)) for e in lately]
    return told + [
        Paragraph(
            f"{closure(c, named_task(c.task, digest), digest, terse=terse)}。", ids(c.source), (c.task.task_id,)
        )
        for c in digest.closures
        if c.task.task_id not in late
    ]


def closure(item: Closure, task: str, digest: Digest, *, terse: bool = False) -> str:
    """Return a request to close in a clause: who made it when, and whose words it waits for."""
    day = brief.day(local_date(item.source.at), digest.day)
    fact = paper_words.text(fact_in(item.text, None, item.task.title))
    words = in_short(fact) if terse and fact else fact
    return phrase("closure", unit=item.unit, task=task, day=day, awaited=awaited(item), words=words)


def awaited(item: Closure) -> str:
    """Return whose words a request to close waits for; empty where it waits for the office alone."""
    return paper_words.names(item.awaited) if len(item.awaited) <= FEW else f"{len(item.awaited)}个单位"


def _decided_lately(item: Extension, digest: Digest) -> bool:
    return item.decided_at is not None and digest.period.holds(item.decided_at)


def _extension(item: Extension, digest: Digest) -> str:
    return phrase(
        "extension",
        unit=item.unit,
        asked=brief.day(local_date(item.source.at), digest.day) if item.waits else "",
        task=named_task(item.task, digest),
        kind=_MOVED[item.moves] or item.kind.zh,
        old=dates.day(item.old) if item.old else "",
        new=brief.day(item.new, item.old or digest.day),
        decision=_decision(item, digest),
        why=why(item),
        again=any(_is_earlier(e, item) for e in digest.extensions),
    )


def _decision(item: Extension, digest: Digest) -> str:
    if item.decided_at is None:
        return phrase("outrun") if item.new < digest.day else phrase("waiting")
    day = brief.day(local_date(item.decided_at), digest.day)
    who = decider(item)
    if item.is_granted:
        return phrase("granted", who=who, day=day)
    reason = paper_words.quoted(item.reason) if item.reason else ""
    return phrase("refused", who=who, day=day, reason=reason)


def decider(item: Extension) -> str:
    """Return who decided on an extension, as the office's paper calls them: 本办公室, 召集人, without a name."""
    by = item.decided_by or OFFICE
    return next((role.zh for role in _CONVENORS if by.startswith(role.zh)), "本办公室")


def _is_earlier(other: Extension, item: Extension) -> bool:
    """Whether a unit had been given more time for the same before it asked again."""
    same = (other.assignment_id, other.kind) == (item.assignment_id, item.kind)
    return same and other.is_granted and other.decided_at is not None and other.decided_at < item.source.at


def why(item: Extension) -> str:
    """Return a unit's reason for more time, told as its own; a long one stays in the register."""
    said = paper_words.text(item.why).removeprefix("由于").removeprefix("因为").removeprefix("因")
    return said if len(said) <= _REASON else ""


def pleas(digest: Digest, *, terse: bool = False) -> list[Paragraph]:
    """Return every plea once, whole, with whom it asks; ``terse``, or of many, the tasks by number alone."""
    few = len(digest.coordination) <= FEW and not terse
    return [
        Paragraph(
            phrase(
                "plea" if few else "plea_short",
                unit=item.unit,
                task=named_task(item.task, digest) if few else digest_tables.number(item.task, digest),
                matter=paper_words.without_plea(item.matter, item.needs),
                ask=paper_words.asking(item.matter, item.needs),
            ),
            ids(item.source),
            (item.task.task_id,),
        )
        for item in digest.coordination
    ]


def fitting(texts: Sequence[str], room: int) -> tuple[Sequence[str], int]:
    """Return the first texts that fit into so many characters, and how many are left."""
    taken = 0
    for n, text in enumerate(texts):
        taken += len(text) + 2
        if taken > room:
            return texts[:n], len(texts) - n
    return texts, 0
