"""What people put on a sheet outside its cells, and what is odd on a sheet that is not read."""

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from ..budget import wording
from ..findings import LANGS, word
from ..sheet import Cell, Comment, Grid, Overlay, parse_cell
from .filled import FilledPart, FilledProject, Outside

_MOST = 50
"""So many of each sheet are told; nobody reads more."""


class Beside(NamedTuple):
    """Something to tell of a sheet: a finding's code, its place, and what it says.

    Of an object, `expected` is its kind.
    """

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
    people = ((cell, each) for cell, each in grid.comments.items() if not is_of_last_year(each))
    for cell, comment in list(people)[:_MOST]:
        if str(cell) not in threads:
            yield Beside("sheet.note", cell, wording.visible(comment.text.strip()))


def outside_of(grid: Grid, tables: Sequence[FilledProject | FilledPart]) -> Iterator[Outside]:
    """What stands on a sheet in no field: objects, threads, and notes on other cells."""
    codes = [each.project.code for each in tables if isinstance(each, FilledProject)]
    code = codes[0] if len(codes) == 1 else ""
    for kind, place, text in grid.overlays:
        yield Outside(grid.name, kind, place, text, code)
    fields = {cell for each in tables for cell in each.where.values()}
    noted: Counter[Comment] = Counter(each for t in tables for each in t.comments.values())
    noted.subtract(comment for cell, comment in grid.comments.items() if cell in fields)
    for cell, comment in grid.comments.items():
        if cell in fields or is_of_last_year(comment):
            continue
        if noted[comment] > 0:  # on a row nobody filled
            noted[comment] -= 1
        else:
            yield Outside(grid.name, "note", str(cell), _signed(comment), code)


def is_of_last_year(comment: Comment) -> bool:
    """Whether a note is just a target of last year, as it was issued: nobody's words.

    What a person adds on a line of its own makes it theirs, and so does a name of another
    author; LibreOffice keeps none.
    """
    authors, begun = _of_last_year()
    text = comment.text.strip()
    return comment.author.strip() in authors and text.startswith(begun) and "\n" not in text


@cache
def _of_last_year() -> tuple[frozenset[str], tuple[str, ...]]:
    """Who a note on last year is signed by, and how it begins."""
    authors = (word("last-year.author", lang) for lang in LANGS)
    return frozenset(("", *authors)), tuple(
        word("last-year.note", lang, value="") for lang in LANGS
    )


def _signed(comment: Comment) -> str:
    author, text = comment
    return text if not author or text.startswith(author) else f"{author}:\n{text}"


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
    return Beside("sheet.object", cell, text, overlay.kind)
