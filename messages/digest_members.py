"""What the members of a group say of a task that each does for itself: who has finished, who lags, who is silent."""

from messages import brief, paper_words
from messages.digest_parts import FEW, is_due_today, phrase
from tasks_db.register.digest.facts import LONGEST, OF_EARLIER, SHORT, fact_in, in_short, lacking_in, told_in
from tasks_db.register.digest.promises import is_promise_over
from tasks_db.register.digest.values import Digest, TaskLine
from tasks_db.terms import AnswerKind, ReportStatus

_WHOLE = 100


def others(line: TaskLine, digest: Digest) -> str:
    """Return what the other members of a group say beside those that lag: 石乡90%，溪乡已完成，云乡尚无反馈.

    All of them are told, by name or, of many of a kind, by number; of whom nothing was due yet that is said.
    """
    if line.group is None:
        return ""
    done, slow = finished(line), [unit for unit, _ in laggards(line)]
    percents = told_percents(line)
    told = [unit for unit in percents if unit not in (*done, *slow)]
    ahead = [f"{unit}{percent}%" for unit in told if (percent := percents[unit]) is not None]
    bare = [unit for unit in told if percents[unit] is None]
    over = done if len(done) == line.group.done else []
    owing = [u for u in line.group.silent if u in owed_by(line, digest)]
    not_due = [unit for unit in line.group.silent if unit not in owing]
    kinds = (
        (ahead, len(ahead), "" if len(ahead) <= FEW else "达到应达进度"),
        (bare, len(bare), "未报进度百分比"),
        (over, line.group.done, "已完成"),
        (owing, len(owing), "未反馈"),
        (not_due, len(not_due), phrase("not_due_yet", today=is_due_today(line, digest))),
    )
    return "，".join(
        ("、".join(named) if named and len(named) <= FEW else f"{count}个单位") + word
        for named, count, word in kinds
        if count
    )


def gaps(line: TaskLine, digest: Digest) -> dict[str, str]:
    """Return what other units than the one whose words are shown say is not done and why, in the plan's order.

    Whoever has finished lacks nothing, and what asks others for help stands among the pleas.
    """
    over = finished(line) if line.group is not None else []
    shown = line.text_source.unit if line.text_source is not None else ""
    pleas = {c.unit: c.matter for c in digest.coordination if c.task == line.task}
    found: dict[str, str] = {}
    for item in line.said:
        if item.unit in (shown, *over) or item.source.decision is not ReportStatus.ACCEPTED:
            continue
        told = lacking_in(item.text, line.task.title, slow=True) or item.problem or ""
        clauses = [c for c in told.split("，") if c and c not in pleas.get(item.unit, "")]
        if clauses:
            found[item.unit] = paper_words.text("，".join(clauses))
    return found


def told_gaps(line: TaskLine, digest: Digest, beside: str = "", *, terse: bool = False) -> str:
    """Return 云台乡11月3日反馈还有2公里没有清；柳湾乡…: what others lack of a task; of many units nothing.

    Whose words stand ``beside`` it anyway is not told again. ``terse`` tells the first clause of each.
    """
    days = {item.unit: brief.day(item.source.said_on, digest.day) for item in line.said}
    lacks = {unit: words for unit, words in gaps(line, digest).items() if words not in beside}
    if len(lacks) > FEW:
        return ""
    return "；".join(
        f"{unit}{days[unit]}反馈{words.split('，')[0] if terse else words}" for unit, words in lacks.items()
    )


def owed_by(line: TaskLine, digest: Digest) -> set[str]:
    """Return the units that let a report of a task go by."""
    return {unit for item in digest.unreported if item.task == line.task for unit in item.missing}


def names_unfinished(line: TaskLine) -> bool:
    """Return whether the text of a late task of a group says of each member that has not finished what it said."""
    late = line.overdue
    if line.group is None or line.group.asked == 1 or late is None or late.due_id is not None:
        return False
    return 0 < len(late.missing) <= FEW


def unfinished(line: TaskLine, digest: Digest, *, terse: bool = False) -> str:
    """Return who has not finished a late task, of few members of a group what each said last: 云乡（未反馈）.

    Empty where one unit alone answers for it, which is named anyway.
    """
    late = line.overdue
    if late is None or late.due_id is not None:
        return ""
    if not names_unfinished(line):
        return paper_words.names(late.missing) if len(late.missing) > 1 else ""
    last = ((unit, _last_words(unit, line, digest, SHORT if terse else LONGEST)) for unit in late.missing)
    return "、".join(
        f"{paper_words.text(unit)}（{words}）" if words else paper_words.text(unit) for unit, words in last
    )


def _last_words(unit: str, line: TaskLine, digest: Digest, room: int) -> str:
    """2月25日反馈预计3月5日完成，所报时间已过: what a member said last; of one that never said anything 未反馈."""
    percent, text, source = next(
        ((s.percent, s.text, s.source) for s in line.said if s.unit == unit), (None, "", None)
    )
    if line.text_source is not None and line.text_source.unit == unit:
        text, source = line.text, line.text_source
        percent = line.percent if line.percent_source == source else None
    if source is None or source.decision is not ReportStatus.ACCEPTED:
        heard = any(s.unit == unit for s in line.sources) or unit not in (line.group.silent if line.group else ())
        return "" if heard or unit in line.undelivered else phrase("never_told")
    words = paper_words.text(text if len(text) <= room else told_in(text, line.task.title, room))
    if percent is not None and "%" not in words:
        words = "，".join(filter(None, (f"进度{percent}%", words)))
    return phrase(
        "said_last",
        day=brief.day(source.said_on, digest.day),
        words=words,
        over=is_promise_over(words, source.said_on, digest.day),
    )


def told_percents(line: TaskLine) -> dict[str, int | None]:
    """Return the members of a group whose words stand, each with its figure where it gave one."""
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


def closed_members(line: TaskLine) -> str:
    """Return what each member of a group did of a closed task (石乡整修塘坝9处；云乡…); of many how many did.

    What one of them did is never told as the work of all.
    """
    if line.group is None:
        return ""
    texts = {item.unit: (item.text, item.problem) for item in line.said}
    if line.text_source is not None:
        texts[line.text_source.unit] = (line.text, line.problem)
    done = [unit for unit in texts if unit in finished(line)]
    if not done or len(done) > FEW or line.group.done < line.group.asked:
        return phrase("members_done", asked=line.group.asked, done=line.group.done) if line.group.done else ""
    return "；".join(f"{unit}{_whole_of(*texts[unit], line.task.title) or phrase('is_done')}" for unit in done)


def _whole_of(text: str, problem: str | None, title: str) -> str:
    """What a member did, without what became of the rest of an earlier count: 剩余3处也已整修."""
    clauses = in_short(fact_in(text, problem, title)).split("，")
    return paper_words.text("，".join([c for c in clauses if not OF_EARLIER.search(c)] or clauses))


def laggards(line: TaskLine) -> list[tuple[str, int]]:
    """Return the members of a group that are slower than they should be, each with its percent; none of other tasks.

    Those that have finished or have told no percent are not among them.
    """
    if line.group is None or line.expected_percent is None or line.percent_source is None:
        return []
    return [(unit, n) for unit, n in told_percents(line).items() if n is not None and n < line.expected_percent]


def slowest(line: TaskLine) -> str:
    """Return 云乡20%、溪乡60%; of many how many they are, with the slowest."""
    slow = [f"{unit}{percent}%" for unit, percent in laggards(line)]
    return "、".join(slow) if len(slow) <= FEW else f"{len(slow)}个单位低于应达进度，最低为{slow[0]}"
