"""The minutes of a sitting in chat: signed, sent back, taken back; a matter ticked, completed, put in other words."""

from bot.office.entries import button, prompt
from bot.office.features.shared import keep_words, kept_words, prompt_for
from bot.office.features.sitting_shown import show_one
from bot.office.turn import Turn
from messages import actions, resolutions_text, sitting_notices
from tasks_db.register.authority import Right
from tasks_db.register.meetings.deciding import Step
from tasks_db.work.acts import minutes
from tasks_db.work.views import decisions
from tasks_db.work.views import sittings as views


def recall(turn: Turn, number: int) -> None:
    """Take minutes back from whoever signs them."""
    turn.do(minutes.recall, number, sitting_notices.recalled)
    turn.say("纪要已撤回，可以改了；改好后再点“纪要送审”。")
    show_one(turn, number)


@button(actions.SITTING_SIGN, Right.DECIDE)
def sign(turn: Turn, sitting: str, answer: str) -> None:
    """Sign the minutes; to send them back, what is to be changed is asked for first."""
    if answer == "no":
        turn.ask(views.ready_for, int(sitting), Step.RETURN)
        prompt_for(turn, "minutes_back", "怎么改？", sitting=int(sitting))
        return
    turn.do(minutes.sign, int(sitting), sitting_notices.signed, accept=True)
    turn.say("已签发，由办公室印发。")


@prompt("minutes_back", Right.DECIDE, sentence=True)
def take_back(turn: Turn, args: dict[str, object], text: str) -> None:
    """Send the minutes back to the office."""
    turn.do(minutes.sign, int(str(args["sitting"])), sitting_notices.signed, accept=False, reason=text)
    turn.say("已退回办公室修改。")


def resolve(turn: Turn, number: int, text: str) -> None:
    """Write down what was decided; of several decisions in one text each is shown before any counts."""
    found = turn.ask(decisions.several, number, text)
    if found:
        keep_words(turn, text)
        turn.say(resolutions_text.several([said for _, said in found], number))
    else:
        _write(turn, number, text)


def parted(turn: Turn, number: int, step: str) -> bool:
    """Write down several decisions apart, or as the one that they were typed as; return False for another step."""
    if step not in {"several", "together"}:
        return False
    text = kept_words(turn, "这个按钮已经失效。请点“记一项”再写一遍。")
    apart = [part for part, _ in turn.ask(decisions.several, number, text)] if step == "several" else []
    _write(turn, number, *(apart or [text]))
    return True


def _write(turn: Turn, number: int, *texts: str) -> None:
    for value in turn.do(minutes.resolve, number, *texts):
        turn.say(resolutions_text.resolution(value, number))


@button(actions.RESOLUTION, Right.CONVENE)
def mark(turn: Turn, resolution: str, how: str) -> None:
    """Tick a matter for 督办, leave it for notice, complete it or take it out."""
    number = int(resolution)
    sitting = turn.ask(views.of_resolution, number).sitting
    match how:
        case "more":
            prompt_for(
                turn,
                "resolution",
                "请写牵头单位、日期，有配合单位的写在后面，例如：县财政局 12月30日 县教育局、县民政局",
                resolution=number,
            )
            return
        case "edit":
            text = next(r.text for r in sitting.resolutions if r.id == number)
            prompt_for(turn, "resolution_text", f"改成什么？现在是：{text}", resolution=number)
            return
        case "drop":
            turn.do(minutes.drop, number)
            show_one(turn, sitting.id)
            return
        case "task" | "note":
            value = turn.do(minutes.supervise, number, on=how == "task")
        case _:
            value = next(r for r in sitting.resolutions if r.id == number)
    turn.say(resolutions_text.resolution(value, sitting.id))


@prompt("resolution_text", Right.CONVENE, sentence=True)
def take_text(turn: Turn, args: dict[str, object], text: str) -> None:
    """Put a matter in the words that were typed."""
    number = int(str(args["resolution"]))
    value = turn.do(minutes.rewrite, number, text)
    turn.say(resolutions_text.resolution(value, turn.ask(views.of_resolution, number).sitting.id))


@prompt("resolution", Right.CONVENE, sentence=True)
def take_resolution(turn: Turn, args: dict[str, object], text: str) -> None:
    """Take who leads a matter and by when; that makes it one for 督办."""
    number = int(str(args["resolution"]))
    turn.do(minutes.complete, number, text)
    value = turn.do(minutes.supervise, number, on=True)
    turn.say(resolutions_text.resolution(value, turn.ask(views.of_resolution, number).sitting.id))
