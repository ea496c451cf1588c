"""Checks of ``reply_markup`` with Telegram's limits and Telegram's words."""

from collections.abc import Mapping
from typing import Final

from tests.local_chat.values import Json, bad_request

CALLBACK_DATA_BYTES: Final = 64
MOST_BUTTONS: Final = 100


def checked_markup(raw: object) -> Json | None:
    """Return the markup to keep: an inline keyboard, a forced reply, or None when there is nothing to show."""
    if raw is None or raw == {}:
        return None
    if not isinstance(raw, Mapping):
        raise bad_request("object expected as reply markup")
    if "inline_keyboard" in raw:
        return _inline_keyboard(raw["inline_keyboard"])
    if raw.get("force_reply") is True:
        placeholder = raw.get("input_field_placeholder")
        return {"force_reply": True, "input_field_placeholder": placeholder or ""}
    if raw.get("remove_keyboard") is True:
        return None
    raise bad_request("unsupported reply markup: the local chat shows inline keyboards and forced replies")


def _inline_keyboard(rows: object) -> Json | None:
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request('can\'t parse inline keyboard: Field "inline_keyboard" must be an Array of Arrays')
    keyboard = [[_button(button) for button in row] for row in rows if row]
    if sum(len(row) for row in keyboard) > MOST_BUTTONS:
        raise bad_request("reply markup is too long")
    return {"inline_keyboard": keyboard} if keyboard else None


def _button(raw: object) -> Json:
    if not isinstance(raw, Mapping) or not isinstance(raw.get("text"), str) or not raw["text"].strip():
        raise bad_request('can\'t parse inline keyboard button: Field "text" must be a non-empty String')
    data, url = raw.get("callback_data"), raw.get("url")
    if isinstance(data, str):
        if not 1 <= len(data.encode()) <= CALLBACK_DATA_BYTES:
            raise bad_request("BUTTON_DATA_INVALID")
        return {"text": raw["text"], "callback_data": data}
    if isinstance(url, str):
        if not url.lower().startswith(("http://", "https://")):
            raise bad_request(f"inline keyboard button URL '{url}' is invalid: Unsupported URL protocol")
        return {"text": raw["text"], "url": url}
    raise bad_request("BUTTON_TYPE_INVALID")


def has_button(markup: Json | None, data: str) -> bool:
    """Say whether a keyboard has a button with this data."""
    rows = (markup or {}).get("inline_keyboard", [])
    return any(button.get("callback_data") == data for row in rows for button in row)
