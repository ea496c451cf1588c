"""Rules that a plan prints once for many tasks: 以下各项任务，各街道均为责任单位.

units  =  names 均为 [各项任务的] 责任单位 | 配合单位, in a sentence or paragraph that speaks of all tasks, or
          均需 names 落实，不再列出
date   =  除另有注明外 | 未注明时限的, … when 完成; it holds where a task says nothing of time

以下 and 本部分 hold for what follows, 以上 for what stands before; anything else for all.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from tasks_db.intake.blocks import Passage
from tasks_db.intake.deadlines import Context
from tasks_db.intake.names import is_listing, is_specific, units
from tasks_db.intake.numbering import marker
from tasks_db.intake.table_rows import Entry
from tasks_db.intake.tasks import dates_of
from tasks_db.language.lists import once

_ROLE = r"(?:共同)?(?:责任|配合|参与|协办|落实|实施)(?:责任)?(?:单位|部门)"
_EACH = r"(?:附件|以上|上述|以下|本表|表中|表内|各项|全部|所有)[^，。；]{0,10}(?:任务|工作|事项)的"
_UNITS = re.compile(
    r"(?P<names>[^，,。；;：:\n]{2,60}?)(?:对[^，。；]{2,40}[，,])?"
    rf"(?:(?:均|都|同为|一律)(?:为|是|作为|列为)?(?:[^，。；]{{0,10}}(?:任务|工作|事项)的)?|(?:为|是){_EACH}){_ROLE}"
    rf"|(?:均|都)(?:需|须|要|应)由?(?P<called>[^，,。；;：:\n]{{2,40}}?)(?:按职责)?(?:抓好|共同|具体)?(?:落实|负责|配合|参与)(?=[，,]?不再)"
)
_OF_ALL = re.compile(
    r"(?:各项|各条|所有|全部|附件|以下|上述|以上|每项|本表|表中|表内|下列)[^。；\n]{0,10}(?:任务|工作|事项|措施|不再)|不再(?:逐|一一|列|重复)"
)
_DATE = re.compile(
    r"(?:除(?:另有|已|特别|单独|有)?(?:注明|说明|规定|明确|要求)[^，。；]{0,8}外|(?:未|没有|凡未)(?:注明|明确|写明|标明)[^，。；]{0,8}(?:时限|时间|期限)[^，。；]{0,4})"
    r"[，,]?[^。；\n]{0,20}?(?P<when>(?:(?:19|20)\d\d年)?(?:\d{1,2}月(?:底|末|\d{1,2}日|[上中下]旬)|年底|[一二三四]季度末?)(?:之?前)?)[^。；\n]{0,6}(?:完成|办结|落实|到位)"
)
_FOLLOWS = re.compile("以下|本部分|本章|本节|下列")
_PRECEDES = re.compile("以上|上述")


class PrintedRule(NamedTuple):
    """What a sentence says of many tasks, and the sentence."""

    sentence: Passage
    names: tuple[str, ...] = ()
    when: str | None = None

    def holds(self, begin: int) -> bool:
        """Whether the rule holds for a task that begins at an offset of the document."""
        if _FOLLOWS.search(self.sentence.text):
            return begin > self.sentence.start
        return begin < self.sentence.start or _PRECEDES.search(self.sentence.text) is None


def printed_rules(texts: Iterable[Passage]) -> Iterator[PrintedRule]:
    """Yield the rules that paragraphs and rows print."""
    for text in texts:
        for found in _UNITS.finditer(text.text) if _OF_ALL.search(text.text) else ():
            said = found["names"] or found["called"]
            number = marker(said)
            listed = said[number.end if number else 0 :]
            names = units(listed)
            if is_listing(listed) and all(map(is_specific, names)):
                yield PrintedRule(_sentence(text, found), names)
        for found in _DATE.finditer(text.text) if "明" in text.text or "外" in text.text else ():
            yield PrintedRule(_sentence(text, found), when=found["when"])


def _sentence(text: Passage, found: re.Match[str]) -> Passage:
    begin = max(text.text.rfind(sign, 0, found.start()) + 1 for sign in "。；;\n")
    ends = [at for sign in "。；;\n" if (at := text.text.find(sign, found.end())) >= 0]
    return text.cut(begin, min(ends, default=len(text.text) - 1) + 1)


def ruled(entry: Entry, rules: Sequence[PrintedRule], leaning: Context) -> Entry:
    """Return a task with what the rules of its document add to it: units that it lacks, a date if it has none."""
    begin = min((part.start for _, part in entry.cells), default=0) if rules else 0
    for rule in rules:
        if not rule.holds(begin):
            continue
        if rule.names:
            lacking = [name for name in rule.names if name not in entry.owners.leads]
            both = once((*entry.owners.responsibles, *lacking))
            entry = entry._replace(owners=entry.owners._replace(responsibles=both))
        if rule.when and not _timed(entry, leaning):
            entry = entry._replace(dated=rule.when)
    return entry


def _timed(entry: Entry, leaning: Context) -> bool:
    dates = dates_of(entry, leaning)
    return bool(dates.text or dates.on or dates.standing or dates.recurrences)
