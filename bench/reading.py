"""Reading returns as they come, beside bare reads of the same files."""

import shutil
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path

from xlperf import Filled, read
from xlperf.excel.reading import read_book
from xlperf.sheet import Grid

from . import floor
from .figures import Figures
from .lines import READ, READ_OPENPYXL, RESAVED, VALUES
from .measuring import in_turn, middle, ratio

_EACH = 4
"""So many returns a portion."""


def measured(files: Sequence[Path], folder: Path | None) -> Figures:
    """The figures of the gate and of `read`; no file is read twice by anybody.

    Args:
        files: three times as many as there are to be pairs of portions.
        folder: where another program may save some of them again, if that is asked.

    Raises:
        AssertionError: two read something else.
    """
    third = len(files) // 3
    gate, whole, resaved = files[:third], files[third : 2 * third], files[2 * third :]
    found = _of_values(gate) | _of_reading(whole)
    return found | _of_resaved(resaved, folder) if folder else found


def _portions(files: Sequence[Path]) -> list[Sequence[Path]]:
    return [files[at : at + _EACH] for at in range(0, len(files), _EACH)]


def _of_values(files: Sequence[Path]) -> Figures:
    taken = in_turn(
        {
            "xlperf": lambda given: [read_book(each, each.name) for each in given],
            "calamine": lambda given: [floor.by_calamine(each) for each in given],
        },
        _portions(files),
    )
    for file in files:
        ours, theirs = read_book(file, file.name), floor.by_calamine(file)
        if {each.name: _rows(each) for each in ours.grids} != theirs:
            raise AssertionError(f"the gate lets other values through than calamine reads: {file}")
    return Figures({VALUES: ratio(taken["xlperf"], taken["calamine"])})


def _rows(grid: Grid) -> list[list[object]]:
    return [list(row) for row in grid.rows]


def _of_reading(files: Sequence[Path]) -> Figures:
    found: list[Filled] = []
    taken = in_turn(
        {
            "xlperf": lambda given: found.extend(map(read, given)),
            "calamine": lambda given: [floor.by_calamine(each) for each in given],
            "openpyxl": lambda given: [floor.by_openpyxl(each) for each in given],
        },
        _portions(files),
    )
    for filled, file in zip(found, files, strict=True):
        _hold_equal(filled, file)
    return Figures(
        {
            READ: ratio(taken["xlperf"], taken["calamine"]),
            READ_OPENPYXL: ratio(taken["openpyxl"], taken["xlperf"]),
        },
        {
            "bare calamine, a return": 1000 * middle(taken["calamine"]) / _EACH,
            "read, a return": 1000 * middle(taken["xlperf"]) / _EACH,
        },
    )


def _hold_equal(filled: Filled, file: Path) -> None:
    """Hold what was read to be what bare libraries read: every cell, and every code and name."""
    ours, theirs = floor.by_calamine(file, whole=True), floor.by_openpyxl(file)
    if list(_filled(ours)) != list(_filled(theirs)):
        raise AssertionError(f"calamine and openpyxl read other cells: {file}")
    for each in filled.projects:
        rows = ours[each.sheet]
        for path in ("code", "name"):
            cell = each.where[path]
            if rows[cell.row][cell.column] != each.project.values[path]:
                raise AssertionError(f"another {path} was read: {file}, {each.sheet}")


def _filled(cells: floor.Cells) -> Iterator[tuple[str, int, int, object]]:
    """Every cell that holds something, by its place."""
    for name, rows in cells.items():
        for at, row in enumerate(rows):
            for column, value in enumerate(row):
                if value not in {None, ""}:
                    yield name, at, column, float(value) if isinstance(value, int) else value


def _of_resaved(files: Sequence[Path], folder: Path) -> Figures:
    """Returns that were opened and saved by another program, as most of them are."""
    program = shutil.which("soffice")
    if program is None:
        return Figures({RESAVED: None})
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [program, profile, "--headless", "--convert-to", "xlsx", "--outdir", str(folder)]
    subprocess.run([*command, *map(str, files)], check=True, capture_output=True)
    taken = in_turn(
        {
            "xlperf": lambda given: [read(each) for each in given],
            "calamine": lambda given: [floor.by_calamine(each) for each in given],
        },
        _portions([folder / each.name for each in files]),
    )
    return Figures({RESAVED: ratio(taken["xlperf"], taken["calamine"])})
