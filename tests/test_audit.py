"""留痕: every act leaves its name and every field that it changed; the database itself refuses to change an entry."""

from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError, NoResultFound
from sqlmodel import select

from tasks_db.intake.draft import DraftFinding, DraftIndicator, DraftMember, MeetingRules, Quote
from tasks_db.register import letters as letter_values
from tasks_db.register.answers import Held, Line, Pending
from tasks_db.register.authority import SYSTEM
from tasks_db.register.compare import Item
from tasks_db.register.evidence import KeptFile
from tasks_db.register.fill import FilledRow
from tasks_db.register.giving import HandedTask
from tasks_db.register.ledger_back import LEADERS, Back, BackRow
from tasks_db.register.links import LinkRules
from tasks_db.register.notice import NoticeText
from tasks_db.register.people import Address
from tasks_db.register.progress import Given
from tasks_db.register.roster import TableRow
from tasks_db.store import audit, models
from tasks_db.store.door import Door
from tasks_db.store.keys import key
from tasks_db.terms import AnswerKind, NoticeKind, NoticeState, PaperKind, Role
from tasks_db.work.acts import (
    answering,
    changing,
    chasing,
    circulars,
    deputies,
    desk,
    doors,
    evidence,
    forwarding,
    founding,
    giving,
    handing_out,
    ledger,
    letters,
    links,
    loading,
    lost,
    marking,
    membership,
    naming,
    papers,
    phoning,
    putting_off,
    replacing,
    replying,
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
from tasks_db.work.post import pending, planning, rehearsal
from tasks_db.work.views import desk as desk_views
from tasks_db.work.views import letters as letter_views
from tests.audited_office import CHANNEL, OPERATOR, Audited, every_act, open_audited
from tests.audited_sittings import sittings_are_held
from tests.small_world import STARTS, a_draft, a_draft_task
from tests.upgrade import old
from tests.upgrade.copies import on_sqlite

CLERK, WATER = 901, 101
SAID = NoticeText("审核好了。", ())


def test_every_act_leaves_its_name_and_every_field_with_its_old_and_new_value(
    tmp_path: Path, database: str | None
) -> None:
    with open_audited(tmp_path, STARTS, database) as desk:
        office = Audited(desk)
        people_come(office)
        plans_are_settled(office)
        tasks_are_changed(office)
        units_answer(office)
        papers_go_out(office)
        versions_follow(office)
        things_are_handed_down(office)
        office.do(SYSTEM, founding.begin_sample, desk.clock())
        sittings_are_held(office, office.rows(models.Plan)[0].id)
        letters_are_written(office)
    with open_audited(tmp_path / "another", STARTS) as desk:
        another = Audited(desk)
        another.do(OPERATOR, founding.found_meeting, "清河县", "清河县联席会议", "清河县府办")
        office.done |= another.done
        assert office.done & every_act() == every_act()


def people_come(office: Audited) -> None:
    office.do(OPERATOR, founding.set_up_office, "清河县", "清河县联席会议", "清河县府办", "文员")
    table = [
        TableRow(1, "县水利局", ("水利局",), (), "联络员", "水联", ""),
        TableRow(2, "县财政局", (), (), "联络员", "财联", ""),
        TableRow(3, "县城管局", (), (), "联络员", "", ""),
        TableRow(4, "东风镇", (), ("各乡镇",), "联络员", "东联", ""),
        TableRow(5, "西山镇", (), (), "", "", ""),
    ]
    office.do(OPERATOR, roster.load_table, table)
    office.do(OPERATOR, roster.load_table, [replace(table[1], name="财联二")], replaces=True)
    person = office.row(models.Person, name="水联")
    office.do(OPERATOR, seating.bind_directly, person.id, Address(CHANNEL, str(WATER)))
    office.do(
        OPERATOR, seating.bind_directly, office.row(models.Person, name="文员").id, Address(CHANNEL, str(CLERK))
    )
    invited = office.do(OPERATOR, seating.invite, "县财政局")
    office.do(None, seating.bind, invited.code, Address(CHANNEL, "102"), "财联二")
    vacant = office.do(OPERATOR, seating.invite, "县城管局")
    office.do(None, seating.bind, vacant.code, Address(CHANNEL, str(WATER)), "水联")  # the same human sits twice
    office.do(OPERATOR, seating.hand_over, "县城管局", "城联")
    today = office.desk.clock().date()
    office.do(OPERATOR, deputies.deputise, "县财政局", "财代", today, today + timedelta(days=9))
    office.do(OPERATOR, deputies.end, "县财政局")
    office.do(OPERATOR, deputies.deputise, "县财政局", "财代", today, today + timedelta(days=9))
    office.do(OPERATOR, seating.invite_unbound)
    people_sign_in(office)


def people_sign_in(office: Audited) -> None:
    wall = office.desk.clock()
    invited = office.do(OPERATOR, seating.invite, "东风镇")
    entered = office.do(None, doors.sign_in, invited.code, "web", "Chrome", wall)
    code = office.do(entered.member, doors.code_for_another, wall)
    again = office.do(None, doors.sign_in, code, "page", "Edge", wall)
    office.do(again.member, doors.end_browser, office.row(models.Browser, name="Edge").id)
    office.do(OPERATOR, doors.end_browsers_of, entered.member.name)
    rules = LinkRules("https://lianxi.example")
    office.do(OPERATOR, links.make, rules, ["县城管局"])
    office.do(OPERATOR, links.recall, "县城管局")
    office.do(OPERATOR, seating.send_test, "县水利局")
    back = office.do(OPERATOR, lost.let_out, office.member(WATER).person_id, office.desk.clock())
    office.do(None, seating.bind, back.code, Address(CHANNEL, str(WATER)), "水联")
    office.do(office.member(WATER), seating.test_seen, office.row(models.Unit, name="县水利局") and 2)
    mails = replace(rules, mails=True)
    for address in ("shui@shuili.example", None):
        office.do(OPERATOR, seating.set_mail, mails, "县水利局", address)
        told = [notice.id for notice in office.rows(models.Notice) if notice.person_id is not None]
        office.do(SYSTEM, links.for_mail, mails, told)


def plans_are_settled(office: Audited) -> None:
    draft = a_draft(
        "城乡建设方案",
        a_draft_task("1", "改造供水管网", ["水务局"], ["县财政局", "各园区"]),
        a_draft_task("2", "整治背街小巷", ["城管执法局"], [], None),
        a_draft_task("3", "清理河道", ["新设局"], ["各乡镇"], date(2025, 10, 1)),
        a_draft_task("4", "绿化道路", ["园林中心", "市政中心"], [], date(2025, 10, 2)),
        a_draft_task("5", "清扫街面", ["各乡镇"]),
        status="draft",
        candidates=tuple(a_draft_task(n, f"修缮{n}", ["县水利局"]) for n in "678"),
        indicators=(DraftIndicator("1", "供水普及率", "%", {"2024": "90"}, {"2025": "95"}),),
        members=(DraftMember("成员", "王青", "县水利局副局长", "县水利局"),),
        meeting=MeetingRules(None, None, 1, None, (), "县水利局", "召集人、成员单位", "召集人"),
        findings=tuple(DraftFinding("gap", "warning", f"第{n}处", (Quote("第1行", "一"),)) for n in range(3)),
    )
    plan = office.do(OPERATOR, loading.load_plan, draft, Source("方案.txt", "a" * 64))
    water = office.row(models.Unit, name="县水利局")
    office.do(OPERATOR, settling.identify, plan, "水务局", water.id)
    office.do(OPERATOR, settling.identify_by_name, plan, "城管执法局", "县城管局")
    office.do(OPERATOR, settling.register_new_unit, plan, "新设局")
    office.do(OPERATOR, naming.mean_several, plan, "各园区", ["县水利局", "县财政局"])
    office.do(OPERATOR, together.settle_names, plan, {"市政中心": None})
    office.do(OPERATOR, settling.settle_likely, plan)
    office.do(OPERATOR, settling.register_fresh_units, plan)
    third = office.row(models.Task, seq="3")
    office.do(OPERATOR, together.assign_units, plan, {office.row(models.Task, seq="5").id: []})
    office.do(OPERATOR, together.assign_in_words, plan, "5 各乡镇")
    office.do(OPERATOR, settling.settle_past_due, third.id, "ask")
    office.do(OPERATOR, settling.settle_all_past_due, plan, "done")
    office.do(
        OPERATOR, together.settle_dates, plan, {office.row(models.Task, seq="1").id: date(2025, 12, 20)}, {}, {}
    )
    office.do(OPERATOR, settling.default_undated, plan, date(2026, 3, 31))
    office.do(OPERATOR, settling.consolidate_rest, plan, "县水利局")
    office.do(OPERATOR, settling.ask_mode_of_all, plan, each=False)
    office.do(OPERATOR, settling.ask_mode_of_all, plan, each=True)
    office.do(OPERATOR, settling.take_candidate, office.row(models.Task, seq="6").id, take=True)
    office.do(OPERATOR, together.settle_candidates, plan, [], [office.row(models.Task, seq="8").id])
    office.do(OPERATOR, settling.take_all_candidates, plan, take=False)
    findings = office.rows(models.Finding)
    office.do(OPERATOR, settling.settle_finding, findings[0].id)
    office.do(OPERATOR, settling.settle_findings, plan, findings[1].id, findings[2].id)
    office.do(OPERATOR, settling.set_supplier, plan, "县财政局")
    office.do(OPERATOR, together.settle_suppliers, plan, {"1": "县财政局"})
    office.do(OPERATOR, settling.set_ladder, plan, (-14, -1, 3))
    office.do(OPERATOR, settling.set_steps, plan, (2, 5, 9))
    office.do(OPERATOR, settling.mark_draft, plan)
    office.do(OPERATOR, marking.set_marks, plan, "清政办发〔2025〕8号", date(2025, 10, 9))
    office.do(OPERATOR, marking.take_back_marks, plan)
    office.do(OPERATOR, settling.mark_issued, plan)
    office.do(OPERATOR, roster.take_over, plan)
    office.do(OPERATOR, handing_out.try_out, plan)
    office.do(OPERATOR, handing_out.stop_trial, plan)
    office.do(OPERATOR, handing_out.remove, plan)
    office.do(OPERATOR, handing_out.put_back, plan)
    office.do(OPERATOR, handing_out.end, plan, "暂缓执行")
    office.do(OPERATOR, handing_out.put_back, plan)
    office.do(OPERATOR, handing_out.hand_out, plan)


def tasks_are_changed(office: Audited) -> None:
    first, second, fifth = (office.row(models.Task, seq=seq) for seq in "125")
    office.do(OPERATOR, changing.move_deadline, first.id, date(2025, 12, 26))
    office.do(OPERATOR, changing.move_deadlines, [first.id], date(2025, 12, 25), "会议决定")
    office.do(OPERATOR, together.amend, first.id, Amended(day=date(2025, 12, 24)))
    office.do(OPERATOR, changing.set_units, second.id, Role.RESPONSIBLE, ["县财政局"])
    office.do(OPERATOR, changing.set_units, second.id, Role.RESPONSIBLE, [])
    office.do(OPERATOR, changing.set_leaders, first.id, ["王青"])
    office.do(OPERATOR, changing.set_cycle, second.id, "quarter")
    office.do(OPERATOR, changing.consolidate, second.id, "县财政局")
    office.do(OPERATOR, changing.exempt, first.id, "县财政局", "机构改革")
    office.do(OPERATOR, changing.end_exemption, first.id, "县财政局")
    office.do(OPERATOR, changing.exempt, first.id, "县财政局", "机构改革")
    office.do(OPERATOR, changing.cancel_task, fifth.id, "会议决定")
    office.do(OPERATOR, changing.restore_task, fifth.id)
    office.do(OPERATOR, changing.strike_off, office.row(models.Task, seq="4").id)
    office.do(OPERATOR, roster.load_table, [TableRow(1, "西山镇", (), ("各乡镇",), "", "", "")])
    office.do(OPERATOR, membership.take, first.plan_id, "西山镇")
    office.do(OPERATOR, roster.load_table, [TableRow(1, "南湖镇", (), ("各乡镇",), "", "", "")])
    office.do(OPERATOR, membership.decline, first.plan_id, "南湖镇")
    with office.desk.door.write() as session:  # only before 交办 can a group be left unasked
        for row in session.exec(select(models.Assignment).where(models.Assignment.printed == "各乡镇")).all():
            row.asked = False
            session.add(row)
    office.do(OPERATOR, membership.ask_member, office.row(models.Task, seq="3").id, "南湖镇")
    office.do(OPERATOR, chasing.chase, second.id, by="文员")
    office.do(OPERATOR, chasing.chase_owing, [], [], by="文员")
    office.do(office.member(CLERK), chasing.take_back, office.rows(models.Chase)[-1].at)
    office.do(OPERATOR, chasing.chase_owing, [], [], by="文员")
    office.do(office.member(CLERK), chasing.take_back_of, [unit.id for unit in office.rows(models.Unit)])


def units_answer(office: Audited) -> None:
    water = office.member(WATER)
    task = office.row(models.Task, seq="1")
    share = next(a for a in office.rows(models.Assignment, task_id=task.id) if a.printed == "水务局")
    other = office.row(models.Task, seq="6")
    second = next(a for a in office.rows(models.Assignment, task_id=other.id))
    said = office.do(water, answering.record, share.id, 0, Given(AnswerKind.PROGRESS, percent=20, text="开工"))
    report = said.said[0][1].report.id
    office.do(water, answering.withdraw, report)
    line = Line(1, share.id, 0, task.title, can_close=True, indicator=False)
    held = Held(line, Given(AnswerKind.PROGRESS, percent=30, text="过半"))
    office.do(water, answering.record_all, [held])
    office.do(water, answering.record_all, [replace(held, given=replace(held.given, percent=40))], corrects=True)
    office.do(water, answering.withdraw_latest, [line], [1])
    office.do(water, answering.keep_as_draft, newest(office, water, answering_of=share.id))
    office.do(water, answering.submit_draft, office.rows(models.Report)[-1].id)
    office.do(water, answering.draft, second.id, Given(AnswerKind.PROGRESS, percent=5, text="草拟"))
    also = office.rows(models.Report, assignment_id=share.id)[-1].id
    office.do(water, answering.record_also, also, second.id)
    waits = replace(held, given=Given(AnswerKind.BLOCKED, text="缺料"))
    nonce = office.desk.do(water, pending.hold, Pending((line,), (waits,), ""))
    office.do(water, answering.settle, nonce, 0)
    office.do(water, answering.record, share.id, 0, Given(AnswerKind.PROGRESS, percent=45))
    office.do(water, answering.move_latest, [replace(line, just_said=True)], replace(line, assignment_id=second.id))
    nonce = office.desk.do(water, pending.hold, Pending((line,), (held,), ""))
    office.do(water, putting_off.put_off, nonce, 1)
    office.do(water, putting_off.take_back, [line])
    office.do(OPERATOR, putting_off.put_off_for, [share.id], office.desk.clock().date() + timedelta(days=1), "来电")
    office.do(OPERATOR, putting_off.ask_again_for, [share.id])
    office.do(water, answering.record_rest, a_bundle(office), AnswerKind.RECEIVED)
    seat_answers_by_link(office, share.id)
    office.do(OPERATOR, phoning.write_down, "县财政局", "2", "进度40%", "文员")
    phoned = Given(AnswerKind.PROGRESS, percent=47, text="线下填报")
    office.do(OPERATOR, phoning.write_down_all, [(share.id, phoned)], "文员")
    filled = FilledRow("县水利局第3行", share.id, "推进中", "48", "线下又填", "", "")
    office.do(OPERATOR, ledger.take_filled, [filled], 1, "文员")
    back = Back((BackRow("方案1第3行", task.id, {LEADERS: "周青"}),))
    office.do(OPERATOR, ledger.take_ledger, back, 1)
    file = KeptFile("现场.jpg", "b" * 64, 9)
    office.do(water, evidence.attach, share.id, [file])
    office.do(water, evidence.hold, [file])
    office.do(water, evidence.attach_held, share.id)
    asked = office.do(
        water, answering.record, share.id, 0, Given(AnswerKind.EXTENSION, text="雨季", new_date=date(2026, 3, 20))
    )
    clerk = office.member(CLERK)
    plain = office.do(water, answering.record, share.id, 0, Given(AnswerKind.PROGRESS, percent=55))
    office.do(clerk, reviewing.pass_plain, plain.said[0][1].report.id)
    office.do(clerk, reviewing.take_back_pass, plain.said[0][1].report.id)
    office.do(clerk, reviewing.pass_plain, plain.said[0][1].report.id)
    plain = office.do(water, answering.record, share.id, 0, Given(AnswerKind.PROGRESS, percent=56))
    office.do(clerk, reviewing.pass_chosen, [plain.said[0][1].report.id])
    office.do(clerk, reviewing.return_accepted, plain.said[0][1].report.id, SAID, "单位报重了")
    office.do(clerk, forwarding.forward, NoticeText("请催一下", ()))
    office.do(clerk, reviewing.decide, asked.said[0][1].report.id, SAID, accept=True, day=date(2026, 3, 24))
    blocked = office.row(models.Report, kind=AnswerKind.BLOCKED)
    office.do(clerk, reviewing.decide, blocked.id, SAID, accept=False, reason="请写明")
    disowned = office.do(water, answering.record, second.id, 0, Given(AnswerKind.NOT_OURS, needs="县财政局"))
    office.do(clerk, reviewing.reassign, disowned.said[0][1].report.id, ["水务局", "县财政局"], SAID)
    the_desk(office, share.id)


def the_desk(office: Audited, share: int) -> None:
    """A plea goes its ways, a convenor comes, and somebody says what they think."""
    table = [
        TableRow(1, "清河县府办", (), (), "召集人", "召集人", ""),
        TableRow(2, "县财政局", (), (), "联络员", "财联二", ""),
    ]
    office.desk.do(SYSTEM, roster.load_table, table)
    boss = office.row(models.Person, name="召集人")
    office.desk.do(SYSTEM, seating.bind_directly, boss.id, Address(CHANNEL, "903"))
    stuck = Given(AnswerKind.BLOCKED, text="缺资金", problem="缺资金", needs="县财政局")
    plea = office.do(office.member(WATER), answering.record, share, 0, stuck).said[0][1].report.id
    clerk = office.member(CLERK)
    office.do(clerk, desk.pass_to_unit, plea)
    office.do(clerk, desk.ask_helper_again, plea)
    office.do(SYSTEM, desk.remind_helper, plea)
    office.do(office.member(102), desk.answer_as_helper, plea, "已列入计划")
    office.do(clerk, desk.pass_to_convenors, plea)
    office.do(SYSTEM, desk.pass_left_to_convenors, plea)
    office.do(clerk, desk.answer_plea, plea, "周五前拨付")
    office.do(office.member(903), desk.want_week, wanted=True)
    opinion = office.do(office.member(WATER), desk.give_opinion, "按钮太多")
    office.do(clerk, desk.answer_opinion, opinion, "已减少")
    later = replace(office.desk, clock=lambda: office.desk.clock() + timedelta(days=120))
    late = Audited(later, office.done)
    offered = later.ask(SYSTEM, desk_views.office).offered
    late.do(clerk, desk.raise_silence, offered[0].due_id or 0)


def seat_answers_by_link(office: Audited, share: int) -> None:
    def to_pass_on(ctx: Context) -> None:
        for notice in ctx.session.exec(select(models.Notice).where(models.Notice.working_day == ctx.today)):
            notice.state = NoticeState.TO_PASS_ON
            ctx.session.add(notice)

    (made,) = office.do(OPERATOR, links.make, LinkRules("https://lianxi.example"), ["县水利局"])
    office.desk.do(SYSTEM, to_pass_on)
    office.do(OPERATOR, links.pass_on)
    token = made.url.rpartition("/")[2]
    said = office.do(
        SYSTEM, links.answer, token, links.Sent(share, 0, Given(AnswerKind.PROGRESS, percent=55), "k" * 22)
    )
    entries = office.rows(models.AuditEntry, act="links.answer")
    by = f"县水利局成员 链接{said.report.link_id}"
    assert {(entry.authority, entry.person_id) for entry in entries} == {(by, None)}
    office.do(SYSTEM, links.take_back, token, said.report.id)


def newest(office: Audited, who: object, answering_of: int) -> int:
    """A new report of a share, waiting for its review."""
    given = Given(AnswerKind.PROGRESS, percent=50, text="又过半")
    said = office.do(who, answering.record, answering_of, 0, given)  # type: ignore[arg-type]
    return said.said[0][1].report.id


def a_bundle(office: Audited) -> int:
    """A bundle that asks for what is owed, as if it had been sent."""

    def written(ctx: Context) -> int:
        outbox_row = models.Notice(
            person_id=office.member(WATER).person_id,
            kind=NoticeKind.BUNDLE,
            working_day=ctx.today,
            state=NoticeState.SENT,
            send_at=ctx.now,
        )
        ctx.session.add(outbox_row)
        ctx.session.flush()
        due = ctx.session.exec(
            select(models.Due).join(models.Assignment).where(models.Assignment.printed == "城管执法局")
        ).first()
        seat = ctx.session.exec(select(models.Seat)).first()
        assert due is not None
        assert seat is not None
        number = key(outbox_row.id)
        ctx.session.add(
            models.Ask(due_id=key(due.id), seat_id=key(seat.id), rung="T-1", rung_date=ctx.today, notice_id=number)
        )
        return number

    return office.desk.do(SYSTEM, written)


def papers_go_out(office: Audited) -> None:
    paper = office.do(OPERATOR, papers.draft).id
    office.do(OPERATOR, papers.tick, paper, [1])
    office.do(OPERATOR, papers.check, paper)
    office.do(OPERATOR, papers.send_back, paper)
    office.do(OPERATOR, papers.adopt, paper, b"edited")
    office.do(OPERATOR, papers.set_aside, paper)
    office.do(OPERATOR, papers.check, paper)
    water = office.member(WATER)
    named = {water.seats[0].unit: ["一句"]}
    office.do(OPERATOR, replying.show_lines, paper, named, 8, lambda _lines, _until: NoticeText("请核对"))
    office.do(water, replying.reply, paper, "已完工")
    office.do(OPERATOR, papers.sign, paper)
    office.do(OPERATOR, papers.issue, paper, 1, [("通报.docx", b"1")], {"digest": {"tasks": []}})
    office.do(OPERATOR, papers.throw_away, office.do(OPERATOR, papers.draft).id)


def letters_are_written(office: Audited) -> None:
    """What comes due is reminded of; late work is supervised, and its unit is told."""

    def some(what: str, days: int) -> letter_values.Reminding:
        for step in range(days):
            office.desk.do(SYSTEM, rehearsal.move_clock, office.desk.clock() + timedelta(days=10 * (step > 0)))
            found = office.desk.ask(OPERATOR, letter_views.remindings)
            if one := next((one for one in found if getattr(one, what)), None):
                return one
        raise AssertionError(what)

    office.do(OPERATOR, letters.draft, PaperKind.REMINDER, some("coming", 40).unit)
    late = some("supervisable", 40)
    paper = office.do(OPERATOR, letters.supervise, late.unit, late.supervisable[0].task_id).id
    office.do(OPERATOR, letters.copy_to, paper, ["县政府督查室"])
    office.do(OPERATOR, letters.answer_by, paper, date(2026, 12, 1))
    office.do(OPERATOR, papers.check, paper)
    office.do(OPERATOR, papers.sign, paper)
    office.do(OPERATOR, papers.issue, paper, 1, [("督办单.docx", b"2")], {}, NoticeText("督办单"))


def versions_follow(office: Audited) -> None:
    plan = office.row(models.Plan, title="城乡建设方案").id
    office.do(OPERATOR, handing_out.recall, plan)
    office.do(OPERATOR, changing.ask_mode, office.row(models.Task, seq="1").id, each=False)
    final = a_draft(
        "城乡建设方案（定稿）",
        a_draft_task("1", "改造供水管网", ["县水利局"], ["县财政局"], date(2026, 1, 30)),
        a_draft_task("2", "新建停车场", ["县城管局"]),
        meeting=MeetingRules(None, None, 1, None, (), "县水利局", "召集人、成员单位", "召集人"),
    )
    new = office.do(OPERATOR, loading.load_plan, final, Source("定稿.txt", "c" * 64))
    office.do(OPERATOR, replacing.replace_plan, plan, new)
    task = office.row(models.Task, plan_id=plan, title="改造供水管网", cancelled_at=None)
    mended = Item(task.id, "1", "改造城区供水管网", task.content, ("县水利局",), (), ("王青",), date(2026, 2, 20))
    added = Item(0, "9", "新增一项", "新增一项，完工验收。", ("县水利局",), (), (), date(2026, 6, 30))
    office.do(OPERATOR, replacing.take_sheet, plan, [mended, added])


def things_are_handed_down(office: Audited) -> None:
    clerk = office.member(CLERK)
    handed = HandedTask("王县长批示", ("县水利局", "县财政局"), date(2026, 3, 20), "核查水库隐患")
    (given,) = office.do(clerk, giving.give_tasks, [handed])
    office.do(clerk, giving.set_ground, given.task_id, "县政府常务会议")
    office.do(clerk, circulars.send_circular, "全体", "周五前报送总结")
    office.do(clerk, circulars.keep_call, "县水利局", "会议改到周五", "王芳")
    office.do(clerk, circulars.remind_readers, 1)
    office.do(office.member(WATER), circulars.sign, 1)
    office.do(clerk, circulars.ask_for_answers, 1)
    office.do(office.member(WATER), circulars.answer, 1, "已报")
    office.do(clerk, circulars.told_by_phone, "县财政局", "王芳", "周四报")
    office.do(clerk, circulars.take_back, 1)
    office.do(OPERATOR, units.rename, "县城管局", "县城市管理局")
    office.do(OPERATOR, units.merge, "新设局", "县城市管理局")
    office.do(OPERATOR, units.end, "西山镇")


def test_the_database_itself_refuses_to_change_or_remove_an_entry(tmp_path: Path, database: str | None) -> None:
    with open_audited(tmp_path, STARTS, database) as desk:
        desk.do(OPERATOR, founding.found_meeting, "清河县", "清河县联席会议", "清河县府办")
        statements = ["UPDATE audit_entry SET action = 'x'", "DELETE FROM audit_entry"]
        for statement in statements + (["TRUNCATE audit_entry"] if database else []):
            with (
                pytest.raises(DatabaseError, match="never changed or removed"),
                desk.door.engine.begin() as connection,
            ):
                connection.execute(text(statement))
        with desk.door.read() as session:
            (entry,) = session.exec(select(models.AuditEntry)).all()
        assert (entry.action, entry.act) == ("建立联席会议", "founding.found_meeting")


def test_the_daily_work_is_written_down_as_the_programs_own(tmp_path: Path) -> None:
    with open_audited(tmp_path, STARTS) as desk:
        office = Audited(desk)
        people_come(office)
        plans_are_settled(office)
        planning.plan(desk)
        with desk.door.read() as session:
            before = len(session.exec(select(models.AuditEntry)).all())
        planning.plan(desk)  # nothing new: nothing is written down
        with closing(desk), desk.door.read() as session:
            assert len(session.exec(select(models.AuditEntry)).all()) == before


def test_what_a_savepoint_took_back_is_not_written_down(tmp_path: Path) -> None:
    with open_audited(tmp_path, STARTS) as desk:
        office = Audited(desk)
        desk.do(OPERATOR, twice_tried)
        (entry,) = office.rows(models.AuditEntry)
        assert entry.action == "test_audit.twice_tried"
        assert [change[:3] + change[4:] for change in entry.changes] == [["jurisdiction", 1, "name", "第二次"]]


def twice_tried(ctx: Context) -> None:
    with audit.during(ctx.session, "test_audit.twice_tried", ctx.by, ctx.now):
        try:
            with ctx.session.begin_nested():
                ctx.session.add(models.Jurisdiction(name="第一次"))
                ctx.note("第一次", "jurisdiction", 1)
                ctx.session.get_one(models.Unit, 999)  # there is none
        except NoResultFound:
            ctx.session.add(models.Jurisdiction(name="第二次"))


def test_entries_of_before_are_kept_by_the_upgrade_as_they_are(tmp_path: Path) -> None:
    url = on_sqlite(tmp_path).fresh()
    before = old.tables(url)["audit_entry"]
    with closing(Door(url)) as door:
        door.upgrade()
        with door.read() as session:
            entries = session.exec(select(models.AuditEntry)).all()
    assert len(entries) == len(before)
    assert all(entry.act is None and entry.changes == [] for entry in entries)
