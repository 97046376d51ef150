"""Whatever people do to rows, columns and sheets: the same values, or findings with an address.

Never another value. Each story starts from a filled workbook, read into grids, and changes those
as Excel would.
"""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parts import samples
from parts.grids import (
    read_sheets,
    swapped_rows,
    with_column,
    with_row,
    with_value,
    without_row,
    workbook_of_rows,
)
from xlperf import Form
from xlperf.budget.fields import MONEY
from xlperf.budget.nouns import Project
from xlperf.excel.reading.book import read_grids
from xlperf.findings.finding import Level
from xlperf.reading.filled import Filled
from xlperf.sheet.address import Cell
from xlperf.sheet.grid import Grid

Grids = list[Grid]
quick = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
ROOMS = ("code", "layout", "value", "sheet", "issued", "plan.scale", "part", "form")


def grids_of(form: str) -> Grids:
    return list(read_grids(samples.workbook(form), ""))


FILLED = {form: grids_of(form) for form in samples.PROJECT_FORMS}
EXPECTED = {
    form: {p.code: p for p in samples.filled_unit(Form.load(form)).projects}
    for form in samples.PROJECT_FORMS
}


def hand_made(form: str) -> Grids:
    """The same project sheets without anything of ours: no keys, no identity, no hidden cells."""
    made = []
    for grid in FILLED[form]:
        if grid.name[0].isdigit():
            rows = [["" if c == 0 else v for c, v in enumerate(row)] for row in grid.rows]
            rows[0] = []
            made.append(replace(grid, rows=rows, formulas=frozenset(), unstored=frozenset()))
    return made


PLAIN = {form: hand_made(form) for form in samples.PROJECT_FORMS}


def told(filled: Filled) -> list[str]:
    heard = (Level.ERROR, Level.WARNING)
    return [f.code for f in filled.findings if f.code.startswith(ROOMS) and f.level in heard]


def never_another_value(
    filled: Filled, form: str, *, figures: bool = True, deleted: int = 0
) -> None:
    """Each figure that was read is the one that was there; what is not there is told."""
    read_codes = {p.code for p in filled}
    for code in EXPECTED[form]:
        if code not in read_codes:
            assert told(filled), f"{code} is gone without a word"
    for got in filled:
        if got.code in EXPECTED[form]:
            compare(got, EXPECTED[form][got.code], filled, figures=figures, deleted=deleted)
        else:
            assert told(filled), f"{got.code!r} came from nowhere without a word"


def compare(
    got: Project, expected: Project, filled: Filled, *, figures: bool, deleted: int
) -> None:
    different = []
    for name in (*MONEY, "name", "purpose", "goal"):
        now, then = getattr(got, name), getattr(expected, name)
        if now != then:
            lost = now in (None, "") if name in MONEY else told(filled)
            assert lost, f"{name} became {now!r}"
            different.append(name)
    for point in got.plan:
        if point.percent != expected.plan[point.date]:
            assert point.percent is None, f"{point.date} became {point.percent}"
            different.append(point.date)
    rows = {row.level3: row for row in expected.indicators}
    for row in got.indicators if figures else ():
        if row.level3 in rows:
            assert row.target.number in (rows[row.level3].target.number, None)
            assert row.weight in (rows[row.level3].weight, None)
    if different or len(got.indicators) < len(expected.indicators) - deleted:
        assert told(filled), f"{different} lost without a word"


def the_same(filled: Filled, form: str) -> None:
    assert {p.code: p for p in filled} == EXPECTED[form]
    assert told(filled) == []


Step = tuple[str, int, int]
lawful = st.lists(st.tuples(st.sampled_from("rcns"), st.integers(0, 30), st.just(0)), max_size=6)
"""Rows and columns put in anywhere, sheets renamed and in another order."""


def changed(grids: Grids, steps: list[Step], which: int) -> Grids:
    grids = list(grids)
    at = [n for n, grid in enumerate(grids) if grid.name[:1].isdigit()][which]
    for kind, number, _ in steps:
        if kind == "r":
            grids[at] = with_row(grids[at], number)
        elif kind == "c":
            grids[at] = with_column(grids[at], number % 12)
        elif kind == "n":
            grids[at] = replace(grids[at], name=f"{number}表")
        else:
            turn = number % len(grids)
            grids = grids[turn:] + grids[:turn]
            at = (at - turn) % len(grids)
    return grids


@pytest.mark.long
@pytest.mark.parametrize("form", samples.PROJECT_FORMS)
@quick
@given(steps=lawful, which=st.integers(0, 1))
def test_blank_rows_and_columns_change_nothing_on_an_issued_sheet(
    monkeypatch: pytest.MonkeyPatch, form: str, steps: list[Step], which: int
) -> None:
    filled = read_sheets(monkeypatch, changed(FILLED[form], steps, which))
    the_same(filled, form)


@pytest.mark.long
@pytest.mark.parametrize("form", samples.PROJECT_FORMS)
@quick
@given(steps=lawful, which=st.integers(0, 1))
def test_on_a_hand_made_sheet_they_never_make_another_value(
    monkeypatch: pytest.MonkeyPatch, form: str, steps: list[Step], which: int
) -> None:
    filled = read_sheets(monkeypatch, changed(PLAIN[form], steps, which))
    never_another_value(filled, form)


LABELS = [
    label.text
    for form in samples.PROJECT_FORMS
    for label in Form.load(form).project.drawing.labels()  # type: ignore[union-attr]
]
KINDS = ("clear", "label", "shift", "down", "delete", "swap", "copy", "lose")
rough = st.lists(
    st.tuples(st.sampled_from(KINDS), st.integers(0, 28), st.integers(0, 11)),
    min_size=1,
    max_size=4,
)
"""Cells cleared, overwritten, shifted; rows deleted, copied and sorted; sheets lost."""


def mistreated(grids: Grids, steps: list[Step]) -> Grids:
    grids = list(grids)
    at = next(n for n, grid in enumerate(grids) if grid.name[:1].isdigit())
    for kind, row, column in steps:
        grids[at] = roughly(grids[at], kind, row, column)
        if kind == "lose" and row == 0:
            grids.pop(at)
            break
    return grids


def roughly(grid: Grid, kind: str, row: int, column: int) -> Grid:
    """One rough thing done to a sheet."""
    value = grid.value(row, column)
    if kind in ("clear", "label"):
        free = value in LABELS or (kind == "label" and value == "")
        text = LABELS[row % len(LABELS)] if kind == "label" else ""
        return with_value(grid, row, column, text) if free else grid
    if kind in ("shift", "down"):
        return (shifted if kind == "shift" else shifted_down)(grid, row, column)
    if kind == "delete":
        return without_row(grid, row)
    if kind == "swap" and grid.bottom > 20:
        return swapped_rows(grid, 5 + row % 12, 5 + column)
    if kind == "copy":
        cells = [grid.value(row, c) for c in range(grid.right + 1)]
        return with_row(grid, row + 1 + column % 3, cells)
    return grid


def shifted(grid: Grid, row: int, column: int) -> Grid:
    """A cell put in, the rest of its row pushed right."""
    if row > grid.bottom:
        return grid
    cells = [grid.value(row, c) for c in range(grid.right + 1)]
    cells.insert(column, "")
    for number, value in enumerate(cells):
        grid = with_value(grid, row, number, value)
    return grid


def shifted_down(grid: Grid, row: int, column: int) -> Grid:
    """A cell put in, the rest of its column pushed down."""
    cells = [grid.value(r, column) for r in range(grid.bottom + 1)]
    cells.insert(row, "")
    for number, value in enumerate(cells):
        grid = with_value(grid, number, column, value)
    return grid


@pytest.mark.long
@pytest.mark.parametrize("form", samples.PROJECT_FORMS)
@pytest.mark.parametrize("kind", ["issued", "hand-made"])
@quick
@given(steps=rough)
def test_rough_hands_never_make_another_value(
    monkeypatch: pytest.MonkeyPatch, form: str, kind: str, steps: list[Step]
) -> None:
    sheets = FILLED if kind == "issued" else PLAIN
    if kind == "hand-made":  # nobody can miss a sheet that nobody sent
        steps = [step for step in steps if step[0] != "lose"]
    filled = read_sheets(monkeypatch, mistreated(sheets[form], steps))
    # Cells of the indicator table pushed aside may still be a row that somebody could have typed.
    done = [name for name, _, _ in steps]
    figures = not {"down", "shift"} & {*done}
    never_another_value(filled, form, figures=figures, deleted=done.count("delete"))


def test_sorted_rows_keep_their_keys_and_values(monkeypatch: pytest.MonkeyPatch) -> None:
    grids = list(FILLED["hebei-2023"])
    at = next(n for n, grid in enumerate(grids) if grid.name.startswith("1."))
    keyed = [c.row for c in (Cell(r, 0) for r in range(30)) if str(grids[at].value(*c))[:1] == "R"]
    grids[at] = swapped_rows(grids[at], keyed[0], keyed[3])
    filled = read_sheets(monkeypatch, grids)
    (project,) = (p for p in filled if p.code == samples.CODES[0])
    expected = EXPECTED["hebei-2023"][samples.CODES[0]]
    assert {row.key: row for row in project.indicators} == {
        row.key: row for row in expected.indicators
    }
    assert told(filled) == []


def test_a_copied_indicator_row_has_its_key_only_once(monkeypatch: pytest.MonkeyPatch) -> None:
    grids = list(FILLED["hebei-2023"])
    at = next(n for n, grid in enumerate(grids) if grid.name.startswith("1."))
    row = next(r for r in range(30) if grids[at].value(r, 0) == "R002")
    cells = [grids[at].value(row, column) for column in range(grids[at].right + 1)]
    grids[at] = with_row(grids[at], row + 1, cells)
    (project,) = (p for p in read_sheets(monkeypatch, grids) if p.code == samples.CODES[0])
    assert [r.key for r in project.indicators][:4] == ["R001", "R002", "", "R003"]


def test_the_same_values_from_a_values_only_copy() -> None:
    """Pasted as values into a new workbook: no keys' columns hidden, no identity, no merges."""
    from xlperf import read  # noqa: PLC0415 - the real reader, from bytes

    sheets = [(g.name, g.rows) for g in FILLED["hebei-2023"] if g.name[0].isdigit()]
    filled = read(workbook_of_rows(sheets))
    for got in filled:
        expected = EXPECTED["hebei-2023"][got.code]
        rows = expected.indicators
        got_rows = tuple(
            row.model_copy(update={"target": row.target.model_copy(update={"raw": ""})})
            for row in got.indicators
        )
        wanted = tuple(
            row.model_copy(update={"target": row.target.model_copy(update={"raw": ""})})
            for row in rows
        )
        assert got_rows == wanted
        assert got.model_copy(update={"indicators": ()}) == expected.model_copy(
            update={"indicators": ()}
        )
    assert told(filled) == []
