"""The law of a text: what was taken and what is left over are together all that it holds.

Signs that are no spaces are counted: by the reader, before anything was made of them, and again
by where they went. A difference is a fault of ours, and told as one.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from ...findings import Finding, Place, level_of
from ...form import Form
from ...reading import Filled, FilledPart, FilledProject, decode
from ...sheet import Cell, Grid, parse_cell
from .grids import LaidGroup
from .pieces import Paragraph, Piece, Spot, TextFile, signs_in, signs_of
from .prose import Prose
from .sorting import SortedText

_LEFT = frozenset({"layout.stray", "layout.outside", "layout.note", "layout.ambiguous"})
"""What reading a table tells of a cell that belongs to nothing."""
_SHOWN = 40


class Left(NamedTuple):
    """Something that was not taken: where, how many signs, and how it begins."""

    order: int
    spot: Spot
    signs: int
    text: str


class Laid(NamedTuple):
    """A text sorted and laid out: its parts, the tables as grids, the paragraphs of the unit."""

    parts: SortedText
    groups: Sequence[LaidGroup]
    prose: Prose


def account_findings(text: TextFile, laid: Laid, filled: Filled, form: Form) -> Iterator[Finding]:
    """What is left over, each run of it once, and the sum of the whole text.

    Args:
        filled: what was read, with the findings of reading it.
    """
    order = {(type(each), each.spot): number for number, each in enumerate(text.pieces)}
    left = [_left(each, order) for each in (*laid.parts.left, *laid.prose.left)]
    in_tables = {each.grid.name: _left_in_table(each, filled) for each in laid.groups}
    whole = sum(map(signs_in, text.pieces))
    rest = sum(each.signs for each in left) + sum(in_tables.values())
    yield _finding(text.name, form, "text.account", "", found=str(text.signs),
                   taken=str(whole - rest), left=str(rest))  # fmt: skip
    for run in _runs(sorted(left)):
        yield _finding(text.name, form, "text.left-over", run[0].spot.said(form.lang, run[-1].spot),
                       found=_begin(run), count=str(len(run)),
                       signs=str(sum(each.signs for each in run)))  # fmt: skip
    for each in laid.groups:
        if not _is_read(each.grid, filled):
            yield _finding(text.name, form, "text.table-unread", each.grid.name,
                           signs=str(in_tables[each.grid.name]))  # fmt: skip
    if whole != text.signs:
        yield _finding(text.name, form, "text.lost", "", found=str(text.signs), expected=str(whole))


def _is_read(grid: Grid, filled: Filled) -> bool:
    return any(each.sheet == grid.name for each in _records(filled))


def _records(filled: Filled) -> Sequence[FilledProject | FilledPart]:
    return (*filled.projects, filled.part) if filled.part else filled.projects


def _left(piece: Piece, order: Mapping[tuple[type, Spot], int]) -> Left:
    number = order.get((type(piece), piece.spot), len(order))
    if isinstance(piece, Paragraph):
        return Left(number, piece.spot, signs_in(piece), piece.text)
    texts = [each.text for each in piece.cells if each.text.strip()]
    return Left(number, piece.spot, signs_in(piece), " | ".join(texts[:6]))


def _runs(left: Sequence[Left]) -> Iterator[list[Left]]:
    """What is left over, in runs of pieces that follow each other."""
    run: list[Left] = []
    for each in left:
        if run and each.order > run[-1].order + 1:
            yield run
            run = []
        run.append(each)
    if run:
        yield run


def _begin(run: Sequence[Left]) -> str:
    text = " / ".join(each.text for each in run[:3])
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def _left_in_table(laid: LaidGroup, filled: Filled) -> int:
    """How many signs of a table were not taken."""
    grid = laid.grid
    if not _is_read(grid, filled):
        return sum(signs_of(text) for _, _, text in grid.texts())
    cells = set(_cells_left(grid, filled.findings))
    for each in _records(filled):
        if each.sheet == grid.name:
            cells |= {each.where[path] for path in each.refused if path in each.where}
    return sum(signs_of(decode.shown(grid.value(*cell))) for cell in cells)


def _cells_left(grid: Grid, findings: Iterable[Finding]) -> Iterator[Cell]:
    for each in findings:
        if each.place.sheet != grid.name or not each.place.cell:
            continue
        if each.code in _LEFT:
            yield parse_cell(each.place.cell)
        elif each.code == "layout.unread":
            end = each.values.get("expected", "")
            first = parse_cell(each.place.cell).row
            yield from grid.filled(first, int(end) if end.isdigit() else grid.bottom + 1)


def told_findings(text: TextFile, laid: Laid, form: Form) -> Iterator[Finding]:
    """What readers and those who put pieces together have to tell, each at its place."""
    own = (told for piece in text.pieces if isinstance(piece, Paragraph) for told in piece.told)
    for told in (*text.told, *own, *laid.prose.told):
        yield _finding(text.name, form, told.code, told.spot.said(form.lang), found=told.found)
    for each in laid.groups:
        for told, cell in each.told:
            yield _finding(text.name, form, told.code, each.grid.name,
                           str(cell) if cell else "", found=told.found)  # fmt: skip


def _finding(
    file: str, form: Form, code: str, sheet: str, cell: str = "", *, found: str = "", **values: str
) -> Finding:
    place = Place(file, sheet, cell)
    return Finding(code, level_of(code, form.levels), place, found=found,
                   values={**values, **form.words.said})  # fmt: skip
