"""The next step below an answer: chase, look at it otherwise, take it along as a file."""

from dataclasses import replace

from messages import actions
from messages.message import Button, Message, in_rows
from tasks_db.language.questions import QuestionKind
from tasks_db.register.queries import Answer, Filters, encode

_K = QuestionKind
_CHASED = frozenset({_K.UNREPORTED, _K.OVERDUE})
_AS_FILE = frozenset(
    {_K.OVERDUE, _K.PROGRESS, _K.UNREPORTED, _K.DUE, _K.FINISHED, _K.COORDINATION, _K.INDICATORS, _K.CHANGES}
)
_TURNING = frozenset({actions.PAGE, actions.BY_UNIT})
_NEXT: dict[QuestionKind, tuple[tuple[str, QuestionKind], ...]] = {
    _K.TALLY: (("逾期任务", _K.OVERDUE), ("未报送单位", _K.UNREPORTED), ("需协调事项", _K.COORDINATION)),
    _K.PROGRESS: (("逾期任务", _K.OVERDUE),),
    _K.DUE: (("未报送单位", _K.UNREPORTED),),
    _K.CHANGES: (("未报送单位", _K.UNREPORTED),),
    _K.SIGNED: (("未报送单位", _K.UNREPORTED), ("联系不上的单位", _K.VACANT)),
}
_AFTER_NONE: dict[QuestionKind, tuple[tuple[str, QuestionKind], ...]] = {
    _K.OVERDUE: (("未报送单位", _K.UNREPORTED), ("总体情况", _K.TALLY)),
}
"""What is looked at next where there is nothing of a kind."""


def with_steps(
    message: Message,
    kind: QuestionKind,
    answer: Answer[object],
    *,
    office: bool,
    convenor: bool,
    by_unit: bool = False,
) -> Message:
    """Return an answer with the buttons of what its reader may do next."""
    if not answer.rows and not answer.beside:
        return replace(message, buttons=(*message.buttons, *_after_none(kind, answer)))
    filters = answer.filters
    steps: list[Button] = []
    if kind in _CHASED and (office or convenor):
        steps.append(
            Button("催一催" if office else "请办公室催办", actions.CHASE_THOSE, (kind.value, encode(filters)))
        )
    if kind is _K.UNREPORTED and not answer.narrowed:
        label, action = ("逐条看", actions.PAGE) if by_unit else ("按单位", actions.BY_UNIT)
        steps.append(Button(label, action, (kind.value, encode(filters), 0)))
    if kind is _K.REQUESTS and (office or convenor):
        steps.append(Button("去审核", actions.REVIEW, (0,)))
    if kind is _K.VACANT and office:
        steps.append(Button("生成全部邀请码（表格）", actions.INVITE_ALL))
    narrowed = replace(Filters(), unit_ids=filters.unit_ids, leader=filters.leader, section=filters.section)
    for label, then in _NEXT.get(kind, ()):
        units = then is _K.UNREPORTED and not (answer.narrowed or narrowed.unit_ids)
        steps.append(Button(label, actions.BY_UNIT if units else actions.PAGE, (then.value, encode(narrowed), 0)))
    if kind in _AS_FILE and (office or convenor):
        steps.append(Button("导出表格", actions.QUERY_FILE, (kind.value, encode(filters))))
    return replace(message, buttons=(*message.buttons, *in_rows(steps, 3)))


def _after_none(kind: QuestionKind, answer: Answer[object]) -> tuple[tuple[Button, ...], ...]:
    if answer.narrowed:
        return ()
    everything = encode(Filters())
    steps = [
        Button(label, actions.BY_UNIT if then is _K.UNREPORTED else actions.PAGE, (then.value, everything, 0))
        for label, then in _AFTER_NONE.get(kind, ())
    ]
    return in_rows(steps, 2)


def for_group(message: Message) -> Message:
    """Return an answer with the buttons that turn its pages alone."""
    turning = (tuple(b for b in row if b.action in _TURNING) for row in message.buttons)
    return replace(message, buttons=tuple(row for row in turning if row))
