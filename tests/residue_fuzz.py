"""Sentences that say who or when, planted into invented documents: each is held or told, wherever it stands (R11).

    python -m tests.residue_fuzz --seeds 40 [--from 100] [--show]

A sentence that names a unit with a word for its role, or a day with a duty, is put into a document of the layout
writer: as a paragraph of its own or behind another sentence. Its unit and its day stand nowhere else there. They are
*held* where a task, a candidate, a duty, a remark or a rule has them (a unit as an owner), and *told* where a finding
quotes them; what is neither is *dropped*.
"""

import argparse
import random
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tasks_db.intake import PlanDraft
from tasks_db.intake.draft import DraftTask
from tasks_db.intake.plan import read_plan
from tests.layout_writer import LAYOUTS, document, formats

UNITS = ("地震局", "史志办", "烟草局", "档案馆", "侨联", "公路事业发展中心", "盐务局", "红十字会")
WHO = (
    "由{a}牵头，{b}配合。",
    "{a}牵头，{b}、各乡镇配合。",
    "此项工作由{a}负责。",
    "{a}负责日常巡查，{b}负责资金拨付。",
    "（责任单位：{a}、{b}）",
    "责任单位：{a}、{b}。",
    "牵头单位：{a}；配合单位：{b}。",
    "以上工作由{a}牵头督办。",
    "{a}要会同{b}抓好台账管理。",
    "由{a}会同有关部门另行制定细则。",
    "台账管理由{a}承办，{b}协办。",
    "主办单位：{a} 协办单位：{b}",
    "{a}为牵头单位，{b}为责任单位。",
    "各项工作由{a}统一负责，{b}协助。",
    "{a}、{b}按职责分工负责。",
    "{a}负责牵头，{b}参与。",
    "责任部门：{a}。",
    "【承办单位：{a}；协办单位：{b}】",
    "（{a}牵头，{b}配合）",
)
WHEN = (
    "各乡镇于{d}前报送总结。",
    "{d}前，全面完成台账整改。",
    "请各有关单位于{d}前将工作总结报送办公室。",
    "各责任单位要在{d}前制定实施细则。",
    "台账管理制度须于{d}前印发。",
    "{d}前完成验收并投入使用。",
    "到{d}，建成示范点12个。",
)
_SENTENCE_END = re.compile("(?<=。)(?=[^\n）)〕】）”])")
_TABLE_LINE = re.compile(r"[\t|]")
_DAY = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日")
_LEAST_TEXT = 20
_RIGHT, _MOST_TOLD = 0.02, 3


@dataclass(frozen=True, slots=True)
class Planted:
    """A document with a sentence put into it, and what of the sentence must not vanish."""

    text: str
    sentence: str
    at: int
    marks: tuple[str, ...]


@dataclass(slots=True)
class Count:
    """What became of planted sentences, by sentence and by the place where they stood."""

    planted: int = 0
    dropped: int = 0
    by_sentence: Counter[str] = field(default_factory=Counter)
    shown: list[str] = field(default_factory=list)


def plain(text: str) -> str:
    """Return a text without white space."""
    return "".join(text.split())


def planted(text: str, chance: random.Random) -> tuple[Planted, str] | None:
    """Return the text with a sentence at a random place and the sentence's form, or None."""
    level = next((sign for sign in "县区市州旗省" if f"{sign}财政局" in text or f"{sign}教育局" in text), "县")
    a, b = (level + name for name in chance.sample(UNITS, 2))
    year = chance.choice(re.findall(r"20\d\d", text) or ["2026"])
    day = f"{year}年{chance.randrange(1, 13)}月{chance.choice((13, 17, 19))}日"
    form = chance.choice(WHO + WHEN)
    sentence = form.format(a=a, b=b, d=day)
    marks = tuple(one for one in (a, b, day) if one in sentence)
    if any(one in text for one in marks):
        return None
    lines = text.split("\n")
    if chance.random() < 0.5:
        free = [n for n in range(1, len(lines) + 1) if not _in_table(lines, n)]
        n = chance.choice(free)
        whole = "\n".join([*lines[:n], sentence, *lines[n:]])
        return Planted(whole, sentence, len("\n".join(lines[:n])) + 1, marks), form
    ends = [found.start() for found in _SENTENCE_END.finditer(text)]
    if not ends:
        return None
    at = chance.choice(ends)
    return Planted(text[:at] + sentence + text[at:], sentence, at, marks), form


def _in_table(lines: list[str], n: int) -> bool:
    beside = [line for line in lines[max(0, n - 1) : n + 1] if line]
    return any(_TABLE_LINE.search(line) or len(line) < _LEAST_TEXT for line in beside) and len(beside) > 1


def _words(task: DraftTask) -> Iterator[str]:
    """Yield what a task has: its owners, and where a day stands in its words."""
    yield from (*task.leads, *task.responsibles, task.deadline_text or "")
    yield from _DAY.findall(plain(f"{task.title or ''}{task.content}"))


def held(draft: PlanDraft, one: Planted) -> list[str]:
    """Return what of a planted sentence is neither held nor told; who is named in a task's words owes nothing yet."""
    said = [word for task in (*draft.tasks, *draft.candidates) for word in _words(task)]
    said += [word for duty in draft.duties for word in (duty.unit, duty.text)]
    said += [remark.text for remark in draft.remarks]
    said += [text for told in draft.findings for text in (told.message, *(quote.quote for quote in told.quotes))]
    said += [draft.text[span.start : span.end] for span in draft.coverage if span.read_as in ("rule", "member")]
    known = plain("\n".join(said))
    return [mark for mark in one.marks if plain(mark) not in known]


def right(draft: PlanDraft) -> bool:
    """Say whether next to nothing of a document that is read right is told as residue."""
    told = [one for one in draft.findings if one.kind == "residue"]
    length = sum(len(quote.quote) for one in told for quote in one.quotes)
    return len(told) <= _MOST_TOLD and length <= _RIGHT * len(draft.text)


def measured(seeds: range, *, every: int = 1, times: int = 4) -> tuple[Count, list[str]]:
    """Plant into the documents of some seeds; return the count, and the whole documents with too much residue."""
    count, noisy = Count(), []
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "planted.txt"

        def read(text: str) -> PlanDraft:
            path.write_text(text, encoding="utf-8")
            return read_plan(path)

        for seed in seeds:
            for number, layout in enumerate(LAYOUTS):
                if "txt" not in formats(layout) or (number + seed) % every:
                    continue
                text = document(layout, "txt", str(seed), 8)[0].save(Path(name), "whole").read_text(encoding="utf-8")
                whole = read(text)
                if not right(whole):
                    noisy.append(f"{layout.name} {seed}")
                chance = random.Random(f"{seed} {number}")  # noqa: S311  planting, no secret
                for _ in range(times):
                    made = planted(text, chance)
                    if made is None:
                        continue
                    one, form = made
                    count.planted += 1
                    lost = held(read(one.text), one)
                    if lost:
                        count.dropped += 1
                        count.by_sentence[form] += 1
                        around = one.text[max(0, one.at - 60) : one.at + len(one.sentence) + 40]
                        count.shown.append(f"{layout.name} {seed}: {lost} of {one.sentence!r}\n    {around!r}")
    return count, noisy


def main() -> int:
    """Plant and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--seeds", type=int, default=10)
    parser.add_argument("--from", dest="first", type=int, default=100)
    parser.add_argument("--show", action="store_true", help="print what was dropped")
    asked = parser.parse_args()
    count, noisy = measured(range(asked.first, asked.first + asked.seeds))
    if asked.show:
        sys.stdout.write("".join(f"{one}\n" for one in count.shown))
    sys.stdout.write("".join(f"{often:4} {form}\n" for form, often in count.by_sentence.most_common()))
    sys.stdout.write(
        f"planted {count.planted}, dropped {count.dropped}; whole documents with much residue: {noisy}\n"
    )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
