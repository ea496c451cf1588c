"""A link as a picture that a phone reads (QR), with whose it is below.

segno draws it: plain Python that needs nothing else, tried against the standard (ISO/IEC 18004), and kept. qrcode
asks for Pillow and more, and draws no better; pyqrcode has not been kept for years.
"""

import io
from collections.abc import Sequence

from messages.picture import font

_DOT = 10
_QUIET = 4
"""The standard's white edge, in dots."""
_SIZES = (34, 28, 24, 20, 16)
_LINE = 46


def png(url: str, lines: Sequence[str]) -> bytes:
    """Return the picture of a link as a .png with some lines below it; it is read where a seventh of it is lost."""
    import segno  # noqa: PLC0415 - few commands draw
    from PIL import Image, ImageDraw  # noqa: PLC0415 - as above

    drawn = io.BytesIO()
    segno.make_qr(url, error="m").save(drawn, kind="png", scale=_DOT, border=_QUIET)
    code = Image.open(drawn).convert("L")
    sheet = Image.new("L", (code.width, code.height + _LINE * len(lines)), 255)
    sheet.paste(code, (0, 0))
    pen = ImageDraw.Draw(sheet)
    for number, line in enumerate(lines):
        size = next((s for s in _SIZES if font(s).getlength(line) <= code.width - 2 * _DOT), _SIZES[-1])
        middle = (code.width / 2, code.height + _LINE * number)
        pen.text(middle, line, fill=0, font=font(size), anchor="ma")
    out = io.BytesIO()
    sheet.save(out, "PNG", optimize=True)
    return out.getvalue()


def svg(url: str) -> str:
    """Return the picture of a link as a drawing that stands in a page."""
    import segno  # noqa: PLC0415 - as above

    drawn: str = segno.make_qr(url, error="m").svg_inline(scale=3, border=_QUIET, light="#fff")
    return drawn
