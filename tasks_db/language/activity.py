"""Whether clauses tell that the task is worked on: by a verb of work, by what was counted, by how it goes on."""

from collections.abc import Sequence
from typing import Protocol

from tasks_db import lazy_re as re
from tasks_db.language import awaiting, cues, hindrance, troubles
from tasks_db.language.completion import Completion


class Clause(Protocol):
    """What is asked of a clause; ``bare`` is it without the name of its task."""

    @property
    def text(self) -> str: ...
    @property
    def bare(self) -> str: ...
    @property
    def completion(self) -> Completion: ...
    @property
    def not_started(self) -> bool: ...
    @property
    def idle(self) -> bool: ...


_WANTS_SENT = re.compile(
    r"\W*(?:恳|烦)?(?:请|麻烦)(?:您|你们?|贵办|办公室|领导|再|把|将)*[^,。;\d了]{0,10}?"
    r"(?:告诉|告知|(?:发|传|寄|给|转)[^,。;了]{0,8}?(?:我们?|我[局办镇乡]|一[份下个]|过来|模板|样表|表格|通知|文件))"
)
"""请发一份模板过来, 请把检查时间告诉我们: what the writer wants to have, and no news of the work."""


def any_active(clauses: Sequence[Clause]) -> bool:
    """Return whether a clause tells of work; beside what is told of persons it has to name the work."""
    of_persons = any(cues.OF_PERSONS.search(clause.text) for clause in clauses)
    taken = any(cues.TAKEN_NOTE.search(clause.text) for clause in clauses)
    telling = [clause for clause in clauses if not cues.OF_PERSONS.search(clause.text)]
    telling = [clause for clause in telling if not (taken and cues.NO_MORE_THAN_RECEIPT.search(clause.text))]
    return any(
        _is_active(clause) and (not of_persons or cues.WORK.search(clause.bare) or cues.COUNTED.search(clause.text))
        for clause in telling
    )


def _is_active(clause: Clause) -> bool:
    not_of_work = cues.AWAY.search(clause.text) or _WANTS_SENT.match(clause.text)
    if not_of_work or cues.RECEIPT.fullmatch(clause.text.strip()):
        return False
    if cues.TAKEN_NOTE.search(clause.text) and not cues.COUNTED.search(clause.text):
        return False
    if cues.COURTESY.match(clause.text.strip()) and clause.completion is Completion.NONE:
        return False  # 感谢各位的辛勤付出，祝工作顺利
    if cues.NOT_GONE.search(clause.text) and not cues.COUNTED.search(clause.text):
        return False  # 检查还没去
    told = hindrance.nobody_applied(clause.text) or troubles.denies(clause.text) or awaiting.tells(clause.text)
    if told or cues.ACTIVE.search(clause.bare) or cues.WORK.search(clause.bare):
        return True
    counted = cues.COUNTED.search(clause.text) is not None
    return counted and bool(cues.HAPPENED.search(clause.text) or cues.TIMES.search(clause.text))


def stands(clause: Clause) -> bool:
    """Return whether a clause tells that nothing moves: 尚未启动, 没动."""
    return bool(clause.not_started or clause.idle or cues.IDLE.search(clause.text))


def counted_beside(clauses: Sequence[Clause]) -> bool:
    """Return whether beside what does not move something is counted: 摸出来14处，充电桩还没动."""
    return any(cues.COUNTED.search(clause.text) and not stands(clause) for clause in clauses)


def runs_on_with_news(text: str) -> bool:
    """Return whether news run on behind 没有变化 without a sign: 物业没有变化养老服务站已经开工一处."""
    said = cues.NO_CHANGE.search(text)
    return said is not None and _NEWS.search(text[said.end() :]) is not None


_NEWS = re.compile(r"已经?[^没未无不]{1,6}[\d一二两三四五六七八九十][个处家户台栋条]")


def tells_no_news(text: str) -> bool:
    """Return whether a text says 没变 or 没动 and nothing else."""
    return _NO_NEWS.fullmatch(text.strip(" ,，。;；")) is not None


_NO_NEWS = re.compile(
    rf"(?:[都均也还仍暂全]|目前|暂时){{0,3}}(?:{cues.NO_CHANGE.pattern}|{cues.IDLE.pattern})[了哈啊呢的吧]*"
)
