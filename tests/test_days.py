"""A day or a round, however it is written, is read right or asked about: in a message, a sentence and a table."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from tasks_db.intake import PlanDraft
from tasks_db.intake.draft import DraftTask
from tasks_db.language import Answer, understand
from tasks_db.language.rounds import Round, RoundMark, rounds
from tasks_db.language.until import read_until
from tasks_db.terms import AnswerKind
from tests.days_table import DAYS, ROUNDS, WRITTEN_ON
from tests.intake_samples import read
from tests.utterance_case import FIVE

TODAY = WRITTEN_ON


@dataclass(frozen=True)
class Meant:
    """What a row expects: a day, whether it is certain, and the days to offer where it is not."""

    day: date | None
    certain: bool
    likely: tuple[date, ...] = ()


def meant(expected: str) -> Meant:
    first, *likely = expected.split()
    if first == "?":
        return Meant(None, certain=False, likely=tuple(map(date.fromisoformat, likely)))
    if first.startswith(".."):
        return Meant(date.fromisoformat(first[2:]), certain=False)
    return Meant(date.fromisoformat(first), certain=True)


def rows(where: str) -> list[tuple[str, Meant]]:
    return [(text, meant(expected)) for text, expected, places in DAYS if set(where) & set(places)]


def answered(text: str) -> Answer:
    (answer,) = understand(text, FIVE, TODAY).answers
    assert answer.number == 3
    return answer


@pytest.mark.parametrize(("text", "expected"), rows("RA"))
def test_more_time_is_asked_until_the_day_that_was_typed_or_the_day_is_asked_about(
    text: str, expected: Meant
) -> None:
    answer = answered(f"3 申请延期到{text}")
    assert answer.kind is AnswerKind.EXTENSION
    if expected.certain:
        assert (answer.new_date, answer.confirm) == (expected.day, False)
    elif expected.day is not None:
        assert answer.confirm
        assert answer.new_date == expected.day or expected.day in answer.likely
    else:
        assert (answer.new_date, answer.confirm) == (None, True)
        assert not expected.likely or answer.likely == expected.likely


@pytest.mark.parametrize(("text", "expected"), rows("RA"))
def test_a_day_alone_is_an_answer_to_the_question_until_when(text: str, expected: Meant) -> None:
    said = read_until(text, TODAY)
    if expected.certain:
        assert (said.day, said.sure) == (expected.day, True)
    else:
        assert not said.sure
        assert said.day in (None, expected.day)


@pytest.mark.parametrize(("text", "expected"), rows("R"))
def test_what_is_expected_is_that_day_or_read_back_first(text: str, expected: Meant) -> None:
    if expected.day is None and not understand(f"3 预计{text}完成", FIVE, TODAY).answers:
        return  # asked what was meant
    answer = answered(f"3 预计{text}完成")
    if expected.day is not None:
        assert answer.expected == expected.day
    elif answer.expected is not None:
        assert answer.confirm or answer.expected in expected.likely


def _letter(*lines: str) -> str:
    return "\n".join(("青石县河道整治工作方案", *lines, "青石县人民政府办公室", "2026年4月15日"))


@pytest.fixture(scope="module")
def prose(tmp_path_factory: pytest.TempPathFactory) -> PlanDraft:
    """A document with an item for each row; every item states its time in a sentence."""
    items = [
        f"{n}. 整治{n}号河段。{text}完成整治。（牵头单位：县水利局）" for n, (text, _) in enumerate(rows("S"), 1)
    ]
    return read(tmp_path_factory.mktemp("prose"), _letter("一、重点任务", *items))


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> PlanDraft:
    """A document whose table states the time of each row in its date column."""
    cells = [f"{n}|整治{n}号河段|县水利局|{text}" for n, (text, _) in enumerate(rows("C"), 1)]
    return read(tmp_path_factory.mktemp("table"), _letter("序号|任务内容|责任单位|完成时限", *cells))


def _is_asked_about(draft: PlanDraft, task: DraftTask, name: str) -> bool:
    return task.confidence <= 0.5 and any(
        one.kind == "unclear_date" and f"“{name}”" in one.message for one in draft.findings
    )


def _holds(draft: PlanDraft, task: DraftTask, expected: Meant, name: str) -> bool:
    if expected.day is not None:
        return task.deadline_date == expected.day
    return _is_asked_about(draft, task, name)


def test_a_sentence_of_a_document_is_due_on_its_day_or_asked_about(prose: PlanDraft) -> None:
    expected = rows("S")
    assert len(prose.tasks) == len(expected)
    wrong = [
        (text, task.deadline_date)
        for n, (task, (text, means)) in enumerate(zip(prose.tasks, expected, strict=True), 1)
        if not _holds(prose, task, means, f"整治{n}号河段")
    ]
    assert wrong == []


def test_the_cell_of_a_date_column_is_due_on_its_day_or_asked_about(table: PlanDraft) -> None:
    expected = rows("C")
    assert len(table.tasks) == len(expected)
    wrong = [
        (text, task.deadline_date)
        for n, (task, (text, means)) in enumerate(zip(table.tasks, expected, strict=True), 1)
        if not _holds(table, task, means, f"整治{n}号河段")
    ]
    assert wrong == []


def test_a_certain_day_of_a_document_is_not_asked_about(prose: PlanDraft, table: PlanDraft) -> None:
    for draft, where in ((prose, "S"), (table, "C")):
        certain = {f"整治{n}号河段" for n, (_, means) in enumerate(rows(where), 1) if means.certain}
        asked = [one.message for one in draft.findings if one.kind == "unclear_date"]
        assert [message for message in asked if any(f"“{name}”" in message for name in certain)] == []


def _round(text: str) -> Round:
    every, *rest = text.split()
    day = rest[0] if rest and rest[0] != "-" else None
    first, _, last = rest[1].partition("-") if len(rest) > 1 else ("", "", "")
    return Round(every, day, (int(first), int(last)) if last else None)


def _rounds(expected: str) -> tuple[Round, ...]:
    return tuple(_round(one) for one in expected.removeprefix("~").split(","))


def _is_right(mark: RoundMark, expected: str) -> bool:
    if expected.startswith("!"):
        return mark.unkept == expected.removeprefix("!").strip() and not mark.rounds
    return mark.rounds == _rounds(expected) and mark.sure is not expected.startswith("~") and mark.unkept is None


@pytest.mark.parametrize(("text", "expected"), ROUNDS)
def test_a_round_has_its_period_its_day_and_its_season(text: str, expected: str) -> None:
    (mark,) = rounds(text)
    assert _is_right(mark, expected), mark


def _asks(task: DraftTask) -> tuple[Round, ...]:
    return tuple(Round(one.every, one.day, one.months) for one in task.recurrences)


@pytest.mark.parametrize("column", [False, True])
def test_a_document_asks_for_its_rounds_or_says_why_not(tmp_path: Path, *, column: bool) -> None:
    lines = (
        [
            "序号|任务内容|责任单位|完成时限",
            *(f"{n}|巡查{n}号河段|县水利局|{r}" for n, (r, _) in enumerate(ROUNDS, 1)),
        ]
        if column
        else [
            "一、重点任务",
            *(f"{n}. 巡查{n}号河段。{r}报送台账。（牵头单位：县水利局）" for n, (r, _) in enumerate(ROUNDS, 1)),
        ]
    )
    draft = read(tmp_path, _letter(*lines))
    assert len(draft.tasks) == len(ROUNDS)
    wrong = []
    for n, (task, (text, row)) in enumerate(zip(draft.tasks, ROUNDS, strict=True), 1):
        # in a column 每周 is how often something is done, which nobody is asked for time by time
        expected = "! too_often" if column and row == "week" else row
        told = [one.kind for one in draft.findings if f"“巡查{n}号河段”" in one.message]
        if expected.startswith("!"):
            right = not task.recurrences and bool(told)
        else:
            right = _asks(task) == _rounds(expected) and ("unclear_date" in told) == expected.startswith("~")
        if not right or task.deadline_date is not None or not task.recurring:
            wrong.append((text, _asks(task), told))
    assert wrong == []


def test_the_table_is_long_and_nothing_stands_in_it_twice() -> None:
    said = [(text, places) for text, _, places in DAYS]
    assert len(set(said)) == len(said)
    assert len({text for text, _ in ROUNDS}) == len(ROUNDS)
    assert len(DAYS) + len(ROUNDS) >= 500
