"""Who was at a sitting, in the words in which an office writes it down."""

import pytest

from tasks_db.language.presence_words import presences
from tasks_db.language.sitting_words import SittingWordsError
from tasks_db.register.unit_names import Known, spellings
from tasks_db.terms import UnitKind

NAMES = ("县财政局", "县水利局", "县气象局", "县城管局", "县教育局", "县审计局")
UNITS = spellings([Known(n, name, UnitKind.UNIT, ()) for n, name in enumerate(NAMES, 1)])

TABLE: dict[str, str | None] = {
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
    "县教育局临时换成副局长 苏景行参加": "县教育局 出席 副局长 苏景行",
    "换成副局长孟川参加的是县财政局": None,
    "县财政局换成副局长孟川参加": "县财政局 出席 副局长孟川",
    "县教育局由副局长 苏景行代": "县教育局 委派 副局长 苏景行",
    "县教育局改派副局长苏景行代为参会": "县教育局 委派 副局长苏景行",
    "县教育局没有列席": "县教育局 缺席",
    "县教育局没有参加": "县教育局 缺席",
    "去掉县教育局": "县教育局 去掉",
    "删去县教育局列席": "县教育局 去掉",
    "把县教育局从出席名单里去掉": "县教育局 去掉",
    "县教育局从列席名单中删除": "县教育局 去掉",
    "县教育局不参会": "县教育局 去掉",
    "县教育局不是参会单位": "县教育局 去掉",
    "县教育局不在名单里": "县教育局 去掉",
    "教育局记错了，删掉": "县教育局 去掉",
    "县教育局不列": "县教育局 去掉",
    "县教育局没有通知": "县教育局 去掉",
    "县教育局是误登的": "县教育局 去掉",
    "县教育局未反馈": "县教育局 去掉",
    "多记了县教育局、县审计局": "县教育局 去掉/县审计局 去掉",
    "县教育局登记错了，宋清越到会了": "县教育局 出席 宋清越",
    "县教育局记错了，由副局长宋清越代": "县教育局 委派 副局长宋清越",
    "县教育局换成副局长代替局长参加": None,
    "县教育局好像没说": None,
}


@pytest.mark.parametrize(("text", "said"), TABLE.items(), ids=TABLE)
def test_presence_is_written_down_in_plain_words(text: str, said: str | None) -> None:
    if said is None:  # a change of person that is not plain is asked about, and no verb is taken for a name
        with pytest.raises(SittingWordsError):
            presences(text, UNITS)
        return
    found = presences(text, UNITS)
    told = [(one.unit or "其余", one.how.zh if one.how else "去掉", one.who) for one in found]
    assert "/".join(" ".join(filter(None, one)) for one in told) == said


@pytest.mark.parametrize("text", ["县财政局", "县财政局副局长李明，县水利局缺席", "其余再说", "今天都很顺利", "  "])
def test_words_that_leave_somebodys_presence_open_are_refused_whole(text: str) -> None:
    with pytest.raises(SittingWordsError, match="可以这样写：县财政局由副局长代"):
        presences(text, UNITS)
