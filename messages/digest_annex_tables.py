"""The tables of a digest's annexes: every task with what each unit said, and the lists behind a text that is full."""

import re
from dataclasses import replace
from datetime import timedelta

from config.clock import local_date
from messages import brief, dates, digest_done, digest_parts, digest_problems, digest_tables, paging, paper_words
from messages.digest_tables import Table
from tasks_db.register.digest.facts import is_bare, is_progress, lacking_in
from tasks_db.register.digest.references import Source
from tasks_db.register.digest.values import Digest, Reporting, Said, TaskLine
from tasks_db.terms import AnswerKind, CheckpointKind, ReportState, WorkState

_STATES = {
    WorkState.OVERDUE: "逾期未完成",
    WorkState.BEHIND: "进度滞后",
    WorkState.NOT_STARTED: "尚未启动",
    WorkState.NO_FEEDBACK: "未反馈进展",
}
"""What stands among the problems where no unit names one."""
_BY_OFFICE = {True: "交办时本办公室认定已办结", False: "本办公室认定已办结"}
_CLAUSES = re.compile(r"[，,；;。]")
_AFTER_NAME = " ：:，,"
_MONTH = timedelta(days=31)


def tasks(digest: Digest) -> Table:
    """Return every task for the first annex: units as the plan prints them, what each unit said, what comes next."""
    headers = (
        "序号", "任务", "牵头单位", "责任单位", "责任领导", "完成时限", "状态", "进展情况",
        "存在问题", "下一步", "佐证",
    )  # fmt: skip
    rows = (
        (
            digest_tables.number(line.task, digest),
            paging.one_line(line.task.title),
            _leads(line),
            "、".join(line.responsibles) or "—",
            "、".join(line.leaders) or "—",
            digest_tables.deadline(line) + _from_plan(line, digest),
            _state(line, digest) + _since(line, digest),
            progress(line, digest),
            _problems(line, digest),
            _next(line),
            _evidence(line),
        )
        for line in digest.tasks
    )
    return Table("重点任务进展情况表", headers, tuple(rows))


def _from_plan(line: TaskLine, digest: Digest) -> str:
    """（方案期末） where a task has no date of its own."""
    ends = {plan.period[1] for plan in digest.plans if plan.id == line.task.plan_id}
    return "\n（方案期末）" if line.deadline in ends and line.deadline is not None and not line.deadline_text else ""


def _state(line: TaskLine, digest: Digest) -> str:
    """One state, with how far it is; whether reports came stands in an annex of its own."""
    word = "已销号" if line.struck_off else line.work_state.zh
    parts = [word + (f"{line.overdue.days}天" if line.overdue else "")]
    if line.overdue and line.overdue.kind is CheckpointKind.MILESTONE:
        parts.append(f"（{dates.day(line.overdue.day)}的阶段目标）")
    if line.closed_at is not None:
        on = dates.day(local_date(line.closed_at))
        parts.append("（交办时认定）" if line.closed_before_dispatch else on)
        parts += ["（逾期办结）"] if digest_done.closed_late(line) else []
        asked_on = digest_done.asked_in_time(line)
        parts += [f"（{dates.day(asked_on)}申请）"] if asked_on else []
    asked = any(c.task.task_id == line.task.task_id for c in digest.closures)
    if (figure := digest_parts.figure(line, digest)) and not (asked and "%" not in figure):
        parts.append(figure)
        lags = line.work_state is WorkState.BEHIND and not digest_parts.is_due_today(line, digest)
        if lags and line.expected_percent is not None and "%" in figure:
            parts.append(f"（按时间应达{line.expected_percent}%）")
    if digest_parts.is_due_today(line, digest) and not asked:
        parts.append("（当日到期）")
    if line.group is not None:
        parts.append(digest_tables.members(line))
    if line.missed_milestone:
        parts.append("（阶段目标未完成）")
    if asked:
        parts.append("（已申请办结，待审核）")
    elif line.work_state is WorkState.UNQUANTIFIED and line.task.task_id in {t.task_id for t, _ in digest.unheard}:
        parts.append("（最新反馈待审核）")
    return "\n".join(parts)


def _leads(line: TaskLine) -> str:
    """The leads as printed, and who consolidates where the plan names that unit nowhere first."""
    leads = "、".join(line.leads)
    if line.unit is None or line.unit in line.leads or line.group is not None:
        return leads or line.unit or "未明确"
    return f"{leads}\n（汇总：{line.unit}）" if leads else f"（汇总：{line.unit}）"


def _since(line: TaskLine, digest: Digest) -> str:
    """（上期：尚无反馈） of a task whose state is another than in the issue before."""
    changed = next((c for c in digest.changed if c.task.task_id == line.task.task_id), None)
    if changed is None:
        return ""
    return f"\n（上期：{changed.was.zh}）" if changed.was else "\n（上期未列）"


def progress(line: TaskLine, digest: Digest) -> str:
    """Return what each unit says was done, a line each, the deciding unit first; the words it said last, once.

    Of a unit whose newest words wait for a review that is said too.
    """
    pleas = {c.unit: c.matter for c in digest.coordination if c.task.task_id == line.task.task_id}
    speaker = line.text_source.unit if line.text_source is not None else ""
    own = _without_problem(
        _words(line, line.text),
        "，".join(filter(None, (line.problem, pleas.get(speaker)))),
        digest_problems.lacks(line, digest),
    )
    own = _marked(_with_figures(own, line.text_source, digest), line.text_source, line, digest)
    first = f"{line.text_source.unit}：{own}" if own and line.text_source is not None else own
    shown = line.text_source.unit if own and line.text_source is not None else ""
    others = (
        _marked(
            _with_figures(
                digest_tables.said_words(_progress_of(item, line, pleas.get(item.unit, ""))), item.source, digest
            ),
            item.source,
            line,
            digest,
        )
        for item in line.said
        if item.unit != shown
    )
    waiting = (f"{unit}：最新反馈尚在审核" for task, unit in digest.unheard if task.task_id == line.task.task_id)
    return "\n".join(part for part in (first, *others, *waiting) if part) or (
        _BY_OFFICE[line.closed_before_dispatch] if line.closed_at and not line.sources else _no_words(line)
    )


def _no_words(line: TaskLine) -> str:
    """What stands where nobody told of the work: whoever only asked for more time has said that."""
    asked = {s.kind for s in line.sources}
    return "仅申请延期，没有反馈进展" if asked == {AnswerKind.EXTENSION} else digest_tables.NONE


def _words(line: TaskLine, said: str) -> str:
    """A unit's words on one line, without the task's own name before them and what asks to close it."""
    flat = paging.one_line(said)
    first, mark, more = flat.partition("，")
    if mark and first.startswith(("申请", "请求")) and is_bare(first):
        flat = more
    rest = flat.removeprefix(line.task.title)
    named = rest != flat and rest[:1] in set(_AFTER_NAME)
    return (rest.lstrip(_AFTER_NAME) or flat) if named else flat


def _progress_of(item: Said, line: TaskLine, plea: str) -> Said:
    said = _words(line, item.text)
    problem = "，".join(filter(None, (item.problem, plea)))
    return replace(item, text=_without_problem(said, problem, _lacks(item, line)))


def _lacks(item: Said, line: TaskLine) -> str:
    """What a unit says is not done of a task that is open; of a plea nothing, which stands among the pleas."""
    wants = line.closed_at is not None or item.unit in line.needing
    return "" if wants else lacking_in(item.text, line.task.title)


def _with_figures(words: str, origin: Source | None, digest: Digest) -> str:
    """A unit's words with the figure of an indicator that it sent with them: the report behind them."""
    if not words or origin is None:
        return words
    sent = (
        f"{paper_words.text(i.name)}{i.value}{i.measure or ''}"
        for i in digest.indicators
        if i.source is not None
        and (i.source.unit, i.source.at) == (origin.unit, origin.at)
        and i.source.report_id == origin.report_id + 1
    )
    return "，".join([words, *sent])


def _without_problem(words: str, problem: str | None, lacking_words: str) -> str:
    """What was done, without the clauses that stand among the problems; all of it where nothing else is said."""
    if not problem and not lacking_words:
        return words
    said = _CLAUSES.split(paging.one_line(problem or ""))
    lacking = {clause for clause in said if not is_progress(clause)} | set(_CLAUSES.split(lacking_words))
    return "，".join(clause for clause in _CLAUSES.split(words) if clause not in lacking) or words


def _marked(text: str, origin: Source | None, line: TaskLine, digest: Digest) -> str:
    """Words from before the period say when they came, as do those of a unit that owes newer ones, or a month old.

    What the office wrote down from a call says so.
    """
    if not text or origin is None:
        return text
    said = local_date(origin.at)
    stale = line.closed_at is None and (origin.unit in line.unreported or digest.day - said > _MONTH)
    old = not digest.period.holds(origin.at) or stale
    day = brief.day(said, digest.day) if old else ""
    waits = "尚未审核" if origin.waits and digest.reviewed_only else ""
    how = f"本办公室{day}代录" if origin.entered_by else f"{day}反馈" if day else ""
    marks = "，".join(mark for mark in (how, waits) if mark)
    return f"{text}（{marks}）" if marks else text


def _problems(line: TaskLine, digest: Digest) -> str:
    """The difficulties that stand, and whose help is asked for."""
    pleas = [c for c in digest.coordination if c.task.task_id == line.task.task_id]
    needs = {c.unit: c.needs for c in pleas}
    asked = {c.unit: c.matter for c in pleas}
    matters = {b.unit: b.matter for b in digest.blocked if b.task.task_id == line.task.task_id}
    if line.problem and line.text_source is not None:
        matters.setdefault(line.text_source.unit, line.problem)
    matters |= {item.unit: item.problem for item in line.said if item.problem and item.unit not in matters}
    lacking = digest_problems.lacks(line, digest)
    speaker = line.text_source.unit if line.text_source is not None else line.unit or ""
    if lacking:
        matters.setdefault(speaker, lacking)
    if (
        line.overdue is not None
        and not matters
        and (asked_for := digest_problems.asked_for(line, digest)) is not None
    ):
        said = brief.day(local_date(asked_for.source.at), digest.day)
        matters[asked_for.unit] = f"{digest_parts.why(asked_for)}（{said}反馈）"
    for item in line.said:
        if not_done := _lacks(item, line):
            matters.setdefault(item.unit, not_done)
    texts = []
    for unit in dict.fromkeys([*matters, *needs]):
        parts = [paging.one_line(matters.get(unit, ""))]
        if unit in needs:
            told = paper_words.without_plea(asked[unit], needs[unit])
            parts = [lacking if unit == speaker else "", told or "", paper_words.asking(asked[unit], needs[unit])]
        texts.append(f"{unit}：{'，'.join(part for part in parts if part)}")
    texts += [
        f"{items[0].unit}：{digest_problems.left(items, digest)}"
        for items in digest_problems.left_open(digest)
        if items[0].task.task_id == line.task.task_id
    ]
    # that the office has not decided yet is no problem of the unit's
    asked_to_close = [c for c in digest.closures if c.task.task_id == line.task.task_id]
    texts += [f"{why}，办结申请尚未审核" for c in asked_to_close if (why := digest_problems.waits_for(c, line))]
    texts += [
        f"{e.unit}：申请延至{brief.day(e.new, digest.day)}{digest_tables.MOVED[e.moves]}，待审核"
        for e in digest.extensions
        if e.waits and e.task.task_id == line.task.task_id
    ]
    if line.work_state is WorkState.NO_FEEDBACK and not line.unreported:
        return "\n".join(texts) or "—"  # whoever is not due yet owes nothing
    if digest_parts.is_due_today(line, digest) and line.work_state is WorkState.BEHIND:
        return "\n".join(texts) or "当日到期，尚未完成"
    return "\n".join(texts) or _STATES.get(line.work_state, "—")


def _next(line: TaskLine) -> str:
    """What the words say of what comes next, and the day on which the unit expects to be done."""
    expected = f"预计{dates.day(line.expected)}完成" if line.expected else ""
    return "\n".join(part for part in (line.next_step, expected) if part) or "—"


def _evidence(line: TaskLine) -> str:
    names = [paging.one_line(name) for name in line.evidence]
    shown = names[: digest_tables.SOURCES]
    return "\n".join([*shown, f"等{len(names)}份"] if len(names) > len(shown) else shown) or "—"


def silence(digest: Digest) -> Table:
    """Return who did not report in time, whole: what never came first, then what came late, each with its day."""
    rows = [
        (
            digest_tables.number(r.task, digest),
            paging.one_line(r.task.title),
            r.unit,
            dates.day(r.due_day) + (f"\n（{_milestone(r)}阶段目标）" if r.milestone else ""),
            _came(r),
        )
        for state in (ReportState.NOT_REPORTED, ReportState.LATE)
        for r in digest.reporting
        if r.state is state and not r.by_phone
    ]
    return Table("未报和迟报情况表", ("任务序号", "任务", "单位", "应报日期", "报送情况"), tuple(rows))


def _milestone(item: Reporting) -> str:
    return f"{dates.day(item.milestone)}的" if item.milestone and item.milestone != item.due_day else ""


def _came(item: Reporting) -> str:
    """迟报（1月6日）, or 未报 with the day of what the unit said before."""
    if item.state is ReportState.LATE and item.reported_on is not None:
        return f"迟报（{brief.day(item.reported_on, item.due_day)}报送）"
    return f"未报（此前最近一次反馈：{dates.day(item.heard_on)}）" if item.heard_on else "未报（从未反馈）"


def undelivered(digest: Digest) -> Table:
    """Return who could not be asked of what, whether anybody sits for them, and what the office wrote down later."""
    rows = (
        (
            digest_tables.number(r.task, digest),
            paging.one_line(r.task.title),
            r.unit,
            dates.day(r.due_day),
            _unreached(r),
        )
        for r in digest.reporting
        if r.state is ReportState.UNDELIVERED or r.by_phone
    )
    return Table("催报未送达情况表", ("任务序号", "任务", "单位", "应报日期", "情况"), tuple(rows))


def _unreached(item: Reporting) -> str:
    days = "、".join(map(dates.day, item.called)) if item.by_phone else ""
    return ("没有联络员，催报没有送达" if item.vacant else "催报没有送达") + (f"，本办公室{days}代录" if days else "")


def requests(digest: Digest) -> Table:
    """Return all extensions and every request to close that waits."""
    told = digest_tables.extensions(digest)
    closures = (
        (
            digest_tables.number(c.task, digest),
            paging.one_line(c.task.title),
            c.unit,
            "—",
            "—",
            f"申请办结（{dates.day(local_date(c.source.at))}），"
            + (f"待{digest_parts.awaited(c)}反馈后审核" if c.awaited else "待审核"),
        )
        for c in digest.closures
    )
    return Table("延期和办结申请表", told.headers, (*told.rows, *closures))


def pleas(digest: Digest) -> Table:
    """Return every plea in the unit's own words: the annex behind a text that has room for the first only."""
    rows = (
        (
            digest_tables.number(item.task, digest),
            paging.one_line(item.task.title),
            item.unit,
            paging.one_line(item.matter) or "—",
            paging.one_line(item.needs),
        )
        for item in digest.coordination
    )
    return Table("需协调事项表", ("序号", "任务", "提出单位", "事项", "需谁协调"), tuple(rows))
