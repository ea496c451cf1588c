"""A question, or a report: what somebody who reports for a unit as well may have meant by a sentence."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from tasks_db import lazy_re as re
from tasks_db.language.days import dates
from tasks_db.language.questions.cover import Cover, Names, Piece
from tasks_db.language.questions.rule import ANYWHERE, ASKS, REPORTED_TOO, STATES, Word
from tasks_db.language.questions.sense import Sense
from tasks_db.language.questions.values import (
    Order,
    OrderKind,
    QuestionKind,
    Reading,
    Sureness,
    Unknown,
    UnknownKind,
)
from tasks_db.language.wishes import asks_for_time

_NEVER_REPORTED = frozenset({OrderKind.CHASE, OrderKind.INVITE, OrderKind.HAND_OVER})
_BARE: frozenset[Word] = frozenset({Names.SPAN, Names.TASK, Names.INDICATOR, Names.PERSON, Names.SECTION})
_NOUNS = frozenset({Sense.TASK, Sense.UNIT, Sense.WHICH, Sense.PROGRESS, Sense.COUNT})
_FIGURE = re.compile(r"\d")
_CLOSING = re.compile(r"(?:可以|申请|请求?|给我们?)(?:予以)?(?:办结|销号|结项)了?[吧呗嘛哈啊]?\W*$")
"""几家单位都弄完了，可以销号了吧: what a unit asks for at the end is its request."""
_ASKING = re.compile(r"[?？吗谁啥咋哪]|还是|什么|多少|几(?!乎)|怎么|为何|如何|[过了完好](?:没有?|不)+\b")
_ENDS_ASKING = re.compile(r"(?:吗|没有?|呢|不|么)?[?？]$|(?:吗|么)$|[过了完好]没有?\W*$|有没有|是不是|哪|谁|多少|几")
_NOUN = re.compile(
    r"(?:任务|事项|事情|事|单位|部门|清单|名单|列表|情况|指标|进展|进度|数据|名册|台账|通报|原文|记录|申请|联络员"
    r"|席位|方案|材料|预览|时限|期限|截止(?:时间|日期)|牵头单位|责任单位|责任领导"
    r"|(?:到期|逾期|超期|没报|未报|没交|没反馈|延期|红灯|黄灯|绿灯|牵头|配合|负责|分管|该报|要报|要完成|该完成"
    r"|审核|审|批|协调|新)的)[。.!！]?$"
)
_PAPERS = frozenset({"名单", "清单", "列表", "一览", "一览表", "明细"})
LEAST = 0.25
"""What the best reading has to explain to be one."""
_MUCH = 1.5
_A_SLIP, _A_FEW = 2, 4
"""So many characters that nothing explains may be a slip of the pen, so many more leave it open."""


def is_noun(text: str) -> bool:
    """Return whether a text ends as a noun does, as questions without a verb do: 文旅局的任务."""
    return _NOUN.search(text) is not None


def sureness(text: str, cover: Cover, best: Reading, unknown: Sequence[Unknown], today: date) -> Sureness | None:
    """Return whether somebody who reports as well is asking; None where they report.

    A word that asks makes a question, and so does a noun, or a topic that nobody reports. Words that nothing explains
    speak for a report: of such a sentence the likely question is at most offered.
    """
    figured = cover.named(Names.PERCENT) or any(_FIGURE.search(one.text) for one in unknown)
    if figured or _CLOSING.search(text):
        return None
    if isinstance(best.wants, Order):
        return _ordered(best.wants, unknown)
    topics = {p.is_a for p in cover.pieces} - ANYWHERE
    if not topics or best.score < LEAST or _wishes(text, cover, best.wants.kind, today):
        return None
    asks = any(_asks(p) for p in cover.pieces) or _ASKING.search(_meaning(text, cover)) is not None
    unexplained = sum(len(one.text) for one in unknown)
    if unexplained and not all(one.kind in {UnknownKind.UNIT, UnknownKind.PERSON} for one in unknown):
        if not asks or Sense.MINE in topics:
            return None
        if unexplained > _A_SLIP:
            is_open = unexplained <= _A_FEW and best.score >= _MUCH and topics - REPORTED_TOO
            return Sureness.OPEN if is_open else None
    is_question = _is_asked(text, topics) if asks else _is_named(text, cover, topics)
    return Sureness.SURE if is_question else None


_ASKED_OF_IT = frozenset({Sense.WHO, Sense.WHICH, Sense.COUNT, Sense.WHEN, Sense.WHY, Sense.DECIDED})


def _wishes(text: str, cover: Cover, kind: QuestionKind, today: date) -> bool:
    """Whether a unit wishes for something itself: 能不能延期, 这个要延到1月20号."""
    asked = any(p.is_a in _ASKED_OF_IT or (p.is_a is Sense.SHOW and p.start == 0) for p in cover.pieces)
    if asked or is_noun(text):
        return False
    clauses = re.split("[,，。;；!！?？]", text)
    return kind is QuestionKind.REQUESTS or any(asks_for_time(clause, dates(clause, today)) for clause in clauses)


def _is_asked(text: str, topics: set[Word]) -> bool:
    """Whether words that ask make a question; 没什么困难 denies."""
    denied = Sense.NOT in topics and bool(topics & REPORTED_TOO - {Sense.NOT})
    return not denied or _ENDS_ASKING.search(text) is not None


def _is_named(text: str, cover: Cover, topics: set[Word]) -> bool:
    """Whether a noun, or a topic that nobody reports, stands for a question."""
    if topics <= {Names.NUMBERS, Names.ROW}:
        return "任务" in text  # 第2项 answers which item is meant
    if is_noun(text) and Sense.NOT not in topics and not _tells(text, cover):
        return True
    return not topics & REPORTED_TOO and bool(topics - _BARE)


def _asks(piece: Piece) -> bool:
    """Whether a word asks; 看 and 说 within a sentence do not (现在看要拖到1月), nor does a paper (清单已报送)."""
    if piece.is_a is Sense.WHICH and piece.value in _PAPERS:
        return False
    if piece.is_a is Sense.SHOW:
        return piece.end - piece.start > 1 or piece.start == 0
    return piece.is_a in ASKS


def _tells(text: str, cover: Cover) -> bool:
    """Whether a state is told of something that is done, and not what the noun at the end is: 已完成上年任务."""
    for piece, behind in pairwise(cover.pieces):
        if piece.is_a in STATES and text[piece.end - 1] != "的" and behind.is_a not in _NOUNS:
            return True
    return False


def _meaning(text: str, cover: Cover) -> str:
    """The words that a question may be asked with, also inside a longer word; 没什么 asks nothing."""
    return " ".join(text[p.start : p.end] for p in cover.pieces if p.is_a not in {Sense.FILL, Sense.NOT}) + text[-1:]


def _ordered(order: Order, unknown: Sequence[Unknown]) -> Sureness | None:
    """Whether an order may be a report instead: 第5项延到1月底 is what a unit asks for as well."""
    if unknown:
        return None
    return Sureness.SURE if order.kind in _NEVER_REPORTED else Sureness.OPEN
