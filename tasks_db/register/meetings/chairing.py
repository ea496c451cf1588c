"""Who chairs a sitting: the convenor, or whom the convenor delegates; kept as minutes say it (受召集人委托，…)."""

from collections.abc import Sequence

from tasks_db.language.chair_words import Chairing
from tasks_db.register.meetings.values import Body
from tasks_db.register.people import SeatLine
from tasks_db.register.refusals import MeetingRefused
from tasks_db.terms import SeatRole

_END = "委托，"
_EXAMPLE = "请写主持人的职务和姓名，例如：县府办副主任 王青。"
_NAME = range(2, 4)
"""How many characters a person's name alone has."""
_POSTS = ("长", "任", "员", "人")


def chair(body: Body, lines: Sequence[SeatLine], said: Chairing) -> str:
    """Return who chairs as it is kept and printed, from what was typed and the seats of the body.

    A post alone is completed by its name, a name on the list by its post. A deputy convenor chairs by delegation of
    the convenor, whether the words say so or not. Raises MeetingRefused where a post or a name leaves it open.
    """
    head, deputy = body.title(SeatRole.CONVENOR), body.title(SeatRole.DEPUTY_CONVENOR)
    if not said.who:
        raise MeetingRefused(_EXAMPLE)
    if said.who == deputy:
        return delegated(head, f"{deputy}{_only(deputy, lines)}")
    convenors = _names(lines, SeatRole.CONVENOR)
    if said.who == head or said.who.removeprefix(head).strip() in convenors:
        name = said.who.removeprefix(head).strip() or next(iter(convenors), "")
        return f"{head}{name}"
    who = _with_post(body, lines, said.who)
    if said.delegated and who == said.who and len(who) in _NAME and not who.endswith(_POSTS):
        raise MeetingRefused(f"名单上没有{who}。{_EXAMPLE}")
    return delegated(head, who) if said.delegated or who.startswith(deputy) else who


def _with_post(body: Body, lines: Sequence[SeatLine], name: str) -> str:
    """A person of the list by their name, with the post before it; the deputy convenor's is that."""
    own = [line for line in lines if line.person == name]
    if not own:
        return name
    line = next((one for one in own if one.role is SeatRole.DEPUTY_CONVENOR), own[0])
    if line.role is SeatRole.DEPUTY_CONVENOR:
        return f"{body.title(line.role)}{name}"
    unit = "" if line.post.startswith(line.unit) else line.unit
    return f"{unit}{line.post or body.title(line.role)}{name}"


def _names(lines: Sequence[SeatLine], role: SeatRole) -> list[str]:
    return list(dict.fromkeys(line.person for line in lines if line.role is role and line.person))


def _only(deputy: str, lines: Sequence[SeatLine]) -> str:
    names = _names(lines, SeatRole.DEPUTY_CONVENOR)
    if not names:
        raise MeetingRefused(f"名单上没有{deputy}。{_EXAMPLE}")
    if len(names) > 1:
        raise MeetingRefused(
            f"{deputy}有{len(names)}位：{'、'.join(names)}。请写由哪一位主持，例如：{deputy}{names[0]}。"
        )
    return names[0]


def delegated(head: str, who: str) -> str:
    """Return a chair who is delegated by the head of the body, as minutes say it."""
    return f"受{head}{_END}{who}"


def parted(kept: str) -> tuple[str, str]:
    """Return by whose delegation somebody chairs (受召集人委托), empty without one, and who it is."""
    by, end, who = kept.partition(_END)
    return (f"{by}{_END[:-1]}", who) if end and by.startswith("受") else ("", kept)
