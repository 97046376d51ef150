"""A workbook read the quick way and the full way, with everything that comes of it side by side."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import fields
from unittest import mock

from xlperf.excel.reading import gate
from xlperf.excel.reading.book import read_book
from xlperf.excel.reading.sheet_by_shape import Scanned, scan_by_shape
from xlperf.findings import FileError
from xlperf.sheet import Grid


def equal_both_ways(content: bytes, name: str = "甲.xlsx") -> object:
    """Read a workbook in both ways, which must agree in everything; what came of it."""
    quick = read_as_told(content, name)
    with mock.patch.object(gate, "scan_by_shape", return_value=None):
        full = read_as_told(content, name)
    assert quick == full
    return quick


def read_as_told(content: bytes, name: str = "甲.xlsx") -> object:
    """Everything of a book, or why it is refused."""
    try:
        book = read_book(content, name)
    except FileError as error:
        return error.code, dict(error.values)
    return [everything(each) for each in book.grids], book.carriers


def everything(grid: Grid) -> Mapping[str, object]:
    """Every field of a grid; values with their types, of which 1 and True are two."""
    told = {each.name: getattr(grid, each.name) for each in fields(grid)}
    return {
        **told, "rows": repr([*map(list, grid.rows)]), "stored": repr([*grid.stored.items()]),
        "shown": dict(grid.shown),
    }  # fmt: skip


def ways_taken(content: bytes, name: str = "甲.xlsx") -> Counter[str]:
    """How many sheets gave facts and values in one look, facts alone, or neither."""
    taken: Counter[str] = Counter()

    def scan(*given: object) -> Scanned | None:
        scanned = scan_by_shape(*given)  # type: ignore[arg-type]
        taken["full" if scanned is None else "quick" if scanned.stored else "facts"] += 1
        return scanned

    with mock.patch.object(gate, "scan_by_shape", scan):
        read_as_told(content, name)
    return taken
