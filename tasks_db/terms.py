"""The words of the field, each with what the screen says for it.

One word for one thing: code speaks English, the screen speaks Chinese, and this is where they meet.
"""

from enum import StrEnum
from typing import Self


class Term(StrEnum):
    """A word of the register whose ``zh`` is what the screen says."""

    zh: str

    def __new__(cls, value: str, zh: str) -> Self:
        """Make a word of its stored value and of ``zh``, what the screen says."""
        term = str.__new__(cls, value)
        term._value_ = value
        term.zh = zh
        return term

    @classmethod
    def of(cls, value: str) -> Self:
        """The word that is stored as ``value``; raises ValueError for one that there is not."""
        for term in cls:
            if term.value == value:
                return term
        raise ValueError(f"{value!r} is not a {cls.__name__}")


class UnitKind(Term):
    """Whether an entry of the registry is one unit, or a named set of units that plans print as one."""

    UNIT = "unit", "单位"
    GROUP = "group", "集合单位"


class SeatRole(Term):
    """The role of a unit in a joint meeting.

    Convenors and the office see and decide for the whole meeting; members and liaisons speak for their own unit.
    """

    CONVENOR = "convenor", "召集人"
    DEPUTY_CONVENOR = "deputy_convenor", "副召集人"
    OFFICE_HEAD = "office_head", "办公室主任"
    OFFICE_STAFF = "office_staff", "办公室人员"
    MEMBER = "member", "成员"
    LIAISON = "liaison", "联络员"


class TenureKind(Term):
    """Whether somebody holds a seat, or stands in for its holder."""

    HOLDER = "holder", "任职"
    DEPUTY = "deputy", "代理"


class PlanStage(Term):
    """Where a loaded plan stands; only DISPATCHED (交办) asks anybody anything.

    In TRIAL the office alone reads what would go out. One that was loaded by mistake is WITHDRAWN.
    """

    LOADED = "loaded", "待交办"
    TRIAL = "trial", "试运行"
    DISPATCHED = "dispatched", "已交办"
    CLOSED = "closed", "办结"
    ABOLISHED = "abolished", "废止"
    WITHDRAWN = "withdrawn", "已移除"


GONE = frozenset({PlanStage.ABOLISHED, PlanStage.WITHDRAWN})
"""The stages of plans that are in nobody's list any more."""


class Role(Term):
    """The role in which a plan names a unit for a task."""

    LEAD = "lead", "牵头"
    RESPONSIBLE = "responsible", "责任"


class CheckpointKind(Term):
    """What a date of a task is: its deadline, a step on the way, or one of its regular reports."""

    DEADLINE = "deadline", "完成时限"
    MILESTONE = "milestone", "阶段节点"
    ROUND = "round", "定期报送"


class AnswerKind(Term):
    """What a unit says of a task. CLOSURE and EXTENSION are requests that the office decides."""

    RECEIVED = "received", "签收"
    PROGRESS = "progress", "推进中"
    NO_CHANGE = "no_change", "无变化"
    BLOCKED = "blocked", "有困难"
    DONE = "done", "已完成"
    CLOSURE = "closure", "申请办结"
    EXTENSION = "extension", "申请延期"
    NOT_OURS = "not_ours", "不属我单位"


class ReportStatus(Term):
    """How far a report has come. Only its unit sees a DRAFT, and a RETURNED or WITHDRAWN one no longer counts."""

    DRAFT = "draft", "草稿"
    SUBMITTED = "submitted", "待审核"
    ACCEPTED = "accepted", "已通过"
    RETURNED = "returned", "已退回"
    WITHDRAWN = "withdrawn", "已撤销"


class AssignmentState(Term):
    """The life of an assignment; "overdue" is never among them, it follows from dues and now."""

    ASSIGNED = "assigned", "已交办"
    RECEIVED = "received", "已签收"
    UNDER_WAY = "under_way", "推进中"
    BLOCKED = "blocked", "遇阻"
    CLOSURE_REQUESTED = "closure_requested", "申请办结"
    CLOSED = "closed", "办结"
    STRUCK_OFF = "struck_off", "销号"


class WorkState(Term):
    """办理状态: every task is in exactly one of these, the first that fits in this order (R15)."""

    CLOSED = "closed", "已办结"
    STANDING = "standing", "长期推进"
    OVERDUE = "overdue", "逾期"
    NO_FEEDBACK = "no_feedback", "尚无反馈"
    NOT_STARTED = "not_started", "未启动"
    ON_TRACK = "on_track", "达序时"
    BEHIND = "behind", "未达序时"
    UNQUANTIFIED = "unquantified", "已报未量化"


class Mark(Term):
    """What stands beside the 办理状态 of a task and is counted as none: what waits for the office, or is to come."""

    EXTENSION = "extension", "延期申请待审核"
    CLOSURE = "closure", "办结申请待审核"
    REPORT = "report", "反馈待审核"
    RETURNED = "returned", "退回待重报"
    UNTOLD = "untold", "仅申请延期未报进展"


AWAITING = frozenset({Mark.EXTENSION, Mark.CLOSURE, Mark.REPORT})
"""The marks of tasks whose state may be another once the office has decided."""
WAITING = frozenset({Mark.EXTENSION, Mark.CLOSURE})
"""The marks of requests, which keep a task from being late while they wait."""


class PaperKind(Term):
    """What kind of paper the office issues: the digest, or a letter to one unit."""

    DIGEST = "digest", "通报"
    REMINDER = "reminder", "提醒函"
    URGING = "urging", "催办单"
    SUPERVISION = "supervision", "督办单"


class PaperState(Term):
    """How far a paper has come; an ISSUED one is never changed, a DROPPED one never shown again."""

    DRAFTED = "drafted", "起草"
    CHECKED = "checked", "核稿"
    SIGNED = "signed", "签发"
    ISSUED = "issued", "印发"
    DROPPED = "dropped", "作废"


class Light(Term):
    """How a task looks at a glance (三色): late, in danger, or as it should be."""

    RED = "red", "红灯"
    YELLOW = "yellow", "黄灯"
    GREEN = "green", "绿灯"


class ReportState(Term):
    """报送状态: what became of a report that a unit owed, the first that fits in this order (R15).

    UNDELIVERED stands for NOT_REPORTED where nobody in the unit's seats could be reached: it was never asked.
    """

    EXEMPTED = "exempted", "豁免"
    ON_TIME = "on_time", "按时"
    LATE = "late", "迟报"
    NOT_DUE = "not_due", "未到期"
    UNDELIVERED = "undelivered", "未送达"
    NOT_REPORTED = "not_reported", "未按时报送"


class NoticeKind(Term):
    """What an outgoing message is; the order is the one in which waiting messages leave.

    An answer is said in the conversation in which something was asked, at any hour; a notice and a bundle of the
    day's reminders go to a person, inside the send windows (R6).
    """

    ANSWER = "answer", "答复"
    IMMEDIATE = "immediate", "即时通知"
    BUNDLE = "bundle", "当日催报"


class NoticeState(Term):
    """An outgoing message: a row before it is a message, and never sent twice."""

    PENDING = "pending", "待发"
    TO_PASS_ON = "to_pass_on", "待转交"
    CLAIMED = "claimed", "发送中"
    SENT = "sent", "已发"
    UNKNOWN = "unknown", "不明"
    FAILED = "failed", "未送达"
    EMPTY = "empty", "无需再发"


class UpdateState(Term):
    """Something that came in: a row before it is confirmed, and worked off once."""

    WAITING = "waiting", "待处理"
    DONE = "done", "已处理"
    ASIDE = "aside", "无法处理"


class JobState(Term):
    """Long work that somebody waits for."""

    WAITING = "waiting", "待办"
    DONE = "done", "已办"
    FAILED = "failed", "没有办成"


class BodyKind(Term):
    """What kind of standing body a meeting is; its convenor is a 组长 in all but the first."""

    JOINT_MEETING = "joint_meeting", "联席会议"
    LEADING_GROUP = "leading_group", "领导小组"
    TASK_FORCE = "task_force", "工作专班"


class SittingKind(Term):
    """Who is called to a sitting. Only a PLENARY counts for what the rules ask each year."""

    PLENARY = "plenary", "全体会议"
    PARTIAL = "partial", "部分成员单位会议"
    AD_HOC = "ad_hoc", "临时会议"
    SPECIAL = "special", "专题会议"


class SittingState(Term):
    """How far a sitting has come, from its proposal to its minutes in everybody's hands."""

    PROPOSED = "proposed", "待审核"
    REFUSED = "refused", "未同意"
    APPROVED = "approved", "已同意召开"
    CALLED = "called", "已发通知"
    HELD = "held", "已召开"
    SUBMITTED = "submitted", "纪要送审"
    SIGNED = "signed", "纪要已签发"
    ISSUED = "issued", "纪要已印发"
    CANCELLED = "cancelled", "已取消"


class Reply(Term):
    """What a unit answers to a notice of a sitting."""

    ATTEND = "attend", "参加"
    LEAVE = "leave", "请假"


class Presence(Term):
    """How the minutes list somebody."""

    PRESENT = "present", "出席"
    SUBSTITUTE = "substitute", "委派"
    LEAVE = "leave", "请假"
    OBSERVER = "observer", "列席"
    ABSENT = "absent", "缺席"


class ItemKind(Term):
    """Where a matter of an agenda comes from; the order is that of the agenda."""

    FOLLOW_UP = "follow_up", "上次议定事项"
    DIGEST = "digest", "进展情况"
    PLEA = "plea", "需协调事项"
    OVERDUE = "overdue", "逾期事项"
    PROPOSAL = "proposal", "提议"
    ADDED = "added", "办公室增列"


class Decided(Term):
    """What a sitting did with a matter."""

    AGREED = "agreed", "议定"
    IN_PRINCIPLE = "in_principle", "原则同意"
    DEFERRED = "deferred", "暂缓"
    HEARD = "heard", "听取"


class FilingMode(Term):
    """In which way a body's rules let a seat change hands; each is filed (备案)."""

    SUCCESSION = "succession", "递补备案"
    AUTOMATIC = "automatic", "自动更替"
    BY_MEETING = "by_meeting", "会议确定"
    BY_HEAD = "by_head", "召集人批准"


class Verdict(Term):
    """An indicator's figure against its target for one period."""

    MET = "met", "已达到"
    SHORT = "short", "未达到"
    REFERENCE = "reference", "待比对"
    TO_JUDGE = "to_judge", "待认定"
    MISSING = "missing", "未报"
    AHEAD = "ahead", "未到期"
    NO_TARGET = "no_target", "无目标值"
