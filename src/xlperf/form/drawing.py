"""A sheet drawn as text: equal text in neighbouring cells is one merged cell.

`{field}` is a cell to fill; a row with `[field]` repeats; everything else is a label.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from ..budget import heading
from ..sheet import Box
from .blocks import Block, DrawingError, Kind, has_letter, is_signing, refuse
from .drawn_text import blocks_of, grid_of, no_rectangles
from .governing import Governing

__all__ = ["LONGEST_LABEL", "Block", "Drawing", "DrawingError", "Kind", "parse_drawing"]

LONGEST_LABEL = 60
"""A longer text on a sheet is taken for no label."""
_AS_DRAWN = {Kind.LABEL: "{}", Kind.FIELD: "{{{}}}", Kind.REPEAT: "[{}]"}


@dataclass(frozen=True)
class Drawing:
    """A drawn sheet: its size and its blocks, in reading order.

    Attributes:
        parts: each cell of a split field, and the field it is a part of.
        second_headings: the rows that only the sheet to fill has, under the heading of a split
            field.
    """

    rows: int
    columns: int
    blocks: tuple[Block, ...]
    parts: tuple[tuple[str, str], ...] = ()
    second_headings: tuple[int, ...] = ()

    def row_key(self, row: int) -> str:
        """The hidden key beside a row: which row of the drawing it is as that is printed."""
        before = sum(each < row for each in self.second_headings)
        return f"d{row - before - 1}.parts" if row in self.second_headings else f"d{row - before}"

    @cached_property
    def row_keys(self) -> Mapping[str, int]:
        """The drawn row of each hidden key."""
        return {self.row_key(row): row for row in range(self.rows)}

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

    @cached_property
    def is_mixed(self) -> bool:
        """Whether cells that stand once stand among those that repeat: a list of groups."""
        rows = {block.box.top for block in self.repeats()}
        return any(block.box.top in rows for block in self.fields())

    def block(self, name: str) -> Block | None:
        """The cell to fill that has this name."""
        return self._by_name.get(name)

    @cached_property
    def _by_name(self) -> Mapping[str, Block]:
        return {each.text: each for each in reversed(self.blocks) if each.kind is not Kind.LABEL}

    def standing_once(self, names: Collection[str]) -> "Drawing":
        """The same with some of what repeats standing once, over all rows of its group."""
        blocks = (
            each._replace(kind=Kind.FIELD)
            if each.kind is Kind.REPEAT and (each.text in names or each.text.startswith("plan."))
            else each
            for each in self.blocks
        )
        return Drawing(self.rows, self.columns, tuple(blocks))

    def governor(self, block: Block) -> tuple[Block, bool]:
        """The label that says what a cell is, and whether it stands above (else on the left).

        Above it is a label that covers the cell's whole width and touches it; otherwise the
        nearest label on the left in the same row.

        Raises:
            DrawingError: no label stands above the cell or on its left.
        """
        found = self._governing.governors.get(block.box)
        if found is None:
            raise _mistake("drawing.no-label", block)
        return found

    def crossing(self, block: Block) -> tuple[Block, Block] | None:
        """The two labels a cell of a two-way table needs, of its row and over its column."""
        return self._governing.crossed.get(block.box)

    def known_by(self, block: Block) -> tuple[Block, ...]:
        """The labels a cell is known by: both of its own in a two-way table, else the one.

        Raises:
            DrawingError: no label stands above the cell or on its left.
        """
        return self.crossing(block) or self.governor(block)[:1]

    def name_of(self, block: Block) -> str:
        """What people call a cell: the labels it is known by."""
        return " · ".join(label.text for label in self.known_by(block))

    @cached_property
    def _governing(self) -> Governing:
        return Governing(self.blocks)

    @cached_property
    def idle(self) -> frozenset[Block]:
        """The labels without a letter (—, 10, 100) that say of no cell what it is."""
        governing = self._governing
        governors = {each.label for each in governing.governors.values()}
        named = governors.union(*governing.crossed.values())
        return frozenset(
            label for label in self.labels() if not has_letter(label.text) and label not in named
        )

    @cached_property
    def alike(self) -> frozenset[Block]:
        """The labels that are drawn more than once: their order tells them apart."""
        by_text: dict[str, list[Block]] = {}
        for label in self.labels():
            if label not in self.idle:
                by_text.setdefault(heading(label.text), []).append(label)
        return frozenset(
            label for labels in by_text.values() if len(labels) > 1 for label in labels
        )

    @cached_property
    def signed(self) -> frozenset[Block]:
        """The labels of what somebody signs with, which a table may lack."""
        asked = (each for each in self.fields() if is_signing(each.text))
        return frozenset(self.governor(each)[0] for each in asked)

    def labels_twice(self) -> Iterator[DrawingError]:
        """Two labels alike are spelled alike, and are told apart by their order or by a second
        label: one beside its cell and one over it would be the same to a reader."""
        first: dict[str, Block] = {}
        known = [*map(self._governing.both, self._governing.cells)]
        roles: dict[frozenset[str], tuple[str, ...]] = {}
        confused = {
            label
            for labels in known
            if roles.setdefault(frozenset(labels) - {""}, labels) != labels
            for label in labels
        }
        stands = Counter(heading(label.text) for label in self.labels())
        for label in self.labels():
            text = heading(label.text)
            before = first.setdefault(text, label)
            is_told = before.text == label.text and text not in confused
            is_mark = not has_letter(label.text) and stands[text] > 1  # 10 names nothing elsewhere
            if label not in self.idle and (is_mark or (before != label and not is_told)):
                yield _mistake("drawing.label-twice", label)

    def ungoverned(self) -> Iterator[DrawingError]:
        """Every cell to fill has a label, and in its row a label or a pair of its own."""
        crossed = self._governing.crossed
        seen: set[tuple[tuple[Block, ...], int]] = {
            ((pair.left,), box.top) for box, pair in crossed.items()
        }
        for block in self.blocks:
            if block.kind is Kind.LABEL:
                continue
            try:
                known = (self.known_by(block), block.box.top)
            except DrawingError as error:
                yield error
                continue
            if known in seen:
                yield _mistake("drawing.shared-label", block)
            seen.add(known)

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
        refuse(_names_twice(drawing.blocks))
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
        known = (*self.parts, *((part, target.text) for part in parts))
        return Drawing(self.rows, self.columns + more, tuple(blocks), known)


def parse_drawing(text: str, *, mixed: bool = False) -> Drawing:
    """Read a drawing from its lines of `| cell | cell |`.

    Args:
        mixed: whether what stands once may stand among what repeats.

    Raises:
        DrawingError: the lines do not make a table, or a cell is not a rectangle.
    """
    grid = grid_of(text)
    refuse(no_rectangles(grid))
    blocks = tuple(blocks_of(grid))
    drawing = Drawing(len(grid), len(grid[0]), blocks)
    refuse(
        (*_names_twice(blocks), *drawing.labels_twice(), *_mixed_rows(blocks, mixed=mixed)), blocks
    )
    refuse(drawing.ungoverned(), blocks)
    return drawing


def _names_twice(blocks: Iterable[Block]) -> Iterator[DrawingError]:
    """A field is drawn once."""
    seen: set[str] = set()
    for block in blocks:
        if block.kind is not Kind.LABEL:
            if block.text in seen:
                yield _mistake("drawing.twice", block)
            seen.add(block.text)


def _mistake(code: str, block: Block) -> DrawingError:
    return DrawingError(code, block.box.top + 1, block.box.left + 1, block.text)


def _mixed_rows(blocks: Sequence[Block], *, mixed: bool) -> Iterator[DrawingError]:
    """A repeated row holds repeated fields, and labels that span more than the row."""
    repeated = {block.box.top for block in blocks if block.kind is Kind.REPEAT}
    for block in blocks:
        tall = block.box.top != block.box.bottom
        if (block.kind is Kind.REPEAT and tall) or (
            block.kind is Kind.FIELD and block.box.top in repeated and not mixed
        ):
            yield _mistake("drawing.mixed-row", block)
