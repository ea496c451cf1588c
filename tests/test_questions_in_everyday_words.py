"""Questions as people put them in passing, played on the sample county's first morning: what is told and what not."""

import asyncio
from dataclasses import dataclass

import pytest

from bot.sample.stage import Played
from tests.playing import play

OPENING = """@2025-11-03T09:00
马致同: 进度60%，清除占道障碍46处
文静姝: 收到
"""


@dataclass(frozen=True)
class Asked:
    """What somebody typed, and what must stand in the answer or must not."""

    who: str
    words: str
    told: tuple[str, ...]
    never: tuple[str, ...] = ()


CASES = (
    Asked("沈怀瑾", "教委手头几项任务", ("任务共1项", "· 增设养老托育设施：2026年3月31日前")),
    Asked("沈怀瑾", "那发改局呢", ("任务共3项", "· 划定改造片区：12月5日前", "· 建设停车充电设施：2026年12月31日前")),
    Asked("沈怀瑾", "财政局一共几项任务", ("· 制定资金管理办法：已办结", "· 盘活闲置用房：12月31日前")),
    Asked("沈怀瑾", "住建局一共几项任务", ("（县住房城乡建设局）",), ("· ",)),
    Asked("沈怀瑾", "总共几项任务", ("任务共14项",), ("· ",)),
)
SCRIPT = OPENING + "".join(f"{one.who}: {one.words}\n" for one in CASES)


@pytest.fixture(scope="module")
def heard(tmp_path_factory: pytest.TempPathFactory) -> dict[Asked, Played]:
    played, _ = asyncio.run(play(SCRIPT, tmp_path_factory.mktemp("sample")))
    return dict(zip(CASES, played[-len(CASES) :], strict=True))


@pytest.mark.parametrize("case", CASES, ids=lambda one: one.words)
def test_a_question_in_passing_is_answered_and_stores_nothing(heard: dict[Asked, Played], case: Asked) -> None:
    line = heard[case]
    assert line.failed is None
    assert not line.stored
    text = "\n".join(said.text for said in line.said if said.to == case.who)
    assert [words for words in case.told if words not in text] == [], text
    assert [words for words in case.never if words in text] == [], text
