"""What changed from one version of a plan to the next, for a person to read."""

from collections.abc import Iterator

from messages import actions, dates, paging
from messages.message import Button, Message
from messages.phrases import clip
from messages.plan_cards import blocker
from tasks_db.register.compare import Change, Comparison, Item
from tasks_db.register.new_version import Replaced, Replacing

_WIDTH = 60


def summary(found: Comparison) -> str:
    """Return how many tasks stayed, changed, came, went, were split and were merged."""
    same = len(found.matches) - len(found.changed)
    return (
        f"相同{same}项，有改动{len(found.changed)}项，新增{len(found.added)}项，删去{len(found.dropped)}项，"
        f"拆分{len(found.split)}项，合并{len(found.merged)}项"
    )


def lines(found: Comparison) -> Iterator[str]:
    """Yield a line for each difference, grouped by kind; nothing is left out."""
    for match in (one for one in found.matches if one.changes):
        yield f"{'改' if match in found.changed else '留'}：{_name(match.new)}"
        yield from (f"　{_change(c)}" for c in match.changes)
    for whole, parts in found.split:
        yield f"拆：{_name(whole)} → {'；'.join(_name(p) for p in parts)}"
    for pieces, made in found.merged:
        yield f"并：{'；'.join(_name(p) for p in pieces)} → {_name(made)}"
    yield from (f"增：{_name(item)}" for item in found.added)
    yield from (f"删：{_name(item)}" for item in found.dropped)


def _name(item: Item) -> str:
    return f"{item.seq}. {clip(item.title or item.content, 26)}"


def _change(change: Change) -> str:
    if change.kept and change.new:
        return f"{change.field}：本系统已改为{_short(change.old)}；新版仍写{_short(change.new)}，保留本系统的"
    if change.kept:
        return f"{change.field}：新的没有写，沿用{_short(change.old)}"
    if change.field == "内容":
        return f"内容：{differing(change.old, change.new)}"
    return f"{change.field}：{_short(change.old)} → {_short(change.new)}"


def _short(text: str) -> str:
    return clip(text, _WIDTH) or "（无）"


def differing(old: str, new: str) -> str:
    """Return where two texts differ, with a few characters around it: “定期公布” → “每季度公布”.

    The passage never begins inside a number.
    """
    start = next((i for i, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
    end = 0
    while end < min(len(old), len(new)) - start and old[-1 - end] == new[-1 - end]:
        end += 1
    begin, end = max(0, start - 6), max(0, end - 2)
    while begin and old[begin - 1].isdecimal():
        begin -= 1
    before, after = old[begin : len(old) - end], new[begin : len(new) - end]
    return f"“{clip(before, _WIDTH)}” → “{clip(after, _WIDTH)}”"


def replaced_before(value: Replaced, page: int) -> Message:
    """Return one page of what a plan's last new version has changed, as it was when the version was taken over."""
    return _message(
        f"方案{value.plan_id}与上一版“{value.title}”的差异（{dates.moment(value.at)}{value.by}用“{value.file}”替换）",
        value.found,
        page,
        (actions.REPLACED, (value.plan_id,)),
        Button(f"看方案{value.plan_id}", actions.PLAN, (value.plan_id,)),
    )


def _message(title: str, found: Comparison, page: int, turn: tuple[str, tuple[int, ...]], last: Button) -> Message:
    """Return one page of the differences, with ``last`` as its last button.

    ``turn`` is the action that turns pages, with its arguments before the page.
    """
    action, args = turn
    pages = paging.paginate([title, summary(found)], list(lines(found)) or ["两版内容一致。"])
    shown = paging.page_at(pages, page)
    turning = paging.turning(shown, action, args, "更多")
    return Message(shown.text, (*((turning,) if turning else ()), (last,)))


def of_plans(new_id: int, value: Replacing, page: int) -> Message:
    """Return one page of what a new version changes, with the button that replaces the old one by it.

    Where something has to be settled in the new version before, it is said, and the button leads there.
    """
    first = f"。{to_settle(new_id, value)}" if value.first else ""
    if value.found.changed or value.found.dropped:
        first += f"\n哪一处先不动：替换前在方案{new_id}里改回原来的（删去的用修订表补回），就不会改，也不告知。"
    last = Button(f"用新文件替换方案{value.old_id}", actions.REPLACE, (new_id, value.old_id))
    return _message(
        f"方案{new_id}与方案{value.old_id}“{value.title}”对比{first}",
        value.found,
        page,
        (actions.COMPARE, (new_id, value.old_id)),
        Button(f"去定方案{new_id}", actions.PLAN, (new_id,)) if value.first else last,
    )


def to_settle(new_id: int, value: Replacing) -> str:
    """Say what has to be settled in a new version before it can take the place of a plan that asks."""
    listed = "；".join(map(blocker, value.first))
    return f"方案{value.old_id}正在催报，替换后马上照新版问，所以要先在方案{new_id}里定好：{listed}"


def of_sheet(plan_id: int, found: Comparison, page: int) -> Message:
    """Return one page of what a mended table changes, with the button that takes it over."""
    return _message(
        f"修订表与方案{plan_id}对比",
        found,
        page,
        (actions.SHEET_PAGE, (plan_id,)),
        Button("按表格更新", actions.SHEET_TAKE, (plan_id,)),
    )


def before_replacing(new_id: int, value: Replacing) -> Message:
    """Return the question before a plan is replaced by its new version, with how many hear of it (R17)."""
    back = Button("返回对比", actions.COMPARE, (new_id, value.old_id, 0))
    return Message(
        f"用新文件替换方案{value.old_id}“{value.title}”？\n{replacing(value)}",
        ((Button("确认替换", actions.REPLACE, (new_id, value.old_id, 1)), back),),
    )


def replacing(value: Replacing) -> str:
    """Say what stays, what is asked and who is told where a plan is replaced by its new version."""
    stays = "编号、留痕、绑定和已报的内容都会保留，核定过的单位和时限不用重来；不能撤销。"
    asks = "不用撤回交办：替换后照新版催报，新增的随下一条消息问。" if value.asks else ""
    told = (
        f"告知至多{value.told}人，各一条：哪项时限变了、哪项不用再报，附依据。" if value.told else "没有人需要告知。"
    )
    return f"{stays}{asks}{told}"


def replaced(value: Replacing) -> str:
    """Return the receipt of a replacement."""
    told = f"已告知{value.told}人。" if value.told else "没有人需要告知。"
    later = f"以后要看差异，问“方案{value.old_id}跟上一版差在哪”。"
    return f"已替换方案{value.old_id}：{summary(value.found)}。{told}{later}"


def which_version(new_id: int | None) -> str:
    """Ask for the new version's file, or for the plan that it follows."""
    if new_id is None:
        return "请先把新版文件发来（或拖到“待办和方案”页），载入后会列出和原方案的差异；没有替换之前什么都不变。"
    return f"方案{new_id}是哪个方案的新版？请写编号，例如“方案{new_id}是方案2的新版”。全部方案见 /plans。"


def sheet_taken(plan_id: int, found: Comparison) -> str:
    """Return the receipt of a mended table."""
    return f"已按表格更新方案{plan_id}：{summary(found)}。"
