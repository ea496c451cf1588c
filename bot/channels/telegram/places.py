"""Where something is said on Telegram: a chat, and in a forum one topic of it.

A topic is a conversation of its own, written ``chat/topic`` as an address, so that an answer stands where it was
asked for. General has no topic.
"""

from bot.channels.telegram import NAME
from tasks_db.lean_dataclass import dataclass
from tasks_db.register.people import Address


@dataclass(frozen=True, slots=True)
class Place:
    """A chat by its id or name; ``topic`` is the thread's id in a forum, None elsewhere and in General."""

    chat: str
    topic: int | None = None

    @classmethod
    def of(cls, address: Address) -> "Place":
        """Return the place that an address of Telegram names."""
        chat, _, topic = address.value.partition("/")
        return cls(chat, int(topic) if topic else None)

    @property
    def address(self) -> Address:
        """The address that names this place."""
        return Address(NAME, self.chat if self.topic is None else f"{self.chat}/{self.topic}")
