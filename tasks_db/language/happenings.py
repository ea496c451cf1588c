"""Words that tell that something happens, though no known word of a state is among them: 托育点在贴瓷砖了.

What happens is told by how a verb is put (在…, …了, …过, 正…), not by which verb it is. It is progress only of a task
that is pointed at, and only where nothing is denied, asked, wished for or said of people: 没 and 调岗
are no news of work.
"""

from tasks_db import lazy_re as re
from tasks_db.language import cues, troubles, wishes

_CLAUSE = re.compile(r"[^,。;!?~\n]+[?]?")
_NOUNS = "地点线场所位家外内上下前后里头边面库"
_ASPECT = re.compile(
    rf"[\u4e00-\u9fff](?:了|过(?!来|年|节|程|去|期)|着(?!急|落|重|手))(?!解)|(?:正|还|又|都|也|仍|刚|天天|一直|每天)?在(?![{_NOUNS}]|[\u4e00-\u9fff]?[{_NOUNS}](?:[,。;]|$))[\u4e00-\u9fff]{{2}}|(?:还|正|都|也|仍|刚|一直)在(?![{_NOUNS}])[\u4e00-\u9fff](?=[,。;!\s]|$)"
    r"|(?:正|刚|已|已经|陆续|继续|逐[个步一项]|分批)[\u4e00-\u9fff]{2}|[\u4e00-\u9fff](?:完|好|成|掉|出来|下来|上来|起来|上墙|到位|上去|回来)(?:[了,。;!\s\d一二两三四五六七八九十]|$)"
    r"|(?<![还差剩欠缺共有标划求需])(?<![目计要余下])[\u4e00-\u9fff]{2,}\d+(?:\.\d+)?\s*(?:公里|千米|km|米|处|个|台|条|户|栋|家|份|次|场|平方?米|吨|万元|亩|公顷|株|棵|座|段|辆)"
    r"|定在|(?:^|[,。;\s])(?:我们|我局|拟|计划|打算|准备|安排){1,2}(?=[^,。;]{0,3}(?:\d{1,2}[月日号]|[下本这]周|[明后]天|[本下]月|月底|年底))"
    rf"|(?:\d{{1,2}}[日号]|[下本这]个?(?:周|星期|礼拜)[一二三四五六日天]?|[明后]天)(?:上午|下午)?[^,。;]{{0,8}}?(?:去?[查验]|去[看跑]|一起去|开(?:个)?会|{cues.WORK.pattern})"
    r"|[\u4e00-\u9fff]{2,6}率(?:约?为|达到?了?|是|已达|到了?|约)?\s*\d+(?:\.\d+)?\s*%"
    r"|^\W*(?:先|再)?(?:跟|和|与|同|会同|联合|把|将|给|带着)[\u4e00-\u9fff]{1,8}[\u4e00-\u9fff]{2}"
)
_DENIED = re.compile(
    r"没(?!问题|啥问题|什么问题|尾巴|有?困难)|未(?!来)|不(?!断|错|少|同|久|止|光|仅|只|管(?:怎|多|是|什么|如何|哪|谁))|无(?!障碍|人机|锡|线)|[别莫冇勿]|还要|才能?|等着?|除非|如果|要是|万一|哪|吗|么(?!多)|谁|啥|咋|几时|怎"
)
_NO_FIGURE = re.compile(
    r"(?:目前|暂时?|现在|但)*(?:还|尚)?(?:没有?|无|未)[^,。;]{0,3}(?:量化|具体|准确|详细|统计)[^,。;]{0,6}"
)
"""没有量化的进度 denies a figure, and nothing of the work."""
_OF_PEOPLE = re.compile(
    r"调[岗走离任]|换人|换[了成]?(?:手机|号|微信|联络|人|我|小|老)|手机号|微信|联络员|接[手替]|交接|退休|借调|请假|休假|休息|下班|上班|出差|开会|生病|住院|回老家"
    r"|(?:[写发填搞弄报说讲打点看记数算输贴串混]|张冠李)(?:错|反|串|混|岔|倒|漏|戴)|颠倒|串行|互换|对调|错群|发错|打错|点错|按错|手滑|群里|链接|登录|密码|系统|机器人|短信|收不到|打不开|吃|喝|睡|玩|孩子|娃|老婆|老公|天气|下雨|降温|领导(?:让|说|问|叫)"
    r"|知道|明白|收到|辛苦|谢|麻烦|好的|抱歉|对不起|不好意思|您好|你好|算了|行了|(?<![\u4e00-\u9fff])好了$|晓得|忘了|听说|据说|看到了?$|看见|看了"
)

_AT_WORK = re.compile(
    r"工地|现场|施工|[支脚]架|苗|田|地块|[路渠坝]|巷|楼|栋|管|沟|墙|户|小区|社区|物业|居民|业主|村|厂家|公司|队|图纸|方案|材料|协议|合同|手续|清单|台账|档案|表|单|证|款|桩|房|园|校|站|设备|通知|函|会(?!儿)|公示|招标"
    r"|[一二三四五六七八九十两几\d](?:个|家|处|条|台|套|次|栋|户|块|米|公里|亩|公顷|株|棵)|公安|教育|民政|财政|住建|城管|发改|水利|卫健|消防|应急|市监|自规|自然资源|大数据"
)
"""What offices and building sites have to do with: words about the only task of somebody hold some of it."""


def tells(body: str) -> bool:
    """Return whether a statement about a task tells that work on it happens or happened, and denies nothing."""
    clauses = [clause.group().strip() for clause in _CLAUSE.finditer(body) if clause.group().strip(" ,.:：")]
    clauses = [clause for clause in clauses if not _NO_FIGURE.fullmatch(clause)]
    if not clauses or any(_speaks_against(clause) for clause in clauses):
        return False
    of_persons = any(cues.OF_PERSONS.search(clause) for clause in clauses)
    clauses = [clause for clause in clauses if not _OF_PEOPLE.search(clause) and not cues.OF_PERSONS.search(clause)]
    return any(_ASPECT.search(clause) and (not of_persons or _AT_WORK.search(clause)) for clause in clauses)


def is_of_work(body: str) -> bool:
    """Return whether words hold something that work is about, and nothing of the people who do it."""
    return _AT_WORK.search(body) is not None and _OF_PEOPLE.search(body) is None


def _speaks_against(clause: str) -> bool:
    weighed = cues.WEIGHED.search(clause)
    clause = clause[: weighed.end()] if weighed else clause
    return bool(
        _DENIED.search(clause)
        or cues.QUESTION.search(clause)
        or cues.ASKS_BACK.search(clause)
        or cues.NOT_OURS.search(clause)
        or cues.OTHER_OWNER.search(clause)
        or cues.ELSEWHERE.fullmatch(clause)
        or cues.NOT_TOLD_HERE.search(clause)
        or wishes.puts_off(clause)
        or troubles.plea(clause)
    )
