"""What the form of a link gives as an answer, and what its page shows of a task (R11, R14), as values."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tasks_db.register import links
from tasks_db.register.answers import Assigned
from tasks_db.register.links import Filled, LinkLine, LinkList, Owed
from tasks_db.register.refusals import AnswerRefused
from tasks_db.terms import AnswerKind, CheckpointKind, Role, SeatRole
from tests.builders import NOW, a_checkpoint, a_plan, a_task, an_assignment
from tests.ladders import CALENDAR

UNIT = "县水利局"
DEADLINE = date(2025, 11, 20)


def owed(role: Role = Role.LEAD, **fields: Any) -> Owed:
    """What a unit owes on the first of its dates."""
    consolidates = role is Role.LEAD
    own = an_assignment(UNIT, role, consolidates=consolidates)
    other = an_assignment("县财政局", Role.RESPONSIBLE if consolidates else Role.LEAD)
    plan = a_plan(a_task(own, other, title="改造供水管网", **({"deadline": DEADLINE} | fields)))
    (task,) = plan.tasks
    share = next(a for a in task.assignments if a.unit == UNIT)
    return Owed(Assigned(plan, task, share), share.dues[0])


def filled(kind: AnswerKind, words: str = "", of: Owed | None = None, **fields: Any) -> Filled:
    one = of or owed()
    assert one.due is not None
    return Filled(one.found.assignment.id, one.due.id, kind, words, **fields)


P, D, C = AnswerKind.PROGRESS, AnswerKind.DONE, AnswerKind.CLOSURE
FREE = [P, AnswerKind.NO_CHANGE, AnswerKind.BLOCKED]
REST = [AnswerKind.EXTENSION, AnswerKind.NOT_OURS, AnswerKind.RECEIVED]


def test_only_whoever_consolidates_asks_to_close_and_only_at_the_deadline() -> None:
    assert list(links.choices(owed())) == [*FREE, C, *REST]
    assert list(links.choices(owed(Role.RESPONSIBLE))) == [*FREE, D, *REST]
    stage = a_checkpoint(DEADLINE, CheckpointKind.MILESTONE)
    assert list(links.choices(owed(deadline=None, checkpoints=[stage]))) == [*FREE, D, *REST]
    figure = owed()
    figure = replace(figure, found=replace(figure.found, task=replace(figure.found.task, indicator_id=5)))
    assert list(links.choices(figure)) == [P, AnswerKind.NOT_OURS]
    with pytest.raises(AnswerRefused, match="不能这样报"):
        links.understood(figure, filled(D, of=figure), NOW)


@pytest.mark.parametrize(
    ("form", "told"),
    [
        ({"kind": P}, "请填进度，或写一句进展"),
        ({"kind": P, "percent": 101}, "进度要在0到100之间"),
        ({"kind": P, "percent": -1}, "进度要在0到100之间"),
        ({"kind": C, "percent": 40}, "报进度请选“推进中”"),
        ({"kind": P, "words": "已进场", "day": DEADLINE}, "要延期请选“申请延期”"),
        ({"kind": AnswerKind.NO_CHANGE, "words": "换管3公里"}, "又写了话"),
        ({"kind": AnswerKind.RECEIVED, "words": "换管3公里"}, "又写了话"),
        ({"kind": AnswerKind.BLOCKED}, "请写明遇到什么困难"),
        ({"kind": AnswerKind.NOT_OURS}, "应由哪个单位负责"),
        ({"kind": AnswerKind.EXTENSION, "day": date(2025, 12, 20)}, "请写明延期的原因"),
        ({"kind": AnswerKind.EXTENSION, "words": "雨季无法施工"}, "没有看懂延期到哪一天"),
        ({"kind": P, "words": "完成40%", "percent": 60}, "话里写的是40%"),
    ],
)
def test_what_contradicts_itself_or_lacks_something_is_asked_for_and_never_guessed(
    form: dict[str, Any], told: str
) -> None:
    with pytest.raises(AnswerRefused, match=told):
        links.understood(owed(), filled(form.pop("kind"), form.pop("words", ""), **form), NOW)


@pytest.mark.parametrize("percent", [0, 100])
def test_a_percent_alone_is_progress_from_nothing_to_all(percent: int) -> None:
    given, options = links.understood(owed(), filled(P, percent=percent), NOW)
    assert (given.kind, given.percent, options) == (P, percent, ())


def test_words_are_read_as_what_was_chosen_with_what_else_may_be_meant() -> None:
    given, _ = links.understood(owed(), filled(P, "换管3公里，完成40%"), NOW)
    assert (given.kind, given.percent, given.text) == (P, 40, "换管3公里，完成40%")
    given, _ = links.understood(owed(), filled(C, "全部完工并验收"), NOW)
    assert (given.kind, given.percent) == (C, 100)
    day = date(2025, 12, 20)
    given, _ = links.understood(owed(), filled(AnswerKind.EXTENSION, "雨季无法施工", day=day), NOW)
    assert (given.kind, given.new_date) == (AnswerKind.EXTENSION, day)
    given, _ = links.understood(owed(), filled(AnswerKind.BLOCKED, "缺资金，请县财政局协调"), NOW)
    assert (given.kind, given.needs) == (AnswerKind.BLOCKED, "县财政局")
    given, options = links.understood(owed(), filled(AnswerKind.NO_CHANGE), NOW)
    assert (given.kind, options) == (AnswerKind.NO_CHANGE, ())


def test_a_request_is_chosen_on_the_form_alone_and_never_by_a_second_button() -> None:
    given, _ = links.understood(owed(), filled(P, "换管3公里"), NOW)
    assert links.as_chosen(given, P) is given
    assert links.as_chosen(given, AnswerKind.BLOCKED).kind is AnswerKind.BLOCKED
    for kind in (AnswerKind.CLOSURE, AnswerKind.EXTENSION):
        with pytest.raises(AnswerRefused, match="请回到任务里重新选"):
            links.as_chosen(given, kind)


def test_a_page_shows_the_plans_words_unless_they_name_another_unit_or_a_leader() -> None:
    """R14: whoever has a link is nobody by name, and reads of nobody else."""
    own = owed(leaders=("周一鸣",))
    task = own.found.task

    def words(content: str) -> str:
        return replace(own, found=replace(own.found, task=replace(task, content=content))).words

    assert words("县水利局改造供水管网30公里") == "县水利局改造供水管网30公里"
    assert words("由县财政局拨付资金") == ""
    assert words("周一鸣同志牵头改造") == ""


def a_line(person: str, until: date | None = None, asks: int = 0, *, on_channel: bool = False) -> LinkLine:
    return LinkLine(1, UNIT, SeatRole.LIAISON, person, until, asks, on_channel)


def test_who_is_reached_by_a_link_alone_whose_bundle_waits_and_whose_link_is_over() -> None:
    today = date(2025, 11, 12)
    lines = (
        a_line("水联", today, 2),
        a_line("财联", date(2025, 11, 11)),
        a_line("城联", date(2025, 11, 13), on_channel=True),
        a_line("教联"),
    )
    value = LinkList(NOW, lines, ())
    assert [one.person for one in value.without_channel] == ["水联", "财联", "教联"]
    assert [one.person for one in value.waiting] == ["水联"]
    assert [one.person for one in lines if value.is_over(one)] == ["财联"]


def test_what_is_owed_today_was_asked_and_not_answered_lately() -> None:
    one = owed()
    assert one.due is not None
    assert links.is_owed_today(one, [], NOW, CALENDAR)  # the ladder has begun: less than thirty days are left
    far = owed(deadline=date(2026, 3, 31))
    assert far.due is not None
    assert not links.is_owed_today(far, [], NOW, CALENDAR)
    assert links.is_owed_today(far, [far.due.id], NOW, CALENDAR)
    assert not links.is_owed_today(replace(one, due=None), [], NOW, CALENDAR)
