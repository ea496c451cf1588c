"""An order with its ground, thanks and what stays as it is, in one sentence: read back, with nothing lost of it."""

import asyncio
from pathlib import Path

import pytest

from bot.sample.stage import Played
from tests.playing import play as play_on_sample

OFFICE = "钟亦秋"


def play(lines: list[str], folder: Path, at: str = "2025-12-02T10:00") -> list[Played]:
    played, _ = asyncio.run(play_on_sample("\n".join([f"@{at}", *lines]), folder))
    for line in played:
        assert line.failed is None, f"{line.source}: {line.failed}"
    return played[1:]


def told(line: Played, who: str = OFFICE) -> str:
    found = [said for said in line.said if said.to == who]
    return "\n".join(said.text + "".join(f"[{label}]" for row in said.buttons for label in row) for said in found)


READ_BACK = (
    ("县城市管理局今天起更名为县城市管理和综合行政执法局，县委编办发文，人员职责不变",
     ("“县城市管理局”改名为“县城市管理和综合行政执法局”", "依据：县委编办发文", "[确认改名]"), ("职责不变",)),
    ("县应急管理局改叫县应急管理和防灾局了，人还是那些人，活也照旧", ("改名为“县应急管理和防灾局”",), ("依据",)),
    ("县住房城乡建设局更名为县住房和城乡建设委员会（望编发〔2025〕7号）",
     ("依据：望编发〔2025〕7号", "[确认改名]"), ()),
    ("县供水公司改名了，现在叫望澜水务集团", ("“县供水公司”改名为“望澜水务集团”",), ()),
    ("县水利局的牌子换成县水务局了，麻烦改一下名字，谢谢", ("改名为“县水务局”", "[确认改名]"), ("联络员", "依据")),
    ("机构改革，县大数据中心今天并入县发展改革局，它的任务由县发展改革局接着办，程暮云一并联络",
     ("“县大数据中心”并入“县发展改革局”", "依据：机构改革[", "[确认合并]"), ()),
    ("县大数据中心和县发展改革局合并，以县大数据中心为准", ("“县发展改革局”并入“县大数据中心”",), ()),
    ("县大数据中心并入县发展改革局，发邀请给程暮云", ("[确认合并]", "这句里还说了“发邀请给程暮云”，这一步不办"), ()),
    ("县教育局贺南枝来说，这两年没有闲置校舍可用，托育这一块由县卫生健康局统一报。增设养老托育设施，县教育局以后免报",
     ("1-8 增设养老托育设施：县教育局以后免报", "托育这一块由县卫生健康局统一报", "[确认豁免]"), ()),
    ("把贺南枝的第8项免了，没有校舍", ("县教育局以后免报", "理由：没有校舍"), ()),
    ("经研究，同意免除县教育局1-8的报送任务", ("请回复理由",), ()),
    ("沈县长12月1日批示，停车充电由县里另编专项规划统一实施，本方案“建设停车充电设施”这项终止，依据写他的批示",
     ("将取消第10项“建设停车充电设施”", "依据：沈县长12月1日批示，停车充电由县里", "[确认取消]"), ()),
    ("撤销1-10，依据县政府第20次常务会议纪要", ("将取消第10项", "依据：县政府第20次常务会议纪要"), ()),
    ("第10项作废，望澜府办〔2025〕40号", ("依据：望澜府办〔2025〕40号", "[确认取消]"), ()),
    ("麻烦把第10项取消一下，县长批了另编专项规划，谢谢", ("依据：县长批了另编专项规划",), ("谢谢",)),
)  # fmt: skip


@pytest.mark.parametrize(("typed", "wanted", "not_wanted"), READ_BACK, ids=[row[0] for row in READ_BACK])
def test_an_order_amid_clauses_is_read_back_with_its_ground(
    typed: str, wanted: tuple[str, ...], not_wanted: tuple[str, ...], tmp_path: Path
) -> None:
    (line,) = play([f"{OFFICE}: {typed}"], tmp_path)
    text = f"{told(line)}\n"
    assert [words for words in wanted if words not in text] == [], text
    assert [words for words in not_wanted if words in text] == [], text


NO_ORDERS = (
    "哪些任务被终止了，依据是什么",
    "第10项推进会议取消了吗",
    "县教育局第8项为什么免报",
    "第5项和第10项都终止，县长批示",  # which of two is not guessed
)


@pytest.mark.parametrize("typed", NO_ORDERS)
def test_a_question_and_two_tasks_at_once_order_nothing(typed: str, tmp_path: Path) -> None:
    (line,) = play([f"{OFFICE}: {typed}"], tmp_path)
    assert "[确认" not in told(line)


def test_a_units_own_words_about_an_end_are_no_order(tmp_path: Path) -> None:
    (line,) = play(["程暮云: 建设停车充电设施终止，县里另编规划"], tmp_path)
    assert "[确认取消]" not in told(line, "程暮云")


def test_a_task_given_by_mistake_is_withdrawn_by_its_number_or_as_the_last(tmp_path: Path) -> None:
    given = [f"{OFFICE}: 交办：沈县长要求，县城市管理局，12月28日前，核对沿街外立面改造户数", f"{OFFICE} # 确认交办"]
    *_, numbered, last, _, done = play(
        [*given, f"{OFFICE}: 撤回2-1，他们上个月已经报过了，跟丁默川说一声", f"{OFFICE}: 刚才那件撤回，上月报过",
         f"{OFFICE} # 确认取消", f"{OFFICE}: /task 2-1"], tmp_path,
    )  # fmt: skip
    assert "“核对沿街外立面改造户数”" in told(numbered)
    assert "依据：他们上个月已经报过了[" in told(numbered)
    assert "“核对沿街外立面改造户数”" in told(last)
    assert "依据：上月报过" in told(last)
    assert "[取消任务]" not in told(done)


@pytest.mark.parametrize(
    "typed",
    [
        "更新老化管网现场看桂花苑雨污水管还没接通，退回重办，时限定到2026年1月20日",
        "1-5退回重办，桂花苑雨污水管还没接通，1月20日前完成",
        "撤销1-5的办结，桂花苑雨污水管还没接通，新的时限是2026年1月20日，谢谢",
        "江一帆报的更新老化管网实际没完成，桂花苑雨污水管还没接通，退回重办，1月20日前完成",
    ],
)
def test_a_closed_task_goes_back_with_the_new_date_of_the_same_sentence(typed: str, tmp_path: Path) -> None:
    closed = [f"{OFFICE}: 1-5 12月24日办结，县水利局报", f"{OFFICE} # 确认办结"]
    *_, asked, done = play([*closed, f"{OFFICE}: {typed}", f"{OFFICE} # 确认重开"], tmp_path, "2025-12-26T10:00")
    assert "时限改为2026年1月20日" in told(asked)
    assert "桂花苑雨污水管还没接通" in told(asked)
    assert "2026年1月20日" in told(done)
    assert "完成时限2026年1月20日" in told(done, "江一帆")


def test_a_ground_is_told_to_the_unit_and_kept_with_its_tasks(tmp_path: Path) -> None:
    *_, done, kept = play(
        [f"{OFFICE}: 县城市管理局更名为县城市管理和综合行政执法局，望编发〔2025〕7号", f"{OFFICE} # 确认改名",
         f"{OFFICE}: 1-7留痕"], tmp_path,
    )  # fmt: skip
    assert "依据：望编发〔2025〕7号" in told(done)
    assert "依据：望编发〔2025〕7号" in told(done, "丁默川")
    assert "县城市管理局 → 县城市管理和综合行政执法局，依据：望编发〔2025〕7号" in told(kept)


def test_the_ground_of_a_merger_stands_in_the_course_of_what_moved(tmp_path: Path) -> None:
    *_, done, kept = play(
        [
            f"{OFFICE}: 县大数据中心并入县发展改革局，依据望编发〔2025〕9号",
            f"{OFFICE} # 确认合并",
            f"{OFFICE}: 1-14留痕",
        ],
        tmp_path,
    )
    assert "依据：望编发〔2025〕9号" in told(done)
    assert "依据：望编发〔2025〕9号" in told(kept)


@pytest.mark.parametrize(
    "typed",
    ["武长缨先别催，11月28日再催", "11月28日之前别催武长缨", "武长缨11月24日到27日参加演练，别催他，11月28日再催"],
)
def test_whom_not_to_chase_may_be_named_as_the_liaison(typed: str, tmp_path: Path) -> None:
    (line,) = play([f"{OFFICE}: {typed}"], tmp_path, "2025-11-21T10:00")
    assert "县应急管理局" in told(line)
    assert "11月28日" in told(line)


@pytest.mark.parametrize(
    "typed",
    [
        "县消防救援大队马致同11月17日至26日参加轮训，这段时间由防火监督员季长风代理，27日马致同回来照旧",
        "马致同11月17日到26日轮训，由季长风（防火监督员）代理，27日回来照旧",
        "马致同同志11月17日至26日外出轮训，期间由防火监督员季长风同志代理，27日起恢复",
        "因轮训，马致同11月17日至26日不在，由本单位季长风代理，谢谢",
        "登记马致同11月17日至26日产假，由季长风代理",
    ],
)
def test_a_deputy_is_read_with_post_and_days_though_it_says_who_is_back_when(typed: str, tmp_path: Path) -> None:
    (line,) = play([f"{OFFICE}: {typed}"], tmp_path, "2025-11-14T10:00")
    assert "2025年11月17日至2025年11月26日，县消防救援大队联络员马致同的提醒改发给季长风" in told(line)
