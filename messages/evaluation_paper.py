"""The evaluation of a year (评估报告) as a paper: the same values as the digest's, facts only."""

from collections.abc import Iterator

from messages import dates, digest_annexes, digest_counts, digest_tables
from messages.paper import Paper, Paragraph, Section, with_annexes_named
from messages.paper_words import quoted
from tasks_db.register.digest.values import Digest, IndicatorLine, TaskLine
from tasks_db.register.meetings.evaluation import Evaluation
from tasks_db.register.meetings.follow_up import sentence
from tasks_db.terms import SittingKind, Verdict, WorkState

_SHOWN = 12
_LATE = (WorkState.OVERDUE, WorkState.BEHIND)
_OPEN = (*_LATE, WorkState.NOT_STARTED, WorkState.NO_FEEDBACK)


def paper(value: Evaluation) -> Paper:
    """Return the paper of a year: the body, its tasks, indicators, what is not done and why, its resolutions."""
    digest = value.digest
    whole = Paper(
        title=f"{value.body.name}{value.year}年度工作评估报告",
        opening=Paragraph(
            f"按照{value.body.name}的规则，办公室对{value.year}年度工作进行了评估，截至{dates.day(value.day)}。"
        ),
        sections=(
            Section("基本情况", (Paragraph(_basics(value)),)),
            Section("任务完成情况", tuple(_tasks(value))),
            Section("指标完成情况", tuple(_indicators(digest))),
            Section("未完成事项及原因", tuple(_unfinished(value))),
            Section("议定事项落实情况", (Paragraph(f"{sentence(value.followed)}。"),) if value.followed else ()),
            Section("数据说明", (Paragraph(_data(digest)),)),
        ),
        annexes=digest_annexes.Annexes(digest).in_order(),
        day=value.day,
        office=value.body.office,
    )
    return with_annexes_named(whole)


def _basics(value: Evaluation) -> str:
    kinds = "、".join(f"{kind.zh}{value.of_kind(kind)}次" for kind in SittingKind if value.of_kind(kind))
    held = f"召开会议{len(value.held)}次（{kinds}）" if value.held else "没有召开会议"
    decided = sum(len(s.resolutions) for s in value.issued)
    owed = value.body.rules.plenary_per_year
    if owed and (plenaries := value.of_kind(SittingKind.PLENARY)) < owed:
        held += f"，全体会议{f'只召开{plenaries}次' if plenaries else '没有召开'}（规则要求每年至少{owed}次）"
    changes = f"，成员调整备案{value.changes}人次" if value.changes else ""
    return (
        f"{held}，印发会议纪要{len(value.issued)}期，议定事项{decided}项，"
        f"其中列入督办{sum(len(s.supervised) for s in value.issued)}项{changes}。"
    )


def _tasks(value: Evaluation) -> Iterator[Paragraph]:
    digest = value.digest
    for tally in digest.by_plan:
        if tally.total:
            yield Paragraph(f"《{tally.label}》任务{tally.total}项，已办结{tally.count(WorkState.CLOSED)}项。")
    if digest.total.total:
        yield from digest_counts.overall(digest).paragraphs
    told = [
        f"延期{value.extended}项" if value.extended else "",
        f"取消{value.cancelled}项" if value.cancelled else "",
    ]
    if any(told):
        yield Paragraph(f"年内{'、'.join(t for t in told if t)}。")


def _indicators(digest: Digest) -> Iterator[Paragraph]:
    """Each indicator with what was reached; those without a reference to compare with stand apart."""
    apart = [i for i in digest.indicators if i.verdict is Verdict.REFERENCE]
    for line in digest.indicators:
        if line.verdict is not Verdict.REFERENCE and line.value is not None:
            yield Paragraph(_indicator(line))
    if apart:
        yield Paragraph(f"待比对{len(apart)}项：{'、'.join(i.name for i in apart[:_SHOWN])}，参照值未定。")


def _indicator(line: IndicatorLine) -> str:
    by = f"（{line.supplier}报送）" if line.supplier else ""
    return f"{line.name}：{line.period}年目标{line.target or '未定'}，实际{line.value}，{line.verdict.zh}{by}。"


def _unfinished(value: Evaluation) -> Iterator[Paragraph]:
    """What should be done by now and is not, in the words of the unit that answers for it; the rest is counted."""
    every = [line for state in _OPEN for line in value.digest.in_state(state)]
    lines = [line for line in every if line.work_state in _LATE or (line.deadline or value.day) <= value.day]
    for line in lines[:_SHOWN]:
        who = f"{line.unit or '未定单位'}，{digest_tables.marked(line)}"
        yield Paragraph(f"{quoted(line.task.title)}（{who}）{_why(line, value)}。")
    if len(lines) > _SHOWN:
        yield Paragraph(f"另有{len(lines) - _SHOWN}项，见附件1。")
    if ahead := [line for line in every if line not in lines]:
        silent = sum(line.work_state is WorkState.NO_FEEDBACK for line in ahead)
        told = "都" if silent == len(ahead) > 1 else f"，其中{silent}项" if silent < len(ahead) else ""
        yield Paragraph(f"完成时限未到的{len(ahead)}项{f'{told}尚无反馈' if silent else ''}，见附件1。")


def _why(line: TaskLine, value: Evaluation) -> str:
    """Why a task is not done: in the unit's words, of its request for more time too; nobody reached said nothing."""
    if said := line.problem or line.text:
        return f"，该单位反馈：{said.rstrip('。')}"
    asked = [e for e in value.digest.extensions if e.task.task_id == line.task.task_id and e.unit == line.unit]
    if why := next((e.why or e.text for e in reversed(asked) if e.why or e.text), ""):
        return f"，该单位申请延期的理由：{why.rstrip('。')}"
    if line.unit in line.undelivered:
        return "，催报没有送达，情况待核实"
    if line.returned is not None:
        return "，该单位所报情况已退回补充"
    return "，该单位没有说明原因"


def _data(digest: Digest) -> str:
    silent = len({u.task.task_id for u in digest.unreported})
    told = f"；{silent}项任务有单位未按时报送" if silent else ""
    taken = digest.total.closed_before_dispatch
    before = f"；已办结中{taken}项为交办时认定" if taken else ""
    return f"各项数据由责任单位反馈、办公室审核，截至{dates.day(digest.day)}{told}{before}。"
