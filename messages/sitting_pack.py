"""The pack of a sitting (会议材料): all that there is of it in one file, from its notice to what became of it."""

from collections.abc import Sequence
from datetime import date

from config.clock import local_date
from messages import (
    chair_text,
    dates,
    digest_annexes,
    digest_counts,
    digest_problems,
    digest_requests,
    presence_text,
    resolutions_text,
    sitting_papers,
)
from messages.digest_tables import Table, marked
from messages.paper import Annex, Paper, Paragraph, Section, with_annexes_named
from tasks_db.register.digest.values import Digest
from tasks_db.register.meetings.follow_up import FollowUp, Standing, sentence, sentence_of_all
from tasks_db.register.meetings.values import Attendee, Body, Sitting
from tasks_db.terms import ItemKind, Reply, SittingKind

_WIDTHS = (12.0, 96.0, 42.0, 28.0, 47.0)


def pack(
    body: Body, s: Sitting, digest: Digest, last: Standing, own: Sequence[FollowUp], day: date, today: date
) -> Paper:
    """Return the pack, dated ``day``: notice, agenda, what became of the last resolutions, pleas, overdue, all tasks.

    What lay before the sitting is told as of its beginning. Once it was held, who was there, its minutes, and what
    has become until ``today`` of what it decided stand behind that. A sitting on one topic gets of the register what
    it takes up.
    """
    until = f"截至{dates.day(today)}" if today != day else ""
    annexes = digest_annexes.Annexes(digest).in_order() if _takes_up(s, ItemKind.DIGEST, "进展") else ()
    tables = [
        _followed(f"{name}议定事项落实情况表{f'（{until}）' if found is own and until else ''}", found)
        for name, found in (("上次会议", _all(last)), ("本次会议", own))
        if found
    ]
    whole = Paper(
        title=f"{body.name}{s.name}材料",
        opening=Paragraph(
            f"时间：{sitting_papers.when(s.starts_at)}。地点：{s.place}。主持：{chair_text.beside(s.chair)}。"
        ),
        sections=(
            Section("会议通知", tuple(_notice(body, s, day))),
            Section("会议议题", tuple(Paragraph(sitting_papers.matter(i.matter, i.reporter)) for i in s.items)),
            Section("上次会议议定事项落实情况", (Paragraph(f"{sentence_of_all(last)}。"),) if _all(last) else ()),
            *_of_register(s, digest),
            Section("回执情况" if s.held_at is None else "参会情况", tuple(_present(s))),
            Section(f"会议纪要{f'（第{s.issue}期）' if s.issue else '（稿）'}", tuple(_minutes(body, s, day))),
            Section("本次会议议定事项落实情况", (_became(own, until),) if own else ()),
        ),
        annexes=(*annexes, *tables),
        day=day,
        office=body.office,
    )
    return with_annexes_named(whole)


def _became(own: Sequence[FollowUp], until: str) -> Paragraph:
    return Paragraph(f"{'，'.join(filter(None, (until, sentence(own))))}。")


def _all(last: Standing) -> tuple[FollowUp, ...]:
    """All that the last sitting decided, then what is open of those before."""
    return (*last.followed, *(f for _, before in last.earlier for f in before))


def _of_register(s: Sitting, digest: Digest) -> list[Section]:
    """What the register says: all of it, or to a sitting on one topic what is on its agenda."""
    overall = digest.tasks and _takes_up(s, ItemKind.DIGEST, "进展")
    return [
        digest_counts.overall(digest) if overall else Section("总体进展"),
        Section("需协调事项", tuple(digest_requests.pleas(digest)) if _takes_up(s, ItemKind.PLEA, "协调") else ()),
        Section("逾期事项", tuple(digest_problems.overdue(digest)) if _takes_up(s, ItemKind.OVERDUE, "逾期") else ()),
    ]


def _takes_up(s: Sitting, kind: ItemKind, word: str) -> bool:
    """Whether a sitting takes up what the register says of a kind: any does, but one on a topic of its own.

    That one does where a matter of its agenda is of the kind, or has its word after it was put in other words.
    """
    own = s.kind is SittingKind.SPECIAL
    return not own or any(i.kind is kind or (i.kind is ItemKind.ADDED and word in i.matter) for i in s.items)


def _notice(body: Body, s: Sitting, day: date) -> list[Paragraph]:
    """What the notice said beside the matters, which follow."""
    if s.called_at is None:
        return []
    told = sitting_papers.notice(body, s.as_noticed(), day)
    _, who, asked = told.sections
    sent = f"{dates.day(local_date(s.called_at))}发出通知："
    return [
        Paragraph(sent + told.opening.text.removesuffix("现将有关事项通知如下。")),
        *(Paragraph(f"{who.heading}：{p.text}") for p in who.paragraphs),
        *asked.paragraphs,
        *_changed_since(s),
    ]


def _changed_since(s: Sitting) -> list[Paragraph]:
    """What is otherwise than the notice said, which stays as it went out."""
    told = s.as_noticed()
    when, now = sitting_papers.when(told.starts_at), sitting_papers.when(s.starts_at)
    moved = (when, told.place) != (now, s.place)
    said = [f"时间地点改为{now}在{s.place}"] if moved else []
    said += [chair_text.led(s.chair, "改由")] if told.chair != s.chair else []
    if [item.matter for item in told.items] != [item.matter for item in s.items]:
        said.append("议题有调整，见下")
    return [Paragraph(f"通知发出后，{'；'.join(said)}。")] if said else []


def _present(s: Sitting) -> list[Paragraph]:
    if s.held_at is not None:
        return [Paragraph(text) for text in sitting_papers.present(s)]
    if s.called_at is None:
        return []
    told = [(reply.zh if reply else "没有回执", s.replied(reply)) for reply in (Reply.ATTEND, Reply.LEAVE, None)]
    told += [("列席", tuple(a for a in s.attendees if a.observer))]
    return [Paragraph(f"{word}：{'、'.join(map(_answered, found))}。") for word, found in told if found]


def _answered(a: Attendee) -> str:
    """A unit with who comes, or why nobody does; of one that sits in, its answer as well."""
    said = a.person if a.reply is Reply.ATTEND and not a.delegate else presence_text.replied_by(a)
    if a.observer and a.reply is not Reply.ATTEND:
        said = f"{a.reply.zh if a.reply else '没有回执'}{f'，{said}' if said else ''}"
    return f"{a.unit}{f'（{said}）' if said else ''}"


def _minutes(body: Body, s: Sitting, day: date) -> list[Paragraph]:
    """What was decided and asked for; who was there stands above."""
    if not s.resolutions:
        return []
    return [p for section in sitting_papers.minutes(body, s, day).sections[:2] for p in section.paragraphs]


def _limit(f: FollowUp) -> str:
    """The day of a matter, and the one that it was put off to."""
    day = f.resolution.day
    if day is None:
        return "—"
    return resolutions_text.due(day, f.line.deadline if f.line is not None else None).removesuffix("前")


def _followed(title: str, followed: Sequence[FollowUp]) -> Annex:
    rows = tuple(
        (
            str(n),
            f.resolution.text,
            f.resolution.lead or "—",
            _limit(f),
            marked(f.line) if f.line is not None else "已取消",
        )
        for n, f in enumerate(followed, 1)
    )
    return Annex(title, Table(title, ("序", "议定事项", "牵头单位", "时限", "办理状态"), rows), _WIDTHS)
