"""Answers of where things stand as messages: overdue, progress, mine, unreported, coordination, indicators."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from config.clock import local_date
from messages import actions, brief, dates
from messages.message import Button, Message, in_rows
from messages.phrases import exempted
from messages.query_page import Answered, Line, about, joined, message
from tasks_db.register import codes, thresholds
from tasks_db.register.digest.values import Coordination, Unreported
from tasks_db.register.queries import Answer, Filters, IndicatorRow, MineRow, OverdueRow, ProgressRow, encode
from tasks_db.terms import CheckpointKind, ReportState, Verdict, WorkState

OVERDUE, PROGRESS, MINE = "overdue", "progress", "mine"
UNREPORTED, COORDINATION, INDICATORS = "unreported", "coordination", "indicators"

_PLEA, _ANSWERS = 48, 100
"""What is asked of others is what a reader came for: it is cut last."""
_NOT_REACHED = "未送达：没有联络员、未绑定或联系不上，请办公室另行联系。"
_SHOWN_TITLES = 3


def convenor_menu() -> Message:
    """What a convenor asks most, one tap each."""
    everything = encode(Filters())
    asks = (
        Button("逾期任务", actions.PAGE, (OVERDUE, everything, 0)),
        Button("需协调事项", actions.PAGE, (COORDINATION, everything, 0)),
        Button("未报送单位", actions.BY_UNIT, (UNREPORTED, everything, 0)),
        Button("本期通报", actions.DIGEST, ("all", 0, 0)),
        Button("指标完成情况", actions.PAGE, (INDICATORS, everything, 0)),
    )
    return Message("想看哪一项？点下面的按钮，或直接输入“县教委进展”“李某某负责的”这样的话。", in_rows(asks, 2))


def overdue(answer: Answer[OverdueRow], page: int = 0) -> Message:
    """Return late work, tasks first; below it the late reports, which are no late work."""
    today = local_date(answer.as_of)
    tasks = sum(row.is_task for row in answer.rows)
    reports = sum(row.report_state is not None for row in answer.rows)
    milestones = len(answer.rows) - tasks - reports
    head = f"逾期任务{tasks}项" + (f"，长期任务未完成的节点{milestones}条" if milestones else "")
    head += f"；另有{reports}条未按时报送，不算任务逾期" if reports else ""
    lines = [Line(_overdue(row, today), row.assignment_id, row.due_id, row.task.task_id) for row in answer.rows]
    return message(
        answer,
        Answered(
            OVERDUE,
            [head + about(answer)],
            f"没有逾期的任务{about(answer)}，都在时限之内。",
            "您能看到的任务里没有逾期的",
            lines,
        ),
        page,
    )


def overdue_units(answer: Answer[OverdueRow], page: int = 0) -> Message:
    """Return the late tasks of each unit in one line, and how many of its reports are late."""
    units: dict[str, list[OverdueRow]] = {}
    for row in answer.rows:
        units.setdefault(row.unit, []).append(row)
    lines = [Line(_of_unit(unit, rows)) for unit, rows in units.items()]
    tasks = sum(row.is_task for row in answer.rows)
    head = f"逾期任务{tasks}项，涉及{len({r.unit for r in answer.rows if r.is_task})}个单位{about(answer)}"
    empty = f"没有逾期的任务{about(answer)}，都在时限之内。"
    seen = "您能看到的任务里没有逾期的"
    answered = Answered(OVERDUE, [head], empty, seen, lines, numbered=False, action=actions.BY_UNIT)
    return message(answer, answered, page)


def _of_unit(unit: str, rows: Sequence[OverdueRow]) -> str:
    late = [row for row in rows if row.report_state is None]
    reports = len(rows) - len(late)
    titles = "、".join(f"{brief.clipped(row.task.title, 10)}{lateness(row)}" for row in late[:_SHOWN_TITLES])
    apart = f"{'；' if late else ''}未按时报送{reports}条" if reports else ""
    return f"{brief.unit(unit)}：{titles}{apart}"


def _overdue(row: OverdueRow, today: date) -> str:
    unit = f"{brief.unit(row.unit)}{len(row.missing)}个单位" if row.due_id is None else brief.unit(row.unit)
    kind = "" if row.kind is CheckpointKind.DEADLINE else row.kind.zh
    day = brief.day(row.due_day, today) + ("应报" if row.report_state is not None else "")
    return joined(brief.title(row.task.title), unit, day, kind, lateness(row))


def lateness(row: OverdueRow) -> str:
    """Return 逾期12天 of a task, 未按时报送 of a report, and of a milestone of 长期推进 since when it is over."""
    if row.report_state is not None:
        return row.report_state.zh
    return f"逾期{row.days}天" if row.is_task else f"节点已过{row.days}天"


def _status(row: ProgressRow) -> str:
    word = row.work_state.zh if row.work_state else row.state.zh
    percent = f"{row.percent}%" if row.percent is not None and row.work_state is not WorkState.CLOSED else ""
    if percent and row.speaker:  # another unit's figure is not the whole task's
        percent = f"（{brief.unit(row.speaker)}报{percent}）"
    late = f"（逾期{row.late.days}天）" if row.late else ""
    return word + percent + late + (f"（{row.mark.zh}）" if row.mark else "")


def progress(answer: Answer[ProgressRow], page: int = 0) -> Message:
    """Return each task's state, percent and last words, with who said them and when."""
    today = local_date(answer.as_of)
    lines = [Line(_progress(row, today), row.assignment_id, row.due_id, row.task.task_id) for row in answer.rows]
    whole = (
        f"（共{answer.of}项）" if answer.of is not None and (answer.filters.states or answer.filters.light) else ""
    )
    head = [f"任务进展{len(lines)}项{whole}{about(answer)}"]
    empty = f"任务进展：无{about(answer)}。没有可以查看的任务，请检查单位或姓名是否写全。"
    if answer.of:
        empty = f"0项{about(answer)}，共{answer.of}项任务里没有这样的。"
    return message(answer, Answered(PROGRESS, head, empty, "您能看到的任务里没有要找的", lines), page)


def _progress(row: ProgressRow, today: date) -> str:
    speaker = brief.unit(row.speaker) if row.speaker else ""
    said = f"：{speaker}{'：' if speaker else ''}{brief.matter(row.text)}" if row.text else ""
    by = speaker if not row.text else ""
    return (
        joined(
            brief.title(row.task.title),
            brief.unit(row.unit) if row.unit else "未明确汇总单位",
            _status(row),
            f"其他单位已报{row.reported}/{row.asked}" if row.asked else "",
        )
        + said
        + (f"（{by}{brief.day(local_date(row.reported_at), today)}报）" if row.reported_at else "")
    )


def mine(answer: Answer[MineRow], page: int = 0) -> Message:
    """What is owed, by date, each with its number to answer by."""
    today = local_date(answer.as_of)
    several = len({row.unit for row in answer.rows}) > 1
    owed = sum(row.due_id is not None for row in answer.rows)
    lines = [
        Line(
            joined(
                brief.title(row.task.title),
                brief.unit(row.unit) if several else "",
                row.role.zh + ("汇总" if row.consolidates else ""),
                f"{brief.day(row.due_day, today)}（{dates.days_left(row.due_day, today)}）"
                if row.due_day
                else exempted(row.exempted) or "暂无应报",
                row.kind.zh if row.kind is not None and row.kind is not CheckpointKind.DEADLINE else "",
                row.state.zh,
                codes.of(row.task),
            ),
            row.assignment_id,
            row.due_id,
        )
        for row in answer.rows
    ]
    head = [f"我的任务{len(lines)}项，其中应报{owed}项"]
    foot = ["可直接回复，如“1 推进中60%”“2 无变化”。"]
    empty = "我的任务：无，现在没有需要办理的任务。"
    return message(answer, Answered(MINE, head, empty, empty, lines, foot, to_answer=True), page)


def unreported(answer: Answer[Unreported], page: int = 0) -> Message:
    """Return who did not report what was due and, apart, who could not be asked; a line for each report."""
    today = local_date(answer.as_of)
    lines = [
        Line(
            joined(
                f"{brief.unit(row.unit)}（已报{row.reported}/{row.asked}，{_silence(row)}：{brief.few(row.missing)}）"
                if row.is_group
                else brief.unit(row.unit),
                brief.title(row.task.title),
                f"{brief.day(row.due_day, today)}应报",
                "" if row.is_group or row.state is ReportState.NOT_REPORTED else row.state.zh,
            ),
            row.assignment_id,
            row.due_id,
            row.task.task_id,
        )
        for row in answer.rows
    ]
    foot = [_NOT_REACHED] if _of(answer.rows, ReportState.UNDELIVERED) else []
    return _with_late_work(answer, _silent(answer, lines, foot), page)


def unreported_units(answer: Answer[Unreported], page: int = 0) -> Message:
    """Return the units that did not report what was due, each with its tasks in one line; those not reached apart."""
    silent = _of(answer.rows, ReportState.NOT_REPORTED)
    units: dict[str, list[Unreported]] = {}
    for row in silent:
        units.setdefault(row.unit, []).append(row)
    lines = [
        Line(f"{brief.unit(unit)}{_missing(rows)}：{_titles(rows)}", task_id=None) for unit, rows in units.items()
    ]
    unreached = list(dict.fromkeys(name for row in _of(answer.rows, ReportState.UNDELIVERED) for name in row.missing))
    if unreached:
        lines.append(Line(f"未送达{len(unreached)}个（没有联络员或联系不上，不算未报）：{brief.few(unreached)}"))
    shown = replace(_silent(answer, lines), numbered=False, action=actions.BY_UNIT)
    return _with_late_work(answer, shown, page)


def _with_late_work(answer: Answer[Unreported], answered: Answered, page: int) -> Message:
    """Lay a list out; name below it who never answered of late work though no report was due: it is not missing."""
    if not answer.beside:
        return message(answer, answered, page)
    today = local_date(answer.as_of)
    units = len({row.unit for row in answer.beside})
    late = [
        f"{row.unit}（{codes.of(row.task)} {brief.title(row.task.title)}，逾期{(today - row.due_day).days}天）"
        for row in answer.beside
    ]
    more = f"等{len(late)}项" if len(late) > _SHOWN_TITLES else ""
    line = (
        f"另有{units}个单位的任务已经逾期、至今没有答复，交办时已过报送日，所以不算未按时报送："
        f"{'、'.join(late[:_SHOWN_TITLES])}{more}"
    )
    if answered.lines:
        return message(answer, replace(answered, foot=[*answered.foot, line]), page)
    told = message(answer, answered, page)
    return replace(told, text=f"{told.text}\n{line}")


def _silent(answer: Answer[Unreported], lines: Sequence[Line], foot: Sequence[str] = ()) -> Answered:
    """The frame of both lists: what was owed by now, what came, and who is silent."""
    silent, unreached = (_of(answer.rows, s) for s in (ReportState.NOT_REPORTED, ReportState.UNDELIVERED))
    missing, out_of_reach = sum(len(r.missing) for r in silent), sum(len(r.missing) for r in unreached)
    head = f"未按时报送单位{_units(silent)}个，共{missing}条"
    head += f"；未送达单位{_units(unreached)}个" if unreached else ""
    owed = answer.of or 0
    head += about(answer)
    came = f"到期应报{owed}条，已报{owed - missing - out_of_reach}条"
    nothing = f"没有未按时报送的单位{about(answer)}，到期应报的{owed}条都报了。"
    if not owed:
        nothing = f"没有未按时报送的单位{about(answer)}，到现在没有到期应报的。"
    return Answered(UNREPORTED, [head, came], nothing, "您能看到的单位里没有未按时报送的", lines, foot)


def _missing(rows: Sequence[Unreported]) -> str:
    if all(row.is_group for row in rows):
        return f"{len({name for row in rows for name in row.missing})}个单位"
    return f"{len(rows)}条"


def _titles(rows: Sequence[Unreported]) -> str:
    titles = list({row.task.task_id: brief.clipped(row.task.title, 10) for row in rows}.values())
    return "、".join(titles[:_SHOWN_TITLES]) + ("等" if len(titles) > _SHOWN_TITLES else "")


def _silence(row: Unreported) -> str:
    return "未报" if row.state is ReportState.NOT_REPORTED else row.state.zh


def _of(rows: Sequence[Unreported], state: ReportState) -> list[Unreported]:
    return [row for row in rows if row.state is state]


def _units(rows: Sequence[Unreported]) -> int:
    return len({name for row in rows for name in row.missing})


def coordination(answer: Answer[Coordination], page: int = 0) -> Message:
    """Return one page of what units need coordinated: task, obstacle, whose help is asked for, and since when.

    What was answered by the unit that was to help, or by the office, is open no longer: it stands behind the others
    with its answer, and is counted apart.
    """
    today = local_date(answer.as_of)
    open_ = [row for row in answer.rows if not row.is_answered]
    over = [row for row in answer.rows if row.is_answered]
    lines = [Line(_plea(row, today), row.assignment_id, None, row.task.task_id) for row in (*open_, *over)]
    asking = sum(bool(row.needs) for row in open_)
    blocked = len(open_) - asking
    count = f"需协调事项和困难{len(open_)}项（写明需谁协调的{asking}项）" if blocked else f"需协调事项{asking}项"
    done = f"，另有已答复的{len(over)}项" if over else ""
    head = [f"{count}{done}{about(answer)}"]
    empty = f"没有需协调的事项{about(answer)}，没有单位提出。"
    return message(answer, Answered(COORDINATION, head, empty, "您能看到的单位里没有提出需协调的", lines), page)


def _plea(row: Coordination, today: date) -> str:
    became = f"，{row.answered}" if row.answered else ""
    answers = f"；{brief.clipped(row.answers, _ANSWERS)}" if row.answers else ""
    return (
        f"{joined(brief.title(row.task.title), brief.unit(row.unit))}：{brief.matter(row.matter) or '未写明困难'}；"
        f"{f'需协调：{brief.clipped(row.needs, _PLEA)}' if row.needs else '没有写需谁协调'}"
        f"（{brief.day(local_date(row.source.at), today)}报{became}）{answers}"
    )


def indicators(answer: Answer[IndicatorRow], page: int = 0) -> Message:
    """Return one page of the indicators: target, figure and how they compare; who supplies a missing figure."""
    reached = sum(row.line.verdict is Verdict.MET and not row.printed for row in answer.rows)
    lines = [Line(_indicator(row), row.assignment_id, row.due_id) for row in answer.rows]
    head = [f"指标{len(lines)}条，{Verdict.MET.zh}{reached}条"]
    if lines and all(row.printed for row in answer.rows):
        head = [f"方案印发的指标{len(lines)}条，完成数只有供数单位能看"]
    empty, unseen = "指标完成情况：无，方案里没有指标。", "您能看到的指标：没有由本单位报数的指标"
    return message(answer, Answered(INDICATORS, head, empty, unseen, lines), page)


def with_figures(told: Message, answer: Answer[IndicatorRow]) -> Message:
    """Return what is told of a task with the figures of the same name before it: 电梯装了几台 asks for both."""
    figures = [f"指标：{_indicator(row)}" for row in answer.rows]
    return replace(told, text="\n".join([*figures, told.text]))


def _indicator(row: IndicatorRow) -> str:
    line, told = row.line, not row.printed
    missing = told and line.verdict is Verdict.MISSING
    left = thresholds.short_of(line.value, line.target) if told else None
    by = f"（{brief.day(line.source.said_on, line.source.said_on)}报）" if line.source is not None else ""
    return joined(
        brief.matter(line.name) or "（无名称）",
        f"{line.period}年目标{_measured(line.target, line.measure)}" if line.target else line.period,
        "、".join(f"{year}年{_measured(value, line.measure)}" for year, value in line.baseline[-1:]),
        f"现{_measured(line.value, line.measure)}{by}" if line.value else "",
        f"还差{left}{line.measure or ''}" if left is not None else "",
        line.verdict.zh if told else "",
        brief.unit(line.supplier) if line.supplier and missing else "",
    )


def _measured(value: str, measure: str | None) -> str:
    """A figure with its measure; words (≥全市平均水平) stand alone."""
    bare = brief.title(value)
    return f"{bare}{measure}" if measure and bare[-1:].isdigit() else bare
