"""Whose a task is, in the first annex of a digest: as the plan prints it, with whoever owes nothing any more."""

from messages import brief
from tasks_db.register.digest.values import Digest, TaskLine


def leads(line: TaskLine, digest: Digest) -> str:
    """Return the leads as printed, and who consolidates where the plan names that unit nowhere first.

    Of a task for a group alone its members that owe nothing any more stand below it.
    """
    named = "、".join(line.leads)
    if line.group is not None:
        return "\n".join([named or line.unit or "未明确", *map("".join, _exempted(line, digest).items())])
    if line.unit is None or line.unit in line.leads:
        return named or line.unit or "未明确"
    return f"{named}\n（汇总：{line.unit}）" if named else f"（汇总：{line.unit}）"


def responsibles(line: TaskLine, digest: Digest) -> str:
    """Return the responsible units as printed, with whoever owes nothing any more: 县残联（6月25日起免报）."""
    since = _exempted(line, digest)
    named = "、".join(unit + since.pop(unit, "") for unit in line.responsibles)
    others = [] if line.group is not None else [unit + said for unit, said in since.items() if unit not in line.leads]
    return "\n".join(filter(None, (named, *others)))


def _exempted(line: TaskLine, digest: Digest) -> dict[str, str]:
    return {unit: f"（{brief.day(day, digest.day)}起免报）" for unit, day in line.exempted}
