"""What somebody does in their conversation, as events: told once, stored before it is confirmed (R3)."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final

from bot.channels.base import EditedText, Event, FileRef, Files, Press, Text, Where, Who
from bot.channels.events import update_of
from bot.channels.web.media import new_file
from bot.channels.web.values import CAPTION_MOST, TEXT_MOST, PageError
from tasks_db.register.authority import SYSTEM
from tasks_db.register.page import Bubble
from tasks_db.register.updates import Update
from tasks_db.work.desk import Desk
from tasks_db.work.post import page

_KEY: Final = re.compile(r"[0-9A-Za-z_-]{8,64}")
_OLD_BUTTON: Final = "这个按钮已经更新，请看最新的消息。"


class Chat:
    """One person's conversation."""

    def __init__(self, desk: Desk, who: Who) -> None:
        """Let ``who`` speak, over the rows of ``desk``."""
        self._desk, self._who = desk, who

    async def say(self, key: str, text: str, reply_to: int | None) -> list[Bubble]:
        """Say something; the same ``key`` is said once. Raises PageError for nothing, and for too much."""
        words = _words(text, TEXT_MOST)
        if not words:
            raise PageError(400, "还没有写内容。")

        def told(said: Sequence[Bubble]) -> Update:
            number, ref, quoted, at = self._origin(key, said)
            where = Where(self._who.address)
            return update_of(Text(id=number, who=self._who, where=where, ref=ref, reply_to=quoted, at=at, text=words))

        return await self._desk.doing(
            SYSTEM, page.hear, self._who.address, _checked(key), words, reply_to, (), told, datetime.now(UTC)
        )

    async def send_files(
        self, key: str, uploads: Sequence[tuple[str, bytes]], caption: str, reply_to: int | None
    ) -> list[Bubble]:
        """Send files, each as ``(name, content)``, with words; raises PageError where one is empty."""
        if not uploads or not all(content for _, content in uploads):
            raise PageError(400, "这个文件是空的，请换一个。")
        words = _words(caption, CAPTION_MOST)
        files = [new_file(name, content) for name, content in uploads]

        def told(said: Sequence[Bubble]) -> Update:
            number, ref, quoted, at = self._origin(key, said)
            refs = tuple(FileRef(one.file.id, one.file.name, one.file.size) for one in said if one.file is not None)
            where = Where(self._who.address)
            return update_of(
                Files(
                    id=number,
                    who=self._who,
                    where=where,
                    ref=ref,
                    reply_to=quoted,
                    at=at,
                    files=refs,
                    caption=words,
                )
            )

        return await self._desk.doing(
            SYSTEM, page.hear, self._who.address, _checked(key), words, reply_to, files, told, datetime.now(UTC)
        )

    async def correct(self, key: str, message_id: int, text: str) -> Bubble:
        """Change the last thing that was said; raises PageError for any other message."""
        words = _words(text, TEXT_MOST)
        if not words:
            raise PageError(400, "还没有写内容。")

        def told(said: Sequence[Bubble]) -> Update:
            number, ref, quoted, at = self._origin(key, said)
            where = Where(self._who.address)
            return update_of(
                EditedText(id=number, who=self._who, where=where, ref=ref, reply_to=quoted, at=at, text=words)
            )

        _checked(key)
        changed = await self._desk.doing(
            SYSTEM, page.correct, self._who.address, message_id, words, told, datetime.now(UTC)
        )
        if changed is None:
            raise PageError(409, "只能修改自己最后发出的一条，请另发一条说明。")
        return changed

    async def press(self, key: str, message_id: int, token: str) -> None:
        """Press a button; raises PageError where the message has no such button (any more)."""
        wall = datetime.now(UTC)
        pressed = Press(
            id=self._number(_checked(key)),
            who=self._who,
            where=Where(self._who.address),
            ref=str(message_id),
            at=wall,
            token=token,
        )
        if not await self._desk.doing(
            SYSTEM, page.press, self._who.address, message_id, token, update_of(pressed), wall
        ):
            raise PageError(409, _OLD_BUTTON)

    def _number(self, key: str) -> str:
        return f"{self._who.address.value}:{key}"

    def _origin(self, key: str, said: Sequence[Bubble]) -> tuple[str, str, str | None, datetime]:
        first = said[0]
        quoted = str(first.reply_to) if first.reply_to is not None else None
        return self._number(key), str(first.id), quoted, datetime.now(UTC)


def greeting_for(who: Who, key: str) -> Event:
    """Return what lets the office greet somebody who has just signed in: as if they had opened the chat."""
    return Text(
        id=f"{who.address.value}:{key}", who=who, where=Where(who.address), at=datetime.now(UTC), text="/start"
    )


def _checked(key: str) -> str:
    if not _KEY.fullmatch(key):
        raise PageError(400, "请求读不出来，请刷新页面后再试。")
    return key


def _words(text: str, most: int) -> str:
    text = text.strip()
    if len(text) > most:
        raise PageError(413, f"太长了：最多 {most} 个字，现在有 {len(text)} 个，请分几次发。")
    return text
