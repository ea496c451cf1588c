"""Links as the office sees them: who has one, what waits to be passed on, and the files to pass them on with."""

import io
import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence

from config.settings import is_loopback
from messages import actions, dates, qr
from messages.message import Attachment, Button, Message, in_rows
from messages.workbook import write_table
from tasks_db.register.links import LinkLine, LinkList, LinkRules, Made
from tasks_db.terms import SeatRole

_SHOWN = 12
_KEPT = "系统不留链接，这里的今夜删除：请今天转交，或把文件存好。"
COLUMNS = ("单位", "席位", "姓名", "链接", "有效至", "今天要报")
_ZIPPED = (1980, 1, 1, 0, 0, 0)


def overview(value: LinkList, rules: LinkRules) -> Message:
    """Return who is reached by a link or could be, with buttons to make links and to note what was passed on."""
    if not value.lines:
        return Message("联络员和成员都有自己的渠道，不用链接。" + _vacant(value))
    alone = value.without_channel
    without = [line for line in alone if line.until is None]
    over = [line for line in alone if value.is_over(line)]
    head = f"没有渠道、用链接反馈的席位{len(alone)}个（{dates.as_of(value.as_of)}）："
    lines = [head, *(f"· {_line(value, line)}" for line in value.lines[:_SHOWN])]
    if len(value.lines) > _SHOWN:
        lines.append(f"……另有{len(value.lines) - _SHOWN}个")
    counts = (f"还没有链接{len(without)}个", f"过期{len(over)}个", f"今天待转交{len(value.waiting)}个")
    lines.append("，".join(counts) + "。" + _vacant(value))
    living = len(alone) - len(without)
    replaced = f"原有{living}个随之作废" if living else "现在还没有"
    lines.append(
        f"生成后得到一张表和每个席位一个二维码，用短信、微信或纸转给本人；{rules.days}个工作日内有效，{replaced}。"
        "只给一个单位：/links 单位。收回：/unlink 单位"
    )
    make = (Button(f"生成{len(alone)}个链接和二维码", actions.LINKS_MAKE),)
    rows: list[tuple[Button, ...]] = [make] if alone else []
    if value.waiting:
        rows.append((Button(f"今天的{len(value.waiting)}个都已转交", actions.LINKS_PASSED, (0,)),))
        units = {line.unit_id: line.unit for line in value.waiting[:_SHOWN]}
        buttons = [Button(f"已转交{unit[:10]}", actions.LINKS_PASSED, (i,)) for i, unit in units.items()]
        rows += in_rows(buttons, 2)
    return Message("\n".join(lines), tuple(rows))


def _vacant(value: LinkList) -> str:
    if not value.vacant:
        return ""
    more = f"等{len(value.vacant)}个" if len(value.vacant) > _SHOWN else ""
    return f"没有联络员的：{'、'.join(value.vacant[:_SHOWN])}{more}，请先登记姓名：/handover 单位 姓名。"


def state(value: LinkList, line: LinkLine) -> str:
    """还没有链接, 已过期 or until when it opens."""
    if line.until is None:
        return "还没有链接"
    return f"{dates.day(line.until)}已过期" if value.is_over(line) else f"有效至{dates.day(line.until)}"


def waits(line: LinkLine) -> str:
    """待转交 with how much is asked, or nothing."""
    return f"待转交{line.asks}项" if line.asks else ""


def _line(value: LinkList, line: LinkLine) -> str:
    beside = "已有渠道" if line.on_channel else ""
    words = (f"{line.unit}{line.role.zh} {line.person}：{state(value, line)}", waits(line), beside)
    return "，".join(word for word in words if word)


def made(value: Sequence[Made]) -> str:
    """Return the receipt of new links, and what is to be done with them."""
    asks = sum(1 for one in value if one.asks)
    return (
        f"{len(value)}个链接，有效至{dates.day(value[0].until)}；以前的都已作废。请转给本人，不要发到群里。"
        + (f"其中{asks}个今天有要报的，转交以后请点“已转交”。" if asks else "")
        + (" 办结和延期要填验证码：请和链接分开告诉本人。" if value[0].code else "")
        + _here_alone(value[0].url)
    )


def _here_alone(url: str) -> str:
    return "（这些链接只能在这台机器上打开，手机扫码打不开。）" if is_loopback(url) else ""


def made_files(value: Sequence[Made], day: str) -> tuple[Message, Message]:
    """Return the table of new links, and the pictures of all of them, as two messages."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as pack:
        for name, content in pictures(value):
            pack.writestr(zipfile.ZipInfo(name, _ZIPPED), content)
    table = Attachment(f"链接{day}.xlsx", link_table(value))
    passed = ((Button("都已转交", actions.LINKS_PASSED, (0,)),),) if any(one.asks for one in value) else ()
    return (
        Message(f"{made(value)}\n{_KEPT}", attachment=table, secret=True),
        Message(
            "每个席位一个二维码。", passed, attachment=Attachment(f"二维码{day}.zip", packed.getvalue()), secret=True
        ),
    )


def made_one(value: Made) -> Message:
    """Return one new link to be passed on, with its picture."""
    ((name, content),) = pictures([value])
    code = f"\n办结和延期的验证码（请另外告诉本人）：{value.code}" if value.code else ""
    text = (
        f"{value.unit}{value.role.zh}{value.person}的链接（有效至{dates.day(value.until)}，以前的已作废）：\n{value.url}{code}"
        f"\n请转给本人，不要发到群里。{_KEPT}{_here_alone(value.url)}"
    )
    return Message(text, attachment=Attachment(name, content), secret=True)


def link_table(value: Sequence[Made]) -> bytes:
    """Return new links as a table (.xlsx), with their codes where 办结 and 延期 ask for one."""
    codes = any(one.code for one in value)
    rows = [
        (one.unit, one.role.zh, one.person, one.url, dates.day(one.until), f"{one.asks}项" if one.asks else "")
        + ((one.code,) if codes else ())
        for one in value
    ]
    return write_table((*COLUMNS, "验证码") if codes else COLUMNS, rows)


def pictures(value: Sequence[Made]) -> Iterator[tuple[str, bytes]]:
    """Yield each link as a picture, named by its unit; by its seat too where a unit has two."""
    seats = Counter(one.unit for one in value)
    for one in value:
        name = one.unit if seats[one.unit] == 1 and one.role is SeatRole.LIAISON else f"{one.unit}{one.role.zh}"
        safe = "".join(c for c in name if c.isalnum() or c in "（）()-、") or "单位"
        lines = (f"{one.unit}{one.role.zh}", f"扫码反馈，有效至{dates.day(one.until)}")
        yield f"{safe}.png", qr.png(one.url, lines)


def passed(names: Sequence[str]) -> str:
    """Return the receipt of bundles that were passed on."""
    few = "、".join(names[:_SHOWN]) + (f"等{len(names)}人" if len(names) > _SHOWN else "")
    return f"已记为转交：{few}。"


def recalled(unit: str, count: int) -> str:
    """Return the receipt of links that were recalled."""
    return f"已收回{unit}的{count}个链接，打开只看到“不能用”。要再给一个：/links {unit}"
