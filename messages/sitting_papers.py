"""The papers of a sitting as values: notice, agenda, minutes; the form of filings."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from config.clock import local_date
from messages import chair_text, dates, forms
from messages.digest_tables import Table
from messages.forms import Head
from messages.paper import Annex, Paper, Paragraph, Section
from messages.sitting_notices import decided_line, listed
from tasks_db.register.meetings.filing import Filing
from tasks_db.register.meetings.values import Body, Sitting
from tasks_db.terms import Presence, SittingKind

_AGENDA_WIDTHS = (12.0, 105.0, 42.0, 42.0, 24.0)
_NOON = 12
_FILING_WIDTHS = (34.0, 18.0, 34.0, 34.0, 28.0, 28.0, 22.0, 27.0)


def plain_head(body: Body, day: date, recipients: str = "") -> Head:
    """Return what stands around a paper of the office without a head of its own; sealed for it as the rules say."""
    usual = forms.head(body.office, day.year, None)
    seal = usual.seal_unit or (body.rules.seal_unit if body.rules.seal_unit not in usual.signature else "")
    return replace(usual, marks=(), issue="", number="", recipients=recipients, copies="", seal_unit=seal)


def minutes_head(body: Body, s: Sitting, day: date) -> Head:
    """Return what stands around minutes (纪要): the mark and its number, no recipients, no signature, no seal."""
    usual = forms.head(body.office, day.year, s.issue)
    number = str(s.issue) if s.issue is not None else "　"
    units = "、".join((*s.units(), *s.units(observers=True)))
    return replace(
        usual,
        marks=(f"{body.name}会议纪要",),
        issue=f"{day.year}年第{number}期",
        number="",
        recipients="",
        copies=units,
        signature="",
        seal_unit="",
        sealed=False,
        printed_by=body.office,
    )


def when(at: datetime | None) -> str:
    """Return the day, weekday and time of a sitting as papers print them."""
    if at is None:
        return "待定时间"
    hour, minute = dates.clock(at).split(":")
    half, number = ("上午", int(hour)) if int(hour) < _NOON else ("下午", (int(hour) - 1) % _NOON + 1)
    return f"{dates.day(local_date(at))}（{dates.weekday(local_date(at))}）{half}{number}:{minute}"


def recipients(s: Sitting) -> str:
    """Return to whom a notice goes: all member units, or those that are called."""
    if s.kind is SittingKind.PLENARY:
        return "各成员单位"
    return "、".join((*s.units(), *s.units(observers=True)))


def notice(body: Body, s: Sitting, day: date) -> Paper:
    """Return the notice of a sitting (会议通知)."""
    observers = s.units(observers=True)
    who = "全体成员" if s.kind is SittingKind.PLENARY else "、".join(s.units())
    who += "分管负责同志" if s.kind is not SittingKind.PLENARY else ""
    sits_in = f"列席：{'、'.join(observers)}。" if observers else ""
    by = f"请于{dates.day(s.reply_by)}前回复参会人员。" if s.reply_by else ""
    rules = [
        f"{by}因故不能参会的，请向{body.title_of_approvers()}请假，并委派熟悉情况的同志参会。",
        *(["请汇报单位提前准备汇报材料，每个议题不超过3分钟。"] if any(i.reporter for i in s.items) else []),
    ]
    return Paper(
        title=f"{body.office}关于召开{s.name}的通知",
        opening=Paragraph(
            f"经{body.title_of_approvers()}同意，定于{when(s.starts_at)}在{s.place}召开{body.name}{s.name}，"
            f"{chair_text.led(s.chair)}。现将有关事项通知如下。"
        ),
        sections=(
            Section("会议议题", tuple(Paragraph(matter(i.matter, i.reporter)) for i in s.items)),
            Section("参会人员", (Paragraph(f"{who}。{sits_in}"),)),
            Section("有关要求", tuple(Paragraph(text) for text in rules)),
        ),
        annexes=(),
        day=day,
        office=body.office,
    )


def matter(what: str, reporter: str) -> str:
    """Return a matter of the agenda with who reports on it."""
    return f"{what}（{reporter}汇报）。" if reporter else f"{what}。"


def agenda(body: Body, s: Sitting, day: date) -> Paper:
    """Return the agenda (议程), its matters as a table."""
    return Paper(
        title=f"{body.name}{s.name}议程",
        opening=Paragraph(f"时间：{when(s.starts_at)}。地点：{s.place}。主持：{chair_text.beside(s.chair)}。"),
        sections=(Section("会议议题", tuple(Paragraph(matter(i.matter, i.reporter)) for i in s.items)),),
        annexes=(Annex("会议议程表", _agenda_table(s), _AGENDA_WIDTHS),) if s.items else (),
        day=day,
        office=body.office,
    )


def _agenda_table(s: Sitting) -> Table:
    rows = tuple(
        (str(n), i.matter, i.reporter or "—", "、".join(i.units) or "—", i.kind.zh) for n, i in enumerate(s.items, 1)
    )
    return Table("会议议程表", ("序", "议题", "汇报单位", "参与单位", "来源"), rows)


def present(s: Sitting) -> list[str]:
    """Return who was there, who sat in and who was excused, a sentence each."""
    return [f"{p.zh}：{listed(s.of_presence(p))}。" for p in Presence if s.of_presence(p)]


def minutes(body: Body, s: Sitting, day: date) -> Paper:
    """Return the minutes (会议纪要): when, who chaired, what was decided, what was asked for, who was there."""
    matters = f"，研究{len(s.items)}项事项" if s.items else ""
    told = [decided_line(r).removesuffix("【督办】") for r in s.resolutions]
    return Paper(
        title=f"{body.name}{s.minutes}",
        opening=Paragraph(
            f"{when(s.starts_at)}，{s.chair}在{s.place}主持召开{body.name}{s.name}{matters}。现纪要如下。"
        ),
        sections=(
            Section("议定事项", tuple(Paragraph(text) for text in told)),
            Section("会议要求", (Paragraph(s.requirements.rstrip("。") + "。"),) if s.requirements else ()),
            Section("参会情况", (Paragraph("".join([*present(s), f"记录：{body.office}。"])),)),
        ),
        annexes=(),
        day=day,
        office=body.office,
    )


def filing(body: Body, found: Sequence[Filing], day: date) -> Paper:
    """Return the form of changed seats (备案表): a sentence each, and a table of them."""
    rows = tuple(
        (
            f.unit,
            f.role.zh,
            f"{f.before}{f' {f.before_post}' if f.before_post else ''}" or "—",
            f"{f.after}{f' {f.after_post}' if f.after_post else ''}",
            f.reason or "—",
            dates.day(f.since),
            f"{f.mode.zh}{f'（{f.basis}）' if f.basis else ''}",
            f"{f.open_items}项",
        )
        for f in found
    )
    headers = ("单位", "身份", "原任及职务", "现任及职务", "变动原因", "生效日期", "方式", "未办事项移交")
    title = "成员调整备案表"
    return Paper(
        title=f"{body.name}{title}",
        opening=Paragraph(f"根据{body.name}议事规则，下列成员调整已予备案。"),
        sections=(Section("调整情况", tuple(Paragraph(f.sentence) for f in found)),),
        annexes=(Annex(title, Table(title, headers, rows), _FILING_WIDTHS),),
        day=day,
        office=body.office,
    )
