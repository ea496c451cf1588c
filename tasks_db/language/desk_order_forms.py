"""The forms in which the office orders a deed in one sentence, and the slots of which the forms are made.

A form is matched against the whole sentence without its polite words. A name of the register stands in the text as
one sign of a private area, so that it is never cut in two.
"""

from enum import StrEnum

from tasks_db import lazy_re as re
from tasks_db.language import plan_order_forms


class Deed(StrEnum):
    """What is to be done; the value names it in what is kept until it is confirmed."""

    SEAT = "seat"  # somebody becomes liaison of a unit
    LEAVES = "leaves"  # a liaison leaves, and nobody is named
    RENAME = "rename"
    MERGE = "merge"
    END_UNIT = "end_unit"
    TRAIL = "trail"  # the course of a task
    SENT_BACK = "sent_back"  # why somebody's words were returned
    MESSAGES = "messages"  # which messages somebody got, and when
    REOPEN = "reopen"
    FINISHED = "finished"  # on which day a task was really done
    CANCEL = "cancel"
    EXEMPT = "exempt"  # a unit need not report on a task
    REMOVE_PLAN = "remove_plan"
    END_PLAN = "end_plan"
    RECALL_PLAN = "recall_plan"
    DRAFT_PLAN = "draft_plan"
    ISSUED_PLAN = "issued_plan"
    LINK = "link"
    LINKS = "links"
    UNLINK = "unlink"
    LEADERS = "leaders"
    MOVE = "move"  # a deadline moves, with its ground or the former day
    MISDATED = "misdated"  # a deadline was written wrong
    CODE_AGAIN = "code_again"  # an invitation is void
    REST = "rest"  # a unit is not to be chased
    LEAD = "lead"
    SWAP_UNIT = "swap_unit"  # one responsible unit, or all of them, were put down wrong
    ADD_UNITS = "add_units"
    DROP_UNITS = "drop_units"
    ASK_MEMBER = "ask_member"  # one member of a group is asked too
    REMIND = "remind"  # whoever has not signed for a notice
    PICTURE = "picture"
    WEEKLY = "weekly"  # the weekly picture of convenors
    LEDGER = "ledger"
    WHO_SEES = "who_sees"


_UNIT = r"[\ue000-\ue0ff]|[\u4e00-\u9fff\ue000-\ue1ff（）()]{2,24}?"
_PERSON = r"[\ue100-\ue1ff]|[\u4e00-\u9fff·]{2,4}?"
_SLOTS = {
    "unit": rf"(?P<unit>{_UNIT})",
    "other": rf"(?P<other>{_UNIT})",
    "units": rf"(?P<unit>(?:{_UNIT})(?:[、,，和及与](?:{_UNIT}))*?)",
    "others": rf"(?P<other>(?:{_UNIT})(?:[、和及与](?:{_UNIT}))*?)",
    "task": r"(?:{number}[，,：:\s]*|(?P<title>[\u4e00-\u9fff]{4,24}?)(?:这项|那项|这个)?(?:任务|工作)?)",
    "number": (
        r"(?:方案\s*(?P<plan>\d{1,6})\s*的?\s*)?(?:第\s*(?P<task>\d{1,4}|[一二三四五六七八九十]{1,3})\s*[项条个号](?:任务|工作)?"
        r"|任务\s*(?P<no>\d{1,4})(?![\d-])|(?P<sign>[\ue200-\ue2ff])(?:这项|那项|这个|项)?(?:任务|工作)?|(?P<bare>\d{1,3})项(?:任务)?"
        r"|(?P<code>\d{1,4}\s*[-－—]\s*\d{1,4})(?:项|这项)?(?:任务|工作)?)"
    ),
    "called": r"(?:{number}|(?P<called>[^，,。；;：:]{2,40}?)(?:这项|那项|这个|项)?(?:任务|工作)?)",
    "stays": r"(?:[，,。；;\s]*(?:先|暂时?)?(?:不(?:要|能|用)?|别)(?:交办|往?下?发|催|通知).{0,12})?",
    "plan": r"(?:方案\s*(?P<plan>\d{1,6})|(?:这|那|刚才的?|刚载入的?)[个份]?方案)",
    "person": rf"(?P<person>{_PERSON})",
    "before": rf"(?P<before>{_PERSON})",
    "post": r"(?:[（(，,]\s*(?:职务[是为]?)?(?P<post>[\u4e00-\u9fff]{2,16}?)[）)]?)?",
    "somebody": (
        r"(?P<ahead>[\u4e00-\u9fff]{0,12}(?:长|主任|书记|科员|干事|专员|参谋|秘书|主席|经理|调研员|干部)"
        r"(?=[\ue100-\ue1ff\u4e00-\u9fff]))?{person}"
    ),
    "people": rf"(?P<person>(?:{_PERSON})(?:[、,，和及与](?:{_PERSON}))*)",
    "day": r"(?P<day>[^，,；;。]{2,16}?)",
    "done_day": (
        r"(?P<day>(?:(?:\d{4}年|去年|今年)?\d{1,2}月)?\d{1,2}[日号]|(?:\d{4}年)?\d{1,2}月\d{1,2}|\d{4}-\d{1,2}-\d{1,2}"
        r"|昨天|前天|昨日|前日|上周[一二三四五六日天])"
    ),
    "trail": r"(?:留痕|来龙去脉|办理经过|变更经过|经过|(?:变更|修改|改动|操作|历史)记录|沿革)",
    "why_or_who": r"(?:怎么|为什么|为何|为啥|咋|如何|是?谁|何时|什么时候|哪天)",
    "moved_or_decided": r"(?:变成|变为|改成|改到|改为|延到|延期|延长|推到|推迟|批|同意|退回|没批|不批)",
    "said_before": r"(?:{number}的?)?(?:报的|说的|交的|申请的?)?(?:反馈|申请|延期|办结|答复|报告|那条|内容)*",
    "refused": r"(?:退回|打回|驳回|不批|没批|没有批|不同意|没同意|没有同意|不通过|没通过|没有通过)",
    "whom": r"(?:{unit}(?:的?联络员)?|{person})",
    "often": r"(?:一共|总共|共|已经?)*",
    "sent": r"(?:发|提醒|催|催办|催报|通知)过?了?(?:他|她|他们)?",
    "times": r"(?:几|多少)(?:次|条|回|遍)(?:消息|提醒|通知|信息)?",
    "when": r"[，,、;；\s]*(?:分别|都)?(?:是|在)*(?:哪天|几号|哪几天|什么时候|几点|何时).{0,12}",
    "done_date": r"的?(?:实际)?(?:办结|销号|实际完成)(?:的?[日时][期间]|日)(?:(?:登记|[写录填弄])?错了?|有误|不对)?",
    "becomes_or_is": r"(?:改[为成到]?|更正[为到]?|调整为|登?记为|填|是|为)",
    "done": r"(?P<word>办结|销号|完成|办完|办好|印发|做完|建成|完工)",
    "ground": r"(?:[，,。；;：:、（(\s]+(?:依据|因为|原因是?|理由是?)?[:：]?\s*(?P<why>.+?)[)）]?)?",
    "since": r"(?:[从自]?(?P<since>[^，,；;。]{2,10}?)[起开始]{1,2})?",
    "why": (
        r"(?:[，,。；;：:\s]+(?:因为|原因是?[:：]?|理由是?[:：]?)?"
        r"(?:(?:还要|还得|要|请|应|继续|重新)*(?:督办|列入督办|办理|打开|重办|办)|(?P<why>.+)))?"
    ),
    "again": r"(?:退回来?|重新|重)(?:重新|重)?(?:办理|办|督办|打开|列入督办)",
    "wrong": (
        r"(?:[写录填印读载登弄搞打]?错了?|有误|不对)[，,。；;、\s]*"
        r"(?:应该|应当|应|正确的?|实际|其实)*(?:是|为|写成|填成|改为|改成)"
    ),
    "becomes": r"(?:改为|改成|换为|换成|变更为|调整为|更换为|更改为|改由|换)",
    "becomes_or_by": r"(?:换成|换为|换|改为|改成|改由|由|给)",
    "takes_over": r"(?:(?:接任|接替|接手|接|担任|当|做)(?:联络员)?)",
    "goes_to": r"(?:划给|归|交给|转给|划入|并入|移交给?|由)",
    "liaison": r"(?:的?(?:新)?联络员)",
    "deadline": r"的?(?:完成|办结)?(?:时限|期限|日期|时间|截止日期?|截止时间|办结日期?)",
    "letter": (
        r"(?:(?P<letter>[^，,。：:；;]{1,16}?(?:来电|来函|来文|电话|通知)(?:说|称|告知)?)[，,：:]\s*"
        r"(?:(?P<cause>[^，,。；;：:\d]{2,30})[，,；;。]\s*)?)"
    ),
    "late": r"(?:的?(?:完成|办结|报审|报送|上报|反馈)?(?:时限|期限|日期|时间|截止日期?|截止时间))",
    "was": r"(?:(?:由|从)[^，,；;。]{2,16}?)",
    "moves_to": r"(?:统一)?(?:改到|改为|改成|(?:延期|延长|延|推迟|顺延)[到至]|调整到|调整为)",
    "why_moved": (
        r"(?:[，,；;。\s]*(?:依据|理由|原因)[:：是为]*\s*|[，,；;。\s]+(?=因|由于|按照?|根据|经))(?P<ground>[^\n]{2,60})"
    ),
    "put_right": r"(?:[，,。；;\s]*(?:请)?(?:予以)?(?:更正|改正|改过来|纠正|修改)(?:一下)?)?",
    "kept": rf"(?P<kept>{_UNIT})",
    "whose": (
        r"(?P<whose>(?:方案\s*\d{1,6}|[\ue000-\ue1ff]|(?!全部|所有|督办|任务|给我|导|出|发|打印|下载|生成|拉|请|要|一)[\u4e00-\u9fff（）()]{2,20}?))"
        r"(?:局长|县长|主任|副县长|书记)?(?:牵头|负责|分管|承担)*的?(?:全部|所有)?(?:任务|事项|工作)?"
        r"(?:(?:连同|带上?|包括|和|及|含|连)[\u4e00-\u9fff、]{2,12}?)?"
    ),
    "hands_out": r"(?:导出|导|下载|发|拉)?(?:过来|出来|来|一下|一份|给我|我)*",
    "from": r"(?:[，,\s]*(?:从|自)?(?P<since>[^，,；;。]{2,10}?)[起开始]{1,2}(?:生效|执行|用)?)?",
    "away": r"(?:已经?)?(?:休|请)(?:产假|病假|长假|假)了?",
    "gone": (
        r"(?:已经?)?(?:离任|离职|调走|调离|调动|调出|挂职|借调|抽调|驻村|转岗|轮岗|退二线|退休|辞职|不干(?:联络员)?|不再担任联络员|不当联络员|不做联络员|不再是联络员|走)了?"
    ),
}
_SLOT = re.compile(r"\{([a-z]\w+)\}")


def _form(form: str) -> str:
    whole = _SLOT.sub(lambda slot: _SLOTS[slot[1]], form)
    return _form(whole) if _SLOT.search(whole) else whole


_FORMS: tuple[tuple[Deed, tuple[str, ...]], ...] = (
    (
        Deed.SEAT,
        (
            r"(?:登记|录入|记){person}(?:为|是|当|担任|做){unit}{liaison}{post}",
            r"{unit}新来的联络员[叫是]{person}(?:[，,].*(?:邀请)?码)?",
            r"(?:给|为)?{unit}(?:新)?(?:加|增加|添|补|设|配)(?:一?[名个位])?联络员[，,：:\s]*{somebody}{post}",
            r"{unit}{liaison}(?:现在|一直|还|仍)*(?:空着|空缺)[，,\s]*(?:先|就|请)*(?:登记|定|安排|用|由){somebody}{post}",
            r"{unit}{liaison}(?:改|变更|先)?(?:登记|确定|定|明确|指定|报|就|设|安排)(?:为|成|是){somebody}{post}",
            r"{unit}{liaison}(?:是|为|叫|[:：]){somebody}{post}",
            r"(?:{unit}的?)?(?:联络员)?{before}(?:{gone}|{away})[，,。；;\s]*(?:请|让|联络员|以后)*{becomes_or_by}{somebody}(?:来)?{takes_over}?{post}",
        ),
    ),
    (
        Deed.LEAVES,
        (
            r"{unit}{liaison}{gone}",
            r"(?:{unit}的?)?(?:联络员)?{before}{gone}",
            r"{unit}(?:的?联络员)?(?:要|已经|已)?(?:换人|换了人)了?",
        ),
    ),
    (
        Deed.RENAME,
        (
            r"(?:单位)?(?:改名|更名)[：:\s]+{unit}(?:改|变|更名)?(?:成|为|→|->){other}",
            r"{unit}{since}(?:已经?)?(?:要|正式)?(?:改名|更名|改称|易名|改叫|改个名)(?:为|成|叫)?[：:\s]*{other}",
            r"{unit}(?:改名|更名|改称|易名|改叫)(?:为|成|叫)?{other}{from}",
            r"{unit}(?:从今?以?后|以后|今后|现在)(?:就)?(?:改)?(?:叫|叫做|称)(?:做|为)?{other}",
            r"{unit}的?名称(?:改|变更|更改|换)(?:成|为){other}",
        ),
    ),
    (
        Deed.MERGE,
        (
            r"{unit}(?:已经?|要)?(?:并入|合并到|并到|合到|归并到|划入|合并进|并进){other}(?:里|去|里面|了)?",
            r"{unit}(?:和|与|跟|、){other}(?:合并|并)(?:了|成一个|到一起)?[，,\s]*(?:留|保留|留下){kept}",
            r"{unit}(?:和|与|跟|、){other}合并(?:成|为){kept}",
            r"{unit}(?:已经?)?(?:撤销|撤并|取消|没有|不存在)了?[，,\s]*(?:它的?)?(?:职责|职能|任务|工作|事情?)(?:全部|都)?{goes_to}{other}(?:承担|负责|管)?",
        ),
    ),
    (
        Deed.END_UNIT,
        (
            r"(?:撤销|撤并|撤掉|注销|停用|删掉|删除){unit}(?:这个单位)?",
            r"{unit}(?:这个单位)?(?:已经?)?(?:被)?(?:撤销|撤并|撤掉|撤|注销|解散|不存在|没有)了?(?:[，,\s]*(?:请)?(?:撤掉|删掉|停掉|撤并|不用再催|不要再催))?",
        ),
    ),
    (
        Deed.TRAIL,
        (
            r"(?:看看?|查看?|打开|列出|要)?(?:一下)?{task}的?(?:全部|完整)?{trail}(?:看看|给我|导出)?",
            r"{task}(?:的?{deadline})?(?:原来?定?在?的?|本来|原定|申请)?.{0,12}?{why_or_who}.{0,6}{moved_or_decided}.{0,20}",
            r"{task}的?(?:延期|时限|期限)(?:申请)?(?:是|都)?{why_or_who}.{0,20}",
            r"{why_or_who}(?:批准?|同意|定)?的?{task}的?(?:延期|时限|期限).{0,10}",
        ),
    ),
    (
        Deed.SENT_BACK,
        (
            r"(?:我们?的?|{unit}的?)?{said_before}?(?:的|是|被)*(?:为什么|为何|为啥|咋|怎么)(?:又|会|给|被)*{refused}(?:了|的|回来)*",
            r"(?:我们?的?|{unit}的?)?{said_before}?(?:的|是|被)*{refused}的?(?:原因|理由)(?:是什么|是啥|呢)?",
        ),
    ),
    (
        Deed.MESSAGES,
        (
            r"{often}(?:给|向|对|跟){whom}{often}{sent}{times}{when}",
            r"{often}{sent}{whom}{times}{when}",
            r"{often}(?:给|向|对|跟){whom}{often}{sent}(?:几|多少)(?:次|条|回|遍)(?:消息|信息)",
            r"{often}{sent}{whom}(?:是|在|都)*(?:哪天|几号|哪几天|什么时候|几点|何时).{0,8}",
            r"(?:什么时候|哪天|几号|几点|哪几天).{0,4}?(?:给|向|对)?{whom}(?:发|提醒|催|通知)过?(?:消息|提醒)?的?",
        ),
    ),
    (
        Deed.REOPEN,
        (
            r"(?:重新打开|重新启动|重开|恢复办理|重新办理){called}{why}",
            r"{called}(?:还要|要|需要|应该|应当|得)?(?:重新打开|重新办理|重新启动|重新督办|重新列入督办|恢复办理|重开){why}",
            r"{called}(?:的?办结)?(?:不能|不|没有?|还不能|还不)(?:算|能算|能作为|当作?)(?:是)?(?:办结|完成|办完|销号|完)了?{why}",
            r"{called}(?:还|其实|实际)*(?:没有?|未)(?:真正|完全|全部)?(?:办|做|干|落实)(?:完|好|结|到位)了?[，,\s]*请?{again}{why}",
            r"{called}(?:恢复|改回|退回)(?:为|到|成)(?:办理中|推进中|未办结|在办)(?:状态)?{why}",
            r"{called}的?办结(?:退回|取消|撤销|作废)(?:[，,\s]*(?:重新|继续)(?:办理|督办|打开))?{why}",
        ),
    ),
    (
        Deed.FINISHED,
        (
            r"{task}{done_date}[，,、\s]*(?:应该|应当|应|实际上?|其实)*{becomes_or_is}?{done_day}{ground}",
            r"{task}(?:实际上?|其实|已经?|早就?|就|于|在|是)*{done_day}(?:就|已经?|即|全部)*{done}(?:了|的)*{ground}",
        ),
    ),
    (
        Deed.CANCEL,
        (
            r"(?:取消|停办|不再办理|停止办理|撤掉){number}(?:这项|那项|这个|项)?(?:任务|工作)?{why}",
            r"{number}(?:这项|那项|这个)?(?:任务|工作)?(?:不(?:用|再|要|需要)?(?:办|做|搞|干|推进|实施)|取消|停办|停止办理)理?(?:了|吧)*{why}",
        ),
    ),
    *((Deed(name), forms) for name, forms in plan_order_forms.FORMS),
    (
        Deed.LINKS,
        (
            r"(?:给|向|为)?(?:所有|全部|各个)?(?:还)?(?:没有?|未)(?:绑定|渠道|微信|登录|加入)的?(?:单位|人|席位|联络员)?(?:都|全部|全都|一起)?(?:发|生成|开|做|给)(?:个|一个)?链接",
        ),
    ),
    (
        Deed.UNLINK,
        (
            r"{unit}的?(?:填报|报送|反馈|登录)?链接(?:收回|作废|停用|取消|停掉|废掉|关掉|失效)(?:来|掉|了)?",
            r"(?:收回|作废|停用|取消|停掉|废掉|关掉){unit}的?(?:填报|报送|反馈|登录)?链接",
        ),
    ),
    (
        Deed.LINK,
        (
            r"(?:生成|做|开|要|发)(?:一?个|一条)?(?:给)?{unit}的?(?:填报|报送|反馈|手机|扫码)?链接(?:[，,。；;].{0,30})?",
            r"(?:给|为|向)?{unit}(?:也)?(?:要|想要|需要|发|开|做|生成|给|来|用)?(?:一?个|一条)?(?:填报|报送|反馈|手机|扫码|二维码)?(?:用)?的?链接(?:[，,。；;].{0,30})?",
        ),
    ),
    (
        Deed.LEADERS,
        (
            r"{task}的?(?:责任|分管|牵头|包保|包联|市级|县级)?(?:领导|县长|负责人)(?:要|应)?(?:由.{2,8}?)?{becomes}{people}",
            r"{task}的?(?:责任|分管|牵头)?领导(?:{wrong}|(?:应该|应当|应)?(?:是|为)){people}",
        ),
    ),
    (
        Deed.MOVE,
        (
            r"{letter}?{task}{late}?{was}?{moves_to}{day}{why_moved}",
            r"{letter}{task}{late}?{was}?{moves_to}{day}",
            r"{task}{late}?{was}{moves_to}{day}",
            r"{task}{late}{moves_to}{day}",
            r"{task}{moves_to}(?P<day>\d{1,2}[-－./]\d{1,2})",
        ),
    ),
    (
        Deed.MISDATED,
        (
            r"{task}{deadline}{wrong}到?{day}",
            r"{task}{deadline}(?:应|应该|应当|其实)(?:是|为){day}(?:[，,。；;\s]+(?:原来|之前|方案里?|以前)?.{0,6}(?:写|印|填|读|载)?错了?)?",
        ),
    ),
    (
        Deed.CODE_AGAIN,
        (
            r"(?:作废|停用|废掉|取消|收回|注销){unit}(?:联络员)?的?邀请码(?:[，,\s]*.{0,6}重[发新给].{0,6})?",
            r"{unit}(?:联络员)?的?邀请码.{0,12}?(?:作废|停用|废掉|重发|重新发|丢了|发错|泄露).{0,12}",
        ),
    ),
    (
        Deed.REST,
        (
            r"(?:先|暂时)?(?:别|不要|不用|停止|不必|勿)再?(?:催|提醒|催办|催报){unit}了?",
            r"(?:对)?{unit}(?:先|暂时)?(?:别|不要|不用|不必)再?(?:催|提醒|催办|催报)了?",
        ),
    ),
    (
        Deed.LEAD,
        (
            r"{task}(?:调整|更改|变更)?(?:为|成)?(?:改由|由|换由|换成|换|改为由|改成由|交给|交由|转给|改为|改成){unit}(?:来)?(?:牵头|负责牵头)(?:办理|负责)?(?:[，,；;、]?\s*(?:由)?{others}(?:配合|协助|参与|协同|为责任单位))?",
            r"{task}的?(?:牵头|主办)(?:单位|部门)?(?:要|应)?{becomes}{unit}",
            r"{task}的?(?:牵头|主办)(?:单位|部门)(?:{wrong}|(?:应该|应当|应)(?:是|为)|[:：]){unit}",
        ),
    ),
    (
        Deed.SWAP_UNIT,
        (
            r"{task}的?(?:责任|配合)(?:单位|部门)(?:{wrong}|(?:应该|应当|应)(?:是|为)|{becomes}){others}{put_right}",
            r"{task}的?(?:责任|配合|牵头)?(?:单位|部门)[“\"]?{unit}[”\"]?(?:{wrong}|(?:应该|应当|应)(?:是|为)|{becomes})[“\"]?{other}[”\"]?{put_right}",
        ),
    ),
    (
        Deed.ADD_UNITS,
        (
            r"{task}的?(?:责任单位|配合单位)?(?:再|还要|也)?(?:加上?|增加|增补|添加|补上|补|新增)(?:一?个|一家)?(?:责任|配合)?(?:单位)?[：:\s]*{units}(?:为|作为|当)?(?:责任|配合)?(?:单位)?(?:配合)?",
            r"{units}(?:加|列|放|添加|补)(?:到|入|进){task}的?(?:责任|配合)?(?:单位)?(?:里|中|里面)?",
        ),
    ),
    (
        Deed.DROP_UNITS,
        (
            r"{units}从{task}的?(?:责任|配合)?(?:单位)?(?:里|中|里面|名单里)?(?:去掉|拿掉|删掉|删除|去除|移除|剔除|划掉|拿出来|移出)",
            r"{task}的?(?:责任单位|配合单位)?(?:里|中)?(?:去掉|拿掉|删掉|删除|减去|去除|移除|剔除|划掉)(?:责任单位|配合单位)?{units}",
            r"{task}的?(?:责任单位|配合单位)?(?:里|中)?(?:把|将){units}(?:去掉|拿掉|删掉|删除|去除|移除|剔除|划掉|拿出来|移出)",
            r"{task}(?:不用|不要|不需要|不再由|不让){units}(?:来)?(?:配合|参与|负责|承担|报)了?",
        ),
    ),
    (
        Deed.ASK_MEMBER,
        (r"{number}(?:请)?(?:也|只|单独|另外|再|还要?)+(?:单独)?(?:问|催报|催)(?:一下)?{unit}(?:一家)?",),
    ),
    (
        Deed.REMIND,
        (
            r"(?:催|提醒)(?:一下|下|一催|一遍|一次)?(?:还)?(?:没有?|未)(?:有)?(?:签收|看通知|读通知)的?(?:通知)?的?(?:单位|人|联络员|几家)?",
            r"(?:还)?(?:没有?|未)(?:签收|看通知)的?(?:单位|人|联络员|几家)?(?:都)?(?:再)?(?:催|提醒|发)(?:一下|一遍|一次|下|一催)?",
            r"(?:催|再催)(?:一下)?(?:通知的?)?签收|通知(?:再)?(?:催|提醒)(?:一下|一遍|一次)?",
        ),
    ),
    (
        Deed.PICTURE,
        (
            r"(?:我)?(?:要|出|做|生成|发|来|画|给.{2,8}?(?:做|出|发|看|画|来))(?:我)?(?:一?张|一?个|一?份|一?幅)?(?:进展|进度|汇总|总体|给.{2,6}?看的)?(?:的)?(?:图|图片|一页纸|一张纸)(?:[，,\s]*(?:发|给|拿|报|送).{0,8}(?:看|用|汇报)?)?",
        ),
    ),
    (
        Deed.WEEKLY,
        (
            r"(?:以后|今后|今后都)?每周(?:自动|都|定期|一早|周一)*(?:给|向|为)?(?P<whom>我|召集人|领导|县长|{person})?(?:自动|也|都)*(?:发|推送|推|报|送)(?:给我|我)?(?:一?[张份次个]|一下)?(?:进展|进度)?(?:图|简况|简报|情况|周报)",
            r"(?P<off>别|不要|不用|不再|停止|取消)(?:再)?每周(?:给我|给召集人)?(?:自动)?(?:发|推送|推|报|送)?的?(?:进展|进度)?(?:图|简况|简报|情况|周报)",
        ),
    ),
    (
        Deed.LEDGER,
        (
            r"{whose}(?:(?:导出?|下载|生成|做|列|整理)(?:一下|成|为|一份|一张|一个|出)*|的)(?:督办|任务)?台账(?:表格?)?{hands_out}",
            r"(?:请)?(?:导出?|下载|生成|发|给我|要|打印|拉)(?:一下|一份|一张|一个|出|我)*{whose}的?(?:督办|任务)?台账(?:表格?)?{hands_out}",
            r"(?:请)?(?:导出?|下载|生成|发|给我|要|打印|拉)(?:一下|一份|一个|出|我)?(?:{plan}的?)?(?:全部|所有|督办|任务)?的?台账(?:表格?)?(?:的?表格)?(?:给我|出来|发我)?",
            r"(?:{plan}的?)?(?:全部|所有|督办|任务)?的?台账(?:表格?)?(?:导出|导|下载|发|拉)(?:过来|出来|来|一下|一份|给我|我)*",
        ),
    ),
    (
        Deed.WHO_SEES,
        (
            r"(?:都有)?(?:谁|哪些人|哪些单位|什么人)(?:都)?(?:能|可以|会|能够)?(?:看到|看得到|看得见|看见|看)(?:.{0,12})(?:内容|反馈|进展|材料|数据|这些|这个|的|吗|呢|消息)?",
            r"(?:别的|其他|其它|别人|别家|外面的?)(?:单位|部门|人|家)?(?:也)?(?:能|会|可以|能不能|会不会|是否|是不是)*(?:也)?(?:能)?(?:看到|看得到|看得见|看见)(?:.{0,12})",
        ),
    ),
)  # fmt: skip
FORMS = tuple((deed, re.compile(_form(form))) for deed, forms in _FORMS for form in forms)
"""Every form with its deed; of two that fit the first is meant."""
