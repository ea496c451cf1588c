"""What was answered to those who asked others for help, as a paper tells it: by whom, on which day, in its words."""

from messages import paper_words
from tasks_db import lazy_re as re
from tasks_db.register.digest.facts import LONGEST
from tasks_db.register.digest.values import Coordination

_OFFICE = re.compile(r"(^|；)办公室(?=(?:\d{1,2}月\d{1,2}日)?答复：)")
_CLAUSES = re.compile(r"(?<=[，,；;。])")
_MOST = 2 * LONGEST


def answered(item: Coordination) -> str:
    """Return 县财政局4月27日答复：已安排20万元…; that an answer came where its words are not kept, empty for none.

    What is longer than two sentences breaks off behind a clause, with ……
    """
    if not item.is_answered:
        return ""
    told = _OFFICE.sub(r"\1本办公室", paper_words.text(item.answers))
    if len(told) <= _MOST:
        return told or item.answered
    kept = ""
    for clause in _CLAUSES.split(told):
        if kept and len(kept) + len(clause) > _MOST:
            break
        kept += clause
    return f"{kept.rstrip('，,；;。')}……"
