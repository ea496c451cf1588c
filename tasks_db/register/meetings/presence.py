"""Who was at a sitting: as the notice was answered until somebody says otherwise, and who is off its list."""

from dataclasses import replace

from tasks_db.register.meetings.values import Attendee, Sitting
from tasks_db.register.refusals import MeetingRefused
from tasks_db.terms import Presence, Reply


def as_held(sitting: Sitting) -> Sitting:
    """Return a sitting with everybody as the minutes list them as long as nobody says otherwise.

    Whoever signed in, and what the office wrote down, stands; the others are there as they answered the notice. A
    unit that neither answered nor signed in is neither present nor absent: its presence stays None until it is asked.
    """
    return replace(sitting, attendees=tuple(_by_reply(one) for one in sitting.attendees))


def taken_off(sitting: Sitting, unit_id: int, unit: str, how: Presence | None, words: str) -> bool:
    """Return whether a unit leaves the list of a sitting: it was not called, and is said not to have been there.

    ``how`` is None where the words take it off. Raises MeetingRefused for one that was called, unless the words take
    back to 未反馈 what was written of it, and for one that is not on the list.
    """
    if sitting.was_called(unit_id):
        if how is None and "未反馈" not in words:
            raise MeetingRefused(
                f"{unit}收到过这次会议的通知，不能从名单里去掉。没有来的写“{unit}缺席”，请了假的写“{unit}请假”，"
                f"还没有问清的写“{unit}未反馈”。"
            )
        return False
    if how not in {None, Presence.ABSENT}:
        return False
    if not any(one.unit_id == unit_id for one in sitting.attendees):
        raise MeetingRefused(f"{unit}没有收到会议通知，出席名单里也没有，不用去掉，也不记缺席。")
    return True


def _by_words(one: Attendee) -> Presence | None:
    """How a unit is there by its answer: whoever is away and sends somebody is there by them (委派)."""
    comes = one.reply is Reply.ATTEND or (one.reply is Reply.LEAVE and one.delegate)
    if comes and one.observer:
        return Presence.OBSERVER
    if one.reply is Reply.LEAVE:
        return Presence.SUBSTITUTE if one.delegate else Presence.LEAVE
    return Presence.PRESENT if comes else None


def _by_reply(one: Attendee) -> Attendee:
    presence = one.presence or _by_words(one)
    if one.attended or presence in {None, Presence.ABSENT}:
        return replace(one, presence=presence)
    return replace(
        one, presence=presence, attended=one.delegate or ("" if presence is Presence.LEAVE else one.person)
    )
