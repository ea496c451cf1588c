"""Figures of indicators as people send them: "6 38.5", one or many in a message, each behind the number it is for."""

from collections.abc import Collection

from tasks_db import lazy_re as re

_MARK = re.compile(r"[;；\n]+")
_SENT = re.compile(
    r"(?P<number>\d{1,3})\s*(?:[、:：]|\s|是|为)\s*(?P<figure>-?\d+(?:\.\d+)?)\s*(?:[%％‰]|个|家|所|人|张)?[。.]?"
)
_FIGURE = re.compile(r"-?\d+(?:\.\d+)?")


def measured(text: str, indicators: Collection[int]) -> dict[int, str] | None:
    """Number → figure, where a text is nothing but figures for indicators that the person was shown; else None."""
    found: dict[int, str] = {}
    for part in filter(None, (p.strip() for p in _MARK.split(text))):
        sent = _SENT.fullmatch(part)
        number = int(sent["number"]) if sent else 0
        if sent is None or number not in indicators or number in found:
            return None
        found[number] = sent["figure"]
    return found or None


def only_figure(text: str, number: int = 0) -> str | None:
    """The one figure in a text about the task shown as ``number`` (0: none is shown); None for none or several."""
    rest = re.sub(rf"^\D*{number}(?![\d.])", "", text) if number else text
    figures = _FIGURE.findall(rest)
    return figures[0] if len(figures) == 1 else None
