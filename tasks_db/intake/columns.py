"""The words of column titles, as data: one row a word. What else a column may be known by stands in headers.py.

A row says what a column is whose title holds its pattern, with a title that does and one that is something else; the
tests read both. Rows are tried in this order, so an odd word stands above a wide one. Words for who does it that
stand in brackets and lines, too (牵头单位, 承办科室), are in roles.py and are tried before all of these.
"""

import re
from enum import Enum, auto
from typing import NamedTuple

from tasks_db.intake.roles import OFFICE


class Column(Enum):
    """What a column holds."""

    SEQUENCE = auto()
    TEXT = auto()
    CATEGORY = auto()
    LEAD = auto()
    RESPONSIBLE = auto()
    LEADER = auto()
    DATE = auto()
    REMARK = auto()
    MEASURE = auto()
    INDICATOR = auto()
    YEAR = auto()
    NATURE = auto()
    UNIT = auto()
    DUTY = auto()
    NAME = auto()
    POST = auto()
    ROLE = auto()
    SCORE = auto()
    REQUEST = auto()
    START = auto()
    PERIOD = auto()
    CYCLE = auto()
    OTHER = auto()


class Word(NamedTuple):
    """A word of titles: what it names, its pattern, a title that is meant and one that is not."""

    column: Column
    pattern: str
    meant: str
    not_meant: str


WORDS = (
    Word(Column.SEQUENCE, r"^(?:序号|编号|项次|号|序)$", "序号", "文号"),
    Word(
        Column.SEQUENCE,
        r"^(?:任务|项目|事项|督[办查]|交办|批示|台账|清单|工单|销号|问题)?(?:编码|代码|编号|序号)$",
        "督办编号",
        "项目名称",
    ),
    # whom a paper asks has no task by that
    Word(Column.REQUEST, r"^(?:建议|拟请|提请|恳请).{0,8}(?:单位|部门)", "建议责任单位", "责任单位"),
    Word(Column.SCORE, r"分值|得分|扣分|评分|权重|自评", "评分标准", "分管领导"),
    Word(
        Column.YEAR,
        r"^[到至]?(?:19|20)\d\d年?[底末]?(?:目标|实际|现状|计划|完成|预期|基期|基数)?[值数]?(?:[（(].*)?$",
        "2026年目标值",
        "2026年重点任务",
    ),
    Word(Column.YEAR, r"^(?:基期|基准|现状|目标)值$|^现状$", "现状值", "目标任务"),
    Word(Column.INDICATOR, r"指标(?!属性|类型|单位)", "指标名称", "工作内容"),
    Word(Column.NATURE, r"^(?:指标)?(?:属性|类型|性质)$", "指标属性", "任务类型"),
    Word(Column.MEASURE, r"^(?:计量)?单位$", "计量单位", "责任单位"),
    Word(
        Column.PERIOD,
        r"^(?:第?[一二三四1-4](?:[、和至—-][一二三四1-4])?季度|[Qq][1-4]|[上下]半年|(?:\d{1,2}[-—–~～至、])?\d{1,2}月份?)(?:目标|计划|任务|进度|工作)?$",
        "第一季度目标",
        "季度进展",
    ),
    Word(Column.START, r"^(?:计划|预计)?(?:起始|开始|开工|启动|起)(?:时间|日期|年月)?$", "开工时间", "完工时间"),
    Word(
        Column.START,
        r"(?:立项|交办|批示|下达|登记|受理|收文|来文|发文|印发|提出|转办|派发|录入|填报|更新|反馈|回复)(?:时间|日期)$|^实际",
        "立项时间",
        "要求办结时间",
    ),
    # how often a row is reported on, which is beside the date by which it is done
    Word(
        Column.CYCLE,
        r"(?:报送?|上报|填报|报告|汇报|通报|反馈|调度|督[办查导])(?:的)?(?:周期|频[次率度])",
        "进展报送周期",
        "建设周期",
    ),
    Word(Column.CYCLE, r"(?:报送|上报|调度)(?:时间|日期)", "信息报送时间", "办结时间"),
    Word(
        Column.DATE,
        r"^(?:计划|预计|拟)?(?:完工|竣工|完成|建成|办结|投产|交付|投用)(?:年月)?$",
        "计划完工",
        "完成情况",
    ),
    Word(Column.DATE, r"时限|时间|节点|期限|何时|日期", "要求办结日期", "次数"),
    Word(Column.DATE, r"进度(?:安排|要求)", "进度要求", "工作进度"),
    Word(Column.LEADER, r"领导|责任人", "包保领导", "领域"),
    # each measure names its owners
    Word(
        Column.TEXT,
        r"(?:任务|内容|措施|举措|要求|事项).{0,2}[及和与、（(].{0,2}(?:责任|牵头|主办)?.{0,2}(?:单位|部门|分工)",
        "具体举措及责任单位",
        "任务责任单位",
    ),
    Word(Column.LEAD, r"牵头|主办|主责|谁牵头", "市级牵头单位", "配合单位"),
    Word(Column.LEAD, r"业主|项目法人", "项目业主", "项目名称"),
    Word(
        Column.RESPONSIBLE,
        rf"(?:责任|配合|协办|协同|参与|落实|承办|实施|协助|成员|会办).{{0,4}}(?:{OFFICE}|主体)|责任主体",
        "市级配合部门",
        "责任清单",
    ),
    # below 责任单位, beside 牵头
    Word(Column.RESPONSIBLE, r"^(?:责任|承办|落实|实施)$", "责任", "责任清单"),
    Word(Column.REMARK, r"备注|附注|说明", "备注", "备案"),
    Word(Column.NAME, r"姓名", "姓名", "项目名称"),
    Word(Column.POST, r"职务|职称|职位", "单位及职务", "职责"),
    Word(Column.ROLE, r"角色|组内|联席会议.*职|领导小组.*职", "组内分工", "工作分工"),
    Word(Column.DUTY, r"职责|职能|领域", "主要职责", "职务"),
    Word(Column.UNIT, r"^(?:成员|责任|涉及)?(?:部门|单位)(?:名称)?$|^工作单位$", "单位名称", "单位性质"),
    Word(Column.CATEGORY, r"类别|类型|板块|分类|方面", "任务类别", "类似项目"),
    Word(Column.TEXT, r"任务|内容|事项|措施|举措|要求|做法|行动", "工作内容", "内设机构"),
    Word(Column.TEXT, r"目标|项目|工作|清单|分工", "项目名称", "完成情况"),
)


def by_words(title: str) -> Column:
    """Return what a column is by the words of its title, without blanks."""
    return next((column for column, pattern in _COMPILED if pattern.search(title)), Column.OTHER)


_COMPILED = tuple((word.column, re.compile(word.pattern)) for word in WORDS)
