"""What a tick asks of the database does not grow with the register: counted, so that no noise bends it."""

from collections.abc import Iterator
from datetime import date, time
from pathlib import Path

import pytest
from sqlmodel import Session, select

from bot.office.checkup import look_deeper
from config.settings import Settings
from tasks_db.register import reminders
from tasks_db.register.authority import SYSTEM
from tasks_db.register.progress import Given
from tasks_db.register.send_windows import SendWindows
from tasks_db.register.workdays import Calendar
from tasks_db.store import looks, models, people, registers
from tasks_db.terms import AnswerKind, NoticeKind
from tasks_db.work.acts import answering
from tasks_db.work.desk import Desk
from tasks_db.work.post import desk_day, planning, rebuilding
from tests.postgres_server import address, running_server
from tests.seeding import NOW, TODAY, Size, counted, desk_of, seed, tables_in

IDLE_STATEMENTS = 3
TICK_STATEMENTS = 25


@pytest.fixture
def opened() -> Iterator[list[Desk]]:
    """Desks that are closed after the test."""
    desks: list[Desk] = []
    yield desks
    for desk in desks:
        desk.close()


def a_register(opened: list[Desk], folder: Path, size: Size, database: str | None = None) -> Desk:
    """A register whose chores of the day are done, with its bounds as they were written beside it."""
    folder.mkdir()
    desk = desk_of(folder, database)
    opened.append(desk)
    seed(desk, size)
    desk.do(SYSTEM, planning.rounds_are_laid_out)
    desk.do(SYSTEM, rebuilding.remember_fingerprint)
    desk.do(SYSTEM, desk_day.write, desk_day.Decided((), ()))
    return desk


def bundles_of(session: Session) -> list[tuple[int, str, bool]]:
    """The asks of today's bundles."""
    query = (
        select(models.Ask.due_id, models.Ask.rung, models.Ask.merged)
        .join(models.Notice)
        .where(models.Notice.kind == NoticeKind.BUNDLE, models.Notice.working_day == TODAY)
    )
    return sorted(session.exec(query).all())


def test_an_idle_tick_reads_no_row_of_the_register(opened: list[Desk], tmp_path: Path) -> None:
    for shares in (200, 2000):
        desk = a_register(opened, tmp_path / str(shares), Size(shares))
        with counted(desk) as done:
            assert planning.plan(desk) == 0
        assert len(done.statements) <= IDLE_STATEMENTS, done.statements
        assert tables_in(done.statements) <= {"fact", "notice", "due"}


def test_a_tick_asks_as_often_however_much_is_due(opened: list[Desk], tmp_path: Path) -> None:
    found = []
    for shares, due in ((200, 20), (2000, 20), (2000, 200), (2000, 2000)):
        desk = a_register(opened, tmp_path / f"{shares}-{due}", Size(shares, due))
        with counted(desk) as done:
            assert planning.plan(desk) > 0
        found.append(len(done.statements))
        with desk.door.read() as session:
            assert len(bundles_of(session)) == due
            assert not looks.coming(session, TODAY)
    assert len(set(found)) == 1, found
    assert found[0] <= TICK_STATEMENTS


def test_what_is_planned_from_the_part_is_what_the_whole_says(opened: list[Desk], tmp_path: Path) -> None:
    desk = a_register(opened, tmp_path / "office", Size(600, 70))
    with desk.door.read() as session:
        whole = reminders.bundles(registers.load(session), desk.calendar, desk.windows, NOW)
    asked = sorted((a.line.due.id, a.rung.name, False) for bundle in whole for a in bundle.asks)
    planning.plan(desk)
    with desk.door.read() as session:
        assert bundles_of(session) == asked


def test_bounds_written_anew_let_the_same_go_out(opened: list[Desk], tmp_path: Path) -> None:
    """Whatever stood beside the dues: another fingerprint computes all bounds again before anything is planned."""
    desk = a_register(opened, tmp_path / "office", Size(600, 70))
    with desk.door.write() as session:
        for due in session.exec(select(models.Due)):
            due.look_on = None
            session.add(due)
        session.merge(models.Fact(name=looks.RESTS_ON, value="another calendar"))
    assert planning.plan(desk) == 40
    with desk.door.read() as session:
        assert len(bundles_of(session)) == 70
        assert all(due.look_on is not None and due.look_on > TODAY for due in session.exec(select(models.Due)))


def test_the_fingerprint_changes_with_every_thing_that_bounds_rest_on(monkeypatch: pytest.MonkeyPatch) -> None:
    """R2: another holiday of the office's own, another window, another version of what decides."""
    windows = SendWindows(((time(9), time(11)),))
    day = {date(2027, 1, 4): True}
    found = [
        rebuilding.fingerprint(Calendar(), windows),
        rebuilding.fingerprint(Calendar(day), windows),
        rebuilding.fingerprint(Calendar(dict.fromkeys(day, False)), windows),
        rebuilding.fingerprint(Calendar(), SendWindows(((time(8), time(11)),))),
    ]
    monkeypatch.setattr(rebuilding, "_code", lambda: "another version")
    found.append(rebuilding.fingerprint(Calendar(), windows))
    assert len(set(found)) == len(found)


def test_more_than_fits_is_set_aside_and_the_rest_is_asked(
    opened: list[Desk], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = a_register(opened, tmp_path / "office", Size(600, 70))
    with desk.door.write() as session:
        looks.touch(session, TODAY, select(models.Due.id))  # type: ignore[arg-type]
    monkeypatch.setattr(planning, "AT_ONCE", 100)
    monkeypatch.setattr(rebuilding, "_DUES_AT_ONCE", 50)
    assert planning.plan(desk) == 40
    with desk.door.read() as session:
        assert len(bundles_of(session)) == 70
        assert not looks.coming(session, TODAY)


def test_whoever_answers_while_the_tick_decides_is_not_asked_by_it(opened: list[Desk], tmp_path: Path) -> None:
    desk = a_register(opened, tmp_path / "office", Size(200, 20))
    decided = desk.ask(SYSTEM, planning.decide)
    line = decided.bundles[0].asks[0].line
    with desk.door.read() as session:
        speaker = people.member_of_person(session, decided.bundles[0].holder.person_id, TODAY)
    desk.do(speaker, answering.record, line.assignment.id, line.due.id, Given(AnswerKind.PROGRESS, percent=60))
    assert desk.do(SYSTEM, planning.write, decided) == len(decided.bundles) - 1
    planning.plan(desk)
    with desk.door.read() as session:
        asked = {due_id for due_id, _, _ in bundles_of(session)}
    assert line.due.id not in asked
    assert len(asked) == 19


def test_what_else_a_bundle_asks_goes_out_with_the_next_tick(opened: list[Desk], tmp_path: Path) -> None:
    """R2: something happened to one of its dues while the tick decided; the others count as not asked yet."""
    desk = a_register(opened, tmp_path / "office", Size(600, 70))
    decided = desk.ask(SYSTEM, planning.decide)
    held_back = next(bundle for bundle in decided.bundles if len(bundle.asks) > 1)
    with desk.door.write() as session:
        looks.touch(session, TODAY, select(models.Due.id).where(models.Due.id == held_back.asks[0].line.due.id))  # type: ignore[arg-type]
    assert desk.do(SYSTEM, planning.write, decided) == len(decided.bundles) - 1
    assert planning.plan(desk) == 1
    with desk.door.read() as session:
        assert len(bundles_of(session)) == 70


def test_a_server_is_asked_as_often_and_plans_the_same(opened: list[Desk], tmp_path: Path) -> None:
    with running_server() as server:
        found = []
        for shares, due in ((200, 20), (2000, 200)):
            server.psql(f"CREATE DATABASE office_{due}")
            desk = a_register(opened, tmp_path / str(due), Size(shares, due), address(server, f"office_{due}"))
            with counted(desk) as done:
                assert planning.plan(desk) > 0
            with counted(desk) as idle:
                assert planning.plan(desk) == 0
            found.append((len(done.statements), len(idle.statements)))
            with desk.door.read() as session:
                assert len(bundles_of(session)) == due
        while opened:
            opened.pop().close()
    assert len(set(found)) == 1
    assert found[0][0] <= TICK_STATEMENTS
    assert found[0][1] <= IDLE_STATEMENTS


def test_a_doctor_who_looks_deep_finds_what_would_be_overlooked_and_mends_it(tmp_path: Path) -> None:
    desk = desk_of(tmp_path)
    seed(desk, Size(200, 20))
    settings = Settings(data_dir=tmp_path, database_url=None, clock="system")
    assert look_deeper(settings).verdict == "ok"
    with desk.door.write() as session:
        for due in session.exec(select(models.Due).where(models.Due.id <= 3)):  # type: ignore[operator]
            due.look_on = None
            session.add(due)
    found = look_deeper(settings)
    assert (found.verdict, "3项记得太晚，已改正" in found.sentence) == ("look", True)
    assert look_deeper(settings).verdict == "ok"
    desk.close()


def test_the_dues_to_look_at_are_found_by_the_index(opened: list[Desk], tmp_path: Path) -> None:
    desk = a_register(opened, tmp_path / "office", Size(2000, 20))
    with desk.door.read() as session, counted(desk) as done:
        looks.coming(session, TODAY)
        plan = session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {done.statements[0]}", (str(TODAY),))
        steps = [str(row[-1]) for row in plan]
    assert any("SEARCH due USING" in step and "ix_due_look_on" in step for step in steps), steps
    assert not any("SCAN" in step for step in steps), steps
