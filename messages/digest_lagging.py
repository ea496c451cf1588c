"""What a digest's paper says of work that lags: due on the day, 未达序时, 未启动, faults not put right."""

from collections.abc import Sequence
from datetime import timedelta

from config.clock import local_date
from messages import brief, digest_tables, paper_words
from messages.digest_members import laggards, others, slowest, told_gaps
from messages.digest_mending import left_open
from messages.digest_moved import moved
from messages.digest_newer import newer_words
from messages.digest_overrun import beside, overrun
from messages.digest_parts import (
    FEW,
    expects,
    figure,
    held_back,
    is_due_today,
    lead_figures,
    lead_silence,
    named_task,
    newer_day,
    phrase,
    said_on,
)
from messages.digest_problems import in_list, lacks, leads, leans, now, of_line, of_lines, pending, reason, who
from messages.digest_reopened import reopened
from messages.paper import Paragraph
from tasks_db.language import cues
from tasks_db.register.digest.facts import LONGEST, fact_in, in_short
from tasks_db.register.digest.references import Source
from tasks_db.register.digest.values import Digest, TaskLine
from tasks_db.terms import Mark, WorkState

SLOW = (WorkState.BEHIND, WorkState.NOT_STARTED)
"""The states of slow work."""
_TITLED = 3
"""So many slow tasks have their titles in a short text."""
_SEVERAL, _WHOLE = 2, 100
_FRESH = timedelta(days=7)
"""A figure that is so new speaks for the day of the digest."""
_NEAR = timedelta(days=31)
"""A date that is so near is told beside the task."""


def behind(digest: Digest, *, terse: bool = False, short: bool = False) -> list[Paragraph]:
    """Return what falls due on the day itself, 未达序时, 未启动, and what is due soon and has no figure.

    Each task has a paragraph, and so has each missed milestone of 长期 work; of more than six in the same state, and
    in a ``short`` text, all stand in one, in few words. ``terse`` tells less of each.
    """
    found = [_missed(line, digest) for line in digest.tasks if line.missed_milestone]
    today = due_now(digest)
    day = brief.day(digest.day, digest.day)
    if told := [line for line in today if line.work_state is not WorkState.NO_FEEDBACK]:
        silent = len(today) - len(told)
        if silent or short or len(told) > FEW:
            listed = _listed(told, digest, terse=terse, short=short)
            said = phrase("due_today_list", day=day, count=len(told), listed=listed, silent=silent)
            found.append(of_lines(told, said))
        else:
            found += [
                _alone(line, _dated(phrase("due_today", day=day), line, digest), digest, terse=terse) for line in told
            ]
    for state in SLOW:
        lines = [line for line in digest.in_state(state) if not digest.is_over(line)]
        later = [line for line in lines if line not in today]
        if later and (short or len(later) > FEW):
            listed = _listed(later, digest, terse=terse, short=short)
            name = f"其他{state.zh}" if len(later) < len(lines) else state.zh
            held_to = day if terse and not short and "应达" in listed else ""
            said = phrase("behind", state=name, count=len(later), listed=listed, held_to=held_to)
            found.append(of_lines(later, said))
        else:
            found += [_alone(line, _dated(state.zh, line, digest), digest, terse=terse) for line in later]
    bare = [line for line in without_figure(digest) if soon(line, digest)]
    if short or len(bare) > FEW:
        listed = in_list([_bare(line, digest) for line in bare])
        found += [of_lines(bare, phrase("no_percent_soon", count=len(bare), listed=listed))] if bare else []
    else:
        found += [_without_percent(line, digest) for line in bare]
    return found


def _listed(lines: Sequence[TaskLine], digest: Digest, *, terse: bool, short: bool) -> str:
    if terse:
        return _in_short(lines, digest, _TITLED if short else FEW)
    return in_list([_slow(line, digest) for line in lines])


def _dated(state: str, line: TaskLine, digest: Digest) -> str:
    """未达序时、12月10日到期: the state of work, with its date where that is near."""
    was = moved(line, digest)
    day = "" if was or is_due_today(line, digest) else soon(line, digest)
    return phrase("state_soon", state=state, day=day, moved=was)


def _alone(line: TaskLine, state: str, digest: Digest, *, terse: bool) -> Paragraph:
    """县教育局牵头的第1项“…”未达序时：9月16日反馈进度52%，应达65.7%，2栋楼周转教室未落实: one task, one sentence."""
    each = _each_lead(line, digest)
    told = _slowest_alone(line, digest) or ("" if each or line.mark is Mark.CLOSURE else figure(line, digest))
    lags = line.work_state is WorkState.BEHIND and "%" in (each or told) and not is_due_today(line, digest)
    aged = "" if each or line.group is not None else _then(line, line.percent_source, line.percent)
    beside = (_beside(line, digest, terse=terse), _reached(line, digest), reopened(line, digest))
    rest = "，".join(filter(None, beside))
    said = phrase(
        "slow_alone",
        who=who(line),
        task=named_task(line.task, digest),
        state=state,
        figure="，".join(filter(None, (lead_silence(line, digest), (each or told) + aged))),
        expected=line.expected_percent if lags else "",
        whole=not terse,
        why=_why(line, digest),
        rest="；".join(filter(None, (rest, told_gaps(line, digest, rest, terse=terse)))),
        mark=held_back(line, digest) or _mark(line, digest),
    )
    return of_line(line, said)


def _beside(line: TaskLine, digest: Digest, *, terse: bool) -> str:
    """What stands beside a figure: that of the other members of a group, else newer words of other units."""
    return others(line, digest) or newer_words(line, digest, terse=terse)


def _reached(line: TaskLine, digest: Digest) -> str:
    """阶段目标已于9月20日完成, else when that was told: of a task that lags, where its unit said so in the period."""
    of = line.milestone
    if of is None or of.told_on is None or of.told_on < digest.period.since:
        return ""
    return phrase("reached", day=brief.day(of.done_on or of.told_on, digest.day), told=of.done_on is None)


def _then(line: TaskLine, said: Source | None, percent: int | None) -> str:
    """（当日应达63.0%，此后未更新） behind a figure that is too low by now and was enough when it was given."""
    should = dict(line.due_then).get(said.report_id) if said is not None else None
    if should is None or percent is None or percent < should or line.work_state is not WorkState.BEHIND:
        return ""
    lags = line.expected_percent is not None and percent < line.expected_percent
    return phrase("enough_then", expected=should) if lags else ""


def _slowest_alone(line: TaskLine, digest: Digest) -> str:
    """枫林乡9月22日反馈进度35%: of a single laggard of a group with its day."""
    slow = laggards(line)
    if len(slow) != 1 or line.percent_source is None:
        return slowest(line)
    (unit, percent), said = slow[0], line.percent_source
    if said.unit != unit:
        return slowest(line)
    own = line.text_source is not None and line.text_source.unit == unit
    told = f"{unit}{brief.day(said.said_on, digest.day)}反馈进度{percent}%"
    return "，".join(filter(None, (told, expects(line) if own else "")))


def _without_percent(line: TaskLine, digest: Digest) -> Paragraph:
    """县数据局牵头的第27项“…”未报进度百分比、10月20日到期：9月28日反馈完成平台招标，应达89.8%."""
    words, day = _bare_words(line, digest)
    promise = beside(line, words, digest)
    said = phrase(
        "slow_alone",
        who=who(line),
        task=named_task(line.task, digest),
        state=_dated(phrase("untold_figure"), line, digest),
        figure="，".join(filter(None, (phrase("said_on", day=day, said=words) if words else "", promise))),
        expected=line.expected_percent,
        whole=False,
        why="",
        rest="",
        mark=_mark(line, digest),
    )
    return of_line(line, said)


def over(digest: Digest, *, together: bool = False) -> list[Paragraph]:
    """Return in one paragraph each what is over its date and not late, since a request waits for the office.

    That is no lag of the unit's: it says whose silence holds the request up, which itself is told with the requests.
    ``together`` they stand in one sentence that points there.
    """
    lines = [line for line in digest.tasks if digest.is_over(line)]
    if not together or len(lines) < _SEVERAL:
        return [of_line(line, _over(line, digest)) for line in lines]
    listed = in_list([_over_in_short(line, digest) for line in lines])
    return [of_lines(lines, phrase("over_together", listed=listed))]


def _over_in_short(line: TaskLine, digest: Digest) -> str:
    untold = line.mark is Mark.EXTENSION and not line.text and line.percent is None
    day = brief.day(line.deadline, digest.day) if line.deadline is not None else ""
    figure_ = phrase("no_progress") if untold else ""
    named = named_task(line.task, digest)
    return phrase("over_short", task=named, unit=leads(line), day=day, figure=figure_, moved=moved(line, digest))


def _over(line: TaskLine, digest: Digest) -> str:
    untold = line.mark is Mark.EXTENSION and not line.text and line.percent is None
    told = phrase("no_progress") if untold else "" if line.mark is Mark.CLOSURE else figure(line, digest)
    return phrase(
        "over_item",
        who=who(line),
        task=named_task(line.task, digest),
        day=brief.day(line.deadline, digest.day) if line.deadline is not None else "",
        figure="，".join(filter(None, (lead_silence(line, digest), told))),
        why="，".join(filter(None, (_why(line, digest), newer_words(line, digest)))),
        pending=pending(line, digest, dated=False),
        moved=moved(line, digest),
    )


def heading(digest: Digest) -> str:
    """Return the heading above what ``behind`` and ``unmended`` tell: 进度滞后和整改处置未到位事项."""
    open_ = [line for line in digest.tasks if not digest.is_over(line)]
    slow = any(line.missed_milestone or line.work_state is WorkState.BEHIND for line in open_) or due_now(digest)
    kinds = (
        ("进度滞后", slow),
        ("未启动", any(line.work_state is WorkState.NOT_STARTED for line in open_)),
        ("未报进度百分比", any(soon(line, digest) for line in without_figure(digest))),
    )
    # what has not begun lags too
    words = [word for word, there in kinds if there and not (slow and word == "未启动")]
    words += ["整改处置未到位"] if left_open(digest) else []
    words += ["到期未报完成"] if overrun(digest) else []
    return "和".join(filter(None, ("、".join(words[:-1]), *words[-1:]))) + "事项"


def without_figure(digest: Digest) -> list[TaskLine]:
    """Return work of which a unit told something, and nobody how far it is; but for what waits for the office."""
    return [
        line
        for line in digest.in_state(WorkState.UNQUANTIFIED)
        if line.mark not in {Mark.REPORT, Mark.CLOSURE, Mark.RETURNED, Mark.UNTOLD}
        and line.returned is None
        and not is_due_today(line, digest)
        and not (line.mark is Mark.EXTENSION and digest.is_over(line))
    ]


def _bare(line: TaskLine, digest: Digest) -> str:
    """What was said of work that falls due soon and has no figure: 9月28日反馈完成招标，10月20日到期，应达89.8%."""
    words, day = _bare_words(line, digest)
    return phrase(
        "no_percent_item",
        task=named_task(line.task, digest),
        unit=leads(line),
        day=day,
        said="，".join(filter(None, (words, beside(line, words, digest)))),
        deadline=soon(line, digest),
        expected=line.expected_percent,
        mark=_mark(line, digest),
        moved=moved(line, digest),
    )


def _bare_words(line: TaskLine, digest: Digest) -> tuple[str, str]:
    """The words without a figure, with their day where they are the unit's own."""
    own = line.text_source is not None and line.text_source.unit == line.unit
    whole = paper_words.text(line.text) if own and not line.needing and len(line.text) <= LONGEST else ""
    return whole or now(line, digest, (), terse=False), said_on(line.text_source, digest) if own else ""


def due_now(digest: Digest) -> list[TaskLine]:
    """Return the open tasks whose date is the day of the digest: what their annex marks so."""
    return [line for line in digest.tasks if is_due_today(line, digest)]


def _missed(line: TaskLine, digest: Digest) -> Paragraph:
    late = line.missed_milestone
    if late is None:
        raise ValueError("a missed milestone has a day")
    day = brief.day(late.day, digest.day)
    said = phrase(
        "missed", who=who(line), task=named_task(line.task, digest), day=day, now=now(line, digest, (), terse=False)
    )
    return of_line(line, said)


def _in_short(lines: Sequence[TaskLine], digest: Digest, titled: int) -> str:
    """第7项“整理线缆”（县城管局，30%，应达45.2%）; of many without the title: 县城管局第7项（30%）."""
    if len(lines) <= titled:
        return "；".join(
            phrase(
                "slow_short",
                task=named_task(line.task, digest),
                unit=_each_lead(line, digest) or leads(line),
                figure=_with_reason(line, digest),
                mark=_mark(line, digest),
            )
            for line in lines
        )
    named = [
        phrase(
            "slow_named",
            unit=_each_lead(line, digest) or leads(line),
            task=digest_tables.number(line.task, digest),
            figure=_with_reason(line, digest),
        )
        for line in lines
    ]
    return in_list(named)


def _with_reason(line: TaskLine, digest: Digest) -> str:
    return "，".join(filter(None, (_percent(line, digest), _why(line, digest), _beside(line, digest, terse=True))))


def _percent(line: TaskLine, digest: Digest) -> str:
    """4月28日反馈30%，应达45.2%; with the unit that gives it for a silent lead, or the slowest of a group."""
    if "%" not in digest_tables.figure(line):
        return ""
    lags = line.work_state is WorkState.BEHIND and not is_due_today(line, digest)
    day = _figure_day(line, digest)
    own = f"{digest_tables.speaks_instead(line)}{f'{day}反馈' if day else ''}{line.percent}%"
    return phrase(
        "percent_short",
        silence=lead_silence(line, digest),
        percent="" if lead_figures(line) else slowest(line) or own,
        expected=line.expected_percent if lags else "",
        waits=held_back(line, digest),
    )


def _figure_day(line: TaskLine, digest: Digest) -> str:
    """The day of a figure that may have been in time on its own day."""
    said = line.percent_source
    if said is None or (digest.day - local_date(said.at) <= _FRESH and not is_due_today(line, digest)):
        return ""
    return said_on(said, digest)


def _each_lead(line: TaskLine, digest: Digest) -> str:
    """县教育局9月16日反馈65%、县住建局9月30日反馈70%: of several leads each figure with its own day."""
    return "、".join(
        f"{unit}{brief.day(said.said_on, digest.day)}反馈{percent}%{_then(line, said, percent)}"
        for unit, percent, said in lead_figures(line)
    )


def late_leads(line: TaskLine) -> list[str]:
    """Return which of several leads gave a figure below what it should be; none of other tasks."""
    should = line.expected_percent
    return [unit for unit, percent, _ in lead_figures(line) if should is not None and percent < should]


def was_in_time(line: TaskLine) -> bool:
    """Return whether what is too low by now was enough on the day on which it was given, of every lead that lags."""
    late, then = late_leads(line), dict(line.due_then)
    given = [(percent, said) for unit, percent, said in lead_figures(line) if unit in late]
    if line.group is None and not given and line.percent is not None and line.percent_source is not None:
        given = [(line.percent, line.percent_source)]
    return bool(given) and all(percent >= then.get(said.report_id, _WHOLE) for percent, said in given)


def _why(line: TaskLine, digest: Digest) -> str:
    """What stands in the way of slow work, by the words of the unit that tells of it; that nothing began is known.

    What is done stands before it where the words are newer than the figure, or say 另有2个 of what they told first.
    """
    clauses = lacks(line, digest).split("，")
    told = "，".join(clause for clause in clauses if clause and not cues.NOT_STARTED.fullmatch(clause))
    newer, whole = newer_day(line, digest), leans(told)
    if newer or whole:
        fact = fact_in(line.text, f"{line.lacking}，{told}", line.task.title)
        done = paper_words.text(fact if whole else in_short(fact))
        told = "，".join(filter(None, (done, told)))
        told = f"{newer}反馈{told}" if newer and told else told
    return told or reason(line, digest)


def _slow(line: TaskLine, digest: Digest) -> str:
    each = _each_lead(line, digest)
    told = slowest(line) or ("" if each or line.mark is Mark.CLOSURE else figure(line, digest))
    lags = line.work_state is WorkState.BEHIND and "%" in (each or told) and not is_due_today(line, digest)
    told = "，".join(filter(None, (lead_silence(line, digest), told)))
    return phrase(
        "slow",
        task=named_task(line.task, digest),
        unit=each or leads(line),
        day="" if is_due_today(line, digest) else soon(line, digest),
        figure=told,
        expected=line.expected_percent if lags else "",
        rest=_beside(line, digest, terse=True),
        why=_why(line, digest),
        mark=_mark(line, digest),
        moved=moved(line, digest),
    )


def _mark(line: TaskLine, digest: Digest) -> str:
    """What waits for the office, since when and for whose word: 9月8日申请延期，本办公室尚未审核."""
    return pending(line, digest) or (line.mark.zh if line.mark is not None else "")


def soon(line: TaskLine, digest: Digest) -> str:
    """Return the date of a task that falls due within a month; empty for any other."""
    near = line.deadline is not None and line.deadline - digest.day <= _NEAR
    return brief.day(line.deadline, digest.day) if near and line.deadline is not None else ""
