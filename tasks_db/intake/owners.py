"""Who does it: the grammar of owners, the one place that knows it.

    assignment  =  bracket | trailing | 由 units 牵头 [， units 配合] at the beginning of a clause
    bracket     =  any of 〔〕 （） () 【】 [] with balanced brackets inside: phrase
    trailing    =  a line, or the end of one after 。, that opens with a labelled phrase
    phrase      =  labelled | prose, then perhaps a rule (列第一位者为牵头单位，下同)
    labelled    =  label (： : ； ;) units { (； ; 。 ， ,) label (： : ； ;) units }
    label       =  牵头/主办/主责… → lead; 责任/配合/协办/参与… → responsible, each with 单位/部门
                   责任领导/分管领导 → leader; 完成时限/时间节点 → date
    prose       =  [由] units 牵头 [， units [按职责分工负责/配合]]  |  units [按职责分工] 负责/配合
    units       =  unit [（牵头）|（配合）] { (、 ， , ； ; 及各) unit }, whole inside brackets: 各乡镇（街道）

Names come out as printed, without the appositive 等有关部门. ``；`` often stands for ``：`` after a label.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

LEAD, RESPONSIBLE, LEADER, DATE = "lead", "responsible", "leader", "date"

_LABEL = re.compile(
    r"(?P<leader>(?:责任|牵头|分管|包保|包联|联系|挂点|市级|县级|区级)领导|责任人|牵头人)"
    r"|(?P<date>(?:完成|办理|整改|落实)?(?:时限|期限)|完成时间|时间(?:节点|安排|进度))"
    r"|(?P<lead>(?:牵头|主办|主责|总牵头|主要责任|第一责任)(?:责任)?(?:单位|部门|科室)?)"
    r"|(?P<responsible>(?:责任|承办|落实|实施|共同责任|主体责任)(?:责任)?(?:单位|部门|主体|科室)"
    r"|(?:配合|协办|协同|协助|参与|参加)(?:责任)?(?:单位|部门|科室)?)"
)
_LABEL_HEAD = re.compile(rf"\s*(?:{_LABEL.pattern})\s*[：:；;]\s*")
_TRAILING = re.compile(rf"(?:^|(?<=[。；;\n]))\s*(?=(?:{_LABEL.pattern})\s*[：:；;])")
_DATED = re.compile(r"[，,；;]\s*(?P<date>[^，,；;。]{1,16}[年月日底末前内])(?:完成|办结|落实到位)$")
_IN_SENTENCE = re.compile(
    r"(?:^|(?<=[，。；,;\n]))由(?P<lead>[^，。；,;]{3,60}?)(?:共同|联合)?牵头"
    r"(?:[，,](?P<rest>[^，。；,;]{3,120}?)(?:配合|参与|协助|协同)(?=[，。；,;]))?"
)
_SENTENCE_AFTER = re.compile(rf"。(?=\s*\S)(?!{_LABEL_HEAD.pattern})")
_NOBODY = re.compile(r"[-—–/\\]+|无")
_MARKED = re.compile(r"[（(](?:(?P<lead>牵头|主办|主责)|配合|协办|责任|参与)(?:单位|部门)?[）)]$")
_PAIRS = {"〔": "〕", "（": "）", "(": ")", "【": "】", "[": "]", "［": "］"}
_OPENERS = frozenset(_PAIRS)
_CLOSERS = frozenset(_PAIRS.values())
_SEPARATORS = frozenset("、，,；;\n")
_AND_ALL = re.compile(r"(?:以及|及|和|与)(?=各(?!自))")
_APPOSITIVE = re.compile(r"等(?:[省市县区州]|国务院)?(?:直)?(?:各)?(?:相关|有关)?(?:成员)?(?:部门|单位)?(?:和单位)?$")
_FIRST_LEADS = re.compile(
    r"[。，,；;]?\s*(?:[^，。；、]{0,6})?(?:列|排)[^，。；]{0,4}(?:第一|首)(?:位|个|列)[^，。；]{0,8}牵头.*$",
    re.DOTALL,
)
_DUTY = r"(?:按照?|依据|根据)?(?:各自)?(?:职责|职能)?(?:分工)?(?:分别|共同|协同)?"
_PROSE_LEAD = re.compile(
    r"由?(?P<lead>.+?)(?:共同|联合)?牵头(?:负责|组织|实施|落实|抓总)?(?:[，,；;。、]\s*(?P<rest>.+))?", re.DOTALL
)
_PROSE_REST = re.compile(
    rf"由?(?P<units>.+?)(?:{_DUTY})(?:负责|配合|参与|落实|协助|抓好落实)(?:落实|实施)?[。]?", re.DOTALL
)
_UNIT_END = re.compile(
    r"(?:局|委|办|部|厅|会|院|中心|公司|集团|政府|大队|支队|总队|联|协|街道|乡镇?|镇|村|社区|单位|部门|地区|[市县区州省]|银行|行|署|司|所"
    r"|站|校|学|园|室|组|社|馆|机关|机构|工会|企业|[）)])$"
)
_LEVELS = "省市县区州旗各"
_LONGEST_UNIT = 40
_LONGEST_PHRASE = 3000


@dataclass(frozen=True, slots=True)
class Owners:
    """Who a phrase names, as printed and in order."""

    leads: tuple[str, ...] = ()
    responsibles: tuple[str, ...] = ()
    leaders: tuple[str, ...] = ()
    date: str | None = None

    def __bool__(self) -> bool:
        return bool(self.leads or self.responsibles or self.leaders or self.date)

    def merged(self, other: "Owners") -> "Owners":
        """Return both, in order and each name once."""
        return Owners(
            _once(self.leads + other.leads),
            _once(self.responsibles + other.responsibles),
            _once(self.leaders + other.leaders),
            self.date or other.date,
        )


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


def _once(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))


def role_of(label: str) -> str | None:
    """Return the role that a label or a column title stands for, or None."""
    found = _LABEL.match(re.sub(r"\s", "", label))
    return found.lastgroup if found else None


def opens_with_role(text: str) -> bool:
    """Whether the text opens with a label and its colon."""
    return _LABEL_HEAD.match(text) is not None


def states_first_leads(text: str) -> bool:
    """Whether the text prints the rule that the first-listed unit leads."""
    return any(_FIRST_LEADS.search(line) for line in text.split("\n"))


def units(text: str) -> tuple[str, ...]:
    """Return the names of a list, as printed."""
    names = []
    for part in _parted(_AND_ALL.sub("、", text)):
        words = part.split()
        # a space parts units, but not the two halves of a broken one
        apart = words if all(looks_like_unit(word) for word in words) else ["".join(words)]
        names += [_APPOSITIVE.sub("", name.strip("。.：:")) for name in apart]
    names = [name for name in names if name and not _NOBODY.fullmatch(name)]
    return _once(tuple(names))


def people(text: str) -> tuple[str, ...]:
    """Return the names of a list of people; a name of two characters may be spread by a space."""
    close = re.sub(
        r"(?<![\u4e00-\u9fff])([\u4e00-\u9fff])[ \u3000]+([\u4e00-\u9fff])(?![\u4e00-\u9fff])", r"\1\2", text
    )
    return _once(tuple(name for name in re.split(r"[、，,；;\s]+", close) if name))


def _parted(text: str) -> Iterator[str]:
    depth = begin = 0
    for at, char in enumerate(text):
        if char in _OPENERS:
            depth += 1
        elif char in _CLOSERS:
            depth = max(0, depth - 1)
        elif depth == 0 and char in _SEPARATORS:
            yield text[begin:at]
            begin = at + 1
    yield text[begin:]


def phrase(text: str) -> Owners | None:
    """Read a phrase of owners, or return None when it is something else."""
    if len(text) > _LONGEST_PHRASE:
        return None
    text = _FIRST_LEADS.sub("", text.strip()).strip()
    dated = _DATED.search(text)
    spoken = _labelled(text) or _prose(text[: dated.start()] if dated else text)
    return replace(spoken, date=spoken.date or dated["date"]) if spoken and dated else spoken


def _labelled(text: str) -> Owners | None:
    if not _LABEL_HEAD.match(text):
        return None
    heads = list(re.finditer(rf"(?:^|(?<=[；;。，,、\s])){_LABEL_HEAD.pattern}", text))
    owners = Owners()
    for head, after in zip(heads, [*heads[1:], None], strict=True):
        listed = text[head.end() : after.start() if after else len(text)]
        role = head.lastgroup
        if role == LEADER:
            owners = replace(owners, leaders=owners.leaders + people(listed.strip("。；;，, ")))
        elif role == DATE:
            owners = replace(owners, date=listed.strip("。；;，, ") or None)
        else:
            owners = owners.merged(listing(listed, role or RESPONSIBLE))
    return owners or None


def listing(text: str, role: str) -> Owners:
    """Read a list of units in a role; a mark behind a name overrides it: 县教育局（牵头）、县财政局."""
    leads: list[str] = []
    responsibles: list[str] = []
    for name in units(text):
        mark = _MARKED.search(name)
        lead = role == LEAD if mark is None else mark["lead"] is not None
        (leads if lead else responsibles).append(name[: mark.start()] if mark else name)
    return Owners(_once(tuple(leads)), _once(tuple(responsibles)))


def _prose(text: str) -> Owners | None:
    leading = _PROSE_LEAD.fullmatch(text)
    if leading:
        rest = leading["rest"] or ""
        others = _PROSE_REST.fullmatch(rest)
        return _plausible(units(leading["lead"]), units(others["units"] if others else rest))
    others = _PROSE_REST.fullmatch(text)
    return _plausible((), units(others["units"])) if others else None


def _plausible(leads: tuple[str, ...], responsibles: tuple[str, ...]) -> Owners | None:
    names = leads + responsibles
    if names and all(looks_like_unit(name) for name in names):
        return Owners(leads, tuple(name for name in responsibles if name not in leads))
    return None


def looks_like_unit(name: str) -> bool:
    """Whether a name ends as units do, or speaks of all of a kind (各…)."""
    return len(name) <= _LONGEST_UNIT and (name.startswith("各") or _UNIT_END.search(name) is not None)


def assignments(text: str, *, first_leads: bool) -> list[Assignment]:
    """Return the phrases of owners in a paragraph, in order.

    ``first_leads``: the document prints that the first-listed unit leads where no lead is marked.
    """
    found = []
    for begin, end, closed in _brackets(text):
        owners = phrase(text[begin + 1 : end - 1 if closed else end])
        if owners:
            found.append(Assignment(begin, end, owners, 0.95 if closed else 0.6))
    found = found or list(_trailing(text)) or list(_in_sentence(text))
    return [replace(one, owners=first_to_lead(one.owners)) for one in found] if first_leads else found


def _trailing(text: str) -> Iterator[Assignment]:
    """Yield the labelled phrases outside brackets: one a line at most, up to a sentence that follows it."""
    begun = 0
    for line in text.splitlines(keepends=True):
        head = _TRAILING.search(line)
        if head:
            after = _SENTENCE_AFTER.search(line, head.end())
            end = after.end() if after else len(line.rstrip())
            owners = _labelled(line[head.end() : end])
            if owners:
                yield Assignment(begun + head.end(), begun + end, owners, 0.9)
        begun += len(line)


def _in_sentence(text: str) -> Iterator[Assignment]:
    """Yield ``由甲牵头，乙配合`` where a clause begins so and every unit says whose it is: 县…, 各…."""
    for found in _IN_SENTENCE.finditer(text):
        leads, others = units(found["lead"]), units(found["rest"] or "")
        if all(name[0] in _LEVELS and looks_like_unit(name) for name in (*leads, *others)):
            yield Assignment(found.start(), found.end(), Owners(leads, others), 0.7, inside=True)


def first_to_lead(owners: Owners) -> Owners:
    """Make the first named unit the lead where none is marked; 各… are all of a kind and lead nothing."""
    named = [name for name in owners.responsibles if not name.startswith("各")]
    if owners.leads or not named:
        return owners
    return replace(owners, leads=(named[0],), responsibles=tuple(n for n in owners.responsibles if n != named[0]))


def _brackets(text: str) -> Iterator[tuple[int, int, bool]]:
    """Yield the outermost brackets ``[begin, end)`` and whether each closes; nesting counts any kind alike."""
    depth = begin = 0
    for at, char in enumerate(text):
        if char in _OPENERS:
            if depth == 0:
                begin = at
            depth += 1
        elif char in _CLOSERS and depth:
            depth -= 1
            if depth == 0:
                yield begin, at + 1, True
    if depth:
        # an earlier bracket left open must not hide an owner bracket behind it
        last = max(text.rfind(char) for char in _OPENERS)
        yield (last, len(text), False) if last > begin else (begin, len(text), False)
