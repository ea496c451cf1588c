"""The course of a task (留痕): what was done to it and said of it, and by whom; what was sent to a unit or back."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime

from config.clock import local_date
from messages import dates, put_off_record_text
from messages.phrases import clip, said
from tasks_db import lazy_re as re
from tasks_db.register import codes, reviews
from tasks_db.register.course import Course, Got, SentBack
from tasks_db.register.values import Assignment, Report
from tasks_db.terms import AnswerKind, ReportStatus

_SHOWN = 30
_WORDS = 60
_BASIS = {"office": "", "default": "默认值", "extension": "延期"}
_TOLD_BY_REQUEST = "延期"
"""What the audit says of a date that an extension moved; the request says it with its reason."""
_DAY = re.compile(r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})")


def course(value: Course) -> str:
    """Return the course of a task, its latest events, the oldest first."""
    done = (change for change in value.changes if change.action != _TOLD_BY_REQUEST)
    events = [(change.at, f"{change.authority} {change.action}{_detail(change.detail)}") for change in done]
    events += [one for share in value.task.shares for report in share.reports for one in _of_report(share, report)]
    events += [event for one in value.put_off for event in put_off_record_text.in_trail(one, value.as_of)]
    if not events:
        return f"{codes.of(value.task)} {value.task.title}：没有改动过，也还没有反馈。"
    lines = [f"{dates.moment(at)} {what}".rstrip() for at, what in sorted(events, key=lambda one: one[0])]
    more = f"（共{len(lines)}条，最近{_SHOWN}条；全部反馈见台账的报送记录）" if len(lines) > _SHOWN else ""
    return "\n".join([f"{codes.of(value.task)} {value.task.title}留痕{more}：", *lines[-_SHOWN:]])


def _of_report(share: Assignment, report: Report) -> Iterator[tuple[datetime, str]]:
    """What a unit said, and what became of it, each at its moment."""
    if report.status is ReportStatus.DRAFT or report.kind is AnswerKind.RECEIVED:
        return
    who = f"{share.called}{report.person}"
    if report.entered_by is not None:
        called = f"，{dates.day(report.called_on)}来电" if report.called_on is not None else ""
        who = f"{report.written_down}{share.called}{called}"
    yield report.at, f"{who} {clip(said(report), _WORDS)}"
    if report.decided_at is not None and report.decided_by is not None:
        yield report.decided_at, _decision(share, report)
    if report.status is ReportStatus.WITHDRAWN and report.withdrawn_at is not None:
        yield report.withdrawn_at, f"{share.called}撤销了{_day(report.at)}的{report.kind.zh}"


def _decision(share: Assignment, report: Report) -> str:
    what = f"{share.called}{_day(report.at)}的{report.kind.zh}"
    by = report.decider or "办公室"
    why = (
        f"：{report.reason}"
        if report.reason and reviews.reopened(report, report.withdrawn_at or report.at) is None
        else ""
    )
    if report.status is ReportStatus.RETURNED:
        return f"{by} 退回{what}{why or '（没有写原因）'}"
    if report.kind is AnswerKind.EXTENSION and report.new_date is not None:
        was = f"{dates.day(report.old_day)} → " if report.old_day is not None else ""
        return f"{by} 同意{what}，{was}{dates.day(report.new_date)}{why}"
    return f"{by} {'同意' if report.kind is AnswerKind.CLOSURE else '通过'}{what}"


def _day(at: datetime) -> str:
    day = local_date(at)
    return f"{day.month}月{day.day}日"


def _value(name: str, value: object) -> str:
    text = "、".join(map(str, value)) if isinstance(value, list) else str(value)
    whole = _DAY.fullmatch(text)
    if whole is not None:
        return dates.day(date(int(whole["year"]), int(whole["month"]), int(whole["day"])))
    return _BASIS.get(text, text) if name == "basis" else text


def _detail(detail: Mapping[str, object]) -> str:
    """Old and new values with an arrow between them, then whatever else is kept."""
    told = {name: _value(name, value) for name, value in detail.items()}
    change = " → ".join(told.pop(name) or "（无）" for name in ("before", "after") if name in told)
    parts = [one for one in (change, *told.values()) if one]
    return "：" + "，".join(parts) if parts else ""


def sent_back(found: Sequence[SentBack], whose: str, now: datetime) -> str:
    """Return what was sent back of a unit's words, each with its reason, the latest first."""
    if not found:
        return f"{whose}没有被退回的反馈和申请。（{dates.as_of(now)}）"
    lines = [f"{whose}被退回的{len(found)}条（{dates.as_of(now)}）："]
    for one in found:
        report = one.report
        by = f"，{report.decider}" if one.by_name and report.decider else ""
        when = f"{_day(report.decided_at)}退回{by}" if report.decided_at is not None else "退回"
        lines.append(
            f"· {codes.of(one.task)} {one.task.title}：{_day(report.at)}的{report.kind.zh}"
            f"“{clip(report.text or said(report), _WORDS)}”，{when}，原因：{report.reason or '没有写'}"
        )
    return "\n".join(lines)


def got(found: Sequence[Got], whose: str, now: datetime) -> str:
    """Return the messages that somebody got by themselves, each with its day and hour; answers are left out."""
    if not found:
        return f"最近一年没有主动给{whose}发过消息（{dates.as_of(now)}）；本人提问得到的回复不算。"
    head = f"最近一年主动给{whose}发过{len(found)}次消息（{dates.as_of(now)}；本人提问得到的回复不算）："
    lines = [f"{dates.moment(one.at)} {one.person}：{clip(one.about, _WORDS)}" for one in found[-_SHOWN:]]
    return "\n".join([head, *([f"最近{_SHOWN}次："] if len(found) > _SHOWN else []), *lines])
