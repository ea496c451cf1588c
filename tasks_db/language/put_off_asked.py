"""Questions after what was put off: 县水利局缓催记录, 为什么没有催水利局, 谁定的县水利局缓催."""

from enum import Enum

from tasks_db import lazy_re as re


class Asked(Enum):
    """What is asked: for the record of what was put off, or why somebody was not asked, for which that may be why."""

    RECORD = "record"
    WHY = "why"


_PUT_OFF = r"(?:缓催|暂缓催[报办]?|暂不催|停催|推迟(?:催报?|提醒|报送)|晚点再报)"
_BOOKS = r"(?:记录|历史|经过|来历|留痕|明细|台账|依据|理由|原因|情况)"
_RECORD = (
    re.compile(rf"{_PUT_OFF}.{{0,8}}?{_BOOKS}"),
    re.compile(rf"(?:谁|哪个|何人|什么人|为什么|为何|怎么|什么时候|哪天|何时|几时).{{0,30}}?{_PUT_OFF}"),
    re.compile(
        rf"{_PUT_OFF}.{{0,12}}?"
        r"(?:谁|哪个人|何人|什么人|为什么|为何|什么时候|哪天|何时|几时|多久|到期没|过没有|过吗|几次)"
    ),
    re.compile(rf"(?:有没有|是否|是不是|曾).{{0,20}}?{_PUT_OFF}"),
)
_WHY = re.compile(
    r"(?:为什么|为啥|为何|怎么|什么原因|凭什么|谁.{0,3}(?:让|叫|定|说|同意|批准)).{0,30}?"
    r"(?:没有?|不|别|未|停)(?:再|去|人|怎么|给)*(?:催(?![化生])|提醒|问(?!题)|追)"
)
_NOW = re.compile(r"(?:现在|目前|哪些|哪几|有哪|在缓催)")


def asked(text: str) -> Asked | None:
    """Return what is asked about answers that were put off; None for other words and for 哪些缓催, what is so now."""
    said = text.strip()
    if any(form.search(said) is not None for form in _RECORD):
        return None if _NOW.search(said) is not None and "为" not in said and "谁" not in said else Asked.RECORD
    return Asked.WHY if _WHY.search(said) is not None else None
