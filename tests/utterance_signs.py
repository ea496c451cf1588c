"""Rows of the utterance table: signs that the words of a task's name, of a paper or of a rule do not give."""

from datetime import date

from tasks_db.language import Intent, Shown, UnclearKind
from tests.utterance_case import (
    BLOCKED,
    CLOSURE,
    DONE,
    EXTENSION,
    FIVE,
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

_GAP = (Shown(1, "农村公路经费缺口解决方案", can_close=False),)
_CLEARING = (Shown(1, "打通消防通道", can_close=True),)
_CHECKING = (Shown(1, "检查施工质量安全", can_close=False),)
_ESTATES = (Shown(1, "推进小区改造施工", can_close=False),)
_JUST_SAID = (Shown(1, "农村公路改造", can_close=False, just_said=True),)
_THREE = FIVE[:3]
_ALIKE = tuple(
    Shown(number, title, can_close=False)
    for number, title in enumerate(("农村公路改造", "学校食堂提升", "学校操场提升", "河道清淤"), 1)
)

SIGNS = (
    # the words of a task's own name are no evidence of where it stands
    case("农村公路经费缺口解决方案 已完成", _GAP, Said(1, DONE)),
    case("农村公路经费缺口解决方案正在起草", _GAP, Said(1, PROGRESS, confirm=True)),
    case("农村公路经费缺口解决方案已印发，还差120万元，请县财政局支持", _GAP,
         Said(1, BLOCKED, needs="县财政局", problem=True)),
    # a paper that is named after difficulties tells of none; which is meant is asked
    case("农村公路的困难清单已报送", ONE, Said(1, BLOCKED, problem=True, confirm=True)),
    # another day for the work is asked for, or offered as asked for
    case("时间来不及，请求调整完成时限至2026年2月底，原因是材料没到货", ONE,
         Said(1, EXTENSION, new_date=date(2026, 2, 28), problem=True)),
    case("赶不上12月31日了，最快也要1月20", ONE, Said(1, EXTENSION, new_date=date(2026, 1, 20), problem=True)),
    case("检查改到12月15日", _CHECKING, Said(1, PROGRESS, confirm=True)),
    case("如果资金到位，月底能完成", ONE, Said(1, PROGRESS, expected=date(2025, 11, 30), confirm=True)),
    # more help, and departments without the word for what they are
    case("水泥涨价，预算超了30万，恳请县财政追加", ONE, Said(1, BLOCKED, needs="县财政", problem=True)),
    # who writes is not whose it is
    case("我是水利局的，这个是交通局的事", ONE, Said(1, NOT_OURS, needs="交通局", confirm=True)),
    # all there is, by the verb of the title; some of it
    case("消防通道全部打通，请验收", _CLEARING, Said(1, PROGRESS, confirm=True)),
    case("11条打通8条", _CLEARING, Said(1, PROGRESS)),
    case("12公里路面都换好了，通车正常", ONE_LEAD, Said(1, PROGRESS, confirm=True)),
    # the unit's own part
    case("农村公路我们局的活儿干完了", ONE, Said(1, DONE)),
    case("农村公路改造，交通局该配合的都配合完了", ONE, Said(1, DONE)),
    case("我们这块完了", ONE_LEAD, Said(1, CLOSURE, confirm=True)),
    # so many tasks as there are, told before or behind
    case("您好 我是交通局王强 消息看到了 三项都签收", _THREE, *each((1, 2, 3), RECEIVED)),
    case("三项先签收，容后详报。", _THREE, *each((1, 2, 3), RECEIVED)),
    case("仨都签收", _THREE, *each((1, 2, 3), RECEIVED), intent=Intent.RECEIPT),
    case("三项都收着了", _THREE, *each((1, 2, 3), RECEIVED)),
    case("莫得进展，三项都是", _THREE, *each((1, 2, 3), NO_CHANGE)),
    case("前两个没动，第三个在搞，40%", FIVE, *each((1, 2), NO_CHANGE), Said(3, PROGRESS, percent=40)),
    case("1和3没变化，2的话上个月又验了4家", FIVE, Said(1, NO_CHANGE), Said(2, PROGRESS), Said(3, NO_CHANGE)),
    # what is taken back; thanks behind an answer
    case("我说错了，不用理会", _JUST_SAID, intent=Intent.UNDO),
    case("刚才发错了，忽略", _JUST_SAID, intent=Intent.UNDO),
    case("嗯嗯辛苦了", _JUST_SAID, intent=Intent.THANKS),
    # questions that were taken for progress
    ask_back("公路改造我这边几号前要交给交通汇总呀", ONE, UnclearKind.QUESTION, 1),
    ask_back("改几个村才算完成", ONE, UnclearKind.QUESTION, 1),
    ask_back("公路要改好几个村", ONE, UnclearKind.QUESTION, 1),
    ask_back("公路改造我们局最晚几号要交材料（不是总的时限）", ONE, UnclearKind.QUESTION, 1),
    # not theirs in other words
    case("不归我们噻，是水利管的", ONE, Said(1, NOT_OURS, needs="水利", confirm=True)),
    case("修路职责机构改革时已划到乡镇办，我局似不宜再列入该项", ONE, Said(1, PROGRESS, confirm=True)),
    case("收到收到，局长上周已经在会上讲过了，我们按方案的要求抓紧去办，请放心", ONE, Said(1, RECEIVED)),
    case("质量检查的问题我们梳理了9条，已发给住建局", _CHECKING, Said(1, PROGRESS)),
    Case("我们街道今年没有纳入改造的小区，是不是发错了", _ESTATES, said=(Said(1, PROGRESS, confirm=True),),
         asked=(Asked(UnclearKind.QUESTION, (1,)),), intent=Intent.CORRECTION, clear=False),
    # all of what was asked, with courtesy around
    case("几项都收到了，等下跟领导报告", _THREE, *each((1, 2, 3), RECEIVED)),
    case("贵办通知收悉，三项我局均已知晓，将按要求抓好落实。", _THREE, *each((1, 2, 3), RECEIVED)),
    case("我局三项均已签收，后续按贵办要求按时报送", _THREE, *each((1, 2, 3), RECEIVED)),
    case("三项任务均已悉，感谢提醒", _THREE, *each((1, 2, 3), RECEIVED)),
    case("全部知道啦", _THREE, *each((1, 2, 3), RECEIVED)),
    case("领导早上好，我是水利局老武，你发来的这三个事我都看了，上个星期到现在都没得变化，等有了再报", _THREE,
         *each((1, 2, 3), NO_CHANGE)),
    ask_back("好几项都没动", _THREE, UnclearKind.NO_NUMBER),
    case("等我问一下股长再回复您", ONE, intent=Intent.SMALL_TALK),
    # a number with the name of its task behind it counts nothing
    case("1没动，4线缆归并了12处", (*FIVE[:3], Shown(4, "整理空中线缆", can_close=False)),
         Said(1, NO_CHANGE), Said(4, PROGRESS)),
    # what stands in the way, and what only sounds so
    Case("1收到，2请问谁牵头", _THREE[:2], said=(Said(1, RECEIVED),), asked=(Asked(UnclearKind.QUESTION, (2,)),),
         clear=False),
    ask_back("请把检查时间告诉我们", _CHECKING, UnclearKind.NO_STATE, 1),
    ask_back("请发一份模板过来", ONE, UnclearKind.NO_STATE, 1),
    ask_back("修路我们要不要也配合", ONE, UnclearKind.QUESTION, 1),
    ask_back("麻烦问一下由谁协调", ONE, UnclearKind.QUESTION, 1),
    ask_back("需要哪个单位支持", ONE, UnclearKind.QUESTION, 1),
    case("产权理不清，请领导出面协调谁来管", ONE, Said(1, BLOCKED, needs="领导", problem=True)),
    case("修路有两家公司迟迟不报，我局催了几回也没用", ONE, Said(1, BLOCKED, problem=True)),
    case("先看了三处，都要修了才能用，请联席会议研究", ONE, Said(1, BLOCKED, problem=True)),
    case("派了6个民警配合，其他的不动", ONE, Said(1, PROGRESS)),
    ask_back("我们暂时用不上，等民政的通知再说", ONE, UnclearKind.NO_STATE, 1),
    case("总的算下来进度大概有40%的样子", ONE, Said(1, PROGRESS, percent=40)),
    case("公路我们没什么新的", ONE, Said(1, NO_CHANGE)),
    case("没我们啥事吧", ONE, Said(1, NOT_OURS, confirm=True)),
    case("这项别算到我们头上", ONE, Said(1, NOT_OURS, confirm=True)),
    # help that is sent for, whatever it is to do
    case("人手恼火得很，想请市质监站来支援", ONE, Said(1, BLOCKED, problem=True, needs="市质监站")),
    case("管线没人来改，要请住建局去说一声", ONE, Said(1, BLOCKED, problem=True, needs="住建局")),
    case("昨天请住建局来看过了，路面在铺", ONE, Said(1, PROGRESS)),
    # a share of a part beside a difficulty is kept in the words alone
    case("东段做了三分之一，砂石没人送，请交通局协调一下", ONE, Said(1, BLOCKED, problem=True, needs="交通局")),
    case("东段做了35%，砂石没人送，请交通局协调一下", ONE,
         Said(1, BLOCKED, percent=35, problem=True, needs="交通局", confirm=True)),
    # what is left, goes on or is to come: not all is done
    case("路面铺得差不多了，剩下两段在挖沟，年底前搞得完", ONE, Said(1, PROGRESS, expected=date(2025, 12, 31))),
    case("选址差不多了，图纸要报批", ONE_LEAD, Said(1, PROGRESS)),
    case("基本完成了", ONE_LEAD, Said(1, PROGRESS, confirm=True)),
    case("我们能配合的都弄完了", ONE, Said(1, DONE)),
    case("公路改造搞归一了", ONE_LEAD, Said(1, CLOSURE, confirm=True)),
    # a month that is over, where what was done in it is told
    case("10月改完了", ONE, Said(1, DONE)),
    case("争取10月改完", ONE, Said(1, PROGRESS, expected=date(2026, 10, 31), confirm=True)),
    # what is fixed for a day
    case("2 检查定在19号", FIVE, Said(2, PROGRESS)),
    case("2 拟11月18日参加联检", FIVE, Said(2, PROGRESS)),
    ask_back("2 没说定在哪天", FIVE, UnclearKind.NO_STATE, 2),
    # more time, to a day
    case("公路改造想申请到2026年6月30日", ONE, Said(1, EXTENSION, new_date=date(2026, 6, 30))),
    # a name is not put to the number behind it
    case("河道18号跟水利一块去查，2收到", FIVE, Said(2, RECEIVED), Said(4, PROGRESS)),
    # numbers in any order, so many as there are in this week
    case("2没有 1没有 3有：招标挂网了", _THREE, Said(1, NO_CHANGE), Said(2, NO_CHANGE), Said(3, PROGRESS)),
    case("目前三项均无变化", _THREE, *each((1, 2, 3), NO_CHANGE)),
    # a line each, with words of the name before a blank
    case("公路 90%\n食堂 还没搞\n河道 无变化", FIVE,
         Said(1, PROGRESS, percent=90), Said(2, NO_CHANGE), Said(4, NO_CHANGE)),
    case("河道：清掉淤泥6.8公里", FIVE, Said(4, PROGRESS)),
    # a word of several names with a share of its own is told of none before it, nor of the rest
    Case("农村公路30%，河道50%，提升40%，其余无变化", _ALIKE,
         said=(Said(1, PROGRESS, percent=30), *each((2, 3), NO_CHANGE, confirm=True), Said(4, PROGRESS, percent=50)),
         asked=(Asked(UnclearKind.NO_NUMBER),), clear=False),
    case("除了公路都没变化，公路改了3条", FIVE, Said(1, PROGRESS), *each((2, 3, 4, 5), NO_CHANGE)),
    case("12345都收到了", FIVE, *each((1, 2, 3, 4, 5), RECEIVED)),
    case("1和3没变，2审批了4个项目", _THREE, Said(1, NO_CHANGE), Said(2, PROGRESS), Said(3, NO_CHANGE)),
    case("没变化，都没动", _THREE, *each((1, 2, 3), NO_CHANGE)),
    case("1没动，2批了6个，3没动", _THREE, Said(1, NO_CHANGE), Said(2, PROGRESS), Said(3, NO_CHANGE)),
    # more that stands in the way, or did
    case("管线没交底，我们也没得办法开工", ONE, Said(1, BLOCKED, problem=True)),
    case("有3处产权说不清", ONE, Said(1, BLOCKED, problem=True)),
    case("护栏的钱哪个出还没定，干不下去", ONE, Said(1, BLOCKED, problem=True)),
    case("8条路的堵点都清了", ONE, Said(1, PROGRESS)),
    case("审计进场，暂时停起", ONE, Said(1, PROGRESS, confirm=True)),
    case("赶不到年底，起码要拖到开春", ONE, Said(1, EXTENSION, problem=True, confirm=True)),
    case("不关我们事", ONE, Said(1, NOT_OURS, confirm=True)),
    case("1 差3个镇的，今天催", FIVE, Said(1, PROGRESS)),
    ask_back("下雨停了三天，现在又干起来了", ONE, UnclearKind.NO_STATE, 1),
    case("3 招标流标", FIVE, Said(3, BLOCKED, problem=True)),
    case("老师不够，派不出人", ONE, Said(1, BLOCKED, problem=True)),
    case("占道车太多，拖不完", ONE, Said(1, BLOCKED, problem=True)),
    case("清单有了，房子没谈下来", ONE, Said(1, BLOCKED, problem=True, confirm=True)),
    # what happened, told beside another task, is asked about: of the only one that is left, or of which
    Case("第一批在搞安全鉴定。公路那项钱已经拨了800万", FIVE[:2], said=(Said(1, PROGRESS),),
         asked=(Asked(UnclearKind.NO_NUMBER, (2,)),), clear=False),
    Case("昨天开了协调会，河道那项清了3条", FIVE, said=(Said(4, PROGRESS),),
         asked=(Asked(UnclearKind.NO_NUMBER),), clear=False),
)  # fmt: skip
