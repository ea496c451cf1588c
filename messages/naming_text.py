"""What a printed name means: read back, settled, or said where it is changed."""

from collections.abc import Sequence

from messages import actions
from messages.message import Button, Message
from tasks_db import lazy_re as re
from tasks_db.register import unit_names
from tasks_db.register.overview import WaitingName
from tasks_db.register.unit_names import Known
from tasks_db.terms import UnitKind

_LIKE_UNIT = re.compile(
    r"^(?:各|全体|所有|有关|相关|[省市县区州旗])|(?:局|委|办|镇|乡|街道|中心|公司|大队|支队|院|会|站|所|部门|单位)$"
)


def is_like_unit(name: str) -> bool:
    """Return whether a name may be that of a unit, or of several."""
    return _LIKE_UNIT.search(name) is not None


def settled(found: Sequence[WaitingName], unit: str) -> str:
    """Return the receipt of a name that means one unit: where it stands, and that it goes on meaning it."""
    return f"“{found[0].printed}”就是{unit}：{_where(found)}已按它定，以后的方案也这样认。"


def before_several(found: Sequence[WaitingName], units: Sequence[str]) -> Message:
    """Read back which units a name stands for, and what becomes of the tasks that print it."""
    printed, listed = found[0].printed, "、".join(units)
    if unit_names.looks_like_group(printed):
        text = (
            f"“{printed}”登记为集合单位，成员{len(units)}个：{listed}。用在{_where(found)}，以后的方案也这样认。"
            "印出来仍写集合名称；先不逐家问，要逐家问请在方案里点“要问的单位”改。"
        )
    else:
        text = f"{_where(found)}的“{printed}”换成这{len(units)}个单位：{listed}。"
    return Message(text, ((Button("确认", actions.DESK_ORDER), Button("不用了", actions.NO_ORDER)),))


def _where(found: Sequence[WaitingName]) -> str:
    return "，".join(f"方案{one.plan_id}第{'、'.join(one.seqs)}项" for one in found)


def not_waiting(printed: str, own: Known | None, meant: Sequence[Known]) -> str:
    """Say what holds of a name for which no plan waits, and where it is changed."""
    names = "、".join(one.name for one in meant)
    if own is not None and own.kind is UnitKind.GROUP:
        return (
            f"“{printed}”已经是集合单位“{own.name}”，没有改动。看它有哪些成员，说“{own.name}包括哪几家”；"
            "加成员请发一张表格（Excel 或 CSV），第一行“单位,集合单位”，一个单位一行。"
        )
    if own is not None and [own.name] == [one.name for one in meant]:
        return f"“{printed}”就是{names}，单位库里已经这样认，不用再定。"
    if own is not None:
        return (
            f"{own.name}和{names}在单位库里是不同的单位，没有改动。要合并，说“{own.name}并入{meant[0].name}”；"
            f"某项任务的单位写错了，说“第3项责任单位{own.name}应为{names}”。"
        )
    return (
        f"现在没有方案在等“{printed}”定单位，没有改动。方案载入后，没有对上的名称在方案的“单位名称”里；"
        f"要让“{printed}”平时也认作{meant[0].name}，请发一张表格（Excel 或 CSV），第一行“单位,别名”。"
    )
