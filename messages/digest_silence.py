"""What a digest's paper says of silence: who did not report or too late, who could not be reached, what is untold."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from config.clock import local_date
from messages import brief, digest_tables
from messages.digest_moved import moved
from messages.digest_parts import FEW, is_due_today, named_task, phrase, sent_back, state_word
from messages.digest_problems import leads, of_lines
from messages.paper import Paragraph
from tasks_db.register.digest.values import Digest, TaskLine, Unreported
from tasks_db.terms import AnswerKind, Mark, ReportState, WorkState

_SHORT = 120
"""A list of what was not reported that is no longer is told task by task, with the days."""


def late(digest: Digest, room: int, annex: Callable[[], int]) -> list[Paragraph]:
    """Return in one paragraph who reported after its day, with the items; the count alone where there is no room.

    ``annex`` adds the table with the days, and returns its number.
    """
    found = [r for r in digest.reporting if r.state is ReportState.LATE and not r.by_phone]
    if not found:
        return []
    units: dict[str, list[str]] = {}
    for item in found:
        units.setdefault(item.unit, []).append(digest_tables.number(item.task, digest))
    alike = groupby(units, key=lambda unit: "、".join(units[unit]))
    listed = "；".join(_alike(list(same), numbers) for numbers, same in alike)
    told = phrase("late", count=len(found), listed=listed, number=annex())
    if len(told) > room:
        told = phrase("late_count", count=len(found), units=len(units), number=annex())
    return [Paragraph(told, tasks=tuple(dict.fromkeys(r.task.task_id for r in found)))]


def _alike(units: Sequence[str], numbers: str) -> str:
    """县财政局、枕溪街道（均第4项）: units that owe the same, together."""
    return f"{'、'.join(units)}（{'均' if len(units) > 1 else ''}第{numbers}项）"


def unreported(digest: Digest, room: int, annex: Callable[[], int], *, lean: bool = False) -> list[Paragraph]:
    """Return in one paragraph who let a report go by: each unit with its items, the count alone without room.

    A short list that needs no annex is told whole, with the days. A ``lean`` one leaves to the annex what of it was
    sent back or refused.

    Only dues that are over count (R15). Nobody is named while others in the same place are not. ``annex`` adds the
    table behind a text that has no room for all, and returns its number.
    """
    if not digest.unreported:
        return []
    tasks = tuple(dict.fromkeys(item.task.task_id for item in digest.unreported))
    units = digest_tables.by_silent_unit(list(_by_name(digest.unreported)))
    count = sum(len(item.missing) for item in digest.unreported)
    counted = "；".join(_with_items(unit, owed, digest, why=not lean) for unit, owed in units.items())
    told = phrase("unreported", count=count, listed="；".join(_owed(digest.unreported, digest)))
    late_too = any(r.state is ReportState.LATE and not r.by_phone for r in digest.reporting)
    if (
        not late_too
        and len(told) <= min(room, _SHORT)
        and all(len(item.missing) <= FEW for item in digest.unreported)
    ):
        return [Paragraph(told, tasks=tasks)]
    told = phrase("unreported_units", count=count, listed=counted, number=annex())
    if len(told) > room:
        told = phrase(
            "unreported_count",
            units=len(units),
            count=count,
            number=annex(),
        )
    return [Paragraph(told, tasks=tasks)]


def _by_name(owed: Sequence[Unreported]) -> Iterator[Unreported]:
    """The silent with the members of a group by name, where these are few."""
    for item in owed:
        if item.is_group and len(item.missing) <= FEW:
            yield from (replace(item, unit=unit, missing=(unit,), is_group=False) for unit in item.missing)
        else:
            yield item


def undelivered(digest: Digest, room: int, annex: Callable[[], int]) -> list[Paragraph]:
    """Return in one paragraph the units that could not be asked, whether anybody sits for them; none without any.

    So are those whose words the office wrote down because nobody could be asked.
    """
    called = [r for r in digest.reporting if r.by_phone]
    if not digest.undelivered and not called:
        return []
    vacant, silent = ([u for u in digest.undelivered if is_vacant(u, digest) is told] for told in (True, False))
    phoned: dict[str, list[str]] = {}
    for item in called:
        phoned.setdefault(item.unit, []).append(digest_tables.number(item.task, digest))
    told = phrase(
        "undelivered",
        vacant=_owing(vacant, digest),
        silent=_owing(silent, digest),
        called="、".join(f"{unit}（第{'、'.join(numbers)}项）" for unit, numbers in phoned.items()),
        unheld=all(r.vacant for r in called),
        number=annex(),
    )
    if len(told) > room:
        told = phrase(
            "undelivered_count",
            units=len(digest_tables.by_silent_unit(digest.undelivered)) + len(phoned),
            count=sum(len(item.missing) for item in digest.undelivered) + len(called),
            number=annex(),
        )
    tasks = [item.task.task_id for item in digest.undelivered] + [item.task.task_id for item in called]
    return [Paragraph(told, tasks=tuple(dict.fromkeys(tasks)))]


def is_vacant(item: Unreported, digest: Digest) -> bool:
    """Return whether nobody sits for the units that could not be asked."""
    held = {r.unit for r in digest.reporting if not r.vacant}
    return held.isdisjoint(item.missing)


def _owing(items: Sequence[Unreported], digest: Digest) -> str:
    units = digest_tables.by_silent_unit(items)
    return "、".join(_with_items(unit, owed, digest) for unit, owed in units.items())


def _with_items(unit: str, owed: Sequence[Unreported], digest: Digest, *, why: bool = False) -> str:
    """县财政局（第2、5项）; of a group how many are meant: 各乡镇3份（第5项）.

    With ``why`` it says of what was sent back or refused, and is still to be told: those units are not silent.
    """
    numbers = list(dict.fromkeys(digest_tables.number(item.task, digest) for item in owed))
    count = sum(len(item.missing) for item in owed)
    notes = [(digest_tables.number(i.task, digest), note) for i in owed if why and (note := _spoke(i, digest))]
    told = "".join(f"，{note}" if len(numbers) == 1 else f"，其中第{number}项{note}" for number, note in notes)
    return f"{unit}{f'{count}份' if count > len(numbers) else ''}（第{'、'.join(numbers)}项{told}）"


def _spoke(item: Unreported, digest: Digest) -> str:
    """What a unit said of a task that does not stand: 5月18日反馈被退回、未重报; empty where it said nothing."""
    heard = next((r for r in digest.reporting if r.assignment_id == item.assignment_id and r.heard_on), None)
    if heard is None or heard.heard_on is None:
        return ""
    day = brief.day(heard.heard_on, digest.day)
    if heard.heard is AnswerKind.EXTENSION:
        return phrase("asked_for_time", day=day, refused=heard.sent_back)
    return phrase("returned", day=day) if heard.sent_back else ""


def _owed(owed: Sequence[Unreported], digest: Digest) -> Iterator[str]:
    """第2项“…”：县发展改革局、县财政局（应于12月26日报送）: by task, units with the same day together."""
    for _, of_task in groupby(owed, key=lambda item: item.task.task_id):
        items = list(of_task)
        by_day = (
            "、".join(_silent(item, digest) for item in of_day) + f"（应于{brief.day(day, digest.day)}报送）"
            for day, of_day in groupby(items, key=lambda item: item.due_day)
        )
        yield f"{named_task(items[0].task, digest)}：{'、'.join(by_day)}"


def _silent(item: Unreported, digest: Digest) -> str:
    if not item.is_group:
        return item.unit + (f"（{note}）" if (note := _spoke(item, digest)) else "")
    missing = "、".join(item.missing) if len(item.missing) <= FEW else brief.few(item.missing)
    return f"{item.unit}已报{item.reported}/{item.asked}，未报：{missing}"


def untold(digest: Digest, annex: Callable[[], int]) -> list[Paragraph]:
    """Return the tasks of which no unit's word stands, and those of which nothing but a request for more time does.

    What was sent back is named as such in any case. Nothing need have been due for the others, which is said then; of
    many their number, and the ``annex`` has them.
    """
    found: list[Paragraph] = []
    named: Sequence[TaskLine] = ()
    if lines := digest.in_state(WorkState.NO_FEEDBACK):
        none_due = not any(line.returned or _owes(line) or is_due_today(line, digest) for line in lines)
        if len(lines) > FEW:
            told = phrase(
                "told_nothing_count",
                state=state_word(WorkState.NO_FEEDBACK, digest),
                count=len(lines),
                none_due=none_due,
            )
            annex()
        else:
            listed = "；".join(_told_nothing(line, digest) for line in lines)
            state = state_word(WorkState.NO_FEEDBACK, digest)
            told = phrase("told_nothing", state=state, count=len(lines), listed=listed, none_due=none_due)
            named = lines
        found.append(of_lines(lines, told))
    for mark in (Mark.RETURNED, Mark.UNTOLD):
        if marked := [line for line in digest.marked(mark) if line not in named]:
            listed = "；".join(_told_nothing(line, digest) for line in marked)
            found.append(of_lines(marked, phrase("behind", state=mark.zh, count=len(marked), listed=listed)))
    return found


def _owes(line: TaskLine) -> bool:
    return bool(line.unreported or line.undelivered)


def _told_nothing(line: TaskLine, digest: Digest) -> str:
    if line.returned is not None:
        said = sent_back(line.returned, digest, whose=line.returned.source.unit)
        return f"{named_task(line.task, digest)}（{said}）"
    granted = moved(line, digest) or more_time(line, digest)
    return phrase(
        "slow",
        task=named_task(line.task, digest),
        unit=leads(line),
        day=brief.day(line.deadline, digest.day) if line.deadline and not granted else "",
        figure=granted,
        expected="",
        rest="",
        why="",
        mark="",
    )


def more_time(line: TaskLine, digest: Digest) -> str:
    """Return until when a task of which nothing was told was given more time, and when; empty for any other."""
    granted = [e for e in digest.extensions if e.task.task_id == line.task.task_id and e.is_granted]
    if not granted or granted[-1].decided_at is None:
        return ""
    day = brief.day(local_date(granted[-1].decided_at), digest.day)
    return phrase("granted_until", day=day, new=brief.day(granted[-1].new, digest.day))
