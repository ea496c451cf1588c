"""What the office reviews: the list of reports that wait, and one of them with its decision."""

from collections.abc import Sequence
from datetime import date, datetime

from messages import actions, dates, paging
from messages.message import Button, Message, in_rows
from messages.phrases import INCOMPLETE, clip, names, said, signed
from tasks_db.language.done_days import done_on
from tasks_db.register import codes, progress
from tasks_db.register.answers import Said
from tasks_db.register.notice import NoticeText
from tasks_db.register.reviews import Decided, Passed, is_plain, newest, outdated, waiting_beside
from tasks_db.register.rounds import is_round
from tasks_db.register.values import Due, Report, Task
from tasks_db.terms import AnswerKind, CheckpointKind, ReportStatus, Role

PER_PAGE = 6
_MOST_ASKED = 8
_PLAN_WORDS = 240


def waiting(reports: Sequence[Said], page: int, now: datetime, lacking: Sequence[Said] = ()) -> Message:
    """Return one page of the reports that wait for a decision, and a button that passes the plain ones together.

    ``lacking`` are the 申请办结 that wait for other units, below them and numbered on: they may only be returned.
    """
    if not reports and not lacking:
        return Message(f"没有待审核的反馈。（{dates.as_of(now)}）")
    found = paging.so_many(len(reports), PER_PAGE, page)
    shown = list(enumerate(reports[found.first : found.last], found.first + 1))
    lines = [f"待审核{len(reports)}条（{dates.as_of(now)}），点编号查看："]
    lines += [_line(n, one) for n, one in shown]
    behind = list(enumerate(lacking[:PER_PAGE], len(reports) + 1))
    if behind:
        lines.append(f"{INCOMPLETE}的办结申请{len(lacking)}条（还有单位没有反馈，现在可以退回或催一催）：")
        lines += [_line(n, one) for n, one in behind]
    numbers = [Button(str(n), actions.REVIEW_ONE, (one.report.id,)) for n, one in (*shown, *behind)]
    plain = [one.report.id for one in newest([one for one in reports if is_plain(one.report)])]
    together = ((Button(f"一般反馈{len(plain)}条全部通过", actions.ACCEPT_PLAIN, (max(plain),)),),) if plain else ()
    turn = paging.turning(found, actions.REVIEW)
    return Message("\n".join(lines), (*in_rows(numbers, 6), *((turn,) if turn else ()), *together))


def _line(number: int, one: Said) -> str:
    return (
        f"{number}. {codes.of(one.task)} {one.assignment.called}·{clip(one.task.title, 18)}{_way(one.report)}\n"
        f"　{clip(said(one.report), 44)}"
    )


def which_returned(found: Sequence[Said], now: datetime) -> Message:
    """Ask which of several reports is to be returned, or say that none of this name waits."""
    if not found:
        return Message(
            f"没有这样一条待审核的（{dates.as_of(now)}）。看还有哪些请发“待审核”；已经通过的，请说“把某某局1-5那条收回”。"
        )
    shown = list(enumerate(found[:_MOST_ASKED], 1))
    numbers = [Button(str(n), actions.REVIEW_ONE, (one.report.id,)) for n, one in shown]
    return Message(
        "\n".join(["退回哪一条？点编号，再点“退回”：", *(_line(n, one) for n, one in shown)]), in_rows(numbers, 6)
    )


def _way(report: Report) -> str:
    return "（来自链接）" if report.link_id is not None else ""


def before_passing(reports: Sequence[Said], until: int) -> Message:
    """Ask once before several reports are passed together, with how many there are and how many are told (R17)."""
    plain = [one for one in reports if is_plain(one.report) and one.report.id <= until]
    buttons = (Button("确认通过", actions.ACCEPT_PLAIN, (until, 1)), Button("返回列表", actions.REVIEW, (0,)))
    rest = sum(is_plain(one.report) for one in reports) - len(plain)
    return Message(passing(plain, len(reports) - len(plain) - rest, rest), (buttons,))


def passing(plain: Sequence[Said], left: int, unticked: int = 0) -> str:
    """Return what passing some reports together does, in numbers.

    ``left`` are those to be decided one by one, ``unticked`` the plain ones that are not passed with these.
    """
    plain = newest(plain)
    gone = [f"{codes.of(one.task)} {r.unit}的“{clip(said(r), 30)}”" for one in plain for r in outdated(one)]
    told = len({one.report.person for one in plain})
    stay = [f"没有勾选的一般反馈{unticked}条"] if unticked else []
    stay += [f"其余{left}条（申请、困难、需协调）"] if left else []
    kept = f"{'、'.join(stay)}不动。" if stay else ""
    units = names(list(dict.fromkeys(one.report.unit for one in plain)), 6)
    ends = f"当天后来改报了新数的不再审核：{names(gone, 3)}。" if gone else ""
    return f"将通过{len(plain)}条一般反馈（{units}），告知{told}人，请确认。{ends}{kept}"


def passed(value: Passed, left: int) -> Message:
    """Return the receipt of reports that were passed together, with the way on to what is left."""
    on = ((Button(f"审核其余{left}条", actions.REVIEW, (0,)),),) if left else ()
    link = f"，另{value.on_link}人打开链接就能看到" if value.on_link else ""
    return Message(f"已通过{value.reports}条，告知{value.told}人{link}。", on)


def one(case: Said, now: datetime) -> Message:
    """Return one report with its decision, while it has none; a 申请办结 that is 待补齐 can only be returned.

    Beside the words of the unit stand the plan's, and what the unit said before.
    """
    task, report = case.task, case.report
    lines = [
        f"{codes.of(task)} {task.title}（{case.plan.title}）",
        f"{signed(report)}",
        f"　{clip(said(report), 900)}",
        *_given_away(case),
    ]
    if (moves := moving(case)) is not None:
        lines.append(f"　{moves}")
    elif case.owed is not None:
        lines.append(f"　{case.owed.checkpoint.kind.zh}：{dates.day(case.owed.task_day)}")
    if report.evidence:
        lines.append(f"　佐证：{'、'.join(report.evidence)}")
    lines.append(f"方案原文：{clip(task.source_quote or task.content, _PLAN_WORDS)}")
    lines += [f"此前：{clip(said(r), 60)}（{signed(r)}）" for r in said_before(case, now)]
    lines += [f"后来又报：{clip(said(r), 60)}（{signed(r)}）" for r in said_after(case, now)]
    if report.decided_at is None and (gone := outdated(case)):
        lines.append(f"　通过后，当天先报的{'、'.join(f'“{clip(said(r), 30)}”' for r in gone)}不再审核")
    decide = [
        Button(agreeing(report.kind), actions.ACCEPT, (report.id,)),
        *([Button("同意，另定日期", actions.GRANT, (report.id,))] if report.kind is AnswerKind.EXTENSION else []),
        Button("退回", actions.RETURN, (report.id,)),
    ]
    if beside := waiting_beside(case):
        lines.append(f"　{_unread(beside)}")
    if progress.is_incomplete(task, report, now):
        silent = [a.unit for a in progress.silent_units(task, now)]
        lines.append(f"　{INCOMPLETE}：还有{len(silent)}个单位没有反馈（{names(silent)}）")
        decide = [Button("催一催", actions.CHASE, (task.id,)), *decide[-1:]]
    decide.append(Button("下一条", actions.REVIEW_NEXT, (report.id,)))
    decided = report.status is ReportStatus.ACCEPTED and report.decided_by is not None
    back = Button("收回，退回重报", actions.RETURN_ACCEPTED, (report.id,))
    again = (_again(report), back) if decided and report.kind is not AnswerKind.EXTENSION else ()
    rows = (tuple(decide),) if report.decided_at is None else (again,) if again else ()
    around = (Button("看任务", actions.TASK, (task.id,)), Button("返回列表", actions.REVIEW, (0,)))
    return Message("\n".join(lines), (*rows, around))


def _given_away(case: Said) -> list[str]:
    """Say of the words of a unit that has no share any more that they are from before."""
    if case.assignment.ended_at is None:
        return []
    now = names([a.printed for a in case.task.printed_assignments if a.role is case.assignment.role])
    return [f"　这是单位调整前的反馈：{case.assignment.role.zh}单位现在是{now or '（没有）'}。"]


def moving(case: Said) -> str | None:
    """Return which day an extension would move to which, the unit's own and the task's; None for other reports.

    A unit that collects for another owes on a day of its own: that is what moves, and the task's date stays (R9).
    Of a deadline and a round the one that does not move is named.
    """
    report, owed = case.report, case.owed
    if report.kind is not AnswerKind.EXTENSION or report.new_date is None or owed is None:
        return None
    if case.assignment.consolidates or owed.task_day == owed.day:
        return f"{_moved(case.task, owed)} → 申请{dates.day(report.new_date)}{_staying(case.task, owed)}"
    late = "，晚于整项时限" if report.new_date > owed.task_day else ""
    whole = f"整项{owed.checkpoint.kind.zh}仍是{dates.day(owed.task_day)}"
    return f"原收集日{dates.day(owed.day)} → 申请{dates.day(report.new_date)}{late}；{whole}"


def _moved(task: Task, owed: Due) -> str:
    beside = is_round(owed) and task.deadline is not None
    return f"原{'报送日' if beside else '时限'}{dates.day(owed.day)}"


def _staying(task: Task, owed: Due) -> str:
    if not is_round(owed):
        return "，定期报送不变" if task.cycles and owed.checkpoint.kind is CheckpointKind.DEADLINE else ""
    return f"；任务时限仍是{dates.day(task.deadline.day)}" if task.deadline is not None else ""


def _unread(reports: Sequence[Report]) -> str:
    units = names(list(dict.fromkeys(one.unit for one in reports)), 6)
    return f"这一项还有{len(reports)}条反馈没有审核（{units}）"


def before_closing(case: Said) -> Message | None:
    """Ask before a task is closed while what other units said of it is unread (R17); None where nothing is."""
    beside = waiting_beside(case)
    if not beside:
        return None
    text = (
        f"同意办结“{case.task.title}”？{_unread(beside)}；同意后整项办结、不再催报，"
        "它们仍列在审核里。也可以先审核它们，再同意办结。"
    )
    first = Button("先审核它们", actions.REVIEW_ONE, (beside[0].id,))
    return Message(text, ((Button("仍同意办结", actions.ACCEPT, (case.report.id, 1)), first),))


def agreeing(kind: AnswerKind) -> str:
    """Return what accepting a report of a kind is called."""
    return {
        AnswerKind.CLOSURE: "同意办结",
        AnswerKind.EXTENSION: "同意延期",
        AnswerKind.NOT_OURS: "同意，调整单位",
    }.get(kind, "通过")


def said_before(case: Said, now: datetime) -> list[Report]:
    """Return what the unit said of the task before, the latest two."""
    here = (case.report.at, case.report.id)
    return [r for r in progress.standing_reports(case.assignment, now) if (r.at, r.id) < here][-2:]


def said_after(case: Said, now: datetime) -> list[Report]:
    """Return what the unit has said of the task since, the latest two."""
    here = (case.report.at, case.report.id)
    return [r for r in progress.standing_reports(case.assignment, now) if (r.at, r.id) > here][-2:]


def none_left() -> str:
    """Return what stands at the end of the queue."""
    return "后面没有待审核的反馈了。"


def ask_reason(case: Said) -> str:
    """Return the question for the reason of a return."""
    report = case.report
    return f"退回{report.unit}关于“{case.task.title}”的反馈（{report.kind.zh}）。请回复退回的原因。"


def reassigned(case: Said, units: Sequence[str]) -> NoticeText:
    """Return what the unit is told whose task goes to others as it asked."""
    stays = case.assignment.printed in units
    ends = "" if stays else "，贵单位不用再报这一项"
    return NoticeText(f"“{case.task.title}”的异议已同意：{case.assignment.role.zh}单位改为{'、'.join(units)}{ends}。")


def whose_instead(case: Said, other: str | None = None) -> Message:
    """Ask the office for the right unit once a unit's 不属我单位 is agreed to; until then it stays in 待办.

    ``other`` is the unit that the report names, where the registry knows it.
    """
    task, report = case.task, case.report
    field = "leads" if case.assignment.role is Role.LEAD else "resps"
    now = "、".join(a.printed for a in task.printed_assignments if a.role is case.assignment.role)
    meant = f"{report.unit}说应由{report.needs}负责。" if report.needs else ""
    text = (
        f"{codes.of(task)} {task.title}：{meant}请改{case.assignment.role.zh}单位（现在是{now}）。"
        "改好以后告知新的单位，不再问原来的；没改之前留在待办里。"
    )
    other_row = ((Button(f"改为{other}", actions.INSTEAD, (report.id,)),),) if other else ()
    change = Button(f"改{case.assignment.role.zh}单位", actions.EDIT_FIELD, (task.id, field))
    return Message(text, (*other_row, (change, Button("看任务", actions.TASK, (task.id,)))))


def _put_right(case: Said, reason: str, *, was_accepted: bool) -> str:
    """What the unit is told where a return puts right what the office itself did: it has nothing to mend."""
    report = case.report
    if report.entered_by:
        told = f"{dates.day(report.said_on)}{report.sheet or '电话'}所报的“{said(report)}”"
        was = f"原记为贵单位{told}（{report.written_down}）"
        then = "贵单位没有这样报过的，不用做什么，这一条不在任何表里算数；要报的请照常回复"
    elif was_accepted:
        was = f"原已通过的{report.kind.zh}“{said(report)}”"
        owed = case.owed
        due = f"，仍按{dates.day(owed.day)}应报" if owed is not None else ""
        then = f"这一项照旧办理{due}，情况有变的请重新回复"
    else:
        return ""
    return f"办公室更正“{case.task.title}”：{was}，现不作数，依据：{reason}\n{then}。"


def _day_kept(owed: Due) -> str:
    """The day of the task by which it stays; beside it the unit's own, where that is another (R9)."""
    if owed.day == owed.task_day:
        return f"时限仍是{dates.day(owed.task_day)}，"
    return f"{owed.checkpoint.kind.zh}仍是{dates.day(owed.task_day)}（贵单位的收集日{dates.day(owed.day)}），"


def told(
    case: Said, *, accept: bool, reason: str = "", day: date | None = None, was_accepted: bool = False
) -> NoticeText:
    """Return what the unit is told of a decision; of a return with a button that opens its task.

    ``day`` is the one that the office grants in place of the one that was asked for. ``was_accepted``: the report was
    accepted once, and is returned since the office took that back.
    """
    report, title = case.report, case.task.title
    if not accept:
        if case.assignment.ended_at is not None:
            return NoticeText(f"“{title}”的{report.kind.zh}没有通过：{reason}\n这一项已不由贵单位报，不用再回复。")
        card = ("打开任务，重新回复", actions.CARD, (report.assignment_id, 0))
        if mended := _put_right(case, reason, was_accepted=was_accepted):
            return NoticeText(mended, ((("打开任务", *card[1:]),),))
        text = f"“{title}”的{report.kind.zh}被退回：{reason}\n"
        if report.kind is AnswerKind.EXTENSION:  # it was decided: nothing is to be added
            kept = _day_kept(case.owed) if case.owed is not None else ""
            return NoticeText(
                f"{text}没有同意延期，{kept}请按原时限办理；有新的情况可以再申请。", ((("打开任务", *card[1:]),),)
            )
        return NoticeText(f"{text}请按意见补充后重新回复。", ((card,),))
    new = day or report.new_date
    until = f"至{dates.day(new)}" if new else ""
    asked = (
        f"（您申请的是{dates.day(report.new_date)}）" if day and report.new_date and day != report.new_date else ""
    )
    owed = case.owed
    whole = (
        f"整项{owed.checkpoint.kind.zh}仍是{dates.day(owed.task_day)}。"
        if owed is not None and not case.assignment.consolidates and owed.task_day != owed.day
        else ""
    )
    sentence = {
        AnswerKind.CLOSURE: f"“{title}”已同意办结，不再催报。",
        AnswerKind.EXTENSION: f"“{title}”已同意延期{until}{asked}。{whole}",
        AnswerKind.NOT_OURS: f"“{title}”的异议已同意，办公室会调整责任单位。",
    }.get(report.kind)
    phoned = f"\n办公室代您录入：{said(report)}" if report.entered_by else ""
    return NoticeText((sentence or f"“{title}”的反馈（{report.kind.zh}）已通过审核。") + phoned)


def _again(report: Report) -> Button:
    return Button("撤销审核", actions.REVIEW_AGAIN, (report.id,))


def accepted(receipt: str, report: Report) -> Message:
    """Return the receipt of an accepted report with the way back."""
    if report.kind is AnswerKind.EXTENSION:  # the date has moved with it
        return Message(f"{receipt}\n同意错了的，把这项任务的时限改回就行，会告知单位。")
    return Message(receipt, ((_again(report),),))


def before_review_again(case: Said) -> str:
    """Ask before an acceptance is taken back: what waits again, and who is told (R17)."""
    report = case.report
    return f"撤销对{report.unit}“{case.task.title}”的审核？这条重新待审核，并告知{report.person}正在重新审核。"


def ask_why_returned(case: Said, paper: str | None) -> str:
    """Ask why an accepted report is taken back, with what that does (R17)."""
    return f"{_taking_away(case, paper)}请回复原因；不收回请发“不用了”。"


def before_taking_away(case: Said, paper: str | None, reason: str) -> str:
    """Return the question before an accepted report is taken back for a reason, with what that does (R17)."""
    return f"{_taking_away(case, paper)}原因：{reason}"


def _taking_away(case: Said, paper: str | None) -> str:
    report = case.report
    issued = f"已印发的{paper}不改，要改请打开它点“发更正”。" if paper else ""
    return (
        f"收回{report.unit}“{case.task.title}”已通过的“{clip(said(report), 60)}”（{signed(report)}）？"
        f"收回后这条不再算数，单位收到更正并重新报，下一个工作日起再提醒。{issued}"
    )


def reviewed_again(value: Decided) -> Message:
    """Return the receipt of an acceptance that was taken back, and whether the unit was told."""
    report = value.said.report
    text = f"已撤销审核：{report.unit}“{value.said.task.title}”这条重新待审核，{_heard(value)}"
    return Message(text, ((Button("重新审核", actions.REVIEW_ONE, (report.id,)),),))


def decided(value: Decided) -> str:
    """Return the receipt of a decision for whoever took it: what was decided, and whether the unit was told."""
    report = value.said.report
    verdict = "已通过" if report.status is ReportStatus.ACCEPTED else f"已退回（{report.reason}）"
    return f"{verdict}：{report.unit} {report.kind.zh}\n　{value.said.task.title}\n{_heard(value)}{_others(value)}"


def _others(value: Decided) -> str:
    """Say which other units heard that their date has moved too, and whom nobody told."""
    told = f"一并改期的{'、'.join(value.others)}也已告知。" if value.others else ""
    return told + (f"{'、'.join(value.untold)}没有可通知的联络员，请电话告知。" if value.untold else "")


def real_day(case: Said, today: date) -> str:
    """Say where to put down the day on which a unit says that it was done, where its task was closed on another."""
    day = done_on(case.report.text, case.report.said_on) if case.report.kind is AnswerKind.CLOSURE else None
    if day is None or day == today:
        return ""
    return (
        f"\n办结日期现在按今天；单位说的是{dates.day(day)}。要按那天，请说"
        f"“{codes.of(case.task)}办结日期改为{day.month}月{day.day}日”，或在方案页这一项里改。"
    )


def _heard(value: Decided) -> str:
    person = value.said.report.person
    if value.on_link:
        return f"{person}打开链接就能看到。"
    return f"已告知{person}。" if value.reached else f"{person}还没有绑定，请电话告知。"
