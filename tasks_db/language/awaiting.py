"""That the work waits for what another is to give (等财政局给清单), or what comes of it by when (清单月底出).

Both tell how it stands, plainly.

Who only puts his answer off (等领导审了再报) tells nothing of the work; ``wishes`` knows that.
"""

from tasks_db import lazy_re as re
from tasks_db.language.cues import UNIT_ENDINGS

_GIVEN = (
    r"(?:给|发|出|定|下(?!周|个?月|午)|交|提供|移交|拿|报|回|批|拨|通知|安排|拍板|确定|答复"
    r"|清单|名单|单子|名册|方案|文件|图纸|数据|材料|结果|意见)"
)
_FROM_WHOM = (
    rf"[^\s,，。;；\d]{{0,6}}?(?:{UNIT_ENDINGS}|住建|财政|民政|水利|消防|公安|城管|应急|教育|卫健|发改|自然资源|市监"
    r"|上面|上级|省里|市里|厂家|业主|他们)"
)
_WAITS = re.compile(
    rf"(?:^|[\s,，。;；、:：的项个块边]|[还要得正仍就只先在]|目前|现在|暂时|我们)等(?:着|待)?(?!级|额|于|同|[我你您下会一])"
    rf"{_FROM_WHOM}(?:那边|把|先|统一|的)*[^\s,，。;；\d]{{0,4}}?{_GIVEN}(?![^,，。;；]{{0,8}}再)"
)
_MATTER_WAITS = re.compile(
    rf"(?:^|[\s,，。;；:：])[\u4e00-\u9fff]{{2,10}}?等(?![单部级额于同有相各几多])"
    rf"{_FROM_WHOM}[^\s,，。;；\d]{{0,4}}?{_GIVEN}[的呢了]*(?=$|[\s,，。;；])"
)
"""联合检查等住建局通知: what waits stands before the word, and what it waits for ends the clause."""

_COMES_OUT = re.compile(
    r"(?:[年季月周][底末初中]|[上中下]旬|\d[日号天]|[今明后][天日]|[下这本]个?(?:周|月|星期|礼拜)[一二三四五六日天底初中]?|[周][一二三四五六日天])"
    r"(?:之?前|以前|左右|前后|内|以内|就|也|都|应该?|大概|差不多|争取|肯定|一定|能够?|可以?|会|要){0,5}"
    r"[出拿](?:得)?(?:来|齐|具|稿|图|[一]?[个份版]?(?:初步的?|正式的?)?(?:清单|方案|图纸?|报告|台账|名单|初稿|稿子|结果|文件|办法|细则|公告|成果|评估|数据?)|(?<=出))"
    r"[了的吧哈啊呢哦]*(?=$|[,，。;；!\s])"
)
"""清单月底前能出, 下周出方案: a piece of the work, and no end of all of it."""


def tells(text: str) -> bool:
    """Return whether a clause tells that the work waits for somebody, or by when a piece of it will be there."""
    return any(form.search(text) for form in (_WAITS, _MATTER_WAITS, _COMES_OUT))
