"""Layouts whose tasks are the rows of a table: which columns there are, in what order, called what, drawn how."""

import random
from dataclasses import dataclass, replace

from tests.layout_writer_files import Block, Grid
from tests.layout_writer_registers import Register, Task
from tests.layout_writer_words import Titles

SEQ, SECTION, TITLE, TEXT, LEAD, RESPONSIBLE, DUE, LEADER = "nstxlrdp"
FIRST_LEADS = "注：各项工作排在第一位的单位为牵头单位。"


@dataclass(frozen=True, slots=True)
class TableLayout:
    """``columns`` are letters in their order; LEAD missing: one column names all units.

    ``one_column``: how that column tells the roles: "mark" 甲（牵头）, "rule" a footnote makes the first the lead,
    "phrase" 牵头：甲；配合：乙, "none" tells none.
    """

    name: str
    titles: Titles
    columns: str = "nxlrd"
    flow: str = "tabs"
    one_column: str = "none"
    down: str = ""
    separator: str = "、"
    section_rows: bool = False
    title_row: bool = False
    two_row_header: bool = False
    remark: str = ""
    every: bool = False

    def expected(self, plan: Register) -> list[Task]:
        """Return the tasks as a careful reader finds them in this layout."""
        tasks = list(plan.tasks)
        if self.down:
            tasks = _shared(tasks)
        if LEAD in self.columns or self.one_column in ("mark", "rule", "phrase"):
            if self.one_column == "rule" and LEAD not in self.columns:
                # a rule that the first unit leads can tell of one lead alone
                tasks = [replace(t, leads=t.leads[:1], responsibles=t.leads[1:] + t.responsibles) for t in tasks]
            return tasks
        return [replace(task, leads=(), responsibles=task.leads + task.responsibles) for task in tasks]

    def blocks(self, plan: Register, chance: random.Random) -> list[Block]:
        """Return the document."""
        rows = [self._titles()]
        if self.two_row_header:
            rows.insert(0, tuple("任务分工" if key in (LEAD, RESPONSIBLE) else t for key, t in self._named()))
            rows[1] = tuple(t if key in (LEAD, RESPONSIBLE) else "" for key, t in self._named())
        if self.title_row:
            rows.insert(0, (plan.title, *("" for _ in self.columns[1:])))
        section = None
        for n, task in enumerate(self.expected(plan), 1):
            if self.section_rows and task.section != section:
                section = task.section
                rows.append((section, *("" for _ in self.columns[1:])))
            rows.append(tuple(self._cell(key, n, task, chance) for key in self.columns))
        down = tuple(at for at, key in enumerate(self.columns) if key in self.down)
        remarks = [FIRST_LEADS] if self.one_column == "rule" else []
        remarks += [self.remark.format(plan.group)] if self.remark else []
        lead_in = f"为做好有关工作，结合{plan.place or '各地'}实际，制定本方案。"
        return [plan.title, lead_in, Grid(tuple(rows), down), *remarks]

    def _named(self) -> list[tuple[str, str]]:
        t = self.titles
        known = {SEQ: t.seq, SECTION: t.section, TITLE: t.title, TEXT: t.text, LEAD: t.lead}
        known |= {RESPONSIBLE: t.responsible, DUE: t.due, LEADER: t.leader}
        return [(key, known[key]) for key in self.columns]

    def _titles(self) -> tuple[str, ...]:
        return tuple(title for _, title in self._named())

    def _cell(self, key: str, n: int, task: Task, chance: random.Random) -> str:
        if key == RESPONSIBLE and LEAD not in self.columns:
            return self._one_column(task)
        separator = chance.choice("、，；") if self.separator == "?" else self.separator
        return {
            SEQ: str(n),
            SECTION: task.section,
            TITLE: task.title,
            TEXT: task.content,
            LEAD: separator.join(task.leads),
            RESPONSIBLE: separator.join(task.responsibles),
            DUE: task.due,
            LEADER: task.leader,
        }[key]

    def _one_column(self, task: Task) -> str:
        if self.one_column == "mark":
            marked = [f"{name}（牵头）" for name in task.leads]
            return self.separator.join([*marked, *task.responsibles])
        if self.one_column == "phrase":
            told = f"牵头：{self.separator.join(task.leads)}"
            return told + (f"；配合：{self.separator.join(task.responsibles)}" if task.responsibles else "")
        return self.separator.join([*task.leads, *task.responsibles])


def _shared(tasks: list[Task]) -> list[Task]:
    """Give neighbours of one section the same lead, so that a drafter merges its cell."""
    shared: list[Task] = []
    for task in tasks:
        if shared and shared[-1].section == task.section and shared[-1].leads[0] not in task.responsibles:
            shared.append(replace(task, leads=shared[-1].leads, responsibles=_without(task, shared[-1].leads)))
        else:
            shared.append(task)
    return shared


def _without(task: Task, names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name for name in task.responsibles if name not in names)
