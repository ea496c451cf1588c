"""What a file is that comes in or goes out on the page: its clean name, its type and size, told from its content."""

import struct
from pathlib import PurePosixPath, PureWindowsPath
from typing import Final
from urllib.parse import quote

from starlette.responses import Response

from tasks_db.register.page import NewFile

INLINE: Final = frozenset({"image/png", "image/jpeg"})
"""What a browser may show; everything else is handed over as bytes to be saved."""

_BYTES: Final = "application/octet-stream"
_PNG: Final = b"\x89PNG\r\n\x1a\n"
_JPEG: Final = b"\xff\xd8"
_JPEG_NO_LENGTH: Final = frozenset({0x01, *range(0xD0, 0xD9)})
_JPEG_NO_SIZE: Final = frozenset({0xC4, 0xC8, 0xCC})  # tables that share the frame markers' numbers
_NAME_MOST: Final = 200


def new_file(name: str | None, content: bytes) -> NewFile:
    """Return a file as it is kept; what its sender says of its type is not believed."""
    found = picture(content)
    mime, width, height = found or (_BYTES, 0, 0)
    return NewFile(safe_name(name), mime, content, width, height)


def file_response(name: str, mime: str, content: bytes) -> Response:
    """Return a file as a browser may have it: a picture to be shown, anything else to be saved, nothing to be run."""
    inline = mime in INLINE
    shown = "inline" if inline else "attachment"
    return Response(
        content,
        media_type=mime if inline else _BYTES,
        headers={
            "content-disposition": f"{shown}; filename*=utf-8''{quote(name)}",
            "content-security-policy": "default-src 'none'; sandbox",
            "cache-control": "private, max-age=3600",
        },
    )


def safe_name(name: str | None) -> str:
    """Return the last part of a file name, whatever path a sender put before it."""
    last = PurePosixPath(PureWindowsPath(name or "").name).name
    clean = "".join(character for character in last if character.isprintable())
    if len(clean) > _NAME_MOST:
        suffix = PurePosixPath(clean).suffix[:10]
        clean = clean[: _NAME_MOST - len(suffix)] + suffix
    return clean or "文件"


def picture(content: bytes) -> tuple[str, int, int] | None:
    """Return type, width and height of a PNG or JPEG, None for anything else."""
    if content.startswith(_PNG) and content[12:16] == b"IHDR" and len(content) >= 24:  # noqa: PLR2004 - the IHDR chunk's fixed place
        width, height = struct.unpack(">II", content[16:24])
        return "image/png", width, height
    size = _jpeg_size(content) if content.startswith(_JPEG) else None
    return ("image/jpeg", *size) if size else None


def _jpeg_size(content: bytes) -> tuple[int, int] | None:
    position = len(_JPEG)
    while position + 9 <= len(content) and content[position] == 0xFF:  # noqa: PLR2004 - every marker starts so
        marker = content[position + 1]
        if marker in _JPEG_NO_LENGTH:
            position += 2
            continue
        if 0xC0 <= marker <= 0xCF and marker not in _JPEG_NO_SIZE:  # noqa: PLR2004 - start of frame
            height, width = struct.unpack(">HH", content[position + 5 : position + 9])
            return width, height
        position += 2 + struct.unpack(">H", content[position + 2 : position + 4])[0]
    return None
