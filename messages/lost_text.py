"""A lost phone in words: what it opens, what letting it out does, and the code for another one."""

from collections.abc import Sequence

from messages import actions
from messages.message import Button, Message, in_rows
from tasks_db.register.lost import LetOut, Lost

_SHOWN = 8
_CHANNELS = {"telegram": "Telegram", "local": "网页", "page": "网页", "web": "网页"}
WHOSE = "谁的手机丢了、换了？请写姓名，例如“马致同的手机丢了”。自己的手机丢了：请办公室另一位来停用。"


def before(found: Sequence[Lost]) -> Message:
    """Ask before somebody is let out, with what that ends (R17); of several, whom."""
    if not found:
        return Message(f"席位上没有这个人。{WHOSE}各单位的席位见 /seats。")
    text = "\n".join(map(does, found[:_SHOWN]))
    label = "停用旧手机，给新邀请码" if len(found) == 1 else ""
    buttons = [Button(label or f"停用{one.person}的", actions.LET_OUT, (one.person_id,)) for one in found[:_SHOWN]]
    return Message(text, in_rows(buttons, 2))


def does(one: Lost) -> str:
    """Say what letting somebody out ends, who is told, and what is given."""
    ways = [f"网页登录{one.browsers}个"] if one.browsers else []
    ways += [f"{_CHANNELS.get(channel, channel)}的绑定" for channel in one.channels]
    ways += [f"填报链接{one.links}个"] if one.links else []
    ends = f"马上停用{'、'.join(ways)}" if ways else "现在没有登录和绑定"
    mail = f"邮箱 {one.mail} 不停：在丢失的手机上也能收信的，请另行取消。" if one.mail else ""
    return (
        f"{'、'.join(one.seats)}{one.person}：{ends}，旧手机上发的话不再算他的；同时给一个新邀请码，由您转给本人。"
        f"已报的内容都在，没办完的照旧。告知办公室其他人。不能撤销。{mail}"
    )


def let_out(value: LetOut, link: str | None) -> str:
    """Return the receipt: what was ended, and the new code with the ways to use it."""
    one = value.lost
    way = f"点开就能用：{link}\n或由本人" if link is not None else "由本人"
    return (
        f"已停用{one.person}的旧手机：旧的登录、绑定和链接都不能用了。\n"
        f"新邀请码：{value.code}（请当面或打电话交给本人，别发到旧手机上）\n"
        f"{way}在新手机上打开网页填写；用 Telegram 的发送：/start {value.code}\n"
        f"只能用一次。用之前，催报发不到{one.person}。"
    )
