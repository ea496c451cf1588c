"""Who is to be written to on a day to come, as an office asks it: 明天要给哪些人发，每人几项; 26日要发给谁."""

from datetime import date, timedelta

from tasks_db import lazy_re as re

_DAY = r"(?P<day>明天|明日|明早|明天上午|后天|下一?个?工作日|(?:(?P<month>\d{1,2})月)?(?P<date>\d{1,2})[日号])"
_SHOW = r"(?:请|先|帮我|把|将|我想|给我)*(?:看看?|列出|列|预览|查看?|告诉我)?(?:一下)?"
_WHO = r"(?:哪些人|哪些单位|哪几个人|哪几家|哪几位|什么人|谁|多少人|几个人|每人)"
_SENT = r"(?:发送|发出|发|催报|催|提醒|问|打扰|通知)"
_WHAT = r"(?:的)?(?:消息|提醒|信息|东西|名单|单子|清单|预览)"
_ASKS = tuple(
    re.compile(form)
    for form in (
        rf"(?:都|要|会|将|准备|上午|总共|一共)*(?:给|向|对|把)?{_WHO}(?:要|会|将|都|各)*(?:{_SENT}|收到)(?:什么|哪些|几项|多少)?(?:{_WHAT})?",
        rf"(?:都|要|会|将|准备|上午)*{_SENT}(?:给)?(?:{_WHO}|什么|哪些|几条|几项|多少)(?:人)?(?:{_WHAT})?",
        rf"(?:都|要|会|将|准备)*(?:{_SENT})?{_WHAT}(?:有哪些|是哪些|有多少)?",
        rf"(?:都|要|会|将|准备)*{_SENT}(?:的)(?:{_WHAT})?(?:有哪些|列给我|列出来|给我看看?)?",
        rf"(?:的)?发件单|(?:有)?{_WHO}(?:要|会|将)*收到(?:{_WHAT})?",
    )
)
_BESIDE = re.compile(
    r"(?:(?:分别|各|每人|每个人|都是|是)*(?:几|多少|哪几|哪些)[项条件个](?:任务)?|列(?:给我|出来)|今天(?:先)?(?:不要|别|不)发|先不(?:要)?发|免得.{0,10}"
    r"|(?:明天|那天)?是收集日|谢谢|麻烦了?)+"
)


def asks_ahead(text: str, today: date) -> date | None:
    """Return the day of which somebody asks to whom the program will write; None for other words.

    The next working day is given as today: whoever knows the calendar puts it off.
    """
    parts = [one for one in re.split(r"[，,。；;？?！!\s]+", text) if one]
    if not parts:
        return None
    head = re.match(rf"{_SHOW}{_DAY}", parts[0])
    if head is None:
        return None
    rest = [parts[0][head.end() :], *parts[1:]]
    asked = [one for one in rest if any(form.fullmatch(one) for form in _ASKS)]
    if not asked or any(one and one not in asked and not _BESIDE.fullmatch(one) for one in rest):
        return None
    return _day(head, today)


def _day(said: re.Match[str], today: date) -> date | None:
    if said["date"] is None:
        return today + timedelta(days=2 if said["day"] == "后天" else 0 if "工作日" in said["day"] else 1)
    month = int(said["month"] or today.month)
    try:
        day = date(today.year, month, int(said["date"]))
        return day if day >= today else day.replace(year=today.year + 1)
    except ValueError:
        return None
