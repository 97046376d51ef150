"""The cells of a sheet's part: which style each has, and giving some of them another one.

A style we add where there was none stands first in its tag, before the address; a row that closed
itself is closed by a tag with a space in it. No program writes either so: that is how what only
we put in is known again and taken out, to the last byte.
"""

from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from ...sheet import Cell, column_letters, parse_cell
from .xml_in_place import Edit, Tag, spliced, tags, with_attribute

_STYLED = {"c": "s", "row": "s", "col": "style"}
_NO_CELL = Cell(-1, -1)


class _Sight(NamedTuple):
    """A tag of the grid with the row and cell it belongs to."""

    tag: Tag
    cell: Cell


def styles_at(content: bytes, cells: Collection[Cell]) -> dict[Cell, int]:
    """The style of each cell; one that is not there takes its row's, else its column's."""
    wanted, rows = set(cells), {cell.row for cell in cells}
    columns: dict[int, int] = {}
    of_row: dict[int, int] = {}
    own: dict[Cell, int] = {}
    for tag, cell in _sights(content):
        if tag.closing:
            continue
        if tag.name == "col":
            style = _number(tag, "style")
            first, last = _number(tag, "min") - 1, _number(tag, "max") - 1
            columns |= {c.column: style for c in wanted if first <= c.column <= last}
        elif tag.name == "row" and cell.row in rows and tag.get("customFormat") in ("1", "true"):
            of_row[cell.row] = _number(tag, "s")
        elif tag.name == "c" and cell in wanted:
            own[cell] = _number(tag, "s")
    return {
        cell: own.get(cell, of_row.get(cell.row, columns.get(cell.column, 0))) for cell in wanted
    }


def with_styles(content: bytes, wanted: Mapping[Cell, int]) -> bytes:
    """Give cells another style; a cell or row that is not there is put in at its place."""
    sights = list(_sights(content))
    there = {cell for tag, cell in sights if tag.name == "c"}
    rows = {cell.row for tag, cell in sights if tag.name == "row"}
    edits = [
        Edit(tag.start, tag.end, with_attribute(content[tag.start : tag.end], "s", wanted[cell]))
        for tag, cell in sights
        if tag.name == "c" and not tag.closing and cell in wanted
    ]
    missing = sorted(wanted.keys() - there)
    if missing:
        edits += _new_cells(content, sights, [c for c in missing if c.row in rows], wanted)
        edits += _new_rows(content, sights, [c for c in missing if c.row not in rows], wanted)
    return spliced(content, edits)


def restyled(content: bytes, mapping: Mapping[int, int]) -> bytes:
    """Give whatever has a style of the mapping the other one; cells of ours are taken out."""
    edits: list[Edit] = []
    ours = 0  # cells taken out just before this tag
    for tag, _ in _sights(content):
        if tag.closing:
            if tag.name == "row" and ours:
                edits = _without_empty_row(content, edits, ours, tag)
            ours = 0
            continue
        name = _STYLED.get(tag.name, "")
        if not tag.get(name) or _number(tag, name) not in mapping:
            ours = 0
            continue
        edits.append(_restored(content, tag, name, mapping[_number(tag, name)]))
        ours = 0 if edits[-1].text else ours + 1
    return spliced(content, edits)


def _restored(content: bytes, tag: Tag, name: str, base: int) -> Edit:
    """A tag with the style it had before; nothing where only we put the cell in."""
    spelled = content[tag.start : tag.end]
    added = tag.name == "c" and tag.inside.startswith(b' s="')
    if added and tag.empty and b" r=" in tag.inside:
        return Edit(tag.start, tag.end, b"")
    if added and not base:
        head = b"<" + tag.prefix + b"c"
        style = tag.inside.index(b'"', tag.inside.index(b'"') + 1) + 1
        return Edit(tag.start, tag.end, head + spelled[len(head) + style :])
    return Edit(tag.start, tag.end, with_attribute(spelled, name, base))


def _without_empty_row(content: bytes, edits: list[Edit], ours: int, tag: Tag) -> list[Edit]:
    """Let a row close itself again that did so, and take a row out that is ours as a whole."""
    first = edits[-ours].start
    if tag.inside:
        return [*edits[:-ours], Edit(first - 1, tag.end, b"/>")]
    opening = content.rfind(b"<", 0, first)
    inside = content[opening:first].split(b"row", 1)[-1]
    if inside.count(b"=") != 1 or not inside.startswith(b" r="):
        return edits
    return [*edits[:-ours], Edit(opening, tag.end, b"")]


def _sights(content: bytes) -> Iterator[_Sight]:
    """The tags of columns, rows and cells, each with where it stands, given or counted."""
    row, column, parent = -1, -1, ""
    for tag in tags(content):
        if tag.depth == 1:
            parent = tag.name
            if parent == "sheetData":
                yield _Sight(tag, _NO_CELL)
        elif parent == "cols" and tag.depth == 2:
            yield _Sight(tag, _NO_CELL)
        elif parent != "sheetData":
            continue
        elif tag.depth == 2 and tag.name == "row":
            if not tag.closing:
                row, column = _number(tag, "r", row + 2) - 1, -1
            yield _Sight(tag, Cell(row, -1))
        elif tag.depth == 3 and tag.name == "c":
            if not tag.closing:
                column = _column(tag, column + 1)
            yield _Sight(tag, Cell(row, column))


def _column(tag: Tag, counted: int) -> int:
    """A cell's column, as its address says or as it comes after the one before."""
    address = tag.get("r")
    try:
        return parse_cell(address).column if address else counted
    except ValueError:
        return counted


def _number(tag: Tag, name: str, otherwise: int = 0) -> int:
    text = tag.get(name)
    return int(text) if text.isascii() and text.isdecimal() else otherwise


def _new_cells(
    content: bytes, sights: list[_Sight], missing: list[Cell], wanted: Mapping[Cell, int]
) -> Iterator[Edit]:
    """Cells put into rows that are there, each before the first one further right."""
    by_row: dict[int, list[_Sight]] = {cell.row: [] for cell in missing}
    for each in sights:
        if each.cell.row in by_row:
            by_row[each.cell.row].append(each)
    for cell in missing:
        same = by_row[cell.row]
        opening = next(each.tag for each in same if each.tag.name == "row")
        text = _cell(opening.prefix, cell, wanted[cell])
        if opening.empty:
            yield from _into_empty_row(content, opening, missing, wanted, cell)
            continue
        after = next(
            each.tag
            for each in same
            if (each.tag.name == "row" and each.tag.closing)
            or (each.tag.name == "c" and not each.tag.closing and each.cell > cell)
        )
        yield Edit(after.start, after.start, text)


def _into_empty_row(
    content: bytes, row: Tag, missing: list[Cell], wanted: Mapping[Cell, int], cell: Cell
) -> Iterator[Edit]:
    """All cells of a row that closes itself, told once: with its first one."""
    same = [each for each in missing if each.row == cell.row]
    if cell == same[0]:
        head = content[row.start : row.end].removesuffix(b"/>")
        texts = b"".join(_cell(row.prefix, each, wanted[each]) for each in same)
        yield Edit(row.start, row.end, head + b">" + texts + b"</" + row.prefix + b"row >")


def _new_rows(
    content: bytes, sights: list[_Sight], missing: list[Cell], wanted: Mapping[Cell, int]
) -> Iterator[Edit]:
    """Rows put in, each before the first one further down."""
    grid = [each.tag for each in sights if each.tag.name == "sheetData"]
    if not grid or not missing:
        return
    prefix = grid[0].prefix
    texts = {}
    for number in sorted({cell.row for cell in missing}):
        cells = (_cell(prefix, c, wanted[c]) for c in missing if c.row == number)
        start = b"<" + prefix + f'row r="{number + 1}">'.encode()
        texts[number] = start + b"".join(cells) + b"</" + prefix + b"row>"
    if grid[0].empty:
        head = content[grid[0].start : grid[0].end].removesuffix(b"/>")
        whole = head + b">" + b"".join(texts.values()) + b"</" + prefix + b"sheetData>"
        yield Edit(grid[0].start, grid[0].end, whole)
        return
    waiting = list(texts.items())
    for tag, cell in sights:
        while waiting and tag.name == "row" and not tag.closing and cell.row > waiting[0][0]:
            yield Edit(tag.start, tag.start, waiting.pop(0)[1])
    yield from (Edit(grid[-1].start, grid[-1].start, text) for _, text in waiting)


def _cell(prefix: bytes, cell: Cell, style: int) -> bytes:
    address = f"{column_letters(cell.column)}{cell.row + 1}"
    return b"<" + prefix + f'c s="{style}" r="{address}"/>'.encode()
