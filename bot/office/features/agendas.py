"""The agenda of a sitting in chat: drafted, added to, put in order and in words, by buttons or in plain words."""

from bot.office.entries import SaidElse, button, prompt
from bot.office.features.shared import prompt_for
from bot.office.turn import Turn
from messages import actions, agenda_text, supplement_text
from tasks_db.language import agenda_words, sitting_words
from tasks_db.language.agenda_words import Change, ListChange, Listed
from tasks_db.language.matters import matters
from tasks_db.register.authority import Right
from tasks_db.register.meetings.agenda import moved
from tasks_db.register.meetings.deciding import Step
from tasks_db.register.refusals import MeetingRefused
from tasks_db.work.acts import agendas, noticing
from tasks_db.work.post import conversation
from tasks_db.work.views import calling
from tasks_db.work.views import sittings as views

_TYPED = {
    "add": "增列什么议题？由哪个单位汇报的写在后面，例如：停车场用地，县自然资源局汇报",
    "take": "删第几项？请写数字。",
    "order": "怎么调？例如：第3项挪到第1项前；第1项和第2项对调；或把新次序写全：3、1、2",
}
"""What is asked for an agenda, by the name that its button carries."""
_EDIT = "edit"
_STEPS = {"up": -1, "down": 1}


def show(turn: Turn, number: int) -> None:
    """Show the agenda; whoever may change it may go on in words."""
    seen = turn.ask(views.sitting, number)
    office = Step.AGENDA in seen.steps
    turn.say(agenda_text.agenda(seen.sitting, office=office))
    _listen(turn, number, office=office)


def _listen(turn: Turn, number: int, *, office: bool = True) -> None:
    if office:
        turn.do(conversation.wait_for, "agenda", {"sitting": number})


def _draft(turn: Turn, number: int, *, again: bool) -> None:
    proposed = turn.do(agendas.draft, number, again=again)
    seen = turn.ask(views.sitting, number)
    turn.say(agenda_text.agenda(seen.sitting, office=True, left=proposed.left, dropped=proposed.dropped))
    _listen(turn, number)


def stepped(turn: Turn, number: int, step: str, *, sure: bool) -> bool:
    """Take a step that a button of the agenda names; return False for another one."""
    if step in _TYPED:
        turn.ask(views.ready_for, number, Step.AGENDA)
        prompt_for(turn, "sitting_step", _TYPED[step], sitting=number, step=step)
    elif step in {Step.AGENDA.value, "restore"}:
        _draft(turn, number, again=step == "restore")
    elif step == "undo":
        turn.do(agendas.undo, number)
        show(turn, number)
    elif step == Step.SUPPLEMENT.value:
        _supplement(turn, number, sure=sure)
    else:
        return False
    return True


def _supplement(turn: Turn, number: int, *, sure: bool) -> None:
    """Tell the units how the agenda has changed since the notice, once it is read back to whom it goes (R17)."""
    if not sure:
        found = turn.ask(calling.ready, number)
        turn.say(supplement_text.before(found.body, found.sitting, found.coming, found.unknown))
        return
    words = (supplement_text.supplement, supplement_text.supplement_heads)
    sent = turn.do(noticing.supplement, number, *words)
    turn.edit(supplement_text.sent(sent, turn.ask(calling.leaves_at), turn.now))


def take(turn: Turn, number: int, step: str, text: str) -> None:
    """Take what was typed for a button; words that name a change of another kind are that change."""
    said = agenda_words.change(text)
    if said is not None and said.change is not Change.UNDO and said.of is not Listed.MINUTES:
        change(turn, number, said)
    elif step == "add":
        turn.do(agendas.add_items, number, matters(text))
        show(turn, number)
    elif step == "take" and text.strip().isdecimal():
        turn.do(agendas.drop_item, number, int(text.strip()))
        show(turn, number)
    else:
        example = "2" if step == "take" else "第3项挪到第1项前"
        raise MeetingRefused(f"没有看懂。可以写：{example}。")


@button(actions.SITTING_ITEM, Right.CONVENE)
def item(turn: Turn, sitting: str, place: str, how: str) -> None:
    """Show one matter of an agenda with what can be done to it, or do it."""
    number, at = int(sitting), int(place)
    seen = turn.ask(views.ready_for, number, Step.AGENDA)
    if not 1 <= at <= len(seen.items):
        raise MeetingRefused("议程已经变了，这个按钮不再有效。请点“看议程”。")
    match how:
        case "show":
            turn.say(agenda_text.item(seen, at))
            return
        case "edit":
            asked = f"第{at}项改成什么？现在是：{seen.items[at - 1].matter}"
            prompt_for(turn, "sitting_step", asked, sitting=number, step=f"{_EDIT}{at}")
            return
        case "drop":
            turn.do(agendas.drop_item, number, at)
        case _:
            turn.do(agendas.arrange, number, moved(len(seen.items), at, at + _STEPS[how]))
    show(turn, number)


def rewrite(turn: Turn, number: int, step: str, text: str) -> bool:
    """Take the new words of a matter whose button was pressed; return False for another step."""
    if not step.startswith(_EDIT):
        return False
    turn.do(agendas.rewrite, number, int(step.removeprefix(_EDIT)), *sitting_words.reported(text))
    show(turn, number)
    return True


@prompt("agenda", Right.CONVENE, offered=True)
def hear(turn: Turn, args: dict[str, object], text: str) -> None:
    """Change the agenda that is shown, in words."""
    said = agenda_words.change(text)
    if said is None or said.of is Listed.MINUTES:
        raise SaidElse
    change(turn, int(str(args["sitting"])), said)


def change(turn: Turn, number: int, said: ListChange) -> None:
    """Change an agenda as words say it, and show it."""
    items = turn.ask(views.ready_for, number, Step.AGENDA).items
    place = said.number or len(items)
    match said.change:
        case Change.ADD:
            turn.do(agendas.add_items, number, matters(said.text, said.count))
        case Change.DROP:
            turn.do(agendas.drop_item, number, place)
        case Change.REWRITE:
            turn.do(agendas.rewrite, number, place, *sitting_words.reported(said.text))
        case Change.UNDO:
            turn.do(agendas.undo, number)
        case _:
            turn.do(agendas.arrange, number, said.arranged(len(items)))
    show(turn, number)
