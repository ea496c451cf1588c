"""The office's desk beside plans: pleas passed on and answered, silences put before a convenor, opinions."""

from dataclasses import replace
from datetime import date

from config.clock import day_in_full, local_date
from tasks_db.register import authority, codes, office_day
from tasks_db.register.answers import Said
from tasks_db.register.authority import Right
from tasks_db.register.office_day import PleaLine
from tasks_db.register.refusals import AnswerRefused
from tasks_db.store import desk, facts, models, people, registers
from tasks_db.store.keys import MAX_KEY, key
from tasks_db.store.reports import Loaded
from tasks_db.terms import UnitKind
from tasks_db.work import office_people, pleas
from tasks_db.work.context import Context, act
from tasks_db.work.post import outbox
from tasks_db.work.views import desk as views


@act(Right.REVIEW)
def pass_to_unit(ctx: Context, report_id: int, unit_name: str | None = None, by: date | None = None) -> str:
    """Pass a plea on to the unit that it names, or to another one named by the office; returns the unit's name.

    ``by`` is the day until which the office asks for the answer. Whoever asked hears where it went. Raises
    AnswerRefused where that is no single unit of the registry, or nobody is bound for it.
    """
    line = views.plea(ctx, report_id)
    name = unit_name or line.needs
    unit = pleas.called(ctx, name)
    if unit is None or unit.kind is UnitKind.GROUP:
        raise AnswerRefused(f"单位库里没有“{name}”这个单位。请回复单位库里的名称。")
    told = people.speakers_of(ctx.session, unit.name, ctx.today)
    if not told:
        raise AnswerRefused(f"{unit.name}还没有绑定的联络员，请电话联系，或点“转召集人”。")
    if by is not None:
        facts.put(ctx.session, desk.answer_by(report_id), by.isoformat())
        line = replace(line, by=by, is_over=False)
    text = f"{line.unit}请贵单位协调（办公室转）：\n{_matter(ctx, line)}\n{_answers(line)}"
    answer = ((("答复", office_day.HELPER_ANSWER, (report_id,)),),)
    for person_id in told:
        outbox.tell(ctx.session, person_id, text, ctx.now, answer)
    row = desk.plea(ctx.session, report_id)
    row.unit_told_at, row.unit_id = ctx.now, unit.id
    row.helper_answer, row.helper_answered_at = "", None
    ctx.session.add(row)
    _tell_asker(ctx, report_id, f"“{line.task.title}”的需协调事项已转{unit.name}{_asked_by(by)}。")
    ctx.note("转单位协调", "report", report_id, unit=unit.name, **({"until": by.isoformat()} if by else {}))
    return unit.name


@act(Right.REVIEW)
def ask_helper_again(ctx: Context, report_id: int) -> tuple[str, int]:
    """Ask the unit to which a plea was passed for its answer once more; returns its name and how many days it waits.

    Raises AnswerRefused where it was passed to nobody, and where nobody is bound for the unit by now.
    """
    line, row = views.plea(ctx, report_id), desk.plea(ctx.session, report_id)
    if row.unit_id is None or row.unit_told_at is None:
        raise AnswerRefused("这件还没有转给单位，没有可催的。请先转办，例如“把这件转县财政局”。")
    unit = ctx.session.get_one(models.Unit, row.unit_id)
    told = people.speakers_of(ctx.session, unit.name, ctx.today)
    if not told:
        raise AnswerRefused(f"{unit.name}还没有绑定的联络员，请电话联系，或点“转召集人”。")
    days = (ctx.today - local_date(row.unit_told_at)).days
    text = (
        f"催办：{line.unit}请贵单位协调的事，已等{days}天，还没有收到答复：\n{_matter(ctx, line)}\n{_answers(line)}"
    )
    answer = ((("答复", office_day.HELPER_ANSWER, (report_id,)),),)
    for person_id in told:
        outbox.tell(ctx.session, person_id, text, ctx.now, answer)
    facts.put(ctx.session, desk.asked_again(report_id), ctx.today.isoformat())
    ctx.note("催协调答复", "report", report_id, unit=unit.name)
    return unit.name, days


@act(Right.REVIEW)
def pass_to_convenors(ctx: Context, report_id: int) -> int:
    """Put a plea before the convenors at once; returns how many were told.

    Raises AnswerRefused where none is bound.
    """
    line = views.plea(ctx, report_id)
    answer = ((("答复", office_day.ANSWER, (report_id,)),),)
    text = f"请协调（办公室转）：{line.unit}\n{_matter(ctx, line)}"
    told = office_people.tell_convenors(ctx, text, answer, plan_id=line.task.plan_id)
    if not told:
        raise AnswerRefused("召集人还没有绑定账号，请当面或电话报告，再点“答复单位”记下结果。")
    _mark_convenors(ctx, report_id)
    _tell_asker(ctx, report_id, f"“{line.task.title}”的需协调事项已报召集人。")
    ctx.note("报召集人协调", "report", report_id, told=told)
    return told


def _mark_convenors(ctx: Context, report_id: int) -> None:
    row = desk.plea(ctx.session, report_id)
    row.convenor_told_at = ctx.now
    ctx.session.add(row)


@act(Right.DELIVER)
def pass_left_to_convenors(ctx: Context, report_id: int) -> None:
    """Note that a plea which the office left for a working day goes to the convenors with their bundle of today."""
    _mark_convenors(ctx, report_id)
    ctx.note("报召集人协调", "report", report_id, left="办公室一个工作日没有处理")


@act(Right.DECIDE)
def answer_plea(ctx: Context, report_id: int, words: str) -> PleaLine:
    """Answer a plea: whoever asked hears it, and the office where a convenor has answered; returns the plea.

    Raises AnswerRefused where nothing is said, or the plea is answered meanwhile.
    """
    line = views.plea(ctx, report_id)
    if not words.strip():
        raise AnswerRefused("请写明答复。")
    row = desk.plea(ctx.session, report_id)
    row.answered_at, row.answered_by, row.answer = ctx.now, ctx.by.person_id, words.strip()
    ctx.session.add(row)
    ctx.note("答复需协调事项", "report", report_id, answer=words.strip())
    by = "办公室" if authority.is_office(ctx.who) else f"召集人{ctx.me.name}"
    _tell_asker(ctx, report_id, f"“{line.task.title}”的需协调事项，{by}答复：{words.strip()}")
    if not authority.is_office(ctx.who):
        said = f"{by}答复了{line.unit}的需协调事项（{codes.of(line.task)} {line.task.title}）：{words.strip()}"
        office_people.tell_office(ctx, said, plan_id=line.task.plan_id)
    return line


@act(Right.ANSWER)
def answer_as_helper(ctx: Context, report_id: int, words: str) -> Said:
    """Answer a plea for the unit that it was passed to: whoever asked and the office hear it; returns the report.

    The plea then waits for nobody; the office may still put it before the convenors. Raises AnswerRefused where it
    was not passed to the caller's unit, or nothing is said.
    """
    row = desk.passed_to(ctx.session, authority.units_of(ctx.who)).get(report_id)
    if row is None or row.unit_id is None:
        raise AnswerRefused(views.NOT_PASSED)
    if not words.strip():
        raise AnswerRefused("请写明答复。")
    unit = ctx.session.get_one(models.Unit, row.unit_id).name
    said = Loaded(ctx.session).said(report_id)
    row.helper_answer, row.helper_answered_at = words.strip(), ctx.now
    ctx.session.add(row)
    ctx.note("单位答复需协调事项", "report", report_id, unit=unit, answer=words.strip())
    title, told = said.task.title, f"{unit}答复：{words.strip()}"
    _tell_asker(ctx, report_id, f"“{title}”的需协调事项，{told}\n还没有解决的，请直接再报一次困难。")
    on = ((("转召集人", office_day.TO_CONVENOR, (report_id,)), ("答复单位", office_day.ANSWER, (report_id,))),)
    text = (
        f"{said.assignment.unit}的需协调事项（{codes.of(said.task)} {title}），{told}\n已告知{said.assignment.unit}。"
    )
    office_people.tell_office(ctx, text, on, plan_id=said.plan.id)
    return said


def _asked_by(by: date | None) -> str:
    return f"，请它{by.month}月{by.day}日前答复" if by is not None else ""


def _matter(ctx: Context, line: PleaLine) -> str:
    """What is asked for, in all the words of whoever asks where these are not too many: the rest says why."""
    whole = Loaded(ctx.session).said(line.report_id).report.text.strip()
    words = whole if line.matter in whole and len(whole) <= _WHOLE else line.matter
    return f"{codes.of(line.task)} {line.task.title}\n{words}" + (f"（请{line.needs}协调）" if line.needs else "")


def _answers(line: PleaLine) -> str:
    by = f"请于{line.by.month}月{line.by.day}日前答复。" if line.by is not None and not line.is_over else ""
    return f"{by}办得怎样，请直接回复这一条，对方和办公室都会收到。"


_WHOLE = 400
"""So many characters of a report are passed on whole."""


@act(Right.DELIVER)
def remind_helper(ctx: Context, report_id: int) -> None:
    """Remind the unit to which a plea was passed that its day comes; once for each plea, and not if it answered."""
    part = registers.part(ctx.session, desk.tasks_with_helper(ctx.session))
    line = next((one for one in pleas.open_pleas(ctx, part) if one.report_id == report_id), None)
    if line is None:
        return
    text = f"提醒：{line.unit}请贵单位协调的事，还没有收到答复：\n{_matter(ctx, line)}\n{_answers(line)}"
    answer = ((("答复", office_day.HELPER_ANSWER, (report_id,)),),)
    for person_id in people.speakers_of(ctx.session, line.handled.unit, ctx.today):
        outbox.tell(ctx.session, person_id, text, ctx.now, answer)
    facts.put(ctx.session, desk.asked_again(report_id), ctx.today.isoformat())
    ctx.note("提醒协调答复", "report", report_id, unit=line.handled.unit)


def _tell_asker(ctx: Context, report_id: int, text: str) -> None:
    outbox.tell(ctx.session, ctx.session.get_one(models.Report, report_id).person_id, text, ctx.now)


@act(Right.REVIEW)
def raise_silence(ctx: Context, due_id: int) -> int:
    """Put a unit's long silence before the convenors; returns how many were told.

    Raises AnswerRefused where the unit has reported meanwhile, it was done already, or no convenor is bound.
    """
    day = views.office(ctx)
    line = next((one for one in day.offered if one.due_id == due_id), None)
    if line is None:
        raise AnswerRefused("这个单位已经反馈，或已经报过召集人。")
    text = (
        f"请督促（办公室报）：{line.unit}，{codes.of(line.task)} {line.task.title}\n"
        f"应于{line.due_day.month}月{line.due_day.day}日报，经联络员、成员多次提醒仍未报。"
    )
    told = office_people.tell_convenors(ctx, text, plan_id=line.task.plan_id)
    if not told:
        raise AnswerRefused("召集人还没有绑定账号，请当面或电话报告。")
    ctx.session.add(models.Raised(due_id=due_id, at=ctx.now))
    ctx.session.flush()
    ctx.note("提请召集人督促", "due", due_id, unit=line.unit)
    return told


@act(Right.DECIDE)
def want_week(ctx: Context, *, wanted: bool) -> None:
    """Let the convenor who asks get the weekly picture, or no longer; raises AnswerRefused for anybody else."""
    if not authority.is_convenor(ctx.who):
        raise AnswerRefused("每周简况发给召集人。办公室每个工作日都会收到待办。")
    facts.put(ctx.session, views.weekly(ctx.me.person_id), "1" if wanted else "0")
    ctx.note("要每周简况" if wanted else "不要每周简况", "person", ctx.me.person_id)


@act(Right.ASK)
def give_opinion(ctx: Context, words: str) -> int:
    """Send the office what somebody thinks of the bot, and return its number; raises AnswerRefused for no words."""
    if not words.strip():
        raise AnswerRefused("请写明意见或建议，例如：意见 催报来得太早。")
    row = models.Opinion(person_id=ctx.me.person_id, at=ctx.now, text=words.strip())
    ctx.session.add(row)
    ctx.session.flush()
    ctx.note("提意见", "opinion", row.id)
    answer = ((("答复", office_day.ANSWER_OPINION, (key(row.id),)),),)
    office_people.tell_office(ctx, f"{ctx.by.name}的意见：{row.text}", answer, but=ctx.me.person_id)
    return key(row.id)


@act(Right.REVIEW)
def answer_opinion(ctx: Context, opinion_id: int, words: str) -> str:
    """Answer an opinion, and tell whoever gave it; returns their name.

    Raises AnswerRefused where there is none of this number, it is answered already, or nothing is said.
    """
    row = ctx.session.get(models.Opinion, opinion_id) if opinion_id <= MAX_KEY else None
    if row is None:
        raise AnswerRefused("没有这条意见。全部意见请发“意见单子”。")
    if row.answered_at is not None:
        when = day_in_full(local_date(row.answered_at))
        raise AnswerRefused(f"这条意见{when}已经答复过了。全部意见请发“意见单子”。")
    if not words.strip():
        raise AnswerRefused("请写明答复。")
    row.answered_at, row.answered_by, row.answer = ctx.now, ctx.by.person_id, words.strip()
    ctx.session.add(row)
    ctx.note("答复意见", "opinion", opinion_id, answer=row.answer)
    outbox.tell(ctx.session, row.person_id, f"您的意见“{row.text[:40]}”，办公室答复：{row.answer}", ctx.now)
    name = ctx.session.get_one(models.Person, row.person_id).name
    told = f"{ctx.by.name}答复了{name}的意见“{row.text[:40]}”：{row.answer}"
    for person_id in office_people.bound(ctx, authority.OFFICE):
        if person_id not in {ctx.by.person_id, row.person_id}:
            outbox.tell(ctx.session, person_id, told, ctx.now)
    return name
