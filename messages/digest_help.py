"""What a digest's paper asks of those whose help or decision work waits for: to look into it and to answer."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from messages import brief, digest_tables, paper_words
from messages.digest_parts import FEW, by_unit, first_day, ids, numbers, phrase
from messages.digest_requests import asks_help, plea_in
from messages.paper import Paragraph
from tasks_db import lazy_re as re
from tasks_db.register.digest.pleas import COUNT_ALONE
from tasks_db.register.digest.references import TaskRef
from tasks_db.register.digest.values import Digest

_VAGUE = re.compile(r"(?:研究|协调|支持|协助|帮助|解决|给予支持|予以支持|予以协调)+")
"""What a plea asks for that says nothing of the matter."""
_HASTE = re.compile(r"^(?:尽快|及时|抓紧|尽早|早日|立即|马上)+")
_RUN_OUT = re.compile(
    r"(?:^|[，,；;])(?:目前|现在?|但)?([^，,；;\d]{2,8}?)(?:都|已经?|全部|全|基本)*"
    r"(?:用完|用光|用尽|发完|发光|装完|耗尽|不够|不足|没有?了|紧缺|坏了|丢了)"
)
"""What there is no more of, before a plea for so many."""
_LONGEST = 24
"""What is longer is called 所提事项: it stands whole in the part before."""

_TWO = 2
_Asked = tuple[str, str, TaskRef, str]
"""Who is asked, by whom, for which task, and what it is asked to do; that is empty where it is not one matter."""


def to_answer(digest: Digest, *, lean: bool, short: bool) -> Iterator[Paragraph]:
    """Yield who is to look into what others wait for, each with its day; in a ``lean`` text by number, together.

    What becomes of answers is told of all at once; a ``short`` text says no more than that the office gets them.
    """
    found = [*_to_decide(digest), *_to_help(digest, lean=lean, short=short)]
    asked_again = [] if short else list(_to_say_whether_needed(digest))
    if len(found) == 1 and not short:
        yield replace(found[0], text=found[0].text + phrase("answer_copies", several=False))
        yield from asked_again
        return
    yield from found
    yield from asked_again
    if found and not short:  # for all of them, so it stands at none
        tasks = tuple(dict.fromkeys(task for p in found for task in p.tasks))
        yield Paragraph(phrase("answer_copies", several=True), tasks=tasks)


def _to_decide(digest: Digest) -> Iterator[Paragraph]:
    """On whose decision work waits, and whom they have to tell."""
    for on, of_unit in groupby(sorted(digest.waits_on, key=lambda one: one.on), key=lambda one: one.on):
        waiting = list(of_unit)
        parts = "、".join(
            phrase("decide_part", task=digest_tables.number(one.task, digest), what=one.what, do=one.do)
            for one in waiting
        )
        asked_by = "、".join(dict.fromkeys(one.unit for one in waiting))
        by = _day(digest, [one.task for one in waiting])
        said = phrase("decide_what", unit=on, parts=parts, asked_by=asked_by, by=by)
        yield Paragraph(said, ids(*(one.source for one in waiting)), tuple(one.task.task_id for one in waiting))


def _to_help(digest: Digest, *, lean: bool, short: bool) -> Iterator[Paragraph]:
    asked = _asked_for_help(digest)
    units = list(dict.fromkeys(on for on, *_ in asked))
    if not asked:
        return
    if len(units) > FEW or (lean and len(asked) > _TWO):
        by_day: dict[str, list[tuple[str, TaskRef]]] = {}
        for on, _, task, _ in sorted(asked, key=lambda one: not digest.does_not_wait(one[2].task_id)):
            by_day.setdefault(_day(digest, [task]), []).append((on, task))
        whose = [phrase("help_by", units="、".join(by_unit(of, digest)), by=day) for day, of in by_day.items()]
        tasks = tuple(dict.fromkeys(task.task_id for _, _, task, _ in asked))
        yield Paragraph(phrase("help_many", units="，".join(whose), short=short), tasks=tasks)
        return
    for unit in units:
        own = [(by, task, act) for on, by, task, act in asked if on == unit]
        named = [(numbers([task], digest), act) for _, task, act in own if act]
        named += [(numbers(bare, digest), "")] if (bare := [task for _, task, act in own if not act]) else []
        matters = "、".join(dict.fromkeys(phrase("help_part", task=task, act=act) for task, act in named))
        asked_by = list(dict.fromkeys(by for by, _, _ in own))
        said = phrase(
            "help",
            unit=unit,
            matters=matters,
            by=_day(digest, [task for _, task, _ in own]),
            asked_by="、".join(asked_by),
            several=len(asked_by) > 1,
        )
        yield Paragraph(said, tasks=tuple(dict.fromkeys(task.task_id for _, task, _ in own)))


def _to_say_whether_needed(digest: Digest) -> Iterator[Paragraph]:
    """Whose newer words do not speak of what they asked for, and nobody answered: they say whether it is over."""
    asked = [c for c in digest.coordination if c.later is not None and not c.is_answered]
    if asked:
        units = "、".join(by_unit([(c.unit, c.task) for c in asked], digest))
        said = phrase("still_needed", units=units)
        yield Paragraph(said, ids(*(c.source for c in asked)), tuple(c.task.task_id for c in asked))


def _day(digest: Digest, tasks: Sequence[TaskRef]) -> str:
    """Until when an answer is wanted: the earlier day where one of the tasks is late already."""
    if any(digest.does_not_wait(task.task_id) for task in tasks):
        return first_day(digest)
    return brief.day(digest.answer_by, digest.day) if digest.answer_by is not None else ""


def _asked_for_help(digest: Digest) -> list[_Asked]:
    found = []
    open_ = (c for c in digest.coordination if not c.is_answered)
    pleas = [(c.unit, c.task, c.needs, paper_words.asking(c.matter, c.needs), c.matter) for c in open_]
    pleas += [
        (e.unit, e.task, e.needs, plea_in(e, digest), e.text) for e in digest.extensions if asks_help(e, digest)
    ]
    for by, task, needs, plea, words in pleas:
        for on in paper_words.addressees(needs):
            act = plea.removeprefix(f"请{on}")
            whole = act == plea or act.startswith(("、", "和"))
            matter = "" if whole else _matter(act, words)
            found.append((on, by, task, matter or _noun(plea, on) or _task_alone(words, needs, task)))
    return found


def _noun(plea: str, on: str) -> str:
    """配件采购 of 配件采购需县财政局协调; empty where a plea does not begin with what it is about."""
    matter, asked, _ = plea.partition(f"需{on}")
    return matter if asked and 1 < len(matter) <= _LONGEST and "，" not in matter else ""


def _task_alone(words: str, needs: str, task: TaskRef) -> str:
    """The task by name where a unit said no more than whom it needs: 需县财政局协调 names no matter."""
    return "" if paper_words.without_plea(words, needs) else paper_words.short(task.title)


def _matter(act: str, words: str) -> str:
    told = _HASTE.sub("", act)
    if COUNT_ALONE.search(told):  # 40个 says nothing without what it is of
        short = _RUN_OUT.search(words)
        told = f"{told}{short[1]}" if short is not None else ""
    is_one = 0 < len(told) <= _LONGEST and "，" not in told and not _VAGUE.fullmatch(told)
    return told if is_one else ""
