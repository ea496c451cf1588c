"""``lianxi paper``: 起草、核稿、签发、印发 in the terminal; the same acts as in chat."""

import json
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.questions import AsOf
from bot.cli.shared import BodyName, desk_of, moment, out, say
from messages import (
    digest_file,
    docx_form,
    forms,
    paper_cards,
    paper_files,
    paper_replies,
    paper_shown,
    paper_sources,
)
from messages.paper_shown import Shown
from tasks_db.register.authority import OPERATOR
from tasks_db.register.paper_replies import unheard
from tasks_db.register.papers import require, require_shown, require_unsigned
from tasks_db.register.refusals import PaperError
from tasks_db.terms import PaperState
from tasks_db.work.acts import papers as acts
from tasks_db.work.acts import replying
from tasks_db.work.desk import Desk
from tasks_db.work.views import papers as views

paper_app = typer.Typer(help="通报：起草、核稿、签发、印发", no_args_is_help=True)

_MAX_NUMBER = 2**31 - 1
PaperId = Annotated[int, typer.Argument(metavar="PAPER", min=1, max=_MAX_NUMBER, help="编号，见 lianxi paper list")]
Folder = Annotated[Path, typer.Option("--out", help="存到这个目录")]


@paper_app.command(name="list")
def list_papers() -> None:
    """列出通报稿和已印发的通报。"""
    with desk_of() as desk:
        found = desk.ask(OPERATOR, views.every)
    say("\n".join(f"{record.id} {paper_cards.line(record)}" for record in found) or "还没有通报。")


@paper_app.command()
def draft(
    *,
    as_of: AsOf = None,
    plan: Annotated[list[int] | None, typer.Option("--plan", help="只写这个编号的方案，可多次")] = None,
    corrects: Annotated[int | None, typer.Option("--corrects", help="更正这个编号的通报")] = None,
    body: BodyName = None,
) -> None:
    """起草一份通报。"""
    with desk_of() as desk:
        at = moment(as_of, desk.clock()) if as_of is not None else None
        show_paper(desk, desk.do(OPERATOR, acts.draft, at, plan or (), corrects=corrects, meeting=body).id)


def show_paper(desk: Desk, paper: int) -> None:
    """Print how far a paper has come."""
    opened = desk.ask(OPERATOR, views.one, paper)
    say(paper_cards.card(opened.record, _shown(opened), opened.replies, edited=opened.is_edited).text)


def _shown(opened: views.Opened) -> Shown:
    return paper_shown.of(opened.record, opened.digest, opened.letter, opened.kept, opened.body)


@paper_app.command()
def show(paper: PaperId) -> None:
    """显示一份通报走到哪一步。"""
    with desk_of() as desk:
        show_paper(desk, paper)


@paper_app.command()
def facts(
    paper: PaperId,
    report: Annotated[
        list[int] | None, typer.Option("--report", help="写进正文的反馈编号，可多次；不写则按规则选取")
    ] = None,
) -> None:
    """选定写进正文的进展。"""
    with desk_of() as desk:
        record = desk.do(OPERATOR, acts.tick, paper, report)
        opened = desk.ask(OPERATOR, views.one, paper)
    for fact in opened.digest.facts if opened.digest is not None else ():
        mark = "写入" if record.tells(fact.source.report_id, chosen=fact.chosen) else "不写"
        say(f"{mark} 反馈{fact.source.report_id} {fact.unit}：{fact.text}")


@paper_app.command()
def check(paper: PaperId) -> None:
    """核稿。"""
    with desk_of() as desk:
        desk.do(OPERATOR, acts.check, paper)
        show_paper(desk, paper)


@paper_app.command()
def sign(paper: PaperId, *, yes: Annotated[bool, typer.Option("--yes", help="不再提醒未核对的单位")] = False) -> None:
    """签发；点名的单位还没有核对的，先提醒。"""
    with desk_of() as desk:
        opened = desk.ask(OPERATOR, views.one, paper)
        left = unheard(_named(opened), opened.replies, desk.clock())
        if left and not yes and opened.record.state is PaperState.CHECKED:
            say(paper_replies.before_signing(opened.record, left).text)
            typer.confirm("仍要签发？", abort=True)
        desk.do(OPERATOR, acts.sign, paper)
        show_paper(desk, paper)


def _named(opened: views.Opened) -> dict[str, tuple[str, ...]]:
    shown = _shown(opened)
    return {} if opened.record.is_letter else paper_replies.named(shown.paper, shown.own_units, opened.edited)


@paper_app.command()
def hear(paper: PaperId, *, yes: Annotated[bool, typer.Option("--yes", help="不再确认")] = False) -> None:
    """请被点名的单位核对各自的句子；再看答复用 lianxi paper replies。"""
    with desk_of() as desk:
        opened = desk.ask(OPERATOR, views.one, paper)
        require_shown(opened.record)
        named = _named(opened)
        if named and not yes:
            say(paper_replies.before_showing(opened.record, list(named)).text)
            typer.confirm("发出？", abort=True)
        hours = forms.settings().reply_hours
        done = desk.do(OPERATOR, replying.show_lines, paper, named, hours, partial(paper_replies.asked, paper))
    say(paper_replies.shown(done.told, done.unreachable, done.until))


@paper_app.command()
def replies(paper: PaperId) -> None:
    """显示单位的答复。"""
    with desk_of() as desk:
        opened = desk.ask(OPERATOR, views.one, paper)
    say(paper_replies.listed(opened.record, opened.replies))


@paper_app.command()
def back(paper: PaperId) -> None:
    """退回起草。"""
    with desk_of() as desk:
        desk.do(OPERATOR, acts.send_back, paper)
        show_paper(desk, paper)


@paper_app.command()
def issue(paper: PaperId, *, yes: Annotated[bool, typer.Option("--yes", help="不再确认")] = False) -> None:
    """印发：编号，存档，此后不再改动；函和单马上发给单位。"""
    with desk_of() as desk:
        opened = desk.ask(OPERATOR, views.one, paper)
        require(opened.record, PaperState.ISSUED)
        if not yes:
            number = paper_files.printed_number(opened.record, opened.signed_at, opened.next_number)
            say(paper_cards.before_issuing(opened.record, number, opened.told).text)
            typer.confirm("印发？", abort=True)
        made = paper_files.issue(
            opened.record,
            opened.digest,
            opened.letter,
            opened.body,
            opened.next_number,
            opened.replies,
            opened.edited,
        )
        desk.do(OPERATOR, acts.issue, paper, opened.next_number, made.files, made.value, made.notice)
        show_paper(desk, paper)


@paper_app.command()
def drop(paper: PaperId) -> None:
    """作废一份没有印发的通报稿。"""
    with desk_of() as desk:
        say(f"{desk.do(OPERATOR, acts.throw_away, paper)}已作废。")


@paper_app.command()
def export(paper: PaperId, folder: Folder) -> None:
    """存成文件：稿子是 Word，已印发的是存档的原件。"""
    folder.mkdir(parents=True, exist_ok=True)
    with desk_of() as desk:
        found = _files(desk, paper)
    for name, content in found:
        (folder / name).write_bytes(content)
        out.print(f"已存到 {folder / name}", highlight=False, soft_wrap=True)
    say(forms.fonts_needed())


def _files(desk: Desk, paper: int) -> list[tuple[str, bytes]]:
    """The draft, or what was kept of an issue; the paper itself first."""
    if desk.ask(OPERATOR, views.record, paper).is_locked:
        return [(kept.name, kept.content) for kept in desk.ask(OPERATOR, views.files, paper)]
    opened = desk.ask(OPERATOR, views.one, paper)
    file = paper_files.draft(
        opened.record, opened.digest, opened.letter, opened.body, opened.edited, opened.next_number
    )
    return [(file.name, file.content)]


@paper_app.command()
def sources(paper: PaperId) -> None:
    """输出每句话的出处（JSON）。"""
    with desk_of() as desk:
        opened = desk.ask(OPERATOR, views.one, paper)
        if opened.record.is_letter:
            raise PaperError("函和单的内容取自台账，没有逐句出处。")
        if opened.digest is None:
            kept = desk.ask(OPERATOR, views.files, paper)
            typer.echo(next(file.content for file in kept if file.name.endswith(".json")).decode())
            return
    shown = _shown(opened)
    told = paper_sources.sources(shown.paper, opened.digest, shown.known)
    typer.echo(json.dumps(told, ensure_ascii=False, indent=1))


@paper_app.command()
def compare(
    paper: PaperId, file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="改过的 Word 稿")]
) -> None:
    """核对改过的稿子：与台账不符的数字、单位和日期。"""
    with desk_of() as desk:
        opened = desk.ask(OPERATOR, views.one, paper)
        units = _shown(opened).units
        own = desk.ask(OPERATOR, views.issued, paper)
    own = (
        own
        or paper_files.draft(
            opened.record, opened.digest, opened.letter, opened.body, number=opened.next_number
        ).content
    )
    say(digest_file.compared(file, file.name, own, units))


@paper_app.command()
def adopt(
    paper: PaperId, file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="改过的 Word 稿")]
) -> None:
    """采用改过的稿子：此后下载、签发、印发的都是它，重新核稿。先用 lianxi paper compare 看有什么不同。"""
    content = file.read_bytes()
    with desk_of() as desk:
        opened = desk.ask(OPERATOR, views.one, paper)
        require_unsigned(opened.record)
        paper_files.require_ready(opened.record, opened.digest, opened.letter, opened.body, content)
        desk.do(OPERATOR, acts.adopt, paper, content)
        show_paper(desk, paper)


@paper_app.command()
def own(paper: PaperId) -> None:
    """不用改稿，改回台账生成的稿子。"""
    with desk_of() as desk:
        desk.do(OPERATOR, acts.set_aside, paper)
        show_paper(desk, paper)


@paper_app.command()
def form(folder: Folder) -> None:
    """存一份空白公文版式 paper.docx，改好样式后放进数据目录的 templates。"""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / docx_form.OWN).write_bytes(docx_form.shipped(forms.fonts()))
    say(f"已存到 {folder / docx_form.OWN}。用 Word 或 WPS 改样式，不要改样式名，再放进数据目录的 templates 文件夹。")
