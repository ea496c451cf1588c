"""An eighth month at the desk: what the office says in its own words is done, or the way is told."""

import pytest

from tests.test_desk_fourth import play

HANDOVERS = """@2025-11-14T09:10
钟亦秋: /handover 听松街道 简望舒 城建办副主任 11月17日
钟亦秋: 听松街道从11月17日起由城建办副主任简望舒接
钟亦秋: 1-4从11月17日起由县公安局接
钟亦秋: 听松街道来函：联络员宋清越调走，从11月17日起由城建办副主任简望舒接。登记好，并请他进来
钟亦秋 # 确认换人
钟亦秋: /seats
钟亦秋: 各家联系人
钟亦秋: 听松街道换人记录
钟亦秋: 县公安局换人记录
钟亦秋: /handover 县公安局 周问渠 治安股股长
"""
CHANGE = "听松街道联络员：宋清越 → 简望舒（城建办副主任），自2025年11月17日起。"


@pytest.fixture(scope="module")
def handed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return play(HANDOVERS, tmp_path_factory.mktemp("handed"))


def _told(said: dict[str, str], line: str) -> str:
    return next(told for one, told in said.items() if one.startswith(line))


@pytest.mark.parametrize("line", ["钟亦秋: /handover 听松街道", "钟亦秋: 听松街道从11月17日", "钟亦秋: 听松街道来函"])
def test_whoever_takes_a_seat_over_is_read_with_the_post_and_the_day(handed: dict[str, str], line: str) -> None:
    assert CHANGE in _told(handed, line)
    assert "确认换人" in _told(handed, line)


def test_a_task_that_a_unit_takes_over_is_no_change_of_liaison(handed: dict[str, str]) -> None:
    assert "→" not in _told(handed, "钟亦秋: 1-4从")


def test_a_handover_with_a_post_and_no_day_is_done_today(handed: dict[str, str]) -> None:
    assert "县公安局联络员已改为周问渠（治安股股长）" in _told(handed, "钟亦秋: /handover 县公安局")


def test_a_handover_of_a_later_day_is_shown_on_the_lists_of_seats(handed: dict[str, str]) -> None:
    assert "· 听松街道联络员：宋清越，2025年11月17日起由简望舒接任" in handed["钟亦秋: /seats"]
    assert "已绑定，2025年11月17日起由简望舒接任" in handed["钟亦秋: 各家联系人"]


def test_the_record_of_handovers_is_no_name_of_a_person(handed: dict[str, str]) -> None:
    assert "听松街道联络员由宋清越调整为简望舒，自2025年11月17日起" in handed["钟亦秋: 听松街道换人记录"]
    assert "县公安局没有换过人" in handed["钟亦秋: 县公安局换人记录"]


GIVEN_OVER = """@2025-11-13T09:10
钟亦秋: 1-7交错了，应当是县公安局
钟亦秋: 1-7改由县城市管理局牵头
钟亦秋: 1-5转给县公安局
钟亦秋: 沈县长11月17日调研时交办：县城市管理局11月21日前清走老菜场旁的建筑垃圾
钟亦秋 # 确认交办
钟亦秋: 刚才那件交错了，应当是县公安局，把交给县城管局的收回
钟亦秋: 2-1改交县公安局
钟亦秋 # 确认改单位
钟亦秋: 常务会议改期，1-2由办公室把时限从12月5日改到12月19日，依据写“望澜府办函52号”，并告诉有关单位
钟亦秋: 第5项因管材12月下旬才到货，县政府同意延到1月31日
钟亦秋 # 确认改1项
钟亦秋: 县水利局来电，1-5申请延期到3月31日，管材没到
"""


@pytest.fixture(scope="module")
def given_over(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return play(GIVEN_OVER, tmp_path_factory.mktemp("given_over"))


def test_a_task_that_went_to_the_wrong_unit_gets_another_lead(given_over: dict[str, str]) -> None:
    for line in ("1-7交错了", "刚才那件交错了", "2-1改交"):
        assert "牵头单位：县城市管理局 → 县公安局" in _told(given_over, f"钟亦秋: {line}"), line
    done = given_over["钟亦秋 # 确认改单位"]
    assert "丁默川：“清走老菜场旁的建筑垃圾”的牵头单位改为县公安局，贵单位不用再报这一项" in done
    assert "雷子牧：“清走老菜场旁的建筑垃圾”的牵头单位改为贵单位" in done


def test_a_lead_that_is_it_already_is_told_and_a_plea_passed_on_is_no_other_lead(given_over: dict[str, str]) -> None:
    assert "县城市管理局已经是1-7 整理空中线缆的单位，没有改动" in given_over["钟亦秋: 1-7改由县城市管理局牵头"]
    assert "→" not in given_over["钟亦秋: 1-5转给县公安局"]


def test_a_deadline_that_moves_in_a_long_sentence_takes_its_ground_along(given_over: dict[str, str]) -> None:
    called = _told(given_over, "钟亦秋: 常务会议改期")
    assert "1项的时限改到2025年12月19日" in called
    assert "依据：望澜府办函52号[确认改1项]" in called
    piped = _told(given_over, "钟亦秋: 第5项因管材")
    assert "1项的时限改到2026年1月31日" in piped
    assert "依据：因管材12月下旬才到货，县政府同意[确认改1项]" in piped
    assert "时限" in given_over["钟亦秋 # 确认改1项"]


def test_a_plea_for_more_time_by_phone_stays_a_plea(given_over: dict[str, str]) -> None:
    assert "申请延期，延期至2026年3月31日" in _told(given_over, "钟亦秋: 县水利局来电")


ROUNDS = """@2025-11-04T09:10
钟亦秋: 县财政局蒋亦舟局长来电：1-3《制定资金管理办法》10月30日已印发，文号望财建12号
钟亦秋: /phone 县财政局 来电说1-3已于10月30日印发，文号望财建12号
钟亦秋: 给六个乡镇（街道）的联络员发个通知：11月6日下午3点在县住建局讲小区档案怎么填
钟亦秋: 给6个乡镇发通知：11月6日下午3点在县住建局开会
@2025-11-18T09:10
邱映雪: 1 已检查工地2处
@2025-12-01T09:10
武长缨: 1-12 11月18日参加联合检查，查工地4处，问题6条已整改5条
"""


@pytest.fixture(scope="module")
def rounds(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return play(ROUNDS, tmp_path_factory.mktemp("rounds"))


def test_a_call_about_a_closed_task_is_told_why_it_is_not_written_down(rounds: dict[str, str]) -> None:
    for line in ("钟亦秋: 县财政局蒋亦舟", "钟亦秋: /phone"):
        told = _told(rounds, line)
        assert "1-3 制定资金管理办法已经办结，没有代录" in told, line
        assert "重新打开1-3，原因" in told, line


def test_a_notice_goes_to_a_group_that_is_named_with_its_count(rounds: dict[str, str]) -> None:
    for line in ("钟亦秋: 给六个乡镇（街道）的联络员", "钟亦秋: 给6个乡镇"):
        assert "发给5人，请各自签收" in _told(rounds, line), line
        assert "1个单位送不到：桑榆坪镇（没有联络员）" in _told(rounds, line), line


def test_a_receipt_names_the_round_that_it_counts_for_and_the_one_that_is_over(rounds: dict[str, str]) -> None:
    in_time = _told(rounds, "邱映雪: 1")
    assert "检查施工质量安全（11月这一期）" in in_time
    assert "未按时报送" not in in_time
    late = _told(rounds, "武长缨: 1-12")
    assert "检查施工质量安全（12月这一期）" in late
    assert "11月那一期已经过了应报日，仍是未按时报送" in late


SITTING = """@2025-12-09T09:10
钟亦秋: 登记新单位：望澜经济开发区管委会，归到各乡镇（街道），别名“县经开区”，请按季度催它
程暮云: 提议开会：议停车充电设施的用地和钱
程暮云 # 提议召开
沈怀瑾: 同意召开
钟亦秋: 会议1定在12月12日上午9点在三楼，请县某某局参加
钟亦秋: 会议1定在12月12日（周五）上午9点半在县政府二楼会议室，请县发展改革局、县公安局、县财政局参加
钟亦秋: 会议1改到12月15日下午3点在三楼
"""


@pytest.fixture(scope="module")
def sitting(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return play(SITTING, tmp_path_factory.mktemp("sitting"))


def test_a_sitting_is_set_up_by_one_sentence(sitting: dict[str, str]) -> None:
    shown = _told(sitting, "钟亦秋: 会议1定在12月12日（周五）")
    assert "时间：2025年12月12日 09:30（周五）  地点：县政府二楼会议室" in shown
    assert "参会：县发展改革局、县公安局、县财政局\n" in shown
    moved = _told(sitting, "钟亦秋: 会议1改到")
    assert "时间：2025年12月15日 15:00（周一）  地点：三楼" in moved
    assert "参会：县发展改革局、县公安局、县财政局\n" in moved, "who comes stays"


def test_a_sitting_with_a_unit_that_nobody_knows_is_not_half_set_up(sitting: dict[str, str]) -> None:
    assert "单位库里没有“县某某局”" in _told(sitting, "钟亦秋: 会议1定在12月12日上午9点")


def test_a_unit_that_is_registered_in_too_many_words_is_answered_with_the_way(sitting: dict[str, str]) -> None:
    told = _told(sitting, "钟亦秋: 登记新单位")
    assert "登记新单位：某某局，联络员某某" in told
    assert "第一行“单位,别名,集合单位,席位,姓名,职务”" in told
