"""通知: words of the office to any mix of units, groups and people, which each of them signs for (签收)."""

from sqlmodel import col, select

from tasks_db.register import giving, office_day
from tasks_db.register.authority import Right
from tasks_db.register.chasing import Unchased
from tasks_db.register.giving import CircularLine, Sending, Signed
from tasks_db.register.refusals import PlanError
from tasks_db.store import desk, models, people
from tasks_db.store.keys import MAX_KEY, key
from tasks_db.store.units import named_unit
from tasks_db.terms import NoticeState
from tasks_db.work import sending_papers
from tasks_db.work.context import Context, act
from tasks_db.work.post import outbox
from tasks_db.work.views import circulars as views

_LONGEST_ANSWER, _LONGEST_NAME = 500, 40
_NOT_LEFT = (NoticeState.PENDING, NoticeState.TO_PASS_ON)


@act(Right.PLAN)
def send_circular(ctx: Context, whom: str, text: str, paper_id: int | None = None) -> Sending:
    """Send a notice to whom words name, each of whom signs for it; a unit that it cannot reach is kept with it.

    Where it reaches nobody, it stays with the units that are to be told by phone. The issue ``paper_id`` goes with it
    as its file. Raises PlanError for no words, and for words that name nobody, PaperError for what was not issued.
    """
    if not text.strip():
        raise PlanError("请写通知的内容，例如：通知全体：周五前报送年度总结。")
    found = views.before_sending(ctx, whom)
    file = sending_papers.file_of(ctx, paper_id) if paper_id is not None else None
    meeting_id = key(people.the_meeting(ctx.session).id)
    circular = models.Circular(meeting_id=meeting_id, at=ctx.now, text=text.strip(), whom=found.whom)
    ctx.session.add(circular)
    ctx.session.flush()
    told: set[int] = set()
    for one in views.reached_by(ctx, whom)[1]:
        person_id = one.holder.person_id if one.holder is not None else None
        ctx.session.add(models.CircularReader(circular_id=key(circular.id), person_id=person_id, unit_id=one.unit_id))
        if person_id is not None and person_id not in told:
            _send(ctx, person_id, circular, "通知（办公室）", file)
            told.add(person_id)
    ctx.session.flush()
    paper = {} if paper_id is None else {"paper": paper_id}
    ctx.note(sending_papers.SENT, "circular", circular.id, whom=found.whom, people=found.people, **paper)
    return found


def _send(
    ctx: Context, person_id: int, circular: models.Circular, head: str, file: tuple[str, bytes] | None = None
) -> None:
    number = (key(circular.id),)
    buttons = [("签收", office_day.SIGN, number)]
    if not giving.asks_no_answer(circular.text):
        buttons.append(("答复", office_day.ANSWER_NOTICE, number))
    outbox.tell(ctx.session, person_id, f"{head}：\n{circular.text}", ctx.now, (tuple(buttons),), file=file)


@act(Right.ASK)
def sign(ctx: Context, circular_id: int) -> Signed:
    """签收 a notice for whoever asks, and return it with for how many units; a second time changes nothing.

    Raises PlanError for a notice that was not sent to them.
    """
    rows = views.sent_to_me(ctx, circular_id)
    for row in rows:
        row.read_at = row.read_at or ctx.now
        ctx.session.add(row)
    ctx.session.flush()
    ctx.note("签收通知", "circular", circular_id)
    return Signed(ctx.session.get_one(models.Circular, circular_id).text, len(rows))


@act(Right.ASK)
def answer(ctx: Context, circular_id: int, text: str) -> Signed:
    """Keep what whoever asks answers to a notice, which signs for it too; a later answer takes the place of this one.

    Raises PlanError for no words, and for a notice that was not sent to them.
    """
    words = text.strip()[:_LONGEST_ANSWER]
    if not words:
        raise PlanError("请写答复的内容，例如：值班电话 8123456，值班人王芳。")
    rows = views.sent_to_me(ctx, circular_id)
    for row in rows:
        row.read_at = row.read_at or ctx.now
        row.answer, row.answered_at = words, ctx.now
        ctx.session.add(row)
    ctx.session.flush()
    ctx.note("答复通知", "circular", circular_id)
    return Signed(words, len(rows))


@act(Right.PLAN)
def keep_call(ctx: Context, unit: str, text: str, who: str) -> tuple[CircularLine, str]:
    """Write down what a unit was told by phone; return the notice of that, the one that waited for it, and its name.

    Raises PlanError for no words, and as ``told_by_phone`` does.
    """
    if not text.strip():
        raise PlanError("请写电话里告知了什么，例如：已电话告知县水利局：会议改到周五。")
    meeting = people.the_meeting(ctx.session)
    found = named_unit(ctx.session, meeting.jurisdiction_id, unit)
    waits = [call for call, row, _ in desk.calls_waiting(ctx.session) if row.unit_id == found.id]
    meant = waits if len(waits) == 1 else [call for call in waits if _is_about(call.text, text)]
    if meant:
        return [told_by_phone(ctx, found.name, who, circular_id=key(call.id)) for call in meant][-1]
    circular = models.Circular(meeting_id=key(meeting.id), at=ctx.now, text=text.strip(), whom=found.name)
    ctx.session.add(circular)
    ctx.session.flush()
    ctx.session.add(models.CircularReader(circular_id=key(circular.id), person_id=None, unit_id=key(found.id)))
    ctx.session.flush()
    ctx.note("电话告知", "circular", circular.id, unit=found.name)
    return told_by_phone(ctx, found.name, who, circular_id=key(circular.id))


def _is_about(call: str, words: str) -> bool:
    """Whether words name the task that a call is about, which stands in quotes in its text."""
    title = call.partition("“")[2].partition("”")[0]
    return bool(title) and title in words


@act(Right.PLAN)
def told_by_phone(
    ctx: Context, unit: str, who: str, words: str = "", circular_id: int | None = None
) -> tuple[CircularLine, str]:
    """Write down that a unit was told of a notice by phone; return the notice and the unit's name.

    ``who`` took the call, and ``words`` are what they answered, if they did. Without ``circular_id`` it is the latest
    notice that is meant for the unit. Raises UnitError for a name that no unit has, PlanError for nobody who took the
    call and for a notice that is not meant for the unit.
    """
    if not who.strip():
        raise PlanError("请写是谁接的电话，例如：电话通知县水利局，王芳接的。")
    meeting = people.the_meeting(ctx.session)
    found = named_unit(ctx.session, meeting.jurisdiction_id, unit)
    notices = [
        (notice, row)
        for notice, row in desk.notices_of(ctx.session, key(found.id))
        if circular_id in (None, notice.id)
    ]
    if not notices:
        raise PlanError(f"没有发给{found.name}的通知。发送 /notices 查看发过的通知。")
    latest = notices[-1][0]
    for row in (row for notice, row in notices if notice.id == latest.id):
        row.read_at = row.read_at or ctx.now
        row.phoned = who.strip()[:_LONGEST_NAME]
        if words.strip():
            row.answer, row.answered_at = words.strip()[:_LONGEST_ANSWER], ctx.now
        ctx.session.add(row)
    ctx.session.flush()
    ctx.note("电话通知", "circular", latest.id, unit=found.name, who=who.strip()[:_LONGEST_NAME])
    return views.circular(ctx, key(latest.id)), found.name


@act(Right.PLAN)
def ask_for_answers(ctx: Context, circular_id: int) -> tuple[str, ...]:
    """Send a notice once more to whoever signed for it without answering; return their names.

    Raises PlanError where that is nobody.
    """
    line = views.circular(ctx, circular_id)
    circular = ctx.session.get_one(models.Circular, circular_id)
    wanted = {(one.person, one.unit) for one in line.unanswered if not one.phoned}
    again = dict.fromkeys(
        row.person_id
        for row, person, unit in desk.readers(ctx.session, circular_id)
        if row.person_id is not None and (person, unit) in wanted
    )
    if not again:
        raise PlanError(
            "签收了的都已答复；电话通知的请打电话问。" if line.unanswered else "签收了的都已答复，不用再催。"
        )
    for person_id in again:
        _send(ctx, person_id, circular, "已签收，还没有答复，请直接回复内容（办公室）")
    ctx.note("催答复", "circular", circular_id, people=len(again))
    return tuple(people.names(ctx.session, again).values())


@act(Right.PLAN)
def remind_readers(ctx: Context, circular_id: int) -> tuple[str, ...]:
    """Send a notice once more to whoever has not signed, and to whoever can be reached only by now; return names.

    Raises PlanError where that is nobody.
    """
    views.circular(ctx, circular_id)  # refuses a number of none
    circular = ctx.session.get_one(models.Circular, circular_id)
    rows = ctx.session.exec(
        select(models.CircularReader).where(
            models.CircularReader.circular_id == circular_id, col(models.CircularReader.read_at).is_(None)
        )
    ).all()
    by_now = views.now_reached(ctx, [row.unit_id for row in rows if row.person_id is None])
    again = {row.person_id: "请签收通知（办公室）" for row in rows if row.person_id is not None}
    for row in rows:
        if row.person_id is None and row.unit_id in by_now:
            row.person_id = by_now[row.unit_id]
            ctx.session.add(row)
            again.setdefault(row.person_id, "通知（办公室）")
    if not again:
        left = any(row.person_id is None for row in rows)
        raise PlanError("能送到的都已签收；送不到的请发链接、登记邮箱或打电话。" if left else "都已签收，不用再催。")
    file = sending_papers.file_with(ctx, circular_id)
    for person_id, head in again.items():
        _send(ctx, person_id, circular, head, file)
    ctx.session.flush()
    ctx.note("催签收", "circular", circular_id, people=len(again))
    return tuple(people.names(ctx.session, again).values())


@act(Right.PLAN)
def take_back(ctx: Context, circular_id: int) -> Unchased:
    """Take a notice back as far as it has not left; return the names of who does not get it, and of who has.

    Raises PlanError where nothing of it waits and nobody has got it: it was taken back before.
    """
    rows = desk.readers(ctx.session, min(circular_id, MAX_KEY))
    called = {row.person_id: person for row, person, _ in rows if row.person_id is not None and person is not None}
    sent = [
        one
        for one in desk.told_since(ctx.session, called, ctx.session.get_one(models.Circular, circular_id).at)
        if desk.offers(one, office_day.SIGN) == circular_id
    ]
    waits = [one for one in sent if one.state in _NOT_LEFT and not one.doubtful]
    gone = {one.person_id for one in sent if one not in waits}
    stopped = {one.person_id for one in waits} - gone
    for one in waits:
        ctx.session.delete(one)
    for row, _, _ in rows:
        if row.person_id in stopped or (waits and row.person_id is None):
            ctx.session.delete(row)
    ctx.session.flush()
    if not called:
        raise PlanError("这条通知已经撤回，没有再发。")
    if waits:
        ctx.note("撤回通知", "circular", circular_id, people=len(stopped))
    return Unchased(
        tuple(name for one, name in called.items() if one in stopped),
        tuple(name for one, name in called.items() if one not in stopped),
    )
