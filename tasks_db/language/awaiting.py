"""That the work waits for what another is to give or settle (等财政局给清单): how it stands, told plainly.

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


def waits(text: str) -> bool:
    """Return whether a clause tells that the work waits for what somebody else is to give or settle."""
    return _WAITS.search(text) is not None or _MATTER_WAITS.search(text) is not None
