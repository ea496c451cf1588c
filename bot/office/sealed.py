"""Buttons that confirm: each one confirms what was read back on its own card, and nothing that was read back since.

What was read back waits in one place a person. So the button carries a seal of it, and is stale once something else
waits there.
"""

import json
from dataclasses import replace
from hashlib import sha256

from messages import actions
from tasks_db.register.notice import Answer
from tasks_db.work.post.conversation import Waiting

CONFIRMS = frozenset(
    {
        actions.ORDER, actions.DESK_ORDER, actions.NO_ORDER, actions.NOTICE_NOW, actions.FILING_GO,
        actions.TABLE_REPLACES, actions.RENAME, actions.MERGE, actions.DEPUTY_SEAT, actions.DEPUTY_GO,
        actions.GIVE_NOW, actions.MOVE_ALL, actions.CANCEL_NOW, actions.PUT_OFF_ONE, actions.PUT_OFF_GO,
        actions.ORDER_OF,
        actions.SHEET_TAKE, actions.LEDGER_TAKE, actions.FILLED_TAKE, actions.BACK_PAGE, actions.SHEET_PAGE,
    }
)  # fmt: skip
"""What does, or lets go of, that which waits for the person who presses."""
_MARK = "~"
_LENGTH = 6


def confirms(said: Answer) -> bool:
    """Return whether a message has a button that confirms."""
    return any(action in CONFIRMS for row in said.buttons for _, action, _ in row)


def sealed(said: Answer, waiting: Waiting | None) -> Answer:
    """Return a message whose buttons that confirm do so for what waits now."""
    seal = _seal(waiting)
    rows = tuple(
        tuple((label, action, (*args, seal) if action in CONFIRMS else args) for label, action, args in row)
        for row in said.buttons
    )
    return replace(said, buttons=rows)


def opened(args: tuple[str, ...]) -> tuple[tuple[str, ...], str | None]:
    """Return the arguments of a pressed button without its seal, and the seal; None for a button without one."""
    if args and args[-1].startswith(_MARK):
        return args[:-1], args[-1]
    return args, None


def holds(seal: str | None, waiting: Waiting | None) -> bool:
    """Return whether what a button was sealed for still waits."""
    return seal is None or seal == _seal(waiting)


def _seal(waiting: Waiting | None) -> str:
    if waiting is None:
        return _MARK
    kept = json.dumps([waiting.kind, waiting.args], sort_keys=True, default=str)
    return _MARK + sha256(kept.encode()).hexdigest()[:_LENGTH]
