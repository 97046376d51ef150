"""Whatever people do to whole rows, columns and sheets of forms with fields of their own.

The same values, or findings; never a value from another cell. Each starts from a filled workbook,
read into grids, and changes those as Excel would.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from parts.declared_samples import NAMES, form_of, workbook
from parts.grids import read_sheets, swapped_rows, with_column, with_row, without_row
from parts.laid_out import swapped_columns, without_column
from parts.only_its_own import Allowed, Records, only_its_own, records_of
from xlperf import read
from xlperf.excel.reading.book import read_grids
from xlperf.findings import Level
from xlperf.sheet import Grid
from xlperf.sheet.grid import Read

FEW = settings(
    max_examples=15, deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
MANY = settings(FEW, max_examples=200)
KINDS = ("row in", "row out", "row copied", "rows swapped",
         "column in", "column out", "columns swapped", "sheet last", "sheet copied")  # fmt: skip
STEPS = st.lists(
    st.tuples(st.sampled_from(KINDS), st.integers(0, 40), st.integers(0, 40)),
    min_size=1, max_size=3,
)  # fmt: skip
WITHOUT_KEYS = {"row copied", "rows swapped", "columns swapped"}
"""What nobody can tell from typing on a sheet without keys."""
Step = tuple[str, int, int]
Grids = list[Grid]


@cache
def issued(name: str) -> tuple[Grids, Records, Sequence[str]]:
    """The sheets of a filled workbook, what they say, and what is told of them as they are."""
    form = form_of(name)
    content = workbook(form)
    filled = read(content, form)
    quiet = [each.code for each in filled.findings if each.level is not Level.INFO]
    return list(read_grids(content, "")), records_of(filled), quiet


@cache
def hand_made(name: str) -> tuple[Grids, Records, Sequence[str]]:
    """The same sheets without anything of ours: no keys, no identity, no hidden cells."""
    grids, expected, _ = issued(name)
    plain = [_without_keys(each) for each in grids if is_ours(each)]
    with pytest.MonkeyPatch.context() as patch:
        filled = read_sheets(patch, plain, form_of(name))
    quiet = [each.code for each in filled.findings if each.level is not Level.INFO]
    only_its_own(form_of(name), filled, expected, Allowed())
    return plain, records_of(filled), quiet


def _without_keys(grid: Grid) -> Grid:
    rows = [["" if not column else each for column, each in enumerate(row)] for row in grid.rows]
    rows[0] = []
    return replace(_even(grid, rows), formulas=frozenset(), unstored=frozenset())


def _even(grid: Grid, rows: Sequence[Sequence[Read]]) -> Grid:
    width = max(grid.right + 1, *map(len, rows))
    return replace(grid, rows=[[*row, *[""] * (width - len(row))] for row in rows])


def is_ours(grid: Grid) -> bool:
    """A sheet with a table to fill in: it has the keys of its rows beside it."""
    return any(text.startswith("d0") for _, column, text in grid.texts() if not column)


def changed(grids: Grids, steps: Sequence[Step]) -> Grids:
    grids = list(grids)
    for kind, one, other in steps:
        tables = [number for number, each in enumerate(grids) if is_ours(each)]
        at = tables[0] if tables else 0
        if kind == "sheet last":
            grids.append(grids.pop(at))
        elif kind == "sheet copied":
            grids.append(replace(grids[at], name=f"{grids[at].name} (2)"))
        else:
            grids[at] = roughly(grids[at], kind, one, other)
    return grids


def drawn_rows(grid: Grid) -> list[int]:
    """The rows of the drawing: those under the title that have a key."""
    keyed = [row for row, column, text in grid.texts() if not column and row and text]
    return keyed or [*range(4, grid.bottom)]


def roughly(grid: Grid, kind: str, one: int, other: int) -> Grid:
    """One thing done to whole rows or columns of a sheet."""
    rows, wide = drawn_rows(grid), _even(grid, grid.rows)
    row, second = rows[one % len(rows)], rows[other % len(rows)]
    column = one % (grid.right + 1)
    # The keys stand in the first column, which nobody sees: it is taken out, not put elsewhere.
    seen = (1 + one % grid.right, 1 + other % grid.right) if grid.right else (0, 0)
    copied = [grid.value(row, each) for each in range(grid.right + 1)]
    done: dict[str, Callable[[], Grid]] = {
        "row in": lambda: with_row(grid, row),
        "row out": lambda: without_row(grid, row),
        "row copied": lambda: with_row(grid, second, copied),
        "rows swapped": lambda: swapped_rows(grid, row, second),
        "column in": lambda: with_column(grid, column),
        "column out": lambda: without_column(grid, column),
        "columns swapped": lambda: swapped_columns(wide, *seen),
    }
    return done[kind]()


def each_its_own(
    monkeypatch: pytest.MonkeyPatch, name: str, steps: Sequence[Step], *, is_keyed: bool
) -> None:
    grids, expected, quiet = issued(name) if is_keyed else hand_made(name)
    # A column that is taken out may be the one of the keys: then nobody has any.
    has_keys = is_keyed and not any(kind == "column out" for kind, _, _ in steps)
    steps = [each for each in steps if has_keys or each[0] not in WITHOUT_KEYS]
    filled = read_sheets(monkeypatch, changed(grids, steps), form_of(name))
    event(f"{len(filled.projects)} projects")
    # Without keys nobody can miss a row that is not there.
    deleted = sum(kind == "row out" for kind, _, _ in steps) if not is_keyed else 0
    only_its_own(form_of(name), filled, expected, Allowed(quiet, deleted))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("is_keyed", [True, False], ids=["issued", "hand-made"])
@FEW
@given(steps=STEPS)
def test_every_value_is_its_own_or_told(
    monkeypatch: pytest.MonkeyPatch, name: str, is_keyed: bool, steps: list[Step]
) -> None:
    each_its_own(monkeypatch, name, steps, is_keyed=is_keyed)


@pytest.mark.long
@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("is_keyed", [True, False], ids=["issued", "hand-made"])
@MANY
@given(steps=STEPS)
def test_in_many_ways_every_value_is_its_own_or_told(
    monkeypatch: pytest.MonkeyPatch, name: str, is_keyed: bool, steps: list[Step]
) -> None:
    each_its_own(monkeypatch, name, steps, is_keyed=is_keyed)


def test_a_row_copied_over_another_gives_it_no_value(monkeypatch: pytest.MonkeyPatch) -> None:
    steps = [("row copied", 0, 8), ("row out", 9, 0)]  # the goal's row is the project's name now
    grids, expected, quiet = issued("selfeval-2020")
    filled = read_sheets(monkeypatch, changed(grids, steps), form_of("selfeval-2020"))
    only_its_own(form_of("selfeval-2020"), filled, expected, Allowed(quiet, 0))
    assert [each.goal for each in filled] == ["", "办好"]
