"""Documents and photos between the bot and the people of the local chat, and the limits on them."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from telegram import InputFile
from telegram.error import BadRequest, NetworkError

from tests.local_chat import Limits
from tests.local_chat_world import PEOPLE, WU, World, open_world, png


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    async with open_world(tmp_path) as opened:
        yield opened


async def test_a_document_of_the_bot_is_downloaded_with_its_chinese_name(world: World) -> None:
    sent = await world.bot.send_document(WU, b"digest", caption="通报", filename="进展通报.docx")
    assert sent.document is not None
    assert (sent.document.file_name, sent.document.file_size, sent.caption) == ("进展通报.docx", 6, "通报")
    answer = await world.page.get(f"/page/files/{sent.document.file_id}")
    assert answer.content == b"digest"
    assert answer.headers["content-disposition"].startswith("attachment")
    assert "%E8%BF%9B%E5%B1%95%E9%80%9A%E6%8A%A5.docx" in answer.headers["content-disposition"]
    again = await world.bot.send_document(PEOPLE[0].user_id, sent.document.file_id)
    assert again.document == sent.document


async def test_a_file_may_be_attached_by_name(world: World) -> None:
    sent = await world.bot.send_document(WU, InputFile(b"digest", "通报.txt", attach=True))
    assert sent.document is not None
    assert sent.document.file_name == "通报.txt"


async def test_a_document_of_a_person_reaches_the_bot_whole(world: World) -> None:
    content = bytes(range(256)) * 5000
    await world.uploaded(WU, "台账.xlsx", content, caption="本月台账")
    message = (await world.next_update()).message
    assert message is not None
    assert message.document is not None
    assert (message.document.file_name, message.caption) == ("台账.xlsx", "本月台账")
    file = await message.document.get_file()
    assert bytes(await file.download_as_bytearray()) == content


@pytest.mark.parametrize(
    ("name", "content", "fields", "kind"),
    [
        ("现场.png", png(40, 30), {}, "photo"),
        ("现场.png", png(40, 30), {"as_document": "true"}, "document"),
        ("假的.png", b"not a picture", {}, "document"),
        ("画.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", {}, "document"),
        ("留言.ogg", b"OggS", {}, "voice"),
        ("留言.m4a", b"ftyp", {}, "voice"),
    ],
)
async def test_an_upload_becomes_the_kind_of_message_that_it_is(
    world: World, name: str, content: bytes, fields: dict[str, str], kind: str
) -> None:
    await world.uploaded(WU, name, content, **fields)
    message = (await world.next_update()).message
    assert message is not None
    assert [each for each in ("photo", "document", "voice") if getattr(message, each)] == [kind]
    if message.photo:
        assert (message.photo[0].width, message.photo[0].height) == (40, 30)


async def test_a_photo_of_the_bot_is_shown_and_what_is_no_picture_is_refused(world: World) -> None:
    sent = await world.bot.send_photo(WU, png(8, 6), caption="图")
    answer = await world.page.get(f"/page/files/{sent.photo[0].file_id}")
    assert (answer.headers["content-type"], answer.content) == ("image/png", png(8, 6))
    with pytest.raises(BadRequest, match="Image_process_failed"):
        await world.bot.send_photo(WU, b"<html>")


async def test_the_bot_cannot_download_more_than_the_limit(tmp_path: Path) -> None:
    async with open_world(tmp_path, limits=Limits(download_bytes=10)) as world:
        await world.uploaded(WU, "大.pdf", b"x" * 11)
        message = (await world.next_update()).message
        assert message is not None
        assert message.document is not None
        with pytest.raises(BadRequest, match="File is too big"):
            await message.document.get_file()


async def test_an_upload_of_the_bot_beyond_the_limit_is_refused(tmp_path: Path) -> None:
    async with open_world(tmp_path, limits=Limits(upload_bytes=0)) as world:
        with pytest.raises(NetworkError):
            await world.bot.send_document(WU, b"x" * 2_000_000)
        assert await world.seen(WU) == []


async def test_photos_sent_at_once_are_one_album_that_arrives_photo_by_photo(world: World) -> None:
    photos = [(f"现场{number}.png", png(8 + number, 6)) for number in range(3)]
    shown = await world.uploaded_together(WU, photos, caption="第1项现场")
    arrived = [update.message for update in await world.waiting()]
    assert [message.message_id for message in arrived if message] == [one["message_id"] for one in shown]
    assert [message.photo[0].width for message in arrived if message] == [8, 9, 10]
    assert [message.caption for message in arrived if message] == ["第1项现场", None, None]
    albums = {message.media_group_id for message in arrived if message}
    assert len(albums) == 1
    assert None not in albums
    await world.uploaded_together(WU, photos[:2])
    again = {update.message.media_group_id for update in await world.waiting() if update.message}
    assert len(again) == 1
    assert again.isdisjoint(albums)


async def test_photos_and_documents_are_albums_of_their_own_and_one_file_is_none(world: World) -> None:
    await world.uploaded_together(
        WU,
        [
            ("甲.png", png(8, 6)),
            ("台账.xlsx", b"1"),
            ("乙.png", png(8, 6)),
            ("清单.xlsx", b"2"),
            ("留言.ogg", b"OggS"),
        ],
    )
    arrived = [update.message for update in await world.waiting()]
    photo, table, again, other, voice = [message.media_group_id for message in arrived if message]
    assert (photo, table, voice) == (again, other, None)
    assert len({photo, table, None}) == 3
    await world.uploaded(WU, "丙.png", png(8, 6))
    alone = (await world.next_update()).message
    assert alone is not None
    assert alone.media_group_id is None
