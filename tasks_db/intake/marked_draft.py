"""Whether a paper is a draft by its title or its file's name; apart, since whoever loads a plan reads no papers."""

from tasks_db import lazy_re as re

# in a table's title or a file's name: 方案（公开征求意见稿）, 方案-送审稿; 条例草案起草工作方案 is no draft
_MARKED_DRAFT = re.compile(
    r"[（(〔\[【][^（()）]{0,8}(?:征求意见|讨论稿|送审稿|草案|代拟稿|初稿)[^（()）]{0,8}[）)〕\]】]"
    r"|(?:征求意见稿|讨论稿|送审稿|草案|代拟稿|初稿)[》”\d\s_-]*$"
)


def is_marked_draft(title: str) -> bool:
    """Return whether a title or a file's name without its ending says that the paper is a draft (征求意见稿)."""
    return _MARKED_DRAFT.search(title.strip()) is not None
