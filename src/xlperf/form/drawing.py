"""A sheet drawn as text: equal text in neighbouring cells is one merged cell.

`{field}` is a cell to fill; a row with `[field]` repeats; everything else is a label.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from typing import NamedTuple

from ..budget import heading
from ..sheet import Box

_FIELD = re.compile(r"\{([a-z][\w.]*)\}")
_REPEAT = re.compile(r"\[([a-z][\w.]*)\]")


class Kind(Enum):
    """What a block of the drawing is."""

    LABEL = "label"
    FIELD = "field"
    REPEAT = "repeat"


_AS_DRAWN = {Kind.LABEL: "{}", Kind.FIELD: "{{{}}}", Kind.REPEAT: "[{}]"}


class Block(NamedTuple):
    """One cell of the drawing, merged or not. `text` is the label or the field's name."""

    box: Box
    kind: Kind
    text: str


class DrawingError(ValueError):
    """A mistake in a drawing: which catalogue entry, and the row and column (from 1)."""

    def __init__(self, code: str, row: int, column: int, found: str = "") -> None:
        super().__init__(f"{code} in row {row}, column {column}: {found}")
        self.code, self.row, self.column, self.found = code, row, column, found


@dataclass(frozen=True)
class Drawing:
    """A drawn sheet: its size and its blocks, in reading order."""

    rows: int
    columns: int
    blocks: tuple[Block, ...]

    @cached_property
    def text(self) -> str:
        """The lines it is drawn with, cells as narrow as they can be."""
        cells = [[""] * self.columns for _ in range(self.rows)]
        for box, kind, text in self.blocks:
            for row in range(box.top, box.bottom + 1):
                for column in range(box.left, box.right + 1):
                    cells[row][column] = _AS_DRAWN[kind].format(text)
        return "".join(f"| {' | '.join(row)} |\n" for row in cells)

    def labels(self) -> Iterator[Block]:
        """The blocks that are printed text."""
        return iter(self._by_kind[Kind.LABEL])

    def fields(self) -> Iterator[Block]:
        """The cells to fill that stand once."""
        return iter(self._by_kind[Kind.FIELD])

    def repeats(self) -> Iterator[Block]:
        """The cells to fill that stand once in every repeated row."""
        return iter(self._by_kind[Kind.REPEAT])

    @cached_property
    def _by_kind(self) -> Mapping[Kind, tuple[Block, ...]]:
        return {kind: tuple(each for each in self.blocks if each.kind is kind) for kind in Kind}

    def repeated_rows(self) -> tuple[int, ...]:
        """The drawn rows that repeat, top to bottom."""
        return tuple(sorted({block.box.top for block in self.repeats()}))

    def block(self, name: str) -> Block | None:
        """The cell to fill that has this name."""
        return self._by_name.get(name)

    @cached_property
    def _by_name(self) -> Mapping[str, Block]:
        return {each.text: each for each in reversed(self.blocks) if each.kind is not Kind.LABEL}

    def governor(self, block: Block) -> tuple[Block, bool]:
        """The label that says what a cell is, and whether it stands above (else on the left).

        Above it is a label that covers the cell's whole width and touches it; otherwise the
        nearest label on the left in the same row.

        Raises:
            DrawingError: no label stands above the cell or on its left.
        """
        found = self._governors.get(block.box)
        if found is None:
            raise DrawingError(
                "drawing.no-label", block.box.top + 1, block.box.left + 1, block.text
            )
        return found

    @cached_property
    def _governors(self) -> Mapping[Box, tuple[Block, bool]]:
        governed = ((each.box, self._governor(each.box)) for each in self.blocks)
        return {box: governor for box, governor in governed if governor}

    def _governor(self, box: Box) -> tuple[Block, bool] | None:
        left = []
        for label in self.labels():
            over = label.box
            if over.bottom == box.top - 1 and over.left <= box.left and over.right >= box.right:
                return label, True
            if over.top <= box.top <= over.bottom and over.right < box.left:
                left.append(label)
        return (max(left, key=lambda label: label.box.right), False) if left else None

    def split(self, parts: Mapping[str, Sequence[str]]) -> "Drawing":
        """The same drawing with a field's column split into one column a part.

        Whatever else stands in that column becomes one merged cell over all parts.
        """
        drawing = self
        for name, fields in parts.items():
            block = drawing.block(name)
            if block is None or not fields:
                raise DrawingError("drawing.split-unknown", 1, 1, name)
            drawing = drawing._split_one(block, tuple(fields))
        _check_names(drawing.blocks)
        return drawing

    def _split_one(self, target: Block, parts: tuple[str, ...]) -> "Drawing":
        at = target.box.right
        more = max(0, len(parts) - (at - target.box.left + 1))
        blocks: list[Block] = []
        for block in self.blocks:
            box = block.box
            if block is target:
                rights = [*range(box.left, box.left + len(parts) - 1), at + more]
                blocks += [
                    Block(Box(box.top, box.left + i, box.bottom, right), block.kind, part)
                    for i, (part, right) in enumerate(zip(parts, rights, strict=True))
                ]
                continue
            left = box.left + (more if box.left > at else 0)
            right = box.right + (more if box.right >= at else 0)
            blocks.append(block._replace(box=Box(box.top, left, box.bottom, right)))
        return Drawing(self.rows, self.columns + more, tuple(blocks))


def parse_drawing(text: str) -> Drawing:
    """Read a drawing from its lines of `| cell | cell |`.

    Raises:
        DrawingError: the lines do not make a table, or a cell is not a rectangle.
    """
    grid = _grid(text)
    blocks = tuple(_blocks(grid))
    _check_names(blocks)
    _check_repeats(blocks)
    drawing = Drawing(len(grid), len(grid[0]), blocks)
    _check_governors(drawing)
    return drawing


def _check_names(blocks: Iterable[Block]) -> None:
    """A field is drawn once, and so is a label: two alike could not be told apart on a sheet."""
    seen: set[tuple[bool, str]] = set()
    for block in blocks:
        is_label = block.kind is Kind.LABEL
        name = (is_label, heading(block.text) if is_label else block.text)
        if name in seen:
            code = "drawing.label-twice" if is_label else "drawing.twice"
            raise DrawingError(code, block.box.top + 1, block.box.left + 1, block.text)
        seen.add(name)


def _check_governors(drawing: Drawing) -> None:
    """Every cell to fill has a label, and in its row a label of its own."""
    seen: set[tuple[Block, int]] = set()
    for block in drawing.blocks:
        if block.kind is Kind.LABEL:
            continue
        governed = (drawing.governor(block)[0], block.box.top)
        if governed in seen:
            where = block.box.top + 1, block.box.left + 1
            raise DrawingError("drawing.shared-label", *where, block.text)
        seen.add(governed)


def _grid(text: str) -> list[list[str]]:
    grid: list[list[str]] = []
    for number, line in enumerate(filter(str.strip, text.splitlines()), 1):
        stripped = line.strip()
        if len(stripped) < 2 or not (stripped.startswith("|") and stripped.endswith("|")):
            raise DrawingError("drawing.no-table", number, 1, stripped)
        cells = [cell.strip() for cell in stripped[1:-1].split("|")]
        if grid and len(cells) != len(grid[0]):
            raise DrawingError("drawing.ragged", number, len(cells), str(len(grid[0])))
        grid.append(cells)
    if not grid:
        raise DrawingError("drawing.empty", 1, 1)
    return grid


def _blocks(grid: list[list[str]]) -> Iterator[Block]:
    taken: set[tuple[int, int]] = set()
    for row, cells in enumerate(grid):
        for column, text in enumerate(cells):
            if (row, column) in taken or not text:
                continue
            box = _extent(grid, row, column)
            area = {
                (r, c)
                for r in range(box.top, box.bottom + 1)
                for c in range(box.left, box.right + 1)
            }
            if area & taken or any(grid[r][c] != text for r, c in area):
                raise DrawingError("drawing.no-rectangle", row + 1, column + 1, text)
            taken |= area
            yield Block(box, *_kind(text, row, column))


def _extent(grid: list[list[str]], row: int, column: int) -> Box:
    text, right, bottom = grid[row][column], column, row
    while right + 1 < len(grid[row]) and grid[row][right + 1] == text:
        right += 1
    while bottom + 1 < len(grid) and grid[bottom + 1][column] == text:
        bottom += 1
    return Box(row, column, bottom, right)


def _kind(text: str, row: int, column: int) -> tuple[Kind, str]:
    if match := _FIELD.fullmatch(text):
        return Kind.FIELD, match[1]
    if match := _REPEAT.fullmatch(text):
        return Kind.REPEAT, match[1]
    if text[0] in "{[":
        raise DrawingError("drawing.bad-field", row + 1, column + 1, text)
    return Kind.LABEL, text


def _check_repeats(blocks: Sequence[Block]) -> None:
    """A repeated row holds repeated fields, and labels that span more than the row."""
    repeated = {block.box.top for block in blocks if block.kind is Kind.REPEAT}
    for block in blocks:
        tall = block.box.top != block.box.bottom
        if (block.kind is Kind.REPEAT and tall) or (
            block.kind is Kind.FIELD and block.box.top in repeated
        ):
            raise DrawingError(
                "drawing.mixed-row", block.box.top + 1, block.box.left + 1, block.text
            )
