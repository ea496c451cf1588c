"""No answer rests on a question: what may ask holds an answer back unless what is told beside it stands by itself.

A question can hold every weak sign of work (那个50%是指啥, 明年6月底是要到好多, 哪个小区在改).
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

from tasks_db import lazy_re as re
from tasks_db.language import asking, blanks, cues, names
from tasks_db.language.choice import Message
from tasks_db.language.reading import Reading
from tasks_db.language.references import Scope, Statement
from tasks_db.language.typed import typed
from tasks_db.language.values import Answer, Understanding
from tasks_db.terms import AnswerKind

_OUT_OF_IT = frozenset({AnswerKind.EXTENSION, AnswerKind.NOT_OURS, AnswerKind.CLOSURE})
"""A wish for time is put as a question, and the others wait for a button as they are."""


_SAID_BY = re.compile(r"(?:哪个|谁)(?:在)?(?:说|讲)|不(?:知道?|晓得?|清楚)")
"""哪个说只装了1台嘛, 不晓得咋个报: nobody is asked."""

_WISH = re.compile(
    r"能不能|能[否够]|可不?可以?|[行好成中][不吗]|得不得行|(?:哪个|谁)(?:能|来|去)?帮|看[^,，。;；]{1,16}不\W*$|怎么(?:改|弄|办)\W*$|准信|定不下来|难在哪|不(?:知道?|晓得?|清楚)"
)
"""A plea is often put as a question: 能不能请住建局来个人, 哪个帮忙协调下."""


def not_of_questions(understood: Understanding, message: Message) -> Understanding:
    """Return what was understood, with each answer held back that rests on a question."""
    titles = [each.title for each in message.shown.values()]

    def held(answer: Answer) -> Answer:
        number, parted = answer.number, blanks.parted(typed(answer.text).plain, titles)
        parted = parted if len(parted) == len(answer.text) else answer.text
        return _held_back(
            answer, parted, message.shown[number].title, lambda words: message.read(_of_one(words, number), number)
        )

    return replace(understood, answers=tuple(map(held, understood.answers)))


def _of_one(words: str, number: int) -> Statement:
    return Statement(0, len(words), 0, words, Scope.NUMBERS, (number,), by_name=True)


def _held_back(answer: Answer, parted: str, title: str, read: Callable[[str], Reading]) -> Answer:
    """Return an answer that waits for a button where its words may ask and the others do not tell as much.

    One that stands keeps its words without the question before or behind them. ``parted`` are its words, of the same
    length, with a comma for each blank that parts two clauses; ``read`` tells what words say of its task.
    """
    pieces = list(asking.PIECE.finditer(parted))
    asked = [piece for piece in pieces if asking.may_ask(piece.group())]
    wishes = answer.kind is AnswerKind.BLOCKED and all(_WISH.search(piece.group()) for piece in asked)
    if answer.confirm or answer.kind in _OUT_OF_IT or wishes or not asked:
        return answer
    put = [piece for piece in asked if cues.QUESTION.search(piece.group()) or cues.ASKS_BACK.search(piece.group())]
    alone = read(_without(asked, parted))
    same = (alone.kind, alone.percent) == (answer.kind, answer.percent)
    told = names.bare(_without(asked, parted), title)
    firm = answer.percent is not None or answer.kind is not AnswerKind.PROGRESS or _NEWS.search(told)
    stands = same and firm and (alone.sure or (put == asked and cues.COUNTED.search(parted)))
    first = asked[0] is pieces[0] and _SAID_BY.search(asked[0].group()) is None
    turned = (first and answer.percent is None) or answer.kind is AnswerKind.BLOCKED
    if not stands or turned:  # 是说哪个小区哦？我们街道有4个在改
        return replace(answer, confirm=True)
    told = _without(put, parted)
    start = len(told) - len(told.lstrip(_MARKS))
    return replace(answer, text=answer.text[start : len(told.rstrip(_MARKS))]) if put else answer


_NEWS = re.compile(r"(?<!除)了|过(?!来)|已|正|在(?!建)|完|[没未]|\d\s*[个处户家台栋次条]|顺利|照常")
"""What tells that something happened or goes on; a name and whose task it is do not."""
_MARKS = " ,，。;；!！?？、\n"


def _without(pieces: Sequence[re.Match[str]], text: str) -> str:
    """A text of the same length with blanks in the place of pieces."""
    found = list(text)
    for piece in pieces:
        found[piece.start() : piece.end()] = " " * len(piece.group())
    return "".join(found)
