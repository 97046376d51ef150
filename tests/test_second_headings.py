"""The second heading row over a target on the sheet to fill: 符号, 数值, 计量单位或文字."""

import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from parts import samples
from parts.grids import read_sheets, with_value, without_row
from xlperf import Form, read, sync
from xlperf.budget import Project
from xlperf.excel.reading.book import read_grids
from xlperf.form import form_path
from xlperf.reading.filled import Filled
from xlperf.sheet.grid import Grid

FORM = Form.load("hebei-2023")
WORDS = ("符号", "数值", "计量单位或文字")
SECOND, SIGN = 11, 6
"""The row of the second headings on a project's sheet, and the column of signs."""
GRIDS = list(read_grids(samples.workbook(FORM), ""))
OLD = Path(__file__).with_name("issued") / "hebei-2023"
Change = Callable[[Grid], Grid]


@pytest.fixture
def changed(monkeypatch: pytest.MonkeyPatch) -> Callable[[Change], Filled]:
    """The workbook read with its first project's sheet changed."""

    def of(change: Change) -> Filled:
        grids = [change(g) if g.name.startswith("1.") else g for g in GRIDS]
        return read_sheets(monkeypatch, grids)

    return of


Changed = Callable[[Change], Filled]


def first(filled: Filled) -> Project:
    return next(each for each in filled if each.code == samples.CODES[0])


def targets(filled: Filled) -> list[str]:
    return [str(each.target) for each in first(filled).indicators]


WHOLE = read(samples.workbook(FORM))


def test_the_sheet_has_it_and_the_printed_table_has_not() -> None:
    assert FORM.project is not None
    grid = next(each for each in GRIDS if each.name.startswith("1."))
    assert tuple(grid.value(SECOND, SIGN + at) for at in range(3)) == WORDS
    assert grid.value(SECOND - 1, SIGN) == "指标值"
    assert grid.value(SECOND, 0) == "d6.parts"
    entry, printed = FORM.entry(FORM.project), FORM.project.drawing
    assert entry.rows == printed.rows + 1
    assert not {label.text for label in printed.labels()} & {*WORDS}
    keys = [entry.row_key(row) for row in range(entry.rows)]
    assert keys == [*(f"d{row}" for row in range(7)), "d6.parts", "d7"]


def test_without_the_row_it_is_read_as_what_was_issued_before(changed: Changed) -> None:
    filled = changed(lambda grid: without_row(grid, SECOND))
    assert targets(filled) == targets(WHOLE)
    assert {each.code for each in filled.findings} == {each.code for each in WHOLE.findings}


def test_headings_that_changed_places_are_told_and_nothing_under_them_is_taken(
    changed: Changed,
) -> None:
    def swapped(grid: Grid) -> Grid:
        grid = with_value(grid, SECOND, SIGN + 1, WORDS[2])
        return with_value(grid, SECOND, SIGN + 2, WORDS[1])

    filled = changed(swapped)
    assert {"layout.moved", "layout.label-missing"} & {each.code for each in filled.findings}
    assert set(targets(filled)) == {""}


@pytest.mark.parametrize("gone", range(3))
def test_a_heading_that_is_gone_is_told(changed: Changed, gone: int) -> None:
    filled = changed(lambda grid: with_value(grid, SECOND, SIGN + gone, ""))
    (told,) = (each for each in filled.findings if each.code == "layout.label-missing")
    assert WORDS[gone] in told.message()
    assert set(targets(filled)) == {""}


def test_all_three_gone_from_their_row_are_told(changed: Changed) -> None:
    def blank(grid: Grid) -> Grid:
        for at in range(3):
            grid = with_value(grid, SECOND, SIGN + at, "")
        return grid

    filled = changed(blank)
    told = [each for each in filled.findings if each.code == "layout.label-missing"]
    assert len(told) == 3
    assert set(targets(filled)) == {""}


def test_a_copy_without_hidden_keys_is_read_by_its_headings(changed: Changed) -> None:
    def bare(grid: Grid) -> Grid:
        rows = [["", *row[1:]] for row in grid.rows]
        rows[0] = [""] * len(rows[0])
        return replace(grid, rows=rows)

    read_so = [each.replace(" ", "") for each in targets(changed(bare))]
    assert read_so == [each.replace(" ", "") for each in targets(WHOLE)]


def test_a_form_with_such_a_label_of_its_own_keeps_one_heading() -> None:
    text = form_path("hebei-2023").read_text("utf-8")
    form = Form.parse(text.replace("指标值确定依据", "数值"))
    assert form.project is not None
    assert form.entry(form.project) == form.project.entry
    again = Form.parse(text.replace('["确定依据", ', '["数 值", '))
    assert again.project is not None
    assert again.entry(again.project) == again.project.entry


def test_english_forms_say_it_in_english() -> None:
    text = form_path("hebei-2023").read_text("utf-8").replace('year    = 2023',
           'year    = 2023\nlang    = "en"')  # fmt: skip
    form = Form.parse(text)
    assert form.project is not None
    labels = {label.text for label in form.entry(form.project).labels()}
    assert {"Sign", "Figure", "Unit or words"} <= labels


def test_both_targets_of_a_row_have_it() -> None:
    form = Form.load("selfeval-2020")
    assert form.project is not None
    labels = [label.text for label in form.entry(form.project).labels()]
    assert [labels.count(word) for word in WORDS] == [1, 2, 2]


@pytest.mark.parametrize("name", ["filled", "noted-synced-answered"])
def test_an_update_of_what_is_out_gives_the_row_and_keeps_the_answers(name: str) -> None:
    """An old workbook whose amounts changed comes back in today's layout."""
    path = OLD / f"{name}.xlsx"
    before = read(path)
    known = samples.master_of(FORM, *_with_more(before))
    made = sync(path.read_bytes(), known, FORM)
    assert made.content
    after = read(made.content)
    book = openpyxl.load_workbook(io.BytesIO(made.content))
    sheets = [each for each in book.worksheets if each.title[:2] in ("1.", "2.", "3.")]
    assert sheets
    for sheet in sheets:
        assert tuple(sheet.cell(SECOND + 1, SIGN + 1 + at).value for at in range(3)) == WORDS
    old = {each.code: [str(i.target) for i in each.indicators] for each in before}
    new = {each.code: [str(i.target) for i in each.indicators] for each in after}
    assert {code: new[code] for code in old if code in new} == {
        code: old[code] for code in old if code in new
    }


def _with_more(filled: Filled) -> list[samples.UnitBudget]:
    """The unit as it is, each budget one greater."""
    projects = tuple(
        each.model_copy(update={"budget": (each.budget or 0) + 1, "fiscal": (each.fiscal or 0) + 1})
        for each in filled
    )
    assert filled.identity is not None
    return [samples.UnitBudget(unit=filled.identity.unit, projects=projects)]
