"""A receipt that stands before something else: 收到。具体要我们做什么呢; 两项都收到。管理办法上个月就印发了."""

from dataclasses import replace

from tasks_db import lazy_re as re
from tasks_db.language import UnclearKind
from tasks_db.language.small_talk import is_receipt
from tasks_db.register.hearing import Heard
from tasks_db.terms import AnswerKind


def signs_and_asks(heard: Heard) -> bool:
    """Return whether a text signs for what was sent and asks about it, and tells nothing else."""
    asks = bool(heard.unclear) and all(item.kind is UnclearKind.QUESTION for item in heard.unclear)
    return asks and only_signs(replace(heard, unclear=()))


def only_signs(heard: Heard) -> bool:
    """Return whether a text signs for what was sent, and says nothing else."""
    signs = bool(heard.sure) and all(held.given.kind is AnswerKind.RECEIVED for held in heard.sure)
    return signs and not (heard.unsure or heard.undated or heard.unclear)


_BEFORE = re.compile(
    r"(?P<receipt>(?:全部|以上)?(?:[\d一二两三四五六七八九十]+[项个件条])?(?:都|均|全)?(?P<signs>[^，,。;；！!？?\n]{1,8}))"
    r"[，,。;；！!\n]\s*(?P<rest>.*\S)",
    re.DOTALL,
)


def receipt_before(text: str) -> tuple[str, str] | None:
    """Return the receipt that a text begins with and what is said behind it; None where it begins otherwise."""
    found = _BEFORE.fullmatch(text.strip())
    return (found["receipt"], found["rest"]) if found is not None and is_receipt(found["signs"]) else None
