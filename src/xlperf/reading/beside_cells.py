"""What people put on a sheet outside its cells, and what is odd on a sheet that is not read."""

from collections.abc import Iterator
from typing import NamedTuple

from ..budget import wording
from ..findings import word
from ..sheet import Cell, Grid, Overlay, parse_cell

_MOST = 50
"""So many of each sheet are told; nobody reads more."""


class Beside(NamedTuple):
    """Something to tell of a sheet: a finding's code, its place, and what it says."""

    code: str
    cell: Cell | None
    found: str
    expected: str = ""


def beside_cells(grid: Grid) -> Iterator[Beside]:
    """Notes, threads, text boxes, pictures and objects of a sheet.

    A thread brings a note with it for programs that know none; the thread is told alone.
    """
    threads = {each.place for each in grid.overlays if each.kind == "thread"}
    for overlay in grid.overlays[:_MOST]:
        yield _over(overlay)
    for cell, comment in list(grid.comments.items())[:_MOST]:
        if str(cell) not in threads:
            yield Beside("sheet.note", cell, wording.visible(comment.text.strip()))


def odd_cells(grid: Grid) -> Iterator[Beside]:
    """Cells that give no value on a sheet nothing is taken from."""
    for cell, doubt in list(grid.doubts.items())[:_MOST]:
        if doubt.code == "value.odd-cell":
            yield Beside("sheet.odd-cell", cell, wording.visible(doubt.found))


def _over(overlay: Overlay) -> Beside:
    cell = parse_cell(overlay.place) if overlay.place else None
    text = wording.visible(overlay.text) or "—"
    if overlay.kind in ("thread", "note"):
        return Beside(f"sheet.{overlay.kind}", cell, text)
    name = f"overlay.{overlay.kind}"
    return Beside("sheet.object", cell, text, f"{word(name)} {word(name, 'en')}")
