"""Letters to units in chat: to whom something could be written, and of what."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from messages import actions, brief, dates
from messages.message import Button, Message, in_rows
from messages.phrases import clip
from tasks_db.register.letters import Earlier, Letter, LetterItem, Reminding
from tasks_db.register.papers import PaperRecord
from tasks_db.terms import PaperKind

_UNITS, _ITEMS, _TITLE = 15, 10, 24
_OFFERED = 6


def listed(found: Sequence[Reminding], *, late: bool = False, wanted: PaperKind | None = None) -> Message:
    """Return the units to which something could be written now, each with a button that opens it.

    ``late``: only those that owe something. Who ``wanted`` a reminder for these hears which letter fits instead.
    """
    found = [one for one in found if one.owed] if late else found
    if not found:
        what = "拖欠的事项" if late else "将到期或拖欠的事项"
        return Message(f"现在没有单位有{what}，不用发函。")
    lines = ["可以发函的单位（提醒函：将到期；催办单：拖欠；督办单：逾期或连续两期未报）："]
    if late and wanted is PaperKind.REMINDER:
        lines.insert(0, "提醒函只用于30天内到期的；拖欠的请发催办单。点单位起草，核稿、签发、印发后单位才收到。")
    lines += [f"· {one.unit}：{_counts(one)}" for one in found[:_UNITS]]
    if len(found) > _UNITS:
        lines.append(f"……另有{len(found) - _UNITS}个单位，请发送：/letters 单位")
    buttons = [Button(brief.unit(one.unit), actions.LETTERS, (one.unit_id,)) for one in found[:_UNITS]]
    return Message("\n".join(lines), in_rows(buttons, 3))


def _counts(one: Reminding) -> str:
    parts = ((len(one.coming), "将到期"), (len(one.owed), "拖欠"), (len(one.supervisable), "可督办"))
    told = "、".join(f"{word}{count}项" for count, word in parts if count)
    done = len(
        {item.code for item in one.owed for letter in one.written(item) if letter.kind is PaperKind.SUPERVISION}
    )
    return f"{told}{f'（已督办{done}项）' if done else ''}{f'，没印发的{len(one.waiting)}份' if one.waiting else ''}"


def _written(one: Reminding, item: LetterItem) -> str:
    """What was written of a task before: 已督办（联席督〔2025〕1号，11月10日发，限11月13日前答复）."""
    return "".join(f"，{sent(letter)}" for letter in one.written(item))


def sent(one: Earlier) -> str:
    """Return one letter that went out, with its number, its day, and until when it asks for an answer."""
    word = {PaperKind.SUPERVISION: "已督办", PaperKind.URGING: "已催办"}.get(one.kind, "已提醒")
    day = dates.day(one.day) if one.day is not None else ""
    return f"{word}（{one.label}，{day}发，限{dates.day(one.answer_by)}前答复）"


def _on_its_way(one: Earlier) -> str:
    return f"{one.label}（第{'、'.join(one.codes)}项）"


def another(found: Sequence[Earlier]) -> str:
    """Say that letters of the same kind to the same unit are drafted already and not issued."""
    listed = "、".join(_on_its_way(one) for one in found)
    return f"注意：发往这家的{found[0].kind.zh}还有没印发的：{listed}。只留一份，多余的请打开后点“作废”。"


def under_task(found: Sequence[tuple[str, Earlier]]) -> str:
    """Return the letters of one task, a line each; empty where there are none."""
    return "\n".join(f"函件：{unit}{sent(one)}" for unit, one in found)


ASK_COPIES = "抄送给谁？几个用顿号隔开，例如：县政府督查室、县财政局；不抄送了就回复“不抄送”。"


def asked_by(day: date | None) -> str:
    """Return the line that names the day until which a letter that is drafted now asks for an answer."""
    return f"请{dates.day(day)}前答复，写进稿子。" if day is not None else ""


def unit(one: Reminding, *, office: bool, signs: bool, by: date | None = None) -> Message:
    """Return what could be written to one unit; the office drafts letters, who signs ticks what is supervised."""
    if not one.coming and not one.owed:
        return Message(f"{one.unit}没有将到期或拖欠的事项，不用发函。")
    lines = [f"{one.unit}："]
    if one.coming:
        lines.append(f"30天内到期{len(one.coming)}项")
        lines += [f"　{i.code} {clip(i.title, _TITLE)}，{dates.day(i.due)}" for i in one.coming[:_ITEMS]]
    if one.owed:
        lines.append(f"拖欠{len(one.owed)}项")
        lines += [f"　{i.code} {clip(i.title, _TITLE)}，{_late(i)}{_written(one, i)}" for i in one.owed[:_ITEMS]]
    if one.waiting:
        lines.append(f"没印发的：{'、'.join(_on_its_way(w) for w in one.waiting)}（发送 /papers 打开）")
    lines += [asked_by(by)] if by is not None else []
    rows = []
    if office and one.coming:
        rows.append(Button(f"起草提醒函 {len(one.coming)}", actions.LETTER, _of(PaperKind.REMINDER, one, 0, by)))
    if office and one.owed:
        rows.append(Button(f"起草催办单 {len(one.owed)}", actions.LETTER, _of(PaperKind.URGING, one, 0, by)))
    each = [
        Button(f"只写 {item.code}", actions.LETTER, _of(kind, one, item.task_id, by))
        for kind, of_kind in ((PaperKind.REMINDER, one.coming), (PaperKind.URGING, one.owed))
        for item in of_kind[:_ITEMS]
        if office and len(of_kind) > 1
    ]
    ticks = [Button(f"督办 {i.code}", actions.SUPERVISE, (one.unit_id, i.task_id)) for i in one.supervisable[:_ITEMS]]
    if one.supervisable and not signs:
        lines.append(f"可督办{len(one.supervisable)}项，由召集人或办公室主任点选。")
    return Message("\n".join(lines), (*in_rows(rows, 2), *in_rows(each, 3), *(in_rows(ticks, 3) if signs else ())))


def _of(kind: PaperKind, one: Reminding, task_id: int, by: date | None) -> tuple[str | int, ...]:
    """What a draft's button says: the kind and unit, the task where it is of one alone, the day where one is said."""
    if by is not None:
        return (kind.value, one.unit_id, task_id, f"{by:%Y%m%d}")
    return (kind.value, one.unit_id, task_id) if task_id else (kind.value, one.unit_id)


def of_matter(one: Reminding, named: Sequence[LetterItem], by: date | None = None) -> Message:
    """Offer the letters of single matters: a reminder of what comes due, a 催办单 of what is owed."""
    lines, rows = [f"{one.unit}，只写所说的这项："], []
    fitting = [
        (kind, item)
        for kind, of_kind in ((PaperKind.REMINDER, one.coming), (PaperKind.URGING, one.owed))
        for item in of_kind  # a task of which one round is over and the next comes due is in both
        if item in named
    ]
    for kind, item in fitting[:_ITEMS]:
        told = _due(item) if kind is PaperKind.REMINDER else _late(item)
        lines.append(f"　{item.code} {clip(item.title, _TITLE)}，{told}{_written(one, item)}")
        rows.append(Button(f"起草{kind.zh} {item.code}", actions.LETTER, _of(kind, one, item.task_id, by)))
    lines += [asked_by(by)] if by is not None else []
    lines.append("起草后核稿、签发、印发，单位才收到。")
    return Message("\n".join(lines), in_rows(rows, 2))


def instead(told: Message, one: Reminding, named: Sequence[LetterItem]) -> Message:
    """Say which letter it will be where a reminder is wanted of what is late, and why."""
    if not any(item in one.owed for item in (named or one.owed)):
        return told
    why = "提醒函只用于30天内到期的；已经逾期的事项，这里发的是催办单（同样核稿、签发、印发，写明限期答复）。"
    return replace(told, text=f"{why}\n{told.text}")


def nothing_of(one: Reminding, about: str) -> str:
    """Say that nothing can be written to a unit of a matter, with what there is."""
    there = "、".join(f"{item.code} {clip(item.title, _TITLE)}" for item in (*one.coming, *one.owed)[:_ITEMS])
    return f"{one.unit}没有“{about}”这样将到期或拖欠的事项。" + (f"可以发函的有：{there}。" if there else "")


def items(letter: Letter) -> list[str]:
    """Return what a letter is about, a line for each item, so that its unit need not open the file to know."""
    what = _due if letter.kind is PaperKind.REMINDER else _late
    lines = [f"{i.code} {clip(i.title, _TITLE)}，{what(i)}" for i in letter.items]
    more = [f"……另有{len(lines) - _ITEMS}项，见原件"] if len(lines) > _ITEMS else []
    return [*lines[:_ITEMS], *more]


def _due(item: LetterItem) -> str:
    return f"{dates.day(item.due)}到期"


def _late(item: LetterItem) -> str:
    if item.days:
        return f"逾期{item.days}天"
    return f"连续{item.rounds}期未报" if item.rounds else f"应于{dates.day(item.day)}报，未反馈"


def which(found: Sequence[PaperRecord], kind: str) -> Message:
    """Ask which letter is meant, or say that there is none that may still be changed."""
    if not found:
        return Message(
            f"没有还能改的{kind}，没有改动。已经印发的不再改动，要另定期限请另发一份；各份公文看 /papers。"
        )
    named = "、".join(f"{one.label}（{one.unit}）" for one in found)
    buttons = in_rows([Button(one.label, actions.PAPER, (one.id,)) for one in found[:_OFFERED]], 3)
    return Message(f"是哪一份？{named}。请带编号再说一次，例如“{found[0].label}的办理期限改到某月某日”。", buttons)
