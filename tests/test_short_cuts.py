"""What is read by a short cut is what is read the long way, whatever people did to a sheet.

The long way searches each sheet, also those of ours, with every text on it, settles no place
before a value is looked at, and reads each row cell by cell.
"""

import importlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from parts import real, samples
from parts.declared_samples import NAMES, form_of
from parts.declared_samples import workbook as declared_workbook
from parts.grids import read_sheets, swapped_rows, with_column, with_row, with_value, without_row
from xlperf import Filled, Form
from xlperf.excel.reading.book import read_grids
from xlperf.reading import read_all
from xlperf.reading.landmarks import Landmarks
from xlperf.reading.places import NOWHERE
from xlperf.reading.searching import Labels
from xlperf.sheet import Box, Cell, CellDoubt, Comment, Grid, Read

LOCATE = importlib.import_module("xlperf.reading.locate")
SHEETS = importlib.import_module("xlperf.reading.sheets")
INDICATORS = importlib.import_module("xlperf.reading.transcribe.indicators")
FEW = settings(
    max_examples=60, deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
MANY = settings(FEW, max_examples=500)
TEXTS = (
    "", " ", "　", "\u200b", "a\r\nb", "无", "R1", "R2", "d3", "c1", "12", "5万元", "⼀",
    "≥", ">=", "＞", "=", " ≥", "定性", "不适用", "%", "％", "百分比", "次", "次\u200b", "万元",
    "产出指标", "产出 指标", "数量指标", "数量指标\u200b", "成本指标", "绩效目标", "预算数",
    "审核说明",
)  # fmt: skip
FIGURES = (0.0, -0.0, 0.5, 1.0, 1, 100.0, 0.1 + 0.2, 1e15, 1e-9, float("nan"), float("inf"))
OTHERS = (True, False, datetime(2026, 3, 1), datetime(2026, 3, 1, 8, 30))
VALUES = st.one_of(
    st.sampled_from((*TEXTS, *FIGURES, *OTHERS)), st.text(max_size=4), st.floats(allow_nan=False)
)


def merged(grid: Grid, cell: Cell, _: Read) -> Grid:
    box = Box(cell.row, cell.column, cell.row + cell.column % 3, cell.column + 1)
    return replace(grid, merges=[*grid.merges, box])


def in_error(grid: Grid, cell: Cell, _: Read) -> Grid:
    return replace(with_value(grid, *cell, ""), errors={**grid.errors, cell: "#N/A"})


def doubtful(grid: Grid, cell: Cell, _: Read) -> Grid:
    doubt = CellDoubt("value.not-as-shown", "", "")
    return replace(grid, doubts={**grid.doubts, cell: doubt})


def row_copied(grid: Grid, cell: Cell, _: Read) -> Grid:
    return with_row(grid, cell.row, [grid.value(cell.row, at) for at in range(grid.right + 1)])


def rows_swapped(grid: Grid, cell: Cell, _: Read) -> Grid:
    whole = with_value(grid, *cell, grid.value(*cell))  # from A1 on
    return swapped_rows(whole, cell.row, cell.row // 2)


CHANGES: dict[str, Callable[[Grid, Cell, Read], Grid]] = {
    "value": lambda grid, cell, value: with_value(grid, *cell, value),
    "another value": lambda grid, cell, value: with_value(grid, *cell, value),
    "row in": lambda grid, cell, value: with_row(grid, cell.row, [value] * cell.column),
    "row out": lambda grid, cell, _: without_row(grid, cell.row),
    "row copied": row_copied,
    "rows swapped": rows_swapped,
    "column in": lambda grid, cell, value: with_column(grid, cell.column, str(value)),
    "merge": merged,
    "formula": lambda grid, cell, _: replace(grid, formulas=grid.formulas | {cell}),
    "error": in_error,
    "doubt": doubtful,
    "comment": lambda grid, cell, _: replace(grid, comments={cell: Comment("", "请看")}),
    "hidden": lambda grid, cell, _: replace(grid, hidden_rows=grid.hidden_rows | {cell.row}),
}
STEPS = st.lists(
    st.tuples(st.sampled_from([*CHANGES]), st.integers(0, 30), st.integers(0, 12), VALUES),
    min_size=1, max_size=6,
)  # fmt: skip
Step = tuple[str, int, int, Read]


def all_texts(_: Labels, grid: Grid) -> Landmarks:
    texts = tuple(((row, column), text) for row, column, text in grid.texts())
    return Landmarks(grid.origin, grid.bottom, tuple(grid.merges), texts)


@contextmanager
def long_way() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Labels, "landmarks", all_texts)
        patch.setattr(LOCATE, "_tables", LOCATE._tables.__wrapped__)
        patch.setattr(LOCATE, "places_of", lambda table: NOWHERE)
        patch.setattr(INDICATORS, "plain_row", lambda *_: None)
        patch.setattr(SHEETS, "_may_hold_a_table", lambda *_: True)
        yield


def both_ways(monkeypatch: pytest.MonkeyPatch, grids: Sequence[Grid], form: Form) -> Filled:
    short = read_sheets(monkeypatch, grids, form)
    with long_way():
        long = read_sheets(monkeypatch, grids, form)
    assert short == long
    assert short.model_dump_json() == long.model_dump_json()
    return short


def changed(grid: Grid, step: Step) -> Grid:
    kind, row, column, value = step
    return CHANGES[kind](grid, Cell(min(row, grid.bottom), column), value)


@cache
def filled_in(name: str) -> tuple[Form, tuple[Grid, ...]]:
    """A form and the sheets of a filled workbook of it."""
    if name in NAMES:
        return form_of(name), tuple(read_grids(declared_workbook(form_of(name)), ""))
    return Form.load(name), tuple(read_grids(samples.workbook(name), ""))


ALL = (*samples.PROJECT_FORMS, *NAMES)


def story(monkeypatch: pytest.MonkeyPatch, name: str, number: int, steps: Sequence[Step]) -> None:
    form, grids = filled_in(name)
    at = number % len(grids)
    grid = grids[at]
    for step in steps:
        grid = changed(grid, step) if grid.rows else grid
    read_again = both_ways(monkeypatch, (*grids[:at], grid, *grids[at + 1 :]), form)
    event("with findings" if read_again.findings else "without findings")


@FEW
@given(st.sampled_from(ALL), st.integers(0, 9), STEPS)
def test_a_sheet_that_was_worked_on_is_read_alike(
    monkeypatch: pytest.MonkeyPatch, name: str, number: int, steps: Sequence[Step]
) -> None:
    story(monkeypatch, name, number, steps)


@pytest.mark.long
@MANY
@given(st.sampled_from(ALL), st.integers(0, 9), STEPS)
def test_hundreds_of_sheets_that_were_worked_on_are_read_alike(
    monkeypatch: pytest.MonkeyPatch, name: str, number: int, steps: Sequence[Step]
) -> None:
    story(monkeypatch, name, number, steps)


def files_under(*folders: Path) -> list[Path]:
    kinds = {".xlsx", ".xls", ".ods", ".et"}
    return [
        each for folder in folders for each in sorted(folder.rglob("*")) if each.suffix in kinds
    ]


def read_alike(path: Path) -> None:
    (short,) = read_all([path])
    with long_way():
        (long,) = read_all([path])
    assert short == long, path.name


OURS = files_under(real.CHECKOUT / "workbooks", real.CHECKOUT / "tests" / "issued")


@pytest.mark.parametrize("path", OURS, ids=lambda path: path.name)
def test_files_of_ours_are_read_alike(path: Path) -> None:
    read_alike(path)


def test_files_people_send_are_read_alike(shared: Path) -> None:
    sent = files_under(shared / "cases")
    assert sent
    for path in sent:
        read_alike(path)


def test_most_rows_of_a_return_are_plain(monkeypatch: pytest.MonkeyPatch) -> None:
    """Else the short cut is none: of a filled workbook every row that has an indicator is."""
    taken: list[bool] = []
    plain_row = INDICATORS.plain_row

    def counted(*given_to: object) -> object:
        found = plain_row(*given_to)
        taken.append(found is not None and found.values is not None)
        return found

    form, grids = filled_in(samples.PROJECT_FORMS[0])
    with monkeypatch.context() as patch:
        patch.setattr(INDICATORS, "plain_row", counted)
        filled = read_sheets(monkeypatch, grids, form)
    assert sum(taken) == sum(len(each.indicators) for each in filled) > 0


def test_a_key_is_one_however_long_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    """The key of another table beside a row of indicators: what stands there is none of theirs."""
    form, grids = filled_in(samples.PROJECT_FORMS[0])
    whole = read_sheets(monkeypatch, grids, form)
    sheet, cell = whole.projects[0].sheet, whole.projects[0].where["indicators.0.level1"]
    changed_grids = [
        with_value(each, cell.row, 0, f"{'t' * 70}/R001") if each.name == sheet else each
        for each in grids
    ]
    filled = both_ways(monkeypatch, changed_grids, form)
    before, after = (each.projects[0].project.indicators for each in (whole, filled))
    assert len(after) == len(before) - 1


def test_what_one_sheet_says_is_not_spelled_as_another_did(monkeypatch: pytest.MonkeyPatch) -> None:
    """50% and 50.0% are the same figure, and each stays as it was typed."""
    form, grids = filled_in(samples.PROJECT_FORMS[0])
    place = read_sheets(monkeypatch, grids, form).projects[0]
    path = next(each for each in place.where if each.startswith("plan."))

    def read_with(typed: str) -> str:
        filled = read_sheets(
            monkeypatch,
            [with_value(g, *place.where[path], typed) if g.name == place.sheet else g
             for g in grids],
            form,
        )  # fmt: skip
        return str(filled.projects[0].project.plan[path.removeprefix("plan.")])

    assert [read_with(each) for each in ("50%", "50.0%", "50%")] == ["50", "50.0", "50"]


def test_sheets_alike_are_searched_once() -> None:
    """However many sheets come: the search grows with their shapes, not with their number."""
    form, grids = filled_in(samples.PROJECT_FORMS[0])
    monkeypatch = pytest.MonkeyPatch()
    with monkeypatch.context() as patch:
        read_sheets(patch, grids, form)
        before = LOCATE._tables.cache_info().misses
        for _ in range(5):
            read_sheets(patch, grids, form)
    assert LOCATE._tables.cache_info().misses == before


def searched(patch: pytest.MonkeyPatch, grids: Sequence[Grid], form: Form) -> set[str]:
    """The sheets that are searched for a table."""
    found, locate = set[str](), SHEETS.locate

    def watched(grid: Grid, labels: Labels) -> object:
        found.add(grid.name)
        return locate(grid, labels)

    with patch.context() as watching:
        watching.setattr(SHEETS, "locate", watched)
        read_sheets(patch, grids, form)
    return found


def test_sheets_of_ours_are_not_searched_in_vain(monkeypatch: pytest.MonkeyPatch) -> None:
    form, grids = filled_in(samples.PROJECT_FORMS[0])
    taken = read_sheets(monkeypatch, grids, form)
    answered = {each.sheet for each in taken.projects} | (
        {taken.part.sheet} if taken.part else set()
    )
    assert searched(monkeypatch, grids, form) == answered < {each.name for each in grids}


def test_a_table_somebody_put_on_a_sheet_of_ours_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    form, grids = filled_in(samples.PROJECT_FORMS[0])
    place = read_sheets(monkeypatch, grids, form).projects[0].sheet
    guide, table = grids[0], next(each for each in grids if each.name == place)
    rows = [["", *line] for line in table.rows]
    below = Grid(guide.name, [*guide.rows, *rows[3:]], guide.origin)  # without its token
    filled = both_ways(monkeypatch, (below, *grids[1:]), form)
    assert guide.name in searched(monkeypatch, (below, *grids[1:]), form)
    assert guide.name in {each.sheet for each in filled.projects}
