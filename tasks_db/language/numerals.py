"""Numbers as people write them: digits, Chinese numerals, percentages, and figures that name no task."""

from tasks_db import lazy_re as re
from tasks_db.lean_dataclass import dataclass

# Up to 99, in either writing; no digits run on at its edges.
NUMERAL = (
    r"(?:(?<![\d.])\d{1,2}(?!\d)"
    r"|(?:[一二三四五六七八九]?十[一二三四五六七八九]?|[一二两三四五六七八九])(?![一二三四五六七八九十百千万亿]))"
)

_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}


_ONES: tuple[str, ...] = ("", *"一二三四五六七八九")


def in_chinese(value: int) -> str:
    """Return a number from 1 to 99 as headings count: 一, 十, 十一, 二十; raises ValueError for any other."""
    if not 0 < value < 100:  # noqa: PLR2004 - what two characters and 十 can say
        raise ValueError(value)
    tens, ones = divmod(value, 10)
    return ("" if tens < 2 else _ONES[tens]) + ("十" if tens else "") + _ONES[ones]  # noqa: PLR2004 - 十, not 一十


def numeral(text: str) -> int | None:
    """Return the value of a numeral below 1000, in figures or Chinese characters; None if it is none."""
    text = text.strip()
    if text.isdecimal():
        return int(text)
    shape = _CHINESE.fullmatch(text)
    if shape is None or not text:
        return None
    hundreds, tens, ones = shape["hundreds"], shape["tens"], shape["ones"]
    value = _DIGITS[hundreds] * 100 if hundreds else 0
    if tens:
        value += {"廿": 20, "卅": 30}.get(tens) or _DIGITS.get(tens[:-1], 1) * 10
    return value + (_DIGITS[ones] if ones else 0)


_CHINESE = re.compile(
    r"(?:(?P<hundreds>[一二两三四五六七八九])百零?)?(?P<tens>[一二三四五六七八九]?十|[廿卅])?(?P<ones>[〇零一二两三四五六七八九])?"
)


def number(numeral: str) -> int:
    """Value of a numeral below 1000 in digits or Chinese ("十二", "三十", "百")."""
    if numeral.isdecimal():
        return int(numeral)
    total, digit = 0, 0
    for char in numeral:
        if char in "十百":
            unit = 10 if char == "十" else 100
            total += max(digit, 1) * unit
            digit = 0
        else:
            digit = _DIGITS[char]
    return total + digit


@dataclass(frozen=True, slots=True)
class Percent:
    """A share said at ``[start, end)``; ``exact`` is false for 过半, 不到一半 and the like. May exceed 100."""

    start: int
    end: int
    value: int
    exact: bool


_PERCENT = re.compile(
    r"(?P<under>不到|不足|未达到?|没到)?\s*(?:(?<![\d.])(?P<digits>\d{1,4})(?:\.\d+)?\s*%"
    r"|百分之(?P<hundredth>\d{1,3}(?!\d)|[一二三四五六七八九十百]{1,5})(?:点[零一二三四五六七八九]+)?"
    r"|(?P<all>百分百)"
    r"|(?<![第\d.])(?P<tenths>[一二两三四五六七八九]|\d(?!\d))\s*成(?:(?P<half>半)|(?P<fifth>[一二三四五六七八九])(?![一二三四五六七八九十百千万个家成次项点]))?(?![立效果功本员熟为绩型交品片就]|新[的旧])"
    r"|(?P<below>[二三四五六七八九十])分之(?P<above>[一二三四五六七八九])"
    r"|(?P<halfway>过半|一半|半数(?!以上)))"
)


def percents(text: str) -> tuple[Percent, ...]:
    """Every share said in the text, rounded down so that nearly done is never done."""
    return tuple(_percent(match) for match in _PERCENT.finditer(text))


def _percent(match: re.Match[str]) -> Percent:
    found = match.groupdict()
    exact = match["halfway"] != "过半" and match["under"] is None
    if digits := found["digits"] or found["hundredth"]:
        value = number(digits)
    elif found["all"]:
        value = 100
    elif tenths := found["tenths"]:
        value = number(tenths) * 10 + (5 if found["half"] else number(found["fifth"]) if found["fifth"] else 0)
    elif below := found["below"]:
        value = number(found["above"]) * 100 // number(below)
    else:
        value = 50
    return Percent(match.start(), match.end(), value, exact)


# Measure words; each with the characters that would make it the head of another word ("项目", "个别", "人员").
CLASSIFIER = (
    r"(?:个(?!别|人|体|任务|事项)|家(?!庭|长|属|电)|户(?!外|籍|口)|处(?!理|置|于|罚)|所(?!有|以|需|属|在)"
    r"|座(?!谈)|条(?!件|例|款)|件(?!数)|台(?!账|帐|风)|套(?!取)|名(?!单|称|录)|人(?!员|大|社|民|口|才|工|手|事)"
    r"|份(?!额)|间(?!接|隔|断)|批(?!复|准|示|下|了|过|完)|场(?!地|所|景|馆)|次(?!数|要)|轮(?!换)|期(?!间|限|待)"
    r"|口(?!径|头|岸)|面(?!积|临|向|对)|张(?![庄家村湾])|点(?!位)|天(?!然)|位(?!于|置)|层(?!面|级)|组(?!织|建)"
    r"|步(?!骤|行)|对(?!接|标|照|账)|栋|幢|辆|支|亩|米|吨|元|块|万|亿|千|百(?!分)|公里|平方|平米|公顷|标段|村(?!民|里|委|级|内|支|两)|镇(?!政府|里|级|区)|乡(?!镇|村|里|亲)|街道(?!办)|社区(?!干|居)"
    r"|年|岁|倍|周|星期|季度|小时|分钟|棵|株|头|只|公斤|度|类(?!似)|版(?!面)|楼(?!栋|道|宇|长)|线(?![缆路索杆管])|班(?!子)|片区(?!图|改造|划)|号(?=楼|线|院|文|地块))"
)

_FIGURE = re.compile(
    r"[〔\[(]\d{4}[〕\])]\s*\d+号"  # a document's number
    r"|\d{1,3}(?:,\d{3})+(?:\.\d+)?"  # thousands
    r"|\d{1,2}:[0-5]\d(?!\d|\s*%)"  # a time
    r"|\d{4,}(?:\.\d+)?"  # telephone numbers, years, codes
    r"|(?:[A-Za-z]+-?\d+|\d+[A-Za-z]+\d*)(?<!no\d)(?<!NO\d)(?<!No\d)"  # codes of roads, brands, units of measure
    rf"|(?<![第\d])\d+(?:\.\d+)?\s*+(?:[-~—至到]\s*+\d+(?:\.\d+)?\s*+)?[余多来几]?\s*+(?:[十百千万亿]+(?!分)\s*+)?{CLASSIFIER}"
    r"|\d+\.\d+"
)


def figures(text: str) -> tuple[tuple[int, int], ...]:
    """Stretches whose digits are quantities, amounts, times or codes, and so never the number of a task."""
    return tuple(match.span() for match in _FIGURE.finditer(text))
