"""One unit's month: as a message, as a page to print, and as a Word file. No unit is held against another (R13)."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from messages import actions, dates, forms, letter_text, paper_docx, put_off_record_text
from messages.message import Attachment, Button, Message
from messages.paper import Paper, Paragraph, Section
from messages.phrases import clip
from tasks_db.register.letters import Earlier
from tasks_db.register.unit_month import Circulated, Had, Owed, Said, Sent, UnitMonth
from tasks_db.register.unit_pleas import Helped
from tasks_db.terms import CheckpointKind, ReportState, ReportStatus

_IN_CHAT, _CHARS = 8, 110
_STATES = (ReportState.ON_TIME, ReportState.LATE, ReportState.NOT_REPORTED, ReportState.UNDELIVERED)
_OTHER = (ReportState.NOT_DUE, ReportState.EXEMPTED)


def title(value: UnitMonth) -> str:
    """Return what the page is called: 县水利局2025年11月情况."""
    return f"{value.unit}{value.since.year}年{value.since.month}月情况"


def counts(value: UnitMonth) -> str:
    """Return the month in numbers, each of them the length of a list below."""
    owed = "、".join(f"{s.zh}{value.count(s)}次" for s in (*_STATES, *_OTHER) if value.count(s))
    tasks = len({(one.code, one.title) for one in value.owed})
    none = "本月没有新应报的事项。" if value.carried else "本月没有应报的事项。"
    first = f"本月应报{len(value.owed)}次（{tasks}件）：{owed}。" if value.owed else none
    if value.carried:
        first += f"以前应报、到本月还没报的{len(value.carried)}次。"
    first += _lacks(value)
    returned = f"，其中退回{value.returned}条" if value.returned else ""
    returned += f"，{value.unreviewed}条还没有审核" if value.unreviewed else ""
    asked = f"催要{len(value.messages)}次（{_days(value.messages)}，同一天的合为一条消息）"
    parts = (
        *([f"共收到消息{len(value.sent)}条、提问{value.questions}次"] if value.sent else []),
        *([asked] if value.messages else []),
        f"报来{len(value.answers)}条、申请{len(value.requests)}件{returned}",
        f"请人帮忙{len(value.asked_help)}件",
        f"被请帮忙{len(value.gives_help)}件",
        f"收到函件{len(value.letters)}份、通知{len(value.notices)}件",
        f"下月应报{len(value.coming)}次",
    )
    return f"{first}{'；'.join(parts)}。"


def _lacks(value: UnitMonth) -> str:
    """What is still owed at the end, and how many tasks were not due in the month."""
    parts = [f"应报没报{len(value.lacking)}次"] if value.lacking else []
    parts += [f"报过但逾期没办完{len(value.overdue)}项"] if value.overdue else []
    owing = f"还欠：{'、'.join(parts)}。" if parts else "没有还欠的。"
    return owing + (f"另有{len(value.resting)}项任务本月不到期。" if value.resting else "")


def sections(value: UnitMonth) -> list[tuple[str, list[str]]]:
    """Return what happened, a heading and its lines each; what there is none of is left out."""
    found = (
        ("还欠的", [*map(_lacking, value.lacking), *map(_overdue, value.overdue)]),
        ("本月应报", [_owed(one) for one in value.owed]),
        ("以前应报、到本月还没报的", [_owed(one) for one in value.carried]),
        ("缓催", [put_off_record_text.in_month(one, dates.today(value.as_of)) for one in value.put_off]),
        ("报来的", [_said(one) for one in value.answers]),
        ("申请延期、办结", [_said(one) for one in value.requests]),
        ("请人帮忙", [_helped(one, "") for one in value.asked_help]),
        ("被请帮忙", [_helped(one, one.unit) for one in value.gives_help]),
        ("收到的函件", [_letter(one) for one in value.letters]),
        ("收到的通知", [_notice(one) for one in value.notices]),
        ("不是催报的消息", [_sent(one) for one in value.sent if not one.questions]),
        (f"{value.until.month % 12 + 1}月应报", [_coming(one) for one in value.coming]),
    )
    return [(heading, lines) for heading, lines in found if lines]


def message(value: UnitMonth) -> Message:
    """Return the month for a chat; long lists are cut there, and counted: the Word file has all."""
    lines = [f"{title(value)}，{dates.as_of(value.as_of)}", counts(value)]
    for heading, rows in sections(value):
        lines += ["", f"【{heading} {len(rows)}】"]
        lines += [f"· {clip(row, _CHARS)}" for row in rows[:_IN_CHAT]]
        lines += [f"……另有{len(rows) - _IN_CHAT}条，见Word"] if len(rows) > _IN_CHAT else []
    earlier = (value.since - timedelta(days=1)).replace(day=1)
    buttons = (
        Button("导出Word", actions.UNIT_MONTH_FILE, (value.unit_id, value.since.isoformat())),
        Button("导出Excel", actions.UNIT_MONTH_SHEET, (value.unit_id, value.since.isoformat())),
        Button(f"看{earlier.month}月", actions.UNIT_MONTH, (value.unit_id, earlier.isoformat())),
    )
    return Message("\n".join(lines), (buttons,))


def file(value: UnitMonth) -> Attachment:
    """Return the month as a Word file, nothing cut, in the form of the office's papers."""
    day = dates.today(value.as_of)
    paper = Paper(
        title=title(value),
        opening=Paragraph(counts(value)),
        sections=tuple(
            Section(heading, tuple(Paragraph(f"{line}。") for line in lines)) for heading, lines in sections(value)
        ),
        annexes=(),
        day=day,
        office=value.office,
    )
    usual = forms.head(value.office, day.year, None)
    head = replace(usual, marks=(), issue="", number="", recipients="", copies="", seal_unit="", sealed=False)
    content = paper_docx.docx(paper, value.as_of, head=head)
    return Attachment(f"{title(value)}.docx", content)


def _task(one: Owed | Said | Helped) -> str:
    return f"{one.code} {one.title}"


def _owed(one: Owed) -> str:
    kind = "" if one.kind is CheckpointKind.DEADLINE else f"（{one.kind.zh}）"
    moved = f"，原定{dates.day(one.original)}" if one.original not in (None, one.task_day) else ""
    asked = f"，本月提醒{len(one.reminded)}次（{_days(one.reminded)}）" if one.reminded else ""
    return f"{_task(one)}{kind}：{dates.day(one.day)}应报{moved}，{_became(one)}{asked}"


def _lacking(one: Owed) -> str:
    lost = "提醒没有送达，" if one.state is ReportState.UNDELIVERED else ""
    return f"{_task(one)}：{dates.day(one.day)}应报，{lost}没有报"


def _overdue(one: Had) -> str:
    deadline = f"（时限{dates.day(one.deadline)}）" if one.deadline is not None else ""
    return f"{one.code} {one.title}：报过进展，任务逾期没办完{deadline}"


def _became(one: Owed) -> str:
    came = f"，{dates.day(one.came)}报" if one.came is not None else ""
    return f"{one.state.zh}{came}"


def _coming(one: Owed) -> str:
    own = f"（任务时限{dates.day(one.task_day)}）" if one.task_day != one.day else ""
    return f"{_task(one)}：{dates.day(one.day)}应报{own}" + (f"，{dates.day(one.came)}已报" if one.came else "")


def _days(days: Sequence[date]) -> str:
    return "、".join(f"{day.month}月{day.day}日" for day in days)


def _said(one: Said) -> str:
    return "，".join(_parts_of(one))


def _parts_of(one: Said) -> Iterator[str]:
    phoned = f"（按{one.sheet}代录）" if one.sheet else "（电话代录）" if one.phoned else ""
    percent = f"，{one.percent}%" if one.percent is not None else ""
    yield f"{dates.day(one.day)}{phoned}：{_task(one)}，{one.kind.zh}{percent}"
    if one.new is not None:
        yield f"{dates.day(one.old) if one.old else '没有定日期'}延到{dates.day(one.new)}"
    if one.text:
        yield f"“{one.text}”"
    if one.decision is None:
        yield "单位已撤销"
    elif one.is_request or one.decision is ReportStatus.RETURNED:
        word = "已同意" if one.is_request and one.decision is ReportStatus.ACCEPTED else one.decision.zh
        word += f"，{dates.day(one.reopened)}办公室重开" if one.reopened is not None else ""
        yield f"{word}：{one.reason}" if one.reason else word


def _helped(one: Helped, of: str) -> str:
    who = f"{of}请帮忙，" if of else ""
    needs = f"，请{one.needs.removeprefix('请')}" if one.needs and one.needs not in one.matter else ""
    return f"{dates.day(one.day)}：{_task(one)}，{who}“{one.matter}”{needs}；{_standing(one)}"


def _standing(one: Helped) -> str:
    passed = f"{dates.day(one.passed)}转{one.passed_to}" if one.passed is not None and one.passed_to else ""
    told = [passed] if passed else []
    if one.helper_answer:
        when = dates.day(one.helper_answered) if one.helper_answered is not None else ""
        told.append(f"{one.passed_to}{when}已答复：“{one.helper_answer}”")
    if one.answer or one.answered is not None:
        when = dates.day(one.answered) if one.answered is not None else ""
        by = "办公室" if one.helper_answer else ""
        told.append(f"{by}{when}已答复" + (f"：“{one.answer}”" if one.answer else ""))
    if len(told) > bool(passed):
        return "，".join(told)
    if passed:
        return f"{passed}，还没有答复"
    if one.decision is None:
        return "单位已撤销"
    return "随反馈退回，没有转办" if one.decision is ReportStatus.RETURNED else "还没有转办"


def _letter(one: Earlier) -> str:
    return f"{one.kind.zh}{letter_text.sent(one)}：第{'、'.join(one.codes)}项"


def _sent(one: Sent) -> str:
    return f"{dates.moment(one.at)} {one.person}：{clip(one.about, 60)}"


def _notice(one: Circulated) -> str:
    not_signed = "还没有签收" if one.reached else "没有送到（没有已绑定的联络员）"
    if one.phoned:
        not_signed = f"已电话告知{one.phoned}"
    signed = f"{dates.day(one.signed)}签收" if one.signed is not None else not_signed
    answer = f"，答复：“{one.answer}”" if one.answer else ""
    return f"{dates.day(one.day)}：“{clip(' '.join(one.text.split()), 40)}”，{signed}{answer}"
