"""How far people see (R14): the same views asked by lead, helper, another unit, office, convenor, another body."""

import pytest

from messages import query_words
from tasks_db.language.questions import Filters
from tasks_db.register.authority import OPERATOR, Right
from tasks_db.register.people import Address
from tasks_db.register.progress import Given
from tasks_db.register.refusals import AnswerRefused, NotAllowed
from tasks_db.register.roster import TableRow
from tasks_db.store import candidates, models
from tasks_db.terms import AnswerKind, BodyKind
from tasks_db.work.acts import answering, bodies, handing_out, roster, seating
from tasks_db.work.context import Context, view
from tasks_db.work.views import of_units, queries, tasks, tasks_told, words
from tasks_db.work.views.queries import Desk
from tests.audited_office import CHANNEL, Audited
from tests.small_world import a_draft_task
from tests.test_rules_at_the_desk import WATER, loaded, moved
from tests.test_rules_at_the_desk import office as _office

office_of_three = _office
MONEY, STREETS, CLERK, HEAD, FLOOD = 102, 103, 201, 203, 205


@pytest.fixture
def office(office_of_three: Audited) -> Audited:
    """县水利局 leads task 1 with 县财政局 beside it; 县城管局 has task 2."""
    found, do = office_of_three, office_of_three.desk.do
    do(OPERATOR, roster.load_table, [TableRow(1, "清河县府办", (), (), "召集人", "李召", "")])
    other = do(OPERATOR, bodies.add_body, "清河县防汛工作领导小组", BodyKind.LEADING_GROUP, "县教委")
    do(OPERATOR, roster.load_table, [TableRow(1, "县教委", (), (), "联络员", "汛联", "")], str(other.id))
    named = [("财联", MONEY), ("城联", STREETS), ("文员", CLERK), ("李召", HEAD), ("汛联", FLOOD)]
    for name, address in named:
        person = found.row(models.Person, name=name)
        do(OPERATOR, seating.bind_directly, person.id, Address(CHANNEL, str(address)))
    shared = a_draft_task("1", "改造供水管网", ["县水利局"], ["县财政局"])
    do(OPERATOR, handing_out.hand_out, loaded(found, shared, a_draft_task("2", "整治背街小巷", ["县城管局"])))
    moved(found, "2025-11-03T10:00")
    share = found.row(models.Assignment, printed="县水利局").id
    do(found.member(WATER), answering.record, share, 0, Given(AnswerKind.PROGRESS, percent=40, text="换管3公里"))
    return found


def unit(office: Audited, name: str) -> int:
    return int(office.row(models.Unit, name=name).id)


def test_a_unit_asks_for_its_own_tasks_alone_and_who_sees_everything_for_any(office: Audited) -> None:
    others = Filters(unit_ids=(unit(office, "县城管局"),))
    ask = office.desk.ask
    for who in (CLERK, HEAD):
        assert [row.unit for row in ask(office.member(who), queries.mine, others).rows] == ["县城管局"]
    assert [row.unit for row in ask(office.member(STREETS), queries.mine, others).rows] == ["县城管局"]
    for who in (WATER, MONEY):
        with pytest.raises(AnswerRefused, match="只能看贵单位的任务"):
            ask(office.member(who), queries.mine, others)
    both = Filters(unit_ids=(unit(office, "县财政局"), unit(office, "县城管局")))
    with pytest.raises(AnswerRefused, match="只能看贵单位的任务"):
        ask(office.member(MONEY), queries.mine, both)


def test_a_task_is_shown_to_whoever_has_a_part_in_it_and_its_units_words_to_who_leads(office: Audited) -> None:
    ask = office.desk.ask
    for who, sees, coordinates in (
        (WATER, True, True),
        (MONEY, True, False),
        (STREETS, False, False),
        (CLERK, True, True),
        (HEAD, True, True),
        (FLOOD, False, False),
    ):
        member = office.member(who)
        if sees:
            seen = ask(member, tasks.task, 1)
            assert seen.coordinates is coordinates, who
            assert seen.office is (who == CLERK)
            assert [one.task.seq for one in ask(member, tasks.by_seq, "1")] == ["1"]
        else:
            for view_of in ((tasks.task, 1), (tasks.by_seq, "1")):
                with pytest.raises(AnswerRefused, match="与贵单位无关"):
                    ask(member, *view_of)
        if coordinates:
            assert ask(member, tasks.units, 1).task.seq == "1"
        else:
            with pytest.raises(AnswerRefused, match="只有牵头单位和联席会议办公室"):
                ask(member, tasks.units, 1)


@view(Right.ASK)
def told_of(ctx: Context, names: dict[int, str]) -> dict[int, str]:
    return of_units.tellable(Desk.of(ctx), names)


@view(Right.ASK)
def printed(ctx: Context) -> list[str]:
    return [one.seen.task.title for one in tasks_told.printed(Desk.of(ctx), candidates.every_task())]


def test_whose_liaison_somebody_is_is_told_to_whoever_works_beside_them(office: Audited) -> None:
    names = {unit(office, name): name for name in ("县水利局", "县财政局", "县城管局")}
    for who, told in (
        (WATER, {"县水利局", "县财政局"}),
        (MONEY, {"县水利局", "县财政局"}),
        (STREETS, {"县城管局"}),
        (CLERK, set(names.values())),
        (HEAD, set(names.values())),
        (FLOOD, set()),
    ):
        assert set(office.desk.ask(office.member(who), told_of, names).values()) == told, who


def test_what_the_issued_plan_prints_is_told_to_whoever_sits_in_its_body_and_while_it_asks(office: Audited) -> None:
    for who in (WATER, MONEY, STREETS, CLERK, HEAD):
        assert office.desk.ask(office.member(who), printed) == ["改造供水管网", "整治背街小巷"], who
    assert office.desk.ask(office.member(FLOOD), printed) == []
    office.desk.do(OPERATOR, handing_out.recall, 1)
    assert office.desk.ask(office.member(WATER), printed) == []


def test_who_sees_a_part_is_never_told_that_nobody_has_what_they_ask_for(office: Audited) -> None:
    for asked, told in (
        ("张桂芳分管的事项", "没有叫“张桂芳”的责任领导或联络员。"),
        ("垃圾分类进展", "没有名称里有“垃圾分类”的任务。"),
    ):
        for who, sees in ((CLERK, ""), (HEAD, ""), (STREETS, "您能看到的任务里")):
            found = office.desk.ask(office.member(who), words.in_words, asked, surely=True)
            assert found is not None
            assert query_words.unclear(found).text.splitlines()[0] == sees + told, who


def test_a_button_of_no_kind_and_of_another_unit_tells_nothing(office: Audited) -> None:
    ask = office.desk.ask
    with pytest.raises(AnswerRefused, match="已经失效"):
        ask(office.member(CLERK), queries.of_button, "nothing", "-")
    found = ask(office.member(STREETS), queries.of_button, "progress", "-")
    assert {row.unit for row in found.rows} == {"县城管局"}
    assert found.narrowed
    assert not ask(office.member(HEAD), queries.of_button, "progress", "-").narrowed
    with pytest.raises(NotAllowed):
        ask(None, queries.of_button, "progress", "-")


def test_words_of_a_unit_beside_are_not_read_by_a_helper_and_not_by_a_stranger(office: Audited) -> None:
    texts = {
        who: [row.text for row in office.desk.ask(office.member(who), queries.progress).rows]
        for who in (WATER, MONEY, STREETS, CLERK, FLOOD)
    }
    assert texts[WATER] == ["换管3公里"]
    assert texts[MONEY] == [""]
    assert texts[STREETS] == [""]
    assert texts[CLERK] == ["换管3公里", ""]
    assert texts[FLOOD] == []
