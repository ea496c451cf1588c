"""OFD documents made by hand: packages of XML parts, by the rules of GB/T 33190."""

from collections.abc import Iterable, Sequence
from html import escape

from tests.reader_samples import Rule, Text, archive

_OFD = "http://www.ofdspec.org/2016"
_MILLIMETRE = 25.4 / 72  # of a point
_WIDTH, _HEIGHT = 210, 297
_ASCENT = 0.86

Drawn = Text | Rule | str  # an object as XML is drawn as it is


def _part(root: str, inside: str) -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?><ofd:{root} xmlns:ofd="{_OFD}">{inside}</ofd:{root}>'


def text_object(one: Text, more: str = "") -> str:
    """Return a text whose characters are as wide as they are high."""
    size = one.size * _MILLIMETRE
    steps = f' DeltaX="g {len(one.text) - 1} {size:.4f}"' if len(one.text) > 1 else ""
    box = f"{one.x * _MILLIMETRE:.4f} {one.y * _MILLIMETRE:.4f} {len(one.text) * size:.4f} {size:.4f}"
    return (
        f'<ofd:TextObject ID="9" Boundary="{box}" Font="1" Size="{size:.4f}"{more}>'
        f'<ofd:TextCode X="0" Y="{_ASCENT * size:.4f}"{steps}>{escape(one.text)}</ofd:TextCode></ofd:TextObject>'
    )


def path_object(one: Rule) -> str:
    """Return a line."""
    x0, y0, x1, y1 = (value * _MILLIMETRE for value in (one.x0, one.y0, one.x1, one.y1))
    path = f"M 0 0 L {x1 - x0:.4f} {y1 - y0:.4f}"
    box = f"{x0:.4f} {y0:.4f} {x1 - x0:.4f} {y1 - y0:.4f}"
    return (
        f'<ofd:PathObject ID="9" Boundary="{box}" LineWidth="0.2">'
        f"<ofd:AbbreviatedData>{path}</ofd:AbbreviatedData></ofd:PathObject>"
    )


def page_part(drawn: Iterable[Drawn], head: str = "") -> str:
    """Return a page, or a template, that draws these."""
    objects = "".join(
        text_object(one) if isinstance(one, Text) else path_object(one) if isinstance(one, Rule) else one
        for one in drawn
    )
    return _part("Page", f'{head}<ofd:Content><ofd:Layer ID="2">{objects}</ofd:Layer></ofd:Content>')


def ofd(
    *documents: Sequence[Sequence[Drawn]],
    template: Sequence[Drawn] = (),
    common: str = "",
    more: dict[str, str | bytes] | None = None,
) -> bytes:
    """Return a package of these documents, each a list of pages; ``template`` lies under each page.

    ``common`` stands among the common data of each document, ``more`` are further parts.
    """
    parts: dict[str, str | bytes] = {}
    bodies = ""
    for number, pages in enumerate(documents):
        folder = f"Doc_{number}"
        bodies += f"<ofd:DocBody><ofd:DocInfo/><ofd:DocRoot>{folder}/Document.xml</ofd:DocRoot></ofd:DocBody>"
        listed = head = below = ""
        if template:
            parts[f"{folder}/Tpls/Tpl_0/Content.xml"] = page_part(template)
            below = '<ofd:TemplatePage ID="3" BaseLoc="Tpls/Tpl_0/Content.xml"/>'
            head = '<ofd:Template TemplateID="3" ZOrder="Background"/>'
        for n, drawn in enumerate(pages):
            listed += f'<ofd:Page ID="{n + 10}" BaseLoc="Pages/Page_{n}/Content.xml"/>'
            parts[f"{folder}/Pages/Page_{n}/Content.xml"] = page_part(drawn, head)
        box = f"<ofd:PhysicalBox>0 0 {_WIDTH} {_HEIGHT}</ofd:PhysicalBox>"
        parts[f"{folder}/Document.xml"] = _part(
            "Document",
            f"<ofd:CommonData><ofd:PageArea>{box}</ofd:PageArea>{common}{below}</ofd:CommonData>"
            f"<ofd:Pages>{listed}</ofd:Pages>",
        )
    return archive({"OFD.xml": _part("OFD", bodies), **parts, **(more or {})})
