"""The names of the sample county, as whoever sees everything may ask by them."""

from tasks_db.language.questions import PersonName, PlanName, TaskName, Vocabulary
from tasks_db.register.queries.vocabulary import unit_name
from tasks_db.register.unit_names import Known
from tasks_db.terms import UnitKind

_UNITS = """
1 望澜县人民政府 县人民政府 县政府
2 县政府办公室 县政府办
3 县住房城乡建设局 县住建局 县住房和城乡建设局
4 县发展改革局 县发改局 县发展和改革局
5 县教育局 县教委 县教育委员会
6 县公安局
7 县民政局
8 县财政局
9 县自然资源局 县自然资源和规划局
10 县水利局 县水务局
11 县城市管理局 县城管局 县综合行政执法局
12 县卫生健康局 县卫健局 县卫生健康委
13 县应急管理局 县应急局
14 县市场监管局 县市场监督管理局
15 县消防救援大队 县消防大队
16 县大数据中心 县大数据发展中心
17 各乡镇（街道） 各乡镇街道 各镇街 各乡镇人民政府（街道办事处）
18 枕溪街道 枕溪街道办事处 枕溪街道办
19 听松街道 听松街道办事处 听松街道办
20 青梧岭镇 青梧岭镇人民政府 青梧岭镇政府
21 雁回桥镇 雁回桥镇人民政府 雁回桥镇政府
22 桑榆坪镇 桑榆坪镇人民政府 桑榆坪镇政府
23 石笋湾乡 石笋湾乡人民政府 石笋湾乡政府
24 县供水公司
"""
HOUSING, REFORM, SCHOOLS, POLICE, CIVIL, MONEY, LAND, WATER, STREETS = 3, 4, 5, 6, 7, 8, 9, 10, 11
HEALTH, EMERGENCY, MARKET, FIRE, DATA, TOWNS, SUPPLY = 12, 13, 14, 15, 16, 17, 24
ZHENXI = 18

_TASKS = """
1 开展小区底数排查 对建成年代较早的住宅小区逐栋走访，查清房屋、管线、消防和配套设施情况，形成“一小区一档案”。
2 划定改造片区 编制片区改造图，明确片区范围、改造顺序和公共空间布局，2025年12月5日前报县政府审定。
3 制定资金管理办法 明确财政补助、居民出资和社会力量参与的范围、比例和程序，2025年10月31日前印发。
4 推进小区改造施工 倒排工期、挂图施工，纳入计划的小区2025年底完工率达到50%，2026年6月底完工率达到80%。
5 更新老化管网 更换破损供水管道，改造雨污合流管线，2025年12月31日前完成6个小区。
6 加装既有住宅电梯 实行一次告知、并联审核，引导居民协商出资，2025年12月31日前新增加装电梯5台。
7 整理空中线缆 对乱拉乱挂的线缆实行归并、入管，清除废弃线杆，消除安全隐患。
8 增设养老托育设施 利用小区存量房屋建设养老服务站和托育点，2026年3月31日前，每个改造片区至少建成1处。
9 盘活闲置用房 清查机关和国有企业闲置房屋，列出可用清单，2025年12月31日前移交首批房屋用于社区服务。
10 建设停车充电设施 用好边角空地，按需布设停车泊位和电动自行车充电设施，优先解决老人多、车位少的小区。
11 打通消防通道 清除占用、堵塞疏散通道和消防车通道的障碍物，2025年11月28日前完成首轮整治。
12 检查施工质量安全 对在建小区每月开展一次联合检查，列出问题清单，逐项整改销号。
13 完善物业管理机制 指导改造后的小区成立业主委员会或者引入物业服务，规范维修资金补缴和使用，防止改后失管。
14 上线改造信息平台 归集小区档案、工程进度和居民评价，2025年12月31日前上线运行。
"""
PLAN = 1
SECTIONS = (
    "（一）摸清底数，科学谋划",
    "（二）分类施策，加快改造",
    "（三）补齐短板，完善配套",
    "（四）守牢安全，长效管理",
)


def _unit(line: str) -> Known:
    number, name, *aliases = line.split()
    kind = UnitKind.GROUP if name.startswith("各") else UnitKind.UNIT
    return Known(int(number), name, kind, tuple(aliases))


def _task(line: str) -> TaskName:
    number, title, content = line.split(maxsplit=2)
    return TaskName(100 + int(number), title, number, content)


NAMES = Vocabulary(
    units=tuple(unit_name(_unit(line)) for line in _UNITS.strip().splitlines()),
    leaders=("罗清禾", "苏望溪", "蒋亦舟", "邵启岚", "白榆", "杜若川", "柳承恩", "石鸣远", "许知南"),
    plans=(PlanName(PLAN, "望澜县城镇老旧小区改造提升行动方案（2025—2026年）"),),
    sections=SECTIONS,
    tasks=tuple(_task(line) for line in _TASKS.strip().splitlines()),
    indicators=(
        TaskName(201, "累计改造老旧小区", "1", measure="个"),
        TaskName(202, "累计惠及居民", "2", measure="户"),
        TaskName(203, "纳入计划小区完工率", "3", measure="%"),
        TaskName(204, "累计加装电梯", "4", measure="台"),
        TaskName(205, "改造小区居民满意度", "5", measure="%"),
    ),
    people=tuple(
        PersonName(name, unit)
        for name, unit in (
            ("向晚晴", HOUSING), ("程暮云", REFORM), ("贺南枝", SCHOOLS), ("雷子牧", POLICE), ("文静姝", CIVIL),
            ("郝明月", MONEY), ("江一帆", WATER), ("丁默川", STREETS), ("姚新禾", HEALTH), ("武长缨", EMERGENCY),
            ("邱映雪", MARKET), ("马致同", FIRE), ("梅若溪", ZHENXI), ("沈怀瑾", 1), ("顾言川", 2),
        )
    ),
)  # fmt: skip
"""Task n has the id 100 + n, indicator n the id 200 + n."""
