"""The words of the field, each with what the screen says for it.

One word for one thing: code speaks English, the screen speaks Chinese, and this is where they meet.
"""

from enum import StrEnum
from typing import Self


class Term(StrEnum):
    """A word of the register whose ``zh`` is what the screen says."""

    zh: str

    def __new__(cls, value: str, zh: str) -> Self:
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
    UNIT = "unit", "单位"
    GROUP = "group", "集合单位"


class SeatRole(Term):
    """The role of a unit in a joint meeting; what each may do stands in ``register.authority.RULES``."""

    CONVENOR = "convenor", "召集人"
    DEPUTY_CONVENOR = "deputy_convenor", "副召集人"
    OFFICE_HEAD = "office_head", "办公室主任"
    OFFICE_STAFF = "office_staff", "办公室人员"
    MEMBER = "member", "成员"
    LIAISON = "liaison", "联络员"


class TenureKind(Term):
    HOLDER = "holder", "任职"
    DEPUTY = "deputy", "代理"


class PlanStage(Term):
    """Where a loaded plan stands; only DISPATCHED (交办) asks anybody anything."""

    LOADED = "loaded", "待交办"
    DISPATCHED = "dispatched", "已交办"
    CLOSED = "closed", "办结"
    ABOLISHED = "abolished", "废止"


class Role(Term):
    LEAD = "lead", "牵头"
    RESPONSIBLE = "responsible", "责任"


class CheckpointKind(Term):
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


class DigestClass(Term):
    """Every task of a digest is in exactly one of these, tried in this order (first match)."""

    CLOSED = "closed", "已办结"
    OVERDUE = "overdue", "逾期"
    STANDING = "standing", "长期"
    NOT_STARTED = "not_started", "未启动"
    BEHIND = "behind", "未达序时"
    ON_TRACK = "on_track", "达序时"
    NO_DATA = "no_data", "无进度数据"


class NoticeKind(Term):
    BUNDLE = "bundle", "当日催报"
    IMMEDIATE = "immediate", "即时通知"


class NoticeState(Term):
    """An outgoing message: a row before it is a message, and never sent twice."""

    PENDING = "pending", "待发"
    CLAIMED = "claimed", "发送中"
    SENT = "sent", "已发"
    UNKNOWN = "unknown", "不明"
    FAILED = "failed", "未送达"
    EMPTY = "empty", "无需再发"
