"""The office's desk: what waits for review, decisions, and answers taken by phone (代录)."""

from datetime import date

from bot.office.entries import button, command, prompt
from bot.office.features.shared import prompt_for
from bot.office.features.task_edits import read_back_finished
from bot.office.turn import Turn
from config.clock import local_date
from messages import actions, office_day, reviewing, task_cards
from tasks_db import lazy_re as re
from tasks_db.language import desk_words
from tasks_db.language.desk_words import Returning
from tasks_db.language.done_days import done_on
from tasks_db.register import authority
from tasks_db.register.answers import Said
from tasks_db.register.authority import Right
from tasks_db.register.refusals import AnswerRefused
from tasks_db.register.reviews import is_plain
from tasks_db.terms import AnswerKind
from tasks_db.work.acts import changing
from tasks_db.work.acts import reviewing as acts
from tasks_db.work.views import desk as pleas
from tasks_db.work.views import reviews


@command("review", "待审核的反馈", Right.DECIDE)
def review(turn: Turn, rest: str) -> None:
    """List what waits for a decision of the person."""
    del rest
    turn.say(reviewing.waiting(turn.ask(reviews.waiting), 0, turn.now, turn.ask(reviews.incomplete)))


@button(actions.REVIEW, Right.DECIDE)
def review_page(turn: Turn, page: str) -> None:
    """Turn to another page of the reports that wait."""
    turn.edit(reviewing.waiting(turn.ask(reviews.waiting), int(page), turn.now, turn.ask(reviews.incomplete)))


@button(actions.REVIEW_ONE, Right.DECIDE)
def review_one(turn: Turn, report: str) -> None:
    """Show one report with the buttons to decide it."""
    turn.say(reviewing.one(turn.ask(reviews.one, int(report)), turn.now))


@button(actions.REVIEW_NEXT, Right.DECIDE)
def review_next(turn: Turn, report: str) -> None:
    """Show what waits behind a report, in its place."""
    following = turn.ask(reviews.following, int(report))
    turn.edit(reviewing.one(following, turn.now) if following is not None else reviewing.none_left())


@button(actions.ACCEPT_PLAIN, Right.REVIEW)
def pass_plain(turn: Turn, until: str, confirmed: str = "0") -> None:
    """Accept the plain reports together, asked first."""
    if confirmed != "1":
        turn.edit(reviewing.before_passing(turn.ask(reviews.waiting), int(until)))
        return
    done = turn.do(acts.pass_plain, int(until))
    turn.edit(reviewing.passed(done, len(turn.ask(reviews.waiting))))


@button(actions.ACCEPT, Right.DECIDE)
def accept(turn: Turn, report: str, confirmed: str = "0") -> None:
    """Accept a report, and show the next one that waits; a closing beside unread reports is asked first (R17)."""
    asks = reviewing.before_closing(turn.ask(reviews.one, int(report))) if confirmed != "1" else None
    if asks is not None:
        turn.say(asks)
        return
    receipt = decide(turn, int(report), accept=True)
    if authority.may(turn.member, Right.REVIEW):
        turn.edit(reviewing.accepted(receipt, turn.ask(reviews.one, int(report)).report))
        _what_follows(turn, int(report))
    else:
        turn.edit(receipt)
    show_next(turn, int(report))


@button(actions.REVIEW_AGAIN, Right.REVIEW)
def review_again(turn: Turn, report: str) -> None:
    """Take an acceptance back, so that the report waits again."""
    turn.edit(reviewing.reviewed_again(turn.do(acts.take_back_pass, int(report))))


@button(actions.RETURN_ACCEPTED, Right.REVIEW)
def return_accepted(turn: Turn, report: str) -> None:
    """Ask why an accepted report is taken back."""
    text = reviewing.ask_why_returned(turn.ask(reviews.one, int(report)), turn.ask(reviews.rests_on, int(report)))
    prompt_for(turn, "return_accepted", text, report=int(report))


@prompt("return_accepted", Right.REVIEW, sentence=True)
def take_why_returned(turn: Turn, args: dict[str, object], text: str) -> None:
    """Take an accepted report back with the reason that was typed."""
    report_id = int(str(args["report"]))
    notice = reviewing.told(turn.ask(reviews.one, report_id), accept=False, reason=text, was_accepted=True)
    turn.say(reviewing.decided(turn.do(acts.return_accepted, report_id, notice, text)))


def in_words(turn: Turn, text: str) -> bool:
    """Return a report that is named (退回马致同的办结申请：…), take an accepted one back, or let all plain ones pass.

    Return whether it was one of these.
    """
    if authority.may(turn.member, Right.REVIEW) and _ALL_PASS.fullmatch(text.strip()):
        _ask_to_pass_all(turn)
        return True
    if authority.may(turn.member, Right.DECIDE) and (returned := desk_words.returning(text)) is not None:
        return _return_named(turn, returned)
    meant = desk_words.return_accepted(text) if authority.may(turn.member, Right.REVIEW) else None
    if meant is not None:
        return_accepted(turn, str(turn.ask(reviews.accepted_of, meant.unit, meant.number).report.id))
    return meant is not None


_ALL_PASS = re.compile(
    r"(?:把)?(?:待审核?的?|待审的)?(?:一般)?(?:反馈)?(?:全部?|全都|都|一并|一起|批量)(?:审核)?(?:给)?(?:通过|审核通过|过了?)(?:吧|了)?[。！]?"
)
_OF_REPORTS = re.compile(r"办结|销号|延期|反馈|申请|答复|报告|那条")
"""What makes words sure to mean a report though none of them waits."""


def _return_named(turn: Turn, meant: Returning) -> bool:
    """Return the one report that is named, for the reason that is; ask for the reason, or which of several."""
    found = turn.ask(reviews.named, meant.what)
    if len(found) != 1:
        asks_of_reports = bool(found) or _OF_REPORTS.search(meant.what) is not None
        if asks_of_reports:
            turn.say(reviewing.which_returned(found, turn.now))
        return asks_of_reports
    report_id = found[0].report.id
    if not meant.why:
        send_back(turn, str(report_id))
        return True
    turn.say(decide(turn, report_id, accept=False, reason=meant.why))
    if meant.rest_passes:
        _ask_to_pass_all(turn)
    else:
        show_next(turn, report_id)
    return True


def _ask_to_pass_all(turn: Turn) -> None:
    waits = turn.ask(reviews.waiting)
    plain = [one.report.id for one in waits if is_plain(one.report)]
    turn.say(reviewing.before_passing(waits, max(plain)) if plain else reviewing.waiting(waits, 0, turn.now))


def _what_follows(turn: Turn, report_id: int) -> None:
    """What an accepted report leaves to the office: a difficulty without addressee, a task of another unit."""
    said = turn.ask(reviews.one, report_id)
    if said.report.kind is AnswerKind.NOT_OURS:
        other = turn.ask(reviews.instead, report_id)
        turn.say(reviewing.whose_instead(said, other.unit if other is not None else None))
    elif said.report.kind is AnswerKind.CLOSURE:
        _ask_real_day(turn, said)
    elif (line := turn.ask(pleas.unaddressed, report_id)) is not None:
        turn.say(office_day.plea(line))


def _ask_real_day(turn: Turn, said: Said) -> None:
    """Offer the day on which a unit says that it was done, where the task was closed on another."""
    report = said.report
    day = done_on(report.text, report.said_on)
    if day is not None and day != local_date(turn.now) and authority.may(turn.member, Right.PLAN):
        read_back_finished(
            turn, said.task.id, day, f"{report.unit}{'来电' if report.entered_by else '反馈'}“{report.text}”"
        )


@button(actions.RETURN, Right.DECIDE)
def send_back(turn: Turn, report: str) -> None:
    """Ask for the reason of a return."""
    text = reviewing.ask_reason(turn.ask(reviews.one, int(report)))
    prompt_for(turn, "return", text, report=int(report))


@prompt("return", Right.DECIDE, sentence=True)
def take_reason(turn: Turn, args: dict[str, object], text: str) -> None:
    """Return a report with the reason that was typed, and show the next one that waits."""
    turn.say(decide(turn, int(str(args["report"])), accept=False, reason=text))
    show_next(turn, int(str(args["report"])))


def decide(turn: Turn, report_id: int, *, accept: bool, reason: str = "", day: date | None = None) -> str:
    """Decide a report and tell its unit; return the receipt. ``day`` is the one that is granted instead."""
    case, again = turn.ask(reviews.one, report_id), turn.ask(reviews.was_accepted, report_id)
    notice = reviewing.told(case, accept=accept, reason=reason, day=day, was_accepted=again)
    return reviewing.decided(turn.do(acts.decide, report_id, notice, accept=accept, reason=reason, day=day))


def show_next(turn: Turn, report_id: int) -> None:
    """Show what waits behind a report, if anything does."""
    following = turn.ask(reviews.following, report_id)
    if following is not None:
        turn.say(reviewing.one(following, turn.now))


@button(actions.INSTEAD, Right.PLAN)
def instead(turn: Turn, report: str) -> None:
    """Put the unit that a report names in the place of the one whose task it is not."""
    other = turn.ask(reviews.instead, int(report))
    if other is None:
        raise AnswerRefused("没有写明应由哪个单位负责。请在任务里改单位。")
    untold = turn.do(changing.set_units, other.task_id, other.role, other.names)
    turn.edit(task_cards.asked_instead([other.unit], [other.gone], untold))
