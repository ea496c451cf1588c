"""The sentences of a digest's paper, part by part: what each says, of which tasks, resting on which reports.

Every sentence is a macro of ``digest_paper.txt``, which an office may edit. Nothing is said twice, nobody is named
for what was not due, and no person but 责任领导 and convenors stands in it (R15).
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import groupby

from config.clock import local_date
from messages import brief, dates, digest_tables, paper_words, wording
from messages.paper import Paragraph, Section
from tasks_db.register.digest.facts import fact_in
from tasks_db.register.digest.values import (
    Changed,
    Coordination,
    Digest,
    Extension,
    Overall,
    Source,
    TaskLine,
    TaskRef,
    Unreported,
)
from tasks_db.terms import CheckpointKind, ReportState, ReportStatus, WorkState

phrase = partial(wording.phrase, "digest_paper.txt")

_OWED = {CheckpointKind.DEADLINE: "完成", CheckpointKind.MILESTONE: "完成阶段目标"}
_STANDING = {ReportState.ON_TIME: "按时报送", ReportState.NOT_DUE: "未到报送期"}
_FEW = 6
"""So many tasks of a unit, or members of a group, are named in the text; all of them in the annex."""
_LISTED = 180


def named_task(task: TaskRef, digest: Digest) -> str:
    """Return how a paper names a task: 第2-1项“发展托幼一体化”."""
    return paper_words.task(digest_tables.number(task, digest), task.title)


def ids(*sources: Source | None) -> tuple[int, ...]:
    """Return the numbers of the reports that a sentence rests on, each once."""
    return tuple(dict.fromkeys(s.report_id for s in sources if s is not None))


# the opening and the counts


def opening(digest: Digest, corrects: str | None = None) -> Paragraph:
    """Return the first paragraph: what became of the last sitting, on which plans the digest rests, until when.

    Before all that it says what it corrects.
    """
    day = dates.day(digest.day)
    if not digest.plans:
        return Paragraph(phrase("nothing", day=day))
    correction = phrase("correction", issue=corrects) if corrects else ""
    last = digest.last_sitting
    return Paragraph(
        correction
        + last_sitting(digest)
        + phrase(
            "opening",
            plans=_plans(digest),
            several=len(digest.plans) > 1,
            total=digest.overall.total,
            at_dispatch=digest.overall.closed_at_dispatch,
            quarterly=digest.period.word == "本季度",
            unreviewed=digest.unreviewed,
            day=day,
        ),
        last.reports if last is not None else (),
        last.tasks if last is not None else (),
    )


def last_sitting(digest: Digest) -> str:
    """Return what became of what the last sitting decided, in a sentence; empty where there is nothing to tell."""
    last = digest.last_sitting
    return phrase("last_sitting", sitting=last.name, said=last.said) if last is not None else ""


def _plans(digest: Digest) -> str:
    named = [paper_words.book(p.title) + (f"（{p.number}）" if p.number else "") for p in digest.plans]
    if len(named) == 1:
        return named[0]
    first = digest.plans[0]
    return f"{first.number or paper_words.book(first.title)}等{len(named)}个方案"


def overall(digest: Digest, *, corrects: str | None = None) -> Section:
    """Return 总体进展: every task once by 办理状态, then by 报送状态, then against the last issue.

    Against an issue that it corrects it says what was wrong there.
    """
    told = digest.overall
    if not told.total:
        return Section("总体进展")
    texts = [
        phrase(
            "overall",
            total=told.total,
            closed=told.closed,
            closed_parts=_closed_parts(told, digest.period.word),
            standing=sum(c.count for c in told.standing),
            standing_parts="、".join(
                f"{_STANDING.get(c.report_state, c.report_state.zh)}{c.count}项" for c in told.standing if c.count
            ),
            timed=sum(c.count for c in told.timed),
            timed_parts="、".join(f"{c.work_state.zh}{c.count}项" for c in told.timed if c.count),
        ),
        phrase("reports", parts="、".join(f"{c.report_state.zh}{c.count}项" for c in digest.reports if c.count)),
    ]
    if corrects is not None:
        texts += [_corrected(digest, corrects)] if digest.changed else []
    elif digest.before is not None:
        texts.append(_against(digest))
    return Section("总体进展", (Paragraph("".join(texts), tasks=tuple(t.task.task_id for t in digest.tasks)),))


def _closed_parts(told: Overall, word: str) -> str:
    parts = ((word, told.closed_in_period), ("此前", told.closed_before), ("交办时认定", told.closed_at_dispatch))
    return "，".join(f"{name}{count}项" for name, count in parts if count)


def _corrected(digest: Digest, issue: str) -> str:
    changed = [
        phrase("corrected", task=named_task(c.task, digest), was=c.was.zh if c.was else "未列", now=c.now.zh)
        for c in digest.changed
    ]
    return phrase("corrections", issue=issue, listed="；".join(changed[:_FEW]), rest=max(0, len(changed) - _FEW))


def _against(digest: Digest) -> str:
    """与上期相比，新办结1项，尚无反馈减少7项."""
    before = digest.before
    if before is None:
        return ""
    closed = sum(c.now is WorkState.CLOSED for c in digest.changed)
    deltas = ((state, _delta(state, digest.changed)) for state in WorkState if state is not WorkState.CLOSED)
    changes = "、".join(f"{s.zh}{'增加' if n > 0 else '减少'}{abs(n)}项" for s, n in deltas if n)
    day = brief.day(before.day, digest.day)
    return phrase("against", number=before.number, day=day, closed=closed, changes=changes)


def _delta(state: WorkState, changed: Iterable[Changed]) -> int:
    return sum((c.now is state) - (c.was is state) for c in changed)


# what is late


def overdue(digest: Digest) -> list[Paragraph]:
    """Return the late work, each with 责任领导 where the plan has them."""
    return [_overdue(line, digest) for line in digest.in_state(WorkState.OVERDUE)]


def _overdue(line: TaskLine, digest: Digest) -> Paragraph:
    late = line.overdue
    if late is None:
        raise ValueError("a task that is overdue says since when")
    missing = paper_words.names(late.missing) if late.due_id is None and len(late.missing) > 1 else ""
    return _of_line(
        line,
        phrase(
            "overdue",
            who=_who(line),
            task=named_task(line.task, digest),
            day=brief.day(late.day, digest.day),
            what=_OWED[late.kind],
            days=late.days,
            leaders="、".join(line.leaders),
            missing=missing,
            now=_now(line),
        ),
    )


def _missed(line: TaskLine, digest: Digest) -> Paragraph:
    late = line.missed_milestone
    if late is None:
        raise ValueError("a missed milestone has a day")
    day = brief.day(late.day, digest.day)
    said = phrase("missed", who=_who(line), task=named_task(line.task, digest), day=day, now=_now(line))
    return _of_line(line, said)


def _of_line(line: TaskLine, text: str) -> Paragraph:
    return Paragraph(text, ids(line.percent_source, line.text_source), (line.task.task_id,))


def _who(line: TaskLine) -> str:
    """县教育局、县住建局牵头的: the leads as the plan prints them; without any, who answers for the task."""
    if line.leads:
        return f"{'、'.join(line.leads)}牵头的"
    unit = (line.overdue.unit if line.overdue else None) or line.unit or "、".join(line.responsibles)
    return f"{unit}负责的" if unit else ""


def _now(line: TaskLine) -> str:
    """The progress in one clause, from words that the office accepted; n/m of a group."""
    parts = [digest_tables.members(line)] if line.group is not None else []
    if line.percent is not None:
        parts.append(f"进度{line.percent}%")
    source = line.text_source
    if source is not None and source.decision is ReportStatus.ACCEPTED:
        parts.append(paper_words.text(fact_in(line.text, line.problem, line.task.title)))
    return "，".join(part for part in parts if part)


def behind(digest: Digest) -> list[Paragraph]:
    """Return 未达序时 and 未启动, a paragraph each with its tasks, and the missed milestones of 长期 work."""
    found = [_missed(line, digest) for line in digest.tasks if line.missed_milestone]
    for state in (WorkState.BEHIND, WorkState.NOT_STARTED):
        lines = digest.in_state(state)
        if lines:
            listed = _listed([_slow(line, digest) for line in lines])
            found.append(
                Paragraph(
                    phrase("behind", state=state.zh, count=len(lines), listed=listed),
                    ids(*(s for line in lines for s in (line.percent_source, line.text_source))),
                    tuple(line.task.task_id for line in lines),
                )
            )
    return found


def _listed(named: Sequence[str]) -> str:
    """As many as fit; the count stands before them, and all of them in the annex."""
    kept, rest = fitting(named, _LISTED)
    return "；".join(kept) + ("等（见附件1）" if rest else "")


def fitting(texts: Sequence[str], room: int) -> tuple[Sequence[str], int]:
    """Return the first texts that fit into so many characters, and how many are left."""
    taken = 0
    for n, text in enumerate(texts):
        taken += len(text) + 2
        if taken > room:
            return texts[:n], len(texts) - n
    return texts, 0


def _slow(line: TaskLine, digest: Digest) -> str:
    percent = f"，{digest_tables.speaks_instead(line)}进度{line.percent}%" if line.percent is not None else ""
    unit = "、".join(line.leads) or line.unit or "、".join(line.responsibles)
    return f"{named_task(line.task, digest)}（{unit}{percent}）"


def unreported(digest: Digest) -> list[Paragraph]:
    """Return the units that let a report go by, a paragraph each with its tasks; only dues that are over (R15)."""
    units = digest_tables.by_silent_unit(digest.unreported)
    return [
        Paragraph(
            phrase("unreported", unit=unit, tasks=_owed(owed, digest)),
            tasks=tuple(dict.fromkeys(item.task.task_id for item in owed)),
        )
        for unit, owed in units.items()
    ]


def undelivered(digest: Digest) -> list[Paragraph]:
    """Return in one paragraph the units that could not be asked; none where all could."""
    if not digest.undelivered:
        return []
    units = digest_tables.by_silent_unit(digest.undelivered)
    told, rest = fitting([f"{unit}：{_owed(owed, digest)}" for unit, owed in units.items()], _LISTED)
    more = f"{'等' if told else ''}{len(units)}个单位（见附件）" if rest else ""
    return [Paragraph(phrase("undelivered", listed="；".join(told) + more))]


def _owed(owed: Sequence[Unreported], digest: Digest) -> str:
    """第1-2项“…”、第1-5项“…”（应于3月26日报送）: tasks with the same day together."""
    parts = []
    for day, of_day in groupby(owed[:_FEW], key=lambda item: item.due_day):
        named = "、".join(_owed_task(item, digest) for item in of_day)
        parts.append(f"{named}（应于{brief.day(day, digest.day)}报送）")
    return "、".join(parts) + (f"等{len(owed)}项" if len(owed) > _FEW else "")


def names_all(silent: Sequence[Unreported]) -> bool:
    """Return whether the text names every task and every member of those who are silent."""
    units = digest_tables.by_silent_unit(silent)
    return all(len(owed) <= _FEW and all(len(item.missing) <= _FEW for item in owed) for owed in units.values())


def _owed_task(item: Unreported, digest: Digest) -> str:
    named = named_task(item.task, digest)
    if not item.is_group:
        return named
    missing = "、".join(item.missing) if len(item.missing) <= _FEW else brief.few(item.missing)
    return f"{named}已报{item.reported}/{item.asked}，未报：{missing}"


# what was asked for


def requests(digest: Digest) -> list[Paragraph]:
    """Return extensions decided in the period, with who decided, and what waits for a decision."""
    lately = [e for e in digest.extensions if e.waits or _decided_lately(e, digest)]
    told = [Paragraph(_extension(e, digest), ids(e.source), (e.task.task_id,)) for e in lately]
    return told + [
        Paragraph(phrase("closure", unit=c.unit, task=named_task(c.task, digest)), ids(c.source), (c.task.task_id,))
        for c in digest.closures
    ]


def _decided_lately(item: Extension, digest: Digest) -> bool:
    return item.decided_at is not None and local_date(item.decided_at) >= digest.period.since


def _extension(item: Extension, digest: Digest) -> str:
    return phrase(
        "extension",
        unit=item.unit,
        task=named_task(item.task, digest),
        kind=item.kind.zh,
        old=brief.day(item.old, digest.day) if item.old else "",
        new=brief.day(item.new, digest.day),
        decision=_decision(item, digest),
    )


def _decision(item: Extension, digest: Digest) -> str:
    if item.decided_at is None:
        return phrase("waiting")
    day = brief.day(local_date(item.decided_at), digest.day)
    if item.is_granted:
        return phrase("granted", who=item.decided_by, day=day)
    return phrase("refused", who=item.decided_by, day=day, reason=paper_words.text(item.reason or ""))


def pleas(digest: Digest) -> list[Paragraph]:
    """Return every plea once, whole, with whom it is addressed to."""
    return [
        Paragraph(
            phrase(
                "plea",
                unit=item.unit,
                task=named_task(item.task, digest),
                matter=paper_words.without_plea(item.matter, item.needs),
                ask=paper_words.ask(item.needs),
            ),
            ids(item.source),
            (item.task.task_id,),
        )
        for item in digest.coordination
    ]


# what comes next


def next_steps(digest: Digest, problems: str, asked: str) -> list[Paragraph]:
    """Return who has to do what, from units and days that stand above; the parts are named by their numerals."""
    return list(_next_steps(digest, problems, asked))


def _next_steps(digest: Digest, problems: str, asked: str) -> Iterator[Paragraph]:
    units = list(dict.fromkeys(u for c in digest.coordination for u in paper_words.addressees(c.needs)))
    if units and asked:
        tasks = _tasks_of(digest.coordination)
        yield Paragraph(phrase("give_opinion", units="、".join(units), part=asked, by=""), tasks=tasks)
    for line in digest.in_state(WorkState.OVERDUE):
        expected, source = line.expected, line.text_source
        if expected is not None and expected > digest.day and source is not None:
            day = brief.day(expected, digest.day)
            said = phrase("finish", unit=source.unit, task=named_task(line.task, digest), day=day)
            yield Paragraph(said, ids(source), (line.task.task_id,))
    unexplained = [line for line in digest.in_state(WorkState.OVERDUE) if line.expected is None]
    if unexplained and problems:
        yield Paragraph(phrase("explain", part=problems), tasks=tuple(line.task.task_id for line in unexplained))
    if digest.unreported and problems:
        tasks = tuple(dict.fromkeys(u.task.task_id for u in digest.unreported))
        yield Paragraph(phrase("catch_up", part=problems, by=""), tasks=tasks)


def _tasks_of(pleas_of: Iterable[Coordination]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(c.task.task_id for c in pleas_of))
