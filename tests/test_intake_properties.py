"""Whatever the text: reading ends in a draft whose coverage partitions it, or in one sentence."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tasks_db.intake import IntakeError, PlanDraft, to_json
from tasks_db.intake.owners import Habits, assignments, cell
from tasks_db.intake.parties import Owners, listing, persons
from tasks_db.intake.plan import read_plan
from tasks_db.intake.roles import LEAD, RESPONSIBLE
from tests import intake_samples as samples

NUMBERS = ["一、", "（一）", "1.", "3．2026年", "（1）", "①", "第一章"]
LETTER = ["附件", "附件1", "附件：1.甲", "备注：乙", "抄送：丙", "2026年3月1日", "云政发〔2026〕1号", "各乡镇："]
WEB = ["— 3 —", "关注我们"]
OWNERS = ["（责任单位：", "）", "〔牵头单位：县水利局；", "责任单位", "县水利局牵头，县财政局配合"]
BODIES = ["县教育局：负责", "由甲、乙组成", "召集人：李 英 副县长"]
TABLES = ["\n\t序号", "\n\t任务内容", "\n\t牵头单位", "\n\t1", "|", "a|b", "\t", "\n序号|任务|牵头单位\n"]
TIMES = ["2026年底前", "每季度一次", "长期", "分别达30%、40%", "2024—2026年"]
MARKS = ["。", "；", "，", "：", "、", " ", "\n", "\n\n", "《", "》", "“", "\u3000", "\ufeff", "\u2028"]
PIECES = [*NUMBERS, *LETTER, *WEB, *OWNERS, *BODIES, *TABLES, *TIMES, *MARKS]
TEXTS = st.one_of(
    st.lists(st.sampled_from(PIECES), max_size=60).map("".join),
    st.text(max_size=200),
    st.tuples(
        st.sampled_from([samples.MEALS, samples.FLOOD, samples.RENOVATION, samples.CELLS]),
        st.integers(0, 900),
        st.integers(0, 60),
        st.sampled_from(PIECES),
    ).map(lambda cut: cut[0][: cut[1]] + cut[3] + cut[0][cut[1] + cut[2] :]),
)


def read(path: Path) -> PlanDraft | None:
    try:
        return read_plan(path)
    except IntakeError as error:
        if not str(error).endswith("。"):
            raise
        return None


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=TEXTS)
def test_the_coverage_of_any_text_is_a_partition(tmp_path: Path, text: str) -> None:
    path = tmp_path / "any.txt"
    path.write_bytes(text.encode("utf-8", "ignore"))
    draft = read(path)
    if draft is None:
        return
    plain = path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    assert (draft.coverage[0].start, draft.coverage[-1].end) == (0, len(plain))
    assert all(one.end == other.start for one, other in pairwise(draft.coverage))
    assert all(span.start < span.end for span in draft.coverage)
    to_json(draft)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.binary(max_size=300), name=st.sampled_from(["a.txt", "a.docx", "a", "a.md"]))
def test_any_bytes_end_in_a_draft_or_a_sentence(tmp_path: Path, data: bytes, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    read(path)


@pytest.fixture(scope="module")
def word(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return samples.meals_docx(tmp_path_factory.mktemp("word"))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(at=st.floats(0, 1), byte=st.integers(0, 255))
def test_a_damaged_word_file_ends_in_a_draft_or_a_sentence(tmp_path: Path, word: Path, at: float, byte: int) -> None:
    path = tmp_path / "a.docx"
    data = word.read_bytes()
    position = int(at * (len(data) - 1))
    path.write_bytes(data[:position] + bytes([byte]) + data[position + 1 :])
    read(path)


NAMED = [
    "县水利局",
    "各乡镇",
    "王立群",
    "★",
    "○",
    "▲",
    "△",
    "—",
    "（牵头）",
    "（共同牵头）",
    "（王立群）",
    "县长",
    "协助",
]
SAID = [
    "牵头单位：",
    "责任人：",
    "负责",
    "牵头",
    "配合",
    "会同",
    "由",
    "等有关部门",
    "、",
    "；",
    "，",
    "。",
    " ",
    "/",
    "（",
    "）",
]


@settings(max_examples=400, deadline=None)
@given(text=st.lists(st.sampled_from([*NAMED, *SAID]), max_size=12).map("".join))
def test_whatever_stands_where_names_should_no_name_is_empty(text: str) -> None:
    habits = Habits(first_leads=True, bare=True)
    found = [listing(text, role) for role in (LEAD, RESPONSIBLE)]
    found += [persons(text), cell(text, LEAD, habits) or Owners()]
    found += [one.owners for said in (text, f"修建泵站。（{text}）") for one in assignments(said, habits)]
    assert all(name for one in found for name in (*one.leads, *one.responsibles, *one.leaders))
