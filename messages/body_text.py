"""A standing body on one screen: who sits in it, where its office is, which plans it works on."""

from collections.abc import Sequence

from messages import actions, dates
from messages.message import Button, Message
from messages.phrases import names
from tasks_db.language.questions import Filters, QuestionKind
from tasks_db.register.in_words import BodyTold, PlanTold
from tasks_db.register.queries import encode

_UNITS = 40


def told(bodies: Sequence[BodyTold]) -> Message:
    """Return what the documents print of the bodies in which the reader has a seat."""
    if not bodies:
        return Message("还没有印发方案的议事机构。请联系联席会议办公室。")
    overall = Button("总体情况", actions.PAGE, (QuestionKind.TALLY.value, encode(Filters()), 0))
    return Message("\n\n".join("\n".join(_lines(one)) for one in bodies), ((overall,),))


def _lines(body: BodyTold) -> list[str]:
    lines = [body.name, *(f"{role}：{name}" for role, name in body.heads)]
    if body.office:
        head = f"（主任{'、'.join(body.office_heads)}）" if body.office_heads else ""
        lines.append(f"办公室：设在{body.office}{head}")
    if body.units:
        lines.append(f"成员单位{len(body.units)}个：{names(body.units, _UNITS)}")
    if body.plenary_per_year:
        lines.append(f"全体会议：每年{body.plenary_per_year}次")
    return [*lines, *(_plan(one) for one in body.plans)]


def _plan(plan: PlanTold) -> str:
    issued = f"{dates.day(plan.issued_on)}印发" if plan.issued_on else ""
    until = f"到{dates.day(plan.until)}为止" if plan.until else ""
    told_of = "，".join(part for part in (plan.number, issued, until, f"任务{plan.tasks}项") if part)
    return f"《{plan.title}》：{told_of}"
