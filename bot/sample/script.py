"""A rehearsal as a text: what the people of the sample say and press, one act a line.

::

    @2025-11-03T09:00                        the clock moves there, and everything due goes out
    文静姝: 1、2无变化，3还在选点            a person types
    文静姝 > 2: 已完成                       … in reply to the 2nd message that this person got
    文静姝 # 已完成                          … presses the button of that label
    文静姝 + 进展.jpg + 现场.jpg: 第1项现场  … sends files together, with words
                                             lines that begin with two blanks go on with the words above
    // a remark
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from config.clock import SHANGHAI, parse_instant
from tasks_db.lean_dataclass import dataclass
from tasks_db.refusal import Refusal

_ACT = re.compile(
    r"(?P<who>[^@:：>＞#＃+＋\s]+)\s*"
    r"(?:[>＞]\s*(?P<reply>\d+)\s*)?"
    r"(?:[#＃]\s*(?P<label>.+)|(?P<files>(?:[+＋]\s*[^+＋:：]+?\s*)*)[:：]\s?(?P<text>.*)|(?P<bare>(?:[+＋]\s*[^+＋:：]+)+))"
)
_GO_ON = "  "
_REMARK = "//"


class ScriptError(Refusal):
    """A script that cannot be played; ``str()`` names the line and says how it should read."""


@dataclass(frozen=True, slots=True)
class Line:
    """One act. ``number`` is its place in the script, ``source`` what stands there."""

    number: int
    source: str


@dataclass(frozen=True, slots=True)
class Move(Line):
    """The clock moves."""

    until: datetime


@dataclass(frozen=True, slots=True)
class Says(Line):
    """Somebody types, perhaps in reply to the n-th message that they got."""

    who: str
    text: str
    reply: int | None = None


@dataclass(frozen=True, slots=True)
class Presses(Line):
    """Somebody presses the button of a label on the newest message that has it."""

    who: str
    label: str


@dataclass(frozen=True, slots=True)
class Sends(Line):
    """Somebody sends files together, by their names, with words or without."""

    who: str
    files: tuple[str, ...]
    text: str
    reply: int | None = None


Act = Move | Says | Presses | Sends


def parse(script: str) -> tuple[Act, ...]:
    """Return the acts of a script; raises ScriptError that names the first line which is none."""
    acts: list[Act] = []
    for number, line in enumerate(script.splitlines(), 1):
        if line.startswith(_GO_ON) and line.strip() and acts:
            acts[-1] = _gone_on(acts[-1], number, line.removeprefix(_GO_ON))
        elif line.strip() and not line.lstrip().startswith(_REMARK):
            acts.append(_act(number, line.strip()))
    return tuple(acts)


def _gone_on(act: Act, number: int, more: str) -> Act:
    if isinstance(act, Says | Sends):
        return replace(act, text=f"{act.text}\n{more}", source=f"{act.source}\n{_GO_ON}{more}")
    raise ScriptError(f"第{number}行接在第{act.number}行后面，可那一行不是说话。要另起一句，请不要缩进。")


def _act(number: int, line: str) -> Act:
    if line.startswith("@"):
        try:
            return Move(number, line, _instant(line[1:].strip()))
        except ValueError as error:
            raise ScriptError(f"第{number}行的时刻看不懂：{error}") from None
    found = _ACT.fullmatch(line)
    if found is None:
        raise ScriptError(
            f"第{number}行看不懂：“{line}”。请写成“姓名: 说的话”“姓名 # 按钮”“姓名 + 文件: 说明”或“@时刻”。"
        )
    reply = int(found["reply"]) if found["reply"] else None
    if found["label"] is not None:
        return Presses(number, line, found["who"], found["label"].strip())
    names = tuple(_names(found["files"] or found["bare"] or ""))
    if names:
        return Sends(number, line, found["who"], names, found["text"] or "", reply)
    return Says(number, line, found["who"], found["text"], reply)


def _instant(text: str) -> datetime:
    """A moment without a zone is local, since that is how people write it; raises ValueError for what is none."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return parse_instant(text)
    return at.replace(tzinfo=SHANGHAI) if at.tzinfo is None and ":" in text else parse_instant(text)


def _names(listed: str) -> Iterator[str]:
    return (name.strip() for name in re.split(r"[+＋]", listed) if name.strip())
