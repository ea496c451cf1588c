"""提醒函, 催办单, 督办单 in chat: whom to write to, the draft, and the letter as its unit gets it."""

from contextlib import suppress
from datetime import date

from bot.office.entries import button, command, prompt
from bot.office.features.papers import show
from bot.office.features.shared import prompt_for
from bot.office.turn import Turn
from config.clock import local_date
from messages import actions, letter_text
from messages.message import Attachment, Message
from tasks_db.language import letter_words
from tasks_db.language.desk_orders import DeskOrder
from tasks_db.language.letter_words import Addressed, LetterWish
from tasks_db.language.lists import listed
from tasks_db.language.put_off_days import until_day
from tasks_db.language.typed_days import written_out
from tasks_db.register import authority
from tasks_db.register.authority import Right
from tasks_db.register.letters import Reminding, require_to_come
from tasks_db.register.office_words import day_of, done_day
from tasks_db.register.papers import PaperRecord
from tasks_db.register.refusals import PaperError, PlanError
from tasks_db.terms import PaperKind
from tasks_db.work.acts import letters as acts
from tasks_db.work.views import giving, papers, units
from tasks_db.work.views import letters as views


@command("letters", "提醒函、催办单、督办单", Right.DECIDE)
def letters(turn: Turn, rest: str) -> None:
    """Show to whom something could be written, or what to the unit that is named."""
    if not rest.strip():
        turn.say(letter_text.listed(turn.ask(views.remindings)))
        return
    unit, _, about = rest.strip().partition(" ")
    _of_one(turn, unit, about.strip())


def _of_one(turn: Turn, unit: str | int, about: str, wanted: PaperKind | None = None, by: date | None = None) -> None:
    """Show what could be written to a unit, of one matter alone where that is named, and which letter fits."""
    found = turn.ask(views.reminding, unit)
    named = found.about(about) if about else ()
    if about and not named:
        raise PaperError(letter_text.nothing_of(found, about))
    told = letter_text.of_matter(found, named, by) if named else _of_unit(turn, found, by)
    turn.say(letter_text.instead(told, found, named) if wanted is PaperKind.REMINDER else told)


def in_words(turn: Turn, text: str) -> bool:
    """Show whom a letter can be written to, where one is asked for in words; return whether it was that.

    给县财政局发催办单 opens the unit; 给逾期单位发提醒函 lists them and says which letter fits.
    """
    said = letter_words.letter(text)
    if said is None or not authority.may(turn.member, Right.DECIDE):
        return False
    by = _answer_by(turn, said.by)
    if said.addressed is Addressed.EACH:
        _each(turn, text, said, by)
        return True
    if said.addressed is Addressed.UNIT:
        named = turn.ask(giving.units_named, text) if said.them else [said.unit]
        if len(named) != 1 or not (said.sure or turn.ask(units.is_name, named[0])):
            return False
        _of_one(turn, named[0], said.about, said.kind, by)
    else:
        late = said.addressed is Addressed.LATE
        turn.say(letter_text.listed(turn.ask(views.remindings), late=late, wanted=said.kind))
    return True


def _answer_by(turn: Turn, said: str) -> date | None:
    """The day until which an answer is wanted; raises PaperError for one that cannot be read: it is never dropped."""
    if not said:
        return None
    try:
        near = until_day(f"到{said}", local_date(turn.now)) if letter_words.is_near_day(said) else None
        day = near or day_of(written_out(said), local_date(turn.now))
    except PlanError as refused:
        with suppress(PlanError):  # a day without its year that is over
            require_to_come(done_day(said, local_date(turn.now)), turn.now)
        raise PaperError(f"请对方“{said}”前答复，没有看懂是哪一天。{refused}") from refused
    require_to_come(day, turn.now)
    return day


def set_answer_by(turn: Turn, order: DeskOrder) -> bool:
    """Say until which day a letter asks for an answer; return whether there is such a letter."""
    kinds = [kind for kind in PaperKind if kind.zh[:2] == order.get("a_letter")[:2]] or list(_LETTERS)
    found = [one for one in turn.ask(papers.every) if one.kind in kinds]
    if unit := order.get("unit"):
        found = [one for one in found if one.unit == unit]
    if number := order.get("letter_no"):
        open_ones = [one for one in found if one.number is None and one.id == int(number)]
        found = open_ones or [one for one in found if one.number == int(number)]
    else:
        found = [one for one in found if one.number is None]
    if len(found) != 1:
        turn.say(letter_text.which(found, order.get("a_letter")))
        return True
    day = _answer_by(turn, order.get("day"))
    if day is not None:
        show(turn, turn.do(acts.answer_by, found[0].id, day))
    return True


_LETTERS = (PaperKind.REMINDER, PaperKind.URGING, PaperKind.SUPERVISION)


def _each(turn: Turn, text: str, said: LetterWish, by: date | None) -> None:
    """Show what could be written to each unit that is named, or that is late with one matter; else all there is."""
    named: list[str | int] = [] if said.about else [*turn.ask(giving.units_named, text)]
    found = [one for one in turn.ask(views.remindings) if said.about and one.about(said.about)]
    late = [one for one in found if any(item in one.owed for item in one.about(said.about))] or found
    for unit in named or [one.unit_id for one in late]:
        _of_one(turn, unit, said.about, said.kind, by)
    if not named and not late:
        turn.say(letter_text.listed(turn.ask(views.remindings), wanted=said.kind))


def _of_unit(turn: Turn, found: Reminding, by: date | None = None) -> Message:
    office, signs = authority.is_office(turn.member), authority.may(turn.member, Right.SIGN)
    return letter_text.unit(found, office=office, signs=signs, by=by)


@button(actions.LETTERS, Right.DECIDE)
def of_unit(turn: Turn, unit: str) -> None:
    """Show what could be written to one unit."""
    turn.say(_of_unit(turn, turn.ask(views.reminding, int(unit))))


@button(actions.LETTER, Right.PLAN)
def draft(turn: Turn, kind: str, unit: str, task: str = "0", by: str = "") -> None:
    """Draft a reminder or a 催办单, of one task where that was chosen, with the day that was said for the answer."""
    tasks = (int(task),) if int(task) else ()
    day = date.fromisoformat(by) if by else None
    _drafted(turn, turn.do(acts.draft, PaperKind.of(kind), int(unit), task_ids=tasks, answer_by=day))


def _drafted(turn: Turn, record: PaperRecord) -> None:
    """Show a draft; where another one of its kind waits already, say so."""
    show(turn, record)
    if authority.may(turn.member, Right.PLAN) and (found := turn.ask(views.beside, record.id)):
        turn.say(letter_text.another(found))


@button(actions.LETTER_COPIES, Right.PLAN)
def ask_copies(turn: Turn, paper: str) -> None:
    """Ask who gets a copy of a letter."""
    prompt_for(turn, "letter_copies", letter_text.ASK_COPIES, paper=int(paper))


@prompt("letter_copies", Right.PLAN)
def take_copies(turn: Turn, args: dict[str, object], text: str) -> None:
    """Take who gets a copy of a letter."""
    nobody = text.strip(" 。.") in {"不抄送", "不用抄送", "不抄送了"}
    names = [] if nobody else listed(text.removeprefix("抄送"))
    show(turn, turn.do(acts.copy_to, int(str(args["paper"])), names))


@button(actions.SUPERVISE, Right.SIGN)
def supervise(turn: Turn, unit: str, task: str) -> None:
    """Draft a 督办单 about the task that was ticked."""
    _drafted(turn, turn.do(acts.supervise, int(unit), int(task)))


@button(actions.LETTER_GOT, Right.ASK)
def got(turn: Turn, paper: str) -> None:
    """Send a unit the letter that went to it, as it was kept."""
    kept = turn.ask(views.received, int(paper))
    turn.say(Message(kept.name.removesuffix(".docx"), attachment=Attachment(kept.name, kept.content)))
