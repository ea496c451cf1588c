"""A standing body on one screen: who sits in it, where its office is, which plans it works on."""

from collections.abc import Sequence

from messages import actions, dates
from messages.message import Button, Message
from messages.phrases import names
from tasks_db.language.questions import Filters, QuestionKind
from tasks_db.register.in_words import BodyTold, GroupTold, MembersTold, PlanTold
from tasks_db.register.queries import encode

_UNITS = 40


def told(bodies: Sequence[BodyTold]) -> Message:
    """Return what the documents print of the bodies in which the reader has a seat."""
    if not bodies:
        return Message("还没有印发方案的议事机构。请联系联席会议办公室。")
    overall = Button("总体情况", actions.PAGE, (QuestionKind.TALLY.value, encode(Filters()), 0))
    return Message("\n\n".join("\n".join(_lines(one)) for one in bodies), ((overall,),))


def groups(found: Sequence[GroupTold]) -> Message:
    """Return who belongs to each group, a line each."""
    if not found:
        return Message("还没有登记集合单位（如各乡镇、街道）的成员。办公室发送 /units 登记。")
    lines = [f"{one.name}包括{len(one.units)}个：{names(one.units, _UNITS)}" for one in found]
    return Message("\n".join(lines))


def _lines(body: BodyTold) -> list[str]:
    lines = [body.name, *(f"{role}：{name}" for role, name in body.heads)]
    if body.office:
        head = f"（主任{'、'.join(body.office_heads)}）" if body.office_heads else ""
        lines.append(f"办公室：设在{body.office}{head}")
    lines += _members(body)
    if body.plenary_per_year:
        lines.append(f"全体会议：每年{body.plenary_per_year}次")
    return [*lines, *(_plan(one) for one in body.plans)]


def _members(body: BodyTold) -> list[str]:
    """Who is a member, and whom a plenary calls beside them."""
    if body.units is None:
        return ["成员单位：名单还没有定，全体会议通知所有有联络员的单位。办公室写“成员单位：某局、某局”就定下来。"]
    lines = [f"成员单位{len(body.units)}个：{names(body.units, _UNITS)}"]
    if body.called_beside:
        lines.append(f"全体会议另请副召集人、办公室主任所在的{names(body.called_beside, _UNITS)}。")
    if body.unmatched:
        lines.append(f"名单上还有{len(body.unmatched)}个没有对上单位：{names(body.unmatched, _UNITS)}。")
    return lines


def changed(told: MembersTold) -> str:
    """Return the receipt of a change of who is a member, with the words that take it back."""
    parts = [
        f"{word}{names(units, _UNITS)}" for word, units in (("加上", told.added), ("去掉", told.dropped)) if units
    ]
    done = f"成员单位{'，'.join(parts) or '没有变'}，现在{len(told.units)}个"
    if told.first:
        done = f"成员单位定为{len(told.units)}个：{names(told.units, _UNITS)}；还差的写“某局是成员单位”"
    which = "、".join(f"会议{number}" for number in told.sittings)
    follows = f"还没有发通知的{which}也改按新名单通知。" if told.sittings else "今后的全体会议按这个名单通知。"
    return f"{done}。{follows}{_back(told)}"


def _back(told: MembersTold) -> str:
    """The words that take a change of one unit back."""
    match told.added, told.dropped:
        case (unit,), ():
            return f"写错了，发“{unit}不是成员单位”。"
        case (), (unit,):
            return f"写错了，发“{unit}是成员单位”。"
    return ""


def _plan(plan: PlanTold) -> str:
    issued = f"{dates.day(plan.issued_on)}印发" if plan.issued_on else ""
    until = f"到{dates.day(plan.until)}为止" if plan.until else ""
    told_of = "，".join(part for part in (plan.number, issued, until, f"任务{plan.tasks}项") if part)
    return f"《{plan.title}》：{told_of}"
