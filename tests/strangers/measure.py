"""Plays a stranger's set on the sample, each case on a morning of its own, and compares what came of it.

``python -m tests.strangers.measure SET.json…`` prints one line a case and the counts. See README.md for the form.
"""

import asyncio
import json
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

from bot.sample.stage import Played
from tests.playing import play

MORNING = "@2025-11-03T09:00"
_FIELDS = ("task", "kind", "percent", "new_date", "expected")


def script_of(case: dict[str, Any]) -> str:
    """The case as a rehearsal script; lines of a text go on with two blanks."""
    reply = f" > {case['reply_to']}" if case.get("reply_to") else ""
    said = str(case["say"]).replace("\n", "\n  ")
    return "\n".join([MORNING, *case.get("before", []), f"{case['who']}{reply}: {said}"])


def played(case: dict[str, Any]) -> Played:
    """What the last line of a case made the program say and store."""
    with tempfile.TemporaryDirectory() as folder:
        lines, _ = asyncio.run(play(script_of(case), Path(folder)))
    return lines[-1]


def stored(one: Played) -> list[dict[str, Any]]:
    """The fields of what was stored that can be right or wrong."""
    return [
        {
            "task": report.task,
            "kind": report.kind.value,
            "percent": report.percent,
            "new_date": str(report.new_date) if report.new_date else None,
            "expected": str(report.expected) if report.expected else None,
            "words": " ".join(filter(None, (report.text, report.problem, report.needs))),
        }
        for report in one.stored
    ]


def fits(wanted: list[dict[str, Any]], found: list[dict[str, Any]]) -> bool:
    """Whether exactly what was wanted is stored; fields that a case does not name may be anything."""
    if len(wanted) != len(found):
        return False
    left = list(found)
    for want in wanted:
        match = next((f for f in left if _is(want, f)), None)
        if match is None:
            return False
        left.remove(match)
    return True


def _is(want: dict[str, Any], found: dict[str, Any]) -> bool:
    if want["task"] not in found["task"]:
        return False
    if any(want[name] != found[name] for name in _FIELDS[1:] if name in want):
        return False
    return all(words in found["words"] for words in want.get("contains", []))


def verdict(case: dict[str, Any], one: Played) -> str:
    """misread, partly (all that is stored is right), understood, needless, asked (rightly), or refused."""
    accepted = case["expect"] if isinstance(case["expect"], list) else [case["expect"]]
    found = stored(one)
    told = [said for said in one.said if said.to == case["who"]]
    text = "\n".join(said.text for said in told)
    asks = any(said.buttons for said in told) and not found
    for way in accepted:
        if isinstance(way, dict) and "stored" in way and fits(way["stored"], found):
            return "understood"
        if isinstance(way, dict) and "answer" in way and not found and _says(text, way):
            return "understood"
        if way == "ask" and asks:
            return "asked"
        if way == "nothing" and not found and not asks:
            return "understood"
    if found:
        asked = [way["stored"] for way in accepted if isinstance(way, dict) and "stored" in way]
        partly = any(fits([want for want in wanted if any(_is(want, f) for f in found)], found) for wanted in asked)
        return "partly" if partly else "misread"
    return "needless" if asks else "refused"


def _says(text: str, way: dict[str, Any]) -> bool:
    return all(words in text for words in way["answer"]) and not any(words in text for words in way.get("not", []))


def main(names: list[str]) -> None:
    for name in names:
        counts: Counter[tuple[str, str]] = Counter()
        for number, case in enumerate(json.loads(Path(name).read_text("utf-8")), 1):
            one = played(case)
            judged = verdict(case, one)
            counts[case["sort"], judged] += 1
            if judged not in {"understood", "asked"}:
                said = " / ".join(s.text.replace("\n", " ")[:90] for s in one.said if s.to == case["who"])
                sys.stdout.write(f"{number} {judged} {case['say']!r}\n   wanted {case['expect']}\n")
                sys.stdout.write(f"   stored {stored(one)}\n   said {said}\n")
                sys.stdout.flush()
        for (sort, judged), count in sorted(counts.items()):
            sys.stdout.write(f"{name} {sort} {judged} {count}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
