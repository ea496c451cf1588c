"""What a digest's paper says of work that lags: due on the day, 未达序时, 未启动, faults not put right."""

from collections.abc import Sequence
from datetime import timedelta
from itertools import groupby

from config.clock import local_date
from messages import brief, digest_tables, paper_words
from messages.digest_parts import (
    FEW,
    figure,
    held_back,
    ids,
    is_due_today,
    lead_figures,
    lead_silence,
    named_task,
    phrase,
    said_on,
)
from messages.digest_problems import in_list, lacks, leads, now, of_line, of_lines, pending, reason, who
from messages.paper import Paragraph
from tasks_db.language import cues
from tasks_db.register.digest.facts import LONGEST
from tasks_db.register.digest.values import Digest, TaskLine, Unmended
from tasks_db.terms import AnswerKind, Mark, WorkState

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

    Each has a paragraph, and so has each missed milestone of 长期 work.

    ``terse`` tells each in few words, without the titles of more than six tasks; a ``short`` text has three titles.
    """
    titled = _TITLED if short else FEW
    found = [_missed(line, digest) for line in digest.tasks if line.missed_milestone]
    today = due_now(digest)
    if told := [line for line in today if line.work_state is not WorkState.NO_FEEDBACK]:
        listed = _in_short(told, digest, titled) if terse else in_list([_slow(line, digest) for line in told])
        day = brief.day(digest.day, digest.day)
        silent = len(today) - len(told)
        said = phrase("due_today_list", day=day, count=len(told), listed=listed, silent=silent)
        found.append(of_lines(told, said))
    for state in SLOW:
        lines = [line for line in digest.in_state(state) if not digest_tables.is_over(line, digest)]
        later = [line for line in lines if line not in today]
        if later:
            listed = _in_short(later, digest, titled) if terse else in_list([_slow(line, digest) for line in later])
            name = f"其他{state.zh}" if len(later) < len(lines) else state.zh
            held_to = brief.day(digest.day, digest.day) if terse and not short and "应达" in listed else ""
            said = phrase("behind", state=name, count=len(later), listed=listed, held_to=held_to)
            found.append(of_lines(later, said))
    if bare := [line for line in without_figure(digest) if soon(line, digest)]:
        listed = in_list([_bare(line, digest) for line in bare])
        found.append(of_lines(bare, phrase("no_percent_soon", count=len(bare), listed=listed)))
    return found


def over(digest: Digest) -> list[Paragraph]:
    """Return in one paragraph each what is over its date and not late, since a request waits for the office.

    That is no lag of the unit's: it says since when the request is there, and whose silence holds it up.
    """
    lines = [line for line in digest.tasks if digest_tables.is_over(line, digest)]
    return [of_line(line, phrase("sentence", said=_over(line, digest))) for line in lines]


def _over(line: TaskLine, digest: Digest) -> str:
    untold = line.mark is Mark.EXTENSION and not line.text and line.percent is None
    told = phrase("no_progress") if untold else "" if line.mark is Mark.CLOSURE else figure(line, digest)
    return phrase(
        "over_item",
        task=named_task(line.task, digest),
        unit=leads(line),
        day=brief.day(line.deadline, digest.day) if line.deadline is not None else "",
        figure="，".join(filter(None, (lead_silence(line, digest), told))),
        why=_why(line, digest),
        pending=pending(line, digest, until=True),
    )


def heading(digest: Digest) -> str:
    """Return the heading above what ``behind`` and ``unmended`` tell: 进度滞后、未启动和整改未完成事项."""
    open_ = [line for line in digest.tasks if not digest_tables.is_over(line, digest)]
    slow = any(line.missed_milestone or line.work_state is WorkState.BEHIND for line in open_) or due_now(digest)
    kinds = (
        ("进度滞后", slow),
        ("未启动", any(line.work_state is WorkState.NOT_STARTED for line in open_)),
        ("未报进度", any(soon(line, digest) for line in without_figure(digest))),
        ("整改未完成", any(not items[0].failed for items in left_open(digest))),
        ("未反馈处置结果", any(items[0].failed for items in left_open(digest))),
    )
    words = [word for word, there in kinds if there]
    return "和".join(filter(None, ("、".join(words[:-1]), *words[-1:]))) + "事项"


def without_figure(digest: Digest) -> list[TaskLine]:
    """Return work of which a unit told something, and nobody how far it is; but for what waits for the office."""
    return [
        line
        for line in digest.in_state(WorkState.UNQUANTIFIED)
        if line.mark not in {Mark.REPORT, Mark.CLOSURE, Mark.RETURNED, Mark.UNTOLD}
        and line.returned is None
        and not is_due_today(line, digest)
        and not (line.mark is Mark.EXTENSION and digest_tables.is_over(line, digest))
    ]


def _bare(line: TaskLine, digest: Digest) -> str:
    """What was said of work that falls due soon and has no figure: 9月28日反馈完成招标，10月20日到期，应达89.8%."""
    own = line.text_source is not None and line.text_source.unit == line.unit
    whole = paper_words.text(line.text) if own and not line.needing and len(line.text) <= LONGEST else ""
    return phrase(
        "no_percent_item",
        task=named_task(line.task, digest),
        unit=leads(line),
        day=said_on(line.text_source, digest) if own else "",
        said=whole or now(line, digest, (), terse=False),
        deadline=soon(line, digest),
        expected=line.expected_percent,
        mark=_mark(line, digest),
    )


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
    return "，".join(filter(None, (_percent(line, digest), _why(line, digest), _rest(line))))


def _percent(line: TaskLine, digest: Digest) -> str:
    """30%，4月28日反馈，应达45.2%; with the unit that gives it for a silent lead, or the slowest of a group."""
    if "%" not in digest_tables.figure(line):
        return ""
    lags = line.work_state is WorkState.BEHIND and not is_due_today(line, digest)
    own = f"{digest_tables.speaks_instead(line)}{line.percent}%"
    return phrase(
        "percent_short",
        silence=lead_silence(line, digest),
        percent="" if lead_figures(line) else _slowest(line) or own,
        day=_figure_day(line, digest),
        expected=line.expected_percent if lags else "",
        waits=held_back(line, digest),
    )


def _figure_day(line: TaskLine, digest: Digest) -> str:
    """The day of a figure that may have been in time on its own day; figures of several members have no one day."""
    said = line.percent_source
    if said is None or lead_figures(line) or len(laggards(line)) >= _SEVERAL:
        return ""
    fresh = digest.day - local_date(said.at) <= _FRESH
    return "" if fresh and not is_due_today(line, digest) else said_on(said, digest)


def _each_lead(line: TaskLine, digest: Digest) -> str:
    """县教育局65%（9月16日反馈）、县住建局70%（9月30日反馈）: of several leads each figure with its own day."""
    return "、".join(
        f"{unit}{percent}%（{brief.day(said.said_on, digest.day)}反馈）" for unit, percent, said in lead_figures(line)
    )


def late_leads(line: TaskLine) -> list[str]:
    """Return which of several leads gave a figure below what it should be; none of other tasks."""
    should = line.expected_percent
    return [unit for unit, percent, _ in lead_figures(line) if should is not None and percent < should]


def was_in_time(line: TaskLine, digest: Digest) -> bool:
    """Return whether a lead's figure that is too low by now was enough on the day on which it was given."""
    should, late = line.expected_percent, late_leads(line)
    given = [(percent, said) for unit, percent, said in lead_figures(line) if unit in late]
    if line.group is None and not given and line.percent is not None and line.percent_source is not None:
        given = [(line.percent, line.percent_source)]
    plan = next((plan for plan in digest.plans if plan.id == line.task.plan_id), None)
    if should is None or plan is None or not given:
        return False
    begun = max(plan.dispatched_on, plan.period[0] or plan.dispatched_on)
    gone = max((digest.day - begun).days, 1)
    return all(percent * gone >= should * (said.said_on - begun).days for percent, said in given)


def _rest(line: TaskLine) -> str:
    """What the other members of a group say beside those that lag: 石乡90%，溪乡已完成，云乡未反馈.

    All of them are told, by name or, of many of a kind, by number.
    """
    if line.group is None:
        return ""
    done, slow = finished(line), [unit for unit, _ in laggards(line)]
    told = [unit for unit in _told(line) if unit not in (*done, *slow)]
    ahead = [f"{unit}{percent}%" for unit in told if (percent := _told(line)[unit]) is not None]
    bare = [unit for unit in told if _told(line)[unit] is None]
    over = done if len(done) == line.group.done else []
    kinds = (
        (ahead, len(ahead), "" if len(ahead) <= FEW else "达到应达进度"),
        (bare, len(bare), "未报进度百分比"),
        (over, line.group.done, "已完成"),
        (line.group.silent, len(line.group.silent), "未反馈"),
    )
    return "，".join(
        ("、".join(named) if named and len(named) <= FEW else f"{count}个单位") + word
        for named, count, word in kinds
        if count
    )


def _told(line: TaskLine) -> dict[str, int | None]:
    """The members of a group whose words stand, each with its figure where it gave one."""
    told: dict[str, int | None] = {}
    if line.percent_source is not None:
        told[line.percent_source.unit] = line.percent
    for item in line.said:
        told.setdefault(item.unit, item.percent)
    if line.text_source is not None:
        told.setdefault(line.text_source.unit, None)
    return told


def finished(line: TaskLine) -> list[str]:
    """Return the members of a group that have finished, as far as their last words say so."""
    found = [item.unit for item in line.said if item.kind is AnswerKind.DONE or item.percent == _WHOLE]
    source = line.text_source
    return [*([source.unit] if source is not None and source.kind is AnswerKind.DONE else []), *found]


def laggards(line: TaskLine) -> list[tuple[str, int]]:
    """Return the members of a group that are slower than they should be, each with its percent; none of other tasks.

    Those that have finished or have told no percent are not among them.
    """
    if line.group is None or line.expected_percent is None or line.percent_source is None:
        return []
    return [(unit, n) for unit, n in _told(line).items() if n is not None and n < line.expected_percent]


def _slowest(line: TaskLine) -> str:
    """云乡20%、溪乡60%; of many how many they are, with the slowest."""
    slow = [f"{unit}{percent}%" for unit, percent in laggards(line)]
    return "、".join(slow) if len(slow) <= FEW else f"{len(slow)}个单位低于应达进度，最低为{slow[0]}"


def _why(line: TaskLine, digest: Digest) -> str:
    """What stands in the way of slow work, by the words of the unit that tells of it; that nothing began is known."""
    clauses = lacks(line, digest).split("，")
    told = "，".join(clause for clause in clauses if clause and not cues.NOT_STARTED.fullmatch(clause))
    return told or reason(line, digest)


def _slow(line: TaskLine, digest: Digest) -> str:
    each = _each_lead(line, digest)
    told = _slowest(line) or ("" if each or line.mark is Mark.CLOSURE else figure(line, digest))
    lags = line.work_state is WorkState.BEHIND and "%" in (each or told) and not is_due_today(line, digest)
    told = "，".join(filter(None, (lead_silence(line, digest), told)))
    return phrase(
        "slow",
        task=named_task(line.task, digest),
        unit=each or leads(line),
        day="" if is_due_today(line, digest) else soon(line, digest),
        figure=told,
        expected=line.expected_percent if lags else "",
        rest=_rest(line),
        why=_why(line, digest),
        mark=_mark(line, digest),
    )


def _mark(line: TaskLine, digest: Digest) -> str:
    """What waits for the office, since when and for whose word: 9月8日申请延期，本办公室尚未审核."""
    return pending(line, digest) or (line.mark.zh if line.mark is not None else "")


def soon(line: TaskLine, digest: Digest) -> str:
    """Return the date of a task that falls due within a month; empty for any other."""
    near = line.deadline is not None and line.deadline - digest.day <= _NEAR
    return brief.day(line.deadline, digest.day) if near and line.deadline is not None else ""


def unmended(digest: Digest) -> list[Paragraph]:
    """Return a sentence for each unit and task with what was found and not put right, the last count first."""
    return [
        Paragraph(
            phrase(
                "left_open",
                task=named_task(items[0].task, digest),
                unit=items[0].unit,
                listed=left(items, digest),
            ),
            ids(*(item.source for item in items)),
            (items[0].task.task_id,),
        )
        for items in left_open(digest)
    ]


def left_open(digest: Digest) -> list[list[Unmended]]:
    """Return what was found and not put right, by task and unit, the last count first; apart what did not pass."""
    by_unit = groupby(digest.unmended, key=lambda item: (item.task.task_id, item.assignment_id, item.failed))
    return [list(items)[::-1] for _, items in by_unit]


def _may_run_on(item: Unmended, digest: Digest) -> bool:
    """Whether a unit's counts may each hold the ones before, so that no sum of them is told."""
    told = next((f.total for f in digest.facts if f.assignment_id == item.assignment_id), None)
    return told is not None and not told.added


def left(items: Sequence[Unmended], digest: Digest) -> str:
    """Return what of a unit's counts is not put right, a clause each; of what did not pass all that there were."""
    if items[0].failed:
        days = ((brief.day(local_date(i.source.at), digest.day), f"{i.count}{i.measure}") for i in reversed(items))
        alike = groupby(days, key=lambda pair: pair[1])
        listed = "，".join(
            f"{'、'.join(named)}{'各' if len(named) > 1 else ''}{count}"
            for count, of in alike
            if (named := [day for day, _ in of])
        )
        what, count = f"{items[0].measure}{items[0].what}", sum(item.count for item in items)
        whole = 0 if _may_run_on(items[0], digest) else items[0].of
        return phrase("failed", count=count, what=what, days=listed, whole=whole)
    return "，".join(
        phrase(
            "not_heard_of" if item.superseded else "still_open",
            day=brief.day(item.source.said_on, digest.day),
            count=item.count,
            what=f"{item.measure}{item.what}",
        )
        for item in items
    )
