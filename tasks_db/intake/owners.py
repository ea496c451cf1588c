"""Who does it: the grammar of owners, the one place that knows it.

    assignment  =  bracket | trailing | closing | opening
    bracket     =  any pair of lists.py, with balanced brackets inside: phrase, or a bare list where this document
                   closes its paragraphs so
    trailing    =  a line, or the end of one after 。, that opens with a labelled phrase
    closing     =  the last sentence of a line that is speech: …。由X牵头，Y配合。
    opening     =  由X牵头[，Y配合]， at the beginning of a clause, X负责[，Y配合]， of a sentence, 由 请 责成 before
                   a subject (speech.py): it owns the whole text
    phrase      =  labelled | speech (speech.py), then perhaps a rule (列第一位者为牵头单位，下同)
    labelled    =  label (： : ； ; 为) units { (； ; 。 ， ,) label (： : ； ;) units }
    label       =  a word of roles.py, or an unknown one before ： and nothing but units
    units       =  names.py; a mark behind a name overrides the label: 县教育局（牵头）, a person is a leader;
                   or speech; behind them when it is due

``；`` often stands for ``：`` after a label.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache

from tasks_db.intake import roles, speech, tails
from tasks_db.intake.names import is_listing, is_specific, looks_like_unit
from tasks_db.intake.numbering import marker
from tasks_db.intake.parties import Owners, first_to_lead, listing, persons
from tasks_db.intake.roles import DATE, LABEL, LEAD, LEADER, RESPONSIBLE, may_be_role
from tasks_db.language.lists import OPENERS, brackets, parted
from tasks_db.lean_dataclass import dataclass

_AGAIN = re.sub(r"\?P<[a-z]+>", "?:", LABEL)  # its groups have names once in a pattern
_LABEL_SIGN = re.compile("[：:；;]")
_LABEL_HEAD = re.compile(rf"\s*(?:{LABEL})\s*[：:；;]\s*")
_ANY_HEAD = re.compile(
    rf"(?:^|(?<=[；;。，,、\s]))\s*(?:(?:{LABEL})\s*(?:[：:；;]|[为是](?!主))|(?P<other>[^：:，,。；;、\s（(]{{1,8}})[：:])\s*"
)
_DONE = re.compile("(?:完成|办结|落实到位|到位)$")
_LABELLED_LINE = re.compile(rf"^\s*(?:{LABEL})\s*[：:].*$", re.MULTILINE)
_TRAILING = re.compile(
    rf"(?:^|(?<=[。；;\n]))\s*(?=(?:{LABEL})\s*(?:[：:；;]|[为是](?!主)))"
    rf"|(?<=[，,．.）)”\"\s])(?=(?:{_AGAIN})\s*[：:])"
)
_STRANGE_TRAILING = re.compile(r"(?:^|(?<=[。；;\n]))\s*(?=[^：:，,。；;、\s（(]{1,8}[：:])")
# …，6月底前完成; …；每年3月底前; …；长期坚持
_DATED = re.compile(
    r"[，,；;]\s*(?P<date>[^，,；;。：:]{0,16}(?:\d{4}年|(?:\d{1,2}|[一二三四五六七八九十]{1,2})月|[一二三四]季度|半年|年[底末内]|[年月日底末前内](?=完成|办结|落实)|每[年季月半周日天]"
    r"|长期|持续|[常全]年|节前)[^，,；;。：:]{0,14})$"
)
_SENTENCE = re.compile(r"(?:^|(?<=[。；;\n])|——|—)\s*(?=[^。；;\n—])")
_OPENING = re.compile(
    r"(?:^|(?<=[，。；：,;:\n]))(?:会议)?(?P<called>(?:明确，?)?由|请|责成|交由)(?=[^，。；,;]{3})|(?:^|(?<=[。；;\n]))(?=\S)"
    r"|(?<=[，,])(?=[^，。；,;]{2,40}(?:牵头|主办)(?:[，,。；;]|$))"
    r"|(?<=[，,])(?P<charged>)(?=[^各，。；,;、][^，。；,;、]{2,23}负责[^，。；,;]{2,})"
    r"|(?<=[，,])(?P<joins>)(?=会同|[^，。；,;]{3})"
)
_MEETING = re.compile("会议(?:明确|决定|要求|议定|确定|强调|同意)[，：,:]?")
# 省直有关部门, and the short names of commissions behind a full one: 市水务局、农委
_BESIDE = re.compile("[省市县区州旗](?:直|属|级)?各?(?:有关|相关)?(?:部门|单位)|[农经计科教体民建商编工]委")
_SENTENCE_AFTER = re.compile(rf"。(?=\s*\S)(?!{_LABEL_HEAD.pattern})")
_FIRST_LEADS = re.compile(
    r"(?:(?:^|[。，,；;（(])\s*[^，。；、（()）]{0,6})?(?:(?:列|排)[^，。；]{0,4}(?:第一|首)(?:位|个|列|名|家|的)|第一(?:家|个|位)(?:单位|部门)?[为是])[^，。；]{0,8}(?:牵头|主办|主责|负总责).*$",
    re.DOTALL,
)
# 。以下各项均需各镇落实: printed_rules.py
_RULE_BEHIND = re.compile(
    r"[。；;，,]\s*(?:以下|下列|以上|上述|本表|其他)(?:各|所有|任务|措施|事项|工作)[^：:]*?(?:均|都|不再)[^：:]*$"
)
_TIME = re.compile(r"\s*时间\s*[：:]\s*(?P<when>[^。；\n]{2,40})[。；]?\s*$")
# （牵头单位：…）完成时限：5月底
_WHEN_BEHIND = re.compile(
    r"[。，；\s]*(?:(?:完成|办理|办结|整改)?(?:时间|时限|期限)|时间节点)\s*[：:]\s*(?P<when>[^。；：:\n]{2,20})[。；]?(?=\s*$)",
    re.MULTILINE,
)
_TIME_BEHIND = re.compile(
    r"[，,；;](?=[^、，,；;]*(?:\d{1,2}月|\d{4}年|[年月]底|季度|半年|节前|(?:元旦|五一|国庆|春节|中秋)前|学期[初末]|每[天日周旬月季年两半双]|长期|持续|常年|常态|不间断|期[内间]|[春秋]、[春秋]))"
    r"(?=(?:(?:\d{1,2}月(?:\d{1,2}日|[底末]|[上中下]旬)?|[一二三四]季度|[春秋])、)*[^、]*$)"  # 5月、10月各一次
)
_BOXED = re.compile(
    rf"[【〔\[［](?P<label>(?:{LABEL})|[^【】〔〕\[\]［］：:，。；、]{{1,6}}(?:单位|部门))[】〕\]］](?![：:])"
)
_SPACED = re.compile(rf"(?:^|(?<=[。；;，,（(〔【\[\s]))(?P<label>{LABEL})[ \u3000](?=[\u4e00-\u9fff])", re.MULTILINE)
# nothing but these tells of habits
_COLON, _TELLING = re.compile("[：:]"), re.compile(f"[{re.escape(''.join(sorted(OPENERS)))}由牵—]")
# brackets, labels and columns are read with so much confidence at least, units amid a sentence with less
FIRM = 0.75
_BARE, _GLUED = 0.8, 0.6
_LONGEST_PHRASE, _LAST_SENTENCES = 3000, 3
# a drafter who closes so many paragraphs with bare names means their owners
_LEAST_BARE = 3


@dataclass(frozen=True, slots=True)
class Habits:
    """How the drafter writes owners: ``verbs`` are his own words for roles.

    ``first_leads``: it prints that the first-listed unit leads where no lead is marked, ``head_label``: that who is
    called so (责任部门) leads; ``bare``: brackets of names alone, or some beside those with words, close paragraphs;
    ``tails``: names without any sign end them, and ``tails_lead``: the first of two columns of these is the leads'.
    """

    first_leads: bool = False
    verbs: frozenset[str] = frozenset()
    bare: bool = False
    tails: bool = False
    tails_lead: bool = False
    head_label: str = ""


@dataclass(frozen=True, slots=True)
class Assignment:
    """A phrase of owners and the stretch ``[begin, end)`` of the text it fills, its brackets included.

    ``inside``: it is part of the sentence that says what is to be done, and owns the whole text.
    """

    begin: int
    end: int
    owners: Owners
    confidence: float
    inside: bool = False


def habits_of(texts: Iterable[str]) -> Habits:
    """Return how the drafter of these paragraphs, remarks and cells writes owners."""
    phrases: list[str] = []
    first_leads, bare, told = False, 0, 0
    texts = list(texts)
    numbered = [text for text in texts if "。" in text and marker(text)]
    ended = sum(tails.tail(text) is not None for text in numbered)
    for text in filter(_TELLING.search, texts):
        first_leads = first_leads or states_first_leads(text)
        for begin, end, closed in brackets(text):
            said = text[begin + 1 : end - 1 if closed else end]
            phrases.append(_FIRST_LEADS.sub("", said))
            if closed and _closes(text, end):
                bare += not _COLON.search(said) and _bare(_DATED.sub("", said)) is not None
                told += phrase(said) is not None
        phrases += [text[found.end() :].split("。", 1)[0] for found in re.finditer(r"(?<![自理])由|——", text)]
    return Habits(
        first_leads,
        speech.learned_verbs(phrases),
        bare >= _LEAST_BARE or (bare > 0 and told >= _LEAST_BARE),
        ended >= max(tails.LEAST, tails.SHARE * len(numbered)),
        any(map(tails.leads_come_first, texts)),
        roles.head_label(texts),
    )


def opens_with_role(text: str) -> bool:
    """Whether the text opens with a known label and its colon."""
    return _LABEL_SIGN.search(text) is not None and _LABEL_HEAD.match(text) is not None


def is_labelled(text: str) -> bool:
    """Whether the text is nothing but labels, known or not, with the units behind each."""
    text = with_colons(text).lstrip("；")
    return _ANY_HEAD.match(text) is not None and _labelled(text, strict=True) is not None


def ends_with_owners(text: str) -> bool:
    """Whether a text ends with a phrase of owners behind what is to be done."""
    found = assignments(text)
    return bool(found) and found[-1].begin > 0 and found[-1].end == len(text) and not found[-1].inside


def is_owners_line(text: str) -> bool:
    """Whether the text is one phrase of owners and nothing else."""
    found = assignments(text)
    return len(found) == 1 and not f"{text[: found[0].begin]}{text[found[0].end :]}".strip("【〔[ \u3000。；;")


def states_first_leads(text: str) -> bool:
    """Whether the text prints the rule that the first-listed unit leads."""
    return any(_FIRST_LEADS.search(line) for line in text.split("\n"))


def phrase(text: str, habits: Habits | None = None) -> Owners | None:
    """Read a phrase of owners, or return None when it is something else."""
    if len(text) > _LONGEST_PHRASE:
        return None
    text = _RULE_BEHIND.sub("", _FIRST_LEADS.sub("", text.strip())).strip()
    labelled = _labelled(text)
    who, dates = text, list[str]()
    while not labelled and (dated := _DATED.search(who)):
        who, dates = who[: dated.start()], [_DONE.sub("", dated["date"]), *dates]
    told = labelled or _spoken(who, habits or Habits()) or (_bare(who) if dates else None)
    return told._replace(date=told.date or "，".join(dates) or None) if told else None


def cell(text: str, role: str, habits: Habits) -> Owners | None:
    """Read a cell whose groups say their roles (甲牵头，乙配合; 甲；乙配合), or return None where none does.

    A group without a word has the column's role; where another one helps and none leads, the first such group leads.
    """
    if not speech.has_verb(text):
        return None
    groups = [part.strip() for part in re.split("[；;\n]", text) if part.strip()]
    said = [_spoken(group, habits) for group in groups]
    if not any(said) or not all(one or is_listing(group) for one, group in zip(said, groups, strict=True)):
        return None
    leads = role == LEAD or any(one and one.leads for one in said)
    owners = Owners()
    for group, one in zip(groups, said, strict=True):
        plain = role if leads or owners else LEAD
        owners = owners.merged(one or listing(group, plain))
    return owners


@lru_cache(maxsize=8192)  # habits, items and what is left are each told by the same phrases
def _labelled(text: str, *, strict: bool = False) -> Owners | None:
    """Read labels and what stands behind each.

    ``strict``, and where an unknown label or 为 opens the phrase: everything behind the labels of roles are units.
    """
    heads = list(_ANY_HEAD.finditer(text))
    if not heads or heads[0].start() > 0:
        return None
    strict = strict or heads[0].lastgroup == "other" or heads[0].group().rstrip().endswith(("为", "是"))
    stops = [*(head.start() for head in heads[1:]), len(text)]
    listed = [text[head.end() : stop].strip("。；;，, \n") for head, stop in zip(heads, stops, strict=True)]
    dated = [n for n, head in enumerate(heads) if head.lastgroup == DATE or (n and head["other"] == "时间")]
    roled = [n for n, head in enumerate(heads) if head.lastgroup != LEADER and n not in dated]
    strange = [n for n in roled if heads[n].lastgroup == "other"]
    if strict and not all(is_listing(listed[n]) for n in roled if listed[n]):
        return None
    strange = [n for n in strange if is_listing(listed[n]) and _role_word(heads[n]["other"])]
    if heads[0].lastgroup == "other" and 0 not in strange:
        return None
    roled = [n for n in roled if n in strange or heads[n].lastgroup != "other"]
    known = [None if n in strange else heads[n].lastgroup for n in roled]
    owners = Owners()
    for n in roled:
        listed[n], when = _without_time(listed[n])
        owners = owners._replace(date=owners.date or when)
    for n, role in zip(roled, roles.dealt(known, [heads[n].group() for n in roled]), strict=True):
        owners = owners.merged(cell(listed[n], role, Habits()) or listing(listed[n], role))
    for n, head in enumerate(heads):
        if head.lastgroup == LEADER:
            owners = owners.merged(persons(listed[n]))
        elif n in dated:
            owners = owners._replace(date=listed[n] or None)
    return owners or None


def _without_time(listed: str) -> tuple[str, str | None]:
    """Part what a list of units ends with when it speaks of time: 县气象局、县广电局，每天早晚各播发一次."""
    for said in _TIME_BEHIND.finditer(listed):
        if all(map(looks_like_unit, parted(listed[: said.start()]))):
            return listed[: said.start()], _DONE.sub("", listed[said.end() :].strip())
    return listed, None


def _role_word(label: str) -> bool:
    return may_be_role(label) and (not looks_like_unit(label) or label.endswith(("单位", "部门")))


def with_colons(text: str) -> str:
    """Return the text with a colon behind labels that stand in a box or before a space, character for character."""
    text = _BOXED.sub(lambda found: f"；{found['label']}：", text)
    return _SPACED.sub(lambda found: f"{found['label']}：", text)


def _spoken(text: str, habits: Habits) -> Owners | None:
    found = speech.spoken(text, habits.verbs)
    return Owners(found.leads, found.responsibles) if found else None


def assignments(text: str, habits: Habits | None = None) -> list[Assignment]:
    """Return the phrases of owners in a paragraph, in order."""
    habits = habits or Habits()
    text = with_colons(text)
    found = list(_bracketed(text, habits)) or _outside_brackets(text, habits)
    ended = tails.tail(text) if habits.tails else None
    if ended and not any(one.confidence > _BARE or one.begin < ended.begin for one in found):
        sure = _BARE if ended.blank or not habits.tails_lead else _GLUED
        return [Assignment(ended.begin, len(text), ended.owners(leads=habits.tails_lead), sure)]
    return [replace(one, owners=first_to_lead(one.owners)) for one in found] if habits.first_leads else found


def _outside_brackets(text: str, habits: Habits) -> list[Assignment]:
    """Return what stands in lines and sentences; one that closes the text may be the last of several that own it."""
    trailing = list(_trailing(text, habits))
    if trailing and not (len(trailing) == 1 and text.startswith("由", trailing[0].begin)):
        return trailing
    opening = list(_opening(text, habits))
    return opening if len(opening) > 1 or not trailing else trailing


def _bracketed(text: str, habits: Habits) -> Iterator[Assignment]:
    labelled = [found.span() for found in _LABELLED_LINE.finditer(text)]
    for begin, end, closed in brackets(text):
        if any(start < begin < stop for start, stop in labelled):
            continue  # 牵头单位：人力资源处（教师工作部）: part of a name
        said = text[begin + 1 : end - 1 if closed else end]
        owners = phrase(said, habits)
        if owners:
            when = None if owners.date else _WHEN_BEHIND.match(text, end)
            owners = owners._replace(date=when["when"].strip()) if when else owners
            yield Assignment(begin, when.end() if when else end, owners, 0.95 if closed else 0.6)
        elif habits.bare and closed and _closes(text, end):
            owners = _bare(said)
            if owners:
                yield Assignment(begin, end, owners, 0.8)


def _bare(said: str) -> Owners | None:
    """Read names without a word of their role, if each is a certain unit; 省直有关部门 and 农委 may be among them."""
    owners = listing(_FIRST_LEADS.sub("", said), RESPONSIBLE)
    certain = [is_specific(name) for name in (*owners.leads, *owners.responsibles) if not _BESIDE.fullmatch(name)]
    return owners if certain and all(certain) else None


def _closes(text: str, end: int) -> bool:
    """Whether a bracket ends a paragraph or one of its sentences."""
    return not text[end:].strip() or text[end] in "。；\n"


def _trailing(text: str, habits: Habits) -> Iterator[Assignment]:
    """Yield what stands outside brackets: one a line at most, up to a sentence that follows it."""
    begun, found = 0, None
    for line in text.splitlines(keepends=True):
        found = _known_trailing(line) or _strange_trailing(line) or _closing(line, habits) or (found and _timed(line))
        if found:
            begin, end, owners, confidence = found
            yield Assignment(begun + begin, begun + end, owners, confidence)
        begun += len(line)


_Found = tuple[int, int, Owners, float]


def _known_trailing(line: str) -> _Found | None:
    head = _TRAILING.search(line)
    if head is None:
        return None
    after = _SENTENCE_AFTER.search(line, head.end())
    end = after.end() if after else len(line.rstrip())
    owners = _labelled(line[head.end() : end])
    return (head.end(), end, owners, 0.9) if owners else None


def _timed(line: str) -> _Found | None:
    """Read 时间：… in the line below one of owners, where it can be nothing but the date."""
    said = _TIME.match(line)
    return (0, len(line.rstrip()), Owners(date=said["when"]), 0.9) if said else None


def _strange_trailing(line: str) -> _Found | None:
    """An unknown label: everything from it to the end of the line is labels and units."""
    end = len(line.rstrip())
    for head in list(_STRANGE_TRAILING.finditer(line))[-_LAST_SENTENCES:]:
        owners = _labelled(line[head.end() : end], strict=True)
        if owners:
            return head.end(), end, owners, 0.8
    return None


def _closing(line: str, habits: Habits) -> _Found | None:
    """The last sentence, if it says who does it and nothing else, of units that are certain ones."""
    end = len(line.rstrip())
    starts = [found.end() for found in _SENTENCE.finditer(line, 0, max(end - 1, 0))]
    if not starts:
        return None
    found = speech.spoken(line[starts[-1] : end], habits.verbs)
    if found is None or not all(is_specific(name) for name in (*found.leads, *found.responsibles)):
        return None
    return len(line[: starts[-1]].rstrip("—")), end, Owners(found.leads, found.responsibles), 0.8


def _opening(text: str, habits: Habits) -> Iterator[Assignment]:
    """Yield ``由甲牵头，乙配合`` where a clause begins so and every unit is a certain one."""
    read = 0
    for found in _OPENING.finditer(text):
        if found.start() < read or (found["joins"] is not None and not read):
            continue  # who helps is named behind who does it
        stop = text.find("。", found.end())
        clause = text[found.end() : stop if stop >= 0 else len(text)]
        called = bool(found["called"])
        said = speech.opening(clause, habits.verbs, called=called) or (speech.subject(clause) if called else None)
        # …，县财政局负责资金保障 has a part of its own, with or without others before it
        beside = read or found["charged"] is not None
        said = said or (speech.next_part(text[read : found.start()], clause) if beside else None)
        if said:
            read = found.end() + said.end
            yield Assignment(found.start(), read, Owners(said.leads, said.responsibles), 0.7, inside=True)


def subjects(text: str) -> Iterator[Assignment]:
    """Yield the units that a sentence opens with and that are to act (县城管局要立即…), where its place allows it."""
    begun = 0
    for sentence in re.split("(?<=[。；\n])", text):
        told = _MEETING.match(sentence)
        within = told.end() if told else 0
        said = speech.subject(sentence[within:])
        if said:
            yield Assignment(
                begun, begun + within + said.end, Owners(said.leads, said.responsibles), 0.6, inside=True
            )
        begun += len(sentence)
