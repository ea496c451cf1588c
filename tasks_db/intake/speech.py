"""Owners in spoken form, in a bracket or a sentence: the one place that knows its grammar.

    speech   =  clause { separator clause } [separator units]          units behind the last verb are responsible
    clause   =  [由 | 该项工作由] units [会同 units, who are responsible] [按职责分工] [共同|联合|分别] verb
    verb     =  牵头… → lead; 负责/承办… → lead beside one who helps, else responsible; 配合/参与/协助… → responsible;
                or one that this document repeats: 领衔, 协力; behind other clauses 负责 with what a unit does
    subject  =  units [会同 units] act…, behind 由, 请 or 责成: 请县民政局会同各街道，年内…; who has others join
                is the lead

A verb that is not known is learned from the document: what stands behind the names of at least two units, where
speech stands, is how this drafter says it. Its role follows from roles.py.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import takewhile

from tasks_db.intake import roles
from tasks_db.intake.names import ends_as_unit, ends_of_units, is_firm_or_site, is_specific, looks_like_unit, units
from tasks_db.language.lists import once, parts
from tasks_db.lean_dataclass import dataclass

_DUTY = r"(?:按照?|依据|根据|依)?(?:各自|有关)?(?:职责|职能)?(?:分工)?"
_KNOWN = re.compile(
    rf"{_DUTY}(?:共同|联合|分别|协同|具体|总(?=牵头|负责))*(?:"
    rf"(?P<lead>(?:负责)?(?:牵头|主办)(?:负责|组织实施|组织|实施|落实|抓总|推进)?|[为是](?:牵头|主办|主责)(?:{roles.OFFICE}))"
    r"|(?P<charge>(?:负责|承办|承担|承建|负总责)(?:组织实施|落实|实施|推进|办理)?)"
    r"|(?P<responsible>(?:抓好落实|(?:予以|给予|积极|做好)?(?:配合|支持)|具体实施|具体落实|参与|协助|协办|办理|参加|组织实施|落实(?:属地|主体|监管)责任|协同|(?:加强|做好|提供)?(?:监督|督促|业务|技术|执法)?指导|落实)(?:落实|实施|推进|办理)?"
    # 各乡镇按职责报送
    r"|(?:(?<=按职责)|(?<=照职责)|(?<=责分工))[\u4e00-\u9fff]{2,4}))$"
)
_SAYS = re.compile("牵头|主办|负责|负总责|承办|承担|配合|参与|协助|协办|办理|参加|落实|实施|会同|协同|指导|职责")
# what a unit that a sentence opens with does: where its name ends; 组织部 and 研究院 are names, not acts
_ACT = re.compile(
    r"共同|联合|分别|按|在|于|要|应|须|抓紧|立即|尽快|统一|具体|商|每|逐|负责(?!人)|(?:牵头|组织|协调|督促|指导|研究|制定|开展|推进|做好|抓好|加强"
    r"|完成|落实|配合|协助|对|发放|组建|编制|出台|印发|建设|开设|举办|召开|排查|检查|清理|拆除|整治|安排|提供|建立|健全"
    r"|完善|实施|优化|强化|推动|引导|支持|打造|修订|起草|上报|报送|审核|验收|监测|监管|宣传|围绕|培训|核实|对接|筹措|拨付)(?!.{0,2}(?:部|院|所|中心|室|站|处|办(?!法)|局|会|组(?!织)))"
    r"|\d{1,2}月|[一二三四五六七八九十]{1,2}月|年内"
)
_CHARGED = re.compile("(?:共同|联合|分别)?(?:负责|承担|牵头|主办)")
# 商请省公安厅参与
_ASKED = re.compile("^[，,；;\\s]*(?:商请|邀请|提请)")
_LEADS = re.compile("(?:共同|联合|分别)?(?:牵头|主办)")
# 征迁办于4月底前完成…
_OWN_DAY = re.compile("要?[于在](?=\\d{1,2}月)")
# who has a part of his own in what others lead
_OWN_PART = re.compile(r"(?P<name>[^，。；、,;：:]{3,24}?)(?P<verb>(?:具体)?(?:负责|承担))[^，。；、,;：:]{2,20}$")
_HELPS = re.compile("配合|参与|协同|协助|协办|参加|支持")
_LEAD_IN = re.compile(r"\s*(?:(?:该|此|本|上述|以上)(?:项|些)?(?:工作|任务|事项)?均?)?由")
# 民商事积案由市中级人民法院牵头; who leads a body that is set up so leads no task by that
_INNER = re.compile(
    r"(?!建立|成立|设立|组建|健全|完善)(?:与[^，。；,;：:]{2,40}的)?"
    r"[^，。；、,;：:]{2,30}?(?<![自理缘事经])由(?=[^，。；由]{3})"
)
# lines ended within 按职责分工负责
_BROKEN = re.compile(r"(?<=[按职责分工负牵配参])[ \u3000]+(?=[职责分工负头合与])")
# 第三季度末完成成果入库 ends as names do
_TIME_OR_WORK = re.compile(r"季度|半年|[年月][底末内]|\d月|完成")
_FULL_STOP = str.maketrans("。", "；")
# a roster repeats posts behind its units: 县水务局局长
_NO_VERB = re.compile(r"[\d：:（）()]|(?:长|主任|书记|主席|委员|经理|总监)$")
_SHORTEST_VERB, _LONGEST_VERB = 2, 6
_LEAST_UNITS = 2
_LONGEST_PART = 40
_LONGEST_SUBJECT = 120
_SHORT_UNIT = 3
_CHARGE = "charge"


@dataclass(frozen=True, slots=True)
class Spoken:
    """Who a speech names, and where it ends."""

    leads: tuple[str, ...]
    responsibles: tuple[str, ...]
    end: int


@dataclass(frozen=True, slots=True)
class _Clause:
    names: tuple[str, ...]
    verb: str
    role: str | None
    end: int


def spoken(text: str, verbs: frozenset[str]) -> Spoken | None:
    """Read a text that is speech as a whole, or return None."""
    plain = _BROKEN.sub("", text.rstrip("。；;，, \n")).translate(_FULL_STOP)
    clauses = list(_clauses(plain, verbs))
    if not clauses:
        first, joins, _ = plain.partition("会同")
        return _named(plain) if joins and first else None
    left = units(plain[clauses[-1].end :].lstrip("、，,；;"))
    if not all(looks_like_unit(name) and not _TIME_OR_WORK.search(name) for name in left):
        return None
    return _dealt(clauses, left, len(text))


def opening(text: str, verbs: frozenset[str], *, called: bool = False) -> Spoken | None:
    """Read the speech that opens a sentence, whatever follows it, if every unit in it is a certain one.

    ``called``: 由 stands before it.
    """
    inner = _INNER.match(text)
    skipped = inner.end() if inner else 0
    clauses = list(takewhile(_is_certain, _clauses(text[skipped:], verbs, called=called)))
    if not clauses or not all(is_specific(name) for name in clauses[0].names):
        return None
    said = _dealt(clauses, (), skipped + clauses[-1].end)
    # 费用由县财政局承担 says who pays, 对接工作由县住建局负责 who does it
    return said if said.leads or not skipped or clauses[0].verb.endswith("负责") else None


def _is_certain(clause: _Clause) -> bool:
    """Whether the units are certain ones; beside a known verb short ones will do: 骨科、影像科配合."""
    return all(is_specific(name) or (clause.role and 1 < len(name) <= _SHORT_UNIT) for name in clause.names)


def subject(text: str) -> Spoken | None:
    """Read the units that a sentence opens with and says what they do, if every one is a certain one."""
    for act in _ACT.finditer(text[:_LONGEST_SUBJECT]):
        found = _named(text[: act.start()])
        if found:
            leads = None if found.leads else _LEADS.match(text, act.start())
            if leads is None:
                return found
            organized = text.startswith(("组织", "会同"), leads.end())
            joined = next(_joined(text, leads.end()), None) if organized else None
            return Spoken(found.responsibles, joined.names if joined else (), joined.end if joined else found.end)
    stop = re.search(r"[，。；,;]", text)
    return _named(text[: stop.start()]) if stop and "会同" in text[: stop.start()] else None


def next_part(between: str, clause: str) -> Spoken | None:
    """Read who has a part of his own in the ``clause`` beside others, with what stands ``between`` them.

    县财政局负责筹措资金, 各乡镇协助做好宣传, and right behind the others or a ； also 园区管委会要抓紧…;
    河西市场 is no one.
    """
    said = subject(clause)
    if said is None or any(own.match(clause, said.end) for own in (_CHARGED, _HELPS, _OWN_DAY)):
        return said
    near = not between.strip("，, ") or between.rstrip().endswith(("；", ";"))
    acts = near and not any(is_firm_or_site(name) or _TIME_OR_WORK.search(name) for name in said.responsibles)
    return said if acts else None


def _named(text: str) -> Spoken | None:
    first, joins, others = text.partition("会同")
    first = first.removesuffix("要").removesuffix("应")
    names, joined = units(first), units(others)
    if not names or bool(joins) != bool(joined) or not all(is_specific(name) for name in (*names, *joined)):
        return None
    return Spoken(names, joined, len(text)) if joins else Spoken((), names, len(text))


def has_verb(text: str) -> bool:
    """Whether a part of a list ends with a known verb, or units join others."""
    if not _SAYS.search(text):
        return False
    return "会同" in text or any(_KNOWN.search(text[begin:end].rstrip()) for begin, end in parts(text))


def learned_verbs(phrases: Iterable[str]) -> frozenset[str]:
    """Return the verbs that a document repeats behind its units, from the places where speech may stand."""
    behind: dict[str, set[str]] = {}
    for phrase in phrases:
        for begin, end in parts(phrase):
            part = _LEAD_IN.sub("", phrase[begin:end].strip())
            if (
                len(part) <= _LONGEST_PART
                and not re.search("[：:《》]", part)
                and not ends_as_unit(part)
                and not _KNOWN.search(part)
            ):
                for name, verb in _splits(part):
                    behind.setdefault(verb, set()).add(name)
    often = {verb: names for verb, names in behind.items() if len(names) >= _LEAST_UNITS}
    # 会商 behind 县教育局 is also 商 behind 县教育局会: the longer one, if as many units have it
    return frozenset(
        verb
        for verb, names in often.items()
        if not any(other != verb and other.endswith(verb) and len(often[other]) >= len(names) for other in often)
    )


def _splits(part: str) -> Iterator[tuple[str, str]]:
    for at in ends_of_units(part):
        verb = part[at:]
        if at > 1 and _SHORTEST_VERB <= len(verb) <= _LONGEST_VERB and not _NO_VERB.search(verb):
            yield part[:at], verb


def _clauses(text: str, verbs: frozenset[str], *, called: bool = False) -> Iterator[_Clause]:
    """Yield the clauses from the beginning on, as long as there are any."""
    lead_in = _LEAD_IN.match(text)
    begun, spoke = lead_in.end() if lead_in else 0, False
    held: tuple[_Clause, ...] = ()
    called = called or lead_in is not None
    for begin, end in parts(text):
        if end <= begun:
            continue
        again = _LEAD_IN.match(text, begin, end) if begin == begun else None
        begun = again.end() if again else begun
        part = text[max(begin, begun) : end].rstrip()
        if begin == begun and part.startswith("会同"):
            yield from _joined(text, begin)
            return
        at = _verb_at(part, verbs)
        may_own = spoke or (called and not held and begin <= begun)
        own = _own_part(part) if at is None and may_own else None
        if own:
            # 区直有关部门，县司法局负责法制审查; 由县广电台承担播出，县数据局负总责: a part of the whole
            held = (_Clause((*units(text[begun:begin]), own["name"]), own["verb"], roles.RESPONSIBLE, end),)
            yield from held if spoke else ()
            begun = end + 1
            continue
        if at is None:
            if looks_like_unit(part.strip()) or not part.strip():
                continue
            return
        where = max(begin, begun) + at
        known = _KNOWN.search(text[where:end].rstrip())
        named, _, joined = _ASKED.sub("", text[begun:where]).partition("会同")
        names, others = units(named), units(joined)
        if not names or not all(looks_like_unit(name) for name in (*(names if not known else _long(names)), *others)):
            return
        yield from () if spoke else held
        yield _Clause(names, text[where:end].strip(), known.lastgroup if known else None, end)
        if others:
            yield _Clause(others, "会同", roles.RESPONSIBLE, end)
        begun, spoke = end + 1, True


def _long(names: tuple[str, ...]) -> tuple[str, ...]:
    """Return the names without those that may be short forms beside a unit: 海关、边检配合."""
    units_named = any(map(looks_like_unit, names))
    return tuple(name for name in names if not (units_named and 1 < len(name) <= _SHORT_UNIT))


def _own_part(part: str) -> re.Match[str] | None:
    own = _OWN_PART.match(part)
    return own if own and is_specific(own["name"]) else None


def _joined(text: str, begun: int) -> Iterator[_Clause]:
    """Yield the units that join the lead without a verb of their own: 会同乙、丙，… or 会同乙制定…, 组织乙、丙开展….

    They end with an entry of the list, or where in their clause it is said what they do together.
    """
    listed = {stop for begin, stop in parts(text) if begin >= begun}
    comma = text.find("，", begun)
    acts = {act.start() for act in _ACT.finditer(text, begun + 2, comma if comma >= 0 else len(text))}
    for end in sorted(listed | acts, reverse=True):
        names = units(text[begun + 2 : end])
        if names and all(map(looks_like_unit if end in listed else is_specific, names)):
            yield _Clause(names, "会同", roles.RESPONSIBLE, end)
            return


def _verb_at(part: str, verbs: frozenset[str]) -> int | None:
    known = _KNOWN.search(part)
    if known:
        return known.start() if units(part[: known.start()]) else None
    at = min((len(verb) for verb in verbs if part.endswith(verb) and looks_like_unit(part[: -len(verb)])), default=0)
    return len(part) - at if at else None


def _dealt(clauses: list[_Clause], left: tuple[str, ...], end: int) -> Spoken:
    helped = any(_HELPS.search(one.verb) for one in clauses)
    charge = roles.LEAD if helped and all(one.role != roles.LEAD for one in clauses) else roles.RESPONSIBLE
    known = [charge if one.role == _CHARGE else one.role for one in clauses]
    named = roles.dealt(known, [one.verb for one in clauses])
    pairs = [(name, role) for one, role in zip(clauses, named, strict=True) for name in one.names]
    leads = once(name for name, role in pairs if role == roles.LEAD)
    others = once(
        name for name, role in [*pairs, *((name, roles.RESPONSIBLE) for name in left)] if role != roles.LEAD
    )
    return Spoken(leads, tuple(name for name in others if name not in leads), end)
