"""The names in a text: units, people, plans, sections, tasks and indicators by their words, numbers of tasks."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher

from tasks_db import lazy_re as re
from tasks_db.language.numerals import NUMERAL, number
from tasks_db.language.questions.cover import Names, Piece
from tasks_db.language.questions.values import PersonName, TaskName, UnitName, Vocabulary

_NAME = 1.15
"""A full name is worth more than a word of as many characters."""
_SHORT = 1.05
_CORE = 0.95
_TITLE_WORDS = 1.0
_CONTENT_WORDS = 0.8
_CORE_LENGTH = 2
_LONGEST = 16
_COUNTS_ANYTHING = frozenset("项个家件条份次")
_COUNTED = re.compile(r"(?:多少|好多|好?几)(?P<measure>[个家件条])(?P<words>[\u4e00-\u9fff]{2,6})")
_FEW = 3
"""Words that more titles share tell none of them."""

POSTS = r"(?:常务)?副?(?:县长|区长|市长|镇长|乡长|书记|主任|局长|部长|常委|主席|秘书长|大队长)"
_POST = re.compile(rf"(?P<surname>[\u4e00-\u9fff]){POSTS}")
_SHORT_POST = re.compile(
    r"(?:(?<![\u4e00-\u9fff])|(?<=[问找给跟和与是请归由让催叫们那这咱]))(?P<surname>[\u4e00-\u9fff])(?:局|县|市|区|总)(?![长里级委办内直属])"
)
"""罗局, 沈县: a post cut short."""
_FAMILIAR = re.compile(r"老(?P<surname>[\u4e00-\u9fff])(?=$|\W|手|负责|分管|主管|牵头|管|那|这|的|抓)")
"""老罗: whoever alone is named so."""
_POST_BEHIND = re.compile(rf"{POSTS}|科长|股长|科员|同志|老师|书记")
_SIDE = re.compile(r"[那这]边")
_LEVEL = re.compile(r"省|市|州|县|区|旗")
_NUMBERING = re.compile(r"^[(（]?[一二三四五六七八九十\d]+[)）、.]\s*")
_NUMERALS = rf"{NUMERAL}(?:\s*[、,，和及与到至—~-]\s*第?{NUMERAL})*"
_NUMBERS = re.compile(
    rf"(?:(?:任务|事项|序号|编号|no\.?)\s*第?\s*(?P<behind>{_NUMERALS})(?![直次些下定般样起并共])(?:项|号)?(?!\s*[月年日%.]|\d)"
    rf"|第\s*(?P<ordinal>{_NUMERALS})\s*(?:项|号|个)(?:任务|事项|工作)?|(?P<before>{_NUMERALS})\s*号(?:任务|事项)"
    rf"|(?<![\d第几多])(?P<bare>{_NUMERALS})\s*项(?=怎|什么时|进展|进度|延|为|改|亮|到期|情况|催|咋|如))"
)
_ROW = re.compile(
    rf"第\s*(?P<row>{NUMERAL})\s*(?:条|行)|(?:清单|列表)(?:里|上|中)?(?:的)?第\s*(?P<listed>{NUMERAL})\s*(?:条|行|项|个)?"
)
_PLAN = re.compile(rf"方案\s*(?:编号)?第?\s*(?P<plan>{NUMERAL})(?:号|个)?|第\s*(?P<which>{NUMERAL})\s*个方案")
_PLAN_WORDS = re.compile(rf"(?:{NUMERAL}年)?(?:专项|提升|行动|实施|工作)+(?:计划|方案)")
_SO_MANY_YEARS = re.compile(rf"({NUMERAL})年")
_PERIOD = re.compile(r"(?P<first>20\d\d)年?\s*[—–~至到-]+\s*(?P<last>20\d\d)")
_SORTS = re.compile("专项|提升|行动|实施|工作")
_SECTION = re.compile(
    rf"第\s*(?P<section>{NUMERAL})\s*(?:部分|章|节|板块|方面|块)|[(（](?P<mark>[一二三四五六七八九十]+)[)）]"
)
_SECTION_MARK = re.compile(r"^[(（]?(?P<mark>[一二三四五六七八九十\d]+)[)）、.]")
_PART = re.compile(r"(?:那|这)?(?:个|一)?(?:部分|板块|方面|章|节|块)")
_PERCENT = re.compile(r"(?:进度)?(?:\d{1,3}(?:\.\d+)?\s*%|百分之[一二三四五六七八九十百\d]+)")
_RANGE = re.compile(r"\s*[到至—~-]\s*")
_TELLING = 4
_GENERIC = re.compile(
    r"任务|工作|事项|方案|计划|建设|推进|开展|完成|落实|加强|完善|项目|情况|进展|进度|单位|县|的|和|及|与|等|全县|年|月|日|前|底"
    r"|提升|行动|实施|我县|各|通知|有关|关于|联席|会议|办公室|报|要求|问题|清单|首批|首轮|一次|明确|范围|指标|累计|数|率"
)
_GOES_ON = re.compile(r"[\d.-]|[项月日号天年]")
_ITEM = re.compile(r"[项号](?:任务|工作)?")
_WORD = re.compile(r"[\u4e00-\u9fffA-Za-z0-9]+")


def is_generic(words: str) -> bool:
    """Return whether words are so empty that they tell no title: 任务, 推进."""
    return not _GENERIC.sub("", words)


def pieces(text: str, names: Vocabulary) -> Iterator[Piece]:
    """Yield every name of the vocabulary that a text holds, and every number of a task."""
    yield from _units(text, names.units)
    yield from _people(text, names)
    yield from _titles(text, names)
    yield from _by_words(text, names.tasks, Names.TASK)
    yield from _by_code(text, names.tasks)
    yield from _by_words(text, names.indicators, Names.INDICATOR)
    yield from _by_measure(text, names.indicators)
    if not names.own:  # whoever works for a unit counts what its own tasks ask for
        yield from _counted(text, names.indicators)
    yield from _numbers(text, names)


def _places(text: str, word: str) -> Iterator[tuple[int, int]]:
    at = text.find(word)
    while at >= 0:
        yield at, at + len(word)
        at = text.find(word, at + 1)


# units


def _units(text: str, units: Iterable[UnitName]) -> Iterator[Piece]:
    """Every way to write a unit, with the units that it may mean; a name as it stands means its own alone."""
    full: dict[str, dict[int, None]] = defaultdict(dict)
    short: dict[str, dict[int, None]] = defaultdict(dict)
    core: dict[str, dict[int, None]] = defaultdict(dict)
    for unit in units:
        for name in (unit.name, *unit.aliases):
            full[name][unit.id] = None
            for level in _LEVEL.finditer(name):
                for form in (name[level.start() :], name[level.end() :]):
                    if len(form) > 1:
                        short[form][unit.id] = None
        for form in unit.short:
            (short if len(form) > _CORE_LENGTH else core)[form][unit.id] = None
    forms = {form: (ids, _CORE) for form, ids in core.items()}
    forms |= {form: (ids, _SHORT) for form, ids in short.items()}
    forms |= {form: (ids, _NAME) for form, ids in full.items()}
    for form, (ids, weight) in forms.items():
        for start, end in _places(text, form):
            side = _SIDE.match(text, end)  # 消防那边 is who does it, and not the task
            yield Piece(start, side.end() if side else end, Names.UNIT, tuple(ids), _SHORT if side else weight)


# people


def _people(text: str, names: Vocabulary) -> Iterator[Piece]:
    yield from _leaders(text, names)
    yield from _sitting(text, names)


def _leaders(text: str, names: Vocabulary) -> Iterator[Piece]:
    for leader in names.leaders:
        for start, end in _places(text, leader):
            yield Piece(start, _with_post(text, end), Names.LEADER, (leader,), _NAME)
        for start, end in _places(text, leader[1:]) if len(leader) > _CORE_LENGTH else ():
            if _POST_BEHIND.match(text, end) and not text[:start].endswith(leader[0]):  # 启岚同志
                yield Piece(start, _with_post(text, end), Names.LEADER, (leader,), _NAME)


def _sitting(text: str, names: Vocabulary) -> Iterator[Piece]:
    leading = set(names.leaders)
    sitting: dict[str, list[PersonName]] = defaultdict(list)
    for person in names.people:
        sitting[person.name].append(person)
    for name, seats in sitting.items():
        for start, end in _places(text, name):
            if name not in leading:
                yield Piece(
                    start,
                    _with_post(text, end),
                    Names.PERSON,
                    (name, tuple(dict.fromkeys(s.unit_id for s in seats))),
                    _NAME,
                )
    for match in (*_POST.finditer(text), *_SHORT_POST.finditer(text)):
        meant = tuple(name for name in names.leaders if name.startswith(match["surname"]))
        if meant:
            yield Piece(*match.span(), Names.LEADER, meant, _NAME)
        titled = [person for person in names.people if person.name.startswith(match["surname"])]
        if titled and not meant:
            units = tuple(dict.fromkeys(person.unit_id for person in titled))
            yield Piece(*match.span(), Names.PERSON, (match.group(), units), _NAME)
    for match in _FAMILIAR.finditer(text):
        meant = tuple(name for name in names.leaders if name.startswith(match["surname"]))
        others = {one.name for one in names.people if one.name.startswith(match["surname"])} - set(meant)
        if len(meant) == 1 and not others:
            yield Piece(*match.span(), Names.LEADER, meant, _NAME)


def _with_post(text: str, end: int) -> int:
    """Where a name ends together with the post behind it: 蒋亦舟局长."""
    post = _POST_BEHIND.match(text, end)
    return post.end() if post else end


# plans and sections


def _titles(text: str, names: Vocabulary) -> Iterator[Piece]:
    plan = _titled(text, [plan.title for plan in names.plans])
    if plan is not None:
        place, start, end = plan
        whole = text[start:end] == _NUMBERING.sub("", names.plans[place].title)
        yield Piece(start, end, Names.PLAN, names.plans[place].id, 1.1 if whole else _CORE)
    yield from _plan_words(text, names)
    section = _titled(text, names.sections)
    if section is not None:
        place, start, end = section
        yield Piece(start, end, Names.SECTION, names.sections[place], 1.1)
    yield from _section_words(text, names)


def _plan_words(text: str, names: Vocabulary) -> Iterator[Piece]:
    """行动方案, 三年行动计划: the one plan whose title holds the words or says the same, or none that there is."""
    for match in _PLAN_WORDS.finditer(text):
        words = match.group()
        meant = [plan.id for plan in names.plans if words in plan.title]
        meant = meant or [plan.id for plan in names.plans if _says_as_much(plan.title, words)]
        if len(meant) == 1:
            yield Piece(*match.span(), Names.PLAN, meant[0], _SHORT)
        elif not meant and not any(words in task.title or words in task.content for task in names.tasks):
            yield Piece(*match.span(), Names.NO_PLAN, None, _SHORT)


def _says_as_much(title: str, words: str) -> bool:
    """Whether 行动方案（2023—2025年） is the 三年行动计划 that is asked for: of the same sort and as many years."""
    years, period = _SO_MANY_YEARS.match(words), _PERIOD.search(title)
    many = int(period["last"]) - int(period["first"]) + 1 if period else 0
    return (years is None or number(years[1]) == many) and all(sort in title for sort in _SORTS.findall(words))


def _section_words(text: str, names: Vocabulary) -> Iterator[Piece]:
    """Words of one section's heading alone, and of no task's title: 守牢安全, 短板."""
    sections = [TaskName(place, section) for place, section in enumerate(names.sections)]
    for piece in _single_words(text, sections, Names.SECTION):
        word, (place, *others) = text[piece.start : piece.end], _meant(piece)
        told = len(word) > _CORE_LENGTH or _PART.match(text, piece.end) is not None
        if told and not others and not any(word in task.title for task in names.tasks):
            yield Piece(piece.start, piece.end, Names.SECTION, names.sections[place], _CORE)


def _titled(text: str, titles: Sequence[str]) -> tuple[int, int, int] | None:
    """The one title of which the text holds a good piece, and where it stands."""
    found: dict[str, list[tuple[int, int, int]]] = defaultdict(list)
    for place, title in enumerate(titles):
        bare = _NUMBERING.sub("", title)
        match = SequenceMatcher(None, text, bare, autojunk=False).find_longest_match()
        piece = text[match.a : match.a + match.size]
        if piece and (piece == bare or len(_GENERIC.sub("", piece)) >= _TELLING):
            found[piece].append((place, match.a, match.a + match.size))
    longest = max(found, key=len, default="")
    return found[longest][0] if longest and len(found[longest]) == 1 else None


# tasks and indicators by their words


def _by_words(text: str, named: Sequence[TaskName], kind: Names) -> Iterator[Piece]:
    """Words that stand in few titles, or in the text of one task alone: the task that they are of.

    消防通道 is that of one task, 改造 that of many and so of none.
    """
    if not named:
        return
    found = list(_single_words(text, named, kind))
    yield from found
    starting: dict[int, list[Piece]] = defaultdict(list)
    for piece in found:
        starting[piece.start].append(piece)
    for first in found:  # 加装 and 电梯 stand apart in the title and together in the question
        for second in starting.get(first.end, ()):
            both = tuple(one for one in _meant(first) if one in _meant(second))
            if both and first.weight == second.weight == _TITLE_WORDS:
                yield Piece(first.start, second.end, kind, both, _TITLE_WORDS)


def _by_measure(text: str, indicators: Sequence[TaskName]) -> Iterator[Piece]:
    """多少户, 几台: the figure that is counted in it, where no more than a few are, and not everything is."""
    of_measure: dict[str, list[int]] = defaultdict(list)
    for one in indicators:
        if one.measure and one.measure not in _COUNTS_ANYTHING:
            of_measure[one.measure].append(one.id)
    for measure, ids in of_measure.items():
        for match in re.finditer(rf"(?:多少|好多|好?几){re.escape(measure)}", text) if len(ids) <= _FEW else ():
            yield Piece(*match.span(), Names.INDICATOR, tuple(ids), _TITLE_WORDS)


def _counted(text: str, indicators: Sequence[TaskName]) -> Iterator[Piece]:
    """改多少个小区: of the figures in whose names the thing stands, the one that is counted in this measure."""
    for match in _COUNTED.finditer(text):
        words = match["words"]
        for end in range(len(words), 1, -1):
            named = [one for one in indicators if one.measure == match["measure"] and words[:end] in one.title]
            if len(named) == 1 and not is_generic(words[:end]):
                yield Piece(match.start(), match.start("words") + end, Names.INDICATOR, (named[0].id,), _TITLE_WORDS)
                break


def _by_code(text: str, tasks: Sequence[TaskName]) -> Iterator[Piece]:
    """A task by the number that one can say aloud: 1-5, 第1-5项, and no part of 11-5 or of a day."""
    for task in tasks:
        for start, end in _places(text, task.code) if "-" in task.code else ():
            ordinal = _ITEM.match(text, end) if text[:start].endswith("第") else None
            if ordinal is not None:
                yield Piece(start - 1, ordinal.end(), Names.TASK, (task.id,), _NAME)
            elif not _GOES_ON.search(text[:start][-1:]) and not _GOES_ON.match(text, end):
                yield Piece(start, end, Names.TASK, (task.id,), _NAME)


def _meant(piece: Piece) -> tuple[int, ...]:
    return piece.value if isinstance(piece.value, tuple) else ()


def _single_words(text: str, named: Sequence[TaskName], kind: Names) -> Iterator[Piece]:
    titles = "\n".join(one.title for one in named)
    contents = "\n".join(one.content for one in named)
    for word in _WORD.finditer(text):
        for start in range(word.start(), word.end() - 1):
            for end in range(min(word.end(), start + _LONGEST), start + 1, -1):
                part = text[start:end]
                if is_generic(part):
                    continue
                if part in titles:
                    meant = tuple(one.id for one in named if part in one.title)
                    if len(meant) <= _FEW:
                        yield Piece(start, end, kind, meant, _TITLE_WORDS)
                elif part in contents and len(_GENERIC.sub("", part)) >= _CORE_LENGTH:
                    meant = tuple(one.id for one in named if part in one.content)
                    if len(meant) == 1:
                        yield Piece(start, end, kind, meant, _CONTENT_WORDS)


# numbers


def _numbers(text: str, names: Vocabulary) -> Iterator[Piece]:
    for match in _NUMBERS.finditer(text):
        said = match["behind"] or match["ordinal"] or match["before"] or match["bare"]
        if _names_no_range(said) or ("-" in said and any(said == task.code for task in names.tasks)):
            continue  # 第1-5项 is the task of this code, not the first five; 2-2 one that is not known
        yield Piece(*match.span(), Names.NUMBERS, _listed(said), 1.1)
    for match in _ROW.finditer(text):
        yield Piece(*match.span(), Names.ROW, number(match["row"] or match["listed"]), 1.1)
    for match in _PLAN.finditer(text):
        meant = number(match["plan"] or match["which"])
        if any(plan.id == meant for plan in names.plans):
            yield Piece(*match.span(), Names.PLAN, meant, 1.1)
    for match in _SECTION.finditer(text):
        mark = number(match["section"] or match["mark"])
        for section in names.sections:
            numbered = _SECTION_MARK.match(section)
            if numbered is not None and number(numbered["mark"]) == mark:
                yield Piece(*match.span(), Names.SECTION, section, 1.1)
                break
    for match in _PERCENT.finditer(text):
        yield Piece(*match.span(), Names.PERCENT, match.group(), 1.0)


def _names_no_range(said: str) -> bool:
    """Whether two numbers with a line between them do not go up, as those of a code may: 2-2, 3-1."""
    first, dash, last = said.partition("-")
    return bool(dash) and first.strip().isdecimal() and last.strip().isdecimal() and int(first) >= int(last)


def _listed(said: str) -> tuple[int, ...]:
    found: list[int] = []
    for part in re.split(r"\s*[、,，和及与]\s*", said):
        ends = [number(n) for n in (one.strip().removeprefix("第") for one in _RANGE.split(part)) if n]
        found += range(ends[0], ends[-1] + 1) if len(ends) > 1 else ends
    return tuple(dict.fromkeys(found))
