"""Papers in the chat: the list, one with the step that comes next, and the choice of what was done."""

from collections.abc import Sequence

from config.clock import local_date
from messages import actions, dates, digest_done, digest_tables, forms, paging, paper, paper_replies
from messages.message import Button, Message, in_rows
from messages.paper_shown import Shown
from tasks_db.register.digest.values import Digest
from tasks_db.register.paper_replies import PaperReply
from tasks_db.register.papers import PaperRecord, mend
from tasks_db.terms import PaperState

_PER_PAGE = 6
_NAMED = 10
_OFFERED = 6
_NEXT = {
    PaperState.DRAFTED: PaperState.CHECKED,
    PaperState.CHECKED: PaperState.SIGNED,
    PaperState.SIGNED: PaperState.ISSUED,
}
_EDITED = "用的是采用的改稿（请点“下载”查看）"
BACK = "back"
"""The step of a button that takes a paper back to being drafted."""


def before_drafting(digest: Digest, plans: str, moment: int) -> Message | None:
    """Ask first to review what waits, and to clear up figures that may be of any time; None where nothing is open.

    What nobody reviewed is told in no paper, and an old figure stands in its place.
    """
    lines = []
    if waiting := digest.unreviewed:
        tasks = [line.task for line in digest.tasks if any(s.report_id in waiting for s in line.sources)]
        numbers = "、".join(digest_tables.number(task, digest) for task in tasks[:_NAMED])
        more = "等" if len(tasks) > _NAMED else ""
        lines.append(
            f"有{len(waiting)}份反馈和申请等着审核（第{numbers}项{more}），不审核就写不进通报，只能写“本办公室未审”。"
        )
    if open_ended := [f for f in digest.facts if f.chosen and digest_done.says_no_period(f, digest)]:
        numbers = "、".join(digest_tables.number(f.task, digest) for f in open_ended[:_NAMED])
        word = digest.period.word
        lines.append(f"第{numbers}项的数据没有写明是{word}数还是累计数，请先问清，让单位写明后重报。")
    if not lines:
        return None
    lines.append("处理完请再发送 /digest 起草。")
    review = [Button("先审核", actions.REVIEW, (0,))] if waiting else []
    return Message("\n".join(lines), ((*review, Button("照样起草", actions.PAPER_DRAFT, (plans, moment, 1))),))


def listed(records: Sequence[PaperRecord], number: int) -> Message:
    """Return a page of the papers, the newest first, each with a button to open it."""
    if not records:
        return Message("还没有公文稿。发送 /digest，在通报下面点“起草通报”；发函请发送 /letters。")
    page = paging.so_many(len(records), _PER_PAGE, number)
    shown = records[page.first : page.last]
    lines = ["公文：", *(line(record) for record in shown)]
    buttons = [Button(record.label, actions.PAPER, (record.id,)) for record in shown]
    row = paging.turning(page, actions.PAPERS)
    return Message("\n".join(lines), (*in_rows(buttons, 2), *((row,) if row else ())))


def line(record: PaperRecord) -> str:
    """Return a paper in one line: 2025年第3期 印发（截至2025年11月12日，2025年11月14日）."""
    step = record.steps[-1]
    corrects = f"，更正{record.corrects}" if record.corrects else ""
    as_of = dates.day(local_date(record.as_of))
    unit = f"（{record.unit}）" if record.unit else ""
    return f"{record.label}{unit} {record.state.zh}（截至{as_of}{corrects}，{dates.day(local_date(step.at))}）"


def card(record: PaperRecord, shown: Shown, replies: Sequence[PaperReply] = (), *, edited: bool = False) -> Message:
    """Return one paper: its steps with who and when, its length, and what can be done with it.

    ``edited``: the office's own file stands in the place of the text that is made of the register.
    """
    told = shown.paper
    chosen = "按规则选取" if record.ticked is None else "由办公室选定"
    of_digest = f"，附件{len(told.annexes)}个，进展{shown.facts}条（{chosen}）"
    lines = [
        f"{record.label}：{told.title}",
        f"{dates.as_of(record.as_of)}，{_EDITED}"
        if edited
        else f"{dates.as_of(record.as_of)}，正文{paper.length(told)}字{'' if record.is_letter else of_digest}",
        *([f"发往{record.unit}{'' if edited else f'：{told.opening.text}'}"] if record.is_letter else []),
        *([f"抄送{'、'.join(record.copies)}"] if record.copies else []),
        *(f"{step.state.zh}：{dates.moment(step.at)} {step.by or '命令行'}" for step in record.steps),
    ]
    if record.state is PaperState.DRAFTED:
        lines.append("接下来：办公室核稿，再由召集人或办公室主任签发。")
    elif record.state is PaperState.CHECKED:
        lines.append("接下来：召集人或办公室主任签发（已告知）。")
    if replies:
        lines.append(paper_replies.count(replies))
    if shown.unreviewed and not edited:
        lines.append(f"注意：有{shown.unreviewed}份反馈还没有审核，数字和内容没有写进来，请先审核。")
    if not record.is_letter and record.state in {PaperState.SIGNED, PaperState.ISSUED}:
        lines.append("通报发给下级和同级单位，按公文格式不印签发人；谁签发的见上面的“签发”，也留了痕。")
    if record.is_locked:
        lines.append(f"已经印发，不再改动；{mend(record)}")
    return Message("\n".join(lines), _buttons(record, replied=bool(replies)))


def _buttons(record: PaperRecord, *, replied: bool) -> tuple[tuple[Button, ...], ...]:
    look = [Button("下载", actions.PAPER_FILE, (record.id,))]
    if not record.is_letter:
        look.append(Button("出处", actions.PAPER_SOURCES, (record.id, 0)))
    if replied:
        look.append(Button("单位答复", actions.PAPER_REPLIES, (record.id,)))
    if record.is_locked:
        send = Button("发给各单位", actions.PAPER_SEND, (record.id,))
        mended = [] if record.is_letter else [send, Button("发更正", actions.PAPER_CORRECT, (record.id,))]
        return in_rows([*look, *mended], 3)
    step = _NEXT[record.state]
    rows = [Button(step.zh, actions.PAPER_STEP, (record.id, step.value)), *look]
    if record.state is not PaperState.SIGNED and record.edited is not None:
        rows.append(Button("改回台账稿", actions.PAPER_OWN, (record.id,)))
    elif record.is_letter and record.state is PaperState.DRAFTED:
        rows.append(Button("抄送", actions.LETTER_COPIES, (record.id,)))
    elif record.state is PaperState.DRAFTED:
        rows.append(Button("选进展", actions.PAPER_FACTS, (record.id, 0)))
    if record.state is not PaperState.DRAFTED:
        rows.append(Button("退回起草", actions.PAPER_STEP, (record.id, BACK)))
    if record.state is PaperState.CHECKED and not record.is_letter:
        rows.append(Button("请单位核对", actions.PAPER_SHOW, (record.id,)))
    return in_rows([*rows, Button("作废", actions.PAPER_DROP, (record.id,))], 3)


def how_to_reword(papers: Sequence[PaperRecord]) -> Message:
    """Say how a sentence of a paper is changed; ``papers`` are those that may still be."""
    if not papers:
        return Message(
            "现在没有还能改的稿子，没有改动。稿子由台账生成：先起草（/digest，点“起草通报”），再改字句。"
            "单位报错了的，让单位更正，或在“待审核”里退回。"
        )
    return Message(
        "稿子里的字句在这里一句一句改不了，没有改动。请点开稿子，点“下载”，在 Word/WPS 里改好，把文件发回来："
        "我先列出与台账不同的地方，再点“采用这份改稿”。哪几条进展写进通报，点“选进展”；单位报错了的，让单位更正。",
        in_rows([Button(one.label, actions.PAPER, (one.id,)) for one in papers[:_OFFERED]], 3),
    )


def compared(record: PaperRecord, said: str, sha256: str) -> Message:
    """Return what an edited file says otherwise, and what may become of it now."""
    if record.is_locked:
        return Message(f"{said}\n{record.label}已经印发，存档的不变；{mend(record)}")
    if sha256 == record.edited:
        return Message(f"{said}\n现在用的就是这份改稿。")
    if record.state is PaperState.SIGNED:
        return Message(
            f"{said}\n还没有采用：{record.label}签发的是现在的稿子。要采用请先“退回起草”，再点“采用这份改稿”。",
            (
                (Button("退回起草", actions.PAPER_STEP, (record.id, BACK)),),
                (Button("采用这份改稿", actions.PAPER_ADOPT, (record.id, _beginning(sha256))),),
            ),
        )
    anew = "，并重新核稿" if record.state is PaperState.CHECKED else ""
    return Message(
        f"{said}\n还没有采用。采用后，下载、签发、印发的都是这份改稿{anew}；编号和日期印发时填入。",
        ((Button("采用这份改稿", actions.PAPER_ADOPT, (record.id, _beginning(sha256))),),),
    )


def _beginning(sha256: str) -> str:
    return f"h{sha256[:40]}"


def before_issuing(record: PaperRecord, number: str, told: Sequence[str]) -> Message:
    """Ask once before a paper is issued, with its number and who gets it (R17)."""
    if not record.is_letter:
        goes = "不会自动发给任何人，印发后点“发给各单位”（发前再问一次），或下载后按主送、抄送分送"
    elif told:
        goes = f"马上发给1个单位（{record.unit}），{len(told)}人收到：{'、'.join(told)}"
    else:
        goes = f"{record.unit}没有人能在这里收到，请下载后另行送达"
    if record.copies:
        goes += f"；抄送{'、'.join(record.copies)}（登记了联络员的同时收到，没有的请自行送达）"
    row = (Button("确认印发", actions.PAPER_STEP, (record.id, PaperState.ISSUED.value, 1)),)
    back = (Button("先不印发", actions.PAPER, (record.id,)),)
    return Message(f"印发{record.label}：编为{number}，存档后不再改动；{goes}。确认印发吗？", (row, back))


def to_send(records: Sequence[PaperRecord]) -> Message:
    """Say how an issued digest is sent to units, with the latest issues to choose from."""
    issued = [one for one in records if not one.is_letter and one.is_locked][:_PER_PAGE]
    if not issued:
        return Message(
            "还没有印发的通报，不能发给单位。先发送 /digest，点“起草通报”，核稿、签发、印发后，点“发给各单位”，"
            "原件随一条要签收的通知发给各联络员，发前会再问一次。"
        )
    buttons = [Button(record.label, actions.PAPER_SEND, (record.id,)) for record in issued]
    return Message("发哪一期？原件随一条要签收的通知发给各单位联络员，发前再问一次。", in_rows(buttons, 2))


def ask_drop(record: PaperRecord) -> Message:
    """Ask once before a paper is thrown away."""
    button = Button("确认作废", actions.PAPER_DROP, (record.id, 1))
    return Message(f"{record.label}（{record.state.zh}）作废后不能恢复。确认作废吗？", ((button,),))


def facts(record: PaperRecord, digest: Digest, number: int) -> Message:
    """Return a page of what may be told as done, each with a button that takes it in or out."""
    if not digest.facts:
        return Message("本期没有审核通过、写有事实的反馈。审核通过后再来选。")
    page = paging.so_many(len(digest.facts), _PER_PAGE, number)
    shown = digest.facts[page.first : page.last]
    lines = ["选写进正文的进展（✓写入，○不写，点编号改）："]
    buttons = []
    for n, fact in enumerate(shown, page.first + 1):
        mark = "✓" if record.tells(fact.source.report_id, chosen=fact.chosen) else "○"
        words = f"第{digest_tables.number(fact.task, digest)}项：{fact.text}（{fact.unit}）"
        lines.append(paging.clip(f"{mark}{n}. {words}", paging.LINE_CHARS))
        buttons.append(Button(f"{mark}{n}", actions.PAPER_TICK, (record.id, fact.source.report_id, page.number)))
    rows = in_rows(buttons, 3)
    turning = paging.turning(page, actions.PAPER_FACTS, (record.id,))
    last = (Button("按规则选取", actions.PAPER_TICK, (record.id, 0, 0)), Button("返回", actions.PAPER, (record.id,)))
    return Message("\n".join(lines), (*rows, *((turning,) if turning else ()), last))


def ticked(record: PaperRecord, digest: Digest, report_id: int) -> list[int] | None:
    """Return the reports to be told once one more is pressed; 0 leaves all to the rule again."""
    if report_id == 0:
        return None
    told = {f.source.report_id for f in digest.facts if record.tells(f.source.report_id, chosen=f.chosen)}
    return sorted(told ^ {report_id})


def file_sent(record: PaperRecord) -> str:
    """Return what is said with a paper's file."""
    if record.is_locked:
        return f"{record.label}，印发时的原件。"
    return f"{record.label}（{record.state.zh}）。改好后直接发回，我会核对数字、单位和日期。\n{forms.fonts_needed()}"
