"""Commands of the chat as the office's pages say them: in Chinese words that lead to the place of the page."""

import re
from typing import Final
from urllib.parse import quote

from markupsafe import Markup, escape

_OFFICE: Final = "/office"
_PAPERS: Final = f"{_OFFICE}/papers"
_PEOPLE: Final = f"{_OFFICE}/people"
_SAID: Final = {
    "overdue": "逾期任务",
    "progress": "任务进展",
    "unreported": "未报送单位",
    "indicators": "指标完成情况",
    "task": "查看任务",
    "opinion": "意见",
    "rules": "议事规则",
    "evaluation": "年度评估报告",
}
"""What has no place of its own: it is asked for in words on the first page."""
_PLACES: Final = {
    "plans": (_OFFICE, "方案"),
    "desk": (_OFFICE, "待办"),
    "give": (_OFFICE, "领导交办"),
    "review": (f"{_OFFICE}/review", "审核"),
    "phone": (f"{_OFFICE}/review#phone", "代录"),
    "preview": (f"{_OFFICE}/outbox", "发件"),
    "outbox": (f"{_OFFICE}/outbox", "发件"),
    "put_off": (f"{_OFFICE}/outbox#put-off", "缓催"),
    "burden": (f"{_OFFICE}/outbox#burden", "各单位每月收到的"),
    "seats": (_PEOPLE, "单位和人员"),
    "links": (f"{_PEOPLE}#links", "链接"),
    "unlink": (f"{_PEOPLE}#links", "链接"),
    "invite": (_PEOPLE, "单位和人员"),
    "handover": (_PEOPLE, "单位和人员"),
    "deputy": (_PEOPLE, "单位和人员"),
    "mail": (_PEOPLE, "单位和人员"),
    "month": (_PEOPLE, "单位和人员"),
    "rename": (_PEOPLE, "单位和人员"),
    "merge": (_PEOPLE, "单位和人员"),
    "end_unit": (_PEOPLE, "单位和人员"),
    "browsers": (f"{_PEOPLE}#browsers", "登录着的浏览器"),
    "digest": (f"{_PAPERS}#digest", "通报"),
    "papers": (f"{_PAPERS}#papers", "公文"),
    "letters": (f"{_PAPERS}#letters", "发函"),
    "notices": (f"{_PAPERS}#notices", "通知"),
    "notice": (f"{_PAPERS}#notices", "通知"),
    "sittings": (f"{_PAPERS}#sittings", "会议"),
    "filings": (f"{_PAPERS}#filings", "备案"),
    "ledger": (f"{_PAPERS}#ledger", "导出台账"),
    "forms": (f"{_PAPERS}#ledger", "导出填报表"),
    "test": (_PEOPLE, "单位和人员"),
    "help": ("/", "对话"),
    "mine": ("/", "对话"),
    **{name: (f"{_OFFICE}#words", words) for name, words in _SAID.items()},
}
_COMMAND: Final = re.compile(
    r"(?:(?P<verb>发送[ ：]?|发 )| )?/(?:plan (?P<plan>\d{1,9})|(?P<place>"
    + "|".join(sorted(_PLACES, key=len, reverse=True))
    + r")(?![a-z])(?: 单位)?(?: 姓名)?) ?"
)


_CODE: Final = re.compile(r"(?P<plan>\d{1,9})-(?P<seq>[^\s<>\"']{1,20})(?= )")


def _of(found: re.Match[str]) -> tuple[str, str]:
    if found["plan"]:
        return f"{_OFFICE}/plans/{found['plan']}", f"方案{found['plan']}"
    return _PLACES[found["place"]]


def linked(text: str) -> Markup:
    """Return a sentence in which every command that it names is a link to the place that shows the same."""

    def link(found: re.Match[str]) -> str:
        path, words = _of(found)
        return f'{"到" if found["verb"] else ""}<a href="{path}">{words}</a>'

    return Markup(_COMMAND.sub(link, str(escape(text))))  # noqa: S704 - escaped before, and what is put in is ours


def coded(text: str) -> Markup:
    """Return a line in which the code of a task that it begins with (1-5) leads to its row in the plan."""
    found = _CODE.match(text)
    if found is None:
        return escape(text)
    link = f'<a href="{_OFFICE}/plans/{found["plan"]}#n{quote(found["seq"])}">{escape(found[0])}</a>'
    return Markup(link) + escape(text[found.end() :])  # noqa: S704 - its parts are escaped


def named(text: str) -> str:
    """Return a sentence in which every command that it names is said in words."""
    return _COMMAND.sub(lambda found: f"{'到' if found['verb'] else ''}{_of(found)[1]}", text)
