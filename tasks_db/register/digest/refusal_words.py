"""What a refused request for more time was answered: until when the work is wanted, and on which ground.

A day is a demand only where a clause wants the whole work done by it: 请于11月20日前完成. One that names a part of it
(11月20日前先开通热线), or tells of a day (11月20日是专题会定的日子), belongs to the words, which are told whole.
"""

from datetime import date

from tasks_db import lazy_re as re
from tasks_db.language.until import read_until

_DEMAND = re.compile(
    r"(?:^|(?<=[，,；;。]))\s*(?:请|望|仍|务必|必须|确保|力争|抓紧|尽快|要求|[应须要于在])*"
    r"[0-9一二三四五六七八九十年月日号底末这本今当季度周]{2,}(?:之|以)?前?(?:务必|必须|全部|全面|按期|如期|[应须要])*"
    r"(?:完成|办结|完工|竣工|办完|做完)(?:任务|工作)?(?=$|[，,；;。])"
)
_DIRECTS = re.compile(r"请|先|再|另|[须应要]|务必|抓紧|尽快|加快|可以|不得|不能|同意|倒排|分开|分别|按|期限|前")
"""Words of a clause that says what to do, and so is no ground."""
_MARKS = " \t\r\n，,；;。"


def demand_in(reason: str | None, said_on: date) -> date | None:
    """Return the day until which a refusal wants the work done; None where it names none, or several."""
    found = [m.group().strip(_MARKS) for m in _DEMAND.finditer(reason or "")]
    if len(found) != 1:
        return None
    until = read_until(found[0], said_on)
    return until.day if until.sure else None


def ground_in(reason: str) -> str | None:
    """Return a refusal's words without what they demand; None where they cannot be parted without loss."""
    found = _DEMAND.search(reason)
    if found is None:
        return None
    before, behind = reason[: found.start()].strip(_MARKS), reason[found.end() :].strip(_MARKS)
    rest = before or behind
    return None if (before and behind) or _DIRECTS.search(rest) else rest
