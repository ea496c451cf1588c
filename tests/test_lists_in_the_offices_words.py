"""What the office asks to see in its own words: tomorrow's messages, papers issued, who has not signed, a letter."""

from pathlib import Path

import pytest

from tests.test_orders_amid_clauses import OFFICE, play, told

TOMORROW = (
    "明天要给哪些人发，每人几项",
    "明天发给谁，每人几项",
    "先看看明天要给哪些人发",
    "12月26日要给哪些人发，每人几项",
    "下一个工作日要给哪些人发",
    "把明天要发的列给我，今天不要发",
    "明天谁会收到消息",
)


@pytest.mark.parametrize("typed", TOMORROW)
def test_who_is_written_to_tomorrow_is_listed_with_every_item(typed: str, tmp_path: Path) -> None:
    (line,) = play([f"{OFFICE}: {typed}"], tmp_path, "2025-12-25T10:00")
    text = told(line)
    (of_one,) = (row for row in text.splitlines() if "武长缨" in row)
    assert "2项：（1）打通消防通道；（2）检查施工质量安全" in of_one
    assert "宋清越（听松街道）1项：推进小区改造施工" in text
    assert "另有" not in text
    assert "没有看懂" not in text


@pytest.mark.parametrize("typed", ["明天到期的任务有哪些", "我明天的任务"])
def test_other_questions_of_tomorrow_are_answered_as_before(typed: str, tmp_path: Path) -> None:
    (line,) = play([f"{OFFICE}: {typed}"], tmp_path, "2025-12-25T10:00")
    assert "将发出" not in told(line)


@pytest.mark.parametrize(
    "typed", ["已印发的通报", "印发了哪些通报", "往期通报", "通报印发了几期", "已印发的通报列出来，谢谢", "第1期通报"]
)
def test_papers_that_were_issued_are_listed(typed: str, tmp_path: Path) -> None:
    asked, papers = play([f"{OFFICE}: {typed}", f"{OFFICE}: /papers"], tmp_path)
    assert told(asked) == told(papers)


@pytest.mark.parametrize(
    "typed",
    [
        "没签收的全部列出来",
        "没签收的21个人全部列出来",
        "谁还没签收这个通知",
        "把没签收的都列出来",
        "未签收的全部名单",
    ],
)
def test_all_who_have_not_signed_for_a_notice_are_named(typed: str, tmp_path: Path) -> None:
    sent = [f"{OFFICE}: 通知全体联络员：11月7日下午2点半在县住房城乡建设局开会", f"{OFFICE} # 确认发出"]
    *_, line = play([*sent, f"{OFFICE}: {typed}"], tmp_path, "2025-11-05T10:00")
    text = told(line)
    for name in ("武长缨", "石青岚", "卢雁声", "江一帆", "丁默川", "贺南枝", "宋清越", "梅若溪", "雷子牧"):
        assert name in text, text
    assert "等" not in text.partition("没签收")[2].partition("\n")[0]


@pytest.mark.parametrize(
    "typed",
    [
        "起草提醒函 县消防救援大队",
        "给县消防救援大队发提醒函，12月8日前报来",
        "“打通消防通道”11月28日到期，县消防救援大队没有报办结，给他们发一份提醒函，请12月8日前报来整治情况",
        "县消防救援大队提醒函",
    ],
)
def test_a_reminder_of_late_work_is_said_to_be_another_letter_and_never_a_chase(typed: str, tmp_path: Path) -> None:
    (line,) = play([f"{OFFICE}: {typed}"], tmp_path, "2025-12-03T10:00")
    text = told(line)
    assert "已经逾期的事项，这里发的是催办单" in text
    assert "[起草催办单" in text
    assert "确认催办" not in text


@pytest.mark.parametrize(
    "typed",
    [
        "交办县城市管理局：11月28日前核对沿街外立面改造户数",
        "给县城市管理局交办一件：核对沿街外立面改造户数，11月28日前",
        "请县城管局11月28日前核对沿街外立面改造户数，交办下去",
        "交办县城管局11月28日前核对沿街外立面改造户数，谢谢",
    ],
)
def test_a_task_is_handed_to_a_unit_in_the_words_of_the_programs_own_example(typed: str, tmp_path: Path) -> None:
    (line,) = play([f"{OFFICE}: {typed}"], tmp_path, "2025-11-18T10:00")
    text = told(line)
    assert "县城管局" in text or "县城市管理局" in text
    assert "2025年11月28日" in text
    assert "核对沿街外立面改造户数" in text
    assert "[确认交办]" in text


def test_what_is_missing_of_a_task_for_a_known_unit_is_said(tmp_path: Path) -> None:
    (line,) = play([f"{OFFICE}: 交办县水利局：核查水库隐患"], tmp_path, "2025-11-18T10:00")
    assert "没有写明日期" in told(line)


@pytest.mark.parametrize("typed", ["撤回方案1的交办", "交办了几件", "领导交办的有哪些"])
def test_words_about_handing_out_hand_out_nothing(typed: str, tmp_path: Path) -> None:
    (line,) = play([f"{OFFICE}: {typed}"], tmp_path, "2025-11-18T10:00")
    assert "[确认交办]" not in told(line)


SEATED = (
    "县自然资源局联络员定了：岑书白，空间规划股股长，给她发邀请，让她自己进来",
    "县自然资源局的联络员定下来了，是岑书白，空间规划股股长",
    "县自然资源局报来联络员：岑书白，空间规划股股长",
    "岑书白是县自然资源局的联络员，空间规划股股长",
)


@pytest.mark.parametrize("typed", SEATED)
def test_a_liaison_who_was_found_is_read_back_with_the_post(typed: str, tmp_path: Path) -> None:
    asked, done = play([f"{OFFICE}: {typed}", f"{OFFICE} # 确认换人"], tmp_path, "2025-11-05T10:00")
    assert "岑书白" in told(asked)
    assert "空间规划股股长" in told(asked)
    assert "邀请码" in told(done)


@pytest.mark.parametrize(
    "typed",
    [
        "2025年冬季绿化养护安排跟联席会议没关系，去掉",
        "这个文件与联席会议无关，去掉",
        "冬季绿化养护安排是误收的，请删掉",
    ],
)
def test_a_file_that_is_none_of_ours_is_shown_with_its_way_out(typed: str, tmp_path: Path) -> None:
    text = "2025年冬季绿化养护安排\n一、行道树修剪。牵头单位：县城市管理局。完成时限：2025年12月15日。\n"
    (tmp_path / "f.txt").write_text(text, encoding="utf-8")
    *_, line = play([f"{OFFICE} + f.txt: ", f"{OFFICE}: {typed}"], tmp_path, "2025-11-12T10:00")
    assert "绿化养护" in told(line)
    assert "移除" in told(line)
