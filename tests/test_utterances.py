"""What a liaison types is understood as the table says, and otherwise asked back, never guessed."""


import pytest

from tasks_db.utterances import Answer, Unclear, understand
from tests import utterance_table as table
from tests.utterance_table import Asked, Case, Said


def _said(answer: Answer) -> Said:
    return Said(
        answer.number,
        answer.kind,
        percent=answer.percent,
        needs=answer.needs,
        expected=answer.expected,
        new_date=answer.new_date,
        problem=answer.problem is not None,
        confirm=answer.confirm,
    )


def _asked(unclear: Unclear) -> Asked:
    return Asked(unclear.kind, unclear.numbers)


def _as_case(case: Case) -> Case:
    heard = understand(case.text, case.shown, table.TODAY)
    return Case(
        case.text,
        case.shown,
        tuple(map(_said, heard.answers)),
        tuple(map(_asked, heard.unclear)),
        heard.intent,
        case.clear,
    )


def _name(case: Case) -> str:
    closing = "可办结" if any(each.can_close for each in case.shown) else ""
    return f"{case.text}|{len(case.shown)}项{closing}".replace("\n", "⏎")


@pytest.mark.parametrize("case", table.TABLE, ids=_name)
def test_the_utterance_is_read_as_the_table_says(case: Case) -> None:
    assert _as_case(case) == case
