"""What a paragraph is by its form alone: letter parts, annex marks, page furniture, remnants of a web page."""

import re
from enum import Enum, auto
from functools import lru_cache

from tasks_db.intake import posts
from tasks_db.intake.quantities import CHINESE, halve
from tasks_db.language.days import is_part_of_year


class Kind(Enum):
    """The form of a paragraph; TEXT is everything that has to be understood."""

    TEXT = auto()
    SALUTATION = auto()
    DATE = auto()
    NUMBER = auto()
    PUBLICITY = auto()
    ANNEX_MARK = auto()
    ANNEX_LIST = auto()
    REMARK = auto()
    COLOPHON = auto()
    CONTACT = auto()
    PERSON = auto()
    FURNITURE = auto()
    CHROME = auto()
    WHEN = auto()


# a line is looked at by itself and beside its neighbours
_REMEMBERED = 8192
BULLETS = r"[■●◆▲★□○◇△☆▪•·\s]*"
# 2024年7月1日 or 二〇二四年七月一日, once the year is in figures
DATE_LINE = re.compile(
    rf"(?P<y>20\d\d|19\d\d)\s*年\s*(?P<m>\d{{1,2}}|{CHINESE})\s*月\s*(?P<d>\d{{1,2}}|{CHINESE})\s*日"
)
PAGE_NUMBER = re.compile(r"[-—–－·]+\s*\d{1,4}\s*[-—–－·]+|第\s*\d+\s*页(?:\s*[,，/]?\s*共\s*\d+\s*页)?")
# 国办发〔2019〕15号, and the number of an issue: 〔2025〕第31期
DOC_NUMBER = re.compile(
    r"(?=.{4,40}$)[〔\[［（(【]\s*(?:19|20)\d\d\s*[〕\]］）)】]\s*第?\s*\d+\s*[期号]|[\u4e00-\u9fff]{2,14}\s*[〔\[［（(【]\s*(?:19|20)\d\d\s*[〕\]］）)】]\s*第?\s*\d+\s*号"
)
_FORMS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (Kind.FURNITURE, re.compile(rf"{PAGE_NUMBER.pattern}|\W+")),
    # alone, or behind the office that issues it
    (Kind.DATE, re.compile(rf"(?:[\u4e00-\u9fff（）()]{{4,30}}(?<!时间)(?<!日期)[ \u3000]+)?{DATE_LINE.pattern}")),
    (Kind.NUMBER, DOC_NUMBER),
    (Kind.SALUTATION, re.compile(r"(?:各|市|县|区|省|有关|国务院)[^。；]{1,200}[：:]")),
    (
        Kind.PUBLICITY,
        re.compile(r"[（(][^（()）]{0,4}(?:公开|印发)[^（()）]{0,8}[）)]|[（(](?:征求意见稿|草案|送审稿)[）)]"),
    ),
    (
        Kind.ANNEX_MARK,
        re.compile(
            r"附\s*[件表录]\s*[一二三四五六七八九十\d]*\s*[：:]?"
            r"|附\s*[件表]\s*\d*[ \u3000]+[^。；：:]{4,40}(?:表|清单|台账|名单)"
        ),
    ),
    (Kind.ANNEX_LIST, re.compile(r"附\s*件\s*\d*\s*[：:].+", re.DOTALL)),
    (Kind.REMARK, re.compile(r"(?:[备附]\s*注|注|说\s*明)\s*[：:].+", re.DOTALL)),
    (
        Kind.COLOPHON,
        re.compile(
            r"(?:抄\s*送|分\s*送|主\s*送|报\s*送|发|送|报)\s*[：:].+|.*\d{4}年\d{1,2}月\d{1,2}日\s*印发", re.DOTALL
        ),
    ),
    (
        Kind.CONTACT,
        re.compile(
            r"(?:(?:联系)?(?:地址|邮编|邮政编码|电话|传真|电子邮箱|邮箱|联系人|联系方式)"
            r"|出席|列席|请假|缺席|记录|(?:参加|参会|列席|出席)(?:会议)?(?:人员|单位|领导))\s*[：:].*",
            re.DOTALL,
        ),
    ),
    (
        Kind.CHROME,
        re.compile(
            r"[-•·\s]*(?:关注我们|最近搜索|热门搜索|访问量|浏览量|浏览次数|点击数|打印本页|关闭窗口|扫一扫|上一篇|下一篇|返回顶部"
            r"|发布日期|发布时间|信息来源|来源：|文字大小|字号|分享到|版权所有).{0,80}",
            re.DOTALL,
        ),
    ),
)


# the time for what stands below: ■ 3月份, 2026年3月下旬：, 第三季度, 上半年
_WHEN = re.compile(rf"{BULLETS}(?P<time>(?=.{{0,14}}(?:月|季度|半年))[^：:]{{2,16}})[：:]?")
_TERM = re.compile("学期[初中末][：:]?")


def _is_when(text: str) -> bool:
    alone = _WHEN.fullmatch(text)
    return _TERM.fullmatch(text) is not None if alone is None else is_part_of_year(alone["time"])


@lru_cache(maxsize=_REMEMBERED)
def kind(text: str) -> Kind:
    """Return what the paragraph is by its form."""
    plain = halve(text)
    if _is_when(plain):
        return Kind.WHEN
    for found, pattern in _FORMS:
        if pattern.fullmatch(plain):
            return found
    return Kind.PERSON if posts.role_line(text) else Kind.TEXT


def has_sentence(text: str) -> bool:
    """Whether the text holds the punctuation of a sentence, as titles and signatures do not."""
    return any(char in "。；，：！？;:!?" for char in text) or "," in text
