"""提醒函, 催办单 and 督办单 as papers: what each says, its form, and what stands around it."""

from dataclasses import replace
from datetime import date
from functools import partial

from config.clock import local_date
from messages import brief, forms, paper_words, sitting_papers, wording
from messages.digest_tables import Table
from messages.forms import Head
from messages.paper import Form, Paper, Paragraph
from tasks_db.register.letters import Earlier, Letter, LetterItem
from tasks_db.register.meetings.values import Body
from tasks_db.terms import PaperKind

phrase = partial(wording.phrase, "letters.txt")

_WORDS = {PaperKind.REMINDER: "提", PaperKind.URGING: "催", PaperKind.SUPERVISION: "督"}
_COMING = (16.0, 58.0, 42.0, 20.0, 20.0)
_OWED = (16.0, 60.0, 30.0, 24.0, 26.0)
_ORDER = (34.0, 122.0)
_DAYS_SHOWN = 6
_ROOM = "\n\n"
"""An empty cell to be written in by hand."""


def number(kind: PaperKind, year: int, count: int | None) -> str:
    """Return a letter's number in the office's form: 联席督〔2025〕3号; of a draft with room for it."""
    return forms.settings().letter_number.format(
        word=_WORDS[kind], year=year, number="　" if count is None else count
    )


def head(body: Body, letter: Letter, day: date, numbered: str) -> Head:
    """Return what stands around a letter: its number above, the unit to which it goes, the office's signature."""
    return replace(
        sitting_papers.plain_head(body, day, letter.unit), number=numbered, copies="、".join(letter.copies)
    )


def paper(letter: Letter, body: Body, *, signed_by: str = "") -> Paper:
    """Return what a letter says; ``signed_by`` is who signed a 督办单, once somebody has."""
    day = local_date(letter.as_of)
    match letter.kind:
        case PaperKind.REMINDER:
            title, said, form = _reminder(letter, body, day)
        case PaperKind.URGING:
            title = phrase("urging_title", office=body.office)
            by = brief.day(letter.answer_by, day)
            said = phrase("urging", day=brief.day(day, day), count=len(letter.items), by=by)
            form = Form(_owed(letter, day), _OWED)
        case PaperKind.SUPERVISION:
            item = letter.items[0]
            title = phrase("supervision_title", office=body.office, late=item.days > 0)
            said = phrase("supervision", task=_task(item), days=item.days, rounds=item.rounds)
            form = Form(_order(letter, item, day, signed_by), _ORDER)
        case _:
            raise ValueError(letter.kind)
    if letter.earlier:
        said += phrase("earlier", letters="、".join(_before(one, day) for one in letter.earlier))
    tasks = tuple(item.task_id for item in letter.items)
    return Paper(title, Paragraph(said, (), tasks), (), (), day, body.office, form=form)


def _before(one: Earlier, day: date) -> str:
    return f"{brief.day(one.day, day) if one.day is not None else ''}{one.kind.zh}（{one.label}）"


def _task(item: LetterItem) -> str:
    return f"{paper_words.quoted(paper_words.short(item.title))}（第{item.code}项）"


def _reminder(letter: Letter, body: Body, day: date) -> tuple[str, str, Form | None]:
    title, by = phrase("reminder_title", office=body.office), brief.day(letter.answer_by, day)
    if len(letter.items) > 1:
        rows = tuple(
            (i.code, paper_words.text(i.title), i.basis, brief.day(i.due, day), brief.day(i.day, day))
            for i in letter.items
        )
        table = Table("", ("序号", "任务", "依据", "到期日", "反馈日"), rows)
        return title, phrase("reminder_many", count=len(rows), by=by), Form(table, _COMING)
    item = letter.items[0]
    said = phrase("reminder_one", leads=item.leads, task=_task(item), due=brief.day(item.due, day), by=by)
    return title, said, None


def _dates(item: LetterItem, day: date) -> str:
    if item.missed and not item.days:
        return "、".join(brief.day(one, day) for one in item.missed[-_DAYS_SHOWN:])
    now = brief.day(item.due, day)
    return f"原{brief.day(item.original, day)}\n现{now}" if item.original and item.original != item.due else now


def _late(item: LetterItem) -> str:
    if item.days:
        return f"逾期{item.days}天"
    return f"{item.rounds}期未报" if item.rounds else "未反馈"


def _asked(item: LetterItem, day: date) -> str:
    """2次（3月1日、3月24日）; of many the latest days."""
    if not item.asked:
        return "—"
    days = "、".join(brief.day(one, day) for one in item.asked[-_DAYS_SHOWN:])
    return f"{len(item.asked)}次（{'最近' if len(item.asked) > _DAYS_SHOWN else ''}{days}）"


def _owed(letter: Letter, day: date) -> Table:
    rows = tuple(
        (
            i.code,
            f"{paper_words.text(i.title)}\n{i.basis}",
            f"{_dates(i, day)}\n{_late(i)}",
            f"{len(i.asked)}次" if i.asked else "—",
            "",
        )
        for i in letter.items
    )
    return Table("", ("序号", "事项和依据", "时限", "已提醒", "贵单位反馈"), rows)


def _order(letter: Letter, item: LetterItem, day: date, signed_by: str) -> Table:
    by = brief.day(letter.answer_by, day)
    rows = (
        ("督办事项", f"第{item.code}项　{paper_words.text(item.title)}"),
        ("依据", item.basis),
        ("承办单位", letter.unit),
        ("时限", f"{_dates(item, day)}；{_late(item)}".replace("\n", "，")),
        ("已提醒", _asked(item, day)),
        ("办理要求", phrase("demand", days=item.days, by=by)),
        ("承办单位反馈", _ROOM),
        ("审核意见", _ROOM),
        ("签发人", signed_by or "　"),
    )
    return Table("", ("项目", "内容"), rows)
