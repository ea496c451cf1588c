"""What was done, and the way to put it right, where the office takes an act of its own back in words."""

from config.clock import local_date
from messages import actions, dates
from messages.message import Button, Message
from messages.phrases import names
from tasks_db.register.chasing import Unchased
from tasks_db.register.taking_back import Did, Way

_RIGHT = {
    "退回": "单位已经收到退回，不能直接改成通过。请单位原话再发一次；或由您代录，说“补录一条”。",
    "通过": "点“撤销审核”，这条就重新待审核，并告知单位。",
    "延期": "这是该单位自己的日期，任务的时限没有变。请该单位重新申请延期到原来的日期，您通过后就改回。",
    "取消任务": "打开任务，点“恢复任务”。",
    "豁免": "要让该单位照常反馈，请说“取消豁免”加单位和编号，例如“取消县民政局1-4的豁免”。",
    "交办": "打开方案，点“撤回交办”；会先告诉您有多少单位已收到。",
    "催签收": "已经发出，收不回。",
    "发通知": "这是您最近发的通知，没有撤回。要撤回它，请说“刚才那条通知撤回”。",
    "转单位协调": "已经转给单位，收不回。请直接告诉该单位，或用 /notice 发一句更正。",
    "报召集人协调": "已经报给召集人，收不回。请向召集人说明。",
    "答复需协调事项": "已经告诉提出的单位，收不回。再答复一次，以后一次为准。",
    "邀请": "再给同一席位发一次邀请码，前一个就作废。",
    "委托代理": "再说一次代理的人和起止日期，或说“换成某某”。",
}
_OPEN = "打开任务，按原来的改回。"


def told(did: Did) -> Message:
    """Return what was done, with its time, and the way back; with the button that leads there."""
    if did.way is Way.PHONED:
        return _phoned(did)
    changed = f"：{did.before}改为{did.after}" if did.before and did.after else ""
    lines = [f"您{dates.clock(did.at)}做的是“{did.action}”{f'，{did.about}' if did.about else ''}{changed}。"]
    lines.append(
        did.instead
        or _RIGHT.get(did.action, _OPEN if did.way is Way.OPEN_TASK else "这一步没有一键撤回，请按原来的再做一次。")
    )
    row = (
        [Button("撤销审核", actions.REVIEW_AGAIN, (did.report_id,))]
        if did.way is Way.AGAIN and did.report_id and not did.instead
        else []
    )
    row += [Button("打开任务", actions.TASK, (did.task_id,))] if did.task_id is not None else []
    row += [Button("打开方案", actions.PLAN, (did.plan_id,))] if did.plan_id is not None else []
    return Message("\n".join(lines), (tuple(row),) if row else ())


def put_right(did: Did) -> str:
    """Return the ground on which a deadline is what it was before a change that was a mistake; the units read it."""
    after = f"改到{dates.day(did.day_after)}" if did.day_after else "改时限"
    return f"更正：{dates.day(local_date(did.at))}{after}有误"


def past(did: Did) -> Message:
    """Say that the deadline before a change is past, so that it cannot be brought back, and what can be done."""
    before = dates.day(did.day_before) if did.day_before else "那一天"
    row = (Button("打开任务", actions.TASK, (did.task_id,)),) if did.task_id is not None else ()
    text = (
        f"{did.about}的时限原是{before}，已经过去，不能改回，没有改动。"
        f"要另定日期请说“{did.code}时限改到某月某日”，并写依据。"
    )
    return Message(text, (row,) if row else ())


def _phoned(did: Did) -> Message:
    """Say how an answer that was written down for a unit is put right: by another, or by returning it."""
    text = (
        f"您{dates.clock(did.at)}代录的是“{did.action}”，{did.about}。\n"
        "内容记错了，按对的再代录一次，写“更正为”，就以后一次为准；"
        "记错了单位的，还没审核就在“待审核”里退回这一条，已经通过就说“把某某局1-5那条收回”，"
        "写明代录有误；再给对的单位代录。"
    )
    row = (Button("打开任务", actions.TASK, (did.task_id,)),) if did.task_id is not None else ()
    return Message(text, (row,) if row else ())


def unchased(value: Unchased) -> Message:
    """Return what became of a chase that was taken back: which units are not asked by it, and whom it has reached."""
    lines = []
    if value.stopped:
        lines.append(f"已撤回催办，还没有发出的不再发：{names(value.stopped)}。到期仍按方案提醒。")
        lines.append(f"这段时间也不要提醒的，请说“缓催{value.stopped[0]}到某月某日”。")
    if value.left:
        lines.append(
            f"已经发出、收不回的：{names(value.left)}。没到期的不会记为未报送；要说明，可用 /notice 给单位发一句话。"
        )
    return Message("\n".join(lines))


def no_chase(whom: str) -> str:
    """Say that no chase of a unit waits, before it is asked until when it is not to be reminded either."""
    return f"现在没有等着发给{whom}的催办。要这段时间也不提醒，就是缓催："


def unsent(did: Did, value: Unchased) -> Message:
    """Return what became of a notice that was taken back: who does not get it, and who has got it already."""
    lines = []
    if value.stopped:
        lines.append(f"已撤回{dates.clock(did.at)}通知{did.about}的，还没有发出，不再发给：{names(value.stopped)}。")
    if value.left:
        lines.append(f"已经发出、收不回的：{names(value.left)}。要更正，可用 /notice 再发一条。")
    return Message("\n".join(lines))


def nothing() -> str:
    """Say that nothing of the kind was done today, and how older things are put right."""
    return (
        "今天没有找到您做过的这种操作，没有改动。更早的请打开任务改（/task 编号），"
        "或直接说要改成什么，例如“第5项延到1月31日”“公安局联络员换成李明”。"
    )
