"""Plans in chat: dropped as a file, looked over, handed out, taken back."""

from pathlib import Path

from sqlmodel import Session

from bot.office.entries import button, command
from bot.office.turn import Turn
from messages import actions, dates, plan_cards
from messages.message import Button, Message
from messages.tokens import MAX_NUMBER
from tasks_db.intake import read_plan_apart
from tasks_db.register import authority
from tasks_db.register.authority import Authority, Right
from tasks_db.register.refusals import PlanError
from tasks_db.store import people, plans
from tasks_db.terms import PlanStage
from tasks_db.work.acts import handing_out, loading, settling
from tasks_db.work.acts.loading import Source
from tasks_db.work.post import outbox
from tasks_db.work.views.overview import overview


def by(turn: Turn) -> Authority:
    return authority.capacity(turn.me)


async def load_file(turn: Turn, path: Path, name: str) -> None:
    """Read a dropped file in a process of its own and show what was understood; nobody is told anything."""
    draft = await turn.patiently(f"正在读“{name}”……", lambda: read_plan_apart(path))

    def work(session: Session) -> Message:
        meeting = people.the_meeting(session)
        plan = loading.add(session, meeting, draft, Source.of(path, name), turn.now, by(turn))
        return plan_cards.overview(overview(session, plan, turn.now))

    await turn.say(await turn.write(work))


def show(session: Session, turn: Turn, plan_id: int) -> Message:
    return plan_cards.overview(overview(session, plans.get(session, plan_id), turn.now))


@command("plans", "全部方案", Right.PLAN)
async def list_plans(turn: Turn, rest: str) -> None:
    del rest

    def work(session: Session) -> Message:
        rows = [p for p in plans.all_plans(session) if p.stage is not PlanStage.ABOLISHED]
        return plan_cards.plans([plans.one_plan(session, p.id or 0) for p in rows])

    await turn.say(await turn.read(work))


@command("plan", "查看方案：/plan 1", Right.PLAN)
async def plan_by_number(turn: Turn, rest: str) -> None:
    if not rest.strip().isdecimal() or int(rest) > MAX_NUMBER:
        raise PlanError("请写方案编号，例如 /plan 1；发送 /plans 查看全部方案。")
    await turn.say(await turn.read(lambda s: show(s, turn, int(rest))))


@button(actions.PLAN, Right.PLAN)
async def plan(turn: Turn, plan_id: str) -> None:
    await turn.edit(await turn.read(lambda s: show(s, turn, int(plan_id))))


@button(actions.PLAN_PART, Right.PLAN)
async def plan_part(turn: Turn, plan_id: str, part: str, page: str) -> None:
    await turn.edit(await turn.read(lambda s: part_message(s, turn, int(plan_id), part, int(page))))


def part_message(session: Session, turn: Turn, plan_id: int, part: str, page: int = 0) -> Message:
    value = overview(session, plans.get(session, plan_id), turn.now)
    return plan_cards.part(value, part, page)


@button(actions.DISPATCH, Right.PLAN)
async def hand_out(turn: Turn, plan_id: str, confirmed: str = "0") -> None:
    """交办, asked twice: from then on people are asked."""

    def ask(session: Session) -> Message:
        value = overview(session, plans.get(session, int(plan_id)), turn.now)
        opens = turn.desk.windows.next_open(turn.now, turn.desk.calendar)
        total = sum(value.questions.values())
        text = (
            f"交办“{value.plan.title}”？\n{len(value.plan.live_tasks)}项任务，{len(value.questions)}个单位，"
            f"共{total}次提问。第一批提醒从{dates.moment(opens)}起发出。"
        )
        return Message(text, ((Button("确认交办", actions.DISPATCH, (int(plan_id), 1)),),))

    def work(session: Session) -> Message:
        row = plans.get(session, int(plan_id))
        dues = handing_out.dispatch(session, row, turn.desk.calendar, turn.now, by(turn))
        return Message(
            f"已交办“{row.title}”，共{dues}项应报。\n谁还没有绑定，请看 /seats；明天会发什么，请看 /preview。",
            ((Button("撤回交办", actions.RECALL, (row.id or 0,)),),),
        )

    await turn.edit(await (turn.write(work) if confirmed == "1" else turn.read(ask)))


@button(actions.RECALL, Right.PLAN)
async def recall(turn: Turn, plan_id: str) -> None:
    def work(session: Session) -> str:
        row = plans.get(session, int(plan_id))
        told = outbox.people_asked(session, plan_id=int(plan_id))
        handing_out.recall(session, row, turn.now, by(turn))
        for person_id in told:
            outbox.tell(session, person_id, f"“{row.title}”的交办已撤回，暂不用反馈。已报的内容会保留。", turn.now)
        return f"已撤回“{row.title}”的交办，不再催报；已告知{len(told)}人。改好后可以重新交办：/plan {row.id}"

    await turn.edit(await turn.write(work))


@button(actions.MARK_ISSUED, Right.PLAN)
async def mark_issued(turn: Turn, plan_id: str) -> None:
    def work(session: Session) -> Message:
        row = plans.get(session, int(plan_id))
        settling.mark_issued(session, row, turn.now, by(turn))
        return show(session, turn, int(plan_id))

    await turn.edit(await turn.write(work))
