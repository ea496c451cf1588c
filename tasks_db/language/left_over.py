"""What is left: of tasks (其余无变化), or of the things that one of them counts (选址4处，其余正在协调)."""

from tasks_db import lazy_re as re
from tasks_db.language.numerals import CLASSIFIER

_OF_TASKS = re.compile("项|任务|工作|事项")
_AS_BEFORE = re.compile(
    r"\s*(?:均|都|也|仍|还是|暂)*(?:[无没未不]有?(?:什么|啥)?(?:新)?(?:变化|进展)|没(?:安排|轮到|顾上|(?:什么|啥)?动静)|老样子|签收|收到|按|正常|有序|推进|同上"
    r"|照旧|不变)"
)
_SHARED_OUT = re.compile(r"了\s*(?:\x00+\s*%|\x01+)")
"""到账了70%，剩下的月底拨: what is left is of the thing that was paid out."""
_SHARE = re.compile(r"\x00+\s*%|[一二三四五六七八九\x00]\s*成|半")
"""停车位划了一半，剩下的还在等图纸: what is left is of what was done in part."""
_IS_LEFT = re.compile(
    r"\s*(?:主要|就|也)?(?:是|归|还有|[还就只]差|只有|还剩)(?!\s*(?:老样|没|无|未|不|正|按|照|一样|那样|同|上|推进|在|都|点|些|困难|问题|第|[\d\x01]))"
)
"""剩下的是几家商户的摊子 tells what is left of the same task, and nothing of other tasks."""
_COUNTED_THING = re.compile(rf"\x01+\s*{CLASSIFIER}")


def is_of_item(masked: str, place: int, rest: re.Match[str], since: int | None) -> bool:
    """Return whether 其余 is what is left of the things just counted: 第3项已选址4处，其余正在协调.

    ``since`` is where the number or name before it ends, None where there is none.
    """
    if not rest["count"] and _IS_LEFT.match(masked, rest.end()):
        return True
    if rest["count"] or _OF_TASKS.search(rest.group()) or _AS_BEFORE.match(masked, rest.end()):
        return False
    clause = re.split("[。;；\n]", masked[since or 0 : place])[-1]
    part_done = since is None and rest.group().startswith(("剩", "余")) and _SHARE.search(clause)
    return (
        bool(part_done)
        or _COUNTED_THING.search(clause) is not None
        or (since is None and _SHARED_OUT.search(clause) is not None)
    )
