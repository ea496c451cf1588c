"""What an utterance asks or orders: decided over all of its words, all known names and what was said before."""

from datetime import date

from tasks_db import lazy_re as re
from tasks_db.language.questions import names, senses, when
from tasks_db.language.questions.asides import only_asking, without_asides
from tasks_db.language.questions.cover import Cover, Piece, covers, weight_of
from tasks_db.language.questions.frames import follow_up
from tasks_db.language.questions.how import asked_how
from tasks_db.language.questions.readings import likeliest, readings
from tasks_db.language.questions.single import about_one_task
from tasks_db.language.questions.sureness import LEAST, is_noun, sureness
from tasks_db.language.questions.unknown import unknown_words, with_newcomer
from tasks_db.language.questions.values import (
    NOTHING_SAID,
    Asked,
    Order,
    Question,
    QuestionKind,
    Reading,
    Said,
    Sureness,
    UnknownKind,
    Vocabulary,
)
from tasks_db.language.typed import typed

LONGEST = 80
"""A text of more characters is no question but a report, unless only a clause of it asks."""
_WITH_ASIDES = 240
"""A text of more characters is none, however politely it asks."""

_TO_WHOM = re.compile(
    r"(?<=[交报送])(?:给|到)?[\u4e00-\u9fff]{2,8}?汇总[的去]?|(?<=报)(?:给|送)?(?:县|市|区)?(?:人民)?政府(?:审定|审批)?(?=$|[,。;!?啊呀呢])|(?<=报给)汇总单位|(?<=交给)汇总单位"
)
"""交给民政汇总: to whom it goes narrows nothing."""
_LINES = re.compile(r"\n\s*\S")


def hear(
    text: str, known: Vocabulary, today: date, said: Said = NOTHING_SAID, *, speaks: bool = False
) -> Asked | None:
    """Return what a text asks or orders, or None where it is neither.

    ``known`` are the names that the asker may use, ``said`` is the question before, whose frame a follow-up keeps.
    ``speaks``: the asker reports for a unit too, so what may be a report is no sure question. Clauses that only lead
    up to a question are left out where the whole is not clear.
    """
    if not may_be_heard(text, speaks=speaks):
        return None
    plain = plainly(text)
    tried = dict.fromkeys((plain, without_asides(plain)) if len(plain) <= LONGEST else (only_asking(plain),))
    found: Asked | None = None
    for words in tried:
        heard = _heard(words, known, today, said, speaks=speaks)
        if heard is not None and (found is None or _unclear(heard) < _unclear(found)):
            found = heard
        if found is not None and not _unclear(found):
            break
    return found


_COMPARED = re.compile(
    r"(?:[和跟与同较]|相?比(?=上))(?:起)?上(?:个)?(?P<what>月|周|星期|礼拜|季度)(?:的时候)?(?:相?比(?:较|起来)?|来比|相较)?[,，]?(?=[^,，。;；]*(?:变化|变动|进展|不同|不一样|差别|区别|多|少))"
)


def compared(plain: str) -> str:
    """Return words that ask what is new beside the last month or week as asking for this one: 和上个月比有变化没."""
    return _COMPARED.sub(lambda said: f"这个{said['what']}", plain)


def _unclear(asked: Asked) -> int:
    return sum(len(one.text) for one in asked.unknown)


def _heard(plain: str, known: Vocabulary, today: date, said: Said, *, speaks: bool) -> Asked | None:
    if (how := asked_how(plain)) is not None:
        return Asked((Reading(Question(how), 1.0, (plain,)),))
    plain = compared(plain)
    plain = _TO_WHOM.sub(lambda whom: " " * len(whom.group()), plain)
    found = covers(plain, _pieces(plain, known, today))
    follow = follow_up(found, said, today)
    if follow is not None:
        return Asked((Reading(follow, 1.0, (plain,)),))
    meant = [one for one in readings(plain, found, today) if not speaks or _may_be_asked(one)]
    if not meant:
        return about_one_task(plain, found[0], speaks=speaks) or _nobody_known(plain, found[0], known, speaks=speaks)
    meant = [with_newcomer(one, found[0], plain) for one in meant]
    unknown = unknown_words(plain, found[0], known, meant[0])
    if meant[0].score < LEAST and found[0].residue and any(one.kind is UnknownKind.WORDS for one in unknown):
        return about_one_task(plain, found[0], speaks=speaks)  # 今天天气不错
    how_sure = sureness(plain, found[0], meant[0], unknown, today) if speaks else Sureness.SURE
    if how_sure is None or (how_sure is Sureness.OPEN and isinstance(meant[0].wants, Question)):
        of_one = about_one_task(plain, found[0], speaks=speaks)
        if of_one is not None or how_sure is None:
            return of_one
    return Asked(likeliest(meant), unknown, how_sure)


def plainly(text: str) -> str:
    """Return a text in the one form in which it is held against words and names."""
    return typed(text).plain.lower().strip()


def may_be_heard(text: str, *, speaks: bool) -> bool:
    """Return whether a text is short enough to ask something; ``speaks`` as for ``hear``."""
    plain = plainly(text)
    if not plain or len(plain) > _WITH_ASIDES or (speaks and _LINES.search(plain)):
        return False
    return len(plain) <= LONGEST or len(only_asking(plain)) <= LONGEST


def _pieces(text: str, known: Vocabulary, today: date) -> list[Piece]:
    words = [Piece(start, end, sense, text[start:end], weight_of(sense)) for start, end, sense in senses.found(text)]
    return [*words, *names.pieces(text, known), *when.pieces(text, today)]


def _may_be_asked(reading: Reading) -> bool:
    """Whether somebody who reports may mean it: thanks and 好的 are an answer's."""
    return isinstance(reading.wants, Order) or reading.wants.kind is not QuestionKind.PLEASANTRY


def _nobody_known(text: str, cover: Cover, known: Vocabulary, *, speaks: bool) -> Asked | None:
    """A name that nobody knows, and nothing else: 交通局."""
    unknown = unknown_words(text, cover, known, None)
    if speaks and not is_noun(text):
        return None
    named = tuple(one for one in unknown if one.kind in {UnknownKind.UNIT, UnknownKind.PERSON})
    return Asked((), named) if named and len(named) == len(unknown) else None
