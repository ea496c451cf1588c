"""Notices to be signed for: read back with whom they reach and whom not, receipts, who has signed."""

from collections.abc import Sequence

from messages import actions, dates
from messages.message import Button, Message, in_rows
from messages.phrases import clip, names
from tasks_db.register.giving import CircularLine, Reader, Sending, Signed, ToAnswer, ToSign, Unreached

_SHOWN, _ASKED = 12, 3
_NAMED = 80
"""Whoever has not signed is named, so that the office can telephone them; hardly a meeting has more members."""
ASK_WHOM = "发给谁？请回复“全体”，或单位、集合单位的名称，几个用顿号隔开，例如：县教育局、县水利局、各乡镇（街道）。"
NEXT_STEP = "送不到的，可以发填报链接（/links 单位）、登记邮箱（/mail 单位 邮箱）或打电话；能送到了点“催签收”补发。"


def ask_words(whom: str) -> str:
    """Ask what a notice is to say."""
    return f"通知{whom}什么？请直接回复内容，发出前会再问一次。"


def of_paper(label: str) -> str:
    """Return the words of a notice with which an issued digest goes out."""
    return f"{label}通报已经印发，原件随本条附上，请查收。不用回复。"


def before_sending(value: Sending, text: str) -> Message:
    """Read a notice back, with whom it reaches and whom it does not (R17)."""
    to = names([f"{unit}{person}" for unit, person in value.reached], _SHOWN)
    to_nobody = f"通知{value.whom}：没有人收得到，不会发出，只留一条记录："
    head = f"通知{value.whom}，发给{value.people}人，请各自签收：" if value.people else to_nobody
    lines = [head, text, *([f"收得到：{to}"] if to else [])]
    if value.unreached:
        lines.append(f"{len(value.unreached)}个单位送不到：{names([_why(one) for one in value.unreached], _SHOWN)}。")
        lines.append(NEXT_STEP)
    go = "确认发出" if value.people else "留记录，我来打电话"
    return Message("\n".join(lines), ((Button(go, actions.NOTICE_NOW), Button("不用了", actions.NO_ORDER)),))


def ask_who_answered(unit: str) -> str:
    """Ask who took a call of which no notice was sent."""
    return f"{unit}是谁接的电话？请回复姓名；不清楚就回复“不清楚”。"


def _why(one: Unreached) -> str:
    return f"{one.unit}（{one.why}）"


def sent(value: Sending) -> Message:
    """Return the receipt of a notice."""
    if not value.people:
        unit = value.unreached[0].unit if value.unreached else value.whom
        how = f"打过电话请说“电话通知{unit}，某某接的，答复：……”，会记在这条下面。"
        return Message(f"没有发出，留了记录（/notices）。{how}")
    left = f"{len(value.unreached)}个单位送不到，留在名单上：{names([one.unit for one in value.unreached], _SHOWN)}。"
    return Message(
        f"通知已发给{value.people}人（在发送时段内送出）。{left if value.unreached else ''}谁签收了，请看 /notices。"
    )


def circulars(lines: Sequence[CircularLine]) -> Message:
    """Return the latest notices, each with how many have signed, and to how many it could not be sent."""
    if not lines:
        return Message("还没有发过通知。要发请写：通知全体：内容，或 通知县教育局、县水利局：内容。")
    text = [
        f"{n}. {dates.day(dates.today(c.at))} 通知{clip(c.whom, 30)}：{clip(c.text, 30)}（{signed_count(c)}）"
        for n, c in enumerate(lines, 1)
    ]
    buttons = [Button(str(n), actions.NOTICE, (c.id,)) for n, c in enumerate(lines, 1)]
    return Message("\n".join(text), in_rows(buttons, 6))


def signed_count(line: CircularLine) -> str:
    """签收1/2，送不到1个单位: how many of whom it went to have signed, and to how many units it did not go."""
    if not line.readers and not line.unreached:
        return "已撤回，没有发出"
    left = f"，送不到{len(line.unreached)}个单位" if line.unreached else ""
    answered = f"，答复{len(line.answered)}/{len(line.readers)}" if line.awaits_answers else ""
    return f"签收{len(line.readers) - len(line.silent)}/{len(line.readers)}{answered}{left}"


def remind_count(line: CircularLine) -> int:
    """Return to how many a notice can be sent again: who has not signed, and who can be reached only by now."""
    return len(line.silent) + sum(one.now is not None for one in line.unreached)


def state_of(one: Unreached) -> str:
    """送不到（没有联络员）, or that it can be sent by now."""
    return f"送不到（{one.why}）" if one.now is None else f"当时送不到，现在可以补发给{one.now}"


def circular(line: CircularLine) -> Message:
    """Return one notice with who has signed for it, who has not, and whom it could not be sent to."""
    signed = [read_line(r) for r in line.readers if r.read_at is not None]
    head = f"通知{line.whom}（{dates.moment(line.at)}）：{clip(line.text, 200)}"
    text = [head, signed_count(line), *signed[:_SHOWN]]
    if len(signed) > _SHOWN:
        text.append(f"……另有{len(signed) - _SHOWN}人")
    if line.unanswered:
        text.append(f"签收了，没答复：{names([f'{r.unit}{r.person}' for r in line.unanswered], _SHOWN)}")
    if line.silent:
        silent = [f"{r.unit}{r.person}{'（现在联系不上）' if r.lost else ''}" for r in line.silent]
        text.append(f"没签收：{names(silent, _NAMED)}")
    text += [f"· {one.unit}：{state_of(one)}" for one in line.unreached[:_SHOWN]]
    if len(line.unreached) > _SHOWN:
        text.append(f"……另有{len(line.unreached) - _SHOWN}个单位送不到")
    if any(one.now is None for one in line.unreached):
        text.append(NEXT_STEP)
    count, owing = remind_count(line), answers_to_ask(line)
    remind = [Button(f"催签收（{count}）", actions.NOTICE_REMIND, (line.id,))] if count else []
    if owing:
        remind.append(Button(f"催答复（{owing}）", actions.NOTICE_ASK_ANSWER, (line.id,)))
    return Message("\n".join(text), (tuple(remind),) if remind else ())


def answers_to_ask(line: CircularLine) -> int:
    """Return how many have signed for a notice here without the answer that it asks for."""
    return sum(not one.phoned for one in line.unanswered)


def read_line(one: Reader) -> str:
    """Return who signed for a notice and when, or took the call, with what they answered."""
    when = dates.moment(one.read_at) if one.read_at is not None else ""
    how = f"电话通知，{one.person}接" if one.phoned else one.person
    answer = f"，答复：“{clip(one.answer, 80)}”" if one.answer else ""
    return f"· {one.unit} {how} {when}{answer}"


def answered(value: Signed) -> Message:
    """Return the receipt of an answer to a notice."""
    of = "" if value.units == 1 else f"（代表{value.units}个单位）"
    return Message(
        f"已答复办公室的通知{of}：“{value.text}”。没有记作任务的进展；要改，再回复那条通知即可。"
        "要报任务进展，请写编号，例如“1 进度60%”。"
    )


ASK_ANSWER = "请回复对这条通知的答复，例如：值班电话和值班人。办公室看得到。"
STILL_ASKS = "收到只算签收：这条通知还要答复，请直接回复内容。"


def answer_or_progress(text: str, asked: Sequence[ToAnswer]) -> Message:
    """Return the question whether words answer a notice, or tell of a task of one's own."""
    rows = [(Button(f"答复通知：{clip(one.text, 14)}", actions.NOTICE_WORDS, (one.id,)),) for one in asked[:_ASKED]]
    own = (Button("是自己任务的进展", actions.REPORT_ANYWAY),)
    return Message(f"“{clip(text, 80)}”是答复办公室的通知，还是您自己任务的进展？还没有记录。", (*rows, own))


def phoned(line: CircularLine, unit: str) -> str:
    """Return the receipt of a call by which a unit was told of a notice."""
    (one,) = [r for r in line.readers if r.unit == unit and r.phoned][:1]
    answer = f"，答复：“{one.answer}”" if one.answer else ""
    who = f"{one.person}接" if one.person not in {"不清楚", "不知道"} else "谁接的不清楚"
    return f"已记下：通知“{clip(line.text, 30)}”电话通知{unit}，{who}{answer}。现在{signed_count(line)}。"


def signed(value: Signed) -> str:
    """Return a notice with the receipt of its signature below it: what was signed can still be read."""
    receipt = "已签收。" if value.units == 1 else f"已签收（代表{value.units}个单位）。"
    return f"通知（办公室）：\n{value.text}\n\n{receipt}"


def ask_receipt(value: ToSign) -> Message:
    """Ask what a bare 收到 signs for, where several things came together."""
    rows = [(Button(f"签收通知：{clip(text, 14)}", actions.SIGN, (number,)),) for number, text in value.notices]
    if value.bundle is not None:
        rows.append((Button("签收全部任务", actions.RECEIVE_ALL, (value.bundle,)),))
    return Message("您签收的是哪一条？请点一下，都收到的就都点。", tuple(rows))


def reminded(people: Sequence[str], wanted: str = "请签收") -> str:
    """Return the receipt of a reminder."""
    return f"已再发给{names(people)}，{wanted}。"
