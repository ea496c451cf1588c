"""What the office did today and how it is taken back: from the entry that was kept of it (留痕)."""

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum

from tasks_db.lean_dataclass import dataclass
from tasks_db.register import plan_marks
from tasks_db.terms import AnswerKind

ANSWERS = tuple(kind.zh for kind in AnswerKind if kind is not AnswerKind.RECEIVED)
"""The words under which an answer is kept that was written down for a unit (代录)."""
ACTIONS: Mapping[str, tuple[str, ...]] = {
    "chase": ("催办", "催签收"),
    "extension": ("延期",),
    "deadline": ("定时限", "延期", "定报送周期"),
    "review": ("退回", "通过"),
    "person": ("联络员调整（备案）", "席位调整（备案）", "委托代理"),
    "units": ("改牵头单位", "改责任单位", "定汇总单位"),
    "exempt": ("豁免", "取消豁免"),
    "cancel": ("取消任务",),
    "handed_out": ("交办",),
    "plea": ("转单位协调", "报召集人协调", "答复需协调事项"),
    "notice": ("发通知",),
    "invite": ("邀请",),
    "marks": (plan_marks.SET,),
    "phoned": ANSWERS,
}
"""The sorts of acts as people name them, and the words under which each is kept."""


class Way(StrEnum):
    """How an act is taken back."""

    DEADLINE = "deadline"
    """By the date before, which is read back first."""
    PERSON = "person"
    """By the holder before, who is read back first."""
    OPEN_TASK = "task"
    OPEN_PLAN = "plan"
    AGAIN = "again"
    """By another review of the report."""
    UNSENT = "unsent"
    """As far as it has not left."""
    UNSENT_NOTICE = "notice"
    """As far as it has not left."""
    MARKS = "marks"
    """By the number and the day of issue before."""
    PHONED = "phoned"
    """By another call that puts it right, or by returning it."""
    SENT = "sent"
    """Not at all: it has reached somebody."""
    ELSE = "else"


WAYS: Mapping[str, Way] = {
    "定时限": Way.DEADLINE,
    "延期": Way.DEADLINE,
    "联络员调整（备案）": Way.PERSON,
    "席位调整（备案）": Way.PERSON,
    "改牵头单位": Way.OPEN_TASK,
    "改责任单位": Way.OPEN_TASK,
    "改责任领导": Way.OPEN_TASK,
    "定汇总单位": Way.OPEN_TASK,
    "定报送周期": Way.OPEN_TASK,
    "取消任务": Way.OPEN_TASK,
    "豁免": Way.OPEN_TASK,
    "取消豁免": Way.OPEN_TASK,
    "退回": Way.OPEN_TASK,
    "通过": Way.AGAIN,
    "交办": Way.OPEN_PLAN,
    plan_marks.SET: Way.MARKS,
    "催办": Way.UNSENT,
    "催签收": Way.SENT,
    "发通知": Way.UNSENT_NOTICE,
    "转单位协调": Way.SENT,
    "报召集人协调": Way.SENT,
    "答复需协调事项": Way.SENT,
    **dict.fromkeys(ANSWERS, Way.PHONED),
}


@dataclass(frozen=True, slots=True)
class Did:
    """An act of today: what, when, on what, and the values before and after as they were kept.

    ``task_id`` and ``plan_id`` are where it is put right; ``unit_id`` is the unit whose seat it was about, ``own``
    whether an extension moved one unit's own day alone, ``report_id`` the report that was decided, and
    ``circular_id`` the notice that was sent. ``instead`` says why an acceptance stays, and what to do;
    ``code`` is that of the task.
    """

    at: datetime
    action: str
    about: str
    before: str
    after: str
    task_id: int | None = None
    plan_id: int | None = None
    unit_id: int | None = None
    own: bool = False
    report_id: int | None = None
    circular_id: int | None = None
    instead: str = ""
    code: str = ""

    @property
    def way(self) -> Way:
        """How it is taken back."""
        return WAYS.get(self.action, Way.ELSE)

    @property
    def day_after(self) -> date | None:
        """The date that has been in force since."""
        try:
            return date.fromisoformat(self.after)
        except ValueError:
            return None

    @property
    def day_before(self) -> date | None:
        """The date that was in force before."""
        try:
            return date.fromisoformat(self.before)
        except ValueError:
            return None
