"""Layouts without a table: how items are numbered, where their owners stand and in what words."""

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from tests.layout_writer_files import Block
from tests.layout_writer_registers import Register, Task
from tests.layout_writer_words import Roles

_CHINESE = "一二三四五六七八九十"
_NUMERALS = [*_CHINESE, *(f"十{one}" for one in _CHINESE[:9]), "二十", *(f"二十{one}" for one in _CHINESE[:9])]

# how the sections and the items are numbered; {c} is a Chinese numeral, {n} a figure, {s} the section's figure
NUMBERINGS: dict[str, tuple[str, str]] = {
    "classic": ("{c}、", "（{c}）"),
    "figures": ("{c}、", "{n}. "),
    "wide": ("{c}、", "{n}．"),
    "comma": ("（{c}）", "{n}、"),
    "chapters": ("第{c}章 ", "第{a}条 "),
    "parts": ("第{c}部分 ", "{n}. "),
    "half": ("{c}、", "({c})"),
    "bracketed": ("{c}、", "（{n}）"),
    "decimal": ("{n} ", "{s}.{n} "),
    "circled": ("{c}、", "{o}"),
    "paren": ("{c}、", "{n}）"),
    "enclosed": ("{c}、", "{e}"),
    "tasks": ("{c}、", "任务{c}："),
    "roman": ("{r}. ", "{n}. "),
    "zero": ("{c}、", "{n:02d}. "),
    "none": ("{c}、", ""),
    "bullets": ("{c}、", "● "),
    "squares": ("{c}、", "■"),
    "letters": ("{c}、", "{l}. "),
    "figured tasks": ("{c}、", "任务{n}："),
    "deep": ("（{c}）", "{s}.{n}、"),
}

Owned = Callable[["ProseLayout", Task], str]


def _names(layout: "ProseLayout", names: tuple[str, ...]) -> str:
    return layout.separator.join(names)


def _labels(layout: "ProseLayout", task: Task) -> str:
    r = layout.roles
    told = f"{r.lead}{layout.colon}{_names(layout, task.leads)}"
    helped = f"{r.responsible}{layout.colon}{_names(layout, task.responsibles)}"
    return told + (layout.between + helped if task.responsibles else "")


def _only_labels(layout: "ProseLayout", task: Task) -> str:
    return f"{layout.roles.responsible}{layout.colon}{_names(layout, task.leads + task.responsibles)}"


def _speech(layout: "ProseLayout", task: Task) -> str:
    r = layout.roles
    helped = f"，{_names(layout, task.responsibles)}{r.helps}" if task.responsibles else ""
    return f"{_names(layout, task.leads)}{r.leads}{helped}"


def _duty(layout: "ProseLayout", task: Task) -> str:
    return f"{_names(layout, task.leads + task.responsibles)}{layout.roles.helps}"


def _bare(layout: "ProseLayout", task: Task) -> str:
    return _names(layout, task.leads + task.responsibles)


def _dated(layout: "ProseLayout", task: Task) -> str:
    return f"{_labels(layout, task)}{layout.between}完成时限{layout.colon}{task.due}"


def _predicate(layout: "ProseLayout", task: Task) -> str:
    r = layout.roles
    helped = f"，{r.responsible}为{_names(layout, task.responsibles)}" if task.responsibles else ""
    return f"{r.lead}为{_names(layout, task.leads)}{helped}"


def _boxed(layout: "ProseLayout", task: Task) -> str:
    r = layout.roles
    helped = f"【{r.responsible}】{_names(layout, task.responsibles)}" if task.responsibles else ""
    return f"【{r.lead}】{_names(layout, task.leads)}{helped}"


def _bold(layout: "ProseLayout", task: Task) -> str:
    r = layout.roles
    helped = f"；**{r.responsible}**：{_names(layout, task.responsibles)}" if task.responsibles else ""
    return f"**{r.lead}**：{_names(layout, task.leads)}{helped}"


def _marked(layout: "ProseLayout", task: Task) -> str:
    return layout.separator.join([*(f"{name}（{layout.roles.leads}）" for name in task.leads), *task.responsibles])


def _joint(layout: "ProseLayout", task: Task) -> str:
    r = layout.roles
    helped = f"，{_names(layout, task.responsibles)}等部门{r.helps}" if task.responsibles else ""
    return f"{_names(layout, task.leads)}共同{r.leads}{helped}"


def _spaced(layout: "ProseLayout", task: Task) -> str:
    r = layout.roles
    helped = f"  {r.responsible} {_names(layout, task.responsibles)}" if task.responsibles else ""
    return f"{r.lead} {_names(layout, task.leads)}{helped}"


def _with(layout: "ProseLayout", task: Task) -> str:
    helped = f"会同{_names(layout, task.responsibles)}" if task.responsibles else ""
    return f"{_names(layout, task.leads)}{helped}{layout.roles.leads}"


WORDINGS: dict[str, Owned] = {
    "labels": _labels,
    "only": _only_labels,
    "speech": _speech,
    "duty": _duty,
    "bare": _bare,
    "dated": _dated,
    "predicate": _predicate,
    "boxed": _boxed,
    "bold": _bold,
    "marked": _marked,
    "joint": _joint,
    "spaced": _spaced,
    "with": _with,
}


@dataclass(frozen=True, slots=True)
class ProseLayout:
    """``place``: where the owners stand.

    "bracket" behind the text, "title" in a bracket behind the title, "line" on a line of their own, "lines" one role
    a line, "tail" behind the text without a bracket, "sentence" at its beginning, "close" as a last sentence,
    "section" behind the section's heading, "above" between title and text.
    """

    name: str
    roles: Roles
    numbering: str = "classic"
    place: str = "bracket"
    wording: str = "labels"
    bracket: str = "（）"
    colon: str = "："
    between: str = "；"
    separator: str = "、"
    titled: bool = True
    dated: bool = True
    several: bool = False
    wrap: int = 0
    break_in_bracket: bool = False
    one_line: bool = False
    skip: bool = False
    restart: bool = True
    first_leads: str = ""
    remark: str = ""
    furniture: bool = False
    clauses: bool = False

    def expected(self, plan: Register) -> list[Task]:
        """Return the tasks as a careful reader finds them in this layout."""
        tasks = list(plan.tasks)
        if self.place == "section":
            return [
                replace(task, leads=first.leads, responsibles=first.responsibles) for task, first in _firsts(plan)
            ]
        if self.wording in ("only", "duty", "bare"):
            tasks = [replace(task, leads=(), responsibles=task.leads + task.responsibles) for task in tasks]
        if self.first_leads:
            tasks = [replace(task, leads=t[:1], responsibles=t[1:]) for task in tasks for t in [task.responsibles]]
        return tasks

    def blocks(self, plan: Register, _: random.Random) -> list[Block]:
        """Return the document."""
        lines: list[str] = [plan.title, f"为做好有关工作，结合{plan.place or '各地'}实际，制定本方案。"]
        tasks, n = self.expected(plan), 0
        for s, (name, listed) in enumerate(plan.sections(), 1):
            heading = self._number(0, s, s) + name
            mine, tasks = tasks[: len(listed)], tasks[len(listed) :]
            if self.place == "section":
                heading += self._bracketed(mine[0])
            lines.append(heading)
            n = 0 if self.restart else n
            for item in self._items(mine):
                n += 2 if self.skip and n == 1 else 1
                lines += self._item(n, s, item)
        lines += [self.remark.format(plan.group)] if self.remark else []
        if self.first_leads:
            at = next(at for at, line in enumerate(lines) if self._closes(line))
            lines[at] = lines[at][: -len(self.bracket) // 2] + self.first_leads + self.bracket[-1]
        if self.furniture:
            pages = [lines[at : at + 6] for at in range(0, len(lines), 6)]
            lines = [
                line
                for n, page in enumerate(pages, 1)
                for line in (*page, f"第 {n} 页 共 {len(pages)} 页", plan.title)
            ]
        return ["".join(lines)] if self.one_line else [*self._wrapped(lines)]

    def _closes(self, line: str) -> bool:
        return line.endswith(self.bracket[-1])

    def _items(self, tasks: list[Task]) -> Iterator[list[Task]]:
        step = 2 if self.several else 1
        for at in range(0, len(tasks), step):
            yield tasks[at : at + step]

    def _number(self, level: int, n: int, s: int) -> str:
        return NUMBERINGS[self.numbering][level].format(
            c=_NUMERALS[n - 1],
            a=_NUMERALS[n - 1],
            n=n,
            s=s,
            o=chr(ord("①") + n - 1),
            e=chr(ord("⑴") + n - 1),
            r=chr(ord("Ⅰ") + n - 1),
            l=chr(ord("A") + n - 1),
        )

    def _item(self, n: int, s: int, tasks: list[Task]) -> list[str]:
        number = self._number(1, n, s)
        if len(tasks) > 1:
            firsts = ("一是", "二是") if self.clauses else ("", "")
            text = "".join(f + self._text(t) + self._bracketed(t) for f, t in zip(firsts, tasks, strict=True))
            return [f"{number}{tasks[0].title}。{text}" if self.titled else number + text]
        (task,) = tasks
        head, text = (f"{task.title}。" if self.titled else ""), self._text(task)
        said = WORDINGS[self.wording](self, task)
        return {
            "bracket": [number + head + text + self._bracketed(task)],
            "inner": [f"{number}{head}{text[:-1]}{self._bracketed(task)}。"],
            "title": [number + task.title + self._bracketed(task), text],
            "section": [number + head + text],
            "line": [number + head + text, f"{said}。"],
            "lines": [number + head + text, *(f"{part}" for part in said.split(self.between))],
            "above": [number + task.title, *said.split(self.between), text],
            "tail": [f"{number}{head}{text}{said}。"],
            "sentence": [f"{number}{head}由{said}，{text}"],
            "close": [f"{number}{head}{text}由{said}。"],
            "this": [f"{number}{head}{text}该项工作由{said}。"],
            "card": [
                f"{number}{task.title}",
                f"主要内容：{text}",
                *said.split(self.between),
                f"完成时限：{task.due}",
            ],
            "cards": [
                f"任务名称：{task.title}",
                f"任务内容：{task.content}",
                *said.split(self.between),
                f"完成时限：{task.due}",
                "",
            ],
            "dash": [f"{number}{head}{text}——{said}"],
        }[self.place]

    def _text(self, task: Task) -> str:
        if not self.dated or self.wording == "dated":
            return task.content
        return f"{task.due}，{task.content}" if not self.titled else f"{task.content[:-1]}，{task.due}完成。"

    def _bracketed(self, task: Task) -> str:
        said = WORDINGS[self.wording](self, task)
        if self.break_in_bracket:
            at = len(said) * 2 // 3
            said = f"{said[:at]}\n— {len(said) % 9 + 1} —\n{said[at:]}"
        return f"{self.bracket[0]}{said}{self.bracket[1]}"

    def _wrapped(self, lines: list[str]) -> Iterator[str]:
        for line in lines:
            yield re.sub(rf"(.{{{self.wrap}}})(?=.)", r"\1\n", line) if self.wrap else line


def _firsts(plan: Register) -> Iterator[tuple[Task, Task]]:
    for _, listed in plan.sections():
        for task in listed:
            yield task, listed[0]
