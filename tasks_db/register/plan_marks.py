"""What a plan's paper bears that its file did not print: its number (文号) and the day of its issue (印发日期)."""

from datetime import date

from tasks_db import lazy_re as re
from tasks_db.intake.line_forms import DOC_NUMBER
from tasks_db.lean_dataclass import dataclass
from tasks_db.register.refusals import PlanError

SET, TAKEN_BACK = "定文号", "撤销定文号"
"""What the trail calls it that the marks were put down, and that this was taken back."""
_OPENS, _CLOSES = re.compile(r"[\[［(（【;]\s*(?=(?:19|20)\d\d)"), re.compile(r"(?<=\d{4})\s*[\]］)）】:]")
_LONGEST = 40


@dataclass(frozen=True, slots=True)
class Marks:
    """The number and the day of issue of a plan's paper; None where it has none."""

    number: str | None
    issued_on: date | None


@dataclass(frozen=True, slots=True)
class Marked:
    """The marks of a plan before and after they were put down.

    ``twins`` are the other plans that bear the same number, ``from_issue`` the tasks whose time is counted from the
    day of issue (印发之日起30日内) and does not move with it, ``is_draft`` whether the plan is still 征求意见稿.
    """

    plan_id: int
    title: str
    before: Marks
    after: Marks
    twins: tuple[int, ...] = ()
    from_issue: tuple[str, ...] = ()
    is_draft: bool = False


_FROM_ISSUE = re.compile(r"(?:印发|发布|下发|发文|成文)之日")


def counts_from_issue(text: str | None) -> bool:
    """Return whether a task's time is counted from the day on which its plan is issued."""
    return _FROM_ISSUE.search(text or "") is not None


def doc_number(text: str) -> str:
    """Return a document's number in the form in which papers print it: 望政办发〔2025〕12号.

    Brackets of every kind are read. Raises PlanError, with the form that is wanted, for anything else.
    """
    said = _CLOSES.sub("〕", _OPENS.sub("〔", re.sub(r"\s+", "", text)))
    if len(said) > _LONGEST or DOC_NUMBER.fullmatch(said) is None:
        raise PlanError(f"“{text.strip()}”不像文号，没有改动。文号请写全，例如：某政办发〔2025〕12号。")
    return said


def refuse_ahead(day: date | None, today: date) -> None:
    """Raise PlanError for a day of issue that is not yet there."""
    if day is not None and day > today:
        raise PlanError(
            f"印发日期不能晚于今天（{today.year}年{today.month}月{today.day}日），没有改动。"
            "还没有印发的先不填，印发以后再说一次。"
        )
