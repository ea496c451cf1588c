"""A question about one task that is named, put with words that no rule knows: all that is known of it answers it.

Of one task everything fits one screen, so that whatever was asked of it is told or seen to be missing.
"""

from dataclasses import replace

from tasks_db import lazy_re as re
from tasks_db.language.questions.cover import Cover, Names, told_by
from tasks_db.language.questions.sense import Sense
from tasks_db.language.questions.values import (
    NO_FILTERS,
    Asked,
    Aspect,
    Question,
    QuestionKind,
    Reading,
    Sureness,
)

_PUT = re.compile(
    r"谁|哪(?!怕)|什么时[候间]|啥子?时[候间]|几[号家月点]|多久|是不是|是否|是要|怎么|咋|为何|为啥|为什么"
    r"|(?:吗|么|呢)\W*$|[?？]|多少(?=[^,，。;；]*(?:$|才|来着|合格|过关))|几(?:个|处|台|户|项)?(?=[^,，。;；]*(?:才|来着|合格|过关))|还是[^,，。]*[?？啊呢]"
)
_TELLS = re.compile(
    r"正[在跟和与]|已经?|一遍|\d+[处个户台公米%家]|不知道?|不晓得|不清楚|没定|未定|不确定|说不[准好清]|不好说|无法确定|看情况"
)
"""摸了一遍，正跟民政商量先交哪几处: whoever tells of the work, or of what is not known, reports."""
_TOLD = frozenset(
    {Sense.CLOSED, Sense.NOT_STARTED, Sense.ON_TRACK, Sense.UNDER_WAY, Sense.TROUBLE, Sense.PLEA, Sense.EXTENSION,
     Sense.EXTEND, Sense.REPORTED, Sense.NOT, Sense.NOT_OURS, Sense.OPEN}
)  # fmt: skip
"""What a unit says of its own task as well, so that it may be a report with a question in it."""
_A_TITLE = 0.9


def about_one_task(text: str, cover: Cover, *, speaks: bool) -> Asked | None:
    """Return the question of all that is known of the one task that a text names and asks about; else None.

    ``speaks`` as for ``hear``: of somebody who reports, words that tell of the work are no question.
    """
    if _PUT.search(text) is None:
        return None
    if speaks and (cover.senses & _TOLD or cover.named(Names.PERCENT) or _TELLS.search(text)):
        return None
    named = told_by([piece for piece in cover.named(Names.TASK) if piece.weight >= _A_TITLE or not speaks])
    if len(named) != 1 or cover.named(Names.NUMBERS):
        return None
    question = Question(QuestionKind.TASK, replace(NO_FILTERS, task_ids=named), aspect=Aspect.FACTS)
    return Asked((Reading(question, 0.0, (text,)),), (), Sureness.SURE)
