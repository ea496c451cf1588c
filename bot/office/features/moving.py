"""One new deadline for several tasks in words: read back with each of them, on a ground, and confirmed once (R17)."""

from datetime import date

from bot.office.entries import button, prompt
from bot.office.features import task_edits
from bot.office.features.shared import prompt_for
from bot.office.turn import Turn
from config.clock import local_date
from messages import actions, task_cards
from tasks_db.language.moves import moves
from tasks_db.register import authority
from tasks_db.register.authority import Right
from tasks_db.register.refusals import PlanError
from tasks_db.work.acts import changing
from tasks_db.work.post import conversation
from tasks_db.work.views import tasks

_READY = "move_ready"


def in_words(turn: Turn, text: str) -> bool:
    """Hear which tasks are to get one new deadline, and ask for the ground; return whether it was that."""
    said = moves(text, local_date(turn.now))
    if said is None or not authority.may(turn.member, Right.PLAN):
        return False
    found = turn.ask(tasks.before_moving, said.numbers, said.plan)
    if said.day is None:
        raise PlanError("没有看懂改到哪一天。请写成“改到2025年12月31日”“改到本季度末”这样，再说一次。")
    _from_now_on(turn, said.day)
    ids = [one.task_id for one in found]
    if said.ground:
        read_back(turn, ids, said.day, said.ground)
    else:
        question = task_cards.ask_ground_of_moves(found, said.day)
        prompt_for(turn, "moves", question, tasks=ids, day=said.day.isoformat())
    return True


def one(turn: Turn, task_id: int, day: date, ground: str) -> None:
    """Read back that one task gets another deadline, or ask for the ground of that first.

    Raises PlanError for a day that has passed.
    """
    _from_now_on(turn, day)
    if ground:
        read_back(turn, [task_id], day, ground)
        return
    question = task_cards.ask_ground_of_moves(turn.ask(tasks.moving, [task_id]), day)
    prompt_for(turn, "moves", question, tasks=[task_id], day=day.isoformat())


def _from_now_on(turn: Turn, day: date) -> None:
    if day < local_date(turn.now):
        raise PlanError("这一天已经过去。请写一个今后的日期，再说一次。")


@prompt("moves", Right.PLAN, sentence=True)
def take_ground(turn: Turn, args: dict[str, object], text: str) -> None:
    """Read the ground back before anything happens: people are told at once of a moved deadline."""
    read_back(turn, _ids(args), date.fromisoformat(str(args["day"])), text.strip())


def _ids(args: dict[str, object]) -> list[int]:
    found = args["tasks"]
    return [int(one) for one in found] if isinstance(found, list) else [int(str(found))]


def read_back(turn: Turn, ids: list[int], day: date, ground: str) -> None:
    """Read back which deadlines move to a day on a ground, to be confirmed once (R17)."""
    found = turn.ask(tasks.moving, ids)
    turn.do(conversation.wait_for, _READY, {"tasks": ids, "day": day.isoformat(), "ground": ground})
    turn.say(task_cards.before_moves(found, day, ground))


@button(actions.MOVE_ALL, Right.PLAN)
def move_all(turn: Turn) -> None:
    """Move the deadlines that were read back; raises PlanError for a button that is no longer waited for."""
    ready = turn.ask(conversation.waiting)
    if ready is None or ready.kind != _READY:
        raise PlanError("这个按钮已经失效。请把要改的时限再说一次。")
    day = date.fromisoformat(str(ready.args["day"]))
    done = turn.do(changing.move_deadlines, _ids(ready.args), day, str(ready.args["ground"]))
    turn.do(conversation.let_go)
    task_edits.offer_reopening(turn, done, str(ready.args["ground"]))
    turn.edit(task_cards.to_reopen(task_cards.all_moved(done), done))
