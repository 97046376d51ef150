"""A form with a two-way table: issued, filled in, changed in a real office program, read back."""

from pathlib import Path

import pytest

from parts.desk import Desk, Step
from parts.grids import places_of, read_changed, with_value
from parts.grids import without_row as without
from xlperf import Form, FormError, annotate, generate, read
from xlperf.budget import Master, Project, Unit, UnitBudget
from xlperf.excel.reading.book import read_grids
from xlperf.findings.finding import Level
from xlperf.reading.filled import Filled
from xlperf.sheet import Grid

SOURCE = '''
name = "funds"
title = "资金表"
version = "1"
year = 2026
money = { unit = "万元", places = 2 }

[project]
title = "资金表"
required = ["extra.b2"]
drawing = """
| 项目编码 | {code} | {code}     | 项目名称   | {name} | {name}     | {name}     |
| 项目资金 |        | 年初预算   | 全年执行   | 分值   | 执行率     | 得分       |
| 项目资金 | 合计   | {extra.a1} | {extra.a2} | 10     | {extra.a3} | {extra.a4} |
| 项目资金 | 财政   | {extra.b1} | {extra.b2} | —      | {extra.b3} | —          |
| 项目资金 | 其他   | {extra.c1} | {extra.c2} | —      | {extra.c3} | —          |
| 年度目标 | 目标   | {goal}     | {goal}     | {goal} | {goal}     | {goal}     |
| 一级     | 二级   | 三级       | 指标值     | 依据   | 依据       | 指标得分   |
| [level1] | [level2] | [level3] | [value]    | [basis] | [basis]   | [weight]   |
| 总分     | 总分   | 总分       | 总分       | 100    | —          | {extra.total} |
"""

[taxonomy]
"产出" = ["数量"]
'''
FORM = Form.parse(SOURCE)
EXTRA = {name.removeprefix("extra."): f"{name}的答复"
         for name in FORM.labels if name.startswith("extra.")}  # fmt: skip
UNIT = Unit(code="101001", name="示例单位")
KNOWN = Project(code="P001", name="道路维护")
ANSWER = KNOWN.model_copy(update={"extra": EXTRA, "goal": "修好"})
SHEET = "1.道路维护"


@pytest.fixture(scope="module")
def issued() -> bytes:
    master = Master(money=FORM.money, units=(UnitBudget(unit=UNIT, projects=(KNOWN,)),))
    answers = {UNIT.code: UnitBudget(unit=UNIT, projects=(ANSWER,))}
    (made,) = generate(FORM, master, answers=answers)
    return made.content


def errors(filled: Filled) -> set[str]:
    return {f"{each.code} {each.place.cell}" for each in filled.findings
            if each.level is Level.ERROR and each.code.startswith("layout.")}  # fmt: skip


def test_it_comes_back_as_it_was_filled_in(issued: bytes) -> None:
    filled = read(issued, FORM)
    (project,) = filled
    assert project.extra == EXTRA
    assert not errors(filled)
    (grid,) = (each for each in read_grids(issued, "") if each.name == SHEET)
    assert [cell.row for cell in places_of(grid, "—")] == [7, 7, 8, 8, 12]


def test_a_blank_cell_is_told_by_both_of_its_labels(
    monkeypatch: pytest.MonkeyPatch, issued: bytes
) -> None:
    def change(grid: Grid) -> Grid:
        return with_value(grid, *places_of(grid, "extra.b2的答复")[0], "")

    filled = read_changed(monkeypatch, issued, change, SHEET, FORM)
    (told,) = (each for each in filled.findings if each.code == "required.blank"
               and each.field == "extra.b2")  # fmt: skip
    assert "财政 · 全年执行" in told.message("zh")


def test_a_sheet_without_keys_is_read_by_its_labels(
    monkeypatch: pytest.MonkeyPatch, issued: bytes
) -> None:
    def change(grid: Grid) -> Grid:
        for row, column in [(0, c) for c in range(1, 8)] + [(r, 0) for r in range(len(grid.rows))]:
            grid = with_value(grid, row, column, "")
        return grid

    filled = read_changed(monkeypatch, issued, change, SHEET, FORM)
    (project,) = filled
    assert project.extra == EXTRA
    assert not errors(filled)


def test_a_row_that_is_deleted_loses_its_own_and_no_other(
    monkeypatch: pytest.MonkeyPatch, issued: bytes
) -> None:
    filled = read_changed(
        monkeypatch, issued, lambda grid: without(grid, places_of(grid, "财政")[0].row), SHEET, FORM
    )
    (project,) = filled
    lost = {"b1", "b2", "b3"}
    kept = {name: text for name, text in EXTRA.items() if name not in lost}
    assert {name: text for name, text in project.extra.items() if text} == kept
    assert errors(filled) == {"layout.label-missing C5"}


def test_findings_on_labels_alike_can_be_marked(tmp_path: Path) -> None:
    form = Form.parse(SOURCE.replace("财政", "其他"))
    (made,) = generate(
        form, Master(money=form.money, units=(UnitBudget(unit=UNIT, projects=(KNOWN,)),))
    )
    assert not errors(read(made.content, form))
    path = tmp_path / "a.xlsx"
    path.write_bytes(made.content)
    assert annotate(path, read(path, form))


def test_a_master_list_is_read_by_its_headings_alone_so_that_none_is_alike() -> None:
    shipped = Form.load("master").source
    with pytest.raises(FormError) as caught:
        Form.parse(shipped.replace("其他资金 | 资金用途 ", "其他资金 | 预算数 "))
    assert caught.value.code == "drawing.label-twice"


def test_an_alias_of_labels_alike_stands_for_each_of_them() -> None:
    source = SOURCE.replace("财政", "其他") + '\n[aliases]\n"其他" = ["其它"]\n'
    assert Form.parse(source).label("extra.b1") == "其他 · 年初预算"


def menu(cell: str, command: str, **settings: str | int | bool) -> Step:
    """A command of the menus on a range of the sheet."""
    return {"sheet": SHEET, "cell": cell, "command": command, "with": settings}


OPEN: Step = {"sheet": SHEET, "unprotect": True}
DOWN = {"ByRows": True, "HasHeader": False, "IncludeAttribs": False, "Col1": 3, "Ascending1": False}
STORIES: dict[str, tuple[Step, ...]] = {
    "a row put in between the funds": (OPEN, {"sheet": SHEET, "insert_row": 8}),
    "a row of the funds deleted": (OPEN, {"sheet": SHEET, "delete_row": 8}),
    "a column put in": (OPEN, menu("E:E", "InsertColumnsBefore")),
    "a column deleted": (OPEN, menu("E:E", "DeleteColumns")),
    "rows sorted with their keys": (OPEN, menu("A7:H9", "DataSort", **DOWN)),
    "rows sorted without their keys": (OPEN, menu("C7:H9", "DataSort", **DOWN)),
    "one cell put in, the others moved right": (OPEN, menu("E8", "InsertCell", Flags=">")),
    "the keys of the rows deleted": (OPEN, menu("A:A", "DeleteColumns")),
    "the keys deleted and a row too": (
        OPEN, menu("A:A", "DeleteColumns"), {"sheet": SHEET, "delete_row": 8},
    ),
}  # fmt: skip
WHOLE = ("a row put in between the funds", "a column put in", "the keys of the rows deleted")


@pytest.mark.long
@pytest.mark.parametrize("suffix", [".xlsx", ".ods"])
def test_what_a_person_does_to_it_is_right_or_told(
    desk: Desk, issued: bytes, tmp_path: Path, suffix: str
) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(issued)
    for name, (result, _) in zip(
        STORIES, desk.filled_all([(path, steps) for steps in STORIES.values()], suffix), strict=True
    ):
        filled = read(result, FORM)
        (project,) = filled
        taken = {key: text for key, text in project.extra.items() if text}
        if name == "one cell put in, the others moved right":
            assert errors(filled), "cells torn from their row are what somebody could have typed"
            continue
        assert taken.items() <= EXTRA.items(), name
        assert bool(errors(filled)) is (name not in WHOLE), (name, errors(filled))
        assert (taken == EXTRA) is (name in WHOLE), name
