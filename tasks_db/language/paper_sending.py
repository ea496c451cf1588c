"""Words that want an issued digest sent to the units: 把通报发给各成员单位, 发通报, 2025年第1期通报怎么分送."""

from tasks_db import lazy_re as re

_WHICH = r"(?:这|那|本|上|最新|新|刚才?|已经?|印发|核好|签发|进展|情况|工作|的|一|[份期]|(?:\d{4}年)?第?\d{1,3}期)*"
_PAPER = rf"{_WHICH}通报(?:文件|正文|稿|的?Word|\d{{1,4}})*"
_SEND = r"(?:转?发|下发|分发|群发|发送|推送|分送|抄送|寄送|送)"
_ASK = (
    r"(?:请|怎么样?|如何|怎样|能不能|可不可以|可以|能|一下|帮[我忙]|自动|直接|现在|都|吗|呢|了|吧|出?去"
    r"|[，,。？?！!\s])*"
)
_TO = r"(?:(?:给|到|送?至)(?!我|群|会议群)[^，,：:]{1,24}?)"
_SENDS = (
    re.compile(rf"{_ASK}(?:把|将){_PAPER}{_ASK}{_SEND}(?:{_TO}|{_ASK}){_ASK}"),
    re.compile(rf"{_ASK}{_PAPER}{_ASK}(?:怎么|如何|怎样|能不能|可以|要){_ASK}{_SEND}{_TO}?{_ASK}"),
    re.compile(rf"{_ASK}{_SEND}{_PAPER}{_TO}?{_ASK}"),
    re.compile(rf"{_ASK}(?:给|向)(?!我)[^，,：:]{{1,24}}?{_SEND}{_PAPER}{_ASK}"),
)


def asks_to_send(text: str) -> bool:
    """Return whether words want a digest sent to units, and say nothing else; not 发给我, 发到群里."""
    return any(form.fullmatch(text.strip()) is not None for form in _SENDS)
