"""The table of a digest's first annex: every task with its state, its figure and what each unit said."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from messages import (
    brief,
    digest_annex_states,
    digest_answered,
    digest_done,
    digest_lagging,
    digest_mending,
    digest_overrun,
    digest_owners,
    digest_parts,
    digest_problems,
    digest_requests,
    digest_silence,
    digest_tables,
    digest_troubles,
    paging,
    paper_words,
)
from messages.digest_closing import told_with_closing
from messages.digest_tables import Table
from tasks_db.language import cues
from tasks_db.language.courtesy import is_courtesy
from tasks_db.register.digest.facts import asks_to_close, is_progress, lacking_in
from tasks_db.register.digest.reasons import UNEXPLAINED
from tasks_db.register.digest.references import Source
from tasks_db.register.digest.values import Coordination, Digest, Returned, Said, TaskLine
from tasks_db.terms import AnswerKind, Mark, WorkState

_NOT_TOLD = "尚未反馈"
_BY_OFFICE = {True: "交办时本办公室认定已办结", False: "本办公室认定已办结"}
_CLAUSES = re.compile(r"[，,；;。]")
_AFTER_NAME = " ：:，,"
_NO_TROUBLE = re.compile(
    r"(?:目前|暂|暂时)?(?:没有|无|暂无)(?:什么|其他|任何)?(?:困难|问题|需要?协调(?:的)?(?:事项)?)"
)
_BARE_DAY = re.compile(r"\d{1,2}月(?:\d{1,2}日|[上中下]旬|底)前")


def tasks(digest: Digest) -> Table:
    """Return every task for the first annex: units as the plan prints them, what each unit said, what comes next."""
    headers = (
        "序号", "任务", "牵头单位", "责任单位", "责任领导", "完成时限", "状态", "进度", "进展情况",
        "存在问题", "下一步", "佐证",
    )  # fmt: skip
    rows = (
        (
            digest_tables.number(line.task, digest),
            paging.one_line(line.task.title),
            digest_owners.leads(line, digest),
            digest_owners.responsibles(line, digest) or "—",
            "、".join(line.leaders) or "—",
            digest_tables.deadline(line) + digest_annex_states.dates_of(line, digest),
            digest_annex_states.state(line, digest),
            _figure(line, digest),
            progress(line, digest),
            _problems(line, digest),
            _next(line),
            _evidence(line),
        )
        for line in digest.tasks
    )
    return Table("重点任务进展情况表", headers, tuple(rows))


def _figure(line: TaskLine, digest: Digest) -> str:
    """How far a task is, whose figure that is and of which day, and how far it should be; n/m of a group."""
    parts = []
    if several := digest_parts.lead_figures(line):
        parts += [f"{unit}{n}%\n（{brief.day(said.said_on, digest.day)}）" for unit, n, said in several]
    elif "%" in digest_tables.figure(line):
        whose = digest_tables.speaks_instead(line)
        day = digest_parts.said_on(line.percent_source, digest)
        parts += [whose] if whose else []
        newer = digest_parts.newer_day(line, digest)
        day = f"{day}，{newer}反馈未报百分比" if newer else day
        parts += [f"{line.percent}%", *([f"（{day}）"] if day else [])]
    elif (before := _before_asking(line)) is not None:
        parts.append(f"{before.percent}%\n（{brief.day(before.source.said_on, digest.day)}）")
    if parts and line.overdue is None and line.expected_percent is not None:
        parts.append(f"应达{digest_tables.whole(line.expected_percent)}%")
    if line.group is not None and line.closed_at is None:
        parts.append(f"{line.group.asked}个单位中{line.group.reported}个已反馈、{line.group.done}个已完成")
    return "\n".join(parts) or "—"


def _before_asking(line: TaskLine) -> Said | None:
    """What the unit that asks to close told before, where that has a percent; the request itself tells none."""
    asked = line.percent_source
    if asked is None or asked.kind is not AnswerKind.CLOSURE or line.closed_at is not None:
        return None
    return next((s for s in line.said if s.unit == asked.unit and s.percent is not None), None)


def progress(line: TaskLine, digest: Digest) -> str:
    """Return what each unit says was done, a line each, the deciding unit first; the words it said last, once.

    Of a unit whose newest words wait for a review that is said too.
    """
    pleas = {c.unit: c.matter for c in digest.coordination if c.task.task_id == line.task.task_id and not c.waits}
    speaker = line.text_source.unit if line.text_source is not None else ""
    own = _without_problem(
        _words(line, line.text),
        "，".join(filter(None, (line.problem, pleas.get(speaker)))),
        digest_problems.lacks_in_own_words(line, digest),
    )
    if line.group is None and speaker == line.unit:
        own = digest_parts.with_target(own, line.content)
    own = _marked(_with_figures(own, line.text_source, digest), line.text_source, line, digest, line.unchanged_on)
    if whole := _total(line.text_source, digest):
        own = f"{own.removesuffix('）')}；{whole}）"
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
            item.unchanged_on,
            before=item.unit == shown or _is_settled(item, line),
        )
        for item in line.said
    )
    waiting = digest_parts.held_back(line, digest, whose=True)
    returned = told_with_closing(line, digest)
    told = "\n".join(part for part in (returned, first, *others, waiting) if part)
    if not told and line.closed_at and not line.sources:
        return _BY_OFFICE[line.closed_before_dispatch]
    if digest_parts.is_lead_silent(line):
        silent = _sent_back(line.returned, digest) if line.returned is not None else f"牵头单位{_NOT_TOLD}"
        told = f"{silent}\n{told}"
    return paper_words.formal(told) or _no_words(line, digest)


def _is_settled(item: Said, line: TaskLine) -> bool:
    """Whether a unit told of trouble before the task was done: such words bear their day."""
    tells = item.problem or lacking_in(item.text, line.task.title)
    return bool(tells) and digest_troubles.is_over(item.source, line)


def _no_words(line: TaskLine, digest: Digest) -> str:
    """What stands where nobody's words on the work are told, and why."""
    if line.returned is not None:
        return _sent_back(line.returned, digest)
    if (last := digest_problems.refused(line, digest)) is not None and not line.sources:
        return f"{_NOT_TOLD}进展（{digest_problems.told_refusal(last, digest)}）"
    if line.mark is Mark.EXTENSION and (asked := digest_problems.pending(line, digest, until=True)):
        return f"{_NOT_TOLD}进展（{asked}）"
    if line.mark is Mark.UNTOLD and (granted := digest_silence.more_time(line, digest)):
        return f"{_NOT_TOLD}进展（{granted}）"
    return _NOT_TOLD


def _total(origin: Source | None, digest: Digest) -> str:
    """The figures of all reports of the period, which stand with the day of the last: 本季度3次反馈合计，巡诊94场."""
    total = next((f.total for f in digest.facts if f.source == origin), None)
    return digest_done.told_often(total, digest, dated=True) + total.text if total is not None else ""


def _sent_back(returned: Returned, digest: Digest) -> str:
    return f"{returned.source.unit}：{digest_parts.sent_back(returned, digest)}"


def _words(line: TaskLine, said: str) -> str:
    """A unit's words on one line, without the task's own name before them, what asks to close it, and 无困难."""
    flat = paging.one_line(said)
    rest = flat.removeprefix(line.task.title)
    if rest != flat and rest[:1] in set(_AFTER_NAME):
        flat = rest.lstrip(_AFTER_NAME) or flat
    clauses = _CLAUSES.split(flat)
    told = [clause for clause in clauses if not _says_nothing(clause)]
    return flat if not told or len(told) == len(clauses) else "，".join(told)


def _says_nothing(clause: str) -> bool:
    """Whether a clause tells nothing of the work: 无困难, thanks to the office, 申请办结 without a word more."""
    return bool(_NO_TROUBLE.fullmatch(clause)) or is_courtesy(clause) or asks_to_close(clause)


def _progress_of(item: Said, line: TaskLine, plea: str) -> Said:
    said = _words(line, item.text)
    problem = "，".join(filter(None, (item.problem, plea)))
    return replace(item, text=_without_problem(said, problem, _lacks(item, line, plea)))


def _lacks(item: Said, line: TaskLine, plea: str) -> str:
    """What a unit says is not done of a task that is open; of a plea nothing, which stands among the pleas."""
    if line.closed_at is not None:
        return ""
    return "，".join(c for c in lacking_in(item.text, line.task.title).split("，") if c and c not in plea)


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
    """What was done or how it stands, without the clauses that stand among the problems; else all that was said."""
    if not problem and not lacking_words:
        return words
    said = _CLAUSES.split(paging.one_line(problem or ""))
    lacking = {clause for clause in said if not is_progress(clause)} | set(_CLAUSES.split(lacking_words))
    clauses = _CLAUSES.split(words)
    stays = [c not in lacking or bool(cues.NOT_STARTED.fullmatch(c)) for c in clauses]
    # a day alone (7月15日前完工) says nothing without what it is of
    stays = [
        own or (next_ and bool(_BARE_DAY.match(after)))
        for own, next_, after in zip(stays, [*stays[1:], False], [*clauses[1:], ""], strict=True)
    ]
    kept = [c for c, own in zip(clauses, stays, strict=True) if own]
    return "，".join(kept) or words


def _marked(
    text: str,
    origin: Source | None,
    line: TaskLine,
    digest: Digest,
    unchanged: date | None,
    *,
    before: bool = False,
) -> str:
    """Words from before the period say when they came, as do those of a unit that owes newer ones, or a month old.

    So do those that stand ``before`` newer ones of the same unit, and those beside what a unit asks for.
    What the office wrote down from a call says so, and so do words after which the unit said that nothing changed.
    """
    if not text or origin is None:
        return text
    said = origin.said_on
    again = any(f.total is not None and f.source == origin for f in digest.facts)
    old = digest_parts.is_stale(origin, line, digest) or again or unchanged is not None
    old = old or before or origin.kind is AnswerKind.EXTENSION
    old = old or (said != digest.day and paper_words.speaks_from_its_day(text))  # 上周 is none of the paper's
    old = old or (origin == line.text_source and bool(digest_parts.newer_day(line, digest)))
    day = brief.day(said, digest.day) if old else ""
    waits = "待审核" if origin.waits and digest.reviewed_only else ""
    how = f"{day}{origin.sheet or '电话'}反馈" if origin.entered_by else f"{day}反馈" if day else ""
    since = f"{brief.day(unchanged, digest.day)}反馈无变化" if unchanged is not None else ""
    marks = "，".join(mark for mark in (how, since, waits) if mark)
    return f"{text}（{marks}）" if marks else text


def _problems(line: TaskLine, digest: Digest) -> str:
    """The difficulties that stand, and whose help is asked for."""
    of_task = [c for c in digest.coordination if c.task.task_id == line.task.task_id]
    pleas = [c for c in of_task if not c.waits]
    needs = {c.unit: c.needs for c in pleas}
    asked = {c.unit: c.matter for c in pleas}
    not_new = {c.unit for c in pleas if c.later or c.still_on}
    became = {c.unit: _became(c, digest) for c in pleas}
    matters = digest_troubles.of_units(line, digest)
    speaker = line.text_source.unit if line.text_source is not None else line.unit or ""
    others = [item for item in line.said if item.unit != speaker]  # what a unit said before its newer words is over
    lacks = _CLAUSES.split(digest_problems.lacks(line, digest))  # 尚未启动 is how it stands
    lacking = "，".join(clause for clause in lacks if not cues.NOT_STARTED.fullmatch(clause))
    if lacking:
        matters.setdefault(speaker, lacking)
    if (asked_for := digest_problems.asked_for(line, digest)) is not None and asked_for.unit not in needs:
        said = brief.day(asked_for.source.said_on, digest.day)
        matters[asked_for.unit] = f"{digest_requests.why(asked_for)}（{said}反馈）"
    for item in others:
        if not_done := _lacks(item, line, asked.get(item.unit, "")):
            matters.setdefault(item.unit, not_done)
    texts = []
    for unit in dict.fromkeys([*matters, *needs]):
        parts = [_trouble(line, matters.get(unit, ""))]
        if unit in needs:
            told = paper_words.without_plea(asked[unit], needs[unit])
            open_ = lacking if unit == speaker else matters.get(unit, "") if unit in not_new else ""
            parts = [open_, told or "", paper_words.asking(asked[unit], needs[unit]) + became[unit]]
        texts.append(f"{unit}：{'，'.join(part for part in parts if part)}")
    told_on = digest_troubles.days(line, digest)
    days = {text: told_on.get(text.partition("：")[0], "") for text in texts if not text.endswith("）")}
    texts += [
        f"{items[0].unit}：{digest_mending.left(items, digest)}"
        for items in digest_mending.left_open(digest)
        if items[0].task.task_id == line.task.task_id
    ]
    texts += [
        f"{c.unit}：{digest_requests.plea_whole(c)}（{digest_requests.since(c, digest)}）" for c in of_task if c.waits
    ]
    over = [
        (o, f"{o.unit}：{digest_overrun.told(o, digest, texts)}") for o in digest_overrun.of_task(line.task, digest)
    ]
    texts = [text for text in texts if not any(text.removeprefix(f"{o.unit}：") in told for o, told in over)]
    texts = [text + days[text] if text in days else text for text in texts]
    texts += [told for _, told in over]
    # that the office has not decided yet is no problem of the unit's
    asked_to_close = [c for c in digest.closures if c.task.task_id == line.task.task_id]
    texts += [f"{why}，办结申请尚未审核" for c in asked_to_close if (why := digest_problems.waits_for(c, line))]
    for e in digest.extensions:
        if e.waits and e.task.task_id == line.task.task_id:
            why = "" if e.unit in {*matters, *needs} else digest_requests.why(e)
            asks = f"申请延至{brief.day(e.new, digest.day)}{digest_tables.MOVED[e.moves]}，待审核"
            clauses = filter(None, (why, digest_requests.plea_in(e, digest), asks))
            texts.append(f"{e.unit}：{'，'.join(clauses)}")
    bare = line in digest_lagging.without_figure(digest) and digest_lagging.soon(line, digest)
    return paper_words.formal("\n".join(texts)) or ("未报进度百分比" if bare else _unexplained(line, digest))


def _became(plea: Coordination, digest: Digest) -> str:
    """What was answered to a plea, else since when nothing was where newer words do not speak of it; in brackets."""
    told = digest_answered.answered(plea)
    if not told and (plea.later or plea.still_on):
        told = digest_requests.since(plea, digest)
    return f"（{told}）" if told else ""


def _trouble(line: TaskLine, said: str) -> str:
    """A difficulty in a unit's words, without the task's own name and that nothing has begun, which is its state."""
    words = _words(line, said)
    clauses = [clause for clause in _CLAUSES.split(words) if not cues.NOT_STARTED.fullmatch(clause)]
    return "，".join(clauses) if 0 < len(clauses) < len(_CLAUSES.split(words)) else words


def _unexplained(line: TaskLine, digest: Digest) -> str:
    """What stands where no unit names a problem."""
    if line.returned is not None:
        return "反馈退回后未重报"
    if line.work_state is WorkState.OVERDUE and not line.sources:
        return "未反馈，完成情况不明"
    if line.work_state is WorkState.NO_FEEDBACK or line.mark is Mark.UNTOLD:
        return "未反馈进展"
    if (why := _reopened_for(line, digest)) or line.work_state not in UNEXPLAINED:
        return why or "—"
    if before := digest_problems.reason_before(line, digest, whose=True) or _slow_words_of_others(line):
        return paper_words.formal(before)
    return _owes_reason(line, digest)


def _owes_reason(line: TaskLine, digest: Digest) -> str:
    """That slow work is told without a reason, and who of several leads owes one."""
    if any(c.task.task_id == line.task.task_id for c in digest.closures):
        return "—"  # it was told done; what lacks is the review
    late = digest_lagging.late_leads(line) or _unfinished(line)
    # a figure that was enough on its own day owed no reason
    lacks = "待更新进度" if digest_lagging.was_in_time(line) else "未反馈原因"
    return f"{'、'.join(late)}：{lacks}" if late else lacks


def _unfinished(line: TaskLine) -> Sequence[str]:
    """The members of a group that have not done their part of late work, where these are not all."""
    missing = line.overdue.missing if line.overdue is not None and line.group is not None else ()
    return missing if line.group is not None and len(missing) < line.group.asked else ()


def _reopened_for(line: TaskLine, digest: Digest) -> str:
    """Why a task was opened again, until newer words tell of it, or the work is slow and names nothing else."""
    told, asked = line.reopened, any(c.task.task_id == line.task.task_id for c in digest.closures)
    if told is None or not told.why or line.closed_at is not None or asked:
        return ""
    spoken = line.text_source is not None and line.text_source.at > told.at
    if spoken and line.work_state not in UNEXPLAINED:
        return ""
    return f"{paper_words.formal(paper_words.text(told.why))}（{brief.day(told.on, digest.day)}重开）"


def _slow_words_of_others(line: TaskLine) -> str:
    """What other units say of why work is slow, where whoever answers for it names no reason."""
    speaker = line.text_source.unit if line.text_source is not None else line.unit
    others = (item for item in line.said if item.unit != speaker)
    said = ((item, lacking_in(item.text, line.task.title, slow=True)) for item in others)
    return "\n".join(f"{item.unit}：{words}" for item, words in said if words)


def _next(line: TaskLine) -> str:
    """What the words say of what comes next, and when the unit expects to be done; whose it is of many."""
    expected = digest_parts.expects(line)
    told = "\n".join(filter(None, (line.next_step, "" if expected in line.next_step else expected)))
    whose = line.text_source.unit if told and line.group is not None and line.text_source is not None else ""
    return (f"{whose}：{told}" if whose else told) or "—"


def _evidence(line: TaskLine) -> str:
    names = [paging.one_line(name) for name in line.evidence]
    shown = names[: digest_tables.SOURCES]
    return "\n".join([*shown, f"等{len(names)}份"] if len(names) > len(shown) else shown) or "—"
