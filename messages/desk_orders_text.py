"""Orders of one sentence: read back before they are done, and examples for those that cannot be read."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from messages import actions, dates, task_cards
from messages.message import Button, Message, in_rows
from messages.phrases import clip
from tasks_db import lazy_re as re
from tasks_db.language.deeds import Deed
from tasks_db.register import codes
from tasks_db.register.authority import Right
from tasks_db.register.outcomes import Cancelling
from tasks_db.register.values import Task

WHO_SEES = (
    "您报的内容，看得到的有：本单位的成员和联络员、这项任务的牵头单位、联席会议办公室、召集人；其他单位看不到。"
    "会议群里只发汇总。通报和台账写单位报了什么，不写联络员姓名。"
)
WHO_SEES_OFFICE = (
    "办公室和召集人能看到全部任务和反馈；单位只看到与自己有关的任务，其中牵头单位还能看到配合单位报了什么，"
    "其他单位互相看不到。会议群里只发汇总。联络员姓名不印进通报和公文。"
)
WEEKLY = (
    "每周一条简况和一张进展图由召集人自己要：请召集人对我说“每周给我发进展图”，或点待办里的“每周简况”；"
    "不要了说“不要每周发图”。现在要一张，说“要一张进展图”。"
)
NO_PLAN = "现在没有在用的方案。"

HOW_TO_REGISTER = (
    "没有登记。一句话里只写名称，可以带联络员：“登记新单位：某某局，联络员某某”。"
    "简称、归到哪个集合单位，请发一张表格（Excel 或 CSV），"
    "第一行“单位,别名,集合单位,席位,姓名,职务”，每个单位一行，几个别名用顿号隔开；登记当天起生效。"
    "方案里要不要算上它，载入后在方案的“集合单位成员变动”里采纳。"
)
"""What is said to whoever registers a unit in words that hold more than its name."""
_NEW_UNIT = re.compile(
    r"(?:登记|录入|新增|增加|添加|新建|登进|加进)[^，,。：:]{0,6}(?:单位|名册)|登记.{2,30}为.{0,4}单位"
)

_EXAMPLES: tuple[tuple[str, str, Right], ...] = (
    ("联络员 登记 新来 接任 换人 离任 调走", "县教委联络员换成李明", Right.PEOPLE),
    ("改名 更名 名称", "把县畜牧局改名为县畜牧中心", Right.PEOPLE),
    ("并入 合并 撤并 撤销 机构", "县畜牧局并入县农业农村局", Right.PEOPLE),
    ("邀请码 邀请 绑定", "给县公安局发邀请码", Right.PEOPLE),
    ("链接 二维码 扫码", "给某某镇一个链接", Right.PEOPLE),
    ("办结 销号 重新 打开 恢复", "重新打开第3项，抽查发现没有投用", Right.PLAN),
    ("方案 移除 删掉 删除 废止 终止", "移除方案2", Right.PLAN),
    ("文号 印发日 发文", "方案2的文号是某政办发〔2025〕12号，印发日期11月3日", Right.PLAN),
    ("责任领导 分管 领导 县长", "第7项责任领导改为许闻溪", Right.PLAN),
    ("时限 期限 日期 延 推迟 截止 改到", "第5项延到1月31日", Right.PLAN),
    ("牵头 主办", "第7项改由县公安局牵头", Right.PLAN),
    ("责任单位 配合 加上 增加 去掉", "第5项加一个责任单位县财政局", Right.PLAN),
    ("通知 发给 告诉 各单位", "通知各乡镇：周五前报送总结", Right.PLAN),
    ("交办 批示 任务 布置", "交办县水利局：12月20日前核查水库隐患", Right.PLAN),
    ("台账 导出 表格 下载 打印", "导出台账", Right.PLAN),
    ("缓 别催 不催 不用催 提醒", "县公安局下周三以前先别催", Right.REVIEW),
    ("代录 电话 补录 代报", "代录县教委第3项进度60%", Right.REVIEW),
    ("通过 审核 退回 错了 撤回 撤销", "刚才通过错了", Right.REVIEW),
    ("图 一页纸 领导 汇报 通报", "要一张进展图", Right.DECIDE),
    ("催 提醒 督促", "催一下公安局", Right.COORDINATE),
    ("逾期 拖 到期", "逾期任务", Right.ASK),
    ("进展 情况 看看", "县公安局进展", Right.ASK),
    ("任务 我", "我的任务", Right.ANSWER),
)
"""Orders and questions by the words that people use for them, each with an example and the right that it needs."""
_SHOWN = 3


def before_asking_member(task: Task, unit: str, group: str) -> Message:
    """Return the question before one member of a group is asked of a task (R17)."""
    return Message(
        f"{codes.of(task)} {task.title}：从下一条消息起也问{unit}，到期催报；“{group}”的其他成员仍然不问。",
        ((Button("确认也问", actions.DESK_ORDER), Button("不用了", actions.NO_ORDER)),),
    )


def member_asked(unit: str) -> str:
    """Return the receipt of asking one member of a group."""
    return f"好的，从下一条消息起问{unit}。它已经来电来信的，现在可以代录；以后不想再问，用豁免。"


def nearest(text: str, may: Callable[[Right], bool]) -> tuple[str, ...]:
    """Return examples of what somebody may order, those that lie nearest to their words first."""
    allowed = [(words.split(), example) for words, example, right in _EXAMPLES if may(right)]
    near = sorted(allowed, key=lambda one: -sum(len(word) for word in one[0] if word in text))
    return tuple(example for _, example in near[:_SHOWN])


def not_an_order(text: str, may: Callable[[Right], bool]) -> str:
    """Say that an order cannot be read, with the nearest that can."""
    if _NEW_UNIT.search(text):
        return HOW_TO_REGISTER
    examples = "、".join(f"“{one}”" for one in nearest(text, may))
    return f"这件事没有认出来，没有改动。可以这样说，例如：{examples}。全部用法发 /help。"


def of_the_office(text: str) -> Message:
    """Offer whoever may not do it to pass an order on."""
    return Message(
        f"“{text}”由联席会议办公室办理，没有改动。要转给办公室吗？",
        ((Button("转给办公室", actions.COMPLAIN), Button("不用了", actions.NO_ORDER)),),
    )


def on_ground(asked: Message, ground: str, left: str) -> Message:
    """Add to what is read back the ground that was said, and what is not done of what was said beside it."""
    lines = [asked.text]
    if ground:
        lines.append(f"依据：{ground}")
    if left:
        lines.append(f"这句里还说了“{left}”，这一步不办，请另外说一句。")
    return replace(asked, text="\n".join(lines))


def _asked(text: str, label: str) -> Message:
    return Message(text, ((Button(label, actions.DESK_ORDER), Button("不用了", actions.NO_ORDER)),))


def before_new_code(unit: str) -> Message:
    """Read back that a unit's unused code becomes void; a new one takes its place."""
    return _asked(f"{unit}联络员没有用过的邀请码作废，同时给一个新码；新码不转告，就没有人能用。", "确认作废")


def is_registered(unit: str) -> str:
    """Say that a unit that is to be registered is there already."""
    return f"单位库里已有“{unit}”，不用再登记。换名字说“把某某改名为某某”，登记联络员说“{unit}联络员是某某”。"


def before_new_unit(
    unit: str, near: Sequence[str], person: str, left: str, group: str = "", aliases: Sequence[str] = ()
) -> Message:
    """Read back that a unit is registered: the names that may mean it, its liaison, group and other names."""
    like = f"\n名称相近的：{'、'.join(near)}。是同一个单位的，请点“不用了”。" if near else ""
    liaison = f"，联络员{person}" if person else ""
    called = f"，也叫{'、'.join(aliases)}" if aliases else ""
    of = f"，归到{group}" if group else ""
    later = "\n已交办的任务不因此问它：问不问，登记后在“待办”的“集合单位成员变动”里逐项定。" if group else ""
    return on_ground(_asked(f"登记新单位：{unit}{called}{of}{liaison}。{like}{later}", "确认登记"), "", left)


def unit_registered(unit: str, person: str, group: str = "") -> str:
    """Say that a unit is registered, and what has to follow before it can be asked."""
    done = f"已登记“{unit}”，今天起算。还没有任务交给它，不会催报。"
    code = f"发送“/invite {unit}”取邀请码，请本人绑定。"
    first = f"联络员{person}：{code}" if person else f"接下来：说“{unit}联络员是某某”；然后{code}"
    page = f"办公室页面“单位和人员”里点“改{unit}”，"
    if group:
        return (
            f"{done}\n已归到{group}。已交办给{group}的任务要不要也问它，见“待办”的“集合单位成员变动”。"
            f"\n{first}\n加简称、旧称：{page}填别名。"
        )
    return f"{done}\n{first}\n归到集合单位（如各乡镇）、加简称和旧称：{page}填“属于哪个集合单位”和别名。"


def several(found: Sequence[tuple[int, str, str]]) -> str:
    """Say that words may name several tasks, each by its id, code and title."""
    listed = "；".join(f"{code} {title}" for _, code, title in found)
    return f"可能是几项：{listed}。请写编号再说一次，例如：重新打开{found[0][1]}。"


def before_reopening(value: Cancelling, day: date | None, why: str) -> Message:
    """Read back that a closed task is opened again."""
    return _asked(task_cards.before_reopening(value, day, why), "确认重开")


def before_exempting(task: Task, unit: str, reason: str, left: str) -> Message:
    """Read back that a unit need not report on a task any more, with the reason that it is told."""
    text = f"{codes.of(task)} {task.title}：{unit}以后免报（豁免），不再催，并告知它。理由：{reason}"
    return on_ground(_asked(text, "确认豁免"), "", left)


def before_leaders(task: Task, names: Sequence[str]) -> Message:
    """Read another leader of a task back."""
    was = "、".join(task.leaders) or "没有写"
    return _asked(f"{codes.of(task)} {task.title}\n责任领导：{was} → {'、'.join(names)}", "确认改责任领导")


def leaders_set(task: Task, names: Sequence[str]) -> str:
    """Return the receipt of another leader."""
    return f"{codes.of(task)} {task.title}：责任领导已改为{'、'.join(names)}。"


def before_units(task: Task, lines: Sequence[tuple[str, Sequence[str], Sequence[str]]], *, asks: bool) -> Message:
    """Read other units of a task back: each role with the units before and after."""
    changed = [f"{role}单位：{'、'.join(was) or '无'} → {'、'.join(now) or '无'}" for role, was, now in lines]
    told = "\n新的单位从下一条消息起收到提醒，去掉的单位会告知；已报的内容保留。" if asks else ""
    return _asked("\n".join([f"{codes.of(task)} {task.title}", *changed]) + told, "确认改单位")


def no_part(task: Task, unit: str, names: Sequence[str]) -> str:
    """Say that a unit that is to leave a task has no share of that role in it."""
    has = "、".join(names) or "没有"
    return f"{codes.of(task)} {task.title}的责任单位里没有{unit}（现有：{has}），没有改动。"


def has_part(task: Task, unit: str) -> str:
    """Say that a unit that is to be added has a share already."""
    return f"{unit}已经是{codes.of(task)} {task.title}的单位，没有改动。"


def ask_successor(unit: str, person: str | None) -> str:
    """Ask who follows a liaison who leaves."""
    held = f"（{person}）" if person else "（空缺）"
    return f"{unit}联络员{held}换成谁？请回复姓名，可以带职务，例如：李明（副股长）。还没有定的回复“取消”，定了再说。"


_OF_PLAN: Mapping[Deed, str] = {
    Deed.REMOVE_PLAN: "移除方案{}",
    Deed.END_PLAN: "终止方案{}",
    Deed.RECALL_PLAN: "撤回方案{}的交办",
    Deed.DRAFT_PLAN: "方案{}是征求意见稿",
    Deed.ISSUED_PLAN: "方案{}已印发",
    Deed.FINDINGS: "方案{}有哪些疑点",
    Deed.MARKS: "方案{}的文号是某政办发〔2025〕12号，印发日期11月3日",
    Deed.MARKS_BACK: "撤销方案{}的文号",
    Deed.MARKS_ASKED: "方案{}的文号是多少",
}


def ask_plan(deed: Deed, plans: Sequence[tuple[int, str]]) -> str:
    """Ask which plan is meant by an order, with the order as it is said of one."""
    listed = "；".join(f"方案{number} {title}" for number, title in plans)
    return f"是哪个方案？{listed}。请带编号再说一次，例如“{_OF_PLAN[deed].format(plans[0][0])}”。"


def misdated(day: date) -> str:
    """The ground on which a deadline that was written wrong moves."""
    return f"原写的时限有误，更正为{dates.day(day)}"


def no_notice() -> str:
    """Say that no notice waits for anybody's signature."""
    return "还没有发过通知。要催反馈，说“催一下”加单位或编号；会议回执看 /sittings。"


def which_task(refused: str, tasks: Sequence[tuple[str, str]]) -> Message:
    """Return the question which of several tasks an order is about, with a button for each."""
    buttons = [Button(f"{code} {clip(title, 10)}", actions.ORDER_OF, (code,)) for code, title in tasks[:_MOST_MEANT]]
    return Message(f"{refused}也可以点下面的：", in_rows(buttons, 2))


_MOST_MEANT = 6
