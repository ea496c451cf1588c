"""Spreadsheets that come back: the ledger that the office mended, 填报表 that units filled in; what they change."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Final
from zipfile import BadZipFile

from messages import actions, fill_sheet, paging
from messages.ledger_sheet import COLUMNS, KEY
from messages.message import Button, Message
from messages.phrases import clip
from tasks_db.refusal import Refusal
from tasks_db.register.fill import Filled, FilledRow, NotTaken, Told
from tasks_db.register.ledger import CELLS
from tasks_db.register.ledger_back import Back, BackRow, Difference, comparable, counting
from tasks_db.register.outcomes import LedgerTaken

_WIDTH: Final = 60
_STATE: Final = "进度状态"


class BackError(Refusal):
    """A spreadsheet that cannot be taken back; ``str()`` says why, and what to do."""


def read(path: Path) -> Back | Filled | None:
    """Return what a workbook holds that we gave out: a ledger or 填报表; None for any other file.

    Columns are known by their names, wherever they stand. Formulas are text and never worked out. Raises BackError
    where our own sheets lack the column that says which row is which.
    """
    from openpyxl import load_workbook  # noqa: PLC0415 - a slow import that few need

    try:
        book = load_workbook(path)
    except (BadZipFile, KeyError, ValueError, OSError):
        return None
    rows: list[BackRow] = []
    filled: list[FilledRow] = []
    missing: dict[str, None] = {}
    plans: list[int] = []
    kinds = set()
    for sheet in book.worksheets:
        header = _header(sheet)
        if _STATE in header and "重点任务" in header:
            kinds.add("ledger")
            _refuse_without_key(header, sheet.title)
            missing |= dict.fromkeys(column for column in COLUMNS if column not in header)
            rows += _ledger_rows(sheet, header)
            plans += [int(sheet.title.removeprefix("方案"))] if sheet.title.removeprefix("方案").isdecimal() else []
        elif set(fill_sheet.FILLED) & set(header) and "任务" in header and KEY in header:
            kinds.add("fill")
            filled += _filled_rows(sheet, header)
    if "ledger" in kinds:
        return Back(tuple(rows), tuple(missing), tuple(plans))
    return Filled(tuple(filled)) if "fill" in kinds else None


def _header(sheet: Any) -> list[str]:  # noqa: ANN401 - a sheet of openpyxl
    """The second line, where our sheets name their columns; empty cells keep their places."""
    line = next(sheet.iter_rows(min_row=2, max_row=2, values_only=True), ())
    return [comparable(str(cell or "")) for cell in line]


def _refuse_without_key(header: Sequence[str], title: str) -> None:
    if KEY not in header:
        raise BackError(f"“{title}”里没有“{KEY}”列，认不出哪一行是哪项任务。请用导出的台账改，隐藏的列不要删。")


def _lines(sheet: Any, header: Sequence[str]) -> Iterator[tuple[int, dict[str, str]]]:  # noqa: ANN401 - as above
    for number, line in enumerate(sheet.iter_rows(min_row=3), 3):
        cells = {column: comparable(_text(cell)) for column, cell in zip(header, line, strict=False) if column}
        if any(cells.values()):
            yield number, cells


def _text(cell: Any) -> str:  # noqa: ANN401 - a cell of openpyxl
    """A cell as people see it: a day as a day, a share as a share, all else as it was typed."""
    value = cell.value
    if isinstance(value, datetime):
        return str(value.date())
    if isinstance(value, float) and "%" in str(cell.number_format):
        return f"{value * 100:g}%"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)


def _key(cells: Mapping[str, str]) -> int | None:
    key = cells.get(KEY, "")
    return int(key) if key.isascii() and key.isdecimal() and len(key) < 10 else None  # noqa: PLR2004 - no larger key


def _ledger_rows(sheet: Any, header: Sequence[str]) -> Iterator[BackRow]:  # noqa: ANN401 - as above
    for number, cells in _lines(sheet, header):
        known = {column: cell for column, cell in cells.items() if column in CELLS}
        yield BackRow(f"“{sheet.title}”第{number}行", _key(cells), known)


def _filled_rows(sheet: Any, header: Sequence[str]) -> Iterator[FilledRow]:  # noqa: ANN401 - as above
    for number, cells in _lines(sheet, header):
        said = [cells.get(column, "") for column in fill_sheet.FILLED]
        if any(said):
            state, percent, told, problem, needs = said
            place = f"“{sheet.title}”第{number}行"
            yield FilledRow(place, _key(cells), state, percent, told, problem, needs, sheet.title)


def of_ledger(found: Sequence[Difference], told: int, page: int = 0) -> Message:
    """Return one page of the differences of a ledger, with the button that takes over what counts."""
    counts = len(counting(found))
    take = [(Button(f"采用这{counts}处", actions.LEDGER_TAKE, (counts,)),)] if counts else []
    return _page(ledger_lines(found, told), page, take)


def ask_ground(changes: int, told: int) -> str:
    """Return the question for the ground of what is changed by a ledger, before it counts."""
    whom = f"写进给{told}人的告知和留痕" if told else "写进留痕"
    return (
        f"这{changes}处改动的依据是什么？会{whom}，例如：11月13日联席会议办公室会商。"
        "没有就回复“无”，不改了回复“取消”。"
    )


def ledger_lines(found: Sequence[Difference], told: int) -> list[str]:
    """Return the differences of a ledger as lines, with how many count and whom they reach in the first."""
    if not found:
        return ["这份台账和现在的台账一致，没有要改的。"]
    counts = len(counting(found))
    head = f"台账有{len(found)}处不同，其中{counts}处可以采用，{len(found) - counts}处不采用（写明了原因）。"
    said = sum(one.given is not None for one in found)
    if said:
        head += f"其中“本期进展”{said}处是替单位填的，采用后按台账代录，等待审核。"
    if counts > said:
        head += f"采用后{f'会告知{told}人' if told else '没有人需要告知'}。"
    return [head, *map(_difference, found)]


def _difference(one: Difference) -> str:
    changed = f"{_clip(one.before)} → {_clip(one.after)}" if one.before or one.after else ""
    why = f"（不采用：{one.why_not}）" if one.why_not else ""
    if one.given is not None:
        percent = f"{one.given.percent}%" if one.given.percent is not None else ""
        why = f"（代录：{'，'.join(filter(None, (one.given.kind.zh, percent)))}）"
    return f"· {one.what} {one.column}{'：' if changed else ''}{changed}{why}"


def _clip(text: str) -> str:
    return f"“{clip(text, _WIDTH)}”" if text else "（空）"


def of_filled(found: Sequence[Told | NotTaken], page: int = 0) -> Message:
    """Return one page of what units filled in, with the button that writes it down."""
    taken = sum(isinstance(one, Told) for one in found)
    take = [(Button(f"代录这{taken}行", actions.FILLED_TAKE, (taken,)),)] if taken else []
    return _page(filled_lines(found), page, take)


def filled_lines(found: Sequence[Told | NotTaken]) -> list[str]:
    """Return what units filled in as lines, with how many rows are taken in the first."""
    if not found:
        return ["填报表里还没有填写内容。请各单位填“状态、进度、本期进展”等列后再发来。"]
    taken = [one for one in found if isinstance(one, Told)]
    units = len({one.unit for one in taken})
    head = f"填报表有{len(found)}行，{len(taken)}行可以代录（{units}个单位），{len(found) - len(taken)}行不采用。"
    doubted = sum(bool(one.doubts) for one in taken)
    head += f"有疑点的{doubted}行请先核对；写错了的，改好重发再代录。" if doubted else ""
    return [head, *map(_told, found)]


def _told(one: Told | NotTaken) -> str:
    if isinstance(one, NotTaken):
        return f"· {one.place}：{_clip(one.words)}（不采用：{one.why}）"
    given = one.given
    said = [given.kind.zh, f"{given.percent}%" if given.percent is not None else "", clip(given.text, _WIDTH)]
    said += [f"困难：{clip(given.problem, _WIDTH)}"] if given.problem and given.problem != given.text else []
    said += [f"需{given.needs}协调"] if given.needs else []
    line = f"· {one.unit} {one.code} {clip(one.title, 20)}：{'，'.join(filter(None, said))}"
    return "\n".join([line, *(f"  疑点：{doubt}" for doubt in one.doubts)])


def _page(lines: Sequence[str], page: int, take: Sequence[tuple[Button, ...]]) -> Message:
    shown = paging.page_at(paging.paginate(lines[:1], lines[1:]), page)
    turning = paging.turning(shown, actions.BACK_PAGE, (), "更多")
    return Message(shown.text, (*((turning,) if turning else ()), *take))


def ledger_taken(value: LedgerTaken) -> str:
    """Return the receipt of a ledger that came back."""
    changed = f"已按台账改{value.changes}处{f'，已告知{value.told}人' if value.told else ''}。"
    said = f"已按台账代录{value.reports}条反馈，等待审核：/review" if value.reports else ""
    return "\n".join(filter(None, (changed if value.changes or not said else "", said)))


def filled_taken(count: int) -> str:
    """Return the receipt of what units filled in."""
    return f"已代录{count}条反馈，等待审核：/review"
