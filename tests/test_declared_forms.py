"""Real forms with fields of their own: issued, filled in whole, read, changed, summed up."""

from collections.abc import Callable
from pathlib import Path

import pytest

from parts.declared_samples import NAMES, filled_unit, form_of, master_of, workbook
from parts.grids import read_changed, read_sheets, with_column, with_row
from parts.office import Office, stored_values
from parts.ooxml import unseen_errors
from test_any_declared_form import answers, unlike
from xlperf import Form, consolidate, read, reconcile
from xlperf.budget import UnitBudget
from xlperf.excel.reading.book import read_grids
from xlperf.findings import Level
from xlperf.issuing.cell_values import as_computed
from xlperf.reading import Filled


@pytest.fixture(params=NAMES)
def form(request: pytest.FixtureRequest) -> Form:
    return form_of(request.param)


def whole(form: Form, filled: Filled) -> str:
    """Where what came back is not what was filled in; "" where it is."""
    budget: UnitBudget = filled_unit(form)
    given = [answers(as_computed(form, each)) for each in budget.projects]
    back = [answers(each) for each in filled]
    if form.unit:
        given.append(answers(as_computed(form, budget.part)))
        back.append(answers(filled.part.part) if filled.part else ())
    return "" if back == given else unlike(back, given)


def badly(filled: Filled) -> list[str]:
    start = ("layout.", "value.", "computed.", "cell.", "issued.", "seal.", "identity.", "field.")
    return [f"{each.code} {each.place.sheet}!{each.place.cell} {each.message('zh')}"
            for each in filled.findings
            if each.code.startswith(start)]  # fmt: skip


def test_what_is_filled_in_comes_back_whole(form: Form) -> None:
    filled = read(workbook(form), form)
    assert badly(filled) == []
    assert whole(form, filled) == ""


def test_a_blank_workbook_has_no_answers_and_nothing_is_wrong_in_its_cells(form: Form) -> None:
    filled = read(workbook(form, blank=True), form)
    start = ("layout.", "value.", "computed.", "cell.", "seal.", "identity.")
    assert [each.code for each in filled.findings if each.code.startswith(start)] == []


def test_no_workbook_needs_repair(form: Form) -> None:
    assert unseen_errors(workbook(form)) == []
    assert unseen_errors(workbook(form, blank=True)) == []


@pytest.mark.long
def test_no_workbook_needs_repair_as_the_sdk_sees_it(
    form: Form, validator: Callable[[Path], list[str]], tmp_path: Path
) -> None:
    path = tmp_path / "b.xlsx"
    path.write_bytes(workbook(form))
    assert validator(path) == []


def test_it_is_reconciled_and_summed_up(form: Form, tmp_path: Path) -> None:
    filled = read(workbook(form), form)
    result = reconcile([filled], master_of(form))
    assert [each.code for each in result.findings if each.level is Level.ERROR] == []
    summary = tmp_path / "s.xlsx"
    consolidate([filled], master_of(form), summary, form=form)
    assert unseen_errors(summary) == []
    shown = {str(value) for sheet in stored_values(summary).values() for value in sheet.values()}
    budget = filled_unit(form)
    records = (*budget.projects, budget.part) if form.unit else budget.projects
    tables = [rows for each in records for rows in each.rows.values()]
    given = [each.declared for each in records] + [row.values for rows in tables for row in rows]
    given += [row.declared for each in records for row in each.indicators]
    texts = {value for values in given for value in values.values() if isinstance(value, str)}
    assert texts - shown == set()


@pytest.mark.long
def test_libreoffice_computes_what_python_does(
    form: Form, libreoffice: Office, tmp_path: Path
) -> None:
    path = tmp_path / "b.xlsx"
    path.write_bytes(workbook(form))
    filled = read(libreoffice.recalculated(path), form)
    assert [each for each in badly(filled) if "computed." in each] == []
    assert whole(form, filled) == ""


@pytest.mark.long
@pytest.mark.parametrize("suffix", ["xls", "ods"])
def test_other_formats_bring_the_same(
    form: Form, libreoffice: Office, tmp_path: Path, suffix: str
) -> None:
    path = tmp_path / "b.xlsx"
    path.write_bytes(workbook(form))
    (saved,) = libreoffice.converted([path], suffix)
    filled = read(saved, form)
    assert [each for each in badly(filled) if not each.startswith(("seal.", "identity."))] == []
    assert whole(form, filled) == ""


def test_rows_and_columns_put_in_anywhere_change_nothing(
    monkeypatch: pytest.MonkeyPatch, form: Form
) -> None:
    content = workbook(form)
    grids = list(read_grids(content, ""))
    filled = read(content, form)
    name = filled.projects[0].sheet if form.project else filled.part.sheet  # type: ignore[union-attr]
    (grid,) = (each for each in grids if each.name == name)
    for row in range(grid.origin.row, grid.bottom + 2):
        back = read_changed(monkeypatch, content, lambda g, row=row: with_row(g, row), name, form)
        differs = whole(form, back)
        assert not differs or errors(back), (row, differs)
    for column in range(1, grid.right + 2):
        back = read_changed(
            monkeypatch, content, lambda g, at=column: with_column(g, at), name, form
        )
        differs = whole(form, back)
        assert not differs or errors(back), (column, differs)


def errors(filled: Filled) -> list[str]:
    return [each.code for each in filled.findings if each.level is not Level.INFO]


def test_sheets_in_another_order_change_nothing(
    monkeypatch: pytest.MonkeyPatch, form: Form
) -> None:
    grids = list(read_grids(workbook(form), ""))
    back = read_sheets(monkeypatch, grids[::-1], form)
    found = sorted(back, key=lambda each: each.code)
    given = [as_computed(form, each) for each in filled_unit(form).projects]
    assert [*map(answers, found)] == [*map(answers, given)]


def test_the_contents_hold_no_total_against_another_where_no_budget_is_drawn(form: Form) -> None:
    sheets = {each.name: each for each in read_grids(workbook(form), "")}
    contents = sheets[form.word("sheet.contents")]
    shown = {text for _, _, text in contents.texts()}
    told = {form.word("contents.limit"), form.word("contents.equal")}
    assert (told <= shown) is form.asks("budget")
    assert form.asks("budget") or told.isdisjoint(shown)


def test_a_summary_has_the_lists_its_form_asks_for(form: Form, tmp_path: Path) -> None:
    summary = tmp_path / "s.xlsx"
    consolidate([read(workbook(form), form)], master_of(form), summary, form=form, lang="zh")
    sheets = stored_values(summary)
    tables = form.project_sheet.tables if form.project_sheet else ()
    asked = {
        "projects": form.project_sheet is not None,
        "plans": bool(form.plan_dates),
        "indicators": any(each.is_indicators for each in tables),
        "parts": bool(form.unit and "overall" in form.unit.names()),
    }
    shown = {name: form.word(f"summary.sheet.{name}") for name in asked}
    assert {name: each in sheets for name, each in shown.items()} == asked
    if form.project_sheet:
        headings = {str(each) for each in sheets[shown["projects"]].values()}
        assert ("绩效目标" in headings) is form.asks("goal")
