"""What a sitting decided, when several matters are typed at once, and when a day is put right afterwards."""

from datetime import date

from messages import resolutions_text
from tasks_db.language.decisions import Owed, completed, several

UNITS = [(name, name) for name in ("县财政局", "县教育局", "县水利局")]
TODAY = date(2025, 11, 3)
FIRST, SECOND = "由县财政局在12月30日前提出资金安排意见", "由县教育局会同县水利局在2026年1月15日前完成校车排查"


def test_several_decisions_in_one_text_are_several() -> None:
    for text in (
        f"1. {FIRST}；2. {SECOND}",
        f"{FIRST}；{SECOND}。",
        f"{FIRST}\n{SECOND}",
        f"{FIRST}。{SECOND}。",
        f"一是{FIRST}；二是{SECOND}",
    ):
        found = [(said.text, said.lead, said.day) for _, said in several(text, UNITS, TODAY)]
        assert found == [
            (FIRST, "县财政局", date(2025, 12, 30)),
            (SECOND, "县教育局", date(2026, 1, 15)),
        ], text


def test_what_belongs_to_a_decision_is_none_of_its_own() -> None:
    for text in (
        FIRST,
        f"{FIRST}；县教育局配合",
        f"{FIRST}。资金从预备费列支。",
        "由县财政局牵头，12月30日前完成以下工作：1.摸清底数；2.提出意见",
    ):
        assert several(text, UNITS, TODAY) == (), text


def test_each_is_shown_before_it_counts() -> None:
    found = [said for _, said in several(f"{FIRST}；停车用地暂缓", UNITS, TODAY)]
    shown = resolutions_text.several(found, 3)
    assert shown.text == (
        "看出2项，都还没有记：\n"
        f"1. 议定：{FIRST}（牵头县财政局，2025年12月30日前）\n"
        "2. 暂缓：停车用地暂缓（没有看出牵头，没有日期）"
    )
    assert [one.label for row in shown.buttons for one in row] == ["分2项记", "记成一项"]


def test_a_day_or_a_lead_put_right_stands_in_the_minutes() -> None:
    money, day = "县财政局", date(2025, 12, 30)
    later = Owed(money, date(2026, 1, 31))
    said = completed(FIRST, Owed(money, day), later, UNITS, TODAY)
    assert said == "由县财政局在2026年1月31日前提出资金安排意见"
    # what was not named is added
    bare = completed("抓紧推进整治。", Owed(None, None), Owed(money, date(2025, 12, 19)), UNITS, TODAY)
    assert bare == "抓紧推进整治，由县财政局牵头，于12月19日前完成"
    # another lead stands where the first one stood; nothing else is touched
    other = completed(FIRST, Owed(money, day), Owed("县教育局", day), UNITS, TODAY)
    assert other == FIRST.replace(money, "县教育局")
    assert completed(FIRST, Owed(money, day), Owed(money, day), UNITS, TODAY) == FIRST


def test_the_day_of_a_decision_is_told_with_the_one_it_was_put_off_to() -> None:
    first = date(2025, 12, 20)
    assert resolutions_text.due(first, date(2025, 12, 31)) == "原时限2025年12月20日，延期至2025年12月31日"
    assert resolutions_text.due(first, first) == "2025年12月20日前"
