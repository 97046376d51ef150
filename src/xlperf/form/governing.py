"""Which labels a cell to fill is known by: one beside or above it, or both in a two-way table."""

from collections import Counter, deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from ..budget import heading
from ..sheet import Box
from .blocks import Block, Kind, has_letter


class Governor(NamedTuple):
    """The one label that says what a cell is, and whether it stands above (else on the left)."""

    label: Block
    above: bool


class Pair(NamedTuple):
    """The label of a cell's row, and the heading over it."""

    left: Block
    above: Block


@dataclass(frozen=True)
class Governing:
    """The labels of the cells of one drawing.

    The label of a row is the nearest on the left that has a letter; a heading is the nearest
    label over the whole cell whose last row has no cells to fill. Where one of them alone tells
    a cell from all others, it is known by that one.
    """

    blocks: Sequence[Block]

    @cached_property
    def cells(self) -> Sequence[Block]:
        """The cells to fill, from top to bottom."""
        found = (each for each in self.blocks if each.kind is not Kind.LABEL)
        return sorted(found, key=lambda each: each.box)

    @cached_property
    def governors(self) -> Mapping[Box, Governor]:
        """The label of each cell by itself; a cell without any is left out."""
        found = ((each.box, self._governor(each.box)) for each in self.cells)
        return {box: governor for box, governor in found if governor}

    @cached_property
    def pairs(self) -> Mapping[Box, Pair]:
        """The label of the row and the heading of each cell that has both."""
        boxes = [each.box for each in self.cells]
        lefts = ((box, self._left(box)) for box in boxes)
        return {
            box: Pair(left, self._headings[box])
            for box, left in lefts
            if left and box in self._headings
        }

    @cached_property
    def crossed(self) -> Mapping[Box, Pair]:
        """The cells of two-way tables, which need both of their labels.

        These are cells of a row whose label names several of them; all cells under the headings
        over those; and a cell that something without a letter parts from its label.
        """
        shared = {box: self.pairs[box] for box in self._sharing if box in self.pairs}
        headings = {pair.above for pair in shared.values()}
        once = (each.box for each in self.cells if each.kind is Kind.FIELD)
        pairs = {box: self.pairs[box] for box in once if box in self.pairs}
        rows = {
            (pair.left, box.top)
            for box, pair in pairs.items()
            if box in shared or (pair.above in headings and self.governors[box].above)
        }
        return shared | {
            box: pair
            for box, pair in pairs.items()
            if (pair.left, box.top) in rows or self._is_parted(box, pair.left)
        }

    @cached_property
    def _sharing(self) -> frozenset[Box]:
        """The cells that share the label on their left with another of their row."""
        beside = {
            box: (found.label, box.top) for box, found in self.governors.items() if not found.above
        }
        number = Counter(beside.values())
        return frozenset(box for box, key in beside.items() if number[key] > 1)

    def both(self, cell: Block) -> tuple[str, str]:
        """What stands beside a cell and over it, folded; "" for what says nothing of it."""
        pair, alone = self.pairs.get(cell.box), self.governors.get(cell.box)
        if pair:
            return heading(pair.left.text), heading(pair.above.text)
        text = heading(alone.label.text) if alone else ""
        return ("", text) if alone and alone.above else (text, "")

    def _governor(self, box: Box) -> Governor | None:
        left, over = self._left(box), self._touching(box)
        if over and not (left and self._is_of_its_row(over, box, left)):
            return Governor(over, True)
        if left and box in self._headings:
            return Governor(left, False)
        beside = self._beside(box)
        return Governor(beside[-1], False) if beside else None

    def _is_of_its_row(self, over: Block, box: Box, left: Block) -> bool:
        """Whether a label that touches a cell from above names another cell, or none."""
        row = over.box.bottom
        if row not in self._asked_rows:
            return False
        if not has_letter(over.text):
            return True
        near = left.box.right == box.left - 1 or box in self._headings
        return near and (row, over.box.right + 1) in self._begins

    def _is_parted(self, box: Box, left: Block) -> bool:
        nearest = self._beside(box)[-1]
        return nearest != left and self.governors[box] == (left, False)

    def _left(self, box: Box) -> Block | None:
        named = [label for label in self._beside(box) if has_letter(label.text)]
        return named[-1] if named else None

    def _beside(self, box: Box) -> list[Block]:
        """The labels on the left of a cell, the nearest last."""
        row = self._labels_of_row.get(box.top, ())
        return sorted(
            (label for label in row if label.box.right < box.left),
            key=lambda label: label.box.right,
        )

    def _touching(self, box: Box) -> Block | None:
        """The label right above a cell, over its whole width."""
        for label in self._labels_of_row.get(box.top - 1, ()):
            over = label.box
            if over.bottom == box.top - 1 and over.left <= box.left and over.right >= box.right:
                return label
        return None

    @cached_property
    def _labels_of_row(self) -> Mapping[int, Sequence[Block]]:
        """The labels that stand in each row, or reach into it."""
        found: dict[int, list[Block]] = {}
        for label in self._labels:
            for row in range(label.box.top, label.box.bottom + 1):
                found.setdefault(row, []).append(label)
        return found

    @cached_property
    def _labels(self) -> Sequence[Block]:
        return [each for each in self.blocks if each.kind is Kind.LABEL]

    @cached_property
    def _asked_rows(self) -> frozenset[int]:
        """The rows that have cells to fill."""
        boxes = (each.box for each in self.cells)
        return frozenset(row for box in boxes for row in range(box.top, box.bottom + 1))

    @cached_property
    def _begins(self) -> frozenset[tuple[int, int]]:
        """Row and first column of the cells to fill, in each row they reach into."""
        boxes = (each.box for each in self.cells)
        return frozenset((row, b.left) for b in boxes for row in range(b.top, b.bottom + 1))

    @cached_property
    def _headings(self) -> Mapping[Box, Block]:
        """The nearest heading over each cell."""
        waiting = deque(sorted(self._possible_headings(), key=lambda each: each.box.bottom))
        stacks: dict[int, list[Block]] = {}
        found: dict[Box, Block] = {}
        for box in (each.box for each in self.cells):
            while waiting and waiting[0].box.bottom < box.top:
                _put_below(stacks, waiting.popleft())
            over = reversed(stacks.get(box.left, ()))
            nearest = next((label for label in over if label.box.right >= box.right), None)
            if nearest:
                found[box] = nearest
        return found

    def _possible_headings(self) -> Iterator[Block]:
        for label in self._labels:
            if label.box.bottom not in self._asked_rows and any(map(str.isalnum, label.text)):
                yield label


def _put_below(stacks: dict[int, list[Block]], label: Block) -> None:
    """Put a heading below those above it in each of its columns; what it covers is not reached."""
    for column in range(label.box.left, label.box.right + 1):
        stack = stacks.setdefault(column, [])
        while stack and stack[-1].box.right <= label.box.right:
            stack.pop()
        stack.append(label)
