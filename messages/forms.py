"""The form of the office's papers: what stands above and below the text, from the office's settings."""

from config.paper import PaperSettings
from tasks_db.lean_dataclass import dataclass

_settings = PaperSettings()

USUAL_FONTS = {
    "方正小标宋简体": "title_font",
    "仿宋_GB2312": "body_font",
    "黑体": "heading_font",
    "楷体_GB2312": "subheading_font",
}
"""The fonts that the shipped form names, each with the setting that gives another."""


def use(settings: PaperSettings) -> None:
    """Give papers this form from now on."""
    global _settings  # noqa: PLW0603 - one form for the process, chosen once at the start
    _settings = settings


def settings() -> PaperSettings:
    """Return the settings of papers."""
    return _settings


def fonts() -> dict[str, str]:
    """Return each font of the shipped form with the one that the office wants in its place."""
    return {usual: str(getattr(_settings, field)) for usual, field in USUAL_FONTS.items()}


def fonts_needed() -> str:
    """Return the sentence that says which fonts a paper names: they are not free, and files do not bring them."""
    return f"文件使用{'、'.join(fonts().values())}；电脑没有安装的字体会被替换，请先安装再打印。"


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above and below the text of one paper.

    ``marks`` are the lines of the head, ``issue`` 2025年第3期, ``number`` a letter's 文号; each is empty where the
    form has none. ``printed_by`` stands in 版记.
    """

    marks: tuple[str, ...]
    issue: str
    number: str
    recipients: str
    copies: str
    signature: str
    seal_unit: str
    sealed: bool
    note: str
    printed_by: str


def head(office: str, year: int, issue: int | None, seal_unit: str = "") -> Head:
    """Return the head and foot of a paper of ``office``; ``issue`` is None before it has a number.

    ``seal_unit`` is whose seal stands for the office's where the settings name none: a joint meeting has none (代章).
    """
    form = _settings
    number = str(issue) if issue is not None else "　"
    mark = form.head or (form.seal_unit if form.form == "letter" else office) or office
    marks = {"office": (form.head, form.kind) if form.head else (form.kind,), "letter": (mark,), "plain": ()}[
        form.form
    ]
    seal = form.seal_unit or seal_unit
    signature = form.signature or (mark if form.form == "letter" else office)
    return Head(
        marks=marks,
        issue=f"{year}年第{number}期" if form.form == "office" else "",
        number=form.number.format(year=year, number=number) if form.form == "letter" and form.number else "",
        recipients=form.recipients,
        copies=form.copies,
        signature=signature,
        seal_unit=seal if form.form != "letter" and seal not in signature else "",
        sealed=form.sealed or form.form == "letter",
        note=form.note,
        printed_by=signature,
    )
