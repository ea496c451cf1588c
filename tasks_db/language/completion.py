"""Whether a clause says that the work is done: whole, in part, the unit's own part, not yet, or perhaps."""

from datetime import date
from enum import Enum, auto

from tasks_db import lazy_re as re
from tasks_db.language import cues, names
from tasks_db.language.day_marks import Mark
from tasks_db.language.days import dates
from tasks_db.language.numerals import Percent, figures, percents
from tasks_db.language.polarity import negations

FULL = 100


class Completion(Enum):
    NONE = auto()
    WHOLE = auto()
    OWN_PART = auto()  # 我局承担部分已完成: all that this unit owes
    OF_A_PART = auto()  # "招标已完成", "完成3家"
    PERHAPS_WHOLE = auto()  # a subject that may be the task itself
    HEDGED = auto()
    AHEAD = auto()
    NOT_YET = auto()


def without(text: str, today: date) -> str:
    """The words of a stretch that carry meaning of their own: no dates, no fillers."""
    chars = list(text)
    spans = [(said.start, said.end) for said in dates(text, today)]
    spans += [(share.start, share.end) for share in percents(text)]
    for start, end in spans:
        chars[start:end] = " " * (end - start)
    return cues.EMPTY_WORDS.sub("", cues.COMPLETED.sub("", "".join(chars)))


def is_like(words: str, title: str) -> bool:
    """Whether the words only repeat the task's title, or say nothing of their own."""
    if not words or words in title or title in words or (len(words) > 1 and set(words) <= set(title)):
        return True
    return names.repeats(words, title)


def completion(
    text: str, title: str, shares: tuple[Percent, ...], dated: tuple[Mark, ...], today: date
) -> Completion:
    done = cues.COMPLETED.search(text)
    if cues.ASKS_CLOSURE.search(text) and cues.QUESTION.search(text):
        return Completion.WHOLE  # 能不能给我们销号
    said = (cues.CANNOT, cues.NOT_COMPLETED, cues.NOT_STARTED, cues.IDLE)
    if any(cue.search(text) for cue in said):
        return Completion.NOT_YET
    return Completion.HEDGED if cues.SUPPOSED.search(text) else _said(text, done, title, shares, dated, today)


def _said(
    text: str,
    done: re.Match[str] | None,
    title: str,
    shares: tuple[Percent, ...],
    dated: tuple[Mark, ...],
    today: date,
) -> Completion:
    """What a clause says that denies nothing and supposes nothing."""
    comes = done or cues.HANDED_IN.search(text)
    if cues.TO_BE_COMPLETED.search(text) or (comes and _dated_ahead(text, comes.start(), dated, today)):
        return Completion.AHEAD
    if hedged := cues.HEDGED.search(text):
        of_part = any(share.value != FULL for share in shares) or _is_of_thing(text[: hedged.start()], title, today)
        return Completion.OF_A_PART if of_part else Completion.HEDGED
    if done is None:
        if (closes := cues.ASKS_CLOSURE.search(text)) and not negations(text, closes.start()):
            return Completion.OF_A_PART if cues.COUNTED.search(text[: closes.start()]) else Completion.WHOLE
        return Completion.PERHAPS_WHOLE if _all_is_done(text, title) else Completion.NONE
    return _whole_or_part(text, done, title, shares, today)


_PART = re.compile(
    r"选[址点]|方案|设计|图纸?|招标|台账|档案|清单|手续|预算|主体|外墙|基础|前期|材料|资料|合同|协议|评估|鉴定"
)


def _is_of_thing(subject: str, title: str, today: date) -> bool:
    """Whether what is nearly done is a step on the way, and not the task: 选址弄差不多了."""
    step = _PART.search(subject)
    return step is not None and step.group() not in title and not is_like(without(subject, today), title)


_ALL_DONE = re.compile(
    r"(?:全部|全都?|都|均|悉数|已经?)(?P<verb>[\u4e00-\u9fff]{2})(?:完毕|完成|完|好|到位)?了?(?=$|[\s,。;!])"
)


def _all_is_done(text: str, title: str) -> bool:
    """Whether what the title wants is told of all there is: 通道全部打通 of 打通消防通道."""
    return any(said["verb"] in title for said in _ALL_DONE.finditer(text))


def _whole_or_part(
    text: str, done: re.Match[str], title: str, shares: tuple[Percent, ...], today: date
) -> Completion:
    if cues.ASKS_CLOSURE.search(text):
        return Completion.WHOLE
    being_done = _BEING_DONE.search(text[: done.start()])
    if being_done or cues.IN_PART.search(text) or any(share.value != FULL for share in shares):
        return Completion.OF_A_PART
    rest = text[done.end() :]
    for share in reversed(percents(rest)):
        rest = rest[: share.start] + rest[share.end :]
    what = cues.EMPTY_OBJECT.sub("", (rest.lstrip("了 ").split(" ") or [""])[0])
    if what and not is_like(what, title):  # 排完了档案都交住建了
        return Completion.PERHAPS_WHOLE if _ANOTHER.match(text, done.end()) else Completion.OF_A_PART
    before = text[: done.start()]
    subject = without(before, today)
    things = cues.COUNTED.search(before) is not None
    if is_like(subject, title) and not things:
        return Completion.WHOLE
    counted = (things or figures(before)) and not re.search(r"全|都|均", before)
    if not counted and cues.OWN_PART.search(names.blanked(text, title)[: done.end()]):
        return Completion.OWN_PART
    return Completion.OF_A_PART if counted else Completion.PERHAPS_WHOLE


_ANOTHER = re.compile(
    r"了[\s]?(?:表格?|资料|材料|档案|台账|清单|数据|照片|报告|总结|图纸)(?:已经?|也|都|均|全部?){1,3}(?:交|报|送|发|移交|给|归)"
)
"""Behind what is done without a mark: what came of it was handed in."""
_BEING_DONE = re.compile(r"(?:正在|还在|逐[个一项步]|陆续|分批)(?:逐[个一项步]|陆续|抓紧|组织|进行)*$")
"""正在逐个销号: they are being done, one after the other."""
_THIS_TIME = re.compile(r"(?:的|[这那本]一?[次期轮回份项]|份)(?![前底末])")


def _dated_ahead(text: str, done: int, dated: tuple[Mark, ...], today: date) -> bool:
    """As in "明天完成": a day still to come before the verb, and no 已 or 了 that says it is past."""
    before = [said for said in dated if said.end <= done and said.rule != "year"]
    if not before or before[-1].day is None or before[-1].day < today:
        return False
    if before[-1].day == today and before[-1].rule != "near_day":
        return False  # 11月3日 消防大队：完成8个, written on that day
    between = text[before[-1].end : done]
    begun = before[-1].days is not None and not before[-1].days.exact and before[-1].days.first <= today
    told = cues.WORK.match(between) or cues.COUNTED.search(text[done:])
    if _THIS_TIME.match(between) or (begun and told):
        return False  # 这个月的完成了, 本月这次算完成, 11月检查完成, 本周完成800米
    return "已" not in between and not re.match(r"\s*[了的]", text[done + 2 :])
