"""What is said to the units beside a chase: 催一下县公安局的1-11，今天下班前报."""

from tasks_db import lazy_re as re
from tasks_db.language.typed import typed
from tasks_db.lean_dataclass import dataclass


@dataclass(frozen=True, slots=True)
class ChaseWithWords:
    """An order to chase, as typed, and the ``words`` beside it that are meant for the units."""

    order: str
    words: str


_CHASED = re.compile(
    r"(?P<order>(?:请|再|帮我|麻烦|赶紧|马上)*(?:催|催办|催报|提醒)(?:一?催|一下|下|办|报|促)*[^，,；;。\n]{2,80}?)[，,；;。]\s*"
    r"(?P<words>(?:请|务必|要求|让|他们?|它们?|一定|最迟|都)*[^，,；;。\n]{0,16}?(?:前|内|上班|下班|今天|明天|今晚|尽快|抓紧|马上|立即)"
    r"(?:务必|一定|要|就|都|把)*[^，,；;。\n]{0,10}?(?:报|报送|报来|上报|反馈|回复|答复|交|办完|完成)(?:来|上来|过来|齐|到位|了)?)[。.!！\s]*"
)


def chase_with_words(text: str) -> ChaseWithWords | None:
    """Return a chase and what its units are to be told beside it; None for other words."""
    said = _CHASED.fullmatch(typed(text).plain.strip())
    return None if said is None else ChaseWithWords(said["order"], said["words"].strip())
