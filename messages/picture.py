"""The leader's picture: every task a numbered square in the plan's own order, five counts, pleas with whom they ask.

Nobody is ranked. Colours are never alone: each square says its state in a word. It fits a phone's screen. The font is
packaged, so that Chinese is right on a machine without any.
"""

import io
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from importlib.resources import as_file, files

from PIL import Image, ImageDraw, ImageFont

from messages import brief, dates, digest_tables, paging, paper_words
from tasks_db.lean_dataclass import dataclass
from tasks_db.register.digest import shares
from tasks_db.register.digest.values import Digest, TaskLine
from tasks_db.terms import Mark, ReportState, WorkState

MOST = 60
"""So many squares a picture holds; more tasks are drawn plan by plan."""

WIDTH = 1080
_EDGE, _GAP, _COLUMNS = 48, 8, 8
_SQUARE = (WIDTH - 2 * _EDGE - (_COLUMNS - 1) * _GAP) // _COLUMNS
_HIGH = 76
_WHITE, _INK, _PALE, _PAGE = "#FFFFFF", "#1F2933", "#52606D", "#FFFFFF"
_PLEAS, _LATE = "#1A56A8", "#B71C1C"
_LISTED = 8
_CLIPPED = 24
"""So many characters of a title stand beside a square."""
_SIZES = (20, 18, 16, 13)

COLOURS: dict[WorkState, tuple[str, str, str]] = {
    WorkState.CLOSED: ("#5B6573", _WHITE, "办结"),
    WorkState.STANDING: ("#CDE7D3", _INK, "长期"),
    WorkState.OVERDUE: ("#B71C1C", _WHITE, "逾期"),
    WorkState.NO_FEEDBACK: ("#E4E7EB", _INK, "未反馈"),
    WorkState.NOT_STARTED: ("#F4C7A1", _INK, "未启动"),
    WorkState.ON_TRACK: ("#1E7B3A", _WHITE, "达序时"),
    WorkState.BEHIND: ("#F2B705", _INK, "滞后"),
    WorkState.UNQUANTIFIED: ("#FBE7A1", _INK, "已报"),
}
"""Each state with its colour, the colour of what is written on it, and its word."""
MARKS = {
    Mark.EXTENSION: "延期待审",
    Mark.CLOSURE: "办结待审",
    Mark.REPORT: "反馈待审",
    Mark.RETURNED: "退回",
    Mark.UNTOLD: "未报进展",
}
"""What is written in the colour of a state in place of its word."""


@dataclass(frozen=True, slots=True)
class Square:
    """What stands on one square."""

    number: str
    state: WorkState
    word: str
    needs_help: bool


@dataclass(frozen=True, slots=True)
class Content:
    """All that a picture says, as values: what is tested against the digest and then drawn."""

    title: str
    subtitle: str
    counts: tuple[tuple[str, int], ...]
    plans: tuple[tuple[str, str, tuple[Square, ...]], ...]
    legend: tuple[tuple[WorkState, int], ...]
    pleas: tuple[tuple[str, str], ...]
    overdue: tuple[tuple[str, str], ...]


def content(digest: Digest, meeting: str) -> Content:
    """Return what the picture of a digest says."""
    return Content(
        title=f"{meeting}重点任务进展",
        subtitle=f"{meeting}办公室　截至{dates.day(digest.day)}　共{digest.total.total}项",
        counts=(
            ("逾期", digest.total.count(WorkState.OVERDUE)),
            ("未按时报送单位", len({unit for one in digest.unreported for unit in one.missing})),
            ("未达序时", digest.total.count(WorkState.BEHIND)),
            ("需协调", len(digest.coordination)),
            ("办结", digest.total.count(WorkState.CLOSED)),
        ),
        plans=tuple(_plans(digest)),
        legend=tuple((s.work_state, s.count) for s in digest.total.shares if s.count),
        pleas=tuple(_pleas(digest)),
        overdue=tuple(_overdue(digest)),
    )


def of_plan(digest: Digest, plan_id: int) -> Digest:
    """Return what a digest says of one of its plans alone."""
    lines = tuple(line for line in digest.tasks if line.task.plan_id == plan_id)
    return replace(
        digest,
        plans=tuple(plan for plan in digest.plans if plan.id == plan_id),
        total=shares.tally(None, plan_id, lines),
        reports=shares.report_counts(lines),
        tasks=lines,
        coordination=tuple(item for item in digest.coordination if item.task.plan_id == plan_id),
    )


def _plans(digest: Digest) -> Iterator[tuple[str, str, tuple[Square, ...]]]:
    for plan in digest.plans:
        lines = [line for line in digest.tasks if line.task.plan_id == plan.id]
        closed = sum(line.work_state is WorkState.CLOSED for line in lines)
        head = plan.title + (f"（{plan.number}）" if plan.number else "")
        heading = f"{plan.id}  {head}" if len(digest.plans) > 1 else head
        yield heading, f"{len(lines)}项，办结{closed}项", tuple(map(_square, lines))


def _square(line: TaskLine) -> Square:
    word = COLOURS[line.work_state][2]
    if line.report_state is ReportState.NOT_REPORTED and line.work_state is WorkState.STANDING:
        word = "未报送"
    if line.mark is not None:
        word = MARKS[line.mark]
    # a square has no room for whose figure it is: only the whole task's stands there
    percent = "" if digest_tables.speaks_instead(line) else digest_tables.percent_said(line)
    return Square(line.task.seq, line.work_state, word + percent, bool(line.needing))


def _pleas(digest: Digest) -> Iterator[tuple[str, str]]:
    """What is asked for, cut at a comma, and whom it asks, never cut."""
    for item in digest.coordination:
        # a plea that says nothing beside what it asks for is told whole; of no words at all the task stands for it
        matter = paper_words.without_plea(item.matter, item.needs) or paper_words.text(item.matter) or item.task.title
        whom = "、".join(paper_words.addressees(item.needs)) or paper_words.text(item.needs)
        number = digest_tables.number(item.task, digest)
        yield (
            f"第{number}项 {brief.unit(item.unit)}：{paging.clip(paper_words.short(matter), _CLIPPED)}",
            f"→ {item.answered or whom}",
        )


def _overdue(digest: Digest) -> Iterator[tuple[str, str]]:
    for line in digest.in_state(WorkState.OVERDUE):
        if line.overdue is not None:
            number = digest_tables.number(line.task, digest)
            title = paging.clip(paper_words.short(line.task.title), _CLIPPED)
            yield f"第{number}项 {brief.unit(line.overdue.unit)}：{title}", f"{line.overdue.days}天"


@cache
def font(size: int) -> ImageFont.FreeTypeFont:
    """Return the packaged Chinese font in a size."""
    with as_file(files("paperang_p2_fonts_cjk") / "fonts" / "wqy-microhei.ttc") as path:
        return ImageFont.truetype(str(path), size)


def png(digest: Digest, meeting: str) -> bytes:
    """Return the picture; the same digest and meeting always give the same bytes."""
    told = content(digest, meeting)
    canvas = _Canvas()
    canvas.write(told.title, 34, gap=8)
    canvas.write(told.subtitle, 22, colour=_PALE, gap=20)
    canvas.counts(told.counts)
    for heading, beside, squares in told.plans:
        canvas.heading(heading, beside)
        canvas.squares(squares)
    canvas.legend(told.legend)
    for title, lines, colour in (("需协调", told.pleas, _PLEAS), ("逾期", told.overdue, _LATE)):
        canvas.listed(title, lines, colour)
    canvas.write("方格按方案原序号排列，不分先后名次；“协”为需协调。数据为各单位反馈。", 18, colour=_PALE, gap=0)
    return canvas.png()


class _Canvas:
    """Draws from the top down on a sheet that is cut to what was drawn."""

    def __init__(self) -> None:
        self._image = Image.new("RGB", (WIDTH, 8000), _PAGE)
        self._draw = ImageDraw.Draw(self._image)
        self._y = _EDGE

    def write(self, text: str, size: int, *, colour: str = _INK, gap: int) -> None:
        for line in self._wrapped(text, size, WIDTH - 2 * _EDGE):
            self._draw.text((_EDGE, self._y), line, font=font(size), fill=colour)
            self._y += size + 10
        self._y += gap

    @staticmethod
    def _wrapped(text: str, size: int, room: int) -> list[str]:
        lines = [""]
        for char in text:
            if font(size).getlength(lines[-1] + char) > room:
                lines.append("")
            lines[-1] += char
        return lines

    def counts(self, counts: Sequence[tuple[str, int]]) -> None:
        wide = (WIDTH - 2 * _EDGE - (len(counts) - 1) * 2 * _GAP) // len(counts)
        for n, (word, count) in enumerate(counts):
            left = _EDGE + n * (wide + 2 * _GAP)
            self._draw.rounded_rectangle((left, self._y, left + wide, self._y + 112), 12, fill="#F1F4F7")
            self._centred(str(count), 44, left + wide / 2, self._y + 10)
            self._centred(word, 24, left + wide / 2, self._y + 70)
        self._y += 112 + 28

    def _centred(self, text: str, size: int, x: float, y: float, colour: str = _INK) -> None:
        self._draw.text((x - font(size).getlength(text) / 2, y), text, font=font(size), fill=colour)

    def heading(self, text: str, beside: str) -> None:
        self._draw.text((WIDTH - _EDGE, self._y + 3), beside, font=font(20), fill=_PALE, anchor="ra")
        room = WIDTH - 2 * _EDGE - font(20).getlength(beside) - 24
        for line in self._wrapped(text, 25, int(room)):
            self._draw.text((_EDGE, self._y), line, font=font(25), fill=_INK)
            self._y += 35
        self._y += 7

    def squares(self, squares: Sequence[Square]) -> None:
        for n, square in enumerate(squares):
            left = _EDGE + n % _COLUMNS * (_SQUARE + _GAP)
            top = self._y + n // _COLUMNS * (_HIGH + _GAP)
            ground, ink, _ = COLOURS[square.state]
            self._draw.rounded_rectangle((left, top, left + _SQUARE, top + _HIGH), 8, fill=ground)
            self._draw.text((left + 10, top + 6), square.number, font=font(26), fill=ink)
            if square.needs_help:
                self._draw.text((left + _SQUARE - 10, top + 9), "协", font=font(22), fill=ink, anchor="ra")
            size = next((s for s in _SIZES if font(s).getlength(square.word) <= _SQUARE - 12), _SIZES[-1])
            self._draw.text((left + 10, top + _HIGH - 30), square.word, font=font(size), fill=ink)
        rows = -(-len(squares) // _COLUMNS)
        self._y += rows * (_HIGH + _GAP) + 22

    def legend(self, legend: Sequence[tuple[WorkState, int]]) -> None:
        x = _EDGE
        for state, count in legend:
            text = f"{state.zh}{count}"
            wide = 30 + font(20).getlength(text) + 22
            if x + wide > WIDTH - _EDGE:
                x, self._y = _EDGE, self._y + 34
            self._draw.rectangle((x, self._y + 2, x + 22, self._y + 24), fill=COLOURS[state][0], outline=_PALE)
            self._draw.text((x + 30, self._y), text, font=font(20), fill=_INK)
            x += int(wide)
        self._y += 34 + 26

    def listed(self, title: str, lines: Sequence[tuple[str, str]], colour: str) -> None:
        if not lines:
            return
        self._draw.text((_EDGE, self._y), title, font=font(28), fill=colour)
        self._y += 44
        for text, end in lines[:_LISTED]:
            self._draw.text((WIDTH - _EDGE, self._y), end, font=font(22), fill=colour, anchor="ra")
            room = WIDTH - 2 * _EDGE - font(22).getlength(end) - 20
            shown = self._wrapped(text, 22, max(200, int(room)))
            self._draw.text((_EDGE, self._y), shown[0] + ("…" if len(shown) > 1 else ""), font=font(22), fill=_INK)
            self._y += 36
        if len(lines) > _LISTED:
            self._draw.text((_EDGE, self._y), f"另有{len(lines) - _LISTED}项，见通报", font=font(22), fill=_PALE)
            self._y += 36
        self._y += 18

    def png(self) -> bytes:
        out = io.BytesIO()
        self._image.crop((0, 0, WIDTH, min(self._y + _EDGE, 8000))).save(out, "PNG", optimize=False)
        return out.getvalue()
