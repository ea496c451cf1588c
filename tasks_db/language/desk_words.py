"""What the office types at its desk as whole phrases: pleas passed on, who signed a notice, papers.

Each phrase is matched against the whole text, so that none takes an answer or a question that only speaks of it.
"""

from tasks_db import lazy_re as re
from tasks_db.lean_dataclass import dataclass


@dataclass(frozen=True, slots=True)
class PassedOn:
    """A plea, named by ``what`` in the words of whoever types, that is to go to ``unit``."""

    what: str
    unit: str
    rest: str = ""
    """What is said behind the unit, as typed: until when it is to answer."""


_OF_REGISTER = re.compile(r"[?？]\s*$|几[次点回遍天]|哪[天些几项家个]|多少|谁|什么时候|何时|到期|逾期|进展")


def asks_of_register(text: str) -> bool:
    """Return whether what the office types asks for a fact: 给姚新禾发过几次消息，哪天几点."""
    return _OF_REGISTER.search(text) is not None


_PASS_ON = re.compile(
    r"(?:请|把|将)*(?P<what>.*?)(?:的|提出的)?(?:困难|问题|诉求|求助|(?:需|请求)?协调(?:的)?事项|这件事|事)?"
    r"(?:转请|转给|转交|转(?![发达告]))(?P<unit>[^，,。；;]{2,20}?)(?:出面|帮助)?(?:协调|办理|处理|解决|答复)(?:一下)?[。.]?"
)


_PASS_ON_BY = re.compile(
    r"(?:请|把|将)*(?P<what>.*?)(?:的|提出的|那[条个件])?(?:困难|问题|诉求|求助|(?:需|请求)?协调(?:的)?事项)"
    r"(?:转请|转给|转交|转(?![发达告]))(?P<unit>[^，,。；;\s]{2,20}?)[，,；;\s]+(?P<rest>[^\n]{3,40}?(?:答复|回复|回话|办理|协调|解决))[\s。.!！]*"
)


def pass_on(text: str) -> PassedOn | None:
    """Return which plea is to go to which unit: 供水公司的困难转请县财政局协调; None for other words."""
    said = _PASS_ON.fullmatch(text.strip())
    if said is not None:
        return PassedOn(said["what"], said["unit"])
    said = _PASS_ON_BY.fullmatch(text.strip())
    return None if said is None else PassedOn(said["what"], said["unit"], said["rest"])


@dataclass(frozen=True, slots=True)
class PleaChased:
    """A unit that is to be asked again for its answer to a plea, and the task's code, empty where none is said."""

    unit: str
    code: str


_CHASE_PLEA = re.compile(
    r"(?:请|再|帮我|给我)*(?:催|问|追)(?:一?[催问]|一下|办)*(?P<unit>[^\s，,。；;：:\d]{2,20}?)(?:对|关于)?的?"
    r"(?:第?(?P<code>\d{1,4}\s*[-－—]\s*\d{1,4})项?)?(?:的|那件|这件|那项)*(?:需?协调(?:事项|的事|答复)?|帮忙(?:的事)?|求助|协助)(?:的?答复)?"
    r"(?:怎么样了?|了)?[\s。.!！？?]*"
)


def chases_plea(text: str) -> PleaChased | None:
    """Return whose answer to a plea is to be asked for again: 催一下县财政局3-3的协调; None for other words."""
    said = _CHASE_PLEA.fullmatch(text)
    if said is None:
        return None
    return PleaChased(said["unit"], re.sub(r"\s*[-－—]\s*", "-", said["code"] or ""))


_CHASE_MATTER = re.compile(
    r"(?:请|再|帮我|给我)*(?:催|问|追)(?:一?[催问]|一下|下|办)*(?P<what>[^\s，,。；;：:]{4,40}?)的?(?:事情?|工作|进展|答复)?"
    r"(?:怎么样了?|办得怎样|了|吧)*[\s。.!！？?]*"
)


def chases_matter(text: str) -> str | None:
    """Return whom and what about an order to ask again names: 催一下县公安局交通疏导的事; None for other words."""
    said = _CHASE_MATTER.fullmatch(text.strip())
    return None if said is None else said["what"]


_RETURN = re.compile(
    r"(?:请|把)?退回(?:一下)?(?P<what>[^：:，,。；;？?]{2,40}?)(?:[：:，,。；;\s]+(?:退回的?)?(?:理由|原因|因为)?[是：:]*\s*(?P<why>.{2,}))?"
)


@dataclass(frozen=True, slots=True)
class Returning:
    """What is to be returned, as typed, and why; ``why`` is empty where it is not said.

    ``rest_passes``: all else that waits is to pass (其余全部通过), which is no part of the reason.
    """

    what: str
    why: str
    rest_passes: bool = False


def returning(text: str) -> Returning | None:
    """Return what a sentence wants returned: 退回马致同打通消防通道的办结申请：附照片后再报; None for other words."""
    bare = _REST_PASSES.sub("", text.strip())
    said = _RETURN.fullmatch(bare)
    return Returning(said["what"], said["why"] or "", bare != text.strip()) if said is not None else None


_REST_PASSES = re.compile(
    r"[，,；;。\s]+(?:其余|其他|其它|剩下|余下|别)的?(?:\d+[条份])?(?:都|全部?|全都|一并|一起)*(?:审核)?(?:给)?(?:通过|同意|认可|过)(?:吧|了)?[。.!！]*$"
)


_RETURN_ACCEPTED = re.compile(
    r"(?:请|把|将)?(?:昨天|前天|上周|之前|刚才)?(?:已?(?:通过|认可)的?)?(?:(?:收回|拿回|撤回)(?:昨天|前天|之前)?(?:已?(?:通过|认可)的?)?)?"
    r"(?P<unit>[一-鿿]{2,16}?)\s*(?:的)?第?(?P<number>\d{1,4}(?:-\d{1,4})?)项?"
    r"(?:已?(?:通过|认可)的?)?(?:那一?条|这一?条)?(?:的?反馈|的通过)?(?:(?:收回|拿回|撤回通过|取消通过|退回重报|通过错了|认可错了)(?:来)?(?:去?重报)?)?[。.!！]?"
)
_TAKEN_AWAY = re.compile(r"收回|拿回|撤回通过|取消通过|退回重报|通过错了|认可错了")


@dataclass(frozen=True, slots=True)
class Accepted:
    """An accepted report that is to be returned: whose, and the number of its task, as typed."""

    unit: str
    number: str


def return_accepted(text: str) -> Accepted | None:
    """Return which accepted report is to be taken back: 把县民政局1-6那条收回; None for other words."""
    words = text.strip()
    said = _RETURN_ACCEPTED.fullmatch(words)
    if said is None or not _TAKEN_AWAY.search(words):
        return None
    return Accepted(said["unit"], said["number"])


_WHO_SIGNED = re.compile(
    r"(?:谁|哪些|哪几|哪家|几个|几家|多少).{0,8}(?:签收|签|看|读|收到).{0,4}通知"
    r"|通知.{0,6}(?:谁|哪些|哪几|哪家|几个|几家|多少|有没有人).{0,8}(?:签|看|读|收到|答复|回复|回)|通知的?(?:签收|答复|回复)情况"
    r"|(?:谁|哪些|哪几|哪家|几个|几家|多少).{0,8}(?:没|未)?(?:答复|回复).{0,4}通知"
    r"|^(?:请|把|将|告诉我|给我|列出|看看|刚才|那个|这个|通知|还有|所有|哪些|哪几|谁|谁看了|都)*(?:还)?(?:没有?|未)(?:有)?(?:人)?(?:签收?|看)(?!法)(?:通知)?(?:的|这个通知|名单)*"
    r"(?:\d{1,3}个|全部|所有|完整|人|单位|联络员|名单|都|有谁|有哪些|是谁|是哪几位|是哪些|一个不落|请|给我|逐一|全)*(?:列出来|列全|列一下|全列|列出|列)?(?:的?人|的联络员|的单位|名单)*[，,\s]*(?:全部?列出?来?|都列出来|全列|请列全)?(?:[，,\s]*谢谢)?[。.？?\s]*$"
    r"|(?:没|未)(?:有)?签(?:收)?的?.{0,6}(?:名单|全部?列|列)|(?:哪些|哪几|多少).{0,6}没(?:有)?签收$|谁没签收"
)
_OF_TASKS = re.compile(r"第?\d{1,4}\s*项|\d-\d|任务|方案|交办|会议|回执")


def asks_who_signed(text: str) -> bool:
    """Return whether somebody asks who has signed for a notice: 谁还没签收通知."""
    return _WHO_SIGNED.search(text) is not None and ("通知" in text or not _OF_TASKS.search(text))


@dataclass(frozen=True, slots=True)
class ToldByPhone:
    """A unit that was told of a notice by phone, who took the call, and what they answered, empty where nothing."""

    unit: str
    who: str
    words: str


_BY_PHONE = re.compile(
    r"\s*(?:已(?:经)?)?(?:(?:打)?电话(?:已)?通知(?:了|过|到)?(?:了)?(?P<unit>[^，,。；;：:\s]{2,20}?)(?:了)?"
    r"|(?P<unit2>[^，,。；;：:\s]{2,20}?)(?:是|已(?:经)?)?(?:用|打)?电话通知(?:的|了|过|到)*)[，,；;。\s]*"
    r"(?:(?:是|由)?(?P<who>[^，,。；;：:是由]{2,20}?)(?:接的?电话|接听的?|接的)"
    r"|(?:接电话的|接听人|接的人|谁接的)(?:人)?(?:是|为|[:：])?(?P<who2>[^，,。；;：:]{2,20}?))"
    r"(?:[，,。；;]+(?:他|她|对方)?(?:答复|回复|回|报|说)?(?:的是|了)?[:：]?(?P<words>.{1,300}?))?[。.!！\s]*"
)


def told_by_phone(text: str) -> ToldByPhone | None:
    """Return who was told of a notice by phone: 电话通知三河镇，党政办王芳接的，答复：…; None for other words."""
    said = _BY_PHONE.fullmatch(text)
    if said is None:
        return None
    return ToldByPhone(said["unit"] or said["unit2"], said["who"] or said["who2"], said["words"] or "")


@dataclass(frozen=True, slots=True)
class CallMade:
    """What the office told a unit by phone, without a notice before it."""

    unit: str
    words: str


_CALLED = re.compile(
    r"\s*(?:已(?:经)?)?(?:打)?电话(?:已(?:经)?)?(?:通知|告知|告诉)(?:了|过|到)?(?P<unit>[^，,。；;：:\s]{2,20}?)[：:，,]"
    r"\s*(?P<words>.{4,300})"
)


def called(text: str) -> CallMade | None:
    """Return what a unit was told by phone: 已电话告知县水利局：会议改到周五; None for other words."""
    said = _CALLED.fullmatch(text) if told_by_phone(text) is None else None
    return None if said is None else CallMade(said["unit"], said["words"])


_TO_CALL = re.compile(
    r"(?:看看|查看|列出)?(?:待|还要|还得|要|需要?)(?:用)?电话(?:告知|通知)(?:的)?(?:单位|名单|单子|列表|有哪些|哪些|哪几家|谁)*[？?。]?"
    r"|(?:还)?(?:要|得|需要)?(?:给|向)(?:谁|哪些单位|哪几家|哪家)(?:还)?(?:要|得)?打电话(?:告知|通知)?[？?。]?"
    r"|(?:还有)?(?:谁|哪些单位|哪几家|哪家)(?:还)?(?:没有?|要|得)(?:打)?电话(?:告知|通知)(?:到|过)?[？?。]?"
)


def asks_whom_to_call(text: str) -> bool:
    """Return whether somebody asks which units are still to be told by phone: 待电话告知, 还要给谁打电话."""
    return _TO_CALL.fullmatch(text.strip()) is not None


_CONTACTS = re.compile(
    r"\s*(?:请|把|给我|要|看|查|导出|列|打印|一下|一份|一张|的|出|个)*(?:各家|各单位|各部门|各成员单位|每家|每个单位|所有单位|全部单位|全体|成员单位)?(?:的)?"
    r"(?:联[系络](?:人|员)|对接人|席位)(?:的)?(?:名单|名册|一览表?|总表|列表|表|清单|都是谁|是谁|有哪些|分别是谁)?(?:导出来?|列出来?|打印出来?|发我|给我)*"
    r"[\s。.!！？?]*"
    r"|\s*(?:导出|看|要)?(?:通讯录|通信录|花名册)[\s。.!！？?]*"
)
_OF_ALL = re.compile(r"各|每|所有|全|名单|名册|一览|总表|列表|清单|都是|哪些|分别|通讯录|通信录|花名册|导出|成员单位")


def asks_for_contacts(text: str) -> bool:
    """Return whether somebody asks who sits for all the units: 各家联系人, 联络员名单, 通讯录."""
    return _CONTACTS.fullmatch(text) is not None and _OF_ALL.search(text) is not None


_FEWER = re.compile(
    r"\s*(?:你们?|这个?|系统|机器人)?(?:的)?(?:催报|提醒|催|消息)(?:得|的)?(?:能不能|可不可以|可以|请|太|有点|有些)*"
    r"(?:少|多|密|频繁|勤)(?:一?些|一?点|了)*(?:[，,](?:能不能|可不可以|请|麻烦)?(?:少|减)(?:一?些|一?点|发|催)*)?(?:吗|吧|么)?[\s。.!！？?]*"
    r"|\s*(?:能不能|可不可以|请|麻烦|以后)?(?:少|别老)(?:发|催|提醒)(?:一?些|一?点|几次|我们?)*(?:吗|吧|么)?[\s。.!！？?]*"
)


def asks_for_fewer(text: str) -> bool:
    """Return whether somebody wants to be reminded less: 提醒少一些, 提醒太多了."""
    return _FEWER.fullmatch(text) is not None


_PAPERS = re.compile(
    r"\s*(?:请?(?:看看?|查看?|打开|列出)(?:一下)?)?(?:通报稿|公文稿|公文|通报和公文|(?:待|要)(?:我)?(?:核稿|签发|印发)的?(?:公文|稿子?|通报)?"
    r"|(?:已经?|都|我们)?(?:印发|签发|发|出)(?:了|过|出)?(?:的|哪些|哪几期|几期|什么)+(?:进展)?(?:通报|公文|文件|材料)"
    r"|(?:历次|历期|往期|以往|以前|过去|上一期|最近一期|最新一期|上期|第\d{1,3}期)的?(?:进展)?通报"
    r"|已经?(?:印发|签发)(?:的)?(?:进展)?(?:通报|公文)|(?:进展)?通报(?:都|已经?)?(?:印发|出|发)(?:了|过)?(?:几期|哪几期|哪些)|(?:进展)?通报(?:一共|总共)?有?(?:几期|哪几期)"
    r"|(?:进展)?通报(?:列表|清单|存档|目录))"
    r"(?:在哪里?|在哪儿|清单|列表|有哪些|有几期|列出来|给我看看|了)*(?:[，,\s]*谢谢)?[\s。.!！？?]*"
)


def asks_for_papers(text: str) -> bool:
    """Return whether the papers are asked for by name: 通报稿, 待签发的公文."""
    return _PAPERS.fullmatch(text) is not None


_TO_DECIDE = re.compile(
    r"\s*(?:现在|今天|眼下|目前|最近)?(?:还)?(?:有没有|有|哪些|有哪些|有什么|什么|哪几件|几件)*(?:事|事情|事项|会议|文件|东西)?(?:是)?"
    r"(?:需要?|要|等|等着|待)(?:我们?|本人)(?:来|去)?(?:定夺|定|决定|拍板|审批|审定|批准|批|签发|签|审|同意|点头|决策)"
    r"(?:的)?(?:事|事情|事项|会议|文件|东西)?(?:有哪些|吗|么|没有)?[\s。.!！？?]*"
)


def asks_what_to_decide(text: str) -> bool:
    """Return whether somebody asks what waits for their own word: 有什么要我定的, 哪些事等我签."""
    return _TO_DECIDE.fullmatch(text) is not None


@dataclass(frozen=True, slots=True)
class ExemptionEnded:
    """An exemption that is to be taken back: of which unit and of which task, each empty where it is not said.

    ``plainly`` says that it is called an exemption; 县公安局2-4恢复催报 may mean another thing.
    """

    unit: str
    task: str
    plainly: bool


_CODE = r"第?\s*(?P<task>\d{1,4}(?:\s*[-－—]\s*\d{1,4})?)\s*项?(?:任务)?"
_WHOSE = (
    rf"(?:对|给)?(?:{_CODE.replace('<task>', '<first>')}的?)?"
    rf"(?:(?P<unit>[^，,。；;\d\s第]{{2,24}}?)(?:在|对)?)?\s*(?:{_CODE})?\s*(?:上|里|中)?"
)
_EXEMPTION = r"(?:豁免|免报)"
_ENDED_BEFORE = re.compile(
    rf"(?:请|把|将)*(?:取消|撤销|撤回|解除|结束|收回|终止|停止)\s*{_WHOSE}的?{_EXEMPTION}了?[\s。.!！]*"
)
_ENDED_BEHIND = re.compile(
    rf"(?:请|把|将|让)*{_WHOSE}(?:的?{_EXEMPTION}(?:取消|撤销|撤回|解除|结束|收回|终止|撤)(?:掉|了)?"
    rf"|(?:不再|不能|不用|别|不)(?:再)?{_EXEMPTION}了?|(?:恢复|重新|继续|照常|还是)要?(?:报送|催报|反馈)(?:，?取消{_EXEMPTION})?)[\s。.!！]*"
)


def ends_exemption(text: str) -> ExemptionEnded | None:
    """Return which exemption is to be taken back: 取消县公安局2-4的豁免, 县公安局2-4恢复催报; else None."""
    said = _ENDED_BEFORE.fullmatch(text.strip()) or _ENDED_BEHIND.fullmatch(text.strip())
    plainly = re.search(_EXEMPTION, text) is not None
    if said is None:
        return None
    task = said["task"] or said["first"] or ""
    if not (plainly or (said["unit"] and task)):
        return None
    code = re.sub(r"\s", "", task).replace("－", "-").replace("—", "-")
    return ExemptionEnded(said["unit"] or "", code, plainly)


_ASK_EACH = re.compile(rf"(?:请|把|将)*\s*{_CODE}(?:改为|改成|要|都)?逐家(?:问|催报|催)[\s。.!！]*")


def ask_each(text: str) -> str | None:
    """Return the code or number of the task of which every unit is to be asked: 1-8逐家问; None for other words."""
    said = _ASK_EACH.fullmatch(text.strip())
    return None if said is None or not said["task"] else re.sub(r"\s", "", said["task"])


@dataclass(frozen=True, slots=True)
class NewVersion:
    """A plan that is said to be a new version of another, each by its number; None for the one that is not named."""

    new: int | None
    old: int | None


_VERSION = r"(?:新[版稿]|新版本|(?:修订|修改|更新)[稿版]|正式稿|印发稿|定稿|第[二三四五六七八九][稿版])"
_THIS_FILE = r"(?:(?:刚才|刚刚|刚|新)?(?:发的|载入的|上传的|拖的)?(?:这|那)?(?:份|个|一份|是)?(?:新?文件|表格|方案)?)"
_NEW_VERSIONS = (
    re.compile(
        rf"(?:(?:请|把)?方案\s*(?P<new>\d{{1,6}})|{_THIS_FILE})\s*(?:就|其实|应该)?(?:是|算|当作|作为)\s*(?:方案\s*(?P<old>\d{{1,6}})\s*的)?{_VERSION}"
        r"(?:[，,。；;\s].{0,40})?"
    ),
    re.compile(
        rf"(?:请)?(?:用|拿)(?:方案\s*(?P<new>\d{{1,6}})|{_THIS_FILE})\s*(?:来)?(?:替换|替代|代替|更新|换掉)\s*方案\s*(?P<old>\d{{1,6}})[\s。.!！]*"
    ),
    re.compile(
        r"(?:请)?(?:对比|比对|比较|对照)(?:一下)?\s*方案\s*(?P<new>\d{1,6})\s*(?:和|与|跟|、)\s*方案?\s*(?P<old>\d{1,6})[\s。.!！]*"
    ),
)


def new_version(text: str) -> NewVersion | None:
    """Return which plan is a new version of which: 方案3是方案2的新版, 这是方案2的新稿; None for other words.

    Of two that are to be compared the later number is the new one.
    """
    said = next((found for form in _NEW_VERSIONS if (found := form.fullmatch(text.strip())) is not None), None)
    if said is None:
        return None
    new, old = (int(said[name]) if said[name] else None for name in ("new", "old"))
    return NewVersion(max(new, old), min(new, old)) if new is not None and old is not None else NewVersion(new, old)


_BEFORE = r"(?:上一?次|[上前]一?[版稿]|[旧老原][版稿]|原来的?|原方案|征求意见稿|草案|换之?前)(?:的|那一?[版稿份])?"
_DIFFERS = (
    r"(?:差在哪|差别|有什么差|有?(?:什么|哪些|哪里|哪儿|几处)?(?:不同|不一样|区别|差异|变化)"
    r"|[改变]了?(?:哪|什么|几处))(?:里|儿|些|几[处项]|地方)?"
)
_ASKS_CHANGES = re.compile(
    rf"(?:请问|看看|问一下)?(?:方案\s*(?P<plan>\d{{1,6}}))?(?:的)?(?:{_VERSION}|这一?[版稿]|现在的?)?(?:"
    rf"[，,]?(?:跟|和|与|同|比|对比)(?:起)?{_BEFORE}(?:相比|比较|比起来|比)?[，,]?(?:都|到底|究竟|一共)*{_DIFFERS}"
    rf"|(?<=[版稿])[，,]?(?:都|到底|究竟|一共)*{_DIFFERS})[\s。.!！？?]*"
)


@dataclass(frozen=True, slots=True)
class AskedChanges:
    """A question what a new version has changed; ``plan`` as typed, None where none is named."""

    plan: int | None


def asks_changes(text: str) -> AskedChanges | None:
    """Return of which plan somebody asks what its new version changed: 跟上次差在哪; None for other words."""
    said = _ASKS_CHANGES.fullmatch(text.strip())
    return None if said is None else AskedChanges(int(said["plan"]) if said["plan"] else None)
