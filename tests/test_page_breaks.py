"""Tables cut by page breaks: what was printed once for several rows stays with each of them."""

import io
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

import pytest
import xlsxwriter

from parts.real_unit import real_unit
from parts.rounds import answered
from xlperf import read
from xlperf.budget.nouns import Indicator, Project
from xlperf.reading.filled import Filled

HEADS = (
    ("项目编码", "13081123P000109100016", "", "项目名称", "讲座", "", ""),
    ("预算规模及资金用途", "预算数", "30", "其中：财政资金", "30", "其他资金", "0"),
    ("预算规模及资金用途", "讲课费", "", "", "", "", ""),
    ("资金支出计划（%）", "3月底", "", "6月底", "10月底", "12月底", ""),
    ("资金支出计划（%）", "25%", "", "50%", "75%", "100%", ""),
    ("绩效目标", "办好", "", "", "", "", ""),
)
HEADING = ("一级指标", "二级指标", "三级指标", "绩效指标描述", "", "指标值", "指标值确定依据")
SMALL = [
    Indicator(level1=one, level2=two, level3=f"{two}{number}", description="说明", basis="计划")
    for one, twos in {
        "产出指标": ("数量指标", "质量指标", "时效指标"),
        "效益指标": ("社会效益指标", "可持续影响指标"),
        "满意度指标": ("服务对象满意度指标",),
    }.items()
    for two in twos
    for number in (1, 2)
]


def printed(rows: Sequence[Indicator], every: int, *, heading: bool) -> bytes:
    """A published table, a page break after so many rows: level 1 is written once, at its top.

    Its cell is merged on each page over the rows it is for; `heading` says whether the heading
    stands again over each page.
    """
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    sheet = book.add_worksheet("表")
    lines: list[Sequence[str]] = [*HEADS, HEADING]
    for start in range(0, len(rows), every):
        if start and heading:
            lines.append(HEADING)
        page, top = rows[start : start + every], len(lines)
        lines += [
            ("", row.level2, row.level3, row.description, "", row.target.raw or "≥1 次", row.basis)
            for row in page
        ]
        for level, group in groupby(page, key=lambda row: row.level1):
            size = len([*group])
            is_cut = top == len(lines) - len(page) and start and rows[start - 1].level1 == level
            text = "" if is_cut else level
            sheet.write_string(top, 0, text) if size == 1 else sheet.merge_range(
                top, 0, top + size - 1, 0, text
            )
            top += size
    for number, cells in enumerate(lines):
        for column, text in enumerate(cells):
            sheet.write_string(number, column, text) if text else None
    book.close()
    return file.getvalue()


def carried(filled: Filled) -> list[str]:
    return [each.found or each.values["expected"] for each in filled.findings
            if each.code == "layout.level-carried"]  # fmt: skip


@pytest.mark.parametrize("heading", [True, False])
@pytest.mark.parametrize("every", range(1, 13))
def test_the_first_level_stays_with_every_row(every: int, heading: bool) -> None:
    filled = read(printed(SMALL, every, heading=heading), "hebei-2023")
    (project,) = filled
    assert [row.level1 for row in project.indicators] == [row.level1 for row in SMALL]
    cut = [
        (SMALL[start - 1].level1, len([*_run(start, every)]))
        for start in range(every, len(SMALL), every)
        if SMALL[start].level1 == SMALL[start - 1].level1
    ]
    assert carried(filled) == [level for level, rows in cut if rows > 1]


def _run(start: int, every: int) -> Sequence[Indicator]:
    """The rows on a page that go on with the first level of the page before."""
    page = SMALL[start : start + every]
    return [row for row in page if row.level1 == SMALL[start - 1].level1]


def test_a_table_that_is_not_cut_says_nothing() -> None:
    filled = read(printed(SMALL, 99, heading=True), "hebei-2023")
    assert carried(filled) == []
    assert [row.level1 for row in next(iter(filled)).indicators] == [row.level1 for row in SMALL]


def test_a_blank_in_an_issued_workbook_is_a_blank() -> None:
    assert carried(read(answered(1))) == []


@pytest.mark.parametrize("every", [2, 3, 4])
def test_no_row_of_the_real_text_loses_its_level(shared: Path, every: int) -> None:
    """117 rows cut in three ways: 58 of the 351 lost it."""
    lost = []
    for project in real_unit(shared).answers.projects:
        lost += _lost(project, every)
    assert lost == []


def _lost(project: Project, every: int) -> list[str]:
    rows = project.indicators
    filled = read(printed(rows, every, heading=True), "hebei-2023")
    got = [row.level1 for row in next(iter(filled)).indicators]
    wanted = [row.level1 for row in rows]
    return [] if got == wanted else [f"{project.name}: {got}"]
