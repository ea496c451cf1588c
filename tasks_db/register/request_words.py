"""What a request for more time tells of the work beside what it asks for: the unit's word like any other (R15)."""

from datetime import timedelta

from tasks_db import lazy_re as re
from tasks_db.language import cues, troubles
from tasks_db.language.clauses import CLAUSES
from tasks_db.language.days import dates
from tasks_db.register.values import Report
from tasks_db.terms import AnswerKind

_ASKED = re.compile(r"延期|延长|延至|延到|推迟[到至]|宽限|^(?:请|恳请|望|特|敬请)|(?:批准|同意|支持)$")
"""The clause that asks, which a paper says in its own words."""
_BEGUN = re.compile(
    r"开始|进场|启动|开工|动工|复工|起步|展开|铺开|完成|完工|竣工|建成|收齐|备齐|到齐|到位|到货|到账|办结|批复|获批|投用"
    r"|投入使用|签订|通过|移交|拨付|交付|落实|确定|正在(?:施工|安装|调试|改造|装修|建设|验收|整治|铺设)"
)
_HINDERED = re.compile(
    r"[未没尚缺难无不慢紧待]|滞后|困|问题|影响|延误|推迟|推后|延后|拖|晚|迟|暂停|停工|流标|超支|有误|[需须]|重新|才能|方[可能]|后[才再方]"
)

_NEAR = timedelta(days=183)
"""A day without a year that is read as farther ahead lies behind: 3月1日开始 of the middle of March."""


def told_in(request: Report, title: str = "") -> str:
    """Return what a request says beside what it asks for, without the task's ``title`` and without pleas."""
    apart = request.problem if request.problem and request.problem not in request.text else ""
    said = " ".join((apart or request.text).split()).removeprefix(title)
    clauses = (clause.strip(" ：:") for clause in CLAUSES.split(said))
    return "，".join(c for c in clauses if c and not _ASKED.search(c) and not troubles.called_upon(c))


def tells_of_work(request: Report, title: str = "") -> bool:
    """Return whether a request for more time tells that something has begun, is done or is there by now.

    A clause that names what stands in the way, or a day that was still to come, tells nothing of that.
    """
    return request.kind is AnswerKind.EXTENSION and any(
        _is_under_way(clause, request) for clause in CLAUSES.split(told_in(request, title)) if clause
    )


def _is_under_way(clause: str, request: Report) -> bool:
    if not _BEGUN.search(clause) or _HINDERED.search(clause) or cues.FUTURE.search(clause):
        return False
    if troubles.difficulty(clause):
        return False
    days = [mark.days.first for mark in dates(clause, request.said_on) if mark.days is not None]
    return not any(request.said_on < day <= request.said_on + _NEAR for day in days)
