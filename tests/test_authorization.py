"""Every command, button and prompt, pressed and typed by everybody, against the table written by hand."""

import sqlite3
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlmodel import Session, select

from bot.channels.telegram import NAME
from bot.office import entries
from bot.office.features.registered import FEATURES
from config.clock import local_date
from tasks_db.intake.draft import DraftFinding, DraftIndicator, DraftMember
from tasks_db.register.letters import Letter
from tasks_db.register.notice import NoticeText
from tasks_db.register.people import Address
from tasks_db.register.progress import Given
from tasks_db.store import models, people
from tasks_db.store.keys import key
from tasks_db.store.meetings import roster
from tasks_db.terms import (
    AnswerKind,
    Decided,
    ItemKind,
    NoticeKind,
    PaperKind,
    PaperState,
    SeatRole,
    SittingKind,
    SittingState,
)
from tasks_db.work import lettering
from tasks_db.work.acts import answering, circulars, desk, papers, reviewing
from tasks_db.work.keeping import keep
from tasks_db.work.post import conversation
from tests.audited_office import Audited
from tests.authorization_matrix import BUTTON_ROWS, COMMAND_ROWS, NEVER, PEOPLE, PROMPT_ROWS, REFUSALS, Row
from tests.local_chat import LocalPerson
from tests.office_world import CONVENOR
from tests.small_world import (
    CLERK,
    MONEY,
    STARTS,
    STREETS,
    WATER,
    Office,
    a_draft,
    a_draft_task,
    add_plan,
    assignment_and_due,
    at_local,
    open_office,
    small_meeting,
)
from tests.spoken_office import Spoken

DEPUTY, HEAD, MEMBER, STRANGER, FORMER = 201, 202, 203, 204, 205
USERS = dict(
    zip(PEOPLE, (CONVENOR, DEPUTY, HEAD, CLERK, MEMBER, MONEY, WATER, STREETS, STRANGER, FORMER), strict=True)
)
UNTOLD = frozenset({"inbox", "notice", "prompt"})
"""What a refusal may write: nothing that stands in the register."""

ROWS = {"command": COMMAND_ROWS, "button": BUTTON_ROWS, "prompt": PROMPT_ROWS}


@pytest.mark.parametrize(
    ("rows", "registered"),
    [
        (COMMAND_ROWS, entries.COMMANDS),
        (BUTTON_ROWS, entries.BUTTONS),
        (PROMPT_ROWS, entries.PROMPTS),
    ],
    ids=list(ROWS),
)
def test_every_handler_has_a_row_and_every_row_a_handler(rows: list[Row], registered: Mapping[str, object]) -> None:
    assert FEATURES
    assert {row.name for row in rows} == set(registered)


@dataclass
class Stage:
    """A meeting with somebody in every seat, and a copy of its database to go back to."""

    office: Office
    ids: dict[str, object]
    persons: dict[int, int]
    kept: Path
    spoken: Spoken
    """The same people at the desk alone: some two thousand presses over HTTP would take minutes."""
    before: dict[str, list[tuple[object, ...]]] = field(default_factory=dict)

    @property
    def live(self) -> Path:
        file = self.office.desk.door.file
        assert file is not None
        return file

    def keep(self) -> None:
        with closing(sqlite3.connect(self.live)) as live, closing(sqlite3.connect(self.kept)) as kept:
            live.backup(kept)
        self.before = self.dump()

    def restore(self) -> None:
        with closing(sqlite3.connect(self.kept)) as kept, closing(sqlite3.connect(self.live)) as live:
            kept.backup(live)

    def waits(self, user: int, kind: str, args: dict[str, object]) -> None:
        """Let the bot wait for something from a person, as if they had been asked."""
        person = self.persons.get(user)
        if person is not None:
            desk = self.office.desk
            with desk.door.write() as session:
                conversation.set_prompt(session, person, kind, args, desk.clock())

    def dump(self) -> dict[str, list[tuple[object, ...]]]:
        with closing(sqlite3.connect(self.live)) as live:
            tables = [n for (n,) in live.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()]
            return {t: live.execute(f'SELECT * FROM "{t}"').fetchall() for t in tables if t not in UNTOLD}  # noqa: S608


async def seated(office: Office) -> None:
    await office.seat("清河县府办", "主任", HEAD, SeatRole.OFFICE_HEAD)
    await office.seat("清河县府办", "副召", DEPUTY, SeatRole.DEPUTY_CONVENOR)
    await office.seat("县财政局", "财成", MEMBER, SeatRole.MEMBER)
    await office.seat("县档案局", "离任", FORMER)
    office.chat.set_people([LocalPerson(STRANGER, "生人", "", "临时加入")])

    def leave(session: Session) -> None:
        person = session.exec(select(models.Person).where(models.Person.name == "离任")).one()
        tenure = session.exec(select(models.Tenure).where(models.Tenure.person_id == person.id)).one()
        tenure.since, tenure.until = date(2025, 1, 1), date(2025, 10, 31)
        session.add(tenure)

    await office.write(leave)


async def plans_to_settle(office: Office) -> tuple[int, int]:
    """A plan with something of everything to settle, and one that is ready to be handed out."""
    loaded = a_draft(
        "待定方案",
        a_draft_task("1", "早该完成的事", ["县新局", "县又局"], (), date(2025, 3, 1)),
        a_draft_task("2", "没有时限的事", ["县财政局"], (), None),
        candidates=(a_draft_task("候选1", "名册外的事", ["县水利局"]),),
        indicators=(DraftIndicator("1", "覆盖率", "%", {"2024": "80"}, {"2025": "≥90"}),),
        members=(DraftMember("成员", "王五", "县财政局局长", "县财政局"),),
        findings=(DraftFinding("name", "warning", "名称前后不一。", ()),),
    )
    ready = a_draft("备好方案", a_draft_task("1", "备好的事", ["县水利局"]))
    return await add_plan(office, loaded, hand_out=False), await add_plan(office, ready, hand_out=False)


async def found(office: Office, plan: int, loaded: int, ready: int) -> dict[str, object]:
    """The numbers that buttons carry, and the reports that they are about."""
    own, own_due = await assignment_and_due(office, "县财政局")
    lead, lead_due = await assignment_and_due(office, "县水利局")
    third, _ = await assignment_and_due(office, "县城管局", "3")

    in_bidding, waits = Given(AnswerKind.PROGRESS, 30, "在招标"), Given(AnswerKind.PROGRESS, 35, "等领导")
    later = Given(AnswerKind.EXTENSION, text="推迟", new_date=date(2026, 1, 30))
    report = await said(office, MONEY, own, in_bidding)
    draft = (await office.do_as(MONEY, answering.draft, own, waits)).report.id
    request = await said(office, WATER, lead, later)
    closure = await said(office, STREETS, third, Given(AnswerKind.CLOSURE, 100))
    second, _ = await assignment_and_due(office, "县城管局", "2")
    stuck = Given(AnswerKind.BLOCKED, text="资金没有到位", problem="资金没有到位", needs="县财政局")
    plea = await said(office, STREETS, second, stuck)
    await office.do_as(CLERK, desk.pass_to_convenors, plea)
    await office.do_as(CLERK, desk.pass_to_unit, plea)
    opinion = await office.do_as(MONEY, desk.give_opinion, "按钮太多")
    await office.do_as(CLERK, circulars.send_circular, "全体", "周五前报送总结")
    await office.do_as(CLERK, reviewing.decide, closure, NoticeText("已同意办结。"), accept=True)

    kept = keep(office.desk.files, b"letter")
    on_its_way = [await drafted(office, steps) for steps in range(3)]

    def work(session: Session) -> dict[str, object]:
        def task(of: int, seq: str) -> int:
            query = select(models.Task.id).where(models.Task.plan_id == of, models.Task.seq == seq)
            return key(session.exec(query).one())

        by_name = {p.name: key(p.id) for p in session.exec(select(models.Person)).all()}
        asked = select(models.Notice).where(models.Notice.kind == NoticeKind.BUNDLE)
        notice = session.exec(asked.where(models.Notice.person_id == by_name["财联"])).one()
        unit = session.exec(select(models.Unit).where(models.Unit.name == "县财政局")).one()
        finding = session.exec(select(models.Finding)).one()
        liaison = select(models.Seat).where(models.Seat.unit_id == unit.id, models.Seat.role == SeatRole.LIAISON)
        seat = session.exec(liaison).one()
        printed = session.exec(select(models.Assignment.id).where(models.Assignment.printed == "县新局")).one()
        candidate = session.exec(select(models.Task.id).where(models.Task.candidate)).one()
        return {
            **sittings_of(session, by_name),
            "ledger": '{"rows":[],"missing":[],"plans":[]}',
            "own": own,
            "own_due": own_due,
            "lead": lead,
            "lead_due": lead_due,
            "report": report,
            "draft": draft,
            "request": request,
            "plea": plea,
            "closure": closure,
            "opinion": opinion,
            "circular": 1,
            "notice": notice.id,
            "unit": unit.id,
            "seat": seat.id,
            "finding": finding.id,
            "printed": printed,
            "plan": plan,
            "loaded": loaded,
            "ready": ready,
            "task": task(plan, "1"),
            "closed": task(plan, "3"),
            "loaded_task": task(loaded, "1"),
            "candidate": candidate,
            "letter": a_letter(session, key(unit.id), kept, on_its_way[1]),
            **dict(zip(("paper", "checked", "issued"), on_its_way, strict=True)),
        }

    return await office.write(work)


def a_letter(session: Session, unit_id: int, kept: str, checked: int) -> int:
    """A letter that went to a unit, which was also shown what a checked paper says of it."""
    at = datetime(2025, 11, 3, 2, tzinfo=UTC)
    value = lettering.kept(Letter(PaperKind.REMINDER, "县财政局", (), at, at.date()))
    row = models.Paper(
        meeting_id=key(people.the_meeting(session).id), kind=PaperKind.REMINDER, unit_id=unit_id, as_of=at,
        state=PaperState.ISSUED, drafted_at=at, issued_at=at, year=2025, number=1, files=[["函.docx", kept]],
        value=value,
    )  # fmt: skip
    session.add(row)
    until = datetime(2025, 12, 31, tzinfo=UTC)
    session.add(models.PaperReply(paper_id=checked, unit_id=unit_id, lines=["一句"], shown_at=at, until=until))
    session.flush()
    return key(row.id)


async def drafted(office: Office, steps: int) -> int:
    """A paper that was drafted, checked too, or issued."""
    paper = (await office.do_as(CLERK, papers.draft)).id
    if steps:
        await office.do_as(CLERK, papers.check, paper)
    if steps > 1:
        await office.do_as(HEAD, papers.sign, paper)
        await office.do_as(CLERK, papers.issue, paper, 1, [], {})
    return paper


def sittings_of(session: Session, by_name: Mapping[str, int]) -> dict[str, object]:
    """Sittings that wait for approval, for the signature under a notice or minutes; one announced, one written."""
    meeting = people.the_meeting(session)
    at = datetime(2025, 11, 20, 1, 30, tzinfo=UTC)

    def add(state: SittingState, *, seats: bool = True) -> int:
        row = models.Sitting(
            meeting_id=key(meeting.id), kind=SittingKind.AD_HOC, state=state, topic="管网经费",
            proposed_by=by_name["财联"], proposed_as="县财政局联络员 财联", proposed_at=at, called_at=at,
            starts_at=at, place="三楼", chair="召集人", number=1,
        )  # fmt: skip
        session.add(row)
        session.flush()
        called = roster(session, key(meeting.id), date(2025, 11, 4)) if seats else []
        for seat, person_id in ((one.seat, one.person_id) for one in called if one.seat is not None):
            if seat.role is SeatRole.LIAISON:
                continue  # so that there are units that it does not concern
            session.add(
                models.Attendee(sitting_id=key(row.id), unit_id=seat.unit_id, seat_id=seat.id, person_id=person_id)
            )
        return key(row.id)

    checked = add(SittingState.APPROVED)
    notice = session.get_one(models.Sitting, checked)
    notice.notice_checked_at = at
    session.add(models.AgendaItem(sitting_id=checked, position=0, kind=ItemKind.ADDED, matter="管网经费"))
    held = add(SittingState.HELD)
    resolution = models.Resolution(
        sitting_id=held, position=1, kind=Decided.AGREED, text="由县财政局办理", day=date(2025, 12, 26),
        lead_id=session.exec(select(models.Unit.id).where(models.Unit.name == "县财政局")).one(),
    )  # fmt: skip
    session.add(resolution)
    session.flush()
    return {
        "proposed": add(SittingState.PROPOSED, seats=False),
        "checked": checked,
        "sitting": add(SittingState.CALLED),
        "held": held,
        "submitted": add(SittingState.SUBMITTED),
        "resolution": resolution.id,
    }


async def said(office: Office, user: int, assignment: int, given: Given) -> int:
    """Something that a liaison has said; returns the report's id."""
    recorded = await office.do_as(user, answering.record, assignment, 0, given)
    return recorded.said[0][1].report.id


@asynccontextmanager
async def a_stage(folder: Path) -> AsyncIterator[Stage]:
    async with open_office(folder, STARTS) as office:
        plan = await small_meeting(
            office,
            a_draft_task("1", "改造供水管网", ["县水利局"], ["县财政局"]),
            a_draft_task("2", "整治背街小巷", ["县城管局"]),
            a_draft_task("3", "清运垃圾", ["县城管局"]),
        )
        await seated(office)
        await at_local(office, "2025-11-03T09:30")
        loaded, ready = await plans_to_settle(office)
        ids = await found(office, plan, loaded, ready)
        await at_local(
            office, "2025-11-04T08:00"
        )  # what was said is of yesterday: 其余无变化 has something left to do
        for user in USERS.values():
            await office.say(user, "/help")
        members = await office.read(
            lambda s: {
                u: people.member_by_address(s, Address(NAME, str(u)), local_date(office.desk.clock()))
                for u in USERS.values()
            }
        )
        persons = {user: member.person_id for user, member in members.items() if member is not None}
        stage = Stage(office, ids, persons, folder / "kept.sqlite3", Spoken(Audited(office.desk)))
        stage.keep()
        yield stage


def typed_and_held(ids: Mapping[str, object]) -> dict[str, object]:
    line = {
        "number": 1,
        "assignment_id": ids["own"],
        "due_id": ids["own_due"],
        "title": "改造供水管网",
        "can_close": False,
        "indicator": False,
    }
    given = {"kind": "progress", "percent": 60, "text": "进度60%", "problem": None, "needs": None}
    held = {"line": line, "given": given | {"expected": None, "new_date": None}}
    return {"nonce": "abc123", "lines": [line], "held": [held], "text": "1 进度60%"}


def ordered(ids: Mapping[str, object], kind: str) -> dict[str, object]:
    given = {"kind": kind, "units": [], "tasks": [ids["task"]], "day": "2026-01-30"}
    return {**given, "until": None, "coming": None, "words": ""}


AGREED: dict[str, tuple[str, dict[str, object]]] = {
    "tb": ("unseats", {"rows": []}),
    **dict.fromkeys(("lb", "lw"), ("back", {"ledger": True, "back": {"rows": [], "missing": [], "plans": []}})),
    "lf": ("back", {"ledger": False, "back": {"rows": []}}),
    "mv": ("move_ready", {"tasks": [1], "day": "2025-12-30", "ground": "会议决定"}),
    "do": ("desk_order", {"deed": "code_again", "unit": "县财政局"}),
    "nn": ("notice_ready", {"whom": "全体", "text": "周五前报送总结"}),
}


def read_back(ids: dict[str, object]) -> dict[str, tuple[str, dict[str, object]]]:
    """What was read back before each of these buttons."""
    task = ["批示", ["县水利局"], "2025-12-20", "核查水库隐患"]
    filed = {"unit": "县财政局", "role": "member", "name": "李明", "since": None, "reason": ""}
    deputy = "deputy", {"person": "李明", "since": "2025-11-03", "until": "2025-11-10", "seat": ids["seat"]}
    put_off: tuple[str, dict[str, object]] = "put_off", {"shares": [ids["own"]], "until": "2025-12-08", "why": "来电"}
    sheet = "sheet", {"plan": ids["loaded"], "items": []}
    return {
        "xn": ("cancel_ready", {"task": ids["task"], "ground": "会议决定"}),
        "gn": ("give_ready", {"tasks": [task]}),
        "fg": ("filing", dict[str, object](filed)),
        "sm": ("open", dict[str, object](text="提议召开临时会议，研究管网经费")),
        "pg2": put_off,
        "pq1": put_off,
        "dw": deputy,
        "dv": deputy,
        "xg": sheet,
        "xt": sheet,
    }


def pressed(stage: Stage, user: int, row: Row) -> str:
    """What somebody is answered who presses the row's button, after what is asked before it."""
    if row.name in {"ok", "ck", "ct", "dp"}:
        stage.waits(user, "pending", typed_and_held(stage.ids))
    elif row.name == "ev":
        stage.waits(user, "evidence", {"files": [{"name": "照片.jpg", "sha256": "0" * 64, "size": 1}]})
    elif row.name in {"qa", "qr", "yc", "oo"}:
        stage.waits(user, "open", {"text": "逾期任务" if row.name == "qa" else "进度60%"})
    elif row.name in {"og", "op"}:
        stage.waits(user, "order", ordered(stage.ids, "chase" if row.name == "og" else "extend"))
    elif row.name in AGREED:
        stage.waits(user, *AGREED[row.name])
    elif (kept := read_back(stage.ids).get(row.name)) is not None:
        stage.waits(user, *kept)
    return stage.spoken.press(user, row.carries.format(**stage.ids))


def answered(stage: Stage, user: int, row: Row) -> str:
    """What somebody is answered who types what the row's prompt waits for."""
    pairs = (pair.split("=") for pair in row.carries.format(**stage.ids).split())
    stage.waits(user, row.name, {name: int(v) if v.isdecimal() else v for name, v in pairs})
    return stage.spoken.say(user, row.words.replace("+", " "))


def commanded(stage: Stage, user: int, row: Row) -> str:
    """What somebody is answered who types the row's command."""
    return stage.spoken.say(user, row.carries.format(**stage.ids))


WAYS = {"command": commanded, "button": pressed, "prompt": answered}


def fault(stage: Stage, kind: str, row: Row, who: str) -> str | None:
    """What is wrong with a row for one person, if anything; the stage is afterwards as it was."""
    text = WAYS[kind](stage, USERS[who], row)
    refused = any(words in text for words in REFUSALS)
    after = stage.dump()
    if after != stage.before:
        stage.restore()
    if not text or any(words in text for words in NEVER):
        return f"heard {text!r}"
    if who in row.allowed:
        return f"refused: {text!r}" if refused else None
    if not refused:
        return f"not refused: {text!r}"
    if len(stage.spoken.latest) > 1 or stage.spoken.buttons():
        return f"more than one sentence: {text!r}"
    changed = [table for table, content in stage.before.items() if content != after[table]]
    return f"changed {changed}" if changed else None


@pytest.mark.parametrize("kind", list(ROWS))
async def test_everybody_may_do_what_the_table_says_and_a_refusal_changes_nothing(tmp_path: Path, kind: str) -> None:
    wrong = []
    async with a_stage(tmp_path) as stage:
        for row in ROWS[kind]:
            for who in PEOPLE:
                said = fault(stage, kind, row, who)
                if said is not None:
                    wrong.append(f"{row.carries} {row.words} {who}: {said}")
    assert not wrong, "\n".join(wrong)
