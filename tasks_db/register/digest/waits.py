"""On whose decision work waits: a unit that a difficulty names as the cause, though nobody asked it for help.

因县供水公司停水方案没有确定未施工 asks nothing of anybody, and the work waits for the 县供水公司 all the same.
"""

from collections.abc import Iterable, Iterator, Sequence

from tasks_db import lazy_re as re
from tasks_db.language.clauses import CLAUSES
from tasks_db.register.digest.request_values import WaitsOn
from tasks_db.register.digest.values import Coordination, TaskLine

_VERBS = (
    "确定|明确|批复|审批|批准|核准|审定|审核|接入|接通|开放|提供|拨付|下达|移交|交付|办理|办结|出具|印发|答复|回复|确认|落实"
    "|协调|安排|选定|划定|供货|腾退|拆除|清表|征收|立项|签订|签字|盖章|会签|同意|反馈|提交|完成|到位"
)
_NOT_DONE = re.compile(
    rf"^(?P<what>[^，,]{{0,16}}?)(?:一直|迟迟|至今|仍然|仍|还|尚)*(?:没有?|未)(?:能|及时|按时|最终|完全|全部)*(?P<verb>{_VERBS})"
)
_NOT = frozenset("没未")
"""Without one of these nothing is said not to be done, and no unit's name is looked for."""
_OBJECT = re.compile(r"^[^，,未无不影致导]{1,12}")
_OF_ITSELF = frozenset({"反馈", "完成", "到位"})
"""What is not done says nothing of what the unit has to do: these need a word that does."""
_TOWN = re.compile(r"[镇乡村]$|街道$")
_GRANTED = re.compile(r"[批审核]|立项|出具")
"""What towns are given, and give nobody: 白塔镇增容未批复 names whose matter it is."""
_ASIDE = ("请", "需", "由", "向", "与", "和", "报", "对", "会同", "为")


def waits_on(
    lines: Iterable[TaskLine], pleas: Sequence[Coordination], spellings: Sequence[tuple[str, str]]
) -> Iterator[WaitsOn]:
    """Yield for each open task the units on which its work waits by the words that stand, with what they owe.

    ``spellings`` are the ways to write each unit, with its name. Nobody waits on itself, and whoever says among the
    ``pleas`` whose help it needs has said it.
    """
    pleading = {(plea.task.task_id, plea.unit) for plea in pleas}
    longest_first = sorted(spellings, key=lambda pair: -len(pair[0]))
    for line in lines:
        if line.closed_at is not None:
            continue
        own = [(line.text_source, f"{line.text}，{line.problem or ''}")] if line.text_source is not None else []
        others = ((said.source, f"{said.text}，{said.problem or ''}") for said in line.said)
        found: set[str] = set()
        for source, text in (*own, *others):
            if _NOT.isdisjoint(text) or (line.task.task_id, source.unit) in pleading:
                continue
            for clause in CLAUSES.split(text):
                unit, what, do = _waited_for(clause, longest_first) or ("", "", "")
                if unit and unit not in found and unit != source.unit:
                    found.add(unit)
                    yield WaitsOn(line.task, source.unit, unit, clause.strip(), what, do, source)


def _waited_for(clause: str, spellings: Sequence[tuple[str, str]]) -> tuple[str, str, str] | None:
    """The unit that a clause names before what is not done, with what that is: 停水方案, 确定; None without any."""
    for spelling, name in spellings:
        before, there, rest = clause.partition(spelling)
        found = _NOT_DONE.match(rest) if there else None
        if found is None or before.endswith(_ASIDE):
            continue
        verb, what = found["verb"], found["what"].strip("的")
        if not what and (of := _OBJECT.match(rest[found.end() :])):
            what = of[0]
        if (verb in _OF_ITSELF and not what) or (_TOWN.search(name) and _GRANTED.search(verb)):
            continue
        return name, what, "落实" if verb == "到位" else verb
    return None
