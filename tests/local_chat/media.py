"""What a file is: picture sizes read from the first bytes, and the kind of message that a file becomes."""

import mimetypes
import struct
from pathlib import PurePosixPath, PureWindowsPath
from typing import Final

from tests.local_chat.values import MediaKind

_VOICE: Final = {".ogg": "audio/ogg", ".oga": "audio/ogg", ".opus": "audio/ogg", ".m4a": "audio/mp4"}
_PNG: Final = b"\x89PNG\r\n\x1a\n"
_JPEG: Final = b"\xff\xd8"
_JPEG_NO_LENGTH: Final = frozenset({0x01, *range(0xD0, 0xD9)})
_JPEG_NO_SIZE: Final = frozenset({0xC4, 0xC8, 0xCC})  # tables that share the frame markers' numbers


def safe_name(name: str | None) -> str:
    """Return the last part of a file name, whatever path a sender put before it."""
    last = PurePosixPath(PureWindowsPath(name or "").name).name
    return "".join(character for character in last if character.isprintable())[:200] or "file"


def mime_of(name: str) -> str:
    """Return the type by the name alone; what a sender claims is not believed."""
    suffix = PurePosixPath(name).suffix.lower()
    return _VOICE.get(suffix) or mimetypes.guess_type(name)[0] or "application/octet-stream"


def kind_of(name: str, size: tuple[int, int] | None, *, as_document: bool) -> MediaKind:
    """Return how a person's upload is sent: a picture as photo, an audio note as voice, all else as document."""
    if as_document:
        return "document"
    if PurePosixPath(name).suffix.lower() in _VOICE:
        return "voice"
    return "photo" if size else "document"


def picture(content: bytes) -> tuple[str, int, int] | None:
    """Return type, width and height of a PNG or JPEG, None for anything else."""
    if content.startswith(_PNG) and content[12:16] == b"IHDR" and len(content) >= 24:
        width, height = struct.unpack(">II", content[16:24])
        return "image/png", width, height
    size = _jpeg_size(content) if content.startswith(_JPEG) else None
    return ("image/jpeg", *size) if size else None


def _jpeg_size(content: bytes) -> tuple[int, int] | None:
    position = len(_JPEG)
    while position + 9 <= len(content) and content[position] == 0xFF:
        marker = content[position + 1]
        if marker in _JPEG_NO_LENGTH:
            position += 2
            continue
        if 0xC0 <= marker <= 0xCF and marker not in _JPEG_NO_SIZE:
            height, width = struct.unpack(">HH", content[position + 5 : position + 9])
            return width, height
        position += 2 + struct.unpack(">H", content[position + 2 : position + 4])[0]
    return None
