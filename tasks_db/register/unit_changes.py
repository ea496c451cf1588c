"""What a change of a task's units means to each of them, in the sentence that it hears."""

from tasks_db.register.values import Task
from tasks_db.terms import Role


def unit_changes(was: Task, now: Task) -> dict[str, str]:
    """Return what each unit is to hear of a task whose units are others than it ``was``, by unit.

    Whoever has left, leads now or leads no more hears so; of a new lead everybody asked, of others the leads. A new
    responsible unit is told by its next bundle.
    """
    leads_were, leads = _units(was, Role.LEAD), _units(now, Role.LEAD)
    others_were, others = _units(was, Role.RESPONSIBLE), _units(now, Role.RESPONSIBLE)
    title = f"“{now.title}”"
    said = {}
    for share in was.asked_assignments:
        if share.unit not in {*leads, *others} and share.unit not in {a.unit for a in now.asked_assignments}:
            new = [a.printed for a in now.printed_assignments if a.role is share.role]
            whose = f"的{share.role.zh}单位改为{'、'.join(new)}" if new else "另行安排"
            said[share.unit] = f"{title}{whose}，贵单位不用再报这一项。以前报的仍然保留。"
    new_leads = [unit for unit in leads if unit not in leads_were]
    gone_leads = [unit for unit in leads_were if unit not in leads]
    if new_leads or gone_leads:
        before = f"（原为{'、'.join(leads_were)}）" if leads_were else ""
        for unit in (*leads, *others):
            if unit in new_leads:
                said.setdefault(unit, f"{title}的牵头单位改为贵单位{before}，请牵头办理并按时报送。")
            elif unit in gone_leads:
                said.setdefault(unit, f"{title}的牵头单位改为{'、'.join(leads)}，贵单位改为责任单位，仍按时报送。")
            elif unit in others_were or unit in leads_were:
                said.setdefault(unit, f"{title}的牵头单位改为{'、'.join(leads)}{before}，贵单位的分工不变。")
        return said
    added = [unit for unit in others if unit not in others_were]
    left = [unit for unit in others_were if unit not in others]
    changed = [f"增加{'、'.join(added)}"] if added else []
    changed += [f"去掉{'、'.join(left)}"] if left else []
    for unit in leads if changed else ():
        said.setdefault(unit, f"{title}的责任单位有调整：{'，'.join(changed)}。")
    return said


def _units(task: Task, role: Role) -> list[str]:
    """The units of a role that are asked, once each."""
    return list(dict.fromkeys(a.unit for a in task.asked_assignments if a.role is role))
