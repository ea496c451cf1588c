"""Acts that cannot be done, at the desk alone: each says why or what to do, and changes nothing (R14, R18)."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import partial
from pathlib import Path

import pytest

from tasks_db.refusal import Refusal
from tasks_db.register.authority import OPERATOR
from tasks_db.register.meetings.values import Body, Sitting
from tasks_db.register.notice import NoticeText
from tasks_db.register.people import Address, Member
from tasks_db.register.progress import Given
from tasks_db.register.roster import TableRow
from tasks_db.store import models, people
from tasks_db.terms import AnswerKind, Role, SittingKind
from tasks_db.work.acts import (
    agendas,
    answering,
    changing,
    chasing,
    circulars,
    deputies,
    desk,
    founding,
    handing_out,
    loading,
    lost,
    noticing,
    putting_off,
    reviewing,
    roster,
    seating,
    settling,
    sittings,
    together,
    units,
)
from tasks_db.work.acts.loading import Source
from tasks_db.work.views import plans, versions
from tasks_db.work.views import units as unit_views
from tests.audited_office import CHANNEL, Audited, contents, open_audited
from tests.small_world import STARTS, a_draft, a_draft_task
from tests.test_rules_at_the_desk import loaded

WATER, MONEY, HEAD = 101, 102, 103
END = date(2025, 12, 19)
NOTICE = NoticeText("办公室的话。")
Tried = Callable[[], object]


def told(_body: Body, _sitting: Sitting) -> NoticeText:
    return NOTICE


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Audited]:
    """Two liaisons and a convenor who are reached; a plan handed out, one on trial, one loaded; one sitting."""
    with open_audited(tmp_path, STARTS) as opened:
        found = Audited(opened)
        opened.do(OPERATOR, founding.set_up_office, "清河县", "清河县联席会议", "清河县府办", "文员")
        named = [("县水利局", "联络员", "水联"), ("县财政局", "联络员", "财联"), ("县政府", "召集人", "召一")]
        rows = [TableRow(n, unit, (), (), role, person, "") for n, (unit, role, person) in enumerate(named)]
        opened.do(OPERATOR, roster.load_table, rows)
        for (_, _, name), user in zip(named, (WATER, MONEY, HEAD), strict=True):
            person = found.row(models.Person, name=name)
            opened.do(OPERATOR, seating.bind_directly, person.id, Address(CHANNEL, str(user)))
        yield found


def test_what_cannot_be_done_says_why_and_what_to_do_and_changes_nothing(office: Audited) -> None:
    do, member = office.desk.do, office.member
    water, head = member(WATER), member(HEAD)
    first = loaded(office, a_draft_task("1", "改造管网", ["县水利局"], ["县财政局"], END))
    do(OPERATOR, handing_out.hand_out, first)
    river = a_draft("整治方案", a_draft_task("1", "整治河道", ["县水利局"], [], END))
    other = do(OPERATOR, loading.load_plan, river, Source("整治.txt", "b"))
    task = office.row(models.Task, plan_id=first)
    share = office.row(models.Assignment, task_id=task.id, role=Role.LEAD)
    said = do(water, answering.record, share.id, 0, Given(AnswerKind.PROGRESS, 30, "开工")).said[0][1].report.id
    more = (
        do(
            water,
            answering.record,
            share.id,
            0,
            Given(AnswerKind.EXTENSION, None, "等设备", new_date=END + timedelta(7)),
        )
        .said[0][1]
        .report.id
    )
    do(OPERATOR, circulars.send_circular, "县财政局", "请报送材料")
    circular = office.row(models.Circular).id
    do(water, sittings.propose, SittingKind.PLENARY, "年度安排", told, told)
    do(head, sittings.propose, SittingKind.AD_HOC, "管网经费", told, told)
    plenary, sitting = (row.id for row in office.rows(models.Sitting))
    clerk, today = me(office), office.desk.clock().date()

    refused: dict[str, Tried] = {
        "没有豁免，不用取消。": partial(do, OPERATOR, changing.end_exemption, task.id, "县水利局"),
        "豁免要有理由。": partial(do, OPERATOR, changing.exempt, task.id, "县水利局", " "),
        "这项任务没有取消，不用恢复。": partial(do, OPERATOR, changing.restore_task, task.id),
        "这项任务没有办结，不用重开。": partial(do, OPERATOR, changing.reopen, task.id, "回头看"),
        "办结之后才能销号。": partial(do, OPERATOR, changing.strike_off, task.id),
        "这个方案没有在试运行，不用停。": partial(do, OPERATOR, handing_out.stop_trial, first),
        "终止方案要有原因": partial(do, OPERATOR, handing_out.end, first, " "),
        "这个方案已经催报过，不能移除。": partial(do, OPERATOR, handing_out.remove, first),
        "这个方案没有移除或终止，不用恢复。": partial(do, OPERATOR, handing_out.put_back, first),
        "这个方案没有交办，不能催办。请先交办，各单位的反馈日期到了会自动提醒。": partial(
            do, OPERATOR, chasing.chase, office.row(models.Task, plan_id=other).id, "文员"
        ),
        "缓催到的日子要在今天以后。": partial(do, OPERATOR, putting_off.put_off_for, [share.id], today),
        "没有推迟提醒的，照常催报。": partial(do, OPERATOR, putting_off.ask_again_for, [share.id]),
        "没有推迟提醒的任务。": partial(do, water, putting_off.take_back, []),
        "这条草稿已经提交或撤销。": partial(do, water, answering.submit_draft, said),
        "同意的日期要晚于": partial(do, OPERATOR, reviewing.decide, more, NOTICE, accept=True, day=END),
        "只有还没有审核的延期申请能另定日期。": partial(
            do, OPERATOR, reviewing.decide, said, NOTICE, accept=True, day=END + timedelta(9)
        ),
        "这一条不是“不属我单位”": partial(do, OPERATOR, reviewing.reassign, said, ["县财政局"], NOTICE),
        "这条通知不是发给您的。": partial(do, water, circulars.sign, circular),
        "召集人不在时由副召集人办理": partial(
            do, OPERATOR, deputies.deputise, "", "水联", today, END, seat_of(office, "县政府")
        ),
        "就是县水利局的联络员，不用代理。": partial(do, OPERATOR, deputies.deputise, "县水利局", "水联", today, END),
        "代理的结束日期不能早于开始日期。": partial(
            do, OPERATOR, deputies.deputise, "县水利局", "财联", END, END - timedelta(1)
        ),
        "这个单位已经反馈，或已经报过召集人。": partial(do, OPERATOR, desk.raise_silence, 1),
        "每周简况发给召集人。": partial(do, clerk, desk.want_week, wanted=True),
        "请写明意见或建议": partial(do, water, desk.give_opinion, " "),
        "没有这条意见。全部意见请发“意见单子”。": partial(do, OPERATOR, desk.answer_opinion, 7, "谢谢"),
        "这是您自己正在用的登录。": partial(do, clerk, lost.let_out, clerk.person_id, office.desk.clock()),
        "这条测试消息不是发给您的。": partial(do, water, seating.test_seen, seat_of(office, "县财政局")),
        "单位库里没有这个单位了": partial(do, OPERATOR, settling.identify, other, "县水利局", 999),
        "这项任务没有待定的过期问题，可能已经有人定了。请重新打开这个方案，看现在的疑点。": partial(
            do, OPERATOR, settling.settle_past_due, office.row(models.Task, plan_id=other).id, "done"
        ),
        "这一条已经处理过了。请重新打开这个方案，看现在的疑点。": partial(
            do, OPERATOR, settling.take_candidate, task.id, take=True
        ),
        "已经是“县财政局”的名称。": partial(do, OPERATOR, units.rename, "县水利局", "县财政局"),
        "已经是同一个单位。": partial(office.desk.ask, OPERATOR, unit_views.before_merging, "县水利局", "县水利局"),
        "这个单位已经并入别的单位。": partial(office.desk.ask, OPERATOR, unit_views.name_of, 999),
        "一个方案不能替换它自己。": partial(office.desk.ask, OPERATOR, versions.before_replacing, first, first),
        "只能用还没有交办的新文件来替换。": partial(
            office.desk.ask, OPERATOR, versions.before_replacing, other, first
        ),
        f"方案{first}里没有编号为“9”的任务。": partial(office.desk.ask, OPERATOR, plans.task_by_number, first, "9"),
        "里没有这项任务，请看最新的清单。": partial(
            do, OPERATOR, together.settle_dates, other, {}, {}, {task.id: "ask"}
        ),
        "不同意要写明理由": partial(do, head, sittings.decide, plenary, told, accept=False, reason=" "),
        "按清河县联席会议的规则，开会和纪要由": partial(do, clerk, sittings.decide, plenary, told, accept=True),
        "取消会议要写明原因。": partial(do, head, sittings.cancel, sitting, " ", told),
        "请写参会单位": partial(do, OPERATOR, sittings.set_units, sitting, []),
        "议程没有可以撤销的改动。": partial(do, OPERATOR, agendas.undo, sitting),
        "请写议题。": partial(do, OPERATOR, agendas.add_items, sitting, [(" ", "")]),
        "通知还没有核稿，不用退回。": partial(do, head, noticing.send_back, sitting, "改地点", told),
    }
    with office.desk.door.read() as session:
        before = contents(session)
    wrong = {sentence: heard for sentence, one in refused.items() if sentence not in (heard := words_of(one))}
    assert wrong == {}
    with office.desk.door.read() as session:
        assert contents(session) == before


def me(office: Audited) -> Member:
    """The office's own person, who has no account here."""
    person = office.row(models.Person, name="文员")
    with office.desk.door.read() as session:
        return people.member_of_person(session, person.id, office.desk.clock().date())


def seat_of(office: Audited, unit: str) -> int:
    return int(office.row(models.Seat, unit_id=office.row(models.Unit, name=unit).id).id)


def words_of(tried: Tried) -> str:
    """The sentence with which something is refused; what it gave where it was not."""
    try:
        return f"not refused: {tried()!r}"
    except Refusal as refusal:
        return str(refusal)
    except Exception as error:  # noqa: BLE001 - told below with the others
        return f"{type(error).__name__}: {error}"
