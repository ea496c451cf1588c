"""Several tasks in one message, numbered or parted by ；, with what is said of all of them before the first."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from tasks_db import lazy_re as re
from tasks_db.register.giving import FORM, HandedTask, read
from tasks_db.register.refusals import PlanError
from tasks_db.register.unit_names import Known

_NUMBERED = re.compile(
    r"(?:^|(?<=[\n；;。：:，,]))[ \t]*(?:\d{1,2}[.．、)）](?!\d)|[（(]\d{1,2}[)）]"
    r"|[一二三四五六七八九十]{1,2}[、，,]|(?:第[一二三四五六七八九十]{1,2}[件项]事?|[一二三四五六七八九十]是)[是：:，,、]*"
    r"|[①-⑳])[ \t]*"
)
"""How the lines of several tasks begin: 1. 2、 （3） 一、 一， 一是 第一件， ①"""
_COUNTED = re.compile(
    r"[，,：:\s]*(?:了|过)?(?:这|以下|如下|下面)?(?:[一二两三四五六七八九十几\d]+[件项个条点](?:事情?|事项|任务|工作|要求)?)[，,：:\s。]*$"
)
"""How many tasks follow, at the end of what is said of all of them: 沈县长交代了三件事."""
_WHEN_GIVEN = {"今天": 0, "今日": 0, "昨天": 1, "昨日": 1, "前天": 2}
_BETWEEN = re.compile(r"[；;\n]+")
_SEVERAL, _QUOTED = 2, 24


def read_all(text: str, known: Sequence[Known], today: date) -> tuple[HandedTask, ...]:
    """Return the tasks that one message gives, with the day for 昨天 and 今天 in who ordered them and when."""
    return tuple(replace(one, ground=_dated(one.ground, today)) for one in _all(text, known, today))


def _dated(ground: str, today: date) -> str:
    for word, days in _WHEN_GIVEN.items():
        day = today - timedelta(days)
        ground = ground.replace(word, f"{day.year}年{day.month}月{day.day}日")
    return ground


def _all(text: str, known: Sequence[Known], today: date) -> tuple[HandedTask, ...]:
    """The tasks that one message gives, one in each of its numbered lines.

    What stands before the first number (王县长批示：) is the ground of those that name none. A text without numbers
    is one task, or one for each of its parts between ； that names unit, date and work. Raises PlanError that says of
    every faulty line what is missing.
    """
    starts = list(_NUMBERED.finditer(text))
    if len(starts) < _SEVERAL:
        return _in_parts(text, known, today) or (read(text, known, today),)
    head = _COUNTED.sub("", text[: starts[0].start()]).strip(" ，,：:\n。")
    found, faults = [], []
    for n, start in enumerate(starts):
        end = starts[n + 1].start() if n + 1 < len(starts) else len(text)
        words = text[start.end() : end].strip()
        try:
            found.append(_read_one(words, head, known, today))
        except PlanError as fault:
            faults.append(f"第{n + 1}项“{words[:_QUOTED]}”：{str(fault).removesuffix(FORM)}")
    if faults:
        raise PlanError("\n".join([*faults, "一项也没有交办，请改好再发一遍。"]))
    return tuple(found)


def _in_parts(text: str, known: Sequence[Known], today: date) -> tuple[HandedTask, ...]:
    """The tasks of a text whose parts between ； each say who does what by when; empty where fewer than two do.

    What says less belongs to the part before it; a part without a ground has that of the one before it.
    """
    tasks: list[str] = []
    ground = ""
    found: list[HandedTask] = []
    for part in (one.strip() for one in _BETWEEN.split(text) if one.strip()):
        own = _whole(part, known, today) or (_whole(f"{ground}，{part}", known, today) if ground else None)
        if own is not None:
            ground = own.ground
            tasks.append(part)
            found.append(own)
        elif not found:
            return ()
        else:
            tasks[-1] = f"{tasks[-1]}；{part}"
            found[-1] = _whole(tasks[-1], known, today) or _whole(f"{ground}，{tasks[-1]}", known, today) or found[-1]
    return tuple(found) if len(found) >= _SEVERAL else ()


def _whole(part: str, known: Sequence[Known], today: date) -> HandedTask | None:
    try:
        return read(part, known, today, needs_ground=True)
    except PlanError:
        return None


def _read_one(words: str, head: str, known: Sequence[Known], today: date) -> HandedTask:
    """A numbered line's task; what it lacks is looked for in the words before all of them."""
    try:
        return read(words, known, today, needs_ground=bool(head))
    except PlanError:
        if not head:
            raise
        return read(f"{head}，{words}", known, today)
