"""Kinds of replies that strangers' sets showed to be misread or asked about in vain, each in several other wordings.

None of these lines is a stranger's: they say the same in other words, of other tasks, for other units.
"""

from datetime import date

from tasks_db.language import Intent, Shown, UnclearKind
from tests.utterance_case import (
    BLOCKED,
    CLOSURE,
    DONE,
    EXTENSION,
    FIVE,
    FIVE_LEAD,
    NO_CHANGE,
    NOT_OURS,
    ONE,
    ONE_LEAD,
    PROGRESS,
    RECEIVED,
    Asked,
    Case,
    Said,
    ask_back,
    case,
    each,
)

_DUE = (Shown(1, "农村公路改造", can_close=False, day=date(2025, 11, 20)),)

KINDS = (
    # a blank stands for a comma
    case("铺了六成 石料供不上 请交通局帮忙协调", ONE, Said(1, BLOCKED, percent=60, needs="交通局", problem=True)),
    case("1 清了三成 4 没动", FIVE, Said(1, PROGRESS, percent=30), Said(4, NO_CHANGE)),
    case("农村公路修了8公里 食堂还没变化", FIVE, Said(1, PROGRESS), Said(2, NO_CHANGE)),
    case("能延到明年二月底不 雨天铺不了", ONE, Said(1, EXTENSION, new_date=date(2026, 2, 28), problem=True)),
    case("铺了3公里 还差2公里 预计12.8完工", ONE, Said(1, PROGRESS, expected=date(2025, 12, 8))),
    case("河道清淤 已完成", FIVE, Said(4, DONE)),
    # a request with a plain day is one, however it is put
    case("能不能延到12月20号", ONE, Said(1, EXTENSION, new_date=date(2025, 12, 20))),
    case("3 可否宽限至元月15日？", FIVE, Said(3, EXTENSION, new_date=date(2026, 1, 15))),
    case(
        "河道清淤申请延期至12月30日；原因：船只没到位，天也冷",
        FIVE,
        Said(4, EXTENSION, new_date=date(2025, 12, 30), problem=True),
    ),
    # the unit's own part is all that it owes; who leads is asked
    case("我们这边搞完喽", ONE, Said(1, DONE)),
    case("我局配合的勘测工作已全部完成，资料另送", ONE, Said(1, DONE)),
    case("食堂提升我们教育这块都弄好咯", FIVE, Said(2, DONE)),
    case("我街道承担的征地任务已办结", ONE, Said(1, DONE)),
    case("我们这部分完成了", ONE_LEAD, Said(1, CLOSURE, confirm=True)),
    case("我们负责的5个村完成了3个", ONE, Said(1, PROGRESS)),
    case("本节点任务已完成", ONE, Said(1, DONE)),
    case("年底目标（通车率60%）已完成", ONE, Said(1, DONE)),
    # 没动 is 无变化, of the task itself
    case("都没动", ONE, Said(1, NO_CHANGE)),
    case("5 这个月还没去检查", FIVE, Said(5, NO_CHANGE)),
    case("3 本周没安排", FIVE, Said(3, NO_CHANGE)),
    case("2 推进中，两所学校没动", FIVE, Said(2, PROGRESS)),
    case("1 还没动工", FIVE, Said(1, NO_CHANGE)),
    # nothing begun is 无变化 with its words, whatever is told of other tasks; of a part it is told with the rest
    case("4 清了2处；3 那个还没弄", FIVE, Said(3, NO_CHANGE), Said(4, PROGRESS)),
    case("公路铺了3公里，食堂那项还没启动", FIVE, Said(1, PROGRESS), Said(2, NO_CHANGE)),
    case("1 铺了3公里 5 这个月的还没开始查", FIVE, Said(1, PROGRESS), Said(5, NO_CHANGE)),
    case("5 11月还没查", FIVE, Said(5, NO_CHANGE)),
    case("河道清淤还没安排", FIVE, Said(4, NO_CHANGE)),
    case("路基填了5公里，路灯还没动", ONE, Said(1, PROGRESS)),
    # behind its number 完了 is done; who has several tasks and names none is asked about the whole
    case("1完了 3 40%", FIVE, Said(1, DONE), Said(3, PROGRESS, percent=40)),
    case("1都完了", FIVE_LEAD, Said(1, CLOSURE, confirm=True)),
    ask_back("已完成，3处图斑全部整改", FIVE, UnclearKind.NO_NUMBER),
    # what comes next, and what was measured, tell that the work goes on
    case("二号楼支架搭好了，明天开始刷漆", ONE, Said(1, PROGRESS)),
    case("补栽苗木60亩", ONE, Said(1, PROGRESS)),
    # a promise beside a receipt, and when the answer comes, are no news
    case("明白了，我们一定抓紧", ONE, Said(1, RECEIVED), intent=Intent.RECEIPT),
    case("行，明天把台账对一下再报", ONE, intent=Intent.SMALL_TALK),
    case("我出差三天，周五再报", FIVE, intent=Intent.SMALL_TALK),
    case("人在工地上，晚上回去再报", ONE, intent=Intent.SMALL_TALK),
    case("收到，下午再报", ONE, Said(1, RECEIVED)),
    # how long it still takes counts from the day of writing, how long it is put off from the day named beside it
    case("完成一半了 再有15天能完", ONE, Said(1, PROGRESS, percent=50, expected=date(2025, 11, 27))),
    case("还要20天", ONE, Said(1, PROGRESS, expected=date(2025, 12, 2))),
    case("3 再干一个月就收尾", FIVE, Said(3, PROGRESS, expected=date(2025, 12, 12))),
    case("铺了3公里，招标还要20天", ONE, Said(1, PROGRESS)),
    case("再给我们五天就搞完", _DUE, Said(1, PROGRESS, expected=date(2025, 11, 17))),
    case("再给我们三周就搞完", _DUE, Said(1, EXTENSION, new_date=date(2025, 12, 3))),
    case("20号怕是交不了，能不能宽限十天", _DUE, Said(1, EXTENSION, new_date=date(2025, 11, 30))),
    case("18号缓一周行不", _DUE, Said(1, EXTENSION, new_date=date(2025, 11, 25))),
    case("宽限一周，18号才到货", _DUE, Said(1, EXTENSION, new_date=date(2025, 11, 27))),
    # what is waited for from another tells how the work stands, unless nothing goes without it
    case("1 铺了3公里；2 等教育局给名单；4 没变化", FIVE, Said(1, PROGRESS), Said(2, PROGRESS), Said(4, NO_CHANGE)),
    case("食堂还等县财政下指标", FIVE, Said(2, PROGRESS)),
    case("2 要等财政下指标，指标没来我们动不了", FIVE, Said(2, BLOCKED, problem=True)),
    # what something else is a share of
    case("补助到账了80%", ONE, Said(1, PROGRESS)),
    case("已铺6公里，群众满意度测评为93%", ONE, Said(1, PROGRESS)),
    case("三条线路综合施工进度45%", ONE, Said(1, PROGRESS, percent=45)),
    case("完成总量的55%，路肩尚未完成", ONE, Said(1, PROGRESS, percent=55)),
    case("桥梁主体完成70%", ONE, Said(1, PROGRESS, percent=70, confirm=True)),
    case("进度 四十五", ONE, Said(1, PROGRESS, percent=45)),
    # a word of difficulty inside another word, and difficulty without its word
    case("清理路面障碍物12处", ONE, Said(1, PROGRESS)),
    case("方案我们看了没意见，已经回函", ONE, Said(1, PROGRESS)),
    case("缺压路机干不快", ONE, Said(1, BLOCKED, problem=True)),
    case("4 水利站没给图纸，船开不进去", FIVE, Said(4, BLOCKED, problem=True)),
    # so many as there are
    case("我局承担的五项任务暂无新进展", FIVE, *each((1, 2, 3, 4, 5), NO_CHANGE)),
    case("1进度40%，其余四项均无变化", FIVE, Said(1, PROGRESS, percent=40), *each((2, 3, 4, 5), NO_CHANGE)),
    # one name heads a sentence, others stand inside it
    case(
        "学校食堂一项，采购完成60%，其余待教育局验收；农村公路一项，已清运渣土3车，绕行公路2条；养老服务站一项，暂无变化。",
        FIVE,
        Said(1, PROGRESS),
        Said(2, PROGRESS, percent=60, confirm=True),
        Said(3, NO_CHANGE),
    ),
    case("食堂那个没变化，清淤那项清了2公里", FIVE, Said(2, NO_CHANGE), Said(4, PROGRESS)),
    case(
        "清淤进度百分之四十 其余无变化",
        FIVE,
        *each((1, 2, 3), NO_CHANGE),
        Said(4, PROGRESS, percent=40),
        Said(5, NO_CHANGE),
    ),
    case("3百分之20 5也是", FIVE, Said(3, PROGRESS, percent=20), Said(5, PROGRESS, percent=20)),
    case(
        "（一）关于河道清淤，总体进度约50%；\n（二）关于学校食堂提升，暂无变化；\n（三）关于农村公路改造，不属于我局职责。",
        FIVE,
        Said(1, NOT_OURS, confirm=True),
        Said(2, NO_CHANGE),
        Said(4, PROGRESS, percent=50),
    ),
    case(
        "我局对农村公路改造、学校食堂提升、河道清淤3项任务均已收悉，予以签收",
        FIVE,
        *each((1, 2, 4), RECEIVED),
    ),
    # a list of numbers with words between, slips of the keyboard, what is thought aloud
    case("1 八个村通了五个，还差东沟和西沟，20号之前能弄完", FIVE, Said(1, PROGRESS, expected=date(2025, 11, 20))),
    case(
        "1 3都没变化，2在配合招标，4碰到点麻烦，船老大不肯走，得水利局出面协调",
        FIVE,
        Said(1, NO_CHANGE),
        Said(2, PROGRESS),
        Said(3, NO_CHANGE),
        Said(4, BLOCKED, needs="水利局", problem=True),
    ),
    case("嗯我们这块啊目前大概修了百分之三十五吧", ONE, Said(1, PROGRESS, percent=35)),
    case("进肚百分之二十，预记12月5号完工", ONE, Said(1, PROGRESS, percent=20, expected=date(2025, 12, 5))),
    case("款子还没到帐，求财政局赶紧拨一下", ONE, Said(1, BLOCKED, needs="财政局", problem=True)),
    case("没啥难处，之前缺沥青的事已经解决了，进度三十个点", ONE, Said(1, PROGRESS, percent=30)),
    case("先别办结，还有一段没铺，进度按90%算", ONE_LEAD, Said(1, PROGRESS, percent=90)),
    case("不过不耽误，照常施工", ONE, Said(1, PROGRESS)),
    case("25号够呛，放到12月10号行不行", ONE, Said(1, EXTENSION, new_date=date(2025, 12, 10), problem=True)),
    case("这事我们和住建局商量了，由他们牵头更合适", ONE, Said(1, NOT_OURS, needs="住建局", confirm=True)),
    case("这事住建局牵头更合适，跟他们说好了", ONE, Said(1, NOT_OURS, needs="住建局", confirm=True)),
    case("牵头应该由城管局来，我们做配合单位", ONE, Said(1, NOT_OURS, needs="城管局", confirm=True)),
    case("归口单位是县公安局，请调整牵头单位", ONE, Said(1, NOT_OURS, needs="县公安局", confirm=True)),
    case("我们不适合牵头，请换一家牵头", ONE, Said(1, NOT_OURS, confirm=True)),
    case("由住建局牵头推进，我们已完成排查60%", ONE, Said(1, PROGRESS, 60)),
    case("县公安局牵头召开了协调会", ONE, Said(1, PROGRESS)),
    case("这跟我们交警没啥关系吧，路是交通局在修", ONE, Said(1, NOT_OURS, confirm=True)),
    case("好嘞 辛苦辛苦🌷", ONE, Said(1, RECEIVED), intent=Intent.RECEIPT),
    # kind words and excuses
    case("局长早上好，最近降温，多穿点注意保暖", ONE, intent=Intent.SMALL_TALK),
    case("不好意思在路上，等会儿看", FIVE, intent=Intent.SMALL_TALK),
    case("感谢各位领导一直以来的关心，祝身体健康", ONE, intent=Intent.SMALL_TALK),
    case("在外面开会呢 晚点回您", FIVE, intent=Intent.SMALL_TALK),
    case("谢谢支持，请财政局尽快拨款", ONE, Said(1, BLOCKED, needs="财政局", problem=True)),
    case("辛苦了，进度35%", ONE, Said(1, PROGRESS, percent=35)),
    # what stood in the way is over, or only a paper is on its way: both are offered
    case("石料缺口上周补上了，修了4公里", ONE, Said(1, BLOCKED, problem=True, confirm=True)),
    case("桥面铺完了，就差签证单还没签字", ONE, Said(1, BLOCKED, problem=True, confirm=True)),
    case("先前的占地款到账了，眼下就是缺工人", ONE, Said(1, BLOCKED, problem=True)),
    # more time is not asked for where it is only supposed, and the old day is not the new one
    case("请予展期：原定2025年11月30日，拟展至2026年1月31日", ONE, Said(1, EXTENSION, new_date=date(2026, 1, 31))),
    # what is actual counts; what is told last, without a word, is read back
    case("账面进度60%，实际52%", ONE, Said(1, PROGRESS, percent=52)),
    case("没什么要协调的，照计划走，46", ONE, Said(1, PROGRESS, percent=46, confirm=True)),
    case("食堂30%（这是上月数，本月没统计）", FIVE, Said(2, PROGRESS, percent=30, confirm=True)),
    # forms and rows of tables
    case("【进度】44%【困难】无【需协调】无", ONE, Said(1, PROGRESS, percent=44)),
    case(
        "|1|已完成|\n|3|推进中|30%|\n|5|无变化|",
        FIVE,
        Said(1, DONE),
        Said(3, PROGRESS, percent=30),
        Said(5, NO_CHANGE),
    ),
    # all but one, told apart
    case(
        "除了2在推进，其他没变化",
        FIVE,
        Said(1, NO_CHANGE),
        Said(2, PROGRESS),
        *each((3, 4, 5), NO_CHANGE),
    ),
    case("群众有顾虑，暂停施工，正在做工作", ONE, Said(1, PROGRESS, confirm=True)),
)

# a third set of strangers: each kind in other words
PUT_APART = (
    case("4 完成55%，哎不是，60%", FIVE, Said(4, PROGRESS, percent=60)),
    case("进度20% 哦不，25%", ONE, Said(1, PROGRESS, percent=25)),
    case("首轮排查目前搞了40%", ONE, Said(1, PROGRESS, percent=40)),
    case("2 方案这个月底能出", FIVE, Said(2, PROGRESS)),
    case("5 下周出名单", FIVE, Said(5, PROGRESS)),
    ask_back("5 下周出名单吗", FIVE, UnclearKind.QUESTION, 5),
    case("路基还没开始，队伍都抽走了", ONE, Said(1, BLOCKED, problem=True)),
    case("验收办完5家，还有2家材料没交全", ONE, Said(1, PROGRESS, problem=True)),
    case("铺了2公里，就是下雨耽误了一周，总体还算正常", ONE, Said(1, PROGRESS)),
    case("铺了2公里，资金没到位，总体还算正常", ONE, Said(1, BLOCKED, problem=True)),
    case("134都收到，河道清了3公里", FIVE, Said(1, RECEIVED), Said(3, RECEIVED), Said(4, PROGRESS)),
    Case(
        "1和4没变化，河道清了3公里",
        FIVE,
        (Said(1, NO_CHANGE),),
        (Asked(UnclearKind.AMBIGUOUS, (4,)),),
        clear=False,
    ),
)
"""A share put right at once, parts by their own day, what is no difficulty, and one of several told apart."""

SHORTER = (
    # 没动 is 无变化, in any dialect; what has not begun is 0 %
    case("1没动，2未动，3冇变化，4没得进展", FIVE, *each((1, 2, 3, 4), NO_CHANGE)),
    case("河道清淤那项这阵子没动", FIVE, Said(4, NO_CHANGE)),
    case("食堂和养老站都没啥动静", FIVE, Said(2, NO_CHANGE), Said(3, NO_CHANGE)),
    case("学校食堂跟政务大厅这两项没变化", FIVE, Said(2, NO_CHANGE), Said(5, NO_CHANGE)),
    # numbers in a row, behind what is said, after a full stop, in the middle of a line
    case("一二三都签收，下乡去了", FIVE, *each((1, 2, 3), RECEIVED)),
    case("12没变化，34签收", FIVE, *each((1, 2), NO_CHANGE), *each((3, 4), RECEIVED)),
    case("1收，2收", FIVE, *each((1, 2), RECEIVED)),
    case("二。铺了八间，正在刷墙", FIVE, Said(2, PROGRESS)),
    case("1、不变\n2.6间改了3间，百分之五十", FIVE, Said(1, NO_CHANGE), Said(2, PROGRESS, percent=50)),
    case("①弄完报交通了②③没变化", FIVE, Said(1, DONE), *each((2, 3), NO_CHANGE)),
    case(
        "就第四项有动，新清了两段，其余照旧", FIVE, *each((1, 2, 3), NO_CHANGE), Said(4, PROGRESS), Said(5, NO_CHANGE)
    ),
    # what is counted is no number of a task
    case("五座桥修了三座，第四座周五开工", ONE, Said(1, PROGRESS)),
    case("4 两个村清完了，第三个在挖", FIVE, Said(4, PROGRESS)),
    case("4 第二个村开挖了", FIVE, Said(4, PROGRESS)),
    case("3个村都清完了", ONE, Said(1, PROGRESS, confirm=True)),
    # a share of the unit's own part, and one that it reckons itself
    case("4 我们那几段清完七成了", FIVE, Said(4, PROGRESS, percent=70)),
    case("1 一共21公里修了14公里，按66%报", FIVE, Said(1, PROGRESS, percent=66)),
    case("5座里修好3座，按里程算52%", ONE, Said(1, PROGRESS, percent=52)),
    case("4 才清了一成", FIVE, Said(4, PROGRESS, percent=10)),
    case("按计划完成60%", ONE, Said(1, PROGRESS, percent=60)),
    case("石料供到60%，路基在压", ONE, Said(1, PROGRESS, percent=60, confirm=True)),
    # this time's round, the unit's own part, the node
    case("2 11月的检查做了，问题9条，这个月的完成了", FIVE, Said(2, DONE)),
    case("3 民政这边已完成", FIVE, Said(3, DONE)),
    case("完工率50%这个节点达到了", ONE, Said(1, DONE)),
    case("节点目标没达到", ONE, Said(1, PROGRESS)),
    # more time in other words, with the day behind it
    case("申请延期一个月，到2026年1月20日，石料没到", ONE, Said(1, EXTENSION, new_date=date(2026, 1, 20))),
    case("12月底搞不赢，宽我们到2026.1.15行不", ONE, Said(1, EXTENSION, new_date=date(2026, 1, 15), problem=True)),
    # a day on which it is expected to be done
    case("正常修着，预计12.22到位", ONE, Said(1, PROGRESS, expected=date(2025, 12, 22))),
    case("估计下个月18号收尾", ONE, Said(1, PROGRESS, expected=date(2025, 12, 18))),
    # difficulties without their words, and work that only holds one
    case("4 两家一直不来人，会约了两回没开成，麻烦办公室出个面", FIVE, Said(4, BLOCKED, problem=True)),
    case("4 堵点摸了32处，清了19处", FIVE, Said(4, PROGRESS)),
    case("河道清淤船进了两次，配合拖走食堂边的沉船2条", FIVE, Said(4, PROGRESS)),
    # the rest in few words, numbers that only go up, a count of all behind kind words
    case(
        "河道那个清了35%，其他几个还是老样子",
        FIVE,
        *each((1, 2, 3), NO_CHANGE),
        Said(4, PROGRESS, percent=35),
        Said(5, NO_CHANGE),
    ),
    case(
        "1九成 3选址表给民政了 5窗口已经合了",
        FIVE,
        Said(1, PROGRESS, percent=90),
        Said(3, PROGRESS),
        Said(5, PROGRESS),
    ),
    case("不存在困难，五项都在正常推进", FIVE, *each((1, 2, 3, 4, 5), PROGRESS)),
    # a share behind a blank, behind a bare verb, and of the node that is done
    case("弄得差不多了 90%，还剩两段", ONE, Said(1, PROGRESS, percent=90)),
    case("摸排完七成", ONE, Said(1, PROGRESS, percent=70)),
    case("完工率七成，这个节点已完成", ONE, Said(1, PROGRESS, percent=70, confirm=True)),
    # the unit's own part in more words
    case("3 我们该看的都看完了，民政这块没尾巴了", FIVE, Said(3, DONE)),
    case("我们交通这半边已完成", ONE, Said(1, DONE)),
    # spoken without marks: cut where it points at a task by name
    case(
        "那个农村公路我们压了两公里目前百分之三十吧养老服务站那块还没动",
        FIVE,
        Said(1, PROGRESS, percent=30),
        Said(3, NO_CHANGE),
    ),
    # what is being settled is no question; what others have not given is no difficulty yet
    case("3 房子看了十七处，正跟民政商量先交哪几处", FIVE, Said(3, PROGRESS)),
    case("村里还有没给齐的，先按45%填", ONE, Said(1, PROGRESS, percent=45)),
    case("管子供不上，厂里排满了", ONE, Said(1, BLOCKED, problem=True)),
    # told by another item, and what is being done one by one
    case("1进度60%，3跟1一样也是60%", FIVE, Said(1, PROGRESS, percent=60), Said(3, PROGRESS, percent=60)),
    case("2接着推，查出来的问题正在逐个销号", FIVE, Said(2, PROGRESS)),
    # a slip of the phone, and what is none
    case("全修好了，申请办洁", ONE_LEAD, Said(1, CLOSURE, confirm=True)),
    case("可以经营的摊位清了3处", ONE, Said(1, PROGRESS)),
    # what was meant for somebody at home
    case("老婆，晚上我加班，你们先吃饭", ONE, intent=Intent.SMALL_TALK),
    case("哈哈你们这个机器人比闹钟还准", ONE, intent=Intent.SMALL_TALK),
    # what is left is of the same task, and speaks of no other
    case("1修到七成，剩下的就差桥头那段", FIVE, Said(1, PROGRESS, percent=70)),
    case("1修到80%，剩下还有三处弯道", FIVE, Said(1, PROGRESS, percent=80)),
    # of a figure that is put right the new one counts, however it is put
    case("写反了，47%改成74%", ONE, Said(1, PROGRESS, percent=74), intent=Intent.CORRECTION),
    case("百分之六十五应为百分之五十六", ONE, Said(1, PROGRESS, percent=56), intent=Intent.CORRECTION),
    case("56%打成65%了", ONE, Said(1, PROGRESS, percent=56)),
    # a sentence that points at another task ends the one before it
    case("1签收。食堂那项新增灶台6个。", FIVE, Said(1, RECEIVED), Said(2, PROGRESS)),
    case("收到，已经布置下去", FIVE, *each((1, 2, 3, 4, 5), RECEIVED), intent=Intent.RECEIPT),
    case("学校食堂和养老服务站两个都没动", FIVE, *each((2, 3), NO_CHANGE)),
    # by which day it ends, or what is left of it
    case("压了37处，26号之前可以收口", ONE, Said(1, PROGRESS, expected=date(2025, 11, 26))),
    case("铺完4段，还差3段12月18日前弄完", ONE, Said(1, PROGRESS, expected=date(2025, 12, 18))),
    case("剩下两座桥12月9日前验完", ONE, Said(1, PROGRESS, expected=date(2025, 12, 9))),
    # what is over is no difficulty any more; what is still there is one
    case("上周沥青供不上停了两天，后来协调好了，这周又开工了，进度38%", ONE, Said(1, PROGRESS, percent=38)),
    case("进度72% 要供电公司配合迁杆 现在谈妥了没问题", ONE, Said(1, PROGRESS, percent=72)),
    case("村民不同意，已经沟通好了，就是资金没到位", ONE, Said(1, BLOCKED, problem=True)),
    case("资金没到位，管线的事已经协调好了", ONE, Said(1, BLOCKED, problem=True)),
    case("一段在铺，一段管子还没挖，整体一半不到，45%左右", ONE, Said(1, PROGRESS, percent=45)),
    case("老赵带队已经拖走三台车", ONE, Said(1, PROGRESS)),
    # a slip put right in the same message, and shares in the order of their tasks
    case("农村公路60%。说错了，是食堂60%", FIVE, Said(2, PROGRESS, percent=60), intent=Intent.CORRECTION),
    case("2、3进度55%和40%", FIVE, Said(2, PROGRESS, percent=55), Said(3, PROGRESS, percent=40)),
    case("进度六十，不是，六十五", ONE, Said(1, PROGRESS, percent=65)),
    case("已按要求落实到各村", ONE, Said(1, PROGRESS)),
    case("没有资金问题，就是那段路权属不清", ONE, Said(1, BLOCKED, problem=True)),
    case("六成到七成", ONE, Said(1, PROGRESS, percent=70, confirm=True)),
    case("完成了60%，不过这是投资的", ONE, Said(1, PROGRESS, percent=60, confirm=True)),
    case("桥头那段验收没过，质监站不给签字", ONE, Said(1, BLOCKED, problem=True)),
    case("质量抽检归交通，我们只管护栏，装了5处", ONE, Said(1, PROGRESS)),
    # what the kept kind leaves unexplained is asked about
    case("1路基资料已全部移交档案馆，我们这份算完了", FIVE, Said(1, DONE)),
    case(
        "管护是村委会的职责，我们插不上手，把我们摘出去，人手也不够",
        ONE,
        Said(1, BLOCKED, problem=True, confirm=True),
    ),
    case("更正：60%是铺管长度的，整体进度应为52%", ONE, Said(1, PROGRESS, percent=52), intent=Intent.CORRECTION),
    case("食堂那项我们该检的都检了；联合检查还在查", FIVE, Said(2, PROGRESS, confirm=True)),
    case("没问题没困难，进度四成", ONE, Said(1, PROGRESS, percent=40)),
    case("专债没下来，采购挂不了网，卡这儿了", ONE, Said(1, BLOCKED, problem=True)),
    case("1收到，本周内组织排查", FIVE, Said(1, PROGRESS, confirm=True)),
    case("铺了3公里，就是沥青厂未开炉", ONE, Said(1, PROGRESS, confirm=True)),
    case("这项工作我局已于10月移交交通局", ONE, Said(1, PROGRESS, confirm=True)),
    case("进度40%，等下，工地说是45%，以45为准", ONE, Said(1, PROGRESS, percent=45)),
    case("资金难筹，到现在到位率才31%，请财政局想办法协调", ONE, Said(1, BLOCKED, needs="财政局", problem=True)),
    case(
        "1 90%\n2 50%\n更正：1是80%",
        FIVE,
        Said(1, PROGRESS, percent=80),
        Said(2, PROGRESS, percent=50),
        intent=Intent.CORRECTION,
    ),
    case("完工2个村在建3个还有1个没进场", ONE, Said(1, PROGRESS)),
    case("路基资料我们26号肯定交得出来", ONE, Said(1, PROGRESS, expected=date(2025, 11, 26))),
    case("三项任务均已签收，将按要求抓好落实", FIVE[:3], *each((1, 2, 3), RECEIVED), intent=Intent.RECEIPT),
    case("1听说快铺完了", FIVE, Said(1, PROGRESS, confirm=True)),
)

ASKING = (
    ask_back("1晚点再报，3晚点再报", FIVE, UnclearKind.LATER, 1, 3),
    ask_back("五项都晚点再报", FIVE, UnclearKind.LATER, 1, 2, 3, 4, 5),
    ask_back("农村公路我们和交通都牵头 到底哪家汇总啊", FIVE, UnclearKind.QUESTION, 1),
    ask_back("农村公路除了我们镇，责任单位还有谁", FIVE, UnclearKind.QUESTION, 1),
    ask_back("河道清淤80%是啥时侯要达到", FIVE, UnclearKind.QUESTION, 4),
    ask_back("食堂最迟哪天要交上来汇总", FIVE, UnclearKind.QUESTION, 2),
    ask_back("完成8处河道清淤是哪次会议定的", FIVE, UnclearKind.QUESTION, 4),
    ask_back("完成8处河道清淤是第几次会上说的", FIVE, UnclearKind.QUESTION, 4),
    ask_back("完成8处河道清淤是不是上次会议定的", FIVE, UnclearKind.QUESTION, 4),
    ask_back("完成8处河道清淤什么时候定的呢", FIVE, UnclearKind.QUESTION, 4),
    ask_back("我去省里参加培训了，有急事联系小李", ONE, UnclearKind.NO_STATE, 1),
    ask_back("我已经发给基建股的老陈了，他回您", ONE, UnclearKind.NO_STATE, 1),
    ask_back("我下周在市里培训，有事打小王电话", ONE, UnclearKind.NO_STATE, 1),
    ask_back("转发：各乡镇务必于11月20日前完成自查", ONE, UnclearKind.NO_STATE, 1),
    ask_back("请转告李队长，周五一起去看现场", ONE, UnclearKind.NO_STATE, 1),
    ask_back("分管领导已批示，请路政科抓紧", ONE, UnclearKind.NO_STATE, 1),
    ask_back("资料昨天报县交通局办公室了", ONE, UnclearKind.ELSEWHERE, 1),
    ask_back("我下周调去别的股了，以后找小张对接", ONE, UnclearKind.NO_STATE, 1),
    ask_back("上周五已书面报交通局汇总", ONE, UnclearKind.ELSEWHERE, 1),
    ask_back("已呈分管领导审签", ONE, UnclearKind.NO_STATE, 1),
    ask_back("多报了5个点", ONE, UnclearKind.FIGURE, 1),
    ask_back("这个节点完工率要求到几来着", ONE, UnclearKind.QUESTION, 1),
    ask_back("具体看县政府网站公示", ONE, UnclearKind.ELSEWHERE, 1),
    ask_back("照片已发微信", ONE, UnclearKind.ELSEWHERE, 1),
    ask_back("60%，错了，不是这项的", ONE, UnclearKind.NO_STATE, 1),
    ask_back("食堂和那啥那两个暂无进展，第一个在搞，进度40%", FIVE, UnclearKind.NO_NUMBER),
)
"""Questions that were taken for reports, answers put off, news of persons, and more tasks than are named."""
