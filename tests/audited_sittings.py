"""Every act on bodies and sittings, done once in an audited office."""

from datetime import timedelta

from tasks_db.register.authority import SYSTEM
from tasks_db.register.meetings.values import Body, Sitting
from tasks_db.register.notice import NoticeText
from tasks_db.register.people import Address
from tasks_db.register.progress import Given
from tasks_db.register.roster import TableRow
from tasks_db.store import models
from tasks_db.terms import AnswerKind, BodyKind, Reply, SeatRole, SittingKind
from tasks_db.work.acts import (
    agendas,
    answering,
    attending,
    bodies,
    changing,
    filing,
    finishing,
    members,
    minutes,
    noticing,
    reviewing,
    roster,
    seating,
    sittings,
)
from tasks_db.work.post import rehearsal
from tests.audited_office import CHANNEL, OPERATOR, Audited

HEAD, MEMBER, LIAISON = 801, 802, 101


def told(_body: Body, _sitting: Sitting) -> NoticeText:
    return NoticeText("会议的事。")


def sittings_are_held(office: Audited, plan_id: int) -> None:
    """A sitting from its proposal to its issued minutes, one refused, one withdrawn, one called off."""
    rows = [
        TableRow(1, "县政府", (), (), "召集人", "召一", ""),
        TableRow(2, "县水利局", (), (), "成员", "水成", ""),
        TableRow(3, "县财政局", (), (), "成员", "财成", ""),
    ]
    office.do(OPERATOR, roster.load_table, rows, replaces=True)
    for address, name in ((HEAD, "召一"), (MEMBER, "水成")):
        person = office.row(models.Person, name=name)
        office.do(OPERATOR, seating.bind_directly, person.id, Address(CHANNEL, str(address)))
    head, member = office.member(HEAD), office.member(MEMBER)
    office.do(OPERATOR, bodies.take_rules, plan_id)
    office.do(OPERATOR, bodies.set_rule, "seal_unit", "县水利局")
    office.do(OPERATOR, members.change, ["县水利局", "县财政局"], whole=True)
    office.do(OPERATOR, bodies.add_body, "城建工作领导小组", BodyKind.LEADING_GROUP, "县水利局")

    for _ in range(3):
        office.do(member, sittings.propose, SittingKind.AD_HOC, "管网经费", told, told)
    one, two, three = (row.id for row in office.rows(models.Sitting))
    office.do(head, sittings.decide, two, told, accept=False, reason="先开联络员会议")
    office.do(member, sittings.withdraw, three, told)
    office.do(head, sittings.decide, one, told, accept=True)
    office.do(OPERATOR, sittings.set_units, one, ["县水利局", "县财政局"])
    tomorrow = office.desk.clock() + timedelta(days=3)
    office.do(OPERATOR, sittings.set_time, one, f"{tomorrow:%Y-%m-%d} 9:30 三楼会议室", told, told)
    office.do(head, sittings.set_chair, one, "副县长 召一")
    office.do(OPERATOR, agendas.draft, one)
    office.do(OPERATOR, agendas.add_items, one, [("路灯修缮", "")])
    office.do(OPERATOR, agendas.drop_item, one, 1)
    office.do(OPERATOR, agendas.undo, one)
    office.do(OPERATOR, agendas.arrange, one, range(len(office.rows(models.AgendaItem)), 0, -1))
    office.do(OPERATOR, agendas.rewrite, one, 1, "路灯修缮和移交")
    office.do(OPERATOR, noticing.check, one, told)
    office.do(head, noticing.send_back, one, "补上列席单位", told)
    office.do(OPERATOR, noticing.check, one, told)
    office.do(head, noticing.sign, one, told)
    office.do(OPERATOR, sittings.call, one, told, told)
    office.do(OPERATOR, noticing.remind, one, told)
    office.do(OPERATOR, agendas.add_items, one, [("补充议题", "")])
    office.do(OPERATOR, noticing.supplement, one, told, told)
    office.do(OPERATOR, noticing.send_pack, one, "会议材料.docx", b"", told)
    office.do(member, attending.reply, one, Reply.ATTEND)
    office.desk.do(SYSTEM, rehearsal.move_clock, tomorrow.replace(hour=3))
    office.do(member, attending.sign_in, one)
    office.do(OPERATOR, attending.hold, one)
    office.do(OPERATOR, attending.take_back_holding, one)
    office.do(OPERATOR, attending.hold, one)
    office.do(OPERATOR, attending.set_presence, one, "县财政局 请假")
    (first,) = office.do(OPERATOR, minutes.resolve, one, "由县水利局会同县财政局提出资金意见")
    (second,) = office.do(OPERATOR, minutes.resolve, one, "会议听取了进展")
    office.do(OPERATOR, minutes.complete, first.id, "县水利局 2026-03-31")
    office.do(OPERATOR, minutes.supervise, first.id, on=True)
    office.do(OPERATOR, minutes.drop, second.id)
    office.do(OPERATOR, minutes.require, one, "抓紧办理")
    office.do(OPERATOR, minutes.rewrite, first.id, "由县水利局会同县财政局提出资金安排意见")
    office.do(OPERATOR, minutes.submit, one, told)
    office.do(OPERATOR, minutes.recall, one, told)
    office.do(OPERATOR, minutes.submit, one, told)
    office.do(head, minutes.sign, one, told, accept=True)
    office.do(OPERATOR, minutes.issue, one, told)

    office.do(head, sittings.propose, SittingKind.PLENARY, "年度安排", told, told)
    four = max(row.id or 0 for row in office.rows(models.Sitting))
    office.do(OPERATOR, sittings.cancel, four, "改期", told)

    office.do(OPERATOR, filing.replace_holder, "县水利局", SeatRole.MEMBER, "水新", reason="因工作变动")
    closed = office.row(models.Task, source_place="2025年第一次临时会议纪要第1项")
    share = office.row(models.Assignment, task_id=closed.id, consolidates=True)
    done = office.do(office.member(LIAISON), answering.record, share.id, 0, Given(AnswerKind.CLOSURE, percent=100))
    report = done.said[0][1].report.id
    office.do(OPERATOR, changing.exempt, closed.id, "县财政局", "不涉及")
    office.do(OPERATOR, reviewing.decide, report, NoticeText("已同意。"), accept=True)
    office.do(OPERATOR, finishing.finish_on, closed.id, office.desk.clock().date(), "县水利局来电")
    office.do(OPERATOR, changing.reopen, closed.id, "回头看发现没有拨付")
