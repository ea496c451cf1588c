"""The papers that a plan carries out, as its opening names them: 贯彻落实《…》（渝府办发〔2023〕77号）."""

import re
from collections.abc import Iterator

from tasks_db.intake.draft import Superior
from tasks_db.intake.line_forms import DOC_NUMBER
from tasks_db.intake.outline import Outline

_PURPOSE = re.compile(r"贯彻|落实|根据|按照|依据|遵照|推进|推动")
_CITED = re.compile(
    rf"《(?P<title>[^《》]{{4,100}}(?:《[^《》]*》[^《》]{{0,30}})?)》\s*(?:[（(]\s*(?P<number>{DOC_NUMBER.pattern})\s*[）)])?"
)
_NOTICE = re.compile(r"^.*?关于(?:印发|转发)\s*[〈《<]?(?P<plan>[^〉》>]+)[〉》>]?(?:的通知)?$")
_MOST = 8


def superiors(outline: Outline, own: str) -> Iterator[Superior]:
    """Yield the papers cited before the first numbered item, in order; of a notice, the plan that it issues.

    ``own`` is the title of the plan itself, which its notice cites too.
    """
    first = min((item.whole[0].start for part in outline.parts for item in part.items), default=None)
    opening = [text for part in outline.parts for _, text in part.loose if first is None or text.start < first]
    found = [one for text in opening if _PURPOSE.search(text.text) for one in _CITED.finditer(text.text)]
    named = [(_title(one["title"]), one["number"]) for one in found]
    for title, number in [one for one in named if one[0] != own][:_MOST]:
        yield Superior(title, "".join(number.split()) if number else None)


def _title(cited: str) -> str:
    notice = _NOTICE.match(cited)
    return (notice["plan"] if notice else cited).strip()
