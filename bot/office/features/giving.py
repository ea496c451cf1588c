"""Tasks without a document: 领导交办 in one message or a small table; the ledger by its name."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from bot.office.entries import button, command
from bot.office.features import tables
from bot.office.turn import Turn
from config.clock import local_date
from messages import actions, giving_text
from tasks_db import lazy_re as re
from tasks_db.language import giving_words
from tasks_db.language.desk_orders import DeskOrder
from tasks_db.register import authority
from tasks_db.register import giving as orders
from tasks_db.register.authority import Right
from tasks_db.register.giving import HandedTask
from tasks_db.register.refusals import PlanError
from tasks_db.work.acts import giving as acts
from tasks_db.work.post import conversation
from tasks_db.work.views import desk_orders as meant
from tasks_db.work.views import giving as views

_OLD_BUTTON = "这个按钮已经失效，请重新写一遍。"
_TABLES = {
    **dict.fromkeys(("台账", "导出台账"), tables.ledger),
    **dict.fromkeys(("填报表", "导出填报表"), tables.forms),
}


_FORM_OF = re.compile(
    r"(?:请|给我|我要)*(?:导出|下载|打印|生成|要|来)?(?:一[张份])?(?P<unit>[\u4e00-\u9fff（）()]{2,20}?)的?(?:一[张份])?填报表"
    r"(?:导出|下载|发我|给我)?[。.!！]*"
)


@command("give", "领导交办：/give 王县长批示，县水利局，12月20日前，核查水库隐患", Right.PLAN)
def give(turn: Turn, rest: str) -> None:
    """Read a task back before it is given, or several in numbered lines."""
    _read_back(turn, turn.ask(views.read_tasks, rest))


def load_table(turn: Turn, path: Path) -> None:
    """Read the tasks of a table back before they are given."""
    _read_back(turn, giving_text.read_table(path, local_date(turn.now)))


def _read_back(turn: Turn, tasks: Sequence[HandedTask]) -> None:
    kept = [[t.ground, list(t.units), t.day.isoformat(), t.text, list(t.leaders)] for t in tasks]
    turn.do(conversation.wait_for, "give_ready", {"tasks": kept})
    turn.say(giving_text.before(tasks))


@button(actions.GIVE_NOW, Right.PLAN)
def give_now(turn: Turn) -> None:
    """Give what was read back; raises PlanError for a button that is no longer waited for."""
    ready = turn.ask(conversation.waiting)
    if ready is None or ready.kind != "give_ready":
        raise PlanError(_OLD_BUTTON)
    tasks = [
        HandedTask(g, tuple(units), date.fromisoformat(day), text, tuple(led[0]) if led else ())
        for g, units, day, text, *led in ready.args["tasks"]
    ]
    done = turn.do(acts.give_tasks, tasks)
    turn.do(conversation.let_go)
    turn.edit(giving_text.given(done))


def set_ground(turn: Turn, order: DeskOrder) -> bool:
    """Put down on which ground a task was given by hand."""
    _, task = turn.ask(meant.task_meant, order, turn.at)
    _change_ground(turn, task.id, order.get("ground").translate(_WIDE))
    return True


@button(actions.GROUND_BACK, Right.PLAN)
def ground_back(turn: Turn, task_id: str) -> None:
    """Bring back the ground that a task had before."""
    _change_ground(turn, int(task_id), turn.ask(views.ground_before, int(task_id)))


def _change_ground(turn: Turn, task_id: int, ground: str) -> None:
    before, now = turn.do(acts.set_ground, task_id, ground)
    _, task = turn.ask(views.of_task, task_id)
    turn.say(giving_text.ground_set(task, before, now))


def show_given(turn: Turn, order: DeskOrder) -> bool:
    """List what was given by hand, by anybody or by the leader who is named."""
    whom, lines = order.get("person"), turn.ask(views.given)
    if whom and "person" not in order.known and not any(one.is_from(whom) for one in lines):
        return False
    turn.say(giving_text.all_given(lines, whom))
    return True


_WIDE = str.maketrans("(),:;", "（），：；")


def in_words(turn: Turn, text: str) -> bool:
    """Do what is plainly handed down in words (领导交办：…, 导出台账); return whether it was that."""
    if not authority.may(turn.member, Right.PLAN):
        return False
    if (table := _TABLES.get(text)) is not None:
        table(turn, "")
        return True
    form = _FORM_OF.fullmatch(text.strip())
    if form is not None and tables.forms_of(turn, form["unit"]):
        return True
    head, colon, _ = text.replace("：", ":").partition(":")
    return (bool(colon) and _headed(turn, head.strip(), text[len(head) + 1 :])) or _handed_down(turn, text)


def _handed_down(turn: Turn, text: str) -> bool:
    """Read back what is handed to a unit in words; whoever names the unit hears what else is missing."""
    said = giving_words.handed_down(text)
    if said is None:
        return False
    if turn.ask(views.gives, said) or (text.startswith(("交办", "请交办")) and turn.ask(views.units_named, said)):
        give(turn, said)
        return True
    return False


def _headed(turn: Turn, head: str, rest: str) -> bool:
    """Do what the words before a colon call for."""
    if head in {"领导交办", "交办", "增加任务"}:
        give(turn, rest)
    elif orders.is_order(head, rest) or (orders.is_leaders(head) and turn.ask(views.gives, f"{head}，{rest}")):
        give(turn, f"{head}，{rest}")
    else:
        return False
    return True
