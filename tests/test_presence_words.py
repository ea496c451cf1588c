"""Who was at a sitting, in the words in which an office writes it down."""

import pytest

from tasks_db.language.presence_words import presences
from tasks_db.language.sitting_words import SittingWordsError
from tasks_db.register.unit_names import Known, spellings
from tasks_db.terms import UnitKind

NAMES = ("县财政局", "县水利局", "县气象局", "县城管局", "县教育局", "县审计局")
UNITS = spellings([Known(n, name, UnitKind.UNIT, ()) for n, name in enumerate(NAMES, 1)])

TABLE = {
    "县财政局由副局长代，县水利局缺席，县气象局列席": "县财政局 委派 副局长/县水利局 缺席/县气象局 列席",
    "县教育局 请假\n县审计局 列席 张三": "县教育局 请假/县审计局 列席 张三",
    "县水利局、县城管局缺席": "县水利局 缺席/县城管局 缺席",
    "列席：县审计局、县气象局": "县审计局 列席/县气象局 列席",
    "县财政局请假，由副局长李明代": "县财政局 委派 副局长李明",
    "县财政局改为请假（副局长李明代）": "县财政局 委派 副局长李明",
    "县财政局派预算股王磊代，教育局没到": "县财政局 委派 预算股王磊/县教育局 缺席",
    "县财政局副局长李明、县教育局孙明出席": "县财政局 出席 副局长李明/县教育局 出席 孙明",
    "财政局李明出席县水利局缺席": "县财政局 出席 李明/县水利局 缺席",
    "县城管局没来，其余都到了": "县城管局 缺席/其余 出席",
    "1县民政局列席": "1县民政局 列席",
}


@pytest.mark.parametrize(("text", "said"), TABLE.items(), ids=TABLE)
def test_presence_is_written_down_in_plain_words(text: str, said: str) -> None:
    found = presences(text, UNITS)
    assert "/".join(" ".join(filter(None, (one.unit or "其余", one.how.zh, one.who))) for one in found) == said


@pytest.mark.parametrize("text", ["县财政局", "县财政局副局长李明，县水利局缺席", "其余再说", "今天都很顺利", "  "])
def test_words_that_leave_somebodys_presence_open_are_refused_whole(text: str) -> None:
    with pytest.raises(SittingWordsError, match="可以这样写：县财政局由副局长代"):
        presences(text, UNITS)
