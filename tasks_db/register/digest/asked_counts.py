"""What a plan asks for as a number, beside what its unit says is done by now: 拆除750处 and 累计拆除751处."""

from tasks_db import lazy_re as re
from tasks_db.lean_dataclass import dataclass

_MEASURE = r"公里|平方米|[处个户家座条件台套间栋幢辆米吨亩株盏棵宗]"
_DONE_SO_FAR = re.compile(
    rf"(?:累计|(?:目前|截至目前)?(?:已经|已|共))(?P<verb>[\u4e00-\u9fff]{{2}})了?(?P<n>\d{{1,8}})(?P<measure>{_MEASURE})(?=$|[，,；;。])"
)
"""A count that is of all the work: said with 累计, 已 or 共, and with nothing behind it that makes it another's."""
_ASKED = re.compile(rf"(?<![\d.])(?P<n>\d{{1,8}})(?P<measure>{_MEASURE})")
_NEAR = 16
"""So many characters lie at most between the verb of a plan and its number."""


@dataclass(frozen=True, slots=True)
class Measured:
    """A count behind which, at ``end`` of the words, stands what the plan asks for: ``asked`` with its measure."""

    end: int
    count: int
    asked: int
    measure: str


def against_plan(words: str, content: str) -> Measured | None:
    """Return the count of what is done so far, and what the plan asks for of it; None where that is not certain.

    It is certain where the plan's text names one number with this measure, behind the same verb.
    """
    found = list(_DONE_SO_FAR.finditer(words))
    if len(found) != 1:
        return None
    said = found[0]
    asked = [m for m in _ASKED.finditer(content) if m["measure"] == said["measure"]]
    if len(asked) != 1:
        return None
    before = re.split(r"[，,；;。]", content[: asked[0].start()])[-1]
    if said["verb"] not in before[-_NEAR:]:
        return None
    return Measured(said.end(), int(said["n"]), int(asked[0]["n"]), said["measure"])
