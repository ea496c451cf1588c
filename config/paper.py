"""How the office's papers look: form, head, recipients, signature, fonts (``[paper]`` in ``lianxi.toml``)."""

from typing import Literal

from pydantic import BaseModel, ConfigDict


class PaperSettings(BaseModel):
    """``form``: ``office`` (办公室工作通报), ``letter`` (函 of the leading bureau), ``plain`` (without a head).

    What is empty is taken from the joint meeting. ``kind`` is printed large above the paper, ``head`` above that.
    ``number`` is the 文号 of the form 函, with ``{year}`` and ``{number}`` in it; ``letter_number`` that of 提醒函,
    催办单 and 督办单, with ``{word}`` (提, 催, 督) beside them. ``seal_unit`` is the unit whose seal stands for the
    office's (代章); ``sealed`` places the signature for a seal. ``note`` is 附注. ``reply_hours`` is how many working
    hours those who are named have to answer before a paper is signed.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    form: Literal["office", "letter", "plain"] = "office"
    head: str = ""
    kind: str = "工作通报"
    number: str = ""
    letter_number: str = "联席{word}〔{year}〕{number}号"
    recipients: str = "各成员单位，各有关单位"
    copies: str = ""
    signature: str = ""
    seal_unit: str = ""
    sealed: bool = False
    note: str = ""
    title_font: str = "方正小标宋简体"
    body_font: str = "仿宋_GB2312"
    heading_font: str = "黑体"
    subheading_font: str = "楷体_GB2312"
    reply_hours: int = 8
