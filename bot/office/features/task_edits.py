"""Changing one task, before and after the dispatch; what was changed, when and by whom is kept (留痕)."""

from collections.abc import Callable, Mapping

from sqlmodel import Session

from bot.office.entries import button, prompt
from bot.office.features.plan_settling import date_of
from bot.office.features.plans import by
from bot.office.features.shared import prompt_for
from bot.office.turn import Turn
from config.clock import local_date
from messages import actions, dates, plan_cards
from messages.message import Button, Message
from messages.phrases import names
from tasks_db.register.authority import Right
from tasks_db.register.checkpoints import CYCLE_NAMES
from tasks_db.register.refusals import PlanError
from tasks_db.store import models, people, plans
from tasks_db.store.reports import Loaded
from tasks_db.terms import PlanStage, Role
from tasks_db.work.acts import changing, handing_out, settling
from tasks_db.work.post import conversation, outbox
from tasks_db.work.views import tasks

_ASKS = {
    "deadline": "新的时限是哪一天？请回复日期，例如 2025-12-31。",
    "leads": "牵头单位有哪些？请回复名称，用顿号分开。",
    "resps": "责任单位有哪些？请回复名称，用顿号分开。",
    "leaders": "责任领导是谁？请回复姓名，用顿号分开。",
    "consol": "由哪个单位汇总？请回复单位名称。",
    "cycle": "多久报送一次？请回复：每月、每季度、每学期、每半年或每年。",
}


def _split(text: str) -> list[str]:
    """Names as typed, by any of the usual marks."""
    for mark in "，,；; \n":
        text = text.replace(mark, "、")
    return [name for name in text.split("、") if name]


def _card(session: Session, task_id: int) -> Message:
    return plan_cards.edit(*Loaded(session).of_task(task_id))


@button(actions.EDIT, Right.PLAN)
async def edit(turn: Turn, task_id: str) -> None:
    await turn.say(await turn.read(lambda s: _card(s, int(task_id))))


@button(actions.EDIT_FIELD, Right.PLAN)
async def edit_field(turn: Turn, task_id: str, field: str) -> None:
    _, task = await turn.read(lambda s: Loaded(s).of_task(int(task_id)))
    await prompt_for(turn, "edit", f"第{task.seq}项 {task.title}\n{_ASKS[field]}", task=int(task_id), field=field)


@prompt("edit", Right.PLAN)
async def take_edit(turn: Turn, args: dict[str, object], text: str) -> None:
    task_id, field = int(str(args["task"])), str(args["field"])

    def work(session: Session) -> Message:
        task = plans.task_by_id(session, task_id)
        plan = session.get_one(models.Plan, task.plan_id)
        _change(session, turn, task, field, text.strip())
        if plan.stage is PlanStage.DISPATCHED:
            # whoever is new is asked from now on, whoever left is not; reports of those who stay stand
            handing_out.lay_out(session, task.plan_id, turn.desk.calendar, local_date(turn.now))
        return _card(session, task_id)

    await turn.say(await turn.write(work))


def _change(session: Session, turn: Turn, task: models.Task, field: str, text: str) -> None:
    now, authority = turn.now, by(turn)
    changes: dict[str, Callable[[], object]] = {
        "deadline": lambda: _move(session, turn, task, text),
        "leads": lambda: settling.set_units(session, task, Role.LEAD, _split(text), now, authority),
        "resps": lambda: settling.set_units(session, task, Role.RESPONSIBLE, _split(text), now, authority),
        "leaders": lambda: settling.set_leaders(session, task, _split(text), now, authority),
        "consol": lambda: settling.consolidate(session, task, text, now, authority),
        "cycle": lambda: settling.set_cycle(session, task, _cycle(text), now, authority),
    }
    changes[field]()


def _move(session: Session, turn: Turn, task: models.Task, text: str) -> None:
    day = date_of(text)
    if day < local_date(turn.now):
        raise PlanError(f"{dates.day(day)}已经过去。已经做完的任务请用“已完成”，或写一个今后的日期。")
    changing.move_deadline(session, task, day, turn.desk.calendar, turn.now, by(turn), basis="office")


def _cycle(text: str) -> str:
    for every, said in CYCLE_NAMES.items():
        if text in {said, said.removeprefix("每")}:
            return every
    raise PlanError(f"报送周期只能是：{'、'.join(CYCLE_NAMES.values())}。")


@button(actions.ASK_MODE, Right.PLAN)
async def ask_mode(turn: Turn, task_id: str, mode: str) -> None:
    def work(session: Session) -> Message:
        task = plans.task_by_id(session, int(task_id))
        settling.refuse_dispatched(session.get_one(models.Plan, task.plan_id))
        settling.ask_mode(session, task, turn.now, by(turn), each=mode == "each")
        return _card(session, int(task_id))

    await turn.edit(await turn.write(work))


@button(actions.EXEMPT, Right.PLAN)
async def exempt(turn: Turn, task_id: str) -> None:
    def work(session: Session) -> str:
        _, task = Loaded(session).of_task(int(task_id))
        units = names([a.unit for a in task.asked_assignments], 15)
        return f"第{task.seq}项 {task.title}\n豁免哪个单位、什么理由？请回复“单位 理由”。现在要报的单位：{units}"

    await prompt_for(turn, "exempt", await turn.read(work), task=int(task_id))


@prompt("exempt", Right.PLAN)
async def take_exemption(turn: Turn, args: dict[str, object], text: str) -> None:
    unit, _, reason = text.strip().partition(" ")
    if not reason.strip():
        raise PlanError("豁免要有理由。请点“豁免单位”，再回复“单位 理由”。")

    def work(session: Session) -> str:
        task = plans.task_by_id(session, int(str(args["task"])))
        count = changing.exempt(session, task, unit, reason.strip(), turn.now, by(turn))
        for person_id in people.speakers_of(session, unit, local_date(turn.now)):
            outbox.tell(
                session, person_id, f"“{task.title}”不用再报了：办公室已豁免，理由：{reason.strip()}", turn.now
            )
        return f"已豁免{unit}在“{task.title}”的{count}项应报。理由：{reason.strip()}"

    await turn.say(await turn.write(work))


@button(actions.CANCEL, Right.PLAN)
async def cancel(turn: Turn, task_id: str) -> None:
    _, task = await turn.read(lambda s: Loaded(s).of_task(int(task_id)))
    text = f"取消第{task.seq}项“{task.title}”，不再催报。请回复取消的依据，例如：县政府第12次常务会议决定。"
    await prompt_for(turn, "cancel", text, task=int(task_id))


@prompt("cancel", Right.PLAN)
async def take_cancellation(turn: Turn, args: dict[str, object], text: str) -> None:
    """The ground is read back before anything happens: people are told at once of a cancellation."""
    task_id = int(str(args["task"]))

    def work(session: Session) -> Message:
        _, task = Loaded(session).of_task(task_id)
        told = len(outbox.people_asked(session, task_id=task_id))
        ready: dict[str, object] = {"task": task_id, "ground": text.strip()}
        conversation.set_prompt(session, turn.me.person_id, "cancel_ready", ready, turn.now)
        return Message(
            f"将取消第{task.seq}项“{task.title}”，并告知{told}人。\n依据：{text.strip()}",
            ((Button("确认取消", actions.CANCEL_NOW, (task_id,)), Button("不取消", actions.EDIT, (task_id,))),),
        )

    await turn.say(await turn.write(work))


@button(actions.CANCEL_NOW, Right.PLAN)
async def cancel_now(turn: Turn, task_id: str) -> None:
    ready = await turn.ask(conversation.waiting)
    if ready is None or ready.kind != "cancel_ready" or ready.args.get("task") != int(task_id):
        raise PlanError("这个按钮已经失效。要取消任务，请重新点“取消任务”。")
    ground = str(ready.args["ground"])
    title = await turn.do(changing.cancel_task, int(task_id), ground)
    await turn.do(conversation.let_go)
    restore = Button("恢复任务", actions.RESTORE, (int(task_id),))
    await turn.edit(Message(f"已取消“{title}”。依据：{ground}", ((restore,),)))


@button(actions.RESTORE, Right.PLAN)
async def restore(turn: Turn, task_id: str) -> None:
    title = await turn.do(changing.restore_task, int(task_id))
    await turn.edit(f"已恢复“{title}”，照常催报。")


@button(actions.STRIKE_OFF, Right.PLAN)
async def strike_off(turn: Turn, task_id: str) -> None:
    title = await turn.do(changing.strike_off, int(task_id))
    await turn.say(f"已销号：{title}")


@button(actions.HISTORY, Right.PLAN)
async def history(turn: Turn, task_id: str) -> None:
    changes = await turn.ask(tasks.history, int(task_id))
    if not changes:
        await turn.say("还没有改动。")
        return
    lines = [f"{dates.moment(c.at)} {c.authority} {c.action} {_detail(c.detail)}".rstrip() for c in changes]
    await turn.say("\n".join(["留痕（最近15条）：", *lines[-15:]]))


def _detail(detail: Mapping[str, object]) -> str:
    parts = [
        "、".join(map(str, value)) if isinstance(value, list) else str(value) for value in detail.values() if value
    ]
    return "：" + " → ".join(parts) if parts else ""
