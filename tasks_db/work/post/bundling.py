"""Planned bundles are written down, with their asks."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlmodel import Session

from tasks_db.register.reminders import Bundle
from tasks_db.store import asking
from tasks_db.terms import NoticeKind, NoticeState


def write_bundles(session: Session, bundles: Sequence[Bundle]) -> list[Bundle]:
    """Write planned bundles and their asks, and return those that are new.

    Those that another worker wrote meanwhile stay as they are.
    """
    rows = [
        notice_row(bundle.holder.person_id, bundle.day, bundle.send_at, passed_on=not bundle.holder.on_channel)
        for bundle in bundles
    ]
    notices = asking.write_notices(session, rows)
    new = [bundle for bundle in bundles if bundle.holder.person_id in notices]
    asking.write_asks(session, [row for bundle in new for row in _asks(bundle, notices[bundle.holder.person_id])])
    return new


def notice_row(person_id: int, day: date, send_at: datetime, *, passed_on: bool = False) -> dict[str, Any]:
    """Return the row of a bundle that waits to be sent, or to be ``passed_on`` by the office (待转交)."""
    return {
        "person_id": person_id,
        "kind": NoticeKind.BUNDLE,
        "working_day": day,
        "state": NoticeState.TO_PASS_ON if passed_on else NoticeState.PENDING,
        "send_at": send_at,
        "buttons": [],
        "numbers": [],
        "about": [],
        "doubtful": 0,
        "attempts": 0,
    }


def _asks(bundle: Bundle, notice_id: int) -> list[dict[str, Any]]:
    return [
        {
            "due_id": due_id,
            "seat_id": ask.seat.id,
            "rung": rung.name,
            "rung_date": rung.day,
            "notice_id": notice_id,
            "merged": merged,
        }
        for ask in bundle.asks
        for due_id, rung, merged in (
            (ask.line.due.id, ask.rung, False),
            *((due_id, rung, True) for due_id, rung in ask.overtaken()),
        )
    ]
