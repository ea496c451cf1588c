"""代录: what a unit told by phone, read as its own words are, before it is written down."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from tasks_db import lazy_re as re
from tasks_db.language import UnclearKind, phoned, understand
from tasks_db.language.done_days import done_on
from tasks_db.lean_dataclass import dataclass
from tasks_db.register import codes, following, hearing, progress
from tasks_db.register.answers import Assigned, Held, Line, find_asked
from tasks_db.register.authority import OPERATOR, Right
from tasks_db.register.people import Holder
from tasks_db.register.progress import Given
from tasks_db.register.queries import EVERYTHING
from tasks_db.register.queries.vocabulary import vocabulary
from tasks_db.register.reading import Part
from tasks_db.register.refusals import AnswerRefused
from tasks_db.register.reviews import of_colleague as of_another
from tasks_db.register.reviews import put_right
from tasks_db.register.values import Report
from tasks_db.store import candidates, models, names, plans, registers, units
from tasks_db.terms import AnswerKind, SeatRole
from tasks_db.work import calls
from tasks_db.work.context import Context, view
from tasks_db.work.post import conversation

_SHOWN, _SEVERAL = 8, 2
_LATER = "这是说晚点再报，不是进展，没有代录。请该单位在收到的提醒下面点“晚点再报”；有了进展再录。"


@dataclass(frozen=True, slots=True)
class Phoned:
    """What will be written down: the unit, in whose name, and each answer with the code of its task.

    ``replaced`` are the reports whose place some of them take, by their ids; ``clerk`` is who writes them down.
    """

    unit: str
    liaison: str | None
    told: tuple[tuple[str, Held], ...]
    replaced: Mapping[int, Report]
    clerk: str


@view(Right.REVIEW)
def read(ctx: Context, text: str, *, surely: bool = False) -> Phoned | None:
    """Return what a text tells of a call, or None where it tells of none.

    A number is the task's code, or that of the list which the unit was sent last. ``surely``: it is known to tell of
    a call. Raises AnswerRefused where the unit, its task or what was said is not clear, with what to write instead.
    """
    if following.is_put_as_question(text):
        return None
    known = vocabulary(names.names_for(ctx.session, text, EVERYTHING), ())
    call = phoned.parted(text, known)
    if call is None or not (call.cued or surely) or not call.words:
        return None
    if len(call.unit_ids) > 1:
        meant = "、".join(unit.name for unit in known.units if unit.id in call.unit_ids)
        raise AnswerRefused(f"可能是几个单位：{meant}。请写单位全称。")
    unit = ctx.session.get_one(models.Unit, call.unit_ids[0])
    part = registers.part(ctx.session, candidates.open_with_a_share(call.unit_ids), every_seat=True)
    shares = _open_shares(part, call.unit_ids[0])
    if not shares:
        number, rest = phoned.numbered(call.words)
        if number is not None:
            _refuse_closed(number, rest, call.unit_ids[0], ctx)
        raise AnswerRefused(
            f"{unit.name}现在没有要报的任务，没有可代录的。{_not_asked(ctx, call.unit_ids[0], unit.name)}"
        )
    holder = _liaison(ctx, part, call.unit_ids[0])
    lines = _lines(ctx, holder, shares)
    day = calls.day_of_call(ctx, call.day)
    held = [
        replace(one, given=_from_caller(replace(one.given, called_on=day), call.caller))
        for one in _held(call.words, lines, shares, ctx)
    ]
    code = {share.assignment.id: codes.of(share.task) for share in shares}
    before = {share.assignment.id: share for share in shares}
    replaced: dict[int, Report] = {}
    told = []
    for one in held:
        gone = put_right(before[one.line.assignment_id], one.given, text, ctx.now)
        if gone is not None:
            replaced[gone.id] = gone
        told.append((code[one.line.assignment_id], replace(one, replaces=gone.id if gone is not None else None)))
    return Phoned(unit.name, holder.name if holder is not None else None, tuple(told), replaced, ctx.me.name)


def _from_caller(given: Given, caller: str) -> Given:
    """The answer with who called in its words, where that is nobody who is registered: 进度60%（老李来电）."""
    return replace(given, text=f"{given.text}（{caller}来电）") if caller else given


@view(Right.REVIEW)
def of_colleague(ctx: Context, unit: str, seq: str, words: str) -> tuple[Report, str] | None:
    """Return what a colleague wrote down of a unit's task today, if these words would take its place, and who asks.

    None where they take the place of nothing, or of the asker's own. Raises AnswerRefused as writing them down does.
    """
    part = registers.part(ctx.session, plans.of_seq(seq), every_seat=True)
    found = find_asked(part, unit, seq)
    gone = put_right(found, calls.told_of_one(ctx, found, words), words, ctx.now)
    clerk = ctx.me.name if ctx.who is not OPERATOR else ""
    return (gone, clerk) if gone is not None and of_another(gone, clerk) else None


def _open_shares(part: Part, unit_id: int) -> list[Assigned]:
    return [
        Assigned(plan, task, share)
        for plan, task in part.tasks()
        for share in task.asked_assignments
        if share.unit_id == unit_id and task.cancelled_at is None
    ]


def _not_asked(ctx: Context, unit_id: int, unit: str) -> str:
    """Why a unit that tasks print, alone or with its group, owes nothing: nobody asks it of them; and the way."""
    named = {unit_id, *units.groups_of(ctx.session, [unit_id], ctx.today)}
    unasked = [
        task
        for _, task in registers.part(ctx.session, candidates.open_with_a_share(named)).tasks()
        if any(a.unit_id in named and not a.asked and a.ended_at is None for a in task.printed_assignments)
    ]
    if not unasked:
        return ""
    listed = "、".join(f"{codes.of(task)} {task.title}" for task in unasked[:_SHOWN])
    more = f"等{len(unasked)}项" if len(unasked) > _SHOWN else ""
    return (
        f"这些任务里有它，但没有问它，它不用报：{listed}{more}。只要它报，先发“{codes.of(unasked[0])}也问{unit}”；"
        f"集合单位的每家都要报，先发“{codes.of(unasked[0])}逐家问”。都会先说明从此问谁，您确认以后才问；确认后再代录。"
    )


def _liaison(ctx: Context, part: Part, unit_id: int) -> Holder | None:
    seats = (s for s in part.seats if s.unit_id == unit_id and s.role is SeatRole.LIAISON)
    return next((holder for seat in seats for holder in seat.holders_on(ctx.today)), None)


def _lines(ctx: Context, holder: Holder | None, shares: Sequence[Assigned]) -> list[Line]:
    """The unit's tasks under the numbers of the list that its liaison was sent last; behind them the others."""
    address = next((one.address for one in holder.accounts), None) if holder is not None else None
    listed = conversation.in_view(ctx, address, None).listed if address is not None else ()
    numbers = {assignment_id: number for number, assignment_id, _ in listed}
    last = max(numbers.values(), default=0)
    lines = []
    for share in shares:
        number = numbers.get(share.assignment.id)
        last += number is None
        lines.append(replace(share.line(number or last, None, ctx.now), listed=number is not None))
    return lines


def _held(words: str, lines: Sequence[Line], shares: Sequence[Assigned], ctx: Context) -> tuple[Held, ...]:
    heard = hearing.hear(words, lines, ctx.today)
    clear = (*heard.sure, *heard.unsure) if heard is not None and not (heard.unclear or heard.undated) else ()
    number, rest = phoned.numbered(words)
    if number is not None and len(clear) < _SEVERAL:
        return (_told(rest, _of_number(number, rest, lines, shares, ctx), ctx),)
    if heard is not None and heard.undated is not None:
        raise AnswerRefused("申请延期要说到哪一天，例如“延期到12月20日，设备到货推迟”。请连日期再写一遍。")
    if clear:
        return clear
    _refuse_named_closed(words, shares[0].assignment.unit_id, ctx)
    named = {n for one in (heard.unclear if heard is not None else ()) for n in one.numbers}
    meant = [line for line in lines if line.number in named] or list(lines)
    if len(meant) > 1:
        raise AnswerRefused(f"没有看出说的是哪一项。{_own(shares)}请按编号再写一遍，例如“1-3 进度60%”。")
    return (_told(words, meant[0], ctx),)


def _of_number(number: str, words: str, lines: Sequence[Line], shares: Sequence[Assigned], ctx: Context) -> Line:
    """The task of a number: its code, its number in the plan, or that of the list that the unit was sent."""
    by_share = {line.assignment_id: line for line in lines}
    in_plan = [by_share[s.assignment.id] for s in shares if codes.goes_by(s.task, number)]
    in_list = [line for line in lines if line.listed and str(line.number) == number]
    found = list({line.assignment_id: line for line in (*in_plan, *in_list)}.values())
    if len(found) == 1:
        return found[0]
    if not found:
        _refuse_closed(number, words, shares[0].assignment.unit_id, ctx)
        raise AnswerRefused(f"这个单位没有第{number}项。{_own(shares)}请按编号再写一遍。")
    code = {s.assignment.id: codes.of(s.task) for s in shares}
    listed = "、".join(f"{code[line.assignment_id]} {line.title}" for line in found)
    raise AnswerRefused(f"第{number}项可能是：{listed}。请按编号再写一遍。")


def _refuse_closed(number: str, words: str, unit_id: int | None, ctx: Context) -> None:
    """Raise AnswerRefused where the number is that of a task of the unit that is closed, with the way to open it."""
    part = registers.part(ctx.session, plans.of_seq(number))
    for plan, task in part.tasks():
        shared = plan.asks and any(share.unit_id == unit_id for share in task.asked_assignments)
        if shared and codes.goes_by(task, number) and (task.cancelled_at or progress.is_closed(task, ctx.now)):
            code = codes.of(task)
            if task.cancelled_at:
                raise AnswerRefused(f"{code} {task.title}已经取消，没有代录。要补记，请先恢复任务，再代录。")
            on = done_on(words, ctx.today) or ctx.today
            day = f"只改办结日期，请说“{code}办结日期改为{on.month}月{on.day}日，依据某某来电”；"
            again = f"要补记或改正别的，请先说“重新打开{code}，原因”，再代录。"
            raise AnswerRefused(f"{code} {task.title}已经办结，没有代录。{day}{again}")


_CODE = re.compile(r"(?<![\d月.])\d{1,4}-\d{1,4}(?![\d月日.%-])")


def _refuse_named_closed(words: str, unit_id: int | None, ctx: Context) -> None:
    """Raise AnswerRefused where words name a closed task of the unit by its code amid a sentence."""
    for code in _CODE.findall(words):
        _refuse_closed(code, words, unit_id, ctx)


def _own(shares: Sequence[Assigned]) -> str:
    listed = "、".join(f"{codes.of(share.task)} {share.task.title}" for share in shares[:_SHOWN])
    more = f"等{len(shares)}项" if len(shares) > _SHOWN else ""
    return f"它的任务：{listed}{more}。"


def _told(words: str, line: Line, ctx: Context) -> Held:
    if not words:
        raise AnswerRefused("没有写答复的内容。请写：单位 任务编号 答复，例如“县教委 1-3 进度60%，正在选址”。")
    unclear = understand(words, [replace(line.shown, number=1, listed=True)], ctx.today).unclear
    if any(one.kind is UnclearKind.LATER for one in unclear):
        raise AnswerRefused(_LATER)
    given = following.told(words, line, ctx.today)
    if given.kind is AnswerKind.EXTENSION and given.new_date is None:
        raise AnswerRefused("申请延期要说到哪一天，例如“延期到12月20日，设备到货推迟”。请连日期再写一遍。")
    return Held(line, following.as_figure(0, given) if line.indicator else given)
