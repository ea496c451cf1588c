"""Stored values in the Bot API's forms."""

from bot.sample.local_chat.values import Bot, Json, Message, Person, StoredFile


def bot_user(bot: Bot) -> Json:
    return {"id": bot.user_id, "is_bot": True, "first_name": bot.name, "username": bot.username}


def user(person: Person) -> Json:
    return {"id": person.user_id, "is_bot": False, "first_name": person.name, "language_code": "zh-hans"}


def chat(person: Person) -> Json:
    return {"id": person.user_id, "type": "private", "first_name": person.name}


def message(bot: Bot, person: Person, told: Message) -> Json:
    """Return one message without the message that it replies to."""
    body: Json = {
        "message_id": told.message_id,
        "date": told.date,
        "chat": chat(person),
        "from": bot_user(bot) if told.from_bot else user(person),
    }
    if told.edit_date is not None:
        body["edit_date"] = told.edit_date
    if told.markup and "inline_keyboard" in told.markup:
        body["reply_markup"] = told.markup
    if told.file:
        body |= _media(told.file)
    words, entities = ("caption", "caption_entities") if told.file else ("text", "entities")
    if told.rich.text:
        body[words] = told.rich.text
    if told.rich.entities:
        body[entities] = [entity.as_json() for entity in told.rich.entities]
    return body


def _media(file: StoredFile) -> Json:
    base: Json = {"file_id": file.file_id, "file_unique_id": unique_id(file), "file_size": file.size}
    if file.kind == "photo":
        return {"photo": [base | {"width": file.width, "height": file.height}]}
    if file.kind == "voice":
        # nothing here decodes sound, so the length is not known
        return {"voice": base | {"duration": 0, "mime_type": file.mime}}
    return {"document": base | {"file_name": file.name, "mime_type": file.mime}}


def unique_id(file: StoredFile) -> str:
    return f"u{file.file_id[:14]}"


def membership(bot: Bot, *, blocked: bool) -> Json:
    """Return the bot's own standing in a private chat: kicked is what a block looks like."""
    standing: Json = {"user": bot_user(bot)}
    return standing | ({"status": "kicked", "until_date": 0} if blocked else {"status": "member"})
