"""Where a text parts into clauses: at the end of a sentence, and at a comma that is none inside a number."""

from tasks_db import lazy_re as re

COMMA = r"(?:(?<!\d)[，,]|[，,](?!\d{3}(?!\d)))"
"""A pattern for a comma between clauses: not that of 12,500, but that of 已完成，126处 is one."""

CLAUSES = re.compile(rf"{COMMA}|[。；;！!\n]+")
