"""A digest tells what had been answered to a plea by its own moment, whenever it is put together."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from messages import digest_annex_lists
from tasks_db.register.authority import OPERATOR
from tasks_db.register.digest.values import Coordination, Digest
from tasks_db.register.plea_told import PleaTold
from tasks_db.terms import AnswerKind
from tasks_db.work.views import digest
from tests.digests import body_of
from tests.small_world import CLERK, STARTS, WATER, Office, at_local, local, open_office, small_meeting
from tests.test_digest_newest_word import PAST, cells, led, read, said

EARLY, NOON, LATE = (datetime(2027, 3, day, 4, tzinfo=UTC) for day in (2, 5, 9))


def _pleas(office: Office, moment: str) -> list[Coordination]:
    found = office.desk.ask(OPERATOR, digest.digest, local(moment)).digest
    return list(found.coordination)


async def test_what_was_answered_after_the_hour_of_a_digest_had_no_answer_then(tmp_path: Path) -> None:
    async with open_office(tmp_path, STARTS) as office:
        await small_meeting(office)
        await at_local(office, "2025-11-03T10:00")
        await office.say(WATER, "1 井盖没有到货，需财政局协调")
        await at_local(office, "2025-11-03T15:00")
        await office.press(CLERK, "答复单位", within="需协调：")
        await office.say(CLERK, "周五前拨付")
        await at_local(office, "2025-11-03T16:00")
        told = ["", "已答复"]
        assert [one.answered for m in ("12", "15") for one in _pleas(office, f"2025-11-03T{m}:30")] == told
        await at_local(office, "2025-11-05T09:00")
        assert [one.answered for m in ("12", "15") for one in _pleas(office, f"2025-11-03T{m}:30")] == told
        (late,) = _pleas(office, "2025-11-04T09:00")
        assert late.answers == "办公室11月3日答复：周五前拨付"


def test_each_of_two_answers_and_the_passing_on_count_from_their_own_moments() -> None:
    told = PleaTold(3, "县水利局", EARLY, "请按程序报", LATE, "月底前接通", NOON)
    assert told.in_short_by(datetime(2027, 3, 1, tzinfo=UTC)) == ""
    assert told.in_short_by(EARLY) == "已转县水利局"
    assert not told.was_answered_by(EARLY)
    assert told.in_short_by(NOON) == "县水利局已答复"
    assert PleaTold(None, "", None, "请按程序报", LATE).in_short_by(LATE) == "已答复"
    assert PleaTold(3, "县水利局", None, "", None, "月底前接通").was_answered_by(EARLY), "kept without a day, so old"


def _asked(answers: str, **more: Any) -> Digest:
    words = "3座桥的检测费没有着落，请县财政局拨付检测费"
    said_then = said(words, kind=AnswerKind.BLOCKED, problem="3座桥的检测费没有着落", needs="县财政局")
    found = read(led(said_then, deadline=PAST))
    told = {"answered": "县财政局已答复", "answers": answers} | more
    return replace(found, coordination=tuple(replace(c, **told) for c in found.coordination))


def test_an_answer_is_told_in_its_words_in_the_text_and_in_the_annex() -> None:
    answer = "县财政局10月8日答复：已安排9万元，余下的列明年预算"
    found = _asked(answer)
    text = body_of(found)
    helped = text.split("需协调事项", 1)[1]
    assert f"（{answer}）。" in helped
    assert f"（{answer}）" in text.split("需协调事项", 1)[0], "nor does late work show what was answered as open"
    assert f"（{answer}）" in cells(found)["存在问题"]
    assert "已答复" not in text
    assert answer in digest_annex_lists.pleas(found).rows[0][-1]


def test_of_an_answer_without_words_it_is_said_that_it_came() -> None:
    assert "（县财政局已答复）。" in body_of(_asked(""))


def test_a_long_answer_breaks_off_behind_a_clause() -> None:
    long = "县财政局10月8日答复：" + "，".join(f"第{n}笔经费已经列入预算安排" for n in range(1, 20))
    body = body_of(_asked(long))
    assert "列入预算安排……）。" in body
    assert long not in body


def test_the_office_speaks_of_itself_in_its_paper() -> None:
    answer = "办公室10月8日答复：按上次会议定的办"
    found = _asked(answer, answered="已答复")
    assert f"（本{answer}）。" in body_of(found)
