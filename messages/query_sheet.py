"""An answer as a table to take along (.xlsx): one row a line, nothing cut."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from config.clock import local_date
from messages import dates
from messages.message import Attachment
from messages.query_text import lateness
from messages.query_words import NAMES
from messages.workbook import write_table
from tasks_db.language.questions import QuestionKind
from tasks_db.register.queries import Answer

_K = QuestionKind
_Row = Callable[[Any], Sequence[object]]


def _day(value: date | None) -> str:
    return dates.day(value) if value is not None else ""


_TASK = ("序号", "任务")
_TABLES: Mapping[QuestionKind, tuple[tuple[str, ...], _Row]] = {
    _K.OVERDUE: (
        (*_TASK, "单位", "时限", "情况"),
        lambda r: (r.task.seq, r.task.title, "、".join(r.missing) or r.unit, _day(r.due_day), lateness(r)),
    ),
    _K.PROGRESS: (
        (
            *(*_TASK, "章节", "单位", "办理状态", "灯", "进度%", "最近进展", "报送日期", "应报或时限"),
            *("应报类别", "任务完成时限", "存在问题", "需协调事项", "责任领导"),
        ),
        lambda r: (
            r.task.seq,
            r.task.title,
            r.task.section or "",
            r.unit or "",
            (r.work_state or r.state).zh + (f"（{r.mark.zh}）" if r.mark else ""),
            r.light.zh if r.light else "",
            "" if r.percent is None else r.percent,
            r.text,
            _day(local_date(r.reported_at)) if r.reported_at else "",
            _day(r.due_day),
            r.owed.zh if r.owed else "",
            _day(r.deadline),
            r.problem,
            r.needs,
            "、".join(r.leaders),
        ),
    ),
    _K.UNREPORTED: (
        (*_TASK, "单位", "应报日期", "报送状态"),
        lambda r: (r.task.seq, r.task.title, "、".join(r.missing), _day(r.due_day), r.state.zh),
    ),
    _K.DUE: (
        (*_TASK, "单位", "到期日", "任务时限", "类别", "要求", "是否完成"),
        lambda r: (
            r.task.seq, r.task.title, r.unit, _day(r.day), _day(r.task_day), r.kind.zh, r.target,
            "未完成" if r.is_open else "已完成",
        ),
    ),
    _K.COORDINATION: (
        (*_TASK, "单位", "困难", "需协调", "报送日期"),
        lambda r: (r.task.seq, r.task.title, r.unit, r.matter, r.needs, _day(local_date(r.source.at))),
    ),
    _K.INDICATORS: (
        ("指标", "年度", "目标", "现值", "情况", "报数单位"),
        lambda r: (r.line.name, r.line.period, r.line.target, r.line.value, r.line.verdict.zh, r.line.supplier or ""),
    ),
    _K.FINISHED: (
        (*_TASK, "单位", "日期", "情况", "内容"),
        lambda r: (
            r.task.seq, r.task.title, r.unit, _day(local_date(r.at)), "已办结" if r.closed else r.kind.zh, r.text,
        ),
    ),
}  # fmt: skip
_SAME = {_K.CHANGES: _K.FINISHED}


def sheet(kind: QuestionKind, answer: Answer[Any]) -> Attachment | None:
    """Return an answer as a table; None for a kind that makes none."""
    table = _TABLES.get(_SAME.get(kind, kind))
    if table is None:
        return None
    header, row = table
    name = f"{NAMES[kind]}{local_date(answer.as_of)}.xlsx"
    return Attachment(name, write_table(header, [row(one) for one in answer.rows]))
