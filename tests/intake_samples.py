"""Plans of invented places in layouts of their own, written for the tests of intake."""

from pathlib import Path

import docx
from docx.document import Document as WordDocument

from tasks_db.intake import PlanDraft
from tasks_db.intake.plan import read_plan

# a notice with an annex table pasted from a spreadsheet: other titles, other order, a category, a section row
MEALS = """云溪县人民政府办公室
关于印发《云溪县老年助餐服务提升方案（2026—2028年）》的通知
云政办发〔2026〕7号
各乡镇人民政府，县直各单位：
《云溪县老年助餐服务提升方案（2026—2028年）》已经县政府同意，现印发给你们，请遵照执行。
云溪县人民政府办公室
2026年3月12日

云溪县老年助餐服务提升方案（2026—2028年）

为让老年人就近吃上热饭，结合我县实际，制定本方案。
一、总体目标
到2028年，城乡老年助餐点基本覆盖有需求的村和社区。
主要指标
指标名称 | 计量单位 | 2025年现状 | 2026年目标 | 2028年目标 | 指标属性
老年助餐点数量 | 个 | 41 | 60 | ≥120 | 预期性
助餐点食品安全等级合格率 | % | / | 95 | 100 | 约束性
二、重点任务
（一）建点
1、新建社区食堂。利用闲置校舍建设社区食堂，2026年8月底前开工，2027年6月底前投入使用。〔主办单位：县民政局；协办单位：县住建局、各乡镇（街道）〕
2、补齐配送。组织外卖平台为失能老人送餐，每月抽查不少于20单。〔主办单位：县商务局；协办单位：县邮政管理局〕
附件：云溪县老年助餐任务清单
附件
云溪县老年助餐任务清单
序号\t类别\t工作事项\t具体举措\t时间节点\t主办单位\t协办单位\t分管领导
1\t建点\t新建社区食堂\t利用闲置校舍建设社区食堂，2026年8月底前开工，2027年6月底前投入使用。\t2027年6月底\t县民政局\t县住建局、各乡镇（街道）\t周一鸣
2\t建点\t补齐配送\t组织外卖平台为失能老人送餐，每月抽查不少于20单。\t长期\t县商务局\t县邮政局\t林晓
3\t监管\t明厨亮灶\t助餐点厨房接入监控平台。\t2026年12月\t县市场监管局\t\t林晓 周一鸣
备注：各乡镇（街道）按月填报进度。
"""

# no annex: owners on a line of their own or in 【】, page numbers between the lines, rules and members at the end
FLOOD = """青岚市二〇二六年防汛备汛工作方案
（征求意见稿）

为做好今年防汛备汛工作，制定本方案。

第一章 工作要求
坚持人民至上，压实各级责任。

第二章 重点工作
1. 隐患排查
对全市水库、河道、山洪沟开展拉网式排查，建立台账，
— 1 —
2026年5月15日前完成整改。
牵头单位：市水利局；配合单位：市应急管理局、市自然资源局、
各县（区）人民政府
2. 物资储备
按标准补足抢险物资，每季度盘点一次。【责任部门：市应急管理局，市粮食和储备局；完成时限：2026年4月底】
3. 预案演练
汛前组织一次全市综合演练，各县（区）每年汛期前至少演练1次。（责任单位：市应急管理局、市消防救援
— 2 —
支队，各县（区）人民政府）
4. 宣传引导
通过广播、短信发布预警信息。

第三章 附则
本方案由市防汛抗旱指挥部办公室负责解释。

附件1
青岚市防汛备汛联席会议制度

一、组成
召集人由市政府分管副市长担任。联席会议由市水利局、市应急管理局、市自然资源局、市气象局等部门组成，联席会议办公室设在市水利局。
二、会议
联席会议原则上每年召开两次全体会议。联席会议不刻制印章，印发文件由市水利局代章。
三、成员单位职责
（一）市水利局：负责水工程调度；牵头隐患排查。
（二）市应急管理局：负责抢险救援的组织协调。
（三）市自然资源局：负责地质灾害点的监测。
（五）市气象局：负责雨情预报预警。

附件2
青岚市防汛备汛联席会议成员名单
召集人：贺 岩 副市长
成 员：任立群 市水利局局长
马小川 市应急管理局副局长
欧阳静 市自然资源局副局长
"""

# owners in sentences, a printed rule that the first-listed unit leads, several brackets in one paragraph
RENOVATION = """临江区老旧小区改造实施意见
一、主要任务
（一）完善基础设施。更换老旧供水管网，2025年底前完成12个小区。（区住房城乡建设局、区水务局负责，排在第一位的部门为牵头部门，下同）\
加装电梯应装尽装，到2026年累计加装80部。（区市场监管局、区财政局，各街道办事处按职责分工负责）
（二）提升公共服务。
依托闲置用房配建托老、托幼设施，（含医疗、快递等便民设施），2026年上半年完成选址。（由区民政局牵头，区教育局、区卫生健康局配合）
二、保障措施
（三）落实资金。对困难家庭给予每户每年1200元补助。（各街道办事处负责）
"""

# a plan that names no units, in Markdown, its numbering restarting in each section
LIBRARY = """# 松原镇农家书屋提质工作方案

## 一、目标任务
全镇书屋面貌明显改善。

## 二、工作内容

### （一）改善条件
1. 更新图书。每个书屋每年更新图书不少于100册。
2. 修缮场所。年内完成漏雨书屋的修缮。

### （二）丰富活动
1. 开展阅读活动。结合农闲组织读书会。

## 三、保障措施
### （一）加强领导
各村要高度重视，抓好落实。
"""

# a whole notice that lost its line breaks
ONE_LINE = (
    "河口县春季造林分工方案。一、造林任务（一）公路沿线补植，4月底前完成。（县林业局牵头，县交通运输局配合）"
    "（二）矿山复绿。（县自然资源局负责）二、管护任务（一）落实林长巡查，每月不少于2次。（各乡镇负责）"
    "（二）2026年底前建成护林房15处。（县林业局、县财政局负责）"
)

# one cell a line, as copied from a page: an empty cell, a cell of two lines, a cell cut by a page break
CELLS = """清河区夜间经济任务分解表

\t编号
\t重点任务
\t包保领导
\t牵头部门
\t配合部门
\t完成期限

\t1
\t改造两条夜市街区，完善照明、
排水设施
\t高远
唐青
\t区商务局、区城管局
\t
\t2026年9月底前

\t2
\t开通夜间公交线路

四条以上
\t高远
\t区交通运输局
\t区公安分局
\t2026年三季度
"""


def write(folder: Path, text: str, name: str = "plan.txt", encoding: str = "utf-8") -> Path:
    """Write a sample to a file and return its path."""
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def read(folder: Path, text: str) -> PlanDraft:
    """Read a text as a plan."""
    return read_plan(write(folder, text))


def meals_docx(folder: Path) -> Path:
    """Write a Word plan whose table has a title row, a lead merged down, a section row and a missing cell."""
    word: WordDocument = docx.Document()
    for line in ("云溪县老年助餐工作要点（2026年）", "一、工作安排", "各项任务见附表。", "附件", "任务分解表"):
        word.add_paragraph(line)
    rows = [
        ["云溪县老年助餐任务分解表", "", "", "", ""],
        ["序号", "任务内容", "牵头单位", "责任单位", "时限要求"],
        ["建设类", "", "", "", ""],
        ["1", "新建助餐点20个", "县民政局", "县财政局", "6月底前"],
        ["2", "改造敬老院厨房8间", "", "县住建局", "2026年11月30日"],
        ["3", "公布助餐点电子地图", "县大数据局", "", ""],
    ]
    table = word.add_table(rows=len(rows), cols=5)
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    for at in (0, 2):
        table.cell(at, 0).merge(table.cell(at, 4))
    table.cell(3, 2).merge(table.cell(4, 2))
    path = folder / "plan.docx"
    word.save(str(path))
    return path
