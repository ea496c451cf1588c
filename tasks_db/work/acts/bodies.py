"""Standing bodies (联席会议, 领导小组, 工作专班) and the rules that they go by."""

from dataclasses import replace

from tasks_db.register.authority import Right
from tasks_db.register.meetings import rules
from tasks_db.register.meetings.values import Body
from tasks_db.register.refusals import MeetingRefused
from tasks_db.store import meetings, models, people, plans
from tasks_db.store.keys import key
from tasks_db.store.units import ensure_unit
from tasks_db.terms import BodyKind
from tasks_db.work import meetings as steps
from tasks_db.work.context import Context, act


@act(Right.CONVENE)
def take_rules(ctx: Context, plan_id: int) -> Body:
    """Let a plan's body go by the rules that its document prints; what the document leaves open keeps the default.

    Raises PlanError where there is no such plan, MeetingRefused where it prints none.
    """
    plan = plans.get(ctx.session, plan_id)
    stated = plan.intake.get("meeting")
    if not isinstance(stated, dict):
        raise MeetingRefused("这份方案没有载明议事规则。可以用 /rules 逐条设定。")
    body = steps.body(ctx, plan.meeting_id)
    steps.require_office(ctx, body)
    taken = replace(rules.read_off(stated, f"方案{plan_id}"), members=body.rules.members)
    return _write(ctx, body, taken, "采用方案载明的规则")


@act(Right.CONVENE)
def set_rule(ctx: Context, name: str, text: str, meeting: str | None = None) -> Body:
    """Change one rule of a body as typed, and return the body; raises MeetingRefused with what is wanted."""
    body = steps.own_body(ctx, meeting)
    steps.require_office(ctx, body)
    return _write(ctx, body, rules.changed(body.rules, name, text), "改议事规则")


def _write(ctx: Context, body: Body, now: rules.Rules, what: str) -> Body:
    row = ctx.session.get_one(models.JointMeeting, body.id)
    row.rules = rules.kept(now)
    ctx.session.add(row)
    ctx.note(what, "meeting", row.id, before=rules.kept(body.rules), after=row.rules)
    return steps.body(ctx, body.id)


@act(Right.CONVENE)
def add_body(ctx: Context, name: str, kind: BodyKind, office_unit: str) -> Body:
    """Set up another standing body in the same jurisdiction; raises MeetingRefused for a name that there is."""
    first = people.the_meeting(ctx.session)
    if any(one.name == name.strip() for one in meetings.bodies(ctx.session)):
        raise MeetingRefused(f"已经有“{name}”了。")
    unit = ensure_unit(ctx.session, first.jurisdiction_id, office_unit)
    row = models.JointMeeting(
        jurisdiction_id=first.jurisdiction_id, name=name.strip(), kind=kind, office_unit_id=key(unit.id)
    )
    ctx.session.add(row)
    ctx.session.flush()
    ctx.note(f"建立{kind.zh}", "meeting", row.id, name=row.name, office=office_unit)
    return steps.body(ctx, key(row.id))
