"""What changed from a draft to its final paper."""

from datetime import date

from tasks_db.register.compare import Item, compare, compare_by_key

POOLS = "对全县现有泳池逐一排查，建立水质台账，定期公布检测结果，接受社会监督。"
PARKS = "利用边角地块新建口袋公园，配套健身步道和夜间照明设施。"
BUSES = "优化早晚高峰公交班次，新增三条通往产业园区的微循环线路。"


def item(
    key: int, content: str, *, title: str = "", leads: tuple[str, ...] = (), deadline: date | None = None
) -> Item:
    return Item(key, str(key), title, content, leads, (), (), deadline)


def test_an_unchanged_plan_has_no_changes() -> None:
    items = [item(1, POOLS), item(2, PARKS)]
    found = compare(items, items)
    assert len(found.matches) == 2
    assert [found.changed, found.split, found.merged, found.added, found.dropped] == [(), (), (), (), ()]


def test_a_task_that_moved_and_got_another_unit_and_date_is_the_same_task() -> None:
    old = [item(1, POOLS, leads=("县体育局",)), item(2, PARKS, deadline=date(2026, 6, 30)), item(3, BUSES)]
    new = [item(1, BUSES), item(2, POOLS, leads=("县文旅局",)), item(3, PARKS, deadline=date(2026, 12, 31))]
    found = compare(old, new)
    assert [(m.old.content, m.new.seq) for m in found.matches] == [(POOLS, "2"), (PARKS, "3"), (BUSES, "1")]
    assert [c.field for c in found.matches[0].changes] == ["序号", "牵头单位"]
    assert [(c.field, c.old, c.new) for c in found.matches[1].changes][1] == ("时限", "2026-06-30", "2026-12-31")


def test_rewritten_words_are_the_same_task_and_show_both_versions() -> None:
    rewritten = POOLS.replace("逐一排查", "全面摸底排查").replace("定期公布", "每季度公布")
    (match,) = compare([item(1, POOLS)], [item(1, rewritten)]).matches
    assert [c.field for c in match.changes] == ["内容"]


def test_added_and_dropped_tasks_are_told_apart_from_changed_ones() -> None:
    found = compare([item(1, POOLS), item(2, PARKS)], [item(1, POOLS), item(2, BUSES)])
    assert [i.content for i in found.added] == [BUSES]
    assert [i.content for i in found.dropped] == [PARKS]


def test_a_task_split_in_two_is_told_as_a_split() -> None:
    whole = item(1, POOLS + PARKS)
    found = compare([whole, item(2, BUSES)], [item(1, POOLS), item(2, PARKS), item(3, BUSES)])
    ((old, parts),) = found.split
    assert old is whole
    assert {p.content for p in parts} == {POOLS, PARKS}
    assert not found.added
    assert not found.dropped


def test_two_tasks_made_one_are_told_as_merged() -> None:
    found = compare([item(1, POOLS), item(2, PARKS)], [item(1, POOLS + PARKS)])
    ((parts, whole),) = found.merged
    assert {p.content for p in parts} == {POOLS, PARKS}
    assert whole.content == POOLS + PARKS
    assert not found.dropped


def test_a_returned_spreadsheet_is_matched_by_its_numbers_whatever_the_words() -> None:
    found = compare_by_key([item(11, POOLS), item(12, PARKS)], [item(12, BUSES), item(0, POOLS)])
    assert [(m.old.key, m.new.content) for m in found.matches] == [(12, BUSES)]
    assert [i.content for i in found.added] == [POOLS]
    assert [i.key for i in found.dropped] == [11]
