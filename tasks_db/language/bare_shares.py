"""Shares that are typed without their sign: 进度八十五, 以45为准, 3 60, 是50 in a correction."""

from dataclasses import replace

from tasks_db import lazy_re as re
from tasks_db.language.completion import FULL
from tasks_db.language.numerals import number as number_of
from tasks_db.language.reading import Reading
from tasks_db.language.references import Scope, Statement
from tasks_db.terms import AnswerKind

_BARE_SHARE = re.compile(
    r"(?:^|进度|进展|完成度?|率|达到?|到|了|约|近|已)\s*(?P<share>\d{1,3})\s*(?:了|左右|多)?\s*(?=$|[,。;!\n])"
)
_PROGRESS_FIGURE = re.compile(
    r"(?:进[度展肚]|(?:完[成工]|竣工)[度率]|百分比)(?:还是|仍是|还|仍|是|为|到|约|大概|差不多|达到?|有|[:：\s]|[-—]+|目前|现在)*"
    r"(?P<share>(?<!\d)\d{1,2}(?![\d.])|[一二三四五六七八九]?十[一二三四五六七八九]?(?![一二三四五六七八九十百千]))(?:个(?:百分)?点)?(?:吧|了|左右|多)*\s*(?=$|[,。;!\n])"
)
_CORRECTED = re.compile(
    r"(?:应该?|其实|实际)?(?<!不)(?:是|为|改[成为到]?)\s*(?P<share>(?<!\d)\d{1,2}(?![\d.])|[一二三四五六七八九]?十[一二三四五六七八九]?)[哈啊呢吧了哦呀嘛]*\s*(?=$|[,。;!\n]|(?:而)?不是)"
)
_ONLY_CORRECTED = re.compile(
    r"[\s,。;!]*(?:不好意思|抱歉|不对|[,。;!\s]|刚才?|刚刚|上面|前面|那个|我|把)*(?:[写发填搞弄报说打按点看记数算输]|手)[错反岔误滑快串颠][了倒]*(?:数字?|表|列|栏|行)?了?[\s,。;!]*(?:应该?|其实|实际)?[是为]?(?:改成?)?\s*(?P<share>\d{1,2})(?![\d.])\s*(?:个点)?[哈啊呢吧了哦呀嘛才对\s,。;!]*"
)
"""看反了，48: the share that was meant."""


_AT_LAST = re.compile(r"[,。;]\s*(?P<share>\d{1,2})\W*$")
"""按计划走，33: a figure after all that is told is no number of anything else."""


def with_figure(reading: Reading, statement: Statement, *, corrects: bool) -> Reading:
    """Return a reading with the share of 进度八十五; and of 是50, where a share that was just said is put right."""
    if reading.kind is AnswerKind.BLOCKED and reading.percent is None:  # 进度55，…没到货
        told = _PROGRESS_FIGURE.search(statement.body)
        return replace(reading, percent=number_of(told["share"])) if told else reading
    if reading.kind not in (None, AnswerKind.PROGRESS):
        return reading
    if reading.percent is not None and not _VALID.search(statement.body):
        return reading
    found = _VALID.search(statement.body) or _PROGRESS_FIGURE.search(statement.body)
    if corrects:
        found = found or _CORRECTED.search(statement.body) or _ONLY_CORRECTED.fullmatch(statement.body)
    if found is None:
        return reading
    found = _AGAIN.match(statement.body, found.end()) or found
    share = number_of(found["share"] or found["so"] or found["put"])
    return replace(reading, kind=AnswerKind.PROGRESS, percent=share, sure=True, options=())


_VALID = re.compile(
    r"(?:以(?:这个|最新的?|现在的?)?\s*(?P<share>\d{1,2})(?![\d.])\s*%?\s*(?:这个)?的?为准)"
    r"|(?<![\u4e00-\u9fff])(?:就|先|还是)?按\s*(?P<so>\d{1,2})(?![\d.])\s*%?\s*(?:这个)?(?:来)?(?:算|报|填|记|计)(?=\W|$|吧|了)"
    r"|(?<![不别未没错\d])[写报填](?:个|成)?\s*(?P<put>\d{1,2})(?![\d.])(?=吧\W*$)"
)
"""以45为准, 按45算, 写90吧: the share that counts among several."""
_AGAIN = re.compile(
    r"[\s,。;]*[哦啊呃噢哎]?(?:不是|不对|[说讲写报打]错了?|错了)[\s,。;]*(?:应该?)?是?\s*"
    r"(?P<share>\d{1,2}(?![\d.])|[一二三四五六七八九]?十[一二三四五六七八九]?)(?!个)"
)
"""进度六十，不是，六十五: the share that is said again."""


def with_bare_share(reading: Reading, statement: Statement) -> Reading:
    """Return a reading with the share of "3 60": most likely one, to be confirmed."""
    at_last = _AT_LAST.search(statement.body)
    match = _BARE_SHARE.search(statement.body.strip()) or at_last
    alone = statement.scope is Scope.NUMBERS and len(statement.loose) == 1
    plausible = reading.percent is None and (alone or at_last is not None)
    if match is None or not plausible or int(match["share"]) >= FULL:
        return reading
    if reading.kind not in (None, AnswerKind.PROGRESS):
        return replace(reading, percent=int(match["share"]), sure=False)
    return replace(reading, kind=AnswerKind.PROGRESS, percent=int(match["share"]), sure=False)
