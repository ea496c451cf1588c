"""Every act lets the planner look again at what it bears on: any course of acts and days is held to the fold.

``LOOKS_COURSES`` says how many courses of thirty steps are taken: a few by default.
"""

import contextlib
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test
from sqlmodel import select

from config.clock import local_date, local_instant
from tasks_db.intake.draft import DraftIndicator
from tasks_db.refusal import Refusal
from tasks_db.register import reminders
from tasks_db.register.answers import Held, Line, Pending
from tasks_db.register.authority import SYSTEM, Caller
from tasks_db.register.giving import HandedTask
from tasks_db.register.links import LinkRules
from tasks_db.register.notice import NoticeText
from tasks_db.register.people import Address
from tasks_db.register.progress import Given
from tasks_db.register.reminders import Bundle
from tasks_db.register.roster import TableRow
from tasks_db.register.workdays import Calendar
from tasks_db.store import models, people, registers
from tasks_db.store.keys import key
from tasks_db.terms import (
    AnswerKind,
    Decided,
    NoticeKind,
    PlanStage,
    ReportStatus,
    Role,
    SeatRole,
    SittingKind,
    SittingState,
    TenureKind,
)
from tasks_db.work import acts, post
from tasks_db.work.acts import (
    answering,
    changing,
    chasing,
    deputies,
    doors,
    filing,
    finishing,
    founding,
    giving,
    handing_out,
    links,
    loading,
    lost,
    membership,
    minutes,
    phoning,
    putting_off,
    replacing,
    reviewing,
    roster,
    seating,
    settling,
    together,
    units,
)
from tasks_db.work.acts.loading import Source
from tasks_db.work.acts.together import Amended
from tasks_db.work.context import Context
from tasks_db.work.desk import Desk
from tasks_db.work.post import pending, planning, reachability, sending
from tests.asked_whole import assert_enough_is_read
from tests.seeding import desk_of
from tests.small_world import a_draft, a_draft_task
from tests.test_acts import named, public_functions, takes_a_context

COURSES = int(os.environ.get("LOOKS_COURSES", "12"))
STARTS = local_instant(date(2025, 9, 22), time(9, 5))
"""National Day is near: a holiday of eight days, with a Sunday that is worked."""

NOT_HANDED_OUT = "only before the plan is handed out; nobody is asked of it"
NOBODY_NEW = "changes nobody who is asked, and nothing that is owed"
READS = "reads"
ITSELF = "is the planner"

ACTS: dict[str, str] = {
    "acts.answering.draft": "answers",
    "acts.answering.keep_as_draft": "drafts",
    "acts.answering.move_latest": "moves_an_answer",
    "acts.answering.record": "answers",
    "acts.answering.record_all": "corrects",
    "acts.answering.record_also": "answers",
    "acts.answering.record_rest": "answers_the_rest",
    "acts.answering.settle": "corrects",
    "acts.answering.submit_draft": "drafts",
    "acts.answering.withdraw": "withdraws",
    "acts.answering.withdraw_latest": "withdraws",
    "acts.phoning.write_down": "tells_by_phone",
    "acts.phoning.write_down_all": "tells_by_phone",
    "acts.changing.ask_mode": NOT_HANDED_OUT,
    "acts.changing.cancel_task": "cancels",
    "acts.changing.consolidate": "consolidates",
    "acts.changing.end_exemption": "exempts",
    "acts.changing.exempt": "exempts",
    "acts.changing.move_deadline": "moves_the_date",
    "acts.changing.move_deadlines": "moves_the_date",
    "acts.changing.reopen": "reopens",
    "acts.changing.restore_task": "cancels",
    "acts.changing.set_cycle": "sets_the_cycle",
    "acts.changing.set_leaders": NOBODY_NEW,
    "acts.changing.set_units": "sets_the_units",
    "acts.changing.strike_off": "strikes_off",
    "acts.finishing.finish_on": "finishes",
    "acts.chasing.chase": "chases",
    "acts.chasing.chase_owing": "chases_all",
    "acts.chasing.take_back": "chases_all",
    "acts.chasing.take_back_of": "chases_all",
    "acts.doors.code_for_another": NOBODY_NEW,
    "acts.doors.end_browser": NOBODY_NEW,
    "acts.doors.end_browsers_of": NOBODY_NEW,
    "acts.doors.sign_in": "signs_in",
    "acts.desk.answer_as_helper": NOBODY_NEW,
    "acts.desk.answer_opinion": NOBODY_NEW,
    "acts.desk.answer_plea": NOBODY_NEW,
    "acts.desk.give_opinion": NOBODY_NEW,
    "acts.desk.pass_left_to_convenors": NOBODY_NEW,
    "acts.desk.pass_to_convenors": NOBODY_NEW,
    "acts.desk.ask_helper_again": NOBODY_NEW,
    "acts.desk.pass_to_unit": NOBODY_NEW,
    "acts.desk.raise_silence": NOBODY_NEW,
    "acts.desk.remind_helper": NOBODY_NEW,
    "acts.desk.want_week": NOBODY_NEW,
    "acts.evidence.attach": NOBODY_NEW,
    "acts.evidence.attach_held": NOBODY_NEW,
    "acts.evidence.hold": NOBODY_NEW,
    "acts.forwarding.forward": NOBODY_NEW,
    "acts.founding.begin_sample": NOBODY_NEW,
    "acts.founding.found_meeting": NOBODY_NEW,
    "acts.founding.set_up_office": NOBODY_NEW,
    "acts.giving.give_tasks": "gives_a_task",
    "acts.circulars.answer": NOBODY_NEW,
    "acts.circulars.ask_for_answers": NOBODY_NEW,
    "acts.circulars.keep_call": NOBODY_NEW,
    "acts.circulars.remind_readers": NOBODY_NEW,
    "acts.circulars.send_circular": NOBODY_NEW,
    "acts.circulars.sign": NOBODY_NEW,
    "acts.circulars.take_back": NOBODY_NEW,
    "acts.circulars.told_by_phone": NOBODY_NEW,
    "acts.handing_out.hand_out": "hands_out",
    "acts.handing_out.end": "is_put_away",
    "acts.handing_out.put_back": "is_put_away",
    "acts.handing_out.recall": "recalls",
    "acts.handing_out.remove": "is_put_away",
    "acts.handing_out.stop_trial": "is_tried_out",
    "acts.handing_out.try_out": "is_tried_out",
    "acts.links.answer": "answers",
    "acts.links.for_mail": NOBODY_NEW,
    "acts.links.make": "gets_a_link",
    "acts.links.pass_on": NOBODY_NEW,
    "acts.links.recall": "gets_a_link",
    "acts.links.take_back": "withdraws",
    "acts.ledger.take_filled": "tells_by_phone",
    "acts.ledger.take_ledger": "moves_the_date",
    "acts.loading.load_plan": NOT_HANDED_OUT,
    "acts.membership.ask_member": "asks_member",
    "acts.membership.decline": NOBODY_NEW,
    "acts.membership.take": "takes_members",
    "acts.letters.copy_to": NOBODY_NEW,
    "acts.letters.draft": NOBODY_NEW,
    "acts.letters.supervise": NOBODY_NEW,
    "acts.noticing.check": NOBODY_NEW,
    "acts.noticing.remind": NOBODY_NEW,
    "acts.noticing.send_back": NOBODY_NEW,
    "acts.noticing.send_pack": NOBODY_NEW,
    "acts.noticing.sign": NOBODY_NEW,
    "acts.noticing.supplement": NOBODY_NEW,
    "acts.papers.adopt": NOBODY_NEW,
    "acts.papers.set_aside": NOBODY_NEW,
    "acts.papers.check": NOBODY_NEW,
    "acts.replying.reply": NOBODY_NEW,
    "acts.replying.show_lines": NOBODY_NEW,
    "acts.papers.draft": NOBODY_NEW,
    "acts.papers.issue": NOBODY_NEW,
    "acts.papers.send_back": NOBODY_NEW,
    "acts.papers.sign": NOBODY_NEW,
    "acts.papers.throw_away": NOBODY_NEW,
    "acts.papers.tick": NOBODY_NEW,
    "acts.putting_off.put_off": "puts_off",
    "acts.putting_off.put_off_for": "puts_off_for",
    "acts.putting_off.ask_again_for": "asks_again_for",
    "acts.putting_off.take_back": "asks_again",
    "acts.replacing.replace_plan": "goes_on_as_a_new_version",
    "acts.replacing.take_sheet": NOT_HANDED_OUT,
    "acts.reviewing.decide": "decides",
    "acts.reviewing.reassign": "decides",
    "acts.reviewing.take_back_pass": "decides",
    "acts.reviewing.return_accepted": "decides",
    "acts.reviewing.pass_chosen": "passes_plain",
    "acts.reviewing.pass_plain": "passes_plain",
    "acts.roster.load_table": "seats_by_table",
    "acts.roster.take_over": "seats_by_table",
    "acts.seating.bind": "hands_over",
    "acts.seating.bind_directly": "binds",
    "acts.deputies.deputise": "deputises",
    "acts.deputies.end": "ends_deputies",
    "acts.seating.hand_over": "hands_over",
    "acts.seating.invite": NOBODY_NEW,
    "acts.seating.invite_unbound": NOBODY_NEW,
    "acts.seating.send_test": NOBODY_NEW,
    "acts.seating.set_mail": "gets_mail",
    "acts.seating.test_seen": NOBODY_NEW,
    "acts.settling.ask_mode_of_all": NOT_HANDED_OUT,
    "acts.settling.consolidate_rest": NOT_HANDED_OUT,
    "acts.settling.default_undated": NOT_HANDED_OUT,
    "acts.settling.identify": NOT_HANDED_OUT,
    "acts.settling.identify_by_name": NOT_HANDED_OUT,
    "acts.marking.set_marks": NOBODY_NEW,
    "acts.marking.take_back_marks": NOBODY_NEW,
    "acts.giving.set_ground": NOBODY_NEW,
    "acts.letters.answer_by": NOBODY_NEW,
    "acts.naming.mean_several": NOT_HANDED_OUT,
    "acts.settling.mark_draft": NOT_HANDED_OUT,
    "acts.settling.mark_issued": NOT_HANDED_OUT,
    "acts.settling.register_fresh_units": NOT_HANDED_OUT,
    "acts.settling.register_new_unit": NOT_HANDED_OUT,
    "acts.settling.set_ladder": "sets_the_ladder",
    "acts.settling.set_steps": "sets_the_steps",
    "acts.settling.set_supplier": "names_a_supplier",
    "acts.settling.settle_all_past_due": NOT_HANDED_OUT,
    "acts.settling.settle_finding": NOBODY_NEW,
    "acts.settling.settle_findings": NOBODY_NEW,
    "acts.settling.settle_likely": NOT_HANDED_OUT,
    "acts.settling.settle_past_due": NOT_HANDED_OUT,
    "acts.settling.take_all_candidates": "takes_what_stood_beside",
    "acts.settling.take_candidate": "takes_what_stood_beside",
    "acts.together.amend": "moves_the_date",
    "acts.together.assign_in_words": NOT_HANDED_OUT,
    "acts.together.assign_units": NOT_HANDED_OUT,
    **dict.fromkeys((f"acts.together.settle_{what}" for what in ("dates", "names")), NOT_HANDED_OUT),
    "acts.together.settle_candidates": "takes_what_stood_beside",
    "acts.together.settle_suppliers": "names_a_supplier",
    "acts.lost.let_out": "loses_a_phone",
    "acts.units.end": "a_unit_ends",
    "acts.units.merge": "a_unit_ends",
    "acts.units.rename": NOBODY_NEW,
    **dict.fromkeys((f"acts.agendas.{what}" for what in ("add_items", "drop_item", "arrange")), NOBODY_NEW),
    **dict.fromkeys((f"acts.agendas.{what}" for what in ("draft", "rewrite", "undo")), NOBODY_NEW),
    "acts.attending.hold": NOBODY_NEW,
    "acts.attending.reply": NOBODY_NEW,
    "acts.attending.set_presence": NOBODY_NEW,
    "acts.attending.sign_in": NOBODY_NEW,
    "acts.attending.take_back_holding": NOBODY_NEW,
    "acts.bodies.add_body": NOBODY_NEW,
    "acts.bodies.set_rule": NOBODY_NEW,
    "acts.bodies.take_rules": NOBODY_NEW,
    "acts.filing.replace_holder": "replaces",
    "acts.members.change": NOBODY_NEW,
    "acts.minutes.complete": NOBODY_NEW,
    "acts.minutes.drop": NOBODY_NEW,
    "acts.minutes.issue": "issues_minutes",
    "acts.minutes.recall": NOBODY_NEW,
    "acts.minutes.require": NOBODY_NEW,
    "acts.minutes.resolve": NOBODY_NEW,
    "acts.minutes.rewrite": NOBODY_NEW,
    "acts.minutes.sign": NOBODY_NEW,
    "acts.minutes.submit": NOBODY_NEW,
    "acts.minutes.supervise": NOBODY_NEW,
    "acts.sittings.call": NOBODY_NEW,
    "acts.sittings.cancel": NOBODY_NEW,
    "acts.sittings.decide": NOBODY_NEW,
    "acts.sittings.propose": NOBODY_NEW,
    "acts.sittings.set_chair": NOBODY_NEW,
    "acts.sittings.set_time": NOBODY_NEW,
    "acts.sittings.set_units": NOBODY_NEW,
    "acts.sittings.withdraw": NOBODY_NEW,
    "post.conversation.has_numbers": READS,
    "post.conversation.in_view": READS,
    "post.pending.waiting_today": READS,
    "post.upkeep.expire": NOBODY_NEW,
    "post.upkeep.guard_plenary": NOBODY_NEW,
    "post.upkeep.is_time_to_sweep": READS,
    "post.upkeep.plenaries_due": READS,
    "post.upkeep.swept": NOBODY_NEW,
    "post.upkeep.waiting": READS,
    "post.upkeep.warn_of_next_year": NOBODY_NEW,
    "post.conversation.let_go": NOBODY_NEW,
    "post.conversation.shown": READS,
    "post.conversation.wait_for": NOBODY_NEW,
    "post.conversation.waiting": READS,
    "post.desk_day.decide": READS,
    "post.desk_day.next_time": READS,
    "post.desk_day.with_parts": READS,
    "post.desk_day.write": ITSELF,
    "post.inbox.count_waiting": READS,
    "post.inbox.put_aside": NOBODY_NEW,
    "post.inbox.store": NOBODY_NEW,
    "post.inbox.look": READS,
    "post.inbox.waiting": READS,
    "post.jobs.add": NOBODY_NEW,
    "post.jobs.claim": NOBODY_NEW,
    "post.jobs.any_free": READS,
    "post.jobs.release_all": NOBODY_NEW,
    "post.jobs.renew": NOBODY_NEW,
    "post.leases.clear": NOBODY_NEW,
    "post.leases.give_up": NOBODY_NEW,
    "post.leases.hold": NOBODY_NEW,
    "post.outbox.answers": NOBODY_NEW,
    **dict.fromkeys(("post.page.change", "post.page.correct", "post.page.hear", "post.page.mark_read"), NOBODY_NEW),
    **dict.fromkeys(("post.page.press", "post.page.seen", "post.page.tell"), NOBODY_NEW),
    **dict.fromkeys(("post.page.changed", "post.page.content_of", "post.page.file", "post.page.newest"), READS),
    **dict.fromkeys(("post.page.sent", "post.page.since", "post.page.waiting"), READS),
    "post.pending.files_held": READS,
    "post.pending.add_files": NOBODY_NEW,
    "post.pending.close": NOBODY_NEW,
    "post.pending.drop": NOBODY_NEW,
    "post.pending.held": READS,
    "post.pending.hold": NOBODY_NEW,
    "post.planning.decide": READS,
    "post.planning.drop_stale": "a_day_goes_by_unsent",
    "post.planning.look_around": READS,
    "post.planning.lay_out_rounds": "time_goes_by",
    "post.planning.next_moment": READS,
    "post.planning.next_stop": READS,
    "post.planning.rounds_are_laid_out": ITSELF,
    "post.planning.short_of_rounds": READS,
    "post.planning.write": ITSELF,
    "post.progress.shown": NOBODY_NEW,
    "post.reachability.left": "leaves_and_returns",
    "post.reachability.moved": NOBODY_NEW,
    "post.reachability.returned": "leaves_and_returns",
    "post.rebuilding.look_again": READS,
    "post.rebuilding.next_tasks": READS,
    "post.rebuilding.portions": READS,
    "post.rebuilding.remember_fingerprint": ITSELF,
    "post.rebuilding.write_looks": ITSELF,
    "post.rehearsal.count_sent": READS,
    "post.rehearsal.is_rehearsal": READS,
    "post.rehearsal.is_sample": READS,
    "post.rehearsal.move_clock": "time_goes_by",
    "post.sending.anything_leaves": READS,
    "post.sending.begin": "sends",
    "post.sending.claim": NOBODY_NEW,
    "post.sending.record": "sends",
    "post.sending.release_all": "sends",
    "post.sending.compose": READS,
    "post.ways.heard": NOBODY_NEW,
    "post.ways.silent": NOBODY_NEW,
}
"""Each act with the rule below that plays it, or why it bears on no due. A new act needs its line."""

_KINDS = st.sampled_from(sorted(AnswerKind, key=lambda kind: kind.value))
_ANY = st.integers(0, 50)
_SELDOM = st.sampled_from([False, False, False, True])
_DAYS = st.integers(1, 90).map(lambda days: date(2025, 9, 22) + timedelta(days))
_UNIT_NAMES = ["县水利局", "县财政局", "县城管局", "东街道", "西街道", "北街道"]
_UNITS = st.sampled_from(_UNIT_NAMES)


def _set_up(ctx: Context) -> None:
    """Four units and a group with two members, each with a liaison; three plans' worth of dates in one plan."""
    founding.set_up_office(ctx, "清河县", "联席会议", "县府办", "文员")
    rows = [TableRow(1, unit, (), (), "联络员", f"{unit}联络员", "") for unit in ("县水利局", "县财政局", "县城管局")]
    rows += [TableRow(2, unit, (), ("各街道",), "联络员", f"{unit}联络员", "") for unit in ("东街道", "西街道")]
    rows += [TableRow(3, unit, (), (), "成员", f"{unit}成员", "") for unit in ("县水利局", "东街道")]
    roster.load_table(ctx, rows)
    for person in ctx.session.exec(select(models.Person)).all():
        seating.bind_directly(ctx, key(person.id), Address("telegram", str(person.id)))
    soon, later = date(2025, 10, 9), date(2025, 11, 28)
    draft = a_draft(
        "城乡建设方案",
        a_draft_task("1", "改造供水管网", ["县水利局"], ["县财政局", "县城管局"], soon),
        a_draft_task("2", "改造排水管网", ["县财政局"], ["县水利局"], later, [(date(2025, 10, 20), "过半")]),
        a_draft_task("3", "整治背街小巷", ["各街道"], (), later),
        candidates=(a_draft_task("4", "宣传节水", ["县城管局"], ["县财政局"], later),),
        indicators=(DraftIndicator("1", "管网漏损率", "%", {}, {"2025": "≤9"}),),
    )
    plan_id = loading.load_plan(ctx, draft, Source("方案.txt", "1"))
    settling.ask_mode_of_all(ctx, plan_id, each=True)
    changing.set_cycle(ctx, 2, "month")
    handing_out.hand_out(ctx, plan_id)


@cache
def _template() -> bytes:
    """The file of the meeting as it begins, made once."""
    with tempfile.TemporaryDirectory() as folder:
        desk = desk_of(Path(folder), now=STARTS)
        desk.do(SYSTEM, _set_up)
        planning.plan(desk)
        desk.close()
        return (Path(folder) / "lianxi.sqlite3").read_bytes()


def send_all(desk: Desk, result: sending.Result, *, dies: bool = False) -> None:
    """A sender takes what is to leave; so it ends, unless the process dies."""
    wall, here = datetime.now(UTC), {"telegram"}
    taken = desk.do(SYSTEM, sending.claim, "sender", here, wall, room=20, room_for_notices=20, busy=())
    if dies:
        desk.do(SYSTEM, sending.release_all, wall)
        return
    composed = desk.ask(SYSTEM, sending.compose, taken)
    desk.do(SYSTEM, sending.begin, composed)
    ends = [sending.Outcome(one.claimed, result, to=one.to, ref=f"{one.claimed.id}", why="不通") for one in composed]
    desk.do(SYSTEM, sending.record, ends, here, wall)


class Course(RuleBasedStateMachine):
    """A meeting to which anything happens; after each thing the bounds are held against the fold."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        (self.folder / "lianxi.sqlite3").write_bytes(_template())
        self.now = STARTS
        self.desk = replace(desk_of(self.folder), clock=lambda: self.now)

    def teardown(self) -> None:
        assert_enough_is_read(self.desk)
        self.desk.close()
        shutil.rmtree(self.folder)

    # what is there

    def _do(self, who: Caller, act: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        """Do an act; what it refuses has happened to nobody."""
        with contextlib.suppress(Refusal):
            return self.desk.do(who, act, *args, **kwargs)

    def _some(self, model: type[Any], number: int, *wanted: Any) -> Any:
        """One of the rows, the newest first; None where there is none."""
        with self.desk.door.read() as session:
            rows = session.exec(select(model).where(*wanted).order_by(model.id.desc())).all()
            return rows[number % len(rows)] if rows else None

    def _speaker(self, unit_id: int | None) -> Caller:
        today = local_date(self.now)
        with self.desk.door.read() as session:
            for seat in session.exec(select(models.Seat).where(models.Seat.unit_id == unit_id)):
                tenure = people.tenure_on(session, key(seat.id), today, TenureKind.HOLDER)
                if tenure is not None:
                    return people.member_of_person(session, tenure.person_id, today)
        return SYSTEM

    def _clerk(self) -> Caller:
        with self.desk.door.read() as session:
            return people.member_of_person(session, 1, local_date(self.now))

    # what units do

    @rule(number=_ANY, kind=_KINDS, percent=st.none() | st.integers(0, 100), day=_DAYS, draft=_SELDOM)
    def answers(self, number: int, kind: AnswerKind, percent: int | None, day: date, draft: bool) -> None:  # noqa: FBT001
        share = self._some(models.Assignment, number)
        given = Given(kind, percent=percent, text="在办", new_date=day if kind is AnswerKind.EXTENSION else None)
        who = self._speaker(share.unit_id)
        if draft:
            self._do(who, answering.draft, share.id, given)
        else:
            self._do(who, answering.record, share.id, 0, given)

    @rule(number=_ANY)
    def drafts(self, number: int) -> None:
        waits = models.Report.status == ReportStatus.SUBMITTED
        report = self._some(models.Report, number, waits)
        if report is not None:
            share = self._some(models.Assignment, 0, models.Assignment.id == report.assignment_id)
            who = self._speaker(share.unit_id)
            self._do(who, answering.keep_as_draft, report.id)
            self._do(who, answering.submit_draft, report.id)

    @rule(number=_ANY, percent=st.integers(0, 100))
    def corrects(self, number: int, percent: int) -> None:
        share = self._some(models.Assignment, number)
        line = Line(1, share.id, 0, "", can_close=False, indicator=False)
        held = [Held(line, Given(AnswerKind.PROGRESS, percent=percent))]
        self._do(self._speaker(share.unit_id), answering.record_all, held, corrects=True)

    @rule(number=_ANY, days=st.sampled_from([1, 3, 7]))
    def puts_off(self, number: int, days: int) -> None:
        share = self._some(models.Assignment, number)
        line = Line(1, share.id, 0, "", can_close=False, indicator=False)
        held = Held(line, Given(AnswerKind.PROGRESS))
        who = self._speaker(share.unit_id)
        nonce = self._do(who, pending.hold, Pending((line,), (held,), ""))
        if nonce is not None:
            self._do(who, putting_off.put_off, nonce, days)

    @rule(number=_ANY, until=_DAYS)
    def puts_off_for(self, number: int, until: date) -> None:
        self._do(self._clerk(), putting_off.put_off_for, [self._some(models.Assignment, number).id], until, "来电")

    @rule(number=_ANY)
    def asks_again_for(self, number: int) -> None:
        self._do(self._clerk(), putting_off.ask_again_for, [self._some(models.Assignment, number).id])

    @rule(number=_ANY)
    def asks_again(self, number: int) -> None:
        share = self._some(models.Assignment, number)
        line = Line(1, share.id, 0, "", can_close=False, indicator=False)
        self._do(self._speaker(share.unit_id), putting_off.take_back, [line])

    @rule(number=_ANY, to=_ANY)
    def moves_an_answer(self, number: int, to: int) -> None:
        share, other = self._some(models.Assignment, number), self._some(models.Assignment, to)
        said, meant = (
            Line(1, s.id, 0, "", can_close=False, indicator=False, just_said=s is share) for s in (share, other)
        )
        self._do(self._speaker(share.unit_id), answering.move_latest, [said], meant)

    @rule(number=_ANY)
    def answers_the_rest(self, number: int) -> None:
        notice = self._some(models.Notice, number)
        if notice is not None:
            with self.desk.door.read() as session:
                who = people.member_of_person(session, notice.person_id, local_date(self.now))
            self._do(who, answering.record_rest, notice.id, AnswerKind.NO_CHANGE)

    @rule(number=_ANY)
    def withdraws(self, number: int) -> None:
        report = self._some(models.Report, number, models.Report.status != ReportStatus.WITHDRAWN)
        if report is not None:
            share = self._some(models.Assignment, 0, models.Assignment.id == report.assignment_id)
            self._do(self._speaker(share.unit_id), answering.withdraw, report.id)

    # what the office does

    @rule(unit=_UNITS, seq=st.sampled_from("123"))
    def tells_by_phone(self, unit: str, seq: str) -> None:
        self._do(self._clerk(), phoning.write_down, unit, seq, "进度50%")

    @rule(number=_ANY, accept=st.booleans(), day=_DAYS)
    def decides(self, number: int, accept: bool, day: date) -> None:  # noqa: FBT001
        report = self._some(models.Report, number, models.Report.status == ReportStatus.SUBMITTED)
        if report is not None:
            granted = None if day.day % 2 else day
            said = NoticeText("好")
            self._do(self._clerk(), reviewing.reassign, report.id, ["县财政局"], said)
            self._do(self._clerk(), reviewing.decide, report.id, said, accept=accept, reason="请补充", day=granted)
            if day.day % 3 == 0:
                self._do(self._clerk(), reviewing.take_back_pass, report.id)
            elif day.day % 3 == 1:
                self._do(self._clerk(), reviewing.return_accepted, report.id, said, "单位报重了")

    @rule(steps=st.sampled_from([(1, 2, 3), (3, 7, 15), (5, 6, 7)]))
    def sets_the_steps(self, steps: tuple[int, ...]) -> None:
        self._do(SYSTEM, settling.set_steps, 1, steps)

    @rule(ends=st.booleans())
    def is_put_away(self, ends: bool) -> None:  # noqa: FBT001
        if ends:
            self._do(SYSTEM, handing_out.end, 1, "不再执行")
        else:
            self._do(SYSTEM, handing_out.remove, 1)
        self._do(SYSTEM, handing_out.put_back, 1)

    @rule(day=_DAYS, unit=_UNITS, drops=st.booleans())
    def goes_on_as_a_new_version(self, day: date, unit: str, drops: bool) -> None:  # noqa: FBT001
        kept = a_draft_task("2", "改造供水管网", [unit], ["县财政局"], day)
        beside = a_draft_task("3", "改造排水管网", ["县财政局"], ["县水利局"], day)
        fresh = a_draft_task("1", "检修消防水栓", [unit], [], day)
        draft = a_draft("城乡建设方案（二稿）", *((fresh, kept) if drops else (kept, beside)))
        new = self._do(SYSTEM, loading.load_plan, draft, Source("二稿.txt", f"{day}{unit}{drops}"))
        if new is not None:
            self._do(SYSTEM, replacing.replace_plan, 1, new)

    @rule(stays=st.booleans())
    def is_tried_out(self, stays: bool) -> None:  # noqa: FBT001
        self._do(SYSTEM, handing_out.try_out, 1)
        if not stays:
            self._do(SYSTEM, handing_out.stop_trial, 1)

    @rule(day=_DAYS, unit=_UNITS)
    def gives_a_task(self, day: date, unit: str) -> None:
        self._do(SYSTEM, giving.give_tasks, [HandedTask("批示", (unit, "县财政局"), day, "核查水库隐患")])

    @rule(unit=_UNITS, other=_UNITS, merges=st.booleans())
    def a_unit_ends(self, unit: str, other: str, merges: bool) -> None:  # noqa: FBT001
        if merges:
            self._do(SYSTEM, units.merge, unit, other)
        elif unit == "北街道":
            self._do(SYSTEM, units.end, unit)

    @rule()
    def passes_plain(self) -> None:
        self._do(self._clerk(), reviewing.pass_plain, 10**6)

    @rule(task=st.integers(1, 3), day=_DAYS, units=st.lists(_UNITS, max_size=2, unique=True))
    def moves_the_date(self, task: int, day: date, units: list[str]) -> None:
        if units:
            self._do(SYSTEM, together.amend, task, Amended(responsibles=units, day=day))
        else:
            self._do(SYSTEM, changing.move_deadline, task, day)

    @rule(task=st.integers(1, 3), every=st.sampled_from(["month", "quarter"]))
    def sets_the_cycle(self, task: int, every: str) -> None:
        self._do(SYSTEM, changing.set_cycle, task, every)

    @rule(task=st.integers(1, 3), unit=_UNITS)
    def consolidates(self, task: int, unit: str) -> None:
        self._do(SYSTEM, changing.consolidate, task, unit)

    @rule(task=st.integers(1, 3), units=st.lists(_UNITS, min_size=1, max_size=3, unique=True), lead=st.booleans())
    def sets_the_units(self, task: int, units: list[str], lead: bool) -> None:  # noqa: FBT001
        self._do(SYSTEM, changing.set_units, task, Role.LEAD if lead else Role.RESPONSIBLE, units)

    @rule(task=st.integers(1, 3), unit=_UNITS, back=st.booleans())
    def exempts(self, task: int, unit: str, back: bool) -> None:  # noqa: FBT001
        self._do(
            SYSTEM, changing.end_exemption if back else changing.exempt, task, unit, *([] if back else ["另有安排"])
        )

    @rule(task=st.integers(1, 3), back=st.booleans())
    def cancels(self, task: int, back: bool) -> None:  # noqa: FBT001
        self._do(
            SYSTEM, changing.restore_task if back else changing.cancel_task, task, *([] if back else ["会议决定"])
        )

    @rule(take=st.booleans())
    def takes_what_stood_beside(self, take: bool) -> None:  # noqa: FBT001
        self._do(SYSTEM, settling.take_all_candidates, 1, take=take)

    @rule(unit=_UNITS)
    def names_a_supplier(self, unit: str) -> None:
        self._do(SYSTEM, settling.set_supplier, 1, unit)

    @rule(task=st.integers(1, 3))
    def strikes_off(self, task: int) -> None:
        self._do(SYSTEM, changing.strike_off, task)

    @rule(task=st.integers(1, 3))
    def finishes(self, task: int) -> None:
        self._do(SYSTEM, finishing.finish_on, task, STARTS.date())

    @rule(task=st.integers(1, 3), day=st.none() | _DAYS)
    def reopens(self, task: int, day: date | None) -> None:
        self._do(SYSTEM, changing.reopen, task, "回头看", day)

    @rule(task=st.integers(1, 3))
    def chases(self, task: int) -> None:
        self._do(self._clerk(), chasing.chase, task)
        self._do(self._clerk(), chasing.chase_owing, [], [task])

    @rule()
    def chases_all(self) -> None:
        self._do(self._clerk(), chasing.chase_owing, [], [])
        if self.now.day % 2:
            self._do(self._clerk(), chasing.take_back, self.now)
        elif self.now.day % 4:
            self._do(self._clerk(), chasing.take_back_of, range(1, 20))

    @precondition(lambda self: self._some(models.Plan, 0, models.Plan.id == 1).stage is PlanStage.LOADED)
    @rule()
    def hands_out(self) -> None:
        self._do(SYSTEM, handing_out.hand_out, 1)

    @rule(really=_SELDOM)
    def recalls(self, really: bool) -> None:  # noqa: FBT001
        if really:
            self._do(SYSTEM, handing_out.recall, 1)

    @rule(really=_SELDOM, unit=st.sampled_from(["县水利局", "县城管局", "东街道"]), day=_DAYS)
    def issues_minutes(self, really: bool, unit: str, day: date) -> None:  # noqa: FBT001
        def signed(ctx: Context) -> int:
            lead = ctx.session.exec(select(models.Unit.id).where(models.Unit.name == unit)).one()
            sitting = models.Sitting(
                meeting_id=1, kind=SittingKind.AD_HOC, state=SittingState.SIGNED, topic="经费", proposed_by=1,
                proposed_as="办公室", proposed_at=ctx.now, number=1,
            )  # fmt: skip
            ctx.session.add(sitting)
            ctx.session.flush()
            ctx.session.add(
                models.Resolution(
                    sitting_id=key(sitting.id), position=1, kind=Decided.AGREED, text=f"由{unit}办理", lead_id=lead,
                    with_units=["县财政局"], day=day, supervised=True,
                )
            )  # fmt: skip
            return key(sitting.id)

        if really:
            number = self.desk.do(SYSTEM, signed)
            self._do(SYSTEM, minutes.issue, number, lambda _body, _sitting: NoticeText("纪要"))

    @rule(days=st.lists(st.integers(-40, 20), min_size=1, max_size=4))
    def sets_the_ladder(self, days: list[int]) -> None:
        self._do(SYSTEM, settling.set_ladder, 1, days)

    @rule(unit=st.sampled_from(["东街道", "北街道"]))
    def takes_members(self, unit: str) -> None:
        def changed(ctx: Context) -> None:
            group = ctx.session.exec(select(models.Unit).where(models.Unit.name == "各街道")).one()
            if unit == "北街道":
                roster.load_table(ctx, [TableRow(1, unit, (), ("各街道",), "联络员", f"{unit}联络员", "")])
                return
            for row in ctx.session.exec(select(models.GroupMembership)):
                if row.group_id == group.id and row.until is None:
                    row.until = ctx.today - timedelta(days=1)
                    ctx.session.add(row)
                    return

        self._do(SYSTEM, changed)
        self._do(SYSTEM, membership.take, 1, unit)

    @rule(task=st.integers(1, 3), unit=st.sampled_from(["东街道", "北街道"]))
    def asks_member(self, task: int, unit: str) -> None:
        self._do(SYSTEM, membership.ask_member, task, unit)

    # who sits where, and can be reached

    @rule(unit=_UNITS, back=st.booleans(), bound=st.booleans())
    def hands_over(self, unit: str, back: bool, bound: bool) -> None:  # noqa: FBT001
        name = f"{unit}联络员" if back else "新人"
        handed = self._do(SYSTEM, seating.hand_over, unit, name)
        if handed is not None and handed.code is not None and bound:
            self._do(None, seating.bind, handed.code, Address("telegram", handed.code), name)

    @rule(unit=_UNITS, since=_DAYS)
    def replaces(self, unit: str, since: date) -> None:
        self._do(SYSTEM, filing.replace_holder, unit, SeatRole.LIAISON, "接任人", since=since)

    @rule(unit=_UNITS, since=_DAYS, length=st.integers(0, 10), account=st.booleans())
    def deputises(self, unit: str, since: date, length: int, account: bool) -> None:  # noqa: FBT001
        handed = self._do(SYSTEM, deputies.deputise, unit, "代理人", since, since + timedelta(days=length))
        if handed is not None and handed.code is not None and account:
            self._do(None, seating.bind, handed.code, Address("telegram", handed.code), "代理人")

    @rule(unit=_UNITS)
    def ends_deputies(self, unit: str) -> None:
        self._do(SYSTEM, deputies.end, unit)

    @rule(unit=_UNITS, name=st.sampled_from(["表中人甲", "表中人乙"]), member=st.booleans())
    def seats_by_table(self, unit: str, name: str, member: bool) -> None:  # noqa: FBT001
        role = SeatRole.MEMBER if member else SeatRole.LIAISON
        self._do(SYSTEM, roster.load_table, [TableRow(1, unit, (), (), role.zh, name, "")], replaces=True)

    @rule(number=_ANY)
    def binds(self, number: int) -> None:
        person = self._some(models.Person, number)
        at = Address("telegram", f"new{person.id}")
        with self.desk.door.read() as session:
            free = people.account_at(session, at) is None
        if free:
            self._do(SYSTEM, seating.bind_directly, person.id, at)

    @rule(unit=_UNITS, another=st.booleans())
    def signs_in(self, unit: str, another: bool) -> None:  # noqa: FBT001
        invited = self._do(SYSTEM, seating.invite, unit)
        if invited is None:
            return
        entered = self._do(None, doors.sign_in, invited.code, "web", "Chrome", self.now, f"{unit}新人")
        if entered is not None and another:
            code = self._do(entered.member, doors.code_for_another, self.now)
            self._do(None, doors.sign_in, code, "page", "Edge", self.now)

    @rule(number=_ANY, back=st.booleans())
    def leaves_and_returns(self, number: int, back: bool) -> None:  # noqa: FBT001
        account = self._some(models.Account, number)
        act = reachability.returned if back else reachability.left
        self._do(SYSTEM, act, Address(account.channel, account.address))

    @rule(number=_ANY)
    def loses_a_phone(self, number: int) -> None:
        person = self._some(models.Person, number)
        done = self._do(SYSTEM, lost.let_out, person.id, self.now)
        if done is not None:
            self._do(None, seating.bind, done.code, Address("telegram", f"new{person.id}"), "")

    @rule(unit=_UNITS, back=st.booleans())
    def gets_a_link(self, unit: str, back: bool) -> None:  # noqa: FBT001
        if back:
            self._do(SYSTEM, links.recall, unit)
        else:
            self._do(SYSTEM, links.make, LinkRules("https://lianxi.example"), [unit])

    @rule(unit=_UNITS, none=_SELDOM)
    def gets_mail(self, unit: str, none: bool) -> None:  # noqa: FBT001
        address = None if none else f"u{_UNIT_NAMES.index(unit)}@qinghe.example"
        self._do(SYSTEM, seating.set_mail, LinkRules(mails=True), unit, address)

    @rule(result=st.sampled_from(sending.Result), dies=_SELDOM)
    def sends(self, result: sending.Result, dies: bool) -> None:  # noqa: FBT001
        send_all(self.desk, result, dies=dies)

    # time

    @rule(hours=st.sampled_from([1, 5, 24, 24, 24, 72, 24 * 21]))
    def time_goes_by(self, hours: int) -> None:
        self.now += timedelta(hours=hours)
        planning.plan(self.desk)

    @rule()
    def a_day_goes_by_unsent(self) -> None:
        self.now += timedelta(days=1)
        self.desk.do(SYSTEM, planning.drop_stale)

    @rule(days=st.lists(st.tuples(_DAYS, st.booleans()), max_size=3))
    def the_calendar_changes(self, days: list[tuple[date, bool]]) -> None:
        self.desk = replace(self.desk, calendar=Calendar(dict(days)))
        planning.plan(self.desk)

    # what must hold

    @invariant()
    def nothing_is_overlooked_and_the_part_decides_as_the_whole_does(self) -> None:
        with self.desk.door.read() as session:
            register = registers.load(session)
            first = reminders.first_looks(register, self.now, self.desk.calendar)
            bounds = {due.id: due.look_on for due in session.exec(select(models.Due))}
        for due_id, day in first.items():
            bound = bounds[due_id]
            assert bound is not None, due_id
            assert bound <= day, (due_id, bound, day)
        decided = self.desk.ask(SYSTEM, planning.decide)
        whole = reminders.bundles(register, self.desk.calendar, self.desk.windows, self.now)
        assert [_asks_of(b) for b in decided.bundles] == [_asks_of(b) for b in whole]


def _asks_of(bundle: Bundle) -> object:
    asks = [
        (a.line.due.id, a.seat.id, a.rung, a.merged, [(b.line.due.id, b.rung) for b in a.beside]) for a in bundle.asks
    ]
    return bundle.holder.person_id, bundle.day, asks


def test_no_course_of_acts_and_days_lets_anything_be_overlooked() -> None:
    run_state_machine_as_test(
        Course,
        settings=settings(
            max_examples=COURSES,
            stateful_step_count=30,
            deadline=None,
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
        ),
    )


def test_every_act_says_what_it_lets_be_looked_at() -> None:
    offered = {named(f) for f in public_functions((acts, post)) if takes_a_context(f)}
    assert offered == set(ACTS)
    played = {name for name in vars(Course) if not name.startswith("_")}
    assert {how for how in ACTS.values() if " " not in how and how != READS} <= played


class Office:
    """The meeting of the course, for one thing after the other."""

    def __init__(self, folder: Path) -> None:
        (folder / "lianxi.sqlite3").write_bytes(_template())
        self.now = STARTS
        self.desk = replace(desk_of(folder), clock=lambda: self.now)

    def do(self, act: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        return self.desk.do(SYSTEM, act, *args, **kwargs)

    def asked(self, until: datetime) -> set[str]:
        """Who got a bundle on the way to a moment, a day at a time."""
        before = self._bundles()
        while self.now < until:
            self.now += timedelta(days=1)
            planning.plan(self.desk)
        return {name for name, _ in self._bundles() - before}

    def _bundles(self) -> set[tuple[str, date | None]]:
        with self.desk.door.read() as session:
            query = select(models.Person, models.Notice).join(models.Notice)
            found = session.exec(query.where(models.Notice.kind == NoticeKind.BUNDLE)).all()
            return {(person.name, notice.working_day) for person, notice in found}


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    opened = Office(tmp_path)
    yield opened
    opened.desk.close()


WATER = "县水利局联络员"


def test_whoever_gets_the_seat_back_is_asked_again(office: Office) -> None:
    office.do(seating.hand_over, "县水利局", "新人")
    assert WATER not in office.asked(STARTS + timedelta(days=30))
    office.do(seating.hand_over, "县水利局", WATER)
    assert WATER in office.asked(STARTS + timedelta(days=38))


def test_whoever_lets_the_bot_in_again_is_asked_again(office: Office) -> None:
    with office.desk.door.read() as session:
        person = session.exec(select(models.Person).where(models.Person.name == WATER)).one()
    at = Address("telegram", str(person.id))
    office.do(reachability.left, at)
    assert WATER not in office.asked(STARTS + timedelta(days=30))
    office.do(reachability.returned, at)
    assert WATER in office.asked(STARTS + timedelta(days=38))


def test_what_is_handed_out_again_is_asked_again(office: Office) -> None:
    office.do(handing_out.recall, 1)
    assert not office.asked(STARTS + timedelta(days=30))
    office.do(handing_out.hand_out, 1)
    assert WATER in office.asked(STARTS + timedelta(days=38))


def test_a_rung_that_reached_nobody_is_asked_again_of_whoever_comes(office: Office) -> None:
    send_all(office.desk, sending.Result.SHUT_OUT)
    office.do(seating.hand_over, "县水利局", "新人")
    with office.desk.door.read() as session:
        newcomer = session.exec(select(models.Person).where(models.Person.name == "新人")).one()
    office.do(seating.bind_directly, newcomer.id, Address("telegram", "new"))
    assert "新人" in office.asked(STARTS + timedelta(days=1))
