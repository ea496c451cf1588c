"""What stands on the buttons of a sitting, typed: 登记出席, 记一项：…, 把纪要送审, 同意签发会议通知."""

from tasks_db import lazy_re as re
from tasks_db.language.typed import typed

_FORMS = {
    "定时间地点": r"定(?:会议)?时间(?:和|、)?地点",
    "定主持人": r"定主持人?",
    "定参会单位": r"定参会单位",
    "拟议程": r"(?:重新)?拟议程",
    "通知核稿": r"(?:会议)?通知核稿|核稿会议通知",
    "签发通知": r"(?:同意)?签发会议通知|(?:同意)?会议通知签发",
    "发会议通知": r"发(?:出|送)?会议通知|会议通知发出去?",
    "登记出席": r"登记出席(?:情况)?|出席登记",
    "更正出席": r"(?:先)?更正出席(?:情况)?",
    "撤销登记": r"撤销(?:出席)?登记",
    "记一项": r"(?:再)?记一[项条](?:议定事项)?|记议定事项|议定事项",
    "记会议要求": r"记会议要求|会议要求",
    "纪要送审": r"(?:会议)?纪要(?:稿)?(?:送审|送签|报签|送召集人签发?)|送审(?:会议)?纪要",
    "签发纪要": r"(?:同意)?签发(?:会议)?纪要|(?:同意)?(?:会议)?纪要签发",
    "印发纪要": r"印发(?:会议)?纪要|(?:会议)?纪要印发",
    "补发调整后的议程": r"(?:会议)?议程有?(?:调整|改|变动?)了?,?请?(?:补发|重发|再发)(?:会议)?(?:补充)?通知?|"
    r"(?:补发|重发|再发)(?:一下)?(?:(?:调整|改|变动?|修改)后?的|新的?)?(?:会议)?(?:议程|补充通知)|"
    r"(?:补发|重发|再发)(?:(?:调整|修改|改)后的)(?:会议)?通知|发(?:会议)?补充通知|"
    r"(?:会议)?(?:议程(?:调整|改|变|有变)了?,?)?(?:把)?(?:(?:调整|改|修改|变)(?:后|过|好)?的|新的?)(?:会议)?议程(?:再)?"
    r"(?:补发|发|通知|告知|告诉)(?:给|到)?(?:一下)?(?:各|所有|全部|参会|有关|的|单位|部门|家|大家|他们)*",
}
_HEAD = r"(?:请|麻烦|现在|我要|帮我)*(?:把|将)?(?:(?:这次|本次)?会议\d*的)?(?:会议\d+)?"
_TAIL = r"(?:吧|了)?"
_ALL = {
    label: re.compile(rf"{_HEAD}(?:{form}){_TAIL}(?:\s*[。!]?|[:\s,]\s*(?P<rest>.+))", re.DOTALL)
    for label, form in _FORMS.items()
}
_TAKES_TEXT = frozenset({"定时间地点", "定主持人", "定参会单位", "登记出席", "更正出席", "记一项", "记会议要求"})
_COLON_ONLY = frozenset({"记会议要求", "记一项"})
"""会议要求 and 议定事项 alone are asked about elsewhere."""
_LONGEST = 500


def labelled(text: str) -> tuple[str, str] | None:
    """Return which button of a sitting a text names, and the words that follow it; None for any other text."""
    source = typed(text)
    if not source.plain or len(source.plain) > _LONGEST:
        return None
    for label, form in _ALL.items():
        found = form.fullmatch(source.plain)
        if found is None:
            continue
        rest = source.own(*found.span("rest")).strip() if found["rest"] else ""
        if rest and label not in _TAKES_TEXT:
            return None
        bare = source.plain.startswith(("会议要求", "议定事项"))
        if label in _COLON_ONLY and bare and not rest:
            return None
        return label, rest
    return None
