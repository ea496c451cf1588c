"""Words that ask for the opinions that came in: 意见单子, 已答复的意见, 谁提了意见, 我提的意见."""

from tasks_db import lazy_re as re

_LISTS = re.compile(
    r"(?:查看?|看看?|列出?|导出|打开|给我)?(?:一下)?(?:所有|全部|大家提?的|各单位提?的|收到的)?(?:的)?"
    r"(?:意见(?:和建议|建议)?(?:单子?|列表|清单|一览表?|台账|登记|汇总|箱)"
    r"|(?P<state>已经?|待|没有?|未|还没有?)(?:答复|回复|处理|回)(?:了|过)?的意见(?:建议)?(?:有哪些|单子|列表)?"
    r"|(?:都)?(?:有)?(?:谁|哪些人|哪些单位|哪几家)(?:都)?提(?:了|过)?(?:哪些|什么)?意见"
    r"|(?:有|收到|提了)(?:了|过)?(?:哪些|什么|几条|多少条?)意见|意见(?:有哪些|都有哪些|有几条)"
    r"|意见(?:都)?(?:答复|回复|处理)(?:了吗|了没有?|情况|没有?)|我(?:们)?提?的意见(?:答复了吗|呢|怎么样了)?)[？?。]?"
)


def lists(text: str) -> str | None:
    """Return which opinions a text asks for: ``all``, ``answered`` or ``waiting``; None where it asks for no list."""
    found = _LISTS.fullmatch("".join(text.split()))
    if found is None:
        return None
    return "all" if not found["state"] else "answered" if found["state"].startswith("已") else "waiting"
