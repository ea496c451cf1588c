"""Papers in the chat: drafted from the digest, checked, signed, issued, corrected; an edited file is compared."""

from functools import partial
from pathlib import Path

from bot.office.entries import button, command, prompt
from bot.office.features import circulars
from bot.office.features.shared import prompt_for
from bot.office.turn import Turn
from messages import (
    actions,
    dates,
    digest_file,
    digest_text,
    forms,
    paper_cards,
    paper_files,
    paper_replies,
    paper_shown,
    paper_sources,
)
from messages.message import Attachment, Message
from messages.paper_shown import Shown
from tasks_db.language import desk_words, paper_sending
from tasks_db.register import authority
from tasks_db.register.authority import Right
from tasks_db.register.digest.values import Digest
from tasks_db.register.giving import EVERYBODY
from tasks_db.register.paper_replies import unheard
from tasks_db.register.papers import PaperRecord, require, require_draft, require_shown, require_unsigned
from tasks_db.register.refusals import PaperError
from tasks_db.terms import PaperState
from tasks_db.work import kept_files
from tasks_db.work.acts import papers as acts
from tasks_db.work.acts import replying
from tasks_db.work.keeping import keep
from tasks_db.work.views import papers as views
from tasks_db.work.views.digest import digest
from tasks_db.work.views.papers import Opened

_STEPS = {PaperState.CHECKED.value: acts.check, paper_cards.BACK: acts.send_back}


@button(actions.DIGEST_PICTURE, Right.DECIDE)
def picture(turn: Turn, plans: str, moment: str) -> None:
    """Send the leader's picture of a digest."""
    plan_ids, as_of = digest_text.read_args(plans, int(moment), turn.now)
    found = turn.ask(digest, as_of, plan_ids)
    for attachment in digest_file.pictures(found.digest, found.meeting):
        turn.say(Message(dates.as_of(found.digest.as_of), attachment=attachment))


@button(actions.DIGEST_TABLE, Right.DECIDE)
def table(turn: Turn, plans: str, moment: str) -> None:
    """Send every task of a digest as a spreadsheet."""
    plan_ids, as_of = digest_text.read_args(plans, int(moment), turn.now)
    value = turn.ask(digest, as_of, plan_ids).digest
    turn.say(Message(dates.as_of(value.as_of), attachment=digest_file.table(value)))


@command("papers", "通报稿和已印发的通报", Right.DECIDE)
def papers(turn: Turn, rest: str) -> None:
    """List the papers."""
    del rest
    turn.say(paper_cards.listed(turn.ask(views.every), 0))


def in_words(turn: Turn, text: str) -> bool:
    """List the papers where they are asked for by name, and send an issue (发通报); return whether it was that."""
    if paper_sending.asks_to_send(text) and authority.may(turn.member, Right.PLAN):
        turn.say(paper_cards.to_send(turn.ask(views.every)))
        return True
    if not desk_words.asks_for_papers(text) or not authority.may(turn.member, Right.DECIDE):
        return False
    papers(turn, "")
    return True


@button(actions.PAPER_SEND, Right.PLAN)
def send_out(turn: Turn, paper_id: str) -> None:
    """Read back that an issued digest goes to every liaison as the file of a notice (R17)."""
    record = turn.ask(views.record, int(paper_id))
    if record.is_letter or not record.is_locked:
        raise PaperError(f"{record.label}还没有印发，不能发给单位。印发以后再发。")
    circulars.send_paper(turn, record, EVERYBODY)


@button(actions.PAPERS, Right.DECIDE)
def papers_page(turn: Turn, number: str) -> None:
    """Turn to another page of the papers."""
    turn.edit(paper_cards.listed(turn.ask(views.every), int(number)))


@button(actions.PAPER, Right.DECIDE)
def paper(turn: Turn, paper_id: str) -> None:
    """Show one paper."""
    turn.say(_card(turn.ask(views.one, int(paper_id))))


def _card(opened: Opened) -> Message:
    return paper_cards.card(opened.record, _shown(opened), opened.replies, edited=opened.is_edited)


def _shown(opened: Opened) -> Shown:
    return paper_shown.of(opened.record, opened.digest, opened.letter, opened.kept, opened.body)


def _digest(turn: Turn, paper_id: str) -> tuple[PaperRecord, Digest]:
    """A paper whose text may still change, with its digest."""
    opened = turn.ask(views.one, int(paper_id))
    require_draft(opened.record)
    if opened.digest is None:
        raise PaperError("只有通报可以选进展。")
    if opened.edited is not None:
        raise PaperError("这份通报用的是改稿，选进展改不到它。要按台账重新选，请先点“改回台账稿”。")
    return opened.record, opened.digest


def show(turn: Turn, record: PaperRecord) -> None:
    """Show a paper that was just drafted."""
    turn.say(_card(turn.ask(views.one, record.id)))


def _show(turn: Turn, record: PaperRecord) -> None:
    turn.edit(_card(turn.ask(views.one, record.id)))


@button(actions.PAPER_DRAFT, Right.PLAN)
def draft(turn: Turn, plans: str, moment: str, confirmed: str = "") -> None:
    """Begin a paper from the digest that is shown; what waits for the office is to be reviewed first, once asked."""
    plan_ids, as_of = digest_text.read_args(plans, int(moment), turn.now)
    found = turn.ask(digest, as_of, plan_ids).digest
    if not confirmed and (asked := paper_cards.before_drafting(found, plans, int(moment))) is not None:
        turn.say(asked)
        return
    record = turn.do(acts.draft, as_of, plan_ids or ())
    show(turn, record)


@button(actions.PAPER_CORRECT, Right.PLAN)
def correct(turn: Turn, paper_id: str) -> None:
    """Begin a paper that corrects an issue."""
    show(turn, turn.do(acts.draft, corrects=int(paper_id)))


@button(actions.PAPER_STEP, Right.DECIDE)
def step(turn: Turn, paper_id: str, wanted: str, warned: str = "") -> None:
    """Take a paper one step on, or back; each step asks for its own right.

    Before it is signed the one who signs is warned of units that are named and were not heard; 印发, which is never
    taken back, is asked once with its number and who gets it (R17).
    """
    number = int(paper_id)
    if wanted == PaperState.SIGNED.value:
        if not warned and (left := _unheard(turn, turn.ask(views.one, number))):
            turn.say(paper_replies.before_signing(turn.ask(views.record, number), left))
            return
        _show(turn, turn.do(acts.sign, number))
    elif wanted == PaperState.ISSUED.value:
        opened = turn.ask(views.one, number)
        if not warned:
            require(opened.record, PaperState.ISSUED)
            turn.say(paper_cards.before_issuing(opened.record, _printed_number(opened), opened.told))
            return
        _show(turn, _issue(turn, opened))
    elif wanted in _STEPS:
        _show(turn, turn.do(_STEPS[wanted], number))
    else:
        raise PaperError("没有这一步，请看最新的通报。")


def _printed_number(opened: Opened) -> str:
    return paper_files.printed_number(opened.record, opened.signed_at, opened.next_number)


def _unheard(turn: Turn, opened: Opened) -> tuple[str, ...]:
    """The units that a paper names and that have not been heard; none where it may not be signed anyhow."""
    if opened.record.state is not PaperState.CHECKED or not authority.may(turn.member, Right.SIGN):
        return ()
    return unheard(_named(opened), opened.replies, turn.now)


def _named(opened: Opened) -> dict[str, tuple[str, ...]]:
    shown = _shown(opened)
    return {} if opened.record.is_letter else paper_replies.named(shown.paper, shown.own_units, opened.edited)


@button(actions.PAPER_SHOW, Right.PLAN)
def show_lines(turn: Turn, paper_id: str, confirmed: str = "") -> None:
    """Let every unit that a paper names see its own sentences, once asked."""
    opened = turn.ask(views.one, int(paper_id))
    require_shown(opened.record)
    named = _named(opened)
    if not confirmed and named:
        turn.say(paper_replies.before_showing(opened.record, list(named)))
        return
    hours, number = forms.settings().reply_hours, opened.record.id
    done = turn.do(replying.show_lines, number, named, hours, partial(paper_replies.asked, number))
    turn.edit(paper_replies.shown(done.told, done.unreachable, done.until))


@button(actions.PAPER_REPLIES, Right.DECIDE)
def replies(turn: Turn, paper_id: str) -> None:
    """Show what units answered, beside what they were shown."""
    opened = turn.ask(views.one, int(paper_id))
    turn.say(paper_replies.listed(opened.record, opened.replies))


@button(actions.PAPER_OK, Right.ANSWER)
def nothing_against(turn: Turn, paper_id: str) -> None:
    """Note that a unit has nothing against what is said of it."""
    turn.edit(f"{turn.do(replying.reply, int(paper_id))}无异议。{paper_replies.THANKS}")


@button(actions.PAPER_SAY, Right.ANSWER)
def ask_reply(turn: Turn, paper_id: str) -> None:
    """Ask what a unit has to say to what is said of it."""
    prompt_for(turn, "paper_reply", paper_replies.ASK, paper=int(paper_id))


@prompt("paper_reply", Right.ANSWER, sentence=True)
def take_reply(turn: Turn, args: dict[str, object], text: str) -> None:
    """Take what a unit has to say."""
    turn.do(replying.reply, int(str(args["paper"])), text)
    turn.say(paper_replies.THANKS)


def _issue(turn: Turn, opened: Opened) -> PaperRecord:
    record, number = opened.record, opened.next_number
    made = paper_files.issue(record, opened.digest, opened.letter, opened.body, number, opened.replies, opened.edited)
    return turn.do(acts.issue, record.id, number, made.files, made.value, made.notice)


@button(actions.PAPER_FILE, Right.DECIDE)
def file(turn: Turn, paper_id: str) -> None:
    """Send a paper as a Word file; of an issue the files that were kept."""
    record = turn.ask(views.record, int(paper_id))
    text = paper_cards.file_sent(record)
    if record.is_locked:
        for kept in turn.ask(views.files, record.id):
            turn.say(Message(text, attachment=Attachment(kept.name, kept.content)))
        return
    turn.say(Message(text, attachment=_draft_file(turn.ask(views.one, record.id))))


def _draft_file(opened: Opened) -> Attachment:
    return paper_files.draft(
        opened.record, opened.digest, opened.letter, opened.body, opened.edited, opened.next_number
    )


def take_back(turn: Turn, path: Path, name: str, paper_id: int) -> None:
    """Say in what an edited draft that was sent back differs from the register, or from what was issued of it.

    Before 签发 it may take the draft's place; it is kept by its hash until somebody says so.
    """
    opened = turn.ask(views.one, paper_id)
    record, content = opened.record, path.read_bytes()
    own = turn.ask(views.issued, paper_id)
    own = (
        own or paper_files.draft(record, opened.digest, opened.letter, opened.body, number=opened.next_number).content
    )
    said = digest_file.compared(path, name, own, _shown(opened).units)
    turn.say(paper_cards.compared(record, said, keep(turn.whole.desk.files, content)))


@button(actions.PAPER_ADOPT, Right.PLAN)
def adopt(turn: Turn, paper_id: str, beginning: str) -> None:
    """Let an edited file take the draft's place."""
    opened = turn.ask(views.one, int(paper_id))
    require_unsigned(opened.record)
    content = kept_files.by_beginning(turn.whole.desk.files, beginning.removeprefix("h"))
    paper_files.require_ready(opened.record, opened.digest, opened.letter, opened.body, content)
    _show(turn, turn.do(acts.adopt, opened.record.id, content))


@button(actions.PAPER_OWN, Right.PLAN)
def own_text(turn: Turn, paper_id: str) -> None:
    """Let the register's own text take the place of an edited file again."""
    _show(turn, turn.do(acts.set_aside, int(paper_id)))


@button(actions.PAPER_SOURCES, Right.DECIDE)
def sources(turn: Turn, paper_id: str, number: str) -> None:
    """Show who said what a paper's sentences rest on."""
    opened = turn.ask(views.one, int(paper_id))
    shown = _shown(opened)
    message = paper_sources.shown(opened.record.id, shown.paper, shown.known, int(number))
    (turn.say if number == "0" else turn.edit)(message)


@button(actions.PAPER_FACTS, Right.PLAN)
def facts(turn: Turn, paper_id: str, number: str) -> None:
    """Offer what was done to be taken into the text or left out."""
    turn.edit(paper_cards.facts(*_digest(turn, paper_id), int(number)))


@button(actions.PAPER_TICK, Right.PLAN)
def tick(turn: Turn, paper_id: str, report: str, number: str) -> None:
    """Take one fact into the text, or out of it."""
    record, value = _digest(turn, paper_id)
    told = paper_cards.ticked(record, value, int(report))
    turn.edit(paper_cards.facts(turn.do(acts.tick, record.id, told), value, int(number)))


@button(actions.PAPER_DROP, Right.PLAN)
def drop(turn: Turn, paper_id: str, confirmed: str = "") -> None:
    """Throw a paper away that was not issued, once asked."""
    record = turn.ask(views.record, int(paper_id))
    if not confirmed:
        turn.say(paper_cards.ask_drop(record))
        return
    turn.edit(f"{turn.do(acts.throw_away, record.id)}已作废。")
