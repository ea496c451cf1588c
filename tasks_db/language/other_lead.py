"""That somebody else should lead a task: a word about whose it is, and no progress of it.

由他们牵头更合适, 牵头单位应为县公安局, 我们不适合牵头
"""

from collections.abc import Sequence

from tasks_db import lazy_re as re
from tasks_db.language import cues

_DOES = "协调|组织|召开|推进|督促|研究|会商|起草|制定|调度|成立|下"
"""What somebody does who leads already: 县公安局牵头召开了会."""
_LEADS = rf"(?:来)?(?:牵头|主办|归口)(?:负责|办理|主办|管理|承办)?(?!{_DOES})"
_FITS = r"[^,。;]{0,2}?(?:更|比较|最|较)?(?:为)?(?:合适|妥当|适合|妥|宜|恰当|合理|顺)"
_FOR_OTHER = rf"(?![我咱本])(?:他们|她们|其|对方|那边|{cues.OWNER})"
_OTHER_LEAD = re.compile(
    rf"(?:由|让|请)?(?P<better>{_FOR_OTHER}){_LEADS}{_FITS}"
    rf"|(?:建议|拟|希望|应该?|应当|宜|可否|能否|商定|同意|决定)[^,。;]{{0,4}}?(?:改?由|让)(?P<wished>{_FOR_OTHER}){_LEADS}(?=\W|$)"
    rf"|(?:牵头|归口|主办)(?:单位|部门|管理)*(?:应该|应当|应|其实|实际)?(?:是|为|由|归|在)(?P<said>{_FOR_OTHER})(?:来|负责)?(?=\W|$)"
    rf"|(?P<agreed>{cues.OWNER})(?:也|已经?)?(?:同意|愿意|答应|认可)(?:来)?牵头(?=\W|$)"
    rf"|{cues.US}(?:这边)?(?:不太?|并不)(?:适合|合适|宜|便|好)(?:再|继续)?(?:来)?(?:牵头|主办)"
    r"|(?:调整|变更|更换|另换|换)(?:一下)?牵头(?:单位|部门)|换(?:一?[家个])?(?:单位|部门)?(?:来)?牵头(?=\W|$)"
)
_TALKED_WITH = re.compile(
    rf"[和与跟同](?P<who>{cues.OWNER})(?:也|都|已经?|一起|共同)*(?:商量|商定|协商|沟通|对接|商|说|谈)"
)
_OF_TASK = re.compile(r"^(?:[这此该]\w?(?:工作|任务|事情?)?)(?=..)")


def wished(clauses: Sequence[str]) -> str | None:
    """Return who should lead instead, empty where no unit is named; None where nothing of that is said."""
    wish = next((found for clause in clauses if (found := _OTHER_LEAD.search(clause)) is not None), None)
    if wish is None:
        return None
    who = _OF_TASK.sub("", next(filter(None, wish.groupdict().values()), ""))
    if cues.UNIT_LIKE.search(who):
        return who
    spoke = next((found for clause in clauses if (found := _TALKED_WITH.search(clause)) is not None), None)
    return spoke["who"] if spoke is not None else ""
