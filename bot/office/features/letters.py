"""提醒函, 催办单, 督办单 in chat: whom to write to, the draft, and the letter as its unit gets it."""

from bot.office.entries import button, command, prompt
from bot.office.features.papers import show
from bot.office.features.shared import prompt_for
from bot.office.turn import Turn
from messages import actions, letter_text
from messages.message import Attachment, Message
from tasks_db.language import letter_words
from tasks_db.language.letter_words import Addressed
from tasks_db.language.lists import listed
from tasks_db.register import authority
from tasks_db.register.authority import Right
from tasks_db.register.letters import Reminding
from tasks_db.register.papers import PaperRecord
from tasks_db.register.refusals import PaperError
from tasks_db.terms import PaperKind
from tasks_db.work.acts import letters as acts
from tasks_db.work.views import giving, units
from tasks_db.work.views import letters as views


@command("letters", "提醒函、催办单、督办单", Right.DECIDE)
def letters(turn: Turn, rest: str) -> None:
    """Show to whom something could be written, or what to the unit that is named."""
    if not rest.strip():
        turn.say(letter_text.listed(turn.ask(views.remindings)))
        return
    unit, _, about = rest.strip().partition(" ")
    _of_one(turn, unit, about.strip())


def _of_one(turn: Turn, unit: str, about: str, wanted: PaperKind | None = None) -> None:
    """Show what could be written to a unit, of one matter alone where that is named, and which letter fits."""
    found = turn.ask(views.reminding, unit)
    named = found.about(about) if about else ()
    if about and not named:
        raise PaperError(letter_text.nothing_of(found, about))
    told = letter_text.of_matter(found, named) if named else _of_unit(turn, found)
    turn.say(letter_text.instead(told, found, named) if wanted is PaperKind.REMINDER else told)


def in_words(turn: Turn, text: str) -> bool:
    """Show whom a letter can be written to, where one is asked for in words; return whether it was that.

    给县财政局发催办单 opens the unit; 给逾期单位发提醒函 lists them and says which letter fits.
    """
    said = letter_words.letter(text)
    if said is None or not authority.may(turn.member, Right.DECIDE):
        return False
    if said.addressed is Addressed.UNIT:
        named = turn.ask(giving.units_named, text) if said.them else [said.unit]
        if len(named) != 1 or not (said.sure or turn.ask(units.is_name, named[0])):
            return False
        _of_one(turn, named[0], said.about, said.kind)
    else:
        late = said.addressed is Addressed.LATE
        turn.say(letter_text.listed(turn.ask(views.remindings), late=late, wanted=said.kind))
    return True


def _of_unit(turn: Turn, found: Reminding) -> Message:
    office, signs = authority.is_office(turn.member), authority.may(turn.member, Right.SIGN)
    return letter_text.unit(found, office=office, signs=signs)


@button(actions.LETTERS, Right.DECIDE)
def of_unit(turn: Turn, unit: str) -> None:
    """Show what could be written to one unit."""
    turn.say(_of_unit(turn, turn.ask(views.reminding, int(unit))))


@button(actions.LETTER, Right.PLAN)
def draft(turn: Turn, kind: str, unit: str, task: str = "") -> None:
    """Draft a reminder or a 催办单, of one task where that was chosen."""
    _drafted(turn, turn.do(acts.draft, PaperKind.of(kind), int(unit), task_ids=(int(task),) if task else ()))


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
