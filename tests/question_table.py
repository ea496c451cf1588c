"""What people ask and order in plain Chinese, each with what a careful colleague takes it for.

The asker sees the sample county on Wednesday, 3 December 2025. A row is who asks (see ``PEOPLE``), the words, and the
question or order expected. Further rows say what must be told as unknown, and what may be meant in two ways.
"""

from dataclasses import replace
from datetime import date
from typing import Any

from tasks_db.language.questions import Aspect, Filters, Form, Order, OrderKind, Question, QuestionKind, UnknownKind
from tasks_db.terms import AnswerKind, Light, Role, WorkState
from tests.question_names import (
    CIVIL,
    DATA,
    EMERGENCY,
    FIRE,
    HEALTH,
    HOUSING,
    LAND,
    MARKET,
    MONEY,
    PLAN,
    POLICE,
    REFORM,
    SCHOOLS,
    SECTIONS,
    STREETS,
    SUPPLY,
    TOWNS,
    WATER,
)

TODAY = date(2025, 12, 3)
K, A, ORDER = QuestionKind, Aspect, OrderKind
PEOPLE = {"召": False, "办": False, "联": True}
"""召集人, 办公室, 联络员; the value says whether they report as well."""

Row = tuple[str, str, Question | Order]
_FILTERS = frozenset(Filters.__dataclass_fields__)
_OPEN = tuple(state for state in WorkState if state is not WorkState.CLOSED)
_DECEMBER = {"since": date(2025, 12, 1), "until": date(2025, 12, 31)}
_THIS_WEEK = {"since": date(2025, 12, 1), "until": date(2025, 12, 7)}
_NEXT_WEEK = {"since": date(2025, 12, 8), "until": date(2025, 12, 14)}
_IN_JUNE = {"since": date(2026, 6, 1), "until": date(2026, 6, 30)}
_TODAY = {"since": TODAY, "until": TODAY}
_TOMORROW = {"since": date(2025, 12, 4), "until": date(2025, 12, 4)}


def asks(kind: QuestionKind, **said: Any) -> Question:
    """A question; what it is narrowed to and its form by their names, units and tasks as numbers or several."""
    for several in ("unit_ids", "task_ids", "indicator_ids", "states"):
        if several in said and not isinstance(said[several], tuple):
            said[several] = (said[several],)
    filters = Filters(**{name: value for name, value in said.items() if name in _FILTERS})
    return Question(kind, filters, **{name: value for name, value in said.items() if name not in _FILTERS})


def orders(kind: OrderKind, **said: Any) -> Order:
    """An order with what it says; a single unit or task as a number."""
    for several in ("unit_ids", "task_ids", "numbers"):
        if several in said and not isinstance(said[several], tuple):
            said[several] = (said[several],)
    return Order(kind, **said)


def task(number: int, aspect: Aspect = Aspect.CARD, **said: Any) -> Question:
    """One task by its number."""
    return replace(asks(K.TASK, **said), numbers=(number,), aspect=aspect)


# the half of the trial's questions that is given, as asked there
GIVEN: tuple[Row, ...] = (
    ("召", "哪些单位还没报", asks(K.UNREPORTED)),
    ("召", "这个月到期的", asks(K.DUE, **_DECEMBER)),
    ("召", "卫健委拖了几项", asks(K.OVERDUE, unit_ids=HEALTH)),
    ("召", "第四季度完成了什么", asks(K.FINISHED, since=date(2025, 10, 1), until=date(2025, 12, 31))),
    ("召", "罗清禾分管的事项进展", asks(K.PROGRESS, leader="罗清禾")),
    ("办", "明天会催谁", asks(K.PREVIEW, **_TOMORROW)),
    ("办", "把逾期的导出来", asks(K.OVERDUE, form=Form.FILE)),
    ("召", "民政局进展", asks(K.PROGRESS, unit_ids=CIVIL)),
    ("召", "住建局那边啥情况了", asks(K.PROGRESS, unit_ids=HOUSING)),
    ("召", "消防通道弄完没", asks(K.PROGRESS, task_ids=111)),
    ("召", "下周有什么到期", asks(K.DUE, **_NEXT_WEEK)),
    ("召", "哪些单位没有联络员", asks(K.VACANT)),
    ("召", "催一下公安局", orders(ORDER.CHASE, unit_ids=POLICE)),
    ("召", "发改局和财政局分别什么进度", asks(K.PROGRESS, unit_ids=(REFORM, MONEY))),
    ("召", "沈县长明天开会要用的材料", asks(K.DIGEST, unit_ids=1, **_TOMORROW)),
    ("办", "今天收到几条回复", asks(K.CHANGES, **_TODAY)),
    ("办", "谁申请延期了", asks(K.REQUESTS, request=AnswerKind.EXTENSION)),
    ("办", "出一份本月通报", asks(K.DIGEST)),
    ("办", "第6项为什么是黄灯", task(6, A.WHY, light=Light.YELLOW)),
    ("办", "自然资源局怎么联系不上", asks(K.VACANT, unit_ids=LAND)),
    (
        "办",
        "武长缨调走了，换成李卫东",
        orders(ORDER.HAND_OVER, unit_ids=EMERGENCY, leaving="武长缨", coming="李卫东"),
    ),
    ("办", "丁默川今天报的第4项改成40%", orders(ORDER.RECORD, unit_ids=STREETS, numbers=4, day=TODAY, words="40%")),
    ("办", "第5项延到明年1月底", orders(ORDER.EXTEND, numbers=5, day=date(2026, 1, 31))),
    ("办", "国庆还催吗", asks(K.HOLIDAYS)),
    ("联", "我还有几件没报", asks(K.MINE, mine=True)),
    ("联", "第4项原文怎么写的", task(4, A.SOURCE)),
    ("联", "住建局报了没有", asks(K.UNREPORTED, unit_ids=HOUSING)),
    ("联", "下一件到期的是哪个", asks(K.DUE, form=Form.NEXT)),
    ("联", "我上次报的啥", asks(K.CHANGES, mine=True)),
)

# by unit, leader, plan, section, role
BY_NAME: tuple[Row, ...] = (
    ("召", "县教委进展", asks(K.PROGRESS, unit_ids=SCHOOLS)),
    ("召", "帮我看看民政局的情况", asks(K.PROGRESS, unit_ids=CIVIL)),
    ("召", "县住建局怎么样", asks(K.PROGRESS, unit_ids=HOUSING)),
    ("召", "住建、发改、财政的进展", asks(K.PROGRESS, unit_ids=(HOUSING, REFORM, MONEY))),
    ("召", "文静姝报了吗", asks(K.UNREPORTED, unit_ids=CIVIL)),
    ("召", "罗局长的任务", asks(K.PROGRESS, leader="罗清禾")),
    ("召", "邵启岚负责的", asks(K.PROGRESS, leader="邵启岚")),
    ("召", "罗清禾名下有几项逾期", asks(K.OVERDUE, leader="罗清禾")),
    ("召", "白榆分管的怎么样", asks(K.PROGRESS, leader="白榆")),
    ("召", "石鸣远那块", asks(K.PROGRESS, leader="石鸣远")),
    ("召", "民政局牵头的任务", asks(K.PROGRESS, unit_ids=CIVIL, role=Role.LEAD)),
    ("召", "住建局配合的有哪些", asks(K.PROGRESS, unit_ids=HOUSING, role=Role.RESPONSIBLE)),
    ("召", "公安局参与的任务进展", asks(K.PROGRESS, unit_ids=POLICE, role=Role.RESPONSIBLE)),
    ("召", "第二部分进展", asks(K.PROGRESS, section=SECTIONS[1])),
    ("召", "守牢安全这部分怎么样", asks(K.PROGRESS, section=SECTIONS[3])),
    ("召", "老旧小区改造方案进展", asks(K.PROGRESS, plan_id=PLAN)),
    ("召", "县住建局一共几项任务", asks(K.TALLY, unit_ids=HOUSING)),
    ("联", "住建局逾期了吗", asks(K.OVERDUE, unit_ids=HOUSING)),
    ("联", "我的任务", asks(K.MINE, mine=True)),
    ("联", "待办", asks(K.MINE, mine=True)),
    ("联", "我牵头的任务", asks(K.MINE, mine=True, role=Role.LEAD)),
)

# a task by its name or number, and what of it
TASKS: tuple[Row, ...] = (
    ("召", "管网改了几个小区了", asks(K.PROGRESS, task_ids=105)),
    ("召", "更新老化管网进展", asks(K.PROGRESS, task_ids=105)),
    ("召", "加装电梯进展", asks(K.PROGRESS, task_ids=106)),
    ("召", "小区底数排查完了没有", asks(K.PROGRESS, task_ids=101)),
    ("召", "养老托育搞得怎么样了", asks(K.PROGRESS, task_ids=108)),
    ("召", "停车充电那个到哪一步了", asks(K.PROGRESS, task_ids=110)),
    ("召", "平台上线了吗", asks(K.PROGRESS, task_ids=114)),
    ("召", "闲置用房移交了几处", asks(K.PROGRESS, task_ids=109)),
    ("召", "水利局的管网任务怎么样了", asks(K.PROGRESS, task_ids=105, unit_ids=WATER)),
    ("召", "任务3", task(3)),
    ("召", "3号任务", task(3)),
    ("召", "第11项谁牵头", task(11, A.FACTS)),
    ("召", "第4项什么时候到期", task(4, A.DATES)),
    ("召", "第8项各单位反馈", task(8, A.UNITS)),
    ("召", "为什么第11项是红灯", task(11, A.WHY, light=Light.RED)),
    ("召", "消防通道为什么逾期", asks(K.TASK, task_ids=111, aspect=A.WHY)),
    ("召", "养老托育的原文", asks(K.TASK, task_ids=108, aspect=A.SOURCE)),
    ("召", "方案里怎么写的消防通道", asks(K.TASK, task_ids=111, aspect=A.SOURCE)),
    ("召", "电梯那个谁负责", asks(K.TASK, task_ids=106, aspect=A.FACTS)),
    ("联", "第三项进展如何", task(3)),
    ("联", "整理空中线缆什么时候到期", asks(K.TASK, task_ids=107, aspect=A.DATES)),
)

# states, lights, days
STATES: tuple[Row, ...] = (
    ("召", "未启动的有哪些", asks(K.PROGRESS, states=WorkState.NOT_STARTED)),
    ("召", "滞后的任务", asks(K.PROGRESS, states=WorkState.BEHIND)),
    ("召", "尚无反馈的任务", asks(K.PROGRESS, states=WorkState.NO_FEEDBACK)),
    ("召", "已办结的任务", asks(K.PROGRESS, states=WorkState.CLOSED)),
    ("召", "县城管局有几项没完成", asks(K.PROGRESS, unit_ids=STREETS, states=_OPEN)),
    ("召", "哪些是红灯", asks(K.PROGRESS, light=Light.RED)),
    ("召", "有没有亮黄灯的", asks(K.PROGRESS, light=Light.YELLOW)),
    ("召", "一共多少件", asks(K.TALLY)),
    ("召", "现在总体怎么样", asks(K.TALLY)),
    ("召", "办结率多少", asks(K.TALLY)),
    ("召", "逾期任务", asks(K.OVERDUE)),
    ("召", "截至今天有多少任务逾期", asks(K.OVERDUE)),
    ("召", "消防大队逾期了吗", asks(K.OVERDUE, unit_ids=FIRE)),
    ("召", "按单位列一下逾期的", asks(K.OVERDUE, form=Form.BY_UNIT)),
    ("召", "年底前要完成哪些", asks(K.DUE, since=TODAY, until=date(2025, 12, 31))),
    ("召", "下周到期的任务", asks(K.DUE, **_NEXT_WEEK)),
    ("召", "本周有什么要报的", asks(K.DUE, **_THIS_WEEK, collected=True)),
    ("办", "下周谁要报", asks(K.DUE, **_NEXT_WEEK, collected=True)),
    ("办", "12月4日谁要报", asks(K.DUE, **_TOMORROW, collected=True)),
    ("召", "12月到期的有几项", asks(K.DUE, **_DECEMBER)),
    ("召", "近期到期的任务", asks(K.DUE, since=TODAY, until=date(2025, 12, 17))),
    ("召", "本月该完成的有哪些没完成", asks(K.DUE, states=_OPEN, **_DECEMBER)),
    ("召", "二季度以来办结了哪些", asks(K.FINISHED, since=date(2025, 4, 1))),
    ("召", "十一月份办结了哪些", asks(K.FINISHED, since=date(2025, 11, 1), until=date(2025, 11, 30))),
    ("召", "今年以来完成了多少", asks(K.FINISHED, since=date(2025, 1, 1))),
    ("召", "昨天以来有什么新进展", asks(K.CHANGES, since=date(2025, 12, 2))),
    ("召", "本周有哪些新进展", asks(K.CHANGES, **_THIS_WEEK)),
    ("召", "上次通报以来有什么变化", asks(K.CHANGES, since_issue=True)),
    ("召", "最近三天的反馈", asks(K.CHANGES, since=date(2025, 12, 1), until=TODAY)),
    ("召", "卫健委上次什么时候报的", asks(K.CHANGES, unit_ids=HEALTH)),
    ("联", "这个月到期的", asks(K.DUE, **_DECEMBER)),
)

# who has answered, who is asked, what is needed, figures
ASKING: tuple[Row, ...] = (
    ("召", "乡镇报了几个", asks(K.UNREPORTED, unit_ids=TOWNS)),
    ("召", "哪些乡镇没报", asks(K.UNREPORTED, unit_ids=TOWNS)),
    ("召", "教育局报没报", asks(K.UNREPORTED, unit_ids=SCHOOLS)),
    ("召", "目前有几家单位没交材料", asks(K.UNREPORTED)),
    ("召", "今天谁报了", asks(K.CHANGES, **_TODAY)),
    ("召", "为什么没催自然资源局", asks(K.ASKED, unit_ids=LAND)),
    ("召", "公安局催过没有", asks(K.ASKED, unit_ids=POLICE)),
    ("召", "什么时候催的财政局", asks(K.ASKED, unit_ids=MONEY)),
    ("召", "有几个单位没绑定", asks(K.VACANT)),
    ("召", "大数据中心有联络员吗", asks(K.SEATS, unit_ids=DATA)),
    ("召", "需要我协调的事", asks(K.COORDINATION)),
    ("召", "有什么困难", asks(K.COORDINATION)),
    ("召", "有没有需要我拍板的", asks(K.COORDINATION)),
    ("召", "住建局有什么困难", asks(K.COORDINATION, unit_ids=HOUSING)),
    ("召", "指标完成情况", asks(K.INDICATORS)),
    ("召", "居民满意度达标没", asks(K.INDICATORS, indicator_ids=205)),
    ("召", "加装电梯指标完成了多少", asks(K.INDICATORS, indicator_ids=204)),
    ("召", "谁申请办结了", asks(K.REQUESTS, request=AnswerKind.CLOSURE)),
    ("召", "谁最慢", asks(K.RANKING)),
    ("召", "给各单位排个名", asks(K.RANKING)),
    ("召", "上次会议议定事项", asks(K.MEETINGS)),
    ("召", "周末发不发提醒", asks(K.HOLIDAYS)),
    ("召", "谢谢", asks(K.PLEASANTRY)),
    ("召", "好的", asks(K.PLEASANTRY)),
    ("联", "我的延期批了吗", asks(K.REQUESTS, mine=True, request=AnswerKind.EXTENSION)),
)

# who is to be turned to, who leads, which day, two tasks side by side
TURNED_TO: tuple[Row, ...] = (
    ("召", "财政局那块具体是谁在跟", asks(K.SEATS, unit_ids=MONEY)),
    ("召", "资规局联络员报了没有，哪位", asks(K.SEATS, unit_ids=LAND)),
    ("联", "电梯市监那边找谁", asks(K.SEATS, unit_ids=MARKET, task_ids=106)),
    ("联", "用房这事财政谁对接", asks(K.SEATS, unit_ids=MONEY, task_ids=109)),
    ("联", "教育局对口托育的是哪位", asks(K.SEATS, unit_ids=SCHOOLS)),
    ("联", "线缆还有谁跟我们一块弄", asks(K.TASK, task_ids=107, aspect=A.FACTS)),
    ("联", "消防通道最后由谁汇总", asks(K.TASK, task_ids=111, aspect=A.FACTS)),
    ("联", "我这项的责任单位有谁", asks(K.MINE, mine=True, aspect=A.FACTS)),
    ("联", "民政这两项是谁牵头", asks(K.PROGRESS, unit_ids=CIVIL, aspect=A.FACTS)),
    ("联", "这项除了我们还有谁", asks(K.MINE, mine=True, aspect=A.FACTS)),
    ("办", "12月5号到期的是哪家牵头", asks(K.DUE, since=date(2025, 12, 5), until=date(2025, 12, 5))),
    ("召", "消防通道是逾期了还是没报", asks(K.TASK, task_ids=111, aspect=A.FACTS)),
    ("召", "电梯堵在哪了", asks(K.COORDINATION, task_ids=106)),
    ("召", "管网卡在谁那里", asks(K.COORDINATION, task_ids=105)),
    ("联", "我这几项哪个先到期", asks(K.DUE, mine=True, form=Form.NEXT)),
    ("联", "延期批了没", asks(K.REQUESTS, request=AnswerKind.EXTENSION)),
    ("召", "施工这项是哪个局汇总？两个牵头别两头报", asks(K.TASK, task_ids=(104, 112), aspect=A.FACTS)),
    ("召", "管网和电梯各到多少了", asks(K.PROGRESS, task_ids=(105, 106))),
    ("召", "应急局那边卡在哪", asks(K.COORDINATION, unit_ids=EMERGENCY)),
    ("召", "望溪同志管着几件事", asks(K.TALLY, leader="苏望溪")),
    ("召", "水利局到几成了", asks(K.PROGRESS, unit_ids=WATER)),
    ("联", "还剩多少天", asks(K.DUE, form=Form.NEXT)),
    ("召", "自然资源局哪天前报县政府", asks(K.DUE, unit_ids=LAND, form=Form.NEXT)),
    ("联", "第2项的时限", asks(K.TASK, numbers=(2,), aspect=A.DATES)),
    ("联", "我刚报的记上没有", asks(K.CHANGES, mine=True)),
    ("联", "除了这两项我还有别的没有", asks(K.MINE, mine=True)),
    ("召", "全体会议一年开几次", asks(K.BODY)),
    ("召", "联席会议办公室设在哪个局", asks(K.BODY)),
    ("召", "文是几号印的", asks(K.BODY)),
)

# the words that the program prints, and the plain words of its commands
PRINTED: tuple[Row, ...] = (
    ("召", "本期通报", asks(K.DIGEST)),
    ("召", "进展通报", asks(K.DIGEST)),
    ("召", "下载通报", asks(K.DIGEST, form=Form.FILE)),
    ("召", "需协调事项", asks(K.COORDINATION)),
    ("召", "有困难的报上来了没有", asks(K.COORDINATION)),
    ("召", "自规局片区报了没有", asks(K.UNREPORTED, unit_ids=LAND, task_ids=102)),
    ("召", "麻烦把养老托育的原文调出来看看", asks(K.TASK, task_ids=108, aspect=A.SOURCE)),
    ("召", "还没确认收到的单位有几家", asks(K.SIGNED)),
    ("办", "12月要收哪几项", asks(K.DUE, collected=True, **_DECEMBER)),
    ("召", "这个月我该关注哪几件", asks(K.DUE, mine=True, **_DECEMBER)),
    ("召", "未报送单位", asks(K.UNREPORTED)),
    ("召", "未按时报送", asks(K.UNREPORTED)),
    ("召", "总体情况", asks(K.TALLY)),
    ("办", "待审核", asks(K.REVIEW)),
    ("办", "有什么要我审的", asks(K.REVIEW)),
    ("办", "席位", asks(K.SEATS)),
    ("办", "联络员名单", asks(K.SEATS)),
    ("办", "方案列表", asks(K.PLANS)),
    ("办", "明天发什么", asks(K.PREVIEW, **_TOMORROW)),
    ("办", "待发", asks(K.OUTBOX)),
    ("办", "没送达的", asks(K.OUTBOX)),
    ("办", "导出台账", asks(K.PROGRESS, form=Form.FILE)),
    ("办", "把没报的导出来", asks(K.UNREPORTED, form=Form.FILE)),
    ("办", "帮助", asks(K.HELP)),
    ("联", "怎么用？", asks(K.HELP)),
    ("联", "刚接手，这玩意儿咋用", asks(K.HELP)),
    ("办", "这个月到期的列给我，下午要给领导汇报", asks(K.DUE, **_DECEMBER)),
    ("联", "消防通道的责任单位是哪两家，我去找他们要材料", asks(K.TASK, task_ids=111, aspect=A.FACTS)),
    ("办", "联席会议成员单位一共几家", asks(K.BODY)),
    ("联", "召集人是谁", asks(K.BODY)),
    ("召", "联席会议有哪些成员单位", asks(K.BODY)),
    ("联", "雷子牧手机号多少", asks(K.CONTACT, unit_ids=POLICE)),
    ("办", "公安那边该找哪个对接", asks(K.SEATS, unit_ids=POLICE)),
    ("办", "谁还没签收", asks(K.SIGNED)),
    ("办", "还有哪些单位没定联络员", asks(K.VACANT)),
    ("召", "这个月要完成的是哪几项", asks(K.DUE, **_DECEMBER)),
    (
        "联",
        "消防通道我们最晚几号要交（不是总的时限，是收集那天）",
        asks(K.TASK, mine=True, task_ids=111, aspect=A.DATES),
    ),
    ("办", "水利局签收了吗", asks(K.SIGNED, unit_ids=WATER)),
    ("召", "水务局怎么这么慢", asks(K.CHANGES, unit_ids=WATER)),
    ("召", "12月31号的死线有哪些", asks(K.DUE, since=date(2025, 12, 31), until=date(2025, 12, 31))),
    ("办", "方案没写时限的有哪几项", asks(K.PROGRESS, undated=True)),
    ("办", "片区改造图要在几号前报", asks(K.TASK, task_ids=102, aspect=A.DATES)),
    ("联", "跟我们一块弄的是哪两家", asks(K.MINE, aspect=A.FACTS)),
    ("联", "有哪些逾期", asks(K.OVERDUE)),
)

# kinds that were found beside the others
MORE: tuple[Row, ...] = (
    ("召", "有哪些事过了期限还没办完", asks(K.OVERDUE)),
    ("召", "逾期的都是谁家的", asks(K.OVERDUE)),
    ("召", "还剩几项没办结", asks(K.PROGRESS, states=_OPEN)),
    ("召", "十四项任务现在完成几项", asks(K.PROGRESS, states=WorkState.CLOSED)),
    ("召", "没动静的单位", asks(K.UNREPORTED)),
    ("召", "哪些任务一直没人报", asks(K.UNREPORTED)),
    ("召", "上个月谁没报", asks(K.UNREPORTED, since=date(2025, 11, 1), until=date(2025, 11, 30))),
    ("召", "上周报了几家", asks(K.CHANGES, since=date(2025, 11, 24), until=date(2025, 11, 30))),
    ("召", "自然资源局怎么没报", asks(K.UNREPORTED, unit_ids=LAND)),
    ("召", "电梯加了几部", asks(K.PROGRESS, task_ids=106)),
    ("召", "养老服务站建了几个", asks(K.PROGRESS, task_ids=108)),
    ("召", "消防通道归谁管", asks(K.TASK, task_ids=111, aspect=A.FACTS)),
    ("召", "谁负责消防通道", asks(K.TASK, task_ids=111, aspect=A.FACTS)),
    ("召", "第2项怎么还没动", task(2, A.WHY)),
    ("召", "底数排查为什么红了", asks(K.TASK, task_ids=101, aspect=A.WHY, light=Light.RED)),
    ("召", "蒋局长那两项呢", asks(K.PROGRESS, leader="蒋亦舟")),
    ("召", "明年到期的有哪些", asks(K.DUE, since=date(2026, 1, 1), until=date(2026, 12, 31))),
    ("召", "月底前要交的", asks(K.DUE, since=TODAY, until=date(2025, 12, 31), collected=True)),
    ("召", "有没有新的困难报上来", asks(K.COORDINATION)),
    ("召", "今年指标能完成吗", asks(K.INDICATORS, since=date(2025, 1, 1), until=date(2025, 12, 31))),
    ("召", "民政局延期批了没", asks(K.REQUESTS, unit_ids=CIVIL, request=AnswerKind.EXTENSION)),
    ("召", "进展最好的", asks(K.RANKING)),
    ("召", "昨天催了谁", asks(K.ASKED, since=date(2025, 12, 2), until=date(2025, 12, 2))),
    ("召", "任务清单", asks(K.PROGRESS)),
    ("召", "除了财政局还有谁没报", asks(K.UNREPORTED, without=(MONEY,))),
    ("召", "住建局以外的逾期任务", asks(K.OVERDUE, without=(HOUSING,))),
    ("办", "今天发了哪些提醒", asks(K.ASKED, **_TODAY)),
    ("办", "谁没收到提醒", asks(K.OUTBOX)),
    ("办", "通知各单位报进展", orders(ORDER.CHASE, everybody=True)),
    ("办", "把电梯那项的时限放到明年一月底", orders(ORDER.EXTEND, task_ids=106, day=date(2026, 1, 31))),
    ("办", "公安局打电话说第7项完成了50%", orders(ORDER.RECORD, unit_ids=POLICE, numbers=7, words="50%")),
    ("办", "水利局联络员由张三接任", orders(ORDER.HAND_OVER, unit_ids=WATER, coming="张三")),
)

ORDERS: tuple[Row, ...] = (
    ("办", "第9项催一下", orders(ORDER.CHASE, numbers=9)),
    ("办", "催一下消防通道", orders(ORDER.CHASE, task_ids=111)),
    ("办", "叫财政局尽快报进度", orders(ORDER.CHASE, unit_ids=MONEY)),
    ("办", "把没报的都催一遍", orders(ORDER.CHASE, everybody=True, listed=K.UNREPORTED)),
    ("办", "督促一下逾期的单位", orders(ORDER.CHASE, everybody=True, listed=K.OVERDUE)),
    ("办", "电梯的时限延到明年3月底", orders(ORDER.EXTEND, task_ids=106, day=date(2026, 3, 31))),
    ("办", "第5项时限改到1月20日", orders(ORDER.EXTEND, numbers=5, day=date(2026, 1, 20))),
    ("办", "公安局联络员换成王志刚", orders(ORDER.HAND_OVER, unit_ids=POLICE, coming="王志刚")),
    ("办", "县教育局的联络员换人了，新的是周敏", orders(ORDER.HAND_OVER, unit_ids=SCHOOLS, coming="周敏")),
    ("办", "给供水公司发邀请码", orders(ORDER.INVITE, unit_ids=SUPPLY)),
    ("办", "补录一条", orders(ORDER.RECORD)),
    ("办", "县教育局电话说第8项进度60%", orders(ORDER.RECORD, unit_ids=SCHOOLS, numbers=8, words="进度60%")),
    (
        "办",
        "文静姝出差，由李娜代理到12月20日",
        orders(ORDER.DEPUTISE, unit_ids=CIVIL, leaving="文静姝", coming="李娜", day=TODAY, until=date(2025, 12, 20)),
    ),
    ("联", "催一下公安局", orders(ORDER.CHASE, unit_ids=POLICE)),
)

_YEAR = {"since": date(2025, 1, 1), "until": date(2025, 12, 31)}
SHORTER: tuple[Row, ...] = (
    # what the plan wants of a task is told with all that the plan holds of it
    ("召", "电梯今年要新增几台", asks(K.TASK, task_ids=106, aspect=A.FACTS, **_YEAR)),
    ("召", "停车充电的责任单位是哪两家，我好去催", asks(K.TASK, task_ids=110, aspect=A.FACTS)),
    ("召", "管网责任领导写的哪位", asks(K.TASK, task_ids=105, aspect=A.FACTS)),
    ("召", "电梯归哪个领导管", asks(K.TASK, task_ids=106, aspect=A.FACTS)),
    ("联", "管网最迟什么时候要报", asks(K.TASK, task_ids=105, aspect=A.DATES)),
    ("召", "行动方案进展", asks(K.PROGRESS, plan_id=1)),
    # what is still to be done in a time
    ("召", "全年还剩几项", asks(K.PROGRESS, states=_OPEN, **_YEAR)),
    ("召", "今年还有几项没完成", asks(K.PROGRESS, states=_OPEN, **_YEAR)),
    ("召", "年底前还剩几项", asks(K.PROGRESS, states=_OPEN, until=date(2025, 12, 31))),
    ("召", "哪些连续没变化", asks(K.PROGRESS, unchanged=True)),
    ("办", "连续两次无变化的有哪些", asks(K.PROGRESS, unchanged=True)),
    # a list where a list is wanted, whatever counts beside it
    ("召", "民政局一共挂了哪几项", asks(K.PROGRESS, unit_ids=CIVIL)),
    ("联", "我手里几件事，都是啥", asks(K.MINE, mine=True)),
    # who has answered, and what they said
    ("召", "教育局回了没有，咋说的", asks(K.CHANGES, unit_ids=SCHOOLS)),
    ("召", "水利局最后报的是多少", asks(K.CHANGES, unit_ids=WATER)),
    ("召", "列出已经报送进展的单位", asks(K.CHANGES)),
    ("联", "财政局报给我们没", asks(K.UNREPORTED, unit_ids=MONEY)),
    # names as they are spoken
    ("召", "罗局分管的有哪些", asks(K.PROGRESS, leader="罗清禾")),
    ("召", "城管局进展", asks(K.PROGRESS, unit_ids=STREETS)),
    ("召", "消防队呢", asks(K.PROGRESS, unit_ids=FIRE)),
    # figures by a part of their name, or by what they are counted in
    ("召", "还差多少户", asks(K.INDICATORS, indicator_ids=202)),
    ("召", "惠及好多户了", asks(K.INDICATORS, indicator_ids=202)),
    ("召", "老旧管网呢", asks(K.PROGRESS, task_ids=105)),
    ("召", "电梯今年任务是加几台", asks(K.TASK, aspect=A.FACTS, task_ids=106, **_YEAR)),
    ("办", "管网明年六月底要干到多少", asks(K.TASK, aspect=A.FACTS, task_ids=105, **_IN_JUNE)),
    # what became of requests; of whom and of what nobody can be asked
    ("召", "上次延期批了几个", asks(K.REQUESTS, request=AnswerKind.EXTENSION)),
    ("办", "没人可催的是哪几家", asks(K.VACANT)),
    ("召", "联席会议有哪些成员单位", asks(K.BODY)),
    ("办", "哪几项原文没写死时限", asks(K.PROGRESS, undated=True)),
    ("召", "财政局牵头哪些，配合哪些", asks(K.PROGRESS, unit_ids=MONEY)),
)
SPOKEN: tuple[Row, ...] = (
    # what is counted, by its name and the measure of its figure
    ("召", "今年要改好多个小区", asks(K.INDICATORS, indicator_ids=201, **_YEAR)),
    # whom to turn to
    ("联", "养老托育牵头那边联络员是哪个", asks(K.SEATS, task_ids=108, role=Role.LEAD)),
    ("联", "托育谁牵头，我找谁对接", asks(K.SEATS, task_ids=108, role=Role.LEAD)),
    ("联", "民政那边我找谁对接", asks(K.SEATS, unit_ids=CIVIL)),
    ("办", "公安局是谁跟我们联络", asks(K.SEATS, unit_ids=POLICE)),
    # days, in the words of those who owe and of those who collect
    ("联", "施工检查这个是每个月都要报嗦", asks(K.TASK, task_ids=112, aspect=A.DATES)),
    (
        "联",
        "我是28号前报还是25号",
        asks(K.MINE, mine=True, aspect=A.FACTS, since=TODAY, until=date(2025, 12, 28)),
    ),
    ("办", "这礼拜有哪个要收数的", asks(K.DUE, collected=True, **_THIS_WEEK)),
    ("办", "5号收的是哪项", asks(K.DUE, collected=True, since=date(2025, 12, 5), until=date(2025, 12, 5))),
    ("召", "有没有超期的，超了几天", asks(K.OVERDUE)),
    ("联", "除了消防通道我还有啥", asks(K.MINE, mine=True)),
    ("联", "这个东西咋个报哦", asks(K.HELP)),
    ("联", "收集日是啥意思", asks(K.TERM)),
    ("联", "现场照片往哪传", asks(K.SENDING)),
    ("联", "请问佐证材料怎么发给你们", asks(K.SENDING)),
    ("联", "材料报给财政还是报给你们", asks(K.WHITHER)),
    ("联", "我们局有没有逾期的", asks(K.OVERDUE, mine=True)),
    ("联", "收集日和时限有啥区别", asks(K.TERM)),
    ("联", "我还差几项没报", asks(K.MINE, mine=True)),
    ("召", "拖得最久的是哪一项", asks(K.OVERDUE)),
    ("召", "马上要到期的", asks(K.DUE)),
    ("召", "住建局手里压着几件", asks(K.PROGRESS, unit_ids=HOUSING)),
    ("召", "管网什么时候能弄完", asks(K.TASK, task_ids=105, aspect=A.DATES)),
    ("召", "资金办法到底印了没有", asks(K.PROGRESS, task_ids=103)),
    ("召", "消防大队牵头的那项有眉目没", asks(K.PROGRESS, unit_ids=FIRE, role=Role.LEAD)),
    ("召", "老罗手头上那几件", asks(K.PROGRESS, leader="罗清禾")),
    ("召", "哪些地方卡起了", asks(K.COORDINATION)),
    ("召", "联席会议一年开几次全会", asks(K.BODY)),
    ("办", "有哪个单位说不是自己的活", asks(K.REQUESTS, request=AnswerKind.NOT_OURS)),
    ("办", "给还没签收的都提醒一遍", orders(ORDER.CHASE, everybody=True, listed=K.SIGNED)),
)
TABLE: tuple[Row, ...] = (
    *SPOKEN,
    *GIVEN,
    *SHORTER,
    *BY_NAME,
    *TASKS,
    *STATES,
    *ASKING,
    *PRINTED,
    *TURNED_TO,
    *MORE,
    *ORDERS,
)

UNKNOWN: tuple[tuple[str, UnknownKind, str], ...] = (
    ("交通局什么情况", UnknownKind.UNIT, "交通局"),
    ("文旅局的任务", UnknownKind.UNIT, "文旅局"),
    ("张桂芳分管的事项", UnknownKind.PERSON, "张桂芳"),
    ("三年行动计划进展", UnknownKind.PLAN, "三年行动计划"),
    ("垃圾分类进展", UnknownKind.TASK, "垃圾分类"),
    ("逾期超过30天的", UnknownKind.WORDS, "超过30天"),
    ("除了管网都有哪些逾期", UnknownKind.TURNING, "除了"),
    ("没有逾期的有哪些", UnknownKind.TURNING, "没有"),
    ("财政局的通报", UnknownKind.WORDS, "财政局"),
)
"""What no word explains is told; nothing is left out in silence."""

TWO_WAYS: tuple[tuple[str, frozenset[Filters]], ...] = (
    ("消防进展", frozenset({Filters(task_ids=(111,)), Filters(unit_ids=(FIRE,))})),
    ("电梯装了几台", frozenset({Filters(task_ids=(106,)), Filters(indicator_ids=(204,))})),
    ("邵启岚跟蒋亦舟各管哪几项", frozenset({Filters(leader="邵启岚"), Filters(leader="蒋亦舟")})),
)

REPORTS: tuple[str, ...] = (
    "这项要延到1月20号，跟领导汇报过了",
    "至少换了3公里",
    "几所学校都改好了，可以办结了吧🎉",
    "哪家都没落下，申请销号",
    "3 已完成",
    "任务3已完成",
    "进展顺利",
    "进度60%",
    "完成情况良好",
    "没有进展",
    "县教委资金未到位",
    "教委已完成",
    "指标 4.3个",
    "完成了3项",
    "任务三 推进中",
    "请求延期到12月20日",
    "我们已完成",
    "我局正在推进",
    "没有困难",
    "没什么困难，正常推进",
    "需协调",
    "有困难",
    "全部完成",
    "2025年已完成上年任务",
    "会按期完成的",
    "1 资金没到位，怎么办",
    "能不能宽限到1月10号",
    "领导能不能宽限到下周",
    "收到",
    "好的",
    "谢谢",
    "第二项",
    "会上定了再报",
    "消防通道的困难清单已报送",
    "等财政局拨款",
    "今天天气不错",
    "有哪些",
    "？",
    "",
)
"""What somebody who reports types, and is no question."""
