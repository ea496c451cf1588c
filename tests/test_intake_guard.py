"""What is cut, thin or left undated is never sure, whichever reader made the task."""

from pathlib import Path

import pytest

from tasks_db.intake.deadlines import Context
from tasks_db.intake.names import is_odd, units
from tasks_db.intake.parties import Owners
from tasks_db.intake.table_rows import Entry
from tasks_db.intake.tasks import draft_task
from tests.intake_samples import read

BAR = 0.9


def sure(content: str = "清淤河道18公里，加固堤防", *names: str) -> bool:
    owners = Owners((), ("县水利局", "各县（市、区）人民政府", *names))
    entry = Entry("1", None, None, content, owners, None, (), "", 0.95)
    return draft_task(entry, Context(year=2026), None).confidence >= BAR


def test_a_whole_task_is_sure() -> None:
    assert sure()


@pytest.mark.parametrize("name", ["各县（市", "区）人民政府", "县财政局、", "、县财政局", "县教育局（"])
def test_a_name_that_was_cut_makes_its_task_unsure(name: str) -> None:
    assert is_odd(name)
    assert not sure("清淤河道18公里，加固堤防", name)


@pytest.mark.parametrize(
    ("name", "parted"),
    [
        ("县委编办市生态环境局松原分局", ("县委编办", "市生态环境局松原分局")),
        ("县应急局市消防救援大队", ("县应急局", "市消防救援大队")),
        ("县委宣传部市广电局", ("县委宣传部", "市广电局")),
        ("县住建局县政处", ()),
        ("国网松原县供电公司", ()),
        ("市公安局城区分局", ()),
        ("县农业农村局县域医共体办公室", ()),
        ("县财政局省级专项办", ()),
        ("相关镇\n（街道）", ("相关镇（街道）",)),
    ],
)
def test_full_names_of_two_houses_are_parted_and_parts_of_one_office_are_not(
    name: str, parted: tuple[str, ...]
) -> None:
    assert units(name) == (parted or (name,))
    assert not any(map(is_odd, units(name)))


def test_two_names_that_cannot_be_parted_make_their_task_unsure() -> None:
    assert not sure("清淤河道18公里，加固堤防", *units("县供电公司市气象局"))


@pytest.mark.parametrize("content", ["资金中心", "北岸码头公司", "县水利局", "试运行"])
def test_a_task_that_is_a_name_or_hardly_a_word_is_unsure(content: str) -> None:
    assert not sure(content)


@pytest.mark.parametrize("content", ["取消药品加成，10月1日起实施", "完成公厕改造，“十一”黄金周前开放"])
def test_a_time_in_the_words_that_gave_no_date_makes_the_task_unsure(content: str) -> None:
    assert not sure(content)


def test_the_short_names_that_a_workbook_explains_are_no_tasks(tmp_path: Path) -> None:
    tasks = "序号|任务|责任单位|时限\n1|推进码头整合，统一调度|北岸公司|9月底\n2|置换债券12亿元|资金中心|10月\n"
    names = (
        "简称|全称\n北岸公司|青禾集团北岸码头有限公司\n南岸公司|青禾集团南岸码头有限公司\n资金中心|集团资金结算中心\n"
    )
    draft = read(tmp_path, f"青禾集团2026年任务表\n{tasks}\n附件2 单位简称表\n{names}")
    assert [one.content for one in draft.tasks] == ["推进码头整合，统一调度", "置换债券12亿元"]


def test_two_departments_with_nothing_between_them_are_asked_about(tmp_path: Path) -> None:
    rows = "1|修订章程，明确权限|院办公室人事科|10月底\n2|签订承诺书|人事科|11月底\n3|清查档案|院办公室|12月底\n"
    draft = read(tmp_path, f"青禾医院2026年整改清单\n序号|措施|责任科室|时限\n{rows}")
    assert [one.quotes[0].quote for one in draft.findings if one.kind == "glued_units"] == ["院办公室人事科"]


def test_places_that_share_the_ending_of_the_last_are_as_many_units_and_are_asked_about(tmp_path: Path) -> None:
    rows = "1|修建水厂，年底前通水|县水利局、石桥镇、柳林镇人民政府|11月底\n2|清理河道|各市、州人民政府|12月底\n"
    draft = read(tmp_path, f"青禾县2026年整改清单\n序号|措施|责任单位|时限\n{rows}")
    assert draft.tasks[0].responsibles == ("县水利局", "石桥镇", "柳林镇人民政府")
    assert draft.tasks[1].responsibles == ("各市、州人民政府",)
    (told,) = [one for one in draft.findings if one.kind == "shared_ending"]
    assert told.quotes[0].quote == "石桥镇、柳林镇人民政府"
    assert "2 家单位" in told.message
