"""Texts whose lines a terminal or an office system broke at its own width."""

from pathlib import Path

from tests.intake_samples import read


def test_a_text_wrapped_by_columns_may_tear_a_label_or_a_date_at_its_ends_of_lines(tmp_path: Path) -> None:
    labels = "（责任领导：何方；主办单位：县水利局；协办单位：县财政局、县气象局；完成时限：{}）"
    tasks = [
        f"{n}．修建第{n}号泵站{'、闸门' * (n % 4)}，安装机组{n + 1}台。{labels.format(f'{n + 2}月底前')}"
        for n in range(1, 9)
    ]
    for width in range(60, 78):
        lines = [line for task in tasks for line in _wrapped(task, width)]
        draft = read(tmp_path, "\n".join(["松原县2026年泵站建设任务分解", "一、重点任务", *lines]))
        told = [(one.leads, one.responsibles, one.deadline_date and one.deadline_date.month) for one in draft.tasks]
        assert told == [(("县水利局",), ("县财政局", "县气象局"), n + 2) for n in range(1, 9)], width


def _wrapped(text: str, width: int) -> list[str]:
    """Break a text where a terminal of so many columns does."""
    lines, used = [""], 0
    for char in text:
        columns = 1 + (char > "\u2e7f")
        if used + columns > width:
            lines.append("")
            used = 0
        lines[-1] += char
        used += columns
    return lines
