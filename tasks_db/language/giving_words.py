"""What the office types to hand a task to a unit: 交办县城管局：11月28日前核对户数; 给县财政局派个任务：…."""

from tasks_db import lazy_re as re

_GIVE = r"(?:交办|派|安排|布置|下达|交代|交给)"
_ONE = r"(?:了|下去|一?[件项个](?:事情?|任务|工作|事项)?|任务|工作)?"
_WORK = r"统计|摸排|摸清|核实|核查|梳理|算清|查清|提供|处理|解决"
"""What a unit is called upon to do without a word for handing down: 请县公安局统计充电桩数量，11月20日前报."""
_FORMS = (
    re.compile(rf"(?:请|麻烦|再|新|临时)*(?:{_GIVE}){_ONE}(?:一下)?(?:给)?[:：,，\s]*(?P<rest>.+)", re.DOTALL),
    re.compile(
        rf"(?:请|麻烦|再)*(?:给|向|对)(?P<unit>[^,，:：。；;]{{2,30}}?)(?:新)?{_GIVE}{_ONE}[:：,，\s]*(?P<rest>.+)",
        re.DOTALL,
    ),
    re.compile(
        rf"(?P<by>[^:：。；;\n]{{2,30}}?)[,，]?(?:{_GIVE})了?[一二两三四五六七八九十几\d]+[件项个](?:事情?|任务|工作|事项)?"
        r"[,，:：]\s*(?P<rest>.+)",
        re.DOTALL,
    ),
    re.compile(
        rf"(?P<by>[^,，:：。；;]{{2,24}}?)(?:{_GIVE}){_ONE}(?:给)?[:：,，\s]*(?P<rest>.+)",
        re.DOTALL,
    ),
    re.compile(
        rf"请(?P<unit>[^,，:：。；;]{{2,20}}?)(?P<rest>(?:{_WORK}).+?前(?:报|完成|办|拿出|答复).*)", re.DOTALL
    ),
    re.compile(rf"(?:请|让)?(?P<rest>.+?)[,，。；;]\s*(?:请)?{_GIVE}(?:下去|出去|一下)+[。.\s]*", re.DOTALL),
)
_LEADS = re.compile(r"领导|县长|书记|主任|局长|政府|会议|批示|要求")
_ELSE = re.compile(
    r"方案|全部|[?？吗]|谁|哪|几[个项件]|多少|什么|撤回|收回|取消|撤销|情况$|进展$|清单|列表|台账|事项$|了没"
)
_COURTESY = re.compile(r"[,，。\s]*(?:谢谢|多谢|辛苦了?|麻烦了?|拜托了?)[。.!！\s]*$")


def handed_down(text: str) -> str | None:
    """Return what follows an order to hand a task down, with who orders it where that is said; None for other words.

    Its unit, day and work are for whoever knows the units to read.
    """
    bare = _COURTESY.sub("", text.strip())
    if _ELSE.search(bare.partition("：")[0].partition(":")[0]) or _ELSE.search(bare[:4]):
        return None
    for form in _FORMS:
        found = form.fullmatch(bare)
        if found is None:
            continue
        said = found.groupdict()
        if said.get("by") and not _LEADS.search(said["by"]):
            continue
        ground = f"{said['by']}交办" if said.get("by") else ""
        rest = re.sub(r"^([^,，:：。；;]{2,60}?)[:：]", r"\1，", said["rest"])
        return "，".join(filter(None, (ground, said.get("unit"), rest)))
    return None
