"""A paper's way from draft to issue, as values: what may follow, and what a reader asks of it."""

from collections.abc import Mapping
from datetime import date, datetime

from config.clock import day_in_full, local_date
from tasks_db.lean_dataclass import dataclass
from tasks_db.register.digest.period import Period
from tasks_db.register.digest.values import Before
from tasks_db.register.refusals import PaperError
from tasks_db.terms import WAITING, PaperKind, PaperState, WorkState

FOLLOWS = {
    PaperState.CHECKED: PaperState.DRAFTED,
    PaperState.SIGNED: PaperState.CHECKED,
    PaperState.ISSUED: PaperState.SIGNED,
}
"""Each step with the one that must have been taken before it."""


OPEN = "ppo"
"""The name of the button that opens a paper."""


@dataclass(frozen=True, slots=True)
class Step:
    """A step that was taken: what, when, and by whom (None: at the machine's terminal)."""

    state: PaperState
    at: datetime
    by: str | None


@dataclass(frozen=True, slots=True)
class PaperRecord:
    """A paper as it stands; ``number`` is None before it is issued, ``corrects`` the issue that it corrects.

    ``unit`` is to whom a letter goes, None of a digest; ``copies`` are those who get a copy of it.
    """

    id: int
    meeting_id: int
    kind: PaperKind
    unit: str | None
    state: PaperState
    as_of: datetime
    plan_ids: tuple[int, ...]
    ticked: frozenset[int] | None
    year: int | None
    number: int | None
    corrects: str | None
    steps: tuple[Step, ...]
    files: tuple[tuple[str, str], ...]
    copies: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """2025年第3期 or 联席督〔2025〕3号; 通报稿5 before it has a number.

        A letter goes by the number that its unit reads on it, in the form that the office's settings had then: the
        kept file is named by it.
        """
        if self.number is None:
            return f"{self.kind.zh}稿{self.id}"
        if not self.is_letter:
            return f"{self.year}年第{self.number}期"
        return self.files[0][0].rpartition(self.kind.zh)[2].removesuffix(".docx")

    @property
    def edited(self) -> str | None:
        """The SHA-256 of the office's own edited file, issued in the place of ours; None without one."""
        return self.files[0][1] if self.files and not self.is_locked else None

    @property
    def is_letter(self) -> bool:
        """Whether it goes to one unit."""
        return self.kind is not PaperKind.DIGEST

    @property
    def is_locked(self) -> bool:
        """Whether it was issued and is never changed again."""
        return self.state is PaperState.ISSUED

    def tells(self, report_id: int, *, chosen: bool) -> bool:
        """Return whether it tells a fact: as the office ticked, else as the rule has ``chosen``."""
        return chosen if self.ticked is None else report_id in self.ticked

    def step(self, state: PaperState) -> Step | None:
        """Return when and by whom a step was taken; None before it."""
        return next((step for step in self.steps if step.state is state), None)


def require(paper: PaperRecord, wanted: PaperState) -> None:
    """Raise PaperError, with the next step, unless the paper may take the step ``wanted``."""
    require_unlocked(paper)
    if paper.state is not FOLLOWS[wanted]:
        raise PaperError(f"{paper.label}现在是“{paper.state.zh}”，{wanted.zh}前要先{FOLLOWS[wanted].zh}。")


def require_days_ahead(paper: PaperRecord, answer_by: date, today: date) -> None:
    """Raise PaperError, with the next step, where a digest asks for things until a day that has come by now."""
    if answer_by <= today:
        raise PaperError(
            f"{paper.label}要求“{day_in_full(answer_by)}前完成”，今天已经是{day_in_full(today)}，发出去没有人做得到。"
            "请作废这份稿子，发送 /digest 按现在的情况重新起草。"
        )


def require_unlocked(paper: PaperRecord) -> None:
    """Raise PaperError, with the next step, for a paper that is issued."""
    if paper.is_locked:
        raise PaperError(f"{paper.label}已经印发，不再改动。{mend(paper)}")


def mend(paper: PaperRecord) -> str:
    """Return what can be done about an issue in which something is wrong."""
    return "有误请另发一份。" if paper.is_letter else "数据有误请另发一期更正。"


def require_unsigned(paper: PaperRecord) -> None:
    """Raise PaperError, with the next step, where another file can no longer take a paper's place."""
    require_unlocked(paper)
    if paper.state is PaperState.SIGNED:
        raise PaperError(f"{paper.label}已经签发的是现在的稿子。要采用改稿请先“退回起草”，采用后重新核稿、签发。")


def require_draft(paper: PaperRecord) -> None:
    """Raise PaperError, with the next step, unless the paper is still being drafted."""
    require_unlocked(paper)
    if paper.state is not PaperState.DRAFTED:
        raise PaperError(f"{paper.label}已经{paper.state.zh}，要改请先退回起草。")


def period_of(value: Mapping[str, object]) -> Period | None:
    """Return what an issue told of, from the value that was kept of it; None where that does not say."""
    digest = value.get("digest")
    period = digest.get("period") if isinstance(digest, dict) else None
    if not isinstance(period, dict):
        return None
    since, until = (date.fromisoformat(str(period[end])) for end in ("since", "until"))
    after = datetime.fromisoformat(str(period["after"])) if period.get("after") else None
    return Period(str(period["name"]), str(period["word"]), since, until, after)


def require_shown(paper: PaperRecord) -> None:
    """Raise PaperError, with the next step, unless units may be shown what a paper says of them: a checked digest."""
    require_unlocked(paper)
    if paper.is_letter:
        raise PaperError("只有通报需要请被点名的单位核对。")
    if paper.state is not PaperState.CHECKED:
        raise PaperError(f"{paper.label}现在是“{paper.state.zh}”，核稿后、签发前才能请单位核对。")


def before_of(number: int, year: int | None, as_of: datetime, value: dict[str, object]) -> Before:
    """Return what an issue said, from the value that was kept of it."""
    digest = value.get("digest")
    tasks = digest.get("tasks", []) if isinstance(digest, dict) else []
    states = ((int(line["task"]["task_id"]), WorkState.of(line["work_state"])) for line in tasks)
    over = (int(line["task"]["task_id"]) for line in tasks if _was_over(line, local_date(as_of)))
    return Before(str(number), local_date(as_of), tuple(states), as_of, tuple(over), year)


def _was_over(line: Mapping[str, str | None], day: date) -> bool:
    """Whether a request that waited kept a task from being late, as ``Digest.is_over`` says of its line."""
    mark, deadline = line.get("mark"), line.get("deadline")
    return mark in {one.value for one in WAITING} and deadline is not None and date.fromisoformat(deadline) < day
