"""The grammar of dates and rounds: phrases and what they mean, and phrases that mean no date at all."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks_db.intake import deadlines
from tasks_db.intake.deadlines import Context, readings
from tasks_db.intake.recurrences import is_standing, is_standing_cell, recurrences

ISSUED = Context(issued_on=date(2025, 3, 10))

DATES = [
    ("到2025年，全部建成", "2025-12-31"),
    ("至2025年建成", "2025-12-31"),
    ("2025年底建成", "2025-12-31"),
    ("2025年年底前建成", "2025-12-31"),
    ("到2024年底，建成", "2024-12-31"),
    ("2021年底前", "2021-12-31"),
    ("于2021年12月底前出台", "2021-12-31"),
    ("二〇二五年底", "2025-12-31"),
    ("２０２５年１２月底前", "2025-12-31"),
    ("2025 年 6 月底前", "2025-06-30"),
    ("2024年2月底前", "2024-02-29"),
    ("2025年2月末", "2025-02-28"),
    ("到“十四五”末", "2025-12-31"),
    ("到“十五五”期末", "2030-12-31"),
    ("力争2024年项目开工", "2024-12-31"),
    ("2027年，覆盖率达到60%", "2027-12-31"),
    ("确保2026年全面完成", "2026-12-31"),
    ("于2024年8月9日前提出", "2024-08-09"),
    ("2025年10月1日之前", "2025-10-01"),
    ("2025年6月前", "2025-05-31"),
    ("2025年6月，完成验收", "2025-06-30"),
    ("2024年9月上旬完成", "2024-09-10"),
    ("2024年9月中旬前", "2024-09-20"),
    ("2024年9月下旬", "2024-09-30"),
    ("2025年上半年", "2025-06-30"),
    ("2025年下半年", "2025-12-31"),
    ("2025年第三季度", "2025-09-30"),
    ("2025年一季度末", "2025-03-31"),
    ("2023—2025年全县建成30所", "2025-12-31"),
    ("2025年至2027年", "2027-12-31"),
    ("2025年内", "2025-12-31"),
    ("2025年度内", "2025-12-31"),
    ("2025年前", "2024-12-31"),
    ("2024年3月至6月", "2024-06-30"),
    ("2024年3—6月", "2024-06-30"),
    ("今年底前", "2025-12-31"),
    ("年底前完成", "2025-12-31"),
    ("明年6月底前", "2026-06-30"),
    ("6月底前", "2025-06-30"),
    ("5月15日前", "2025-05-15"),
    ("印发之日起30日内", "2025-04-09"),
    ("印发后三个月内", "2025-06-10"),
]
CELLS = ["2025年", "2025年12月", "2025年12月31日", "2025-12-31", "2025.12", "2025/12/31", "2025年底", "全年"]
NO_DATES = [
    "截至2022年底，已建成12所",
    "截止2024年",
    "自2025年6月1日起施行",
    "从2024年开始",
    "2024年以来",
    "2019年1月1日至12月31日，给予补贴",
    "较2022年增长一倍",
    "与2023年相比",
    "以2020年为基数",
    "2018年印发的办法",
    "2019年版",
    "（2019年版）",
    "《规划（2020—2025年）》",
    "国办发〔2019〕15号",
    "2024年度考核",
    "2022年实际值",
    "2025年2月30日前",
    "2025年春节前",
    "到2025年以后",
    "继续延续三年",
    "前3年免除房屋租金",
    "3年后逐年提高",
    "三年内",
    "每年6月底前",
    "每年年底前",
    "每生每年700元",
    "每千人口4.5个",
    "去年底",
    "上年末",
    "“十三五”期间",
    "计时托、半日托",
    "1.5倍",
    "15分钟可达",
]
ROUNDS = [
    ("每季度宣传活动不少于100场", ["quarter"]),
    ("每学期报告收托情况", ["semester"]),
    ("每年组织1场以上培训", ["year"]),
    ("每月25日前报送进度", ["month"]),
    ("每半年开展一次评估", ["semester"]),
    ("每季度一次指导；每季度组织一次培训；每年一次督导", ["quarter", "quarter", "year"]),
    ("每个书屋每年更新图书不少于100册", ["year"]),
    ("每生每年700元", []),
    ("每个托位每年600元", []),
    ("夫妻双方每年可提取公积金", []),
    ("每人每年只享受一次", []),
    ("每千人口拥有4.5个", []),
    ("每2万常住人口配备1名", []),
    ("租金逐年由低到高", []),
    ("每年给予奖励10万元", []),
]


@pytest.mark.parametrize(("phrase", "day"), DATES)
def test_a_date_phrase_is_read(phrase: str, day: str) -> None:
    assert [one.on.isoformat() for one in readings(phrase, ISSUED)] == [day]


@pytest.mark.parametrize("phrase", NO_DATES)
def test_what_is_no_target_date_is_not_read_as_one(phrase: str) -> None:
    assert readings(phrase, ISSUED) == []


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("2023—2025年占比分别达30%、35%、40%", [("2023", "达30%"), ("2024", "达35%"), ("2025", "达40%")]),
        ("2024年、2026年分别建成10个、30个", [("2024", "建成10个"), ("2026", "建成30个")]),
        ("2024年和2025年分别达到30%和40%", [("2024", "达到30%"), ("2025", "达到40%")]),
    ],
)
def test_shares_of_several_years_are_dealt_out(phrase: str, expected: list[tuple[str, str]]) -> None:
    found = [(str(one.on.year), one.target or "") for one in readings(phrase, ISSUED)]
    assert [year for year, _ in found] == [year for year, _ in expected]
    assert all(target.endswith(share) for (_, target), (_, share) in zip(found, expected, strict=True))


def test_shares_that_do_not_match_their_years_are_not_dealt_out() -> None:
    assert all(one.target is None for one in readings("2023—2025年占比分别达30%、40%", ISSUED))


@pytest.mark.parametrize("cell", CELLS)
def test_a_date_column_takes_bare_years_months_and_days(cell: str) -> None:
    assert [one.on for one in readings(cell, ISSUED, column=True)] == [date(2025, 12, 31)]


def test_every_rule_of_the_grammar_has_a_phrase_here_and_in_its_documentation() -> None:
    phrases = [phrase for phrase, _ in DATES] + CELLS
    met = {one.rule for phrase in phrases for one in readings(phrase, ISSUED, column=True)}
    known = {rule.name for rule in deadlines.RULES}
    assert met == known
    assert deadlines.__doc__ is not None
    assert all(f"\n{name} " in deadlines.__doc__ for name in known)


@pytest.mark.parametrize("phrase", ["6月底前", "今年底前", "印发之日起30日内", "5月15日前"])
def test_without_a_year_to_lean_on_nothing_is_guessed(phrase: str) -> None:
    assert readings(phrase, Context()) == []


def test_a_month_takes_the_year_named_before_it_and_is_less_sure() -> None:
    first, second = readings("2026年3月底前开工，10月底前完工", ISSUED)
    assert (first.on, second.on) == (date(2026, 3, 31), date(2026, 10, 31))
    assert second.confidence < first.confidence


@pytest.mark.parametrize(("phrase", "expected"), ROUNDS)
def test_rounds_of_work_are_read_and_money_is_not(phrase: str, expected: list[str]) -> None:
    assert [one.every for one in recurrences(phrase)] == expected


@pytest.mark.parametrize("text", ["持续推进改造", "常态化排查隐患", "长期坚持"])
def test_standing_work_is_called_standing(text: str) -> None:
    assert is_standing(text)


@pytest.mark.parametrize("text", ["长期护理保险", "常态化疫情防控", "长期失能老人"])
def test_a_mere_attribute_makes_no_work_standing(text: str) -> None:
    assert not is_standing(text)


def test_the_cell_of_a_date_column_may_say_that_work_has_no_end() -> None:
    assert is_standing_cell("长期")
    assert not is_standing_cell("2025年")


@given(st.dates(min_value=date(2001, 1, 1), max_value=date(2099, 12, 31)))
def test_the_end_of_a_month_is_its_last_day_in_every_month(day: date) -> None:
    (one,) = readings(f"{day.year}年{day.month}月底前完成", Context())
    assert (one.on.year, one.on.month) == (day.year, day.month)
    assert one.on.toordinal() + 1 == (date(day.year + day.month // 12, day.month % 12 + 1, 1)).toordinal()


@given(st.dates(min_value=date(2001, 1, 1), max_value=date(2099, 12, 31)))
def test_a_day_with_its_year_is_that_day(day: date) -> None:
    (one,) = readings(f"务必于{day.year}年{day.month}月{day.day}日前完成", ISSUED)
    assert one.on == day
